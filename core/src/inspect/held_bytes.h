// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/inspect/object_domain.h>

namespace shmlab {

/// Opens an object through the processes that hold it, by a descriptor of theirs or by their map_files (for root).
/// Without bytes where this process may not: their memory is read only when a user asks for the bytes, see
/// openObject(). Errors: Replaced, Leased; ENOENT, ESRCH the holders are gone.
[[nodiscard]] Result<OpenedObject> openHeldBytes(InspectCalls calls, const ObjectId &id, const HeldObject &held);

} // namespace shmlab
