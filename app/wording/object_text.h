// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/inspect/object_domain.h>
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

/// "/name" in /dev/shm; in other domains "sysv:18", "memfd:name", "mqueue:/name", "anonymous:4711", the path of a file.
/// Escaped reversibly.
[[nodiscard]] std::string nameIdentifier(const ObjectReport &report);
/// The same for people: also says that an object was unlinked; without a last name the path in /proc.
[[nodiscard]] QString titleOf(const ObjectReport &report);
/// Whether a user who gives this name means the object: one of /dev/shm by its name or its last one, another one by
/// nameIdentifier().
[[nodiscard]] bool isCalled(const ObjectReport &report, const ObjectName &name);
[[nodiscard]] QString kindText(Kind kind);
/// The name that the object had before a removal moved it, which was interrupted; nothing for others.
[[nodiscard]] std::optional<std::string> formerName(const ObjectReport &report);
/// "interrupted removal of /x"; empty for others.
[[nodiscard]] QString interruptionText(const ObjectReport &report);
/// "content not seen" for a directory that is not looked into; empty for others.
[[nodiscard]] QString unseenContentText(const ObjectReport &report);
/// "0x0000162e"; "private" for IPC_PRIVATE.
[[nodiscard]] QString keyText(key_t key);
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
/// "Not seen: message queues (open: No such file or directory)"; empty where all domains are seen.
[[nodiscard]] QString unseenDomainsText(const std::vector<UnseenDomain> &domains);
/// "/dev/shm: 20.1 GiB of 24 GiB free", and inodes where their number is limited.
[[nodiscard]] QString spaceText(const ShmDirectory &directory);
/// What makes every verdict less certain: hidden processes, a PID namespace; also that root may remove everything. May
/// be empty. `hiddenProcesses`: nothing where their number is not known.
[[nodiscard]] QStringList visibilityWarnings(std::optional<int> hiddenProcesses, bool isSystemWide, bool isRoot);

} // namespace shmlab::ui
