// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/inspect/object_domain.h>

#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <sys/inotify.h>

namespace shmlab {

/// The files in a directory and in the directories below it, on the same file system: those of /dev/shm, which
/// shm_open(3), sem_open(3) and programs on their own create there, or of a mounted hugetlbfs.
class FileSystemDomain final : public ObjectDomain {
public:
    FileSystemDomain(InspectCalls calls, Domain domain, std::string root)
        : m_calls(calls),
          m_domain(domain),
          m_root(std::move(root))
    {
    }
    ~FileSystemDomain() override;

    [[nodiscard]] Domain domain() const noexcept override { return m_domain; }
    [[nodiscard]] std::string place() const override { return m_root; }
    [[nodiscard]] Result<void> open() override;
    [[nodiscard]] std::span<const DomainDevice> devices() const noexcept override { return m_devices; }
    [[nodiscard]] Result<bool> readChanges(std::unordered_set<std::string> &touched) override;
    [[nodiscard]] bool wasCreated(const std::string &name) const override { return m_created.contains(name); }
    [[nodiscard]] Result<std::unique_ptr<ObjectNames>> names() const override;
    [[nodiscard]] Result<OpenedObject> openNamed(const ObjectEntry &entry,
                                                 const std::unordered_set<ObjectId> &leased) const override;
    [[nodiscard]] Result<OpenedObject> openHeld(const ObjectId &id, const HeldObject &held) const override;
    [[nodiscard]] std::string lastNameOf(const ObjectId &id, const HeldObject &held) const override;
    [[nodiscard]] bool hasUnnamed(const ObjectId &id, const HeldObject &held) const override;

private:
    [[nodiscard]] bool isOwnLabel(std::string_view label) const;
    [[nodiscard]] UnseenContent unseenContentOf(const std::string &path, const ObjectStatus &status) const;
    void watch();
    /// Watches a directory and those in it; adds what lies in them to `touched`. False when one cannot be watched.
    [[nodiscard]] bool watchTree(const std::string &path, std::unordered_set<std::string> &touched);
    void stopWatching();
    [[nodiscard]] bool readEvents(std::unordered_set<std::string> &touched);
    [[nodiscard]] bool noteEvent(const inotify_event &event, std::string_view name,
                                 std::unordered_set<std::string> &touched);

    InspectCalls m_calls;
    Domain m_domain;
    std::string m_root; ///< its path
    int m_directory = -1;
    int m_notifier = -1;
    std::unordered_map<int, std::string> m_watches; ///< the watched directories, by their paths below m_directory
    std::unordered_set<std::string> m_created; ///< names that the last events gave
    std::string m_shownPath; ///< of m_directory: m_root may be a symbolic link
    bool m_isWholeFileSystem = false; ///< nothing but objects lies on its device
    std::array<DomainDevice, 1> m_devices{};
};

} // namespace shmlab
