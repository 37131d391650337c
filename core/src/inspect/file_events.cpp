// SPDX-License-Identifier: MIT
#include <shmlab/inspect/file_events.h>

#include "base/open_descriptor.h"
#include "inspect/file_event_records.h"
#include "inspect/proc_files.h"

#include <array>
#include <cerrno>
#include <span>
#include <string_view>
#include <utility>

#include <sys/fanotify.h>
#include <unistd.h>

namespace shmlab {
namespace {

using Action = FileEvent::Action;

constexpr std::uint64_t watchedEvents =
    FAN_CREATE | FAN_DELETE | FAN_MOVE | FAN_OPEN | FAN_MODIFY | FAN_CLOSE | FAN_ONDIR;
constexpr std::size_t maxDirectories = 4096; // that are remembered
constexpr std::size_t bufferBytes = 65536;

struct ActionBit {
    std::uint64_t bit;
    Action action;
};
/// In the usual order of what one process does to a name.
constexpr std::array actionBits{
    ActionBit{FAN_CREATE, Action::Created},
    ActionBit{FAN_OPEN, Action::Opened},
    ActionBit{FAN_MODIFY, Action::Written},
    ActionBit{FAN_CLOSE_WRITE, Action::ClosedWritable},
    ActionBit{FAN_CLOSE_NOWRITE, Action::ClosedReadOnly},
    ActionBit{FAN_DELETE, Action::Removed},
};

/// A directory is opened and closed by everybody who lists it.
bool isOfInterest(const FileEventRecord &record)
{
    constexpr std::uint64_t nameEvents = FAN_CREATE | FAN_DELETE | FAN_MOVE;
    return !record.directory.empty() && record.pid != ::getpid()
        && ((record.mask & FAN_ONDIR) == 0 || (record.mask & nameEvents) != 0);
}

/// Nothing for those that have gone.
std::map<pid_t, std::optional<Process>> actorsOf(InspectCalls calls, std::span<const FileEventRecord> records)
{
    std::map<pid_t, std::optional<Process>> actors;
    for (const FileEventRecord &record : records) {
        if (!isOfInterest(record))
            continue;
        const auto [actor, isNew] = actors.try_emplace(record.pid);
        if (auto process = isNew && record.pid > 0 ? readProcess(calls, record.pid) : std::unexpected(Error{}))
            actor->second = *std::move(process);
    }
    return actors;
}

/// Makes events of records: a rename consists of two, the first of which waits for the second. What happened to one
/// name comes as one record: if it was moved away and back, the second part waits for the end.
class Assembly {
public:
    void add(FileEvent told, std::uint64_t mask, bool existsNow)
    {
        const bool isDirectory = (mask & FAN_ONDIR) != 0;
        const bool isMovedBack = (mask & FAN_MOVED_FROM) != 0 && (mask & FAN_MOVED_TO) != 0 && existsNow;
        if (isMovedBack)
            m_returns.push_back(told);
        else if ((mask & FAN_MOVED_TO) != 0)
            finishMove(told);
        const bool isCreatedLast = (mask & FAN_CREATE) != 0 && existsNow;
        if ((mask & FAN_DELETE) != 0 && isCreatedLast)
            append(told, Action::Removed);
        for (const auto [bit, action] : actionBits) {
            const bool isTold = action == Action::Removed && isCreatedLast;
            const bool isListing = isDirectory && action != Action::Created && action != Action::Removed;
            if ((mask & bit) != 0 && !isTold && !isListing)
                append(told, action);
        }
        if ((mask & FAN_MOVED_FROM) != 0)
            m_moves.insert_or_assign(told.pid, std::move(told));
    }

    /// What was moved away and did not appear below the roots is gone from there.
    [[nodiscard]] std::vector<FileEvent> finish()
    {
        for (const FileEvent &to : m_returns)
            finishMove(to);
        for (const auto &[pid, from] : std::exchange(m_moves, {}))
            append(from, Action::Removed);
        return std::move(m_events);
    }

private:
    void append(FileEvent event, Action action)
    {
        event.action = action;
        m_events.push_back(std::move(event));
    }
    void finishMove(const FileEvent &to)
    {
        const auto from = m_moves.find(to.pid);
        if (from == m_moves.end()) {
            append(to, Action::Created);
            return;
        }
        FileEvent moved = std::move(from->second);
        m_moves.erase(from);
        moved.newName = to.name;
        append(std::move(moved), Action::Renamed);
    }

    std::vector<FileEvent> m_events;
    std::vector<FileEvent> m_returns;
    std::map<pid_t, FileEvent> m_moves;
};

} // namespace

Result<FileEvents> FileEvents::open(InspectCalls calls)
{
    FileEvents events(calls);
    const std::string &path = calls.roots().shm;
    const auto root = calls.open(path, O_DIRECTORY);
    if (!root)
        return std::unexpected(root.error());
    events.m_root = *root;
    const auto status = calls.statDescriptor(events.m_root);
    if (!status)
        return std::unexpected(status.error());
    events.m_rootIdentity = ObjectStatus::of(*status).identity;
    auto handle = calls.handleOf(path);
    if (!handle)
        return std::unexpected(handle.error());
    events.m_rootHandle = *std::move(handle);
    const auto notifier = calls.openFileNotifier();
    if (!notifier)
        return std::unexpected(notifier.error());
    events.m_notifier = *notifier;
    if (const auto done = calls.watchFileSystem(events.m_notifier, path, watchedEvents); !done)
        return std::unexpected(done.error());
    return events;
}

FileEvents::~FileEvents()
{
    for (const int fd : {m_notifier, m_root}) {
        if (fd >= 0)
            (void)m_calls.close(fd);
    }
}

FileEvents::FileEvents(FileEvents &&other) noexcept
    : m_calls(other.m_calls),
      m_notifier(std::exchange(other.m_notifier, -1)),
      m_root(std::exchange(other.m_root, -1)),
      m_rootHandle(std::move(other.m_rootHandle)),
      m_rootIdentity(other.m_rootIdentity),
      m_directories(std::move(other.m_directories))
{
}

FileEvents &FileEvents::operator=(FileEvents &&other) noexcept
{
    std::swap(m_calls, other.m_calls);
    std::swap(m_notifier, other.m_notifier);
    std::swap(m_root, other.m_root);
    std::swap(m_rootHandle, other.m_rootHandle);
    std::swap(m_rootIdentity, other.m_rootIdentity);
    std::swap(m_directories, other.m_directories);
    return *this;
}

Result<FileEvents::Batch> FileEvents::read()
{
    alignas(fanotify_event_metadata) std::array<char, bufferBytes> buffer; // NOLINT(*-member-init): not read yet
    const auto got = m_calls.read(m_notifier, buffer.data(), buffer.size());
    if (!got && got.error().errorNumber != EAGAIN)
        return std::unexpected(got.error());
    Batch batch;
    if (!got)
        return batch;
    batch.isLast = false;
    const auto records = parseFileEvents(std::span(buffer).first(*got));
    const auto actors = actorsOf(m_calls, records); // first: they may end at any moment
    Assembly assembly;
    for (const FileEventRecord &record : records) {
        if ((record.mask & FAN_Q_OVERFLOW) != 0)
            batch.isEverything = false;
        if (!isOfInterest(record))
            continue;
        const auto directory = directoryOf(record.directory);
        if ((record.mask & FAN_ONDIR) != 0)
            m_directories.clear(); // their paths may have changed
        if (!directory)
            continue;
        FileEvent told{.name = *directory + record.name, .pid = record.pid};
        told.process = actors.at(record.pid);
        told.time = std::chrono::system_clock::now();
        const auto hasBoth = [&](std::uint64_t bits) { return (record.mask & bits) == bits; };
        const bool isAmbiguous = hasBoth(FAN_CREATE | FAN_DELETE) || hasBoth(FAN_MOVED_FROM | FAN_MOVED_TO);
        const bool existsNow = isAmbiguous && m_calls.statPath(m_calls.roots().shm + '/' + told.name).has_value();
        assembly.add(std::move(told), record.mask, existsNow);
    }
    batch.events = assembly.finish();
    return batch;
}

bool FileEvents::isSameDirectory() const
{
    const auto status = m_calls.statPath(m_calls.roots().shm, InspectCalls::Symlinks::Follow);
    return status && ObjectStatus::of(*status).identity == m_rootIdentity;
}

/// "" for the directory of the objects itself, "d/" for one in it, nothing for one elsewhere on the same file system.
std::optional<std::string> FileEvents::directoryOf(const std::string &handle)
{
    if (handle == m_rootHandle)
        return std::string();
    if (const auto known = m_directories.find(handle); known != m_directories.end())
        return known->second;
    std::optional<std::string> below;
    if (const auto fd = OpenDescriptor::of(m_calls, m_calls.openHandle(m_root, handle))) {
        std::array<char, 4096> path{};
        const std::string link = m_calls.roots().proc + "/self/fd/" + std::to_string(fd->get());
        const auto length = m_calls.readlink(link, path.data(), path.size());
        const std::string root = shownPathOf(m_calls, m_root, m_calls.roots().shm) + '/';
        if (length && std::string_view(path.data(), *length).starts_with(root))
            below = std::string(path.data() + root.size(), *length - root.size()) + '/';
    }
    if (m_directories.size() < maxDirectories)
        m_directories.emplace(handle, below);
    return below;
}

} // namespace shmlab
