// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/inspect/object_domain.h>

#include <array>
#include <string>

namespace shmlab {

/// The message queues of mq_open(3) in the IPC namespace of this process, where mqueue is mounted. Looking takes no
/// message out.
class MessageQueueDomain final : public ObjectDomain {
public:
    explicit MessageQueueDomain(InspectCalls calls) : m_calls(calls) { }
    ~MessageQueueDomain() override;

    [[nodiscard]] Domain domain() const noexcept override { return Domain::MessageQueue; }
    [[nodiscard]] std::string place() const override { return m_calls.roots().mqueue; }
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
    /// Without facts where it may not be opened to read.
    [[nodiscard]] Result<OpenedObject> openQueue(int directory, const std::string &path,
                                                 InspectCalls::Symlinks symlinks) const;

    InspectCalls m_calls;
    int m_directory = -1;
    std::array<DomainDevice, 1> m_devices{};
};

} // namespace shmlab
