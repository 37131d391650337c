// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/inspect/object_report.h>

#include <QString>

/// The answer to the third question about an object: what can be done about it.
namespace shmlab::ui {

/// "may be removed", "keep it for now", …: a few words. "–" where the question does not apply.
[[nodiscard]] QString adviceName(const ObjectReport &report);
/// What the advice rests on, as sentences.
[[nodiscard]] QString adviceReason(const ObjectReport &report);

} // namespace shmlab::ui
