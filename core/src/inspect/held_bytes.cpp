// SPDX-License-Identifier: MIT
#include "inspect/held_bytes.h"

#include <shmlab/inspect/object_reader.h>

#include <cerrno>
#include <utility>

namespace shmlab {
namespace {

bool isForbidden(const Error &error)
{
    return error.problem == Problem::CallFailed && (error.errorNumber == EPERM || error.errorNumber == EACCES);
}

} // namespace

Result<OpenedObject> openHeldBytes(InspectCalls calls, const ObjectId &id, const HeldObject &held)
{
    auto file = ObjectReader::openUnleasedByProcPath(calls, held.procPath, id);
    if (!file && !isForbidden(file.error()))
        return std::unexpected(file.error());
    OpenedObject opened;
    opened.status = held.status;
    if (!file)
        return opened;
    if (const auto status = file->status())
        opened.status = *status;
    opened.bytes = std::make_unique<ObjectReader>(std::move(*file));
    return opened;
}

} // namespace shmlab
