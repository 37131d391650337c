// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/inspect_calls.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace shmlab {

/// The maximum number of parts of a piece of work: 1 with an observer, which must see all calls on one thread.
inline std::size_t maxParts(InspectCalls calls)
{
    return calls.isObserved() ? 1 : std::clamp(std::thread::hardware_concurrency(), 1U, 4U);
}

/// The number of parts for `count` items, so that each part has enough of them to be worth a thread.
inline std::size_t partCount(InspectCalls calls, std::size_t count, std::size_t itemsPerThread)
{
    return std::clamp<std::size_t>(count / itemsPerThread, 1, maxParts(calls));
}

/// Threads that share work with the calling thread and wait for more until the pool is destroyed. Used from one thread
/// at a time. No std::jthread and no waiting on atomics: these would make the library refer to syscall(2), see
/// system.inspect_symbols and fault 26.
class WorkerPool {
public:
    WorkerPool() = default;
    WorkerPool(const WorkerPool &) = delete;
    WorkerPool &operator=(const WorkerPool &) = delete;
    ~WorkerPool()
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_isDone = true;
        }
        m_stateChanged.notify_all();
        std::ranges::for_each(m_threads, &std::thread::join);
    }

    /// Starts the threads that `parts` need besides the caller's, or as many as can be started. A thread that is
    /// started only when its work is ready often runs some milliseconds late, on a processor that is already busy.
    void ensureThreads(std::size_t parts)
    {
        while (m_threads.size() + 1 < parts) {
            try {
                m_threads.emplace_back(&WorkerPool::help, this, m_threads.size() + 1);
            } catch (const std::exception &) {
                return;
            }
        }
    }

    /// Calls `work(part, i)` for each i below `count`, `chunk` of them at a time, so that a part with more processor
    /// time does more. There is at least one part: part 0 runs on the calling thread. An exception of `work`, as when
    /// memory runs out, ends all parts and is thrown again here.
    template <typename Work>
    void parallelFor(std::size_t parts, std::size_t count, std::size_t chunk, Work work)
    {
        ensureThreads(parts);
        std::atomic<std::size_t> next = 0;
        std::vector<std::exception_ptr> failures(parts);
        const auto run = [&](std::size_t part) {
            try {
                for (std::size_t begin = next.fetch_add(chunk); begin < count; begin = next.fetch_add(chunk)) {
                    for (std::size_t i = begin; i < std::min(begin + chunk, count); ++i)
                        work(part, i);
                }
            } catch (...) {
                failures[part] = std::current_exception();
                next = count;
            }
        };
        publish(std::ref(run), parts);
        run(0);
        waitUntilIdle();
        for (const std::exception_ptr &failure : failures) {
            if (failure)
                std::rethrow_exception(failure);
        }
    }

private:
    void publish(std::function<void(std::size_t)> work, std::size_t parts)
    {
        if (parts == 1)
            return;
        {
            const std::scoped_lock lock(m_mutex);
            m_work = std::move(work);
            m_parts = parts;
            ++m_generation;
        }
        m_stateChanged.notify_all();
    }
    /// A thread that has not begun no longer needs to.
    void waitUntilIdle()
    {
        std::unique_lock lock(m_mutex);
        m_parts = 0;
        m_isIdle.wait(lock, [this] { return m_busy == 0; });
    }
    void help(std::size_t part)
    {
        std::unique_lock lock(m_mutex);
        for (unsigned done = 0;;) {
            m_stateChanged.wait(lock, [&] { return m_isDone || (m_generation != done && part < m_parts); });
            if (m_isDone)
                return;
            done = m_generation;
            ++m_busy;
            lock.unlock();
            m_work(part);
            lock.lock();
            if (--m_busy == 0)
                m_isIdle.notify_one();
        }
    }

    std::vector<std::thread> m_threads;
    std::mutex m_mutex; ///< guards all that follows; m_work does not change while m_busy is not 0
    std::condition_variable m_stateChanged;
    std::condition_variable m_isIdle;
    std::function<void(std::size_t part)> m_work;
    std::size_t m_parts = 0; ///< the number of parts of m_work that may still begin
    unsigned m_generation = 0;
    std::size_t m_busy = 0;
    bool m_isDone = false;
};

} // namespace shmlab
