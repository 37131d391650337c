// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/objects/join_action.h"

#include "widgets/actions.h"
#include "wording/format.h"

#include <shmlab/exchange/exchange_state.h>
#include <shmlab/inspect/object_location.h>

#include <QCoreApplication>
#include <QProcess>
#include <QWidget>

#include <utility>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::ObjectsWindow)
};

} // namespace

JoinAction::JoinAction(QString program, QWidget *window)
    : QObject(window),
      m_program(std::move(program)),
      m_action(makeAction(window, Text::tr("&Join as client"), QKeySequence(Qt::CTRL | Qt::Key_J),
                          Text::tr("Join this exchange as its client")))
{
    connect(m_action, &QAction::triggered, this, &JoinAction::join);
}

void JoinAction::setObject(const ObjectReportPtr &report)
{
    m_report = report;
    m_action->setEnabled(report && nameOf(*report) && isExchange(report->kind) && isInUse(report->verdict())
                         && report->exchange && !report->exchange->isLocked(Role::Client));
}

void JoinAction::join()
{
    const auto name = m_report ? nameOf(*m_report) : std::nullopt;
    if (name
        && !QProcess::startDetached(m_program,
                                    {QStringLiteral("client"), format::text(*name), QStringLiteral("--start")}))
        Q_EMIT failed(Text::tr("Cannot start %1.").arg(m_program));
}

} // namespace shmlab::ui
