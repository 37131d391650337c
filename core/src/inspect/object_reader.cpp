// SPDX-License-Identifier: MIT
#include <shmlab/base/parent_directory.h>
#include <shmlab/inspect/leases.h>
#include <shmlab/inspect/object_reader.h>

#include <cerrno>
#include <utility>

namespace shmlab {
namespace {

constexpr int inspectFlags = O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_NOATIME;

/// Also keeps the access time where the kernel allows that: for files of this user.
Result<int> openNoAtime(InspectCalls calls, int directory, const std::string &name, int flags)
{
    auto fd = calls.openAt(directory, name, flags);
    if (!fd && fd.error().errorNumber == EPERM)
        fd = calls.openAt(directory, name, flags & ~O_NOATIME);
    return fd;
}

/// EAGAIN proves that another process holds a lease on the object: opening it would have to wait for that process.
Result<int> openUnleased(InspectCalls calls, int directory, const std::string &name, int flags)
{
    auto fd = openNoAtime(calls, directory, name, flags);
    if (!fd && fd.error().isCallFailure(EAGAIN))
        fd.error().problem = Problem::Leased;
    return fd;
}

std::unexpected<Error> problem(Problem what)
{
    return std::unexpected(Error{.problem = what, .call = Call::Statx});
}

/// To files, the segments of all IPC namespaces lie on one device.
bool isFileOf(const ObjectId &object, const ObjectId &file)
{
    return file.inode == object.inode && (file.device == object.device || object.domain == Domain::SystemVShm);
}

/// A link of /proc, which leads to the file itself.
Result<void> checkLeadsTo(InspectCalls calls, const std::string &path, ObjectId expected)
{
    const auto seen = calls.statPath(path, InspectCalls::Symlinks::Follow);
    if (!seen)
        return std::unexpected(seen.error());
    const ObjectStatus status = ObjectStatus::of(*seen);
    if (!isFileOf(expected, status.identity))
        return problem(Problem::Replaced);
    if (!status.isRegular())
        return problem(Problem::NotRegular);
    return {};
}

} // namespace

ObjectReader::ObjectReader(ObjectReader &&other) noexcept
    : m_calls(other.m_calls),
      m_identity(other.m_identity),
      m_fd(std::exchange(other.m_fd, -1))
{
}

ObjectReader &ObjectReader::operator=(ObjectReader &&other) noexcept
{
    ObjectReader taken(std::move(other));
    std::swap(m_calls, taken.m_calls);
    std::swap(m_identity, taken.m_identity);
    std::swap(m_fd, taken.m_fd);
    return *this;
}

ObjectReader::~ObjectReader()
{
    if (m_fd >= 0)
        (void)m_calls.close(m_fd);
}

Result<ObjectStatus> ObjectReader::identify()
{
    const auto seen = m_calls.statDescriptor(m_fd);
    if (!seen)
        return std::unexpected(seen.error());
    ObjectStatus status = ObjectStatus::of(*seen);
    if (!status.isRegular())
        return problem(Problem::NotRegular);
    status.identity.domain = m_identity.domain;
    m_identity = status.identity;
    return status;
}

Result<ObjectReader> ObjectReader::open(InspectCalls calls, const ObjectName &name)
{
    const auto fail = [&](Error error) {
        error.object = name.display();
        return std::unexpected(std::move(error));
    };
    const auto parent = ParentDirectory::open(calls, name);
    if (!parent)
        return fail(parent.error());
    const auto seen = calls.statAt(parent->fd(), parent->leaf());
    if (!seen)
        return fail(seen.error());
    const ObjectStatus before = ObjectStatus::of(*seen);
    if (!before.isRegular())
        return fail(Error{.problem = Problem::NotRegular, .call = Call::Statx});
    if (leasedObjects(calls).contains(before.identity))
        return fail(Error{.problem = Problem::Leased});
    ObjectStatus status;
    auto reader = openRegularAt(calls, parent->fd(), parent->leaf(), status);
    if (!reader)
        return fail(reader.error());
    return reader;
}

Result<ObjectReader> ObjectReader::openByProcPath(InspectCalls calls, const std::string &path, ObjectId expected)
{
    if (const auto done = checkLeadsTo(calls, path, expected); !done)
        return std::unexpected(done.error());
    if (leasedObjects(calls).contains(expected))
        return problem(Problem::Leased);
    return openChecked(calls, path, expected);
}

Result<ObjectReader> ObjectReader::openUnleasedByProcPath(InspectCalls calls, const std::string &path,
                                                          ObjectId expected)
{
    if (const auto done = checkLeadsTo(calls, path, expected); !done)
        return std::unexpected(done.error());
    return openChecked(calls, path, expected);
}

Result<ObjectReader> ObjectReader::openChecked(InspectCalls calls, const std::string &path, ObjectId expected)
{
    const auto fd = openUnleased(calls, AT_FDCWD, path, inspectFlags & ~O_NOFOLLOW);
    if (!fd)
        return std::unexpected(fd.error());
    ObjectReader reader(calls, *fd, expected.domain);
    if (const auto status = reader.identify(); !status)
        return std::unexpected(status.error());
    if (!isFileOf(expected, reader.identity()))
        return problem(Problem::Replaced);
    reader.m_identity = expected;
    return reader;
}

Result<ObjectReader> ObjectReader::ofDescriptor(InspectCalls calls, int descriptor)
{
    ObjectReader reader(calls, descriptor, Domain::PosixShm);
    if (const auto status = reader.identify(); !status)
        return std::unexpected(status.error());
    return reader;
}

Result<ObjectReader> ObjectReader::openRegularAt(InspectCalls calls, int directory, const std::string &name,
                                                 ObjectStatus &status, Domain domain)
{
    const auto fd = openUnleased(calls, directory, name, inspectFlags);
    if (!fd)
        return std::unexpected(fd.error());
    ObjectReader reader(calls, *fd, domain);
    const auto seen = reader.identify();
    if (!seen)
        return std::unexpected(seen.error());
    status = *seen;
    return reader;
}

Result<ObjectStatus> ObjectReader::status() const
{
    const auto seen = m_calls.statDescriptor(m_fd);
    if (!seen)
        return std::unexpected(seen.error());
    ObjectStatus status = ObjectStatus::of(*seen);
    status.identity = m_identity;
    return status;
}

Result<std::size_t> ObjectReader::readAt(off_t offset, std::span<std::byte> to) const
{
    std::size_t done = 0;
    while (done < to.size()) {
        const auto got = m_calls.readAt(m_fd, to.data() + done, to.size() - done, offset + static_cast<off_t>(done));
        if (!got)
            return got;
        if (*got == 0)
            break;
        done += *got;
    }
    return done;
}

Result<std::optional<off_t>> ObjectReader::nextData(off_t from) const
{
    const auto found = m_calls.seek(m_fd, from, SEEK_DATA);
    if (found)
        return *found;
    if (found.error().errorNumber == ENXIO)
        return std::nullopt;
    return std::unexpected(found.error());
}

Result<off_t> ObjectReader::nextHole(off_t from) const
{
    auto found = m_calls.seek(m_fd, from, SEEK_HOLE);
    if (!found && found.error().errorNumber == ENXIO) // at or after the end
        return from;
    return found;
}

Result<bool> ObjectReader::isLockedByOthers(ByteRange range) const
{
    return shmlab::isLockedByOthers(m_calls, m_fd, range);
}

Result<bool> isLockedByOthers(InspectCalls calls, int descriptor, ByteRange range)
{
    struct flock lock{};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    lock.l_start = range.offset;
    lock.l_len = range.length;
    const auto done = calls.queryLock(descriptor, lock);
    if (!done)
        return std::unexpected(done.error());
    return lock.l_type != F_UNLCK;
}

} // namespace shmlab
