// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include <shmlab/exchange/party.h>
#include <shmlab/inspect/object_reader.h>
#include <shmlab/manage/removal.h>

#include <cerrno>
#include <new>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace shmlab;

namespace {

constexpr off_t pageBytes = 4096;
constexpr std::size_t plenty = std::size_t{1} << 30U;
constexpr uid_t nobody = 65534;

/// The data of an object, with its offsets.
std::vector<std::pair<off_t, std::string>> extentsOf(const ObjectName &name)
{
    std::vector<std::pair<off_t, std::string>> extents;
    const auto object = ObjectReader::open(InspectCalls(), name);
    for (auto data = object->nextData(0); *data;) {
        const off_t end = *object->nextHole(**data);
        std::string bytes(static_cast<std::size_t>(end - **data), '\0');
        (void)object->readAt(**data, std::as_writable_bytes(std::span(bytes)));
        extents.emplace_back(**data, std::move(bytes));
        data = object->nextData(end);
    }
    return extents;
}

/// What inspection finds of a new object that no process uses.
Usage leaveUnused(const ObjectName &name, std::string_view text = "left")
{
    test::leave(name, pageBytes, text);
    const auto usage = inspectUsage(InspectCalls(), name);
    if (!usage || usage->verdict != Verdict::Unused)
        qFatal("%s is in use", name.display().c_str());
    return *usage;
}

Result<ObjectBackup> backupOf(const ObjectName &name, InspectCalls calls = {})
{
    return ObjectBackup::of(calls, name, test::currentStatus(name).identity, plenty);
}

} // namespace

class RemovalTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void backupRestoresEverything();
    void backupOfAnEmptyObject();
    void fault37_backupOfAHugeSparseObject();
    void backupKeepsTheOwner();
    void backupSizeIsLimited();
    void fault10_backupWithoutMemoryIsReported();
    void restoringNeedsAFreeName();
    void fault10_failedRestoringLeavesNoName();
    void fault10_failedBackupIsReported();
    void fault34_swappedObjectsAreLeftAlone();
    void fault34_positiveControl_plainUnlinkHitsTheSuccessor();
    void removesInUse();
    void removesNoOtherFiles();
};

void RemovalTest::backupRestoresEverything()
{
    const test::TemporaryName name;
    test::leave(name, 10 * pageBytes + 123, std::string(pageBytes, 'a'));
    const int fd = ::shm_open(name.c_str(), O_RDWR, 0);
    const std::string large(static_cast<std::size_t>(2 * pageBytes), 'b');
    QCOMPARE(::pwrite(fd, large.data(), large.size(), 5 * pageBytes), static_cast<ssize_t>(large.size()));
    QCOMPARE(::pwrite(fd, "end", 3, 10 * pageBytes + 120), 3);
    QCOMPARE(::fchmod(fd, 0640), 0);
    ::close(fd);
    const ObjectStatus before = test::currentStatus(name);
    const auto extents = extentsOf(name);
    QCOMPARE(extents.size(), std::size_t{3});

    const auto heldResources = test::heldResources();
    const auto backup = ObjectBackup::of(InspectCalls(), name, before.identity, plenty);
    QVERIFY(backup);
    QCOMPARE(test::heldResources(), heldResources);
    QVERIFY(backup->name() == name);
    QCOMPARE(backup->sizeBytes(), static_cast<std::size_t>(3 * pageBytes + 123)); // holes take no memory
    QCOMPARE(test::currentStatus(name), before);
    QVERIFY(unlinkIfSame(SystemCalls(), name, before.identity));
    QVERIFY(!test::exists(name));
    QVERIFY(backup->restore(SystemCalls()));
    QCOMPARE(test::heldResources(), heldResources);

    const ObjectStatus after = test::currentStatus(name);
    QVERIFY(after.identity != before.identity);
    QCOMPARE(after.sizeBytes, before.sizeBytes);
    QCOMPARE(after.mode, mode_t{S_IFREG | 0640});
    QCOMPARE(after.owner, before.owner);
    QCOMPARE(after.group, before.group);
    QCOMPARE(after.allocatedBytes, before.allocatedBytes);
    QVERIFY(extentsOf(name) == extents);
}

void RemovalTest::backupOfAnEmptyObject()
{
    const test::TemporaryName name;
    test::leave(name, 0, "");
    const auto backup = ObjectBackup::of(InspectCalls(), name, test::currentStatus(name).identity, 0);
    QVERIFY(backup);
    QCOMPARE(backup->sizeBytes(), std::size_t{0});
    QCOMPARE(::shm_unlink(name.c_str()), 0);
    QVERIFY(backup->restore(SystemCalls()));
    QCOMPARE(test::currentStatus(name).sizeBytes, 0);
    QCOMPARE(test::currentStatus(name).mode, mode_t{S_IFREG | 0600});
}

void RemovalTest::fault37_backupOfAHugeSparseObject()
{
    const test::TemporaryName name;
    constexpr off_t huge = off_t{1} << 62;
    test::leave(name, huge);
    const auto backup = backupOf(name);
    QVERIFY(backup);
    QCOMPARE(backup->sizeBytes(), static_cast<std::size_t>(pageBytes));
    QCOMPARE(::shm_unlink(name.c_str()), 0);
    QVERIFY(backup->restore(SystemCalls()));
    QCOMPARE(test::currentStatus(name).sizeBytes, huge);
    QCOMPARE(test::currentStatus(name).allocatedBytes, pageBytes);
}

void RemovalTest::backupKeepsTheOwner()
{
    if (::geteuid() != 0)
        QSKIP("only root may give objects away");
    const test::TemporaryName name;
    test::leave(name, pageBytes);
    QCOMPARE(::chown(name.path().c_str(), nobody, nobody), 0);
    QCOMPARE(::chmod(name.path().c_str(), 04640), 0);
    const auto backup = backupOf(name);
    QVERIFY(backup);
    QCOMPARE(::shm_unlink(name.c_str()), 0);
    QVERIFY(backup->restore(SystemCalls()));
    QCOMPARE(test::currentStatus(name).owner, nobody);
    QCOMPARE(test::currentStatus(name).group, gid_t{nobody});
    QCOMPARE(test::currentStatus(name).mode, mode_t{S_IFREG | 04640});
    // Where that is not allowed, the object is restored and belongs to us.
    QCOMPARE(::shm_unlink(name.c_str()), 0);
    test::ScriptedCalls script;
    script.failNext(Call::Fchown, EPERM);
    QVERIFY(backup->restore(script.calls()));
    QCOMPARE(test::currentStatus(name).owner, ::geteuid());
}

void RemovalTest::backupSizeIsLimited()
{
    const test::TemporaryName name;
    const std::string data(static_cast<std::size_t>(3 * pageBytes), 'x');
    test::leave(name, off_t{1} << 30, data);
    const ObjectId identity = test::currentStatus(name).identity;
    for (const std::size_t tooLittle : {std::size_t{0}, data.size() - 1}) {
        const auto refused = ObjectBackup::of(InspectCalls(), name, identity, tooLittle);
        QVERIFY(!refused);
        QCOMPARE(refused.error().problem, Problem::TooLarge);
        QCOMPARE(refused.error().call, Call::None); // none failed
        QCOMPARE(refused.error().object, name.display());
    }
    QVERIFY(ObjectBackup::of(InspectCalls(), name, identity, data.size()));
}

void RemovalTest::fault10_backupWithoutMemoryIsReported()
{
    auto runsOut = test::before(Call::Pread, {}, [] { throw std::bad_alloc(); });
    const test::TemporaryName name;
    test::leave(name, pageBytes);
    const auto heldResources = test::heldResources();
    const auto backup = backupOf(name, InspectCalls(&runsOut));
    QVERIFY(!backup);
    QCOMPARE(backup.error().problem, Problem::OutOfMemory);
    QCOMPARE(backup.error().call, Call::None); // none failed
    QCOMPARE(backup.error().object, name.display());
    QCOMPARE(test::heldResources(), heldResources);
}

void RemovalTest::restoringNeedsAFreeName()
{
    const test::TemporaryName name;
    test::leave(name, pageBytes, "old");
    const auto backup = backupOf(name);
    QVERIFY(backup);
    QVERIFY(backup->restore(SystemCalls()).error().isCallFailure(EEXIST));
    QCOMPARE(::shm_unlink(name.c_str()), 0);
    test::leave(name, 2 * pageBytes, "new");
    const ObjectStatus successor = test::currentStatus(name);
    QVERIFY(backup->restore(SystemCalls()).error().isCallFailure(EEXIST));
    QCOMPARE(test::currentStatus(name), successor);
    QVERIFY(extentsOf(name).front().second.starts_with("new"));
}

void RemovalTest::fault10_failedRestoringLeavesNoName()
{
    const test::TemporaryName name;
    test::leave(name, 3 * pageBytes);
    const auto backup = backupOf(name);
    QVERIFY(backup);
    QCOMPARE(::shm_unlink(name.c_str()), 0);
    const auto heldResources = test::heldResources();
    for (const auto &[call, errorNumber] :
         {std::pair(Call::ShmOpen, EACCES), {Call::Ftruncate, EFBIG}, {Call::Pwrite, ENOSPC}, {Call::Fchmod, EPERM}}) {
        test::ScriptedCalls script;
        script.failNext(call, errorNumber);
        const auto restored = backup->restore(script.calls());
        QVERIFY2(!restored, callName(call));
        QCOMPARE(restored.error().call, call);
        QVERIFY(restored.error().isCallFailure(errorNumber));
        QCOMPARE(restored.error().object, name.display());
        QVERIFY(!test::exists(name));
        QCOMPARE(test::heldResources(), heldResources);
    }
    QVERIFY(backup->restore(SystemCalls())); // and it can be tried again
}

void RemovalTest::fault10_failedBackupIsReported()
{
    const test::TemporaryName name;
    test::leave(name, 3 * pageBytes);
    const auto heldResources = test::heldResources();
    for (const Call call : {Call::Open, Call::Statx, Call::Lseek, Call::Pread}) {
        test::ScriptedCalls script;
        script.failNext(call, EIO);
        const auto copy = backupOf(name, script.calls());
        QVERIFY2(!copy, callName(call));
        QVERIFY(copy.error().isCallFailure(EIO));
        QCOMPARE(copy.error().object, name.display());
        QCOMPARE(test::heldResources(), heldResources);
    }
}

void RemovalTest::fault34_swappedObjectsAreLeftAlone()
{
    const test::TemporaryName name;
    const Usage usage = leaveUnused(name, "old");
    QCOMPARE(::shm_unlink(name.c_str()), 0);
    test::leave(name, pageBytes, "new");
    const ObjectStatus successor = test::currentStatus(name);
    QCOMPARE(removeStale(SystemCalls(), name, usage).error().problem, Problem::Replaced);
    QCOMPARE(unlinkIfSame(SystemCalls(), name, usage.status.identity).error().problem, Problem::Replaced);
    const auto copy = ObjectBackup::of(InspectCalls(), name, usage.status.identity, plenty);
    QVERIFY(!copy && copy.error().problem == Problem::Replaced);
    QCOMPARE(test::currentStatus(name), successor);
    QVERIFY(extentsOf(name).front().second.starts_with("new"));
}

void RemovalTest::fault34_positiveControl_plainUnlinkHitsTheSuccessor()
{
    const test::TemporaryName name;
    test::leave(name, pageBytes, "old");
    const ObjectId identity = test::currentStatus(name).identity;
    QCOMPARE(::shm_unlink(name.c_str()), 0);
    test::leave(name, pageBytes, "new");
    QVERIFY(test::currentStatus(name).identity != identity);
    QCOMPARE(::shm_unlink(name.c_str()), 0); // as a program does that knows only the name
    QVERIFY(!test::exists(name));
}

void RemovalTest::removesInUse()
{
    const test::TemporaryName name;
    test::FaultPeer peer;
    QVERIFY(peer.create(name));
    QCOMPARE(peer.execute("map 4096"), 0);
    const ObjectId identity = test::currentStatus(name).identity;
    QVERIFY(unlinkIfSame(SystemCalls(), name, identity));
    QVERIFY(!test::exists(name));
    QCOMPARE(peer.execute("put 0 5"), 0); // it still has the object
    QCOMPARE(peer.execute("get 0"), 5);
    QVERIFY(unlinkIfSame(SystemCalls(), name, identity).error().isCallFailure(ENOENT));
    test::leave(name, pageBytes);
    test::ScriptedCalls script;
    script.failNext(Call::Renameat2, EACCES);
    const auto refused = unlinkIfSame(script.calls(), name, test::currentStatus(name).identity);
    QVERIFY(refused.error().isCallFailure(EACCES));
    QCOMPARE(refused.error().object, name.display());
    QVERIFY(test::exists(name));
}

void RemovalTest::removesNoOtherFiles()
{
    const test::TemporaryName name;
    QCOMPARE(::mkfifo(name.path().c_str(), 0600), 0);
    QCOMPARE(unlinkIfSame(SystemCalls(), name, test::currentStatus(name).identity).error().problem,
             Problem::NotRegular);
    QCOMPARE(backupOf(name).error().problem, Problem::NotRegular);
    QVERIFY(test::exists(name));
}

SHMLAB_TEST_MAIN(RemovalTest)
#include "tst_removal.moc"
