// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor_support.h"
#include "object_reports.h"
#include "windows/objects/object_groups.h"
#include "windows/objects/object_table_layout.h"
#include "wording/natural_order.h"
#include "wording/program_text.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <map>
#include <random>

using namespace shmlab;
using namespace shmlab::ui;
using test::Changes;
using test::madeUp;

namespace {

constexpr auto fatal = QAbstractItemModelTester::FailureReportingMode::Fatal;

ObjectChange appears(const ObjectReportPtr &now)
{
    return {.before = nullptr, .now = now};
}

/// "title: a b|title: c", the titles without their sums.
QString treeOf(const ObjectGroups &groups)
{
    QStringList parts;
    for (int row = 0; row < groups.rowCount(); ++row) {
        const QModelIndex group = groups.index(row, 0);
        QStringList names;
        for (int child = 0; child < groups.rowCount(group); ++child)
            names += groups.index(child, ObjectTableModel::NameColumn, group).data().toString().mid(1);
        parts += group.data().toString().section(QLatin1Char(':'), 0, 0) + QStringLiteral(": ")
            + names.join(QLatin1Char(' '));
    }
    return parts.join(QLatin1Char('|'));
}

} // namespace

class ObjectGroupsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void namesAreOrderedNaturally_data();
    void namesAreOrderedNaturally();
    void programsAreCounted();
    void growthOfTheLastMinute();
    void growthIsShownOnceItIsKnown();
    void growthFollowsTheObject();
    void growthIsSortedByValue();
    void groups_data();
    void groups();
    void sumsCountEachObjectOnce();
    void groupsFollowEveryChange_data();
    void groupsFollowEveryChange();
    void layoutIsKept();
    void invalidLayoutIsIgnored();
};

void ObjectGroupsTest::namesAreOrderedNaturally_data()
{
    QTest::addColumn<QList<QByteArray>>("ordered");
    QTest::newRow("numbers by value") << QList<QByteArray>{"a2", "a10", "a10b2", "a10b10", "a100"};
    QTest::newRow("zeros before the same value first") << QList<QByteArray>{"a01", "a1", "a002", "a2", "a3"};
    QTest::newRow("case aside") << QList<QByteArray>{"Alpha", "alpha", "Beta", "beta1", "Beta2", "gamma"};
    QTest::newRow("case of other letters aside") << QList<QByteArray>{"xz", "x\xc3\x84", "x\xc3\xa4", "x\xc3\xa4z"};
    QTest::newRow("shorter first") << QList<QByteArray>{"", "a", "a0", "ab", "ab_1"};
    QTest::newRow("larger than 64 bits") << QList<QByteArray>{"9", "18446744073709551616", "18446744073709551617",
                                                              "100000000000000000000000"};
    QTest::newRow("bytes that are no text last")
        << QList<QByteArray>{"a", "z", "\xe2\x80\xae", "\xf4\x8f\xbf\xbf", "\x80", "\xc3", "\xed\xa0\x80", "\xff"};
}

void ObjectGroupsTest::namesAreOrderedNaturally()
{
    QFETCH(QList<QByteArray>, ordered);
    const auto less = [](const QByteArray &a, const QByteArray &b) {
        return naturalKey(std::string_view(a.data(), static_cast<std::size_t>(a.size())))
            < naturalKey(std::string_view(b.data(), static_cast<std::size_t>(b.size())));
    };
    for (qsizetype i = 0; i < ordered.size(); ++i) {
        for (qsizetype j = 0; j < ordered.size(); ++j)
            QVERIFY2(less(ordered[i], ordered[j]) == (i < j), (ordered[i] + " and " + ordered[j]).constData());
    }
}

void ObjectGroupsTest::programsAreCounted()
{
    const auto holders = [](std::vector<std::string> programs) {
        return madeUp("a", {.programs = std::move(programs)})->usage.processScan;
    };
    QCOMPARE(holderPrograms(holders({})), QString());
    QCOMPARE(holderPrograms(holders({"python3", "shmlab", "shmlab"})), QStringLiteral("shmlab 2, python3"));
    QCOMPARE(holderPrograms(holders({"b", "a", "c10", "c9"})), QStringLiteral("a, b, c9, c10"));
    QCOMPARE(holderPrograms(holders({"x\n<b>", ""})), QStringLiteral("unknown program, x\\x0a<b>"));
    QCOMPARE(programSet(holders({"shmlab", "python3", "shmlab"})), QStringLiteral("python3, shmlab"));
    QCOMPARE(holderDetails(holders({"a", "b"})), QStringLiteral("2 map: a (pid 101), b (pid 102)"));
    QVERIFY(holderDetails(holders(std::vector<std::string>(20, "a"))).endsWith(QLatin1String("and 8 more")));
}

void ObjectGroupsTest::growthOfTheLastMinute()
{
    GrowthHistory history(1000, 0);
    QVERIFY(!history.bytesPerMinute(9'999));
    QCOMPARE(history.bytesPerMinute(10'000), 0);
    history.see(3000, 20'000);
    QCOMPARE(history.bytesPerMinute(20'000), 6000); // in proportion
    QCOMPARE(history.bytesPerMinute(40'000), 3000);
    QCOMPARE(history.bytesPerMinute(60'000), 2000);
    QCOMPARE(history.bytesPerMinute(79'999), 2000);
    QCOMPARE(history.bytesPerMinute(80'000), 0); // it grew more than a minute ago
    history.see(500, 90'000);
    QCOMPARE(history.bytesPerMinute(90'000), -2500);
    for (int i = 1; i <= 10'000; ++i) // many changes, of which only some are kept
        history.see(i * 10, 100'000 + i * 10);
    QVERIFY(std::abs(*history.bytesPerMinute(200'000) - 60'000) <= 1000);
    QVERIFY(std::abs(*history.bytesPerMinute(220'000) - 40'000) <= 1000);
}

void ObjectGroupsTest::growthIsShownOnceItIsKnown()
{
    qint64 now = 0;
    ObjectTableModel table(nullptr, [&now] { return now; });
    const QAbstractItemModelTester tester(&table, fatal);
    const QSignalSpy changed(&table, &QAbstractItemModel::dataChanged);
    const auto shown = [&] { return table.index(0, ObjectTableModel::GrowthColumn).data().toString(); };
    table.apply(Changes{appears(madeUp("a", {.allocated = 4096}))}, false);
    QCOMPARE(shown(), QStringLiteral("–"));
    QVERIFY(!table.updateGrowth());
    QCOMPARE(changed.count(), 0);
    now = 10'000;
    QVERIFY(!table.updateGrowth());
    QCOMPARE(shown(), QStringLiteral("0"));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.first().at(0).toModelIndex().column(), int{ObjectTableModel::GrowthColumn});
    now = 30'000;
    table.apply(Changes{{.before = table.reportPtr(0), .now = madeUp("a", {.allocated = 4096 + 1024 * 1024})}}, true);
    QCOMPARE(shown(), QStringLiteral("+2.0 MiB"));
    now = 60'000;
    QVERIFY(!table.updateGrowth());
    QCOMPARE(shown(), QStringLiteral("+1.0 MiB"));
    table.apply(Changes{{.before = table.reportPtr(0), .now = madeUp("a", {.allocated = 0})}}, true);
    QCOMPARE(shown(), QStringLiteral("−4.0 KiB"));
    for (int i = 0; i < 5000; ++i) // many at a time are shown in portions
        table.apply(Changes{appears(madeUp("x" + std::to_string(i), {.inode = ino_t(100 + i)}))}, false);
    now = 75'000;
    QVERIFY(table.updateGrowth());
    QVERIFY(table.updateGrowth());
    QVERIFY(!table.updateGrowth());
    QVERIFY(table.growth(5000));
}

void ObjectGroupsTest::growthFollowsTheObject()
{
    qint64 now = 0;
    ObjectTableModel table(nullptr, [&now] { return now; });
    const auto old = madeUp("old", {.allocated = 0});
    table.apply(Changes{appears(old)}, false);
    now = 60'000;
    const auto renamed = madeUp("new", {.allocated = 5000}); // the same inode
    table.apply(Changes{appears(renamed), {.before = old, .now = nullptr}}, true);
    QCOMPARE(table.growth(table.rowOfName("new")), 5000);
    const auto other = madeUp("new", {.allocated = 7000, .inode = 8}); // another inode begins anew
    table.apply(Changes{{.before = renamed, .now = other}}, true);
    QVERIFY(!table.growth(table.rowOfName("new")));
    now = 80'000;
    table.expireHighlights(); // the row of the vanished one goes
    QCOMPARE(table.rowCount(), 1);
    now = 120'000;
    table.updateGrowth();
    QCOMPARE(table.growth(0), 0);
}

void ObjectGroupsTest::growthIsSortedByValue()
{
    qint64 now = 0;
    ObjectTableModel table(nullptr, [&now] { return now; });
    ObjectFilter filter(&table);
    const QAbstractItemModelTester tester(&filter, fatal);
    const auto report = [](const char *name, ino_t inode, off_t bytes) {
        return madeUp(name, {.allocated = bytes, .inode = inode});
    };
    const std::vector<ObjectReportPtr> before{report("a", 1, 100'000), report("b", 2, 100'000),
                                              report("c", 3, 100'000)};
    for (const auto &each : before)
        table.apply(Changes{appears(each)}, false);
    now = 60'000;
    table.apply(Changes{appears(report("d", 4, 1)),
                        {.before = before[0], .now = report("a", 1, 109'000)},
                        {.before = before[1], .now = report("b", 2, 120'000)},
                        {.before = before[2], .now = report("c", 3, 90'000)}},
                true);
    table.updateGrowth();
    filter.sort(ObjectTableModel::GrowthColumn, Qt::DescendingOrder);
    QStringList names;
    for (int row = 0; row < filter.rowCount(); ++row)
        names += filter.index(row, 0).data().toString();
    QCOMPARE(names.join(QLatin1Char(' ')), QStringLiteral("/b /a /c /d")); // +20,000 +9,000 −10,000 and unknown
}

void ObjectGroupsTest::groups_data()
{
    QTest::addColumn<int>("grouping");
    QTest::addColumn<QString>("tree");
    QTest::newRow("program") << int{static_cast<int>(Grouping::Program)}
                             << QStringLiteral("Cat: a2 a10|cat, python3: both|python3: p1|no process seen: left");
    QTest::newRow("kind") << int{static_cast<int>(Grouping::Kind)}
                          << QStringLiteral("Python: a2 a10|PyTorch: p1|unknown: both left");
    QTest::newRow("owner") << int{static_cast<int>(Grouping::Owner)}
                           << QStringLiteral("98765: a2 left|1234567: a10 both p1");
    QTest::newRow("none") << int{static_cast<int>(Grouping::None)} << QString();
}

void ObjectGroupsTest::groups()
{
    QFETCH(int, grouping);
    QFETCH(QString, tree);
    ObjectTableModel table;
    ObjectFilter filter(&table);
    ObjectGroups groups(&filter);
    const QAbstractItemModelTester tester(&groups, fatal);
    const auto apply = [&] {
        table.apply(
            Changes{
                appears(madeUp("a10", {.inode = 1, .kind = Kind::Python, .owner = 1'234'567, .programs = {"Cat"}})),
                appears(madeUp("a2", {.inode = 2, .kind = Kind::Python, .owner = 98'765, .programs = {"Cat", "Cat"}})),
                appears(madeUp("both", {.inode = 3, .owner = 1'234'567, .programs = {"python3", "cat"}})),
                appears(madeUp("left", {.inode = 4, .owner = 98'765})),
                appears(
                    madeUp("p1", {.inode = 5, .kind = Kind::PyTorch, .owner = 1'234'567, .programs = {"python3"}}))},
            false);
    };
    apply();
    groups.setGrouping(static_cast<Grouping>(grouping));
    QCOMPARE(treeOf(groups), tree);
    groups.setGrouping(Grouping::None);
    QCOMPARE(groups.rowCount(), 0);
    ObjectTableModel late; // the objects come while they are grouped
    ObjectFilter lateFilter(&late);
    ObjectGroups lateGroups(&lateFilter);
    const QAbstractItemModelTester lateTester(&lateGroups, fatal);
    lateGroups.setGrouping(static_cast<Grouping>(grouping));
    for (int row = 0; row < table.rowCount(); ++row)
        late.apply(Changes{appears(table.reportPtr(row))}, true);
    QCOMPARE(treeOf(lateGroups), tree);
}

void ObjectGroupsTest::sumsCountEachObjectOnce()
{
    ObjectTableModel table;
    ObjectFilter filter(&table);
    ObjectGroups groups(&filter);
    const QAbstractItemModelTester tester(&groups, fatal);
    groups.setGrouping(Grouping::Kind);
    const auto b = madeUp("b", {.allocated = 2048, .inode = 2});
    table.apply(Changes{appears(madeUp("a", {.allocated = 1024, .inode = 1})), appears(b),
                        appears(madeUp("c", {.allocated = 1024, .inode = 1, .isSecondName = true}))},
                false);
    const auto summary = [&] { return groups.index(0, 0).data().toString(); };
    QCOMPARE(summary(), QStringLiteral("unknown: 3 objects, 3.0 KiB"));
    QSignalSpy changed(&groups, &QAbstractItemModel::dataChanged);
    table.apply(Changes{{.before = b, .now = nullptr}}, true); // vanished: struck out for some seconds
    QCOMPARE(groups.rowCount(groups.index(0, 0)), 3);
    QCOMPARE(summary(), QStringLiteral("unknown: 2 objects, 1.0 KiB"));
    QVERIFY(std::ranges::any_of(changed,
                                [&](const auto &each) { return each.at(0).toModelIndex() == groups.index(0, 0); }));
    QVERIFY(filter.setText(QStringLiteral("/a"), false));
    QCOMPARE(summary(), QStringLiteral("unknown: 1 object, 1.0 KiB"));
}

void ObjectGroupsTest::groupsFollowEveryChange_data()
{
    QTest::addColumn<int>("grouping");
    for (const Grouping grouping : {Grouping::Program, Grouping::Kind, Grouping::Owner})
        QTest::addRow("%d", static_cast<int>(grouping)) << static_cast<int>(grouping);
}

/// Objects come, go, change and are sorted and filtered: the groups are always those of a model made anew, each
/// remembered index leads to the same object, and nothing is reset.
void ObjectGroupsTest::groupsFollowEveryChange()
{
    QFETCH(int, grouping);
    qint64 now = 0;
    ObjectTableModel table(nullptr, [&now] { return now; });
    ObjectFilter filter(&table);
    ObjectGroups groups(&filter);
    const QAbstractItemModelTester tester(&groups, fatal);
    groups.setGrouping(static_cast<Grouping>(grouping));
    const QSignalSpy resets(&groups, &QAbstractItemModel::modelReset);
    std::mt19937 random(20'261'127); // NOLINT(cert-msc51-cpp): the same changes in every run
    const auto below = [&](unsigned limit) { return static_cast<int>(random() % limit); };
    const std::array<std::vector<std::string>, 5> holders{{{}, {"a"}, {"b"}, {"a", "b"}, {"c", "c"}}};
    std::map<std::string, ObjectReportPtr> present;
    std::map<std::string, QPersistentModelIndex> remembered;
    ino_t inode = 1;
    for (int step = 0; step < 80; ++step) {
        Changes changes;
        for (int i = below(12); i > 0; --i) {
            const std::string name = "n" + std::to_string(below(60));
            ObjectReportPtr &object = present[name];
            const ObjectReportPtr before = object;
            object = below(4) == 0 ? nullptr
                                   : madeUp(name,
                                            {.allocated = below(9000),
                                             .inode = before ? before->status().identity.inode : ++inode,
                                             .kind = below(2) == 0 ? Kind::Python : Kind::Unknown,
                                             .owner = static_cast<uid_t>(below(3)),
                                             .programs = holders.at(static_cast<std::size_t>(below(5)))});
            if (before || object)
                changes.push_back({.before = before, .now = object});
        }
        table.apply(changes, true);
        now += below(2000);
        table.expireHighlights();
        table.updateGrowth();
        if (below(5) == 0)
            groups.sort(below(ObjectTableModel::ColumnCount), below(2) == 0 ? Qt::AscendingOrder : Qt::DescendingOrder);
        if (below(7) == 0)
            QVERIFY(filter.setText(below(2) == 0 ? QStringLiteral("[02468]$") : QString(), true));
        ObjectGroups fresh(&filter);
        fresh.setGrouping(groups.grouping());
        QCOMPARE(treeOf(groups), treeOf(fresh));
        for (auto &[name, index] : remembered) {
            if (index.isValid())
                QCOMPARE(index.data().toString(), QLatin1Char('/') + QString::fromStdString(name));
        }
        for (const auto &[name, object] : present) {
            const QModelIndex index = groups.fromFilter(filter.mapFromSource(table.index(table.rowOfName(name), 0)));
            if (index.isValid())
                remembered[name] = index;
        }
    }
    QVERIFY(remembered.size() > 20);
    QCOMPARE(resets.count(), 0);
}

void ObjectGroupsTest::layoutIsKept()
{
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("settings")), QSettings::IniFormat);
    QVERIFY(ObjectTableLayout::load(settings) == ObjectTableLayout::defaults());
    ObjectTableLayout layout = ObjectTableLayout::defaults();
    std::ranges::reverse(layout.columns.begin() + 1, layout.columns.end());
    layout.columns[3].width = 123;
    layout.columns[4].isShown = !layout.columns[4].isShown;
    layout.sortColumn = ObjectTableModel::GrowthColumn;
    layout.sortOrder = Qt::DescendingOrder;
    layout.grouping = Grouping::Owner;
    layout.save(settings);
    settings.sync();
    QSettings again(folder.filePath(QStringLiteral("settings")), QSettings::IniFormat);
    QVERIFY(ObjectTableLayout::load(again) == layout);
}

void ObjectGroupsTest::invalidLayoutIsIgnored()
{
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("settings")), QSettings::IniFormat);
    settings.beginWriteArray("objects/table");
    int entry = 0;
    for (const auto &[key, width, isShown] : {std::tuple("inode", "80", "true"),
                                              {"name", "-7", "false"},
                                              {"nonsense", "80", "true"},
                                              {"size", "1e9", "?"},
                                              {"inode", "90", "false"}}) {
        settings.setArrayIndex(entry++);
        settings.setValue("column", QLatin1String(key));
        settings.setValue("width", QLatin1String(width));
        settings.setValue("shown", QLatin1String(isShown));
    }
    settings.endArray();
    settings.setValue("objects/sortedBy", QStringLiteral("nonsense"));
    settings.setValue("objects/groupedBy", 17);
    const ObjectTableLayout layout = ObjectTableLayout::load(settings);
    QCOMPARE(layout.columns.size(), std::size_t{ObjectTableModel::ColumnCount});
    const auto of = [&](int column) {
        return *std::ranges::find(layout.columns, column, &ObjectTableLayout::Column::column);
    };
    QCOMPARE(of(ObjectTableModel::InodeColumn).width, 80);
    QCOMPARE(of(ObjectTableModel::NameColumn).width, 0);
    QVERIFY(of(ObjectTableModel::NameColumn).isShown); // always
    QCOMPARE(of(ObjectTableModel::SizeColumn).width, 0);
    QCOMPARE(layout.sortColumn, int{ObjectTableModel::NameColumn});
    QVERIFY(layout.grouping == Grouping::None);
}

SHMLAB_TEST_MAIN(ObjectGroupsTest)
#include "tst_object_groups.moc"
