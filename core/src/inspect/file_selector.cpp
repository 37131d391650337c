// SPDX-License-Identifier: MIT
#include "inspect/file_selector.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include <sys/sysmacros.h>

namespace shmlab {
namespace {

constexpr bool isToldByLabel(Domain domain)
{
    return domain == Domain::Memfd || domain == Domain::AnonymousShared || domain == Domain::SystemVShm;
}

/// " 00:1a ", as in the lines of /proc/PID/maps.
std::string deviceField(dev_t device)
{
    std::array<char, 24> text{};
    const int length = std::snprintf(text.data(), text.size(), " %02x:%02x ", major(device), minor(device));
    return {text.data(), static_cast<std::size_t>(length)};
}

} // namespace

std::optional<Domain> domainOfLabel(std::string_view label) noexcept
{
    if (label.starts_with("/memfd:"))
        return Domain::Memfd;
    if (label.starts_with("/SYSV"))
        return Domain::SystemVShm;
    if (label == "/dev/zero (deleted)" || label == "/anon_hugepage (deleted)")
        return Domain::AnonymousShared;
    return {};
}

FileSelector::FileSelector(std::span<const DomainDevice> devices, std::optional<ino_t> only) : m_only(only)
{
    for (const DomainDevice &one : devices) {
        if (one.device == DomainDevice::anyDevice) {
            m_wantsMappedFiles = true;
        } else if (isToldByLabel(one.domain)) {
            m_kernelDomains.add(one.domain);
            if (std::ranges::find(m_kernelMounts, one.device) != m_kernelMounts.end())
                continue;
            m_kernelMounts.push_back(one.device);
            m_linePatterns.push_back(deviceField(one.device));
        } else if (!hasDevice(one.device)) {
            m_devices.push_back(one);
            m_linePatterns.push_back(deviceField(one.device));
        }
    }
    if (m_wantsMappedFiles)
        m_linePatterns.insert(m_linePatterns.end(), {"-s ", "xs "}); // the ends of the rights of shared mappings
}

bool FileSelector::needsLabel(dev_t device) const noexcept
{
    return std::ranges::find(m_kernelMounts, device) != m_kernelMounts.end();
}

bool FileSelector::hasDevice(dev_t device) const noexcept
{
    return std::ranges::find(m_devices, device, &DomainDevice::device) != m_devices.end();
}

std::optional<Domain> FileSelector::domainOf(const File &file) const noexcept
{
    if (!isWanted(file.inode))
        return {};
    if (needsLabel(file.device)) {
        const auto domain = domainOfLabel(file.label);
        const bool isPrivate = domain == Domain::AnonymousShared && !file.isMappedShared;
        return domain && m_kernelDomains.contains(*domain) && !isPrivate ? domain : std::nullopt;
    }
    const auto known = std::ranges::find(m_devices, file.device, &DomainDevice::device);
    if (known != m_devices.end())
        return known->domain == Domain::MappedFile && !file.isMappedShared ? std::nullopt
                                                                           : std::optional(known->domain);
    return m_wantsMappedFiles && file.isMappedShared ? std::optional(Domain::MappedFile) : std::nullopt;
}

std::optional<ObjectId> FileSelector::find(dev_t device, ino_t inode) const noexcept
{
    if (!isWanted(inode))
        return {};
    if (needsLabel(device)) // of the files there only memfds have descriptors
        return m_kernelDomains.contains(Domain::Memfd) ? std::optional(ObjectId{device, inode, Domain::Memfd})
                                                       : std::nullopt;
    const auto known = std::ranges::find(m_devices, device, &DomainDevice::device);
    return known != m_devices.end() ? std::optional(ObjectId{device, inode, known->domain}) : std::nullopt;
}

} // namespace shmlab
