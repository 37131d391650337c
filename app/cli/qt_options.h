// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace shmlab::ui {

/// An option that QApplication takes, with one dash or two.
struct QtOption {
    const char *name; ///< without its dashes
    bool takesValue;
    const char *variable; ///< the environment variable with the same effect; null: none
};

/// Null if Qt has no option of that name.
[[nodiscard]] const QtOption *findQtOption(const QString &name);

/// Makes programs started from now on use the same platform, display and style. `qtOptions` as in Arguments.
void exportQtOptions(const QStringList &qtOptions);

} // namespace shmlab::ui
