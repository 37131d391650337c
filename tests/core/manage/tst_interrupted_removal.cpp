// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "manage/quarantine_name.h"

#include <shmlab/inspect/process.h>
#include <shmlab/manage/removal.h>

#include <cerrno>
#include <csignal>

#include <sys/mman.h>
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
    void everyNameIsNew();
    void fault53_secondOneOfANameStaysToo();
    void fault53_takenNamesAreSkipped();
    void longNamesAreCut_data();
    void longNamesAreCut();
    void otherNames_data();
    void otherNames();
    void fault53_killedRemoverLeavesAQuarantinedObject();
    void fault53_stoppedRemoverKeepsItsObject();
    void reusedPidIsNoRemover();
    void cutNamesArePutBackUnderANewOne();
    void onlyQuarantinedOnesArePutBack();
};

void InterruptedRemovalTest::namesCarryTheirRemover()
{
    const auto removal = interruptedRemovalOf(nextQuarantineName("a.b~c"));
    QVERIFY(removal);
    QCOMPARE(removal->pid, ::getpid());
    QCOMPARE(removal->startTicks, readProcess(InspectCalls(), ::getpid())->startTicks);
    QCOMPARE(removal->name, std::string("a.b~c"));
    QVERIFY(!removal->isNameCut);
    QVERIFY(isRemoverRunning(InspectCalls(), *removal));
    const std::string left = nextQuarantineName("x");
    QCOMPARE(interruptedRemovalOf(nextQuarantineName(left))->name, left); // a removal of what was left
}

void InterruptedRemovalTest::everyNameIsNew()
{
    QVERIFY(nextQuarantineName("x") != nextQuarantineName("x"));
    const std::string sameBeginning(250, 'n');
    QVERIFY(nextQuarantineName(sameBeginning + '1') != nextQuarantineName(sameBeginning + '2'));
}

void InterruptedRemovalTest::fault53_secondOneOfANameStaysToo()
{
    const test::TemporaryName name;
    test::leave(name);
    test::Intercept takesTheName([&](Call call, const std::string &) {
        if (call != Call::ShmUnlink)
            return 0;
        test::leave(name);
        return EACCES;
    });
    const auto remove = [&] {
        return removeAnyway(SystemCalls(&takesTheName), name, test::currentStatus(name).identity);
    };
    const auto first = remove();
    QCOMPARE(first.error().problem, Problem::StaysQuarantined);
    const test::NameGuard firstGuard(*ObjectName::parse(unescape(first.error().quarantine)));
    const auto second = remove();
    QCOMPARE(second.error().problem, Problem::StaysQuarantined);
    const test::NameGuard secondGuard(*ObjectName::parse(unescape(second.error().quarantine)));
    QVERIFY(first.error().quarantine != second.error().quarantine);
}

void InterruptedRemovalTest::fault53_takenNamesAreSkipped()
{
    const test::TemporaryName name;
    test::leave(name);
    test::ScriptedCalls script;
    script.failNext(Call::Renameat2, EEXIST, 3);
    QVERIFY(removeUnused(script.calls(), name, test::currentStatus(name).identity, {}));
    QCOMPARE(script.count(Call::Renameat2), 4);
    test::leave(name);
    auto taken = test::refuse(Call::Renameat2, {}, EEXIST); // it gives up
    const auto refused = removeUnused(SystemCalls(&taken), name, test::currentStatus(name).identity, {});
    QVERIFY(refused.error().isCallFailure(EEXIST));
    QVERIFY(test::exists(name));
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
    const std::string moved = nextQuarantineName(name);
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
         {"x", "shmlab-removal.", "shmlab-removal.1.2", "shmlab-removal.1.2.3", "shmlab-removal.1.2.3.",
          "shmlab-removal.x.2.3.n", "shmlab-removal.1.x.3.n", "shmlab-removal.1.2.x.n", "shmlab-removal.-1.2.3.n",
          "shmlab-removal.0.2.3.n", "shmlab-removal.99999999999.2.3.n", "shmlab-removal.1~2.3.n",
          "shmlab-removal.1.2~3.n", "shmlab-removal.1.2.3.a/b", "shmlab-removal.1.2.3..", "shmlab-removal.1.2.3...",
          " shmlab-removal.1.2.3.n"})
        QTest::newRow(name) << QByteArray(name);
}

void InterruptedRemovalTest::otherNames()
{
    QFETCH(QByteArray, name);
    QVERIFY(!interruptedRemovalOf(name.toStdString()));
    QVERIFY(interruptedRemovalOf("shmlab-removal.1.2.3.n")); // positive control
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

void InterruptedRemovalTest::cutNamesArePutBackUnderANewOne()
{
    const test::TemporaryName name;
    const ObjectName left = *ObjectName::parse(nextQuarantineName(name.bytes().substr(1) + std::string(255, 'n')));
    const test::NameGuard guard(left);
    test::leave(left);
    const ObjectId identity = test::currentStatus(left).identity;
    QCOMPARE(putBack(SystemCalls(), left).error().problem, Problem::NameTooLong);
    QCOMPARE(putBack(SystemCalls(), left, *ObjectName::parsePath("d/f")).error().problem, Problem::NameHasSlash);
    QCOMPARE(putBack(SystemCalls(), left, name).value(), ObjectName(name));
    QCOMPARE(test::currentStatus(name).identity, identity);
}

void InterruptedRemovalTest::onlyQuarantinedOnesArePutBack()
{
    const test::LeftObject name;
    QCOMPARE(putBack(SystemCalls(), name).error().problem, Problem::NotOurs);
    QVERIFY(test::exists(name));
    QCOMPARE(::shm_unlink(name.c_str()), 0);
    QVERIFY(putBack(SystemCalls(), name).error().isCallFailure(ENOENT));
}

SHMLAB_TEST_MAIN(InterruptedRemovalTest)
#include "tst_interrupted_removal.moc"
