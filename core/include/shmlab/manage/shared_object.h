// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/base/system_calls.h>
#include <shmlab/inspect/object_status.h>

#include <cstdint>

#include <sys/types.h>

namespace shmlab {

/// What a name leads to now, compared with the object that was opened by it.
enum class NameState : std::uint8_t { SameObject, Gone, OtherObject };

/// Whether `name` still leads to the object `identity`. Errors: those of stat(2) except ENOENT, which is Gone.
[[nodiscard]] SHMLAB_EXPORT Result<NameState> nameStateOf(InspectCalls calls, const ObjectName &name,
                                                          ObjectId identity);

/// A shared memory object, open for reading and writing. Owns its descriptor and, if it was created here, its name: the
/// destructor unlinks the name, but only in the process that created it and only while the name still leads to this
/// object. Makes all its calls through the `calls` it was created or opened with. Move-only; empty after a move. Not
/// synchronised; const members may be called from several threads.
class SHMLAB_EXPORT SharedObject {
public:
    SharedObject(SharedObject &&other) noexcept;
    SharedObject &operator=(SharedObject &&other) noexcept;
    ~SharedObject();

    /// A new object of 0 bytes with this mode, whatever the umask. Errors: EEXIST, EACCES, ENOSPC, EMFILE, …
    [[nodiscard]] static Result<SharedObject> create(SystemCalls calls, const ObjectName &name, mode_t mode = 0600);
    /// The object that is there. Opens regular files only: anything else under the name is examined without opening it,
    /// since opening a FIFO for writing would release a reader or writer that is blocked on it. Blocks for 20 ms at
    /// most. Errors: ENOENT, EACCES, …; EAGAIN another program holds a lease on it; NotRegular.
    [[nodiscard]] static Result<SharedObject> open(SystemCalls calls, const ObjectName &name);

    [[nodiscard]] bool isOpen() const noexcept { return m_fd >= 0; }
    [[nodiscard]] int descriptor() const noexcept { return m_fd; }
    [[nodiscard]] const ObjectName &name() const noexcept { return m_name; }
    [[nodiscard]] ObjectId identity() const noexcept { return m_identity; }
    [[nodiscard]] SystemCalls calls() const noexcept { return m_calls; }

    [[nodiscard]] Result<ObjectStatus> status() const;
    [[nodiscard]] Result<NameState> nameState() const { return nameStateOf(m_calls, m_name, m_identity); }
    /// Sizes the object and reserves its memory, so that no later store can find /dev/shm full. Errors: ENOSPC, EFBIG,
    /// …
    [[nodiscard]] Result<void> allocate(off_t sizeBytes);
    /// Takes an exclusive lock on `range` (F_OFD_SETLK). The open file description owns it: it is released with the
    /// last descriptor, at the latest when the process ends. False if another description holds a conflicting lock.
    [[nodiscard]] Result<bool> tryLock(ByteRange range);
    /// Whether another open file description holds a lock that conflicts with an exclusive one on `range`.
    [[nodiscard]] Result<bool> isLockedByOthers(ByteRange range) const;

    [[nodiscard]] bool ownsName() const noexcept { return m_creator != 0; }
    /// From now on this object unlinks the name, as if it had created it.
    void acquireName() noexcept;
    /// From now on this object does not unlink the name, even if it created it.
    void releaseName() noexcept { m_creator = 0; }
    /// Unlinks the name if this object owns it and it still leads here; returns what it led to. Never unlinks another
    /// object: the name is moved and compared first, as in removeAnyway(), on any
    /// file system that can rename without replacing, as tmpfs. Ownership of the name ends, except on an
    /// error. Errors: StaysQuarantined, another object got the name and lost it to this call; EACCES, …
    [[nodiscard]] Result<NameState> unlinkName();

    /// Closes the descriptor and reports errors. The destructor does the same without reporting them.
    Result<void> close();

private:
    explicit SharedObject(SystemCalls calls, ObjectName name, int fd) noexcept
        : m_calls(calls),
          m_name(std::move(name)),
          m_fd(fd)
    {
    }
    [[nodiscard]] Result<ObjectStatus> identify();
    [[nodiscard]] Result<void> unlinkOwnName();

    SystemCalls m_calls;
    ObjectName m_name;
    ObjectId m_identity;
    int m_fd;
    pid_t m_creator = 0; ///< the process that owns the name; 0: this object does not own it
};

} // namespace shmlab
