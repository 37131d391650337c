// SPDX-License-Identifier: MIT
#include <shmlab/inspect/object_facts.h>

#include <array>
#include <cstring>

namespace shmlab {
namespace {

constexpr std::uint32_t valueMax = 0x7fffffff; // SEM_VALUE_MAX
constexpr off_t bytesOn64 = 32; // sizeof(sem_t), glibc and musl
constexpr off_t bytesOn32 = 16;

/// What glibc stores in the word "private" of a semaphore that processes share (sem_open.c, FUTEX_SHARED).
constexpr std::uint32_t glibcShared = 128;
/// musl marks a value of 0 that somebody waits for with the highest bit (sem_timedwait.c).
constexpr std::uint32_t muslWaiting = 0x80000000;

} // namespace

std::optional<SemaphoreFacts> readSemaphore(std::span<const std::byte> head, off_t sizeBytes) noexcept
{
    std::array<std::uint32_t, 4> words{};
    if ((sizeBytes != bytesOn64 && sizeBytes != bytesOn32) || head.size() < sizeof words)
        return {};
    std::memcpy(words.data(), head.data(), sizeof words);
    // glibc, 32 bits: the value is shifted by a bit that says whether somebody waits; the waiters come last.
    const bool isShifted = sizeBytes == bytesOn32 && words[1] == glibcShared;
    const SemaphoreFacts facts = isShifted ? SemaphoreFacts{.value = words[0] >> 1U, .waiters = words[3]}
                                           : SemaphoreFacts{.value = words[0] & ~muslWaiting, .waiters = words[1]};
    constexpr std::uint32_t mostWaiters = 1U << 22; // pid_max
    if (facts.value > valueMax || facts.waiters > mostWaiters)
        return {};
    return facts;
}

} // namespace shmlab
