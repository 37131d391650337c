// SPDX-License-Identifier: GPL-3.0-or-later
#include "fake_roots.h"

#include <shmlab/exchange/exchange_state.h>
#include <shmlab/exchange/party.h>
#include <shmlab/inspect/object_monitor.h>
#include <shmlab/manage/removal.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <functional>
#include <iterator>
#include <new>
#include <ranges>
#include <set>

#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>

using namespace shmlab;

namespace {

constexpr off_t pageBytes = 4096;
constexpr uid_t nobody = 65534;
constexpr pid_t cat = 42; // of a FakeProc
constexpr std::size_t roundRobinCount = 256; // objects per scan that are opened although no change is known

using Changes = std::vector<ObjectChange>;

Changes refresh(ObjectMonitor &list)
{
    Changes all;
    const auto result = list.refresh([&](Changes portion) { std::ranges::move(portion, std::back_inserter(all)); });
    if (!result)
        qWarning("%s", describe(result.error()).c_str());
    return all;
}

std::set<std::string> namesIn(const ObjectMonitor &list)
{
    std::set<std::string> names;
    for (const ObjectReportPtr &report : list.reports())
        names.insert(report->name);
    return names;
}

ObjectReportPtr find(const ObjectMonitor &list, const std::string &name, bool hasName = true)
{
    const auto reports = list.reports();
    const auto found = std::ranges::find_if(
        reports, [&](const ObjectReportPtr &report) { return report->name == name && report->hasName == hasName; });
    return found == reports.end() ? nullptr : *found;
}

ObjectReportPtr find(const ObjectMonitor &list, const ObjectName &name, bool hasName = true)
{
    return find(list, name.bytes().substr(1), hasName);
}

/// Runs an action right before a call of this kind that names `what`.
class Before : public CallObserver {
public:
    Before(Call call, std::string what, std::function<void()> body)
        : m_call(call),
          m_what(std::move(what)),
          m_body(std::move(body))
    {
    }
    int injectedError(Call call, const std::string &arguments) override
    {
        if (call == m_call && m_body && arguments.contains(m_what))
            std::exchange(m_body, nullptr)();
        return 0;
    }

private:
    Call m_call;
    std::string m_what;
    std::function<void()> m_body;
};

/// Makes the calls of a kind fail that name `what`, and leases where wanted.
class Refuses : public CallObserver {
public:
    Refuses(Call call, std::string what, int errorNumber, bool refusesLease = false)
        : m_call(call),
          m_what(std::move(what)),
          m_error(errorNumber),
          m_refusesLease(refusesLease)
    {
    }
    int injectedError(Call call, const std::string &arguments) override
    {
        if (call == m_call && arguments.contains(m_what))
            return m_error;
        return m_refusesLease && arguments.contains("F_SETLEASE") ? EINVAL : 0;
    }

private:
    Call m_call;
    std::string m_what;
    int m_error;
    bool m_refusesLease;
};

/// The objects that were opened to be inspected.
std::vector<std::string> openedObjects(const test::ScriptedCalls &script)
{
    std::vector<std::string> opened;
    for (const CallRecord &record : script.records()) {
        if (record.call == Call::Open && record.arguments.contains("O_NONBLOCK"))
            opened.push_back(record.arguments);
    }
    return opened;
}

} // namespace

class ObjectMonitorTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void reportsDifferences();
    void noticesTheTouchedAmongThousands();
    void withoutInotifyEverythingIsScanned();
    void fault37_manyChangesArriveInPortions();
    void transientNamesAreReported();
    void missingRootsAreErrors();
    void holdersAndVerdicts();
    void ownershipDoesNotChangeTheVerdict();
    void exchangesAreInspected();
    void orphansAreListed_data();
    void orphansAreListed();
    void unknownStatusOfMappedObjectIsNotInvented();
    void ownReadOnlyDescriptorsAreNotUse();
    void readOnlyDescriptorIsNotUse_data();
    void readOnlyDescriptorIsNotUse();
    void unreportedChangesAreReportedLater();
    void holdersReportWriteAccess();
    void namesakesAreFlagged();
    void objectsInSubfoldersAreNotOrphaned_data();
    void objectsInSubfoldersAreNotOrphaned();
    void fault20_reusedPidIsAnotherHolder();
    void fault20_pidReusedDuringAPass();
    void fault21_otherNamespacesLeaveItOpen();
    void fault42_hiddenProcessesAreCounted_data();
    void fault42_hiddenProcessesAreCounted();
    void fault42_hidepidIsDetected();
    void fault42_unnamedHolderIsAHolder();
    void fault33_otherFileTypesAreListedAndNeverOpened();
    void fault34_swappedDuringAScan_data();
    void fault34_swappedDuringAScan();
    void fault34_procPathsToOtherObjectsAreRefused();
    void fault38_namesOfAnyBytesLeadToTheirFiles();
    void fault39_oddLabels_data();
    void fault39_oddLabels();
    void fault39_oddLinesAreSkipped();
    void fault44_stoppedScansAreCaughtUp_data();
    void fault44_stoppedScansAreCaughtUp();
    void fault10_failedScansAreCaughtUp();
    void fault10_everyCallFailsOnce_data();
    void fault10_everyCallFailsOnce();
};

void ObjectMonitorTest::reportsDifferences()
{
    const test::ObjectFolder folder;
    const test::FakeProc proc;
    for (const char *name : {"b", "c", "a"})
        folder.create(name);
    const SystemRoots roots{folder.path(), proc.path()};
    ObjectMonitor list{InspectCalls(roots)};
    Changes changes = refresh(list);
    QCOMPARE(changes.size(), std::size_t{3});
    for (std::size_t i = 0; i < changes.size(); ++i) {
        QVERIFY(!changes.at(i).before);
        QCOMPARE(changes.at(i).now->name, std::string(1, static_cast<char>('a' + i))); // sorted
        QCOMPARE(changes.at(i).now->verdict(), Verdict::Stale);
    }
    QCOMPARE(list.size(), std::size_t{3});
    QVERIFY(list.isSystemWide());
    QCOMPARE(list.hiddenProcesses(), 0);
    QVERIFY(refresh(list).empty()); // nothing changed

    const auto only = [&](const std::string &name) {
        changes = refresh(list);
        const bool isIt = changes.size() == 1 && (changes[0].now ? changes[0].now : changes[0].before)->name == name;
        return isIt && refresh(list).empty();
    };
    folder.create("new", 0);
    QVERIFY(only("new"));
    QVERIFY(!changes[0].before && changes[0].now->status().sizeBytes == 0);
    QCOMPARE(::truncate(folder.pathOf("new").c_str(), 100), 0);
    QVERIFY(only("new"));
    QVERIFY(changes[0].before->status().sizeBytes == 0 && changes[0].now->status().sizeBytes == 100);
    folder.write("new", "x");
    QVERIFY(only("new"));
    QVERIFY(changes[0].before->status().allocatedBytes == 0 && changes[0].now->status().allocatedBytes == pageBytes);
    QCOMPARE(::chmod(folder.pathOf("a").c_str(), 0640), 0);
    QVERIFY(only("a"));
    QCOMPARE(changes[0].now->status().mode, mode_t{S_IFREG | 0640});
    folder.remove("b");
    folder.create("b");
    QVERIFY(only("b"));
    QVERIFY(changes[0].before->status().identity != changes[0].now->status().identity);
    folder.remove("c");
    QVERIFY(only("c"));
    QVERIFY(changes[0].before && !changes[0].now);
    QCOMPARE(::rename(folder.pathOf("a").c_str(), folder.pathOf("z").c_str()), 0);
    QCOMPARE(refresh(list).size(), std::size_t{2});
    folder.create("brief");
    folder.remove("brief");
    QVERIFY(refresh(list).empty());
    QCOMPARE(namesIn(list), (std::set<std::string>{"b", "new", "z"}));
}

void ObjectMonitorTest::noticesTheTouchedAmongThousands()
{
    const test::ObjectFolder folder;
    const test::FakeProc proc;
    constexpr int many = 2000;
    for (int i = 0; i < many; ++i)
        folder.create(std::to_string(i));
    test::ScriptedCalls script;
    const SystemRoots roots{folder.path(), proc.path()};
    ObjectMonitor list(script.calls(roots));
    QCOMPARE(refresh(list).size(), std::size_t{many});
    QCOMPARE(openedObjects(script).size(), std::size_t{many});
    script.reset();
    QVERIFY(refresh(list).empty());
    QVERIFY(openedObjects(script).size() <= roundRobinCount);
    for (int i = 0; i < many; i += 200) {
        const std::string name = std::to_string(i);
        script.reset();
        folder.write(name, "x");
        const Changes changes = refresh(list);
        QCOMPARE(changes.size(), std::size_t{1});
        QCOMPARE(changes.front().now->name, name);
        QVERIFY(openedObjects(script).size() <= roundRobinCount + 1);
    }
}

void ObjectMonitorTest::withoutInotifyEverythingIsScanned()
{
    for (const Call call : {Call::InotifyInit, Call::InotifyAddWatch}) {
        const test::ObjectFolder folder;
        const test::FakeProc proc;
        constexpr int many = 600;
        for (int i = 0; i < many; ++i)
            folder.create(std::to_string(i));
        test::ScriptedCalls script;
        script.failNext(call, ENOSPC);
        const SystemRoots roots{folder.path(), proc.path()};
        ObjectMonitor list(script.calls(roots));
        QCOMPARE(refresh(list).size(), std::size_t{many});
        for (const char *name : {"7", "300", "599"})
            folder.write(name, "x");
        folder.create("new");
        folder.remove("8");
        QCOMPARE(refresh(list).size(), std::size_t{5});
        QVERIFY(refresh(list).empty());
    }
}

void ObjectMonitorTest::fault37_manyChangesArriveInPortions()
{
    const test::ObjectFolder folder;
    const test::FakeProc proc;
    constexpr std::size_t many = 5000;
    for (std::size_t i = 0; i < many; ++i)
        folder.create(std::to_string(100'000 + i), 0);
    const SystemRoots roots{folder.path(), proc.path()};
    ObjectMonitor list{InspectCalls(roots)}; // without an observer, and so with several threads
    std::vector<std::size_t> portions;
    std::vector<std::string> names;
    QVERIFY(list.refresh([&](const Changes &portion) {
        portions.push_back(portion.size());
        for (const ObjectChange &change : portion)
            names.push_back(change.now->name);
    }));
    QCOMPARE(names.size(), many);
    QVERIFY(std::ranges::is_sorted(names));
    QVERIFY(portions.size() > 2 && portions.front() <= 256);
    QVERIFY(refresh(list).empty());
}

void ObjectMonitorTest::transientNamesAreReported()
{
    const test::ObjectFolder folder;
    const test::FakeProc proc;
    folder.create("stays");
    const SystemRoots roots{folder.path(), proc.path()};
    ObjectMonitor list{InspectCalls(roots)};
    (void)refresh(list);
    QVERIFY(list.transientNames().empty());
    folder.create("short-lived");
    folder.remove("short-lived");
    folder.create("new");
    folder.remove("stays");
    (void)refresh(list);
    QCOMPARE(list.transientNames(), std::vector<std::string>{"short-lived"});
    QCOMPARE(list.size(), std::size_t{1});
    (void)refresh(list);
    QVERIFY(list.transientNames().empty()); // reported once
}

void ObjectMonitorTest::missingRootsAreErrors()
{
    const test::ObjectFolder folder;
    const test::FakeProc proc;
    folder.create("a");
    const ObjectMonitor::Sink none = [](const Changes &) { };
    const SystemRoots withoutObjectsRoots{folder.pathOf("later"), proc.path()};
    ObjectMonitor withoutObjects{InspectCalls(withoutObjectsRoots)};
    QVERIFY(withoutObjects.refresh(none).error().isCallFailure(ENOENT));
    QVERIFY(std::filesystem::create_directory(folder.pathOf("later")));
    QVERIFY(withoutObjects.refresh(none));
    const SystemRoots noDirectoryRoots{folder.pathOf("a"), proc.path()};
    ObjectMonitor noDirectory{InspectCalls(noDirectoryRoots)};
    QVERIFY(noDirectory.refresh(none).error().isCallFailure(ENOTDIR));
    const SystemRoots withoutProcessesRoots{folder.path(), folder.pathOf("nothing")};
    ObjectMonitor withoutProcesses{InspectCalls(withoutProcessesRoots)};
    QVERIFY(withoutProcesses.refresh(none).error().isCallFailure(ENOENT));
    QVERIFY(withoutProcesses.reports().empty()); // objects whose holders cannot be found are not reported
}

void ObjectMonitorTest::holdersAndVerdicts()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    ObjectMonitor list;
    test::FaultPeer peer;
    QVERIFY(peer.execute("create", name) > 0);
    const auto holder = [&] {
        (void)refresh(list);
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
    seen = holder(); // no inotify event reports it
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
    (void)refresh(list);
    QCOMPARE(find(list, name)->verdict(), Verdict::Stale);
    QVERIFY(find(list, name)->usage.processScan.holders.empty());
}

void ObjectMonitorTest::ownershipDoesNotChangeTheVerdict()
{
    if (::geteuid() != 0)
        QSKIP("only root may make objects of others");
    const test::ObjectFolder folder;
    const test::FakeProc proc;
    folder.create("theirs");
    QCOMPARE(::chown(folder.pathOf("theirs").c_str(), nobody, nobody), 0);
    const SystemRoots roots{folder.path(), proc.path()};
    ObjectMonitor list{InspectCalls(roots)};
    (void)refresh(list);
    QCOMPARE(find(list, "theirs")->verdict(), Verdict::Stale);
    QCOMPARE(find(list, "theirs")->status().owner, nobody);
    proc.add(cat, "cat");
    proc.open(cat, 3, folder.pathOf("theirs"));
    (void)refresh(list);
    QCOMPARE(find(list, "theirs")->verdict(), Verdict::Live);
}

void ObjectMonitorTest::exchangesAreInspected()
{
    const ObjectName name = test::objectName();
    auto server = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(server);
    ObjectMonitor list({}, probeExchange);
    (void)refresh(list);
    QCOMPARE(find(list, name)->kind, Kind::ShmlabExchange);
    QVERIFY(find(list, name)->exchange->isLocked(Role::Server));
    QCOMPARE(find(list, name)->exchange->presenceOf(Role::Server)->pid, ::getpid());
    QCOMPARE(find(list, name)->exchange->counters->server, 0);
    server->setActivity(Activity::Running);
    server->step(Party::Clock::now()); // a store through a mapping leaves no trace but the value
    (void)refresh(list);
    QCOMPARE(find(list, name)->exchange->counters->server, 1);
    const auto state = find(list, name)->exchange;
    QVERIFY(std::ranges::none_of(refresh(list), [&](const ObjectChange &change) { // unchanged objects are not reported
        return change.now && '/' + change.now->name == name.bytes();
    }));
    QCOMPARE(find(list, name)->exchange, state);
}

void ObjectMonitorTest::orphansAreListed_data()
{
    QTest::addColumn<QList<QByteArray>>("commands");
    QTest::newRow("by descriptor") << QList<QByteArray>{};
    QTest::newRow("by descriptor and mapping") << QList<QByteArray>{"map 4096"};
    QTest::newRow("by mapping only") << QList<QByteArray>{"map 4096", "close"};
}

void ObjectMonitorTest::orphansAreListed()
{
    QFETCH(QList<QByteArray>, commands);
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    test::FaultPeer peer;
    QVERIFY(peer.execute("create", name) > 0);
    QCOMPARE(peer.execute("size 4096"), 0);
    QVERIFY(peer.execute("poke 0 1234") > 0);
    for (const QByteArray &command : commands)
        QCOMPARE(peer.execute(command), 0);
    ObjectMonitor list;
    (void)refresh(list);
    const ObjectReportPtr before = find(list, name);
    QVERIFY(before && before->procPath.empty());
    QCOMPARE(peer.execute("unlink", name), 0);
    (void)refresh(list);
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
    (void)refresh(list);
    QVERIFY(!find(list, name, false)); // our own reader does not count as use
    const auto wrong = ObjectReader::openByProcPath(InspectCalls(), orphan->procPath, orphan->status().identity);
    QVERIFY(wrong.error().isCallFailure(ENOENT));
}

/// As for an ordinary user, which may not open what others have mapped.
void ObjectMonitorTest::unknownStatusOfMappedObjectIsNotInvented()
{
    const test::ObjectFolder folder;
    const test::FakeProc proc;
    folder.create("gone");
    const ObjectId identity = test::identityOf(folder.stat("gone"));
    folder.remove("gone");
    proc.add(cat, "cat");
    proc.map(cat, folder.pathOf("leads nowhere"), identity, folder.pathOf("gone (deleted)"));
    const SystemRoots roots{folder.path(), proc.path()};
    ObjectMonitor list{InspectCalls(roots)};
    (void)refresh(list);
    QCOMPARE(list.size(), std::size_t{1});
    const ObjectReportPtr report = list.reports().front();
    QVERIFY(!report->isStatusKnown && !report->hasName);
    QCOMPARE(report->name, std::string("gone"));
    QCOMPARE(report->verdict(), Verdict::Orphaned);
    QVERIFY(report->status().identity == identity);
    QCOMPARE(report->status().sizeBytes, pageBytes); // at least
    QCOMPARE(report->usage.processScan.holders.front().process.pid, cat);
}

void ObjectMonitorTest::ownReadOnlyDescriptorsAreNotUse()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    test::FaultPeer peer;
    QVERIFY(peer.execute("create", name) > 0);
    QCOMPARE(peer.execute("size 4096"), 0);
    peer.killHard();
    ObjectMonitor list;
    {
        const auto reader = ObjectReader::open(InspectCalls(), name);
        QVERIFY(reader);
        (void)refresh(list);
        const ObjectReportPtr report = find(list, name);
        QVERIFY(report->usage.processScan.holders.empty());
        QVERIFY(report->usage.processScan.hasOwnReader || report->usage.processScan.isComplete());
        QVERIFY(!isInUse(report->verdict())); // its answer could refer to this process, so the kernel is not asked
    }
    for (int i = 0; i < 100 && find(list, name)->verdict() != Verdict::Stale; ++i)
        (void)refresh(list); // it is inspected in turn
    QCOMPARE(find(list, name)->verdict(), Verdict::Stale);
}

void ObjectMonitorTest::readOnlyDescriptorIsNotUse_data()
{
    QTest::addColumn<bool>("stays");
    QTest::addColumn<QString>("flags");
    QTest::addColumn<Verdict>("verdict");
    QTest::newRow("a reader that has closed it") << false << "flags:\t0100000\n" << Verdict::Stale;
    QTest::newRow("a reader that keeps it open") << true << "flags:\t0100000\n" << Verdict::Live;
    QTest::newRow("a writer, whatever the kernel answers") << false << "flags:\t0100002\n" << Verdict::Live;
    QTest::newRow("a lock holder, whatever the kernel answers")
        << false << "flags:\t0100000\nlock:\t1: OFDLCK ADVISORY READ -1 00:1a:29 0 3\n"
        << Verdict::Live;
}

/// The pass over /proc finds what is open at that time; the kernel is asked later.
void ObjectMonitorTest::readOnlyDescriptorIsNotUse()
{
    QFETCH(bool, stays);
    QFETCH(QString, flags);
    QFETCH(Verdict, verdict);
    const test::ObjectFolder folder;
    const test::FakeProc proc;
    folder.create("a");
    proc.add(cat, "cat");
    proc.open(cat, 5, folder.pathOf("a"), flags.toStdString());
    const int fd = stays ? ::open(folder.pathOf("a").c_str(), O_RDONLY | O_CLOEXEC) : -1;
    const SystemRoots roots{folder.path(), proc.path()};
    ObjectMonitor list{InspectCalls(roots)};
    (void)refresh(list);
    if (fd >= 0)
        ::close(fd);
    const ObjectReportPtr report = list.reports().front();
    QCOMPARE(report->verdict(), verdict);
    QCOMPARE(report->usage.processScan.holders.size(), std::size_t{verdict == Verdict::Stale ? 0U : 1U});
}

void ObjectMonitorTest::unreportedChangesAreReportedLater()
{
    const test::ObjectFolder folder;
    const test::FakeProc proc;
    folder.create("a");
    folder.create("b");
    const SystemRoots roots{folder.path(), proc.path()};
    ObjectMonitor list{InspectCalls(roots)};
    const auto refused = list.refresh([](const Changes &) { throw std::bad_alloc(); }); // as when memory runs out
    QCOMPARE(refused.error().problem, Problem::OutOfMemory);
    QCOMPARE(refused.error().call, Call::None); // none has failed
    QCOMPARE(refresh(list).size(), std::size_t{2});
    QVERIFY(refresh(list).empty());
    folder.remove("a");
    folder.create("c");
    QVERIFY(!list.refresh([](const Changes &) { throw std::bad_alloc(); }));
    std::set<std::string> vanished;
    std::set<std::string> present;
    for (const ObjectChange &change : refresh(list))
        (change.now ? present : vanished).insert(change.now ? change.now->name : change.before->name);
    QCOMPARE(vanished, std::set<std::string>{"a"});
    QVERIFY(present.contains("c"));
    QVERIFY(refresh(list).empty());
}

void ObjectMonitorTest::holdersReportWriteAccess()
{
    const test::ObjectFolder folder;
    const test::FakeProc proc;
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
    const SystemRoots roots{folder.path(), proc.path()};
    ObjectMonitor list{InspectCalls(roots)};
    (void)refresh(list);
    const Holder holder = list.reports().front()->usage.processScan.holders.at(0);
    QVERIFY(holder.maps && !holder.mapsWritable); // though it could
    QVERIFY(holder.opens && holder.opensWritable);
    QCOMPARE(holder.locks, std::vector{(ByteRange{0, 4})});
}

void ObjectMonitorTest::namesakesAreFlagged()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    test::FaultPeer old;
    QVERIFY(old.execute("create", name) > 0);
    QCOMPARE(old.execute("size 4096"), 0);
    ObjectMonitor list;
    (void)refresh(list);
    QVERIFY(!find(list, name)->hasNamesake);
    QCOMPARE(old.execute("unlink", name), 0);
    test::FaultPeer successor;
    QVERIFY(successor.execute("create", name) > 0);
    (void)refresh(list);
    QVERIFY(find(list, name) && find(list, name, false));
    QVERIFY(find(list, name)->hasNamesake && find(list, name, false)->hasNamesake);
    QVERIFY(find(list, name)->status().identity != find(list, name, false)->status().identity);
    ObjectMonitor fresh; // a new one reports the same
    (void)refresh(fresh);
    QVERIFY(find(fresh, name)->hasNamesake && find(fresh, name, false)->hasNamesake);
    old.killHard();
    (void)refresh(list);
    QVERIFY(!find(list, name)->hasNamesake && !find(list, name, false));
}

void ObjectMonitorTest::objectsInSubfoldersAreNotOrphaned_data()
{
    QTest::addColumn<bool>("canBeOpened");
    QTest::newRow("for root") << true;
    QTest::newRow("for other users, which may not open what is only mapped") << false;
}

void ObjectMonitorTest::objectsInSubfoldersAreNotOrphaned()
{
    QFETCH(bool, canBeOpened);
    const test::ObjectFolder folder;
    const test::FakeProc proc;
    QVERIFY(std::filesystem::create_directory(folder.pathOf("inner")));
    folder.create("inner/opened");
    folder.create("inner/mapped");
    proc.add(cat, "cat");
    proc.open(cat, 3, folder.pathOf("inner/opened"));
    proc.map(cat, folder.pathOf("inner/mapped"), test::identityOf(folder.stat("inner/mapped")),
             folder.pathOf("inner/mapped"));
    Refuses refusal(Call::Statx, canBeOpened ? "nothing" : "/map_files/", EPERM);
    const SystemRoots roots{folder.path(), proc.path()};
    ObjectMonitor list{InspectCalls(&refusal, roots)};
    (void)refresh(list);
    QCOMPARE(namesIn(list), (std::set<std::string>{"inner"}));
    QCOMPARE(find(list, "inner")->kind, Kind::Directory);
}

void ObjectMonitorTest::fault20_reusedPidIsAnotherHolder()
{
    const test::ObjectFolder folder;
    const test::FakeProc proc;
    folder.create("a");
    proc.add(cat, "cat", 777);
    proc.open(cat, 3, folder.pathOf("a"));
    const SystemRoots roots{folder.path(), proc.path()};
    ObjectMonitor list{InspectCalls(roots)};
    (void)refresh(list);
    const Holder before = find(list, "a")->usage.processScan.holders.at(0);
    proc.add(cat, "dog", 888); // and it holds the same object
    proc.open(cat, 3, folder.pathOf("a"));
    QCOMPARE(refresh(list).size(), std::size_t{1});
    const Holder now = find(list, "a")->usage.processScan.holders.at(0);
    QCOMPARE(now.process.program, std::string("dog"));
    QVERIFY(!now.process.isSameProcess(before.process));
    proc.add(cat, "cow", 999); // and this one does not
    (void)refresh(list);
    QCOMPARE(find(list, "a")->verdict(), Verdict::Stale);
}

void ObjectMonitorTest::fault20_pidReusedDuringAPass()
{
    const test::ObjectFolder folder;
    const test::FakeProc proc;
    folder.create("a");
    proc.add(cat, "cat", 777);
    proc.open(cat, 3, folder.pathOf("a"));
    // When its name is read, the process that held the object has ended.
    Before ends(Call::Open, proc.pathOf(cat) + "/fdinfo/3", [&] { proc.add(cat, "stranger", 888); });
    const SystemRoots roots{folder.path(), proc.path()};
    ObjectMonitor list{InspectCalls(&ends, roots)};
    (void)refresh(list);
    for (const Holder &holder : find(list, "a")->usage.processScan.holders)
        QVERIFY2(holder.process.program != "stranger", "the name of one with the files of another");
}

void ObjectMonitorTest::fault21_otherNamespacesLeaveItOpen()
{
    const test::ObjectFolder folder;
    const test::FakeProc proc;
    folder.create("a");
    std::filesystem::remove(proc.path() + "/self/ns/pid");
    std::filesystem::create_symlink("pid:[4026532000]", proc.path() + "/self/ns/pid");
    Refuses noLease(Call::None, "", 0, true);
    const SystemRoots roots{folder.path(), proc.path()};
    ObjectMonitor list{InspectCalls(&noLease, roots)};
    (void)refresh(list);
    QVERIFY(!list.isSystemWide());
    QCOMPARE(find(list, "a")->verdict(), Verdict::Unknown);
    const SystemRoots withLeaseRoots{folder.path(), proc.path()};
    ObjectMonitor withLease{InspectCalls(withLeaseRoots)};
    (void)refresh(withLease);
    QCOMPARE(find(withLease, "a")->verdict(), Verdict::Stale); // the kernel's own answer counts
    const int holder = ::open(folder.pathOf("a").c_str(), O_RDONLY | O_CLOEXEC);
    (void)refresh(withLease);
    ::close(holder);
    QCOMPARE(find(withLease, "a")->verdict(), Verdict::Live);
    QCOMPARE(find(withLease, "a")->usage.leaseProbe, LeaseProbe::Refused);
}

void ObjectMonitorTest::fault42_hiddenProcessesAreCounted_data()
{
    QTest::addColumn<Call>("call");
    QTest::addColumn<QByteArray>("what");
    QTest::newRow("the process") << Call::Open << QByteArray("/42\"");
    QTest::newRow("mappings") << Call::Open << QByteArray("\"maps\"");
    QTest::newRow("descriptors") << Call::Open << QByteArray("\"fd\"");
    QTest::newRow("one descriptor") << Call::Statx << QByteArray("\"7\"");
}

void ObjectMonitorTest::fault42_hiddenProcessesAreCounted()
{
    QFETCH(Call, call);
    QFETCH(QByteArray, what);
    const test::ObjectFolder folder;
    const test::FakeProc proc;
    folder.create("a");
    folder.create("b");
    proc.add(cat, "cat");
    proc.open(cat, 7, folder.pathOf("a"));
    proc.add(43, "dog");
    proc.open(43, 7, folder.pathOf("nothing")); // leads nowhere: the process is gone, not hidden
    proc.open(43, 8, folder.pathOf("b"));
    /// Refuses calls on the files of cat; their paths are relative and do not name it.
    class Hides : public Refuses {
    public:
        using Refuses::Refuses;
        int injectedError(Call made, const std::string &arguments) override
        {
            if (made == Call::Open && arguments.contains("O_PATH"))
                m_isCat = arguments.contains("/42\"");
            const bool isOfAnother = made == Call::Open && !m_isCat;
            return isOfAnother ? 0 : Refuses::injectedError(made, arguments);
        }

    private:
        bool m_isCat = false;
    } hides(call, what.toStdString(), EACCES, true);
    const SystemRoots roots{folder.path(), proc.path()};
    ObjectMonitor list{InspectCalls(&hides, roots)};
    (void)refresh(list);
    QCOMPARE(list.hiddenProcesses(), call == Call::Statx ? 2 : 1);
    QCOMPARE(find(list, "a")->usage.processScan.hidden, list.hiddenProcesses());
    QCOMPARE(find(list, "a")->verdict(), Verdict::Unknown); // and not Stale
    if (call == Call::Open)
        QCOMPARE(find(list, "b")->verdict(), Verdict::Live);
    // The positive control: without a hidden process the holders are named.
    const SystemRoots seesAllRoots{folder.path(), proc.path()};
    ObjectMonitor seesAll{InspectCalls(seesAllRoots)};
    (void)refresh(seesAll);
    QCOMPARE(seesAll.hiddenProcesses(), 0);
    QCOMPARE(find(seesAll, "a")->verdict(), Verdict::Live);
}

void ObjectMonitorTest::fault42_hidepidIsDetected()
{
    const test::ObjectFolder folder;
    const test::FakeProc proc;
    folder.create("a");
    proc.end(1);
    Refuses noLease(Call::None, "", 0, true);
    const SystemRoots roots{folder.path(), proc.path()};
    ObjectMonitor list{InspectCalls(&noLease, roots)};
    (void)refresh(list);
    QCOMPARE(list.hiddenProcesses(), 1);
    QCOMPARE(find(list, "a")->verdict(), Verdict::Unknown);
}

void ObjectMonitorTest::fault42_unnamedHolderIsAHolder()
{
    const test::ObjectFolder folder;
    const test::FakeProc proc;
    folder.create("a");
    proc.add(cat, "cat");
    proc.open(cat, 3, folder.pathOf("a"));
    Refuses hides(Call::Open, "/42/stat", EMFILE, true);
    const SystemRoots roots{folder.path(), proc.path()};
    ObjectMonitor list{InspectCalls(&hides, roots)};
    (void)refresh(list);
    QVERIFY2(find(list, "a")->verdict() != Verdict::Stale, "it is held, though by whom could not be read");
}

void ObjectMonitorTest::fault33_otherFileTypesAreListedAndNeverOpened()
{
    const test::ObjectFolder folder;
    const test::FakeProc proc;
    folder.create("regular");
    QCOMPARE(::mkfifo(folder.pathOf("x-fifo").c_str(), 0600), 0);
    QCOMPARE(::mkdir(folder.pathOf("x-directory").c_str(), 0700), 0);
    QCOMPARE(::symlink(folder.pathOf("regular").c_str(), folder.pathOf("x-link").c_str()), 0);
    QCOMPARE(::symlink("/nowhere/at/all", folder.pathOf("x-dangling").c_str()), 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    folder.pathOf("x-socket").copy(address.sun_path, sizeof address.sun_path - 1);
    const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    QCOMPARE(::bind(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
    ::close(socket);
    std::map<std::string, Kind> wanted{{"x-fifo", Kind::Fifo},
                                       {"x-directory", Kind::Directory},
                                       {"x-link", Kind::Link},
                                       {"x-dangling", Kind::Link},
                                       {"x-socket", Kind::Socket}};
    if (::mknod(folder.pathOf("x-device").c_str(), S_IFCHR | 0600, makedev(1, 3)) == 0)
        wanted.emplace("x-device", Kind::Device);
    else
        qWarning("no device node: %s", strerror(errno));

    test::ScriptedCalls script;
    const SystemRoots roots{folder.path(), proc.path()};
    ObjectMonitor list(script.calls(roots));
    QCOMPARE(refresh(list).size(), wanted.size() + 1); // and it does not block
    folder.create("x-swapped");
    (void)refresh(list);
    const auto opened = [&] {
        return std::ranges::count_if(openedObjects(script),
                                     [](const std::string &arguments) { return arguments.contains("x-"); });
    };
    QCOMPARE(opened(), 1); // the positive control: while it is a regular file, it is opened
    QCOMPARE(::mkfifo(folder.pathOf("other").c_str(), 0600), 0);
    QCOMPARE(::rename(folder.pathOf("other").c_str(), folder.pathOf("x-swapped").c_str()), 0);
    wanted.emplace("x-swapped", Kind::Fifo);
    for (const auto &[name, kind] : wanted)
        QCOMPARE(::fchmodat(AT_FDCWD, folder.pathOf(name).c_str(), 0700, kind == Kind::Link ? AT_SYMLINK_NOFOLLOW : 0)
                         == 0
                     || kind == Kind::Link,
                 true); // touched, so that they are inspected again
    (void)refresh(list);
    (void)refresh(list);
    for (const auto &[name, kind] : wanted) {
        const ObjectReportPtr report = find(list, name);
        QVERIFY2(report, name.c_str());
        QCOMPARE(report->kind, kind);
        QCOMPARE(report->verdict(), Verdict::NotAnObject);
        const auto refused = ObjectReader::open(script.calls(roots), *ObjectName::parse(name));
        QCOMPARE(refused.error().problem, Problem::NotRegular);
    }
    QCOMPARE(opened(), 1);
    for (const CallRecord &record : script.records())
        QVERIFY2(record.call != Call::Open || !record.arguments.contains("x-") || record.result >= 0,
                 record.arguments.c_str());
}

void ObjectMonitorTest::fault34_swappedDuringAScan_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::newRow("another object") << Kind::Unknown;
    QTest::newRow("a link") << Kind::Link;
    QTest::newRow("a FIFO") << Kind::Fifo;
    QTest::newRow("a directory") << Kind::Directory;
}

void ObjectMonitorTest::fault34_swappedDuringAScan()
{
    QFETCH(Kind, kind);
    const test::ObjectFolder folder;
    const test::FakeProc proc;
    folder.create("a", pageBytes, "old");
    folder.create("secret", pageBytes, "secret");
    const ino_t old = folder.stat("a").st_ino;
    Before swaps(Call::Open, "\"a\"", [&] { // after its name was read as one of a regular file
        folder.remove("a");
        if (kind == Kind::Unknown)
            folder.create("a", 2 * pageBytes, "new");
        if (kind == Kind::Link)
            QCOMPARE(::symlink(folder.pathOf("secret").c_str(), folder.pathOf("a").c_str()), 0);
        if (kind == Kind::Fifo)
            QCOMPARE(::mkfifo(folder.pathOf("a").c_str(), 0600), 0);
        if (kind == Kind::Directory)
            QCOMPARE(::mkdir(folder.pathOf("a").c_str(), 0700), 0);
    });
    const auto heldResources = test::heldResources();
    {
        const SystemRoots roots{folder.path(), proc.path()};
        ObjectMonitor list{InspectCalls(&swaps, roots)};
        (void)refresh(list); // all of it is about one of them
        const ObjectReportPtr report = find(list, "a");
        QVERIFY(report);
        QCOMPARE(report->kind, kind);
        QVERIFY(report->status().identity.inode != old);
        QCOMPARE(report->status().identity.inode, folder.stat("a").st_ino);
        QCOMPARE(report->status().sizeBytes, folder.stat("a").st_size);
    }
    QCOMPARE(test::heldResources(), heldResources);
}

void ObjectMonitorTest::fault34_procPathsToOtherObjectsAreRefused()
{
    const test::ObjectFolder folder;
    const test::FakeProc proc;
    folder.create("a", pageBytes, "first");
    folder.create("b", pageBytes, "second");
    proc.add(cat, "cat");
    proc.open(cat, 3, folder.pathOf("a"));
    const std::string procPath = proc.pathOf(cat) + "/fd/3";
    const ObjectId first = test::identityOf(folder.stat("a"));
    QVERIFY(ObjectReader::openByProcPath(InspectCalls(), procPath, first));
    proc.add(cat, "cat");
    proc.open(cat, 3, folder.pathOf("b")); // the number now refers to another file
    QCOMPARE(ObjectReader::openByProcPath(InspectCalls(), procPath, first).error().problem, Problem::Replaced);
    QVERIFY(ObjectReader::openByProcPath(InspectCalls(), procPath, test::identityOf(folder.stat("b"))));
    // The same between the scan and the opening.
    Before swaps(Call::Open, procPath, [&] {
        proc.add(cat, "cat");
        proc.open(cat, 3, folder.pathOf("a"));
    });
    const auto heldResources = test::heldResources();
    const auto refused =
        ObjectReader::openByProcPath(InspectCalls(&swaps), procPath, test::identityOf(folder.stat("b")));
    QCOMPARE(refused.error().problem, Problem::Replaced);
    QCOMPARE(test::heldResources(), heldResources);
    // A file of another type is not opened.
    QCOMPARE(::mkfifo(folder.pathOf("fifo").c_str(), 0600), 0);
    test::ScriptedCalls script;
    const auto fifo =
        ObjectReader::openByProcPath(script.calls(), folder.pathOf("fifo"), test::identityOf(folder.stat("fifo")));
    QCOMPARE(fifo.error().problem, Problem::NotRegular);
    QCOMPARE(script.count(Call::Open), 0);
}

void ObjectMonitorTest::fault38_namesOfAnyBytesLeadToTheirFiles()
{
    const std::string prefix = test::objectName().bytes();
    std::set<std::string> endings{"\n\x1b[31m",
                                  " (deleted)",
                                  "\\012",
                                  "\\x0a",
                                  "<b>x",
                                  "\xff\xfe\xc3\x28",
                                  "\xe2\x80\xae"
                                  "gpj.exe",
                                  " ",
                                  "..",
                                  std::string(256 - prefix.size(), 'l')};
    for (int byte = 1; byte < 256; ++byte) {
        if (byte != '/')
            endings.insert("-" + std::string(1, static_cast<char>(byte)) + "-");
    }
    std::vector<std::unique_ptr<test::NameGuard>> guards;
    for (const std::string &ending : endings) {
        const ObjectName name = *ObjectName::parse(prefix + ending);
        guards.push_back(std::make_unique<test::NameGuard>(name));
        const int fd = ::shm_open(name.c_str(), O_CREAT | O_EXCL | O_RDWR, 0600);
        QVERIFY2(fd >= 0, name.display().c_str());
        ::close(fd);
    }
    ObjectMonitor list;
    (void)refresh(list);
    std::set<std::string> left;
    for (const ObjectReportPtr &report : list.reports()) {
        if (report->hasName && report->name.starts_with(prefix.substr(1)))
            left.insert(report->name.substr(prefix.size() - 1));
    }
    QVERIFY(left == endings);
    const auto present = [&] {
        std::size_t count = 0;
        for (const auto &entry : std::filesystem::directory_iterator("/dev/shm"))
            count += entry.path().filename().string().starts_with(prefix.substr(1)) ? 1U : 0U;
        return count;
    };
    while (!left.empty()) {
        const ObjectReportPtr report = find(list, prefix.substr(1) + *left.begin());
        const ObjectName name = *ObjectName::parse(unescape(escape(report->name))); // as it is typed in a terminal
        QVERIFY(unlinkIfSame(SystemCalls(), name, report->status().identity));
        QVERIFY(!test::exists(*ObjectName::parse(prefix + *left.begin())));
        left.erase(left.begin());
        QCOMPARE(present(), left.size()); // no other one
    }
}

void ObjectMonitorTest::fault39_oddLabels_data()
{
    QTest::addColumn<std::string>("label"); // after the folder
    QTest::addColumn<std::string>("name");
    const auto row = [](const char *what, std::string label, std::string name) {
        QTest::newRow(what) << std::move(label) << std::move(name);
    };
    row("plain", "a (deleted)", "a");
    row("named like a deleted one", "a (deleted) (deleted)", "a (deleted)");
    row("spaces", "a  b (deleted)", "a  b");
    row("newline", "a\\012b (deleted)", "a\nb");
    row("not deleted", "a", "a");
    row("only the suffix", " (deleted)", "");
    row("not UTF-8", "\xff\xfe (deleted)", "\xff\xfe");
}

void ObjectMonitorTest::fault39_oddLabels()
{
    QFETCH(std::string, label);
    QFETCH(std::string, name);
    const test::ObjectFolder folder;
    const test::FakeProc proc;
    folder.create("held");
    const int held = ::open(folder.pathOf("held").c_str(), O_RDWR | O_CLOEXEC);
    const ObjectId identity = test::identityOf(folder.stat("held"));
    folder.remove("held");
    if (!name.empty())
        folder.create(name);
    proc.add(cat, "cat");
    proc.map(cat, "/proc/self/fd/" + std::to_string(held), identity, folder.pathOf(label));
    const SystemRoots roots{folder.path(), proc.path()};
    ObjectMonitor list{InspectCalls(roots)};
    (void)refresh(list);
    const auto reports = list.reports();
    ::close(held);
    const auto orphan = std::ranges::find(reports, false, &ObjectReport::hasName);
    QVERIFY(orphan != reports.end());
    QVERIFY((*orphan)->status().identity == identity);
    QCOMPARE((*orphan)->name, name);
    QCOMPARE((*orphan)->hasNamesake, !name.empty());
}

void ObjectMonitorTest::fault39_oddLinesAreSkipped()
{
    const test::ObjectFolder folder;
    const test::FakeProc proc;
    folder.create("a");
    const ObjectId identity = test::identityOf(folder.stat("a"));
    std::array<char, 64> place{};
    std::snprintf(place.data(), place.size(), " %02x:%02x %llu", major(identity.device), minor(identity.device),
                  static_cast<unsigned long long>(identity.inode));
    const std::string where = place.data();
    proc.add(cat, ") S 1 (cat) Z");
    proc.put(cat, "maps",
             "nonsense\n\n" + where + "\n7f00-7f10 rw-s" + where + "\n7f00 rw-s 0" + where + "\n7f10-7f00 rw-s 0"
                 + where + "\nzz-7f rw-s 0" + where + "\n7f00-7f10 rw 0" + where + "\n7f00-7f10 rw-s 0 zz:zz 1 " + where
                 + "\n7f00-7f10 rw-s 0" + where.substr(0, where.rfind(' ')) + " 99999999999999999999999\n"
                 + "7f00-7f10 rw-s 0" + where); // truncated
    proc.put(cat, "fd/nonsense", "");
    proc.put(cat, "fdinfo/3", "");
    proc.add(43, "gone");
    proc.put(43, "stat", "");
    const SystemRoots roots{folder.path(), proc.path()};
    ObjectMonitor list{InspectCalls(roots)};
    (void)refresh(list);
    const auto &holders = find(list, "a")->usage.processScan.holders;
    QCOMPARE(holders.size(), std::size_t{1}); // from the only valid line
    QVERIFY(holders.front().maps && holders.front().mapsWritable);
    QCOMPARE(holders.front().process.program, std::string(") S 1 (cat) Z"));
    QCOMPARE(list.hiddenProcesses(), 0);
}

void ObjectMonitorTest::fault44_stoppedScansAreCaughtUp_data()
{
    QTest::addColumn<Call>("call");
    QTest::addColumn<QByteArray>("what");
    QTest::newRow("in the process scan") << Call::Open << QByteArray("\"maps\"");
    QTest::newRow("in the directory") << Call::Open << QByteArray("\".\"");
    QTest::newRow("between process scan and objects") << Call::Readlink << QByteArray("ns/pid");
    QTest::newRow("among the objects") << Call::Open << QByteArray("O_NONBLOCK");
}

void ObjectMonitorTest::fault44_stoppedScansAreCaughtUp()
{
    QFETCH(Call, call);
    QFETCH(QByteArray, what);
    const test::ObjectFolder folder;
    const test::FakeProc proc;
    constexpr std::size_t many = 600;
    for (std::size_t i = 0; i < many; ++i)
        folder.create(std::to_string(i));
    const ObjectMonitor::Sink none = [](const Changes &) { };
    { // the first scan
        std::stop_source stop;
        Before stops(call, what.toStdString(), [&] { stop.request_stop(); });
        const SystemRoots roots{folder.path(), proc.path()};
        ObjectMonitor list{InspectCalls(&stops, roots)};
        QVERIFY(list.refresh(none, stop.get_token()));
        QVERIFY(list.size() < many);
        QVERIFY(list.refresh(none));
        QCOMPARE(list.size(), many);
    }
    { // a later one, with changes
        std::stop_source stop;
        bool isArmed = false;
        class Armed : public CallObserver {
        public:
            std::function<void(Call, const std::string &)> body;
            int injectedError(Call made, const std::string &arguments) override
            {
                body(made, arguments);
                return 0;
            }
        } stops;
        stops.body = [&](Call made, const std::string &arguments) {
            if (isArmed && made == call && arguments.contains(what.toStdString()))
                stop.request_stop();
        };
        const SystemRoots roots{folder.path(), proc.path()};
        ObjectMonitor list{InspectCalls(&stops, roots)};
        QVERIFY(list.refresh(none));
        folder.create("new");
        folder.remove("7");
        folder.write("8", "x");
        isArmed = true;
        QVERIFY(list.refresh(none, stop.get_token()));
        isArmed = false;
        QVERIFY(list.refresh(none));
        QVERIFY2(find(list, "new"), "what was told before the stop was forgotten");
        QVERIFY(!find(list, "7"));
        QCOMPARE(find(list, "8")->status().allocatedBytes, pageBytes);
    }
}

void ObjectMonitorTest::fault10_failedScansAreCaughtUp()
{
    const test::ObjectFolder folder;
    const test::FakeProc proc;
    folder.create("a");
    test::ScriptedCalls script;
    const SystemRoots roots{folder.path(), proc.path()};
    ObjectMonitor list(script.calls(roots));
    (void)refresh(list);
    folder.create("new");
    folder.remove("a");
    script.failNext(Call::Open, EMFILE); // of /proc itself
    QVERIFY(list.refresh([](const Changes &) { }).error().isCallFailure(EMFILE));
    QVERIFY(list.refresh([](const Changes &) { }));
    QCOMPARE(namesIn(list), std::set<std::string>{"new"});
}

void ObjectMonitorTest::fault10_everyCallFailsOnce_data()
{
    QTest::addColumn<bool>("isLater");
    QTest::newRow("of the first scan") << false;
    QTest::newRow("of a later scan") << true;
}

void ObjectMonitorTest::fault10_everyCallFailsOnce()
{
    QFETCH(bool, isLater);
    const test::ObjectFolder folder;
    const test::FakeProc proc;
    folder.create("exchange", pageBytes, std::string_view("\1\0\0\0\1\0\0\0", 8));
    folder.create("held");
    folder.create("orphan");
    QCOMPARE(::mkfifo(folder.pathOf("fifo").c_str(), 0600), 0);
    const int orphan = ::open(folder.pathOf("orphan").c_str(), O_RDWR | O_CLOEXEC);
    const std::string procPath = "/proc/self/fd/" + std::to_string(orphan);
    proc.add(cat, "cat");
    proc.open(cat, 3, folder.pathOf("held"));
    proc.open(cat, 4, procPath);
    proc.map(cat, procPath, test::identityOf(folder.stat("orphan")), folder.pathOf("orphan (deleted)"));
    folder.remove("orphan");
    proc.add(43, "hidden");
    std::filesystem::remove(proc.pathOf(43) + "/maps");
    std::filesystem::create_directory(proc.pathOf(43) + "/maps"); // cannot be read, so that leases are asked for
    const SystemRoots roots{folder.path(), proc.path()};
    const ObjectMonitor::Sink none = [](const Changes &) { };

    QStringList wrong;
    /// A scan whose call of this number fails, and one that must make up for it. Returns the number of calls of the
    /// first one.
    const auto tryOnce = [&](int index, int errorNumber, std::vector<Call> *made) {
        test::ScriptedCalls script;
        ObjectMonitor list(script.calls(roots));
        if (isLater) {
            (void)list.refresh(none);
            folder.create("new", 0);
        }
        const std::size_t before = script.records().size();
        if (index >= 0)
            script.failCall(index, errorNumber);
        (void)list.refresh(none);
        if (made) {
            for (const CallRecord &record : script.records() | std::views::drop(before))
                made->push_back(record.call);
        }
        (void)list.refresh(none);
        std::set<std::string> names{"exchange", "fifo", "held", "orphan"};
        if (isLater)
            names.insert("new");
        if (errorNumber != ENOENT && (namesIn(list) != names || find(list, "held")->verdict() != Verdict::Live)) {
            const CallRecord &failed = script.records().at(before + static_cast<std::size_t>(index));
            const QString line =
                QStringLiteral("%1(%2) %3: %4")
                    .arg(QLatin1String(callName(failed.call)), QString::fromStdString(failed.arguments),
                         QString::fromStdString(errnoName(errorNumber)))
                    .arg(namesIn(list).size());
            wrong << line;
        }
        folder.remove("new");
    };
    std::vector<Call> calls;
    tryOnce(-1, 0, &calls);
    QVERIFY(wrong.isEmpty());
    for (const Call needed :
         {Call::Open, Call::Statx, Call::Read, Call::Pread, Call::Getdents, Call::Fcntl, Call::Close})
        QVERIFY2(std::ranges::find(calls, needed) != calls.end(), callName(needed));
    const auto heldResources = test::heldResources();
    for (std::size_t index = 0; index < calls.size(); ++index) {
        std::vector<int> errors = test::manualPages().at(calls[index]);
        errors.push_back(EINTR);
        for (const int errorNumber : errors) {
            tryOnce(static_cast<int>(index), errorNumber, nullptr);
            QCOMPARE(test::heldResources(), heldResources);
        }
    }
    ::close(orphan);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
}

SHMLAB_TEST_MAIN(ObjectMonitorTest)
#include "tst_object_monitor.moc"
