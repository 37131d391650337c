// SPDX-License-Identifier: MIT
#include <shmlab/inspect/process_scan.h>

#include "base/open_descriptor.h"
#include "base/worker_pool.h"
#include "inspect/kernel_mounts.h"
#include "inspect/kernel_user_map.h"
#include "inspect/pooled_process_scan.h"
#include "inspect/proc_files.h"
#include "inspect/process_parsers.h"
#include "inspect/process_scanner.h"

#include <shmlab/inspect/leases.h>

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

/// Our own read-only descriptors do not count as use.
bool isOwnReadOnlyUse(const Process &process, const Holder &holder)
{
    return process.pid == ::getpid() && holder.isReadOnlyUse();
}

void add(ProcessScan &processScan, const Process &process, const ObjectId &id, ProcessScanner::Match &match)
{
    HeldObject &held = processScan.held[id];
    if (isOwnReadOnlyUse(process, match.holder)) {
        held.hasOwnReader = true;
        return;
    }
    match.holder.process = process;
    held.holders.push_back(std::move(match.holder));
    held.mappedEnd = std::max(held.mappedEnd, match.object.mappedEnd);
    if (held.label.empty())
        held.label = std::move(match.object.label);
    if (!held.status || held.procPath.empty()) { // a path through a descriptor is preferred
        held.procPath = std::move(match.object.procPath);
        held.status = match.object.status;
    }
}

void addHidden(ProcessScan &processScan, pid_t pid)
{
    ++processScan.hidden;
    processScan.hiddenPids.push_back(pid);
}

void describeHolder(InspectCalls calls, int directory, Process &process)
{
    if (const auto text = readFileAt(calls, directory, "status", ReadMode::SingleRead))
        process.owner = parseOwner(*text).value_or(0);
    if (auto text = readFileAt(calls, directory, "cmdline", ReadMode::SingleRead))
        process.commandLine = parseCommandLine(*std::move(text));
}

/// Scans one process. Its open directory always refers to this process, never to another one that gets its pid.
void scanProcess(InspectCalls calls, const FileSelector &selector, const ScanLimit &limit, pid_t pid,
                 ProcessScan &processScan)
{
    const std::string path = calls.roots().proc + '/' + std::to_string(pid);
    const auto directory = OpenDescriptor::of(calls, calls.open(path, O_PATH | O_DIRECTORY));
    if (!directory) {
        if (accessFromError(directory.error()) == ProcessAccess::Hidden)
            addHidden(processScan, pid);
        return;
    }
    ProcessScanner scanner(calls, selector, limit, pid, directory->get(), path);
    ProcessAccess access = scanner.scan();
    if (access != ProcessAccess::NoAddressSpace && scanner.scanSeparateTables() == ProcessAccess::Hidden)
        access = ProcessAccess::Hidden;
    processScan.descriptorsInFlight += scanner.descriptorsInFlight();
    if (access == ProcessAccess::Granted && scanner.matches().empty())
        return;
    auto process = readProcessAt(calls, directory->get());
    if (!process) {
        if (accessFromError(process.error()) == ProcessAccess::Hidden)
            addHidden(processScan, pid);
        return;
    }
    if (process->hasEnded() || process->isKernelThread)
        return;
    if (access == ProcessAccess::NoAddressSpace)
        access = scanner.scanOtherThreads();
    if (access == ProcessAccess::Hidden)
        addHidden(processScan, pid);
    if (!scanner.matches().empty())
        describeHolder(calls, directory->get(), *process);
    for (auto &[id, match] : scanner.matches())
        add(processScan, *process, id, match);
}

/// Adds the scan of other processes.
void append(ProcessScan &processScan, ProcessScan later)
{
    processScan.hidden += later.hidden;
    std::ranges::move(later.hiddenPids, std::back_inserter(processScan.hiddenPids));
    processScan.descriptorsInFlight += later.descriptorsInFlight;
    for (auto &[id, object] : later.held) {
        const auto [place, isNew] = processScan.held.try_emplace(id, std::move(object));
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

Result<ProcessScan> scanProcessesFor(InspectCalls calls, const FileSelector &selector, WorkerPool &workers,
                                     const std::stop_token &stop)
{
    auto pids = listNumericEntries(calls, calls.roots().proc);
    if (!pids)
        return std::unexpected(pids.error());
    const std::size_t parts = partCount(calls, pids->size(), processesPerThread);
    std::vector<ProcessScan> scans(parts);
    const ScanLimit limit{.stop = stop, .deadline = std::chrono::steady_clock::now() + maxProcessScanTime};
    workers.parallelFor(parts, pids->size(), 1, [&](std::size_t part, std::size_t i) {
        if (limit.isReached())
            addHidden(scans[part], (*pids)[i]);
        else
            scanProcess(calls, selector, limit, (*pids)[i], scans[part]);
    });
    ProcessScan processScan = std::move(scans.front());
    for (std::size_t part = 1; part < parts; ++part)
        append(processScan, std::move(scans[part]));
    for (auto &[id, object] : processScan.held)
        std::ranges::sort(object.holders, {}, [](const Holder &holder) { return holder.process.pid; });
    processScan.isSystemWide = ownNamespace(calls, "pid") == initialPidNamespace;
    // A /proc mounted with hidepid hides processes, among them pid 1, which always exists.
    processScan.isHiddenCountKnown = std::ranges::find(*pids, 1) != pids->end();
    for (const ObjectId &file : leasedObjects(calls)) {
        if (const auto id = selector.find(file.device, file.inode))
            processScan.leased.insert(*id);
    }
    processScan.kernelUsers = kernelUsers(calls, selector);
    return processScan;
}

/// On which the files of an object may lie.
std::vector<DomainDevice> devicesOf(InspectCalls calls, const ObjectId &id)
{
    if (id.domain != Domain::SystemVShm)
        return {{id.device, id.domain}};
    std::vector<DomainDevice> devices;
    for (const dev_t device : kernelMounts(calls))
        devices.push_back({device, id.domain});
    return devices;
}

} // namespace

ObjectHolders ProcessScan::of(const ObjectId &id) const
{
    ObjectHolders one{.holders = {},
                      .hidden = hidden,
                      .isHiddenCountKnown = isHiddenCountKnown,
                      .isSystemWide = isSystemWide,
                      .isLeased = leased.contains(id),
                      .descriptorsInFlight = descriptorsInFlight};
    if (const auto found = held.find(id); found != held.end()) {
        one.holders = found->second.holders;
        one.hasOwnReader = found->second.hasOwnReader;
    }
    if (const auto found = kernelUsers.find(id); found != kernelUsers.end())
        one.kernelUsers = found->second;
    return one;
}

Result<ProcessScan> scanProcesses(InspectCalls calls, std::span<const DomainDevice> devices,
                                  const std::stop_token &stop)
{
    WorkerPool workers;
    return scanProcesses(calls, devices, workers, stop);
}

Result<ProcessScan> scanProcesses(InspectCalls calls, std::span<const DomainDevice> devices, WorkerPool &workers,
                                  const std::stop_token &stop)
{
    return scanProcessesFor(calls, FileSelector(devices), workers, stop);
}

Result<ObjectHolders> scanHolders(InspectCalls calls, const ObjectId &id, const std::stop_token &stop)
{
    WorkerPool workers;
    const auto processScan = scanProcessesFor(calls, FileSelector(devicesOf(calls, id), id.inode), workers, stop);
    if (!processScan)
        return std::unexpected(processScan.error());
    return processScan->of(id);
}

} // namespace shmlab
