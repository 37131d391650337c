// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/inspect/process_scan.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace shmlab {

/// Whether a process could be looked into.
enum class ProcessAccess : std::uint8_t {
    Granted,
    Hidden,
    NoAddressSpace, ///< it has none: it has ended, at least its first thread, or is a thread of the kernel
};

/// What a failed call on the files of a process says of it.
[[nodiscard]] ProcessAccess accessFromError(const Error &error);

/// Which files are looked for.
class FileSelector {
public:
    /// All of a device, or one of them.
    explicit FileSelector(dev_t device, std::optional<ino_t> only = {});
    [[nodiscard]] bool contains(Identity identity) const noexcept
    {
        return identity.device == m_device && (!m_only || identity.inode == *m_only);
    }
    /// " 00:1a ": every line of /proc/PID/maps that tells of one of them has it.
    [[nodiscard]] const std::string &deviceField() const noexcept { return m_deviceField; }

private:
    dev_t m_device;
    std::optional<ino_t> m_only;
    std::string m_deviceField;
};

/// The wanted files that a single process holds. Used from one thread.
class ProcessScanner {
public:
    /// `directory` is the open /proc/PID, `path` says which. Both outlive this, and so does `selector`.
    ProcessScanner(InspectCalls calls, const FileSelector &selector, int directory, const std::string &path)
        : m_calls(calls),
          m_selector(selector),
          m_directory(directory),
          m_path(path)
    {
    }

    /// As its first thread has them, or another: `thread` is empty or "task/TID/".
    [[nodiscard]] ProcessAccess scan(const std::string &thread = {})
    {
        const ProcessAccess maps = scanMaps(thread);
        return maps == ProcessAccess::Granted ? scanDescriptors(thread) : maps;
    }
    /// As the first thread that still has memory has them.
    [[nodiscard]] ProcessAccess scanOtherThreads();

    struct Match {
        Holder holder;
        HeldObject object; ///< without holders
    };
    [[nodiscard]] std::unordered_map<ino_t, Match> &matches() noexcept { return m_matches; }

private:
    [[nodiscard]] ProcessAccess scanMaps(const std::string &thread);
    [[nodiscard]] std::optional<ProcessAccess> queryMappings(int maps);
    [[nodiscard]] ProcessAccess parseMaps(int maps);
    Match &addMapping(ino_t inode, bool canWrite, off_t end, std::string_view range);
    [[nodiscard]] ProcessAccess scanDescriptors(const std::string &thread);
    [[nodiscard]] ProcessAccess scanDescriptor(const std::string &thread, int descriptors, int fd);

    InspectCalls m_calls;
    const FileSelector &m_selector;
    int m_directory;
    const std::string &m_path;
    std::unordered_map<ino_t, Match> m_matches;
};

} // namespace shmlab
