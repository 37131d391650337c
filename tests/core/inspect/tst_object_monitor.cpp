// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor_support.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <new>
#include <ranges>
#include <set>
#include <stop_token>

using namespace shmlab;
using test::cat;
using test::Changes;
using test::find;
using test::namesIn;
using test::openedObjects;
using test::refresh;

namespace {

constexpr off_t pageBytes = 4096;
constexpr std::size_t roundRobinCount = 256; // that a look opens though nothing is known to have happened to them

} // namespace

/// Which differences are reported, how a scan finds them, and what a stopped or failed scan leaves to the next one.
class ObjectMonitorTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void reportsDifferences();
    void noticesTheTouchedAmongThousands();
    void withoutInotifyEverythingIsScanned();
    void fault37_manyChangesArriveInPortions();
    void transientNamesAreReported();
    void missingRootsAreErrors();
    void unreportedChangesAreReportedLater();
    void fault44_stoppedScansAreCaughtUp_data();
    void fault44_stoppedScansAreCaughtUp();
    void fault10_failedScansAreCaughtUp();
    void fault10_everyCallFailsOnce_data();
    void fault10_everyCallFailsOnce();
};

void ObjectMonitorTest::reportsDifferences()
{
    const auto &[folder, proc, roots] = test::FakeMachine();
    for (const char *name : {"b", "c", "a"})
        folder.create(name);
    ObjectMonitor list{InspectCalls(roots)};
    Changes changes = refresh(list);
    QCOMPARE(changes.size(), std::size_t{3});
    for (std::size_t i = 0; i < changes.size(); ++i) {
        QVERIFY(!changes.at(i).before);
        QCOMPARE(changes.at(i).now->name, std::string(1, static_cast<char>('a' + i))); // sorted
        QCOMPARE(changes.at(i).now->verdict(), Verdict::Unused);
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
    const auto &[folder, proc, roots] = test::FakeMachine();
    constexpr int many = 2000;
    for (int i = 0; i < many; ++i)
        folder.create(std::to_string(i));
    test::ScriptedCalls script;
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
        const auto &[folder, proc, roots] = test::FakeMachine();
        constexpr int many = 600;
        for (int i = 0; i < many; ++i)
            folder.create(std::to_string(i));
        test::ScriptedCalls script;
        script.failNext(call, ENOSPC);
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
    const auto &[folder, proc, roots] = test::FakeMachine();
    constexpr std::size_t many = 5000;
    for (std::size_t i = 0; i < many; ++i)
        folder.create(std::to_string(100'000 + i), 0);
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
    const auto &[folder, proc, roots] = test::FakeMachine();
    folder.create("stays");
    ObjectMonitor list{InspectCalls(roots)};
    refresh(list);
    QVERIFY(list.transientNames().empty());
    folder.create("short-lived");
    folder.remove("short-lived");
    folder.create("new");
    folder.remove("stays");
    refresh(list);
    QCOMPARE(list.transientNames(), std::vector<std::string>{"short-lived"});
    QCOMPARE(list.size(), std::size_t{1});
    refresh(list);
    QVERIFY(list.transientNames().empty()); // told once
}

void ObjectMonitorTest::missingRootsAreErrors()
{
    const auto &[folder, proc, roots] = test::FakeMachine();
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

void ObjectMonitorTest::unreportedChangesAreReportedLater()
{
    const auto &[folder, proc, roots] = test::FakeMachine();
    folder.create("a");
    folder.create("b");
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
    const auto &[folder, proc, roots] = test::FakeMachine();
    constexpr std::size_t many = 600;
    for (std::size_t i = 0; i < many; ++i)
        folder.create(std::to_string(i));
    const ObjectMonitor::Sink none = [](const Changes &) { };
    { // the first scan
        std::stop_source stop;
        auto stops = test::before(call, what.toStdString(), [&] { stop.request_stop(); });
        ObjectMonitor list{InspectCalls(&stops, roots)};
        QVERIFY(list.refresh(none, stop.get_token()));
        QVERIFY(list.size() < many);
        QVERIFY(list.refresh(none));
        QCOMPARE(list.size(), many);
    }
    { // a later one, with changes
        std::stop_source stop;
        bool isArmed = false;
        test::Intercept stops([&](Call made, const std::string &arguments) {
            if (isArmed && made == call && arguments.contains(what.toStdString()))
                stop.request_stop();
            return 0;
        });
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
    const auto &[folder, proc, roots] = test::FakeMachine();
    folder.create("a");
    test::ScriptedCalls script;
    ObjectMonitor list(script.calls(roots));
    refresh(list);
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
    const auto &[folder, proc, roots] = test::FakeMachine();
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
    for (const Call needed : {Call::Open, Call::Statx, Call::Read, Call::Pread, Call::Getdents, Call::Close})
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
