// SPDX-License-Identifier: MIT
#include <shmlab/manage/removal.h>

#include "manage/quarantine.h"
#include "manage/write_lease.h"

#include <shmlab/base/parent_directory.h>
#include <shmlab/inspect/kernel_users.h>
#include <shmlab/inspect/object_domain.h>
#include <shmlab/inspect/object_reader.h>

#include <cerrno>
#include <chrono>
#include <functional>
#include <optional>
#include <thread>

#include <fcntl.h>
#include <unistd.h>

namespace shmlab {
namespace {

/// A program may have looked the name up before it was moved, and be interrupted before the kernel counts it as an
/// opener. Nothing shows such a one, so it gets this time.
constexpr std::chrono::microseconds openingTime{200};

/// The kernel's answer leaves out some of those that the scan shows.
bool isSeenInUse(const ObjectHolders &seen)
{
    return !seen.holders.empty() || seen.isLeased;
}

/// The same copy, which ends as soon as somebody waits for the lease.
BackupOptions whileIntact(const WriteLease &lease, const BackupOptions &options)
{
    BackupOptions watched = options;
    watched.progress = [&](std::size_t bytes) {
        return lease.isIntact() && (!options.progress || options.progress(bytes));
    };
    return watched;
}

std::unexpected<Error> refused(Problem problem, const ObjectName &name)
{
    return std::unexpected(Error{.problem = problem, .object = name.display()});
}

Result<void> checkNotMounted(InspectCalls calls, ObjectId identity)
{
    const auto mounts = mountsOf(calls, identity);
    if (!mounts)
        return std::unexpected(mounts.error());
    if (!mounts->empty())
        return std::unexpected(Error{.problem = Problem::InUse});
    return {};
}

/// What is done while nobody has the object open, before its name is moved.
using UnderLease = std::function<Result<void>(const WriteLease &lease)>;

/// The lease is kept from before the name is moved until the object is unlinked or has its name again.
Result<void> removeWithLease(SystemCalls calls, Quarantine &place, int path, ObjectId identity,
                             const UnderLease &underLease)
{
    const auto lease = WriteLease::take(calls, path);
    if (!lease)
        return std::unexpected(lease.error());
    if (auto done = underLease(*lease); !done)
        return done;
    return place.remove(identity, [&]() -> Result<void> {
        if (auto intact = lease->isIntact(); !intact)
            return intact; // back to its name at once
        std::this_thread::sleep_for(openingTime);
        return lease->isIntact();
    });
}

Result<void> removeIfUnused(SystemCalls calls, const ObjectName &name, ObjectId identity, const UnderLease &underLease)
{
    auto place = Quarantine::open(calls, name);
    if (!place)
        return std::unexpected(place.error());
    const auto path = place->examine(identity);
    if (!path)
        return std::unexpected(path.error());
    if (auto unmounted = checkNotMounted(calls, identity); !unmounted)
        return unmounted;
    auto removed = removeWithLease(calls, *place, path->get(), identity, underLease);
    if (removed || removed.error().problem != Problem::StaysQuarantined)
        return removed;
    // Another object has the name now, so this one can no longer be opened; its opener may have closed it meanwhile.
    const auto lease = WriteLease::take(calls, path->get());
    return lease && underLease(*lease) && place->removeMoved(identity) ? Result<void>() : removed;
}

Result<void> removeUnasked(SystemCalls calls, const ObjectName &name, ObjectId identity)
{
    auto place = Quarantine::open(calls, name);
    if (!place)
        return std::unexpected(place.error());
    const auto path = place->examine(identity); // held, so that no other object gets its inode number meanwhile
    if (!path)
        return std::unexpected(path.error());
    return place->remove(identity);
}

/// An O_PATH descriptor of the object at a location.
Result<OpenDescriptor> findObject(InspectCalls calls, const ObjectLocation &location)
{
    const auto parent = location.name ? std::optional(ParentDirectory::open(calls, *location.name)) : std::nullopt;
    if (parent && !*parent)
        return std::unexpected(parent->error());
    auto path = OpenDescriptor::of(calls,
                                   parent ? calls.openAt((*parent)->fd(), (*parent)->leaf(), O_PATH | O_NOFOLLOW)
                                          : calls.open(location.procPath, O_PATH));
    if (!path)
        return path;
    const auto status = calls.statDescriptor(path->get());
    if (!status)
        return std::unexpected(status.error());
    if (!ObjectStatus::of(*status).isRegular())
        return std::unexpected(Error{.problem = Problem::NotRegular, .call = Call::Statx});
    if (location.identity && !isSameFile(ObjectStatus::of(*status).identity, *location.identity))
        return std::unexpected(Error{.problem = Problem::Replaced, .call = Call::Statx});
    return path;
}

} // namespace

bool isRemovableByUser(const ObjectReport &report) noexcept
{
    const uid_t user = ::geteuid();
    const bool hasObjectName = report.hasName && report.status().isRegular();
    return hasObjectName && capabilitiesOf(report.status().identity.domain).isRemovable
        && (user == 0 || report.status().owner == user);
}

Result<void> removeUnused(SystemCalls calls, const ObjectName &name, ObjectId identity, const ObjectHolders &seen)
{
    if (isSeenInUse(seen))
        return refused(Problem::InUse, name);
    auto removed = removeIfUnused(calls, name, identity, [](const WriteLease &) { return Result<void>(); });
    if (!removed)
        return errorFor(name, removed);
    return {};
}

Result<ObjectBackup> removeWithBackup(SystemCalls calls, const ObjectName &name, ObjectId identity,
                                      const HoldersQuestion &seen, const BackupOptions &options)
{
    auto before = seen();
    if (!before)
        return errorFor(name, before);
    if (isSeenInUse(*before))
        return refused(Problem::InUse, name);
    std::optional<ObjectBackup> backup;
    const UnderLease copy = [&](const WriteLease &lease) -> Result<void> {
        auto copied = ObjectBackup::of(calls, name, lease.object(), whileIntact(lease, options));
        if (auto intact = lease.isIntact(); !intact)
            return intact;
        if (!copied)
            return std::unexpected(copied.error());
        const auto after = seen();
        if (!after)
            return std::unexpected(after.error());
        if (!after->holders.empty()) // the lease that is seen now is this one
            return std::unexpected(Error{.problem = Problem::InUse});
        backup = std::move(*copied);
        return {};
    };
    constexpr int maxAttempts = 20; // who keeps it open is refused by the next lease, who only inspects it is not
    for (int attempt = 1;; ++attempt) {
        auto removed = removeIfUnused(calls, name, identity, copy);
        if (removed)
            return *std::move(backup);
        if (!WriteLease::wasBroken(removed.error()) || attempt == maxAttempts)
            return errorFor(name, removed);
    }
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
    const auto lease = WriteLease::take(calls, path->get());
    if (lease)
        return KernelAnswer::NotInUse;
    return lease.error().problem == Problem::InUse ? KernelAnswer::InUse : KernelAnswer::NotAsked;
}

Result<ObjectName> putBack(SystemCalls calls, const ObjectName &quarantined, const std::optional<ObjectName> &newName)
{
    if (auto status = statusOf(calls, quarantined); !status)
        return errorFor(quarantined, status);
    const std::string_view path = quarantined.bytes();
    const std::string_view place = path.substr(0, path.rfind('/') + 1);
    const auto removal = interruptedRemovalOf(path.substr(place.size()));
    if (!removal)
        return refused(Problem::NotOurs, quarantined);
    if (!newName && removal->isNameCut) // its whole name is not known
        return refused(Problem::NameTooLong, quarantined);
    if (newName && newName->isInDirectory())
        return refused(Problem::NameHasSlash, *newName);
    if (removal->pid != ::getpid() && isRemoverRunning(calls, *removal))
        return std::unexpected(
            Error{.problem = Problem::InUse, .object = quarantined.display(), .holder = removal->pid});
    const std::string leaf = newName ? newName->bytes().substr(1) : removal->name;
    auto name = ObjectName::parsePath(std::string(place) + leaf);
    if (!name)
        return name;
    if (auto moved = Quarantine::putBack(calls, quarantined, leaf); !moved)
        return errorFor(quarantined, moved);
    return name;
}

} // namespace shmlab
