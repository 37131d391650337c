// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstddef>

/// The process-wide SIGBUS handler that protects mappings. It stays installed until the process ends.
namespace shmlab::sigbus_guard {

/// Guards [begin, begin + size): when an access finds its page gone, the page is replaced by a private page of zeros
/// with `protection`, and the flag returned turns true. Null when all 64 slots are in use. Any thread.
[[nodiscard]] std::atomic<bool> *protect(const std::byte *begin, std::size_t size, int protection);

/// Ends the guard whose flag is `damaged`, as returned by protect(). Call it before the range is unmapped. Any thread.
void retire(std::atomic<bool> *damaged);

} // namespace shmlab::sigbus_guard
