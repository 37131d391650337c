// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/exchange/drills_menu.h"

#include "wording/format.h"

#include <QMessageBox>
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

void DrillsMenu::runDrill(Drill drill)
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
    if (box.clickedButton() != go)
        return;
    try {
        m_thread = std::jthread([this, drill, object = m_object] {
            if (const auto done = perform(m_calls, drill, m_name, object, m_ownRole); !done)
                reportLater(done.error());
        });
    } catch (const std::system_error &error) {
        Q_EMIT failed({.call = Call::Clone, .errorNumber = error.code().value()});
    }
}

void DrillsMenu::reportLater(const Error &error)
{
    QMetaObject::invokeMethod(this, [this, error] { Q_EMIT failed(error); }, Qt::QueuedConnection);
}

} // namespace shmlab::ui
