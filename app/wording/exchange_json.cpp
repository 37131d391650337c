// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording/exchange_json.h"

#include "wording/error_text.h"
#include "wording/format.h"
#include "wording/status_text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace shmlab::ui {
namespace {

QString endName(ExchangeEnd end)
{
    switch (end) {
    case ExchangeEnd::Done: return QStringLiteral("done");
    case ExchangeEnd::Stopped: return QStringLiteral("interrupted");
    case ExchangeEnd::PeerGone: return QStringLiteral("peer-gone");
    case ExchangeEnd::Truncated: return QStringLiteral("cut-short");
    case ExchangeEnd::None:
    case ExchangeEnd::Failed: break;
    }
    return QStringLiteral("failed");
}

double seconds(std::chrono::nanoseconds time)
{
    return std::chrono::duration<double>(time).count();
}

void addPercentiles(QJsonObject &object, const FullSpeedStats &stats)
{
    object.insert(QStringLiteral("p50_ns"), stats.oneWay(0.5).count());
    object.insert(QStringLiteral("p90_ns"), stats.oneWay(0.9).count());
    object.insert(QStringLiteral("p99_ns"), stats.oneWay(0.99).count());
    object.insert(QStringLiteral("p999_ns"), stats.oneWay(0.999).count());
}

void addStats(QJsonObject &object, const FullSpeedStats &stats, std::chrono::duration<double, std::nano> clockCost)
{
    object.insert(QStringLiteral("elapsed_s"), seconds(stats.elapsed));
    object.insert(QStringLiteral("sleeping_s"), seconds(stats.sleeping));
    object.insert(QStringLiteral("waking_s"), seconds(stats.waking));
    object.insert(QStringLiteral("sleeps"), static_cast<qint64>(stats.sleeps));
    object.insert(QStringLiteral("wake_ups"), static_cast<qint64>(stats.wakeUps));
    object.insert(QStringLiteral("out_of_order"), static_cast<qint64>(stats.outOfOrder));
    object.insert(QStringLiteral("clock_ns"), clockCost.count());
    addPercentiles(object, stats);
    object.insert(QStringLiteral("max_ns"), static_cast<double>(stats.roundTrips.maximum().count()) / 2);
}

QByteArray json(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

QByteArray roleName(Role role)
{
    return role == Role::Server ? "server" : "client";
}

QByteArray turnJson(Role role, const TurnRecord &record)
{
    const Turn &turn = record.turn;
    return json({{QStringLiteral("role"), QLatin1String(roleName(role))},
                 {QStringLiteral("turn"), static_cast<qint64>(turn.number)},
                 {QStringLiteral("own"), turn.own},
                 {QStringLiteral("other"), turn.peer},
                 {QStringLiteral("wrote"), turn.wrote},
                 {QStringLiteral("time_s"), std::chrono::duration<double>(record.time).count()}});
}

QByteArray statsJson(Role role, const FullSpeedStats &latest, double perSecond)
{
    QJsonObject line{{QStringLiteral("role"), QLatin1String(roleName(role))},
                     {QStringLiteral("time_s"), seconds(latest.elapsed)},
                     {QStringLiteral("hand_overs"), static_cast<qint64>(latest.handOvers)},
                     {QStringLiteral("per_second"), perSecond}};
    addPercentiles(line, latest);
    return json(line);
}

QByteArray endJson(const ExchangeSettings &settings, const ExchangeStatus &status, const FullSpeedStats &stats,
                   std::chrono::duration<double, std::nano> clockCost)
{
    QJsonObject end{{QStringLiteral("role"), QLatin1String(roleName(settings.role))},
                    {QStringLiteral("object"), format::text(settings.name)},
                    {QStringLiteral("turns"), static_cast<qint64>(status.turns)},
                    {QStringLiteral("server"), status.counters.server},
                    {QStringLiteral("client"), status.counters.client},
                    {QStringLiteral("end"), endName(status.end)}};
    if (settings.pace == Pace::FullSpeed)
        addStats(end, stats, clockCost);
    if (status.error)
        end.insert(QStringLiteral("error"), errorText(settings, status));
    const StatusText text = statusText(settings, status);
    if (!text.verdict.isEmpty())
        end.insert(QStringLiteral("verdict"), text.verdict);
    if (!text.evidence.isEmpty())
        end.insert(QStringLiteral("evidence"), QJsonArray::fromStringList(text.evidence));
    return json(end);
}

} // namespace shmlab::ui
