// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/exit_code.h"
#include "cli/removal_filter.h"
#include "session/keep_list.h"
#include "session/recent_holders.h"

#include <QString>

#include <vector>

/// Removing what nobody uses: one object, or all that a filter takes.
namespace shmlab::ui {

/// removeUnused() of one object. Errors: also those of `holders`.
[[nodiscard]] Result<void> removeIfUnused(const ObjectReport &report, RecentHolders &holders);
/// Why it was not removed; for one that is in use also by whom, or by what that cannot be seen.
[[nodiscard]] QString refusalText(const ObjectReport &report, RecentHolders &holders, const Error &error);

/// An object that a filter takes and that a keep list keeps.
struct KeptObject {
    ObjectReportPtr report;
    KeepRule rule;
};
[[nodiscard]] QString keptText(const KeptObject &kept);

struct BulkSelection {
    std::vector<ObjectReportPtr> taken;
    std::vector<KeptObject> kept;
};
[[nodiscard]] BulkSelection select(const std::vector<ObjectReportPtr> &reports, const RemovalFilter &filter,
                                   const KeepList &keepList);

/// Removes what is taken and reports each; Failed if one was refused, those that are kept included.
[[nodiscard]] ExitCode removeAll(const BulkSelection &selection);

} // namespace shmlab::ui
