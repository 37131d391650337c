// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include <shmlab/exchange/exchange_state.h>
#include <shmlab/exchange/party.h>
#include <shmlab/inspect/usage.h>
#include <shmlab/manage/removal.h>

#include <cerrno>
#include <csignal>

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace shmlab;

namespace {

constexpr off_t pageBytes = 4096;

/// A seam that denies the inspection of processes, as the kernel denies a user that of other users' processes.
test::Intercept hidesProcesses()
{
    return test::refuse(Call::Open, "\"maps\"", EACCES);
}

/// An object as a killed server leaves it, and what its inspection finds.
class StaleObject : public test::TemporaryName {
public:
    StaleObject()
    {
        const int code = test::inChild([this] {
            const auto server = Party::join(SystemCalls(), Role::Server, *this);
            ::_exit(server ? 0 : 1); // without unwinding
            return 0;
        });
        if (code != 0)
            qFatal("the server cannot start");
    }
    [[nodiscard]] Usage usage() const { return inspectUsage(SystemCalls(), *this).value(); }
};

/// A process that has the object only mapped.
class Mapper : public test::FaultPeer {
public:
    explicit Mapper(const ObjectName &name)
    {
        if (!create(name) || execute("map 4096") != 0 || execute("close") != 0)
            qFatal("the peer fails");
    }
};

/// With the usage that an earlier inspection has shown.
Result<void> removeInspected(SystemCalls calls, const ObjectName &name, const Usage &usage)
{
    return removeUnused(calls, name, usage.status.identity, usage.processScan);
}

} // namespace

class UsageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fault02_liveServer();
    void fault02_plainHolderIsLiveWithoutLock();
    void fault02_killedServerIsStale();
    void fault02_unreadableIsUnused();
    void fault02_unreadableButHeldIsLive();
    void fault05_neverSizedIsUnusedOnceItsCreatorIsGone();
    void fault12_stoppedHoldersAreNotDead();
    void fault21_hiddenHoldersAreCounted();
    void inUseAreTheVerdictsOfKnownUse();
    void bytesAloneAreNotStale_data();
    void bytesAloneAreNotStale();
    void field01_whatWaitsForItsNextUserIsNotStale_data();
    void field01_whatWaitsForItsNextUserIsNotStale();
    void fault33_anotherTypeIsNotAnObject();
    void inspectingUsageChangesNothing();
    void inspectingUsageFillsNoHoles();
    void removesStaleOnly();
    void fault34_removalRefusesAnotherObject();
    void objectOpenedMeanwhileIsNotRemoved();
};

void UsageTest::fault02_liveServer()
{
    const ObjectName name = test::objectName();
    const auto server = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(server);
    const auto usage = inspectUsage(SystemCalls(), name);
    QVERIFY(usage);
    QCOMPARE(usage->verdict, Verdict::Live);
    QCOMPARE(test::usersIn(usage->processScan.holders).size(), std::size_t{1});
    QVERIFY(removeInspected(SystemCalls(), name, *usage).error().problem == Problem::InUse);
    QVERIFY(test::exists(name));
}

void UsageTest::fault02_plainHolderIsLiveWithoutLock()
{
    const test::TemporaryName name;
    Mapper peer(name);
    const auto usage = inspectUsage(SystemCalls(), name);
    QVERIFY(usage);
    QCOMPARE(usage->verdict, Verdict::Live);
    QVERIFY(test::usersIn(usage->processScan.holders).front().maps);
}

void UsageTest::fault02_killedServerIsStale()
{
    const StaleObject name;
    const Usage usage = name.usage();
    QCOMPARE(usage.verdict, Verdict::Stale);
    QVERIFY(test::usersIn(usage.processScan.holders).empty());
    QVERIFY(usage.status.createdSeconds > 0);
}

void UsageTest::fault02_unreadableButHeldIsLive()
{
    const ObjectName name = test::objectName();
    const auto server = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(server);
    auto hides = test::refuse(Call::Open, std::string(shmDirectory), EACCES);
    const auto usage = inspectUsage(SystemCalls(&hides), name);
    QVERIFY(usage);
    QCOMPARE(usage->verdict, Verdict::Live);
}

void UsageTest::fault02_unreadableIsUnused()
{
    const StaleObject name;
    auto hides = test::refuse(Call::Open, std::string(shmDirectory), EACCES);
    const auto usage = inspectUsage(SystemCalls(&hides), name);
    QVERIFY(usage);
    QCOMPARE(useOf(*usage), Use::NobodySeen);
    QCOMPARE(usage->verdict, Verdict::Unused); // without its bytes nothing tells that it is an exchange
}

void UsageTest::fault05_neverSizedIsUnusedOnceItsCreatorIsGone()
{
    const test::TemporaryName name;
    test::FaultPeer peer;
    QVERIFY(peer.execute("create", name) > 0);
    QCOMPARE(inspectUsage(SystemCalls(), name)->verdict, Verdict::Live);
    peer.killHard();
    QCOMPARE(inspectUsage(SystemCalls(), name)->verdict, Verdict::Unused); // nothing in it tells what it was to be
}

void UsageTest::fault12_stoppedHoldersAreNotDead()
{
    const test::TemporaryName name;
    test::FaultPeer peer;
    QVERIFY(peer.create(name));
    peer.signal(SIGSTOP);
    QVERIFY(test::eventually([&] { return inspectUsage(SystemCalls(), name)->verdict == Verdict::Stopped; }));
    const auto usage = inspectUsage(SystemCalls(), name);
    QVERIFY(isInUse(usage->verdict));
    QCOMPARE(removeInspected(SystemCalls(), name, *usage).error().problem, Problem::InUse);
    peer.signal(SIGCONT);
    QVERIFY(test::eventually([&] { return inspectUsage(SystemCalls(), name)->verdict == Verdict::Live; }));
    QCOMPARE(peer.execute("map 4096"), 0);
}

void UsageTest::fault21_hiddenHoldersAreCounted()
{
    const test::TemporaryName name;
    Mapper peer(name);
    auto hides = hidesProcesses();
    const auto usage = inspectUsage(SystemCalls(&hides), name);
    QVERIFY(usage);
    QVERIFY(test::usersIn(usage->processScan.holders).empty() && !usage->processScan.isComplete());
    QCOMPARE(useOf(*usage), Use::NobodySeen); // a listing says what is seen, a removal decides anew
    QVERIFY(usage->processScan.hidden > 0);
    QCOMPARE(inspectUsage(SystemCalls(), name)->verdict, Verdict::Live); // the positive control
}

void UsageTest::inUseAreTheVerdictsOfKnownUse()
{
    for (const Verdict used : {Verdict::Live, Verdict::Stalled, Verdict::Stopped, Verdict::Orphaned})
        QVERIFY(isInUse(used));
    for (const Verdict unused : {Verdict::Stale, Verdict::Unused, Verdict::NotAnObject, Verdict::Unknown})
        QVERIFY(!isInUse(unused));
    // Independent of the order of the enumerators: an orphan is in use, and so is an object with stopped holders.
    Usage usage;
    usage.status.mode = S_IFREG | 0600;
    const auto verdict = [&](Kind kind = Kind::Unknown) { return verdictOn(usage, kind, {}); };
    QCOMPARE(verdict(), Verdict::Orphaned); // no link is left
    usage.status.links = 1;
    QCOMPARE(verdict(), Verdict::Unused);
    usage.processScan.hidden = 1;
    QCOMPARE(verdict(Kind::Python), Verdict::Stale); // hidden processes stand beside it
    usage.processScan.descriptorsInFlight = 1;
    QCOMPARE(useOf(usage), Use::MayBeInUse);
    QCOMPARE(verdict(Kind::Python), Verdict::Stale); // as for those who cannot see the socket
    usage.processScan.isLeased = true;
    QCOMPARE(verdict(), Verdict::Live);
    usage.processScan.holders = {{.process = {.pid = 2, .state = 'T'}, .maps = true}};
    QCOMPARE(verdict(), Verdict::Stopped);
    usage.status.mode = S_IFDIR | 0700;
    QCOMPARE(verdict(), Verdict::NotAnObject);
    QCOMPARE(verdictOn({}, Kind::Unknown, {}), Verdict::Unknown);
}

void UsageTest::bytesAloneAreNotStale_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char *what, std::initializer_list<std::int32_t> integers) {
        QTest::newRow(what) << QByteArray(reinterpret_cast<const char *>(integers.begin()),
                                          static_cast<qsizetype>(integers.size() * sizeof(std::int32_t)));
    };
    row("zeros", {});
    row("a flag or a count of references", {1});
    row("a second flag", {0, 1});
    row("two flags", {1, 1});
    row("counters of an exchange", {7, 8});
    row("other numbers", {5, 9});
}

void UsageTest::bytesAloneAreNotStale()
{
    QFETCH(QByteArray, bytes);
    const test::TemporaryName name;
    test::leave(name, pageBytes, bytes.toStdString());
    QCOMPARE(inspectUsage(SystemCalls(), name)->verdict, Verdict::Unused);
    const auto occupant = inspectOccupant(SystemCalls(), name, pageBytes);
    QVERIFY(occupant && occupant->isReplaceable()); // a server that is told to may have the name
}

void UsageTest::field01_whatWaitsForItsNextUserIsNotStale_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<std::optional<Maker>>("maker");
    QTest::addColumn<Verdict>("verdict");
    const Maker gone{.pid = 4711};
    const Maker running{.pid = 4711, .process = Process{.pid = 4711}};
    const auto row = [](const char *name, Kind kind, std::optional<Maker> maker, Verdict verdict) {
        QTest::newRow(name) << kind << std::move(maker) << verdict;
    };
    row("unknown kind, unknown maker", Kind::Unknown, {}, Verdict::Unused);
    row("unknown kind, maker gone", Kind::Unknown, gone, Verdict::Stale);
    row("unknown kind, maker running", Kind::Unknown, running, Verdict::Unused);
    row("Podman's locks", Kind::Podman, {}, Verdict::Unused);
    row("Podman's locks, maker gone", Kind::Podman, gone, Verdict::Unused);
    row("named semaphore", Kind::Semaphore, gone, Verdict::Unused);
    row("Python's semaphore", Kind::PythonSemaphore, {}, Verdict::Stale);
    row("Python object", Kind::Python, {}, Verdict::Stale);
    row("Python object, maker running", Kind::Python, running, Verdict::Unused);
    row("killed server", Kind::PlainExchange, {}, Verdict::Stale);
    row("bytes like those of an exchange", Kind::PossibleExchange, {}, Verdict::Unused);
    row("bytes like those of an exchange, maker gone", Kind::PossibleExchange, gone, Verdict::Stale);
}

void UsageTest::field01_whatWaitsForItsNextUserIsNotStale()
{
    QFETCH(Kind, kind);
    QFETCH(std::optional<Maker>, maker);
    QFETCH(Verdict, verdict);
    Usage usage;
    usage.status.mode = S_IFREG | 0600;
    usage.status.links = 1;
    usage.isOpenable = true;
    QCOMPARE(verdictOn(usage, kind, maker), verdict);
}

void UsageTest::fault33_anotherTypeIsNotAnObject()
{
    const test::TemporaryName name;
    QCOMPARE(::mkfifo(name.path().c_str(), 0600), 0);
    const auto usage = inspectUsage(SystemCalls(), name);
    QVERIFY(usage);
    QCOMPARE(usage->verdict, Verdict::NotAnObject);
}

void UsageTest::inspectingUsageChangesNothing()
{
    const StaleObject name;
    struct stat before{};
    struct stat after{};
    QCOMPARE(::stat(name.path().c_str(), &before), 0);
    test::ScriptedCalls script;
    const auto heldResources = test::heldResources();
    QVERIFY(inspectUsage(script.calls(), name));
    QCOMPARE(test::heldResources(), heldResources);
    QCOMPARE(::stat(name.path().c_str(), &after), 0);
    QCOMPARE(after.st_blocks, before.st_blocks);
    QCOMPARE(after.st_mtim.tv_nsec, before.st_mtim.tv_nsec);
    QCOMPARE(after.st_ctim.tv_nsec, before.st_ctim.tv_nsec);
    for (const CallRecord &record : script.records())
        QVERIFY2(!record.arguments.contains("O_RDWR") && !record.arguments.contains("PROT_WRITE"),
                 record.arguments.c_str());
}

void UsageTest::inspectingUsageFillsNoHoles()
{
    const test::TemporaryName name;
    constexpr off_t size = 65536;
    test::FaultPeer peer;
    QVERIFY(peer.execute("create", name) > 0);
    QCOMPARE(peer.execute("size 65536"), 0);
    QVERIFY(peer.execute("poke 60000 1") > 0); // its only page is not the first one
    peer.killHard();
    const auto before = statusOf(SystemCalls(), name);
    QVERIFY(before && before->allocatedBytes > 0 && before->allocatedBytes < size);
    QCOMPARE(inspectUsage(SystemCalls(), name)->verdict, Verdict::Unused);
    QCOMPARE(statusOf(SystemCalls(), name)->allocatedBytes, before->allocatedBytes);
}

void UsageTest::removesStaleOnly()
{
    const StaleObject name;
    const Usage usage = name.usage();
    const auto heldResources = test::heldResources();
    QVERIFY(removeInspected(SystemCalls(), name, usage));
    QVERIFY(!test::exists(name));
    QCOMPARE(test::heldResources(), heldResources);
    QVERIFY(removeInspected(SystemCalls(), name, usage).error().isCallFailure(ENOENT));
}

void UsageTest::fault34_removalRefusesAnotherObject()
{
    const StaleObject name;
    const Usage usage = name.usage();
    QCOMPARE(::shm_unlink(name.c_str()), 0);
    const auto successor = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(successor);
    QCOMPARE(removeInspected(SystemCalls(), name, usage).error().problem, Problem::Replaced);
    QVERIFY(test::exists(name));
}

void UsageTest::objectOpenedMeanwhileIsNotRemoved()
{
    const StaleObject name;
    const Usage usage = name.usage();
    test::FaultPeer plain; // opened it after its usage was inspected, and takes no lock
    QVERIFY(plain.execute("open", name) > 0);
    QCOMPARE(removeInspected(SystemCalls(), name, usage).error().problem, Problem::InUse);
    QVERIFY(test::exists(name));
}

SHMLAB_TEST_MAIN(UsageTest)
#include "tst_usage.moc"
