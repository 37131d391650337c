// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/warning_box.h"

#include <QMessageBox>

namespace shmlab::ui {

void showWarning(QWidget *window, const QString &title, const QString &text)
{
    QMessageBox box(QMessageBox::Warning, title, text, QMessageBox::Ok, window);
    box.setTextFormat(Qt::PlainText);
    box.exec();
}

} // namespace shmlab::ui
