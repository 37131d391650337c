// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/inspect/object_domain.h>

#include <string>
#include <vector>

namespace shmlab {

/// Objects that are found through the processes that hold them, and by nothing else: memfds, shared anonymous memory,
/// and files anywhere that are mapped shared and writable.
class HeldDomain final : public ObjectDomain {
public:
    HeldDomain(InspectCalls calls, Domain domain) : m_calls(calls), m_domain(domain) { }

    [[nodiscard]] Domain domain() const noexcept override { return m_domain; }
    [[nodiscard]] Result<void> open() override;
    [[nodiscard]] std::span<const DomainDevice> devices() const noexcept override { return m_devices; }
    [[nodiscard]] Result<bool> readChanges(std::unordered_set<std::string> &) override { return true; }
    [[nodiscard]] bool wasCreated(const std::string &) const override { return false; }
    [[nodiscard]] Result<std::unique_ptr<ObjectNames>> names() const override;
    [[nodiscard]] Result<OpenedObject> openNamed(const ObjectEntry &entry,
                                                 const std::unordered_set<ObjectId> &leased) const override;
    [[nodiscard]] Result<OpenedObject> openHeld(const ObjectId &id, const HeldObject &held) const override;
    [[nodiscard]] std::string lastNameOf(const ObjectId &id, const HeldObject &held) const override;
    [[nodiscard]] bool hasUnnamed(const ObjectId &id, const HeldObject &held) const override;

private:
    [[nodiscard]] Result<OpenedObject> examineFile(const ObjectId &id, const HeldObject &held) const;

    InspectCalls m_calls;
    Domain m_domain;
    std::vector<DomainDevice> m_devices;
};

} // namespace shmlab
