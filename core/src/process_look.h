// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/census.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace shmlab {

/// Whether a process could be looked into.
enum class Seen : std::uint8_t {
    Yes,
    Hidden,
    NoMemory, ///< it has none: it has ended, at least its first thread, or is a thread of the kernel
};

/// What a failed call on the files of a process says of it.
[[nodiscard]] Seen whyNotSeen(const Error &error);

/// Which files are looked for.
class WantedFiles {
public:
    /// All of a device, or one of them.
    explicit WantedFiles(dev_t device, std::optional<ino_t> only = {});
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
class ProcessLook {
public:
    /// `directory` is the open /proc/PID, `path` says which. Both outlive this, and so does `wanted`.
    ProcessLook(LookingCalls calls, const WantedFiles &wanted, int directory, const std::string &path)
        : m_calls(calls),
          m_wanted(wanted),
          m_directory(directory),
          m_path(path)
    {
    }

    /// As its first thread has them, or another: `thread` is empty or "task/TID/".
    [[nodiscard]] Seen look(const std::string &thread = {})
    {
        const Seen maps = lookAtMaps(thread);
        return maps == Seen::Yes ? lookAtDescriptors(thread) : maps;
    }
    /// As the first thread that still has memory has them.
    [[nodiscard]] Seen lookAtOtherThreads();

    struct Find {
        Holder holder;
        HeldObject object; ///< without holders
    };
    [[nodiscard]] std::unordered_map<ino_t, Find> &finds() noexcept { return m_finds; }

private:
    [[nodiscard]] Seen lookAtMaps(const std::string &thread);
    [[nodiscard]] std::optional<Seen> askForMappings(int maps);
    [[nodiscard]] Seen readMappings(int maps);
    Find &mapped(ino_t inode, bool canWrite, off_t end, std::string_view range);
    [[nodiscard]] Seen lookAtDescriptors(const std::string &thread);
    [[nodiscard]] Seen lookAtDescriptor(const std::string &thread, int descriptors, int fd);

    LookingCalls m_calls;
    const WantedFiles &m_wanted;
    int m_directory;
    const std::string &m_path;
    std::unordered_map<ino_t, Find> m_finds;
};

} // namespace shmlab
