// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "manage/quarantine_name.h"

#include <shmlab/inspect/process.h>
#include <shmlab/manage/removal.h>

#include <cerrno>
#include <csignal>

#include <unistd.h>

using namespace shmlab;

namespace {

/// Sends a signal to its own process once the name is moved.
class SignalsWhenMoved : public CallObserver {
public:
    explicit SignalsWhenMoved(int signal) : m_signal(signal) { }
    void called(const CallRecord &record) override
    {
        if (record.call == Call::Renameat2)
            ::raise(m_signal);
    }

private:
    int m_signal;
};

/// What is in quarantine and had this name.
std::optional<ObjectName> quarantined(const ObjectName &name)
{
    const QStringList found =
        QDir(QStringLiteral("/dev/shm"))
            .entryList({QStringLiteral("shmlab-removal.*") + test::text(name).mid(1)}, QDir::AllEntries | QDir::System);
    return found.size() == 1 ? std::optional(*ObjectName::parse(found.first().toStdString())) : std::nullopt;
}

} // namespace

class InterruptedRemovalTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void namesCarryTheirRemover();
    void longNamesAreCut_data();
    void longNamesAreCut();
    void otherNames_data();
    void otherNames();
    void fault53_killedRemoverLeavesAQuarantinedObject();
    void fault53_stoppedRemoverKeepsItsObject();
    void reusedPidIsNoRemover();
    void onlyQuarantinedOnesArePutBack();
};

void InterruptedRemovalTest::namesCarryTheirRemover()
{
    const auto removal = interruptedRemovalOf(quarantineName("a.b~c"));
    QVERIFY(removal);
    QCOMPARE(removal->pid, ::getpid());
    QCOMPARE(removal->startTicks, readProcess(InspectCalls(), ::getpid())->startTicks);
    QCOMPARE(removal->name, std::string("a.b~c"));
    QVERIFY(!removal->isNameCut);
    QVERIFY(isRemoverRunning(InspectCalls(), *removal));
    const auto nested = interruptedRemovalOf(quarantineName(quarantineName("x"))); // a removal of what was left
    QCOMPARE(nested->name, quarantineName("x"));
}

void InterruptedRemovalTest::longNamesAreCut_data()
{
    QTest::addColumn<int>("length");
    QTest::newRow("200 bytes fit") << 200;
    QTest::newRow("255 bytes do not") << 255;
}

void InterruptedRemovalTest::longNamesAreCut()
{
    QFETCH(int, length);
    const std::string name(static_cast<std::size_t>(length), 'n');
    const std::string moved = quarantineName(name);
    QVERIFY(moved.size() <= 255);
    const auto removal = interruptedRemovalOf(moved);
    QVERIFY(removal);
    QCOMPARE(removal->isNameCut, length > 200);
    QVERIFY(name.starts_with(removal->name));
    QCOMPARE(removal->name == name, !removal->isNameCut);
    QVERIFY(removal->name.size() >= 200);
}

void InterruptedRemovalTest::otherNames_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char *name :
         {"x", "shmlab-removal.", "shmlab-removal.1.2", "shmlab-removal.1.2.", "shmlab-removal.x.2.n",
          "shmlab-removal.1.x.n", "shmlab-removal.-1.2.n", "shmlab-removal.0.2.n", "shmlab-removal.99999999999.2.n",
          "shmlab-removal.1~2.n", "shmlab-removal.1.2.a/b", "shmlab-removal.1.2..", "shmlab-removal.1.2...",
          " shmlab-removal.1.2.n"})
        QTest::newRow(name) << QByteArray(name);
}

void InterruptedRemovalTest::otherNames()
{
    QFETCH(QByteArray, name);
    QVERIFY(!interruptedRemovalOf(name.toStdString()));
    QVERIFY(interruptedRemovalOf("shmlab-removal.1.2.n")); // positive control
}

void InterruptedRemovalTest::fault53_killedRemoverLeavesAQuarantinedObject()
{
    const test::LeftObject name;
    const ObjectId identity = test::currentStatus(name).identity;
    const int ended = test::inChild([&] {
        SignalsWhenMoved killer(SIGKILL);
        return removeUnused(SystemCalls(&killer), name, identity, {}) ? 0 : 1;
    });
    QCOMPARE(ended, -SIGKILL);
    QVERIFY(!test::exists(name));
    const auto left = quarantined(name);
    QVERIFY(left);
    const test::NameGuard guard(*left);
    const auto removal = interruptedRemovalOf(left->bytes().substr(1));
    QVERIFY(removal);
    QVERIFY(!isRemoverRunning(InspectCalls(), *removal));
    QCOMPARE('/' + removal->name, name.bytes());
    QVERIFY(putBack(SystemCalls(), *left));
    QCOMPARE(test::currentStatus(name).identity, identity);
    QVERIFY(putBack(SystemCalls(), *left).error().isCallFailure(ENOENT));
}

void InterruptedRemovalTest::fault53_stoppedRemoverKeepsItsObject()
{
    const test::LeftObject name;
    const ObjectId identity = test::currentStatus(name).identity;
    test::Child remover([&] {
        SignalsWhenMoved stopper(SIGSTOP);
        ::_exit(removeUnused(SystemCalls(&stopper), name, identity, {}) ? 0 : 1);
    });
    QVERIFY(test::eventually([&] { return readProcess(InspectCalls(), remover.pid())->state == 'T'; }));
    const auto left = quarantined(name);
    QVERIFY(left);
    const auto refused = putBack(SystemCalls(), *left);
    QCOMPARE(refused.error().problem, Problem::InUse);
    QCOMPARE(refused.error().holder, int{remover.pid()});
    QVERIFY(!test::exists(name));
    ::kill(remover.pid(), SIGCONT);
    QCOMPARE(remover.waitForEnd(), 0); // it completes
    QVERIFY(!quarantined(name));
}

void InterruptedRemovalTest::reusedPidIsNoRemover()
{
    const auto self = readProcess(InspectCalls(), ::getppid());
    InterruptedRemoval removal{.pid = ::getppid(), .startTicks = self->startTicks};
    QVERIFY(isRemoverRunning(InspectCalls(), removal));
    ++removal.startTicks;
    QVERIFY(!isRemoverRunning(InspectCalls(), removal));
    removal.startTicks = 0; // unknown: any process with this pid may be it
    QVERIFY(isRemoverRunning(InspectCalls(), removal));
}

void InterruptedRemovalTest::onlyQuarantinedOnesArePutBack()
{
    const test::LeftObject name;
    QCOMPARE(putBack(SystemCalls(), name).error().problem, Problem::NotOurs);
    QVERIFY(test::exists(name));
}

SHMLAB_TEST_MAIN(InterruptedRemovalTest)
#include "tst_interrupted_removal.moc"
