// SPDX-License-Identifier: MIT
#pragma once

#include "base/open_descriptor.h"

#include <shmlab/inspect/byte_source.h>
#include <shmlab/inspect/process.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace shmlab {

/// The bytes of an object as the processes that map it have them, for an object that cannot be opened. Only pages that
/// one of them has present are read: reading another one would allocate it. Those are the data of the object; what no
/// process has touched, or what was swapped out, reads as a hole. Whether a page is present is checked right before it
/// is read; where the process unmaps it in between, another mapping of it may lie there. Reading needs the rights of
/// ptrace(2): Yama (kernel.yama.ptrace_scope) may forbid it.
class ProcessMemory final : public ByteSource {
public:
    /// `holders` map the object; those whose memory this process may not read are left out. Errors: of the last one
    /// when none is left: EPERM, EACCES, ESRCH.
    [[nodiscard]] static Result<ProcessMemory> open(InspectCalls calls, const ObjectId &id,
                                                    std::span<const Process> holders);

    [[nodiscard]] ObjectId identity() const noexcept override { return m_identity; }
    /// The size is the end of what is mapped, the allocated bytes are those that are present.
    [[nodiscard]] Result<ObjectStatus> status() const override;
    [[nodiscard]] Result<std::size_t> readAt(off_t offset, std::span<std::byte> to) const override;
    [[nodiscard]] Result<std::optional<off_t>> nextData(off_t from) const override;
    [[nodiscard]] Result<off_t> nextHole(off_t from) const override;
    /// Nothing shows locks.
    [[nodiscard]] Result<bool> isLockedByOthers(ByteRange) const override { return false; }

private:
    /// A part of the object in the memory of a process.
    struct Window {
        Process process;
        std::shared_ptr<const OpenDescriptor> pagemap; ///< of the process; refers to the same memory for ever
        std::uint64_t address = 0;
        off_t offset = 0;
        off_t end = 0;
    };
    /// For pages of the object one after the other: a window in which the page is present, or null.
    using PageHolders = std::vector<const Window *>;

    ProcessMemory(InspectCalls calls, const ObjectId &id) : m_calls(calls), m_identity(id) { }
    [[nodiscard]] Result<void> addWindows(const Process &process);
    /// Reads a byte of each part of a process that has a present page.
    [[nodiscard]] Result<void> tryToRead(std::span<const Window> windows) const;
    [[nodiscard]] PageHolders holdersOf(off_t offset, std::size_t pages) const;
    /// The next page from an offset on that is present, or is not.
    [[nodiscard]] std::optional<off_t> nextPage(off_t from, bool isPresent) const;
    [[nodiscard]] off_t sizeBytes() const noexcept;

    InspectCalls m_calls;
    ObjectId m_identity;
    std::vector<Window> m_windows;
};

} // namespace shmlab
