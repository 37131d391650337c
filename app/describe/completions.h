// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// Completions for shells: templates of packaging/completions with words from the program's tables in place of
/// @MARKERS@.
namespace shmlab::ui {

[[nodiscard]] QString bashCompletion(const QString &completionTemplate);
[[nodiscard]] QString zshCompletion(const QString &completionTemplate);
[[nodiscard]] QString fishCompletion(const QString &completionTemplate);

} // namespace shmlab::ui
