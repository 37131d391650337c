// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/exchange/layout.h>
#include <shmlab/manage/mapping.h>
#include <shmlab/manage/shared_object.h>

#include <chrono>
#include <cstdint>
#include <span>

namespace shmlab {

/// What happened to a party's own counter since its last turn; only the party itself should write it.
enum class CounterAnomaly : std::uint8_t {
    None,
    Reset, ///< another process set it to 0, as a plain client does to both counters when it joins
    Overwritten, ///< another process wrote another value
    Cleared, ///< it is 0 and this party's presence is gone as well: a hole was punched, or the object truncated and
             ///< regrown
};

/// The outcome of one turn.
struct Turn {
    std::uint64_t number = 0; ///< from 0
    Counter own = 0; ///< after the turn
    Counter peer = 0;
    bool wrote = false; ///< this party was not taller and now is
    CounterAnomaly anomaly = CounterAnomaly::None;
};

struct JoinOptions {
    std::size_t sizeBytes = defaultSizeBytes; ///< of the object that a server creates; a client joins one of any size
    bool trustOthers = false; ///< a client also joins objects that other users own or may write to
};

/// One role of an exchange. Owns the object's descriptor, the owner lock on its counter, and the mapping. Use it from
/// one thread at a time. The destructor does what leave() does without reporting errors; a server's name is removed. A
/// forked child cannot use it, since the mapping is not inherited; destroying it there changes nothing for the parent.
/// The owner lock is held until the last copy of the descriptor is closed, so a child that was forked without exec
/// keeps the counter owned until it ends.
class SHMLAB_EXPORT Party {
public:
    using Clock = std::chrono::steady_clock;

    Party(Party &&) noexcept = default;
    Party &operator=(Party &&) = delete;
    ~Party();

    /// A server creates the object, a client opens an existing one. Blocks for 20 ms at most. On an error nothing is
    /// held and the name is as before. Errors: of a server EEXIST, ENOSPC, …, SizeInvalid; of a client ENOENT,
    /// EACCES, …, NotRegular, Unfinished (try again: its server may be about to size it), TooSmall, ForeignOwner,
    /// WritableByOthers, Replaced; of both RoleTaken.
    [[nodiscard]] static Result<Party> join(SystemCalls calls, Role role, const ObjectName &name,
                                            const JoinOptions &options = {});

    /// One turn: unless this party's counter is larger than the peer's, sets it to the peer's plus one. Makes no system
    /// call, allocates nothing and reads no clock; `now` is published in the presence if the turn wrote. Check
    /// isIntact() afterwards.
    Turn step(Clock::time_point now) noexcept;
    /// False once an access found the object truncated: everything written since then is lost.
    [[nodiscard]] bool isIntact() const noexcept { return m_mapping.isIntact(); }
    /// Whether the object is now smaller than what is mapped. A cut within the last page leaves its bytes accessible,
    /// so isIntact() does not notice it. One call, fstat. Errors: those of the call.
    [[nodiscard]] Result<bool> isCutShort(InspectCalls calls) const;

    /// Wakes the peer if it sleeps until this party writes. Call it after a turn that wrote. One system call if the
    /// peer sleeps, otherwise none.
    void wakePeer() noexcept;

    /// Publishes Running or Paused in the presence.
    void setActivity(Activity activity) noexcept;

    /// Publishes Leaving, unmaps, unlinks the name if this is the server that created it, closes. Returns what the name
    /// led to just before; if that was Gone or OtherObject, a server has unlinked nothing.
    Result<NameState> leave();

    [[nodiscard]] Role role() const noexcept { return m_role; }
    [[nodiscard]] const SharedObject &object() const noexcept { return m_object; }
    [[nodiscard]] CounterPair counters() const noexcept { return loadPair(m_mapping.bytes().data()); }
    [[nodiscard]] Counter counterOf(Role role) const noexcept
    {
        return counterIn(m_mapping.bytes().data(), role).load(std::memory_order_acquire);
    }
    /// The mapped bytes, at most one page. Other processes write them: read them through layout.h or copy().
    [[nodiscard]] std::span<const std::byte> bytes() const noexcept { return m_mapping.bytes(); }
    /// Copies min(to.size(), bytes().size()) bytes and returns how many; each aligned group of eight is read at once.
    std::size_t copy(std::span<std::byte> to) const noexcept;
    /// Whether the object is large enough for presence.
    [[nodiscard]] bool hasPresence() const noexcept { return m_mapping.size() >= presenceEnd; }

private:
    friend class FullSpeed;

    Party(Role role, SharedObject object) noexcept;
    [[nodiscard]] Result<void> createPage(std::size_t sizeBytes);
    [[nodiscard]] Result<void> mapPage(bool trustOthers);
    [[nodiscard]] Result<void> lockCounter();
    [[nodiscard]] int holderPid() const;
    void announce();
    void writePresence() noexcept;
    [[nodiscard]] CounterAnomaly classifyAnomaly(Counter own) const noexcept;
    void publishHandOvers(Clock::time_point last) noexcept;
    void setSleeping(bool isSleeping) noexcept;
    [[nodiscard]] bool isPeerSleeping() const noexcept;
    [[nodiscard]] std::int32_t *counterWord(Role role) const noexcept;

    Role m_role;
    SharedObject m_object;
    WritableMapping m_mapping;
    bool m_ownsCounter = false; ///< and so the presence
    PresenceRecord m_presence{}; ///< as last written
    std::uint64_t m_turns = 0;
    Counter m_lastWritten = 0;
};

} // namespace shmlab
