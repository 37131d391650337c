// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/inspect/usage.h>

#include <QString>

#include <array>
#include <cstdint>

/// What the terms mean that windows use as labels. Every explanation of a term comes from here.
namespace shmlab::ui {

enum class Term : std::uint8_t {
    Counter,
    Turn,
    Taller,
    HandOver,
    OneWay,
    P50,
    P90,
    P99,
    P999,
    Maximum,
    Polling,
    Sleeping,
    Waking,
    ClockCost,
    RoutineCheck,
    Growth,
    Verdict,
    Use,
    Maker,
    Advice,
};

inline constexpr std::array allTerms{Term::Counter, Term::Turn,     Term::Taller, Term::HandOver,  Term::OneWay,
                                     Term::P50,     Term::P90,      Term::P99,    Term::P999,      Term::Maximum,
                                     Term::Polling, Term::Sleeping, Term::Waking, Term::ClockCost, Term::RoutineCheck,
                                     Term::Growth,  Term::Verdict,  Term::Use,    Term::Maker,     Term::Advice};

/// One or two plain sentences.
[[nodiscard]] QString definitionOf(Term term);
/// Likewise of the use of an object, and of how its maker is known.
[[nodiscard]] QString definitionOf(Use use);
[[nodiscard]] QString definitionOf(Maker::Source source);
/// Likewise of a verdict by the word that is shown, as "LIVE". Empty if it is not the name of a verdict.
[[nodiscard]] QString definitionOfVerdict(const QString &name);

} // namespace shmlab::ui
