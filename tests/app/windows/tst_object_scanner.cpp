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

SHMLAB_TEST_MAIN(ObjectScannerTest)
#include "tst_object_scanner.moc"
