// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QScreen;
class QWidget;

namespace shmlab::test {

/// Texts that are cut, controls that are hidden, what hides data of a plot, and parts outside of the screen. Raises
/// each dock in turn.
[[nodiscard]] QStringList layoutFaults(QWidget &window, const QScreen &screen);

/// Where two windows of the same kind differ in their colours; empty: nowhere. Raises each dock in turn.
[[nodiscard]] QString colourDifference(QWidget &one, QWidget &other);

/// Alt keys that several controls or menus of a window, or several entries of one of its menus, share.
[[nodiscard]] QStringList sharedMnemonics(const QWidget &window);

} // namespace shmlab::test
