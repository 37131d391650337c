// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wording/exchange_types.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace shmlab::ui {

/// A remedy that the user can choose with one click.
enum class Remedy : std::uint8_t {
    None,
    RemoveAndStart,
    StartAgain,
    StartServer, ///< in a window of its own; it replaces what the last server left
    RemoveLeftover,
    TakeFullSpeed, ///< as the peer does
    TakeTimer, ///< likewise
};

enum class Tone : std::uint8_t { Quiet, Good, Attention, Bad };

struct StatusText {
    QString text; ///< plain, one or two sentences
    Tone tone = Tone::Quiet;
    Remedy remedy = Remedy::None;
    QString verdict{}; ///< verdictName() of the object, if there is one
    QStringList evidence{}; ///< for the verdict or the text, a line each
    QList<Remedy> furtherRemedies{};
    bool advisesOtherName = false; ///< another name of the object helps
};

/// The line that describes the state of a run.
[[nodiscard]] StatusText statusText(const ExchangeSettings &settings, const ExchangeStatus &status);

/// What a window shows while the drill has stopped its process.
[[nodiscard]] StatusText stopDrillText();

} // namespace shmlab::ui
