// SPDX-License-Identifier: GPL-3.0-or-later
// What an object holds, as far as Shmlab understands it: objectContent().
#include "wording/evidence_text.h"

#include "wording/format.h"
#include "wording/object_text.h"

#include <QCoreApplication>
#include <QLocale>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::EvidenceText)
};

QString activityName(std::uint32_t activity)
{
    switch (static_cast<Activity>(activity)) {
    case Activity::Joining: return Text::tr("joining");
    case Activity::Running: return Text::tr("running");
    case Activity::Paused: return Text::tr("paused");
    case Activity::Leaving: return Text::tr("leaving");
    }
    return Text::tr("unknown");
}

QString countText(std::uint64_t count)
{
    return QLocale().toString(static_cast<qulonglong>(count));
}

QStringList factLines(const ObjectFacts &facts)
{
    QStringList lines;
    if (const auto &semaphore = facts.semaphore)
        lines += Text::tr("Value: %1. Processes that wait for it to rise: %2.")
                     .arg(countText(semaphore->value), countText(semaphore->waiters));
    const auto &systemV = facts.systemV;
    if (systemV)
        lines += Text::tr("Key: %1. Last used: %2.")
                     .arg(keyText(systemV->key),
                          systemV->usedSeconds != 0 ? format::timestamp(systemV->usedSeconds) : Text::tr("never"));
    if (systemV && systemV->semaphores > 0)
        lines += Text::tr("Semaphores in the set: %1.").arg(countText(systemV->semaphores));
    else if (systemV && !facts.queue)
        lines += Text::tr("Mappings that have it attached, as the kernel counts them: %1.")
                     .arg(countText(systemV->attachments));
    if (systemV && systemV->lastUser > 0)
        lines += Text::tr("Used last by pid %1.").arg(systemV->lastUser);
    if (const auto &queue = facts.queue; queue && queue->maxMessages > 0)
        lines += Text::tr("Messages that wait: %1 of %2, each of at most %3.")
                     .arg(countText(queue->messages), countText(queue->maxMessages),
                          format::bytes(static_cast<qint64>(queue->maxMessageBytes)));
    else if (queue)
        lines += Text::tr("Messages that wait: %1, in all %2.")
                     .arg(countText(queue->messages), format::bytes(static_cast<qint64>(queue->bytes)));
    return lines;
}

QString presenceLine(Role role, const PresenceRecord &presence)
{
    return Text::tr("Presence of the %1: pid %2, %3, hand-overs made: %4%5.")
        .arg(format::role(role), QString::number(presence.pid), activityName(presence.activity),
             QLocale().toString(static_cast<qulonglong>(presence.handOvers)),
             presence.sleeping != 0 ? Text::tr(", sleeping until it is woken") : QString());
}

} // namespace

QStringList objectContent(const ObjectReport &report)
{
    QStringList lines = factLines(report.facts);
    if (!report.exchange)
        return lines;
    if (const auto &counters = report.exchange->counters)
        lines += Text::tr("Counters: server %1, client %2.")
                     .arg(QString::number(counters->server), QString::number(counters->client));
    for (const Role role : {Role::Server, Role::Client}) {
        if (const auto &presence = report.exchange->presenceOf(role))
            lines += presenceLine(role, *presence);
    }
    return lines;
}

} // namespace shmlab::ui
