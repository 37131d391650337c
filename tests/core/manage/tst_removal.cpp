// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include <shmlab/exchange/party.h>
#include <shmlab/manage/removal.h>

#include <cerrno>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace shmlab;

namespace {

constexpr off_t pageBytes = 4096;

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
Usage leaveStale(const ObjectName &name, std::string_view text = "left")
{
    test::leave(name, pageBytes, text);
    const auto usage = inspectUsage(InspectCalls(), name);
    if (!usage || usage->verdict != Verdict::Stale)
        qFatal("%s is not stale", name.display().c_str());
    return *usage;
}

} // namespace

class RemovalTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fault34_swappedObjectsAreLeftAlone();
    void fault34_positiveControl_plainUnlinkHitsTheSuccessor();
    void removesInUse();
    void removesNoOtherFiles();
    void fault02_readOnlyLeftoverIsRemoved();
    void fault02_readOnlyLeftoverInUseIsNot();
    void fault02_readOnlyDescriptorIsNotUse();
    void fault02_objectOpenedSinceTheScanIsNotStale_data();
    void fault02_objectOpenedSinceTheScanIsNotStale();
};

void RemovalTest::fault34_swappedObjectsAreLeftAlone()
{
    const test::TemporaryName name;
    const Usage usage = leaveStale(name, "old");
    QCOMPARE(::shm_unlink(name.c_str()), 0);
    test::leave(name, pageBytes, "new");
    const ObjectStatus successor = test::currentStatus(name);
    QCOMPARE(removeStale(SystemCalls(), name, usage).error().problem, Problem::Replaced);
    QCOMPARE(unlinkIfSame(SystemCalls(), name, usage.status.identity).error().problem, Problem::Replaced);
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
    // The limit: no call unlinks by identity, so an object that is created between the check and the call is removed
    // nevertheless.
    test::leave(name, pageBytes, "old");
    auto swaps = test::before(Call::ShmUnlink, {}, [&] {
        ::shm_unlink(name.c_str());
        test::leave(name, pageBytes, "new");
    });
    QVERIFY(unlinkIfSame(SystemCalls(&swaps), name, test::currentStatus(name).identity));
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
    script.failNext(Call::ShmUnlink, EACCES);
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
    QVERIFY(test::exists(name));
}

void RemovalTest::fault02_readOnlyLeftoverIsRemoved()
{
    const test::TemporaryName name;
    test::leave(name, pageBytes);
    QCOMPARE(::chmod(name.path().c_str(), 0400), 0);
    const auto usage = inspectUsage(InspectCalls(), name);
    QVERIFY(usage);
    QCOMPARE(usage->verdict, Verdict::Stale);
    test::ScriptedCalls script;
    script.failNext(Call::Open, EACCES); // as for any user but root
    QVERIFY(removeStale(script.calls(), name, *usage));
    QCOMPARE(script.count(Call::Open), 2);
    QVERIFY(!test::exists(name));
}

void RemovalTest::fault02_readOnlyLeftoverInUseIsNot()
{
    const test::TemporaryName name;
    test::leave(name, pageBytes);
    QCOMPARE(::chmod(name.path().c_str(), 0400), 0);
    const auto usage = inspectUsage(InspectCalls(), name);
    QVERIFY(usage);
    test::FaultPeer reader;
    QVERIFY(reader.execute("openread", name) > 0);
    test::ScriptedCalls script;
    script.failNext(Call::Open, EACCES);
    QCOMPARE(removeStale(script.calls(), name, *usage).error().problem, Problem::NotStale);
    QVERIFY(test::exists(name));
}

void RemovalTest::fault02_readOnlyDescriptorIsNotUse()
{
    const test::TemporaryName name;
    const Usage usage = leaveStale(name);
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
    QVERIFY(removeStale(SystemCalls(&looks), name, usage));
    QCOMPARE(looks.refusals, 3);
    QVERIFY(!test::exists(name));
}

void RemovalTest::fault02_objectOpenedSinceTheScanIsNotStale_data()
{
    QTest::addColumn<QList<QByteArray>>("commands");
    QTest::newRow("opened") << QList<QByteArray>{};
    QTest::newRow("locked") << QList<QByteArray>{"lock 0 4"};
    QTest::newRow("mapped only") << QList<QByteArray>{"map 4096", "close"};
}

void RemovalTest::fault02_objectOpenedSinceTheScanIsNotStale()
{
    QFETCH(QList<QByteArray>, commands);
    const test::TemporaryName name;
    const Usage usage = leaveStale(name);
    test::FaultPeer peer;
    QVERIFY(peer.execute("open", name) > 0);
    for (const QByteArray &command : commands)
        QCOMPARE(peer.execute(command), 0);
    const auto heldResources = test::heldResources();
    QCOMPARE(removeStale(SystemCalls(), name, usage).error().problem, Problem::NotStale);
    QCOMPARE(test::heldResources(), heldResources);
    QVERIFY(test::exists(name));
    peer.killHard();
    QVERIFY(removeStale(SystemCalls(), name, usage));
}

SHMLAB_TEST_MAIN(RemovalTest)
#include "tst_removal.moc"
