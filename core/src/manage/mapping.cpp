// SPDX-License-Identifier: MIT
#include <shmlab/manage/mapping.h>

#include "manage/sigbus_guard.h"

#include <cassert>
#include <cerrno>
#include <utility>

#include <sys/mman.h>
#include <unistd.h>

namespace shmlab {

Mapping::Mapping(Mapping &&other) noexcept
{
    swap(other);
}

Mapping &Mapping::operator=(Mapping &&other) noexcept
{
    Mapping(std::move(other)).swap(*this);
    return *this;
}

Mapping::~Mapping()
{
    (void)unmap();
}

void Mapping::swap(Mapping &other) noexcept
{
    std::swap(m_data, other.m_data);
    std::swap(m_calls, other.m_calls);
    std::swap(m_size, other.m_size);
    std::swap(m_process, other.m_process);
    std::swap(m_damaged, other.m_damaged);
}

bool Mapping::isInThisProcess() const noexcept
{
    return m_process == ::getpid();
}

Result<void> Mapping::map(const SharedObject &object, std::size_t sizeBytes, int protection)
{
    assert(!isMapped());
    const SystemCalls calls = object.calls();
    auto address = calls.map(object.descriptor(), sizeBytes, protection);
    if (!address)
        return errorFor(object.name(), address);
    m_calls = calls;
    m_data = static_cast<std::byte *>(*address);
    m_size = sizeBytes;
    m_process = ::getpid();
    m_damaged = sigbus_guard::protect(m_data, m_size, protection);
    if (m_damaged == nullptr) {
        (void)unmap();
        return std::unexpected(Error{.call = Call::Mmap, .errorNumber = ENFILE, .object = object.name().display()});
    }
    // A forked child would share what it does not own; a core dump would contain other users' data.
    for (const int advice : {MADV_DONTFORK, MADV_DONTDUMP}) {
        if (auto done = calls.advise(m_data, m_size, advice); !done) {
            (void)unmap();
            return errorFor(object.name(), done);
        }
    }
    return {};
}

Result<void> Mapping::unmap()
{
    if (m_data == nullptr)
        return {};
    if (m_damaged != nullptr)
        sigbus_guard::retire(std::exchange(m_damaged, nullptr));
    void *const address = std::exchange(m_data, nullptr);
    const std::size_t size = std::exchange(m_size, 0);
    // In a forked child something else may lie there by now.
    return isInThisProcess() ? m_calls.unmap(address, size) : Result<void>();
}

Result<ReadOnlyMapping> ReadOnlyMapping::map(const SharedObject &object, std::size_t sizeBytes)
{
    ReadOnlyMapping mapping;
    if (const auto done = mapping.Mapping::map(object, sizeBytes, PROT_READ); !done)
        return std::unexpected(done.error());
    return mapping;
}

Result<WritableMapping> WritableMapping::map(const SharedObject &object, std::size_t sizeBytes)
{
    WritableMapping mapping;
    if (const auto done = mapping.Mapping::map(object, sizeBytes, PROT_READ | PROT_WRITE); !done)
        return std::unexpected(done.error());
    return mapping;
}

} // namespace shmlab
