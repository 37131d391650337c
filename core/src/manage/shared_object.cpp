// SPDX-License-Identifier: MIT
#include <shmlab/manage/shared_object.h>

#include <cerrno>
#include <chrono>
#include <thread>
#include <utility>

#include <unistd.h>

namespace shmlab {
namespace {

constexpr mode_t privateMode = 0600;

struct flock exclusive(ByteRange range)
{
    struct flock lock{};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    lock.l_start = range.offset;
    lock.l_len = range.length;
    return lock;
}

/// Opens without waiting for a FIFO's other end. EAGAIN says that somebody holds a lease on the object, as
/// inspectUsage() does for the time of two calls.
Result<int> openExisting(SystemCalls calls, const ObjectName &name, int access)
{
    constexpr int tries = 20;
    for (int made = 1;; ++made) {
        auto fd = calls.shmOpen(name, access | O_NONBLOCK, 0);
        if (fd || fd.error().errorNumber != EAGAIN || made == tries)
            return fd;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

std::unexpected<Error> notRegular(const ObjectName &name)
{
    return std::unexpected(Error{.problem = Problem::NotRegular, .call = Call::Statx, .object = name.display()});
}

} // namespace

OpenObject::OpenObject(OpenObject &&other) noexcept
    : m_calls(other.m_calls),
      m_name(std::move(other.m_name)),
      m_identity(other.m_identity),
      m_fd(std::exchange(other.m_fd, -1))
{
}

OpenObject &OpenObject::operator=(OpenObject &&other) noexcept
{
    OpenObject(std::move(other)).swap(*this);
    return *this;
}

OpenObject::~OpenObject()
{
    (void)close();
}

void OpenObject::swap(OpenObject &other) noexcept
{
    std::swap(m_calls, other.m_calls);
    std::swap(m_name, other.m_name);
    std::swap(m_identity, other.m_identity);
    std::swap(m_fd, other.m_fd);
}

Result<ObjectStatus> OpenObject::adopt(SystemCalls calls, int fd)
{
    m_calls = calls;
    m_fd = fd;
    auto status = this->status(calls);
    if (status)
        m_identity = status->identity;
    return status;
}

Result<ObjectStatus> OpenObject::status(SystemCalls calls) const
{
    auto status = calls.statDescriptor(m_fd);
    if (!status)
        return errorFor(m_name, status);
    return ObjectStatus::of(*status);
}

Result<NameState> OpenObject::nameState(SystemCalls calls) const
{
    const auto status = statusOf(calls, m_name);
    if (!status) {
        if (status.error().isCallFailure(ENOENT))
            return NameState::Gone;
        return std::unexpected(status.error());
    }
    return status->identity == m_identity ? NameState::SameObject : NameState::OtherObject;
}

Result<bool> OpenObject::isLockedByOthers(SystemCalls calls, ByteRange range) const
{
    struct flock lock = exclusive(range);
    auto done = calls.queryLock(m_fd, lock);
    if (!done)
        return errorFor(m_name, done);
    return lock.l_type != F_UNLCK;
}

Result<void> OpenObject::close()
{
    if (m_fd < 0)
        return {};
    auto closed = m_calls.close(std::exchange(m_fd, -1));
    if (!closed)
        return errorFor(m_name, closed);
    return closed;
}

Result<ReadOnlyObject> ReadOnlyObject::open(SystemCalls calls, const ObjectName &name)
{
    auto fd = openExisting(calls, name, O_RDONLY);
    if (!fd)
        return errorFor(name, fd);
    ReadOnlyObject object(name);
    const auto status = object.adopt(calls, *fd);
    if (!status)
        return std::unexpected(status.error());
    if (!status->isRegular())
        return notRegular(name);
    return object;
}

SharedObject::SharedObject(SharedObject &&other) noexcept
    : OpenObject(std::move(other)),
      m_creator(std::exchange(other.m_creator, 0))
{
}

SharedObject &SharedObject::operator=(SharedObject &&other) noexcept
{
    SharedObject old(std::move(*this));
    OpenObject::operator=(std::move(other));
    m_creator = std::exchange(other.m_creator, 0);
    return *this;
}

SharedObject::~SharedObject()
{
    if (isOpen() && m_creator == ::getpid())
        (void)unlinkName();
}

Result<SharedObject> SharedObject::create(SystemCalls calls, const ObjectName &name)
{
    auto fd = calls.shmOpen(name, O_CREAT | O_EXCL | O_RDWR, privateMode);
    if (!fd)
        return errorFor(name, fd);
    SharedObject object(name);
    object.acquireName();
    const auto status = object.adopt(calls, *fd);
    if (!status) {
        // Whose object the name leads to can no longer be told from the descriptor, but nobody else could create it.
        (void)calls.shmUnlink(name);
        return std::unexpected(status.error());
    }
    if ((status->mode & 07777) != privateMode) { // the umask took bits away
        if (auto done = calls.fchmod(*fd, privateMode); !done)
            return errorFor(name, done);
    }
    return object;
}

Result<SharedObject> SharedObject::open(SystemCalls calls, const ObjectName &name)
{
    auto fd = openExisting(calls, name, O_RDWR);
    if (!fd)
        return errorFor(name, fd);
    SharedObject object(name);
    const auto status = object.adopt(calls, *fd);
    if (!status)
        return std::unexpected(status.error());
    if (!status->isRegular())
        return notRegular(name);
    return object;
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
    struct flock lock = exclusive(range);
    auto done = m_calls.lock(m_fd, lock);
    if (done)
        return true;
    if (done.error().errorNumber == EAGAIN || done.error().errorNumber == EACCES)
        return false;
    return errorFor(m_name, done);
}

void SharedObject::acquireName() noexcept
{
    m_creator = ::getpid();
}

Result<NameState> SharedObject::unlinkName()
{
    auto state = nameState(m_calls);
    if (!state)
        return state;
    if (*state == NameState::SameObject && m_creator == ::getpid()) {
        // Between the check and the call another program could still put its object there: no call removes by identity.
        // Among Shmlab parties it cannot happen, since they remove a name only under its owner locks.
        if (auto done = m_calls.shmUnlink(m_name); !done) {
            if (!done.error().isCallFailure(ENOENT))
                return errorFor(m_name, done);
            state = NameState::Gone;
        }
    }
    m_creator = 0;
    return state;
}

} // namespace shmlab
