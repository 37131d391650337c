// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/looking_calls.h>

#include <algorithm>
#include <cstddef>
#include <system_error>
#include <thread>
#include <vector>

namespace shmlab {

/// Into how many parts to cut `count` pieces of work, each part worth a thread. An observer sees calls on one thread.
inline std::size_t partsFor(LookingCalls calls, std::size_t count, std::size_t worthAThread)
{
    const std::size_t most = calls.isObserved() ? 1 : std::clamp(std::thread::hardware_concurrency(), 1U, 4U);
    return std::clamp<std::size_t>(count / worthAThread, 1, most);
}

/// Calls `work(part)` for each part, on threads of their own but for the first. No std::jthread, whose request to stop
/// would be a system call outside of the seam. Where no thread is to be had, the calling one does the work.
template <typename Work>
void inParallel(std::size_t parts, Work work)
{
    std::vector<std::thread> others;
    for (std::size_t part = 1; part < parts; ++part) {
        try {
            others.emplace_back(work, part);
        } catch (const std::system_error &) {
            work(part);
        }
    }
    work(0);
    std::ranges::for_each(others, &std::thread::join);
}

} // namespace shmlab
