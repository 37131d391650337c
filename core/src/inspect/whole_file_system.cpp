// SPDX-License-Identifier: MIT
#include "inspect/whole_file_system.h"

#include "inspect/mount_table.h"

namespace shmlab {

bool isWholeFileSystem(InspectCalls calls, std::string_view path)
{
    bool isWhole = false;
    for (const Mount &mount : mountsIn(calls, calls.roots().proc + "/self").value_or(std::vector<Mount>())) {
        if (mount.point == path)
            isWhole = mount.root == "/";
    }
    return isWhole;
}

} // namespace shmlab
