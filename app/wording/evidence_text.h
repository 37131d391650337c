// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/inspect/shm_directory.h>
#include <shmlab/inspect/usage.h>

#include <QString>
#include <QStringList>

/// A usage in words.
namespace shmlab::ui {

/// "LIVE", "STALE", …: the same in every language.
[[nodiscard]] QString verdictName(Verdict verdict);

/// What a verdict rests on: who holds the object and how, what the kernel says, what could not be seen. A line each.
[[nodiscard]] QStringList evidenceText(const Usage &usage);
/// That without what the object itself is.
[[nodiscard]] QStringList usageEvidence(const Usage &usage);

/// Where a name was looked for: a server in a container may have another /dev/shm.
[[nodiscard]] QString searchLocationText(const ShmDirectory &directory);

/// Those who hold it, three at most: "shmlab (pid 4711), cat (pid 4712)".
[[nodiscard]] QString holdersText(const Usage &usage);

/// Where it comes from: "created 14:02 by pid 4711, gone".
[[nodiscard]] QString originText(const Usage &usage);

} // namespace shmlab::ui
