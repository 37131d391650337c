// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/inspect/object_report.h>

#include <QByteArray>

#include <vector>

/// Objects in the formats of other programs, in UTF-8. The manual page describes the fields.
namespace shmlab::ui {

/// `{"schema":1,"objects":[…]}`, an object per line.
[[nodiscard]] QByteArray objectsJson(const std::vector<ObjectReportPtr> &reports);
/// The same fields as comma-separated values (RFC 4180) below a line of titles. No cell begins a formula.
[[nodiscard]] QByteArray objectsCsv(const std::vector<ObjectReportPtr> &reports);

} // namespace shmlab::ui
