// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windows/removal/remover.h"

#include <QString>

/// What the dialogs of a removal say, and the notice after it.
namespace shmlab::ui {

/// Whether the object is removed only after its name was typed.
[[nodiscard]] bool needsTypedName(const ObjectReport &report);

[[nodiscard]] QString questionText(const RemovalPlan &plan);
/// What follows from the removal, what is kept for undo, and what an undo will not restore.
[[nodiscard]] QString consequenceText(const RemovalPlan &plan);
[[nodiscard]] QString outcomeText(const RemovalOutcome &outcome, bool isUndo);

} // namespace shmlab::ui
