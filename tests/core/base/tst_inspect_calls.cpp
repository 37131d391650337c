// SPDX-License-Identifier: GPL-3.0-or-later

// Inspecting objects changes none of them, whatever they are and whatever happens to them meanwhile.

#include "fake_roots.h"

#include <shmlab/exchange/exchange_state.h>
#include <shmlab/inspect/byte_search.h>
#include <shmlab/inspect/change_sweep.h>
#include <shmlab/inspect/object_monitor.h>
#include <shmlab/inspect/object_reader.h>
#include <shmlab/inspect/object_scan.h>
#include <shmlab/inspect/sampler.h>
#include <shmlab/inspect/shm_directory.h>
#include <shmlab/inspect/writer_tracker.h>

#include <QElapsedTimer>

#include <atomic>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <sys/mman.h>
#include <sys/resource.h>

using namespace shmlab;

namespace {

constexpr off_t pageBytes = 4096;
constexpr off_t mebibyte = off_t{1} << 20;
constexpr off_t gibibyte = off_t{1} << 30;

std::span<const std::byte> bytes(std::string_view text)
{
    return std::as_bytes(std::span(text));
}

/// All properties of a file whose change its owner could notice, except the access time.
struct Trace {
    ObjectId identity;
    off_t size = 0;
    blkcnt_t blocks = 0;
    mode_t mode = 0;
    std::int64_t modified = 0;
    std::int64_t changed = 0;
    std::size_t content = 0;
    bool operator==(const Trace &) const = default;

    static Trace of(const std::string &path)
    {
        struct stat status{};
        ::lstat(path.c_str(), &status);
        const auto nanoseconds = [](const timespec &time) { return time.tv_sec * 1'000'000'000 + time.tv_nsec; };
        return {.identity = test::identityOf(status),
                .size = status.st_size,
                .blocks = status.st_blocks,
                .mode = status.st_mode,
                .modified = nanoseconds(status.st_mtim),
                .changed = nanoseconds(status.st_ctim),
                .content = S_ISREG(status.st_mode) ? hashOf(path) : 0};
    }

private:
    static std::size_t hashOf(const std::string &path)
    {
        const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOATIME);
        std::vector<char> buffer(static_cast<std::size_t>(mebibyte));
        std::size_t hash = 0;
        for (off_t at = 0;;) {
            const ssize_t got = ::pread(fd, buffer.data(), buffer.size(), at);
            if (got <= 0)
                break;
            hash = hash * 31 + std::hash<std::string_view>{}({buffer.data(), static_cast<std::size_t>(got)});
            at += got;
        }
        ::close(fd);
        return hash;
    }
};

/// All calls that inspection makes on an object and its directory.
void inspectWithEveryCall(InspectCalls calls, const ObjectName &name)
{
    ObjectMonitor list(calls);
    for (int round = 0; round < 3; ++round)
        QVERIFY(list.refresh([](const std::vector<ObjectChange> &) { }));
    QVERIFY(scanObjects(calls));
    QVERIFY(inspectShmDirectory(calls));
    auto object = ObjectReader::open(calls, name);
    QVERIFY(object);
    const off_t size = object->status()->sizeBytes;
    std::array<std::byte, 65536> window{};
    for (const off_t at : {off_t{0}, size / 2, size - 10, size, size + mebibyte})
        QVERIFY(object->readAt(std::max(at, off_t{0}), window));
    QVERIFY(object->nextData(0));
    QVERIFY(object->nextHole(0));
    QVERIFY(object->isLockedByOthers({0, 4}));
    QVERIFY(inspectExchange(*object, {}));
    QVERIFY(ObjectReader::openByProcPath(calls, calls.pathOf(name), object->identity()));
    for (const std::string_view needle : {std::string_view("not there"), std::string_view("\0\0\0\0", 4)}) {
        ByteSearch search(*object, bytes(needle));
        QVERIFY(search.next(0));
        QVERIFY(search.next(size / 2));
    }
    QVERIFY(ByteSearch(*object, bytes("not there")).previous(size));
    ChangeSweep sweep;
    for (int steps = 0; steps < 8; ++steps)
        QVERIFY(sweep.step(*object));
    WriterTracker tracker;
    for (int steps = 0; steps < 8; ++steps)
        QVERIFY(tracker.step(*object, steps % 2 == 0));
    for (const auto interval : {std::chrono::milliseconds(0), std::chrono::milliseconds(1)}) {
        Sampler sampler(calls, {{.object = name, .offset = 0}, {.object = name, .offset = size / 2}}, interval);
        int left = 20;
        sampler.run([&](auto, auto) { return --left > 0; }, {});
    }
}

void inspectAllUsage(InspectCalls calls, const ObjectName &name)
{
    QVERIFY(inspectOccupant(calls, name, pageBytes));
    QVERIFY(scanHolders(calls, statusOf(calls, name)->identity));
}

/// The peak memory of this process so far.
long maxKibibytes()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

} // namespace

class InspectCallsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fault35_inspectionChangesNothing_data();
    void fault35_inspectionChangesNothing();
    void fault35_positiveControl_mappingFillsHoles();
    void fault35_onlyReadOnlyCalls();
    void fault35_opensReadOnlyWhateverTheFlags();
    void fault56_field11_aLookHoldsNoLease();
    void fault57_field10_opensBesideALookSucceed();
    void fault36_objectThatShrinksAndGrows();
    void fault36_truncatedBetweenTwoCalls_data();
    void fault36_truncatedBetweenTwoCalls();
    void fault37_hugeSparseObject();
    void fault10_failuresCarryTheirCall();
    void fault10_readerIsMoveOnly();
};

void InspectCallsTest::fault35_inspectionChangesNothing_data()
{
    QTest::addColumn<qint64>("size");
    QTest::addColumn<qint64>("dataAt");
    QTest::newRow("empty") << qint64{0} << qint64{-1};
    QTest::newRow("one hole") << qint64{65536} << qint64{-1};
    QTest::newRow("an exchange") << qint64{4096} << qint64{0};
    QTest::newRow("1 GiB, sparse") << qint64{gibibyte} << qint64{gibibyte / 2 - 5};
    QTest::newRow("not a multiple of the page size") << qint64{12345} << qint64{12000};
}

void InspectCallsTest::fault35_inspectionChangesNothing()
{
    QFETCH(qint64, size);
    QFETCH(qint64, dataAt);
    const auto &[folder, proc, roots] = test::FakeMachine();
    folder.create("inspected", size);
    if (dataAt >= 0)
        folder.write("inspected", std::string_view("\1\0\0\0\1\0\0\0", 8), dataAt);
    folder.create("other");
    QCOMPARE(::mkfifo(folder.pathOf("fifo").c_str(), 0600), 0);
    QCOMPARE(::symlink("inspected", folder.pathOf("link").c_str()), 0);
    const auto traces = [&] {
        std::vector<Trace> all{Trace::of(folder.path())};
        for (const char *name : {"inspected", "other", "fifo", "link"})
            all.push_back(Trace::of(folder.pathOf(name)));
        return all;
    };
    const auto before = traces();
    const auto heldResources = test::heldResources();
    inspectWithEveryCall(InspectCalls(roots), *ObjectName::parse("inspected"));
    QCOMPARE(test::heldResources(), heldResources);
    QVERIFY(traces() == before);
}

void InspectCallsTest::fault35_positiveControl_mappingFillsHoles()
{
    const test::ObjectFolder folder;
    folder.create("hole", 65536);
    const Trace before = Trace::of(folder.pathOf("hole"));
    QCOMPARE(before.blocks, blkcnt_t{0});
    const int fd = ::open(folder.pathOf("hole").c_str(), O_RDONLY | O_CLOEXEC);
    void *const memory = ::mmap(nullptr, 65536, PROT_READ, MAP_SHARED, fd, 0); // as simple viewers do
    QVERIFY(memory != MAP_FAILED);
    volatile const char *const page = static_cast<const char *>(memory);
    (void)page[0];
    ::munmap(memory, 65536);
    ::close(fd);
    QVERIFY(Trace::of(folder.pathOf("hole")).blocks > 0);
}

void InspectCallsTest::fault35_onlyReadOnlyCalls()
{
    const std::set<Call> expected{Call::Open,     Call::Close, Call::Read,   Call::Pread,       Call::Lseek,
                                  Call::Readlink, Call::Statx, Call::Statfs, Call::InotifyInit, Call::InotifyAddWatch,
                                  Call::Getdents, Call::Fcntl, Call::Ioctl,  Call::Kcmp};
    const auto &[folder, proc, roots] = test::FakeMachine();
    folder.create("inspected", pageBytes, std::string_view("\1\0\0\0\1\0\0\0", 8));
    proc.add(42, "cat");
    proc.open(42, 3, folder.pathOf("inspected"));
    const test::TemporaryName name;
    ::close(::shm_open(name.c_str(), O_CREAT | O_EXCL | O_RDWR, 0600));
    test::ScriptedCalls script;
    inspectWithEveryCall(script.calls(roots), *ObjectName::parse("inspected"));
    inspectAllUsage(script.calls(), name);
    std::set<Call> made;
    for (const CallRecord &record : script.records()) {
        made.insert(record.call);
        QVERIFY2(expected.contains(record.call), callName(record.call));
        if (record.call == Call::Open) {
            QVERIFY2(record.arguments.contains("O_RDONLY") && record.arguments.contains("O_CLOEXEC"),
                     record.arguments.c_str());
            for (const char *writing : {"O_RDWR", "O_WRONLY", "O_CREAT", "O_TRUNC"})
                QVERIFY2(!record.arguments.contains(writing), record.arguments.c_str());
        }
        if (record.call == Call::Ioctl)
            QVERIFY2(record.arguments.contains("PROCMAP_QUERY"), record.arguments.c_str());
        if (record.call == Call::Fcntl) {
            QVERIFY2(record.arguments.contains("F_OFD_GETLK"), record.arguments.c_str());
        }
    }
    QVERIFY(made == expected); // every expected call was made
}

/// So nobody waits for this process, even if it is stopped after any of its calls.
void InspectCallsTest::fault56_field11_aLookHoldsNoLease()
{
    const auto &[folder, proc, roots] = test::FakeMachine();
    folder.create("inspected", pageBytes, std::string_view("\1\0\0\0\1\0\0\0", 8));
    const auto isLeased = [&] {
        std::ifstream locks("/proc/locks");
        const std::string all(std::istreambuf_iterator<char>(locks), {});
        const std::string own = ' ' + std::to_string(::getpid()) + ' ';
        for (std::size_t at = all.find("LEASE"); at != std::string::npos; at = all.find("LEASE", at + 1)) {
            if (all.substr(at, all.find('\n', at) - at).contains(own))
                return true;
        }
        return false;
    };
    bool wasLeased = false;
    test::Intercept watches([&](Call call, const std::string &) {
        if (call == Call::Pread || call == Call::Close)
            wasLeased = wasLeased || isLeased();
        return 0;
    });
    inspectWithEveryCall(InspectCalls(&watches, roots), *ObjectName::parse("inspected"));
    QVERIFY(!wasLeased);
    const int fd = ::open(folder.pathOf("inspected").c_str(), O_RDONLY | O_CLOEXEC);
    QVERIFY(::fcntl(fd, F_SETLEASE, F_WRLCK) == 0 && isLeased()); // the positive control
    ::close(fd);
}

/// As those of musl, whose shm_open() and sem_open() do not wait.
void InspectCallsTest::fault57_field10_opensBesideALookSucceed()
{
    const auto &[folder, proc, roots] = test::FakeMachine();
    std::vector<std::string> paths;
    for (int i = 0; i < 50; ++i) {
        folder.create(std::to_string(i));
        paths.push_back(folder.pathOf(std::to_string(i)));
    }
    std::atomic<int> refused = 0;
    std::atomic<int> opened = 0;
    std::jthread opener([&](const std::stop_token &stop) {
        while (!stop.stop_requested()) {
            for (const std::string &path : paths) {
                const int fd = ::open(path.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
                ++(fd >= 0 ? opened : refused);
                ::close(fd);
            }
        }
    });
    for (int scans = 0; scans < 200 || opened < 5000; ++scans) {
        ObjectMonitor list{InspectCalls(roots)};
        QVERIFY(list.refresh([](const std::vector<ObjectChange> &) { }));
        QVERIFY(scanObjects(InspectCalls(roots)));
    }
    QCOMPARE(refused.load(), 0);
}

void InspectCallsTest::fault35_opensReadOnlyWhateverTheFlags()
{
    const test::ObjectFolder folder;
    folder.create("a", pageBytes, "content");
    const Trace before = Trace::of(folder.pathOf("a"));
    constexpr int hostile = O_RDWR | O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_EXCL;
    const int directory = ::open(folder.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    for (const auto &fd :
         {InspectCalls().open(folder.pathOf("a"), hostile), InspectCalls().openAt(directory, "a", hostile)}) {
        QVERIFY(fd);
        QCOMPARE(::fcntl(*fd, F_GETFL) & (O_ACCMODE | O_APPEND), O_RDONLY);
        QCOMPARE(::fcntl(*fd, F_GETFD), FD_CLOEXEC);
        QCOMPARE(::write(*fd, "x", 1), ssize_t{-1});
        QCOMPARE(errno, EBADF);
        QVERIFY(::mmap(nullptr, 1, PROT_WRITE, MAP_SHARED, *fd, 0) == MAP_FAILED);
        QVERIFY(InspectCalls().close(*fd));
    }
    QVERIFY(InspectCalls().open(folder.pathOf("new"), hostile).error().isCallFailure(ENOENT));
    QVERIFY(InspectCalls().openAt(directory, "new", hostile).error().isCallFailure(ENOENT));
    ::close(directory);
    QVERIFY(Trace::of(folder.pathOf("a")) == before);
}

void InspectCallsTest::fault36_objectThatShrinksAndGrows()
{
    const test::TemporaryName name;
    test::FaultPeer peer;
    QVERIFY(peer.execute("create", name) > 0);
    QCOMPARE(peer.execute("size 65536"), 0);
    QVERIFY(peer.execute("poke 65532 7") > 0);
    const auto object = ObjectReader::open(InspectCalls(), name);
    QVERIFY(object);
    std::vector<std::byte> window(static_cast<std::size_t>(mebibyte));
    const auto got = [&](off_t at) { return object->readAt(at, window).value(); };
    const auto found = [&] { return ByteSearch(*object, bytes({"\7\0\0\0", 4})).next(0).value(); };
    ChangeSweep sweep;
    const auto sweepAll = [&] {
        for (int steps = 0; steps < 4; ++steps)
            QVERIFY(sweep.step(*object));
    };
    QCOMPARE(got(0), std::size_t{65536});
    QCOMPARE(got(65000), std::size_t{536});
    QCOMPARE(found(), std::optional<off_t>(65532));
    sweepAll();
    QCOMPARE(peer.execute("size 0"), 0);
    QCOMPARE(got(0), std::size_t{0});
    QCOMPARE(got(65000), std::size_t{0});
    QCOMPARE(found(), std::optional<off_t>());
    QCOMPARE(object->status()->sizeBytes, 0);
    sweepAll();
    QCOMPARE(peer.execute("size 1048576"), 0);
    QCOMPARE(got(1), window.size() - 1);
    QVERIFY(std::ranges::all_of(window, [](std::byte byte) { return byte == std::byte{0}; }));
    QCOMPARE(object->status()->allocatedBytes, 0); // reading fills no holes
    sweepAll();
    QVERIFY(peer.execute("poke 1048572 7") > 0);
    QCOMPARE(found(), std::optional<off_t>(1048572));
    QCOMPARE(peer.execute("unlink", name), 0);
    QCOMPARE(object->status()->links, nlink_t{0});
    QCOMPARE(got(0), window.size());
    peer.killHard();
    QCOMPARE(found(), std::optional<off_t>(1048572)); // our descriptor keeps the object
}

void InspectCallsTest::fault36_truncatedBetweenTwoCalls_data()
{
    QTest::addColumn<Call>("call");
    QTest::newRow("where data is and where it ends") << Call::Lseek;
    QTest::newRow("where data is and what it is") << Call::Pread;
}

void InspectCallsTest::fault36_truncatedBetweenTwoCalls()
{
    QFETCH(Call, call);
    int descriptor = -1;
    int seen = 0;
    test::Intercept truncates([&](Call made, const std::string &) { // right before the call, of lseek the second one
        const bool isIt = made == call && (call == Call::Pread || ++seen == 2);
        return isIt && ::ftruncate(descriptor, 10) != 0 ? EIO : 0;
    });
    const test::ObjectFolder folder;
    folder.create("a", mebibyte, "x");
    folder.write("a", "needle", mebibyte - 6);
    const SystemRoots roots{.shm = folder.path()};
    const auto shrinking = ObjectReader::open(InspectCalls(&truncates, roots), *ObjectName::parse("a"));
    QVERIFY(shrinking);
    descriptor = ::open(folder.pathOf("a").c_str(), O_RDWR | O_CLOEXEC);
    ChangeSweep sweep;
    const auto swept = sweep.step(*shrinking);
    folder.write("a", "needle", mebibyte - 6);
    seen = 0;
    const auto gone = ByteSearch(*shrinking, bytes("needle")).next(100);
    ::close(descriptor);
    QVERIFY(swept);
    QCOMPARE(swept.value(), std::optional<off_t>());
    if (call == Call::Pread)
        QCOMPARE(gone.value(), std::optional<off_t>());
}

void InspectCallsTest::fault37_hugeSparseObject()
{
    constexpr off_t huge = off_t{1} << 62;
    const auto &[folder, proc, roots] = test::FakeMachine();
    folder.create("huge", huge, "begin");
    folder.write("huge", "end", huge - 3);
    QElapsedTimer clock;
    clock.start();
    const long before = maxKibibytes();
    ObjectMonitor list{InspectCalls(roots)};
    QVERIFY(list.refresh([](const std::vector<ObjectChange> &) { }));
    QCOMPARE(list.reports().front()->status().sizeBytes, huge);
    QCOMPARE(list.reports().front()->status().allocatedBytes, 2 * pageBytes);
    const auto object = ObjectReader::open(InspectCalls(roots), *ObjectName::parse("huge"));
    QVERIFY(object);
    std::array<std::byte, 16> window{};
    QCOMPARE(object->readAt(huge - 3, window).value(), std::size_t{3});
    QCOMPARE(static_cast<char>(window[2]), 'd');
    QCOMPARE(object->readAt(huge, window).value(), std::size_t{0});
    QCOMPARE(object->readAt(huge / 2, window).value(), window.size());
    QCOMPARE(object->nextData(pageBytes).value(), std::optional<off_t>(huge - pageBytes));
    ByteSearch search(*object, bytes("end"));
    QCOMPARE(search.next(0).value(), std::optional<off_t>(huge - 3));
    QCOMPARE(search.next(huge - 2).value(), std::optional<off_t>());
    QCOMPARE(search.previous(huge).value(), std::optional<off_t>(huge - 3));
    QCOMPARE(ByteSearch(*object, bytes("begin")).previous(huge).value(), std::optional<off_t>(0));
    QCOMPARE(ByteSearch(*object, bytes({"\0", 1})).next(huge / 2).value(), std::optional<off_t>(huge / 2));
    ChangeSweep sweep;
    for (int steps = 0; steps < 6; ++steps) // two pages and the end, twice
        QCOMPARE(sweep.step(*object).value(), std::optional<off_t>());
    folder.write("huge", "END", huge - 3);
    std::optional<off_t> changed;
    for (int steps = 0; steps < 3; ++steps)
        changed = changed ? changed : sweep.step(*object).value();
    QCOMPARE(changed, std::optional<off_t>(huge - pageBytes));
    QVERIFY(std::chrono::milliseconds(clock.elapsed()) < test::soon);
    QVERIFY2(maxKibibytes() - before < 64 * 1024, "memory grows with the object");
}

void InspectCallsTest::fault10_failuresCarryTheirCall()
{
    const test::ObjectFolder folder;
    folder.create("a");
    const ObjectName name = *ObjectName::parse("a");
    const SystemRoots roots{.shm = folder.path()};
    const auto heldResources = test::heldResources();
    for (const Call call : {Call::Statx, Call::Open}) {
        for (const int errorNumber : test::manualPages().at(call)) {
            if (call == Call::Open && errorNumber == EPERM)
                continue; // O_NOATIME is refused for files of other users; they are opened without it
            auto fails = test::refuse(call, folder.pathOf("a"), errorNumber);
            const auto opened = ObjectReader::open(InspectCalls(&fails, roots), name);
            QVERIFY(!opened);
            QCOMPARE(opened.error().call, call);
            QCOMPARE(opened.error().errorNumber, errorNumber);
            QCOMPARE(opened.error().problem, errorNumber == EAGAIN ? Problem::Leased : Problem::CallFailed);
            QCOMPARE(opened.error().object, name.display());
        }
    }
    bool isOpenedWithout = false;
    test::Intercept ofAnotherUser([&](Call call, const std::string &arguments) {
        const bool isRefused = call == Call::Open && arguments.contains("O_NOATIME");
        isOpenedWithout =
            isOpenedWithout || (call == Call::Open && !isRefused && arguments.contains(folder.pathOf("a")));
        return isRefused ? EPERM : 0;
    });
    QVERIFY(ObjectReader::open(InspectCalls(&ofAnotherUser, roots), name));
    QVERIFY(isOpenedWithout);
    QCOMPARE(test::heldResources(), heldResources);
}

void InspectCallsTest::fault10_readerIsMoveOnly()
{
    const test::ObjectFolder folder;
    folder.create("a");
    const SystemRoots roots{.shm = folder.path()};
    const auto heldResources = test::heldResources();
    {
        auto first = ObjectReader::open(InspectCalls(roots), *ObjectName::parse("a"));
        QVERIFY(first && first->isOpen());
        ObjectReader second(std::move(*first));
        QVERIFY(!first->isOpen() && second.isOpen());
        QVERIFY(second.identity() == test::identityOf(folder.stat("a")));
        ObjectReader third;
        QVERIFY(!third.isOpen());
        third = std::move(second);
        QVERIFY(third.isOpen() && !second.isOpen());
        third = ObjectReader();
        QCOMPARE(test::heldResources(), heldResources);
    }
    QCOMPARE(test::heldResources(), heldResources);
}

SHMLAB_TEST_MAIN(InspectCallsTest)
#include "tst_inspect_calls.moc"
