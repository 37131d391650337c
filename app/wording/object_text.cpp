// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording/object_text.h"

#include "wording/evidence_text.h"
#include "wording/format.h"
#include "wording/object_errors.h"

#include <shmlab/inspect/object_location.h>
#include <shmlab/manage/interrupted_removal.h>

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cstdint>

#include <sys/ipc.h>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::ObjectText)
};

} // namespace

std::string nameIdentifier(const ObjectReport &report)
{
    const Domain domain = report.status().identity.domain;
    const std::string name = escape(report.name);
    const std::string prefix = std::string(domainName(domain)) + ':';
    switch (domain) {
    case Domain::PosixShm: break;
    case Domain::Hugetlbfs: return escape(report.place) + '/' + name;
    case Domain::MappedFile: return name;
    case Domain::MessageQueue: return prefix + '/' + name;
    case Domain::AnonymousShared: return prefix + std::to_string(report.status().identity.inode);
    case Domain::Memfd:
    case Domain::SystemVShm:
    case Domain::SystemVSemaphores:
    case Domain::SystemVQueue: return prefix + name;
    }
    return '/' + name;
}

bool isCalled(const ObjectReport &report, const ObjectName &name)
{
    const bool isInShm = report.status().identity.domain == Domain::PosixShm;
    return '/' + (isInShm ? report.name : nameIdentifier(report)) == name.bytes();
}

QString titleOf(const ObjectReport &report)
{
    const QString name = QString::fromStdString(nameIdentifier(report));
    if (!isUnlinked(report))
        return name;
    return report.name.empty() ? Text::tr("(no name, %1)").arg(QString::fromStdString(report.procPath))
                               : Text::tr("%1 (unlinked)").arg(name);
}

QString kindText(Kind kind)
{
    switch (kind) {
    case Kind::Unknown: return Text::tr("unknown");
    case Kind::ShmlabExchange: return Text::tr("Shmlab exchange");
    case Kind::PlainExchange: return Text::tr("plain exchange");
    case Kind::PossibleExchange: return Text::tr("possible exchange");
    case Kind::Semaphore: return Text::tr("semaphore");
    case Kind::BoostManaged: return Text::tr("Boost managed segment");
    case Kind::SystemVSegment: return Text::tr("System V segment");
    case Kind::SystemVSemaphores: return Text::tr("System V semaphores");
    case Kind::SystemVQueue: return Text::tr("System V queue");
    case Kind::MessageQueue: return Text::tr("message queue");
    case Kind::AnonymousMemory: return Text::tr("shared anonymous memory");
    case Kind::HugePages: return Text::tr("huge pages");
    case Kind::MappedFile: return Text::tr("mapped file");
    case Kind::Directory: return Text::tr("directory");
    case Kind::Link: return Text::tr("link");
    case Kind::Fifo: return Text::tr("FIFO");
    case Kind::Socket: return Text::tr("socket");
    case Kind::Device: return Text::tr("device");
    default: return QString::fromLatin1(kindName(kind)); // a proper name, not translated
    }
}

std::optional<std::string> formerName(const ObjectReport &report)
{
    const auto removal = interruptedRemovalOf(report);
    if (!removal)
        return {};
    const std::size_t place = report.name.rfind('/') + 1; // npos + 1 is 0
    return '/' + escape(report.name.substr(0, place) + removal->name) + (removal->isNameCut ? "…" : "");
}

QString interruptionText(const ObjectReport &report)
{
    const auto name = formerName(report);
    return name ? Text::tr("interrupted removal of %1").arg(QString::fromStdString(*name)) : QString();
}

QString unseenContentText(const ObjectReport &report)
{
    return report.unseenContent == UnseenContent::None ? QString() : Text::tr("content not seen");
}

QString keyText(key_t key)
{
    return key == IPC_PRIVATE ? QStringLiteral("private")
                              : QStringLiteral("0x%1").arg(static_cast<std::uint32_t>(key), 8, 16, QLatin1Char('0'));
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

QString holdersSummary(const ObjectHolders &processScan)
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

void VerdictSums::add(const ObjectReport &report, int sign)
{
    Sum &sum = of.at(static_cast<std::size_t>(report.verdict()));
    sum.objects += sign;
    if (!report.isSecondName)
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

QString unseenDomainsText(const std::vector<UnseenDomain> &domains)
{
    QStringList parts;
    for (const UnseenDomain &unseen : domains)
        parts += QStringLiteral("%1 (%2)").arg(kindText(kindOfDomain(unseen.domain)), causeText(unseen.error));
    return parts.isEmpty() ? QString() : Text::tr("Not seen: %1").arg(parts.join(QStringLiteral(", ")));
}

QString spaceText(const ShmDirectory &directory)
{
    if (!directory.exists)
        return Text::tr("/dev/shm is missing");
    QString bytes = Text::tr("/dev/shm: %1 of %2 free")
                        .arg(sizeText(static_cast<qint64>(directory.freeBytes)),
                             sizeText(static_cast<qint64>(directory.sizeBytes)));
    if (directory.inodes == 0)
        return bytes;
    const QLocale locale;
    return Text::tr("%1, %2 of %3 inodes free")
        .arg(bytes, locale.toString(static_cast<qulonglong>(directory.freeInodes)),
             locale.toString(static_cast<qulonglong>(directory.inodes)));
}

QStringList visibilityWarnings(std::optional<int> hiddenProcesses, bool isSystemWide, bool isRoot)
{
    QStringList lines;
    if (!hiddenProcesses)
        lines += Text::tr("Holders are incomplete: the number of hidden processes is not known (hidepid).");
    else if (*hiddenProcesses > 0)
        lines += (isRoot ? Text::tr("Holders are incomplete: processes hidden even from root: %1.")
                         : Text::tr("Holders are incomplete: processes of other users hidden: %1."))
                     .arg(*hiddenProcesses);
    if (!isSystemWide)
        lines += Text::tr("Holders are incomplete: this program runs in its own PID namespace.");
    if (isRoot)
        lines += Text::tr("You are root: you may remove every object, one in use by typing its name.");
    return lines;
}

} // namespace shmlab::ui
