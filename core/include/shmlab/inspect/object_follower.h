// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/inspect/object_events.h>

#include <cstddef>
#include <optional>
#include <stop_token>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace shmlab {

/// Tells what happens to all objects: by scans at times that the caller chooses, and for root also by the events of the
/// kernel, which come at once, in order and with the process that acted. Each fact is told once. It changes no object.
/// Used from one thread at a time.
class SHMLAB_EXPORT ObjectFollower {
public:
    /// `probe` as of ObjectMonitor.
    explicit ObjectFollower(InspectCalls calls = {}, ObjectProbe probe = nullptr);

    /// The first scan: what exists now is known and not told. Blocks and errors: as ObjectMonitor::refresh().
    [[nodiscard]] Result<void> start();

    /// Readable when readEvents() has something to tell; -1: never. Another one after each scan.
    [[nodiscard]] int descriptor() const noexcept { return m_fileEvents ? m_fileEvents->descriptor() : -1; }
    /// What the kernel has told since. Never blocks.
    [[nodiscard]] std::vector<ObjectEvent> readEvents();

    /// What has happened since, as far as readEvents() did not return it. After an error the next scan tells the rest.
    /// Blocks and errors: as ObjectMonitor::refresh().
    [[nodiscard]] Result<std::vector<ObjectEvent>> scan(const std::stop_token &stop = {});

    /// Why the kernel tells nothing at once; nothing: it does.
    [[nodiscard]] const std::optional<Error> &fileEventsError() const noexcept { return m_fileEventsError; }
    [[nodiscard]] const ObjectMonitor &monitor() const noexcept { return m_monitor; }

private:
    void openFileEvents();
    void readAll(std::vector<ObjectEvent> &events);
    bool readBatch(std::vector<ObjectEvent> &events);
    void take(const FileEvent &event, std::vector<ObjectEvent> &events);
    [[nodiscard]] bool isKnown(const ObjectEvent &event) const;
    [[nodiscard]] bool isTold(ObjectEvent::What what, const std::string &name, pid_t pid = 0) const;
    void complete(ObjectEvent &event);

    /// What the kernel told between two scans.
    struct Told {
        std::unordered_set<std::string> facts{}; ///< keys of names, actions and processes
        std::unordered_set<std::string> arrivals{}; ///< names that were given by a rename
        std::unordered_map<std::string, Actor> writers{}; ///< the last one of each name
    };

    ObjectMonitor m_monitor;
    std::optional<FileEvents> m_fileEvents;
    std::optional<Error> m_fileEventsError;
    int m_incompleteScans = 0; ///< scans from now on that may see what the kernel did not tell
    Told m_told; ///< since the last scan
    Told m_toldBefore; ///< before it: that scan may not have seen the effect yet
    std::unordered_set<std::string> m_readers; ///< that have opened a name and released it without any use
    std::vector<ObjectEvent> m_early; ///< read during a scan, for its caller
    std::vector<ObjectChange> m_changes; ///< of scans that ended early
    std::vector<ObjectReportPtr> m_unlinked; ///< by the last scan, in use when that was seen last
};

} // namespace shmlab
