// SPDX-License-Identifier: GPL-3.0-or-later
#include "fake_roots.h"
#include "session/recent_holders.h"

using namespace shmlab;
using namespace shmlab::ui;
using namespace std::chrono_literals;

class RecentHoldersTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fault52_holderThatComesMeanwhileIsSeen();
    void oneScanServesManyObjects();
    void failedScanIsNoAnswer();
};

/// One that no lease counts, in the middle of a removal of many.
void RecentHoldersTest::fault52_holderThatComesMeanwhileIsSeen()
{
    const auto &[folder, proc, roots] = test::FakeMachine();
    folder.create("f");
    const ObjectId identity = test::identityOf(folder.stat("f"));
    RecentHolders::Clock::time_point now{};
    RecentHolders holders(InspectCalls(roots), [&] { return now; });
    QVERIFY(holders.of(identity).value().holders.empty());
    proc.add(test::cat, "cat");
    proc.open(test::cat, 3, folder.pathOf("f"), "flags:\t012000000\n"); // O_PATH
    now += RecentHolders::maxAge - 1ms;
    QVERIFY(holders.of(identity).value().holders.empty());
    now += 1ms;
    QCOMPARE(holders.of(identity).value().holders.size(), std::size_t{1});
}

void RecentHoldersTest::oneScanServesManyObjects()
{
    const auto &[folder, proc, roots] = test::FakeMachine();
    folder.create("f");
    folder.create("g");
    test::ScriptedCalls script;
    const RecentHolders::Clock::time_point now{};
    RecentHolders holders(script.calls(roots), [&] { return now; });
    QVERIFY(holders.of(test::identityOf(folder.stat("f"))));
    QVERIFY(!script.records().empty());
    script.reset();
    QVERIFY(holders.of(test::identityOf(folder.stat("g"))));
    QVERIFY(script.records().empty());
    QVERIFY(holders.of({.device = 1, .inode = 1})); // the scan knows nothing of another device
    QVERIFY(!script.records().empty());
}

void RecentHoldersTest::failedScanIsNoAnswer()
{
    const auto &[folder, proc, roots] = test::FakeMachine();
    folder.create("f");
    const ObjectId identity = test::identityOf(folder.stat("f"));
    RecentHolders::Clock::time_point now{};
    auto fails = test::refuse(Call::Open, roots.proc + '"', EMFILE);
    RecentHolders holders(InspectCalls(&fails, roots), [&] { return now; });
    const auto seen = holders.of(identity);
    QCOMPARE(seen.error().problem, Problem::HoldersUnknown);
    QCOMPARE(seen.error().errorNumber, EMFILE);
}

SHMLAB_TEST_MAIN(RecentHoldersTest)
#include "tst_recent_holders.moc"
