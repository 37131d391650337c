// SPDX-License-Identifier: GPL-3.0-or-later

// removeWithBackup(): the copy is made while the kernel vouches that nobody has the object open.

#include "fake_roots.h"

#include <shmlab/manage/removal.h>

#include <thread>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace shmlab;

namespace {

constexpr std::size_t largeBytes = std::size_t{8} << 20U;

Result<ObjectHolders> nobody()
{
    return ObjectHolders();
}

Result<ObjectBackup> removeWithBackup(SystemCalls calls, const ObjectName &name, const BackupOptions &options = {})
{
    return shmlab::removeWithBackup(calls, name, test::currentStatus(name).identity, nobody, options);
}

void leaveLarge(const ObjectName &name)
{
    test::leave(name, largeBytes, std::string(largeBytes, 'x'));
}

/// Whether it can be opened without waiting; the attempt breaks a lease.
bool isOpenable(const ObjectName &name)
{
    const int fd = ::open(name.path().c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd >= 0)
        ::close(fd);
    return fd >= 0;
}

} // namespace

class RemovalWithBackupTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void removedObjectIsBack();
    void seenHoldersRefuseIt();
    void fault52_holderThatComesDuringTheCopy();
    void fault53_copyingStopsForAnOpener();
    void fault53_waitingOpenerGetsTheObject();
    void fault53_shortOpenerIsWaitedFor();
    void fault58_storedUnderTheQuarantineName();
    void cancelledCopyLeavesTheObject();
    void largerObjectsAreRefused();
};

void RemovalWithBackupTest::removedObjectIsBack()
{
    const test::TemporaryName name;
    test::leave(name, 4096, "kept");
    const timespec accessed{.tv_sec = 1'000'000, .tv_nsec = 0};
    const std::array<timespec, 2> times{accessed, accessed};
    QCOMPARE(::utimensat(AT_FDCWD, name.path().c_str(), times.data(), 0), 0);
    const auto before = test::heldResources();
    const auto backup = removeWithBackup(SystemCalls(), name);
    QVERIFY(backup);
    QVERIFY(!test::exists(name));
    QCOMPARE(test::heldResources(), before);
    QVERIFY(backup->restore(SystemCalls()));
    QCOMPARE(test::firstBytes(name, 4), std::string("kept"));
    // Reading for a removal that is refused changes no time.
    auto refuses = test::refuse(Call::Renameat2, {}, EACCES);
    QVERIFY(removeWithBackup(SystemCalls(&refuses), name).error().isCallFailure(EACCES));
    struct stat status{};
    QCOMPARE(::stat(name.path().c_str(), &status), 0);
    QCOMPARE(status.st_atim.tv_sec, accessed.tv_sec);
}

void RemovalWithBackupTest::seenHoldersRefuseIt()
{
    const test::TemporaryName name;
    test::leave(name);
    ObjectHolders leased;
    leased.isLeased = true;
    test::ScriptedCalls script;
    const ObjectId identity = test::currentStatus(name).identity;
    const auto removed = [&](const HoldersQuestion &seen) {
        return shmlab::removeWithBackup(script.calls(), name, identity, seen, {});
    };
    QCOMPARE(removed([&] { return leased; }).error().problem, Problem::InUse);
    const Error unknown{.problem = Problem::HoldersUnknown, .call = Call::Open, .errorNumber = EMFILE};
    QCOMPARE(removed([&] { return std::unexpected(unknown); }).error().errorNumber, EMFILE);
    QVERIFY(script.records().empty());
}

/// A descriptor of the path alone breaks no lease.
void RemovalWithBackupTest::fault52_holderThatComesDuringTheCopy()
{
    const test::TemporaryName name;
    test::leave(name);
    const ObjectId identity = test::currentStatus(name).identity;
    test::FaultPeer peer;
    test::Intercept opens([&](Call call, const std::string &) {
        if (call == Call::Pread)
            (void)peer.execute("openpath", name);
        return 0;
    });
    const auto removed = shmlab::removeWithBackup(SystemCalls(&opens), name, identity,
                                                  [&] { return scanHolders(InspectCalls(), identity); }, {});
    QCOMPARE(removed.error().problem, Problem::InUse);
    QVERIFY(test::exists(name));
    peer.killHard();
    QVERIFY(removeWithBackup(SystemCalls(), name));
}

/// One that comes in the middle of each attempt: no more than the portion under way is read, and its name was never
/// away.
void RemovalWithBackupTest::fault53_copyingStopsForAnOpener()
{
    const test::TemporaryName name;
    leaveLarge(name);
    int reads = 0;
    int opened = 0;
    int moved = 0;
    test::Intercept opens([&](Call call, const std::string &) {
        if (call == Call::Pread && ++reads % 3 == 0)
            opened += isOpenable(name) ? 1 : 0;
        moved += call == Call::Renameat2 ? 1 : 0;
        return 0;
    });
    const auto before = test::heldResources();
    const auto removed = removeWithBackup(SystemCalls(&opens), name);
    QCOMPARE(removed.error().problem, Problem::InUse);
    QCOMPARE(removed.error().object, name.display());
    QCOMPARE(reads, 60);
    QCOMPARE(opened, 0); // the lease was held
    QCOMPARE(moved, 0);
    QCOMPARE(test::heldResources(), before);
    QVERIFY(isOpenable(name));
}

void RemovalWithBackupTest::fault53_waitingOpenerGetsTheObject()
{
    const test::TemporaryName name;
    leaveLarge(name);
    int reads = 0;
    std::unique_ptr<test::Child> opener;
    test::Intercept opens([&](Call call, const std::string &) {
        if (call != Call::Pread || ++reads != 3)
            return 0;
        opener = std::make_unique<test::Child>([&] {
            if (::open(name.path().c_str(), O_RDWR | O_CLOEXEC) < 0)
                ::_exit(1);
            ::pause();
        });
        (void)test::eventually([&] { return readProcess(InspectCalls(), opener->pid())->state == 'S'; });
        return 0;
    });
    QCOMPARE(removeWithBackup(SystemCalls(&opens), name).error().problem, Problem::InUse);
    QCOMPARE(reads, 3);
    const auto seen = scanHolders(InspectCalls(), test::currentStatus(name).identity);
    QVERIFY(seen);
    QCOMPARE(seen->holders.size(), std::size_t{1});
}

void RemovalWithBackupTest::fault53_shortOpenerIsWaitedFor()
{
    const test::TemporaryName name;
    leaveLarge(name);
    int reads = 0;
    test::Intercept opens([&](Call call, const std::string &) {
        if (call == Call::Pread && ++reads == 3)
            (void)isOpenable(name);
        return 0;
    });
    const auto backup = removeWithBackup(SystemCalls(&opens), name);
    QVERIFY(backup);
    QCOMPARE(backup->sizeBytes(), largeBytes);
    QVERIFY(!test::exists(name));
}

/// Another object got its name, a program stores into the quarantined one, and closes it before it is removed.
void RemovalWithBackupTest::fault58_storedUnderTheQuarantineName()
{
    const test::TemporaryName name;
    test::leave(name, 4096, "first");
    std::jthread writer;
    std::string quarantined;
    int questions = 0;
    test::Intercept takes([&](Call call, const std::string &arguments) {
        if (call == Call::Renameat2 && quarantined.empty())
            questions = 0;
        if (call != Call::Fcntl || !arguments.contains("F_GETLEASE") || test::exists(name) || ++questions != 1)
            return 0;
        for (const auto &entry : std::filesystem::directory_iterator("/dev/shm")) {
            if (entry.path().filename().string().ends_with(name.bytes().substr(1)))
                quarantined = entry.path();
        }
        test::leave(name, 4096, "second");
        writer = std::jthread([quarantined] {
            const int fd = ::open(quarantined.c_str(), O_WRONLY | O_CLOEXEC);
            (void)!::pwrite(fd, "STORE", 5, 0);
            ::close(fd);
        });
        const auto isWaiting = [] {
            std::ifstream locks("/proc/locks");
            return std::string(std::istreambuf_iterator<char>(locks), {}).contains("BREAKING");
        };
        (void)test::eventually(isWaiting);
        return 0;
    });
    const auto removed = removeWithBackup(SystemCalls(&takes), name);
    writer.join();
    QCOMPARE(test::firstBytes(name, 6), std::string("second"));
    if (removed) {
        QCOMPARE(::shm_unlink(name.c_str()), 0);
        QVERIFY(removed->restore(SystemCalls()));
        QCOMPARE(test::firstBytes(name, 5), std::string("STORE"));
    } else { // the writer had not closed it yet
        QCOMPARE(removed.error().problem, Problem::StaysQuarantined);
        QCOMPARE(::unlink(quarantined.c_str()), 0);
    }
}

void RemovalWithBackupTest::cancelledCopyLeavesTheObject()
{
    const test::TemporaryName name;
    leaveLarge(name);
    std::size_t copied = 0;
    const BackupOptions options{.progress = [&](std::size_t bytes) { return (copied += bytes) < largeBytes / 2; }};
    QCOMPARE(removeWithBackup(SystemCalls(), name, options).error().problem, Problem::Cancelled);
    QVERIFY(copied < largeBytes);
    QVERIFY(isOpenable(name));
}

void RemovalWithBackupTest::largerObjectsAreRefused()
{
    const test::TemporaryName name;
    leaveLarge(name);
    QCOMPARE(removeWithBackup(SystemCalls(), name, {.maxBytes = largeBytes - 1}).error().problem, Problem::TooLarge);
    QVERIFY(isOpenable(name));
}

SHMLAB_TEST_MAIN(RemovalWithBackupTest)
#include "tst_removal_with_backup.moc"
