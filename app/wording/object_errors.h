// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/base/error.h>
#include <shmlab/inspect/offset_expression.h>
#include <shmlab/inspect/shm_directory.h>

#include <QString>

#include <optional>

/// Texts of errors in reading, removing and restoring objects.
namespace shmlab::ui {

/// What went wrong, as a clause: "open failed: EACCES (permission denied)", "out of memory".
[[nodiscard]] QString causeText(const Error &error);
/// Why the object's bytes cannot be read.
[[nodiscard]] QString readErrorText(const QString &object, const Error &error);
/// Why the object was not removed.
[[nodiscard]] QString removalErrorText(const QString &object, const Error &error);
/// Why putBack() failed.
[[nodiscard]] QString putBackErrorText(const QString &object, const Error &error);
/// Why the removed object was not restored; `directory`, if known, as it is after the failure.
[[nodiscard]] QString restoreErrorText(const QString &object, const Error &error,
                                       const std::optional<ShmDirectory> &directory = std::nullopt);
/// Why nothing was removed: the file for the copies cannot be created.
[[nodiscard]] QString backupFileErrorText(const QString &path, const Error &error);
/// Why an offset expression is invalid, as a clause.
[[nodiscard]] QString expressionErrorText(const ExpressionError &error);

} // namespace shmlab::ui
