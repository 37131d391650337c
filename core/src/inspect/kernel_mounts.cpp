// SPDX-License-Identifier: MIT
#include "inspect/kernel_mounts.h"

#include "base/open_descriptor.h"
#include "inspect/directory_entries.h"
#include "inspect/proc_files.h"

#include <shmlab/inspect/object_status.h>

#include <bit>
#include <cstdint>
#include <optional>
#include <string_view>

#include <fcntl.h>
#include <sys/mman.h>

namespace shmlab {
namespace {

constexpr unsigned noExecSeal = 0x8; // MFD_NOEXEC_SEAL; since Linux 6.3 the kernel's log warns where it is missing
constexpr unsigned hugeSizeShift = 26; // MFD_HUGE_SHIFT

/// The device of a new file with these flags.
std::optional<dev_t> deviceOfScratch(InspectCalls calls, unsigned flags)
{
    auto opened = calls.openScratchFile(flags | noExecSeal);
    if (!opened)
        opened = calls.openScratchFile(flags); // an older kernel
    const auto file = OpenDescriptor::of(calls, opened);
    if (!file)
        return {};
    const auto status = calls.statDescriptor(file->get());
    return status ? std::optional(ObjectStatus::of(*status).identity.device) : std::nullopt;
}

/// The sizes of the kernel's huge pages in bytes, by the names in /sys: "hugepages-2048kB".
std::vector<std::uint64_t> hugePageSizes(InspectCalls calls)
{
    std::vector<std::uint64_t> sizes;
    const std::string folder = calls.roots().sys + "/kernel/mm/hugepages";
    const auto directory = OpenDescriptor::of(calls, calls.open(folder, O_DIRECTORY));
    if (!directory)
        return sizes;
    const std::vector<std::string> names = namesIn(calls, directory->get());
    for (const std::string_view name : names) {
        constexpr std::string_view prefix = "hugepages-";
        constexpr std::string_view unit = "kB";
        if (!name.starts_with(prefix) || !name.ends_with(unit))
            continue;
        const auto number = name.substr(prefix.size(), name.size() - prefix.size() - unit.size());
        if (const auto kibibytes = parseNumber<std::uint64_t>(number); kibibytes && std::has_single_bit(*kibibytes))
            sizes.push_back(*kibibytes * 1024);
    }
    return sizes;
}

} // namespace

std::vector<dev_t> kernelMounts(InspectCalls calls)
{
    std::vector<dev_t> devices;
    const auto add = [&](unsigned flags) {
        if (const auto device = deviceOfScratch(calls, flags))
            devices.push_back(*device);
    };
    add(0);
    for (const std::uint64_t size : hugePageSizes(calls))
        add(MFD_HUGETLB | static_cast<unsigned>(std::countr_zero(size)) << hugeSizeShift);
    return devices;
}

} // namespace shmlab
