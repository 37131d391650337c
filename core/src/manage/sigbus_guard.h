// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstddef>

/// The process-wide SIGBUS handler that mappings stand under.
namespace shmlab::sigbus_guard {

/// Puts [begin, begin + size) under guard; a page in it that is touched and gone is replaced by a private page of zeros
/// with `protection`, and the flag returned turns true. Null when all 64 slots are in use. Any thread.
[[nodiscard]] std::atomic<bool> *protect(const std::byte *begin, std::size_t size, int protection);

/// Ends the guard of `damaged`, the flag that protect() returned. To be called before the range is unmapped. Any
/// thread.
void retire(std::atomic<bool> *damaged);

} // namespace shmlab::sigbus_guard
