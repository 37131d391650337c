// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/inspect/process_scan.h>

#include <future>
#include <optional>
#include <stop_token>

namespace shmlab::ui {

/// A process scan that nobody waits for: a pass over /proc takes milliseconds that a turn may not lose.
class BackgroundProcessScan {
public:
    BackgroundProcessScan() = default;
    ~BackgroundProcessScan() { m_stop.request_stop(); } // then the future's destructor waits for one process at most
    BackgroundProcessScan(const BackgroundProcessScan &) = delete;
    BackgroundProcessScan &operator=(const BackgroundProcessScan &) = delete;

    /// Does nothing while one is under way, or when there is no thread for it.
    void start(ObjectId identity);
    /// What was found of this object, once.
    [[nodiscard]] std::optional<ObjectHolders> take(ObjectId identity);

private:
    std::stop_source m_stop;
    std::future<Result<ObjectHolders>> m_result;
    ObjectId m_identity;
};

} // namespace shmlab::ui
