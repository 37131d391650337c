// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace shmlab::ui {

/// The manual page: packaging/shmlab.1.in with commands and options in place of @MARKERS@, dated by sourceDate().
[[nodiscard]] QString manPage(const QString &pageTemplate);

} // namespace shmlab::ui
