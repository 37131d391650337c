// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include <shmlab/manage/shared_object.h>

#include <cerrno>
#include <utility>

#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace shmlab;

class SharedObjectTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fault07_hostileUmask_data();
    void fault07_hostileUmask();
    void fault07_plainCreationObeysTheUmask();
    void createdOnceOnly();
    void movesOwnership();
    void fault10_shortLeasesAreWaitedFor();
    void fault14_successorKeepsItsName();
    void fault14_plainUnlinkHitsTheSuccessor();
    void fault14_goneNameIsReported();
    void fault23_forkedChildUnlinksNothing();
    void fault33_otherFileTypesAreRefused();
    void locksExcludeOtherDescriptors();
    void readOnlyQueriesLocks();
};

void SharedObjectTest::fault07_hostileUmask_data()
{
    QTest::addColumn<unsigned>("mask");
    QTest::newRow("usual") << 0022U;
    QTest::newRow("open") << 0000U;
    QTest::newRow("closed to the owner, too") << 0777U;
    QTest::newRow("no writing") << 0277U;
}

void SharedObjectTest::fault07_hostileUmask()
{
    QFETCH(unsigned, mask);
    const mode_t before = ::umask(mask);
    const auto object = SharedObject::create(SystemCalls(), test::objectName());
    ::umask(before);
    QVERIFY(object);
    QCOMPARE(object->status(SystemCalls())->mode & 07777U, 0600U);
}

void SharedObjectTest::fault07_plainCreationObeysTheUmask()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    const mode_t before = ::umask(0777);
    const int fd = ::shm_open(name.c_str(), O_CREAT | O_EXCL | O_RDWR, 0600);
    ::umask(before);
    struct stat status{};
    QCOMPARE(::fstat(fd, &status), 0);
    QCOMPARE(status.st_mode & 07777U, 0U);
    ::close(fd);
}

void SharedObjectTest::createdOnceOnly()
{
    const ObjectName name = test::objectName();
    const auto first = SharedObject::create(SystemCalls(), name);
    QVERIFY(first);
    const auto second = SharedObject::create(SystemCalls(), name);
    QVERIFY(!second);
    QVERIFY(second.error().isCallFailure(EEXIST));
    QVERIFY(test::exists(name));
}

void SharedObjectTest::movesOwnership()
{
    const ObjectName name = test::objectName();
    const auto before = test::heldResources();
    {
        auto object = SharedObject::create(SystemCalls(), name);
        QVERIFY(object);
        SharedObject moved = std::move(*object);
        QVERIFY(moved.ownsName() && moved.isOpen());
        QVERIFY(!object->isOpen());
        auto other = SharedObject::create(SystemCalls(), test::objectName());
        QVERIFY(other);
        const ObjectName otherName = other->name();
        moved = std::move(*other);
        QVERIFY(!test::exists(name));
        QVERIFY(test::exists(otherName));
    }
    QCOMPARE(test::heldResources(), before);
    QVERIFY(test::leftovers().isEmpty());
}

void SharedObjectTest::fault10_shortLeasesAreWaitedFor()
{
    const ObjectName name = test::objectName();
    const auto object = SharedObject::create(SystemCalls(), name);
    QVERIFY(object);
    test::ScriptedCalls script;
    script.failNext(Call::ShmOpen, EAGAIN, 3);
    QVERIFY(SharedObject::open(script.calls(), name));
    script.failNext(Call::ShmOpen, EAGAIN, 3);
    QVERIFY(ReadOnlyObject::open(script.calls(), name));
    script.failNext(Call::ShmOpen, EAGAIN, 1000);
    QVERIFY(SharedObject::open(script.calls(), name).error().isCallFailure(EAGAIN)); // and not for ever
}

void SharedObjectTest::fault14_successorKeepsItsName()
{
    const ObjectName name = test::objectName();
    auto first = SharedObject::create(SystemCalls(), name);
    QVERIFY(first);
    QCOMPARE(::shm_unlink(name.c_str()), 0);
    const auto second = SharedObject::create(SystemCalls(), name);
    QVERIFY(second);
    QCOMPARE(first->nameState(SystemCalls()).value(), NameState::OtherObject);
    QCOMPARE(first->unlinkName().value(), NameState::OtherObject);
    QCOMPARE(second->nameState(SystemCalls()).value(), NameState::SameObject);
    { // the destructor is as careful
        const SharedObject old = std::move(*first);
    }
    QCOMPARE(second->nameState(SystemCalls()).value(), NameState::SameObject);
}

void SharedObjectTest::fault14_plainUnlinkHitsTheSuccessor()
{
    const ObjectName name = test::objectName();
    const int first = ::shm_open(name.c_str(), O_CREAT | O_EXCL | O_RDWR, 0600);
    QCOMPARE(::shm_unlink(name.c_str()), 0);
    const auto second = SharedObject::create(SystemCalls(), name);
    QVERIFY(second);
    QCOMPARE(::shm_unlink(name.c_str()), 0); // the first one leaves, and it is the second's name that goes
    QCOMPARE(second->nameState(SystemCalls()).value(), NameState::Gone);
    ::close(first);
}

void SharedObjectTest::fault14_goneNameIsReported()
{
    auto object = SharedObject::create(SystemCalls(), test::objectName());
    QVERIFY(object);
    QCOMPARE(::shm_unlink(object->name().c_str()), 0);
    QCOMPARE(object->unlinkName().value(), NameState::Gone);
    QCOMPARE(object->status(SystemCalls())->links, nlink_t{0});
}

void SharedObjectTest::fault23_forkedChildUnlinksNothing()
{
    auto object = SharedObject::create(SystemCalls(), test::objectName());
    QVERIFY(object);
    const pid_t child = ::fork();
    if (child == 0) {
        {
            const SharedObject inherited = std::move(*object);
        }
        ::_exit(0);
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(test::exists(object->name()));
}

void SharedObjectTest::fault33_otherFileTypesAreRefused()
{
    const ObjectName fifo = test::objectName();
    const test::NameGuard fifoGuard(fifo);
    QCOMPARE(::mkfifo(fifo.path().c_str(), 0600), 0);
    const auto opened = SharedObject::open(SystemCalls(), fifo);
    QVERIFY(!opened);
    QCOMPARE(opened.error().problem, Problem::NotRegular);
    const auto looked = ReadOnlyObject::open(SystemCalls(), fifo); // would block for ever if it were careless
    QVERIFY(!looked);
    QCOMPARE(looked.error().problem, Problem::NotRegular);

    const ObjectName link = test::objectName();
    const test::NameGuard linkGuard(link);
    QCOMPARE(::symlink("/etc/hostname", link.path().c_str()), 0);
    QVERIFY(SharedObject::open(SystemCalls(), link).error().isCallFailure(ELOOP));
    QVERIFY(SharedObject::create(SystemCalls(), link).error().isCallFailure(EEXIST));
}

void SharedObjectTest::locksExcludeOtherDescriptors()
{
    const ObjectName name = test::objectName();
    auto first = SharedObject::create(SystemCalls(), name);
    QVERIFY(first);
    auto second = SharedObject::open(SystemCalls(), name);
    QVERIFY(second);
    QCOMPARE(first->tryLock({0, 4}).value(), true);
    QCOMPARE(second->tryLock({0, 4}).value(), false);
    QCOMPARE(second->tryLock({4, 4}).value(), true);
    QCOMPARE(second->isLockedByOthers(SystemCalls(), {0, 4}).value(), true);
    QCOMPARE(first->isLockedByOthers(SystemCalls(), {0, 4}).value(), false);
    QVERIFY(first->unlinkName());
    QVERIFY(first->close());
    QCOMPARE(second->tryLock({0, 4}).value(), true);
}

void SharedObjectTest::readOnlyQueriesLocks()
{
    auto object = SharedObject::create(SystemCalls(), test::objectName());
    QVERIFY(object);
    const auto viewer = ReadOnlyObject::open(SystemCalls(), object->name());
    QVERIFY(viewer);
    QCOMPARE(viewer->identity(), object->identity());
    QCOMPARE(viewer->isLockedByOthers(SystemCalls(), {0, 4}).value(), false);
    QCOMPARE(object->tryLock({0, 4}).value(), true);
    QCOMPARE(viewer->isLockedByOthers(SystemCalls(), {0, 4}).value(), true);
}

SHMLAB_TEST_MAIN(SharedObjectTest)
#include "tst_shared_object.moc"
