// SPDX-License-Identifier: MIT
#include <shmlab/manage/shared_object.h>

#include "manage/quarantine.h"

#include <shmlab/inspect/object_reader.h>

#include <cerrno>
#include <chrono>
#include <thread>
#include <utility>

#include <unistd.h>

namespace shmlab {
namespace {

std::unexpected<Error> notRegular(const ObjectName &name)
{
    return std::unexpected(Error{.problem = Problem::NotRegular, .call = Call::Statx, .object = name.display()});
}

/// Repeats `open` while another program holds a lease on the object (EAGAIN): a process that asks the kernel who uses
/// an object holds one for the time of two calls.
template <typename Open>
Result<int> openLeased(Open open)
{
    constexpr int maxAttempts = 20;
    for (int attempts = 1;; ++attempts) {
        auto fd = open();
        if (fd || fd.error().errorNumber != EAGAIN || attempts == maxAttempts)
            return fd;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

/// Opens for reading and writing what `path`, an O_PATH descriptor of `name`, refers to.
Result<int> openExamined(SystemCalls calls, const ObjectName &name, int path)
{
    const auto status = calls.statDescriptor(path);
    if (!status)
        return std::unexpected(status.error());
    if (!ObjectStatus::of(*status).isRegular())
        return notRegular(name);
    constexpr int flags = O_RDWR | O_NONBLOCK;
    auto fd = openLeased([&] { return calls.reopen(path, flags); });
    if (!fd && fd.error().errorNumber == ENOENT) // /proc is not mounted
        fd = openLeased([&] { return calls.shmOpen(name, flags, 0); });
    return fd;
}

} // namespace

Result<NameState> nameStateOf(InspectCalls calls, const ObjectName &name, ObjectId identity)
{
    const auto status = statusOf(calls, name);
    if (!status) {
        if (status.error().isCallFailure(ENOENT))
            return NameState::Gone;
        return std::unexpected(status.error());
    }
    return status->identity == identity ? NameState::SameObject : NameState::OtherObject;
}

SharedObject::SharedObject(SharedObject &&other) noexcept
    : m_calls(other.m_calls),
      m_name(std::move(other.m_name)),
      m_identity(other.m_identity),
      m_fd(std::exchange(other.m_fd, -1)),
      m_creator(std::exchange(other.m_creator, 0))
{
}

SharedObject &SharedObject::operator=(SharedObject &&other) noexcept
{
    SharedObject taken(std::move(other));
    std::swap(m_calls, taken.m_calls);
    std::swap(m_name, taken.m_name);
    std::swap(m_identity, taken.m_identity);
    std::swap(m_fd, taken.m_fd);
    std::swap(m_creator, taken.m_creator);
    return *this;
}

SharedObject::~SharedObject()
{
    if (isOpen() && m_creator == ::getpid())
        (void)unlinkName();
    (void)close();
}

Result<SharedObject> SharedObject::create(SystemCalls calls, const ObjectName &name, mode_t mode)
{
    auto fd = calls.shmOpen(name, O_CREAT | O_EXCL | O_RDWR, mode);
    if (!fd)
        return errorFor(name, fd);
    SharedObject object(calls, name, *fd);
    const auto status = object.identify();
    if (!status) {
        // The object cannot be compared with what the name leads to, but nobody else could create it meanwhile.
        (void)calls.shmUnlink(name);
        return std::unexpected(status.error());
    }
    object.acquireName();
    if ((status->mode & 07777) != mode) { // the umask cleared bits
        if (auto done = calls.fchmod(*fd, mode); !done)
            return errorFor(name, done);
    }
    return object;
}

Result<SharedObject> SharedObject::open(SystemCalls calls, const ObjectName &name)
{
    auto path = OpenDescriptor::of(calls, calls.shmOpen(name, O_PATH, 0)); // opens nothing, whatever it is
    if (!path)
        return errorFor(name, path);
    auto fd = openExamined(calls, name, path->get());
    if (!fd)
        return errorFor(name, fd);
    SharedObject object(calls, name, *fd);
    const auto status = object.identify();
    if (!status)
        return std::unexpected(status.error());
    if (!status->isRegular())
        return notRegular(name);
    return object;
}

Result<ObjectStatus> SharedObject::identify()
{
    auto status = this->status();
    if (status)
        m_identity = status->identity;
    return status;
}

Result<ObjectStatus> SharedObject::status() const
{
    auto status = m_calls.statDescriptor(m_fd);
    if (!status)
        return errorFor(m_name, status);
    return ObjectStatus::of(*status);
}

Result<void> SharedObject::allocate(off_t sizeBytes)
{
    auto done = m_calls.allocate(m_fd, sizeBytes);
    if (!done)
        return errorFor(m_name, done);
    return done;
}

Result<bool> SharedObject::tryLock(ByteRange range)
{
    struct flock lock{};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    lock.l_start = range.offset;
    lock.l_len = range.length;
    auto done = m_calls.lock(m_fd, lock);
    if (done)
        return true;
    if (done.error().errorNumber == EAGAIN || done.error().errorNumber == EACCES)
        return false;
    return errorFor(m_name, done);
}

Result<bool> SharedObject::isLockedByOthers(ByteRange range) const
{
    auto locked = shmlab::isLockedByOthers(m_calls, m_fd, range);
    if (!locked)
        return errorFor(m_name, locked);
    return locked;
}

void SharedObject::acquireName() noexcept
{
    m_creator = ::getpid();
}

Result<void> SharedObject::unlinkOwnName()
{
    auto place = Quarantine::open(m_calls, m_name);
    if (!place)
        return std::unexpected(place.error());
    auto done = place->remove(m_identity);
    if (!done && done.error().call == Call::Renameat2
        && (done.error().isCallFailure(EINVAL) || done.error().isCallFailure(EEXIST))) {
        // A file system that cannot rename without replacing, or no quarantine name is free. The name was compared just
        // before; to leave it behind would be worse than the microseconds in which another program could put its object
        // there.
        done = m_calls.shmUnlink(m_name);
    }
    return done;
}

Result<NameState> SharedObject::unlinkName()
{
    auto state = nameState();
    if (!state)
        return state;
    if (*state == NameState::SameObject && m_creator == ::getpid()) {
        auto done = unlinkOwnName();
        if (!done && done.error().call == Call::Renameat2 && done.error().isCallFailure(ENOENT))
            state = NameState::Gone;
        else if (!done && done.error().problem == Problem::Replaced)
            state = NameState::OtherObject; // since it was compared; it has its name again
        else if (!done)
            return errorFor(m_name, done);
    }
    m_creator = 0;
    return state;
}

Result<void> SharedObject::close()
{
    if (m_fd < 0)
        return {};
    auto closed = m_calls.close(std::exchange(m_fd, -1));
    if (!closed)
        return errorFor(m_name, closed);
    return closed;
}

} // namespace shmlab
