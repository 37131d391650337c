// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wording/exchange_types.h"

#include <QString>

/// Error texts.
namespace shmlab::ui {

/// What failed, on which object, why, and what to do: one to three sentences. `status.error` must be set.
[[nodiscard]] QString errorText(const ExchangeSettings &settings, const ExchangeStatus &status);

/// Why a drill was not run.
[[nodiscard]] QString drillErrorText(const ExchangeSettings &settings, const Error &error);

/// What is wrong with /dev/shm itself, and the command that fixes it; empty if nothing is.
[[nodiscard]] QString directoryProblemText(const ShmDirectory &directory);

/// Whether another name helps, as errorText() advises then.
[[nodiscard]] bool advisesOtherName(const Error &error, const std::optional<NameOccupant> &occupant);

/// An invalid name, as the user typed it.
[[nodiscard]] QString nameErrorText(const Error &error);

} // namespace shmlab::ui
