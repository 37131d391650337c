// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/system_v_table.h"

#include <shmlab/inspect/object_domain.h>

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace shmlab {

/// One kind of objects of System V in the IPC namespace of this process, by its table in /proc/sysvipc. Their names are
/// their identifiers. Segments of other IPC namespaces are seen as far as processes have them attached.
class SystemVDomain final : public ObjectDomain {
public:
    SystemVDomain(InspectCalls calls, Domain domain) : m_calls(calls), m_domain(domain) { }

    [[nodiscard]] Domain domain() const noexcept override { return m_domain; }
    [[nodiscard]] std::string place() const override { return "ipc:[" + std::to_string(m_ipcNamespace) + ']'; }
    /// Reads the table anew.
    [[nodiscard]] Result<void> open() override;
    [[nodiscard]] std::span<const DomainDevice> devices() const noexcept override { return m_devices; }
    [[nodiscard]] Result<bool> readChanges(std::unordered_set<std::string> &) override { return false; }
    [[nodiscard]] bool wasCreated(const std::string &) const override { return false; }
    [[nodiscard]] Result<std::unique_ptr<ObjectNames>> names() const override;
    [[nodiscard]] Result<OpenedObject> openNamed(const ObjectEntry &entry,
                                                 const std::unordered_set<ObjectId> &leased) const override;
    [[nodiscard]] Result<OpenedObject> openHeld(const ObjectId &id, const HeldObject &held) const override;
    [[nodiscard]] std::string lastNameOf(const ObjectId &id, const HeldObject &held) const override;
    [[nodiscard]] bool hasUnnamed(const ObjectId &id, const HeldObject &held) const override;

private:
    InspectCalls m_calls;
    Domain m_domain;
    std::vector<DomainDevice> m_devices;
    std::uint64_t m_ipcNamespace = 0;
    std::unordered_map<std::string, SystemVRow> m_rows; ///< by name
};

} // namespace shmlab
