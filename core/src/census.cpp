// SPDX-License-Identifier: MIT
#include <shmlab/census.h>

#include "device_census.h"
#include "parallel.h"
#include "proc_files.h"
#include "process_look.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <unistd.h>

namespace shmlab {
namespace {

constexpr std::uint64_t initialPidNamespace = 0xeffffffc; // PROC_PID_INIT_INO in the kernel's proc_ns.h
constexpr std::size_t processesWorthAThread = 16;

/// Who only looks does not use: our own readers must not make what they look at seem alive.
bool isOnlyLooking(const Process &process, const Holder &holder)
{
    return process.pid == ::getpid() && holder.onlyReads();
}

void add(DeviceCensus &census, const Process &process, ino_t inode, ProcessLook::Find &find)
{
    HeldObject &held = census.held[inode];
    if (isOnlyLooking(process, find.holder)) {
        held.isLookedAtByUs = true;
        return;
    }
    find.holder.process = process;
    held.holders.push_back(std::move(find.holder));
    held.mappedEnd = std::max(held.mappedEnd, find.object.mappedEnd);
    if (held.label.empty())
        held.label = std::move(find.object.label);
    if (!held.status || held.door.empty()) { // a descriptor is the better door
        held.door = std::move(find.object.door);
        held.status = find.object.status;
    }
}

/// One process. Its directory is held on to meanwhile: it leads to that process alone, and to none that gets its pid.
void lookAtProcess(LookingCalls calls, const WantedFiles &wanted, pid_t pid, DeviceCensus &census)
{
    const std::string path = calls.roots().proc + '/' + std::to_string(pid);
    const auto directory = calls.open(path, O_PATH | O_DIRECTORY);
    if (!directory) {
        census.hidden += whyNotSeen(directory.error()) == Seen::Hidden ? 1 : 0;
        return;
    }
    const Descriptor held{calls, *directory};
    ProcessLook look(calls, wanted, *directory, path);
    Seen seen = look.look();
    if (seen == Seen::Yes && look.finds().empty())
        return;
    const auto process = readProcessIn(calls, *directory);
    if (!process) {
        census.hidden += whyNotSeen(process.error()) == Seen::Hidden ? 1 : 0;
        return;
    }
    if (process->hasEnded() || process->isKernelThread)
        return;
    if (seen == Seen::NoMemory)
        seen = look.lookAtOtherThreads();
    census.hidden += seen == Seen::Hidden ? 1 : 0;
    for (auto &[inode, find] : look.finds())
        add(census, *process, inode, find);
}

/// Adds a census of other processes.
void append(DeviceCensus &census, DeviceCensus later)
{
    census.hidden += later.hidden;
    for (auto &[inode, object] : later.held) {
        const auto [place, isNew] = census.held.try_emplace(inode, std::move(object));
        if (isNew)
            continue;
        HeldObject &known = place->second;
        std::ranges::move(object.holders, std::back_inserter(known.holders));
        known.mappedEnd = std::max(known.mappedEnd, object.mappedEnd);
        known.isLookedAtByUs = known.isLookedAtByUs || object.isLookedAtByUs;
        if (known.label.empty())
            known.label = std::move(object.label);
        if (known.door.empty() || (!known.status && object.status)) {
            known.door = std::move(object.door);
            known.status = object.status;
        }
    }
}

Result<DeviceCensus> takeCensusOf(LookingCalls calls, dev_t device, std::optional<ino_t> only,
                                  Helpers &helpers, const std::stop_token &stop)
{
    auto pids = listNumbers(calls, calls.roots().proc);
    if (!pids)
        return std::unexpected(pids.error());
    const WantedFiles wanted(device, only);
    const std::size_t parts = partsFor(calls, pids->size(), processesWorthAThread);
    std::vector<DeviceCensus> censuses(parts);
    helpers.shareOut(parts, pids->size(), 1, [&](std::size_t part, std::size_t i) {
        if (stop.stop_requested())
            ++censuses[part].hidden;
        else
            lookAtProcess(calls, wanted, (*pids)[i], censuses[part]);
    });
    DeviceCensus census = std::move(censuses.front());
    for (std::size_t part = 1; part < parts; ++part)
        append(census, std::move(censuses[part]));
    for (auto &[inode, object] : census.held)
        std::ranges::sort(object.holders, {}, [](const Holder &holder) { return holder.process.pid; });
    census.isOfWholeMachine = ownNamespace(calls, "pid") == initialPidNamespace;
    // A /proc mounted with hidepid leaves processes out; then it leaves out the first one, too, which always exists.
    if (std::ranges::find(*pids, 1) == pids->end())
        ++census.hidden;
    return census;
}

} // namespace

Census DeviceCensus::of(ino_t inode) const
{
    Census census{.holders = {}, .hidden = hidden, .isOfWholeMachine = isOfWholeMachine};
    if (const auto found = held.find(inode); found != held.end()) {
        census.holders = found->second.holders;
        census.isLookedAtByUs = found->second.isLookedAtByUs;
    }
    return census;
}

Result<DeviceCensus> takeDeviceCensus(LookingCalls calls, dev_t device,
                                      const std::stop_token &stop)
{
    Helpers helpers;
    return takeDeviceCensus(calls, device, helpers, stop);
}

Result<DeviceCensus> takeDeviceCensus(LookingCalls calls, dev_t device, Helpers &helpers,
                                      const std::stop_token &stop)
{
    return takeCensusOf(calls, device, {}, helpers, stop);
}

Result<Census> takeCensus(LookingCalls calls, Identity identity, const std::stop_token &stop)
{
    Helpers helpers;
    const auto census = takeCensusOf(calls, identity.device, identity.inode, helpers, stop);
    if (!census)
        return std::unexpected(census.error());
    return census->of(identity.inode);
}

} // namespace shmlab
