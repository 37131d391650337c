// SPDX-License-Identifier: MIT
#include "inspect/file_system_domain.h"

#include "base/open_descriptor.h"

#include <shmlab/base/parent_directory.h>
#include <shmlab/inspect/object_reader.h>

#include "inspect/directory_entries.h"
#include "inspect/directory_tree.h"
#include "inspect/proc_files.h"
#include "inspect/whole_file_system.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>

namespace shmlab {
namespace {

constexpr std::uint32_t changes = IN_CREATE | IN_DELETE | IN_MOVE | IN_ATTRIB | IN_MODIFY | IN_CLOSE_WRITE;

/// The names below a directory that is its own to close.
class OwnedTree final : public ObjectNames {
public:
    OwnedTree(InspectCalls calls, OpenDescriptor root, dev_t device)
        : m_root(std::move(root)),
          m_tree(calls, m_root.get(), device)
    {
    }
    Result<bool> readMore(std::vector<ObjectEntry> &entries) override { return m_tree.readMore(entries); }

private:
    OpenDescriptor m_root;
    DirectoryTree m_tree;
};

/// A directory that is gone already, or of another user, is not read either.
bool isLeftOut(int errorNumber)
{
    return errorNumber == ENOENT || errorNumber == ENOTDIR || errorNumber == EACCES;
}

} // namespace

FileSystemDomain::~FileSystemDomain()
{
    for (const int fd : {m_directory, m_notifier}) {
        if (fd >= 0)
            (void)m_calls.close(fd);
    }
}

Result<void> FileSystemDomain::open()
{
    if (m_directory >= 0)
        return {};
    const auto directory = m_calls.open(m_root, O_DIRECTORY);
    if (!directory)
        return std::unexpected(directory.error());
    m_directory = *directory;
    const auto status = m_calls.statDescriptor(m_directory);
    if (!status) {
        (void)m_calls.close(std::exchange(m_directory, -1));
        return std::unexpected(status.error());
    }
    m_devices.front() = {ObjectStatus::of(*status).identity.device, domain()};
    m_shownPath = shownPathOf(m_calls, m_directory, m_root);
    m_isWholeFileSystem = isWholeFileSystem(m_calls, m_shownPath);
    return {};
}

void FileSystemDomain::watch()
{
    const auto notifier = m_calls.openNotifier();
    if (!notifier)
        return;
    m_notifier = *notifier;
    std::unordered_set<std::string> present; // the caller reads all names anyway
    if (!watchTree(".", present))
        stopWatching();
}

bool FileSystemDomain::watchTree(const std::string &path, std::unordered_set<std::string> &touched)
{
    const bool isRoot = path == ".";
    const auto watched = m_calls.watchDirectory(m_notifier, isRoot ? m_root : m_root + '/' + path,
                                                isRoot ? changes : changes | IN_DONT_FOLLOW);
    if (!watched) // a directory may be gone already, or be one of another user
        return !isRoot && isLeftOut(watched.error().errorNumber);
    m_watches.insert_or_assign(*watched, path);
    const auto directory = openDirectoryBelow(m_calls, m_directory, m_devices.front().device, path);
    if (!directory)
        return !isRoot;
    const std::string prefix = isRoot ? std::string() : path + '/';
    std::vector<ObjectEntry> names;
    std::vector<std::string> directories;
    for (Result<bool> isMore = true; isMore && *isMore;)
        isMore = readEntries(m_calls, directory->get(), prefix, names, directories);
    for (ObjectEntry &entry : names)
        touched.insert(std::move(entry.name));
    return std::ranges::all_of(
        directories, [&](const std::string &inner) { return depthOf(inner) > maxDepth || watchTree(inner, touched); });
}

void FileSystemDomain::stopWatching()
{
    (void)m_calls.close(std::exchange(m_notifier, -1));
    m_watches.clear();
}

/// False when not all touched names are known.
bool FileSystemDomain::readEvents(std::unordered_set<std::string> &touched)
{
    if (m_notifier < 0)
        return false;
    alignas(inotify_event) std::array<char, 65536> buffer{};
    for (;;) {
        const auto got = m_calls.read(m_notifier, buffer.data(), buffer.size());
        if (!got)
            return got.error().errorNumber == EAGAIN; // all events have been read
        for (std::size_t at = 0; at + sizeof(inotify_event) <= *got;) {
            inotify_event event{};
            std::memcpy(&event, buffer.data() + at, sizeof event);
            const char *name = buffer.data() + at + sizeof event;
            if (!noteEvent(event, {name, ::strnlen(name, event.len)}, touched))
                return false;
            at += sizeof event + event.len;
        }
    }
}

bool FileSystemDomain::noteEvent(const inotify_event &event, std::string_view name,
                                 std::unordered_set<std::string> &touched)
{
    if ((event.mask & IN_Q_OVERFLOW) != 0)
        return false;
    const auto watched = m_watches.find(event.wd);
    if (watched == m_watches.end())
        return true;
    if ((event.mask & IN_IGNORED) != 0) {
        const bool isRoot = watched->second == ".";
        m_watches.erase(watched);
        if (isRoot) { // the directory is gone: what is mounted there now is another one
            stopWatching();
            (void)m_calls.close(std::exchange(m_directory, -1));
        }
        return !isRoot;
    }
    if (name.empty())
        return true;
    std::string path = watched->second == "." ? std::string(name) : watched->second + '/' + std::string(name);
    touched.insert(path);
    if ((event.mask & (IN_CREATE | IN_MOVED_TO)) != 0)
        m_created.insert(path);
    if ((event.mask & IN_ISDIR) == 0)
        return true;
    if ((event.mask & (IN_MOVED_FROM | IN_DELETE | IN_ATTRIB)) != 0) {
        stopWatching(); // what lay in it has other names now, as have the watched directories, or can be read now
        return false;
    }
    return (event.mask & (IN_CREATE | IN_MOVED_TO)) == 0 || watchTree(path, touched);
}

Result<bool> FileSystemDomain::readChanges(std::unordered_set<std::string> &touched)
{
    m_created.clear();
    const bool isTold = readEvents(touched);
    if (auto done = open(); !done) // again, where the directory turned out to be gone
        return std::unexpected(done.error());
    if (m_notifier < 0)
        watch(); // before the names are read, so that no change is missed
    return isTold;
}

Result<std::unique_ptr<ObjectNames>> FileSystemDomain::names() const
{
    // A descriptor of its own, whose position begins at the first name.
    auto directory = OpenDescriptor::of(m_calls, m_calls.openAt(m_directory, ".", O_DIRECTORY));
    if (!directory)
        return std::unexpected(directory.error());
    return std::make_unique<OwnedTree>(m_calls, *std::move(directory), m_devices.front().device);
}

/// If the name led to a regular file when it was listed, it is opened without another stat.
Result<OpenedObject> FileSystemDomain::openNamed(const ObjectEntry &entry,
                                                 const std::unordered_set<ObjectId> &leased) const
{
    const auto parent = ParentDirectory::openAt(m_calls, m_directory, entry.name);
    if (!parent && (parent.error().errorNumber == ENOENT || parent.error().errorNumber == ENOTDIR))
        return std::unexpected(Error{.call = Call::Open, .errorNumber = ENOENT});
    if (!parent)
        return OpenedObject{};
    const dev_t device = m_devices.front().device;
    OpenedObject opened;
    const auto openRegular = [&] {
        ObjectStatus status;
        auto reader = ObjectReader::openRegularAt(m_calls, parent->fd(), parent->leaf(), status, m_domain);
        if (!reader) {
            opened.isLeased = reader.error().problem == Problem::Leased;
            return false;
        }
        opened.status = status;
        opened.bytes = std::make_unique<ObjectReader>(std::move(*reader));
        return true;
    };
    const bool isKnownToBeFree =
        leased.empty() || (entry.inode != 0 && !leased.contains({device, entry.inode, domain()}));
    if (entry.isRegular && isKnownToBeFree && openRegular())
        return opened;
    const auto status = m_calls.statAt(parent->fd(), parent->leaf());
    if (!status && status.error().errorNumber == ENOENT)
        return std::unexpected(status.error());
    if (!status)
        return opened;
    opened.status = ObjectStatus::of(*status);
    opened.status->identity.domain = m_domain;
    opened.isLeased = opened.isLeased || leased.contains(opened.status->identity);
    if (opened.status->isRegular() && !opened.isLeased && !(entry.isRegular && isKnownToBeFree))
        (void)openRegular();
    if (S_ISDIR(opened.status->mode))
        opened.unseenContent = unseenContentOf(entry.name, *opened.status);
    return opened;
}

UnseenContent FileSystemDomain::unseenContentOf(const std::string &path, const ObjectStatus &status) const
{
    const dev_t device = m_devices.front().device;
    if (status.identity.device != device)
        return UnseenContent::Mounted;
    if (depthOf(path) > maxDepth)
        return UnseenContent::TooDeep;
    const auto directory = openDirectoryBelow(m_calls, m_directory, device, path);
    if (directory)
        return UnseenContent::None;
    switch (directory.error().errorNumber) {
    case ENOENT:
    case ENOTDIR: return UnseenContent::None; // it is gone
    case EXDEV: return UnseenContent::Mounted;
    default: return UnseenContent::Unreadable;
    }
}

Result<OpenedObject> FileSystemDomain::openHeld(const ObjectId &id, const HeldObject &held) const
{
    auto reader = ObjectReader::openUnleasedByProcPath(m_calls, held.procPath, id);
    if (!reader)
        return std::unexpected(reader.error());
    OpenedObject opened;
    if (const auto status = reader->status())
        opened.status = *status;
    opened.bytes = std::make_unique<ObjectReader>(std::move(*reader));
    return opened;
}

/// The kernel shows "/dev/shm/NAME (deleted)".
std::string FileSystemDomain::lastNameOf(const ObjectId &, const HeldObject &held) const
{
    std::string_view label = held.label;
    if (held.isDeleted())
        label.remove_suffix(HeldObject::deletedSuffix.size());
    if (label.starts_with(m_shownPath + '/'))
        label.remove_prefix(m_shownPath.size() + 1);
    return std::string(label);
}

/// Other files may lie on the same file system.
bool FileSystemDomain::isOwnLabel(std::string_view label) const
{
    return m_isWholeFileSystem || label.starts_with(m_shownPath + '/');
}

bool FileSystemDomain::hasUnnamed(const ObjectId &id, const HeldObject &held) const
{
    const bool hasName = held.status && held.status->links > 0; // in the directory
    return id.domain == m_domain && id.device == m_devices.front().device && !hasName && isOwnLabel(held.label);
}

} // namespace shmlab
