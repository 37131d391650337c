// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/inspect/object_domain.h>
#include <shmlab/inspect/object_report.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace shmlab {

/// A difference between two scans. `before` is null for an object that appeared, `now` for one that vanished.
struct ObjectChange {
    ObjectReportPtr before;
    ObjectReportPtr now;
};

class DomainMonitor;

/// All objects of all domains, and what changed since the last scan; it changes none of them itself. The first scan
/// opens each object to read, later ones only those that can have changed: inotify(7) reports what other processes do
/// to files, and only objects that a process holds can change without such a report. Some hundred of the others are
/// inspected in turn. It takes no lease and does not open an object on which another process holds one. Used from one
/// thread at a time; without an observer it uses up to three more threads during a scan, but calls the sink on the
/// caller's thread.
class SHMLAB_EXPORT ObjectMonitor {
public:
    /// `probe` may be null, see ObjectProbe. `domains`: only these of the machine's.
    explicit ObjectMonitor(InspectCalls calls = {}, ObjectProbe probe = nullptr, DomainSet domains = DomainSet::all());
    ObjectMonitor(const ObjectMonitor &) = delete;
    ObjectMonitor &operator=(const ObjectMonitor &) = delete;
    ~ObjectMonitor();

    /// Receives the differences in portions, sorted by name in the first scan, so that the first ones can be shown
    /// early.
    using Sink = std::function<void(std::vector<ObjectChange>)>;

    /// One scan. Blocks for a pass over /proc, and at first for some microseconds per object. When `stop` is requested
    /// it ends early, and the next scan continues. Errors: those of opening and reading /dev/shm and /proc;
    /// OutOfMemory. Changes that were not reported because of an error are reported by the next scan.
    [[nodiscard]] Result<void> refresh(const Sink &sink, const std::stop_token &stop = {});

    /// As of the last scan.
    [[nodiscard]] std::vector<ObjectReportPtr> reports() const;
    /// Names that were created and removed between the last two scans, each at most once.
    [[nodiscard]] const std::vector<std::string> &transientNames() const noexcept { return m_transientNames; }
    [[nodiscard]] std::size_t size() const noexcept;
    /// Processes that could not be examined, and whether /proc shows the whole machine.
    [[nodiscard]] int hiddenProcesses() const noexcept { return m_hidden; }
    [[nodiscard]] bool isHiddenCountKnown() const noexcept { return m_isHiddenCountKnown; }
    [[nodiscard]] bool isSystemWide() const noexcept { return m_isSystemWide; }
    /// Whose objects could not be seen.
    [[nodiscard]] const std::vector<UnseenDomain> &unseenDomains() const noexcept { return m_unseenDomains; }
    [[nodiscard]] InspectCalls calls() const noexcept { return m_calls; }

private:
    InspectCalls m_calls;
    std::vector<std::unique_ptr<DomainMonitor>> m_domains;
    std::vector<std::string> m_transientNames;
    std::vector<UnseenDomain> m_unseenDomains;
    int m_hidden = 0;
    bool m_isHiddenCountKnown = true;
    bool m_isSystemWide = true;
};

} // namespace shmlab
