// SPDX-License-Identifier: GPL-3.0-or-later
#include "fake_roots.h"

#include <shmlab/inspect/object_monitor.h>
#include <shmlab/inspect/object_scan.h>

#include <algorithm>
#include <cerrno>
#include <functional>
#include <new>
#include <ranges>
#include <stop_token>
#include <thread>
#include <utility>

using namespace shmlab;
using test::cat;

namespace {

/// Objects of every sort: an exchange, held ones, some without a name, one of them with a namesake, and a FIFO.
class Scene {
public:
    Scene()
    {
        m_folder.create("exchange", 4096, std::string_view("\1\0\0\0\1\0\0\0", 8));
        m_folder.create("left");
        m_folder.create("held");
        m_descriptors.push_back(::open(m_folder.pathOf("held").c_str(), O_RDWR | O_CLOEXEC)); // for the kernel, too
        if (::mkfifo(m_folder.pathOf("fifo").c_str(), 0600) != 0)
            qFatal("cannot make a FIFO");
        m_proc.add(cat, "cat");
        m_proc.open(cat, 3, m_folder.pathOf("held"));
        lose("orphan", cat);
        lose("namesake", cat + 1);
        m_folder.create("namesake");
    }
    ~Scene() { std::ranges::for_each(m_descriptors, ::close); }
    Scene(const Scene &) = delete;
    Scene &operator=(const Scene &) = delete;

    [[nodiscard]] const SystemRoots &roots() const { return m_roots; }
    [[nodiscard]] const test::FakeProc &proc() const { return m_proc; }

private:
    /// Makes an object that only a process still holds.
    void lose(const std::string &name, pid_t holder)
    {
        m_folder.create(name);
        m_descriptors.push_back(::open(m_folder.pathOf(name).c_str(), O_RDWR | O_CLOEXEC));
        const std::string procPath = "/proc/self/fd/" + std::to_string(m_descriptors.back());
        if (holder != cat)
            m_proc.add(holder, "tac");
        m_proc.open(holder, 4, procPath);
        m_proc.map(holder, procPath, test::identityOf(m_folder.stat(name)), m_folder.pathOf(name) + " (deleted)");
        m_folder.remove(name);
    }

    test::ObjectFolder m_folder;
    test::FakeProc m_proc;
    SystemRoots m_roots{m_folder.path(), m_proc.path()};
    std::vector<int> m_descriptors;
};

bool isSame(const ObjectReportPtr &a, const ObjectReportPtr &b)
{
    const auto pid = [](const Holder &holder) { return holder.process.pid; };
    return a->name == b->name && a->hasName == b->hasName && a->isStatusKnown == b->isStatusKnown
        && a->hasNamesake == b->hasNamesake && a->kind == b->kind && a->procPath == b->procPath
        && a->status() == b->status() && a->verdict() == b->verdict()
        && std::ranges::equal(a->usage.processScan.holders, b->usage.processScan.holders, {}, pid, pid);
}

ObjectReportPtr find(const ObjectScan &scan, std::string_view name)
{
    const auto found = std::ranges::find(scan.reports, name, [](const auto &report) { return report->name; });
    return found == scan.reports.end() ? nullptr : *found;
}

} // namespace

class ObjectScanTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void agreesWithObjectMonitor();
    void manyObjectsAreListedOnceAndInOrder();
    void namesAreCreatedAndRemovedMeanwhile();
    void limitsAreReported();
    void missingRoots();
    void removedDirectoryIsAnError();
    void fault10_everyCallFailsOnce();
    void fault10_noMemory();
};

void ObjectScanTest::agreesWithObjectMonitor()
{
    const Scene scene;
    ObjectMonitor list{InspectCalls(scene.roots())};
    QVERIFY(list.refresh([](const std::vector<ObjectChange> &) { }));
    const auto expected = list.reports();
    const auto scan = scanObjects(InspectCalls(scene.roots()));
    QVERIFY(scan);
    QCOMPARE(scan->reports.size(), std::size_t{7});
    QVERIFY(std::ranges::equal(scan->reports, expected, isSame));
    QCOMPARE(std::ranges::count(scan->reports, true, [](const auto &report) { return report->hasNamesake; }), 2);
    QVERIFY(find(*scan, "orphan")->verdict() == Verdict::Orphaned);
    QVERIFY(find(*scan, "held")->verdict() == Verdict::Live);
    QVERIFY(find(*scan, "left")->verdict() == Verdict::Unused);
    QVERIFY(find(*scan, "fifo")->kind == Kind::Fifo);
    QCOMPARE(scan->hiddenProcesses, 0);
    QVERIFY(scan->isSystemWide);
}

void ObjectScanTest::manyObjectsAreListedOnceAndInOrder()
{
    const auto &[folder, proc, roots] = test::FakeMachine();
    constexpr std::size_t many = 5000;
    for (std::size_t i = 0; i < many; ++i)
        folder.create(std::to_string(i), 0);
    const auto scan = scanObjects(InspectCalls(roots)); // without an observer: with several threads
    QVERIFY(scan);
    QCOMPARE(scan->reports.size(), many);
    const auto isLess = [](const auto &a, const auto &b) { return a->name < b->name; };
    QVERIFY(std::ranges::is_sorted(scan->reports, isLess));
    QVERIFY(std::ranges::adjacent_find(scan->reports, std::not_fn(isLess)) == scan->reports.end());
    QVERIFY(
        std::ranges::all_of(scan->reports, [](const auto &report) { return report->verdict() == Verdict::Unused; }));
}

void ObjectScanTest::namesAreCreatedAndRemovedMeanwhile()
{
    const auto &[folder, proc, roots] = test::FakeMachine();
    constexpr std::size_t staying = 1500;
    for (std::size_t i = 0; i < staying; ++i)
        folder.create("stays-" + std::to_string(i), 0);
    const std::jthread restless([&folder](const std::stop_token &stop) {
        for (int i = 0; !stop.stop_requested(); i = (i + 1) % 300) {
            folder.remove("goes-" + std::to_string(i));
            folder.create("goes-" + std::to_string(i), 0);
        }
    });
    for (int scans = 0; scans < 20; ++scans) {
        const auto scan = scanObjects(InspectCalls(roots));
        QVERIFY(scan);
        const auto stays = [](const ObjectReportPtr &report) { return report->name.starts_with("stays-"); };
        QCOMPARE(static_cast<std::size_t>(std::ranges::count_if(scan->reports, stays)), staying);
        const auto name = [](const ObjectReportPtr &report) { return report->name; };
        QVERIFY(std::ranges::adjacent_find(scan->reports, {}, name) == scan->reports.end());
    }
}

void ObjectScanTest::limitsAreReported()
{
    const Scene scene;
    scene.proc().add(99, "hidden");
    std::filesystem::remove(scene.proc().pathOf(99) + "/maps");
    std::filesystem::create_directory(scene.proc().pathOf(99) + "/maps"); // cannot be read
    std::filesystem::remove(scene.roots().proc + "/self/ns/pid");
    std::filesystem::create_symlink("pid:[4026532000]", scene.roots().proc + "/self/ns/pid");
    const auto scan = scanObjects(InspectCalls(scene.roots()));
    QVERIFY(scan);
    QCOMPARE(scan->hiddenProcesses, 1);
    QVERIFY(!scan->isSystemWide);
}

void ObjectScanTest::missingRoots()
{
    const Scene scene;
    const std::string nowhere = scene.roots().shm + "/nowhere";
    const SystemRoots withoutObjects{nowhere, scene.roots().proc};
    const SystemRoots withoutProcesses{scene.roots().shm, nowhere};
    QVERIFY(scanObjects(InspectCalls(withoutObjects)).error().isCallFailure(ENOENT));
    QVERIFY(scanObjects(InspectCalls(withoutProcesses)).error().isCallFailure(ENOENT));
}

/// While several threads wait for the names of the domain.
void ObjectScanTest::removedDirectoryIsAnError()
{
    const test::FakeProc proc;
    int directory = -1;
    {
        const test::ObjectFolder folder;
        directory = ::open(folder.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    }
    const std::string procPath = "/proc/self/fd/" + std::to_string(directory);
    const SystemRoots roots{procPath, proc.path()};
    const auto scan = scanObjects(InspectCalls(roots));
    ::close(directory);
    QVERIFY(!scan);
    QCOMPARE(scan.error().call, Call::Getdents);
    QVERIFY(scan.error().isCallFailure(ENOENT));
}

void ObjectScanTest::fault10_everyCallFailsOnce()
{
    const Scene scene;
    test::ScriptedCalls counting;
    QVERIFY(scanObjects(counting.calls(scene.roots())));
    const auto heldResources = test::heldResources();
    int failures = 0;
    for (std::size_t index = 0; index < counting.records().size(); ++index) {
        const Call call = counting.records()[index].call;
        for (const int errorNumber : test::manualPages().at(call)) {
            test::ScriptedCalls script;
            script.failCall(static_cast<int>(index), errorNumber);
            const auto scan = scanObjects(script.calls(scene.roots()));
            QCOMPARE(test::heldResources(), heldResources);
            if (!scan) {
                ++failures;
                QVERIFY2(scan.error().call == call && scan.error().isCallFailure(errorNumber), callName(call));
            } else if (errorNumber != ENOENT && errorNumber != ESRCH) { // otherwise the process counts as ended
                for (const char *name : {"exchange", "left", "held", "fifo"})
                    QVERIFY2(find(*scan, name) != nullptr, name);
                const auto hasNone = [](const ObjectReportPtr &report) { return !report->hasName; };
                QVERIFY2(std::ranges::count_if(scan->reports, hasNone) == 2 || scan->hiddenProcesses > 0,
                         qPrintable(QString::fromStdString(counting.records()[index].arguments)));
                const Verdict verdict = find(*scan, "held")->verdict();
                const bool isIncomplete = scan->hiddenProcesses > 0 && verdict == Verdict::Unused;
                QVERIFY2(verdict == Verdict::Live || verdict == Verdict::Unknown || isIncomplete, callName(call));
            }
        }
    }
    QVERIFY(failures > 0); // when /dev/shm or /proc cannot be read
}

void ObjectScanTest::fault10_noMemory()
{
    constexpr Call processScan = Call::Open;
    constexpr Call objects = Call::Readlink; // the last call of the process scan
    const Scene scene;
    const auto heldResources = test::heldResources();
    for (const auto &[after, call] : {std::pair(processScan, Call::Getdents),
                                      {processScan, Call::Ioctl},
                                      {objects, Call::Getdents},
                                      {objects, Call::Pread}}) {
        bool isArmed = false;
        int times = 0;
        test::Intercept runsOut([&](Call made, const std::string &) { // at the first such call after the other one
            if (made == call && isArmed) {
                ++times;
                throw std::bad_alloc();
            }
            isArmed = isArmed || made == after;
            return 0;
        });
        const auto scan = scanObjects(InspectCalls(&runsOut, scene.roots()));
        QVERIFY2(!scan && scan.error().problem == Problem::OutOfMemory, callName(call));
        QCOMPARE(scan.error().call, Call::None); // none has failed
        QCOMPARE(times, 1);
        QCOMPARE(test::heldResources(), heldResources);
    }
}

SHMLAB_TEST_MAIN(ObjectScanTest)
#include "tst_object_scan.moc"
