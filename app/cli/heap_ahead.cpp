// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/heap_ahead.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <limits>

#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

namespace shmlab::ui {

void preallocateHeap(std::size_t bytes)
{
#if defined(MADV_POPULATE_WRITE) && defined(M_MMAP_THRESHOLD)
    constexpr int maxHeapBytes = 32 << 20; // what glibc takes as M_MMAP_THRESHOLD
    constexpr std::size_t most = 31U << 20U;
    // A block of the heap itself, neither mapped on its own nor given back when it is freed.
    if (::mallopt(M_ARENA_MAX, 1) == 0 || ::mallopt(M_MMAP_THRESHOLD, maxHeapBytes) == 0
        || ::mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max()) == 0)
        return;
    const std::size_t size = std::min(bytes, most);
    void *const block = std::malloc(size);
    if (block == nullptr)
        return;
    const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
    const auto begin = reinterpret_cast<std::uintptr_t>(block);
    const std::uintptr_t first = (begin + page - 1) / page * page;
    if (first < begin + size) {
        void *const pages = reinterpret_cast<void *>(first);
        (void)::madvise(pages, begin + size - first, MADV_HUGEPAGE); // on a virtual machine small ones fault even then
        (void)::madvise(pages, begin + size - first, MADV_POPULATE_WRITE);
    }
    std::free(block);
#else
    (void)bytes;
#endif
}

} // namespace shmlab::ui
