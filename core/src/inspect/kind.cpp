// SPDX-License-Identifier: MIT
#include <shmlab/inspect/kind.h>

#include <shmlab/base/protocol.h>

#include <shmlab/base/name.h>

#include <algorithm>
#include <array>
#include <cstring>

#include <sys/stat.h>

namespace shmlab {
namespace {

struct Fingerprint {
    std::string_view name;
    off_t sizeBytes;
    std::span<const std::byte> head;

    template <typename Integer>
    [[nodiscard]] Integer at(std::size_t offset) const noexcept
    {
        Integer value{};
        if (offset + sizeof value <= head.size())
            std::memcpy(&value, head.data() + offset, sizeof value);
        return value;
    }
    [[nodiscard]] bool isZero(std::size_t begin, std::size_t end) const noexcept
    {
        const auto part =
            head.subspan(std::min(begin, head.size()), std::min(end, head.size()) - std::min(begin, head.size()));
        return std::ranges::all_of(part, [](std::byte byte) { return byte == std::byte{0}; });
    }
};

bool hasPresence(const Fingerprint &fingerprint)
{
    return fingerprint.head.size() >= presenceEnd
        && (fingerprint.at<std::uint32_t>(presenceOffset(Role::Server)) == presenceMagic
            || fingerprint.at<std::uint32_t>(presenceOffset(Role::Client)) == presenceMagic);
}

/// Counters of an exchange differ by one step at most; an object of zeros could be anything.
bool hasCounters(const Fingerprint &fingerprint)
{
    if (fingerprint.name == ObjectName::defaultText.substr(1))
        return fingerprint.head.size() >= countersSizeBytes;
    const auto apart = counterDistance(fingerprint.at<Counter>(0), fingerprint.at<Counter>(sizeof(Counter)));
    return fingerprint.sizeBytes == static_cast<off_t>(defaultSizeBytes) && !fingerprint.isZero(0, countersSizeBytes)
        && apart >= -1 && apart <= 1 && fingerprint.isZero(countersSizeBytes, headBytes);
}

/// managed_open_or_create_impl.hpp: the state "initialized" in the first of sixteen bytes; after them, in the header of
/// the segment manager's allocator (rbtree_best_fit.hpp), the size of the rest.
bool isBoostSegment(const Fingerprint &fingerprint)
{
    constexpr std::uint32_t initialized = 2;
    constexpr std::size_t userOffset = 16;
    if (fingerprint.at<std::uint32_t>(0) != initialized || !fingerprint.isZero(sizeof initialized, userOffset))
        return false;
    for (std::size_t offset = userOffset; offset + sizeof(std::uint64_t) <= fingerprint.head.size(); offset += 8) {
        if (fingerprint.at<std::uint64_t>(offset) == static_cast<std::uint64_t>(fingerprint.sizeBytes) - userOffset)
            return true;
    }
    return false;
}

/// dsm.c: PG_DYNSHMEM_CONTROL_MAGIC.
bool isPostgreSqlControl(const Fingerprint &fingerprint)
{
    return fingerprint.at<std::uint32_t>(0) == 0x9a503d32U;
}

struct KindRow {
    Kind kind;
    std::string_view name; ///< kindName()
    std::array<std::string_view, 4> prefixes{}; ///< of the object's name; empty ones match nothing
    bool (*matchesContent)(const Fingerprint &) = nullptr; ///< by its bytes
};

// The table of kinds; the first row that matches wins. Names reserved by a library take precedence over the bytes.
constexpr std::array kinds{
    KindRow{Kind::ShmlabExchange, "Shmlab exchange", {}, hasPresence},
    KindRow{Kind::FastDds, "Fast DDS", {"fastrtps_", "fastdds_", "sem.fastrtps_", "sem.fastdds_"}},
    KindRow{Kind::Semaphore, "semaphore", {"sem."}},
    KindRow{Kind::PyTorch, "PyTorch", {"torch_"}},
    KindRow{Kind::Python, "Python", {"psm_", "pym-", "joblib_memmapping_"}},
    KindRow{Kind::QSharedMemory, "QSharedMemory", {"qipc_sharedmemory_", "qipc_systemsem_"}},
    KindRow{Kind::Iceoryx, "iceoryx", {"iceoryx_", "iox_", "iox1_", "iox2_"}},
    KindRow{Kind::PulseAudio, "PulseAudio", {"pulse-shm-"}},
    KindRow{Kind::PipeWire, "PipeWire", {"pipewire-", "pw-"}},
    KindRow{Kind::Jack, "JACK", {"jack-", "jack_"}},
    KindRow{Kind::Chromium, "Chromium", {".org.chromium.", ".com.google.Chrome."}},
    KindRow{Kind::Wine, "Wine", {"wine-"}},
    KindRow{Kind::PostgreSql, "PostgreSQL", {"PostgreSQL."}, isPostgreSqlControl},
    KindRow{Kind::BoostManaged, "Boost managed segment", {}, isBoostSegment},
    KindRow{Kind::PlainExchange, "plain exchange", {}, hasCounters},
    KindRow{Kind::Directory, "directory"},
    KindRow{Kind::Link, "link"},
    KindRow{Kind::Fifo, "FIFO"},
    KindRow{Kind::Socket, "socket"},
    KindRow{Kind::Device, "device"},
};

} // namespace

Kind detectKind(std::string_view name, off_t sizeBytes, std::span<const std::byte> head) noexcept
{
    const Fingerprint fingerprint{.name = name, .sizeBytes = sizeBytes, .head = head};
    const auto row = std::ranges::find_if(kinds, [&](const KindRow &candidate) {
        const auto begins = [&](std::string_view prefix) { return !prefix.empty() && name.starts_with(prefix); };
        return std::ranges::any_of(candidate.prefixes, begins)
            || (candidate.matchesContent != nullptr && candidate.matchesContent(fingerprint));
    });
    return row == kinds.end() ? Kind::Unknown : row->kind;
}

Kind kindOfFile(mode_t mode) noexcept
{
    switch (mode & S_IFMT) {
    case S_IFDIR: return Kind::Directory;
    case S_IFLNK: return Kind::Link;
    case S_IFIFO: return Kind::Fifo;
    case S_IFSOCK: return Kind::Socket;
    case S_IFCHR:
    case S_IFBLK: return Kind::Device;
    default: return Kind::Unknown;
    }
}

std::string_view kindName(Kind kind) noexcept
{
    const auto row = std::ranges::find(kinds, kind, &KindRow::kind);
    return row == kinds.end() ? "unknown" : row->name;
}

} // namespace shmlab
