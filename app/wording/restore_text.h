// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/manage/not_restored.h>

#include <QString>

#include <array>

/// Texts of what an undo of a removal brings back.
namespace shmlab::ui {

/// How many of some objects lack each property once they are restored.
struct MissingCounts {
    int objects = 0; ///< of all
    std::array<int, allNotRestored.size()> of{};

    void add(NotRestoredSet missing);
};

/// "access control list", "other names (hard links)".
[[nodiscard]] QString notRestoredText(NotRestored missing);
/// "owner, access control list", without what a restored object always lacks; empty if that is all.
[[nodiscard]] QString exceptionalText(NotRestoredSet missing);
/// What an undo will not restore, as a sentence; with the number of objects where it is not all of them.
[[nodiscard]] QString forecastText(const MissingCounts &missing);

} // namespace shmlab::ui
