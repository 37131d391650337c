// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include <shmlab/inspect/object_reader.h>
#include <shmlab/inspect/process.h>
#include <shmlab/manage/shared_object.h>

#include <cerrno>
#include <cstdio>
#include <utility>

#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace shmlab;

namespace {

/// A process that blocks in open(2) of a FIFO for writing; it ends once open(2) returns.
class BlockedWriter {
public:
    explicit BlockedWriter(const std::string &path)
        : m_child([&] {
              const int fd = ::open(path.c_str(), O_WRONLY);
              ::_exit(fd >= 0 ? 0 : 1);
          })
    {
        const auto isAsleep = [&] { return readProcess(SystemCalls(), m_child.pid()).value().state == 'S'; };
        if (!test::eventually(isAsleep)) // it makes no other call that sleeps
            qFatal("the writer does not block");
    }
    /// Whether it was released.
    [[nodiscard]] bool hasOpened() const
    {
        siginfo_t info{};
        ::waitid(P_PID, static_cast<id_t>(m_child.pid()), &info, WEXITED | WNOHANG | WNOWAIT);
        return info.si_pid != 0;
    }

private:
    test::Child m_child;
};

} // namespace

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
    void fault65_successorSurvivesTheFinalUnlink_data();
    void fault65_successorSurvivesTheFinalUnlink();
    void fault65_successorWhoseNameIsTakenIsTold();
    void fault65_everyCallOfTheFinalUnlinkFailsOnce();
    void fault65_finalUnlinkWithoutAQuarantineName_data();
    void fault65_finalUnlinkWithoutAQuarantineName();
    void fault65_finalUnlinkNeedsNoDescriptor();
    void fault23_forkedChildUnlinksNothing();
    void fault33_otherFileTypesAreRefused();
    void fault33_opensWithoutProc();
    void fault64_blockedFifoWriterStaysBlocked();
    void fault64_fifoSwappedInIsNotOpened();
    void fault64_openingForWritingReleasesTheWriter();
    void locksExcludeOtherDescriptors();
    void readersQueryLocks();
};

void SharedObjectTest::fault07_hostileUmask_data()
{
    QTest::addColumn<unsigned>("mask");
    QTest::newRow("usual") << 0022U;
    QTest::newRow("open") << 0000U;
    QTest::newRow("no access for the owner either") << 0777U;
    QTest::newRow("no writing") << 0277U;
}

void SharedObjectTest::fault07_hostileUmask()
{
    QFETCH(unsigned, mask);
    const mode_t before = ::umask(mask);
    const auto object = SharedObject::create(SystemCalls(), test::objectName());
    ::umask(before);
    QVERIFY(object);
    QCOMPARE(object->status()->mode & 07777U, 0600U);
}

void SharedObjectTest::fault07_plainCreationObeysTheUmask()
{
    const test::TemporaryName name;
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
    script.failNext(Call::Open, EAGAIN, 3);
    QVERIFY(SharedObject::open(script.calls(), name));
    auto leased = test::refuse(Call::Open, name.bytes().substr(1), EAGAIN);
    QCOMPARE(ObjectReader::open(SystemCalls(&leased), name).error().problem,
             Problem::Leased); // looking waits for nobody
    script.failNext(Call::Open, EAGAIN, 1000);
    QVERIFY(SharedObject::open(script.calls(), name).error().isCallFailure(EAGAIN)); // but not forever
}

void SharedObjectTest::fault14_successorKeepsItsName()
{
    const ObjectName name = test::objectName();
    auto first = SharedObject::create(SystemCalls(), name);
    QVERIFY(first);
    QCOMPARE(::shm_unlink(name.c_str()), 0);
    const auto second = SharedObject::create(SystemCalls(), name);
    QVERIFY(second);
    QCOMPARE(first->nameState().value(), NameState::OtherObject);
    QCOMPARE(first->unlinkName().value(), NameState::OtherObject);
    QCOMPARE(second->nameState().value(), NameState::SameObject);
    { // likewise the destructor
        const SharedObject old = std::move(*first);
    }
    QCOMPARE(second->nameState().value(), NameState::SameObject);
}

void SharedObjectTest::fault14_plainUnlinkHitsTheSuccessor()
{
    const ObjectName name = test::objectName();
    const int first = ::shm_open(name.c_str(), O_CREAT | O_EXCL | O_RDWR, 0600);
    QCOMPARE(::shm_unlink(name.c_str()), 0);
    const auto second = SharedObject::create(SystemCalls(), name);
    QVERIFY(second);
    QCOMPARE(::shm_unlink(name.c_str()), 0); // the first one leaves and removes the second one's name
    QCOMPARE(second->nameState().value(), NameState::Gone);
    ::close(first);
}

void SharedObjectTest::fault14_goneNameIsReported()
{
    auto object = SharedObject::create(SystemCalls(), test::objectName());
    QVERIFY(object);
    QCOMPARE(::shm_unlink(object->name().c_str()), 0);
    QCOMPARE(object->unlinkName().value(), NameState::Gone);
    QCOMPARE(object->status()->links, nlink_t{0});
}

void SharedObjectTest::fault65_successorSurvivesTheFinalUnlink_data()
{
    QTest::addColumn<bool>("byDestructor");
    QTest::newRow("asked for") << false;
    QTest::newRow("by the destructor") << true;
}

/// Another server takes the name after the first one has compared it for the last time.
void SharedObjectTest::fault65_successorSurvivesTheFinalUnlink()
{
    QFETCH(bool, byDestructor);
    const ObjectName name = test::objectName();
    std::optional<SharedObject> successor;
    auto swaps = test::before(Call::Renameat2, {}, [&] {
        ::shm_unlink(name.c_str());
        successor.emplace(*SharedObject::create(SystemCalls(), name));
    });
    {
        auto first = SharedObject::create(SystemCalls(&swaps), name);
        QVERIFY(first);
        if (!byDestructor)
            QCOMPARE(first->unlinkName().value(), NameState::OtherObject);
    }
    QVERIFY(successor);
    QCOMPARE(successor->nameState().value(), NameState::SameObject);
    QCOMPARE(successor->status()->links, nlink_t{1});
}

void SharedObjectTest::fault65_successorWhoseNameIsTakenIsTold()
{
    const test::TemporaryName name;
    std::optional<SharedObject> successor;
    int renames = 0;
    test::Intercept swaps([&](Call call, const std::string &) {
        if (call != Call::Renameat2)
            return 0;
        ++renames;
        if (renames == 1) {
            ::shm_unlink(name.c_str());
            successor.emplace(*SharedObject::create(SystemCalls(), name));
        } else if (renames == 2) {
            test::leave(name); // a third object, while the second one has lost its name
        }
        return 0;
    });
    auto first = SharedObject::create(SystemCalls(&swaps), name);
    QVERIFY(first);
    const auto told = first->unlinkName();
    QVERIFY(!told);
    QCOMPARE(told.error().problem, Problem::StaysQuarantined);
    const auto quarantined = ObjectName::parse(unescape(told.error().quarantine));
    QVERIFY(quarantined);
    const test::NameGuard guard(*quarantined);
    QCOMPARE(test::currentStatus(*quarantined).identity, successor->identity());
    QCOMPARE(successor->status()->links, nlink_t{1}); // it is not lost
    first->releaseName();
}

/// The object has its name, or the name is removed; no third name is left.
void SharedObjectTest::fault65_everyCallOfTheFinalUnlinkFailsOnce()
{
    int failures = 0;
    for (int index = 0; index < 5; ++index) {
        for (const int errorNumber : {EACCES, EBUSY, EEXIST, EINTR, EIO, ENOMEM, EPERM}) {
            const test::TemporaryName name;
            test::ScriptedCalls script;
            auto object = SharedObject::create(script.calls(), name);
            QVERIFY(object);
            const auto before = test::heldResources();
            script.reset();
            script.failCall(index, errorNumber);
            const auto unlinked = object->unlinkName();
            failures += unlinked ? 0 : 1;
            QCOMPARE(test::exists(name), !unlinked);
            QCOMPARE(object->ownsName(), !unlinked); // it can be tried again
            QCOMPARE(object->status()->links, nlink_t{unlinked ? 0U : 1U});
            QCOMPARE(test::heldResources(), before);
        }
    }
    QVERIFY2(failures > 20, "hardly anything failed");
}

void SharedObjectTest::fault65_finalUnlinkWithoutAQuarantineName_data()
{
    QTest::addColumn<int>("errorNumber");
    QTest::newRow("all are taken") << EEXIST;
    QTest::newRow("the file system has no such rename") << EINVAL;
}

void SharedObjectTest::fault65_finalUnlinkWithoutAQuarantineName()
{
    QFETCH(int, errorNumber);
    const test::TemporaryName name;
    auto refuses = test::refuse(Call::Renameat2, {}, errorNumber);
    auto object = SharedObject::create(SystemCalls(&refuses), name);
    QVERIFY(object);
    QCOMPARE(object->unlinkName().value(), NameState::SameObject);
    QVERIFY(!test::exists(name));
}

void SharedObjectTest::fault65_finalUnlinkNeedsNoDescriptor()
{
    const ObjectName name = test::objectName();
    const int ended = test::inChild([&] {
        auto object = SharedObject::create(SystemCalls(), name);
        rlimit descriptors{};
        ::getrlimit(RLIMIT_NOFILE, &descriptors);
        descriptors.rlim_cur = 0;
        if (!object || ::setrlimit(RLIMIT_NOFILE, &descriptors) != 0)
            return 1;
        return object->unlinkName() ? 0 : 2;
    });
    QCOMPARE(ended, 0);
    QVERIFY(!test::exists(name));
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
    const test::TemporaryName fifo;
    QCOMPARE(::mkfifo(fifo.path().c_str(), 0600), 0);
    const auto opened = SharedObject::open(SystemCalls(), fifo);
    QVERIFY(!opened);
    QCOMPARE(opened.error().problem, Problem::NotRegular);
    const auto read = ObjectReader::open(SystemCalls(), fifo);
    QVERIFY(!read);
    QCOMPARE(read.error().problem, Problem::NotRegular);

    const test::TemporaryName link;
    QCOMPARE(::symlink("/etc/hostname", link.path().c_str()), 0);
    QCOMPARE(SharedObject::open(SystemCalls(), link).error().problem, Problem::NotRegular);
    QVERIFY(SharedObject::create(SystemCalls(), link).error().isCallFailure(EEXIST));
}

void SharedObjectTest::fault33_opensWithoutProc()
{
    const ObjectName name = test::objectName();
    const auto object = SharedObject::create(SystemCalls(), name);
    QVERIFY(object);
    test::ScriptedCalls script;
    script.failNext(Call::Open, ENOENT); // of /proc/self/fd/N
    const auto opened = SharedObject::open(script.calls(), name);
    QVERIFY(opened);
    QCOMPARE(opened->identity(), object->identity());
}

void SharedObjectTest::fault64_blockedFifoWriterStaysBlocked()
{
    const test::TemporaryName name;
    QCOMPARE(::mkfifo(name.path().c_str(), 0600), 0);
    const BlockedWriter writer(name.path());
    QCOMPARE(SharedObject::open(SystemCalls(), name).error().problem, Problem::NotRegular);
    QVERIFY(!writer.hasOpened());
}

void SharedObjectTest::fault64_fifoSwappedInIsNotOpened()
{
    const test::TemporaryName name;
    const test::TemporaryName aside;
    const auto object = SharedObject::create(SystemCalls(), name);
    QVERIFY(object);
    QCOMPARE(::mkfifo(aside.path().c_str(), 0600), 0);
    const BlockedWriter writer(aside.path());
    /// Swaps two files once the type of one was examined.
    class Swap : public CallObserver {
    public:
        Swap(std::string first, std::string second) : m_first(std::move(first)), m_second(std::move(second)) { }
        void called(const CallRecord &record) override
        {
            if (record.call == Call::Statx && !std::exchange(m_isDone, true))
                isDone = ::renameat2(AT_FDCWD, m_first.c_str(), AT_FDCWD, m_second.c_str(), RENAME_EXCHANGE) == 0;
        }
        bool isDone = false;

    private:
        std::string m_first;
        std::string m_second;
        bool m_isDone = false;
    } swap(name.path(), aside.path());
    const auto opened = SharedObject::open(SystemCalls(&swap), name);
    QVERIFY(swap.isDone);
    QVERIFY(opened);
    QCOMPARE(opened->identity(), object->identity());
    QCOMPARE(opened->nameState().value(), NameState::OtherObject);
    QVERIFY(!writer.hasOpened());
    QCOMPARE(::rename(aside.path().c_str(), name.path().c_str()), 0); // the object gets its name back
}

// The positive control: a program that opens whatever the name leads to.
void SharedObjectTest::fault64_openingForWritingReleasesTheWriter()
{
    const test::TemporaryName name;
    QCOMPARE(::mkfifo(name.path().c_str(), 0600), 0);
    const BlockedWriter writer(name.path());
    const int fd = ::shm_open(name.c_str(), O_RDWR | O_NONBLOCK, 0);
    QVERIFY(fd >= 0);
    QVERIFY(test::eventually([&] { return writer.hasOpened(); }));
    ::close(fd);
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
    QCOMPARE(second->isLockedByOthers({0, 4}).value(), true);
    QCOMPARE(first->isLockedByOthers({0, 4}).value(), false);
    QVERIFY(first->unlinkName());
    QVERIFY(first->close());
    QCOMPARE(second->tryLock({0, 4}).value(), true);
}

void SharedObjectTest::readersQueryLocks()
{
    auto object = SharedObject::create(SystemCalls(), test::objectName());
    QVERIFY(object);
    const auto reader = ObjectReader::open(SystemCalls(), object->name());
    QVERIFY(reader);
    QCOMPARE(reader->identity(), object->identity());
    QCOMPARE(reader->isLockedByOthers({0, 4}).value(), false);
    QCOMPARE(object->tryLock({0, 4}).value(), true);
    QCOMPARE(reader->isLockedByOthers({0, 4}).value(), true);
}

SHMLAB_TEST_MAIN(SharedObjectTest)
#include "tst_shared_object.moc"
