// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/file_selector.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace shmlab {

/// Whether a process could be examined.
enum class ProcessAccess : std::uint8_t {
    Granted,
    Hidden,
    NoAddressSpace, ///< it has none: it has ended, at least its first thread, or is a thread of the kernel
};

/// What a failed call on the files of a process means for it.
[[nodiscard]] ProcessAccess accessFromError(const Error &error);

/// When a pass over /proc ends early.
struct ScanLimit {
    std::stop_token stop{};
    std::chrono::steady_clock::time_point deadline{};
    [[nodiscard]] bool isReached() const
    {
        return stop.stop_requested() || std::chrono::steady_clock::now() > deadline;
    }
};

/// The wanted files that a single process holds. What is left when the limit is reached counts as hidden. Used from one
/// thread.
class ProcessScanner {
public:
    /// `directory` is the open /proc/PID, `path` its path. Both outlive this, and so do `selector` and `limit`.
    ProcessScanner(InspectCalls calls, const FileSelector &selector, const ScanLimit &limit, pid_t pid, int directory,
                   const std::string &path)
        : m_calls(calls),
          m_selector(selector),
          m_limit(limit),
          m_pid(pid),
          m_directory(directory),
          m_path(path)
    {
    }

    /// As the first thread has them, or another one: `thread` is empty or "task/TID/".
    [[nodiscard]] ProcessAccess scan(const std::string &thread = {})
    {
        const ProcessAccess maps = scanMaps(thread);
        return maps == ProcessAccess::Granted ? scanDescriptors(thread) : maps;
    }
    /// As the first thread that still has memory has them.
    [[nodiscard]] ProcessAccess scanOtherThreads();
    /// Call it after scan(): adds what threads hold whose descriptors are not those of the first thread (unshare(2),
    /// CLONE_FILES).
    [[nodiscard]] ProcessAccess scanSeparateTables();

    struct Match {
        Holder holder;
        HeldObject object; ///< without holders
    };
    [[nodiscard]] std::unordered_map<ObjectId, Match> &matches() noexcept { return m_matches; }
    /// Descriptors of any files in the queues of its sockets.
    [[nodiscard]] int descriptorsInFlight() const noexcept { return m_descriptorsInFlight; }

private:
    [[nodiscard]] ProcessAccess scanMaps(const std::string &thread);
    [[nodiscard]] std::optional<ProcessAccess> queryMappings(int maps);
    /// The path that the kernel shows for a mapping, empty once that is gone; nothing when the query fails.
    [[nodiscard]] std::optional<std::string> labelOf(int maps, const FileMapping &mapping) const;
    [[nodiscard]] ObjectId identityOf(Domain domain, dev_t device, ino_t inode);
    [[nodiscard]] ProcessAccess parseMaps(int maps);
    void parseMapsOf(const std::string &pattern, std::string_view text);
    Match &addMapping(const ObjectId &id, bool canWrite, off_t begin, off_t end, std::string_view range);
    [[nodiscard]] Result<std::vector<int>> threads() const;
    [[nodiscard]] Result<std::vector<int>> descriptorsOf(const std::string &thread) const;
    [[nodiscard]] bool hasOwnTable(int thread);
    void countInFlight(const std::string &thread, const std::string &fd);
    [[nodiscard]] ProcessAccess scanDescriptors(const std::string &thread);
    [[nodiscard]] ProcessAccess scanDescriptor(const std::string &thread, int descriptors, int fd);

    InspectCalls m_calls;
    const FileSelector &m_selector;
    const ScanLimit &m_limit;
    pid_t m_pid;
    int m_directory;
    const std::string &m_path;
    std::unordered_map<ObjectId, Match> m_matches;
    std::vector<int> m_descriptors; ///< of the first thread
    std::unordered_set<ino_t> m_sockets; ///< that were counted
    int m_descriptorsInFlight = 0;
    std::optional<ino_t> m_ipcNamespace; ///< read when it is needed
};

} // namespace shmlab
