// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/inspect/object_scan.h>

#include <QString>

#include <cstdio>
#include <string>
#include <vector>

/// What the commands on objects print in a terminal.
namespace shmlab::ui {

/// All objects, with the state of exchanges and the names of owners.
[[nodiscard]] Result<ObjectScan> scanForOutput();

/// One line per object under a line of titles, in UTF-8.
[[nodiscard]] std::string tableText(const std::vector<ObjectReportPtr> &reports);
/// All that is known of one.
[[nodiscard]] QString detailsText(const ObjectReport &report);

/// Prints a table and what follows it; the exit code, Failed when nobody takes it.
[[nodiscard]] int printTable(std::FILE *out, const std::string &table, const QString &rest);
/// Says that /dev/shm or /proc could not be read; NoSuchObject where it is not there, else Failed.
[[nodiscard]] int printUnreadableRoots(std::FILE *messages, const Error &error);
/// Says so; NoSuchObject.
[[nodiscard]] int printNoSuchObject(std::FILE *messages, const ObjectName &name);

} // namespace shmlab::ui
