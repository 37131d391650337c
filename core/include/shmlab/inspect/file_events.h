// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/inspect/process.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace shmlab {

/// What a process did to a name below SystemRoots::shm, as the kernel tells it.
struct FileEvent {
    enum class Action : std::uint8_t {
        Created,
        Opened,
        Written, ///< written to, truncated or extended by a call; stores through a mapping are not told
        ClosedWritable, ///< the last use of a descriptor that could write, its copies and mappings, has ended
        ClosedReadOnly,
        Renamed, ///< to `newName`
        Removed,
    };
    Action action = Action::Created;
    std::string name; ///< bytes; of a file in a directory "directory/name"
    std::string newName{};
    pid_t pid = 0; ///< of the process that did it; 0: in a PID namespace that is not seen
    std::optional<Process> process{}; ///< nothing: it had gone when the event was read
    std::chrono::system_clock::time_point time{}; ///< when the event was read
};

/// The processes that create, open, write and remove objects, by fanotify(7); for root. Events arrive afterwards and
/// delay no process.
/// What this process does itself is left out. What one process does to one name before the event is read is told in the
/// order of Action, each once. Used from one thread at a time.
class SHMLAB_EXPORT FileEvents {
public:
    /// From now on. Errors: those of InspectCalls::openFileNotifier() and watchFileSystem(): EPERM without
    /// CAP_SYS_ADMIN.
    [[nodiscard]] static Result<FileEvents> open(InspectCalls calls);
    ~FileEvents();
    FileEvents(FileEvents &&other) noexcept;
    FileEvents &operator=(FileEvents &&other) noexcept;

    /// Readable while there are events; valid for the life of this object.
    [[nodiscard]] int descriptor() const noexcept { return m_notifier; }

    struct Batch {
        std::vector<FileEvent> events{};
        bool isEverything = true; ///< false: some were lost, the kernel's queue was full
        bool isLast = true; ///< none was left when these were read
    };
    /// The next events, some hundred at most. Never blocks. Errors: those of read(2).
    [[nodiscard]] Result<Batch> read();

    /// Whether SystemRoots::shm still leads to the directory that it led to when these were opened.
    [[nodiscard]] bool isSameDirectory() const;

private:
    explicit FileEvents(InspectCalls calls) : m_calls(calls) { }
    [[nodiscard]] std::optional<std::string> directoryOf(const std::string &handle);

    InspectCalls m_calls;
    int m_notifier = -1;
    int m_root = -1; ///< the directory, through which handles of its file system are opened
    std::string m_rootHandle;
    ObjectId m_rootIdentity{};
    std::map<std::string, std::optional<std::string>> m_directories; ///< by handle, as directoryOf() returns them
};

} // namespace shmlab
