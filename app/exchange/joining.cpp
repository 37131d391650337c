// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/joining.h"

#include <cerrno>

namespace shmlab::ui {
namespace {

constexpr std::chrono::seconds sizingPatience{2}; // how long an object of 0 bytes may take to get its size

} // namespace

void Joining::begin()
{
    *this = Joining(m_calls, m_routine);
}

Result<Party> Joining::attempt(const ExchangeSettings &settings)
{
    auto party = Party::join(m_calls, settings.role, settings.name, settings.join);
    if (party || !removesStale(settings, party.error()))
        return party;
    return Party::join(m_calls, settings.role, settings.name, settings.join);
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
    if (error.problem == Problem::Unfinished) {
        // Its creator may be between creating and sizing; one that died there never will.
        if (m_unfinishedSince == Clock::time_point{})
            m_unfinishedSince = Clock::now();
        return Clock::now() - m_unfinishedSince < sizingPatience;
    }
    m_unfinishedSince = {};
    const bool mayWait = m_abandoned ? settings.rejoins : settings.waitsForServer;
    return settings.role == Role::Client && mayWait
        && (error.isCallFailure(ENOENT) || error.problem == Problem::Replaced);
}

void Joining::investigate(const ExchangeSettings &settings, const Error &error)
{
    if (error.problem == Problem::Unfinished)
        judgeObject(settings);
    if (error.problem != Problem::CallFailed)
        return;
    const auto directory = lookAtShmDirectory(m_routine);
    m_shmDirectory = directory ? std::optional(*directory) : std::nullopt;
}

/// Judges an object that already has the server's name; true when it was stale and, as asked for, has been removed.
bool Joining::removesStale(const ExchangeSettings &settings, const Error &error)
{
    if (settings.role != Role::Server || !error.isCallFailure(EEXIST))
        return false;
    judgeObject(settings);
    if (!m_judgement || !settings.replaceStale)
        return false;
    if (!removeStale(m_calls, settings.name, *m_judgement)) {
        judgeObject(settings); // somebody came in between, and the old verdict would mislead
        return false;
    }
    m_judgement.reset();
    return true;
}

void Joining::judgeObject(const ExchangeSettings &settings)
{
    // Without an observer: hundreds of looks into /proc would drive the run's own calls out of the log.
    const auto judged = judge(SystemCalls(), settings.name, static_cast<off_t>(settings.join.sizeBytes));
    m_judgement = judged ? std::optional(*judged) : std::nullopt;
}

} // namespace shmlab::ui
