// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/domain.h>
#include <shmlab/base/export.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include <sys/types.h>

namespace shmlab {

/// What an object seems to be, by its name and first bytes. A guess: a removal never relies on
/// it.
enum class Kind : std::uint8_t {
    Unknown,
    ShmlabExchange, ///< two counters and presence
    PlainExchange, ///< it has the protocol's name, ObjectName::defaultText
    PossibleExchange, ///< two counters that differ by one at most, and nothing else: any flag or count looks like that
    Semaphore, ///< sem_open(3)
    Python,
    PythonSemaphore,
    PyTorch,
    Nccl,
    OpenMpi,
    Ucx,
    BoostManaged,
    QSharedMemory,
    QSystemSemaphore,
    Iceoryx,
    PulseAudio,
    PipeWire,
    Jack,
    Chromium,
    Wine,
    PostgreSql,
    FastDds,
    Podman,
    LookingGlass,
    Sysrepo,
    SystemVSegment, ///< this and the following: what the kernel distinguishes, where nothing more is known
    SystemVSemaphores,
    SystemVQueue,
    MessageQueue,
    Memfd,
    AnonymousMemory,
    HugePages,
    MappedFile,
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
/// The kind of an object of which nothing but its domain is known.
[[nodiscard]] SHMLAB_EXPORT Kind kindOfDomain(Domain domain) noexcept;
/// The kind of a file of another type, by the type bits of its mode.
[[nodiscard]] SHMLAB_EXPORT Kind kindOfFile(mode_t mode) noexcept;

/// How long objects of a kind are meant to exist.
enum class Lifetime : std::uint8_t {
    Unknown, ///< the purpose of the object is not known
    EndsWithMaker, ///< its maker, or the last user, removes it: one that nobody uses was left behind
    WaitsForNextUser, ///< it persists on purpose: its next user expects to find it
};

/// What is known about all objects of a kind.
struct KindFacts {
    Lifetime lifetime = Lifetime::Unknown;
    std::string_view source{}; ///< where that is documented, or why it is not known; empty where there is no source
};
[[nodiscard]] SHMLAB_EXPORT KindFacts factsOf(Kind kind) noexcept;

/// The pid that the name of an object ends in or contains, where its kind writes that of the maker there; else nothing.
[[nodiscard]] SHMLAB_EXPORT std::optional<pid_t> makerPidIn(std::string_view name) noexcept;

[[nodiscard]] constexpr bool isExchange(Kind kind) noexcept
{
    return kind == Kind::ShmlabExchange || kind == Kind::PlainExchange || kind == Kind::PossibleExchange;
}

/// A short English name for use by programs, never translated: "exchange", "semaphore", "Python", …
[[nodiscard]] SHMLAB_EXPORT std::string_view kindName(Kind kind) noexcept;

} // namespace shmlab
