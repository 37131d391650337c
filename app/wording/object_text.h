// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/inspect/object_report.h>
#include <shmlab/inspect/shm_directory.h>
#include <shmlab/inspect/value.h>

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <array>
#include <span>

/// What is known of objects, in words and as JSON.
namespace shmlab::ui {

/// Every verdict, from what is in use to what nobody knows.
inline constexpr std::array allVerdicts{Verdict::Live,  Verdict::Stalled, Verdict::Stopped, Verdict::Orphaned,
                                        Verdict::Stale, Verdict::Foreign, Verdict::Unknown};

/// "/name", escaped reversibly; for one without a name what it was called last, or where it can be found.
[[nodiscard]] QString titleOf(const ObjectReport &report);
/// The name for calls; nothing for an object without one.
[[nodiscard]] std::optional<ObjectName> nameOf(const ObjectReport &report);
[[nodiscard]] QString kindText(Kind kind);
/// A login name, or the number where there is none. Each is asked for once.
[[nodiscard]] QString ownerText(uid_t owner);
/// "0600".
[[nodiscard]] QString modeText(mode_t mode);
/// "4 KiB".
[[nodiscard]] QString sizeText(qint64 bytes);
/// The same of an object; "≥ 4 KiB" where only a mapping tells of it.
[[nodiscard]] QString sizeText(const ObjectReport &report);
/// "?" where the status of an object is not known.
[[nodiscard]] QString orUnknown(const ObjectReport &report, const QString &text);
/// "2 map, 3 open, 1 locks"; empty when nobody is seen to hold it.
[[nodiscard]] QString holdersSummary(const ProcessScan &processScan);

/// What the verdict means for this object and everything it rests on, a line each.
[[nodiscard]] QStringList objectEvidence(const ObjectReport &report);
/// What the first bytes say, for kinds that are known: counters and presence, a semaphore's value. May be empty.
[[nodiscard]] QStringList objectContent(const ObjectReport &report);

/// How many bytes and objects there are of each verdict.
struct VerdictSums {
    struct Sum {
        int objects = 0;
        qint64 allocatedBytes = 0;
    };
    std::array<Sum, allVerdicts.size()> of{};

    void add(const ObjectReport &report, int sign = 1);
    [[nodiscard]] int objects() const;
};
/// "12 objects: 3 LIVE 1.2 MiB, 1 STALE 64 KiB".
[[nodiscard]] QString sumsText(const VerdictSums &sums);
/// "/dev/shm: 20.1 GiB of 24 GiB free".
[[nodiscard]] QString spaceText(const ShmDirectory &directory);
/// What limits every verdict: processes of others, a PID namespace, being root. May be empty.
[[nodiscard]] QStringList visibilityWarnings(int hiddenProcesses, bool isSystemWide);

/// `name`, `verdict`, `size`, `allocated`, `mode`, `owner`, `inode`, `kind`, `holders`; with `isDetailed` also times,
/// links, counters, presence and the evidence.
[[nodiscard]] QJsonObject objectJson(const ObjectReport &report, bool isDetailed);

/// A number as its type is read: times as dates in UTC, floats with all their digits; hex where wanted.
[[nodiscard]] QString numberText(const Number &number, ValueType type, bool isHex = false);
/// Printable ASCII up to a NUL, all else escaped.
[[nodiscard]] QString bytesAsText(std::span<const std::byte> bytes);

} // namespace shmlab::ui
