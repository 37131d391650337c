// SPDX-License-Identifier: MIT
#include "manage/object_properties.h"

#include "manage/access_acl.h"
#include "manage/object_names.h"

#include <algorithm>
#include <cerrno>
#include <string_view>

#include <sys/stat.h>
#include <unistd.h>

namespace shmlab {
namespace {

constexpr mode_t ownerRights = 0700;
constexpr mode_t allRights = 07777;

/// The value of an attribute of any length; empty with EOPNOTSUPP or ENODATA as errors, as the kernel says it.
Result<std::vector<std::byte>> attributeValue(InspectCalls calls, int fd, const std::string &name)
{
    std::vector<std::byte> value;
    for (;;) {
        const auto size = calls.attribute(fd, name, nullptr, 0);
        if (!size)
            return std::unexpected(size.error());
        value.resize(*size);
        if (*size == 0)
            return value;
        const auto got = calls.attribute(fd, name, value.data(), value.size());
        if (got) {
            value.resize(*got);
            return value;
        }
        if (got.error().errorNumber != ERANGE) // it grew meanwhile
            return std::unexpected(got.error());
    }
}

/// The names, each with a NUL; empty where the file system has none.
Result<std::string> attributeNames(InspectCalls calls, int fd)
{
    std::string names;
    for (;;) {
        const auto size = calls.listAttributes(fd, nullptr, 0);
        if (!size && size.error().errorNumber == EOPNOTSUPP)
            return std::string();
        if (!size)
            return std::unexpected(size.error());
        names.resize(*size);
        if (*size == 0)
            return names;
        const auto got = calls.listAttributes(fd, names.data(), names.size());
        if (got) {
            names.resize(*got);
            return names;
        }
        if (got.error().errorNumber != ERANGE)
            return std::unexpected(got.error());
    }
}

timespec timeOf(const statx_timestamp &time)
{
    return {.tv_sec = time.tv_sec, .tv_nsec = time.tv_nsec};
}

bool isOfUsers(std::string_view attribute)
{
    return attribute.starts_with("user.");
}

/// The kernel gives a label to each file; the owner may change it.
bool isForOwnersToSet(std::string_view attribute)
{
    return isOfUsers(attribute) || attribute == "security.selinux";
}

bool isInGroup(gid_t group)
{
    if (group == ::getegid())
        return true;
    const int count = ::getgroups(0, nullptr);
    std::vector<gid_t> groups(static_cast<std::size_t>(std::max(count, 0)));
    const int got = ::getgroups(count, groups.data());
    return got > 0 && std::ranges::find(groups, group) != groups.end();
}

/// A list that came from the directory would become effective with the first right of the group.
Result<void> removeInheritedAcl(SystemCalls calls, int fd)
{
    const auto inherited = calls.attribute(fd, accessAclAttribute, nullptr, 0);
    if (inherited)
        return calls.removeAttribute(fd, accessAclAttribute);
    const int errorNumber = inherited.error().errorNumber;
    if (errorNumber == ENODATA || errorNumber == EOPNOTSUPP)
        return {};
    return std::unexpected(inherited.error());
}

} // namespace

Result<ObjectProperties> ObjectProperties::of(InspectCalls calls, int fd)
{
    const auto status = calls.statDescriptor(fd);
    if (!status)
        return std::unexpected(status.error());
    ObjectProperties properties{.instance = instanceOf(*status),
                                .status = ObjectStatus::of(*status),
                                .blockBytes = std::max<off_t>(status->stx_blksize, 1),
                                .accessed = timeOf(status->stx_atime),
                                .modified = timeOf(status->stx_mtime)};
    if ((status->stx_attributes & (STATX_ATTR_NODUMP | STATX_ATTR_APPEND | STATX_ATTR_IMMUTABLE)) != 0)
        properties.unreadable.add(NotRestored::Flags);
    if (const auto read = properties.readAttributes(calls, fd); !read)
        return std::unexpected(read.error());
    return properties;
}

Result<void> ObjectProperties::readAttributes(InspectCalls calls, int fd)
{
    const auto names = attributeNames(calls, fd);
    if (!names)
        return std::unexpected(names.error());
    for (std::size_t at = 0; at < names->size();) {
        const std::string name = names->c_str() + at;
        at += name.size() + 1;
        auto value = attributeValue(calls, fd, name);
        const int errorNumber = value ? 0 : value.error().errorNumber;
        if (errorNumber == ENODATA) // removed meanwhile
            continue;
        if (errorNumber == EACCES || errorNumber == EPERM)
            unreadable.add(name == accessAclAttribute ? NotRestored::Acl : NotRestored::Attributes);
        else if (!value)
            return std::unexpected(value.error());
        else if (name == accessAclAttribute)
            acl = std::move(*value);
        else
            attributes.push_back({.name = name, .value = std::move(*value)});
    }
    return {};
}

off_t ObjectProperties::bytesToReserve() const noexcept
{
    // In this order: a size near the largest possible must not overflow.
    const bool isAllReserved = status.sizeBytes / blockBytes + (status.sizeBytes % blockBytes != 0 ? 1 : 0)
        <= status.allocatedBytes / blockBytes;
    return isAllReserved && status.allocatedBytes > dataBytes ? status.allocatedBytes : 0;
}

bool ObjectProperties::isPartlyReserved() const noexcept
{
    return status.allocatedBytes > dataBytes && bytesToReserve() == 0;
}

NotRestoredSet ObjectProperties::foreseen() const
{
    NotRestoredSet missing = unreadable;
    missing |= {NotRestored::Inode, NotRestored::ChangeTime};
    if (isPartlyReserved())
        missing.add(NotRestored::Preallocation);
    if (::geteuid() == 0)
        return missing;
    if (status.owner != ::geteuid())
        missing.add(NotRestored::Owner);
    if (!isInGroup(status.group))
        missing.add(NotRestored::Group);
    if (missing.contains(NotRestored::Owner) || missing.contains(NotRestored::Group)) {
        if ((status.mode & allRights & ~ownerRights) != 0)
            missing.add(NotRestored::Rights);
        if (!acl.empty())
            missing.add(NotRestored::Acl);
    }
    const bool isReadOnly = status.owner == ::geteuid() && (status.mode & S_IWUSR) == 0; // and is so from the begin on
    if (!std::ranges::all_of(attributes, isForOwnersToSet, &Attribute::name)
        || (isReadOnly && std::ranges::any_of(attributes, isOfUsers, &Attribute::name)))
        missing.add(NotRestored::Attributes);
    return missing;
}

Result<NotRestoredSet> ObjectProperties::applyTo(SystemCalls calls, int fd, const ObjectStatus &created) const
{
    NotRestoredSet missing = unreadable;
    missing |= {NotRestored::Inode, NotRestored::ChangeTime};
    if (isPartlyReserved())
        missing.add(NotRestored::Preallocation);
    if (const auto removed = removeInheritedAcl(calls, fd); !removed)
        return std::unexpected(removed.error());
    missing |= setAttributes(calls, fd, true); // as long as the mode lets the owner write
    const auto given = giveToOwner(calls, fd, created);
    if (!given)
        return given;
    missing |= *given;
    if (given->contains(NotRestored::Owner) || given->contains(NotRestored::Group)) {
        // The same bits would mean other users than before.
        if (const auto done = calls.fchmod(fd, status.mode & ownerRights); !done)
            return std::unexpected(done.error());
    } else {
        const auto rights = setRights(calls, fd);
        if (!rights)
            return rights;
        missing |= *rights;
    }
    missing |= setAttributes(calls, fd, false); // a change of the owner clears capabilities
    if (!calls.setTimes(fd, accessed, modified))
        missing.add(NotRestored::Times);
    return missing;
}

Result<NotRestoredSet> ObjectProperties::giveToOwner(SystemCalls calls, int fd, const ObjectStatus &created) const
{
    NotRestoredSet missing;
    if (status.owner == created.owner && status.group == created.group)
        return missing;
    // The owner must not get the 0600 of the creation.
    if (const auto done = calls.fchmod(fd, status.mode & ownerRights); !done)
        return std::unexpected(done.error());
    if (calls.fchown(fd, status.owner, status.group))
        return missing;
    if (status.owner != created.owner)
        missing.add(NotRestored::Owner);
    if (status.group != created.group)
        missing.add(NotRestored::Group);
    if ((status.mode & allRights & ~ownerRights) != 0)
        missing.add(NotRestored::Rights);
    if (!acl.empty())
        missing.add(NotRestored::Acl);
    return missing;
}

Result<NotRestoredSet> ObjectProperties::setRights(SystemCalls calls, int fd) const
{
    const mode_t mode = status.mode & allRights;
    NotRestoredSet missing;
    mode_t wanted = mode;
    if (unreadable.contains(NotRestored::Acl))
        wanted = modeWithoutAcl(mode, {});
    if (!acl.empty() && !calls.setAttribute(fd, accessAclAttribute, acl)) { // sets the rights of the mode as well
        missing.add(NotRestored::Acl);
        wanted = modeWithoutAcl(mode, acl);
    }
    if (const auto done = calls.fchmod(fd, wanted); !done)
        return std::unexpected(done.error());
    return missing;
}

NotRestoredSet ObjectProperties::setAttributes(SystemCalls calls, int fd, bool ofUsers) const
{
    NotRestoredSet missing;
    for (const Attribute &attribute : attributes) {
        if (isOfUsers(attribute.name) != ofUsers || calls.setAttribute(fd, attribute.name, attribute.value))
            continue;
        const auto present = attributeValue(calls, fd, attribute.name); // a label that the kernel gave it
        if (!present || *present != attribute.value)
            missing.add(NotRestored::Attributes);
    }
    return missing;
}

} // namespace shmlab
