// SPDX-License-Identifier: GPL-3.0-or-later
#include "fake_roots.h"
#include "inspect/process_parsers.h"
#include "inspect/process_scanner.h"

#include <shmlab/exchange/process_watch.h>
#include <shmlab/inspect/object_reader.h>
#include <shmlab/inspect/process.h>
#include <shmlab/inspect/process_scan.h>
#include <shmlab/inspect/usage.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <future>
#include <iterator>
#include <optional>
#include <thread>
#include <utility>

#include <sys/mman.h>
#include <sys/sysmacros.h>
#include <sys/utsname.h>
#include <unistd.h>

using namespace shmlab;

namespace {

/// Checks the version of the kernel, so that a wrong query is not taken for an old kernel.
bool answersMappingQueries()
{
    struct utsname system{};
    int major = 0;
    int minor = 0;
    return ::uname(&system) == 0 && std::sscanf(system.release, "%d.%d", &major, &minor) == 2
        && std::pair(major, minor) >= std::pair(6, 11);
}

} // namespace

class ProcessScanTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fault39_statLines_data();
    void fault39_statLines();
    void fault39_mapsLines_data();
    void fault39_mapsLines();
    void fault39_descriptorInfo();
    void fault20_pidAloneIdentifiesNoProcess();
    void findsHoldersAndTheirAccess();
    void fault21_unreadableProcessesAreCounted();
    void mappingsAreListedIndividually();
    void mappingsAreFoundOnOlderKernels_data();
    void mappingsAreFoundOnOlderKernels();
    void oneScanServesSeveralDevices();
    void findsHoldersWhoseFirstThreadEnded();
    void watchDetectsTheEnd();
    void fault44_canBeCancelled();
    void fault44_oneProcessIsLeftToo_data();
    void fault44_oneProcessIsLeftToo();
    void tablesOfABusyProcessAreOne();
};

void ProcessScanTest::fault39_statLines_data()
{
    QTest::addColumn<std::string>("line");
    QTest::addColumn<std::string>("program");
    QTest::addColumn<bool>("isValid");
    const std::string rest = " S 1 2 3 4 5 4194304 7 9 10 11 12 13 14 15 16 17 18 19 777 20 21\n";
    QTest::newRow("plain") << "42 (cat)" + rest << std::string("cat") << true;
    QTest::newRow("space and parentheses") << "42 (a) S (b) c)" + rest << std::string("a) S (b) c") << true;
    QTest::newRow("newline in the name") << "42 (a\nb)" + rest << std::string("a\nb") << true;
    QTest::newRow("empty name") << "42 ()" + rest << std::string() << true;
    QTest::newRow("truncated") << std::string("42 (cat) S 1 2 3") << std::string() << false;
    QTest::newRow("nothing") << std::string() << std::string() << false;
    QTest::newRow("no pid") << "(cat)" + rest << std::string() << false;
    QTest::newRow("parentheses in reverse order") << std::string("42 )cat( S 1") << std::string() << false;
}

void ProcessScanTest::fault39_statLines()
{
    QFETCH(std::string, line);
    QFETCH(std::string, program);
    QFETCH(bool, isValid);
    const auto process = parseProcessStat(line);
    QCOMPARE(process.has_value(), isValid);
    if (!process)
        return;
    QCOMPARE(process->pid, 42);
    QCOMPARE(process->program, program);
    QCOMPARE(process->state, 'S');
    QCOMPARE(process->startTicks, 777U);
    QVERIFY(!process->isKernelThread);
}

void ProcessScanTest::fault39_mapsLines_data()
{
    QTest::addColumn<std::string>("line");
    QTest::addColumn<bool>("isValid");
    QTest::addColumn<bool>("canWrite");
    const std::string place = "7f00-7f10 ";
    QTest::newRow("shared and writable") << place + "rw-s 00000000 01:1a 99 /dev/shm/a" << true << true;
    QTest::newRow("read-only") << place + "r--s 00000000 01:1a 99 /dev/shm/a" << true << false;
    QTest::newRow("private copy") << place + "rw-p 00000000 01:1a 99 /dev/shm/a" << true << false;
    QTest::newRow("misleading path") << place + "rw-s 00000000 01:1a 99 /dev/shm/a (deleted)" << true << true;
    QTest::newRow("no path") << place + "rw-s 00000000 01:1a 99" << true << true;
    QTest::newRow("no inode") << place + "rw-s 00000000 01:1a" << false << false;
    QTest::newRow("no device") << place + "rw-s 00000000 xx 99" << false << false;
    QTest::newRow("empty") << std::string() << false << false;
}

void ProcessScanTest::fault39_mapsLines()
{
    QFETCH(std::string, line);
    QFETCH(bool, isValid);
    QFETCH(bool, canWrite);
    const auto parsed = parseMapsLine(line);
    QCOMPARE(parsed.has_value(), isValid);
    if (!parsed)
        return;
    QVERIFY((parsed->identity == ObjectId{makedev(1, 0x1a), 99}));
    QCOMPARE(parsed->canWrite, canWrite);
}

void ProcessScanTest::fault39_descriptorInfo()
{
    const auto info = parseDescriptorInfo("pos:\t0\nflags:\t02100002\nmnt_id:\t28\nino:\t3\n"
                                          "lock:\t1: OFDLCK ADVISORY  WRITE -1 00:1a:3 0 3\n"
                                          "lock:\t2: OFDLCK ADVISORY  READ -1 00:1a:3 8 EOF\n"
                                          "lock:\tnonsense\n");
    QVERIFY(info.canWrite);
    QCOMPARE(info.locks.size(), std::size_t{2});
    QVERIFY((info.locks.at(0) == ByteRange{0, 4}));
    QVERIFY((info.locks.at(1) == ByteRange{8, 0}));
    QVERIFY(info.canRead);
    const auto access = [](const char *flags) {
        const auto parsed = parseDescriptorInfo(flags);
        return std::pair(parsed.canRead, parsed.canWrite);
    };
    QCOMPARE(access("flags:\t0100000\n"), std::pair(true, false));
    QCOMPARE(access("flags:\t0100001\n"), std::pair(false, true));
    QCOMPARE(access("flags:\t012000000\n"), std::pair(false, false)); // O_PATH
    QCOMPARE(access("flags:\t0100003\n"), std::pair(false, false)); // open(path, 3)
}

void ProcessScanTest::fault20_pidAloneIdentifiesNoProcess()
{
    if (!test::hasPidfds())
        QSKIP("no pidfd_open here");
    const auto self = readProcess(SystemCalls(), ::getpid());
    QVERIFY(self);
    QVERIFY(ProcessWatch::open(SystemCalls(), *self));
    Process stranger = *self;
    stranger.startTicks += 1; // the pid is in use again by another process
    QVERIFY(!self->isSameProcess(stranger));
    const auto watch = ProcessWatch::open(SystemCalls(), stranger);
    QVERIFY(!watch);
    QCOMPARE(watch.error().errorNumber, ESRCH);
}

void ProcessScanTest::findsHoldersAndTheirAccess()
{
    const ObjectName name = test::objectName();
    test::FaultPeer peer;
    QVERIFY(peer.execute("create", name) > 0);
    const test::NameGuard guard(name);
    const auto status = statusOf(SystemCalls(), name);
    QVERIFY(status);
    const auto find = [&] {
        const auto processScan = scanHolders(SystemCalls(), status->identity);
        const auto users = processScan ? test::usersIn(processScan->holders) : std::vector<Holder>();
        return users.size() == 1 ? users.front() : Holder{};
    };
    Holder holder = find();
    QCOMPARE(holder.process.pid, peer.pid());
    QCOMPARE(holder.process.program, std::string("fault_peer"));
    QVERIFY(holder.opens && holder.opensWritable && !holder.maps);
    QCOMPARE(peer.execute("size 4096"), 0);
    QCOMPARE(peer.execute("lock 4 4"), 0);
    QCOMPARE(peer.execute("map 4096"), 0);
    holder = find();
    QVERIFY(holder.maps);
    QCOMPARE(holder.locks.size(), std::size_t{1});
    QVERIFY((holder.locks.front() == ByteRange{4, 4}));
    QCOMPARE(peer.execute("close"), 0);
    holder = find();
    QVERIFY(holder.maps && holder.mapsWritable && !holder.opens);
    QCOMPARE(peer.execute("unmap"), 0);
    QVERIFY(test::usersIn(scanHolders(SystemCalls(), status->identity)->holders).empty());
}

void ProcessScanTest::fault21_unreadableProcessesAreCounted()
{
    test::FaultPeer peer;
    const test::TemporaryName name;
    QVERIFY(peer.execute("create", name) > 0);
    const auto status = statusOf(SystemCalls(), name);
    auto hides = test::refuse(Call::Open, "/proc/" + std::to_string(peer.pid()) + '"', EACCES);
    const auto seen = scanHolders(SystemCalls(), status->identity);
    const auto processScan = scanHolders(SystemCalls(&hides), status->identity);
    QVERIFY(seen && processScan);
    QCOMPARE(test::usersIn(seen->holders).size(), std::size_t{1});
    QVERIFY(test::usersIn(processScan->holders).empty());
    QVERIFY(processScan->hidden > seen->hidden);
}

void ProcessScanTest::mappingsAreListedIndividually()
{
    if (!answersMappingQueries())
        QSKIP("no PROCMAP_QUERY here (Linux 6.11)");
    const test::TemporaryName name;
    const int fd = ::shm_open(name.c_str(), O_CREAT | O_EXCL | O_RDWR, 0600);
    QVERIFY(fd >= 0 && ::ftruncate(fd, 65536) == 0);
    const ObjectId identity = statusOf(SystemCalls(), name)->identity;
    const InspectCalls calls;
    const auto maps = calls.open("/proc/self/maps", 0);
    QVERIFY(maps);
    const auto find = [&] {
        std::optional<FileMapping> found;
        for (auto mapping = calls.nextMapping(*maps, 0); mapping; mapping = calls.nextMapping(*maps, mapping->end)) {
            if (ObjectId{mapping->device, mapping->inode} == identity)
                found = *mapping;
        }
        return found;
    };
    QVERIFY(!find());
    const auto mapAndFind = [&](int protection, int flags) {
        void *const memory = ::mmap(nullptr, 8192, protection, flags, fd, 4096);
        const auto found = find();
        std::array<char, 300> path{};
        std::array<char, 3> tooSmall{};
        const auto address = reinterpret_cast<std::uintptr_t>(memory);
        const bool isReported = calls.nextMapping(*maps, address, path)
            && calls.nextMapping(*maps, address, tooSmall).error().isCallFailure(ENAMETOOLONG);
        ::munmap(memory, 8192);
        const bool isIt = found && found->begin == address && found->end == address + 8192 && found->offset == 4096;
        return isReported && isIt && path.data() == name.path() ? found->canWrite : std::optional<bool>();
    };
    QCOMPARE(mapAndFind(PROT_READ | PROT_WRITE, MAP_SHARED), std::optional(true));
    QCOMPARE(mapAndFind(PROT_READ, MAP_SHARED), std::optional(false));
    QCOMPARE(mapAndFind(PROT_READ | PROT_WRITE, MAP_PRIVATE), std::optional(false));
    QVERIFY(!find());
    QCOMPARE(calls.nextMapping(*maps, UINT64_MAX).error().errorNumber, ENOENT);
    QCOMPARE(calls.nextMapping(fd, 0).error().errorNumber, ENOTTY);
    ::close(fd);
    QVERIFY(calls.close(*maps));
}

void ProcessScanTest::mappingsAreFoundOnOlderKernels_data()
{
    QTest::addColumn<int>("errorNumber");
    QTest::addColumn<QByteArray>("question");
    QTest::newRow("do not know the query") << ENOTTY << QByteArray("PROCMAP_QUERY");
    QTest::newRow("do not allow it") << EPERM << QByteArray("PROCMAP_QUERY");
    QTest::newRow("do not return the path") << ENOMEM << QByteArray("vma_name_size");
    QTest::newRow("do not continue after it") << EINVAL << QByteArray("END");
}

/// The same wherever else the kernel does not answer.
void ProcessScanTest::mappingsAreFoundOnOlderKernels()
{
    QFETCH(int, errorNumber);
    QFETCH(QByteArray, question);
    if (question != "PROCMAP_QUERY" && !answersMappingQueries())
        QSKIP("no PROCMAP_QUERY here (Linux 6.11)");
    const test::ObjectFolder folder;
    const std::string name = "-\n\\-";
    folder.create(name, 8192);
    const int fd = ::open(folder.pathOf(name).c_str(), O_RDWR | O_CLOEXEC);
    QVERIFY(fd >= 0);
    // At a low address, as programs without ASLR have them: /proc/PID/maps pads it with zeros, map_files does not.
    void *const low = reinterpret_cast<void *>(quintptr{0x8000000});
    void *const memory = ::mmap(low, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    ::close(fd);
    QVERIFY(memory != MAP_FAILED && reinterpret_cast<quintptr>(memory) < 0x10000000);
    if (question == "END")
        question = "query_addr=0x" + QByteArray::number(reinterpret_cast<quintptr>(memory) + 4096, 16);
    int refusals = 0;
    test::Intercept silent([&](Call call, const std::string &arguments) {
        const bool isIt = call == Call::Ioctl && arguments.contains(question.toStdString());
        refusals += isIt ? 1 : 0;
        return isIt ? errorNumber : 0;
    });
    const ObjectId identity = test::identityOf(folder.stat(name));
    const auto found = [&](InspectCalls calls) {
        const auto processScan = scanProcesses(calls, std::array{DomainDevice{identity.device}});
        return processScan && processScan->held.contains(identity) ? processScan->held.at(identity) : HeldObject{};
    };
    const HeldObject now = found({});
    const HeldObject then = found(InspectCalls(&silent));
    const auto object = ObjectReader::openByProcPath({}, now.procPath, identity);
    ::munmap(memory, 4096);
    QVERIFY(refusals > 0);
    for (const HeldObject &held : {now, then}) {
        QCOMPARE(held.holders.size(), std::size_t{1});
        QVERIFY(held.holders.front().maps && held.holders.front().mapsWritable && !held.holders.front().opens);
        QCOMPARE(held.label, folder.pathOf(name));
        QCOMPARE(held.mappedEnd, off_t{4096});
        QCOMPARE(held.procPath, now.procPath);
    }
    if (::geteuid() == 0) // only root may open what is merely mapped
        QVERIFY(object);
}

/// Files of two file systems may have the same inode.
void ProcessScanTest::oneScanServesSeveralDevices()
{
    const test::FakeProc proc;
    const test::ObjectFolder folder;
    const QTemporaryDir elsewhere;
    folder.create("a");
    const std::string other = elsewhere.filePath(QStringLiteral("b")).toStdString();
    std::ofstream(other) << "b";
    const ObjectId first = test::identityOf(folder.stat("a"));
    struct stat status{};
    QCOMPARE(::lstat(other.c_str(), &status), 0);
    const ObjectId second = test::identityOf(status);
    const ObjectId twin{.device = second.device, .inode = first.inode};
    if (first.device == second.device)
        QSKIP("the temporary folder is in /dev/shm");
    proc.add(40, "maps");
    proc.map(40, folder.pathOf("a"), first, folder.pathOf("a"));
    proc.add(42, "maps the other");
    proc.map(42, other, twin, other);
    proc.add(41, "opens");
    proc.open(41, 3, other);
    const SystemRoots roots{folder.path(), proc.path()};
    const std::array devices{DomainDevice{first.device}, DomainDevice{second.device}};
    const auto scan = scanProcesses(InspectCalls(roots), devices);
    QVERIFY(scan);
    QCOMPARE(scan->held.size(), std::size_t{3});
    for (const auto &[id, pid] : {std::pair(first, 40), {twin, 42}, {second, 41}}) {
        const ObjectHolders holders = scan->of(id);
        QCOMPARE(holders.holders.size(), std::size_t{1});
        QCOMPARE(holders.holders.front().process.pid, pid);
    }
    const auto one = scanProcesses(InspectCalls(roots), std::span(devices).first(1));
    QVERIFY(one && one->held.size() == 1 && one->held.contains(first));
    QCOMPARE(scanHolders(InspectCalls(roots), twin)->holders.size(), std::size_t{1});
}

void ProcessScanTest::findsHoldersWhoseFirstThreadEnded()
{
    const ObjectName name = test::objectName();
    test::FaultPeer peer;
    QVERIFY(peer.execute("create", name) > 0);
    const test::NameGuard guard(name);
    QCOMPARE(peer.execute("size 4096"), 0);
    QCOMPARE(peer.execute("map 4096"), 0);
    const auto status = statusOf(SystemCalls(), name);
    QVERIFY(status);
    QCOMPARE(peer.execute("thread"), 0);
    QVERIFY(test::eventually([&] { return readProcess(SystemCalls(), peer.pid()).value_or(Process{}).state == 'Z'; }));
    QVERIFY(!readProcess(SystemCalls(), peer.pid())->hasEnded());
    const auto processScan = scanHolders(SystemCalls(), status->identity);
    QVERIFY(processScan);
    const auto users = test::usersIn(processScan->holders);
    QCOMPARE(users.size(), std::size_t{1});
    const Holder &holder = users.front();
    QCOMPARE(holder.process.pid, peer.pid());
    QVERIFY(holder.maps && holder.opens && holder.mapsWritable);
    QCOMPARE(inspectUsage(SystemCalls(), name)->verdict, Verdict::Live);
    peer.killHard();
    QVERIFY(test::usersIn(scanHolders(SystemCalls(), status->identity)->holders).empty());
}

void ProcessScanTest::watchDetectsTheEnd()
{
    if (!test::hasPidfds())
        QSKIP("no pidfd_open here");
    test::FaultPeer peer;
    const auto process = readProcess(SystemCalls(), peer.pid());
    QVERIFY(process);
    const auto watch = ProcessWatch::open(SystemCalls(), *process);
    QVERIFY(watch);
    QCOMPARE(watch->hasEnded().value(), false);
    peer.killHard();
    QCOMPARE(watch->hasEnded().value(), true);
}

void ProcessScanTest::fault44_canBeCancelled()
{
    /// Requests a stop in the middle of the pass, when the first process is examined.
    class StopsInTheMiddle : public CallObserver {
    public:
        std::stop_source source;
        int mapsOpened = 0;
        void called(const CallRecord &record) override
        {
            if (record.call == Call::Open && record.arguments.contains("\"maps\"")) {
                ++mapsOpened;
                source.request_stop();
            }
        }
    } stops;
    const auto processScan = scanHolders(SystemCalls(&stops), {}, stops.source.get_token());
    QVERIFY(processScan);
    QCOMPARE(stops.mapsOpened, 1);
    QVERIFY(processScan->hidden > 0 && !processScan->isComplete());
}

void ProcessScanTest::fault44_oneProcessIsLeftToo_data()
{
    QTest::addColumn<bool>("isStopped");
    QTest::newRow("after a stop request") << true;
    QTest::newRow("for want of time") << false;
}

/// A process with many descriptors does not prolong a look: at most one more is examined.
void ProcessScanTest::fault44_oneProcessIsLeftToo()
{
    QFETCH(bool, isStopped);
    const test::FakeProc proc;
    const SystemRoots roots{.proc = proc.path()};
    proc.add(test::cat, "cat");
    constexpr int many = 500;
    for (int fd = 0; fd < many; ++fd)
        proc.open(test::cat, fd, "/dev/null");
    int examined = 0;
    std::stop_source stop;
    ScanLimit limit{.stop = stop.get_token(), .deadline = std::chrono::steady_clock::time_point::max()};
    test::Intercept counts([&](Call call, const std::string &) {
        if (call == Call::Statx && ++examined == 10 && isStopped)
            stop.request_stop();
        else if (examined == 10)
            limit.deadline = std::chrono::steady_clock::time_point::min();
        return 0;
    });
    const InspectCalls calls(&counts, roots);
    const int directory = ::open(proc.pathOf(test::cat).c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
    const FileSelector selector({});
    ProcessScanner scanner(calls, selector, limit, test::cat, directory, proc.pathOf(test::cat));
    const ProcessAccess access = scanner.scan();
    ::close(directory);
    QCOMPARE(access, ProcessAccess::Hidden);
    QCOMPARE(examined, 10);
}

/// Where the kernel does not compare them, the tables of threads are compared by their numbers, which change meanwhile.
void ProcessScanTest::tablesOfABusyProcessAreOne()
{
    std::promise<void> done;
    std::jthread thread([&] { done.get_future().wait(); });
    std::vector<int> opened;
    int tables = 0;
    test::Intercept busy([&](Call call, const std::string &arguments) {
        if (call == Call::Open && arguments.contains("task/") && arguments.contains("/fd\"")) {
            ++tables;
            opened.push_back(::open("/dev/null", O_RDONLY | O_CLOEXEC));
        }
        return call == Call::Kcmp ? ENOSYS : 0;
    });
    const InspectCalls calls(&busy);
    const std::string path = "/proc/" + std::to_string(::getpid());
    const int directory = ::open(path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
    const FileSelector selector({});
    const ScanLimit limit{.deadline = std::chrono::steady_clock::time_point::max()};
    ProcessScanner scanner(calls, selector, limit, ::getpid(), directory, path);
    const ProcessAccess access = scanner.scan();
    const ProcessAccess separate = scanner.scanSeparateTables();
    const auto threads = std::distance(std::filesystem::directory_iterator(path + "/task"), {});
    done.set_value();
    ::close(directory);
    for (const int fd : opened)
        ::close(fd);
    QVERIFY(access == ProcessAccess::Granted && separate == ProcessAccess::Granted);
    QCOMPARE(tables, static_cast<int>(threads) - 1); // each was listed once and not examined again
}

SHMLAB_TEST_MAIN(ProcessScanTest)
#include "tst_process_scan.moc"
