// SPDX-License-Identifier: MIT
#include <shmlab/exchange/party.h>

#include <shmlab/inspect/process.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>

#include <unistd.h>

namespace shmlab {
namespace {

constexpr auto relaxed = std::memory_order_relaxed;
constexpr mode_t writableByOthers = 0022;

template <typename T>
void store(T &field, T value, std::memory_order order = relaxed) noexcept
{
    std::atomic_ref<T>(field).store(value, order);
}

std::unexpected<Error> refused(const SharedObject &object, Problem problem, int holder = 0)
{
    return std::unexpected(Error{.problem = problem, .object = object.name().display(), .holder = holder});
}

} // namespace

Party::Party(Role role, SharedObject object) noexcept : m_role(role), m_object(std::move(object)) { }

Party::~Party()
{
    setActivity(Activity::Leaving);
}

Result<Party> Party::join(SystemCalls calls, Role role, const ObjectName &name, const JoinOptions &options)
{
    if (role == Role::Server
        && (options.sizeBytes < countersSizeBytes
            || options.sizeBytes > static_cast<std::size_t>(std::numeric_limits<off_t>::max()))) {
        return std::unexpected(Error{.problem = Problem::SizeInvalid, .errorNumber = EINVAL, .object = name.display()});
    }
    auto object = role == Role::Server ? SharedObject::create(calls, name) : SharedObject::open(calls, name);
    if (!object)
        return std::unexpected(object.error());
    Party party(role, std::move(*object));
    const auto done = role == Role::Server ? party.createPage(options.sizeBytes) : party.mapPage(options.trustOthers);
    if (!done)
        return std::unexpected(done.error());
    party.announce();
    return party;
}

Result<void> Party::createPage(std::size_t sizeBytes)
{
    // Locked before it is sized: a client that finds the object sized finds the counter owned, too.
    if (auto done = lockCounter(); !done)
        return done;
    if (auto done = m_object.allocate(static_cast<off_t>(sizeBytes)); !done)
        return done;
    auto mapping = WritableMapping::map(m_object, std::min(sizeBytes, defaultSizeBytes));
    if (!mapping)
        return std::unexpected(mapping.error());
    m_mapping = std::move(*mapping);
    return {};
}

Result<void> Party::mapPage(bool trustOthers)
{
    const auto status = m_object.status();
    if (!status)
        return std::unexpected(status.error());
    if (!trustOthers && status->owner != ::geteuid())
        return refused(m_object, Problem::ForeignOwner);
    if (!trustOthers && (status->mode & writableByOthers) != 0)
        return refused(m_object, Problem::WritableByOthers);
    if (status->sizeBytes == 0)
        return refused(m_object, Problem::Unfinished);
    if (status->sizeBytes < static_cast<off_t>(countersSizeBytes))
        return refused(m_object, Problem::TooSmall);
    const off_t windowBytes = std::min(status->sizeBytes, static_cast<off_t>(defaultSizeBytes));
    auto mapping = WritableMapping::map(m_object, static_cast<std::size_t>(windowBytes));
    if (!mapping)
        return std::unexpected(mapping.error());
    m_mapping = std::move(*mapping);
    if (auto done = lockCounter(); !done)
        return done;
    const auto name = m_object.nameState();
    if (!name)
        return std::unexpected(name.error());
    if (*name != NameState::SameObject)
        return refused(m_object, Problem::Replaced);
    m_lastWritten = counterIn(m_mapping.bytes().data(), m_role).load(relaxed);
    return {};
}

Result<void> Party::lockCounter()
{
    const auto locked = m_object.tryLock(ownerLockRange(m_role));
    if (!locked)
        return std::unexpected(locked.error());
    m_ownsCounter = *locked;
    if (m_ownsCounter)
        return {};
    return refused(m_object, Problem::RoleTaken, holderPid());
}

/// The pid in the presence record, if that process still runs and pids mean the same here; otherwise 0.
int Party::holderPid() const
{
    const SystemCalls calls = m_object.calls();
    const auto presence = loadPresence(bytes(), m_role);
    if (!presence || presence->pidNamespace != ownNamespace(calls, "pid"))
        return 0;
    const auto process = readProcess(calls, presence->pid);
    return process && process->startTicks == presence->processStart ? process->pid : 0;
}

Result<bool> Party::isCutShort(InspectCalls calls) const
{
    const auto status = calls.statDescriptor(m_object.descriptor());
    if (!status)
        return std::unexpected(status.error());
    return ObjectStatus::of(*status).sizeBytes < static_cast<off_t>(m_mapping.size());
}

void Party::announce()
{
    const SystemCalls calls = m_object.calls();
    const auto self = readProcess(calls, ::getpid());
    m_presence = {.magic = presenceMagic,
                  .version = presenceVersion,
                  .pid = ::getpid(),
                  .activity = static_cast<std::uint32_t>(Activity::Joining),
                  .processStart = self ? self->startTicks : 0,
                  .handOvers = 0,
                  .lastHandOver = 0,
                  .sleeping = 0,
                  .reserved0 = 0,
                  .pidNamespace = ownNamespace(calls, "pid"),
                  .timeNamespace = ownTimeNamespace()};
    if (hasPresence())
        writePresence();
}

void Party::writePresence() noexcept
{
    PresenceRecord &record = presenceIn(m_mapping.bytes(), m_role);
    // Invalid meanwhile: no reader may take a mixture with a predecessor's record for a record.
    store(record.magic, 0U, std::memory_order_release);
    store(record.version, m_presence.version);
    store(record.pid, m_presence.pid);
    store(record.activity, m_presence.activity);
    store(record.processStart, m_presence.processStart);
    store(record.handOvers, m_presence.handOvers);
    store(record.lastHandOver, m_presence.lastHandOver);
    store(record.sleeping, m_presence.sleeping);
    store(record.pidNamespace, m_presence.pidNamespace);
    store(record.timeNamespace, m_presence.timeNamespace);
    store(record.magic, m_presence.magic, std::memory_order_release);
}

CounterAnomaly Party::classifyAnomaly(Counter own) const noexcept
{
    if (own != 0)
        return CounterAnomaly::Overwritten;
    return hasPresence() && !loadPresence(bytes(), m_role) ? CounterAnomaly::Cleared : CounterAnomaly::Reset;
}

Turn Party::step(Clock::time_point now) noexcept
{
    const auto page = m_mapping.bytes();
    const CounterRef ownCounter = counterIn(page.data(), m_role);
    Turn turn{.number = m_turns++};
    turn.peer = counterIn(page.data(), peerRoleOf(m_role)).load(std::memory_order_acquire);
    turn.own = ownCounter.load(relaxed);
    if (turn.own != m_lastWritten) [[unlikely]] {
        turn.anomaly = classifyAnomaly(turn.own);
        if (turn.anomaly == CounterAnomaly::Cleared)
            writePresence();
    }
    if (!isTaller(turn.own, turn.peer)) {
        turn.own = nextCounter(turn.peer);
        turn.wrote = true;
        ownCounter.store(turn.own, std::memory_order_release);
        ++m_presence.handOvers;
        publishHandOvers(now);
    }
    m_lastWritten = turn.own;
    return turn;
}

void Party::publishHandOvers(Clock::time_point last) noexcept
{
    m_presence.lastHandOver = last.time_since_epoch().count();
    if (!hasPresence())
        return;
    PresenceRecord &record = presenceIn(m_mapping.bytes(), m_role);
    store(record.handOvers, m_presence.handOvers);
    store(record.lastHandOver, m_presence.lastHandOver);
}

void Party::setSleeping(bool isSleeping) noexcept
{
    m_presence.sleeping = isSleeping ? 1 : 0;
    if (hasPresence())
        store(presenceIn(m_mapping.bytes(), m_role).sleeping, m_presence.sleeping, std::memory_order_seq_cst);
}

bool Party::isPeerSleeping() const noexcept
{
    if (!hasPresence())
        return false;
    PresenceRecord &peer = presenceIn(m_mapping.bytes(), peerRoleOf(m_role));
    return std::atomic_ref(peer.sleeping).load(std::memory_order_seq_cst) != 0
        && std::atomic_ref(peer.magic).load(relaxed) == presenceMagic
        && std::atomic_ref(peer.version).load(relaxed) == presenceVersion;
}

std::int32_t *Party::counterWord(Role role) const noexcept
{
    return reinterpret_cast<std::int32_t *>(m_mapping.bytes().data() + counterOffset(role));
}

void Party::wakePeer() noexcept
{
    // Changes nothing, but puts this turn and the sleeper's flag into one order: either the sleeper sees the turn, or
    // it is seen asleep.
    counterIn(m_mapping.bytes().data(), m_role).fetch_add(0, std::memory_order_seq_cst);
    if (isPeerSleeping())
        (void)m_object.calls().futexWake(counterWord(m_role));
}

void Party::setActivity(Activity activity) noexcept
{
    m_presence.activity = static_cast<std::uint32_t>(activity);
    if (hasPresence() && m_ownsCounter && m_mapping.isInThisProcess())
        store(presenceIn(m_mapping.bytes(), m_role).activity, m_presence.activity);
}

Result<NameState> Party::leave()
{
    setActivity(Activity::Leaving);
    auto unmapped = m_mapping.unmap();
    const auto name = m_object.ownsName() ? m_object.unlinkName() : m_object.nameState();
    const auto closed = m_object.close();
    if (!name)
        return name;
    if (!unmapped)
        return errorFor(m_object.name(), unmapped);
    if (!closed)
        return std::unexpected(closed.error());
    return name;
}

std::size_t Party::copy(std::span<std::byte> to) const noexcept
{
    using Word = std::uint64_t;
    const std::size_t size = std::min(to.size(), m_mapping.size());
    auto *words = reinterpret_cast<Word *>(m_mapping.bytes().data());
    for (std::size_t offset = 0; offset < size; offset += sizeof(Word)) {
        // The last word may extend beyond the end of an object of odd size, but never beyond its last page.
        const Word word = std::atomic_ref<Word>(words[offset / sizeof(Word)]).load(relaxed);
        std::memcpy(to.data() + offset, &word, std::min(sizeof(Word), size - offset));
    }
    return size;
}

} // namespace shmlab
