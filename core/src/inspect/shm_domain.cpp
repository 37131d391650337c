// SPDX-License-Identifier: MIT
#include "inspect/shm_domain.h"

#include <shmlab/inspect/object_reader.h>

#include "inspect/directory_entries.h"
#include "inspect/proc_files.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>

#include <sys/inotify.h>

namespace shmlab {
namespace {

constexpr std::uint32_t changes = IN_CREATE | IN_DELETE | IN_MOVE | IN_ATTRIB | IN_MODIFY | IN_CLOSE_WRITE;

class DirectoryNames final : public ObjectNames {
public:
    DirectoryNames(InspectCalls calls, int directory) : m_directory{calls, directory} { }
    Result<bool> readMore(std::vector<ObjectEntry> &entries) override
    {
        return readEntries(m_directory.calls, m_directory.fd, entries);
    }

private:
    ScopedDescriptor m_directory;
};

} // namespace

ShmDomain::~ShmDomain()
{
    for (const int fd : {m_directory, m_notifier}) {
        if (fd >= 0)
            (void)m_calls.close(fd);
    }
}

Result<void> ShmDomain::open()
{
    if (m_directory >= 0)
        return {};
    const auto directory = m_calls.open(m_calls.roots().shm, O_DIRECTORY);
    if (!directory)
        return std::unexpected(directory.error());
    m_directory = *directory;
    const auto status = m_calls.statDescriptor(m_directory);
    if (!status) {
        (void)m_calls.close(std::exchange(m_directory, -1));
        return std::unexpected(status.error());
    }
    m_devices.front() = {ObjectStatus::of(*status).identity.device, domain()};
    return {};
}

void ShmDomain::watch()
{
    const auto notifier = m_calls.openNotifier();
    if (!notifier)
        return;
    m_notifier = *notifier;
    if (!m_calls.watchDirectory(m_notifier, m_calls.roots().shm, changes))
        (void)m_calls.close(std::exchange(m_notifier, -1));
}

/// False when not all touched names are known.
bool ShmDomain::readEvents(std::unordered_set<std::string> &touched)
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
            if ((event.mask & IN_IGNORED) != 0) { // the directory is gone: what is mounted there now is another one
                (void)m_calls.close(std::exchange(m_notifier, -1));
                (void)m_calls.close(std::exchange(m_directory, -1));
            }
            if ((event.mask & (IN_Q_OVERFLOW | IN_IGNORED)) != 0)
                return false;
            const char *name = buffer.data() + at + sizeof event;
            if (event.len > 0)
                touched.emplace(name, ::strnlen(name, event.len));
            at += sizeof event + event.len;
        }
    }
}

Result<bool> ShmDomain::readChanges(std::unordered_set<std::string> &touched)
{
    const bool isTold = readEvents(touched);
    if (auto done = open(); !done) // again, where the directory turned out to be gone
        return std::unexpected(done.error());
    if (m_notifier < 0)
        watch(); // before the names are read, so that no change is missed
    return isTold;
}

Result<std::unique_ptr<ObjectNames>> ShmDomain::names() const
{
    // A descriptor of its own, whose position begins at the first name.
    const auto directory = m_calls.openAt(m_directory, ".", O_DIRECTORY);
    if (!directory)
        return std::unexpected(directory.error());
    return std::make_unique<DirectoryNames>(m_calls, *directory);
}

/// If the name led to a regular file when it was listed, it is opened without another stat.
Result<OpenedObject> ShmDomain::openNamed(const ObjectEntry &entry) const
{
    OpenedObject opened;
    const auto openRegular = [&] {
        ObjectStatus status;
        auto reader = ObjectReader::openRegularAt(m_calls, m_directory, entry.name, status);
        if (!reader)
            return false;
        opened.status = status;
        opened.bytes = std::make_unique<ObjectReader>(std::move(*reader));
        return true;
    };
    if (entry.isRegular && openRegular())
        return opened;
    const auto status = m_calls.statAt(m_directory, entry.name);
    if (!status && status.error().errorNumber == ENOENT)
        return std::unexpected(status.error());
    if (!status)
        return opened;
    opened.status = ObjectStatus::of(*status);
    if (!entry.isRegular && opened.status->isRegular())
        (void)openRegular();
    return opened;
}

Result<OpenedObject> ShmDomain::openHeld(const ObjectId &id, const HeldObject &held) const
{
    auto reader = ObjectReader::openByProcPath(m_calls, held.procPath, id);
    if (!reader)
        return std::unexpected(reader.error());
    OpenedObject opened;
    if (const auto status = reader->status())
        opened.status = *status;
    opened.bytes = std::make_unique<ObjectReader>(std::move(*reader));
    return opened;
}

/// The kernel shows "/dev/shm/NAME (deleted)".
std::string ShmDomain::lastNameOf(const HeldObject &held) const
{
    std::string_view label = held.label;
    if (held.isDeleted())
        label.remove_suffix(HeldObject::deletedSuffix.size());
    const std::string &folder = m_calls.roots().shm;
    if (label.starts_with(folder + '/'))
        label.remove_prefix(folder.size() + 1);
    return std::string(label);
}

std::vector<std::unique_ptr<ObjectDomain>> objectDomains(InspectCalls calls)
{
    std::vector<std::unique_ptr<ObjectDomain>> all;
    all.push_back(std::make_unique<ShmDomain>(calls));
    return all;
}

} // namespace shmlab
