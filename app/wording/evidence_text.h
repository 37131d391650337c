// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/exchange/exchange_state.h>
#include <shmlab/inspect/evidence.h>
#include <shmlab/inspect/shm_directory.h>

#include <QString>
#include <QStringList>

/// Verdicts and what they rest on, in words.
namespace shmlab::ui {

/// "LIVE", "STALE", …: the same in every language.
[[nodiscard]] QString verdictName(Verdict verdict);
/// What the verdict means, as a sentence.
[[nodiscard]] QString verdictText(Verdict verdict);

[[nodiscard]] QString evidenceText(const EvidenceFact &fact);
/// What the verdict on an object means and rests on, a line each.
[[nodiscard]] QStringList objectEvidence(const ObjectReport &report);
/// What the verdict on the object in the way of a server rests on, a line each.
[[nodiscard]] QStringList occupantEvidence(const NameOccupant &occupant);

/// What the bytes of an exchange tell: counters and presence, a line each; empty for other objects.
[[nodiscard]] QStringList objectContent(const ObjectReport &report);

/// Where a name was searched for: a server in a container may have another /dev/shm.
[[nodiscard]] QString searchLocationText(const ShmDirectory &directory);

/// The processes that hold it, three at most: "shmlab (pid 4711), cat (pid 4712)".
[[nodiscard]] QString holdersText(const Usage &usage);

/// When and by which process it was created: "created 14:02 by pid 4711, gone".
[[nodiscard]] QString originText(const NameOccupant &occupant);

} // namespace shmlab::ui
