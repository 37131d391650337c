// SPDX-License-Identifier: MIT
#include <shmlab/inspect/kind.h>

#include "inspect/fingerprint.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>

#include <sys/stat.h>

namespace shmlab {
namespace {

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
            {"pulse-shm-", "pulseaudio"},
            endsWithMaker("PulseAudio, pulsecore/shm.c: pa_shm_cleanup() removes those of dead processes")},
    KindRow{Kind::PipeWire,
            "PipeWire",
            {"pipewire-tmpfile", "pipewire-memfd"},
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
    KindRow{Kind::SystemVSegment,
            "System V segment",
            {},
            {Lifetime::Unknown, "shmget(2): it exists until a process removes it, attached or not"}},
    KindRow{Kind::SystemVSemaphores,
            "System V semaphores",
            {},
            {Lifetime::Unknown, "semget(2): they exist until a process removes them"}},
    KindRow{Kind::SystemVQueue,
            "System V queue",
            {},
            {Lifetime::Unknown, "msgget(2): it exists until a process removes it"}},
    KindRow{Kind::MessageQueue,
            "message queue",
            {},
            waitsForNextUser("mq_overview(7): a message queue exists until mq_unlink(3)")},
    KindRow{Kind::Memfd, "memfd", {}, {Lifetime::Unknown, "memfd_create(2): it exists as long as processes hold it"}},
    KindRow{Kind::AnonymousMemory,
            "shared anonymous memory",
            {},
            {Lifetime::Unknown, "mmap(2), MAP_ANONYMOUS: it exists as long as processes map it"}},
    KindRow{Kind::HugePages,
            "huge pages",
            {},
            {Lifetime::Unknown, "Linux, admin-guide/mm/hugetlbpage: a file of hugetlbfs exists until it is unlinked"}},
    KindRow{Kind::MappedFile, "mapped file", {}, {Lifetime::Unknown, "mmap(2), MAP_SHARED: a file like any other"}},
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

Kind kindOfDomain(Domain domain) noexcept
{
    switch (domain) {
    case Domain::SystemVShm: return Kind::SystemVSegment;
    case Domain::SystemVSemaphores: return Kind::SystemVSemaphores;
    case Domain::SystemVQueue: return Kind::SystemVQueue;
    case Domain::MessageQueue: return Kind::MessageQueue;
    case Domain::Memfd: return Kind::Memfd;
    case Domain::AnonymousShared: return Kind::AnonymousMemory;
    case Domain::Hugetlbfs: return Kind::HugePages;
    case Domain::MappedFile: return Kind::MappedFile;
    case Domain::PosixShm: break;
    }
    return Kind::Unknown;
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
