// SPDX-License-Identifier: GPL-3.0-or-later
#include "fake_roots.h"
#include "session/drills.h"

#include <shmlab/exchange/party.h>

#include <QCoreApplication>

#include <cerrno>
#include <csignal>

#include <sys/wait.h>
#include <unistd.h>

using namespace shmlab;
using namespace shmlab::ui;

class DrillsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyDrillDescribesItsEffect();
    void strangersObjectsAreRefused();
    void worksBelowTheGivenRoots();
    void fault11_killSelf();
    void fault12_stopSelf();
    void fault14_unlinkName();
    void fault14_successorsAreRefused();
    void fault15_truncate();
    void fault18_intrude();
    void fault19_resetPeer();
};

void DrillsTest::everyDrillDescribesItsEffect()
{
    for (const Drill drill : allDrills) {
        QVERIFY(!drillTitle(drill).isEmpty());
        for (const Role role : {Role::Server, Role::Client})
            QVERIFY(drillEffect(drill, role).endsWith(QLatin1Char('.')));
    }
}

void DrillsTest::strangersObjectsAreRefused()
{
    const ObjectName name = test::objectName();
    auto object = SharedObject::create(SystemCalls(), name);
    QVERIFY(object && object->allocate(4096));
    // Among them KillSelf and StopSelf, which do nothing to this process when they are refused.
    for (const Drill drill : allDrills)
        QCOMPARE(perform(SystemCalls(), drill, name, object->identity(), Role::Server).error().problem,
                 Problem::NotOurs);
    QCOMPARE(object->status()->sizeBytes, off_t{4096});
    QCOMPARE(object->nameState().value(), NameState::SameObject);
    QVERIFY(!perform(SystemCalls(), Drill::KillSelf, test::objectName(), {}, Role::Server));
}

void DrillsTest::worksBelowTheGivenRoots()
{
    const test::ObjectFolder folder;
    const SystemRoots roots{.shm = folder.path()};
    const SystemCalls calls(roots);
    const ObjectName name = test::objectName();
    auto server = Party::join(calls, Role::Server, name);
    QVERIFY(server);
    const ObjectId identity = server->object().identity();
    QVERIFY(perform(SystemCalls(), Drill::Truncate, name, identity, Role::Server).error().isCallFailure(ENOENT));
    QVERIFY(perform(calls, Drill::Truncate, name, identity, Role::Server));
    server->step({});
    QVERIFY(!server->isIntact());
}

void DrillsTest::fault11_killSelf()
{
    const ObjectName name = test::objectName();
    const auto server = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(server);
    const pid_t child = ::fork();
    if (child == 0) {
        (void)perform(SystemCalls(), Drill::KillSelf, name, server->object().identity(), Role::Client);
        ::_exit(0);
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFSIGNALED(status));
    QCOMPARE(WTERMSIG(status), SIGKILL);
}

void DrillsTest::fault12_stopSelf()
{
    const ObjectName name = test::objectName();
    const auto server = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(server);
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(perform(SystemCalls(), Drill::StopSelf, name, server->object().identity(), Role::Client) ? 0 : 1);
    int status = 0;
    QCOMPARE(::waitpid(child, &status, WUNTRACED), child);
    QVERIFY(WIFSTOPPED(status));
    QCOMPARE(::waitpid(child, &status, 0), child); // it is continued
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), 0);
}

void DrillsTest::fault14_unlinkName()
{
    const ObjectName name = test::objectName();
    auto server = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(server);
    QVERIFY(perform(SystemCalls(), Drill::UnlinkName, name, server->object().identity(), Role::Server));
    QVERIFY(!test::exists(name));
    QCOMPARE(server->leave().value(), NameState::Gone);
}

void DrillsTest::fault14_successorsAreRefused()
{
    const ObjectName name = test::objectName();
    auto first = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(first);
    QVERIFY(perform(SystemCalls(), Drill::UnlinkName, name, first->object().identity(), Role::Server));
    const auto second = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(second);
    for (const Drill drill : allDrills)
        QCOMPARE(perform(SystemCalls(), drill, name, first->object().identity(), Role::Server).error().problem,
                 Problem::Replaced);
    QCOMPARE(second->object().nameState().value(), NameState::SameObject);
    QCOMPARE(second->object().status()->sizeBytes, off_t{4096});
}

void DrillsTest::fault15_truncate()
{
    const ObjectName name = test::objectName();
    auto server = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(server);
    QVERIFY(perform(SystemCalls(), Drill::Truncate, name, server->object().identity(), Role::Server));
    server->step({});
    QVERIFY(!server->isIntact());
}

void DrillsTest::fault18_intrude()
{
    auto server = Party::join(SystemCalls(), Role::Server, test::objectName());
    QVERIFY(server);
    server->step({});
    QVERIFY(perform(SystemCalls(), Drill::OverwriteOwnCounter, server->object().name(), server->object().identity(),
                    Role::Server));
    const Turn turn = server->step({});
    QCOMPARE(turn.anomaly, CounterAnomaly::Overwritten);
    QCOMPARE(turn.own, 1001);
}

void DrillsTest::fault19_resetPeer()
{
    auto server = Party::join(SystemCalls(), Role::Server, test::objectName());
    QVERIFY(server);
    server->step({});
    QVERIFY(
        perform(SystemCalls(), Drill::ResetPeer, server->object().name(), server->object().identity(), Role::Client));
    QCOMPARE(server->step({}).anomaly, CounterAnomaly::Reset);
}

SHMLAB_TEST_MAIN(DrillsTest)
#include "tst_drills.moc"
