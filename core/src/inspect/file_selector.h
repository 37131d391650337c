// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/inspect/process_scan.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace shmlab {

/// The domain of a file on the kernel's own mount, by the path that the kernel shows for it: "/memfd:NAME (deleted)",
/// "/SYSV0000162e (deleted)", "/dev/zero (deleted)", "/anon_hugepage (deleted)". Nothing: it is memory of something
/// else, as of graphics.
[[nodiscard]] std::optional<Domain> domainOfLabel(std::string_view label) noexcept;

/// Selects the files that are wanted.
class FileSelector {
public:
    /// All files of the devices, or of these only the ones with the inode `only`.
    explicit FileSelector(std::span<const DomainDevice> devices, std::optional<ino_t> only = {});

    /// A file as a process has it mapped or open.
    struct File {
        dev_t device = 0;
        ino_t inode = 0;
        std::string_view label{}; ///< only for a device that needsLabel()
        bool isMappedShared = false;
    };
    /// Nothing: it is not wanted.
    [[nodiscard]] std::optional<Domain> domainOf(const File &file) const noexcept;
    /// Several domains share the device: the path that the kernel shows tells which one a file belongs to.
    [[nodiscard]] bool needsLabel(dev_t device) const noexcept;
    /// The object that a file with a name or a descriptor is, other than one that is mapped only; empty if it is not
    /// wanted.
    [[nodiscard]] std::optional<ObjectId> find(dev_t device, ino_t inode) const noexcept;
    [[nodiscard]] bool hasDevice(dev_t device) const noexcept;
    /// What each line of /proc/PID/maps about a wanted file has, as " 00:1a " for a device.
    [[nodiscard]] const std::vector<std::string> &linePatterns() const noexcept { return m_linePatterns; }

private:
    [[nodiscard]] bool isWanted(ino_t inode) const noexcept { return !m_only || inode == *m_only; }

    std::vector<DomainDevice> m_devices; ///< each once; without those of the kernel's own mount
    std::vector<dev_t> m_kernelMounts; ///< of huge pages, too
    DomainSet m_kernelDomains; ///< that are wanted of them
    bool m_wantsMappedFiles = false; ///< of any device
    std::optional<ino_t> m_only;
    std::vector<std::string> m_linePatterns;
};

} // namespace shmlab
