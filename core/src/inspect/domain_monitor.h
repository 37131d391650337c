// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/inspect/object_domain.h>
#include <shmlab/inspect/object_monitor.h>

#include "inspect/object_inspector.h"

#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace shmlab {

class WorkerPool;

/// The part of an ObjectMonitor that concerns one domain.
class DomainMonitor {
public:
    using Sink = ObjectMonitor::Sink;

    DomainMonitor(InspectCalls calls, std::unique_ptr<ObjectDomain> domain, ObjectProbe probe);

    [[nodiscard]] Domain domain() const noexcept { return m_domain->domain(); }
    /// Call it before the process scan: opens the domain and reads what has changed. Errors: those of the domain.
    [[nodiscard]] Result<void> prepare();
    /// Since prepare(): only some names need to be inspected.
    [[nodiscard]] bool knowsChanges() const noexcept { return m_knowsChanges; }
    [[nodiscard]] std::span<const DomainDevice> devices() const noexcept { return m_domain->devices(); }
    /// The scan itself, with the result of a process scan that was made before any object was opened.
    [[nodiscard]] Result<void> refresh(const ProcessScan &processScan, WorkerPool &workers, const Sink &sink,
                                       const std::stop_token &stop);
    /// The sink may have missed changes: the next scan reports all objects.
    void reportAllAgain() noexcept;

    void appendReports(std::vector<ObjectReportPtr> &all) const;
    [[nodiscard]] std::size_t size() const noexcept { return m_named.size() + m_unlinked.size(); }
    [[nodiscard]] const std::vector<std::string> &transientNames() const noexcept { return m_transientNames; }

private:
    [[nodiscard]] Result<std::vector<ObjectEntry>> allNames(const std::stop_token &stop) const;
    void removeVanished(const std::vector<ObjectEntry> &present, const Sink &sink);
    [[nodiscard]] std::vector<ObjectEntry> possiblyChanged(const ProcessScan &processScan);
    void inspectNames(std::vector<ObjectEntry> names, const ObjectInspector &inspector, WorkerPool &workers,
                      const Sink &sink, const std::stop_token &stop);
    /// Null if the name no longer leads to anything.
    [[nodiscard]] std::vector<ObjectReportPtr> inspectBatch(std::span<ObjectEntry> names,
                                                            const ObjectInspector &inspector, WorkerPool &workers,
                                                            const std::stop_token &stop) const;
    void mergeBatch(std::span<const ObjectEntry> names, const std::vector<ObjectReportPtr> &seen, const Sink &sink);
    /// The index of a name in m_named.
    [[nodiscard]] std::optional<std::size_t> indexOf(std::string_view name) const;
    /// Of an object with several names, all but the first one are flagged.
    void flagFurtherNames(const Sink &sink);
    void inspectUnlinked(const ObjectInspector &inspector, const Sink &sink, const std::stop_token &stop);
    void flagNamesakes(std::vector<ObjectChange> &differences);

    InspectCalls m_calls;
    std::unique_ptr<ObjectDomain> m_domain;
    ObjectProbe m_probe;
    std::unordered_set<std::string> m_touched; ///< since the previous scan
    bool m_knowsChanges = false;
    std::optional<std::int64_t> m_watchedSince{}; ///< when the previous complete scan began; seconds since 1970
    std::int64_t m_scanStart = 0;
    bool m_isComplete = false; ///< a first scan has been completed
    bool m_reportsAll = false; ///< also unchanged objects: a scan ended for lack of memory
    std::vector<ObjectReportPtr> m_named; ///< in the order of their names
    std::unordered_map<ObjectId, ObjectReportPtr> m_unlinked;
    std::unordered_set<std::string> m_namesakes; ///< names of unlinked objects
    std::string m_roundRobinCursor; ///< the name of the last one that was inspected in turn
    std::vector<std::string> m_transientNames;
};

} // namespace shmlab
