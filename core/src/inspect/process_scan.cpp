// SPDX-License-Identifier: MIT
#include <shmlab/inspect/process_scan.h>

#include "base/worker_pool.h"
#include "inspect/device_process_scan.h"
#include "inspect/proc_files.h"
#include "inspect/process_scanner.h"

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
constexpr std::size_t processesPerThread = 16;

/// Who only looks does not use: our own readers must not make what they look at seem alive.
bool isOwnReadOnlyUse(const Process &process, const Holder &holder)
{
    return process.pid == ::getpid() && holder.isReadOnlyUse();
}

void add(DeviceProcessScan &processScan, const Process &process, ino_t inode, ProcessScanner::Match &match)
{
    HeldObject &held = processScan.held[inode];
    if (isOwnReadOnlyUse(process, match.holder)) {
        held.hasOwnReader = true;
        return;
    }
    match.holder.process = process;
    held.holders.push_back(std::move(match.holder));
    held.mappedEnd = std::max(held.mappedEnd, match.object.mappedEnd);
    if (held.label.empty())
        held.label = std::move(match.object.label);
    if (!held.status || held.procPath.empty()) { // a descriptor is the better path
        held.procPath = std::move(match.object.procPath);
        held.status = match.object.status;
    }
}

/// One process. Its directory is held on to meanwhile: it leads to that process alone, and to none that gets its pid.
void scanProcess(InspectCalls calls, const FileSelector &selector, pid_t pid, DeviceProcessScan &processScan)
{
    const std::string path = calls.roots().proc + '/' + std::to_string(pid);
    const auto directory = calls.open(path, O_PATH | O_DIRECTORY);
    if (!directory) {
        processScan.hidden += accessFromError(directory.error()) == ProcessAccess::Hidden ? 1 : 0;
        return;
    }
    const ScopedDescriptor held{calls, *directory};
    ProcessScanner scanner(calls, selector, *directory, path);
    ProcessAccess access = scanner.scan();
    if (access == ProcessAccess::Granted && scanner.matches().empty())
        return;
    const auto process = readProcessAt(calls, *directory);
    if (!process) {
        processScan.hidden += accessFromError(process.error()) == ProcessAccess::Hidden ? 1 : 0;
        return;
    }
    if (process->hasEnded() || process->isKernelThread)
        return;
    if (access == ProcessAccess::NoAddressSpace)
        access = scanner.scanOtherThreads();
    processScan.hidden += access == ProcessAccess::Hidden ? 1 : 0;
    for (auto &[inode, match] : scanner.matches())
        add(processScan, *process, inode, match);
}

/// Adds a process scan of other processes.
void append(DeviceProcessScan &processScan, DeviceProcessScan later)
{
    processScan.hidden += later.hidden;
    for (auto &[inode, object] : later.held) {
        const auto [place, isNew] = processScan.held.try_emplace(inode, std::move(object));
        if (isNew)
            continue;
        HeldObject &known = place->second;
        std::ranges::move(object.holders, std::back_inserter(known.holders));
        known.mappedEnd = std::max(known.mappedEnd, object.mappedEnd);
        known.hasOwnReader = known.hasOwnReader || object.hasOwnReader;
        if (known.label.empty())
            known.label = std::move(object.label);
        if (known.procPath.empty() || (!known.status && object.status)) {
            known.procPath = std::move(object.procPath);
            known.status = object.status;
        }
    }
}

Result<DeviceProcessScan> scanProcessesFor(InspectCalls calls, dev_t device, std::optional<ino_t> only,
                                           WorkerPool &workers, const std::stop_token &stop)
{
    auto pids = listNumericEntries(calls, calls.roots().proc);
    if (!pids)
        return std::unexpected(pids.error());
    const FileSelector selector(device, only);
    const std::size_t parts = partCount(calls, pids->size(), processesPerThread);
    std::vector<DeviceProcessScan> scans(parts);
    workers.parallelFor(parts, pids->size(), 1, [&](std::size_t part, std::size_t i) {
        if (stop.stop_requested())
            ++scans[part].hidden;
        else
            scanProcess(calls, selector, (*pids)[i], scans[part]);
    });
    DeviceProcessScan processScan = std::move(scans.front());
    for (std::size_t part = 1; part < parts; ++part)
        append(processScan, std::move(scans[part]));
    for (auto &[inode, object] : processScan.held)
        std::ranges::sort(object.holders, {}, [](const Holder &holder) { return holder.process.pid; });
    processScan.isSystemWide = ownNamespace(calls, "pid") == initialPidNamespace;
    // A /proc mounted with hidepid leaves processes out; then it leaves out the first one, too, which always exists.
    if (std::ranges::find(*pids, 1) == pids->end())
        ++processScan.hidden;
    return processScan;
}

} // namespace

ProcessScan DeviceProcessScan::of(ino_t inode) const
{
    ProcessScan processScan{.holders = {}, .hidden = hidden, .isSystemWide = isSystemWide};
    if (const auto found = held.find(inode); found != held.end()) {
        processScan.holders = found->second.holders;
        processScan.hasOwnReader = found->second.hasOwnReader;
    }
    return processScan;
}

Result<DeviceProcessScan> scanDeviceProcesses(InspectCalls calls, dev_t device, const std::stop_token &stop)
{
    WorkerPool workers;
    return scanDeviceProcesses(calls, device, workers, stop);
}

Result<DeviceProcessScan> scanDeviceProcesses(InspectCalls calls, dev_t device, WorkerPool &workers,
                                              const std::stop_token &stop)
{
    return scanProcessesFor(calls, device, {}, workers, stop);
}

Result<ProcessScan> scanProcesses(InspectCalls calls, Identity identity, const std::stop_token &stop)
{
    WorkerPool workers;
    const auto processScan = scanProcessesFor(calls, identity.device, identity.inode, workers, stop);
    if (!processScan)
        return std::unexpected(processScan.error());
    return processScan->of(identity.inode);
}

} // namespace shmlab
