// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace shmlab {

/// A file name under which this process quarantines the file `name`, another one at each call:
/// "shmlab-removal.PID.TICKS.NUMBER.NAME", with its start time in ticks since boot (0: /proc does not show it). NAME is
/// cut where a file name would have more than 255 bytes, which takes an original name of more than 200; the last dot is
/// then a tilde. May be called from several threads.
[[nodiscard]] std::string nextQuarantineName(std::string_view name);

} // namespace shmlab
