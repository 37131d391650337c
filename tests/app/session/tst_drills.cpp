// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/drills.h"
#include "staged_machine.h"

#include <shmlab/exchange/party.h>

#include <QCoreApplication>

#include <cerrno>
#include <csignal>

#include <sys/wait.h>
#include <unistd.h>

using namespace shmlab;
using namespace shmlab::ui;

namespace {

/// A server on a machine of its own.
struct Exchange {
    test::StagedMachine machine;
    ObjectName name = test::objectName();
    Party server = Party::join(machine.calls(), Role::Server, name).value();

    [[nodiscard]] Result<void> perform(Drill drill, Role ownRole = Role::Server) const
    {
        return ui::perform(machine.calls(), drill, name, server.object().identity(), ownRole);
    }
};

} // namespace

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
    const test::StagedMachine machine;
    const ObjectName name = test::objectName();
    auto object = SharedObject::create(machine.calls(), name);
    QVERIFY(object && object->allocate(4096));
    // Among them KillSelf and StopSelf, which do nothing to this process when they are refused.
    for (const Drill drill : allDrills)
        QCOMPARE(perform(machine.calls(), drill, name, object->identity(), Role::Server).error().problem,
                 Problem::NotOurs);
    QCOMPARE(object->status()->sizeBytes, off_t{4096});
    QCOMPARE(object->nameState().value(), NameState::SameObject);
    QVERIFY(!perform(machine.calls(), Drill::KillSelf, test::objectName(), {}, Role::Server));
}

void DrillsTest::worksBelowTheGivenRoots()
{
    Exchange exchange;
    const ObjectId identity = exchange.server.object().identity();
    QVERIFY(
        perform(SystemCalls(), Drill::Truncate, exchange.name, identity, Role::Server).error().isCallFailure(ENOENT));
    QVERIFY(exchange.perform(Drill::Truncate));
    exchange.server.step({});
    QVERIFY(!exchange.server.isIntact());
}

void DrillsTest::fault11_killSelf()
{
    const Exchange exchange;
    test::Child child([&] { (void)exchange.perform(Drill::KillSelf, Role::Client); });
    QCOMPARE(child.waitForEnd(), -SIGKILL);
}

void DrillsTest::fault12_stopSelf()
{
    const Exchange exchange;
    test::Child child([&] { ::_exit(exchange.perform(Drill::StopSelf, Role::Client) ? 0 : 1); });
    int status = 0;
    QCOMPARE(::waitpid(child.pid(), &status, WUNTRACED), child.pid());
    QVERIFY(WIFSTOPPED(status));
    QCOMPARE(child.waitForEnd(), 0); // it is continued
}

void DrillsTest::fault14_unlinkName()
{
    Exchange exchange;
    QVERIFY(exchange.perform(Drill::UnlinkName));
    QVERIFY(!exchange.machine.exists(exchange.name));
    QCOMPARE(exchange.server.leave().value(), NameState::Gone);
}

void DrillsTest::fault14_successorsAreRefused()
{
    const Exchange first;
    QVERIFY(first.perform(Drill::UnlinkName));
    const auto second = Party::join(first.machine.calls(), Role::Server, first.name);
    QVERIFY(second);
    for (const Drill drill : allDrills)
        QCOMPARE(first.perform(drill).error().problem, Problem::Replaced);
    QCOMPARE(second->object().nameState().value(), NameState::SameObject);
    QCOMPARE(second->object().status()->sizeBytes, off_t{4096});
}

void DrillsTest::fault15_truncate()
{
    Exchange exchange;
    QVERIFY(exchange.perform(Drill::Truncate));
    exchange.server.step({});
    QVERIFY(!exchange.server.isIntact());
}

void DrillsTest::fault18_intrude()
{
    Exchange exchange;
    exchange.server.step({});
    QVERIFY(exchange.perform(Drill::OverwriteOwnCounter));
    const Turn turn = exchange.server.step({});
    QCOMPARE(turn.anomaly, CounterAnomaly::Overwritten);
    QCOMPARE(turn.own, 1001);
}

void DrillsTest::fault19_resetPeer()
{
    Exchange exchange;
    exchange.server.step({});
    QVERIFY(exchange.perform(Drill::ResetPeer, Role::Client));
    QCOMPARE(exchange.server.step({}).anomaly, CounterAnomaly::Reset);
}

SHMLAB_TEST_MAIN(DrillsTest)
#include "tst_drills.moc"
