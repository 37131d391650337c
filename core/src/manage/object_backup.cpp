// SPDX-License-Identifier: MIT
#include <shmlab/manage/object_backup.h>

#include "manage/backup_content.h"
#include "manage/object_names.h"
#include "manage/object_properties.h"

#include <shmlab/inspect/object_reader.h>
#include <shmlab/manage/shared_object.h>

#include <cerrno>
#include <new>

#include <unistd.h>

namespace shmlab {

struct ObjectCopy {
    ObjectProperties properties;
    BackupContent content;
};

namespace {

Result<ObjectReader> openSame(InspectCalls calls, const ObjectName &name, ObjectId identity)
{
    auto object = ObjectReader::open(calls, name);
    if (object && object->identity() != identity)
        return std::unexpected(Error{.problem = Problem::Replaced, .object = name.display()});
    return object;
}

/// The properties of an open object, with the memory that its data takes.
Result<ObjectProperties> propertiesOf(InspectCalls calls, const ObjectReader &object, const CopyProgress &progress = {})
{
    auto properties = ObjectProperties::of(calls, object.descriptor());
    if (!properties)
        return properties;
    const auto data = dataBlockBytes(object, properties->status.sizeBytes, properties->blockBytes, progress);
    if (!data)
        return std::unexpected(data.error());
    properties->dataBytes = *data;
    return properties;
}

/// Reserves the memory of an object whose content is written; false where that is not possible.
Result<bool> reserveMemory(SystemCalls calls, int fd, off_t bytes)
{
    if (bytes == 0)
        return true;
    const auto done = calls.reserve(fd, bytes);
    if (!done && done.error().errorNumber == ENOSPC)
        return std::unexpected(done.error());
    return done.has_value();
}

} // namespace

Result<BackupForecast> forecastBackup(InspectCalls calls, const ObjectName &name, ObjectId identity)
{
    const auto object = openSame(calls, name, identity);
    if (!object)
        return std::unexpected(object.error());
    auto properties = propertiesOf(calls, *object);
    if (!properties)
        return errorFor(name, properties);
    BackupForecast forecast{.dataBytes = properties->dataBytes, .missing = properties->foreseen()};
    if (properties->status.links <= 1)
        return forecast;
    auto other = findOtherName(calls, properties->instance, name);
    if (!other)
        return errorFor(name, other);
    forecast.missing = *other ? NotRestoredSet{NotRestored::ChangeTime} : forecast.missing;
    if (!*other)
        forecast.missing.add(NotRestored::Links);
    return forecast;
}

Result<ObjectBackup> ObjectBackup::of(InspectCalls calls, const ObjectName &name, ObjectId identity,
                                      const BackupOptions &options)
{
    const auto object = openSame(calls, name, identity);
    if (!object)
        return std::unexpected(object.error());
    return of(calls, name, *object, options);
}

Result<ObjectBackup> ObjectBackup::of(InspectCalls calls, const ObjectName &name, const ObjectReader &object,
                                      const BackupOptions &options)
try {
    auto properties = propertiesOf(calls, object, options.progress);
    if (!properties)
        return errorFor(name, properties);
    ObjectBackup backup(name);
    backup.m_links = properties->status.links;
    auto copy = std::make_shared<ObjectCopy>();
    copy->properties = std::move(*properties);
    if (auto done = copy->content.copy(object, copy->properties.status.sizeBytes, options); !done)
        return errorFor(name, done);
    backup.m_copy = std::move(copy);
    return backup;
} catch (const std::bad_alloc &) {
    return std::unexpected(Error{.problem = Problem::OutOfMemory, .object = name.display()});
}

const ObjectInstance &ObjectBackup::object() const noexcept
{
    return m_successor ? *m_successor : m_copy->properties.instance;
}

std::size_t ObjectBackup::sizeBytes() const noexcept
{
    return m_copy->content.sizeBytes();
}

bool ObjectBackup::isInFile() const noexcept
{
    return m_copy->content.isInFile();
}

Result<bool> ObjectBackup::isUpToDate(InspectCalls calls) const
{
    auto status = calls.statPath(calls.pathOf(m_name));
    if (!status)
        return errorFor(m_name, status);
    const ObjectProperties &copied = m_copy->properties;
    const statx_timestamp &modified = status->stx_mtime;
    return instanceOf(*status) == copied.instance && ObjectStatus::of(*status).sizeBytes == copied.status.sizeBytes
        && modified.tv_sec == copied.modified.tv_sec && modified.tv_nsec == copied.modified.tv_nsec;
}

Result<ObjectBackup::Restored> ObjectBackup::restore(SystemCalls calls, const CopyProgress &progress) const
try {
    if (m_links > 1) {
        auto linked = linkAgain(calls);
        if (!linked)
            return errorFor(m_name, linked);
        if (*linked)
            return **linked;
    }
    auto created = createAgain(calls, progress);
    if (!created)
        return errorFor(m_name, created);
    if (m_links > 1)
        created->missing.add(NotRestored::Links);
    return created;
} catch (const std::bad_alloc &) {
    return std::unexpected(Error{.problem = Problem::OutOfMemory, .object = m_name.display()});
}

/// Nothing if no other name leads to the object, or if this process may not link it.
Result<std::optional<ObjectBackup::Restored>> ObjectBackup::linkAgain(SystemCalls calls) const
{
    const auto other = findOtherName(calls, object(), m_name);
    if (!other)
        return std::unexpected(other.error());
    if (!*other)
        return std::nullopt;
    const auto linked = calls.linkDescriptor((*other)->descriptor.get(), m_name);
    if (!linked) {
        const int errorNumber = linked.error().errorNumber;
        if (errorNumber == EPERM || errorNumber == EMLINK || errorNumber == ENOENT)
            return std::nullopt;
        return std::unexpected(linked.error());
    }
    Restored restored{.object = object(), .missing = {NotRestored::ChangeTime}, .isLinked = true};
    if ((*other)->links + 1 < m_links)
        restored.missing.add(NotRestored::Links);
    return restored;
}

Result<ObjectBackup::Restored> ObjectBackup::createAgain(SystemCalls calls, const CopyProgress &progress) const
{
    const ObjectProperties &properties = m_copy->properties;
    // Other processes of this user, too, may do no more with it than before; the descriptor here may write all the
    // same.
    constexpr mode_t privateMode = 0600;
    const bool isOwn = properties.status.owner == ::geteuid();
    auto object = SharedObject::create(calls, m_name, isOwn ? properties.status.mode & privateMode : privateMode);
    if (!object)
        return std::unexpected(object.error());
    // On any error from here on the destructor removes the name.
    const int fd = object->descriptor();
    const auto status = calls.statDescriptor(fd);
    if (!status)
        return std::unexpected(status.error());
    if (const auto sized = calls.truncate(fd, properties.status.sizeBytes); !sized)
        return std::unexpected(sized.error());
    if (const auto written = m_copy->content.writeTo(calls, fd, progress); !written)
        return std::unexpected(written.error());
    const auto isReserved = reserveMemory(calls, fd, properties.bytesToReserve());
    if (!isReserved)
        return std::unexpected(isReserved.error());
    const auto missing = properties.applyTo(calls, fd, ObjectStatus::of(*status));
    if (!missing)
        return std::unexpected(missing.error());
    object->releaseName();
    Restored restored{.object = instanceOf(*status), .missing = *missing};
    if (!*isReserved)
        restored.missing.add(NotRestored::Preallocation);
    return restored;
}

} // namespace shmlab
