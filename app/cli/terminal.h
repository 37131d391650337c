// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/exit_code.h"

#include <QByteArray>
#include <QString>

/// The standard streams of a command.
namespace shmlab::ui {

/// Opens those of the descriptors 0 to 2 that are closed on /dev/null: the next file that is opened would get such a
/// number, and what is printed would go into it. To be called before anything else opens a file.
void openStandardDescriptors();

/// Writes to standard output and flushes it. Failed where that fails, which is reported.
[[nodiscard]] ExitCode print(const QByteArray &bytes);
/// The same of text in the locale's encoding.
[[nodiscard]] ExitCode printText(const QString &text);

/// Reports that standard output could not be written; a reader that has gone (EPIPE) is no news. Returns Failed.
[[nodiscard]] ExitCode outputFailure(int errorNumber);

/// A line on standard error.
void printMessage(const QString &message);
/// The same, of a command that ends because of it.
[[nodiscard]] ExitCode failure(const QString &message, ExitCode code = ExitCode::Failed);

} // namespace shmlab::ui
