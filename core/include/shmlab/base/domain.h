// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace shmlab {

/// The kinds of objects that the kernel distinguishes. Each has an ObjectDomain, which lists and opens them.
enum class Domain : std::uint8_t {
    PosixShm, ///< files of the file system at SystemRoots::shm: shm_open(3), sem_open(3), and programs on their own
    SystemVShm, ///< shmget(2)
    Memfd, ///< memfd_create(2)
    AnonymousShared, ///< mmap(2) with MAP_SHARED and MAP_ANONYMOUS, or of /dev/zero
    Hugetlbfs, ///< files of a mounted hugetlbfs
    MappedFile, ///< other files that a process maps shared and writable
    MessageQueue, ///< mq_open(3)
    SystemVSemaphores, ///< semget(2)
    SystemVQueue, ///< msgget(2)
};

inline constexpr std::array allDomains{Domain::PosixShm,        Domain::SystemVShm,        Domain::Memfd,
                                       Domain::AnonymousShared, Domain::Hugetlbfs,         Domain::MappedFile,
                                       Domain::MessageQueue,    Domain::SystemVSemaphores, Domain::SystemVQueue};

/// A short name for use by programs and on the command line, never translated.
[[nodiscard]] constexpr std::string_view domainName(Domain domain) noexcept
{
    switch (domain) {
    case Domain::PosixShm: return "posix";
    case Domain::SystemVShm: return "sysv";
    case Domain::Memfd: return "memfd";
    case Domain::AnonymousShared: return "anonymous";
    case Domain::Hugetlbfs: return "hugetlbfs";
    case Domain::MappedFile: return "file";
    case Domain::MessageQueue: return "mqueue";
    case Domain::SystemVSemaphores: return "sysv-sem";
    case Domain::SystemVQueue: return "sysv-msg";
    }
    return "";
}

/// Some of the domains.
class DomainSet {
public:
    constexpr DomainSet() = default;
    constexpr DomainSet(std::initializer_list<Domain> domains)
    {
        for (const Domain domain : domains)
            add(domain);
    }
    [[nodiscard]] static constexpr DomainSet all()
    {
        DomainSet set;
        for (const Domain domain : allDomains)
            set.add(domain);
        return set;
    }

    constexpr void add(Domain domain) { m_bits |= bitOf(domain); }
    [[nodiscard]] constexpr bool contains(Domain domain) const { return (m_bits & bitOf(domain)) != 0; }
    [[nodiscard]] constexpr bool isEmpty() const { return m_bits == 0; }
    constexpr bool operator==(const DomainSet &) const = default;

private:
    [[nodiscard]] static constexpr std::uint32_t bitOf(Domain domain)
    {
        return std::uint32_t{1} << static_cast<unsigned>(domain);
    }

    std::uint32_t m_bits = 0;
};

} // namespace shmlab
