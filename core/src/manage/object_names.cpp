// SPDX-License-Identifier: MIT
#include "manage/object_names.h"

#include <shmlab/base/parent_directory.h>
#include <shmlab/inspect/object_domain.h>
#include <shmlab/inspect/object_status.h>

#include <algorithm>
#include <vector>

#include <fcntl.h>

namespace shmlab {
namespace {

/// The name may lead elsewhere by now: what was opened decides.
Result<std::optional<NamedObject>> openIfWanted(InspectCalls calls, const ObjectInstance &wanted,
                                                const ObjectName &name)
{
    const auto parent = ParentDirectory::open(calls, name);
    if (!parent)
        return std::nullopt;
    auto descriptor = OpenDescriptor::of(calls, calls.openAt(parent->fd(), parent->leaf(), O_PATH | O_NOFOLLOW));
    if (!descriptor)
        return std::nullopt;
    const auto status = calls.statDescriptor(descriptor->get());
    if (!status)
        return std::unexpected(status.error());
    if (instanceOf(*status) != wanted)
        return std::nullopt;
    return NamedObject{.descriptor = *std::move(descriptor), .links = status->stx_nlink};
}

} // namespace

ObjectInstance instanceOf(const struct statx &status) noexcept
{
    ObjectInstance instance{.identity = ObjectStatus::of(status).identity};
    if ((status.stx_mask & STATX_BTIME) != 0) {
        instance.bornSeconds = status.stx_btime.tv_sec;
        instance.bornNanoseconds = status.stx_btime.tv_nsec;
    }
    return instance;
}

Result<std::optional<NamedObject>> findOtherName(InspectCalls calls, const ObjectInstance &wanted,
                                                 const ObjectName &name)
{
    const auto domains = objectDomains(calls);
    const auto domain = std::ranges::find(domains, wanted.identity.domain, &ObjectDomain::domain);
    if (auto opened = (*domain)->open(); !opened)
        return std::unexpected(opened.error());
    const auto names = (*domain)->names();
    if (!names)
        return std::unexpected(names.error());
    for (Result<bool> isMore = true; *isMore;) {
        std::vector<ObjectEntry> entries;
        isMore = (*names)->readMore(entries);
        if (!isMore)
            return std::unexpected(isMore.error());
        for (const ObjectEntry &entry : entries) {
            if (entry.inode != wanted.identity.inode)
                continue;
            const auto other = ObjectName::parsePath(entry.name);
            if (!other || *other == name)
                continue;
            if (auto found = openIfWanted(calls, wanted, *other); !found || *found)
                return found;
        }
    }
    return std::nullopt;
}

} // namespace shmlab
