// SPDX-License-Identifier: MIT
#include "inspect/whole_file_system.h"

#include "inspect/proc_files.h"

#include <fcntl.h>

namespace shmlab {

bool isWholeFileSystem(InspectCalls calls, std::string_view path)
{
    const auto text = readFileAt(calls, AT_FDCWD, calls.roots().proc + "/self/mountinfo", ReadMode::UntilEof);
    std::string_view rest = text ? std::string_view(*text) : std::string_view();
    bool isWhole = false;
    while (!rest.empty()) {
        std::string_view line = nextLine(rest);
        for (int skipped = 0; skipped < 3; ++skipped)
            (void)nextField(line);
        const std::string_view root = nextField(line);
        if (nextField(line) == path)
            isWhole = root == "/";
    }
    return isWhole;
}

} // namespace shmlab
