// SPDX-License-Identifier: GPL-3.0-or-later

// A party is killed after each of its system calls, and each of them fails once with each errno of its manual page:
// no other process is affected, the verdict on what remains is right, and the next start succeeds.

#include "test_support.h"

#include <shmlab/exchange/party.h>
#include <shmlab/exchange/peer_monitor.h>
#include <shmlab/inspect/shm_directory.h>
#include <shmlab/inspect/usage.h>
#include <shmlab/manage/removal.h>

#include <QCoreApplication>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <map>
#include <stdexcept>

#include <sys/wait.h>
#include <unistd.h>

using namespace shmlab;

namespace {

constexpr off_t pageBytes = 4096;
constexpr const char *triesEveryCall = "SHMLAB_TEST_TRIES_EVERY_CALL";
constexpr Party::Clock::time_point someTime{std::chrono::seconds{1000}};

/// Kills its own process after so many calls.
class KillsAfter : public CallObserver {
public:
    explicit KillsAfter(int calls) : m_left(calls) { }
    void called(const CallRecord &) override
    {
        if (m_left-- == 0)
            ::kill(::getpid(), SIGKILL);
    }

private:
    int m_left;
};

/// Joins in a child process, makes three turns, pauses, leaves. True if it was killed before the end.
bool liveAndDieAfter(int calls, Role role, const ObjectName &name)
{
    const pid_t child = ::fork();
    if (child == 0) {
        KillsAfter killer(calls);
        auto party = Party::join(SystemCalls(&killer), role, name);
        if (!party)
            ::_exit(2);
        party->setActivity(Activity::Running);
        for (int turn = 0; turn < 3; ++turn)
            party->step(someTime);
        party->setActivity(Activity::Paused);
        (void)party->leave();
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    if (WIFEXITED(status) && WEXITSTATUS(status) != 0)
        qFatal("the child could not join");
    return WIFSIGNALED(status);
}

/// An operation that makes its calls through `calls`; returns its error, if any.
using Operation = std::optional<Error> (*)(SystemCalls calls, const ObjectName &name);

template <typename T>
std::optional<Error> errorOf(const Result<T> &result)
{
    return result ? std::nullopt : std::optional(result.error());
}

std::optional<Error> lifeAsServer(SystemCalls calls, const ObjectName &name)
{
    auto party = Party::join(calls, Role::Server, name);
    if (!party)
        return party.error();
    party->setActivity(Activity::Running);
    party->step(someTime);
    party->setActivity(Activity::Paused);
    return errorOf(party->leave());
}

std::optional<Error> lifeAsClient(SystemCalls calls, const ObjectName &name)
{
    auto party = Party::join(calls, Role::Client, name);
    if (!party)
        return party.error();
    party->step(someTime);
    PeerMonitor monitor(*party);
    monitor.poll(someTime);
    return errorOf(party->leave());
}

std::optional<Error> inspecting(SystemCalls calls, const ObjectName &name)
{
    return errorOf(inspectOccupant(calls, name, pageBytes));
}

std::optional<Error> removing(SystemCalls calls, const ObjectName &name)
{
    const auto usage = inspectUsage(SystemCalls(), name);
    return usage ? errorOf(removeUnused(calls, name, usage->status.identity, usage->processScan))
                 : std::optional(usage.error());
}

std::optional<Error> diagnosing(SystemCalls calls, const ObjectName &)
{
    return errorOf(inspectShmDirectory(calls));
}

/// What an interrupted removal of this name has left.
std::optional<ObjectName> quarantined(const ObjectName &name)
{
    const QStringList found =
        QDir(QStringLiteral("/dev/shm"))
            .entryList({QStringLiteral("shmlab-removal.*") + test::text(name).mid(1)}, QDir::AllEntries | QDir::System);
    return found.size() == 1 ? std::optional(*ObjectName::parse(found.first().toStdString())) : std::nullopt;
}

/// Leaves an object as a killed server does.
void createStaleObject(const ObjectName &name)
{
    KillsAfter never(1'000'000);
    const pid_t child = ::fork();
    if (child == 0) {
        const auto server = Party::join(SystemCalls(), Role::Server, name);
        ::kill(::getpid(), SIGKILL);
    }
    ::waitpid(child, nullptr, 0);
}

} // namespace

class EveryStepTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fault24_serverKilledAfterEachCall();
    void fault24_clientKilledAfterEachCall();
    void fault24_exceptionsLeaveNothing();
    void fault24_abortLeavesAStaleObject();
    void fault10_everyCallFailsOnce_data();
    void fault10_everyCallFailsOnce();
    void fault10_everyCallOfInspectUsageFailsOnce();
};

void EveryStepTest::fault24_serverKilledAfterEachCall()
{
    int kills = 0;
    int interrupted = 0;
    for (;; ++kills) {
        const test::TemporaryName name;
        if (!liveAndDieAfter(kills, Role::Server, name))
            break;
        if (const auto moved = quarantined(name)) { // killed in the middle of its own final unlinking
            ++interrupted;
            QVERIFY(putBack(SystemCalls(), *moved));
        }
        if (test::exists(name)) {
            const auto usage = inspectUsage(SystemCalls(), name);
            QVERIFY(usage);
            QVERIFY(usage->verdict == Verdict::Stale || usage->verdict == Verdict::Unused);
            QVERIFY(removeUnused(SystemCalls(), name, usage->status.identity, usage->processScan));
        }
        const auto next = Party::join(SystemCalls(), Role::Server, name);
        QVERIFY(next);
        QCOMPARE(next->counters(), (CounterPair{0, 0}));
    }
    QVERIFY2(kills >= 12, "too few calls to be a whole life");
    QVERIFY(interrupted > 0);
}

void EveryStepTest::fault24_clientKilledAfterEachCall()
{
    const ObjectName name = test::objectName();
    auto server = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(server);
    int kills = 0;
    for (;; ++kills) {
        if (!liveAndDieAfter(kills, Role::Client, name))
            break;
        QCOMPARE(server->object().nameState().value(), NameState::SameObject);
        QVERIFY(server->isIntact());
        QVERIFY(!server->object().isLockedByOthers(ownerLockRange(Role::Client)).value());
        server->step(someTime);
        const auto next = Party::join(SystemCalls(), Role::Client, name); // its role is free
        QVERIFY(next);
    }
    QVERIFY2(kills >= 12, "too few calls to be a whole life");
}

void EveryStepTest::fault24_exceptionsLeaveNothing()
{
    const ObjectName name = test::objectName();
    const auto before = test::heldResources();
    try {
        auto server = Party::join(SystemCalls(), Role::Server, name);
        QVERIFY(server && test::exists(name));
        throw std::runtime_error("in the middle of an exchange");
    } catch (const std::runtime_error &) {
        QVERIFY(!test::exists(name));
    }
    QCOMPARE(test::heldResources(), before);
}

void EveryStepTest::fault24_abortLeavesAStaleObject()
{
    const test::TemporaryName name;
    const int ended = test::inChild([&] {
        ::signal(SIGABRT, SIG_DFL);
        const auto server = Party::join(SystemCalls(), Role::Server, name);
        std::abort();
        return 0;
    });
    QCOMPARE(ended, -SIGABRT);
    const auto usage = inspectUsage(SystemCalls(), name);
    QVERIFY(usage);
    QCOMPARE(usage->verdict, Verdict::Stale);
    QVERIFY(removeUnused(SystemCalls(), name, usage->status.identity, usage->processScan));
}

void EveryStepTest::fault10_everyCallFailsOnce_data()
{
    QTest::addColumn<int>("operation");
    QTest::newRow("create, step, pause, leave") << 0;
    QTest::newRow("join, step, poll, leave") << 1;
    QTest::newRow("inspect") << 2;
    QTest::newRow("remove") << 3;
    QTest::newRow("diagnose /dev/shm") << 4;
}

void EveryStepTest::fault10_everyCallFailsOnce()
{
    QFETCH(int, operation);
    constexpr std::array<Operation, 5> operations{lifeAsServer, lifeAsClient, inspecting, removing, diagnosing};
    const Operation operate = operations.at(static_cast<std::size_t>(operation));
    const auto prepare = [&](const ObjectName &name) -> std::optional<Party> {
        if (operation == 1)
            return std::optional<Party>(std::move(*Party::join(SystemCalls(), Role::Server, name)));
        if (operation == 2 || operation == 3)
            createStaleObject(name);
        return {};
    };
    // First without an error, to record the calls. A pass over the /proc of a whole machine makes thousands of similar
    // calls; of those each kind fails three times here, and all of them in fault10_everyCallOfInspectUsageFailsOnce.
    std::vector<Call> calls;
    {
        const test::TemporaryName name;
        const auto server = prepare(name);
        test::ScriptedCalls script;
        QVERIFY(!operate(script.calls(), name));
        std::ranges::transform(script.records(), std::back_inserter(calls), &CallRecord::call);
    }
    std::map<Call, int> tried;
    int failures = 0;
    for (std::size_t index = 0; index < calls.size(); ++index) {
        if (operation == 2 && !qEnvironmentVariableIsSet(triesEveryCall) && ++tried[calls[index]] > 3)
            continue;
        std::vector<int> errors = test::manualPages().at(calls[index]);
        errors.push_back(EINTR);
        for (const int errorNumber : errors) {
            const test::TemporaryName name;
            const auto server = prepare(name);
            const auto before = test::heldResources();
            test::ScriptedCalls script;
            script.failCall(static_cast<int>(index), errorNumber);
            const auto error = operate(script.calls(), name);
            const QByteArray what =
                QByteArray(callName(calls[index])) + " " + QByteArray::fromStdString(errnoName(errorNumber));
            QVERIFY2(test::heldResources() == before, what.constData());
            if (script.records().size() <= index)
                continue; // a process has ended since, so /proc is shorter
            QCOMPARE(script.records().at(index).errorNumber, errorNumber);
            if (server)
                QCOMPARE(server->object().nameState().value(), NameState::SameObject);
            if (operation == 2)
                QVERIFY2(test::exists(name), what.constData());
            if (operation == 0 && test::exists(name))
                QVERIFY2(calls[index] == Call::Statx || calls[index] == Call::Renameat2
                             || calls[index] == Call::ShmUnlink,
                         what.constData());
            const bool isAlreadyGone = calls[index] == Call::Renameat2 && errorNumber == ENOENT;
            if (operation == 3 && !isAlreadyGone)
                QVERIFY2(test::exists(name) == error.has_value(), what.constData());
            if (!error)
                continue;
            ++failures;
            QVERIFY2(error->object == name.display() || operation == 4, what.constData());
            QVERIFY2(error->problem != Problem::CallFailed || error->errorNumber == errorNumber, what.constData());
            QVERIFY(describe(*error).find(errnoName(errorNumber)) != std::string::npos
                    || error->problem != Problem::CallFailed);
        }
    }
    QVERIFY2(failures >= 5, "hardly anything failed");
}

void EveryStepTest::fault10_everyCallOfInspectUsageFailsOnce()
{
    // In a PID namespace of its own, whose /proc holds few processes.
    QStringList command{QStringLiteral("--pid"), QStringLiteral("--fork"), QStringLiteral("--mount-proc"),
                        QCoreApplication::applicationFilePath(), QStringLiteral("fault10_everyCallFailsOnce:inspect")};
    if (::geteuid() != 0)
        command.prepend(QStringLiteral("--map-root-user"));
    qputenv(triesEveryCall, "1");
    test::Peer inside(QStringLiteral("unshare"), command);
    const bool hasBegun = inside.waitForLine("PASS   : EveryStepTest::initTestCase()");
    const int ended = inside.waitForEnd(180'000);
    qunsetenv(triesEveryCall);
    if (!hasBegun)
        QSKIP("no PID namespaces here; three calls of each kind are tried in fault10_everyCallFailsOnce");
    QCOMPARE(ended, 0);
}

SHMLAB_TEST_MAIN(EveryStepTest)
#include "tst_every_step.moc"
