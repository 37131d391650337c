// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windows/removal/remover.h"

#include <QString>

/// What the dialogs of a removal say, and the notice after it.
namespace shmlab::ui {

/// Whether the object is removed only after its name was typed: it may be in use, or the kernel cannot be asked.
[[nodiscard]] bool needsTypedName(const ObjectReport &report);
/// The same of the only object of a removal, about which the kernel may have been asked in vain.
[[nodiscard]] bool needsTypedName(const RemovalPlan &plan);

[[nodiscard]] QString questionText(const RemovalPlan &plan);
/// What follows from the removal, what is kept for undo, and what an undo will not restore.
[[nodiscard]] QString consequenceText(const RemovalPlan &plan);
[[nodiscard]] QString outcomeText(const RemovalOutcome &outcome);

} // namespace shmlab::ui
