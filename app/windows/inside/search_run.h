// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "windows/inside/object_bytes.h"

#include <shmlab/inspect/byte_search.h>

#include <QByteArray>

#include <atomic>
#include <stop_token>
#include <thread>

namespace shmlab::ui {

/// A search through an object from an offset to its end and then from its other end, on a thread of its own, which also
/// opens the object.
class SearchRun {
public:
    enum class Direction : std::uint8_t { Forwards, Backwards };
    struct Job {
        InspectCalls calls;
        ObjectLocation object;
        QByteArray needle;
        qint64 from = 0;
        Direction direction = Direction::Forwards;
    };
    struct Outcome {
        std::optional<Error> error;
        std::optional<qint64> found;
        bool hasWrapped = false; ///< it continued from the other end
    };

    /// Throws std::system_error if no thread can be started.
    explicit SearchRun(Job job);

    void stop() { m_thread.request_stop(); }
    /// After this the destructor does not wait.
    [[nodiscard]] bool isDone() const { return m_isDone.load(std::memory_order_acquire); }
    /// The position of the search; its start while the object is not open yet.
    [[nodiscard]] qint64 position() const;
    /// Valid only when it is done.
    [[nodiscard]] const Outcome &outcome() const { return m_outcome; }
    [[nodiscard]] const Job &job() const { return m_job; }

private:
    [[nodiscard]] Result<void> search(const std::stop_token &stop);

    const Job m_job;
    Outcome m_outcome;
    std::unique_ptr<ByteSource> m_reader;
    std::optional<ByteSearch> m_search;
    std::atomic<const ByteSearch *> m_progress{nullptr}; ///< m_search once it exists
    std::atomic<bool> m_isDone{false};
    std::jthread m_thread; ///< last, so that it ends before what it uses
};

} // namespace shmlab::ui
