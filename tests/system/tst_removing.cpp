// SPDX-License-Identifier: GPL-3.0-or-later

// `shmlab rm` in a terminal, and removals under a hammer of programs that use the same names.

#include "program_run.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <cerrno>

#include <fcntl.h>
#include <linux/loop.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace shmlab;
using test::Ended;
using test::run;
using test::runProgram;
using test::words;

namespace {

constexpr int cannotStage = 77;

/// Runs a script in a /dev/shm of its own, with $shmlab and an empty configuration; code cannotStage without
/// namespaces.
Ended runStaged(const QString &script)
{
    QStringList stage{QStringLiteral("--mount")};
    if (::geteuid() != 0)
        stage.prepend(QStringLiteral("--map-root-user"));
    if (!test::canUnshare(stage))
        return {.code = cannotStage, .output = {}, .messages = {}};
    const QTemporaryDir configuration;
    const QString all =
        QStringLiteral("mount --make-rprivate / && mount -t tmpfs -o mode=1777 none /dev/shm || exit %1\n"
                       "shmlab='%2'\nexport XDG_CONFIG_HOME='%3' XDG_CONFIG_DIRS='%3/system'\n"
                       "cd /dev/shm\n%4")
            .arg(QString::number(cannotStage), test::program(QStringLiteral("shmlab")), configuration.path(), script);
    return runProgram(QStringLiteral("unshare"), stage + words("/bin/sh -c") + QStringList{all});
}

} // namespace

class RemovingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fault41_removesWhatNobodyUses();
    void fault41_refusesWhatIsInUse();
    void fault41_forceRequiresTheName_data();
    void fault41_forceRequiresTheName();
    void fault41_staleAreOnlyListed();
    void field01_onlyStaleAreRemovedIfConfirmed();
    void field01_keepListIsRespected();
    void field02_rootCleansUpAfterOthers();
    void field04_objectsInDirectories();
    void fault52_pathDescriptorIsUse();
    void fault54_whatCannotBeSeenIsNamed();
    void fault54_withoutTheKernelTheNameIsTyped();
    void fault54_loopDeviceIsNamed();
    void fault53_interruptedRemovalIsPutBack();
    void fault53_cutNameIsPutBackUnderANewOne();
    void fault53_hammerFindsNoHit();
    void fault53_hammerThatIsTooSlowFails();
    void fault53_positiveControl_oldOrderHitsObjectsInUse();
};

void RemovingTest::fault41_removesWhatNobodyUses()
{
    const test::LeftObject name;
    const Ended ended = run({QStringLiteral("rm"), test::text(name)});
    QCOMPARE(ended.code, 0);
    QCOMPARE(ended.output, "removed " + test::text(name).toUtf8() + '\n');
    QVERIFY(!test::exists(name));
}

void RemovingTest::fault41_refusesWhatIsInUse()
{
    const test::TemporaryName name;
    test::FaultPeer peer;
    QVERIFY(peer.execute("create", name) > 0);
    const Ended ended = run({QStringLiteral("rm"), test::text(name)}, test::text(name).toUtf8() + '\n');
    QCOMPARE(ended.code, 1);
    for (const QByteArray &part :
         {QByteArray("LIVE"), "(pid " + QByteArray::number(peer.pid()) + ")", QByteArray("--force asks for its name")})
        QVERIFY2(ended.messages.contains(part), ended.messages.constData());
    QVERIFY(test::exists(name));
}

void RemovingTest::fault41_forceRequiresTheName_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("isRemoved");
    QTest::newRow("the name") << QStringLiteral("%1\n") << true;
    QTest::newRow("without its slash") << QStringLiteral("%2\n") << true;
    QTest::newRow("without a newline") << QStringLiteral("%1") << true;
    QTest::newRow("nothing") << QString() << false;
    QTest::newRow("an empty line") << QStringLiteral("\n") << false;
    QTest::newRow("yes") << QStringLiteral("yes\n") << false;
    QTest::newRow("a longer one") << QStringLiteral("%1x\n") << false;
    QTest::newRow("in the next line") << QStringLiteral("\n%1\n") << false;
}

void RemovingTest::fault41_forceRequiresTheName()
{
    QFETCH(QString, typed);
    QFETCH(bool, isRemoved);
    const test::TemporaryName name;
    test::FaultPeer peer;
    QVERIFY(peer.execute("create", name) > 0);
    typed.replace(QLatin1String("%1"), test::text(name)).replace(QLatin1String("%2"), test::text(name).mid(1));
    const Ended ended = run({QStringLiteral("rm"), test::text(name), QStringLiteral("--force")}, typed.toUtf8());
    QCOMPARE(ended.code, isRemoved ? 0 : 1);
    QCOMPARE(test::exists(name), !isRemoved);
    QVERIFY(ended.messages.contains("LIVE")); // the evidence comes first
    QCOMPARE(ended.messages.contains("\nshmlab: not removed: that is not its name"), !isRemoved);
    QVERIFY(ended.messages.contains("anyway: \n")); // nobody ends the line of the question
}

void RemovingTest::fault41_staleAreOnlyListed()
{
    const ObjectName stale = *ObjectName::parse("psm_" + test::objectName().bytes().substr(1));
    const ObjectName unused = test::objectName();
    const ObjectName live = *ObjectName::parse("psm_" + test::objectName().bytes().substr(1));
    const test::NameGuard staleGuard(stale);
    const test::NameGuard unusedGuard(unused);
    const test::NameGuard liveGuard(live);
    test::leave(stale);
    test::leave(unused);
    test::FaultPeer peer;
    QVERIFY(peer.execute("create", live) > 0);
    const Ended ended = run(words("rm --stale"));
    QCOMPARE(ended.code, 0);
    QVERIFY(ended.output.contains(stale.bytes().c_str()));
    QVERIFY(!ended.output.contains(unused.bytes().c_str()) && !ended.output.contains(live.bytes().c_str()));
    QVERIFY(ended.output.endsWith("add --yes to remove these\n"));
    const Ended others =
        run({QStringLiteral("rm"), QStringLiteral("--unused"), QStringLiteral("--name"), test::text(unused)});
    QVERIFY(others.output.contains(unused.bytes().c_str()) && !others.output.contains(stale.bytes().c_str()));
    QVERIFY(test::exists(stale) && test::exists(unused) && test::exists(live));
}

void RemovingTest::field01_onlyStaleAreRemovedIfConfirmed()
{
    const Ended ended = runStaged(QStringLiteral("for name in psm_first torch_x psm_held libpod_lock other; do\n"
                                                 "    echo a >$name\n"
                                                 "done\n"
                                                 "exec 7<psm_held; mkfifo psm_fifo\n"
                                                 "$shmlab rm --stale --yes || exit 1\n"
                                                 "ls\n"
                                                 "$shmlab rm --stale\n"
                                                 "$shmlab rm --unused --name 'o*' --older-than 1h --yes || exit 1\n"
                                                 "$shmlab rm --unused --name 'o*' --yes || exit 1\n"
                                                 "ls"));
    if (ended.code == cannotStage)
        QSKIP("no namespaces here; tst_removal_filter covers the choice");
    QVERIFY2(ended.code == 0, ended.messages.constData());
    QCOMPARE(ended.output,
             QByteArray("removed /psm_first\nremoved /torch_x\n"
                        "libpod_lock\nother\npsm_fifo\npsm_held\n"
                        "nothing to remove\nnothing to remove\n"
                        "removed /other\n"
                        "libpod_lock\npsm_fifo\npsm_held\n"));
}

void RemovingTest::field01_keepListIsRespected()
{
    const Ended ended = runStaged(QStringLiteral("for name in psm_first psm_mine libpod_lock other; do\n"
                                                 "    echo a >$name\n"
                                                 "done\n"
                                                 "mkdir -p $XDG_CONFIG_HOME/system/shmlab\n"
                                                 "echo 'libpod_*' >$XDG_CONFIG_HOME/system/shmlab/keep\n"
                                                 "$shmlab rm --keep 'psm_m*' || exit 3\n"
                                                 "$shmlab rm --stale --unused --yes; echo $?\n"
                                                 "ls\n"
                                                 "$shmlab rm psm_mine; echo $?\n")); // by its name it is removed
    if (ended.code == cannotStage)
        QSKIP("no namespaces here; tst_removal_filter covers the keep lists");
    const QList<QByteArray> lines = ended.output.split('\n');
    QVERIFY2(lines.value(0).startsWith("kept from now on: psm_m* ("), ended.output.constData());
    QCOMPARE(lines.mid(1),
             (QList<QByteArray>{"removed /other", "removed /psm_first", "1", "libpod_lock", "psm_mine",
                                "removed /psm_mine", "0", ""}));
    for (const char *part : {"/libpod_lock is not removed: it is on the keep list (libpod_* in ",
                             "/psm_mine is not removed: it is on the keep list (psm_m* in "})
        QVERIFY2(ended.messages.contains(part), ended.messages.constData());
}

void RemovingTest::field02_rootCleansUpAfterOthers()
{
    if (::geteuid() != 0)
        QSKIP("only root may remove objects of other users");
    const Ended ended = runStaged(QStringLiteral("for name in psm_mine psm_gone psm_other; do echo a >$name; done\n"
                                                 "chown 12345 psm_gone; chown 12346 psm_other\n"
                                                 "env -u XDG_CONFIG_HOME -u XDG_CONFIG_DIRS HOME=/ setpriv --reuid "
                                                 "12346 --clear-groups $shmlab rm --stale --yes\n"
                                                 "$shmlab rm --stale --owner 12345 --yes || exit 1\n"
                                                 "ls"));
    if (ended.code == cannotStage)
        QSKIP("no namespaces here; tst_removal_filter covers owners");
    QVERIFY2(ended.code == 0, ended.messages.constData());
    QCOMPARE(ended.output, QByteArray("removed /psm_other\nremoved /psm_gone\npsm_mine\n"));
}

void RemovingTest::field04_objectsInDirectories()
{
    const Ended ended = runStaged(QStringLiteral("mkdir -p d/e; echo a >d/f; echo a >d/psm_1; echo a >d/e/g\n"
                                                 "$shmlab rm --stale --yes || exit 1\n"
                                                 "$shmlab rm /dev/shm/d/f || exit 1\n"
                                                 "$shmlab rm d/e/g || exit 1\n"
                                                 "find . -type f"));
    if (ended.code == cannotStage)
        QSKIP("no namespaces here; tst_unused_removal covers objects in directories");
    QVERIFY2(ended.code == 0, ended.messages.constData());
    QCOMPARE(ended.output, QByteArray("removed /d/psm_1\nremoved /d/f\nremoved /d/e/g\n"));
}

void RemovingTest::fault52_pathDescriptorIsUse()
{
    const test::LeftObject name;
    test::FaultPeer peer;
    QVERIFY(peer.execute("openpath", name) > 0);
    const Ended ended = run({QStringLiteral("rm"), test::text(name)});
    QCOMPARE(ended.code, 1);
    QVERIFY2(ended.messages.contains("(pid " + QByteArray::number(peer.pid()) + ")"), ended.messages.constData());
    QVERIFY(test::exists(name));
}

void RemovingTest::fault54_whatCannotBeSeenIsNamed()
{
    const test::LeftObject name;
    test::FaultPeer peer;
    QVERIFY(peer.execute("open", name) > 0);
    QCOMPARE(peer.execute("send"), 0); // no process has it open
    const Ended ended = run({QStringLiteral("rm"), test::text(name)});
    QCOMPARE(ended.code, 1);
    for (const char *part : {"it is in use", "No process is seen", "acct", "io_uring", "socket"})
        QVERIFY2(ended.messages.contains(part), ended.messages.constData());
    QVERIFY(test::exists(name));
}

/// The owner may not open the object, so nobody can ask the kernel about it.
void RemovingTest::fault54_withoutTheKernelTheNameIsTyped()
{
    if (::geteuid() != 0)
        QSKIP("only root can become another user; tst_unused_removal covers the refusal");
    const Ended ended = runStaged(QStringLiteral("as_user='setpriv --reuid 12346 --clear-groups'\n"
                                                 "$as_user sh -c 'echo a >psm_x && chmod 0 psm_x' || exit 9\n"
                                                 "$as_user $shmlab rm --stale --yes; echo $?\n"
                                                 "$as_user $shmlab rm psm_x; echo $?\n"
                                                 "echo /psm_x | $as_user $shmlab rm psm_x --force; echo $?"));
    if (ended.code == cannotStage)
        QSKIP("no namespaces here; tst_unused_removal covers the refusal");
    QCOMPARE(ended.output, QByteArray("1\n1\nremoved /psm_x\n0\n"));
    for (const char *part : {"the kernel was not asked", "its mode does not allow", "--force asks for it"})
        QVERIFY2(ended.messages.contains(part), ended.messages.constData());
}

void RemovingTest::fault54_loopDeviceIsNamed()
{
    const test::LeftObject name(1 << 20);
    const int control = ::open("/dev/loop-control", O_RDWR | O_CLOEXEC);
    const int number = control >= 0 ? ::ioctl(control, LOOP_CTL_GET_FREE) : -1;
    ::close(control);
    const QByteArray path = "/dev/loop" + QByteArray::number(number);
    const int device = number >= 0 ? ::open(path.constData(), O_RDWR | O_CLOEXEC) : -1;
    const int file = ::open(name.path().c_str(), O_RDWR | O_CLOEXEC);
    const bool isSet = device >= 0 && ::ioctl(device, LOOP_SET_FD, file) == 0;
    ::close(file);
    if (!isSet) {
        ::close(device);
        QSKIP("no loop devices here; tst_kernel_users covers how they are found");
    }
    const Ended ended = run({QStringLiteral("rm"), test::text(name)});
    ::ioctl(device, LOOP_CLR_FD, 0);
    ::close(device);
    QCOMPARE(ended.code, 1);
    QVERIFY2(ended.messages.contains("as the loop device " + path), ended.messages.constData());
    QVERIFY(test::exists(name));
}

void RemovingTest::fault53_interruptedRemovalIsPutBack()
{
    const test::TemporaryName name;
    const QString plain = test::text(name).mid(1);
    const pid_t gone = [] {
        test::Child child([] { });
        const pid_t pid = child.pid();
        (void)child.waitForEnd();
        return pid;
    }();
    const QString moved = QStringLiteral("shmlab-removal.%1.77.1.%2").arg(gone).arg(plain);
    const ObjectName quarantined = *ObjectName::parse(moved.toStdString());
    const test::NameGuard guard(quarantined);
    test::leave(quarantined);
    const Ended ended = run({QStringLiteral("rm"), moved, QStringLiteral("--put-back")});
    QCOMPARE(ended.code, 0);
    QCOMPARE(ended.output, "put back /" + plain.toUtf8() + '\n');
    QVERIFY(test::exists(name) && !test::exists(quarantined));
    const Ended again = run({QStringLiteral("rm"), plain, QStringLiteral("--put-back")});
    QCOMPARE(again.code, 1);
    QVERIFY2(again.messages.contains("not that of an interrupted removal"), again.messages.constData());
    QCOMPARE(run({QStringLiteral("rm"), moved, QStringLiteral("--put-back")}).code, 3);
    const QString nothing = test::text(test::objectName());
    const Ended none = run({QStringLiteral("rm"), QStringLiteral("--put-back"), nothing});
    QCOMPARE(none.code, 3);
    QCOMPARE(none.messages, "shmlab: there is no object " + nothing.toUtf8() + '\n');
}

void RemovingTest::fault53_cutNameIsPutBackUnderANewOne()
{
    const test::TemporaryName name;
    const QString moved = QStringLiteral("shmlab-removal.2147483647.77.1~") + test::text(name).mid(1);
    const ObjectName quarantined = *ObjectName::parse(moved.toStdString());
    const test::NameGuard guard(quarantined);
    test::leave(quarantined);
    const Ended refused = run({QStringLiteral("rm"), moved, QStringLiteral("--put-back")});
    QCOMPARE(refused.code, 1);
    QVERIFY2(refused.messages.contains("rm /" + moved.toUtf8() + " --put-back --as NAME"),
             refused.messages.constData());
    const Ended ended =
        run({QStringLiteral("rm"), moved, QStringLiteral("--put-back"), QStringLiteral("--as"), test::text(name)});
    QVERIFY2(ended.code == 0, ended.messages.constData());
    QCOMPARE(ended.output, "put back " + test::text(name).toUtf8() + '\n');
    QVERIFY(test::exists(name) && !test::exists(quarantined));
}

void RemovingTest::fault53_hammerFindsNoHit()
{
    const Ended ended = runProgram(test::program(QStringLiteral("removal_hammer")), words("--removals 2000"));
    QVERIFY2(ended.code == 0, ended.output.constData());
    QVERIFY2(ended.output.contains(": 2000 removals"), ended.output.constData());
}

void RemovingTest::fault53_hammerThatIsTooSlowFails()
{
    const Ended ended =
        runProgram(test::program(QStringLiteral("removal_hammer")), words("--removals 1000000 --seconds 0"));
    QVERIFY2(ended.code == 1 && ended.output.contains(" 0 hit"), ended.output.constData());
    QCOMPARE(ended.messages, QByteArray("ended before 1000000 removals\n"));
}

void RemovingTest::fault53_positiveControl_oldOrderHitsObjectsInUse()
{
    const Ended ended = runProgram(test::program(QStringLiteral("removal_hammer")),
                                   words("--order old --removals 1000000 --seconds 120 --until-hit"));
    QVERIFY2(ended.code == 1 && !ended.output.contains(" 0 hit"), ended.output.constData());
}

SHMLAB_TEST_MAIN(RemovingTest)
#include "tst_removing.moc"
