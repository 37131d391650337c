// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/exit_code.h"

#include <shmlab/inspect/object_scan.h>

#include <QString>

#include <string>
#include <vector>

/// Terminal output of the commands on objects.
namespace shmlab::ui {

/// Scans all objects, including the state of exchanges and the names of owners.
[[nodiscard]] Result<ObjectScan> scanForOutput();

/// One line per object below a line of titles, in UTF-8.
[[nodiscard]] std::string tableText(const std::vector<ObjectReportPtr> &reports);
/// All that is known about an object.
[[nodiscard]] QString detailsText(const ObjectReport &report);

/// Prints a table and the notes below it.
[[nodiscard]] ExitCode printTable(const std::string &table, const QString &rest);
/// Reports that /dev/shm or /proc could not be read: NoSuchObject if it does not exist, otherwise Failed.
[[nodiscard]] ExitCode unreadableRoots(const Error &error);
/// Reports that and returns NoSuchObject.
[[nodiscard]] ExitCode noSuchObject(const ObjectName &name);

} // namespace shmlab::ui
