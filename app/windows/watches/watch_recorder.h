// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windows/watches/watch.h"

#include <shmlab/inspect/sampler.h>

#include <QObject>
#include <QStringList>

#include <cstdio>
#include <memory>
#include <optional>
#include <thread>

namespace shmlab::ui {

/// Records numbers of watches to a CSV file, on a thread of its own: "time_s", then a column per element, called
/// "label [/name+0x10 int32]" or "label[2] [/name+0x18 int32]"; what would have the name of another one gets a number,
/// "… (2)". A cell is empty where there is nothing to be read. A buffer of a fixed size; what is recorded is on disk or
/// lost with an error, never in memory.
class WatchRecorder {
public:
    explicit WatchRecorder(InspectCalls calls = {}) : m_calls(calls) { }
    ~WatchRecorder() { stop(); }
    WatchRecorder(const WatchRecorder &) = delete;
    WatchRecorder &operator=(const WatchRecorder &) = delete;

    /// Text is left out. Objects may be missing, since they may come, but not all of them. The error is why it cannot
    /// be done. `interval` 0: as fast as possible.
    [[nodiscard]] std::optional<QString> start(const QString &path, const std::vector<Watch> &watches,
                                               std::chrono::nanoseconds interval);
    /// Its figures stay until the next start.
    void stop();
    [[nodiscard]] bool isRunning() const { return m_isRunning; }
    /// Rate, jitter, and what it cannot have seen or is left out: in words. Empty before the first recording.
    [[nodiscard]] QString report() const;
    [[nodiscard]] SamplingStats stats() const;
    /// A write failed, which ends it, or the last one did when it was stopped: errno; 0 while none did.
    [[nodiscard]] int errorNumber() const { return m_errorNumber; }

private:
    [[nodiscard]] std::vector<SampledField> fieldsOf(const std::vector<Watch> &watches);
    [[nodiscard]] std::optional<QString> unreadableReason(const std::vector<SampledField> &fields);
    void record(const std::stop_token &stop);
    bool write(Sampler::Clock::time_point now, std::span<const std::optional<Number>> numbers);

    struct Close {
        void operator()(std::FILE *file) const { std::fclose(file); }
    };
    InspectCalls m_calls;
    std::unique_ptr<std::FILE, Close> m_file;
    std::unique_ptr<Sampler> m_sampler;
    std::chrono::nanoseconds m_interval{0};
    QStringList m_columns;
    QStringList m_omitted; ///< labels of text
    QStringList m_missing; ///< objects that could not be read when it began
    bool m_isRunning = false;
    Sampler::Clock::time_point m_begin;
    std::atomic<int> m_errorNumber{0};
    std::jthread m_thread;
};

/// What a recording came to, in words; `columns` names its fields, of which a warning names some.
[[nodiscard]] QString samplingText(const SamplingStats &stats, const QStringList &columns,
                                   std::chrono::nanoseconds interval);

} // namespace shmlab::ui
