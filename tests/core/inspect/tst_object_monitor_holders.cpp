// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor_support.h"
#include "staged_machine.h"

#include <shmlab/exchange/exchange_state.h>
#include <shmlab/exchange/party.h>
#include <shmlab/inspect/object_reader.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <future>
#include <thread>

#include <sched.h>
#include <sys/sysmacros.h>

using namespace shmlab;
using test::cat;
using test::find;
using test::refresh;

namespace {

constexpr off_t pageBytes = 4096;
constexpr uid_t nobody = 65534;

} // namespace

/// Which processes use an object, which of them cannot be seen, and the verdict that follows.
class ObjectMonitorHoldersTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void holdersAndVerdicts();
    void field02_ownershipDoesNotChangeTheVerdict();
    void exchangesAreInspected();
    void orphansAreListed_data();
    void orphansAreListed();
    void unknownStatusOfMappedObjectIsNotInvented();
    void ownReadOnlyDescriptorsAreNotUse();
    void field08_everyDescriptorIsUse_data();
    void field08_everyDescriptorIsUse();
    void holdersReportWriteAccess();
    void namesakesAreFlagged();
    void fault20_reusedPidIsAnotherHolder();
    void fault20_pidReusedDuringAPass();
    void fault21_otherNamespacesLeaveItOpen();
    void fault42_hiddenProcessesAreCounted_data();
    void fault42_hiddenProcessesAreCounted();
    void field09_hidepidIsDetected();
    void fault54_threadsWithOwnDescriptors();
    void fault54_descriptorsInFlight();
    void field12_leasesStay();
    void fault55_leasesDoNotDelay();
    void holdersAreDescribed();
    void fault42_unnamedHolderIsAHolder();

private:
    /// As a monitor reports it at first sight.
    [[nodiscard]] static ObjectReportPtr fresh(const test::StagedMachine &machine, const ObjectName &name)
    {
        ObjectMonitor list{InspectCalls(machine.roots())};
        refresh(list);
        return find(list, name);
    }
};

void ObjectMonitorHoldersTest::holdersAndVerdicts()
{
    const test::TemporaryName name;
    ObjectMonitor list;
    test::FaultPeer peer;
    QVERIFY(peer.execute("create", name) > 0);
    const auto holder = [&] {
        refresh(list);
        const auto report = find(list, name);
        const auto users = report ? test::usersIn(report->usage.processScan.holders) : std::vector<Holder>();
        return users.size() == 1 ? users.front() : Holder{};
    };
    Holder seen = holder();
    QCOMPARE(seen.process.pid, peer.pid());
    QVERIFY(seen.opens && seen.opensWritable && !seen.maps && seen.locks.empty());
    QCOMPARE(find(list, name)->verdict(), Verdict::Live);
    QCOMPARE(peer.execute("size 4096"), 0);
    QCOMPARE(peer.execute("lock 4 4"), 0);
    QCOMPARE(peer.execute("map 4096"), 0);
    seen = holder(); // told by no inotify event
    QVERIFY(seen.opens && seen.maps);
    QVERIFY((seen.locks == std::vector{ByteRange{4, 4}}));
    QCOMPARE(peer.execute("close"), 0);
    seen = holder();
    QVERIFY(seen.maps && !seen.opens && seen.mapsWritable && !seen.opensWritable && seen.locks.empty());
    peer.signal(SIGSTOP);
    QVERIFY(test::eventually([&] { return holder().process.isStopped(); }));
    QCOMPARE(find(list, name)->verdict(), Verdict::Stopped);
    peer.signal(SIGCONT);
    QVERIFY(test::eventually([&] { return !holder().process.isStopped(); }));
    QCOMPARE(find(list, name)->verdict(), Verdict::Live);
    peer.killHard();
    refresh(list);
    QCOMPARE(find(list, name)->verdict(), Verdict::Unused);
    QVERIFY(find(list, name)->usage.processScan.holders.empty());
}

void ObjectMonitorHoldersTest::field02_ownershipDoesNotChangeTheVerdict()
{
    if (::geteuid() != 0)
        QSKIP("only root may make objects of others");
    const auto &[folder, proc, roots] = test::FakeMachine();
    folder.create("psm_theirs");
    QCOMPARE(::chown(folder.pathOf("psm_theirs").c_str(), nobody, nobody), 0);
    ObjectMonitor list{InspectCalls(roots)};
    refresh(list);
    QCOMPARE(find(list, "psm_theirs")->verdict(), Verdict::Stale);
    QCOMPARE(find(list, "psm_theirs")->status().owner, nobody);
    proc.add(cat, "cat");
    proc.open(cat, 3, folder.pathOf("psm_theirs"));
    refresh(list);
    QCOMPARE(find(list, "psm_theirs")->verdict(), Verdict::Live);
}

void ObjectMonitorHoldersTest::exchangesAreInspected()
{
    const ObjectName name = test::objectName();
    auto server = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(server);
    ObjectMonitor list({}, probeExchange);
    refresh(list);
    QCOMPARE(find(list, name)->kind, Kind::ShmlabExchange);
    QVERIFY(find(list, name)->exchange->isLocked(Role::Server));
    QCOMPARE(find(list, name)->exchange->presenceOf(Role::Server)->pid, ::getpid());
    QCOMPARE(find(list, name)->exchange->counters->server, 0);
    server->setActivity(Activity::Running);
    server->step(Party::Clock::now()); // a store through a mapping leaves no trace but itself
    refresh(list);
    QCOMPARE(find(list, name)->exchange->counters->server, 1);
    const auto state = find(list, name)->exchange;
    QVERIFY(std::ranges::none_of(refresh(list), [&](const ObjectChange &change) { // what did not change is not told
        return change.now && '/' + change.now->name == name.bytes();
    }));
    QCOMPARE(find(list, name)->exchange, state);
}

void ObjectMonitorHoldersTest::orphansAreListed_data()
{
    QTest::addColumn<QList<QByteArray>>("commands");
    QTest::newRow("by descriptor") << QList<QByteArray>{};
    QTest::newRow("by descriptor and mapping") << QList<QByteArray>{"map 4096"};
    QTest::newRow("by mapping only") << QList<QByteArray>{"map 4096", "close"};
}

void ObjectMonitorHoldersTest::orphansAreListed()
{
    QFETCH(QList<QByteArray>, commands);
    const test::TemporaryName name;
    test::FaultPeer peer;
    QVERIFY(peer.create(name));
    QVERIFY(peer.execute("poke 0 1234") > 0);
    for (const QByteArray &command : commands)
        QCOMPARE(peer.execute(command), 0);
    ObjectMonitor list;
    refresh(list);
    const ObjectReportPtr before = find(list, name);
    QVERIFY(before && before->procPath.empty());
    QCOMPARE(peer.execute("unlink", name), 0);
    refresh(list);
    QVERIFY(!find(list, name));
    const ObjectReportPtr orphan = find(list, name, false);
    QVERIFY(orphan && !orphan->hasNamesake);
    QCOMPARE(orphan->verdict(), Verdict::Orphaned);
    QVERIFY(orphan->status().identity == before->status().identity);
    QCOMPARE(orphan->status().sizeBytes, pageBytes);
    QCOMPARE(orphan->status().links, nlink_t{0});
    const auto users = test::usersIn(orphan->usage.processScan.holders);
    QCOMPARE(users.size(), std::size_t{1});
    QCOMPARE(users.front().process.pid, peer.pid());
    if (commands.contains("close") && ::geteuid() != 0)
        QSKIP("only root may open what is merely mapped");
    QVERIFY(!orphan->procPath.empty());
    const auto object = ObjectReader::openByProcPath(InspectCalls(), orphan->procPath, orphan->status().identity);
    QVERIFY(object);
    std::int32_t value = 0;
    QCOMPARE(object->readAt(0, std::as_writable_bytes(std::span(&value, 1))).value_or(0), sizeof value);
    QCOMPARE(value, 1234);
    peer.killHard();
    refresh(list);
    QVERIFY(!find(list, name, false)); // that we look at it is no use
    const auto wrong = ObjectReader::openByProcPath(InspectCalls(), orphan->procPath, orphan->status().identity);
    QVERIFY(wrong.error().isCallFailure(ENOENT));
}

/// As for an ordinary user, who may not open what others have mapped.
void ObjectMonitorHoldersTest::unknownStatusOfMappedObjectIsNotInvented()
{
    const auto &[folder, proc, roots] = test::FakeMachine();
    folder.create("gone");
    const ObjectId identity = test::identityOf(folder.stat("gone"));
    folder.remove("gone");
    proc.add(cat, "cat");
    proc.map(cat, folder.pathOf("leads nowhere"), identity, folder.pathOf("gone (deleted)"));
    ObjectMonitor list{InspectCalls(roots)};
    refresh(list);
    QCOMPARE(list.size(), std::size_t{1});
    const ObjectReportPtr report = list.reports().front();
    QVERIFY(!report->isStatusKnown && !report->hasName);
    QCOMPARE(report->name, std::string("gone"));
    QCOMPARE(report->verdict(), Verdict::Orphaned);
    QVERIFY(report->status().identity == identity);
    QCOMPARE(report->status().sizeBytes, pageBytes); // at least
    QCOMPARE(report->usage.processScan.holders.front().process.pid, cat);
}

void ObjectMonitorHoldersTest::ownReadOnlyDescriptorsAreNotUse()
{
    const test::TemporaryName name;
    test::FaultPeer peer;
    QVERIFY(peer.create(name));
    peer.killHard();
    ObjectMonitor list;
    {
        const auto reader = ObjectReader::open(InspectCalls(), name);
        QVERIFY(reader);
        refresh(list);
        const ObjectReportPtr report = find(list, name);
        QVERIFY(report->usage.processScan.holders.empty());
        QVERIFY(report->usage.processScan.hasOwnReader);
        QVERIFY(!isInUse(report->verdict()));
    }
    refresh(list);
    QCOMPARE(find(list, name)->verdict(), Verdict::Unused);
}

void ObjectMonitorHoldersTest::field08_everyDescriptorIsUse_data()
{
    QTest::addColumn<QString>("flags");
    QTest::newRow("a reader") << "flags:\t0100000\n";
    QTest::newRow("a writer") << "flags:\t0100002\n";
    QTest::newRow("a path only, by which it can be opened again") << "flags:\t012000000\n";
    QTest::newRow("neither to read nor to write: open(path, 3)") << "flags:\t0100003\n";
    QTest::newRow("a lock") << "flags:\t0100000\nlock:\t1: OFDLCK ADVISORY READ -1 00:1a:29 0 3\n";
}

/// Where the kernel's lease would be granted all the same.
void ObjectMonitorHoldersTest::field08_everyDescriptorIsUse()
{
    QFETCH(QString, flags);
    const auto &[folder, proc, roots] = test::FakeMachine();
    folder.create("a");
    proc.add(cat, "cat");
    proc.open(cat, 5, folder.pathOf("a"), flags.toStdString());
    ObjectMonitor list{InspectCalls(roots)};
    refresh(list);
    const ObjectReportPtr report = list.reports().front();
    QCOMPARE(report->verdict(), Verdict::Live);
    QCOMPARE(report->usage.processScan.holders.size(), std::size_t{1});
}

void ObjectMonitorHoldersTest::holdersReportWriteAccess()
{
    const auto &[folder, proc, roots] = test::FakeMachine();
    folder.create("a");
    const ObjectId identity = test::identityOf(folder.stat("a"));
    proc.add(cat, "cat");
    const std::string lock = "lock:\t1: OFDLCK ADVISORY WRITE -1 00:1a:29 0 3\n";
    proc.open(cat, 5, folder.pathOf("a"), "flags:\t0100002\n" + lock);
    proc.open(cat, 6, folder.pathOf("a"), "flags:\t0100002\n" + lock); // the same open file once more
    std::array<char, 100> line{};
    std::snprintf(line.data(), line.size(), "7f0000000000-7f0000001000 r--s 00000000 %02x:%02x %llu    /a\n",
                  major(identity.device), minor(identity.device), static_cast<unsigned long long>(identity.inode));
    proc.put(cat, "maps", line.data());
    ObjectMonitor list{InspectCalls(roots)};
    refresh(list);
    const Holder holder = list.reports().front()->usage.processScan.holders.at(0);
    QVERIFY(holder.maps && !holder.mapsWritable); // though it could
    QVERIFY(holder.opens && holder.opensWritable);
    QCOMPARE(holder.locks, std::vector{(ByteRange{0, 4})});
}

void ObjectMonitorHoldersTest::namesakesAreFlagged()
{
    const test::TemporaryName name;
    test::FaultPeer old;
    QVERIFY(old.create(name));
    ObjectMonitor list;
    refresh(list);
    QVERIFY(!find(list, name)->hasNamesake);
    QCOMPARE(old.execute("unlink", name), 0);
    test::FaultPeer successor;
    QVERIFY(successor.execute("create", name) > 0);
    refresh(list);
    QVERIFY(find(list, name) && find(list, name, false));
    QVERIFY(find(list, name)->hasNamesake && find(list, name, false)->hasNamesake);
    QVERIFY(find(list, name)->status().identity != find(list, name, false)->status().identity);
    ObjectMonitor fresh; // the same at first sight
    refresh(fresh);
    QVERIFY(find(fresh, name)->hasNamesake && find(fresh, name, false)->hasNamesake);
    old.killHard();
    refresh(list);
    QVERIFY(!find(list, name)->hasNamesake && !find(list, name, false));
}

void ObjectMonitorHoldersTest::fault20_reusedPidIsAnotherHolder()
{
    const auto &[folder, proc, roots] = test::FakeMachine();
    folder.create("a");
    proc.add(cat, "cat", 777);
    proc.open(cat, 3, folder.pathOf("a"));
    ObjectMonitor list{InspectCalls(roots)};
    refresh(list);
    const Holder before = find(list, "a")->usage.processScan.holders.at(0);
    proc.add(cat, "dog", 888); // and it holds the same object
    proc.open(cat, 3, folder.pathOf("a"));
    QCOMPARE(refresh(list).size(), std::size_t{1});
    const Holder now = find(list, "a")->usage.processScan.holders.at(0);
    QCOMPARE(now.process.program, std::string("dog"));
    QVERIFY(!now.process.isSameProcess(before.process));
    proc.add(cat, "cow", 999); // and this one does not
    refresh(list);
    QCOMPARE(find(list, "a")->verdict(), Verdict::Unused);
}

void ObjectMonitorHoldersTest::fault20_pidReusedDuringAPass()
{
    const auto &[folder, proc, roots] = test::FakeMachine();
    folder.create("a");
    proc.add(cat, "cat", 777);
    proc.open(cat, 3, folder.pathOf("a"));
    // When its name is asked for, the one who held the object has ended.
    auto ends = test::before(Call::Open, proc.pathOf(cat) + "/fdinfo/3", [&] { proc.add(cat, "stranger", 888); });
    ObjectMonitor list{InspectCalls(&ends, roots)};
    refresh(list);
    for (const Holder &holder : find(list, "a")->usage.processScan.holders)
        QVERIFY2(holder.process.program != "stranger", "the name of one with the files of another");
}

void ObjectMonitorHoldersTest::fault21_otherNamespacesLeaveItOpen()
{
    const auto &[folder, proc, roots] = test::FakeMachine();
    folder.create("a");
    std::filesystem::remove(proc.path() + "/self/ns/pid");
    std::filesystem::create_symlink("pid:[4026532000]", proc.path() + "/self/ns/pid");
    ObjectMonitor list{InspectCalls(roots)};
    refresh(list);
    QVERIFY(!list.isSystemWide());
    QCOMPARE(find(list, "a")->verdict(), Verdict::Unused);
    // A process that is not listed may run nevertheless: it does not count as a maker that has ended.
    folder.create("pym-999999-x");
    refresh(list);
    QVERIFY(!find(list, "pym-999999-x")->maker);
}

void ObjectMonitorHoldersTest::fault42_hiddenProcessesAreCounted_data()
{
    QTest::addColumn<Call>("call");
    QTest::addColumn<QByteArray>("what");
    QTest::newRow("all of it") << Call::Open << QByteArray("/42\"");
    QTest::newRow("mappings") << Call::Open << QByteArray("\"maps\"");
    QTest::newRow("descriptors") << Call::Open << QByteArray("\"fd\"");
    QTest::newRow("one descriptor") << Call::Statx << QByteArray("\"7\"");
}

void ObjectMonitorHoldersTest::fault42_hiddenProcessesAreCounted()
{
    QFETCH(Call, call);
    QFETCH(QByteArray, what);
    const auto &[folder, proc, roots] = test::FakeMachine();
    folder.create("a");
    folder.create("b");
    proc.add(cat, "cat");
    proc.open(cat, 7, folder.pathOf("a"));
    proc.add(43, "dog");
    proc.open(43, 7, folder.pathOf("nothing")); // leads nowhere: gone, not hidden
    proc.open(43, 8, folder.pathOf("b"));
    auto refusal = test::refuse(call, what.toStdString(), EACCES);
    bool isCat = false; // that it is asked about: paths in a process do not name it
    test::Intercept hides([&](Call made, const std::string &arguments) {
        if (made == Call::Open && arguments.contains("O_PATH"))
            isCat = arguments.contains("/42\"");
        return made == Call::Open && !isCat ? 0 : refusal.injectedError(made, arguments);
    });
    ObjectMonitor list{InspectCalls(&hides, roots)};
    refresh(list);
    QCOMPARE(list.hiddenProcesses(), call == Call::Statx ? 2 : 1);
    QCOMPARE(find(list, "a")->usage.processScan.hidden, list.hiddenProcesses());
    QCOMPARE(find(list, "a")->verdict(), Verdict::Unused);
    if (call == Call::Open)
        QCOMPARE(find(list, "b")->verdict(), Verdict::Live);
    // The positive control: who sees all says who it is.
    ObjectMonitor seesAll{InspectCalls(roots)};
    refresh(seesAll);
    QCOMPARE(seesAll.hiddenProcesses(), 0);
    QCOMPARE(find(seesAll, "a")->verdict(), Verdict::Live);
}

void ObjectMonitorHoldersTest::field09_hidepidIsDetected()
{
    const auto &[folder, proc, roots] = test::FakeMachine();
    folder.create("a");
    proc.end(1);
    ObjectMonitor list{InspectCalls(roots)};
    refresh(list);
    QVERIFY(!list.isHiddenCountKnown());
    QVERIFY(!find(list, "a")->usage.processScan.isHiddenCountKnown);
    QCOMPARE(find(list, "a")->verdict(), Verdict::Unused);
}

/// A thread that has a table of its own (unshare(2)), as real ones and as the listing of a sandboxed kernel shows them.
void ObjectMonitorHoldersTest::fault54_threadsWithOwnDescriptors()
{
    const test::StagedMachine machine;
    const ObjectName name = machine.leave();
    std::promise<void> opened;
    std::promise<void> done;
    std::jthread holder([&] {
        const bool isApart = ::unshare(CLONE_FILES) == 0;
        const int fd = isApart ? machine.open(name) : -1;
        opened.set_value();
        done.get_future().wait();
        ::close(fd);
    });
    opened.get_future().wait();
    ObjectMonitor list{InspectCalls(machine.roots())};
    refresh(list);
    const auto holders = find(list, name)->usage.processScan.holders;
    test::Intercept noComparison([](Call call, const std::string &) { return call == Call::Kcmp ? ENOSYS : 0; });
    ObjectMonitor byNumbers{InspectCalls(&noComparison, machine.roots())};
    refresh(byNumbers);
    const auto alike = find(byNumbers, name)->usage.processScan.holders;
    done.set_value();
    QCOMPARE(holders.size(), std::size_t{1});
    QCOMPARE(holders.front().process.pid, ::getpid());
    QCOMPARE(alike.size(), std::size_t{1});
}

void ObjectMonitorHoldersTest::fault54_descriptorsInFlight()
{
    const test::StagedMachine machine;
    const ObjectName name = machine.leave();
    test::FaultPeer peer(machine.folderPath());
    QVERIFY(peer.execute("open", name) > 0);
    const int before = fresh(machine, name)->usage.processScan.descriptorsInFlight;
    QCOMPARE(peer.execute("send"), 0);
    const Usage usage = fresh(machine, name)->usage;
    QVERIFY(usage.processScan.descriptorsInFlight > before);
    QCOMPARE(useOf(usage), Use::MayBeInUse);
    QVERIFY(!isInUse(usage.verdict));
}

/// An object that another process has leased is not opened, so that the lease stays.
void ObjectMonitorHoldersTest::field12_leasesStay()
{
    const test::StagedMachine machine;
    const ObjectName name = machine.leave();
    test::FaultPeer peer(machine.folderPath());
    QVERIFY(peer.execute("open", name) > 0);
    QCOMPARE(peer.execute("lease"), 0);
    const auto report = fresh(machine, name);
    QVERIFY(report->usage.processScan.isLeased);
    QCOMPARE(report->verdict(), Verdict::Live);
    QCOMPARE(ObjectReader::open(machine.calls(), name).error().problem, Problem::Leased);
    const auto usage = inspectUsage(machine.calls(), name);
    QVERIFY(usage && usage->processScan.isLeased && !usage->isOpenable);
    QCOMPARE(peer.execute("leased"), F_WRLCK);
    QCOMPARE(::open(machine.path(name).c_str(), O_RDONLY | O_NONBLOCK), -1); // the positive control: this breaks it
    QVERIFY(peer.execute("leased") != F_WRLCK);
}

/// A thousand leased objects of another user take no longer than others.
void ObjectMonitorHoldersTest::fault55_leasesDoNotDelay()
{
    const auto &[folder, proc, roots] = test::FakeMachine();
    std::string locks;
    constexpr int many = 1000;
    for (int i = 0; i < many; ++i) {
        const std::string name = std::to_string(i);
        folder.create(name);
        const struct stat status = folder.stat(name);
        std::array<char, 80> line{};
        (void)std::snprintf(line.data(), line.size(), "%d: LEASE  ACTIVE    WRITE 4711 %02x:%02x:%llu 0 EOF\n", i,
                            major(status.st_dev), minor(status.st_dev), static_cast<unsigned long long>(status.st_ino));
        locks += line.data();
    }
    std::ofstream(proc.path() + "/locks") << locks;
    bool hasOpened = false;
    test::Intercept watches([&](Call call, const std::string &arguments) {
        hasOpened = hasOpened || (call == Call::Open && arguments.contains("O_NONBLOCK"));
        return 0;
    });
    ObjectMonitor list{InspectCalls(&watches, roots)};
    const auto start = std::chrono::steady_clock::now();
    refresh(list);
    QVERIFY(std::chrono::steady_clock::now() - start < std::chrono::seconds{5});
    QVERIFY(!hasOpened);
    for (const ObjectReportPtr &report : list.reports())
        QCOMPARE(report->verdict(), Verdict::Live);
}

void ObjectMonitorHoldersTest::holdersAreDescribed()
{
    const auto &[folder, proc, roots] = test::FakeMachine();
    folder.create("a", 65536);
    proc.add(cat, "cat");
    proc.put(cat, "status", "Name:\tcat\nUid:\t1000\t1001\t1001\t1001\n");
    proc.put(cat, "cmdline", std::string("cat\0--all\0", 10));
    proc.map(cat, folder.pathOf("a"), test::identityOf(folder.stat("a")), folder.pathOf("a"));
    ObjectMonitor list{InspectCalls(roots)};
    refresh(list);
    const Holder holder = list.reports().front()->usage.processScan.holders.at(0);
    QCOMPARE(holder.process.owner, uid_t{1000});
    QCOMPARE(holder.process.commandLine, std::string("cat --all"));
    QCOMPARE(holder.mappedBegin, off_t{0});
    QCOMPARE(holder.mappedEnd, off_t{4096});
}

void ObjectMonitorHoldersTest::fault42_unnamedHolderIsAHolder()
{
    const auto &[folder, proc, roots] = test::FakeMachine();
    folder.create("a");
    proc.add(cat, "cat");
    proc.open(cat, 3, folder.pathOf("a"));
    auto hides = test::refuse(Call::Open, "/42/stat", EMFILE);
    ObjectMonitor list{InspectCalls(&hides, roots)};
    refresh(list);
    QVERIFY2(find(list, "a")->verdict() != Verdict::Stale, "it is held, though by whom could not be read");
}

SHMLAB_TEST_MAIN(ObjectMonitorHoldersTest)
#include "tst_object_monitor_holders.moc"
