// SPDX-License-Identifier: MIT
#include "inspect/message_queue_domain.h"

#include "base/open_descriptor.h"
#include "inspect/directory_entries.h"
#include "inspect/listed_names.h"
#include "inspect/proc_files.h"

#include <cerrno>
#include <string_view>
#include <utility>

#include <fcntl.h>

namespace shmlab {
namespace {

/// A queue is read as a file: "QSIZE:129 NOTIFY:0 SIGNO:0 NOTIFY_PID:0" (mq_overview(7)).
std::uint64_t bytesIn(std::string_view text)
{
    constexpr std::string_view title = "QSIZE:";
    const std::string_view field = nextField(text);
    return field.starts_with(title) ? parseNumber<std::uint64_t>(field.substr(title.size())).value_or(0) : 0;
}

} // namespace

MessageQueueDomain::~MessageQueueDomain()
{
    if (m_directory >= 0)
        (void)m_calls.close(m_directory);
}

Result<void> MessageQueueDomain::open()
{
    if (m_directory >= 0)
        return {};
    auto directory = OpenDescriptor::of(m_calls, m_calls.open(m_calls.roots().mqueue, O_DIRECTORY));
    if (!directory)
        return std::unexpected(directory.error());
    const auto status = m_calls.statDescriptor(directory->get());
    if (!status)
        return std::unexpected(status.error());
    m_devices.front() = {.device = ObjectStatus::of(*status).identity.device, .domain = domain()};
    m_directory = directory->release();
    return {};
}

Result<std::unique_ptr<ObjectNames>> MessageQueueDomain::names() const
{
    // A descriptor of its own, whose position begins at the first name.
    const auto directory = OpenDescriptor::of(m_calls, m_calls.openAt(m_directory, ".", O_DIRECTORY));
    if (!directory)
        return std::unexpected(directory.error());
    std::vector<ObjectEntry> entries;
    for (std::string &name : namesIn(m_calls, directory->get()))
        entries.push_back({.name = std::move(name), .isRegular = true});
    return std::make_unique<ListedNames>(std::move(entries));
}

Result<OpenedObject> MessageQueueDomain::openQueue(int directory, const std::string &path,
                                                   InspectCalls::Symlinks symlinks) const
{
    const auto seen = m_calls.statAt(directory, path, symlinks);
    if (!seen)
        return std::unexpected(seen.error());
    OpenedObject opened;
    ObjectStatus status = ObjectStatus::of(*seen);
    status.identity.domain = domain();
    const auto queue = OpenDescriptor::of(m_calls, m_calls.openAt(directory, path, O_NONBLOCK));
    const auto attributes = queue ? m_calls.queueAttributes(queue->get()) : std::unexpected(queue.error());
    if (attributes) {
        const auto text = readFile(m_calls, queue->get(), ReadMode::SingleRead);
        opened.facts.queue = QueueFacts{.messages = static_cast<std::uint64_t>(attributes->messages),
                                        .bytes = text ? bytesIn(*text) : 0,
                                        .maxMessages = static_cast<std::uint64_t>(attributes->maxMessages),
                                        .maxMessageBytes = static_cast<std::uint64_t>(attributes->maxMessageBytes)};
        status.sizeBytes = attributes->maxMessages * attributes->maxMessageBytes;
        status.allocatedBytes = static_cast<off_t>(opened.facts.queue->bytes);
    }
    opened.status = status;
    return opened;
}

Result<OpenedObject> MessageQueueDomain::openNamed(const ObjectEntry &entry, const std::unordered_set<ObjectId> &) const
{
    return openQueue(m_directory, entry.name, InspectCalls::Symlinks::NoFollow);
}

Result<OpenedObject> MessageQueueDomain::openHeld(const ObjectId &id, const HeldObject &held) const
{
    auto opened = openQueue(AT_FDCWD, held.procPath, InspectCalls::Symlinks::Follow);
    if (opened && opened->status->identity != id)
        return std::unexpected(Error{.problem = Problem::Replaced});
    return opened;
}

/// The kernel shows "/NAME", and " (deleted)" after it.
std::string MessageQueueDomain::lastNameOf(const ObjectId &, const HeldObject &held) const
{
    std::string_view label = held.label;
    if (held.isDeleted())
        label.remove_suffix(HeldObject::deletedSuffix.size());
    return std::string(label.substr(label.rfind('/') + 1)); // npos + 1 is 0
}

bool MessageQueueDomain::hasUnnamed(const ObjectId &id, const HeldObject &held) const
{
    const bool hasName = held.status && held.status->links > 0;
    return id.domain == domain() && id.device == m_devices.front().device && !hasName;
}

} // namespace shmlab
