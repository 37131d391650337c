// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/inspect/process_scan.h>

#include <future>
#include <optional>
#include <stop_token>

namespace shmlab::ui {

/// A process scan on a thread of its own: a pass over /proc takes milliseconds, longer than a turn may be delayed.
class BackgroundProcessScan {
public:
    BackgroundProcessScan() = default;
    /// Blocks until the scan has finished the process that it is reading.
    ~BackgroundProcessScan() { m_stop.request_stop(); } // the destructor of m_result waits
    BackgroundProcessScan(const BackgroundProcessScan &) = delete;
    BackgroundProcessScan &operator=(const BackgroundProcessScan &) = delete;

    /// Scans for processes that use the object `identity`. Does nothing while a scan is running, or if no thread can be
    /// started. `roots` must outlive this object.
    void start(const SystemRoots &roots, ObjectId identity);
    /// The result, once, if the scan has finished and was for this object.
    [[nodiscard]] std::optional<ObjectHolders> take(ObjectId identity);

private:
    std::stop_source m_stop;
    std::future<Result<ObjectHolders>> m_result;
    ObjectId m_identity;
};

} // namespace shmlab::ui
