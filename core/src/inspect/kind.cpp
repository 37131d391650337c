// SPDX-License-Identifier: MIT
#include <shmlab/inspect/kind.h>

#include <shmlab/base/protocol.h>

#include <shmlab/base/name.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <system_error>

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

bool hasNameOfProtocol(const Fingerprint &fingerprint)
{
    return fingerprint.name == ObjectName::defaultText.substr(1) && fingerprint.head.size() >= countersSizeBytes;
}

/// Counters of an exchange differ by one step at most; an object of zeros could be anything.
bool hasCounters(const Fingerprint &fingerprint)
{
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

/// server/fsync.c, server/esync.c: "/wine-%lx-fsync", by the inode of the prefix.
bool isWineSynchronization(const Fingerprint &fingerprint)
{
    return fingerprint.name.starts_with("wine-") && fingerprint.name.ends_with("sync");
}

/// dsm.c: PG_DYNSHMEM_CONTROL_MAGIC.
bool isPostgreSqlControl(const Fingerprint &fingerprint)
{
    return fingerprint.at<std::uint32_t>(0) == 0x9a503d32U;
}

struct KindRow {
    Kind kind;
    std::string_view name; ///< kindName()
    std::array<std::string_view, 5> prefixes{}; ///< of the object's name; empty ones match nothing
    KindFacts facts{};
    bool (*matches)(const Fingerprint &) = nullptr; ///< by its bytes, or by more of its name
};

constexpr KindFacts endsWithMaker(std::string_view source)
{
    return {Lifetime::EndsWithMaker, source};
}

constexpr KindFacts waitsForNextUser(std::string_view source)
{
    return {Lifetime::WaitsForNextUser, source};
}

constexpr KindFacts exchangeFacts = endsWithMaker("Shmlab, protocol: the server removes the name at its end");

// The table of kinds; the first row that matches wins. Names reserved by a library take precedence over the bytes.
constexpr std::array kinds{
    KindRow{Kind::ShmlabExchange, "Shmlab exchange", {}, exchangeFacts, hasPresence},
    KindRow{Kind::FastDds,
            "Fast DDS",
            {"fastrtps_", "fastdds_", "fast_datasharing_", "sem.fastrtps_", "sem.fastdds_"},
            endsWithMaker("Fast DDS documentation, CLI: fastdds shm clean removes what ended processes have left")},
    KindRow{Kind::PythonSemaphore,
            "Python semaphore",
            {"sem.mp-"},
            endsWithMaker("CPython, multiprocessing/synchronize.py: unlinked by its creator at once")},
    KindRow{Kind::QSystemSemaphore,
            "QSystemSemaphore",
            {"sem.qipc_"},
            endsWithMaker("Qt, QSystemSemaphore: the process that created it removes it")},
    KindRow{Kind::Semaphore,
            "semaphore",
            {"sem."},
            waitsForNextUser("sem_overview(7): a named semaphore exists until sem_unlink(3)")},
    KindRow{Kind::PyTorch,
            "PyTorch",
            {"torch_"},
            endsWithMaker("PyTorch, notes on multiprocessing: torch_shm_manager removes what its processes leave")},
    KindRow{Kind::Python,
            "Python",
            {"psm_", "wnsm_", "pym-", "joblib_memmapping_"},
            endsWithMaker("CPython, multiprocessing.shared_memory: the resource tracker unlinks it at exit")},
    KindRow{Kind::Nccl,
            "NCCL",
            {"nccl-"},
            endsWithMaker("NCCL, src/misc/shmutils.cc: unlinked once all ranks have attached")},
    KindRow{Kind::OpenMpi,
            "Open MPI",
            {"vader_", "open_mpi"},
            endsWithMaker("Open MPI, btl/vader: backing files of one job")},
    KindRow{Kind::Ucx, "UCX", {"ucx_"}, endsWithMaker("UCX, uct/sm/mm/posix: segments of one process")},
    KindRow{Kind::QSharedMemory,
            "QSharedMemory",
            {"qipc_sharedmemory_", "qipc_systemsem_"},
            endsWithMaker("Qt, QSharedMemory::detach(): the last process to detach destroys it")},
    KindRow{Kind::Iceoryx,
            "iceoryx",
            {"iceoryx_", "iox_", "iox1_", "iox2_"},
            endsWithMaker("iceoryx: RouDi and the processes own their segments")},
    KindRow{Kind::PulseAudio,
            "PulseAudio",
            {"pulse-shm-"},
            endsWithMaker("PulseAudio, pulsecore/shm.c: pa_shm_cleanup() removes those of dead processes")},
    KindRow{Kind::PipeWire,
            "PipeWire",
            {"pipewire-tmpfile"},
            endsWithMaker("PipeWire, src/pipewire/mem.c: the name is removed right after creation")},
    KindRow{
        Kind::Jack,
        "JACK",
        {"jack-", "jack_"},
        waitsForNextUser("JACK, common/shm.c: the registry stays, and the next server frees what others have left")},
    KindRow{Kind::Chromium,
            "Chromium",
            {".org.chromium.", ".com.google.Chrome."},
            endsWithMaker("Chromium, base/memory: the name is removed right after creation")},
    KindRow{Kind::Wine,
            "Wine",
            {},
            endsWithMaker("Wine with fsync or esync, server/fsync.c: the wineserver removes it at its end"),
            isWineSynchronization},
    KindRow{Kind::PostgreSql,
            "PostgreSQL",
            {"PostgreSQL."},
            waitsForNextUser("PostgreSQL, dsm.c: a pinned segment lives as long as the server, mapped or not"),
            isPostgreSqlControl},
    KindRow{Kind::Podman,
            "Podman",
            {"libpod_"},
            waitsForNextUser("Podman, libpod/lock: the lock table of all containers, also while none runs")},
    KindRow{Kind::LookingGlass,
            "Looking Glass",
            {"looking-glass"},
            waitsForNextUser("Looking Glass documentation: created before the virtual machine starts")},
    KindRow{Kind::Sysrepo,
            "sysrepo",
            {"sr_"},
            waitsForNextUser("sysrepo: the state of the datastores between connections")},
    KindRow{Kind::BoostManaged,
            "Boost managed segment",
            {},
            {Lifetime::Unknown, "Boost.Interprocess documentation: it exists until a program calls remove()"},
            isBoostSegment},
    KindRow{Kind::PlainExchange, "plain exchange", {}, exchangeFacts, hasNameOfProtocol},
    KindRow{Kind::PossibleExchange, "possible exchange", {}, {}, hasCounters},
    KindRow{Kind::Directory, "directory"},
    KindRow{Kind::Link, "link"},
    KindRow{Kind::Fifo, "FIFO"},
    KindRow{Kind::Socket, "socket"},
    KindRow{Kind::Device, "device"},
};

// After these the name has the pid of the process that made it.
constexpr std::array<std::string_view, 3> prefixesOfMakerPid{"pym-", "torch_", "joblib_memmapping_folder_"};

/// The names by which an object in a directory is recognised: that of the directory in /dev/shm, and its own.
std::array<std::string_view, 2> endsOf(std::string_view name)
{
    return {name.substr(0, name.find('/')), name.substr(name.rfind('/') + 1)}; // npos + 1 is 0
}

} // namespace

Kind detectKind(std::string_view name, off_t sizeBytes, std::span<const std::byte> head) noexcept
{
    const Fingerprint fingerprint{.name = name, .sizeBytes = sizeBytes, .head = head};
    const auto components = endsOf(name);
    const auto row = std::ranges::find_if(kinds, [&](const KindRow &candidate) {
        const auto begins = [&](std::string_view prefix) {
            return !prefix.empty() && std::ranges::any_of(components, [&](std::string_view component) {
                return component.starts_with(prefix);
            });
        };
        return std::ranges::any_of(candidate.prefixes, begins)
            || (candidate.matches != nullptr && candidate.matches(fingerprint));
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

KindFacts factsOf(Kind kind) noexcept
{
    const auto row = std::ranges::find(kinds, kind, &KindRow::kind);
    return row == kinds.end() ? KindFacts{} : row->facts;
}

std::optional<pid_t> makerPidIn(std::string_view name) noexcept
{
    for (const std::string_view component : endsOf(name)) {
        for (const std::string_view prefix : prefixesOfMakerPid) {
            pid_t pid = 0;
            const char *const end = component.data() + component.size();
            if (component.starts_with(prefix)
                && std::from_chars(component.data() + prefix.size(), end, pid).ec == std::errc{} && pid > 0)
                return pid;
        }
    }
    return {};
}

std::string_view kindName(Kind kind) noexcept
{
    const auto row = std::ranges::find(kinds, kind, &KindRow::kind);
    return row == kinds.end() ? "unknown" : row->name;
}

} // namespace shmlab
