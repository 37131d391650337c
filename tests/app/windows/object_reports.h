// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/inspect/object_monitor.h>

#include <string>
#include <vector>

namespace shmlab::test {

/// The facts of a made-up object.
struct ObjectFacts {
    off_t allocated = 4096;
    ino_t inode = 7;
    Kind kind = Kind::Unknown;
    uid_t owner = 1000;
    std::vector<std::string> programs{}; ///< one holder each
    Verdict verdict = Verdict::Unused;
    bool isSecondName = false;
};

[[nodiscard]] inline ObjectReportPtr madeUp(const std::string &name, const ObjectFacts &facts = {})
{
    auto made = std::make_shared<ObjectReport>();
    made->name = name;
    made->kind = facts.kind;
    made->isSecondName = facts.isSecondName;
    ObjectStatus &status = made->usage.status;
    status.identity = {.device = 1, .inode = facts.inode};
    status.sizeBytes = facts.allocated;
    status.allocatedBytes = facts.allocated;
    status.mode = S_IFREG | 0600;
    status.owner = facts.owner;
    status.links = 1;
    made->usage.verdict = facts.verdict;
    pid_t pid = 100;
    for (const std::string &program : facts.programs) {
        Holder holder;
        holder.process.pid = ++pid;
        holder.process.program = program;
        holder.maps = true;
        made->usage.processScan.holders.push_back(holder);
    }
    return made;
}

} // namespace shmlab::test
