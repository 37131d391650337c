// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wording/exchange_types.h"

#include <optional>
#include <stop_token>

namespace shmlab::ui {

/// How a run comes to its party: attempts, whether waiting helps, and what there is to know about a failure.
class Joiner {
public:
    /// `routine` makes the looks that are repeated many times a second.
    Joiner(SystemCalls calls, SystemCalls routine) : m_calls(calls), m_routine(routine) { }

    /// A new run: nothing is known.
    void begin();
    /// Creates or joins; a server removes a stale object of its name first where the settings say so.
    [[nodiscard]] Result<Party> attempt(const ExchangeSettings &settings);
    /// The same after a failure, if a quick look says that it may succeed by now.
    [[nodiscard]] Result<Party> retry(const ExchangeSettings &settings);
    /// Whether an attempt that failed like this is to be made again.
    [[nodiscard]] bool shouldRetry(const ExchangeSettings &settings, const Error &error);
    /// Finds out what the user should know about this failure. Blocks for a pass over /proc at most.
    void diagnoseFailure(const ExchangeSettings &settings, const Error &error);
    /// The server of this object is gone: it is not joined again.
    void abandon(Identity object) { m_abandoned = object; }
    [[nodiscard]] bool hasAbandonedObject() const { return m_abandoned.has_value(); }

    /// Cuts a pass over /proc short. From any thread, when no answer is wanted any more.
    void cancel() { m_stopSource.request_stop(); }

    /// The object that has the name, where the last failure was about it.
    [[nodiscard]] const std::optional<NameOccupant> &occupant() const { return m_occupant; }
    /// Where a call failed on it.
    [[nodiscard]] const std::optional<ShmDirectory> &shmDirectory() const { return m_shmDirectory; }

private:
    [[nodiscard]] bool tryToFreeName(const ExchangeSettings &settings, const Error &error);
    [[nodiscard]] Result<void> inspectObject(const ExchangeSettings &settings);

    SystemCalls m_calls;
    SystemCalls m_routine;
    std::optional<Identity> m_abandoned;
    std::optional<NameOccupant> m_occupant;
    std::optional<ShmDirectory> m_shmDirectory;
    Clock::time_point m_transientSince{};
    std::stop_source m_stopSource;
};

} // namespace shmlab::ui
