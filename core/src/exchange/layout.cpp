// SPDX-License-Identifier: MIT
#include <shmlab/exchange/layout.h>

namespace shmlab {
namespace {

template <typename T>
T loaded(const T &field, std::memory_order order = std::memory_order_relaxed) noexcept
{
    static_assert(std::atomic_ref<T>::is_always_lock_free);
    return std::atomic_ref<T>(const_cast<T &>(field)).load(order); // atomic_ref<const T> comes with C++26
}

} // namespace

std::optional<PresenceRecord> loadPresence(std::span<const std::byte> page, Role role) noexcept
{
    if (page.size() < presenceEnd)
        return {};
    const auto &record = *reinterpret_cast<const PresenceRecord *>(page.data() + presenceOffset(role));
    PresenceRecord copy{};
    copy.magic = loaded(record.magic, std::memory_order_acquire);
    copy.version = loaded(record.version);
    if (copy.magic != presenceMagic || copy.version != presenceVersion)
        return {};
    copy.pid = loaded(record.pid);
    copy.activity = loaded(record.activity);
    copy.processStart = loaded(record.processStart);
    copy.handOvers = loaded(record.handOvers);
    copy.lastHandOver = loaded(record.lastHandOver);
    copy.sleeping = loaded(record.sleeping);
    copy.pidNamespace = loaded(record.pidNamespace);
    copy.timeNamespace = loaded(record.timeNamespace);
    return copy;
}

} // namespace shmlab
