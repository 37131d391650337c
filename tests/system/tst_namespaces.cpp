// SPDX-License-Identifier: GPL-3.0-or-later

// A /dev/shm that is full, missing, inaccessible or another one; each staged in a mount namespace of its own, so that
// the machine's is not touched. Where namespaces cannot be created, a test reports that and is counted as skipped.

#include "program_run.h"

#include <shmlab/exchange/party.h>
#include <shmlab/inspect/shm_directory.h>
#include <shmlab/inspect/usage.h>
#include <shmlab/manage/removal.h>
#include <shmlab/manage/shared_object.h>

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace shmlab;
using test::canUnshare;

namespace {

constexpr int cannotStage = 77;

/// Puts the calling process into new namespaces, if necessary as root of a user namespace of its own.
bool unshareAsRoot(int namespaces)
{
    if (::unshare(namespaces) == 0)
        return true;
    const QByteArray map = "0 " + QByteArray::number(::geteuid()) + " 1";
    if (::unshare(CLONE_NEWUSER | namespaces) != 0)
        return false;
    QFile uidMap(QStringLiteral("/proc/self/uid_map"));
    return uidMap.open(QIODevice::WriteOnly | QIODevice::Unbuffered) && uidMap.write(map) == map.size();
}

/// Runs `child` in a child process with mounts of its own and returns its result.
template <typename Function>
int amongOwnMounts(Function child)
{
    return test::inChild([&] {
        if (!unshareAsRoot(CLONE_NEWNS) || ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
            return cannotStage;
        return child();
    });
}

struct Ended {
    int code = 0;
    QString output; ///< the last JSON object, complete
    QString error; ///< the JSON's error text
};

/// Runs the program in a mount namespace of its own after the shell commands of `stage`.
Ended runStaged(const QString &stage, const QString &arguments)
{
    const QString script =
        QStringLiteral("mount --make-rprivate / && %1 || exit %2; exec '%3' %4")
            .arg(stage, QString::number(cannotStage), test::program(QStringLiteral("shmlab")), arguments);
    QStringList namespaces{QStringLiteral("--mount")};
    if (::geteuid() != 0)
        namespaces.prepend(QStringLiteral("--map-root-user"));
    if (!canUnshare(namespaces))
        return {.code = cannotStage, .output = {}, .error = {}};
    QProcess process;
    process.start(QStringLiteral("unshare"),
                  namespaces + QStringList{QStringLiteral("/bin/sh"), QStringLiteral("-c"), script});
    process.waitForFinished(-1);
    const QByteArray output = process.readAllStandardOutput();
    const auto json = QJsonDocument::fromJson(output.trimmed().split('\n').last()).object();
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, QString::fromUtf8(output),
            json.value(QStringLiteral("error")).toString()};
}

} // namespace

class NamespacesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fault04_reallyFullShm();
    void field05_inodesRunOut();
    void fault09_unusableDirectories_data();
    void fault09_unusableDirectories();
    void fault09_directoryIsDescribed();
    void fault21_holderInAnotherPidNamespace();
    void fault42_warningsAccompanyJson();
    void hiddenProcessesThatCannotBeCountedAreNull();
    void fault51_clockOfAnotherTimeNamespaceIsNoStall_data();
    void fault51_clockOfAnotherTimeNamespaceIsNoStall();
    void fault22_messageNamesTheSearchedMount();
};

void NamespacesTest::fault04_reallyFullShm()
{
    const int ended = amongOwnMounts([] {
        if (::mount("tmpfs", "/dev/shm", "tmpfs", 0, "size=8k") != 0)
            return cannotStage;
        const ObjectName name = test::objectName();
        const auto tooLarge = Party::join(SystemCalls(), Role::Server, name, {.sizeBytes = 65536});
        if (tooLarge || !tooLarge.error().isCallFailure(ENOSPC) || test::exists(name))
            return 1;
        // The positive control: a program that only sizes the object believes that it has the memory.
        const int fd = ::shm_open("/control", O_CREAT | O_RDWR, 0600);
        if (fd < 0 || ::ftruncate(fd, 65536) != 0)
            return 2;
        const auto fits = Party::join(SystemCalls(), Role::Server, name);
        return fits ? 0 : 3;
    });
    if (ended == cannotStage)
        QSKIP("no namespaces here; the seam covers it in tst_party");
    QCOMPARE(ended, 0);
}

void NamespacesTest::field05_inodesRunOut()
{
    const int ended = amongOwnMounts([] {
        if (::mount("tmpfs", "/dev/shm", "tmpfs", 0, "nr_inodes=3,size=64m") != 0) // the directory is one of them
            return cannotStage;
        for (int i = 0; i < 2; ++i) {
            auto object = SharedObject::create(SystemCalls(), test::objectName());
            if (!object)
                return 1;
            object->releaseName();
        }
        const auto third = SharedObject::create(SystemCalls(), test::objectName());
        if (third || !third.error().isCallFailure(ENOSPC))
            return 2;
        const auto directory = inspectShmDirectory(SystemCalls());
        return directory && directory->inodes == 3 && directory->freeInodes == 0 && directory->freeBytes > 4096 ? 0 : 3;
    });
    if (ended == cannotStage)
        QSKIP("no namespaces here; the seam covers it in tst_status_text");
    QCOMPARE(ended, 0);
    const QString stage = QStringLiteral("mount -t tmpfs -o nr_inodes=3,size=64m,mode=1777 none /dev/shm && "
                                         "echo 1 > /dev/shm/a && echo 2 > /dev/shm/b");
    const Ended server = runStaged(stage, QStringLiteral("server unlucky --headless --json --turns 1"));
    QCOMPARE(server.code, 1);
    QVERIFY2(server.error.contains(QLatin1String("No inodes are free in /dev/shm")), qPrintable(server.error));
    QVERIFY2(!server.error.contains(QLatin1String("smaller size")), qPrintable(server.error));
}

void NamespacesTest::fault09_unusableDirectories_data()
{
    QTest::addColumn<QString>("stage");
    QTest::addColumn<QString>("remedy");
    QTest::newRow("missing") << QStringLiteral("mount -t tmpfs none /dev")
                             << QStringLiteral("mount -t tmpfs -o mode=1777 tmpfs /dev/shm");
    QTest::newRow("read-only") << QStringLiteral("mount -t tmpfs -o ro,mode=1777 none /dev/shm")
                               << QStringLiteral("mount -o remount,rw /dev/shm");
    QTest::newRow("full") << QStringLiteral(
        "mount -t tmpfs -o size=4k,mode=1777 none /dev/shm && echo 1 > /dev/shm/other")
                          << QStringLiteral("0 bytes are free");
}

void NamespacesTest::fault09_unusableDirectories()
{
    QFETCH(QString, stage);
    QFETCH(QString, remedy);
    const Ended ended = runStaged(stage, QStringLiteral("server unlucky --headless --json --turns 1"));
    if (ended.code == cannotStage)
        QSKIP("no namespaces here; fault09_badDirectoriesAreExplained in tst_status_text covers the words");
    QCOMPARE(ended.code, 1);
    QVERIFY2(ended.error.startsWith(QLatin1String("Cannot create /unlucky:")), qPrintable(ended.output));
    QVERIFY2(ended.error.contains(remedy), qPrintable(ended.error));
}

void NamespacesTest::fault09_directoryIsDescribed()
{
    const auto machines = inspectShmDirectory(SystemCalls());
    QVERIFY(machines);
    QVERIFY(machines->exists && machines->mountNamespace != 0 && machines->device != 0);
    const int ended = amongOwnMounts([&] {
        if (::mount("tmpfs", "/dev/shm", "tmpfs", MS_RDONLY, "mode=0755,size=64k") != 0)
            return cannotStage;
        const auto own = inspectShmDirectory(SystemCalls());
        if (!own || !own->exists || !own->isMemory || !own->isReadOnly || own->mode != 0755)
            return 1;
        if (own->freeBytes != 65536 || own->device == machines->device
            || own->mountNamespace == machines->mountNamespace)
            return 2;
        if (::mount("/proc", "/dev/shm", nullptr, MS_BIND, nullptr) != 0)
            return cannotStage;
        const auto noMemory = inspectShmDirectory(SystemCalls());
        if (!noMemory || noMemory->isMemory)
            return 3;
        if (::mount("tmpfs", "/dev", "tmpfs", 0, nullptr) != 0)
            return cannotStage;
        const auto missing = inspectShmDirectory(SystemCalls());
        return missing && !missing->exists ? 0 : 4;
    });
    if (ended == cannotStage)
        QSKIP("no namespaces here");
    QCOMPARE(ended, 0);
}

void NamespacesTest::fault21_holderInAnotherPidNamespace()
{
    const test::TemporaryName name;
    test::FaultPeer holder; // here, where the inspector below cannot see it
    QVERIFY(holder.create(name));
    QCOMPARE(holder.execute("map 4096"), 0);
    QCOMPARE(holder.execute("close"), 0); // only the mapping is left
    const int ended = amongOwnMounts([&] {
        if (::unshare(CLONE_NEWPID) != 0)
            return cannotStage;
        return test::inChild([&] { // the first process of the new namespace
            if (::mount("proc", "/proc", "proc", 0, nullptr) != 0)
                return cannotStage;
            const auto usage = inspectUsage(SystemCalls(), name);
            if (!usage || !usage->processScan.holders.empty())
                return 1; // it must not be found ...
            if (usage->verdict != Verdict::Unused || usage->processScan.isSystemWide)
                return 2; // ... and the verdict must not be STALE
            const ObjectId identity = usage->status.identity;
            const auto removed = removeUnused(SystemCalls(), name, identity, usage->processScan);
            if (removed || removed.error().problem != Problem::InUse)
                return 3;
            // Without the kernel's answer the process scan alone must not do, though nothing in this /proc is hidden.
            auto without = test::refuseWithLeases();
            const auto blind = removeUnused(SystemCalls(&without), name, identity, usage->processScan);
            return !blind && blind.error().problem == Problem::KernelNotAsked ? 0 : 4;
        });
    });
    if (ended == cannotStage)
        QSKIP("no namespaces here; fault21_leaseSeesHiddenHolders covers the kernel's answer");
    QCOMPARE(ended, 0);
    QVERIFY(test::exists(name));
}

void NamespacesTest::fault22_messageNamesTheSearchedMount()
{
    const ObjectName name = test::objectName();
    auto server = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(server);
    const Ended ended = runStaged(QStringLiteral("mount -t tmpfs -o mode=1777 none /dev/shm"),
                                  QStringLiteral("client %1 --headless --json").arg(test::text(name)));
    if (ended.code == cannotStage)
        QSKIP("no namespaces here");
    QCOMPARE(ended.code, 3); // it exists, but not in that /dev/shm
    QVERIFY2(ended.output.contains(QLatin1String("mount namespace")), qPrintable(ended.output));
    const auto here = inspectShmDirectory(SystemCalls());
    QVERIFY2(!ended.output.contains(QString::number(here->mountNamespace)), qPrintable(ended.output));
}

void NamespacesTest::fault42_warningsAccompanyJson()
{
    QStringList stage{QStringLiteral("--pid"), QStringLiteral("--fork"), QStringLiteral("--mount-proc")};
    if (::geteuid() != 0)
        stage.prepend(QStringLiteral("--map-root-user"));
    if (!canUnshare(stage))
        QSKIP("no namespaces here; fault42_incompleteHoldersAreReported covers the words");
    QProcess process;
    process.start(QStringLiteral("unshare"),
                  stage
                      + QStringList{test::program(QStringLiteral("shmlab")), QStringLiteral("objects"),
                                    QStringLiteral("--headless"), QStringLiteral("--json")});
    QVERIFY(process.waitForFinished(-1));
    QCOMPARE(process.exitCode(), 0);
    const QByteArray words = process.readAllStandardError();
    QVERIFY2(words.contains("its own PID namespace"), words.constData());
    const auto all = QJsonDocument::fromJson(process.readAllStandardOutput()); // the warnings are not part of it
    QVERIFY(all.object().value(QStringLiteral("objects")).isArray());
}

/// With hidepid, /proc does not even list the processes of other users.
void NamespacesTest::hiddenProcessesThatCannotBeCountedAreNull()
{
    const QString reason =
        QStringLiteral("only root can mount a /proc that hides processes; tst_object_export covers it");
    if (::geteuid() != 0 || !canUnshare({QStringLiteral("--mount")}))
        QSKIP(qPrintable(reason));
    const QString script =
        QStringLiteral("mount --make-rprivate / && mount -t proc -o hidepid=2 proc /proc || exit %1; "
                       "exec setpriv --reuid 65534 --regid 65534 --clear-groups -- '%2' objects '%3' --json")
            .arg(QString::number(cannotStage), test::program(QStringLiteral("shmlab")));
    const test::LeftObject name;
    QProcess process;
    process.start(
        QStringLiteral("unshare"),
        {QStringLiteral("--mount"), QStringLiteral("/bin/sh"), QStringLiteral("-c"), script.arg(test::text(name))});
    QVERIFY(process.waitForFinished(-1));
    if (process.exitCode() == cannotStage)
        QSKIP(qPrintable(reason));
    QCOMPARE(process.exitCode(), 0);
    const QJsonObject object = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
    QVERIFY(object.contains(QStringLiteral("hidden")) && object.value(QStringLiteral("hidden")).isNull());
    QCOMPARE(object.value(QStringLiteral("use")).toString(), QStringLiteral("NOBODY-SEEN"));
}

void NamespacesTest::fault51_clockOfAnotherTimeNamespaceIsNoStall_data()
{
    QTest::addColumn<int>("offset");
    QTest::addColumn<bool>("isClientShifted");
    QTest::newRow("ahead") << 1000 << true;
    QTest::newRow("behind") << -60 << true;
    QTest::newRow("observer ahead") << 1000 << false;
}

/// Observers here and there look at an exchange in which both sides make their turns.
void NamespacesTest::fault51_clockOfAnotherTimeNamespaceIsNoStall()
{
    QFETCH(int, offset);
    QFETCH(bool, isClientShifted);
    QStringList shifted{QStringLiteral("--time"), QStringLiteral("--monotonic"), QString::number(offset),
                        QStringLiteral("--fork"), QStringLiteral("--kill-child")};
    if (::geteuid() != 0)
        shifted.prepend(QStringLiteral("--map-root-user"));
    if (!canUnshare(shifted))
        QSKIP("no time namespaces here; fault51 in tst_exchange_state covers the rule");
    const test::TemporaryName name;
    const QString program = test::program(QStringLiteral("shmlab"));
    const QStringList endless{QStringLiteral("--headless"), QStringLiteral("--turns"), QStringLiteral("forever"),
                              QStringLiteral("--period"), QStringLiteral("1ms")};
    test::Peer server(QStringLiteral("shmlab"), QStringList{QStringLiteral("server"), test::text(name)} + endless);
    QVERIFY(server.waitForLine("Checking client 1"));
    const QStringList client = QStringList{program, QStringLiteral("client"), test::text(name)} + endless;
    const QStringList there = QStringList{QStringLiteral("unshare")} + shifted;
    const QStringList command = isClientShifted ? there + client : client;
    test::Peer peer(command.first(), command.mid(1));
    QVERIFY(peer.waitForLine("Checking server 50"));
    for (const QStringList &prefix : {QStringList(), there}) {
        for (int look = 0; look < 10; ++look) {
            const QStringList inspect =
                prefix + QStringList{program, QStringLiteral("objects"), test::text(name), QStringLiteral("--json")};
            QProcess inspector;
            inspector.start(inspect.first(), inspect.mid(1));
            QVERIFY(inspector.waitForFinished(-1));
            const QByteArray output = inspector.readAllStandardOutput();
            const auto object = QJsonDocument::fromJson(output).object();
            QVERIFY2(object.value(QStringLiteral("verdict")).toString() == QLatin1String("LIVE"), output.constData());
        }
    }
}

SHMLAB_TEST_MAIN(NamespacesTest)
#include "tst_namespaces.moc"
