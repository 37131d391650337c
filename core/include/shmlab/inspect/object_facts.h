// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <variant>

#include <sys/types.h>

namespace shmlab {

/// What the kernel records about an object of System V: /proc/sysvipc/shm, sem and msg.
struct SystemVFacts {
    key_t key = 0; ///< IPC_PRIVATE (0): nobody finds it by a key
    pid_t creator = 0; ///< 0: not recorded, as for semaphores; in the PID namespace of this process
    pid_t lastUser = 0; ///< of shm: that attached or detached last; of a queue: that sent or received last
    std::int64_t changedSeconds = 0; ///< when it was created or its owner or mode was set; seconds since 1970
    std::int64_t usedSeconds = 0; ///< of the last attach or detach, operation, message; 0: never
    unsigned long attachments = 0; ///< shm: how many mappings there are (nattch)
    std::uint64_t swappedBytes = 0; ///< shm
    unsigned long semaphores = 0; ///< of a set
    bool operator==(const SystemVFacts &) const = default;
};

/// The state of a queue of messages, POSIX or System V.
struct QueueFacts {
    std::uint64_t messages = 0; ///< that wait in it
    std::uint64_t bytes = 0; ///< of these messages
    std::uint64_t maxMessages = 0; ///< 0: not limited by their number, as in System V
    std::uint64_t maxMessageBytes = 0; ///< 0: not known
    bool operator==(const QueueFacts &) const = default;
};

/// The state of a semaphore of sem_open(3).
struct SemaphoreFacts {
    std::uint32_t value = 0;
    std::uint32_t waiters = 0; ///< processes that wait for it to rise
    bool operator==(const SemaphoreFacts &) const = default;
};

/// What is known about an object beside status and users.
struct ObjectFacts {
    std::optional<SystemVFacts> systemV{};
    std::optional<QueueFacts> queue{};
    std::optional<SemaphoreFacts> semaphore{};
    bool operator==(const ObjectFacts &) const = default;
};

/// The bytes of a sem_t in an object of this size, as glibc and musl have them on machines of 32 and 64 bits, little
/// endian. Nothing for other sizes and for values that no semaphore has.
[[nodiscard]] SHMLAB_EXPORT std::optional<SemaphoreFacts> readSemaphore(std::span<const std::byte> head,
                                                                        off_t sizeBytes) noexcept;

} // namespace shmlab
