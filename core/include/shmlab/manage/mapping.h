// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/manage/shared_object.h>

#include <atomic>
#include <cstddef>
#include <span>

namespace shmlab {

/// An object's bytes in this process's memory, from the first byte on; base of ReadOnlyMapping and WritableMapping. An
/// access to a page that a peer has truncated does not end the process by SIGBUS: the page becomes a private page of
/// zeros and isIntact() turns false. The first mapping installs the process's SIGBUS handler, which passes every other
/// SIGBUS on to the handler installed before. Excluded from core dumps and not inherited by fork. Move-only; empty by
/// default and after a move. The object may be closed while the mapping lives.
class SHMLAB_EXPORT Mapping {
public:
    [[nodiscard]] bool isMapped() const noexcept { return m_data != nullptr; }
    [[nodiscard]] std::size_t size() const noexcept { return m_size; }
    /// False in a forked child, which does not inherit the bytes: touching them there is a SIGSEGV.
    [[nodiscard]] bool isInThisProcess() const noexcept;
    /// False once an access found its page gone; what was stored since may be lost. Check it after a store, not before.
    [[nodiscard]] bool isIntact() const noexcept
    {
        return m_damaged == nullptr || !m_damaged->load(std::memory_order_acquire);
    }
    /// Unmaps and reports errors. The destructor does the same without reporting them.
    Result<void> unmap();

protected:
    Mapping() = default;
    Mapping(Mapping &&other) noexcept;
    Mapping &operator=(Mapping &&other) noexcept;
    ~Mapping();
    void swap(Mapping &other) noexcept;
    [[nodiscard]] Result<void> map(const SharedObject &object, std::size_t sizeBytes, int protection);

    std::byte *m_data = nullptr;

private:
    SystemCalls m_calls;
    std::size_t m_size = 0;
    pid_t m_process = 0; ///< the process that mapped the bytes
    std::atomic<bool> *m_damaged = nullptr; ///< in the guard's table, which is never freed
};

class SHMLAB_EXPORT ReadOnlyMapping : public Mapping {
public:
    ReadOnlyMapping() = default;
    /// Maps `sizeBytes`. Errors: those of mmap(2); ENFILE 64 mappings are guarded already.
    [[nodiscard]] static Result<ReadOnlyMapping> map(const SharedObject &object, std::size_t sizeBytes);
    [[nodiscard]] std::span<const std::byte> bytes() const noexcept { return {m_data, size()}; }
};

class SHMLAB_EXPORT WritableMapping : public Mapping {
public:
    WritableMapping() = default;
    /// Maps `sizeBytes`. Errors: those of mmap(2); ENFILE 64 mappings are guarded already.
    [[nodiscard]] static Result<WritableMapping> map(const SharedObject &object, std::size_t sizeBytes);
    [[nodiscard]] std::span<std::byte> bytes() const noexcept { return {m_data, size()}; }
};

} // namespace shmlab
