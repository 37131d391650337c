// SPDX-License-Identifier: MIT
#include <shmlab/manage/removal.h>

#include <shmlab/base/protocol.h>
#include <shmlab/inspect/object_reader.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <new>
#include <thread>

#include <unistd.h>

namespace shmlab {
namespace {

enum class LeaseProbe : std::uint8_t { Granted, Refused, Inconclusive };

LeaseProbe probeLease(InspectCalls calls, int descriptor)
{
    if (!calls.lease(descriptor, F_SETSIG, SIGURG))
        return LeaseProbe::Inconclusive;
    if (const auto lease = calls.lease(descriptor, F_SETLEASE, F_WRLCK); !lease)
        return lease.error().errorNumber == EAGAIN ? LeaseProbe::Refused : LeaseProbe::Inconclusive;
    (void)calls.lease(descriptor, F_SETLEASE, F_UNLCK);
    return LeaseProbe::Granted;
}

constexpr std::size_t extentBytes = std::size_t{4} << 20U;

std::unexpected<Error> refused(Problem problem, const ObjectName &name)
{
    return std::unexpected(Error{.problem = problem, .object = name.display()});
}

/// Takes both owner locks, so that no Shmlab party joins and no other removal runs while `object` is open.
Result<void> takeOwnerLocks(SharedObject &object)
{
    for (const Role role : {Role::Server, Role::Client}) {
        const auto locked = object.tryLock(ownerLockRange(role));
        if (!locked)
            return std::unexpected(locked.error());
        if (!*locked)
            return refused(Problem::NotStale, object.name());
    }
    return {};
}

/// Asks the kernel again. A reader of this program or of another one that has the object open for some microseconds or
/// milliseconds does not count.
template <typename Probe>
Result<void> checkStillStale(const ObjectName &name, const Usage &usage, Probe probeLease)
{
    LeaseProbe probe = probeLease();
    for (int again = 0; again < 20 && probe == LeaseProbe::Refused; ++again) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        probe = probeLease();
    }
    if (probe == LeaseProbe::Refused || (probe == LeaseProbe::Inconclusive && !usage.processScan.isComplete()))
        return refused(Problem::NotStale, name);
    return {};
}

/// For an object that may not be written to: nobody else can take its owner locks either, so the lease alone decides.
Result<void> checkReadOnlyStillStale(SystemCalls calls, const ObjectName &name, const Usage &usage)
{
    const auto object = ObjectReader::open(calls, name);
    if (!object)
        return std::unexpected(object.error());
    if (object->identity() != usage.status.identity)
        return refused(Problem::Replaced, name);
    return usage.processScan.isComplete() ? Result<void>() : refused(Problem::NotStale, name);
}

} // namespace

bool isOwnStaleObject(const ObjectReport &report) noexcept
{
    return report.verdict() == Verdict::Stale && report.hasName && report.status().owner == ::geteuid();
}

Result<void> unlinkIfSame(SystemCalls calls, const ObjectName &name, ObjectId identity)
{
    const auto status = statusOf(calls, name);
    if (!status)
        return std::unexpected(status.error());
    if (!status->isRegular())
        return refused(Problem::NotRegular, name);
    if (status->identity != identity)
        return refused(Problem::Replaced, name);
    auto done = calls.shmUnlink(name);
    if (!done)
        return errorFor(name, done);
    return {};
}

Result<void> removeStale(SystemCalls calls, const ObjectName &name, const Usage &usage)
{
    if (usage.verdict != Verdict::Stale && usage.verdict != Verdict::Unused)
        return refused(Problem::NotStale, name);
    auto object = SharedObject::open(calls, name);
    if (!object && !object.error().isCallFailure(EACCES))
        return std::unexpected(object.error());
    if (!object) {
        if (const auto stale = checkReadOnlyStillStale(calls, name, usage); !stale)
            return stale;
        return unlinkIfSame(calls, name, usage.status.identity);
    }
    if (object->identity() != usage.status.identity)
        return refused(Problem::Replaced, name);
    if (const auto locked = takeOwnerLocks(*object); !locked)
        return locked;
    // A process that opened it since the scan is detected now; a party that joins later finds the owner locks taken.
    const auto stale = checkStillStale(name, usage, [&] { return probeLease(calls, object->descriptor()); });
    if (!stale)
        return stale;
    return unlinkIfSame(calls, name, usage.status.identity);
}

Result<ObjectBackup> ObjectBackup::of(InspectCalls calls, const ObjectName &name, ObjectId identity,
                                      std::size_t maxBytes)
{
    const auto object = ObjectReader::open(calls, name);
    if (!object)
        return std::unexpected(object.error());
    if (object->identity() != identity)
        return refused(Problem::Replaced, name);
    auto status = object->status();
    if (!status)
        return errorFor(name, status);
    ObjectBackup copy(name);
    copy.m_status = *status;
    if (auto done = copy.copyData(*object, maxBytes); !done)
        return errorFor(name, done);
    return copy;
}

Result<void> ObjectBackup::copyData(const ByteSource &object, std::size_t maxBytes)
try {
    for (off_t at = 0; at < m_status.sizeBytes;) {
        const auto data = object.nextData(at);
        if (!data)
            return std::unexpected(data.error());
        if (!*data)
            return {};
        const auto hole = object.nextHole(**data);
        if (!hole)
            return std::unexpected(hole.error());
        const off_t end = std::min(*hole, **data + static_cast<off_t>(extentBytes));
        const auto length = static_cast<std::size_t>(end - **data);
        if (length > maxBytes - m_sizeBytes)
            return std::unexpected(Error{.problem = Problem::TooLarge});
        Extent extent{.offset = **data, .bytes = std::vector<std::byte>(length)};
        const auto got = object.readAt(extent.offset, extent.bytes);
        if (!got)
            return std::unexpected(got.error());
        m_sizeBytes += length;
        m_extents.push_back(std::move(extent));
        at = end;
    }
    return {};
} catch (const std::bad_alloc &) {
    return std::unexpected(Error{.problem = Problem::OutOfMemory});
}

Result<void> ObjectBackup::restore(SystemCalls calls) const
{
    auto object = SharedObject::create(calls, m_name); // mode 0600 until it is complete
    if (!object)
        return std::unexpected(object.error());
    if (auto filled = fill(calls, *object); !filled)
        return errorFor(m_name, filled); // the destructor removes the name
    object->releaseName();
    return {};
}

Result<void> ObjectBackup::fill(SystemCalls calls, const SharedObject &object) const
{
    const int fd = object.descriptor();
    if (const auto sized = calls.truncate(fd, m_status.sizeBytes); !sized)
        return sized;
    for (const Extent &extent : m_extents) {
        for (std::size_t done = 0; done < extent.bytes.size();) {
            const auto wrote = calls.writeAt(fd, extent.bytes.data() + done, extent.bytes.size() - done,
                                             extent.offset + static_cast<off_t>(done));
            if (!wrote)
                return std::unexpected(wrote.error());
            if (*wrote == 0)
                return std::unexpected(Error{.call = Call::Pwrite, .errorNumber = ENOSPC});
            done += *wrote;
        }
    }
    if (m_status.owner != ::geteuid() || m_status.group != ::getegid())
        (void)calls.fchown(fd, m_status.owner,
                           m_status.group); // allowed to root only; otherwise the owner is this user
    return calls.fchmod(fd, m_status.mode & 07777U);
}

} // namespace shmlab
