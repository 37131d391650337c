// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/exit_code.h"

#include <QByteArray>
#include <QString>

/// The standard streams of a command.
namespace shmlab::ui {

/// Opens /dev/null for each of the descriptors 0 to 2 that is closed: otherwise the next file that is opened would get
/// its number, and output would go into that file. Call it before anything else opens a file.
void openStandardDescriptors();

/// Writes to standard output and flushes it. Reports an error and returns Failed if that fails.
[[nodiscard]] ExitCode print(const QByteArray &bytes);
/// The same for text, in the locale's encoding.
[[nodiscard]] ExitCode printText(const QString &text);

/// Waits until one of the standard streams takes more output; false when `interrupt` becomes readable first. Nothing is
/// waited for unless `mayWait`.
[[nodiscard]] bool waitUntilWritable(int stream, int interrupt, bool mayWait = true);

/// Reports that standard output could not be written; a reader that has gone (EPIPE) is not reported. Returns Failed.
[[nodiscard]] ExitCode outputFailure(int errorNumber);

/// A line on standard error.
void printMessage(const QString &message);
/// The same, for a command that ends because of it.
[[nodiscard]] ExitCode failure(const QString &message, ExitCode code = ExitCode::Failed);

} // namespace shmlab::ui
