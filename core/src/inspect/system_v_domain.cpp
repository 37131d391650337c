// SPDX-License-Identifier: MIT
#include "inspect/system_v_domain.h"

#include "inspect/held_bytes.h"
#include "inspect/kernel_mounts.h"
#include "inspect/listed_names.h"
#include "inspect/proc_files.h"

#include <shmlab/inspect/process.h>

#include <cerrno>
#include <utility>

#include <fcntl.h>

namespace shmlab {
namespace {

std::string tableOf(Domain domain)
{
    switch (domain) {
    case Domain::SystemVSemaphores: return "/sysvipc/sem";
    case Domain::SystemVQueue: return "/sysvipc/msg";
    default: return "/sysvipc/shm";
    }
}

} // namespace

Result<void> SystemVDomain::open()
{
    const auto text = readFileAt(m_calls, AT_FDCWD, m_calls.roots().proc + tableOf(m_domain), ReadMode::UntilEof);
    if (!text)
        return std::unexpected(text.error());
    if (m_ipcNamespace == 0)
        m_ipcNamespace = ownNamespace(m_calls, "ipc");
    if (m_domain == Domain::SystemVShm && m_devices.empty()) {
        for (const dev_t device : kernelMounts(m_calls))
            m_devices.push_back({.device = device, .domain = m_domain});
    }
    m_rows.clear();
    for (SystemVRow &row : parseSystemVTable(m_domain, *text)) {
        row.status.identity.device = m_ipcNamespace;
        m_rows.insert_or_assign(std::to_string(row.id), row);
    }
    return {};
}

Result<std::unique_ptr<ObjectNames>> SystemVDomain::names() const
{
    std::vector<ObjectEntry> entries;
    entries.reserve(m_rows.size());
    for (const auto &[name, row] : m_rows)
        entries.push_back({.name = name, .isRegular = true, .inode = row.id});
    return std::make_unique<ListedNames>(std::move(entries));
}

Result<OpenedObject> SystemVDomain::openNamed(const ObjectEntry &entry, const std::unordered_set<ObjectId> &) const
{
    const auto row = m_rows.find(entry.name);
    if (row == m_rows.end())
        return std::unexpected(Error{.call = Call::Open, .errorNumber = ENOENT});
    OpenedObject opened;
    opened.status = row->second.status;
    opened.facts = row->second.facts;
    return opened;
}

Result<OpenedObject> SystemVDomain::openHeld(const ObjectId &id, const HeldObject &held) const
{
    auto opened = openHeldBytes(m_calls, id, held);
    if (opened && opened->status)
        opened->status->links = 1; // the kernel's file has none, whether it is marked to be destroyed or not
    return opened;
}

/// Of a segment in another IPC namespace. The path that the kernel shows, "/SYSV0000162e (deleted)", has its key.
std::string SystemVDomain::lastNameOf(const ObjectId &id, const HeldObject &) const
{
    return std::to_string(id.inode);
}

bool SystemVDomain::hasUnnamed(const ObjectId &id, const HeldObject &) const
{
    return id.domain == m_domain && id.device != m_ipcNamespace;
}

} // namespace shmlab
