// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include <shmlab/exchange/exchange_state.h>
#include <shmlab/exchange/party.h>
#include <shmlab/inspect/usage.h>

#include <QFile>

#include <array>
#include <cerrno>
#include <csignal>
#include <limits>

#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace shmlab;
using test::ScriptedCalls;

namespace {

constexpr Party::Clock::time_point someTime{std::chrono::seconds{1000}};

CounterRef counter(const Party &party, Role role)
{
    return counterIn(const_cast<std::byte *>(party.bytes().data()), role);
}

QByteArray fileBytes(const ObjectName &name)
{
    QFile file(QString::fromStdString(name.path()));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class PartyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void serverMakesTheObjectOfTheProtocol();
    void turnsFollowTheRule();
    void clientWritesItsOwnCounterOnly();
    void presenceDescribesTheParty();
    void fault03_loserLeavesTheWinnerAlone();
    void fault04_fullShmLeavesNothing();
    void fault05_unfinishedObjectIsNotJoined();
    void fault06_sizes_data();
    void fault06_sizes();
    void fault10_everyCallFailsOnce_data();
    void fault10_everyCallFailsOnce();
    void fault14_leavingServerKeepsItsSuccessor();
    void fault15_truncationIsNoticedByStep();
    void fault50_cutWithinAPageIsNoticed();
    void fault08_noMemoryLeavesNothing();
    void fault20_unrelatedProcessesAreNotNamedAsHolders();
    void fault23_forkedChildChangesNothing();
    void fault23_forkedChildKeepsTheObjectAlive();
    void fault18_secondClientIsRefused();
    void fault16_clearedObjectIsDistinguishedFromAReset();
    void fault18_intruderIsNoticed();
    void fault19_plainClientResetsBothCounters();
    void fault27_turnsAcrossTheWrap();
    void fault40_foreignOrOpenObjectsAreRefused();
    void copiesOddSizes();
};

void PartyTest::serverMakesTheObjectOfTheProtocol()
{
    const ObjectName name = test::objectName();
    const auto before = test::heldResources();
    {
        auto server = Party::join(SystemCalls(), Role::Server, name);
        QVERIFY(server);
        struct stat status{};
        QCOMPARE(::stat(name.path().c_str(), &status), 0);
        QCOMPARE(status.st_size, 4096);
        QCOMPARE(status.st_mode & 07777U, 0600U);
        QVERIFY(status.st_blocks * 512 >= 4096); // reserved, not only sized
        QCOMPARE(fileBytes(name).first(8), QByteArray(8, '\0'));
        server->step(someTime);
        const QByteArray bytes = fileBytes(name);
        QCOMPARE(bytes.first(8), QByteArray::fromHex("0100000000000000"));
        // Beyond the counters and the two presence lines nothing is ever written.
        QCOMPARE(bytes.mid(8, 56), QByteArray(56, '\0'));
        QCOMPARE(bytes.mid(128), QByteArray(4096 - 128, '\0'));
        QCOMPARE(server->leave().value(), NameState::SameObject);
        QVERIFY(!test::exists(name));
    }
    QCOMPARE(test::heldResources(), before);
}

void PartyTest::turnsFollowTheRule()
{
    const ObjectName name = test::objectName();
    auto server = Party::join(SystemCalls(), Role::Server, name);
    auto client = Party::join(SystemCalls(), Role::Client, name);
    QVERIFY(server && client);
    const Turn first = server->step(someTime);
    QCOMPARE(first.number, 0U);
    QVERIFY(first.wrote);
    QCOMPARE(first.own, 1);
    QCOMPARE(first.peer, 0);
    const Turn second = server->step(someTime);
    QVERIFY(!second.wrote);
    QCOMPARE(second.number, 1U);
    const Turn answer = client->step(someTime);
    QVERIFY(answer.wrote);
    QCOMPARE(answer.own, 2);
    QCOMPARE(answer.peer, 1);
    QCOMPARE(server->counters(), (CounterPair{1, 2}));
    QCOMPARE(answer.anomaly, CounterAnomaly::None);
}

void PartyTest::clientWritesItsOwnCounterOnly()
{
    const ObjectName name = test::objectName();
    auto server = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(server);
    counter(*server, Role::Server).store(40);
    counter(*server, Role::Client).store(17);
    auto client = Party::join(SystemCalls(), Role::Client, name);
    QVERIFY(client);
    QCOMPARE(client->counters(), (CounterPair{40, 17}));
    client->step(someTime);
    QCOMPARE(client->counters(), (CounterPair{40, 41}));
}

void PartyTest::presenceDescribesTheParty()
{
    const ObjectName name = test::objectName();
    auto server = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(server);
    auto presence = loadPresence(server->bytes(), Role::Server);
    QVERIFY(presence);
    QCOMPARE(presence->pid, ::getpid());
    QCOMPARE(presence->activity, static_cast<std::uint32_t>(Activity::Joining));
    QVERIFY(presence->processStart > 0);
    QVERIFY(presence->pidNamespace > 0);
    server->setActivity(Activity::Running);
    server->step(someTime);
    server->step(someTime);
    presence = loadPresence(server->bytes(), Role::Server);
    QCOMPARE(presence->activity, static_cast<std::uint32_t>(Activity::Running));
    QCOMPARE(presence->handOvers, 1U);
    QCOMPARE(presence->lastHandOver, std::chrono::nanoseconds(someTime.time_since_epoch()).count());
    QVERIFY(!loadPresence(server->bytes(), Role::Client));
}

void PartyTest::fault03_loserLeavesTheWinnerAlone()
{
    const ObjectName name = test::objectName();
    auto winner = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(winner);
    {
        const auto loser = Party::join(SystemCalls(), Role::Server, name);
        QVERIFY(!loser);
        QVERIFY(loser.error().isCallFailure(EEXIST));
    }
    QCOMPARE(winner->object().nameState().value(), NameState::SameObject);
}

void PartyTest::fault04_fullShmLeavesNothing()
{
    const ObjectName name = test::objectName();
    ScriptedCalls script;
    script.failNext(Call::PosixFallocate, ENOSPC);
    const auto before = test::heldResources();
    const auto server = Party::join(script.calls(), Role::Server, name);
    QVERIFY(!server);
    QVERIFY(server.error().isCallFailure(ENOSPC));
    QCOMPARE(server.error().call, Call::PosixFallocate);
    QCOMPARE(server.error().object, name.display());
    QVERIFY(!test::exists(name));
    QCOMPARE(test::heldResources(), before);
    // Without an injected error: more than is free.
    const auto tooLarge = Party::join(SystemCalls(), Role::Server, name, {.sizeBytes = std::size_t{1} << 50});
    QVERIFY(!tooLarge);
    QVERIFY(!test::exists(name));
    QCOMPARE(test::heldResources(), before);
}

void PartyTest::fault05_unfinishedObjectIsNotJoined()
{
    const ObjectName name = test::objectName();
    auto unfinished = SharedObject::create(SystemCalls(), name);
    QVERIFY(unfinished);
    const auto before = test::heldResources();
    const auto client = Party::join(SystemCalls(), Role::Client, name);
    QVERIFY(!client);
    QCOMPARE(client.error().problem, Problem::Unfinished);
    QCOMPARE(test::heldResources(), before);
    QVERIFY(unfinished->allocate(4096));
    QVERIFY(Party::join(SystemCalls(), Role::Client, name));
}

void PartyTest::fault06_sizes_data()
{
    QTest::addColumn<off_t>("size");
    QTest::addColumn<bool>("joins");
    QTest::addColumn<bool>("hasPresence");
    const auto row = [](const char *what, off_t size, bool joins, bool hasPresence) {
        QTest::newRow(what) << size << joins << hasPresence;
    };
    row("1 byte", 1, false, false);
    row("7 bytes", 7, false, false);
    row("8 bytes", 8, true, false);
    row("191 bytes", 191, true, false);
    row("192 bytes", 192, true, true);
    row("4095 bytes", 4095, true, true);
    row("one page", 4096, true, true);
    row("4097 bytes", 4097, true, true);
    row("a sparse 2^62", off_t{1} << 62, true, true);
}

void PartyTest::fault06_sizes()
{
    QFETCH(off_t, size);
    QFETCH(bool, joins);
    QFETCH(bool, hasPresence);
    const ObjectName name = test::objectName();
    const auto object = SharedObject::create(SystemCalls(), name);
    QVERIFY(object);
    QCOMPARE(::ftruncate(object->descriptor(), size), 0);
    auto client = Party::join(SystemCalls(), Role::Client, name);
    QCOMPARE(client.has_value(), joins);
    if (!joins) {
        QCOMPARE(client.error().problem, Problem::TooSmall);
        return;
    }
    QCOMPARE(client->hasPresence(), hasPresence);
    QVERIFY(client->bytes().size() <= defaultSizeBytes);
    QVERIFY(client->step(someTime).wrote);
    QVERIFY(client->isIntact());
}

void PartyTest::fault10_everyCallFailsOnce_data()
{
    QTest::addColumn<int>("errorNumber");
    for (const int number : {EACCES, EMFILE, ENOMEM, ENOSPC, EPERM, EINVAL, EIO, EINTR})
        QTest::newRow(errnoName(number).c_str()) << number;
}

void PartyTest::fault10_everyCallFailsOnce()
{
    QFETCH(int, errorNumber);
    for (const Role role : {Role::Server, Role::Client}) {
        for (int index = 0;; ++index) {
            const ObjectName name = test::objectName();
            std::optional<Party> server;
            if (role == Role::Client)
                server.emplace(std::move(*Party::join(SystemCalls(), Role::Server, name)));
            const auto before = test::heldResources();
            ScriptedCalls script;
            script.failCall(index, errorNumber);
            bool failed = false;
            {
                auto party = Party::join(script.calls(), role, name);
                if (!party) {
                    failed = true;
                    QCOMPARE(party.error().errorNumber, party.error().problem == Problem::CallFailed ? errorNumber : 0);
                    QCOMPARE(test::exists(name), role == Role::Client);
                } else {
                    party->step(someTime);
                    const auto left = party->leave();
                    QCOMPARE(left.has_value() || left.error().errorNumber == errorNumber, true);
                }
            }
            QCOMPARE(test::heldResources(), before);
            if (errorNumber == EINTR)
                QVERIFY(!failed);
            // A name may only stay if the server could not check whether it still leads to its object, or could not
            // unlink it.
            const test::NameGuard guard(name);
            if (role == Role::Server && test::exists(name)) {
                const Call failing = script.records().at(static_cast<std::size_t>(index)).call;
                QVERIFY2(failing == Call::Statx || failing == Call::Renameat2 || failing == Call::ShmUnlink,
                         callName(failing));
            }
            if (static_cast<int>(script.records().size()) <= index)
                break;
        }
    }
}

void PartyTest::fault14_leavingServerKeepsItsSuccessor()
{
    const ObjectName name = test::objectName();
    auto first = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(first);
    QCOMPARE(::shm_unlink(name.c_str()), 0);
    const auto second = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(second);
    QCOMPARE(first->leave().value(), NameState::OtherObject);
    QCOMPARE(second->object().nameState().value(), NameState::SameObject);
}

void PartyTest::fault50_cutWithinAPageIsNoticed()
{
    const ObjectName name = test::objectName();
    auto server = Party::join(SystemCalls(), Role::Server, name, {.sizeBytes = 8192});
    QVERIFY(server);
    QVERIFY(!server->isCutShort(SystemCalls()).value());
    QCOMPARE(::truncate(name.path().c_str(), 5000), 0); // more than is mapped
    QVERIFY(!server->isCutShort(SystemCalls()).value());
    QCOMPARE(::truncate(name.path().c_str(), 4), 0);
    server->step(someTime);
    QVERIFY(server->isIntact()); // the positive control: no access finds its page gone
    QVERIFY(server->isCutShort(SystemCalls()).value());
    test::ScriptedCalls script;
    script.failNext(Call::Statx, EIO);
    QVERIFY(!server->isCutShort(script.calls()));
}

void PartyTest::fault15_truncationIsNoticedByStep()
{
    const ObjectName name = test::objectName();
    auto server = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(server);
    server->step(someTime);
    QVERIFY(server->isIntact());
    QCOMPARE(::truncate(name.path().c_str(), 0), 0);
    server->step(someTime);
    QVERIFY(!server->isIntact());
    QVERIFY(server->leave());
    QVERIFY(!test::exists(name));
}

void PartyTest::fault08_noMemoryLeavesNothing()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    QSKIP("the sanitizers need memory of their own; the release build shows it");
#endif
    const ObjectName name = test::objectName();
    const int ended = test::inChild([&] {
        const rlimit none{.rlim_cur = 0, .rlim_max = 0};
        ::setrlimit(RLIMIT_AS, &none);
        const auto party = Party::join(SystemCalls(), Role::Server, name);
        return !party && party.error().call == Call::Mmap && party.error().isCallFailure(ENOMEM) ? 0 : 1;
    });
    QCOMPARE(ended, 0);
    QVERIFY(!test::exists(name));
}

void PartyTest::fault20_unrelatedProcessesAreNotNamedAsHolders()
{
    const ObjectName name = test::objectName();
    auto server = Party::join(SystemCalls(), Role::Server, name);
    auto client = Party::join(SystemCalls(), Role::Client, name);
    QVERIFY(server && client);
    const auto holder = [&] { return Party::join(SystemCalls(), Role::Client, name).error().holder; };
    QCOMPARE(holder(), ::getpid());
    const std::span page(const_cast<std::byte *>(server->bytes().data()), server->bytes().size());
    PresenceRecord &presence = presenceIn(page, Role::Client);
    presence.processStart += 1; // another process has this pid now
    QCOMPARE(holder(), 0);
    presence.processStart -= 1;
    presence.pidNamespace += 1; // or the pid is of another namespace
    QCOMPARE(holder(), 0);
}

void PartyTest::fault23_forkedChildKeepsTheObjectAlive()
{
    const test::TemporaryName name;
    std::array<int, 2> gate{};
    QCOMPARE(::pipe(gate.data()), 0);
    const int ended = test::inChild([&] {
        const auto server = Party::join(SystemCalls(), Role::Server, name);
        if (!server)
            return 1;
        if (::fork() == 0) { // keeps the inherited descriptors until the pipe is closed
            ::close(gate[1]);
            char byte = 0;
            (void)!::read(gate[0], &byte, 1);
            ::_exit(0);
        }
        ::kill(::getpid(), SIGKILL);
        return 2;
    });
    QCOMPARE(ended, -SIGKILL);
    const auto occupant = inspectOccupant(SystemCalls(), name, 4096);
    QVERIFY(occupant);
    QCOMPARE(occupant->usage.verdict, Verdict::Live);
    QVERIFY(occupant->exchange.isLocked(Role::Server));
    ::close(gate[1]);
    QVERIFY(test::eventually([&] { return inspectUsage(SystemCalls(), name)->verdict == Verdict::Stale; }));
    QVERIFY(test::exists(name)); // the child unlinked nothing
    ::close(gate[0]);
}

void PartyTest::fault23_forkedChildChangesNothing()
{
    const ObjectName name = test::objectName();
    std::optional<Party> server(std::move(*Party::join(SystemCalls(), Role::Server, name)));
    server->setActivity(Activity::Running);
    const pid_t child = ::fork();
    if (child == 0) {
        server.reset();
        ::_exit(0);
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFEXITED(status));
    QVERIFY(test::exists(name));
    QCOMPARE(loadPresence(server->bytes(), Role::Server)->activity, static_cast<std::uint32_t>(Activity::Running));
    QVERIFY(server->step(someTime).wrote);
}

void PartyTest::fault18_secondClientIsRefused()
{
    const ObjectName name = test::objectName();
    auto server = Party::join(SystemCalls(), Role::Server, name);
    auto client = Party::join(SystemCalls(), Role::Client, name);
    QVERIFY(server && client);
    client->step(someTime);
    const auto second = Party::join(SystemCalls(), Role::Client, name);
    QVERIFY(!second);
    QCOMPARE(second.error().problem, Problem::RoleTaken);
    QCOMPARE(second.error().holder, ::getpid());
    QCOMPARE(client->counters().client, 1);
    // The refused party has written nothing, in particular not Leaving into the other's presence.
    QCOMPARE(loadPresence(client->bytes(), Role::Client)->activity, static_cast<std::uint32_t>(Activity::Joining));
    QVERIFY(client->leave());
    QVERIFY(Party::join(SystemCalls(), Role::Client, name));
}

void PartyTest::fault18_intruderIsNoticed()
{
    auto server = Party::join(SystemCalls(), Role::Server, test::objectName());
    QVERIFY(server);
    server->step(someTime);
    counter(*server, Role::Server).store(77);
    const Turn turn = server->step(someTime);
    QCOMPARE(turn.anomaly, CounterAnomaly::Overwritten);
    QCOMPARE(turn.own, 77);
    QCOMPARE(server->step(someTime).anomaly, CounterAnomaly::None);
    counter(*server, Role::Client).store(100);
    QCOMPARE(server->step(someTime).own, 101);
}

void PartyTest::fault19_plainClientResetsBothCounters()
{
    auto server = Party::join(SystemCalls(), Role::Server, test::objectName());
    QVERIFY(server);
    counter(*server, Role::Client).store(8);
    server->step(someTime);
    counter(*server, Role::Server).store(0);
    counter(*server, Role::Client).store(0);
    const Turn turn = server->step(someTime);
    QCOMPARE(turn.anomaly, CounterAnomaly::Reset);
    QVERIFY(turn.wrote);
    QCOMPARE(turn.own, 1);
}

void PartyTest::fault16_clearedObjectIsDistinguishedFromAReset()
{
    const ObjectName name = test::objectName();
    auto server = Party::join(SystemCalls(), Role::Server, name);
    auto client = Party::join(SystemCalls(), Role::Client, name);
    QVERIFY(server && client);
    server->setActivity(Activity::Running);
    server->step(someTime);
    client->step(someTime);
    const int fd = server->object().descriptor();
    QCOMPARE(::fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, 4096), 0);
    QCOMPARE(server->counters(), (CounterPair{0, 0})); // the values are lost without a signal or an error
    QVERIFY(server->isIntact());
    const Turn turn = server->step(someTime);
    QCOMPARE(turn.anomaly, CounterAnomaly::Cleared);
    QVERIFY(turn.wrote);
    QCOMPARE(turn.own, 1);
    QCOMPARE(client->step(someTime).anomaly, CounterAnomaly::Cleared);
    QCOMPARE(server->step(someTime).anomaly, CounterAnomaly::None);
    // The presence was written again.
    const auto presence = loadPresence(server->bytes(), Role::Server);
    QVERIFY(presence);
    QCOMPARE(presence->pid, ::getpid());
    QCOMPARE(presence->activity, static_cast<std::uint32_t>(Activity::Running));
    QCOMPARE(presence->handOvers, std::uint64_t{3});
    // Truncating and growing it again has the same effect.
    QCOMPARE(::ftruncate(fd, 0), 0);
    QCOMPARE(::ftruncate(fd, 4096), 0);
    QCOMPARE(server->step(someTime).anomaly, CounterAnomaly::Cleared);
}

void PartyTest::fault27_turnsAcrossTheWrap()
{
    constexpr Counter largest = std::numeric_limits<Counter>::max();
    const ObjectName name = test::objectName();
    auto server = Party::join(SystemCalls(), Role::Server, name);
    auto client = Party::join(SystemCalls(), Role::Client, name);
    QVERIFY(server && client);
    counter(*server, Role::Client).store(largest - 1);
    QCOMPARE(server->step(someTime).own, largest);
    const Turn across = client->step(someTime);
    QVERIFY(across.wrote);
    QCOMPARE(across.own, std::numeric_limits<Counter>::min());
    const Turn beyond = server->step(someTime);
    QVERIFY(beyond.wrote);
    QCOMPARE(beyond.own, std::numeric_limits<Counter>::min() + 1);
    QVERIFY(!server->step(someTime).wrote);
}

void PartyTest::fault40_foreignOrOpenObjectsAreRefused()
{
    const ObjectName name = test::objectName();
    auto object = SharedObject::create(SystemCalls(), name);
    QVERIFY(object);
    QVERIFY(object->allocate(4096));
    QCOMPARE(::chmod(name.path().c_str(), 0666), 0);
    const auto refused = Party::join(SystemCalls(), Role::Client, name);
    QVERIFY(!refused);
    QCOMPARE(refused.error().problem, Problem::WritableByOthers);
    QVERIFY(Party::join(SystemCalls(), Role::Client, name, {.trustOthers = true}));
    QCOMPARE(::chmod(name.path().c_str(), 0600), 0);
    if (::geteuid() != 0)
        QSKIP("only root can give an object away");
    QCOMPARE(::chown(name.path().c_str(), 65534, 65534), 0);
    const auto foreign = Party::join(SystemCalls(), Role::Client, name);
    QVERIFY(!foreign);
    QCOMPARE(foreign.error().problem, Problem::ForeignOwner);
    QCOMPARE(::chown(name.path().c_str(), 0, 0), 0);
}

void PartyTest::copiesOddSizes()
{
    const ObjectName name = test::objectName();
    auto server = Party::join(SystemCalls(), Role::Server, name, {.sizeBytes = 13});
    QVERIFY(server);
    server->step(someTime);
    std::array<std::byte, 64> copy{};
    copy.fill(std::byte{0xee});
    QCOMPARE(server->copy(copy), std::size_t{13});
    QCOMPARE(copy[0], std::byte{1});
    QCOMPARE(copy[12], std::byte{0});
    QCOMPARE(copy[13], std::byte{0xee});
    QVERIFY(!Party::join(SystemCalls(), Role::Server, test::objectName(), {.sizeBytes = 7}));
}

SHMLAB_TEST_MAIN(PartyTest)
#include "tst_party.moc"
