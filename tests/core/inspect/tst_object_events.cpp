// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include "inspect/file_event_records.h"

#include <shmlab/inspect/object_events.h>

#include <cstring>
#include <memory>

#include <fcntl.h>
#include <sys/fanotify.h>
#include <sys/stat.h>

using namespace shmlab;
using What = ObjectEvent::What;

Q_DECLARE_METATYPE(std::vector<ObjectChange>)

namespace {

std::shared_ptr<ObjectReport> object(const std::string &name, ino_t inode, off_t size = 4096,
                                     Verdict verdict = Verdict::Live)
{
    auto report = std::make_shared<ObjectReport>();
    report->name = name;
    report->usage.status = {.identity = {.device = 1, .inode = inode}, .sizeBytes = size, .mode = S_IFREG, .links = 1};
    report->usage.verdict = verdict;
    return report;
}

std::shared_ptr<ObjectReport> unlinked(const std::string &name, ino_t inode)
{
    auto report = object(name, inode, 4096, Verdict::Orphaned);
    report->hasName = false;
    return report;
}

Holder holder(pid_t pid, bool maps, bool opens, bool isWritable)
{
    Holder one;
    one.process = {.pid = pid, .startTicks = 5, .program = "user"};
    one.maps = maps;
    one.mapsWritable = maps && isWritable;
    one.opens = opens;
    one.opensWritable = opens && isWritable;
    return one;
}

std::shared_ptr<ObjectReport> held(std::vector<Holder> holders)
{
    auto report = object("a", 7);
    report->usage.processScan.holders = std::move(holders);
    return report;
}

/// "created a", "mapped a by 5 rw", …
QStringList story(const std::vector<ObjectEvent> &events)
{
    const QStringList names{QStringLiteral("created"),   QStringLiteral("replaced"), QStringLiteral("renamed"),
                            QStringLiteral("grown"),     QStringLiteral("shrunk"),   QStringLiteral("opened"),
                            QStringLiteral("mapped"),    QStringLiteral("unmapped"), QStringLiteral("closed"),
                            QStringLiteral("released"),  QStringLiteral("unlinked"), QStringLiteral("freed"),
                            QStringLiteral("transient"), QStringLiteral("verdict"),  QStringLiteral("lost")};
    QStringList lines;
    for (const ObjectEvent &event : events) {
        QString line = names.at(static_cast<int>(event.what)) + QLatin1Char(' ') + QString::fromStdString(event.name);
        if (!event.newName.empty())
            line += QStringLiteral(" to ") + QString::fromStdString(event.newName);
        if (event.by)
            line += QStringLiteral(" by %1").arg(event.by->pid);
        if (event.isWritable)
            line += *event.isWritable ? QStringLiteral(" rw") : QStringLiteral(" r");
        if (event.what == What::Grown || event.what == What::Shrunk)
            line += QStringLiteral(" %1-%2").arg(event.sizeBefore.value_or(-1)).arg(event.sizeNow.value_or(-1));
        lines += line;
    }
    return lines;
}

/// An event as the kernel writes it.
std::string kernelEvent(std::uint64_t mask, pid_t pid, const std::string &handle, const std::string &name)
{
    fanotify_event_info_fid info{};
    file_handle head{};
    head.handle_bytes = static_cast<unsigned>(handle.size());
    head.handle_type = 1;
    const std::size_t used = offsetof(fanotify_event_info_fid, handle) + sizeof head + handle.size() + name.size() + 1;
    const std::size_t length = (used + 3) / 4 * 4;
    info.hdr = {.info_type = FAN_EVENT_INFO_TYPE_DFID_NAME, .pad = 0, .len = static_cast<std::uint16_t>(length)};
    fanotify_event_metadata metadata{};
    metadata.event_len = static_cast<std::uint32_t>(sizeof metadata + length);
    metadata.vers = FANOTIFY_METADATA_VERSION;
    metadata.metadata_len = sizeof metadata;
    metadata.mask = mask;
    metadata.fd = FAN_NOFD;
    metadata.pid = pid;
    std::string bytes(reinterpret_cast<const char *>(&metadata), sizeof metadata);
    bytes.append(reinterpret_cast<const char *>(&info), offsetof(fanotify_event_info_fid, handle));
    bytes.append(reinterpret_cast<const char *>(&head), sizeof head);
    bytes += handle + name;
    bytes.resize(metadata.event_len);
    return bytes;
}

} // namespace

class ObjectEventsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eventsOfOneScan_data();
    void eventsOfOneScan();
    void holdersAreSeenOneScanLater();
    void newObjectsHaveSizeVerdictAndMaker();
    void directoriesHaveNoSize();
    void eventsOfTheKernel();
    void recordsOfTheKernelAreRead();
    void brokenRecordsAreLeftOut();
};

void ObjectEventsTest::eventsOfOneScan_data()
{
    QTest::addColumn<std::vector<ObjectChange>>("changes");
    QTest::addColumn<QStringList>("told");
    const auto row = [](const char *name, std::vector<ObjectChange> changes, const char *told) {
        const QString text = QString::fromLatin1(told);
        QTest::newRow(name) << std::move(changes)
                            << (text.isEmpty() ? QStringList() : text.split(QStringLiteral(", ")));
    };
    row("nothing", {}, "");
    row("created", {{nullptr, object("a", 7)}}, "created a");
    row("unlinked", {{object("a", 7), nullptr}}, "unlinked a");
    row("grown", {{object("a", 7), object("a", 7, 5000)}}, "grown a 4096-5000");
    row("shrunk", {{object("a", 7), object("a", 7, 5)}}, "shrunk a 4096-5");
    row("verdict", {{object("a", 7), object("a", 7, 4096, Verdict::Stale)}}, "verdict a");
    row("another object", {{object("a", 7), object("a", 8)}}, "replaced a");
    row("another object while the first one is held", {{object("a", 7), object("a", 8)}, {nullptr, unlinked("a", 7)}},
        "replaced a, verdict a");
    row("unlinked while it is held", {{object("a", 7), nullptr}, {nullptr, unlinked("a", 7)}}, "unlinked a, verdict a");
    row("the last user of an unlinked one", {{unlinked("a", 7), nullptr}}, "freed a");
    row("renamed, the old name first", {{object("a", 7), nullptr}, {nullptr, object("b", 7)}}, "renamed a to b");
    row("renamed, the new name first", {{nullptr, object("b", 7)}, {object("c", 7), nullptr}}, "renamed c to b");
    row("renamed and grown", {{object("a", 7), nullptr}, {nullptr, object("b", 7, 5000)}},
        "renamed a to b, grown b 4096-5000");
    row("renamed over another one", {{object("a", 7), object("a", 8)}, {object("t", 8), nullptr}},
        "replaced a, renamed t to a");
    row("two names for one that is gone",
        {{object("a", 7), nullptr}, {nullptr, object("b", 7)}, {nullptr, object("c", 7)}}, "renamed a to b, created c");
    const Holder reads = holder(5, false, true, false);
    const Holder writes = holder(5, false, true, true);
    const Holder mapsToRead = holder(5, true, false, false);
    const Holder mapsToWrite = holder(5, true, false, true);
    row("opened to read", {{held({}), held({reads})}}, "opened a by 5 r");
    row("opened to write", {{held({}), held({writes})}}, "opened a by 5 rw");
    row("opened to write as well", {{held({reads}), held({writes})}}, "opened a by 5 rw");
    row("mapped to read", {{held({}), held({mapsToRead})}}, "mapped a by 5 r");
    row("mapped to write as well", {{held({mapsToRead}), held({mapsToWrite})}}, "mapped a by 5 rw");
    row("mapped instead of open", {{held({writes}), held({mapsToWrite})}}, "mapped a by 5 rw");
    row("unmapped", {{held({holder(5, true, true, true)}), held({writes})}}, "unmapped a by 5");
    row("let go", {{held({mapsToWrite}), held({})}}, "released a by 5");
    Holder reused = reads;
    reused.process.startTicks = 99;
    row("another process of the same pid", {{held({reads}), held({reused})}}, "opened a by 5 r, released a by 5");
    row("new and held", {{nullptr, held({holder(5, true, true, true)})}},
        "created a, opened a by 5 rw, mapped a by 5 rw");
}

void ObjectEventsTest::eventsOfOneScan()
{
    QFETCH(std::vector<ObjectChange>, changes);
    QFETCH(QStringList, told);
    QCOMPARE(story(eventsOf(changes)), told);
}

/// A scan reads the processes first: an object that is unlinked right after that seems to be gone.
void ObjectEventsTest::holdersAreSeenOneScanLater()
{
    const auto before = held({holder(5, true, true, true)});
    const auto now = std::make_shared<ObjectReport>(*before);
    now->hasName = false;
    now->usage.verdict = Verdict::Orphaned;
    const std::vector<ObjectChange> changes{{nullptr, now}};
    QCOMPARE(story(eventsOf(changes, std::vector<ObjectReportPtr>{before})), QStringList{QStringLiteral("verdict a")});
    QCOMPARE(story(eventsOf(changes, std::vector<ObjectReportPtr>{object("a", 8)})), // another one had the name
             (QStringList{QStringLiteral("opened a by 5 rw"), QStringLiteral("mapped a by 5 rw")}));
}

void ObjectEventsTest::newObjectsHaveSizeVerdictAndMaker()
{
    const auto created = object("a", 7, 100, Verdict::Unused);
    created->maker = Maker{.pid = 12, .source = Maker::Source::Presence};
    ObjectEvent event = eventsOf(std::vector<ObjectChange>{{nullptr, created}}).at(0);
    QCOMPARE(event.sizeNow, std::optional<off_t>(100));
    QCOMPARE(event.verdictNow, std::optional(Verdict::Unused));
    QCOMPARE(event.inode, ino_t{7});
    QVERIFY(event.by && event.by->pid == 12 && !event.by->process);
    // A name can contain any pid, and the holder that was seen need not be the creator.
    for (const auto source : {Maker::Source::Name, Maker::Source::Timeline}) {
        created->maker->source = source;
        QVERIFY(!eventsOf(std::vector<ObjectChange>{{nullptr, created}}).at(0).by);
    }
}

void ObjectEventsTest::directoriesHaveNoSize()
{
    const auto directory = [](off_t size) {
        auto report = object("d", 7, size, Verdict::NotAnObject);
        report->usage.status.mode = S_IFDIR;
        return report;
    };
    QVERIFY(!eventsOf(std::vector<ObjectChange>{{nullptr, directory(40)}}).at(0).sizeNow);
    QVERIFY(eventsOf(std::vector<ObjectChange>{{directory(40), directory(60)}}).empty());
}

void ObjectEventsTest::eventsOfTheKernel()
{
    const auto told = [](FileEvent::Action action, pid_t pid = 5) {
        const auto event = eventOf({.action = action, .name = "a", .newName = {}, .pid = pid});
        return event ? story({*event}).first() : QString();
    };
    using Action = FileEvent::Action;
    QCOMPARE(told(Action::Created), QStringLiteral("created a by 5"));
    QCOMPARE(told(Action::Created, 0), QStringLiteral("created a"));
    QCOMPARE(told(Action::Opened), QStringLiteral("opened a by 5"));
    QCOMPARE(told(Action::ClosedReadOnly), QStringLiteral("closed a by 5 r"));
    QCOMPARE(told(Action::ClosedWritable), QStringLiteral("closed a by 5 rw"));
    QCOMPARE(told(Action::Removed), QStringLiteral("unlinked a by 5"));
    QCOMPARE(told(Action::Written), QString()); // its effect is told, with the sizes
}

void ObjectEventsTest::recordsOfTheKernelAreRead()
{
    const std::string bytes = kernelEvent(FAN_CREATE | FAN_OPEN, 42, "0123456789ab", "name")
        + kernelEvent(FAN_DELETE, 43, "0123456789ab", std::string(255, 'n'));
    const auto records = parseFileEvents(bytes);
    QCOMPARE(records.size(), std::size_t{2});
    QCOMPARE(records[0].mask, std::uint64_t{FAN_CREATE | FAN_OPEN});
    QCOMPARE(records[0].pid, pid_t{42});
    QCOMPARE(records[0].name, std::string("name"));
    QVERIFY(records[0].directory.ends_with("0123456789ab"));
    QCOMPARE(records[0].directory, records[1].directory);
    QCOMPARE(records[1].name, std::string(255, 'n'));
}

/// Whatever is cut off or overwritten, nothing is read beyond the end.
void ObjectEventsTest::brokenRecordsAreLeftOut()
{
    const std::string whole = kernelEvent(FAN_CREATE, 42, "0123456789ab", "name");
    for (std::size_t size = 0; size < whole.size(); ++size)
        QVERIFY(parseFileEvents(std::vector<char>(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)))
                    .empty());
    for (std::size_t at = 0; at < whole.size(); ++at) {
        for (const char byte : {'\0', '\x7f', '\xff'}) {
            std::vector<char> changed(whole.begin(), whole.end());
            changed[at] = byte;
            QVERIFY(parseFileEvents(changed).size() <= 2);
        }
    }
}

SHMLAB_TEST_MAIN(ObjectEventsTest)
#include "tst_object_events.moc"
