// SPDX-License-Identifier: MIT
#include "inspect/file_system_domain.h"
#include "inspect/held_domain.h"
#include "inspect/message_queue_domain.h"
#include "inspect/mount_table.h"
#include "inspect/system_v_domain.h"

#include <algorithm>
#include <utility>

namespace shmlab {
namespace {

void addHugetlbfs(InspectCalls calls, std::vector<std::unique_ptr<ObjectDomain>> &all)
{
    const auto mounts = mountsIn(calls, calls.roots().proc + "/self");
    if (!mounts)
        all.push_back(std::make_unique<FileSystemDomain>(calls, Domain::Hugetlbfs, "")); // which cannot be opened
    std::vector<dev_t> known; // one of several mounts of a file system
    for (const Mount &mount : mounts.value_or(std::vector<Mount>())) {
        if (mount.type != "hugetlbfs" || std::ranges::find(known, mount.device) != known.end())
            continue;
        known.push_back(mount.device);
        all.push_back(std::make_unique<FileSystemDomain>(calls, Domain::Hugetlbfs, mount.point));
    }
}

} // namespace

DomainCapabilities capabilitiesOf(Domain domain) noexcept
{
    switch (domain) {
    case Domain::PosixShm:
        return {.hasNames = true, .hasLinks = true, .hasLeases = true, .reportsChanges = true, .isRemovable = true};
    case Domain::Hugetlbfs: return {.hasNames = true, .hasLinks = true, .reportsChanges = true};
    case Domain::SystemVShm: return {.hasNames = true};
    case Domain::Memfd:
    case Domain::AnonymousShared:
    case Domain::MappedFile: return {.reportsChanges = true};
    case Domain::MessageQueue:
    case Domain::SystemVSemaphores:
    case Domain::SystemVQueue: return {.hasNames = true, .hasBytes = false};
    }
    return {};
}

std::vector<std::unique_ptr<ObjectDomain>> objectDomains(InspectCalls calls)
{
    std::vector<std::unique_ptr<ObjectDomain>> all;
    for (const Domain domain : allDomains) {
        if (!calls.roots().domains.contains(domain))
            continue;
        switch (domain) {
        case Domain::PosixShm:
            all.push_back(std::make_unique<FileSystemDomain>(calls, domain, calls.roots().shm));
            break;
        case Domain::Hugetlbfs: addHugetlbfs(calls, all); break;
        case Domain::Memfd:
        case Domain::AnonymousShared:
        case Domain::MappedFile: all.push_back(std::make_unique<HeldDomain>(calls, domain)); break;
        case Domain::MessageQueue: all.push_back(std::make_unique<MessageQueueDomain>(calls)); break;
        case Domain::SystemVShm:
        case Domain::SystemVSemaphores:
        case Domain::SystemVQueue: all.push_back(std::make_unique<SystemVDomain>(calls, domain)); break;
        }
    }
    return all;
}

} // namespace shmlab
