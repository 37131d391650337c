// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/joining.h"

#include <shmlab/removal.h>

#include <cerrno>

namespace shmlab::ui {
namespace {

/// How long a failure may take to go away by itself.
std::chrono::milliseconds patienceWith(const Error &error)
{
    using namespace std::chrono_literals;
    if (error.problem == Problem::Unfinished)
        return 2s; // its creator may be between creating and sizing; one that died there never will
    const bool isHeldByNobody = error.problem == Problem::RoleTaken && error.holder == 0;
    const bool isLeased = error.call == Call::ShmOpen && error.isCallFailure(EAGAIN);
    if (isHeldByNobody || isLeased)
        return 500ms; // somebody may be about to remove it
    return 0ms;
}

} // namespace

void Joining::begin()
{
    m_abandoned.reset();
    m_judgement.reset();
    m_shmDirectory.reset();
    m_transientSince = {};
}

Result<Party> Joining::attempt(const ExchangeSettings &settings)
{
    constexpr int tries = 4; // as many as may start at once for one that is left over
    for (int made = 1;; ++made) {
        auto party = Party::join(m_calls, settings.role, settings.name, settings.join);
        if (party || !clearsTheWay(settings, party.error()) || made == tries)
            return party;
    }
}

Result<Party> Joining::attemptAgain(const ExchangeSettings &settings)
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

bool Joining::waitingHelps(const ExchangeSettings &settings, const Error &error)
{
    if (settings.role == Role::Server)
        return false;
    if (const auto patience = patienceWith(error); patience.count() > 0) {
        if (m_transientSince == Clock::time_point{})
            m_transientSince = Clock::now();
        return Clock::now() - m_transientSince < patience;
    }
    m_transientSince = {};
    const bool mayWait = m_abandoned ? settings.rejoins : settings.waitsForServer;
    return mayWait && (error.isCallFailure(ENOENT) || error.problem == Problem::Replaced);
}

void Joining::investigate(const ExchangeSettings &settings, const Error &error)
{
    const bool isShut = error.isCallFailure(EACCES) || error.isCallFailure(EPERM);
    if (error.problem == Problem::Unfinished || error.problem == Problem::RoleTaken || isShut)
        (void)judgeObject(settings);
    if (error.problem != Problem::CallFailed)
        return;
    const auto directory = lookAtShmDirectory(m_routine);
    m_shmDirectory = directory ? std::optional(*directory) : std::nullopt;
}

/// After a server found its name in use: true when it is free by now, or was stale and, as asked for, has been removed.
bool Joining::clearsTheWay(const ExchangeSettings &settings, const Error &error)
{
    if (settings.role != Role::Server || !error.isCallFailure(EEXIST))
        return false;
    if (const auto judged = judgeObject(settings); !judged)
        return judged.error().isCallFailure(ENOENT) || judged.error().problem == Problem::Replaced;
    if (!settings.replaceStale || m_judgement->verdict != Verdict::Stale)
        return false;
    (void)removeStale(m_calls, settings.name, *m_judgement); // if somebody came in between, the next attempt shows it
    m_judgement.reset(); // of an object that is gone, and no word on whatever fails next
    return true;
}

Result<void> Joining::judgeObject(const ExchangeSettings &settings)
{
    m_judgement.reset();
    // Without an observer: hundreds of looks into /proc would drive the run's own calls out of the log.
    auto judged = judge(SystemCalls(), settings.name, static_cast<off_t>(settings.join.sizeBytes), m_hurry.get_token());
    if (!judged)
        return std::unexpected(judged.error());
    m_judgement = std::move(*judged);
    return {};
}

} // namespace shmlab::ui
