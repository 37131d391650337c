// SPDX-License-Identifier: MIT
#include "inspect/held_domain.h"

#include "inspect/held_bytes.h"
#include "inspect/kernel_mounts.h"
#include "inspect/listed_names.h"

#include <algorithm>
#include <cerrno>
#include <string_view>
#include <utility>

namespace shmlab {
namespace {

/// Not memory of a device or of the kernel, as "/dev/dri/card0", "/dmabuf:", "/[aio] (deleted)", "anon_inode:…".
bool isOrdinaryFile(std::string_view label)
{
    return label.starts_with('/') && !label.starts_with("/dev/") && !label.starts_with("/[")
        && !label.starts_with("/dmabuf:") && !label.starts_with("/drm ") && !label.starts_with("/i915");
}

std::string_view withoutDeleted(std::string_view label)
{
    if (label.ends_with(HeldObject::deletedSuffix))
        label.remove_suffix(HeldObject::deletedSuffix.size());
    return label;
}

} // namespace

Result<void> HeldDomain::open()
{
    if (!m_devices.empty())
        return {};
    if (m_domain == Domain::MappedFile) {
        m_devices.push_back({.device = DomainDevice::anyDevice, .domain = m_domain});
        return {};
    }
    for (const dev_t device : kernelMounts(m_calls))
        m_devices.push_back({.device = device, .domain = m_domain});
    if (m_devices.empty())
        return std::unexpected(Error{.call = Call::MemfdCreate, .errorNumber = ENOSYS});
    return {};
}

Result<std::unique_ptr<ObjectNames>> HeldDomain::names() const
{
    return std::make_unique<ListedNames>(std::vector<ObjectEntry>());
}

Result<OpenedObject> HeldDomain::openNamed(const ObjectEntry &, const std::unordered_set<ObjectId> &) const
{
    return std::unexpected(Error{.call = Call::Open, .errorNumber = ENOENT});
}

Result<OpenedObject> HeldDomain::openHeld(const ObjectId &id, const HeldObject &held) const
{
    return m_domain == Domain::MappedFile ? examineFile(id, held) : openHeldBytes(m_calls, id, held);
}

/// It may lie on a file system that does not answer: it is opened only when a user asks for its bytes.
Result<OpenedObject> HeldDomain::examineFile(const ObjectId &id, const HeldObject &held) const
{
    OpenedObject opened;
    const auto seen = m_calls.statPath(held.procPath, InspectCalls::Symlinks::Follow); // asks no server
    if (!seen)
        return opened;
    ObjectStatus status = ObjectStatus::of(*seen);
    status.identity.domain = m_domain;
    if (status.identity != id)
        return std::unexpected(Error{.problem = Problem::Replaced});
    if (!status.isRegular())
        return std::unexpected(Error{.problem = Problem::NotRegular});
    opened.status = status;
    return opened;
}

/// "/memfd:NAME (deleted)", "/dev/zero (deleted)", the path of a file.
std::string HeldDomain::lastNameOf(const ObjectId &, const HeldObject &held) const
{
    constexpr std::string_view memfd = "/memfd:";
    std::string_view label = withoutDeleted(held.label);
    switch (m_domain) {
    case Domain::Memfd: return std::string(label.substr(std::min(memfd.size(), label.size())));
    case Domain::AnonymousShared: return {};
    default: return std::string(label);
    }
}

bool HeldDomain::hasUnnamed(const ObjectId &id, const HeldObject &held) const
{
    if (id.domain != m_domain)
        return false;
    return m_domain != Domain::MappedFile
        || (isOrdinaryFile(held.label) && std::ranges::any_of(held.holders, &Holder::mapsWritable));
}

} // namespace shmlab
