// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/inspect/object_report.h>

#include <QString>

#include <vector>

class QWidget;

namespace shmlab::ui {

/// Asks for a file and writes the objects to it, as CSV, or as JSON where the name ends in .json. Returns what went
/// wrong; empty if nothing did or the user changed their mind.
[[nodiscard]] QString exportObjects(const std::vector<ObjectReportPtr> &reports, QWidget *window);

} // namespace shmlab::ui
