// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/exchange/drills_menu.h"

#include "wording/format.h"

#include <QGuiApplication>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>

#include <system_error>
#include <utility>

namespace shmlab::ui {

DrillsMenu::DrillsMenu(SystemCalls calls, ObjectName name, Role ownRole, QWidget *parent)
    : QMenu(tr("&Drills"), parent),
      m_calls(calls),
      m_name(std::move(name)),
      m_ownRole(ownRole)
{
    setToolTipsVisible(true);
    for (const Drill drill : allDrills) {
        QAction *action = addAction(drillTitle(drill));
        action->setToolTip(drillEffect(drill, ownRole));
        connect(action, &QAction::triggered, this, [this, drill] { runDrill(drill); });
    }
}

bool DrillsMenu::isConfirmed(Drill drill)
{
    QString text = drillEffect(drill, m_ownRole);
    if (affectsOtherProcesses(drill))
        text += QStringLiteral("\n\n") + tr("This affects every program that uses %1.").arg(format::text(m_name));
    QMessageBox box(QMessageBox::Warning, drillTitle(drill).remove(QLatin1Char('&')), text, QMessageBox::Cancel,
                    parentWidget());
    box.setTextFormat(Qt::PlainText);
    const QPushButton *go = box.addButton(tr("&Do it"), QMessageBox::AcceptRole);
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    return box.clickedButton() == go;
}

void DrillsMenu::runDrill(Drill drill)
{
    if (!isConfirmed(drill))
        return;
    if (drill == Drill::StopSelf) {
        // A stopped process cannot repaint: the dialog must have left the screen and the status be there before.
        Q_EMIT stopping();
        const QPointer self(this);
        QGuiApplication::sync();
        if (!self)
            return;
    }
    start(drill);
}

void DrillsMenu::start(Drill drill)
{
    try {
        m_thread = std::jthread(
            [this, drill, object = m_object] { reportLater(perform(m_calls, drill, m_name, object, m_ownRole)); });
    } catch (const std::system_error &error) {
        reportLater(std::unexpected(Error{.call = Call::Clone, .errorNumber = error.code().value()}));
    }
}

void DrillsMenu::reportLater(const Result<void> &done)
{
    QMetaObject::invokeMethod(
        this,
        [this, done] {
            Q_EMIT finished();
            if (!done)
                Q_EMIT failed(done.error());
        },
        Qt::QueuedConnection);
}

} // namespace shmlab::ui
