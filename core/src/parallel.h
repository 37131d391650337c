// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/looking_calls.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <thread>
#include <vector>

namespace shmlab {

/// Into how many parts to cut `count` pieces of work, each part worth a thread. An observer sees calls on one thread.
inline std::size_t partsFor(LookingCalls calls, std::size_t count, std::size_t worthAThread)
{
    const std::size_t most = calls.isObserved() ? 1 : std::clamp(std::thread::hardware_concurrency(), 1U, 4U);
    return std::clamp<std::size_t>(count / worthAThread, 1, most);
}

/// Calls `work(part, i)` for each i below `count`, `chunk` of them at a time, so that a part that gets more of the
/// processors does more. The parts run on threads of their own but for the first. No std::jthread, whose request to
/// stop would be a system call outside of the seam. Where no thread is to be had, the others do its work. An exception
/// of `work`, as when memory runs out, ends all parts and is thrown again here.
template <typename Work>
void shareOut(std::size_t parts, std::size_t count, std::size_t chunk, Work work)
{
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
    std::vector<std::thread> others;
    others.reserve(parts);
    for (std::size_t part = 1; part < parts; ++part) {
        try {
            others.emplace_back(run, part);
        } catch (const std::exception &) {
            break;
        }
    }
    run(0);
    std::ranges::for_each(others, &std::thread::join);
    for (const std::exception_ptr &failure : failures) {
        if (failure)
            std::rethrow_exception(failure);
    }
}

} // namespace shmlab
