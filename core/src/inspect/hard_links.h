// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/inspect/object_report.h>

#include <cstddef>
#include <span>
#include <vector>

namespace shmlab {

/// The indices of the reports, sorted by name, whose isSecondName is not what the others make it: of the names of one
/// object, all but the first one are further names.
[[nodiscard]] std::vector<std::size_t> wronglyNumberedNames(std::span<const ObjectReportPtr> reports);

/// The report with isSecondName turned over.
[[nodiscard]] ObjectReportPtr withOtherNumber(const ObjectReport &report);

} // namespace shmlab
