// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/joiner.h"

#include "session/keep_list.h"

#include <shmlab/manage/removal.h>

#include <cerrno>
#include <utility>

namespace shmlab::ui {
namespace {

/// Another process holds a lease on the object.
bool isLeased(const Error &error)
{
    return error.call == Call::Open && error.isCallFailure(EAGAIN);
}

/// How long a failure may be transient.
std::chrono::milliseconds retryTimeFor(const Error &error)
{
    using namespace std::chrono_literals;
    if (error.problem == Problem::Unfinished)
        return 2s; // its creator may be about to size it, or have died before that
    const bool hasNoHolder = error.problem == Problem::RoleTaken && error.holder == 0;
    if (hasNoHolder || isLeased(error))
        return 500ms; // another process may be about to remove it
    return 0ms;
}

} // namespace

void Joiner::begin()
{
    m_abandoned.reset();
    m_occupant.reset();
    m_inspectionError.reset();
    m_removalError.reset();
    m_shmDirectory.reset();
    m_transientSince = {};
}

Result<Party> Joiner::attempt(const ExchangeSettings &settings)
{
    constexpr int tries = 4; // several servers may start at once and find the same stale object
    for (int made = 1;; ++made) {
        auto party = Party::join(m_calls, settings.role, settings.name, settings.join);
        if (party || !tryToFreeName(settings, party.error()) || made == tries)
            return party;
    }
}

Result<Party> Joiner::retry(const ExchangeSettings &settings)
{
    const auto found = statusOf(m_routine, settings.name);
    if (!found)
        return std::unexpected(found.error());
    Error error{.call = Call::Statx, .errorNumber = ENOENT, .object = settings.name.display()};
    if (found->identity == m_abandoned)
        return std::unexpected(error);
    if (found->sizeBytes == 0) {
        error.problem = Problem::Unfinished;
        return std::unexpected(error);
    }
    return attempt(settings);
}

bool Joiner::shouldRetry(const ExchangeSettings &settings, const Error &error)
{
    if (settings.role == Role::Server)
        return false;
    if (const auto retryTime = retryTimeFor(error); retryTime.count() > 0) {
        if (m_transientSince == Clock::time_point{})
            m_transientSince = Clock::now();
        return Clock::now() - m_transientSince < retryTime;
    }
    m_transientSince = {};
    const bool mayWait = m_abandoned ? settings.rejoins : settings.waitsForServer;
    return mayWait && (error.isCallFailure(ENOENT) || error.problem == Problem::Replaced);
}

void Joiner::diagnoseFailure(const ExchangeSettings &settings, const Error &error)
{
    const bool isAccessDenied = error.isCallFailure(EACCES) || error.isCallFailure(EPERM);
    const bool wasInspected = settings.role == Role::Server && (m_occupant || m_inspectionError);
    if (!wasInspected) {
        m_occupant.reset();
        m_inspectionError.reset();
    }
    if (error.problem == Problem::Unfinished || error.problem == Problem::RoleTaken || isAccessDenied || isLeased(error)
        || (error.isCallFailure(EEXIST) && !wasInspected))
        (void)inspectObject(settings);
    if (error.problem != Problem::CallFailed)
        return;
    const auto directory = inspectShmDirectory(m_routine);
    m_shmDirectory = directory ? std::optional(*directory) : std::nullopt;
}

std::optional<NameOccupant> Joiner::inspectLeftover(const ExchangeSettings &settings, ObjectId object)
{
    if (!inspectObject(settings) || m_occupant->usage.status.identity != object)
        m_occupant.reset();
    m_inspectionError.reset();
    return std::exchange(m_occupant, std::nullopt);
}

Result<void> Joiner::removeLeftover(const ExchangeSettings &settings, const NameOccupant &leftover)
{
    if (!leftover.isReplaceable())
        return {};
    return removeUnused(m_calls, settings.name, leftover.usage.status.identity, leftover.usage.processScan);
}

/// After a server found its name taken: true if the name is free now, or its unused object was to be removed.
bool Joiner::tryToFreeName(const ExchangeSettings &settings, const Error &error)
{
    if (settings.role != Role::Server || !error.isCallFailure(EEXIST))
        return false;
    m_removalError.reset();
    if (const auto inspected = inspectObject(settings); !inspected)
        return inspected.error().isCallFailure(ENOENT) || inspected.error().problem == Problem::Replaced;
    if (!settings.replaceStale || !m_occupant->isReplaceable())
        return false;
    const Usage &usage = m_occupant->usage;
    // Another server that starts may ask the kernel at the same time, so a refusal is final only in the last attempt.
    if (const auto removed = removeUnused(m_calls, settings.name, usage.status.identity, usage.processScan); !removed)
        m_removalError = removed.error();
    else
        m_occupant.reset();
    return true;
}

Result<void> Joiner::inspectObject(const ExchangeSettings &settings)
{
    m_occupant.reset();
    m_inspectionError.reset();
    // Without an observer: hundreds of reads of /proc would push the run's own calls out of the log.
    auto occupant = inspectOccupant(InspectCalls(m_calls.roots()), settings.name,
                                    static_cast<off_t>(settings.join.sizeBytes), m_stopSource.get_token());
    if (!occupant) {
        m_inspectionError = occupant.error();
        return std::unexpected(occupant.error());
    }
    m_occupant = std::move(*occupant);
    const auto keepList = KeepList::load();
    const bool isKept = !keepList || keepList->ruleFor(settings.name.bytes()) != nullptr;
    if (isKept && m_occupant->mismatch == OccupantMismatch::None)
        m_occupant->mismatch = OccupantMismatch::OnKeepList;
    return {};
}

} // namespace shmlab::ui
