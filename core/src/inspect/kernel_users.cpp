// SPDX-License-Identifier: MIT
#include <shmlab/inspect/kernel_users.h>

#include "base/open_descriptor.h"
#include "inspect/directory_entries.h"
#include "inspect/kernel_user_map.h"
#include "inspect/mount_table.h"
#include "inspect/proc_files.h"
#include "inspect/process_scanner.h"

#include <shmlab/inspect/object_status.h>

#include <cerrno>
#include <optional>
#include <string_view>
#include <utility>

namespace shmlab {
namespace {

/// As the kernel shows it; where there is no such directory, there are no such objects either.
std::string shownPathOfShm(InspectCalls calls)
{
    const std::string &path = calls.roots().shm;
    const auto directory = OpenDescriptor::of(calls, calls.open(path, O_PATH | O_DIRECTORY));
    return directory ? shownPathOf(calls, directory->get(), path) : path;
}

/// Collects the uses of the files that a selector wants.
class KernelUses {
public:
    KernelUses(InspectCalls calls, const FileSelector &selector) : m_calls(calls), m_selector(selector) { }

    void readLoopDevices();
    void readSwapFiles();
    /// Errors: those of reading mountinfo.
    [[nodiscard]] Result<void> readMounts();

    [[nodiscard]] KernelUserMap take() { return std::move(m_users); }

private:
    /// Only below /dev/shm: other paths may lie on a network file system that does not answer.
    [[nodiscard]] bool mayBeObject(std::string_view path)
    {
        if (m_folder.empty())
            m_folder = shownPathOfShm(m_calls) + '/';
        return path.starts_with(m_folder);
    }
    void add(KernelUser::Use use, const std::string &place, const std::string &path)
    {
        const auto status = m_calls.statPath(path, InspectCalls::Symlinks::Follow);
        if (!status)
            return;
        const ObjectId found = ObjectStatus::of(*status).identity;
        if (const auto id = m_selector.find(found.device, found.inode))
            m_users[*id].push_back({.use = use, .place = place});
    }

    InspectCalls m_calls;
    const FileSelector &m_selector;
    std::string m_folder; ///< /dev/shm, as the kernel shows it; read when it is needed
    KernelUserMap m_users;
};

void KernelUses::readLoopDevices()
{
    const std::string devices = m_calls.roots().sys + "/block";
    const auto directory = OpenDescriptor::of(m_calls, m_calls.open(devices, O_DIRECTORY));
    if (!directory)
        return;
    for (const std::string &name : namesIn(m_calls, directory->get())) {
        if (!name.starts_with("loop"))
            continue;
        auto backing = readFileAt(m_calls, directory->get(), name + "/loop/backing_file", ReadMode::SingleRead);
        if (!backing) // it backs nothing
            continue;
        if (backing->ends_with('\n'))
            backing->pop_back();
        if (mayBeObject(*backing))
            add(KernelUser::Use::LoopDevice, "/dev/" + name, *backing);
    }
}

void KernelUses::readSwapFiles()
{
    const auto swaps = readFileAt(m_calls, AT_FDCWD, m_calls.roots().proc + "/swaps", ReadMode::SingleRead);
    if (!swaps)
        return;
    std::string_view rest = *swaps;
    while (!rest.empty()) {
        std::string_view line = nextLine(rest);
        const std::string path = withoutOctalEscapes(nextField(line));
        if (nextField(line) == "file" && mayBeObject(path))
            add(KernelUser::Use::SwapFile, path, path);
    }
}

Result<void> KernelUses::readMounts()
{
    const auto mounts = mountsIn(m_calls, m_calls.roots().proc + "/self");
    if (!mounts)
        return std::unexpected(mounts.error());
    for (const Mount &mount : *mounts) {
        if (mount.root != "/" && m_selector.hasDevice(mount.device)) // a whole file system is no file
            add(KernelUser::Use::Mount, mount.point, mount.point);
    }
    return {};
}

FileSelector onlyFile(const ObjectId &identity)
{
    const DomainDevice device{identity.device, identity.domain};
    return FileSelector({&device, 1}, identity.inode);
}

std::vector<KernelUser> usersOf(KernelUserMap all, const ObjectId &identity)
{
    return std::move(all[identity]);
}

} // namespace

Result<std::vector<KernelUser>> mountsOf(InspectCalls calls, const ObjectId &identity)
{
    const FileSelector selector = onlyFile(identity);
    KernelUses uses(calls, selector);
    if (const auto done = uses.readMounts(); !done && done.error().errorNumber != ENOENT)
        return std::unexpected(done.error());
    return usersOf(uses.take(), identity);
}

std::vector<KernelUser> kernelUsersOf(InspectCalls calls, const ObjectId &identity)
{
    return usersOf(kernelUsers(calls, onlyFile(identity)), identity);
}

KernelUserMap kernelUsers(InspectCalls calls, const FileSelector &selector)
{
    KernelUses uses(calls, selector);
    uses.readLoopDevices();
    uses.readSwapFiles();
    (void)uses.readMounts();
    return uses.take();
}

} // namespace shmlab
