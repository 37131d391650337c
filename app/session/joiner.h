// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wording/exchange_types.h"

#include <optional>
#include <stop_token>

namespace shmlab::ui {

/// Creates or joins the object of a run: makes the attempts, decides whether another one may succeed, and diagnoses
/// failures.
class Joiner {
public:
    /// `routine` makes the checks that are repeated several times a second.
    Joiner(SystemCalls calls, SystemCalls routine) : m_calls(calls), m_routine(routine) { }

    /// Begins a new run.
    void begin();
    /// Creates or joins; a server first removes a stale or unused object of its name if the settings say so.
    [[nodiscard]] Result<Party> attempt(const ExchangeSettings &settings);
    /// Like attempt(), after a failure: only if a cheap check shows that it may succeed now.
    [[nodiscard]] Result<Party> retry(const ExchangeSettings &settings);
    /// Whether to try again after an attempt failed with `error`.
    [[nodiscard]] bool shouldRetry(const ExchangeSettings &settings, const Error &error);
    /// Collects what the user should know about the failure; sets occupant() or inspectionError(), and shmDirectory().
    /// Blocks for a pass over /proc at most.
    void diagnoseFailure(const ExchangeSettings &settings, const Error &error);
    /// What a server that is gone left under the name, if that still leads to `object`. Blocks for a pass over /proc.
    [[nodiscard]] std::optional<NameOccupant> inspectLeftover(const ExchangeSettings &settings, ObjectId object);
    /// Removes it if no process uses it. Errors: those of removeUnused().
    [[nodiscard]] Result<void> removeLeftover(const ExchangeSettings &settings, const NameOccupant &leftover);
    /// From now on `object` is not joined again: its server is gone.
    void abandon(ObjectId object) { m_abandoned = object; }
    [[nodiscard]] bool hasAbandonedObject() const { return m_abandoned.has_value(); }

    /// Cancels a pass over /proc. From any thread, when the result is no longer needed.
    void cancel() { m_stopSource.request_stop(); }

    /// The object that has the name, if the last failure was about it.
    [[nodiscard]] const std::optional<NameOccupant> &occupant() const { return m_occupant; }
    /// Why that object could not be inspected.
    [[nodiscard]] const std::optional<Error> &inspectionError() const { return m_inspectionError; }
    /// Why that object, which was to be removed, was not.
    [[nodiscard]] const std::optional<Error> &removalError() const { return m_removalError; }
    /// Set if a system call failed.
    [[nodiscard]] const std::optional<ShmDirectory> &shmDirectory() const { return m_shmDirectory; }

private:
    [[nodiscard]] bool tryToFreeName(const ExchangeSettings &settings, const Error &error);
    [[nodiscard]] Result<void> inspectObject(const ExchangeSettings &settings);

    SystemCalls m_calls;
    SystemCalls m_routine;
    std::optional<ObjectId> m_abandoned;
    std::optional<NameOccupant> m_occupant;
    std::optional<Error> m_inspectionError;
    std::optional<Error> m_removalError;
    std::optional<ShmDirectory> m_shmDirectory;
    Clock::time_point m_transientSince{};
    std::stop_source m_stopSource;
};

} // namespace shmlab::ui
