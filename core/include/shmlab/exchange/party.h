// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/base/layout.h>
#include <shmlab/manage/mapping.h>
#include <shmlab/manage/shared_object.h>

#include <chrono>
#include <cstdint>
#include <span>

namespace shmlab {

/// What happened to a party's own counter since its last turn. Nobody else should write it.
enum class CounterAnomaly : std::uint8_t {
    None,
    Reset, ///< somebody set it to 0, as a plain client does to both counters when it joins
    Overwritten, ///< somebody wrote another value: an intruder uses this role's counter
    Cleared, ///< it is 0 and this party's presence is gone with it: the bytes were punched out or cut off and regrown
};

/// The outcome of one turn.
struct Turn {
    std::uint64_t number = 0; ///< from 0
    Counter own = 0; ///< after the turn
    Counter other = 0;
    bool wrote = false; ///< this party was not the taller one and now is
    CounterAnomaly anomaly = CounterAnomaly::None;
};

struct JoinOptions {
    std::size_t sizeBytes = defaultSizeBytes; ///< what a server creates; a client takes what it finds
    bool trustOthers = false; ///< a client joins objects of other users, and those that others may write to, too
};

/// One role taking part in an exchange: owns the object's descriptor with the owner lock, and the mapping. Used from
/// one thread at a time. Destroying it leaves quietly, as leave() does: a server's name goes with it. In a forked child
/// it is dead: the mapping is not inherited, and destroying it there changes nothing for the parent. The owner lock
/// goes with the last copy of the descriptor: a child that was forked without exec keeps its counter owned until it
/// ends.
class SHMLAB_EXPORT Party {
public:
    using Clock = std::chrono::steady_clock;

    Party(Party &&) noexcept = default;
    Party &operator=(Party &&) = delete; // would have to leave first
    ~Party();

    /// A server creates the object, a client opens the one that is there. Blocks for 20 ms at most. Afterwards either
    /// all is held (descriptor, owner lock, mapping, a server's name) or nothing is, and the name is as before. Errors:
    /// server EEXIST, ENOSPC, …, SizeInvalid; client ENOENT, EACCES, …, NotRegular, Unfinished (try again: its server
    /// may be about to size it), TooSmall, ForeignOwner, WritableByOthers, Replaced; both RoleTaken.
    [[nodiscard]] static Result<Party> join(SystemCalls calls, Role role, const ObjectName &name,
                                            const JoinOptions &options = {});

    /// One turn of the rule "I am taller". No system call, no allocation, no clock: `now` is written into the presence
    /// when the counter is. Afterwards ask isIntact().
    Turn step(Clock::time_point now) noexcept;
    /// False once the object was cut short under the mapping: what was written since is lost.
    [[nodiscard]] bool isIntact() const noexcept { return m_mapping.isIntact(); }

    /// Wakes the other side if it sleeps until this side has written; to be called after a turn that wrote. One system
    /// call if it does, none if not.
    void wakePeer() noexcept;

    /// Tells the other side (Running, Paused).
    void setActivity(Activity activity) noexcept;

    /// Says goodbye, unmaps, unlinks a server's own name, closes. Returns what the name led to just before: a server
    /// whose name is Gone or leads to OtherObject had nothing to unlink.
    Result<NameState> leave();

    [[nodiscard]] Role role() const noexcept { return m_role; }
    [[nodiscard]] const SharedObject &object() const noexcept { return m_object; }
    [[nodiscard]] CounterPair counters() const noexcept { return loadPair(m_mapping.bytes().data()); }
    [[nodiscard]] Counter counterOf(Role role) const noexcept
    {
        return counterIn(m_mapping.bytes().data(), role).load(std::memory_order_acquire);
    }
    /// The mapped bytes, at most one page. Shared with other processes: read them through layout.h, or copy().
    [[nodiscard]] std::span<const std::byte> bytes() const noexcept { return m_mapping.bytes(); }
    /// Copies as many bytes as both sides have room for, eight at a time, each eight undivided.
    std::size_t copy(std::span<std::byte> to) const noexcept;
    /// Whether the object has room for presence.
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
    PresenceRecord m_presence{}; ///< what we wrote of ourselves
    std::uint64_t m_turns = 0;
    Counter m_lastWritten = 0;
};

} // namespace shmlab
