// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/inspect/object_report.h>
#include <shmlab/inspect/shm_directory.h>

#include <QString>
#include <QStringList>

#include <array>
#include <optional>
#include <string>

/// Texts of objects and of totals.
namespace shmlab::ui {

/// Every verdict, those in use first.
inline constexpr std::array allVerdicts{Verdict::Live,  Verdict::Stalled, Verdict::Stopped,     Verdict::Orphaned,
                                        Verdict::Stale, Verdict::Unused,  Verdict::NotAnObject, Verdict::Unknown};

/// "/name", escaped reversibly; of an unlinked object the last name or the path in /proc.
[[nodiscard]] QString titleOf(const ObjectReport &report);
[[nodiscard]] QString kindText(Kind kind);
/// The name that the object had before a removal moved it, which was interrupted; nothing for others.
[[nodiscard]] std::optional<std::string> formerName(const ObjectReport &report);
/// "interrupted removal of /x"; empty for others.
[[nodiscard]] QString interruptionText(const ObjectReport &report);
/// "content not seen" for a directory that is not looked into; empty for others.
[[nodiscard]] QString unseenContentText(const ObjectReport &report);
/// "0600".
[[nodiscard]] QString modeText(mode_t mode);
/// "4 KiB".
[[nodiscard]] QString sizeText(qint64 bytes);
/// The size of an object; "≥ 4 KiB" if only a mapping shows it.
[[nodiscard]] QString sizeText(const ObjectReport &report);
/// "?" if the status of an object is unknown.
[[nodiscard]] QString orUnknown(const ObjectReport &report, const QString &text);
/// "2 map, 3 open, 1 lock"; empty if no holder is seen.
[[nodiscard]] QString holdersSummary(const ObjectHolders &processScan);

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
/// "/dev/shm: 20.1 GiB of 24 GiB free", and inodes where their number is limited.
[[nodiscard]] QString spaceText(const ShmDirectory &directory);
/// What makes every verdict less certain: hidden processes, a PID namespace; also that root may remove everything. May
/// be empty. `hiddenProcesses`: nothing where their number is not known.
[[nodiscard]] QStringList visibilityWarnings(std::optional<int> hiddenProcesses, bool isSystemWide, bool isRoot);

} // namespace shmlab::ui
