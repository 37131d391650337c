// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/inspect/object_report.h>

#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace shmlab {

/// A difference between one look and the next. `before` is null for one that appeared, `now` for one that vanished.
struct ObjectChange {
    ObjectReportPtr before;
    ObjectReportPtr now;
};

class WorkerPool;
class ObjectInspector;
struct DeviceProcessScan;
struct DirectoryEntry;

/// All objects of a machine, judged, and what changed since the last look; it changes none of them itself. The first
/// look opens each one to read; later ones only those that can have changed: what others do to files is told by
/// inotify(7), and only what is held can change in silence. The rest is looked at by turns, some hundred at a time.
/// A program that ignores SIGIO (and keeps doing so) saves it a call per object. Used from one thread at a time;
/// without an observer it uses up to three more of its own while it looks, but calls the sink on the caller's.
class SHMLAB_EXPORT ObjectMonitor {
public:
    /// `probe` may be null, see ObjectProbe.
    explicit ObjectMonitor(InspectCalls calls = {}, ObjectProbe probe = nullptr);
    ObjectMonitor(const ObjectMonitor &) = delete;
    ObjectMonitor &operator=(const ObjectMonitor &) = delete;
    ~ObjectMonitor();

    /// Told of differences in portions, sorted by name at the first look, so that the first ones can be shown early.
    using Sink = std::function<void(std::vector<ObjectChange>)>;

    /// One look. Blocks for a pass over /proc, and at first for some microseconds per object. When `stop` is requested
    /// it ends early, and the next look goes on. Errors: those of opening and reading the two places, OutOfMemory; what
    /// was not told then is told by the next look.
    [[nodiscard]] Result<void> refresh(const Sink &sink, const std::stop_token &stop = {});

    /// As of the last look.
    [[nodiscard]] std::vector<ObjectReportPtr> reports() const;
    /// Names that were made and removed again between the last two looks, without being seen: each at most once.
    [[nodiscard]] const std::vector<std::string> &transientNames() const noexcept { return m_transientNames; }
    [[nodiscard]] std::size_t size() const noexcept { return m_named.size() + m_unlinked.size(); }
    /// Processes that could not be looked into, and whether all of the machine were seen at all.
    [[nodiscard]] int hiddenProcesses() const noexcept { return m_hidden; }
    [[nodiscard]] bool isSystemWide() const noexcept { return m_isSystemWide; }
    [[nodiscard]] InspectCalls calls() const noexcept { return m_calls; }

private:
    [[nodiscard]] Result<void> openDirectory();
    void watch();
    [[nodiscard]] bool readEvents(std::unordered_set<std::string> &touched);
    [[nodiscard]] Result<std::vector<DirectoryEntry>> readDirectory() const;
    void removeVanished(const std::vector<DirectoryEntry> &present, const Sink &sink);
    [[nodiscard]] std::vector<DirectoryEntry> possiblyChanged(const std::unordered_set<std::string> &touched,
                                                              const DeviceProcessScan &processScan);
    void inspectNames(std::vector<DirectoryEntry> names, const ObjectInspector &inspector, WorkerPool &workers,
                      const Sink &sink, const std::stop_token &stop);
    /// Null where a name leads to nothing any more.
    [[nodiscard]] std::vector<ObjectReportPtr>
    inspectBatch(std::span<DirectoryEntry> names, const ObjectInspector &inspector, WorkerPool &workers) const;
    void mergeBatch(std::span<const DirectoryEntry> names, const std::vector<ObjectReportPtr> &seen, const Sink &sink);
    /// Among m_named.
    [[nodiscard]] std::optional<std::size_t> indexOf(std::string_view name) const;
    void inspectUnlinked(const ObjectInspector &inspector, const Sink &sink);
    void flagNamesakes(std::vector<ObjectChange> &differences);

    InspectCalls m_calls;
    ObjectProbe m_probe;
    int m_directory = -1;
    int m_notifier = -1;
    dev_t m_device = 0;
    bool m_isComplete = false; ///< a first look has been made to its end
    bool m_reportsAll = false; ///< also what has not changed: a look ended for want of memory
    std::vector<ObjectReportPtr> m_named; ///< in the order of their names
    std::unordered_map<ino_t, ObjectReportPtr> m_unlinked;
    std::unordered_set<std::string> m_namesakes; ///< names of objects that have lost theirs
    std::string m_roundRobinCursor; ///< the name of the last one that was looked at by turns
    std::vector<std::string> m_transientNames;
    int m_hidden = 0;
    bool m_isSystemWide = true;
};

} // namespace shmlab
