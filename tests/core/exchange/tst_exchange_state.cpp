// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include <shmlab/exchange/exchange_state.h>
#include <shmlab/exchange/layout.h>
#include <shmlab/exchange/peer_monitor.h>
#include <shmlab/inspect/object_reader.h>
#include <shmlab/inspect/object_scan.h>

#include <algorithm>
#include <csignal>
#include <limits>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace shmlab;

namespace {

constexpr off_t pageBytes = 4096;

NameOccupant occupantOf(const ObjectName &name, off_t expectedSize = pageBytes)
{
    return inspectOccupant(SystemCalls(), name, expectedSize).value_or(NameOccupant{});
}

/// The verdict of a scan on the same object.
Verdict listedVerdict(const ObjectName &name)
{
    const auto scan = scanObjects({}, probeExchange);
    const auto found = std::ranges::find_if(
        scan->reports, [&](const ObjectReportPtr &report) { return '/' + report->name == name.bytes(); });
    return found != scan->reports.end() ? (*found)->verdict() : Verdict::Unknown;
}

template <typename Fact>
const Fact *find(const std::vector<EvidenceFact> &facts)
{
    const auto found = std::ranges::find_if(facts, [](const auto &fact) { return std::holds_alternative<Fact>(fact); });
    return found != facts.end() ? std::get_if<Fact>(&*found) : nullptr;
}

} // namespace

class ExchangeStateTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fault02_liveServer();
    void fault02_objectsOfAnotherSizeAreNotReplaceable();
    void fault02_occupantsOfAnotherTypeAreNotReplaceable();
    void fault02_whatWaitsForItsNextUserIsNotReplaceable();
    void fault02_ownerLockProvesUse();
    void fault12_unansweredTurnIsAStall();
    void fault12_stoppedPartyIsNamedAsSuch();
    void fault12_absurdTimesAreNotAStall();
    void fault51_clocksOfOtherTimeNamespacesAreNotCompared();
    void fault55_leasedObjectsAreInUse();
    void fault13_orphansAreRecognisedByTheirParties();
    void evidenceNamesParties();
};

void ExchangeStateTest::fault02_liveServer()
{
    const ObjectName name = test::objectName();
    const auto server = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(server);
    const NameOccupant occupant = occupantOf(name);
    QCOMPARE(occupant.usage.verdict, Verdict::Live);
    QVERIFY(!occupant.isReplaceable());
    QVERIFY(occupant.exchange.isLocked(Role::Server) && !occupant.exchange.isLocked(Role::Client));
    QCOMPARE(occupant.exchange.presenceOf(Role::Server)->pid, ::getpid());
    QCOMPARE(occupant.exchange.counters, CounterPair{});
    QCOMPARE(listedVerdict(name), Verdict::Live);
}

void ExchangeStateTest::fault02_objectsOfAnotherSizeAreNotReplaceable()
{
    const test::TemporaryName name;
    auto object = SharedObject::create(SystemCalls(), name);
    QVERIFY(object && object->allocate(8192) && object->close());
    QCOMPARE(occupantOf(name).usage.verdict, Verdict::Unused); // size and owner do not affect the verdict
    QCOMPARE(occupantOf(name).mismatch, OccupantMismatch::OtherSize);
    QVERIFY(!occupantOf(name).isReplaceable());
    QVERIFY(occupantOf(name, 8192).isReplaceable());

    const ObjectName used = test::objectName();
    const auto server = Party::join(SystemCalls(), Role::Server, used, {.sizeBytes = 65536});
    QVERIFY(server);
    const NameOccupant occupant = occupantOf(used);
    QCOMPARE(occupant.mismatch, OccupantMismatch::OtherSize);
    QCOMPARE(occupant.usage.verdict, Verdict::Live);
    QCOMPARE(test::usersIn(occupant.usage.processScan.holders).size(), std::size_t{1});
    QVERIFY(occupant.exchange.isLocked(Role::Server));
}

void ExchangeStateTest::fault02_occupantsOfAnotherTypeAreNotReplaceable()
{
    const test::TemporaryName name;
    QCOMPARE(::mkfifo(name.path().c_str(), 0600), 0);
    QCOMPARE(occupantOf(name).mismatch, OccupantMismatch::OtherType);
    QCOMPARE(occupantOf(name).usage.verdict, Verdict::NotAnObject);
}

void ExchangeStateTest::fault02_whatWaitsForItsNextUserIsNotReplaceable()
{
    const ObjectName name = *ObjectName::parse("sr_" + test::objectName().bytes().substr(1));
    const test::NameGuard guard(name);
    test::leave(name);
    const NameOccupant occupant = occupantOf(name);
    QCOMPARE(occupant.usage.verdict, Verdict::Unused);
    QCOMPARE(occupant.mismatch, OccupantMismatch::WaitsForNextUser);
    QVERIFY(!occupant.isReplaceable());

    const test::TemporaryName control; // known by its bytes
    test::leave(control, 4096, std::string_view("\x32\x3d\x50\x9a", 4));
    QCOMPARE(occupantOf(control).mismatch, OccupantMismatch::WaitsForNextUser);
}

void ExchangeStateTest::fault02_ownerLockProvesUse()
{
    QCOMPARE(joinVerdict(Verdict::Unknown, PartyCondition::Stalled), Verdict::Unknown);
    /// A seam that hides every process and the kernel's answer: only the lock is left.
    auto hides = test::refuse(Call::Open, "\"maps\"", EACCES);
    const ObjectName name = test::objectName();
    const auto server = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(server);
    const auto usage = inspectUsage(SystemCalls(&hides), name);
    QVERIFY(usage);
    QCOMPARE(useOf(*usage), Use::NobodySeen);
    const auto occupant = inspectOccupant(SystemCalls(&hides), name, pageBytes);
    QVERIFY(occupant);
    QCOMPARE(occupant->usage.verdict, Verdict::Live);
}

void ExchangeStateTest::fault12_unansweredTurnIsAStall()
{
    const ObjectName name = test::objectName();
    auto server = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(server);
    const auto verdict = [&] { return occupantOf(name).usage.verdict; };
    server->setActivity(Activity::Running);
    QCOMPARE(verdict(), Verdict::Live); // it is about to make its first turn
    server->step(Party::Clock::now() - 2 * partyStallTimeout);
    QCOMPARE(verdict(), Verdict::Live); // it is the taller one and owes no answer
    counterIn(const_cast<std::byte *>(server->bytes().data()), Role::Client).store(5);
    QCOMPARE(verdict(), Verdict::Stalled);
    QCOMPARE(listedVerdict(name), Verdict::Stalled);
    server->setActivity(Activity::Paused);
    QCOMPARE(verdict(), Verdict::Live); // its presence says that it is paused
    server->setActivity(Activity::Running);
    server->step(Party::Clock::now());
    QCOMPARE(verdict(), Verdict::Live);
}

void ExchangeStateTest::fault12_stoppedPartyIsNamedAsSuch()
{
    const ObjectName name = test::objectName();
    auto server = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(server);
    server->setActivity(Activity::Running);
    server->step(Party::Clock::now() - 2 * partyStallTimeout);
    counterIn(const_cast<std::byte *>(server->bytes().data()), Role::Client).store(5);
    const auto object = ObjectReader::open(SystemCalls(), name);
    const auto self = readProcess(SystemCalls(), ::getpid());
    QVERIFY(object && self);
    ObjectHolders scan{.holders = {{.process = *self, .maps = true}, {.process = {.pid = 1, .state = 'S'}}}};
    QCOMPARE(inspectExchange(*object, scan)->condition, PartyCondition::Stalled);
    scan.holders.front().process.state = 'T'; // the other holder runs, but it is not its turn
    QCOMPARE(inspectExchange(*object, scan)->condition, PartyCondition::Stopped);
    scan.holders.front().process.startTicks += 1; // another process that has the same pid
    QCOMPARE(inspectExchange(*object, scan)->condition, PartyCondition::Stalled);
}

void ExchangeStateTest::fault12_absurdTimesAreNotAStall()
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
        QCOMPARE(occupantOf(name).usage.verdict, Verdict::Live);
    }
}

void ExchangeStateTest::fault51_clocksOfOtherTimeNamespacesAreNotCompared()
{
    const ObjectName name = test::objectName();
    auto server = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(server);
    server->setActivity(Activity::Running);
    server->step(Party::Clock::now() - 2 * partyStallTimeout); // a machine may have been started just now
    const std::span page(const_cast<std::byte *>(server->bytes().data()), server->bytes().size());
    counterIn(page.data(), Role::Client).store(5);
    QCOMPARE(occupantOf(name).usage.verdict, Verdict::Stalled); // the positive control: the clock is ours
    std::atomic_ref(presenceIn(page, Role::Server).timeNamespace).store(ownTimeNamespace() + 1);
    QCOMPARE(occupantOf(name).usage.verdict, Verdict::Live);
    // What was observed here counts, whatever the clocks of the parties say.
    const auto object = ObjectReader::open(SystemCalls(), name);
    QVERIFY(object);
    auto seen = inspectExchange(*object, {});
    QVERIFY(seen);
    QCOMPARE(inspectExchange(*object, {}, &*seen)->condition, PartyCondition::Active);
    seen->unchangedSince -= 2 * partyStallTimeout;
    QCOMPARE(inspectExchange(*object, {}, &*seen)->condition, PartyCondition::Stalled);
    counterIn(page.data(), Role::Client).store(6);
    QCOMPARE(inspectExchange(*object, {}, &*seen)->condition, PartyCondition::Active);
}

/// Only a process that has it open holds a lease on it.
void ExchangeStateTest::fault55_leasedObjectsAreInUse()
{
    const test::LeftObject name;
    int ready[2];
    QCOMPARE(::pipe(ready), 0);
    test::Child holder([&] {
        ::signal(SIGIO, SIG_IGN); // it does not give the lease back
        const int fd = ::open(name.path().c_str(), O_RDWR);
        const char answer = ::fcntl(fd, F_SETLEASE, F_WRLCK) == 0 ? 'y' : 'n';
        (void)!::write(ready[1], &answer, 1);
        for (;;)
            ::pause();
    });
    char answer = 0;
    QCOMPARE(::read(ready[0], &answer, 1), 1);
    QCOMPARE(answer, 'y');
    auto hides = test::refuse(Call::Open, "\"maps\"", EACCES); // the scan does not see the holder either
    for (const SystemCalls calls : {SystemCalls(), SystemCalls(&hides)}) {
        const auto occupant = inspectOccupant(calls, name, pageBytes);
        QVERIFY(occupant);
        QCOMPARE(occupant->usage.verdict, Verdict::Live);
        QVERIFY(!occupant->isReplaceable());
    }
    ::close(ready[0]);
    ::close(ready[1]);
}

/// A window derives the verdict on its own exchange by the same rule as a scan.
void ExchangeStateTest::fault13_orphansAreRecognisedByTheirParties()
{
    Peer peer;
    QCOMPARE(verdictOn(NameState::SameObject, peer), Verdict::Live);
    QCOMPARE(verdictOn(NameState::Gone, peer), Verdict::Orphaned);
    QCOMPARE(verdictOn(NameState::OtherObject, peer), Verdict::Orphaned);
    peer.condition = PartyCondition::Stopped;
    QCOMPARE(verdictOn(NameState::SameObject, peer), Verdict::Stopped);
    QCOMPARE(verdictOn(NameState::Gone, peer), Verdict::Orphaned);
    peer.condition = PartyCondition::Stalled;
    QCOMPARE(verdictOn(NameState::SameObject, peer), Verdict::Stalled);
}

void ExchangeStateTest::evidenceNamesParties()
{
    ExchangeState state;
    QVERIFY(evidenceOf(state).empty());
    state.locked[0] = true;
    state.presence[1] = PresenceRecord{};
    state.presence[1]->pid = 4711;
    const auto facts = evidenceOf(state);
    QCOMPARE(facts.size(), std::size_t{2});
    QCOMPARE(find<evidence::OwnerLockHeld>(facts)->role, Role::Server);
    QCOMPARE(find<evidence::FormerParty>(facts)->role, Role::Client);
    QCOMPARE(find<evidence::FormerParty>(facts)->pid, 4711);
    QVERIFY(!find<evidence::FormerParty>(facts)->leftInOrder);
    state.presence[1]->activity = static_cast<std::uint32_t>(Activity::Leaving);
    QVERIFY(find<evidence::FormerParty>(evidenceOf(state))->leftInOrder);

    Usage usage;
    usage.status.mode = S_IFREG | 0600;
    usage.status.links = 1;
    usage.processScan.hidden = 3;
    QCOMPARE(find<evidence::HiddenProcesses>(evidenceOf(usage))->count, 3);
    QVERIFY(find<evidence::NoHolderSeen>(evidenceOf(usage)) != nullptr);
    usage.processScan.isHiddenCountKnown = false;
    QVERIFY(!find<evidence::HiddenProcesses>(evidenceOf(usage))->count);

    ObjectReport report;
    report.usage.status.mode = S_IFREG | 0600;
    QVERIFY(find<evidence::NoMakerRecorded>(evidenceOf(report)) != nullptr);
    report.maker = Maker{.pid = 4711};
    QCOMPARE(find<evidence::MadeBy>(evidenceOf(report))->maker.pid, 4711);
    QVERIFY(find<evidence::OtherNamesake>(evidenceOf(report)) == nullptr);
    report.hasNamesake = true;
    QVERIFY(find<evidence::OtherNamesake>(evidenceOf(report))->hasName);
}

SHMLAB_TEST_MAIN(ExchangeStateTest)
#include "tst_exchange_state.moc"
