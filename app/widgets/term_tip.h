// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QWidget;

namespace shmlab::ui {

/// A tool tip that wraps, of plain text. Empty for an empty text.
[[nodiscard]] QString wrappedTip(const QString &text);
/// Explains the term that a widget shows: in its tool tip, and to assistive programs.
void explain(QWidget &widget, const QString &definition);

} // namespace shmlab::ui
