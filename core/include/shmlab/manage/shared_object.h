// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/base/system_calls.h>
#include <shmlab/inspect/object_status.h>

#include <cstdint>

#include <sys/types.h>

namespace shmlab {

/// What the name leads to now, seen from an object that was opened by it.
enum class NameState : std::uint8_t { SameObject, Gone, OtherObject };

/// An open shared memory object; base of the two ways to have one. Owns its descriptor. Move-only; empty after a
/// move. Not synchronised; const members may be called from several threads.
class SHMLAB_EXPORT OpenObject {
public:
    [[nodiscard]] bool isOpen() const noexcept { return m_fd >= 0; }
    [[nodiscard]] int descriptor() const noexcept { return m_fd; }
    [[nodiscard]] const ObjectName &name() const noexcept { return m_name; }
    [[nodiscard]] Identity identity() const noexcept { return m_identity; }
    [[nodiscard]] SystemCalls calls() const noexcept { return m_calls; }

    [[nodiscard]] Result<ObjectStatus> status(SystemCalls calls) const;
    [[nodiscard]] Result<NameState> nameState(SystemCalls calls) const;
    /// Whether somebody else holds an exclusive lock that touches `range` (F_OFD_GETLK). Locks taken through this very
    /// descriptor do not count.
    [[nodiscard]] Result<bool> isLockedByOthers(SystemCalls calls, ByteRange range) const;
    /// Closes now and reports. The destructor does the same quietly.
    Result<void> close();

protected:
    explicit OpenObject(ObjectName name) : m_name(std::move(name)) { }
    OpenObject(OpenObject &&other) noexcept;
    OpenObject &operator=(OpenObject &&other) noexcept;
    ~OpenObject();
    void swap(OpenObject &other) noexcept;
    [[nodiscard]] Result<ObjectStatus> adopt(SystemCalls calls, int fd);

    SystemCalls m_calls;
    ObjectName m_name;
    Identity m_identity;
    int m_fd = -1;
};

/// Opened to look only (O_RDONLY).
class SHMLAB_EXPORT ReadOnlyObject : public OpenObject {
public:
    /// Errors: those of shm_open(3), EAGAIN when another program keeps a lease on it for more than 20 ms; NotRegular.
    [[nodiscard]] static Result<ReadOnlyObject> open(SystemCalls calls, const ObjectName &name);

private:
    using OpenObject::OpenObject;
};

/// Opened to read and write. One that was created here owns the name as well: the destructor unlinks it, but only from
/// the process that created it and only while the name still leads to this object.
class SHMLAB_EXPORT SharedObject : public OpenObject {
public:
    SharedObject(SharedObject &&other) noexcept;
    SharedObject &operator=(SharedObject &&other) noexcept;
    ~SharedObject();

    /// A new object of 0 bytes and mode 0600, exactly, whatever the umask. Errors: EEXIST, EACCES, ENOSPC, EMFILE, …
    [[nodiscard]] static Result<SharedObject> create(SystemCalls calls, const ObjectName &name);
    /// Errors: ENOENT, EACCES, EAGAIN as with ReadOnlyObject, …; NotRegular.
    [[nodiscard]] static Result<SharedObject> open(SystemCalls calls, const ObjectName &name);

    /// Sizes the object and reserves its memory, so that no later store can find /dev/shm full. Errors: ENOSPC, EFBIG,
    /// …
    [[nodiscard]] Result<void> allocate(off_t sizeBytes);
    /// An exclusive lock on `range`, owned by this open file description (F_OFD_SETLK): gone with its last descriptor,
    /// so at the latest with the process. False when somebody else has it.
    [[nodiscard]] Result<bool> tryLock(ByteRange range);

    [[nodiscard]] bool ownsName() const noexcept { return m_creator != 0; }
    /// Makes the name this handle's to remove, as if it had been created here.
    void acquireName() noexcept;
    /// Leaves the name to itself, whoever made it.
    void releaseName() noexcept { m_creator = 0; }
    /// Removes the name if it still leads to this object, and says what it led to. Only a name that this handle owns is
    /// removed; it is given up in any case but an error.
    [[nodiscard]] Result<NameState> unlinkName();

private:
    using OpenObject::OpenObject;
    pid_t m_creator = 0; ///< the process that owns the name; 0: nobody here does
};

} // namespace shmlab
