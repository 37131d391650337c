// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include <shmlab/party.h>
#include <shmlab/removal.h>

#include <cerrno>
#include <functional>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace shmlab;

namespace {

constexpr off_t pageBytes = 4096;
constexpr std::size_t plenty = std::size_t{1} << 30U;
constexpr uid_t nobody = 65534;

/// Where data is, and what.
std::vector<std::pair<off_t, std::string>> extentsOf(const ObjectName &name)
{
    std::vector<std::pair<off_t, std::string>> extents;
    const auto object = ObjectReader::open(LookingCalls(), name);
    for (auto data = object->nextData({}, 0); *data;) {
        const off_t end = *object->nextHole({}, **data);
        std::string bytes(static_cast<std::size_t>(end - **data), '\0');
        (void)object->readAt({}, **data, std::as_writable_bytes(std::span(bytes)));
        extents.emplace_back(**data, std::move(bytes));
        data = object->nextData({}, end);
    }
    return extents;
}

/// Puts another object under the name right before the unlinking, or what else `body` does.
class BeforeUnlink : public CallObserver {
public:
    explicit BeforeUnlink(std::function<void()> body) : m_body(std::move(body)) { }
    int injectedError(Call call, const std::string &) override
    {
        if (call == Call::ShmUnlink && m_body)
            std::exchange(m_body, nullptr)();
        return 0;
    }

private:
    std::function<void()> m_body;
};

} // namespace

class RemovalTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsakeRestoresAll();
    void keepsakeOfAnEmptyOne();
    void fault37_keepsakeOfAHugeSparseOne();
    void keepsakeKeepsTheOwner();
    void keepsakeHasABound();
    void restoringNeedsAFreeName();
    void fault10_failedRestoringLeavesNoName();
    void fault10_failedCopyingIsTold();
    void fault34_swappedObjectsAreLeftAlone();
    void fault34_positiveControl_plainUnlinkHitsTheSuccessor();
    void removesInUse();
    void removesNoOtherFiles();
    void fault02_readOnlyLeftoverIsRemoved();
    void fault02_readOnlyLeftoverInUseIsNot();
    void fault02_aLookIsNoUse();
    void fault02_whatCameToLifeIsNotStale_data();
    void fault02_whatCameToLifeIsNotStale();
};

void RemovalTest::keepsakeRestoresAll()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    test::leave(name, 10 * pageBytes + 123, std::string(pageBytes, 'a'));
    const int fd = ::shm_open(name.c_str(), O_RDWR, 0);
    const std::string large(static_cast<std::size_t>(2 * pageBytes), 'b');
    QCOMPARE(::pwrite(fd, large.data(), large.size(), 5 * pageBytes), static_cast<ssize_t>(large.size()));
    QCOMPARE(::pwrite(fd, "end", 3, 10 * pageBytes + 120), 3);
    QCOMPARE(::fchmod(fd, 0640), 0);
    ::close(fd);
    const ObjectStatus before = test::statusNow(name);
    const auto extents = extentsOf(name);
    QCOMPARE(extents.size(), std::size_t{3});

    const auto holdings = test::holdings();
    const auto keepsake = Keepsake::of(LookingCalls(), name, before.identity, plenty);
    QVERIFY(keepsake);
    QCOMPARE(test::holdings(), holdings);
    QVERIFY(keepsake->name() == name);
    QCOMPARE(keepsake->sizeBytes(), static_cast<std::size_t>(3 * pageBytes + 123)); // holes take no memory
    QCOMPARE(test::statusNow(name), before);
    QVERIFY(removeInUse(SystemCalls(), name, before.identity));
    QVERIFY(!test::exists(name));
    QVERIFY(keepsake->restore(SystemCalls()));
    QCOMPARE(test::holdings(), holdings);

    const ObjectStatus after = test::statusNow(name);
    QVERIFY(after.identity != before.identity);
    QCOMPARE(after.sizeBytes, before.sizeBytes);
    QCOMPARE(after.mode, mode_t{S_IFREG | 0640});
    QCOMPARE(after.owner, before.owner);
    QCOMPARE(after.group, before.group);
    QCOMPARE(after.allocatedBytes, before.allocatedBytes);
    QVERIFY(extentsOf(name) == extents);
}

void RemovalTest::keepsakeOfAnEmptyOne()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    test::leave(name, 0, "");
    const auto keepsake = Keepsake::of(LookingCalls(), name, test::statusNow(name).identity, 0);
    QVERIFY(keepsake);
    QCOMPARE(keepsake->sizeBytes(), std::size_t{0});
    QCOMPARE(::shm_unlink(name.c_str()), 0);
    QVERIFY(keepsake->restore(SystemCalls()));
    QCOMPARE(test::statusNow(name).sizeBytes, 0);
    QCOMPARE(test::statusNow(name).mode, mode_t{S_IFREG | 0600});
}

void RemovalTest::fault37_keepsakeOfAHugeSparseOne()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    constexpr off_t huge = off_t{1} << 62;
    test::leave(name, huge);
    const auto keepsake = Keepsake::of(LookingCalls(), name, test::statusNow(name).identity, plenty);
    QVERIFY(keepsake);
    QCOMPARE(keepsake->sizeBytes(), static_cast<std::size_t>(pageBytes));
    QCOMPARE(::shm_unlink(name.c_str()), 0);
    QVERIFY(keepsake->restore(SystemCalls()));
    QCOMPARE(test::statusNow(name).sizeBytes, huge);
    QCOMPARE(test::statusNow(name).allocatedBytes, pageBytes);
}

void RemovalTest::keepsakeKeepsTheOwner()
{
    if (::geteuid() != 0)
        QSKIP("only root may give objects away");
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    test::leave(name, pageBytes);
    QCOMPARE(::chown(name.path().c_str(), nobody, nobody), 0);
    QCOMPARE(::chmod(name.path().c_str(), 04640), 0);
    const auto keepsake = Keepsake::of(LookingCalls(), name, test::statusNow(name).identity, plenty);
    QVERIFY(keepsake);
    QCOMPARE(::shm_unlink(name.c_str()), 0);
    QVERIFY(keepsake->restore(SystemCalls()));
    QCOMPARE(test::statusNow(name).owner, nobody);
    QCOMPARE(test::statusNow(name).group, gid_t{nobody});
    QCOMPARE(test::statusNow(name).mode, mode_t{S_IFREG | 04640});
    // Where it is not allowed, the object is ours and still there.
    QCOMPARE(::shm_unlink(name.c_str()), 0);
    test::ScriptedCalls script;
    script.failNext(Call::Fchown, EPERM);
    QVERIFY(keepsake->restore(script.calls()));
    QCOMPARE(test::statusNow(name).owner, ::geteuid());
}

void RemovalTest::keepsakeHasABound()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    const std::string data(static_cast<std::size_t>(3 * pageBytes), 'x');
    test::leave(name, off_t{1} << 30, data);
    const Identity identity = test::statusNow(name).identity;
    for (const std::size_t tooLittle : {std::size_t{0}, data.size() - 1}) {
        const auto refused = Keepsake::of(LookingCalls(), name, identity, tooLittle);
        QVERIFY(!refused);
        QVERIFY(refused.error().isCallFailure(ENOMEM));
        QCOMPARE(refused.error().object, name.display());
    }
    QVERIFY(Keepsake::of(LookingCalls(), name, identity, data.size()));
}

void RemovalTest::restoringNeedsAFreeName()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    test::leave(name, pageBytes, "old");
    const auto keepsake = Keepsake::of(LookingCalls(), name, test::statusNow(name).identity, plenty);
    QVERIFY(keepsake);
    QVERIFY(keepsake->restore(SystemCalls()).error().isCallFailure(EEXIST));
    QCOMPARE(::shm_unlink(name.c_str()), 0);
    test::leave(name, 2 * pageBytes, "new");
    const ObjectStatus successor = test::statusNow(name);
    QVERIFY(keepsake->restore(SystemCalls()).error().isCallFailure(EEXIST));
    QCOMPARE(test::statusNow(name), successor);
    QVERIFY(extentsOf(name).front().second.starts_with("new"));
}

void RemovalTest::fault10_failedRestoringLeavesNoName()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    test::leave(name, 3 * pageBytes);
    const auto keepsake = Keepsake::of(LookingCalls(), name, test::statusNow(name).identity, plenty);
    QVERIFY(keepsake);
    QCOMPARE(::shm_unlink(name.c_str()), 0);
    const auto holdings = test::holdings();
    for (const auto &[call, errorNumber] :
         {std::pair(Call::ShmOpen, EACCES), {Call::Ftruncate, EFBIG}, {Call::Pwrite, ENOSPC}, {Call::Fchmod, EPERM}}) {
        test::ScriptedCalls script;
        script.failNext(call, errorNumber);
        const auto restored = keepsake->restore(script.calls());
        QVERIFY2(!restored, callName(call));
        QCOMPARE(restored.error().call, call);
        QVERIFY(restored.error().isCallFailure(errorNumber));
        QCOMPARE(restored.error().object, name.display());
        QVERIFY(!test::exists(name));
        QCOMPARE(test::holdings(), holdings);
    }
    QVERIFY(keepsake->restore(SystemCalls())); // and it can be tried again
}

void RemovalTest::fault10_failedCopyingIsTold()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    test::leave(name, 3 * pageBytes);
    const auto holdings = test::holdings();
    for (const Call call : {Call::Open, Call::Statx, Call::Lseek, Call::Pread}) {
        test::ScriptedCalls script;
        script.failNext(call, EIO);
        const auto copy = Keepsake::of(script.calls(), name, test::statusNow(name).identity, plenty);
        QVERIFY2(!copy, callName(call));
        QVERIFY(copy.error().isCallFailure(EIO));
        QCOMPARE(copy.error().object, name.display());
        QCOMPARE(test::holdings(), holdings);
    }
}

void RemovalTest::fault34_swappedObjectsAreLeftAlone()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    test::leave(name, pageBytes, "old");
    const auto judged = judge(LookingCalls(), name, pageBytes);
    QVERIFY(judged);
    QCOMPARE(judged->verdict, Verdict::Stale);
    QCOMPARE(::shm_unlink(name.c_str()), 0);
    test::leave(name, pageBytes, "new");
    const ObjectStatus successor = test::statusNow(name);
    QCOMPARE(removeStale(SystemCalls(), name, *judged).error().problem, Problem::Replaced);
    QCOMPARE(removeInUse(SystemCalls(), name, judged->status.identity).error().problem, Problem::Replaced);
    const auto copy = Keepsake::of(LookingCalls(), name, judged->status.identity, plenty);
    QVERIFY(!copy && copy.error().problem == Problem::Replaced);
    QCOMPARE(test::statusNow(name), successor);
    QVERIFY(extentsOf(name).front().second.starts_with("new"));
}

void RemovalTest::fault34_positiveControl_plainUnlinkHitsTheSuccessor()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    test::leave(name, pageBytes, "old");
    const Identity identity = test::statusNow(name).identity;
    QCOMPARE(::shm_unlink(name.c_str()), 0);
    test::leave(name, pageBytes, "new");
    QVERIFY(test::statusNow(name).identity != identity);
    QCOMPARE(::shm_unlink(name.c_str()), 0); // as a program does that remembers names only
    QVERIFY(!test::exists(name));
    // The limit: no call removes by identity, so one that comes between the check and the call is hit all the same.
    test::leave(name, pageBytes, "old");
    BeforeUnlink swaps([&] {
        ::shm_unlink(name.c_str());
        test::leave(name, pageBytes, "new");
    });
    QVERIFY(removeInUse(SystemCalls(&swaps), name, test::statusNow(name).identity));
    QVERIFY(!test::exists(name));
}

void RemovalTest::removesInUse()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    test::FaultPeer peer;
    QVERIFY(peer.tell("create", name) > 0);
    QCOMPARE(peer.tell("size 4096"), 0);
    QCOMPARE(peer.tell("map 4096"), 0);
    const Identity identity = test::statusNow(name).identity;
    QVERIFY(removeInUse(SystemCalls(), name, identity));
    QVERIFY(!test::exists(name));
    QCOMPARE(peer.tell("put 0 5"), 0); // who holds it keeps it
    QCOMPARE(peer.tell("get 0"), 5);
    QVERIFY(removeInUse(SystemCalls(), name, identity).error().isCallFailure(ENOENT));
    test::leave(name, pageBytes);
    test::ScriptedCalls script;
    script.failNext(Call::ShmUnlink, EACCES);
    const auto refused = removeInUse(script.calls(), name, test::statusNow(name).identity);
    QVERIFY(refused.error().isCallFailure(EACCES));
    QCOMPARE(refused.error().object, name.display());
    QVERIFY(test::exists(name));
}

void RemovalTest::removesNoOtherFiles()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    QCOMPARE(::mkfifo(name.path().c_str(), 0600), 0);
    QCOMPARE(removeInUse(SystemCalls(), name, test::statusNow(name).identity).error().problem, Problem::NotRegular);
    QCOMPARE(Keepsake::of(LookingCalls(), name, test::statusNow(name).identity, plenty).error().problem,
             Problem::NotRegular);
    QVERIFY(test::exists(name));
}

void RemovalTest::fault02_readOnlyLeftoverIsRemoved()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    test::leave(name, pageBytes);
    QCOMPARE(::chmod(name.path().c_str(), 0400), 0);
    const auto judged = judge(LookingCalls(), name, pageBytes);
    QVERIFY(judged);
    QCOMPARE(judged->verdict, Verdict::Stale);
    test::ScriptedCalls script;
    script.failNext(Call::ShmOpen, EACCES); // as for anybody but root
    QVERIFY(removeStale(script.calls(), name, *judged));
    QCOMPARE(script.count(Call::ShmOpen), 2);
    QVERIFY(!test::exists(name));
}

void RemovalTest::fault02_readOnlyLeftoverInUseIsNot()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    test::leave(name, pageBytes);
    QCOMPARE(::chmod(name.path().c_str(), 0400), 0);
    const auto judged = judge(LookingCalls(), name, pageBytes);
    QVERIFY(judged);
    test::FaultPeer reader;
    QVERIFY(reader.tell("openread", name) > 0);
    test::ScriptedCalls script;
    script.failNext(Call::ShmOpen, EACCES);
    QCOMPARE(removeStale(script.calls(), name, *judged).error().problem, Problem::NotStale);
    QVERIFY(test::exists(name));
}

void RemovalTest::fault02_aLookIsNoUse()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    test::leave(name, pageBytes);
    const auto judged = judge(LookingCalls(), name, pageBytes);
    QVERIFY(judged);
    QCOMPARE(judged->verdict, Verdict::Stale);
    /// Closes what looks at it once the kernel has said that it is not the only one.
    class LooksMeanwhile : public CallObserver {
    public:
        explicit LooksMeanwhile(const ObjectName &looked) : m_reader(ObjectReader::open(LookingCalls(), looked)) { }
        int refusals = 0;
        void called(const CallRecord &record) override
        {
            if (record.errorNumber == EAGAIN && record.arguments.contains("F_SETLEASE") && ++refusals == 3)
                m_reader = ObjectReader();
        }

    private:
        Result<ObjectReader> m_reader;
    } looks(name);
    QVERIFY(removeStale(SystemCalls(&looks), name, *judged));
    QCOMPARE(looks.refusals, 3);
    QVERIFY(!test::exists(name));
}

void RemovalTest::fault02_whatCameToLifeIsNotStale_data()
{
    QTest::addColumn<QList<QByteArray>>("commands");
    QTest::newRow("opened") << QList<QByteArray>{};
    QTest::newRow("locked") << QList<QByteArray>{"lock 0 4"};
    QTest::newRow("mapped only") << QList<QByteArray>{"map 4096", "close"};
}

void RemovalTest::fault02_whatCameToLifeIsNotStale()
{
    QFETCH(QList<QByteArray>, commands);
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    test::leave(name, pageBytes);
    const auto judged = judge(LookingCalls(), name, pageBytes);
    QVERIFY(judged);
    QCOMPARE(judged->verdict, Verdict::Stale);
    test::FaultPeer peer;
    QVERIFY(peer.tell("open", name) > 0);
    for (const QByteArray &command : commands)
        QCOMPARE(peer.tell(command), 0);
    const auto holdings = test::holdings();
    QCOMPARE(removeStale(SystemCalls(), name, *judged).error().problem, Problem::NotStale);
    QCOMPARE(test::holdings(), holdings);
    QVERIFY(test::exists(name));
    peer.killHard();
    QVERIFY(removeStale(SystemCalls(), name, *judged));
}

SHMLAB_TEST_MAIN(RemovalTest)
#include "tst_removal.moc"
