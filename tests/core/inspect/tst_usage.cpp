// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include <shmlab/exchange/party.h>
#include <shmlab/exchange/peer_watch.h>
#include <shmlab/inspect/usage.h>
#include <shmlab/manage/removal.h>

#include <cerrno>
#include <csignal>
#include <limits>

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace shmlab;

namespace {

constexpr off_t pageBytes = 4096;

/// An object as a process leaves it that dies in the middle of an exchange.
void createStaleObject(const ObjectName &name)
{
    test::FaultPeer peer;
    QVERIFY(peer.execute("create", name) > 0);
    QCOMPARE(peer.execute("size 4096"), 0);
    QCOMPARE(peer.execute("map 4096"), 0);
    QCOMPARE(peer.execute("put 0 9"), 0);
    peer.killHard();
}

/// A seam through which no process can be looked into, as it is for an ordinary user and the processes of others.
class HidesProcesses : public CallObserver {
public:
    explicit HidesProcesses(bool hidesLease = false) : m_hidesLease(hidesLease) { }

    int injectedError(Call call, const std::string &arguments) override
    {
        if (call == Call::Open && arguments.contains("\"maps\""))
            return EACCES;
        return m_hidesLease && arguments.contains("F_SETLEASE") ? EINVAL : 0;
    }

private:
    bool m_hidesLease;
};

/// A seam through which no object can be opened.
class HidesObjects : public CallObserver {
public:
    int injectedError(Call call, const std::string &arguments) override
    {
        return call == Call::Open && arguments.contains(shmDirectory) ? EACCES : 0;
    }
};

} // namespace

class VerdictTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fault02_liveServer();
    void fault02_plainHolderIsLiveWithoutLock();
    void fault02_killedServerIsStale();
    void fault02_foreignSize();
    void fault02_foreignHoldersAreNamed();
    void fault02_unreadableIsUnknown();
    void fault02_unreadableButHeldIsLive();
    void fault05_neverSizedIsStaleOnceItsCreatorIsGone();
    void fault12_stoppedHoldersAreNotDead();
    void fault12_unansweredTurnIsAStall();
    void fault12_absurdTimesAreNotAStall();
    void fault13_orphansAreRecognisedByTheirParties();
    void fault21_leaseSeesHiddenHolders();
    void inspectingUsageChangesNothing();
    void inspectingUsageFillsNoHoles();
    void removesStaleOnly();
    void fault34_removalRefusesAnotherObject();
    void removalLosesAgainstALatecomer();
};

void VerdictTest::fault02_liveServer()
{
    const ObjectName name = test::objectName();
    const auto server = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(server);
    const auto usage = inspectUsage(SystemCalls(), name, pageBytes);
    QVERIFY(usage);
    QCOMPARE(usage->verdict, Verdict::Live);
    QVERIFY(usage->isLocked(Role::Server) && !usage->isLocked(Role::Client));
    QCOMPARE(usage->presenceOf(Role::Server)->pid, ::getpid());
    QCOMPARE(test::usersIn(usage->processScan.holders).size(), std::size_t{1});
    QVERIFY(removeStale(SystemCalls(), name, *usage).error().problem == Problem::NotStale);
    QVERIFY(test::exists(name));
}

void VerdictTest::fault02_plainHolderIsLiveWithoutLock()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    test::FaultPeer peer;
    QVERIFY(peer.execute("create", name) > 0);
    QCOMPARE(peer.execute("size 4096"), 0);
    QCOMPARE(peer.execute("map 4096"), 0);
    QCOMPARE(peer.execute("close"), 0);
    const auto usage = inspectUsage(SystemCalls(), name, pageBytes);
    QVERIFY(usage);
    QCOMPARE(usage->verdict, Verdict::Live);
    QVERIFY(test::usersIn(usage->processScan.holders).front().maps);
    QVERIFY(!usage->isLocked(Role::Server));
}

void VerdictTest::fault02_killedServerIsStale()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    createStaleObject(name);
    const auto usage = inspectUsage(SystemCalls(), name, pageBytes);
    QVERIFY(usage);
    QCOMPARE(usage->verdict, Verdict::Stale);
    QCOMPARE(usage->leaseProbe, LeaseProbe::Granted);
    QVERIFY(test::usersIn(usage->processScan.holders).empty());
    QVERIFY(usage->status.createdSeconds > 0);
}

void VerdictTest::fault02_foreignSize()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    auto object = SharedObject::create(SystemCalls(), name);
    QVERIFY(object && object->allocate(8192) && object->close());
    const auto usage = inspectUsage(SystemCalls(), name, pageBytes);
    QVERIFY(usage);
    QCOMPARE(usage->verdict, Verdict::Foreign);
    QVERIFY(!removeStale(SystemCalls(), name, *usage));
    QCOMPARE(inspectUsage(SystemCalls(), name, 8192)->verdict, Verdict::Stale);
}

void VerdictTest::fault02_foreignHoldersAreNamed()
{
    const ObjectName name = test::objectName();
    const auto server = Party::join(SystemCalls(), Role::Server, name, {.sizeBytes = 65536});
    QVERIFY(server);
    const auto usage = inspectUsage(SystemCalls(), name, pageBytes);
    QVERIFY(usage);
    QCOMPARE(usage->verdict, Verdict::Foreign);
    QCOMPARE(test::usersIn(usage->processScan.holders).size(), std::size_t{1});
    QVERIFY(usage->isLocked(Role::Server));
}

void VerdictTest::fault02_unreadableButHeldIsLive()
{
    const ObjectName name = test::objectName();
    const auto server = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(server);
    HidesObjects hides;
    const auto usage = inspectUsage(SystemCalls(&hides), name, pageBytes);
    QVERIFY(usage);
    QCOMPARE(usage->verdict, Verdict::Live);
}

void VerdictTest::fault02_unreadableIsUnknown()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    createStaleObject(name);
    HidesObjects hides;
    const auto usage = inspectUsage(SystemCalls(&hides), name, pageBytes);
    QVERIFY(usage);
    QCOMPARE(usage->verdict, Verdict::Unknown);
    QVERIFY(!removeStale(SystemCalls(), name, *usage));
    QVERIFY(test::exists(name));
}

void VerdictTest::fault05_neverSizedIsStaleOnceItsCreatorIsGone()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    test::FaultPeer peer;
    QVERIFY(peer.execute("create", name) > 0);
    QCOMPARE(inspectUsage(SystemCalls(), name, pageBytes)->verdict, Verdict::Live);
    peer.killHard();
    QCOMPARE(inspectUsage(SystemCalls(), name, pageBytes)->verdict, Verdict::Stale);
}

void VerdictTest::fault12_stoppedHoldersAreNotDead()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    test::FaultPeer peer;
    QVERIFY(peer.execute("create", name) > 0);
    QCOMPARE(peer.execute("size 4096"), 0);
    peer.signal(SIGSTOP);
    QVERIFY(
        test::eventually([&] { return inspectUsage(SystemCalls(), name, pageBytes)->verdict == Verdict::Stopped; }));
    const auto usage = inspectUsage(SystemCalls(), name, pageBytes);
    QVERIFY(isInUse(usage->verdict));
    QCOMPARE(removeStale(SystemCalls(), name, *usage).error().problem, Problem::NotStale);
    peer.signal(SIGCONT);
    QVERIFY(test::eventually([&] { return inspectUsage(SystemCalls(), name, pageBytes)->verdict == Verdict::Live; }));
    QCOMPARE(peer.execute("map 4096"), 0);
}

void VerdictTest::fault12_unansweredTurnIsAStall()
{
    const ObjectName name = test::objectName();
    auto server = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(server);
    server->setActivity(Activity::Running);
    QCOMPARE(inspectUsage(SystemCalls(), name, pageBytes)->verdict,
             Verdict::Live); // it is about to make its first turn
    server->step(Party::Clock::now() - 2 * PeerWatch::stallTimeout);
    QCOMPARE(inspectUsage(SystemCalls(), name, pageBytes)->verdict, Verdict::Live); // it stands taller and owes nothing
    counterIn(const_cast<std::byte *>(server->bytes().data()), Role::Client).store(5);
    QCOMPARE(inspectUsage(SystemCalls(), name, pageBytes)->verdict, Verdict::Stalled);
    server->setActivity(Activity::Paused);
    QCOMPARE(inspectUsage(SystemCalls(), name, pageBytes)->verdict, Verdict::Live); // it says that it does not answer
    server->setActivity(Activity::Running);
    server->step(Party::Clock::now());
    QCOMPARE(inspectUsage(SystemCalls(), name, pageBytes)->verdict, Verdict::Live);
}

void VerdictTest::fault12_absurdTimesAreNotAStall()
{
    const ObjectName name = test::objectName();
    auto server = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(server);
    server->setActivity(Activity::Running);
    const std::span page(const_cast<std::byte *>(server->bytes().data()), server->bytes().size());
    counterIn(page.data(), Role::Client).store(5);
    using Limits = std::numeric_limits<std::int64_t>;
    for (const std::int64_t time : {Limits::min(), Limits::min() + 1, std::int64_t{-1}, Limits::max()}) {
        std::atomic_ref(presenceIn(page, Role::Server).lastHandOver).store(time);
        QCOMPARE(inspectUsage(SystemCalls(), name, pageBytes)->verdict, Verdict::Live);
    }
}

void VerdictTest::fault13_orphansAreRecognisedByTheirParties()
{
    Peer peer;
    QCOMPARE(verdictOn(NameState::SameObject, peer), Verdict::Live);
    QCOMPARE(verdictOn(NameState::Gone, peer), Verdict::Orphaned);
    QCOMPARE(verdictOn(NameState::OtherObject, peer), Verdict::Orphaned);
    peer.condition = Peer::Condition::Stopped;
    QCOMPARE(verdictOn(NameState::SameObject, peer), Verdict::Stopped);
}

void VerdictTest::fault21_leaseSeesHiddenHolders()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    test::FaultPeer peer;
    QVERIFY(peer.execute("create", name) > 0);
    QCOMPARE(peer.execute("size 4096"), 0);
    QCOMPARE(peer.execute("map 4096"), 0);
    QCOMPARE(peer.execute("close"), 0);
    {
        HidesProcesses hides;
        const auto usage = inspectUsage(SystemCalls(&hides), name, pageBytes);
        QVERIFY(usage);
        QVERIFY(test::usersIn(usage->processScan.holders).empty() && !usage->processScan.isComplete());
        QCOMPARE(usage->leaseProbe, LeaseProbe::Refused);
        QCOMPARE(usage->verdict, Verdict::Live);
    }
    peer.killHard();
    {
        HidesProcesses hides;
        QCOMPARE(inspectUsage(SystemCalls(&hides), name, pageBytes)->verdict, Verdict::Stale);
    }
    { // Without the lease, hidden processes leave it open.
        HidesProcesses hides(true);
        const auto usage = inspectUsage(SystemCalls(&hides), name, pageBytes);
        QCOMPARE(usage->leaseProbe, LeaseProbe::Inconclusive);
        QCOMPARE(usage->verdict, Verdict::Unknown);
    }
}

void VerdictTest::inspectingUsageChangesNothing()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    createStaleObject(name);
    struct stat before{};
    struct stat after{};
    QCOMPARE(::stat(name.path().c_str(), &before), 0);
    test::ScriptedCalls script;
    const auto heldResources = test::heldResources();
    QVERIFY(inspectUsage(script.calls(), name, pageBytes));
    QCOMPARE(test::heldResources(), heldResources);
    QCOMPARE(::stat(name.path().c_str(), &after), 0);
    QCOMPARE(after.st_blocks, before.st_blocks);
    QCOMPARE(after.st_mtim.tv_nsec, before.st_mtim.tv_nsec);
    QCOMPARE(after.st_ctim.tv_nsec, before.st_ctim.tv_nsec);
    for (const CallRecord &record : script.records())
        QVERIFY2(!record.arguments.contains("O_RDWR") && !record.arguments.contains("PROT_WRITE"),
                 record.arguments.c_str());
}

void VerdictTest::inspectingUsageFillsNoHoles()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    constexpr off_t size = 65536;
    test::FaultPeer peer;
    QVERIFY(peer.execute("create", name) > 0);
    QCOMPARE(peer.execute("size 65536"), 0);
    QVERIFY(peer.execute("poke 60000 1") > 0); // its only page is not the first one
    peer.killHard();
    const auto before = statusOf(SystemCalls(), name);
    QVERIFY(before && before->allocatedBytes > 0 && before->allocatedBytes < size);
    QCOMPARE(inspectUsage(SystemCalls(), name, size)->verdict, Verdict::Stale);
    QCOMPARE(statusOf(SystemCalls(), name)->allocatedBytes, before->allocatedBytes);
}

void VerdictTest::removesStaleOnly()
{
    const ObjectName name = test::objectName();
    createStaleObject(name);
    const auto usage = inspectUsage(SystemCalls(), name, pageBytes);
    QVERIFY(usage);
    const auto heldResources = test::heldResources();
    QVERIFY(removeStale(SystemCalls(), name, *usage));
    QVERIFY(!test::exists(name));
    QCOMPARE(test::heldResources(), heldResources);
    QVERIFY(removeStale(SystemCalls(), name, *usage).error().isCallFailure(ENOENT));
}

void VerdictTest::fault34_removalRefusesAnotherObject()
{
    const ObjectName name = test::objectName();
    createStaleObject(name);
    const auto usage = inspectUsage(SystemCalls(), name, pageBytes);
    QVERIFY(usage);
    QCOMPARE(::shm_unlink(name.c_str()), 0);
    const auto successor = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(successor);
    QCOMPARE(removeStale(SystemCalls(), name, *usage).error().problem, Problem::Replaced);
    QVERIFY(test::exists(name));
}

void VerdictTest::removalLosesAgainstALatecomer()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    createStaleObject(name);
    const auto usage = inspectUsage(SystemCalls(), name, pageBytes);
    QVERIFY(usage);
    test::FaultPeer plain; // opened it after it was judged, and takes no lock
    QVERIFY(plain.execute("open", name) > 0);
    QCOMPARE(removeStale(SystemCalls(), name, *usage).error().problem, Problem::NotStale);
    QVERIFY(test::exists(name));
}

SHMLAB_TEST_MAIN(VerdictTest)
#include "tst_usage.moc"
