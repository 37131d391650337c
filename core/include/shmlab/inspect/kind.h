// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <sys/types.h>

namespace shmlab {

/// What an object seems to be, by its name and first bytes. A guess for display; no other decision depends on it.
enum class Kind : std::uint8_t {
    Unknown,
    ShmlabExchange, ///< two counters and presence
    PlainExchange, ///< two counters that differ by one at most, and nothing else
    Semaphore, ///< sem_open(3)
    Python,
    PyTorch,
    BoostManaged,
    QSharedMemory,
    Iceoryx,
    PulseAudio,
    PipeWire,
    Jack,
    Chromium,
    Wine,
    PostgreSql,
    FastDds,
    Directory,
    Link,
    Fifo,
    Socket,
    Device,
};

/// How many bytes from the start of an object detectKind() uses.
inline constexpr std::size_t headBytes = 256;

/// `name` without its slash; `head` the first headBytes of an object, fewer where it is smaller, none where it cannot
/// be read.
[[nodiscard]] SHMLAB_EXPORT Kind detectKind(std::string_view name, off_t sizeBytes,
                                            std::span<const std::byte> head) noexcept;
/// The kind of a file of another type, by the type bits of its mode.
[[nodiscard]] SHMLAB_EXPORT Kind kindOfFile(mode_t mode) noexcept;

[[nodiscard]] constexpr bool isExchange(Kind kind) noexcept
{
    return kind == Kind::ShmlabExchange || kind == Kind::PlainExchange;
}

/// A short English name for use by programs, never translated: "exchange", "semaphore", "Python", …
[[nodiscard]] SHMLAB_EXPORT std::string_view kindName(Kind kind) noexcept;

} // namespace shmlab
