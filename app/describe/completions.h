// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// Completions for shells: templates of packaging/completions with the words of the program's tables put in for
/// @MARKERS@.
namespace shmlab::ui {

[[nodiscard]] QString bashCompletion(const QString &completionTemplate);
[[nodiscard]] QString zshCompletion(const QString &completionTemplate);
[[nodiscard]] QString fishCompletion(const QString &completionTemplate);

} // namespace shmlab::ui
