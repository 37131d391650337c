// SPDX-License-Identifier: GPL-3.0-or-later
#include "objects_window_fixture.h"
#include "windows/inside/search_bar.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QToolBar>
#include <QToolButton>

#include <ranges>

using namespace shmlab;
using namespace shmlab::ui;
using namespace std::chrono_literals;
using test::pageBytes;

class InspectorTest : public test::ObjectsWindowFixture {
    Q_OBJECT
private Q_SLOTS:
    void inspectorShowsTheValueAtTheCursor();
    void unlinkedObjectsAreInspected();
    void goesToExpressions_data();
    void goesToExpressions();
    void searches_data();
    void searches();
    void copiesTheSelection();
    void frozenBytesStay();
    void largeObjectsAreFrozenAroundTheSight();
    void whatIsFrozenOutlivesItsName();
    void followsTheWriter_data();
    void followsTheWriter();
    void fault33_otherFilesAreNeitherOpenedNorRemoved();
    void fault35_inspectorLeavesTheVerdict_data();
    void fault35_inspectorLeavesTheVerdict();
    void fault36_shrinksAndGrowsWhileShown_data();
    void fault36_shrinksAndGrowsWhileShown();
    void fault36_replacedWhileShown();
};

void InspectorTest::inspectorShowsTheValueAtTheCursor()
{
    const ObjectName name = leave(pageBytes, std::string_view("\x01\x02\x00\x00", 4), 8);
    show();
    QVERIFY(selects(name));
    const auto value = [&](ValueType type, int column) {
        return inspector().values().model()->index(static_cast<int>(type), column).data().toString();
    };
    QCOMPARE(value(ValueType::Int32, ValueModel::LittleColumn), QStringLiteral("0"));
    hex().goTo(8);
    QCOMPARE(value(ValueType::Int32, ValueModel::LittleColumn), QStringLiteral("513"));
    QCOMPARE(value(ValueType::Int32, ValueModel::BigColumn), QStringLiteral("16908288"));
    hex().goTo(0);
    hex().select(8, 4); // whoever selects an integer wants its value
    QCOMPARE(value(ValueType::Int32, ValueModel::LittleColumn), QStringLiteral("513"));
    QTest::keyClick(&hex(), Qt::Key_Home);
    for (int i = 0; i < 8; ++i)
        QTest::keyClick(&hex(), Qt::Key_Right, i < 4 ? Qt::NoModifier : Qt::ShiftModifier);
    QCOMPARE(hex().selection().begin, 4);
    QCOMPARE(value(ValueType::Int64, ValueModel::LittleColumn), QStringLiteral("2203318222848")); // 513 << 32
    hex().goTo(pageBytes - 1);
    QCOMPARE(value(ValueType::UInt8, ValueModel::LittleColumn), QStringLiteral("0"));
    QCOMPARE(value(ValueType::Int16, ValueModel::LittleColumn), QString()); // beyond the end
}

void InspectorTest::unlinkedObjectsAreInspected()
{
    const ObjectName name = test::objectName();
    test::FaultPeer peer(machine().folderPath());
    QVERIFY(peer.execute("create", name) > 0);
    QCOMPARE(peer.execute("size 4096"), 0);
    QVERIFY(peer.execute("poke 0 1819043144") > 0);
    QCOMPARE(peer.execute("unlink", name), 0);
    show();
    const auto row = [&] {
        for (int i = 0; i < window().objects().rowCount(); ++i) {
            if ('/' + window().objects().report(i).name == name.bytes())
                return i;
        }
        return -1;
    };
    QVERIFY(test::eventually([&] { return row() >= 0; }));
    auto *filter = qobject_cast<ObjectFilter *>(window().table().model());
    window().table().setCurrentIndex(filter->mapFromSource(window().objects().index(row(), 0)));
    QVERIFY(evidence().first().startsWith(QLatin1String("ORPHANED")));
    QCOMPARE(shownText(), std::string("Hell"));
    QVERIFY(insideNotice().contains(QLatin1String("no name any more")));
    QVERIFY(!action("Remove…")->isEnabled() && !action("Join")->isEnabled());
    action("Watch this")->trigger();
    QVERIFY(notice().contains(QLatin1String("cannot be watched")));
    QCOMPARE(window().watches().model().rowCount(), 0);
}

void InspectorTest::goesToExpressions_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<qint64>("offset");
    QTest::addColumn<QString>("error");
    const auto good = [](const char *text, qint64 offset) {
        QTest::newRow(text) << QString::fromLatin1(text) << offset << QString();
    };
    const auto bad = [](const char *text, const char *error) {
        QTest::newRow(text) << QString::fromLatin1(text) << qint64{16} << QString::fromLatin1(error);
    };
    good("0x40+8*3", 0x58);
    good("end-16", 1'048'560);
    good("here+4", 20);
    good("1M-1", 1'048'575);
    good("end", 1'048'575);
    bad("end+1", "beyond the end");
    bad("2M", "beyond the end");
    bad("0x40+", "not understood");
    bad("<b>here</b>", "<b>here</b>: not understood at character 1");
    bad("3/0", "division by zero");
    bad("1-2", "less than zero");
    bad("9999999999G", "more than 64 bits");
}

void InspectorTest::goesToExpressions()
{
    QFETCH(QString, expression);
    QFETCH(qint64, offset);
    QFETCH(QString, error);
    const ObjectName name = leave(1 << 20);
    show();
    QVERIFY(selects(name));
    hex().goTo(16);
    auto *goTo = inspector().bar().findChild<QLineEdit *>();
    goTo->setText(expression);
    QTest::keyClick(goTo, Qt::Key_Return);
    QCOMPARE(hex().cursor(), offset);
    const QString place = labelText("place");
    const QString shown = QStringLiteral("0x%1 (%2)").arg(offset, 0, 16).arg(QLocale().toString(offset));
    QVERIFY2(error.isEmpty() ? place == shown : place.contains(error), qPrintable(place));
    hex().select(0, 3);
    QCOMPARE(labelText("place"), QStringLiteral("0x0 (0) – 3 bytes selected"));
}

void InspectorTest::searches_data()
{
    QTest::addColumn<bool>("isHex");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<qint64>>("places");
    QTest::addColumn<QString>("state");
    const QList<qint64> none;
    const auto found = [](const char *title, bool isHex, const char *text, const QList<qint64> &places) {
        QTest::newRow(title) << isHex << QString::fromLatin1(text) << places << QString();
    };
    found("text", false, "needle", {5000, 70'000});
    found("first byte", false, "left", {0});
    found("last bytes", false, "end!", {99'996});
    found("a single one", false, "!", {99'999});
    found("hex", true, "6e 65 65 64 6C", {5000, 70'000});
    found("hex in one word", true, "0x656e6421", {99'996});
    QTest::newRow("not there") << false << QStringLiteral("Needle") << none << QStringLiteral("not found");
    QTest::newRow("hex by words") << true << QStringLiteral("0x1, 2") << none << QStringLiteral("not found");
    QTest::newRow("half a byte") << true << QStringLiteral("6e6") << none << QStringLiteral("not hex");
    QTest::newRow("no hex") << true << QStringLiteral("needle") << none << QStringLiteral("not hex");
    QTest::newRow("nothing") << false << QString() << none << QString();
}

void InspectorTest::searches()
{
    QFETCH(bool, isHex);
    QFETCH(QString, text);
    QFETCH(QList<qint64>, places);
    QFETCH(QString, state);
    QCOMPARE(SearchBar::parseHex(QStringLiteral("0x1, 2")), std::optional(QByteArray("\1\2")));
    const ObjectName name = test::objectName();
    test::FaultPeer peer(machine().folderPath());
    QVERIFY(peer.execute("create", name) > 0);
    QCOMPARE(peer.execute("size 100000"), 0);
    for (const auto &[at, what] : {std::pair(0, "left"), {5000, "needle"}, {70'000, "needle"}, {99'996, "end!"}})
        machine().write(name, what, at);
    show();
    QVERIFY(selects(name, Verdict::Live));
    auto &bar = *inspector().findChild<SearchBar *>();
    const auto told = [&] { return bar.findChild<QLabel *>()->text(); };
    const auto click = [&](const char *button) {
        for (auto *candidate : bar.findChildren<QToolButton *>()) {
            if (test::plain(candidate->text()) == QLatin1String(button))
                candidate->click();
        }
        return test::eventually([&] { return !told().startsWith(QLatin1String("searching")); });
    };
    bar.findChild<QComboBox *>()->setCurrentIndex(isHex ? 1 : 0);
    bar.findChild<QLineEdit *>()->setText(text);
    const qint64 length = isHex ? SearchBar::parseHex(text).value_or(QByteArray()).size() : text.size();
    const auto isAt = [&](qint64 place, const char *words) {
        return told() == QLatin1String(words) && hex().selection() == HexView::Range{place, place + length};
    };
    if (places.isEmpty()) {
        QVERIFY(click("Next"));
        QVERIFY2(state.isEmpty() ? told().isEmpty() : told().startsWith(state), qPrintable(told()));
        return;
    }
    for (const qint64 place : places)
        QVERIFY2(click("Next") && isAt(place, ""), qPrintable(told()));
    QVERIFY2(click("Next") && isAt(places.first(), "from the beginning"), qPrintable(told()));
    QVERIFY2(click("Previous") && isAt(places.last(), "from the end"), qPrintable(told()));
    for (const qint64 place : places | std::views::reverse | std::views::drop(1))
        QVERIFY2(click("Previous") && isAt(place, ""), qPrintable(told()));
}

void InspectorTest::copiesTheSelection()
{
    const ObjectName name = leave(pageBytes, std::string_view("a\0\xc3\xa4\"", 5), 16);
    show();
    QVERIFY(selects(name));
    hex().select(16, 5);
    const auto copied = [&](const char *how) {
        action(how)->trigger();
        return QApplication::clipboard()->text();
    };
    QCOMPARE(copied("Copy as hex"), QStringLiteral("61 00 c3 a4 22"));
    QCOMPARE(copied("Copy as C"),
             QStringLiteral("const unsigned char bytes[5] = {\n    0x61, 0x00, 0xc3, 0xa4, 0x22,\n};\n"));
    QCOMPARE(inspector().selectionText(InspectorPanel::CopyForm::Text),
             QStringLiteral("a\\x00ä\"")); // harmless where it is pasted, and nothing is lost
    hex().goTo(16);
    QCOMPARE(copied("Copy as hex"), QStringLiteral("61")); // the one at the cursor
    hex().select(pageBytes - 13, 13);
    QVERIFY(copied("Copy as C").contains(QLatin1String("0x00,\n    0x00,\n};")));
}

void InspectorTest::frozenBytesStay()
{
    const ObjectName name = test::objectName();
    test::FaultPeer peer(machine().folderPath());
    QVERIFY(peer.execute("create", name) > 0);
    QCOMPARE(peer.execute("size 65536"), 0);
    QVERIFY(peer.execute("poke 0 1684234849") > 0); // "abcd"
    show();
    QVERIFY(selects(name, Verdict::Live));
    QVERIFY(test::eventually([&] { return shownText() == "abcd"; }));
    action("Freeze")->trigger();
    QVERIFY(peer.execute("poke 0 1") > 0);
    QVERIFY(peer.execute("poke 4 2") > 0);
    QVERIFY(peer.execute("poke 32768 3") > 0);
    InspectorPanel unfrozen(nullptr, machine().calls()); // shows the changes, so this one had the time to
    unfrozen.setVisible(true);
    unfrozen.show(window().table().selectedReport());
    QVERIFY(test::eventually([&] {
        const auto bytes = unfrozen.hexView().bytes();
        return bytes.size() > 4 && bytes[0] == std::byte{1} && bytes[4] == std::byte{2};
    }));
    hex().goTo(0);
    const auto value = [&] {
        const auto row = static_cast<int>(ValueType::Int32);
        return inspector().values().model()->index(row, ValueModel::LittleColumn).data().toString();
    };
    QCOMPARE(value(), QStringLiteral("1684234849"));
    hex().resize(hex().width(), hex().height() + 40); // rows that come into sight
    QCOMPARE(shownText(), std::string("abcd"));
    QCOMPARE(hex().highlightedBytes(), 0);
    hex().select(0, 8);
    QCOMPARE(inspector().selectionText(InspectorPanel::CopyForm::Hex), QStringLiteral("61 62 63 64 00 00 00 00"));
    hex().goTo(32768);
    QCOMPARE(value(), QStringLiteral("0")); // what was not in sight is frozen, too
    hex().goTo(0);
    QCOMPARE(shownText(), std::string("abcd"));
    action("Freeze")->trigger();
    hex().goTo(0);
    QVERIFY(test::eventually([&] { return value() == QStringLiteral("1"); }));
    hex().goTo(8192);
    QVERIFY(test::eventually([&] { return hex().window().contains(8192); }));
    action("Freeze")->trigger();
    peer.killHard();
    machine().remove(name);
    for (int i = 0; i < 3; ++i)
        QTest::keyClick(&hex(), Qt::Key_PageUp);
    hex().goTo(8192);
    QVERIFY(hex().window().contains(8192)); // all that is left of it
}

void InspectorTest::largeObjectsAreFrozenAroundTheSight()
{
    const ObjectName name = leave(64 << 20, "abcd");
    show();
    QVERIFY(selects(name));
    QVERIFY(test::eventually([&] { return shownText() == "abcd"; }));
    action("Freeze")->trigger();
    for (const off_t at : {0, 1 << 20, 40 << 20})
        machine().write(name, "new!", at);
    const auto copied = [&](qint64 at) {
        hex().select(at, 4);
        return inspector().selectionText(InspectorPanel::CopyForm::Text);
    };
    QCOMPARE(copied(1 << 20), QStringLiteral("\\x00\\x00\\x00\\x00"));
    QVERIFY(insideNotice().isEmpty());
    QCOMPARE(copied(40 << 20), QStringLiteral("new!"));
    QVERIFY2(insideNotice().contains(QLatin1String("what is shown beyond")), qPrintable(insideNotice()));
    QCOMPARE(copied(0), QStringLiteral("abcd"));
    QVERIFY(insideNotice().isEmpty());
    const qint64 border = 16 << 20;
    machine().write(name, "12345678", border - 4);
    hex().goTo(border - 4);
    QCOMPARE(hex().window().at(border - 4), std::byte{0}); // what is frozen is so where both are in sight, too
    hex().select(border - 4, 8);
    QCOMPARE(inspector().selectionText(InspectorPanel::CopyForm::Hex), QStringLiteral("00 00 00 00 35 36 37 38"));
}

/// A server that starts again makes another object under the name; nobody chose that.
void InspectorTest::whatIsFrozenOutlivesItsName()
{
    const ObjectName name = leave(pageBytes, "first");
    const ObjectName other = leave(pageBytes, "other");
    show();
    QVERIFY(shows(other, Verdict::Stale));
    QVERIFY(selects(name));
    QVERIFY(test::eventually([&] { return shownText() == "first"; }));
    action("Freeze")->trigger();
    const Identity first = window().table().selectedReport()->status().identity;
    machine().rename(other, name);
    QVERIFY(test::eventually([&] {
        const auto chosen = window().table().selectedReport();
        return chosen && chosen->status().identity != first && verdictOf(name) == Verdict::Stale;
    }));
    QCOMPARE(shownText(), std::string("first"));
    action("Freeze")->trigger();
    QVERIFY(test::eventually([&] { return shownText() == "other"; }));
    action("Freeze")->trigger();
    window().table().selectionModel()->clearSelection();
    QCOMPARE(shownText(), std::string("other"));
    action("Freeze")->trigger(); // and nothing is chosen
    QVERIFY(shownText().empty());
    action("Freeze")->trigger(); // as its shortcut allows
    hex().resize(hex().width(), hex().height() + 40); // there is nothing to come into sight
    QVERIFY(shownText().empty() && insideNotice().isEmpty());
}

void InspectorTest::followsTheWriter_data()
{
    QTest::addColumn<bool>("onlyChanged");
    QTest::newRow("all rows") << false;
    QTest::newRow("only rows that change") << true;
}

void InspectorTest::followsTheWriter()
{
    QFETCH(bool, onlyChanged);
    const ObjectName name = test::objectName();
    test::FaultPeer peer(machine().folderPath());
    QVERIFY(peer.execute("create", name) > 0);
    QCOMPARE(peer.execute("size 67108864"), 0);
    show();
    QVERIFY(selects(name, Verdict::Live));
    if (onlyChanged)
        action("Only rows that change")->trigger();
    action("Follow the writer")->trigger();
    int value = 0;
    for (const qint64 place : {qint64{0x3f00}, qint64{50'000'000}}) { // far down in a page, and far away
        const auto showsIt = [&] {
            (void)peer.execute("poke " + QByteArray::number(place) + ' ' + QByteArray::number(++value));
            const HexView::Range shown = hex().requiredWindow();
            const qint64 last = onlyChanged ? shown.begin + HexView::maxWindowBytes : shown.end;
            return place >= shown.begin && place + 4 <= last && hex().highlightedBytes() > 0;
        };
        QVERIFY(test::eventually(showsIt));
    }
}

void InspectorTest::fault33_otherFilesAreNeitherOpenedNorRemoved()
{
    const ObjectName name = test::objectName();
    QCOMPARE(::mkfifo(machine().path(name).c_str(), 0600), 0); // opening it would wait for a writer
    show();
    QVERIFY(selects(name, Verdict::NotAnObject));
    const QString text = evidence().join(QLatin1Char('\n'));
    QVERIFY2(text.contains(QLatin1String("never opened")) && text.contains(QLatin1String("FIFO")), qPrintable(text));
    QCOMPARE(hex().size(), qint64{0});
    QVERIFY(!inspector().bar().isEnabled());
    QVERIFY(!action("Remove…")->isEnabled());
    QVERIFY(!action("Join")->isEnabled());
}

void InspectorTest::fault35_inspectorLeavesTheVerdict_data()
{
    QTest::addColumn<QStringList>("switches");
    QTest::addColumn<bool>("isHidden");
    for (const bool isHidden : {false, true}) {
        const char *who = isHidden ? ", others are hidden" : "";
        const QString follow = QStringLiteral("Follow the writer");
        QTest::addRow("looking%s", who) << QStringList{} << isHidden;
        QTest::addRow("following the writer%s", who) << QStringList{follow} << isHidden;
        QTest::addRow("only rows that change%s", who)
            << QStringList{QStringLiteral("Only rows that change"), follow} << isHidden;
    }
}

void InspectorTest::fault35_inspectorLeavesTheVerdict()
{
    QFETCH(QStringList, switches);
    QFETCH(bool, isHidden);
    const ObjectName name = leave(1 << 20, "left", 1 << 19);
    const ObjectStatus before = machine().status(name);
    struct stat timesBefore{};
    QCOMPARE(::stat(machine().path(name).c_str(), &timesBefore), 0);
    const test::FakeProc proc; // in which no process holds it
    if (isHidden)
        proc.end(1); // a process is hidden, so that the kernel is asked, which cannot tell us from others
    machine().setProcesses(proc);
    show();
    QVERIFY(selects(name));
    for (const QString &text : switches)
        action(qPrintable(text))->trigger();
    QSignalSpy scans(&window(), &ObjectsWindow::scanShown);
    for (int scan = 0; scan < 100; ++scan) {
        action("Refresh")->trigger();
        QVERIFY(scans.wait());
    }
    QVERIFY(verdictOf(name) == Verdict::Stale);
    QVERIFY2(story(name).size() == 1, qPrintable(story(name).join(QLatin1Char('\n'))));
    QVERIFY(machine().status(name) == before);
    struct stat timesNow{};
    QCOMPARE(::stat(machine().path(name).c_str(), &timesNow), 0);
    QCOMPARE(timesNow.st_ctim.tv_nsec, timesBefore.st_ctim.tv_nsec);
    QCOMPARE(timesNow.st_mtim.tv_nsec, timesBefore.st_mtim.tv_nsec);
    QCOMPARE(timesNow.st_blocks, timesBefore.st_blocks);
}

void InspectorTest::fault36_shrinksAndGrowsWhileShown_data()
{
    QTest::addColumn<bool>("onlyChanged");
    QTest::newRow("all rows") << false;
    QTest::newRow("only rows that change") << true;
}

void InspectorTest::fault36_shrinksAndGrowsWhileShown()
{
    QFETCH(bool, onlyChanged);
    const ObjectName name = test::objectName();
    test::FaultPeer peer(machine().folderPath());
    QVERIFY(peer.execute("create", name) > 0);
    QCOMPARE(peer.execute("size 65536"), 0);
    QVERIFY(peer.execute("poke 65532 7") > 0);
    show();
    QVERIFY(selects(name, Verdict::Live));
    hex().select(65'500, 36);
    if (onlyChanged)
        action("Only rows that change")->trigger();
    QVERIFY(test::eventually([&] { return !hex().bytes().empty(); }));
    QVERIFY(peer.execute("poke 65532 8") > 0);
    QVERIFY(test::eventually([&] { return hex().highlightedBytes() > 0; }));
    const auto isSized = [&](qint64 size) { return test::eventually([&] { return hex().size() == size; }); };
    QCOMPARE(peer.execute("size 0"), 0);
    QVERIFY(isSized(0));
    QVERIFY(test::eventually([&] { return hex().bytes().empty(); }));
    QCOMPARE(hex().selection(), HexView::Range{});
    QCOMPARE(inspector().selectionText(InspectorPanel::CopyForm::Hex), QString());
    (void)window().grab();
    QCOMPARE(peer.execute("size 1048576"), 0);
    QVERIFY(isSized(1'048'576));
    QVERIFY(test::eventually([&] { return !hex().bytes().empty(); }));
    hex().goTo(1'048'575);
    (void)window().grab();
    QCOMPARE(peer.execute("size 100"), 0);
    QVERIFY(isSized(100));
    QVERIFY(test::eventually([&] { return hex().bytes().size() <= 100; }));
    QCOMPARE(hex().cursor(), qint64{99});
    (void)window().grab();
    QCOMPARE(peer.execute("unlink", name), 0);
    QVERIFY(test::eventually([&] { return insideNotice().contains(QLatin1String("It is gone")); }));
    QCOMPARE(hex().size(), qint64{100}); // the last that was seen
    (void)window().grab();
}

void InspectorTest::fault36_replacedWhileShown()
{
    const ObjectName name = leave(pageBytes, "first");
    show();
    QVERIFY(selects(name));
    QCOMPARE(shownText(), std::string("first"));
    machine().remove(name);
    machine().leave(name, pageBytes, "second");
    // Never the bytes of one object under the evidence of the other.
    QVERIFY(test::eventually([&] { return shownText() == "second"; }));
    QVERIFY(window().table().selectedReport()->status().identity == machine().status(name).identity);
    QCOMPARE(hex().highlightedBytes(), 0);
}

SHMLAB_GUI_TEST_MAIN(InspectorTest)
#include "tst_inspector.moc"
