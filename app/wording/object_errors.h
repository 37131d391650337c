// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/base/error.h>
#include <shmlab/inspect/offset_expression.h>

#include <QString>

/// What can fail while looking at objects and removing them, in words.
namespace shmlab::ui {

/// What went wrong, as a clause: "open failed: EACCES (permission denied)", "out of memory".
[[nodiscard]] QString causeText(const Error &error);
/// The object's bytes cannot be read.
[[nodiscard]] QString readErrorText(const QString &object, const Error &error);
/// The object was not removed.
[[nodiscard]] QString removalErrorText(const QString &object, const Error &error);
/// The removed object was not put back.
[[nodiscard]] QString restoreErrorText(const QString &object, const Error &error);
/// An offset that is none, as a clause.
[[nodiscard]] QString expressionErrorText(const ExpressionError &error);

} // namespace shmlab::ui
