// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command_line/command_line.h"

#include <shmlab/object_list.h>

#include <QString>

#include <cstdio>
#include <string>
#include <vector>

/// What the commands on objects print in a terminal.
namespace shmlab::ui {

/// One line per object under a line of titles, in UTF-8.
[[nodiscard]] std::string tableOf(const std::vector<ObjectReportPtr> &reports);
/// All that is known of one.
[[nodiscard]] QString wholeText(const ObjectReport &report);

/// Prints a table and what follows it. These return the exit code.
[[nodiscard]] int printTable(std::FILE *out, const std::string &table, const QString &rest);
[[nodiscard]] int placesUnreadable(std::FILE *messages, const Error &error);
[[nodiscard]] int noSuchObject(const CommandLine &line, std::FILE *messages);

} // namespace shmlab::ui
