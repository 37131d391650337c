// SPDX-License-Identifier: GPL-3.0-or-later
#include "staged_machine.h"

#include <shmlab/inspect/object_follower.h>

#include <cerrno>
#include <memory>

#include <sys/fanotify.h>

using namespace shmlab;
using What = ObjectEvent::What;

namespace {

constexpr off_t pageBytes = 4096;

/// Those about one name, in the order in which they are told.
class Told {
public:
    explicit Told(ObjectFollower &follower) : m_follower(follower) { }

    /// Until there is one of `what` on `name`; null after 20 seconds.
    const ObjectEvent *wait(What what, const std::string &name)
    {
        const ObjectEvent *found = nullptr;
        (void)test::eventually([&] {
            add(m_follower.readEvents());
            if (auto events = m_follower.scan())
                add(*std::move(events));
            found = find(what, name);
            return found != nullptr;
        });
        return found;
    }
    [[nodiscard]] const ObjectEvent *find(What what, const std::string &name) const
    {
        for (const ObjectEvent &event : m_all) {
            if (event.what == what && event.name == name)
                return &event;
        }
        return nullptr;
    }
    [[nodiscard]] int count(What what, const std::string &name) const
    {
        return static_cast<int>(std::ranges::count_if(
            m_all, [&](const ObjectEvent &event) { return event.what == what && event.name == name; }));
    }
    /// Without those of other programs that look at the object meanwhile.
    [[nodiscard]] std::vector<What> of(const std::string &name, pid_t pid) const
    {
        std::vector<What> all;
        for (const ObjectEvent &event : m_all) {
            if (event.name == name && (!event.by || event.by->pid == pid))
                all.push_back(event.what);
        }
        return all;
    }

private:
    void add(std::vector<ObjectEvent> events) { std::ranges::move(events, std::back_inserter(m_all)); }

    ObjectFollower &m_follower;
    std::vector<ObjectEvent> m_all;
};

bool hasFileEvents()
{
    return FileEvents::open(InspectCalls()).has_value();
}

std::string bare(const ObjectName &name)
{
    return name.bytes().substr(1);
}

} // namespace

class ObjectFollowerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_machine = std::make_unique<test::StagedMachine>(); }
    void cleanup() { m_machine.reset(); }
    void whatExistsIsNotTold();
    void storyOfAnObject_data();
    void storyOfAnObject();
    void shortLivedObjectsAreTold_data();
    void shortLivedObjectsAreTold();
    void fault10_noDescriptorIsLostWithoutMemory();
    void actorThatHasGoneKeepsItsPid();
    void objectsInDirectoriesAndElsewhere();
    void renamesAreOneEvent_data();
    void renamesAreOneEvent();
    void renameOverANameReplacesIt_data();
    void renameOverANameReplacesIt();
    void putBackIsNoRemoval();
    void inspectorsAreToldOnce();
    void goesOnWithoutTheKernel_data();
    void goesOnWithoutTheKernel();
    void lostEventsAreReplacedByScans();
    void ownOpensDoNotFillTheQueue();
    void anotherDirectoryIsFollowed();
    void onlyNotificationsAreAskedFor();

private:
    /// With the kernel's events or without.
    [[nodiscard]] InspectCalls calls(bool isRoot)
    {
        return isRoot ? InspectCalls(m_machine->roots()) : InspectCalls(&m_noFanotify, m_machine->roots());
    }

    test::Intercept m_noFanotify = test::refuse(Call::FanotifyInit, {}, EPERM);
    std::unique_ptr<test::StagedMachine> m_machine; // one for each test, which leaves nothing
};

void ObjectFollowerTest::whatExistsIsNotTold()
{
    const ObjectName name = m_machine->leave();
    ObjectFollower follower(m_machine->calls());
    QVERIFY(follower.start());
    const auto events = follower.scan();
    QVERIFY(events);
    QVERIFY(std::ranges::none_of(*events, [&](const ObjectEvent &event) { return event.what == What::Created; }));
    m_machine->remove(name);
}

void ObjectFollowerTest::storyOfAnObject_data()
{
    QTest::addColumn<bool>("isRoot");
    QTest::newRow("by scans") << false;
    QTest::newRow("with the kernel's events") << true;
}

void ObjectFollowerTest::storyOfAnObject()
{
    QFETCH(bool, isRoot);
    if (isRoot && !hasFileEvents())
        QSKIP("fanotify is for root: who creates and unlinks objects is not tested here");
    ObjectFollower follower(calls(isRoot));
    QVERIFY(follower.start());
    QCOMPARE(follower.fileEventsError().has_value(), !isRoot);
    Told told(follower);
    const ObjectName name = test::objectName();
    const std::string object = bare(name);
    test::FaultPeer peer(m_machine->folderPath());
    QVERIFY(peer.execute("create", name) > 0);
    const ObjectEvent *event = told.wait(What::Opened, object);
    QVERIFY(event != nullptr && event->by);
    QCOMPARE(event->by->pid, peer.pid());
    QCOMPARE(peer.execute("size 8192"), 0);
    event = told.wait(What::Grown, object);
    QVERIFY(event != nullptr);
    QCOMPARE(event->sizeBefore, std::optional<off_t>(0));
    QCOMPARE(event->sizeNow, std::optional<off_t>(8192));
    QCOMPARE(event->by.has_value() && event->by->pid == peer.pid(), isRoot);
    QCOMPARE(peer.execute("map 8192"), 0);
    event = told.wait(What::Mapped, object);
    QVERIFY(event != nullptr);
    QCOMPARE(event->isWritable, std::optional(true));
    QCOMPARE(peer.execute("size 4096"), 0);
    QVERIFY(told.wait(What::Shrunk, object) != nullptr);
    QCOMPARE(peer.execute("unmap"), 0);
    QVERIFY(told.wait(What::Unmapped, object) != nullptr);
    QCOMPARE(peer.execute("close"), 0);
    event = told.wait(isRoot ? What::Closed : What::Released, object);
    QVERIFY(event != nullptr && event->by->process);
    QCOMPARE(event->by->process->program, std::string("fault_peer"));
    QVERIFY(told.wait(What::VerdictChanged, object) != nullptr);
    QCOMPARE(peer.execute("unlink", name), 0);
    event = told.wait(What::Unlinked, object);
    QVERIFY(event != nullptr);
    QCOMPARE(event->by.has_value() && event->by->pid == peer.pid(), isRoot);
    const std::vector<What> expected{What::Created,
                                     What::Opened,
                                     What::Grown,
                                     What::Mapped,
                                     What::Shrunk,
                                     What::Unmapped,
                                     isRoot ? What::Closed : What::Released,
                                     What::VerdictChanged,
                                     What::Unlinked};
    QCOMPARE(told.of(object, peer.pid()), expected); // each once
}

void ObjectFollowerTest::shortLivedObjectsAreTold_data()
{
    storyOfAnObject_data();
}

void ObjectFollowerTest::shortLivedObjectsAreTold()
{
    QFETCH(bool, isRoot);
    if (isRoot && !hasFileEvents())
        QSKIP("fanotify is for root: the order of what happens between two scans is not tested here");
    ObjectFollower follower(calls(isRoot));
    QVERIFY(follower.start());
    Told told(follower);
    const ObjectName name = test::objectName();
    test::FaultPeer peer(m_machine->folderPath());
    QVERIFY(peer.execute("create", name) > 0);
    QCOMPARE(peer.execute("close"), 0);
    QCOMPARE(peer.execute("unlink", name), 0);
    QVERIFY(told.wait(isRoot ? What::Unlinked : What::CameAndWent, bare(name)) != nullptr);
    const std::vector<What> byScans{What::CameAndWent};
    const std::vector<What> byKernel{What::Created, What::Opened, What::Closed, What::Unlinked};
    QCOMPARE(told.of(bare(name), peer.pid()), isRoot ? byKernel : byScans);
}

void ObjectFollowerTest::fault10_noDescriptorIsLostWithoutMemory()
{
    if (!hasFileEvents())
        QSKIP("fanotify is for root");
    auto runsOut = test::before(Call::Readlink, "/self/fd/", [] { throw std::bad_alloc(); });
    auto events = FileEvents::open(InspectCalls(&runsOut, m_machine->roots()));
    QVERIFY(events);
    std::filesystem::create_directory(m_machine->folder().pathOf("directory"));
    test::Child child([&] { m_machine->folder().create("directory/object"); });
    QCOMPARE(child.waitForEnd(), 0);
    const auto before = test::heldResources();
    QVERIFY_THROWS_EXCEPTION(std::bad_alloc, (void)events->read());
    QCOMPARE(test::heldResources(), before);
    std::filesystem::remove_all(m_machine->folder().pathOf("directory"));
}

void ObjectFollowerTest::actorThatHasGoneKeepsItsPid()
{
    if (!hasFileEvents())
        QSKIP("fanotify is for root");
    ObjectFollower follower(m_machine->calls());
    QVERIFY(follower.start());
    Told told(follower);
    const ObjectName name = test::objectName();
    pid_t pid = 0;
    {
        test::Child child([&] { m_machine->leave(name); });
        pid = child.pid();
        QCOMPARE(child.waitForEnd(), 0); // and it is collected: nothing is left in /proc
    }
    const ObjectEvent *event = told.wait(What::Created, bare(name));
    QVERIFY(event != nullptr && event->by);
    QCOMPARE(event->by->pid, pid);
    QVERIFY(!event->by->process);
    m_machine->remove(name);
}

/// The file system is watched as a whole; what lies beside the directory is nobody's concern.
void ObjectFollowerTest::objectsInDirectoriesAndElsewhere()
{
    if (!hasFileEvents())
        QSKIP("fanotify is for root");
    ObjectFollower follower(m_machine->calls());
    QVERIFY(follower.start());
    Told told(follower);
    const test::TemporaryName elsewhere; // in the real /dev/shm, in which the staged one is a folder
    test::FaultPeer outside;
    QVERIFY(outside.create(elsewhere));
    const std::string folder = "directory";
    std::filesystem::create_directory(m_machine->folder().pathOf(folder));
    test::Child child([&] { m_machine->folder().create(folder + "/object"); });
    QCOMPARE(child.waitForEnd(), 0);
    QVERIFY(told.wait(What::Created, folder + "/object") != nullptr);
    QVERIFY(told.find(What::Created, bare(elsewhere)) == nullptr);
    // Its path changes with that of the directory.
    std::filesystem::rename(m_machine->folder().pathOf(folder), m_machine->folder().pathOf("renamed"));
    test::Child mover([&] {
        std::filesystem::rename(m_machine->folder().pathOf("renamed"), m_machine->folder().pathOf("again"));
        m_machine->folder().create("again/second");
    });
    QCOMPARE(mover.waitForEnd(), 0);
    QVERIFY(told.wait(What::Created, "again/second") != nullptr);
    std::filesystem::remove_all(m_machine->folder().pathOf("again"));
}

void ObjectFollowerTest::renamesAreOneEvent_data()
{
    storyOfAnObject_data();
}

void ObjectFollowerTest::renamesAreOneEvent()
{
    QFETCH(bool, isRoot);
    if (isRoot && !hasFileEvents())
        QSKIP("fanotify is for root");
    const ObjectName from = m_machine->leave();
    const ObjectName to = test::objectName();
    ObjectFollower follower(calls(isRoot));
    QVERIFY(follower.start());
    Told told(follower);
    test::Child child([&] { m_machine->rename(from, to); });
    QCOMPARE(child.waitForEnd(), 0);
    const ObjectEvent *event = told.wait(What::Renamed, bare(from));
    QVERIFY(event != nullptr);
    QCOMPARE(event->newName, bare(to));
    QCOMPARE(event->by.has_value(), isRoot);
    QVERIFY(follower.scan());
    QCOMPARE(told.count(What::Unlinked, bare(from)) + told.count(What::Created, bare(to)), 0);
    m_machine->remove(to);
}

void ObjectFollowerTest::renameOverANameReplacesIt_data()
{
    storyOfAnObject_data();
}

void ObjectFollowerTest::renameOverANameReplacesIt()
{
    QFETCH(bool, isRoot);
    if (isRoot && !hasFileEvents())
        QSKIP("fanotify is for root");
    const ObjectName from = m_machine->leave();
    const ObjectName to = m_machine->leave();
    ObjectFollower follower(calls(isRoot));
    QVERIFY(follower.start());
    Told told(follower);
    test::Child child([&] { m_machine->rename(from, to); });
    QCOMPARE(child.waitForEnd(), 0);
    QVERIFY(told.wait(What::Replaced, bare(to)) != nullptr);
    QVERIFY(told.find(What::Renamed, bare(from)) != nullptr);
    QCOMPARE(told.count(What::Created, bare(to)), 0);
    m_machine->remove(to);
}

/// As a Shmlab does that moves an object to its quarantine and finds it in use.
void ObjectFollowerTest::putBackIsNoRemoval()
{
    if (!hasFileEvents())
        QSKIP("fanotify is for root");
    const ObjectName name = m_machine->leave();
    const ObjectName quarantine = test::objectName();
    const ObjectName later = test::objectName();
    ObjectFollower follower(InspectCalls(m_machine->roots()));
    QVERIFY(follower.start());
    Told told(follower);
    test::Child child([&] {
        m_machine->rename(name, quarantine);
        m_machine->rename(quarantine, name);
        m_machine->leave(later);
    });
    QCOMPARE(child.waitForEnd(), 0); // before anything is read
    QVERIFY(told.wait(What::Created, bare(later)) != nullptr);
    QCOMPARE(told.count(What::Unlinked, bare(name)) + told.count(What::Unlinked, bare(quarantine)), 0);
    QCOMPARE(told.count(What::Created, bare(name)), 0);
    const ObjectEvent *const back = told.find(What::Renamed, bare(quarantine));
    QVERIFY(back != nullptr && back->newName == bare(name));
    m_machine->remove(name);
    m_machine->remove(later);
}

void ObjectFollowerTest::inspectorsAreToldOnce()
{
    if (!hasFileEvents())
        QSKIP("fanotify is for root");
    const ObjectName name = m_machine->leave();
    ObjectFollower follower(m_machine->calls());
    QVERIFY(follower.start());
    Told told(follower);
    test::FaultPeer peer(m_machine->folderPath());
    for (int look = 0; look < 5; ++look) {
        QVERIFY(peer.execute("openread", name) > 0);
        QCOMPARE(peer.execute("close"), 0);
        QVERIFY(told.wait(What::Closed, bare(name)) != nullptr);
    }
    const auto openedBy = [&] {
        const auto all = told.of(bare(name), peer.pid());
        return std::ranges::count(all, What::Opened);
    };
    QCOMPARE(openedBy(), 1);
    QVERIFY(peer.execute("open", name) > 0); // to write: that is more than a look
    QCOMPARE(peer.execute("map 4096"), 0);
    QVERIFY(told.wait(What::Mapped, bare(name)) != nullptr);
    m_machine->remove(name);
}

void ObjectFollowerTest::goesOnWithoutTheKernel_data()
{
    QTest::addColumn<int>("call");
    QTest::addColumn<int>("error");
    for (const Call call : {Call::FanotifyInit, Call::FanotifyMark, Call::NameToHandle}) {
        for (const int error : test::manualPages().at(call))
            QTest::addRow("%s %s", callName(call), errnoName(error).c_str()) << static_cast<int>(call) << error;
    }
}

void ObjectFollowerTest::goesOnWithoutTheKernel()
{
    QFETCH(int, call);
    QFETCH(int, error);
    const auto before = test::heldResources();
    {
        test::Intercept refusal = test::refuse(static_cast<Call>(call), {}, error);
        ObjectFollower follower(InspectCalls(&refusal, m_machine->roots()));
        QVERIFY(follower.start());
        QVERIFY(follower.fileEventsError());
        QCOMPARE(follower.descriptor(), -1);
        const bool isFirst = follower.fileEventsError()->errorNumber == error;
        QVERIFY(isFirst || follower.fileEventsError()->isCallFailure(EPERM)); // not root: fails earlier
        Told told(follower);
        const ObjectName name = m_machine->leave(pageBytes);
        QVERIFY(told.wait(What::Created, bare(name)) != nullptr);
        m_machine->remove(name);
        QVERIFY(told.wait(What::Unlinked, bare(name)) != nullptr);
    }
    QCOMPARE(test::heldResources(), before);
}

/// As many events as the kernel keeps, and more: what is there and what is gone is told all the same.
void ObjectFollowerTest::lostEventsAreReplacedByScans()
{
    if (!hasFileEvents())
        QSKIP("fanotify is for root");
    QFile limitFile(QStringLiteral("/proc/sys/fs/fanotify/max_queued_events"));
    QVERIFY(limitFile.open(QIODevice::ReadOnly));
    const int limit = limitFile.readAll().trimmed().toInt();
    if (limit > 100'000)
        QSKIP("the kernel keeps too many events for this test");
    ObjectFollower follower(m_machine->calls());
    QVERIFY(follower.start());
    Told told(follower);
    test::Child flood([&] {
        for (int i = 0; i < limit + 100; ++i) { // distinct names, which are not merged
            const std::string path = m_machine->folder().pathOf("flood-" + std::to_string(i));
            ::close(::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600));
            ::unlink(path.c_str());
        }
        m_machine->folder().create("last");
    });
    QCOMPARE(flood.waitForEnd(), 0);
    QVERIFY(told.wait(What::Created, "last") != nullptr);
    QVERIFY(told.find(What::EventsLost, {}) != nullptr);
    QVERIFY(follower.scan());
    test::Child after([&] { m_machine->folder().remove("last"); });
    QCOMPARE(after.waitForEnd(), 0);
    const ObjectEvent *event = told.wait(What::Unlinked, "last");
    QVERIFY(event != nullptr && event->by); // events are told again
    QCOMPARE(told.count(What::Unlinked, "last"), 1);
}

/// The first scan opens each object: the kernel tells that, too.
void ObjectFollowerTest::ownOpensDoNotFillTheQueue()
{
    if (!hasFileEvents())
        QSKIP("fanotify is for root");
    QFile limitFile(QStringLiteral("/proc/sys/fs/fanotify/max_queued_events"));
    QVERIFY(limitFile.open(QIODevice::ReadOnly));
    const int limit = limitFile.readAll().trimmed().toInt();
    if (limit > 100'000)
        QSKIP("the kernel keeps too many events for this test");
    for (int i = 0; i < limit + 1000; ++i)
        m_machine->folder().create("object-" + std::to_string(i), 1);
    ObjectFollower follower(m_machine->calls());
    QVERIFY(follower.start());
    const auto events = follower.scan();
    QVERIFY(events);
    QVERIFY(std::ranges::none_of(*events, [](const ObjectEvent &event) { return event.what == What::EventsLost; }));
}

void ObjectFollowerTest::anotherDirectoryIsFollowed()
{
    if (!hasFileEvents())
        QSKIP("fanotify is for root");
    ObjectFollower follower(m_machine->calls());
    QVERIFY(follower.start());
    Told told(follower);
    const std::string &path = m_machine->roots().shm;
    std::filesystem::rename(path, path + "-old");
    std::filesystem::create_directory(path);
    (void)follower.scan();
    test::Child child([&] { m_machine->folder().create("new"); });
    const pid_t pid = child.pid();
    QCOMPARE(child.waitForEnd(), 0);
    const ObjectEvent *event = told.wait(What::Created, "new");
    std::filesystem::remove_all(path + "-old");
    m_machine->folder().remove("new");
    QVERIFY(event != nullptr && event->by);
    QCOMPARE(event->by->pid, pid);
}

/// A permission event would make every process wait for this one.
void ObjectFollowerTest::onlyNotificationsAreAskedFor()
{
    if (!hasFileEvents())
        QSKIP("fanotify is for root");
    test::ScriptedCalls script;
    const auto notifier = script.calls(m_machine->roots()).openFileNotifier();
    QVERIFY(notifier);
    constexpr std::uint64_t hostile = FAN_OPEN | FAN_OPEN_PERM | FAN_ACCESS_PERM | FAN_OPEN_EXEC_PERM;
    QVERIFY(script.calls(m_machine->roots()).watchFileSystem(*notifier, m_machine->roots().shm, hostile));
    for (const CallRecord &record : script.records()) {
        if (record.call == Call::FanotifyInit)
            QVERIFY(record.arguments.contains("FAN_CLASS_NOTIF"));
        if (record.call == Call::FanotifyMark)
            QVERIFY2(record.arguments.contains(", 0x20, "), record.arguments.c_str()); // FAN_OPEN alone
    }
    const ObjectName name = m_machine->leave(); // nobody answers: it would wait forever
    m_machine->remove(name);
    QVERIFY(script.calls(m_machine->roots()).close(*notifier));
}

SHMLAB_TEST_MAIN(ObjectFollowerTest)
#include "tst_object_follower.moc"
