// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/exchange/exchange_state.h>
#include <shmlab/inspect/evidence.h>
#include <shmlab/inspect/shm_directory.h>

#include <QString>
#include <QStringList>

/// Texts of verdicts and their evidence.
namespace shmlab::ui {

/// "LIVE", "STALE", …: the same in every language.
[[nodiscard]] QString verdictName(Verdict verdict);
/// "in use", "nobody seen", …
[[nodiscard]] QString useName(Use use);
/// "pid 4711 (python3)", "pid 4711 (gone)"; empty where it is not known.
[[nodiscard]] QString makerText(const std::optional<Maker> &maker);
/// What the verdict means, as a sentence.
[[nodiscard]] QString verdictText(Verdict verdict);

[[nodiscard]] QString evidenceText(const EvidenceFact &fact);
/// The meaning of the verdict on an object and its evidence, a line each.
[[nodiscard]] QStringList objectEvidence(const ObjectReport &report);
/// The evidence for the verdict on the object that has a server's name, a line each.
[[nodiscard]] QStringList occupantEvidence(const NameOccupant &occupant);

/// The contents of an exchange: counters and presence, a line each; empty for other objects.
[[nodiscard]] QStringList objectContent(const ObjectReport &report);

/// Where a name was searched for: a server in a container may have another /dev/shm.
[[nodiscard]] QString searchLocationText(const ShmDirectory &directory);

/// The processes that hold it, at most three: "shmlab (pid 4711), cat (pid 4712)".
[[nodiscard]] QString holdersText(const Usage &usage);

/// When and by which process it was created: "created 14:02 by pid 4711, gone".
[[nodiscard]] QString originText(const NameOccupant &occupant);

} // namespace shmlab::ui
