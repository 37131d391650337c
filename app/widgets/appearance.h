// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/base/protocol.h>

#include <QColor>
#include <QIcon>
#include <QPalette>

namespace shmlab::ui {

enum class Appearance : std::uint8_t { System, Light, Dark };

/// Recolours the whole program. System is what the desktop gave at start-up.
void setAppearance(Appearance appearance);
/// What setAppearance() was given last.
[[nodiscard]] Appearance appearance();

/// Draws an outline around boxes and buttons to tick, where the usual style has one that is hardly seen on dark ground.
/// To be called once, before there are windows.
void installIndicatorStyle();

/// The user's choice, kept from run to run; System where there is none, or none that makes sense.
[[nodiscard]] Appearance savedAppearance();
void saveAppearance(Appearance appearance);

[[nodiscard]] bool isDark(const QPalette &palette);
/// The one colour of a role, in cards, plot and memory; readable on the palette's base.
[[nodiscard]] QColor roleColor(Role role, const QPalette &palette);
[[nodiscard]] QColor attentionColor(const QPalette &palette);
[[nodiscard]] QColor errorColor(const QPalette &palette);
[[nodiscard]] QColor goodColor(const QPalette &palette);

/// Colours a widget's text, whatever its background role.
void setTextColor(QWidget &widget, const QColor &color);
/// As an error, or as the palette of the program has it, which may change.
void setErrorColor(QWidget &widget, bool isError);

enum class Symbol : std::uint8_t { Start, Pause, Step, Stop };
/// Drawn in the palette's text colour at any scale.
[[nodiscard]] QIcon symbolIcon(Symbol symbol, const QPalette &palette);

} // namespace shmlab::ui
