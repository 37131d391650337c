// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/inspect/object_facts.h>
#include <shmlab/inspect/object_status.h>

#include <string_view>
#include <vector>

namespace shmlab {

/// A line of /proc/sysvipc/shm, sem or msg.
struct SystemVRow {
    ino_t id = 0;
    ObjectStatus status; ///< its identity has no IPC namespace yet; links is 0 for what is marked to be destroyed
    ObjectFacts facts;
};

/// By the titles of the columns, of which later kernels may have more. Malformed lines are left out.
[[nodiscard]] std::vector<SystemVRow> parseSystemVTable(Domain domain, std::string_view text);

} // namespace shmlab
