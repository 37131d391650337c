// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/inspect/object_report.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace shmlab {

/// A difference between one look and the next. `before` is null for one that appeared, `now` for one that vanished.
struct ObjectChange {
    ObjectReportPtr before;
    ObjectReportPtr now;
};

class DomainMonitor;

/// All objects of all domains, and what changed since the last look; it changes none of them itself. The first look
/// opens each object to read, later ones only those that can have changed: inotify(7) tells what other processes do to
/// files, and only what is held can change unnoticed. Some hundred of the others are inspected in turn. A program that
/// ignores SIGIO (and keeps doing so) saves it a call per object. Used from one thread at a time; without an observer
/// it uses up to three more of its own during a look, but calls the sink on the caller's.
class SHMLAB_EXPORT ObjectMonitor {
public:
    /// `probe` may be null, see ObjectProbe.
    explicit ObjectMonitor(InspectCalls calls = {}, ObjectProbe probe = nullptr);
    ObjectMonitor(const ObjectMonitor &) = delete;
    ObjectMonitor &operator=(const ObjectMonitor &) = delete;
    ~ObjectMonitor();

    /// Receives the differences in portions, sorted by name at the first look, so that the first ones can be shown
    /// early.
    using Sink = std::function<void(std::vector<ObjectChange>)>;

    /// One look. Blocks for a pass over /proc, and at first for some microseconds per object. When `stop` is requested
    /// it ends early, and the next look goes on. Errors: those of opening and reading the two places, OutOfMemory; what
    /// was not told then is reported by the next scan.
    [[nodiscard]] Result<void> refresh(const Sink &sink, const std::stop_token &stop = {});

    /// As of the last look.
    [[nodiscard]] std::vector<ObjectReportPtr> reports() const;
    /// Names that were made and removed again between the last two looks, each at most once.
    [[nodiscard]] const std::vector<std::string> &transientNames() const noexcept { return m_transientNames; }
    [[nodiscard]] std::size_t size() const noexcept;
    /// Processes that could not be examined, and whether /proc shows all of the machine.
    [[nodiscard]] int hiddenProcesses() const noexcept { return m_hidden; }
    [[nodiscard]] bool isSystemWide() const noexcept { return m_isSystemWide; }
    [[nodiscard]] InspectCalls calls() const noexcept { return m_calls; }

private:
    InspectCalls m_calls;
    std::vector<std::unique_ptr<DomainMonitor>> m_domains;
    std::vector<std::string> m_transientNames;
    int m_hidden = 0;
    bool m_isSystemWide = true;
};

} // namespace shmlab
