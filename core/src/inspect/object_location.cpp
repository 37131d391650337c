// SPDX-License-Identifier: MIT
#include <shmlab/inspect/object_location.h>

#include "inspect/process_memory.h"

#include <shmlab/inspect/object_domain.h>
#include <shmlab/inspect/object_reader.h>

namespace shmlab {
namespace {

Result<std::unique_ptr<ByteSource>> openThroughHolders(InspectCalls calls, const ObjectLocation &location)
{
    const ObjectId id = location.identity.value_or(ObjectId{});
    if (!capabilitiesOf(id.domain).hasBytes)
        return std::unexpected(Error{.problem = Problem::NoBytes});
    if (location.procPath.empty())
        return std::unexpected(Error{.problem = Problem::NotAttached});
    auto opened = ObjectReader::openByProcPath(calls, location.procPath, id);
    if (opened)
        return std::make_unique<ObjectReader>(std::move(*opened));
    auto memory = ProcessMemory::open(calls, id, location.mappedBy);
    if (!memory)
        return std::unexpected(location.mappedBy.empty() ? opened.error() : memory.error());
    return std::make_unique<ProcessMemory>(std::move(*memory));
}

} // namespace

std::optional<ObjectName> nameOf(const ObjectReport &report)
{
    if (!report.hasName || report.status().identity.domain != Domain::PosixShm)
        return {};
    auto name = ObjectName::parsePath(report.name);
    if (!name || name->bytes().substr(1) != report.name) // "dev/shm/x": such a path is taken for that of /x
        return {};
    return *std::move(name);
}

bool isUnlinked(const ObjectReport &report) noexcept
{
    return !report.hasName && capabilitiesOf(report.status().identity.domain).hasLinks;
}

ObjectLocation locationOf(const ObjectReport &report)
{
    ObjectLocation location;
    location.domain = report.status().identity.domain;
    location.name = nameOf(report);
    location.procPath = report.procPath;
    location.identity = report.status().identity;
    for (const Holder &holder : report.usage.processScan.holders) {
        if (holder.maps)
            location.mappedBy.push_back(holder.process);
    }
    return location;
}

Result<std::unique_ptr<ByteSource>> openObject(InspectCalls calls, const ObjectLocation &location)
{
    if (!location.name)
        return openThroughHolders(calls, location);
    auto opened = ObjectReader::open(calls, *location.name);
    if (!opened)
        return std::unexpected(opened.error());
    if (location.identity && opened->identity() != *location.identity)
        return std::unexpected(Error{.problem = Problem::Replaced});
    return std::make_unique<ObjectReader>(std::move(*opened));
}

} // namespace shmlab
