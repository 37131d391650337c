// SPDX-License-Identifier: MIT
#include <shmlab/manage/removal.h>

#include <shmlab/base/protocol.h>

#include <cerrno>
#include <chrono>
#include <thread>

#include <unistd.h>

namespace shmlab {
namespace {

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
    return checkStillStale(name, usage, [&] { return object->probeLease(); });
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
    if (usage.verdict != Verdict::Stale)
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

} // namespace shmlab
