// SPDX-License-Identifier: MIT
#include "manage/quarantine.h"

#include "manage/quarantine_name.h"

#include <shmlab/inspect/object_status.h>

#include <cerrno>
#include <utility>

#include <fcntl.h>

namespace shmlab {
namespace {

std::unexpected<Error> problem(Problem what)
{
    return std::unexpected(Error{.problem = what, .call = Call::Statx});
}

Result<void> check(const struct statx &status, ObjectId identity)
{
    const ObjectStatus found = ObjectStatus::of(status);
    if (!found.isRegular())
        return problem(Problem::NotRegular);
    if (!isSameFile(found.identity, identity))
        return problem(Problem::Replaced);
    return {};
}

} // namespace

Quarantine::Quarantine(SystemCalls calls, int directory, std::string place, std::string prefix, const std::string &name)
    : m_calls(calls),
      m_directory(directory),
      m_place(std::move(place)),
      m_prefix(std::move(prefix)),
      m_name(m_prefix + name)
{
}

Result<Quarantine> Quarantine::open(SystemCalls calls, const ObjectName &name)
{
    const std::string path = calls.pathOf(name);
    const std::size_t end = path.rfind('/');
    std::string place = name.bytes().substr(0, name.bytes().rfind('/') + 1);
    // /dev/shm itself stays what it is, and a server that leaves may have no descriptor to spare.
    if (!name.isInDirectory())
        return Quarantine(calls, AT_FDCWD, std::move(place), path.substr(0, end + 1), path.substr(end + 1));
    auto directory = ParentDirectory::open(calls, name);
    if (!directory)
        return std::unexpected(directory.error());
    Quarantine opened(calls, directory->fd(), std::move(place), {}, path.substr(end + 1));
    opened.m_parent.emplace(std::move(*directory));
    return opened;
}

Result<OpenDescriptor> Quarantine::examine(ObjectId identity) const
{
    auto path = OpenDescriptor::of(m_calls, m_calls.openAt(m_directory, m_name, O_PATH | O_NOFOLLOW));
    if (!path)
        return path;
    const auto status = m_calls.statDescriptor(path->get());
    if (!status)
        return std::unexpected(status.error());
    if (const auto checked = check(*status, identity); !checked)
        return std::unexpected(checked.error());
    return path;
}

Result<void> Quarantine::remove(ObjectId identity, const std::function<Result<void>()> &check)
{
    if (auto moved = moveAway(); !moved)
        return moved;
    auto done = examineMoved(identity);
    if (done && check)
        done = check();
    if (done)
        done = unlinkMoved();
    return done ? done : putBackAfter(done.error());
}

/// Another process can have this pid and start time in a PID namespace of its own, and thus the same quarantine names.
Result<void> Quarantine::moveAway()
{
    constexpr int maxAttempts = 100;
    for (int attempt = 1;; ++attempt) {
        m_quarantined = m_prefix + nextQuarantineName(std::string_view(m_name).substr(m_prefix.size()));
        auto moved = m_calls.renameNoReplace(m_directory, m_name, m_quarantined);
        if (moved || moved.error().errorNumber != EEXIST || attempt == maxAttempts)
            return moved;
    }
}

Result<void> Quarantine::removeMoved(ObjectId identity) const
{
    auto same = examineMoved(identity);
    return same ? unlinkMoved() : same;
}

Result<void> Quarantine::examineMoved(ObjectId identity) const
{
    const auto status = m_calls.statAt(m_directory, m_quarantined);
    if (!status)
        return std::unexpected(status.error());
    return check(*status, identity);
}

Result<void> Quarantine::unlinkMoved() const
{
    if (m_directory >= 0)
        return m_calls.unlinkAt(m_directory, m_quarantined);
    const auto name = ObjectName::parse(m_quarantined.substr(m_quarantined.rfind('/')));
    return name ? m_calls.shmUnlink(*name) : std::unexpected(name.error());
}

/// Returns `reason`, unless the object stays under its quarantine name.
Result<void> Quarantine::putBackAfter(Error reason) const
{
    auto moved = m_calls.renameNoReplace(m_directory, m_quarantined, m_name);
    if (!moved && moved.error().errorNumber != EEXIST)
        moved = m_calls.renameNoReplace(m_directory, m_quarantined, m_name); // it may have been short of memory
    if (moved)
        return std::unexpected(std::move(reason));
    const auto stays = m_calls.statAt(m_directory, m_quarantined);
    if (!stays && stays.error().errorNumber == ENOENT) // somebody else has put it back, or removed it
        return std::unexpected(std::move(reason));
    Error error = moved.error();
    error.problem = Problem::StaysQuarantined;
    error.quarantine = escape(m_place + m_quarantined.substr(m_quarantined.rfind('/') + 1));
    return std::unexpected(std::move(error));
}

Result<void> Quarantine::putBack(SystemCalls calls, const ObjectName &quarantined, const std::string &original)
{
    const auto place = open(calls, quarantined);
    if (!place)
        return std::unexpected(place.error());
    const std::size_t begin = place->m_name.rfind('/') + 1; // 0 without a slash
    return calls.renameNoReplace(place->m_directory, place->m_name, place->m_name.substr(0, begin) + original);
}

} // namespace shmlab
