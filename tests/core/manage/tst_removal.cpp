// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include <shmlab/exchange/party.h>
#include <shmlab/manage/removal.h>

#include <cerrno>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace shmlab;

namespace {

constexpr off_t pageBytes = 4096;

/// What inspection finds of a new object that no process uses.
Usage leaveUnused(const ObjectName &name, std::string_view text = "left")
{
    test::leave(name, pageBytes, text);
    const auto usage = inspectUsage(InspectCalls(), name);
    if (!usage || usage->verdict != Verdict::Unused)
        qFatal("%s is in use", name.display().c_str());
    return *usage;
}

/// With the usage that an earlier inspection has shown.
Result<void> removeInspected(SystemCalls calls, const ObjectName &name, const Usage &usage)
{
    return removeUnused(calls, name, usage.status.identity, usage.processScan);
}

} // namespace

class RemovalTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fault34_swappedObjectsAreLeftAlone();
    void fault34_positiveControl_plainUnlinkHitsTheSuccessor();
    void removesInUse();
    void removesNoOtherFiles();
};

void RemovalTest::fault34_swappedObjectsAreLeftAlone()
{
    const test::TemporaryName name;
    const Usage usage = leaveUnused(name, "old");
    QCOMPARE(::shm_unlink(name.c_str()), 0);
    test::leave(name, pageBytes, "new");
    const ObjectStatus successor = test::currentStatus(name);
    QCOMPARE(removeInspected(SystemCalls(), name, usage).error().problem, Problem::Replaced);
    QCOMPARE(removeAnyway(SystemCalls(), name, usage.status.identity).error().problem, Problem::Replaced);
    QCOMPARE(test::currentStatus(name), successor);
    QCOMPARE(test::firstBytes(name, 3), std::string("new"));
}

void RemovalTest::fault34_positiveControl_plainUnlinkHitsTheSuccessor()
{
    const test::LeftObject name(pageBytes, "old");
    const ObjectId identity = test::currentStatus(name).identity;
    QCOMPARE(::shm_unlink(name.c_str()), 0);
    test::leave(name, pageBytes, "new");
    QVERIFY(test::currentStatus(name).identity != identity);
    QCOMPARE(::shm_unlink(name.c_str()), 0); // as a program does that knows only the name
    QVERIFY(!test::exists(name));
}

void RemovalTest::removesInUse()
{
    const test::TemporaryName name;
    test::FaultPeer peer;
    QVERIFY(peer.create(name));
    QCOMPARE(peer.execute("map 4096"), 0);
    const ObjectId identity = test::currentStatus(name).identity;
    QVERIFY(removeAnyway(SystemCalls(), name, identity));
    QVERIFY(!test::exists(name));
    QCOMPARE(peer.execute("put 0 5"), 0); // it still has the object
    QCOMPARE(peer.execute("get 0"), 5);
    QVERIFY(removeAnyway(SystemCalls(), name, identity).error().isCallFailure(ENOENT));
    test::leave(name, pageBytes);
    test::ScriptedCalls script;
    script.failNext(Call::Renameat2, EACCES);
    const auto refused = removeAnyway(script.calls(), name, test::currentStatus(name).identity);
    QVERIFY(refused.error().isCallFailure(EACCES));
    QCOMPARE(refused.error().object, name.display());
    QVERIFY(test::exists(name));
}

void RemovalTest::removesNoOtherFiles()
{
    const test::TemporaryName name;
    QCOMPARE(::mkfifo(name.path().c_str(), 0600), 0);
    QCOMPARE(removeAnyway(SystemCalls(), name, test::currentStatus(name).identity).error().problem,
             Problem::NotRegular);
    QVERIFY(test::exists(name));
}

SHMLAB_TEST_MAIN(RemovalTest)
#include "tst_removal.moc"
