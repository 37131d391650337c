// SPDX-License-Identifier: GPL-3.0-or-later
#include "staged_machine.h"
#include "windows/objects/object_scanner.h"

#include <future>
#include <utility>

using namespace shmlab;
using namespace shmlab::ui;
using namespace std::chrono_literals;

class ObjectScannerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readyIsEmittedUnlocked();
    void failedScansAreReported();
    void fault44_endsWithinItsBudget_data();
    void fault44_endsWithinItsBudget();
};

/// A slot that is connected directly runs in the scanner's thread, and may call the scanner.
void ObjectScannerTest::readyIsEmittedUnlocked()
{
    const test::StagedMachine machine;
    (void)machine.leave();
    ObjectScanner scanner(machine.calls());
    bool isAsked = false;
    std::promise<bool> answered;
    std::future<bool> later; // called on another thread, so that this test fails instead of hanging
    connect(
        &scanner, &ObjectScanner::ready, this,
        [&] {
            if (std::exchange(isAsked, true))
                return;
            later = std::async(std::launch::async, [&] { return scanner.hasMore(); });
            answered.set_value(later.wait_for(5s) == std::future_status::ready);
        },
        Qt::DirectConnection);
    scanner.start();
    QVERIFY(answered.get_future().get());
    QVERIFY(later.get());
    QVERIFY(test::eventually([&] { return scanner.take(10).size() == 1 || !scanner.hasMore(); }));
    QVERIFY(test::eventually([&] { return scanner.takeSummary().has_value(); }));
}

void ObjectScannerTest::failedScansAreReported()
{
    const test::ObjectFolder folder;
    const SystemRoots roots{.shm = folder.pathOf("missing"), .proc = "/proc"};
    ObjectScanner scanner{InspectCalls(roots)};
    scanner.start();
    std::optional<ScanSummary> summary;
    QVERIFY(test::eventually([&] { return (summary = scanner.takeSummary()).has_value(); }));
    QVERIFY(summary->error && summary->error->isCallFailure(ENOENT));
}

void ObjectScannerTest::fault44_endsWithinItsBudget_data()
{
    QTest::addColumn<Call>("call");
    QTest::addColumn<QByteArray>("what");
    QTest::addColumn<int>("count"); // of such calls, after which the window ends
    QTest::newRow("among the descriptors of a process") << Call::Open << QByteArray("fdinfo/") << 20;
    QTest::newRow("among the objects") << Call::Open << QByteArray("O_NONBLOCK") << 140;
    QTest::newRow("among the unlinked objects") << Call::Open << QByteArray("/42/fd/") << 20;
}

/// On a machine where each such call takes five milliseconds and a look would take many seconds.
void ObjectScannerTest::fault44_endsWithinItsBudget()
{
    QFETCH(Call, call);
    QFETCH(QByteArray, what);
    const auto &[folder, proc, roots] = test::FakeMachine();
    QFETCH(int, count);
    for (int i = 0; i < 1000; ++i)
        folder.create(std::to_string(i));
    std::vector<int> held;
    proc.add(test::cat, "cat");
    // All files of the device are objects, whatever their paths.
    std::ofstream(proc.path() + "/self/mountinfo") << "36 35 0:26 / " << folder.path() << " rw - tmpfs t rw\n";
    for (int i = 0; i < 400; ++i) {
        folder.create("unlinked");
        held.push_back(::open(folder.pathOf("unlinked").c_str(), O_RDWR | O_CLOEXEC));
        folder.remove("unlinked");
        proc.open(test::cat, held.back(), "/proc/self/fd/" + std::to_string(held.back()));
    }
    std::promise<void> isInTheMiddle;
    int calls = 0;
    test::Intercept slow([&](Call made, const std::string &arguments) {
        if (made != call || !arguments.contains(what.toStdString()))
            return 0;
        const auto end = std::chrono::steady_clock::now() + 5ms;
        if (++calls == count)
            isInTheMiddle.set_value();
        while (std::chrono::steady_clock::now() < end) { }
        return 0;
    });
    std::optional<ObjectScanner> scanner(std::in_place, InspectCalls(&slow, roots));
    scanner->start();
    QCOMPARE(isInTheMiddle.get_future().wait_for(20s), std::future_status::ready);
    const auto start = std::chrono::steady_clock::now();
    scanner.reset();
    const auto duration = std::chrono::steady_clock::now() - start;
    for (const int fd : held)
        ::close(fd);
    QVERIFY(duration < ObjectScanner::endingBudget);
}

SHMLAB_TEST_MAIN(ObjectScannerTest)
#include "tst_object_scanner.moc"
