// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/base/system_calls.h>
#include <shmlab/inspect/object_id.h>
#include <shmlab/manage/backup_file.h>
#include <shmlab/manage/not_restored.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>

namespace shmlab {

class ObjectReader;
struct ObjectCopy; // inner

/// An object for all time: the number of an inode is used again, but not with the same birth time.
struct ObjectInstance {
    ObjectId identity;
    std::int64_t bornSeconds = 0; ///< 0 if the file system does not record it
    std::uint32_t bornNanoseconds = 0;
    bool operator==(const ObjectInstance &) const = default;
};

/// Called after each portion of a copy with the bytes copied since the last call, and with 0 while it is measured;
/// false ends the work with Cancelled.
using CopyProgress = std::function<bool(std::size_t bytes)>;

/// How a backup keeps the bytes of an object.
struct BackupOptions {
    std::size_t maxBytes = std::numeric_limits<std::size_t>::max(); ///< of data; holes take none
    std::shared_ptr<BackupFile> file{}; ///< null: in memory
    CopyProgress progress{};
};

/// What a backup would take, and what an object restored from it would lack, told before the removal.
struct BackupForecast {
    off_t dataBytes = 0;
    NotRestoredSet missing;
};
/// Reads no bytes of the object. Errors: those of opening; Replaced.
[[nodiscard]] SHMLAB_EXPORT Result<BackupForecast> forecastBackup(InspectCalls calls, const ObjectName &name,
                                                                  ObjectId identity);

/// A copy of an object from which it can be created again: content with its holes, preallocation, size, mode, owner,
/// access control list, extended attributes, times, and names that lead to the same object. Copies of this value share
/// the bytes.
class SHMLAB_EXPORT ObjectBackup {
public:
    /// Copies the object `identity`. Errors: those of opening and reading; TooLarge it holds more than
    /// `options.maxBytes`; those of writing to `options.file`; OutOfMemory; Replaced; Cancelled.
    [[nodiscard]] static Result<ObjectBackup> of(InspectCalls calls, const ObjectName &name, ObjectId identity,
                                                 const BackupOptions &options);

    /// The same of an object that is open; `name` leads to it.
    [[nodiscard]] static Result<ObjectBackup> of(InspectCalls calls, const ObjectName &name, const ObjectReader &object,
                                                 const BackupOptions &options);

    [[nodiscard]] const ObjectName &name() const noexcept { return m_name; }
    /// The object that it brings back: the one that was copied, or its successor.
    [[nodiscard]] const ObjectInstance &object() const noexcept;
    /// Whether the object had other names when this one was removed.
    [[nodiscard]] bool hasOtherNames() const noexcept { return m_links > 1; }
    /// The bytes that the copy keeps, in memory or in a file.
    [[nodiscard]] std::size_t sizeBytes() const noexcept;
    [[nodiscard]] bool isInFile() const noexcept;

    /// Whether the name still leads to the object, with the size and the modification time that were copied. Stores
    /// through a mapping leave no trace. Errors: those of stat(2).
    [[nodiscard]] Result<bool> isUpToDate(InspectCalls calls) const;

    /// Keeps the copy that `newer` has of the same object, which had several names, and drops its own.
    void shareCopyOf(const ObjectBackup &newer) noexcept
    {
        m_copy = newer.m_copy;
        m_successor = newer.m_successor;
    }
    /// Whether no other backup keeps the same copy.
    [[nodiscard]] bool isOnlyOwnerOfCopy() const noexcept { return m_copy.use_count() == 1; }
    /// The object was restored under another of its names as `object`: restore() adds this name to it.
    void setSuccessor(const ObjectInstance &object) noexcept { m_successor = object; }

    struct Restored {
        ObjectInstance object;
        NotRestoredSet missing;
        bool isLinked = false; ///< the object still had another name, and got this one again
    };
    /// Gives the object its name again if another name of it is still there, or creates another inode with the same
    /// content and properties. No process gets more access meanwhile or afterwards than it had. On an error nothing is
    /// left. Errors: EEXIST the name is in use again; ENOSPC, …; BackupDamaged; Cancelled.
    [[nodiscard]] Result<Restored> restore(SystemCalls calls, const CopyProgress &progress = {}) const;

private:
    explicit ObjectBackup(ObjectName name) : m_name(std::move(name)) { }
    [[nodiscard]] Result<std::optional<Restored>> linkAgain(SystemCalls calls) const;
    [[nodiscard]] Result<Restored> createAgain(SystemCalls calls, const CopyProgress &progress) const;

    ObjectName m_name;
    nlink_t m_links = 1; ///< before the removal of this name
    std::optional<ObjectInstance> m_successor;
    std::shared_ptr<const ObjectCopy> m_copy;
};

} // namespace shmlab
