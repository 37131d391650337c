// SPDX-License-Identifier: GPL-3.0-or-later

// A removed object comes back with all that it had, or it is said what is missing.

#include "restored_object.h"

#include <shmlab/inspect/object_reader.h>

#include <QRegularExpression>
#include <QScopeGuard>
#include <QTemporaryDir>

#include <atomic>
#include <cstdlib>
#include <new>

#include <fcntl.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace shmlab;

namespace {

std::atomic<std::size_t> refusedBytes = 0; // allocations of this size fail
std::atomic<bool> isOwnNewUsed = false;

} // namespace

void *operator new(std::size_t bytes)
{
    isOwnNewUsed = true;
    void *memory = bytes == refusedBytes ? nullptr : std::malloc(bytes);
    if (memory == nullptr)
        throw std::bad_alloc();
    return memory;
}
void operator delete(void *memory) noexcept
{
    std::free(memory);
}
void operator delete(void *memory, std::size_t) noexcept
{
    std::free(memory);
}

namespace {

constexpr off_t pageBytes = 4096;
constexpr uid_t nobody = 65534;
constexpr const char *accessAcl = "system.posix_acl_access";

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

/// What a restored object always lacks.
constexpr NotRestoredSet inherent{NotRestored::Inode, NotRestored::ChangeTime};

Result<ObjectBackup> backupOf(const ObjectName &name, InspectCalls calls = {})
{
    return ObjectBackup::of(calls, name, test::currentStatus(name).identity, {});
}

NotRestoredSet forecastOf(const test::StagedMachine &machine, const ObjectName &name)
{
    const auto forecast = forecastBackup(machine.calls(), name, machine.status(name).identity);
    if (!forecast)
        qFatal("no forecast: %s", describe(forecast.error()).c_str());
    return forecast->missing;
}

/// An object with everything that a restoration has to do.
ObjectName leaveRichObject(const test::StagedMachine &machine)
{
    const ObjectName name = machine.leave(3 * pageBytes, "rich", pageBytes);
    const std::string path = machine.path(name);
    const int fd = machine.open(name);
    if (::posix_fallocate(fd, 0, 3 * pageBytes) != 0 || ::fchmod(fd, 0640) != 0
        || (::geteuid() == 0 && ::fchown(fd, nobody, nobody) != 0) || !test::setAttribute(path, "user.comment", "kept")
        || !test::setAttribute(path, accessAcl,
                               test::aclValue({{test::aclOwner, 6},
                                               {test::aclUser, 6, nobody},
                                               {test::aclGroup, 4},
                                               {test::aclMask, 6},
                                               {test::aclOther, 0}})))
        qFatal("cannot make the object: %s", std::strerror(errno));
    const std::array<timespec, 2> times{timespec{.tv_sec = 1'000'000, .tv_nsec = 123'456'789},
                                        timespec{.tv_sec = 2'000'000, .tv_nsec = 987'654'321}};
    ::futimens(fd, times.data());
    ::close(fd);
    return name;
}

/// All that stat(2) and the attributes tell about a file, except what no call can set.
QString descriptionOf(const std::string &path)
{
    const struct stat status = test::fileStatus(path);
    return QStringLiteral("mode %1, owner %2:%3, %4 bytes in %5 blocks, accessed %6.%7, modified %8.%9, ")
               .arg(status.st_mode, 0, 8)
               .arg(status.st_uid)
               .arg(status.st_gid)
               .arg(status.st_size)
               .arg(status.st_blocks)
               .arg(status.st_atim.tv_sec)
               .arg(status.st_atim.tv_nsec)
               .arg(status.st_mtim.tv_sec)
               .arg(status.st_mtim.tv_nsec)
        + QString::fromLatin1(QByteArray::fromStdString(test::attributeOf(path, accessAcl).value_or("none")).toHex())
        + QString::fromStdString(", " + test::attributeOf(path, "user.comment").value_or("none"));
}

} // namespace

class ObjectBackupTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void backupRestoresEverything();
    void backupOfAnEmptyObject();
    void fault37_backupOfAHugeSparseObject();
    void backupKeepsTheOwner();
    void backupSizeIsLimited();
    void fault10_backupWithoutMemoryIsReported();
    void fault10_fileWithoutMemoryIsNotLeft();
    void restoringNeedsAFreeName();
    void fault10_failedRestoringLeavesNoName();
    void fault10_failedBackupIsReported();
    void fault34_onlyTheObjectMeantIsCopied();
    void fault58_everythingComesBack();
    void fault58_missingAttributesAreTold_data();
    void fault58_missingAttributesAreTold();
    void fault58_reservedMemory_data();
    void fault58_reservedMemory();
    void fault58_otherNamesLeadToTheSameObject();
    void fault58_mountsAreNotSearched();
    void fault58_namesRemovedTogetherLeadToOneObject();
    void fault58_lostNamesAreTold_data();
    void fault58_lostNamesAreTold();
    void fault58_objectsInDirectoriesComeBack();
    void fault58_forecastOfAnotherUser();
    void fault58_bytesBeyondMemoryGoToAFile();
    void fault58_damagedFileIsNoticed_data();
    void fault58_damagedFileIsNoticed();
    void fault58_cancelledWorkLeavesNothing();
    void fault58_everyCallFailsOnce();
    void fault58_callsAreReportedAsStraceShowsThem();
};

void ObjectBackupTest::backupRestoresEverything()
{
    const test::LeftObject name(10 * pageBytes + 123, std::string(pageBytes, 'a'));
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
    const auto backup = backupOf(name);
    QVERIFY(backup);
    QCOMPARE(test::heldResources(), heldResources);
    QVERIFY(backup->name() == name);
    QCOMPARE(backup->sizeBytes(), static_cast<std::size_t>(3 * pageBytes + 123)); // holes take no memory
    QCOMPARE(test::currentStatus(name), before);
    QCOMPARE(::shm_unlink(name.c_str()), 0);
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

void ObjectBackupTest::backupOfAnEmptyObject()
{
    const test::LeftObject name(0, "");
    const auto backup = ObjectBackup::of(InspectCalls(), name, test::currentStatus(name).identity, {.maxBytes = 0});
    QVERIFY(backup);
    QCOMPARE(backup->sizeBytes(), std::size_t{0});
    QCOMPARE(::shm_unlink(name.c_str()), 0);
    QVERIFY(backup->restore(SystemCalls()));
    QCOMPARE(test::currentStatus(name).sizeBytes, 0);
    QCOMPARE(test::currentStatus(name).mode, mode_t{S_IFREG | 0600});
}

void ObjectBackupTest::fault37_backupOfAHugeSparseObject()
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

void ObjectBackupTest::backupKeepsTheOwner()
{
    if (::geteuid() != 0)
        QSKIP("only root may give objects away");
    const test::LeftObject name(pageBytes);
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
    const auto restored = backup->restore(script.calls());
    QVERIFY(restored);
    for (const NotRestored missing : {NotRestored::Owner, NotRestored::Group, NotRestored::Rights})
        QVERIFY(restored->missing.contains(missing));
    QCOMPARE(test::currentStatus(name).owner, ::geteuid());
    QCOMPARE(test::currentStatus(name).mode, mode_t{S_IFREG | 0600}); // 04640 was meant for another owner
}

void ObjectBackupTest::backupSizeIsLimited()
{
    const test::TemporaryName name;
    const std::string data(static_cast<std::size_t>(3 * pageBytes), 'x');
    test::leave(name, off_t{1} << 30, data);
    const ObjectId identity = test::currentStatus(name).identity;
    for (const std::size_t tooLittle : {std::size_t{0}, data.size() - 1}) {
        const auto refused = ObjectBackup::of(InspectCalls(), name, identity, {.maxBytes = tooLittle});
        QVERIFY(!refused);
        QCOMPARE(refused.error().problem, Problem::TooLarge);
        QCOMPARE(refused.error().call, Call::None); // none failed
        QCOMPARE(refused.error().object, name.display());
    }
    QVERIFY(ObjectBackup::of(InspectCalls(), name, identity, {.maxBytes = data.size()}));
}

void ObjectBackupTest::fault10_backupWithoutMemoryIsReported()
{
    auto runsOut = test::before(Call::Pread, {}, [] { throw std::bad_alloc(); });
    const test::LeftObject name(pageBytes);
    const auto heldResources = test::heldResources();
    const auto backup = backupOf(name, InspectCalls(&runsOut));
    QVERIFY(!backup);
    QCOMPARE(backup.error().problem, Problem::OutOfMemory);
    QCOMPARE(backup.error().call, Call::None); // none failed
    QCOMPARE(backup.error().object, name.display());
    QCOMPARE(test::heldResources(), heldResources);
}

void ObjectBackupTest::fault10_fileWithoutMemoryIsNotLeft()
{
    if (!isOwnNewUsed)
        QSKIP("another operator new is in use: memcheck has one of its own");
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("copies")).toStdString();
    const auto before = test::heldResources();
    refusedBytes = sizeof(BackupFile);
    const auto file = BackupFile::create(SystemCalls(), path);
    refusedBytes = 0;
    QCOMPARE(file.error().problem, Problem::OutOfMemory);
    QVERIFY(!std::filesystem::exists(path));
    QCOMPARE(test::heldResources(), before);
}

void ObjectBackupTest::restoringNeedsAFreeName()
{
    const test::LeftObject name(pageBytes, "old");
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

void ObjectBackupTest::fault10_failedRestoringLeavesNoName()
{
    const test::LeftObject name(3 * pageBytes);
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

void ObjectBackupTest::fault10_failedBackupIsReported()
{
    const test::LeftObject name(3 * pageBytes);
    const auto heldResources = test::heldResources();
    for (const Call call : {Call::Open, Call::Statx, Call::Flistxattr, Call::Lseek, Call::Pread}) {
        auto refuses = test::refuse(call, call == Call::Open ? name.bytes().substr(1) : "", EIO);
        const auto copy = backupOf(name, InspectCalls(&refuses));
        QVERIFY2(!copy, callName(call));
        QVERIFY(copy.error().isCallFailure(EIO));
        QCOMPARE(copy.error().object, name.display());
        QCOMPARE(test::heldResources(), heldResources);
    }
}

void ObjectBackupTest::fault34_onlyTheObjectMeantIsCopied()
{
    const test::LeftObject name(pageBytes, "old");
    const ObjectId identity = test::currentStatus(name).identity;
    QCOMPARE(::shm_unlink(name.c_str()), 0);
    test::leave(name, pageBytes, "new");
    QCOMPARE(ObjectBackup::of(InspectCalls(), name, identity, {}).error().problem, Problem::Replaced);
    QCOMPARE(forecastBackup(InspectCalls(), name, identity).error().problem, Problem::Replaced);
    const test::TemporaryName fifo;
    QCOMPARE(::mkfifo(fifo.path().c_str(), 0600), 0);
    QCOMPARE(backupOf(fifo).error().problem, Problem::NotRegular);
}

void ObjectBackupTest::fault58_everythingComesBack()
{
    const test::StagedMachine machine;
    const ObjectName name = leaveRichObject(machine);
    const QString before = descriptionOf(machine.path(name));
    QVERIFY(forecastOf(machine, name) == inherent);
    const auto backup = test::backupOf(machine, name);
    QVERIFY(backup);
    QCOMPARE(descriptionOf(machine.path(name)), before); // copying changes nothing
    machine.remove(name);
    const auto restored = backup->restore(machine.calls());
    QVERIFY(restored);
    QVERIFY(restored->missing == inherent && !restored->isLinked);
    QCOMPARE(restored->object.identity, machine.status(name).identity);
    QCOMPARE(descriptionOf(machine.path(name)), before);
    QCOMPARE(machine.firstBytes(name, pageBytes + 4).substr(pageBytes), std::string("rich"));
}

void ObjectBackupTest::fault58_missingAttributesAreTold_data()
{
    QTest::addColumn<int>("call");
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<int>("missing");
    const auto row = [](const char *what, Call call, const char *arguments, NotRestored missing) {
        QTest::newRow(what) << static_cast<int>(call) << QString::fromLatin1(arguments) << static_cast<int>(missing);
    };
    row("access control list", Call::Fsetxattr, accessAcl, NotRestored::Acl);
    row("attribute", Call::Fsetxattr, "user.comment", NotRestored::Attributes);
    row("times", Call::Futimens, "", NotRestored::Times);
    row("reserved memory", Call::Fallocate, "", NotRestored::Preallocation);
}

void ObjectBackupTest::fault58_missingAttributesAreTold()
{
    QFETCH(int, call);
    QFETCH(QString, arguments);
    QFETCH(int, missing);
    const test::StagedMachine machine;
    const ObjectName name = leaveRichObject(machine);
    const auto backup = test::backupOf(machine, name);
    QVERIFY(backup);
    machine.remove(name);
    auto refuses = test::refuse(static_cast<Call>(call), arguments.toStdString(), EOPNOTSUPP);
    const auto restored = backup->restore(SystemCalls(&refuses, machine.roots()));
    QVERIFY(restored);
    NotRestoredSet expected = inherent;
    expected.add(static_cast<NotRestored>(missing));
    QVERIFY(restored->missing == expected);
    QCOMPARE(machine.firstBytes(name, pageBytes + 4).substr(pageBytes), std::string("rich"));
}

void ObjectBackupTest::fault58_reservedMemory_data()
{
    QTest::addColumn<int>("pages");
    QTest::addColumn<int>("reservedFrom");
    QTest::addColumn<int>("reservedPages");
    QTest::addColumn<bool>("comesBack");
    QTest::newRow("all of it") << 5 << 0 << 5 << true;
    QTest::newRow("all, and more behind the end") << 5 << 0 << 8 << true;
    QTest::newRow("of an empty object") << 0 << 0 << 3 << true;
    QTest::newRow("a part, nobody knows which") << 5 << 2 << 2 << false;
}

void ObjectBackupTest::fault58_reservedMemory()
{
    QFETCH(int, pages);
    QFETCH(int, reservedFrom);
    QFETCH(int, reservedPages);
    QFETCH(bool, comesBack);
    const test::StagedMachine machine;
    const ObjectName name = machine.leave(pages * pageBytes, pages == 0 ? "" : "data");
    const int fd = machine.open(name);
    const auto closes = qScopeGuard([fd] { ::close(fd); });
    QCOMPARE(::fallocate(fd, FALLOC_FL_KEEP_SIZE, reservedFrom * pageBytes, reservedPages * pageBytes), 0);
    const ObjectStatus before = machine.status(name);
    NotRestoredSet expected = inherent;
    if (!comesBack)
        expected.add(NotRestored::Preallocation);
    QVERIFY(forecastOf(machine, name) == expected);
    const auto backup = test::backupOf(machine, name);
    QVERIFY(backup);
    machine.remove(name);
    const auto restored = backup->restore(machine.calls());
    QVERIFY(restored);
    QVERIFY(restored->missing == expected);
    QCOMPARE(machine.status(name).sizeBytes, before.sizeBytes);
    QCOMPARE(machine.status(name).allocatedBytes == before.allocatedBytes, comesBack);
}

void ObjectBackupTest::fault58_otherNamesLeadToTheSameObject()
{
    const test::StagedMachine machine;
    const ObjectName name = machine.leave(pageBytes, "shared");
    const std::string folder = machine.folder().pathOf("below");
    QVERIFY(std::filesystem::create_directory(folder));
    std::filesystem::create_hard_link(machine.path(name), folder + "/other");
    const ObjectStatus before = machine.status(name);
    QVERIFY(forecastOf(machine, name) == NotRestoredSet{NotRestored::ChangeTime});
    const auto backup = test::backupOf(machine, name);
    QVERIFY(backup);
    machine.remove(name);
    const auto heldResources = test::heldResources();
    const auto restored = backup->restore(machine.calls());
    QVERIFY(restored);
    QCOMPARE(test::heldResources(), heldResources);
    QVERIFY(restored->isLinked);
    QVERIFY(restored->missing == NotRestoredSet{NotRestored::ChangeTime});
    QCOMPARE(machine.status(name), before); // the inode and the number of its names, too
    QVERIFY(backup->restore(machine.calls()).error().isCallFailure(EEXIST));
}

/// No name of the object can lie on another file system, which may be slow or endless.
void ObjectBackupTest::fault58_mountsAreNotSearched()
{
    constexpr int cannotStage = 99;
    const test::StagedMachine machine;
    const ObjectName name = machine.leave(pageBytes, "shared");
    const std::string folder = machine.folder().pathOf("below");
    QVERIFY(std::filesystem::create_directory(folder));
    std::filesystem::create_hard_link(machine.path(name), folder + "/other");
    const int ended = test::inChild([&] {
        if (::unshare(CLONE_NEWNS) != 0 || ::mount("none", "/", "none", MS_REC | MS_PRIVATE, nullptr) != 0
            || ::mount("none", folder.c_str(), "tmpfs", 0, nullptr) != 0)
            return cannotStage;
        std::filesystem::create_directory(folder + "/mounted");
        bool isSearched = false;
        auto opens = test::before(Call::Open, "mounted", [&] { isSearched = true; });
        const auto forecast = forecastBackup(SystemCalls(&opens, machine.roots()), name, machine.status(name).identity);
        return forecast && forecast->missing.contains(NotRestored::Links) && !isSearched ? 0 : 1;
    });
    if (ended == cannotStage)
        QSKIP("no mount namespaces here");
    QCOMPARE(ended, 0);
}

void ObjectBackupTest::fault58_namesRemovedTogetherLeadToOneObject()
{
    const test::StagedMachine machine;
    const std::array names{test::objectName(), test::objectName(), test::objectName()};
    machine.leave(names[0], pageBytes, "shared");
    for (std::size_t i = 1; i < names.size(); ++i)
        std::filesystem::create_hard_link(machine.path(names[0]), machine.path(names.at(i)));
    std::vector<ObjectBackup> backups;
    for (const ObjectName &name : names) {
        backups.push_back(*test::backupOf(machine, name));
        machine.remove(name);
    }
    for (ObjectBackup &backup : backups)
        backup.shareCopyOf(backups.back());
    QVERIFY(!backups.front().isOnlyOwnerOfCopy());
    std::optional<ObjectInstance> successor;
    for (std::size_t i = names.size(); i-- > 0;) {
        if (successor)
            backups.at(i).setSuccessor(*successor);
        const auto restored = backups.at(i).restore(machine.calls());
        QVERIFY(restored);
        QCOMPARE(restored->isLinked, successor.has_value());
        QVERIFY(!restored->missing.contains(NotRestored::Links));
        successor = restored->object;
    }
    for (const ObjectName &name : names) {
        QCOMPARE(machine.status(name).identity, successor->identity);
        QCOMPARE(machine.status(name).links, nlink_t{3});
        QCOMPARE(machine.firstBytes(name, 6), std::string("shared"));
    }
}

void ObjectBackupTest::fault58_lostNamesAreTold_data()
{
    QTest::addColumn<bool>("isThere");
    QTest::newRow("the other name was removed, too") << false;
    QTest::newRow("the other name may not be linked") << true;
}

void ObjectBackupTest::fault58_lostNamesAreTold()
{
    QFETCH(bool, isThere);
    const test::StagedMachine machine;
    const ObjectName name = machine.leave(pageBytes, "shared");
    const ObjectName other = test::objectName();
    std::filesystem::create_hard_link(machine.path(name), machine.path(other));
    const auto backup = test::backupOf(machine, name);
    QVERIFY(backup);
    machine.remove(name);
    if (!isThere) {
        machine.remove(other);
        machine.leave(other, pageBytes, "another"); // perhaps with the same inode number
    }
    auto refuses = test::refuse(Call::Linkat, "", EPERM); // fs.protected_hardlinks
    const auto restored = backup->restore(SystemCalls(&refuses, machine.roots()));
    QVERIFY(restored);
    QVERIFY(!restored->isLinked);
    QVERIFY(restored->missing.contains(NotRestored::Links));
    QVERIFY(machine.status(name).identity != machine.status(other).identity);
    QCOMPARE(machine.firstBytes(name, 6), std::string("shared"));
    QCOMPARE(machine.firstBytes(other, 6), std::string(isThere ? "shared" : "anothe"));
}

/// shm_open(3) does not open them.
void ObjectBackupTest::fault58_objectsInDirectoriesComeBack()
{
    const test::ObjectFolder folder; // in the real /dev/shm
    folder.create("f", pageBytes, "below");
    const auto name = ObjectName::parsePath(folder.pathOf("f"));
    QVERIFY(name && name->isInDirectory());
    const ObjectId identity = test::currentStatus(*name).identity;
    const auto backup = backupOf(*name);
    QVERIFY(backup);
    folder.remove("f");
    test::ScriptedCalls script;
    script.failNext(Call::Pwrite, ENOSPC);
    QVERIFY(!backup->restore(script.calls()));
    QVERIFY(!test::exists(*name));
    const auto restored = backup->restore(SystemCalls());
    QVERIFY(restored && restored->missing == inherent);
    QVERIFY(test::currentStatus(*name).identity != identity || restored->object != backup->object());
    QCOMPARE(test::firstBytes(*name, 5), std::string("below"));
}

void ObjectBackupTest::fault58_forecastOfAnotherUser()
{
    if (::geteuid() != 0)
        QSKIP("only root may give objects away");
    const test::StagedMachine machine;
    std::filesystem::permissions(machine.folder().path(), std::filesystem::perms::all);
    const ObjectName name = leaveRichObject(machine);
    QCOMPARE(::chown(machine.path(name).c_str(), 1234, 1234), 0);
    QCOMPARE(::seteuid(nobody), 0);
    const auto back = qScopeGuard([] { QCOMPARE(::seteuid(0), 0); });
    const NotRestoredSet foreseen = forecastOf(machine, name);
    for (const NotRestored missing :
         {NotRestored::Owner, NotRestored::Group, NotRestored::Rights, NotRestored::Acl, NotRestored::Inode})
        QVERIFY(foreseen.contains(missing));
    const auto backup = test::backupOf(machine, name);
    QVERIFY(backup);
    machine.remove(name);
    const auto restored = backup->restore(machine.calls());
    QVERIFY(restored);
    QVERIFY(restored->missing == foreseen);
    QCOMPARE(machine.status(name).mode, mode_t{S_IFREG | 0600});
    QVERIFY(!test::attributeOf(machine.path(name), accessAcl));
}

void ObjectBackupTest::fault58_bytesBeyondMemoryGoToAFile()
{
    const test::StagedMachine machine;
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("copies")).toStdString();
    const ObjectName name = leaveRichObject(machine);
    const QString before = descriptionOf(machine.path(name));
    test::ScriptedCalls script;
    {
        const auto file = BackupFile::create(machine.calls(script), path);
        QVERIFY(file);
        QVERIFY(script.records().front().arguments.contains("O_EXCL"));
        struct stat status{};
        QCOMPARE(::fstat((*file)->descriptor(), &status), 0);
        QCOMPARE(status.st_mode, mode_t{S_IFREG | 0600});
        QCOMPARE(status.st_nlink, nlink_t{0}); // nothing is left of it, however the program ends
        const auto backup = test::backupOf(machine, name, {.file = *file});
        QVERIFY(backup && backup->isInFile());
        QCOMPARE(backup->sizeBytes(), std::size_t{pageBytes});
        QCOMPARE((*file)->sizeBytes(), off_t{pageBytes});
        machine.remove(name);
        QVERIFY(backup->restore(machine.calls()));
        QCOMPARE(descriptionOf(machine.path(name)), before);
        QCOMPARE(machine.firstBytes(name, pageBytes + 4).substr(pageBytes), std::string("rich"));
    }
    QVERIFY(BackupFile::create(machine.calls(), path)); // the name is free
    QCOMPARE(::symlink("/dev/null", path.c_str()), 0);
    QVERIFY(BackupFile::create(machine.calls(), path).error().isCallFailure(EEXIST));
    // A file system that becomes full: the removal can be refused before anything is lost.
    const auto file = BackupFile::create(machine.calls(), path + '2');
    QVERIFY(file);
    const auto refused = [&] {
        test::ScriptedCalls full;
        full.failNext(Call::Pwrite, ENOSPC);
        const auto small = BackupFile::create(machine.calls(full), path + '3');
        return test::backupOf(machine, name, {.file = *small});
    }();
    QVERIFY(!refused && refused.error().isCallFailure(ENOSPC));
}

void ObjectBackupTest::fault58_damagedFileIsNoticed_data()
{
    QTest::addColumn<bool>("isCutShort");
    QTest::newRow("cut short") << true;
    QTest::newRow("changed") << false;
}

void ObjectBackupTest::fault58_damagedFileIsNoticed()
{
    QFETCH(bool, isCutShort);
    const test::StagedMachine machine;
    const QTemporaryDir folder;
    const ObjectName name = machine.leave(3 * pageBytes, std::string(static_cast<std::size_t>(3 * pageBytes), 'x'));
    const auto file = BackupFile::create(machine.calls(), folder.filePath(QStringLiteral("copies")).toStdString());
    QVERIFY(file);
    const auto backup = test::backupOf(machine, name, {.file = *file});
    QVERIFY(backup);
    machine.remove(name);
    const auto heldResources = test::heldResources();
    if (isCutShort)
        QCOMPARE(::ftruncate((*file)->descriptor(), 3 * pageBytes - 1), 0);
    else
        QCOMPARE(::pwrite((*file)->descriptor(), "y", 1, 5000), ssize_t{1});
    const auto restored = backup->restore(machine.calls());
    QVERIFY(!restored);
    QCOMPARE(restored.error().problem, Problem::BackupDamaged);
    QCOMPARE(restored.error().object, name.display());
    QVERIFY(!machine.exists(name));
    QCOMPARE(test::heldResources(), heldResources);
}

void ObjectBackupTest::fault58_cancelledWorkLeavesNothing()
{
    constexpr std::size_t size = std::size_t{12} << 20U;
    const test::StagedMachine machine;
    const ObjectName name = machine.leave(off_t{size}, std::string(size, 'x'));
    std::size_t told = 0;
    int portions = 0;
    const auto cancelsAfter = [&](int last) {
        portions = 0;
        told = 0;
        return CopyProgress([&, last](std::size_t bytes) {
            told += bytes;
            return ++portions < last;
        });
    };
    const auto heldResources = test::heldResources();
    const auto cancelled = test::backupOf(machine, name, {.progress = cancelsAfter(2)});
    QCOMPARE(cancelled.error().problem, Problem::Cancelled);
    QCOMPARE(portions, 2);
    QVERIFY(told < size);
    const auto backup = test::backupOf(machine, name, {.progress = cancelsAfter(100)});
    QVERIFY(backup);
    QCOMPARE(told, size);
    machine.remove(name);
    QCOMPARE(backup->restore(machine.calls(), cancelsAfter(2)).error().problem, Problem::Cancelled);
    QCOMPARE(portions, 2);
    QVERIFY(!machine.exists(name));
    QVERIFY(backup->restore(machine.calls(), cancelsAfter(100)));
    QCOMPARE(told, size);
    QCOMPARE(test::heldResources(), heldResources);
}

/// Of a backup, of the restoration as a new object, and of the restoration as one more name.
void ObjectBackupTest::fault58_everyCallFailsOnce()
{
    const test::StagedMachine machine;
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("copies")).toStdString();
    int failures = 0;
    const auto failEach = [&](auto operate, auto check) {
        test::ScriptedCalls recorder;
        if (!operate(machine.calls(recorder)))
            qFatal("the operation fails without a failing call");
        check(std::optional<Error>());
        const auto records = recorder.records();
        for (std::size_t index = 0; index < records.size(); ++index) {
            std::vector<int> errors = test::manualPages().at(records[index].call);
            errors.push_back(EINTR);
            for (const int errorNumber : errors) {
                test::ScriptedCalls script;
                script.failCall(static_cast<int>(index), errorNumber);
                const auto heldResources = test::heldResources();
                const auto done = operate(machine.calls(script));
                if (!(test::heldResources() == heldResources))
                    qFatal("%s %s leaves a descriptor", callName(records[index].call), errnoName(errorNumber).c_str());
                check(done ? std::nullopt : std::optional(done.error()));
                failures += done ? 0 : 1;
            }
        }
    };
    const ObjectName name = leaveRichObject(machine);
    const QString before = descriptionOf(machine.path(name));
    const ObjectStatus status = machine.status(name);
    const ObjectId identity = status.identity;
    failEach(
        [&](SystemCalls calls) -> Result<void> {
            const auto file = BackupFile::create(calls, path);
            std::filesystem::remove(path); // its unlinking may have failed
            if (!file)
                return std::unexpected(file.error());
            const auto backup = ObjectBackup::of(calls, name, identity, {.file = *file});
            if (!backup)
                return std::unexpected(backup.error());
            return {};
        },
        [&](const std::optional<Error> &) { QCOMPARE(machine.status(name), status); });
    QVERIFY(failures > 50);
    machine.remove(name);
    const ObjectName rich = leaveRichObject(machine); // whose access time was not changed by an open without O_NOATIME

    const auto backup = test::backupOf(machine, rich);
    QVERIFY(backup);
    machine.remove(rich);
    NotRestoredSet missing;
    failEach(
        [&](SystemCalls calls) -> Result<void> {
            machine.remove(rich); // what the last call restored
            const auto restored = backup->restore(calls);
            if (!restored)
                return std::unexpected(restored.error());
            missing = restored->missing;
            return {};
        },
        [&](const std::optional<Error> &error) {
            if (error)
                QVERIFY2(!machine.exists(rich), describe(*error).c_str());
            if (!error && missing == inherent)
                QCOMPARE(descriptionOf(machine.path(rich)), before);
            if (!error && missing != inherent)
                QVERIFY(descriptionOf(machine.path(rich)) != before);
        });

    const ObjectName other = machine.leave(pageBytes, "shared");
    const ObjectName second = test::objectName();
    std::filesystem::create_hard_link(machine.path(other), machine.path(second));
    const auto linked = test::backupOf(machine, second);
    QVERIFY(linked);
    const ObjectId shared = machine.status(other).identity;
    NotRestoredSet missingName;
    failEach(
        [&](SystemCalls calls) -> Result<void> {
            machine.remove(second);
            const auto restored = linked->restore(calls);
            if (!restored)
                return std::unexpected(restored.error());
            missingName = restored->missing;
            return {};
        },
        [&](const std::optional<Error> &error) {
            if (error)
                QVERIFY2(!machine.exists(second), describe(*error).c_str());
            else
                QCOMPARE(machine.status(second).identity == shared, !missingName.contains(NotRestored::Links));
        });
}

void ObjectBackupTest::fault58_callsAreReportedAsStraceShowsThem()
{
    const test::StagedMachine machine;
    const ObjectName name = leaveRichObject(machine);
    test::ScriptedCalls script;
    const auto backup = ObjectBackup::of(machine.calls(script), name, machine.status(name).identity, {});
    QVERIFY(backup && backup->isUpToDate(machine.calls()).value());
    machine.write(name, "new");
    QVERIFY(!backup->isUpToDate(machine.calls()).value());
    machine.remove(name);
    QVERIFY(backup->restore(machine.calls(script)));
    QStringList shown;
    for (const CallRecord &record : script.records())
        shown += QString::fromLatin1(callName(record.call)) + QLatin1Char('(')
            + QString::fromStdString(record.arguments) + QLatin1Char(')');
    for (const char *call :
         {"flistxattr(\\d+, …, 0)", "fgetxattr(\\d+, \"user.comment\", …, 4)",
          "fallocate(\\d+, FALLOC_FL_KEEP_SIZE, 0, 12288)", "fsetxattr(\\d+, \"user.comment\", …, 4, 0)",
          "fsetxattr(\\d+, \"system.posix_acl_access\", …, 44, 0)",
          "futimens(\\d+, {{1000000, 123456789}, {2000000, 987654321}})"}) {
        QString pattern = QRegularExpression::escape(QString::fromUtf8(call));
        pattern.replace(QRegularExpression::escape(QStringLiteral("\\d+")), QStringLiteral("\\d+"));
        QVERIFY2(shown.filter(QRegularExpression(pattern)).size() == 1,
                 qPrintable(QString::fromUtf8(call) + QLatin1Char('\n') + shown.join(QLatin1Char('\n'))));
    }
}

SHMLAB_TEST_MAIN(ObjectBackupTest)
#include "tst_object_backup.moc"
