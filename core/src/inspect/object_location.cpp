// SPDX-License-Identifier: MIT
#include <shmlab/inspect/object_location.h>

#include <shmlab/inspect/object_reader.h>

namespace shmlab {

std::optional<ObjectName> nameOf(const ObjectReport &report)
{
    if (!report.hasName)
        return {};
    auto name = ObjectName::parsePath(report.name);
    if (!name || name->bytes().substr(1) != report.name) // "dev/shm/x": such a path is taken for that of /x
        return {};
    return *std::move(name);
}

ObjectLocation locationOf(const ObjectReport &report)
{
    ObjectLocation location;
    location.domain = report.status().identity.domain;
    location.name = nameOf(report);
    location.procPath = report.procPath;
    location.identity = report.status().identity;
    return location;
}

Result<std::unique_ptr<ByteSource>> openObject(InspectCalls calls, const ObjectLocation &location)
{
    auto opened = location.name
        ? ObjectReader::open(calls, *location.name)
        : ObjectReader::openByProcPath(calls, location.procPath, location.identity.value_or(ObjectId{}));
    if (!opened)
        return std::unexpected(opened.error());
    if (location.identity && opened->identity() != *location.identity)
        return std::unexpected(Error{.problem = Problem::Replaced});
    return std::make_unique<ObjectReader>(std::move(*opened));
}

} // namespace shmlab
