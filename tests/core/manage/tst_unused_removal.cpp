// SPDX-License-Identifier: GPL-3.0-or-later

// removeUnused() and what it rests on: the order of the process scan, the kernel's lease, the quarantine name, the
// second question and the unlinking.

#include "fake_roots.h"

#include <shmlab/inspect/object_reader.h>
#include <shmlab/manage/removal.h>

#include <QDir>
#include <QFile>

#include <atomic>
#include <cerrno>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace shmlab;

namespace {

constexpr uid_t nobody = 65534;

ObjectId identityOf(const ObjectName &name)
{
    return test::currentStatus(name).identity;
}

Result<void> remove(SystemCalls calls, const ObjectName &name)
{
    return removeUnused(calls, name, identityOf(name), {});
}

Result<void> withBackup(SystemCalls calls, const ObjectName &name)
{
    const auto backup = removeWithBackup(calls, name, identityOf(name), [] { return ObjectHolders(); }, {});
    if (!backup)
        return std::unexpected(backup.error());
    return {};
}

/// Tries to open it without waiting: this breaks a lease, and fails where there is one.
bool isOpenable(const std::string &path)
{
    const int fd = ::open(path.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (fd >= 0)
        ::close(fd);
    return fd >= 0;
}

/// Opens an object on which a lease is held, and keeps it open.
class Opener {
public:
    ~Opener() { close(); }
    /// Returns once the kernel makes the opener wait for the holder of the lease.
    void beginToOpen(const std::string &path)
    {
        m_thread = std::jthread([this, path] { m_fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC); });
        const auto isWaiting = [] {
            QFile locks(QStringLiteral("/proc/locks"));
            return locks.open(QIODevice::ReadOnly) && locks.readAll().contains("BREAKING");
        };
        QVERIFY(test::eventually(isWaiting));
    }
    void close()
    {
        if (m_thread.joinable())
            m_thread.join();
        if (m_fd >= 0)
            ::close(std::exchange(m_fd, -1));
    }

private:
    std::jthread m_thread;
    int m_fd = -1;
};

/// The path of the only quarantined object with this name in it.
std::string quarantinedPath(const ObjectName &name)
{
    const QStringList found =
        QDir(QStringLiteral("/dev/shm"))
            .entryList({QStringLiteral("shmlab-removal.*") + test::text(name).mid(1)}, QDir::AllEntries | QDir::System);
    return found.size() == 1 ? "/dev/shm/" + found.first().toStdString() : std::string();
}

/// Calls `body` right before the `occurrence`th call (from 1) of a kind whose arguments contain `what`.
test::Intercept beforeNth(int occurrence, Call call, std::string what, std::function<void()> body)
{
    return test::Intercept([=, seen = 0](Call made, const std::string &arguments) mutable {
        if (made == call && arguments.contains(what) && ++seen == occurrence)
            body();
        return 0;
    });
}

} // namespace

class UnusedRemovalTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void removesAndReleases();
    void fault02_readOnlyLeftoverIsRemoved();
    void fault02_shortReadersAreWaitedFor();
    void fault02_usersAreSeenByTheKernel_data();
    void fault02_usersAreSeenByTheKernel();
    void fault52_seenHoldersAreNeverDropped_data();
    void fault52_seenHoldersAreNeverDropped();
    void fault53_openedBetweenQuestionAndUnlink_data();
    void fault53_openedBetweenQuestionAndUnlink();
    void fault53_waitingOpenerGetsANamedObject();
    void fault53_positiveControl_releasedLeaseHitsTheOpener();
    void fault53_nameTakenMeanwhile();
    void fault53_quarantinedIsRemovedOnceClosed();
    void fault53_successorIsLeftAlone_data();
    void fault53_successorIsLeftAlone();
    void fault54_withoutTheKernelItIsRefused_data();
    void fault54_withoutTheKernelItIsRefused();
    void fault54_objectOfAnotherUser();
    void fault54_mountedObjectIsInUse();
    void fault55_leaseOfAnotherProvesAHolder();
    void fault10_everyCallFailsOnce_data();
    void fault10_everyCallFailsOnce();
    void objectsInDirectories();
    void concurrentRemovalsExcludeEachOther();
    void kernelIsAsked();
    void removableByOwnerAndRoot();
};

void UnusedRemovalTest::removesAndReleases()
{
    const test::LeftObject name;
    const auto before = test::heldResources();
    test::ScriptedCalls script;
    QVERIFY(remove(script.calls(), name));
    QVERIFY(!test::exists(name));
    QCOMPARE(test::heldResources(), before);
    QCOMPARE(script.count(Call::Renameat2), 1);
    QCOMPARE(script.count(Call::ShmUnlink), 1);
    QVERIFY(removeUnused(SystemCalls(), name, {}, {}).error().isCallFailure(ENOENT));
}

void UnusedRemovalTest::fault02_readOnlyLeftoverIsRemoved()
{
    const test::LeftObject name;
    QCOMPARE(::chmod(name.path().c_str(), 0400), 0);
    QVERIFY(remove(SystemCalls(), name));
    QVERIFY(!test::exists(name));
}

void UnusedRemovalTest::fault02_shortReadersAreWaitedFor()
{
    const test::LeftObject name;
    /// Has the object open for reading until the kernel has refused the third lease.
    class InspectsMeanwhile : public CallObserver {
    public:
        explicit InspectsMeanwhile(const ObjectName &object) : m_reader(ObjectReader::open(InspectCalls(), object)) { }
        int refusals = 0;
        void called(const CallRecord &record) override
        {
            if (record.errorNumber == EAGAIN && record.arguments.contains("F_SETLEASE") && ++refusals == 3)
                m_reader = ObjectReader();
        }

    private:
        Result<ObjectReader> m_reader;
    } looks(name);
    QVERIFY(remove(SystemCalls(&looks), name));
    QCOMPARE(looks.refusals, 3);
}

void UnusedRemovalTest::fault02_usersAreSeenByTheKernel_data()
{
    QTest::addColumn<QList<QByteArray>>("commands");
    QTest::newRow("open") << QList<QByteArray>{"open"};
    QTest::newRow("open to read") << QList<QByteArray>{"openread"};
    QTest::newRow("locked") << QList<QByteArray>{"open", "lock 0 4"};
    QTest::newRow("mapped only") << QList<QByteArray>{"open", "map 4096", "close"};
    QTest::newRow("fault54: in the queue of a socket") << QList<QByteArray>{"open", "send"};
}

void UnusedRemovalTest::fault02_usersAreSeenByTheKernel()
{
    QFETCH(QList<QByteArray>, commands);
    const test::LeftObject name;
    test::FaultPeer peer;
    QVERIFY(peer.execute(commands.takeFirst(), name) > 0);
    for (const QByteArray &command : commands)
        QCOMPARE(peer.execute(command), 0);
    const auto before = test::heldResources();
    const ObjectStatus status = test::currentStatus(name);
    test::ScriptedCalls script;
    QCOMPARE(remove(script.calls(), name).error().problem, Problem::InUse);
    QCOMPARE(script.count(Call::Renameat2), 0); // its name was never away
    QCOMPARE(test::heldResources(), before);
    QCOMPARE(test::currentStatus(name), status);
    peer.killHard();
    QVERIFY(remove(SystemCalls(), name));
}

void UnusedRemovalTest::fault52_seenHoldersAreNeverDropped_data()
{
    QTest::addColumn<QByteArray>("command");
    QTest::newRow("O_PATH") << QByteArray("openpath");
    QTest::newRow("neither to read nor to write") << QByteArray("openneither");
}

void UnusedRemovalTest::fault52_seenHoldersAreNeverDropped()
{
    QFETCH(QByteArray, command);
    const test::LeftObject name;
    test::FaultPeer peer;
    QVERIFY(peer.execute(command, name) > 0);
    const ObjectId identity = identityOf(name);
    const auto seen = scanHolders(InspectCalls(), identity);
    QVERIFY(seen);
    QCOMPARE(seen->holders.size(), std::size_t{1});
    test::ScriptedCalls script;
    const auto refused = removeUnused(script.calls(), name, identity, *seen);
    QCOMPARE(refused.error().problem, Problem::InUse);
    QCOMPARE(refused.error().object, name.display());
    QVERIFY(script.records().empty());
    QVERIFY(test::exists(name));
    QVERIFY(removeUnused(SystemCalls(), name, identity, {})); // positive control: the kernel does not count it
}

void UnusedRemovalTest::fault53_openedBetweenQuestionAndUnlink_data()
{
    QTest::addColumn<int>("call");
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<int>("occurrence");
    QTest::newRow("before it is moved") << int(Call::Renameat2) << QString() << 1;
    QTest::newRow("when it is moved") << int(Call::Fcntl) << QStringLiteral("F_GETLEASE") << 1;
    QTest::newRow("late") << int(Call::Fcntl) << QStringLiteral("F_GETLEASE") << 2;
}

void UnusedRemovalTest::fault53_openedBetweenQuestionAndUnlink()
{
    QFETCH(int, call);
    QFETCH(QString, arguments);
    QFETCH(int, occurrence);
    const test::LeftObject name;
    const ObjectStatus status = test::currentStatus(name);
    const auto before = test::heldResources();
    bool wasRefused = false;
    auto opens = beforeNth(occurrence, static_cast<Call>(call), arguments.toStdString(), [&] {
        wasRefused = !isOpenable(test::exists(name) ? name.path() : quarantinedPath(name)) && errno == EWOULDBLOCK;
    });
    const auto removed = remove(SystemCalls(&opens), name);
    QVERIFY(wasRefused); // the lease was held
    QCOMPARE(removed.error().problem, Problem::InUse);
    QCOMPARE(identityOf(name), status.identity);
    QCOMPARE(test::heldResources(), before);
    QVERIFY(isOpenable(name.path())); // and is released
    QVERIFY(quarantinedPath(name).empty());
}

/// One that opens it as most programs do waits for the kernel, and gets the object with its name.
void UnusedRemovalTest::fault53_waitingOpenerGetsANamedObject()
{
    const test::LeftObject name;
    const ObjectId identity = identityOf(name);
    std::unique_ptr<test::Child> opener;
    auto opens = test::before(Call::Renameat2, {}, [&] {
        opener = std::make_unique<test::Child>([&] {
            const int fd = ::open(name.path().c_str(), O_RDWR | O_CLOEXEC);
            struct stat own{};
            struct stat named{};
            const bool isNamed = ::fstat(fd, &own) == 0 && own.st_nlink == 1 && ::stat(name.path().c_str(), &named) == 0
                && own.st_ino == named.st_ino;
            ::_exit(isNamed ? 0 : 1);
        });
        (void)test::eventually([&] { return readProcess(InspectCalls(), opener->pid())->state == 'S'; });
    });
    QCOMPARE(remove(SystemCalls(&opens), name).error().problem, Problem::InUse);
    QCOMPARE(opener->waitForEnd(), 0);
    QCOMPARE(identityOf(name), identity);
}

/// Shmlab 0.1: the lease is released before the object is unlinked.
void UnusedRemovalTest::fault53_positiveControl_releasedLeaseHitsTheOpener()
{
    const test::LeftObject name;
    const int asking = ::shm_open(name.c_str(), O_RDWR, 0);
    QCOMPARE(::fcntl(asking, F_SETLEASE, F_WRLCK), 0); // nobody uses it
    QCOMPARE(::fcntl(asking, F_SETLEASE, F_UNLCK), 0);
    ::close(asking);
    const int opener = ::shm_open(name.c_str(), O_RDWR, 0);
    QCOMPARE(::shm_unlink(name.c_str()), 0);
    struct stat status{};
    QCOMPARE(::fstat(opener, &status), 0);
    QCOMPARE(status.st_nlink, nlink_t{0}); // it uses an object that no other process can find
    ::close(opener);
}

void UnusedRemovalTest::fault53_nameTakenMeanwhile()
{
    const test::LeftObject name(4096, "first");
    const ObjectId first = identityOf(name);
    const auto before = test::heldResources();
    Opener opener;
    auto takes = beforeNth(1, Call::Fcntl, "F_GETLEASE", [&] {
        opener.beginToOpen(quarantinedPath(name));
        test::leave(name, 4096, "second");
    });
    const auto removed = remove(SystemCalls(&takes), name);
    QCOMPARE(removed.error().problem, Problem::StaysQuarantined);
    QCOMPARE(removed.error().errorNumber, EEXIST);
    QCOMPARE(removed.error().object, name.display());
    opener.close();
    QCOMPARE(test::heldResources(), before);
    QCOMPARE(test::firstBytes(name, 6), std::string("second"));
    const auto quarantined = ObjectName::parse(unescape(removed.error().quarantine));
    QVERIFY(quarantined);
    const test::NameGuard guard(*quarantined);
    QCOMPARE(identityOf(*quarantined), first);
    QVERIFY(putBack(SystemCalls(), *quarantined).error().isCallFailure(EEXIST));
    QCOMPARE(::shm_unlink(name.c_str()), 0);
    QVERIFY(putBack(SystemCalls(), *quarantined));
    QCOMPARE(identityOf(name), first);
}

/// Who opened it meanwhile has closed it, and nobody can open it any more: nothing is left.
void UnusedRemovalTest::fault53_quarantinedIsRemovedOnceClosed()
{
    const test::LeftObject name(4096, "first");
    auto takes = beforeNth(1, Call::Fcntl, "F_GETLEASE", [&] {
        QVERIFY(!isOpenable(quarantinedPath(name)));
        test::leave(name, 4096, "second");
    });
    QVERIFY(remove(SystemCalls(&takes), name));
    QCOMPARE(test::firstBytes(name, 6), std::string("second"));
    QVERIFY(quarantinedPath(name).empty());
}

void UnusedRemovalTest::fault53_successorIsLeftAlone_data()
{
    QTest::addColumn<bool>("isForced");
    QTest::newRow("unused") << false;
    QTest::newRow("its name was typed") << true;
}

/// The name leads to another object when it is moved: after the last comparison that was possible before.
void UnusedRemovalTest::fault53_successorIsLeftAlone()
{
    QFETCH(bool, isForced);
    const test::LeftObject name(4096, "first");
    ObjectStatus successor;
    auto swaps = test::before(Call::Renameat2, {}, [&] {
        ::shm_unlink(name.c_str());
        test::leave(name, 4096, "second");
        successor = test::currentStatus(name);
    });
    const auto before = test::heldResources();
    const SystemCalls calls(&swaps);
    const auto removed =
        isForced ? removeAnyway(calls, name, identityOf(name)) : removeUnused(calls, name, identityOf(name), {});
    QCOMPARE(removed.error().problem, Problem::Replaced);
    QVERIFY(successor.identity != ObjectId{});
    QCOMPARE(test::currentStatus(name).identity, successor.identity);
    QCOMPARE(test::firstBytes(name, 6), std::string("second"));
    QCOMPARE(test::heldResources(), before);
}

void UnusedRemovalTest::fault54_withoutTheKernelItIsRefused_data()
{
    QTest::addColumn<int>("call");
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<int>("errorNumber");
    const int fcntl = int(Call::Fcntl);
    QTest::newRow("fs.leases-enable is 0") << fcntl << QStringLiteral("F_SETLEASE") << EINVAL;
    QTest::newRow("not its owner") << fcntl << QStringLiteral("F_SETLEASE") << EACCES;
    QTest::newRow("no signal") << fcntl << QStringLiteral("F_SETSIG") << EINVAL;
    QTest::newRow("asked again in vain") << fcntl << QStringLiteral("F_GETLEASE") << EINVAL;
    QTest::newRow("may not open it") << int(Call::Open) << QStringLiteral("/proc/self/fd/") << EACCES;
    QTest::newRow("no /proc") << int(Call::Open) << QStringLiteral("/proc/self/fd/") << ENOENT;
}

void UnusedRemovalTest::fault54_withoutTheKernelItIsRefused()
{
    QFETCH(int, call);
    QFETCH(QString, arguments);
    QFETCH(int, errorNumber);
    const test::LeftObject name;
    auto refuses = test::refuse(static_cast<Call>(call), arguments.toStdString(), errorNumber);
    const auto seen = scanHolders(InspectCalls(), identityOf(name)); // nobody, and all were seen
    QVERIFY(seen && seen->holders.empty());
    const auto removed = removeUnused(SystemCalls(&refuses), name, identityOf(name), *seen);
    QCOMPARE(removed.error().problem, Problem::KernelNotAsked);
    QCOMPARE(removed.error().call, static_cast<Call>(call));
    QCOMPARE(removed.error().errorNumber, errorNumber);
    QVERIFY(test::exists(name));
    QVERIFY(removeAnyway(SystemCalls(&refuses), name, identityOf(name)));
    QVERIFY(!test::exists(name));
}

void UnusedRemovalTest::fault54_objectOfAnotherUser()
{
    if (::geteuid() != 0)
        QSKIP("only root has objects of two users");
    const test::LeftObject name;
    QCOMPARE(::chmod(name.path().c_str(), 0666), 0);
    const ObjectId identity = identityOf(name);
    const int ended = test::inChild([&] {
        if (::setresuid(nobody, nobody, nobody) != 0)
            return 1;
        const auto removed = removeUnused(SystemCalls(), name, identity, {});
        return !removed && removed.error().problem == Problem::KernelNotAsked && removed.error().errorNumber == EACCES
            ? 0
            : 2;
    });
    QCOMPARE(ended, 0);
    QVERIFY(test::exists(name));
    QCOMPARE(::chown(name.path().c_str(), nobody, nobody), 0);
    QVERIFY(remove(SystemCalls(), name)); // root may ask
}

void UnusedRemovalTest::fault54_mountedObjectIsInUse()
{
    constexpr int cannotStage = 99;
    const test::LeftObject name;
    const test::LeftObject over;
    const int ended = test::inChild([&] {
        if (::unshare(CLONE_NEWNS) != 0 || ::mount("none", "/", "none", MS_REC | MS_PRIVATE, nullptr) != 0
            || ::mount(name.path().c_str(), over.path().c_str(), "none", MS_BIND, nullptr) != 0)
            return cannotStage;
        const auto removed = remove(SystemCalls(), name);
        return !removed && removed.error().problem == Problem::InUse ? 0 : 1;
    });
    if (ended == cannotStage)
        QSKIP("no mount namespaces here");
    QCOMPARE(ended, 0);
    QVERIFY(test::exists(name));
}

void UnusedRemovalTest::fault55_leaseOfAnotherProvesAHolder()
{
    const test::LeftObject name;
    test::FaultPeer peer;
    QVERIFY(peer.execute("open", name) > 0);
    QCOMPARE(peer.execute("lease"), 0);
    test::ScriptedCalls script;
    QCOMPARE(remove(script.calls(), name).error().problem, Problem::InUse);
    QCOMPARE(script.count(Call::Fcntl), 0);
    QCOMPARE(peer.execute("leased"), F_WRLCK); // it was not broken
    QCOMPARE(askKernel(SystemCalls(), name).value(), KernelAnswer::InUse);
    QCOMPARE(peer.execute("leased"), F_WRLCK);
    // In a PID namespace the leases of processes outside are not shown: then EAGAIN of the opening is the answer.
    auto hides = test::refuse(Call::Open, "/proc/locks", EACCES);
    const auto removed = remove(SystemCalls(&hides), name);
    QCOMPARE(removed.error().problem, Problem::InUse);
    QCOMPARE(removed.error().call, Call::Open);
    QVERIFY(peer.execute("leased") != F_WRLCK); // positive control
    QVERIFY(test::exists(name));
}

void UnusedRemovalTest::fault10_everyCallFailsOnce_data()
{
    QTest::addColumn<int>("situation");
    QTest::newRow("unused") << 0;
    QTest::newRow("opened meanwhile") << 1;
    QTest::newRow("its name was typed") << 2;
    QTest::newRow("with a copy") << 3;
}

/// The object has its name, or is removed, or the error tells the name that it has.
void UnusedRemovalTest::fault10_everyCallFailsOnce()
{
    QFETCH(int, situation);
    int failures = 0;
    for (int index = 0;; ++index) {
        bool isOver = false;
        for (const int errorNumber :
             {EACCES, EAGAIN, EBUSY, EEXIST, EINTR, EINVAL, EIO, EMFILE, ENOENT, ENOMEM, EPERM}) {
            const test::LeftObject name;
            const ObjectId identity = identityOf(name);
            const auto before = test::heldResources();
            int calls = 0;
            bool isInjected = false;
            test::Intercept fails([&](Call call, const std::string &arguments) {
                if (situation == 1 && call == Call::Fcntl && arguments.contains("F_GETLEASE"))
                    (void)isOpenable(quarantinedPath(name));
                if (calls++ != index)
                    return 0;
                isInjected = true;
                return errorNumber;
            });
            const SystemCalls through(&fails);
            const auto removed = situation == 2 ? removeAnyway(through, name, identity)
                : situation == 3                ? withBackup(through, name)
                                                : removeUnused(through, name, identity, {});
            if (!isInjected) {
                isOver = true;
                break;
            }
            const QByteArray what = QByteArray::number(index) + ' ' + QByteArray::fromStdString(errnoName(errorNumber));
            QVERIFY2(test::heldResources() == before, what.constData());
            const bool isNamed = test::exists(name) && identityOf(name) == identity;
            const std::string quarantined = quarantinedPath(name);
            if (!removed && removed.error().problem == Problem::StaysQuarantined) {
                QVERIFY2(!isNamed && !quarantined.empty(), what.constData());
                QCOMPARE("/dev/shm" + unescape(removed.error().quarantine), quarantined);
                ::unlink(quarantined.c_str());
            } else {
                QVERIFY2(quarantined.empty(), what.constData());
                QVERIFY2(isNamed == !removed.has_value(), what.constData());
            }
            failures += removed ? 0 : 1;
            if (!removed)
                QCOMPARE(removed.error().object, name.display());
        }
        if (isOver)
            break;
    }
    QVERIFY2(failures > 30, "hardly anything failed");
}

void UnusedRemovalTest::objectsInDirectories()
{
    const test::ObjectFolder folder;
    const auto name = ObjectName::parsePath(folder.path() + "/f");
    QVERIFY(name);
    const auto before = test::heldResources();
    folder.create("f");
    auto opens = test::before(Call::Renameat2, {}, [&] { (void)isOpenable(folder.pathOf("f")); });
    QCOMPARE(remove(SystemCalls(&opens), *name).error().problem, Problem::InUse);
    auto swaps = test::before(Call::Renameat2, {}, [&] {
        folder.remove("f");
        folder.create("f");
    });
    QCOMPARE(remove(SystemCalls(&swaps), *name).error().problem, Problem::Replaced);
    Opener opener;
    auto takes = beforeNth(1, Call::Fcntl, "F_GETLEASE", [&] {
        folder.create("f");
        for (const auto &entry : std::filesystem::directory_iterator(folder.path())) {
            if (entry.path().filename() != "f")
                opener.beginToOpen(entry.path());
        }
    });
    const auto stays = remove(SystemCalls(&takes), *name);
    QCOMPARE(stays.error().problem, Problem::StaysQuarantined);
    const auto quarantined = ObjectName::parsePath(unescape(stays.error().quarantine));
    QVERIFY(quarantined && quarantined->isInDirectory());
    opener.close();
    folder.remove("f");
    QVERIFY(putBack(SystemCalls(), *quarantined));
    QVERIFY(remove(SystemCalls(), *name));
    QVERIFY(std::filesystem::is_empty(folder.path()));
    folder.create("f");
    QVERIFY(removeAnyway(SystemCalls(), *name, identityOf(*name)));
    QVERIFY(std::filesystem::is_empty(folder.path()));
    QCOMPARE(test::heldResources(), before);
}

void UnusedRemovalTest::concurrentRemovalsExcludeEachOther()
{
    for (int round = 0; round < 50; ++round) {
        const test::LeftObject name;
        const ObjectId identity = identityOf(name);
        std::atomic<int> removals = 0;
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 4; ++i)
                threads.emplace_back(
                    [&] { removals += removeUnused(SystemCalls(), name, identity, {}).has_value() ? 1 : 0; });
        }
        // None gets the lease where another test looks at the object in that moment; the next attempt does.
        QVERIFY(removals == 1 || (removals == 0 && removeUnused(SystemCalls(), name, identity, {})));
        QVERIFY(!test::exists(name));
    }
}

void UnusedRemovalTest::kernelIsAsked()
{
    const test::LeftObject name;
    test::FaultPeer peer;
    const auto before = test::heldResources();
    const ObjectStatus status = test::currentStatus(name);
    QCOMPARE(askKernel(SystemCalls(), name).value(), KernelAnswer::NotInUse);
    QVERIFY(isOpenable(name.path())); // it is not held
    auto forbidden = test::refuseWithLeases(Call::None, {}, 0);
    QCOMPARE(askKernel(SystemCalls(&forbidden), name).value(), KernelAnswer::NotAsked);
    ObjectLocation other(name);
    other.identity = ObjectId{.device = status.identity.device, .inode = status.identity.inode + 1};
    QCOMPARE(askKernel(SystemCalls(), other).error().problem, Problem::Replaced);
    const long fd = peer.execute("open", name);
    QVERIFY(fd > 0);
    QCOMPARE(askKernel(SystemCalls(), name).value(), KernelAnswer::InUse);
    QCOMPARE(peer.execute("lease"), 0);
    QCOMPARE(askKernel(SystemCalls(), name).value(), KernelAnswer::InUse);
    QCOMPARE(peer.execute("leased"), F_WRLCK); // the kernel was not asked
    QCOMPARE(::shm_unlink(name.c_str()), 0);
    QVERIFY(askKernel(SystemCalls(), name).error().isCallFailure(ENOENT));
    ObjectLocation unlinked;
    unlinked.procPath = "/proc/" + std::to_string(peer.pid()) + "/fd/" + std::to_string(fd);
    unlinked.identity = status.identity;
    QCOMPARE(askKernel(SystemCalls(), unlinked).value(), KernelAnswer::InUse);
    QCOMPARE(test::heldResources(), before);
}

void UnusedRemovalTest::removableByOwnerAndRoot()
{
    ObjectReport report;
    report.usage.status.mode = S_IFREG | 0600;
    report.usage.status.owner = ::geteuid();
    QVERIFY(isRemovableByUser(report));
    report.usage.status.owner = ::geteuid() + 1;
    QCOMPARE(isRemovableByUser(report), ::geteuid() == 0);
    report.usage.status.owner = ::geteuid();
    report.hasName = false;
    QVERIFY(!isRemovableByUser(report));
    report.hasName = true;
    report.usage.status.mode = S_IFDIR | 0700;
    QVERIFY(!isRemovableByUser(report));
    report.usage.status.mode = S_IFREG | 0600;
    report.usage.status.identity.domain = static_cast<Domain>(0xff); // of another kind, which states nothing
    QVERIFY(!isRemovableByUser(report));
}

SHMLAB_TEST_MAIN(UnusedRemovalTest)
#include "tst_unused_removal.moc"
