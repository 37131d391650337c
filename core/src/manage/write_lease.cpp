// SPDX-License-Identifier: MIT
#include "manage/write_lease.h"

#include <shmlab/inspect/leases.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace shmlab {
namespace {

/// What the failure of a question to the kernel says. EAGAIN: somebody has the file open, also if it is the opening
/// that fails, since only an opener can hold the lease that is in the way.
std::unexpected<Error> answer(Error failed)
{
    failed.problem = failed.errorNumber == EAGAIN ? Problem::InUse : Problem::KernelNotAsked;
    return std::unexpected(std::move(failed));
}

} // namespace

Result<WriteLease> WriteLease::take(SystemCalls calls, int path)
{
    const auto status = calls.statDescriptor(path);
    if (!status)
        return answer(status.error());
    const ObjectId identity = ObjectStatus::of(*status).identity;
    constexpr int maxAttempts = 20;
    for (int attempt = 1;; ++attempt) {
        auto lease = tryToTake(calls, path, identity);
        if (lease || lease.error().problem != Problem::InUse || attempt == maxAttempts)
            return lease;
        // Closed meanwhile: two processes that ask would otherwise refuse each other, each by its own descriptor. A
        // program that only inspects the object has it open for longer where it waits for a processor.
        std::this_thread::sleep_for(std::chrono::microseconds(500 * attempt + ::getpid() % 500));
    }
}

Result<WriteLease> WriteLease::tryToTake(SystemCalls calls, int path, ObjectId identity)
{
    if (leasedObjects(calls).contains(identity)) // its holder has it open, and opening would break the lease
        return std::unexpected(Error{.problem = Problem::InUse});
    constexpr int flags = O_RDONLY | O_NONBLOCK | O_NOCTTY;
    auto fd = calls.reopen(path, flags | O_NOATIME); // its bytes may be read
    if (!fd && fd.error().errorNumber == EPERM) // the kernel keeps the access time for the owner only
        fd = calls.reopen(path, flags);
    if (!fd)
        return answer(fd.error());
    auto object = ObjectReader::ofDescriptor(calls, *fd);
    if (!object)
        return answer(object.error());
    WriteLease lease(calls, std::move(*object));
    // SIGIO, which the kernel would send to this process for an opener, ends a process by default; SIGURG does not.
    if (const auto chosen = calls.setLeaseSignal(*fd, SIGURG); !chosen)
        return answer(chosen.error());
    if (const auto granted = calls.setLease(*fd, F_WRLCK); !granted)
        return answer(granted.error());
    lease.m_isGranted = true;
    return lease;
}

WriteLease::WriteLease(WriteLease &&other) noexcept
    : m_calls(other.m_calls),
      m_object(std::move(other.m_object)),
      m_isGranted(std::exchange(other.m_isGranted, false))
{
}

WriteLease::~WriteLease()
{
    if (m_isGranted) // closing releases it only with the last copy of the descriptor, and a forked child may have one
        (void)m_calls.setLease(m_object.descriptor(), F_UNLCK);
}

Result<void> WriteLease::isIntact() const
{
    const auto type = m_calls.leaseType(m_object.descriptor());
    if (!type)
        return answer(type.error());
    if (*type != F_WRLCK)
        return std::unexpected(Error{.problem = Problem::InUse, .call = Call::Fcntl});
    return {};
}

} // namespace shmlab
