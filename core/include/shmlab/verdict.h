// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/census.h>
#include <shmlab/layout.h>
#include <shmlab/peer_watch.h>

#include <array>
#include <optional>

namespace shmlab {

/// What an existing object is to somebody who wants its name.
enum class Verdict : std::uint8_t {
    Live, ///< somebody maps, opens or locks it
    Stalled, ///< as Live, but a party that runs has owed an answer for some seconds
    Stopped, ///< as Live, but every process that holds it is stopped by a signal or held by a debugger
    Orphaned, ///< it is in use, but its name is gone or leads to another object; seen only from inside
    Stale, ///< nobody does, and the kernel vouches for that: it may be removed
    Foreign, ///< no exchange of this size and user: other owner, size or file type
    Unknown, ///< it may be in use by somebody who cannot be seen
};

/// The kernel's own answer to "does anybody else have this object open", across users and namespaces: a write lease
/// (fcntl(2), F_SETLEASE) is granted only when nobody does. Mappings count, since each keeps its file open.
enum class SoleUse : std::uint8_t { Granted, Refused, NotAsked };

struct Judgement {
    Verdict verdict = Verdict::Unknown;
    ObjectStatus status;
    Census census;
    SoleUse soleUse = SoleUse::NotAsked;
    std::optional<CounterPair> counters{}; ///< where it has room for them and could be opened
    std::array<bool, 2> locked{}; ///< the owner lock of Role::Server, Role::Client is held
    std::array<std::optional<PresenceRecord>, 2> presence{}; ///< as found in the object, also of parties long gone

    [[nodiscard]] bool isLocked(Role role) const noexcept { return locked[static_cast<std::size_t>(role)]; }
    [[nodiscard]] const std::optional<PresenceRecord> &presenceOf(Role role) const noexcept
    {
        return presence[static_cast<std::size_t>(role)];
    }
};

/// Live, Stalled or Stopped: somebody may be using it.
[[nodiscard]] constexpr bool isInUse(Verdict verdict) noexcept
{
    return verdict <= Verdict::Orphaned;
}

/// What a party may say of its own object: what its name leads to, who the other side is.
[[nodiscard]] Verdict verdictOn(NameState name, const Peer &peer) noexcept;

/// Judges what `name` leads to; `expectedSize` is the size that an exchange would have. Changes nothing. Blocks for a
/// pass over /proc, see takeCensus(). Errors: those of statx(2), ENOENT first; Replaced.
[[nodiscard]] Result<Judgement> judge(SystemCalls calls, const ObjectName &name, off_t expectedSize,
                                      const std::stop_token &stop = {});

/// Removes the object of `judged` if it still is what the name leads to and still Stale. Safe against others who do the
/// same at the same time: it is done under both owner locks. Errors: NotStale, Replaced; ENOENT when it is gone
/// already; EACCES (not ours).
[[nodiscard]] Result<void> removeStale(SystemCalls calls, const ObjectName &name, const Judgement &judged);

} // namespace shmlab
