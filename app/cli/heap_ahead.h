// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace shmlab::ui {

/// Has the kernel give the heap its next `bytes` at once, at most 31 MiB of them, in large pages if it can. The first
/// touch of each page is a fault otherwise, and thousands of them take longer than what the memory is for. Threads that
/// come later share this heap instead of getting one each. Only a hint: nothing happens where the kernel or the C
/// library does not know how, and what is not used in the end was lent for nothing.
void preallocateHeap(std::size_t bytes);

} // namespace shmlab::ui
