// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/inspect/object_report.h>

#include <QByteArray>

#include <chrono>
#include <optional>

namespace shmlab::ui {

/// Which of the objects that nobody is seen to use are removed in bulk. Each field that is set narrows.
struct RemovalFilter {
    bool takesStale = false; ///< Verdict::Stale
    bool takesUnused = false; ///< Verdict::Unused
    QByteArray nameGlob{}; ///< as of fnmatch(3), with or without "/" or "/dev/shm/" before it; empty: any name
    std::optional<Kind> kind{};
    std::optional<uid_t> owner{};
    std::optional<std::chrono::seconds> minAge{}; ///< since it was created, and last written to by write(2)
};

/// Whether it takes an object that this user may remove, at this time.
[[nodiscard]] bool takes(const RemovalFilter &filter, const ObjectReport &report,
                         std::chrono::system_clock::time_point now);

} // namespace shmlab::ui
