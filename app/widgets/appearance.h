// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/base/protocol.h>

#include <QColor>
#include <QIcon>
#include <QPalette>

class QObject;

namespace shmlab::ui {

enum class Appearance : std::uint8_t { System, Light, Dark };

/// Recolours the whole program. System is the palette of the desktop at start-up.
void setAppearance(Appearance appearance);
/// The appearance that was set last.
[[nodiscard]] Appearance appearance();

/// Draws an outline around check boxes and radio buttons, which the usual style hardly shows on a dark background. Call
/// it once, before any window is created.
void installIndicatorStyle();

/// The user's choice from the settings; System if there is none or it is not valid.
[[nodiscard]] Appearance savedAppearance();
void saveAppearance(Appearance appearance);

/// Takes the choice also when another process of this program saves it, as long as `parent` exists.
void followSavedAppearance(QObject *parent);

[[nodiscard]] bool isDark(const QPalette &palette);
/// The colour of a role in cards, plot and memory; readable on the palette's base.
[[nodiscard]] QColor roleColor(Role role, const QPalette &palette);
[[nodiscard]] QColor attentionColor(const QPalette &palette);
[[nodiscard]] QColor errorColor(const QPalette &palette);
[[nodiscard]] QColor goodColor(const QPalette &palette);

/// Colours a widget's text, whatever its background role.
void setTextColor(QWidget &widget, const QColor &color);
/// Colours a widget's text as an error, or in the text colour of the program's palette, even when that changes.
void setErrorColor(QWidget &widget, bool isError);

enum class Symbol : std::uint8_t { Start, Pause, Step, Stop };
/// Drawn in the palette's text colour at any scale.
[[nodiscard]] QIcon symbolIcon(Symbol symbol, const QPalette &palette);

} // namespace shmlab::ui
