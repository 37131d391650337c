// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor_support.h"
#include "windows/inside/value_model.h"
#include "windows/objects/object_filter.h"
#include "windows/objects/object_table_model.h"
#include "windows/timeline/timeline_filter.h"
#include "windows/timeline/timeline_model.h"
#include "windows/watches/watch_model.h"
#include "wording/change_text.h"
#include "wording/evidence_text.h"
#include "wording/object_json.h"
#include "wording/object_text.h"
#include "wording/value_text.h"

#include <QAbstractItemModelTester>
#include <QCoreApplication>
#include <QFont>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QSignalSpy>

#include <cstring>
#include <iterator>
#include <limits>
#include <set>

#include <sys/mman.h>

using namespace shmlab;
using namespace shmlab::ui;
using namespace std::chrono_literals;
using test::cat;
using test::Changes;
using test::refresh;

namespace {

constexpr auto fatal = QAbstractItemModelTester::FailureReportingMode::Fatal;

struct Facts {
    Verdict verdict = Verdict::Stale;
    off_t size = 4096;
    off_t allocated = 4096;
    ino_t inode = 7;
    Kind kind = Kind::Unknown;
    mode_t mode = 0600;
    uid_t owner = 1000;
    std::int64_t created = 1'000'000;
    std::int64_t modified = 1'000'000;
    std::vector<pid_t> holders{};
    bool hasName = true;
};

ObjectReportPtr report(const std::string &name, const Facts &facts = {})
{
    auto made = std::make_shared<ObjectReport>();
    made->name = name;
    made->hasName = facts.hasName;
    made->kind = facts.kind;
    ObjectStatus &status = made->usage.status;
    status.identity = {.device = 1, .inode = facts.inode};
    status.sizeBytes = facts.size;
    status.allocatedBytes = facts.allocated;
    status.mode = S_IFREG | facts.mode;
    status.owner = facts.owner;
    status.links = facts.hasName ? 1 : 0;
    status.createdSeconds = facts.created;
    status.modifiedSeconds = facts.modified;
    made->usage.verdict = facts.verdict;
    for (const pid_t pid : facts.holders) {
        Holder holder;
        holder.process.pid = pid;
        holder.process.program = "cat" + std::to_string(pid);
        holder.maps = true;
        made->usage.processScan.holders.push_back(holder);
    }
    return made;
}

ObjectChange appears(const ObjectReportPtr &now)
{
    return {.before = nullptr, .now = now};
}

QStringList titlesOf(const QAbstractItemModel &model)
{
    QStringList titles;
    for (int row = 0; row < model.rowCount(); ++row)
        titles += model.index(row, ObjectTableModel::NameColumn).data().toString();
    return titles;
}

QStringList split(const char *words)
{
    return QString::fromLatin1(words).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

QFont fontOf(const QAbstractItemModel &model, int row, int column = ObjectTableModel::NameColumn)
{
    return model.index(row, column).data(Qt::FontRole).value<QFont>();
}

std::span<const std::byte> bytes(std::string_view text)
{
    return std::as_bytes(std::span(text));
}

} // namespace

class ObjectModelsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void followAChangingDirectory();
    void newRowsAreBoldForAWhile();
    void vanishedRowsAreStruckOutForAWhile();
    void vanishedObjectsReturnToTheirRow();
    void oneRowPerNameInABatch();
    void unlinkedObjectsHaveRowsOfTheirOwn();
    void sortsByValue_data();
    void sortsByValue();
    void filters_data();
    void filters();
    void filterFollowsChanges();
    void sumsFollowChanges();
    void descriptionOfEachChange_data();
    void descriptionOfEachChange();
    void evidenceStatesOnlyFacts();
    void evidenceStatesWhatIsUnknown();
    void timelineOfOneName();
    void valuesInBothByteOrders();
    void numbersAsText_data();
    void numbersAsText();
    void bytesAsTextUpToNul();
    void watchesComeAndGo();
    void fault38_hostileNamesAreEscaped();
};

void ObjectModelsTest::followAChangingDirectory()
{
    const auto &[folder, proc, roots] = test::FakeMachine();
    ObjectMonitor list{InspectCalls(roots)};
    ObjectTableModel table;
    ObjectFilter filter(&table);
    TimelineModel timeline;
    TimelineFilter onlyA(&timeline);
    onlyA.setName("/a");
    const QAbstractItemModelTester tableTester(&table, fatal);
    const QAbstractItemModelTester filterTester(&filter, fatal);
    const QAbstractItemModelTester timelineTester(&timeline, fatal);
    const QAbstractItemModelTester onlyTester(&onlyA, fatal);
    const QSignalSpy resets(&table, &QAbstractItemModel::modelReset);
    const QSignalSpy filterResets(&filter, &QAbstractItemModel::modelReset);
    const auto step = [&](bool isFirst = false) {
        const Changes changes = refresh(list);
        table.apply(changes, !isFirst);
        timeline.add(changes, QDateTime::currentDateTime(), isFirst);
        table.expireHighlights();
    };
    const auto present = [&] {
        std::set<std::string> names;
        for (const ObjectReportPtr &known : table.present())
            names.insert(known->name);
        return names;
    };
    folder.create("a");
    folder.create("b");
    step(true);
    QCOMPARE(present(), (std::set<std::string>{"a", "b"}));
    QCOMPARE(::truncate(folder.pathOf("a").c_str(), 100'000), 0);
    step();
    QCOMPARE(table.report(table.rowOfName("a")).status().sizeBytes, off_t{100'000});
    proc.add(cat, "cat");
    proc.open(cat, 3, folder.pathOf("b"));
    step();
    QCOMPARE(table.report(table.rowOfName("b")).verdict(), Verdict::Live);
    filter.setVerdict(Verdict::Live);
    QCOMPARE(titlesOf(filter), QStringList{QStringLiteral("/b")});
    proc.end(cat);
    step();
    QCOMPARE(filter.rowCount(), 0);
    filter.setVerdict({});
    folder.remove("a");
    step();
    QCOMPARE(present(), (std::set<std::string>{"b"}));
    folder.create("a");
    step();
    QCOMPARE(table.rowCount(), 2);
    QCOMPARE(present(), (std::set<std::string>{"a", "b"}));
    folder.remove("b");
    folder.create("b");
    step();
    for (int i = 0; i < 1200; ++i)
        folder.create(std::to_string(i), 0);
    step();
    QCOMPARE(table.rowCount(), 1202);
    QCOMPARE(filter.rowCount(), 1202);
    filter.setText(QStringLiteral("^/1.*5$"), true);
    filter.sort(ObjectTableModel::InodeColumn, Qt::DescendingOrder);
    for (int i = 0; i < 1200; i += 3)
        folder.remove(std::to_string(i));
    for (int i = 1; i < 1200; i += 3)
        folder.write(std::to_string(i), "x");
    step();
    QCOMPARE(present().size(), std::size_t{802});
    QVERIFY(test::eventually([&] {
        table.expireHighlights();
        return table.rowCount() == 802;
    }));
    filter.setText({}, false);
    QCOMPARE(filter.rowCount(), 802);
    for (const char *name : {"a", "b", "1", "1199"})
        QCOMPARE(table.report(table.rowOfName(name)).name, std::string(name)); // rows are still found
    QVERIFY(onlyA.rowCount() >= 4 && onlyA.rowCount() < timeline.rowCount());
    QCOMPARE(resets.count(), 0);
    QCOMPARE(filterResets.count(), 0);
}

void ObjectModelsTest::newRowsAreBoldForAWhile()
{
    ObjectTableModel table;
    const QAbstractItemModelTester tester(&table, fatal);
    table.apply(Changes{appears(report("old"))}, false);
    table.apply(Changes{appears(report("new", {.inode = 8}))}, true);
    QVERIFY(!fontOf(table, table.rowOfName("old")).bold());
    QVERIFY(fontOf(table, table.rowOfName("new")).bold());
    QVERIFY(fontOf(table, table.rowOfName("old"), ObjectTableModel::VerdictColumn).bold()); // always
    const QSignalSpy changed(&table, &QAbstractItemModel::dataChanged);
    QElapsedTimer clock;
    clock.start();
    QVERIFY(test::eventually([&] {
        table.expireHighlights();
        return !fontOf(table, table.rowOfName("new")).bold();
    }));
    QVERIFY(clock.elapsed() >= ObjectTableModel::highlightMilliseconds / 2);
    QCOMPARE(changed.count(), 1);
    // Another inode is new again; another size is not.
    table.apply(Changes{{.before = report("new", {.inode = 8}), .now = report("new", {.size = 1, .inode = 8})}}, true);
    QVERIFY(!fontOf(table, table.rowOfName("new")).bold());
    table.apply(Changes{{.before = report("new", {.inode = 8}), .now = report("new", {.inode = 9})}}, true);
    QVERIFY(fontOf(table, table.rowOfName("new")).bold());
}

void ObjectModelsTest::vanishedRowsAreStruckOutForAWhile()
{
    ObjectTableModel table;
    const QAbstractItemModelTester tester(&table, fatal);
    const auto gone = report("gone");
    table.apply(Changes{appears(gone), appears(report("stays", {.inode = 8}))}, false);
    table.apply(Changes{{.before = gone, .now = nullptr}}, true);
    QCOMPARE(table.rowCount(), 2);
    const int row = table.rowOfName("gone");
    QVERIFY(table.hasVanished(row) && fontOf(table, row).strikeOut());
    QVERIFY(table.index(row, 0).data(Qt::AccessibleTextRole).toString().contains(QLatin1String("vanished")));
    QVERIFY(!fontOf(table, table.rowOfName("stays")).strikeOut());
    QCOMPARE(table.present().size(), std::size_t{1});
    table.expireHighlights();
    QCOMPARE(table.rowCount(), 2);
    QVERIFY(test::eventually([&] {
        table.expireHighlights();
        return table.rowCount() == 1;
    }));
    QCOMPARE(table.rowOfName("gone"), -1);
    QCOMPARE(table.rowOfName("stays"), 0);
}

void ObjectModelsTest::vanishedObjectsReturnToTheirRow()
{
    ObjectTableModel table;
    const QAbstractItemModelTester tester(&table, fatal);
    const auto first = report("a");
    const auto second = report("a", {.inode = 9});
    table.apply(Changes{appears(first)}, false);
    table.apply(Changes{{.before = first, .now = nullptr}}, true);
    table.apply(Changes{appears(second)}, true);
    QCOMPARE(table.rowCount(), 1);
    QVERIFY(!table.hasVanished(0) && fontOf(table, 0).bold() && !fontOf(table, 0).strikeOut());
    QCOMPARE(table.report(0).status().identity.inode, ino_t{9});
}

void ObjectModelsTest::oneRowPerNameInABatch()
{
    ObjectTableModel table;
    const QAbstractItemModelTester tester(&table, fatal);
    const auto first = report("a");
    const auto second = report("a", {.inode = 9});
    table.apply(Changes{appears(first), {.before = first, .now = nullptr}, appears(second), appears(report("b"))},
                true);
    QCOMPARE(table.rowCount(), 2);
    QCOMPARE(table.report(table.rowOfName("a")).status().identity.inode, ino_t{9});
    QVERIFY(!table.hasVanished(table.rowOfName("a")));
    QCOMPARE(table.rowOfName("b"), 1);
    // Gone before it was shown.
    table.apply(Changes{{.before = report("c"), .now = nullptr}}, true);
    QCOMPARE(table.rowCount(), 2);
}

void ObjectModelsTest::unlinkedObjectsHaveRowsOfTheirOwn()
{
    ObjectTableModel table;
    const QAbstractItemModelTester tester(&table, fatal);
    table.apply(Changes{appears(report("a")), appears(report("a", {.inode = 8, .hasName = false})),
                        appears(report("a", {.inode = 9, .hasName = false}))},
                false);
    QCOMPARE(table.rowCount(), 3);
    QVERIFY(table.report(table.rowOfName("a")).hasName);
    QCOMPARE(titlesOf(table),
             (QStringList{QStringLiteral("/a"), QStringLiteral("/a (unlinked)"), QStringLiteral("/a (unlinked)")}));
}

void ObjectModelsTest::sortsByValue_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("ascending");
    QTest::newRow("name, case aside") << int{ObjectTableModel::NameColumn} << QStringLiteral("/a /B /c /d");
    QTest::newRow("verdict, by severity") << int{ObjectTableModel::VerdictColumn} << QStringLiteral("/d /c /a /B");
    QTest::newRow("kind") << int{ObjectTableModel::KindColumn} << QStringLiteral("/c /d /a /B");
    QTest::newRow("size") << int{ObjectTableModel::SizeColumn} << QStringLiteral("/c /B /d /a");
    QTest::newRow("allocated") << int{ObjectTableModel::AllocatedColumn} << QStringLiteral("/a /d /c /B");
    QTest::newRow("holders, by program") << int{ObjectTableModel::HoldersColumn} << QStringLiteral("/a /B /d /c");
    QTest::newRow("mode") << int{ObjectTableModel::ModeColumn} << QStringLiteral("/B /a /d /c");
    QTest::newRow("owner, numbers by value") << int{ObjectTableModel::OwnerColumn} << QStringLiteral("/d /a /B /c");
    QTest::newRow("created") << int{ObjectTableModel::CreatedColumn} << QStringLiteral("/a /B /c /d");
    QTest::newRow("modified") << int{ObjectTableModel::ModifiedColumn} << QStringLiteral("/d /c /B /a");
    QTest::newRow("inode") << int{ObjectTableModel::InodeColumn} << QStringLiteral("/d /B /c /a");
}

void ObjectModelsTest::sortsByValue()
{
    QFETCH(int, column);
    QFETCH(QString, ascending);
    ObjectTableModel table;
    ObjectFilter filter(&table);
    const QAbstractItemModelTester tester(&filter, fatal);
    table.apply(Changes{appears(report("a",
                                       {.verdict = Verdict::Stale,
                                        .size = off_t{1} << 40,
                                        .allocated = 9,
                                        .inode = 1000,
                                        .mode = 0600,
                                        .owner = 9,
                                        .created = 1,
                                        .modified = 4000})),
                        appears(report("B",
                                       {.verdict = Verdict::Unknown,
                                        .size = 200,
                                        .allocated = 100'000,
                                        .inode = 20,
                                        .mode = 0400,
                                        .owner = 10,
                                        .created = 20,
                                        .modified = 300})),
                        appears(report("c",
                                       {.verdict = Verdict::Stopped,
                                        .size = 9,
                                        .allocated = 2000,
                                        .inode = 300,
                                        .kind = Kind::BoostManaged,
                                        .mode = 01777,
                                        .owner = 1000,
                                        .created = 300,
                                        .modified = 20,
                                        .holders = {7, 8}})),
                        appears(report("d",
                                       {.verdict = Verdict::Live,
                                        .size = 1000,
                                        .allocated = 100,
                                        .inode = 3,
                                        .kind = Kind::Python,
                                        .mode = 0666,
                                        .owner = 0,
                                        .created = 4000,
                                        .modified = 1,
                                        .holders = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}}))},
                false);
    filter.sort(column);
    QStringList expected = split(qPrintable(ascending));
    QCOMPARE(titlesOf(filter), expected);
    filter.sort(column, Qt::DescendingOrder);
    const bool hasTies = column == ObjectTableModel::HoldersColumn || column == ObjectTableModel::KindColumn;
    if (hasTies) // equal rows are sorted by name, in descending order as well
        QCOMPARE(titlesOf(filter).first(), expected.last());
    std::ranges::reverse(expected);
    QCOMPARE(titlesOf(filter), expected);
}

void ObjectModelsTest::filters_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isExpression");
    QTest::addColumn<int>("verdict");
    QTest::addColumn<int>("owner");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char *what, const char *text, bool isExpression, int verdict, int owner,
                        const char *shown) {
        QTest::newRow(what) << QString::fromUtf8(text) << isExpression << verdict << owner << QString::fromUtf8(shown);
    };
    row("all", "", false, -1, -1, "/camera.0 /psm_1 /sem.x /xäx");
    row("part of a name, case-insensitive", "CAM", false, -1, -1, "/camera.0");
    row("non-ASCII letters, case-insensitive", "XÄ", false, -1, -1, "/xäx");
    row("text is not an expression", ".", false, -1, -1, "/camera.0 /sem.x");
    row("kind", "pyth", false, -1, -1, "/psm_1");
    row("program", "cat7", false, -1, -1, "/camera.0");
    row("expression", "^/(sem|psm)", true, -1, -1, "/psm_1 /sem.x");
    row("path", "/dev/shm/psm_1", false, -1, -1, "/psm_1");
    row("path as an expression", "^/dev/shm/(sem|psm)", true, -1, -1, "/psm_1 /sem.x");
    row("expression of a program", "cat[78]$", true, -1, -1, "/camera.0");
    row("verdict", "", false, int{static_cast<int>(Verdict::Stale)}, -1, "/psm_1 /xäx");
    row("owner", "", false, -1, 0, "/sem.x");
    row("all at once", "m", false, int{static_cast<int>(Verdict::Stale)}, 1000, "/psm_1");
    row("none", "nothing", false, -1, -1, "");
}

void ObjectModelsTest::filters()
{
    QFETCH(QString, text);
    QFETCH(bool, isExpression);
    QFETCH(int, verdict);
    QFETCH(int, owner);
    QFETCH(QString, shown);
    ObjectTableModel table;
    ObjectFilter filter(&table);
    const QAbstractItemModelTester tester(&filter, fatal);
    table.apply(Changes{appears(report("camera.0", {.verdict = Verdict::Live, .holders = {7}})),
                        appears(report("psm_1", {.kind = Kind::Python})),
                        appears(report("sem.x", {.verdict = Verdict::Unknown, .kind = Kind::Semaphore, .owner = 0})),
                        appears(report("xäx"))},
                false);
    QVERIFY(filter.setText(text, isExpression));
    filter.setVerdict(verdict < 0 ? std::nullopt : std::optional(static_cast<Verdict>(verdict)));
    filter.setOwner(owner < 0 ? std::nullopt : std::optional(static_cast<uid_t>(owner)));
    QCOMPARE(titlesOf(filter), shown.split(QLatin1Char(' '), Qt::SkipEmptyParts));
    QVERIFY(!filter.setText(QStringLiteral("(unfinished"), true));
    QCOMPARE(titlesOf(filter), shown.split(QLatin1Char(' '), Qt::SkipEmptyParts)); // the last valid filter stays
    QVERIFY(filter.setText(QStringLiteral("(unfinished"), false));
    QCOMPARE(filter.rowCount(), 0);
}

void ObjectModelsTest::filterFollowsChanges()
{
    ObjectTableModel table;
    ObjectFilter filter(&table);
    const QAbstractItemModelTester tester(&filter, fatal);
    filter.setVerdict(Verdict::Stale);
    filter.sort(ObjectTableModel::SizeColumn);
    const auto a = report("a", {.size = 1});
    const auto b = report("b", {.size = 2, .inode = 8});
    table.apply(Changes{appears(a), appears(b)}, false);
    QCOMPARE(titlesOf(filter), split("/a /b"));
    const auto larger = report("a", {.size = 3});
    table.apply(Changes{{.before = a, .now = larger}}, true);
    QCOMPARE(titlesOf(filter), split("/b /a"));
    table.apply(Changes{{.before = larger, .now = report("a", {.verdict = Verdict::Live, .size = 3})}}, true);
    QCOMPARE(titlesOf(filter), split("/b"));
}

void ObjectModelsTest::sumsFollowChanges()
{
    VerdictSums sums;
    QCOMPARE(sumsText(sums), QStringLiteral("no objects"));
    const auto a = report("a", {.allocated = 1024});
    const auto b = report("b", {.verdict = Verdict::Live, .allocated = 2048});
    sums.add(*a);
    QCOMPARE(sumsText(sums), QStringLiteral("1 object: 1 STALE 1.0 KiB"));
    sums.add(*b);
    sums.add(*b);
    QCOMPARE(sumsText(sums), QStringLiteral("3 objects: 2 LIVE 4.0 KiB, 1 STALE 1.0 KiB"));
    QCOMPARE(sums.objects(), 3);
    sums.add(*b, -1);
    sums.add(*a, -1);
    QCOMPARE(sumsText(sums), QStringLiteral("1 object: 1 LIVE 2.0 KiB"));
}

void ObjectModelsTest::descriptionOfEachChange_data()
{
    QTest::addColumn<ObjectReportPtr>("before");
    QTest::addColumn<ObjectReportPtr>("now");
    QTest::addColumn<bool>("isFirst");
    QTest::addColumn<QStringList>("story");
    const ObjectReportPtr none;
    const auto row = [](const char *what, const ObjectReportPtr &before, const ObjectReportPtr &now,
                        const QStringList &story,
                        bool isFirst = false) { QTest::newRow(what) << before << now << isFirst << story; };
    const auto plain = report("a");
    row("existed before", none, plain, {QStringLiteral("existed: inode 7, 4096 bytes, STALE")}, true);
    row("created", none, plain, {QStringLiteral("created: inode 7, 4096 bytes, STALE")});
    row("created and held", none, report("a", {.verdict = Verdict::Live, .holders = {5}}),
        {QStringLiteral("created: inode 7, 4096 bytes, LIVE"), QStringLiteral("mapped to read by cat5 (pid 5)")});
    row("unlinked but held", none, report("a", {.verdict = Verdict::Orphaned, .hasName = false}),
        {QStringLiteral("held without a name: inode 7, 4096 bytes, ORPHANED")});
    row("unlinked", plain, none, {QStringLiteral("unlinked")});
    row("freed", report("a", {.hasName = false}), none, {QStringLiteral("freed: the last holder released it")});
    row("sized", plain, report("a", {.size = 0}), {QStringLiteral("sized from 4096 bytes to 0 bytes")});
    row("mode", plain, report("a", {.mode = 0666}), {QStringLiteral("mode changed from 0600 to 0666")});
    row("created again", plain, report("a", {.inode = 8}), {QStringLiteral("created again as inode 8, which was 7")});
    row("mapped by", plain, report("a", {.verdict = Verdict::Live, .holders = {5}}),
        {QStringLiteral("mapped to read by cat5 (pid 5)"), QStringLiteral("verdict: LIVE, was STALE")});
    row("released by one of two", report("a", {.verdict = Verdict::Live, .holders = {5, 6}}),
        report("a", {.verdict = Verdict::Live, .holders = {6}}), {QStringLiteral("released by cat5 (pid 5)")});
    const auto held = [](auto change) {
        auto made = std::make_shared<ObjectReport>(*report("a", {.verdict = Verdict::Live, .holders = {5}}));
        change(made->usage.processScan.holders.front());
        return ObjectReportPtr(made);
    };
    const auto opened =
        held([](Holder &holder) { holder = {.process = holder.process, .opens = true, .opensReadable = true}; });
    const auto both = held([](Holder &holder) { holder.opens = true; });
    const auto writing = held([](Holder &holder) { holder.mapsWritable = true; });
    row("opened by", report("a", {.verdict = Verdict::Live}), opened, {QStringLiteral("opened by cat5 (pid 5)")});
    row("mapped after it was opened", opened, both, {QStringLiteral("mapped to read by cat5 (pid 5)")});
    row("unmapped, still open", both, opened, {QStringLiteral("unmapped by cat5 (pid 5)")});
    row("also mapped writable", both, writing, {QStringLiteral("mapped to write by cat5 (pid 5)")});
    row("closed, still mapped", both, held([](Holder &) { }), {});
    row("modified", plain, report("a", {.modified = 2'000'000}), {});
    row("stalled", report("a", {.verdict = Verdict::Live}), report("a", {.verdict = Verdict::Stalled}),
        {QStringLiteral("verdict: STALLED, was LIVE")});
}

void ObjectModelsTest::descriptionOfEachChange()
{
    QFETCH(ObjectReportPtr, before);
    QFETCH(ObjectReportPtr, now);
    QFETCH(bool, isFirst);
    QFETCH(QStringList, story);
    QCOMPARE(changeDescriptions({.before = before, .now = now}, isFirst), story);
}

void ObjectModelsTest::evidenceStatesOnlyFacts()
{
    auto mapped = std::make_shared<ObjectReport>(*report("a", {.verdict = Verdict::Orphaned, .holders = {5}}));
    mapped->hasName = false;
    QVERIFY(objectEvidence(*mapped).join(QLatin1Char('\n')).contains(QLatin1String("mode 0600")));
    mapped->isStatusKnown = false; // only a mapping shows it
    const QString evidence = objectEvidence(*mapped).join(QLatin1Char('\n'));
    for (const char *invented : {"mode", "user id", "created 1970", "Size"})
        QVERIFY2(!evidence.contains(QLatin1String(invented)), qPrintable(evidence));
    QVERIFY(evidence.contains(QLatin1String("cat5 (pid 5): maps it to read")));
    QVERIFY(evidence.contains(QLatin1String("mapped but not open")));
}

void ObjectModelsTest::evidenceStatesWhatIsUnknown()
{
    auto unreadable = std::make_shared<ObjectReport>(*report("a", {.verdict = Verdict::Unknown}));
    const auto evidence = [&] { return objectEvidence(*unreadable).join(QLatin1Char('\n')); };
    QVERIFY2(!evidence().contains(QLatin1String("lease")), qPrintable(evidence()));
    unreadable->usage.processScan.isLeased = true;
    QVERIFY2(evidence().contains(QLatin1String("A process holds a lease on it.")), qPrintable(evidence()));
    unreadable->usage.processScan.descriptorsInFlight = 3;
    QVERIFY2(evidence().contains(QLatin1String("wait in sockets to be received: 3")), qPrintable(evidence()));
    unreadable->usage.status.mode = S_IFREG;
    QVERIFY2(evidence().contains(QLatin1String("mode 0000")), qPrintable(evidence()));
    QVERIFY(!evidence().contains(QLatin1String("hard links")));
    unreadable->usage.status.links = 2;
    QVERIFY2(evidence().contains(QLatin1String("2 names (hard links)")), qPrintable(evidence()));
}

void ObjectModelsTest::timelineOfOneName()
{
    TimelineModel timeline;
    TimelineFilter only(&timeline);
    const QAbstractItemModelTester tester(&timeline, fatal);
    const QAbstractItemModelTester onlyTester(&only, fatal);
    const QDateTime time(QDate(2026, 1, 2), QTime(3, 4, 5, 6));
    timeline.add(Changes{appears(report("a")), appears(report("b\n"))}, time, false);
    timeline.add(Changes{{.before = report("a"), .now = nullptr}}, time, false);
    QCOMPARE(timeline.rowCount(), 3);
    QCOMPARE(timeline.index(0, TimelineModel::TimeColumn).data().toString(), QStringLiteral("03:04:05.006"));
    QCOMPARE(timeline.index(1, TimelineModel::NameColumn).data().toString(), QStringLiteral("/b\\x0a"));
    QCOMPARE(timeline.index(2, TimelineModel::EventColumn).data().toString(), QStringLiteral("unlinked"));
    QCOMPARE(only.rowCount(), 3);
    only.setName("/a");
    QCOMPARE(only.rowCount(), 2);
    only.setName("/b\\x0a");
    QCOMPARE(only.rowCount(), 1);
    timeline.add(Changes{appears(report("b\n", {.inode = 9}))}, time, false);
    QCOMPARE(only.rowCount(), 2);
    only.setName("/c");
    QCOMPARE(only.rowCount(), 0);
    only.setName({});
    QCOMPARE(only.rowCount(), 4);
    timeline.addTransientNames(std::vector<std::string>{"short"}, time);
    QCOMPARE(timeline.index(4, TimelineModel::NameColumn).data().toString(), QStringLiteral("/short"));
    QVERIFY(timeline.index(4, TimelineModel::EventColumn).data().toString().contains(QLatin1String("between two")));
    // The number of events is bounded.
    Changes many(30'000, appears(report("c")));
    timeline.add(many, time, false);
    QCOMPARE(timeline.rowCount(), 20'000);
}

void ObjectModelsTest::valuesInBothByteOrders()
{
    ValueModel model;
    const QAbstractItemModelTester tester(&model, fatal);
    const auto value = [&](ValueType type, int column = ValueModel::LittleColumn) {
        return model.index(static_cast<int>(type), column).data().toString();
    };
    QCOMPARE(model.rowCount(), static_cast<int>(valueTypes.size()));
    for (int row = 0; row < model.rowCount(); ++row) {
        QCOMPARE(model.index(row, ValueModel::TypeColumn).data().toString().toStdString(),
                 std::string(rowOf(ValueModel::type(row)).name));
        QCOMPARE(model.index(row, ValueModel::LittleColumn).data().toString(), QString()); // no bytes are known
    }
    const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setBytes(bytes(std::string_view("\xff\xfeHi\0\0\0\0\0secret", 15)));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(value(ValueType::Int8), QStringLiteral("-1"));
    QCOMPARE(value(ValueType::UInt8, ValueModel::BigColumn), QStringLiteral("255"));
    QCOMPARE(value(ValueType::Int16), QStringLiteral("-257"));
    QCOMPARE(value(ValueType::UInt16, ValueModel::BigColumn), QStringLiteral("65534"));
    QCOMPARE(value(ValueType::UInt32, ValueModel::BigColumn), QStringLiteral("4294854761"));
    QCOMPARE(value(ValueType::Text), QStringLiteral("\\xff\\xfeHi"));
    model.setBytes(bytes(std::string_view("\xff\xfeHi\0\0\0\0\0secret", 15)));
    QCOMPARE(changed.count(), 1); // no change
    model.setBytes(bytes("\x01\x02\x03"));
    QCOMPARE(value(ValueType::Int16), QStringLiteral("513"));
    QCOMPARE(value(ValueType::Int32), QString()); // too few bytes are left
    model.setBytes({});
    QCOMPARE(value(ValueType::Int8), QString());
}

void ObjectModelsTest::numbersAsText_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("isHex");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *what, ValueType type, auto value, const char *text, bool isHex = false) {
        QTest::newRow(what) << static_cast<int>(type)
                            << QByteArray(reinterpret_cast<const char *>(&value), sizeof value) << isHex
                            << QString::fromUtf8(text);
    };
    row("smallest byte", ValueType::Int8, std::int8_t{-128}, "-128");
    row("smallest byte in hex", ValueType::Int8, std::int8_t{-128}, "0x80", true);
    row("smallest of 64 bits", ValueType::Int64, std::numeric_limits<std::int64_t>::min(), "-9223372036854775808");
    row("largest of 64 bits", ValueType::UInt64, std::numeric_limits<std::uint64_t>::max(), "18446744073709551615");
    row("largest in hex", ValueType::UInt64, std::numeric_limits<std::uint64_t>::max(), "0xffffffffffffffff", true);
    row("minus one of 16 bits in hex", ValueType::Int16, std::int16_t{-1}, "0xffff", true);
    row("small one in hex", ValueType::UInt32, 10U, "0x0000000a", true);
    row("float", ValueType::Float, 0.1F, "0.1");
    row("double", ValueType::Double, 0.1, "0.1");
    row("a third", ValueType::Double, 1.0 / 3, "0.3333333333333333");
    row("not a number", ValueType::Double, std::numeric_limits<double>::quiet_NaN(), "nan");
    row("infinite", ValueType::Float, -std::numeric_limits<float>::infinity(), "-inf");
    row("largest double", ValueType::Double, std::numeric_limits<double>::max(), "1.7976931348623157e+308");
    row("epoch", ValueType::TimeSeconds, std::int64_t{0}, "1970-01-01 00:00:00 UTC");
    row("seconds", ValueType::TimeSeconds, std::int64_t{1'700'000'000}, "2023-11-14 22:13:20 UTC");
    row("nanoseconds", ValueType::TimeNanoseconds, std::int64_t{1'700'000'000'999'999'999}, "2023-11-14 22:13:20 UTC");
    row("end of year 9999", ValueType::TimeSeconds, std::int64_t{253'402'300'799}, "9999-12-31 23:59:59 UTC");
    row("beyond", ValueType::TimeSeconds, std::int64_t{253'402'300'800}, "–");
    row("before", ValueType::TimeSeconds, std::int64_t{-1}, "–");
}

void ObjectModelsTest::numbersAsText()
{
    QFETCH(int, type);
    QFETCH(QByteArray, bytes);
    QFETCH(bool, isHex);
    QFETCH(QString, text);
    const auto number = decode(std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size()))),
                               static_cast<ValueType>(type), std::endian::native);
    QVERIFY(number);
    QCOMPARE(numberText(*number, static_cast<ValueType>(type), isHex), text);
}

void ObjectModelsTest::bytesAsTextUpToNul()
{
    QCOMPARE(bytesAsText({}), QString());
    QCOMPARE(bytesAsText(bytes(std::string_view("\0hidden", 7))), QString());
    QCOMPARE(bytesAsText(bytes("plain")), QStringLiteral("plain"));
    QCOMPARE(bytesAsText(bytes("a\tb\x1b\xff\\")), QStringLiteral("a\\x09b\\x1b\\xff\\\\"));
    QCOMPARE(bytesAsText(bytes("ä\xe2\x80\xae")), QStringLiteral("ä\\xe2\\x80\\xae"));
    QCOMPARE(bytesAsText(bytes("ä").first(1)), QStringLiteral("\\xc3")); // a truncated character
}

void ObjectModelsTest::watchesComeAndGo()
{
    WatchModel model;
    const QAbstractItemModelTester tester(&model, fatal);
    const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    const QSignalSpy selection(&model, &WatchModel::selectionChanged);
    const ObjectName name = test::objectName();
    const auto sample = [&] {
        for (WatchPass pass(model.targets()); !pass.isDone();)
            model.apply(pass.step({}), WatchModel::Clock::now());
    };
    sample();
    model.add({.label = QStringLiteral("a"), .object = name, .offset = 16, .isPlotted = true});
    model.add({.label = QStringLiteral("b"), .object = name, .type = ValueType::Text, .count = 8});
    model.add({.label = QStringLiteral("c"),
               .object = name,
               .type = ValueType::UInt16,
               .count = 3,
               .order = std::endian::big});
    QCOMPARE(selection.count(), 3);
    sample();
    const auto text = [&](int row, int column) { return model.index(row, column).data().toString(); };
    QCOMPARE(text(0, WatchModel::OffsetColumn), QStringLiteral("0x10"));
    QCOMPARE(text(0, WatchModel::ValueColumn), QStringLiteral("cannot be read"));
    QCOMPARE(text(2, WatchModel::TypeColumn), QStringLiteral("uint16[3], big-endian"));
    QCOMPARE(model.index(0, 0).data(Qt::CheckStateRole).toInt(), int{Qt::Checked});
    QVERIFY(!model.index(1, 0).data(Qt::CheckStateRole).isValid()); // text cannot be plotted
    QVERIFY(model.setData(model.index(0, 0), Qt::Unchecked, Qt::CheckStateRole));
    QVERIFY(!model.watch(0).isPlotted);
    QVERIFY(model.setData(model.index(0, 0), QStringLiteral("renamed"), Qt::EditRole));
    QVERIFY(!model.setData(model.index(0, WatchModel::ValueColumn), 7, Qt::EditRole));
    QCOMPARE(model.watch(0).label, QStringLiteral("renamed"));
    model.replace(1, {.label = QStringLiteral("d"), .object = name});
    model.removeWatches({0});
    QCOMPARE(text(0, WatchModel::LabelColumn), QStringLiteral("d"));
    const std::vector<Watch> kept = model.watches();
    QCOMPARE(resets.count(), 0);
    const auto before = selection.count();
    model.setWatches({});
    QCOMPARE(model.rowCount(), 0);
    model.setWatches(kept);
    QVERIFY(model.watches() == kept);
    QCOMPARE(selection.count(), before + 2); // emitted once, however many there are
    model.resetStatistics();
    QCOMPARE(resets.count(), 2);
}

void ObjectModelsTest::fault38_hostileNamesAreEscaped()
{
    const auto &[folder, proc, roots] = test::FakeMachine();
    const std::map<std::string, QString> names{
        {"<b>bold", QStringLiteral("/<b>bold")},
        {"a\nb", QStringLiteral("/a\\x0ab")},
        {"\x1b[2J", QStringLiteral("/\\x1b[2J")},
        {"\xff\xfe", QStringLiteral("/\\xff\\xfe")},
        {"\xe2\x80\xaegpj", QStringLiteral("/\\xe2\\x80\\xaegpj")},
        {"\\x0a", QStringLiteral("/\\\\x0a")},
        {std::string(255, 'x'), QLatin1Char('/') + QString(255, QLatin1Char('x'))}};
    for (const auto &[name, shown] : names)
        folder.create(name);
    ObjectMonitor list{InspectCalls(roots)};
    ObjectTableModel table;
    TimelineModel timeline;
    const QAbstractItemModelTester tester(&table, fatal);
    const Changes changes = refresh(list);
    table.apply(changes, false);
    timeline.add(changes, QDateTime::currentDateTime(), true);
    QCOMPARE(table.rowCount(), static_cast<int>(names.size()));
    for (const auto &[name, shown] : names) {
        const int row = table.rowOfName(name);
        QVERIFY(row >= 0);
        QCOMPARE(table.index(row, ObjectTableModel::NameColumn).data().toString(), shown);
        QVERIFY(!table.index(row, ObjectTableModel::NameColumn)
                     .data(Qt::ToolTipRole)
                     .isValid()); // a tool tip might be rich text
        QCOMPARE(unescape(shown.toStdString()), '/' + name);
        const QJsonObject json = QJsonDocument::fromJson(detailedJson(table.report(row))).object();
        QCOMPARE(json.value(QLatin1String("name")).toString(), shown);
    }
    for (int row = 0; row < timeline.rowCount(); ++row)
        QVERIFY(!timeline.index(row, TimelineModel::NameColumn).data().toString().contains(QLatin1Char('\n')));
    auto held = std::make_shared<ObjectReport>(*report("a", {.holders = {5}}));
    held->usage.processScan.holders.front().process.program = "x\n<i>LIVE";
    for (const QString &line : objectEvidence(*held) + changeDescriptions(appears(held), false))
        QVERIFY2(!line.contains(QLatin1Char('\n')), qPrintable(line));
}

SHMLAB_TEST_MAIN(ObjectModelsTest)
#include "tst_object_models.moc"
