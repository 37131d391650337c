// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/exchange/exchange_state.h>
#include <shmlab/exchange/full_speed.h>
#include <shmlab/exchange/party.h>
#include <shmlab/exchange/peer_monitor.h>
#include <shmlab/inspect/shm_directory.h>

#include <QMetaType>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

/// The values that an exchange's worker and its views pass to each other.
namespace shmlab::ui {

using Clock = Party::Clock;

/// A number of turns; empty: no limit.
using TurnLimit = std::optional<std::uint64_t>;

inline constexpr std::chrono::microseconds minPeriod{1000};
inline constexpr std::chrono::microseconds maxPeriod{std::chrono::hours{1}};

[[nodiscard]] constexpr std::chrono::microseconds defaultPeriod(Role role) noexcept
{
    return std::chrono::milliseconds(role == Role::Server ? 800 : 500);
}

/// What starts the turns.
enum class Pace : std::uint8_t {
    Timer, ///< a turn each period
    FullSpeed, ///< a party that is not the taller one answers at once; every turn is a hand-over
};

/// The settings of one run of an exchange.
struct ExchangeSettings {
    Role role = Role::Server;
    ObjectName name;
    JoinOptions join;
    std::chrono::microseconds period{0};
    TurnLimit turns = 10;
    std::optional<std::chrono::milliseconds> duration{}; ///< ends the run, counted from the first join
    Pace pace = Pace::Timer;
    WaitMode waitMode = WaitMode::Adaptive; ///< at full speed
    std::optional<int> processor{}; ///< pins the thread of full speed
    bool waitsForServer = true; ///< a client waits for a server that has not started yet
    bool rejoins = true; ///< a client whose server is gone waits for the next one
    bool replaceStale = false; ///< a server removes a stale or unused object that has its name
};

enum class RunState : std::uint8_t { Idle, Waiting, Running, Paused };

/// How the last run ended.
enum class ExchangeEnd : std::uint8_t {
    None, ///< not ended, or never started
    Done, ///< all turns made
    Stopped, ///< by the user or by a signal
    PeerGone, ///< a client's server left or died
    Truncated, ///< the object was truncated under the mapping
    Failed, ///< ExchangeStatus::error says why
};

struct ExchangeStatus {
    RunState state = RunState::Idle;
    ExchangeEnd end = ExchangeEnd::None;
    std::optional<Error> error; ///< why it could not start, or what went wrong at the end
    std::optional<NameOccupant> occupant; ///< the object that has the name, if it explains the error
    std::optional<Error> inspectionError; ///< why that object, which explains the error, could not be inspected
    std::optional<Error> removalError; ///< why an object that was to be removed, the occupant or the leftover, stays
    std::optional<NameOccupant> leftover; ///< what a server that is gone left under the name
    std::optional<ShmDirectory> shmDirectory; ///< set if a call on it failed
    Peer peer;
    ObjectId object; ///< in use, or used last
    NameState name = NameState::SameObject; ///< what the name leads to, compared with the object in use
    Clock::time_point runStart; ///< the start of the times of this run
    std::uint64_t turns = 0; ///< made in this run
    CounterPair counters; ///< at the end of the run; of an object that was truncated, the last ones that were seen
    std::size_t remainingBytes = 0; ///< of the mapped bytes of an object that was truncated
    std::optional<Pace> peerPace; ///< of a Shmlab peer, once it is known
    CounterAnomaly anomaly = CounterAnomaly::None; ///< the latest, for some seconds
};

/// What the counters were from a moment on, and why: a turn of this party or a change that it observed.
struct TurnRecord {
    enum class Kind : std::uint8_t {
        Turn, ///< a turn of this party
        Joined, ///< the counters as they were found
        PeerWrote,
        OwnOverwritten, ///< another process wrote this party's counter
        Sample, ///< at full speed: one moment of many turns
    };
    Turn turn; ///< of another kind than Turn: `own` and `peer`, of a Sample also `number`, the latest turn
    Clock::duration time{}; ///< since the run started
    Kind kind = Kind::Turn;
};

} // namespace shmlab::ui

Q_DECLARE_METATYPE(shmlab::ui::ExchangeSettings)
Q_DECLARE_METATYPE(shmlab::ui::ExchangeStatus)
Q_DECLARE_METATYPE(shmlab::ui::TurnLimit)
