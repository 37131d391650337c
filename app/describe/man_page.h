// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace shmlab::ui {

/// shmlab(1) in roff, from the option table behind --help. Dated by SOURCE_DATE_EPOCH where it is set.
[[nodiscard]] QString manPage();

} // namespace shmlab::ui
