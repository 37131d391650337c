// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/census.h>

#include <future>
#include <optional>
#include <stop_token>

namespace shmlab::ui {

/// A census that nobody waits for: a pass over /proc takes milliseconds that a turn may not lose.
class BackgroundCensus {
public:
    BackgroundCensus() = default;
    ~BackgroundCensus() { m_stop.request_stop(); } // then the future's destructor waits for one process at most
    BackgroundCensus(const BackgroundCensus &) = delete;
    BackgroundCensus &operator=(const BackgroundCensus &) = delete;

    /// Does nothing while one is under way, or when there is no thread for it.
    void start(Identity identity);
    /// What was found of this object, once.
    [[nodiscard]] std::optional<Census> take(Identity identity);

private:
    std::stop_source m_stop;
    std::future<Result<Census>> m_result;
    Identity m_identity;
};

} // namespace shmlab::ui
