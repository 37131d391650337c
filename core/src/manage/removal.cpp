// SPDX-License-Identifier: MIT
#include <shmlab/manage/removal.h>

#include "manage/quarantine.h"
#include "manage/write_lease.h"

#include <shmlab/inspect/kernel_users.h>
#include <shmlab/inspect/object_reader.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <new>
#include <optional>
#include <thread>

#include <fcntl.h>
#include <unistd.h>

namespace shmlab {
namespace {

constexpr std::size_t extentBytes = std::size_t{4} << 20U;

/// A program may have looked the name up before it was moved, and be interrupted before the kernel counts it as an
/// opener. Nothing shows such a one, so it gets this time.
constexpr std::chrono::microseconds openingTime{200};

std::unexpected<Error> refused(Problem problem, const ObjectName &name)
{
    return std::unexpected(Error{.problem = problem, .object = name.display()});
}

/// Closes an O_PATH descriptor.
class ScopedPath {
public:
    ScopedPath(SystemCalls calls, int descriptor) : m_calls(calls), m_descriptor(descriptor) { }
    ~ScopedPath() { (void)m_calls.close(m_descriptor); }
    ScopedPath(const ScopedPath &) = delete;
    ScopedPath &operator=(const ScopedPath &) = delete;

private:
    SystemCalls m_calls;
    int m_descriptor;
};

Result<void> checkNotMounted(InspectCalls calls, ObjectId identity)
{
    const auto mounts = mountsOf(calls, identity);
    if (!mounts)
        return std::unexpected(mounts.error());
    if (!mounts->empty())
        return std::unexpected(Error{.problem = Problem::InUse});
    return {};
}

/// `lease` is kept from before the name is moved until the object is unlinked or has its name again.
Result<void> removeUnder(const WriteLease &lease, const Quarantine &place, ObjectId identity)
{
    return place.remove(identity, [&]() -> Result<void> {
        if (auto intact = lease.isIntact(); !intact)
            return intact; // back to its name at once
        std::this_thread::sleep_for(openingTime);
        return lease.isIntact();
    });
}

Result<void> removeIfUnused(SystemCalls calls, const ObjectName &name, ObjectId identity)
{
    const auto place = Quarantine::open(calls, name);
    if (!place)
        return std::unexpected(place.error());
    const auto path = place->examine(identity);
    if (!path)
        return std::unexpected(path.error());
    const ScopedPath held(calls, *path);
    if (auto unmounted = checkNotMounted(calls, identity); !unmounted)
        return unmounted;
    const auto lease = WriteLease::take(calls, *path);
    if (!lease)
        return std::unexpected(lease.error());
    return removeUnder(*lease, *place, identity);
}

Result<void> removeUnasked(SystemCalls calls, const ObjectName &name, ObjectId identity)
{
    const auto place = Quarantine::open(calls, name);
    if (!place)
        return std::unexpected(place.error());
    const auto path = place->examine(identity);
    if (!path)
        return std::unexpected(path.error());
    const ScopedPath held(calls, *path); // so that no other object gets its inode number meanwhile
    return place->remove(identity);
}

/// An O_PATH descriptor of the object at a location.
Result<int> findObject(InspectCalls calls, const ObjectLocation &location)
{
    const auto path = location.name ? calls.open(calls.pathOf(*location.name), O_PATH | O_NOFOLLOW)
                                    : calls.open(location.procPath, O_PATH);
    if (!path)
        return path;
    const auto status = calls.statDescriptor(*path);
    std::optional<Error> error;
    if (!status)
        error = status.error();
    else if (!ObjectStatus::of(*status).isRegular())
        error = Error{.problem = Problem::NotRegular, .call = Call::Statx};
    else if (location.identity && !isSameFile(ObjectStatus::of(*status).identity, *location.identity))
        error = Error{.problem = Problem::Replaced, .call = Call::Statx};
    if (!error)
        return path;
    (void)calls.close(*path);
    return std::unexpected(*std::move(error));
}

} // namespace

bool isRemovableByUser(const ObjectReport &report) noexcept
{
    const uid_t user = ::geteuid();
    return report.hasName && report.status().isRegular() && (user == 0 || report.status().owner == user);
}

Result<void> removeUnused(SystemCalls calls, const ObjectName &name, ObjectId identity, const ObjectHolders &seen)
{
    if (!seen.holders.empty() || seen.isLeased) // the kernel's answer leaves out some of those that the scan shows
        return refused(Problem::InUse, name);
    auto removed = removeIfUnused(calls, name, identity);
    if (!removed)
        return errorFor(name, removed);
    return {};
}

Result<void> removeAnyway(SystemCalls calls, const ObjectName &name, ObjectId identity)
{
    auto removed = removeUnasked(calls, name, identity);
    if (!removed)
        return errorFor(name, removed);
    return {};
}

Result<KernelAnswer> askKernel(SystemCalls calls, const ObjectLocation &location)
{
    const auto path = findObject(calls, location);
    if (!path)
        return std::unexpected(path.error());
    const ScopedPath held(calls, *path);
    const auto lease = WriteLease::take(calls, *path);
    if (lease)
        return KernelAnswer::NotInUse;
    return lease.error().problem == Problem::InUse ? KernelAnswer::InUse : KernelAnswer::NotAsked;
}

Result<void> putBack(SystemCalls calls, const ObjectName &quarantined)
{
    const std::string_view path = quarantined.bytes();
    const auto removal = interruptedRemovalOf(path.substr(path.rfind('/') + 1));
    if (!removal)
        return refused(Problem::NotOurs, quarantined);
    if (removal->pid != ::getpid() && isRemoverRunning(calls, *removal))
        return std::unexpected(
            Error{.problem = Problem::InUse, .object = quarantined.display(), .holder = removal->pid});
    auto moved = Quarantine::putBack(calls, quarantined, removal->name);
    if (!moved)
        return errorFor(quarantined, moved);
    return {};
}

bool isOwnStaleObject(const ObjectReport &report) noexcept
{
    return report.verdict() == Verdict::Stale && report.hasName && report.status().owner == ::geteuid();
}

Result<void> unlinkIfSame(SystemCalls calls, const ObjectName &name, ObjectId identity)
{
    return removeAnyway(calls, name, identity);
}

Result<void> removeStale(SystemCalls calls, const ObjectName &name, const Usage &usage)
{
    if (usage.verdict != Verdict::Stale && usage.verdict != Verdict::Unused)
        return refused(Problem::InUse, name);
    return removeUnused(calls, name, usage.status.identity, usage.processScan);
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
