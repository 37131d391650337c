// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording/object_text.h"

#include "wording/evidence_text.h"
#include "wording/format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QHash>
#include <QJsonArray>
#include <QLocale>
#include <QTimeZone>

#include <algorithm>
#include <charconv>

#include <pwd.h>
#include <unistd.h>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::ObjectText)
};

QString qt(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString verdictReason(const ObjectReport &report)
{
    switch (report.verdict()) {
    case Verdict::Live: return Text::tr("Somebody maps it, holds it open or locks it.");
    case Verdict::Stalled: return Text::tr("It is in use, but a party has owed its answer for some seconds.");
    case Verdict::Stopped: return Text::tr("Every process that holds it is stopped; each may go on at any time.");
    case Verdict::Orphaned:
        return Text::tr(
            "Its name is gone, but processes still hold it; its memory is freed when the last one lets go.");
    case Verdict::Stale: return Text::tr("Nobody uses it: it is left over and may be removed.");
    case Verdict::Foreign:
        return report.status().isRegular()
            ? Text::tr("It belongs to another user, and nobody is seen to use it.")
            : Text::tr("It is no shared memory object, but a file of another type; it is never opened.");
    case Verdict::Unknown: return Text::tr("Whether somebody uses it cannot be told from here.");
    }
    return {};
}

/// Some programs put the process id of the creator into the name.
QString creatorByName(const std::string &name)
{
    for (const std::string_view prefix : {"pym-", "torch_"}) {
        pid_t pid = 0;
        if (!name.starts_with(prefix)
            || std::from_chars(name.data() + prefix.size(), name.data() + name.size(), pid).ec != std::errc{})
            continue;
        const auto process = readProcess(InspectCalls(), pid);
        if (!process || process->hasEnded())
            return Text::tr("Its name says that pid %1 created it, which is gone.").arg(pid);
        return Text::tr("Its name says that pid %1 created it; a process of that number runs: %2.")
            .arg(QString::number(pid), format::process(*process));
    }
    return Text::tr("The kernel does not record who created it.");
}

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

QString presenceLine(Role role, const PresenceRecord &presence)
{
    return Text::tr("Presence of the %1: pid %2, %3, hand-overs made: %4%5.")
        .arg(format::role(role), QString::number(presence.pid), activityName(presence.activity),
             QLocale().toString(static_cast<qulonglong>(presence.handOvers)),
             presence.sleeping != 0 ? Text::tr(", sleeping until it is woken") : QString());
}

QJsonArray holdersJson(const ProcessScan &processScan)
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
                                   {QStringLiteral("program"), qt(escape(holder.process.program))},
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

} // namespace

QString titleOf(const ObjectReport &report)
{
    if (report.hasName)
        return QLatin1Char('/') + qt(escape(report.name));
    return report.name.empty() ? Text::tr("(no name, %1)").arg(qt(report.procPath))
                               : Text::tr("/%1 (unlinked)").arg(qt(escape(report.name)));
}

std::optional<ObjectName> nameOf(const ObjectReport &report)
{
    if (!report.hasName)
        return {};
    auto name = ObjectName::parse(report.name);
    return name ? std::optional(*name) : std::nullopt;
}

QString kindText(Kind kind)
{
    switch (kind) {
    case Kind::Unknown: return Text::tr("unknown");
    case Kind::ShmlabExchange: return Text::tr("Shmlab exchange");
    case Kind::PlainExchange: return Text::tr("plain exchange");
    case Kind::Semaphore: return Text::tr("semaphore");
    case Kind::BoostManaged: return Text::tr("Boost managed segment");
    case Kind::Directory: return Text::tr("directory");
    case Kind::Link: return Text::tr("link");
    case Kind::Fifo: return Text::tr("FIFO");
    case Kind::Socket: return Text::tr("socket");
    case Kind::Device: return Text::tr("device");
    default: return qt(kindName(kind)); // a name of its own in every language
    }
}

QString ownerText(uid_t owner)
{
    static QHash<uid_t, QString> known;
    const auto found = known.constFind(owner);
    if (found != known.constEnd())
        return *found;
    const passwd *entry = ::getpwuid(owner);
    return *known.insert(owner, entry != nullptr ? qt(escape(entry->pw_name)) : QString::number(owner));
}

QString modeText(mode_t mode)
{
    return QStringLiteral("0%1").arg(mode & 07777U, 3, 8, QLatin1Char('0'));
}

QString sizeText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 1);
}

QString sizeText(const ObjectReport &report)
{
    const QString text = sizeText(report.status().sizeBytes);
    return report.isStatusKnown ? text : QStringLiteral("≥ %1").arg(text);
}

QString orUnknown(const ObjectReport &report, const QString &text)
{
    return report.isStatusKnown ? text : QStringLiteral("?");
}

QString holdersSummary(const ProcessScan &processScan)
{
    const auto count = [&](auto matches) {
        return static_cast<int>(std::ranges::count_if(processScan.holders, matches));
    };
    QStringList parts;
    if (const int maps = count([](const Holder &holder) { return holder.maps; }); maps > 0)
        parts += Text::tr("%1 map").arg(maps);
    if (const int opens = count([](const Holder &holder) { return holder.opens; }); opens > 0)
        parts += Text::tr("%1 open").arg(opens);
    if (const int locks = count([](const Holder &holder) { return !holder.locks.empty(); }); locks > 0)
        parts += Text::tr("%1 lock").arg(locks);
    return parts.join(QStringLiteral(", "));
}

QStringList objectEvidence(const ObjectReport &report)
{
    QStringList lines{verdictReason(report)};
    if (report.hasNamesake) {
        lines += report.hasName
            ? Text::tr("Two inodes under one name: processes still hold another object that had this name. They do not "
                       "see what is written here.")
            : Text::tr("Two inodes under one name: the name now leads to another object. Whoever opens it does not "
                       "get this one.");
    }
    if (report.isStatusKnown && report.status().links > 1)
        lines +=
            Text::tr("It has %1 names (hard links): removing one of them frees nothing.").arg(report.status().links);
    lines += report.isStatusKnown ? evidenceText(report.usage) : usageEvidence(report.usage);
    if (report.status().isRegular() && !report.usage.presenceOf(Role::Server)) // which tells it itself
        lines += creatorByName(report.name);
    if (!report.hasName && !report.isStatusKnown)
        lines += Text::tr("It is only mapped, and the kernel shows no more of it than its extent.");
    return lines;
}

QStringList objectContent(const ObjectReport &report)
{
    QStringList lines;
    const Usage &usage = report.usage;
    if (usage.counters && isExchange(report.kind))
        lines += Text::tr("Counters: server %1, client %2.")
                     .arg(QString::number(usage.counters->server), QString::number(usage.counters->client));
    for (const Role role : {Role::Server, Role::Client}) {
        if (const auto &presence = usage.presenceOf(role))
            lines += presenceLine(role, *presence);
    }
    return lines;
}

void VerdictSums::add(const ObjectReport &report, int sign)
{
    Sum &sum = of.at(static_cast<std::size_t>(report.verdict()));
    sum.objects += sign;
    sum.allocatedBytes += sign * static_cast<qint64>(report.status().allocatedBytes);
}

int VerdictSums::objects() const
{
    int all = 0;
    for (const Sum &sum : of)
        all += sum.objects;
    return all;
}

QString sumsText(const VerdictSums &sums)
{
    QStringList parts;
    for (const Verdict verdict : allVerdicts) {
        const auto &sum = sums.of.at(static_cast<std::size_t>(verdict));
        if (sum.objects > 0)
            parts += QStringLiteral("%1 %2 %3")
                         .arg(QLocale().toString(sum.objects), verdictName(verdict), sizeText(sum.allocatedBytes));
    }
    const int all = sums.objects();
    if (all == 0)
        return Text::tr("no objects");
    const QString count = all == 1 ? Text::tr("1 object") : Text::tr("%1 objects").arg(QLocale().toString(all));
    return QStringLiteral("%1: %2").arg(count, parts.join(QStringLiteral(", ")));
}

QString spaceText(const ShmDirectory &directory)
{
    if (!directory.exists)
        return Text::tr("/dev/shm is missing");
    return Text::tr("/dev/shm: %1 of %2 free")
        .arg(sizeText(static_cast<qint64>(directory.freeBytes)), sizeText(static_cast<qint64>(directory.sizeBytes)));
}

QStringList visibilityWarnings(int hiddenProcesses, bool isSystemWide)
{
    QStringList lines;
    const bool isRoot = ::geteuid() == 0;
    if (hiddenProcesses > 0)
        lines += (isRoot ? Text::tr("Holders are incomplete: processes hidden even from root: %1.")
                         : Text::tr("Holders are incomplete: processes of other users hidden: %1."))
                     .arg(hiddenProcesses);
    if (!isSystemWide)
        lines += Text::tr("Holders are incomplete: this program runs in a PID namespace of its own.");
    if (isRoot)
        lines += Text::tr("You are root: nothing here is protected from you. Removing keeps all its questions.");
    return lines;
}

QJsonObject objectJson(const ObjectReport &report, bool isDetailed)
{
    const ObjectStatus &status = report.status();
    QJsonObject object{{QStringLiteral("name"), QLatin1Char('/') + qt(escape(report.name))},
                       {QStringLiteral("verdict"), verdictName(report.verdict())},
                       {QStringLiteral("size"), static_cast<qint64>(status.sizeBytes)},
                       {QStringLiteral("inode"), static_cast<qint64>(status.identity.inode)},
                       {QStringLiteral("kind"), qt(kindName(report.kind))},
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
    if (const auto &counters = report.usage.counters; counters && isExchange(report.kind)) {
        object.insert(QStringLiteral("server"), counters->server);
        object.insert(QStringLiteral("client"), counters->client);
    }
    if (const auto &presence = report.usage.presenceOf(Role::Server))
        object.insert(QStringLiteral("server_presence"), presenceJson(*presence));
    if (const auto &presence = report.usage.presenceOf(Role::Client))
        object.insert(QStringLiteral("client_presence"), presenceJson(*presence));
    object.insert(QStringLiteral("evidence"), QJsonArray::fromStringList(objectEvidence(report)));
    return object;
}

QString numberText(const Number &number, ValueType type, bool isHex)
{
    if (type == ValueType::TimeSeconds || type == ValueType::TimeNanoseconds) {
        const auto count = std::get<std::int64_t>(number);
        constexpr std::int64_t latest = 253'402'300'799; // the end of year 9999
        const std::int64_t seconds = type == ValueType::TimeSeconds ? count : count / 1'000'000'000;
        if (seconds < 0 || seconds > latest)
            return QStringLiteral("–");
        const QDateTime time = QDateTime::fromSecsSinceEpoch(seconds, QTimeZone::utc());
        return time.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss 'UTC'"));
    }
    if (const auto *real = std::get_if<double>(&number)) {
        std::array<char, 32> text{}; // the shortest that tells it from its neighbours
        const auto end = type == ValueType::Float
            ? std::to_chars(text.data(), text.data() + text.size(), static_cast<float>(*real)).ptr
            : std::to_chars(text.data(), text.data() + text.size(), *real).ptr;
        return QString::fromLatin1(text.data(), end - text.data());
    }
    const bool isSigned = std::holds_alternative<std::int64_t>(number);
    const auto bits =
        isSigned ? static_cast<std::uint64_t>(std::get<std::int64_t>(number)) : std::get<std::uint64_t>(number);
    if (isHex) {
        const auto width = static_cast<int>(rowOf(type).sizeBytes) * 2;
        const std::uint64_t mask = width == 16 ? ~std::uint64_t{0} : (std::uint64_t{1} << (4 * width)) - 1;
        return QStringLiteral("0x%1").arg(static_cast<qulonglong>(bits & mask), width, 16, QLatin1Char('0'));
    }
    return isSigned ? QString::number(std::get<std::int64_t>(number)) : QString::number(static_cast<qulonglong>(bits));
}

QString bytesAsText(std::span<const std::byte> bytes)
{
    const std::string_view all(reinterpret_cast<const char *>(bytes.data()), bytes.size());
    return qt(escape(all.substr(0, all.find('\0'))));
}

} // namespace shmlab::ui
