// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording/object_json.h"

#include "wording/evidence_text.h"
#include "wording/format.h"
#include "wording/object_text.h"
#include "wording/owner_text.h"

#include <QJsonArray>

namespace shmlab::ui {
namespace {

QJsonArray holdersJson(const ObjectHolders &processScan)
{
    QJsonArray holders;
    for (const Holder &holder : processScan.holders) {
        QJsonArray how;
        if (holder.maps)
            how.append(holder.mapsWritable ? QStringLiteral("maps rw") : QStringLiteral("maps r"));
        if (holder.opens)
            how.append(holder.opensWritable ? QStringLiteral("open rw") : QStringLiteral("open r"));
        for (const ByteRange lock : holder.locks)
            how.append(lock.length == 0
                           ? QStringLiteral("locks %1-").arg(lock.offset)
                           : QStringLiteral("locks %1-%2").arg(lock.offset).arg(lock.offset + lock.length - 1));
        holders.append(QJsonObject{{QStringLiteral("pid"), holder.process.pid},
                                   {QStringLiteral("program"), format::escaped(holder.process.program)},
                                   {QStringLiteral("how"), how}});
    }
    return holders;
}

QJsonObject presenceJson(const PresenceRecord &presence)
{
    return {{QStringLiteral("pid"), presence.pid},
            {QStringLiteral("activity"), static_cast<int>(presence.activity)},
            {QStringLiteral("hand_overs"), static_cast<qint64>(presence.handOvers)},
            {QStringLiteral("last_hand_over_ns"), static_cast<qint64>(presence.lastHandOver)},
            {QStringLiteral("sleeping"), presence.sleeping != 0}};
}

void insertExchange(QJsonObject &object, const ExchangeState &exchange)
{
    if (exchange.counters) {
        object.insert(QStringLiteral("server"), exchange.counters->server);
        object.insert(QStringLiteral("client"), exchange.counters->client);
    }
    if (const auto &presence = exchange.presenceOf(Role::Server))
        object.insert(QStringLiteral("server_presence"), presenceJson(*presence));
    if (const auto &presence = exchange.presenceOf(Role::Client))
        object.insert(QStringLiteral("client_presence"), presenceJson(*presence));
}

} // namespace

QJsonObject objectJson(const ObjectReport &report, bool isDetailed)
{
    const ObjectStatus &status = report.status();
    QJsonObject object{{QStringLiteral("name"), QLatin1Char('/') + format::escaped(report.name)},
                       {QStringLiteral("verdict"), verdictName(report.verdict())},
                       {QStringLiteral("size"), static_cast<qint64>(status.sizeBytes)},
                       {QStringLiteral("inode"), static_cast<qint64>(status.identity.inode)},
                       {QStringLiteral("kind"), QString::fromLatin1(kindName(report.kind))},
                       {QStringLiteral("holders"), holdersJson(report.usage.processScan)}};
    if (report.isStatusKnown) {
        object.insert(QStringLiteral("allocated"), static_cast<qint64>(status.allocatedBytes));
        object.insert(QStringLiteral("mode"), modeText(status.mode));
        object.insert(QStringLiteral("owner"), ownerText(status.owner));
    }
    if (!report.hasName)
        object.insert(QStringLiteral("unlinked"), true);
    if (report.hasNamesake)
        object.insert(QStringLiteral("namesake"), true);
    if (!isDetailed)
        return object;
    if (report.isStatusKnown) {
        object.insert(QStringLiteral("created"), static_cast<qint64>(status.createdSeconds));
        object.insert(QStringLiteral("modified"), static_cast<qint64>(status.modifiedSeconds));
        object.insert(QStringLiteral("links"), static_cast<qint64>(status.links));
    }
    object.insert(QStringLiteral("hidden_processes"), report.usage.processScan.hidden);
    if (report.exchange)
        insertExchange(object, *report.exchange);
    object.insert(QStringLiteral("evidence"), QJsonArray::fromStringList(objectEvidence(report)));
    return object;
}

} // namespace shmlab::ui
