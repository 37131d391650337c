// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/close_question.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QPushButton>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::CloseQuestion)
};

bool isAsking = true;

} // namespace

void setAsksBeforeClosing(bool asks)
{
    isAsking = asks;
}

bool confirmClosing(QWidget *window, const QStringList &losses, const std::function<bool()> &save)
{
    if (!isAsking || losses.isEmpty())
        return true;
    QMessageBox box(QMessageBox::Question, Text::tr("Close the window?"), losses.join(QStringLiteral("\n\n")),
                    QMessageBox::Cancel, window);
    box.setTextFormat(Qt::PlainText);
    const QPushButton *saving = nullptr;
    if (save) {
        saving = box.addButton(Text::tr("&Save and close"), QMessageBox::AcceptRole);
        box.addButton(Text::tr("Close &without saving"), QMessageBox::DestructiveRole);
    } else {
        box.addButton(Text::tr("&Close"), QMessageBox::DestructiveRole);
    }
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    if (box.clickedButton() != nullptr && box.clickedButton() == saving)
        return save();
    return box.buttonRole(box.clickedButton()) == QMessageBox::DestructiveRole;
}

} // namespace shmlab::ui
