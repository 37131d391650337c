// SPDX-License-Identifier: GPL-3.0-or-later
#include "staged_object.h"
#include "windows/inside/inspector_panel.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QScrollBar>
#include <QSettings>
#include <QStandardPaths>
#include <QTableView>
#include <QToolBar>
#include <QToolButton>

#include <chrono>
#include <csignal>
#include <cstring>
#include <ranges>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

using namespace shmlab;
using namespace shmlab::ui;
using namespace std::chrono_literals;
using test::StagedObject;

namespace {

/// The panel on its own, with an object in it.
class Panel {
public:
    explicit Panel(StagedObject &object) : Panel(object, object.report())
    {
        if (!test::eventually([&] { return m_panel.bar().isEnabled() && !m_panel.hexView().bytes().empty(); }))
            qFatal("the object is not shown");
    }
    Panel(StagedObject &object, const ObjectReportPtr &report) : m_panel(object.acquisition)
    {
        m_panel.resize(900, 500);
        static_cast<QWidget &>(m_panel).show();
        m_panel.show(report);
    }
    InspectorPanel *operator->() { return &m_panel; }
    const InspectorPanel *operator->() const { return &m_panel; }

private:
    InspectorPanel m_panel;
};

QAction *action(const Panel &panel, const char *beginning)
{
    for (QAction *candidate : panel->actions()) {
        if (candidate->text().remove(QLatin1Char('&')).startsWith(QString::fromUtf8(beginning)))
            return candidate;
    }
    qFatal("there is no action %s", beginning);
}

QString labelText(const Panel &panel, const char *label)
{
    const auto *found = panel->findChild<QLabel *>(QLatin1String(label));
    return found->isHidden() ? QString() : found->text();
}

/// The notice of the panel above its bytes.
QString notice(const Panel &panel)
{
    return labelText(panel, "insideNotice");
}

std::string shownText(const Panel &panel)
{
    const auto bytes = panel->hexView().bytes();
    const std::string_view all(reinterpret_cast<const char *>(bytes.data()), bytes.size());
    return std::string(all.substr(0, all.find('\0')));
}

QString copied(const Panel &panel, const char *how)
{
    QApplication::clipboard()->clear();
    action(panel, how)->trigger();
    (void)test::eventually([] { return !QApplication::clipboard()->text().isEmpty(); });
    return QApplication::clipboard()->text();
}

/// Waits until all earlier requests have been read: work is done in order.
bool isRead(StagedObject &object)
{
    bool isDone = false;
    object.acquisition.run(
        &object.acquisition, [](const InspectCalls &) { return true; }, [&](bool) { isDone = true; });
    return test::eventually([&] { return isDone; });
}

} // namespace

class InspectorTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void inspectorShowsTheValueAtTheCursor();
    void goesToExpressions_data();
    void goesToExpressions();
    void searches_data();
    void searches();
    void copiesTheSelection();
    void frozenBytesStay();
    void largeObjectsAreFrozenAroundTheVisibleBytes();
    void followsTheWriter_data();
    void followsTheWriter();
    void followingAFastWriterStaysQuick();
    void fault36_shrinksAndGrowsWhileShown_data();
    void fault36_shrinksAndGrowsWhileShown();
    void guiThreadMakesNoCalls();
    void leasedObjectsDelayNothing();
    void unreadableObjectsSayWhy();
};

void InspectorTest::inspectorShowsTheValueAtTheCursor()
{
    StagedObject object(4096);
    object.write(std::string_view("\x01\x02\x00\x00", 4), 8);
    Panel panel(object);
    const auto value = [&](ValueType type, int column) {
        return panel->values().model()->index(static_cast<int>(type), column).data().toString();
    };
    QCOMPARE(value(ValueType::Int32, ValueModel::LittleColumn), QStringLiteral("0"));
    panel->hexView().goTo(8);
    QCOMPARE(value(ValueType::Int32, ValueModel::LittleColumn), QStringLiteral("513"));
    QCOMPARE(value(ValueType::Int32, ValueModel::BigColumn), QStringLiteral("16908288"));
    panel->hexView().goTo(0);
    panel->hexView().select(8, 4); // the value of a selected integer is shown
    QCOMPARE(value(ValueType::Int32, ValueModel::LittleColumn), QStringLiteral("513"));
    QTest::keyClick(&panel->hexView(), Qt::Key_Home);
    for (int i = 0; i < 8; ++i)
        QTest::keyClick(&panel->hexView(), Qt::Key_Right, i < 4 ? Qt::NoModifier : Qt::ShiftModifier);
    QCOMPARE(panel->hexView().selection().begin, 4);
    QCOMPARE(value(ValueType::Int64, ValueModel::LittleColumn), QStringLiteral("2203318222848")); // 513 << 32
    panel->hexView().goTo(4096 - 1);
    QVERIFY(test::eventually([&] { return value(ValueType::UInt8, ValueModel::LittleColumn) == QStringLiteral("0"); }));
    QCOMPARE(value(ValueType::Int16, ValueModel::LittleColumn), QString()); // beyond the end
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
    bad("0x40+", "syntax error");
    bad("<b>here</b>", "<b>here</b>: syntax error at character 1");
    bad("3/0", "division by zero");
    bad("1-2", "less than zero");
    bad("9999999999G", "more than 64 bits");
}

void InspectorTest::goesToExpressions()
{
    QFETCH(QString, expression);
    QFETCH(qint64, offset);
    QFETCH(QString, error);
    StagedObject object(1 << 20);
    Panel panel(object);
    panel->hexView().goTo(16);
    auto *goTo = panel->bar().findChild<QLineEdit *>();
    goTo->setText(expression);
    QTest::keyClick(goTo, Qt::Key_Return);
    QCOMPARE(panel->hexView().cursor(), offset);
    const QString place = labelText(panel, "place");
    const QString shown = QStringLiteral("0x%1 (%2)").arg(offset, 0, 16).arg(QLocale().toString(offset));
    QVERIFY2(error.isEmpty() ? place == shown : place.contains(error), qPrintable(place));
    panel->hexView().select(0, 3);
    QCOMPARE(labelText(panel, "place"), QStringLiteral("0x0 (0) – 3 bytes selected"));
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
    QTest::newRow("no match") << false << QStringLiteral("Needle") << none << QStringLiteral("not found");
    QTest::newRow("numbers separated by commas")
        << true << QStringLiteral("0x1, 2") << none << QStringLiteral("not found");
    QTest::newRow("half a byte") << true << QStringLiteral("6e6") << none << QStringLiteral("not hex");
    QTest::newRow("not hexadecimal") << true << QStringLiteral("needle") << none << QStringLiteral("not hex");
    QTest::newRow("nothing") << false << QString() << none << QString();
}

void InspectorTest::searches()
{
    QFETCH(bool, isHex);
    QFETCH(QString, text);
    QFETCH(QList<qint64>, places);
    QFETCH(QString, state);
    QCOMPARE(SearchBar::parseHex(QStringLiteral("0x1, 2")), std::optional(QByteArray("\1\2")));
    StagedObject object(100'000);
    for (const auto &[at, what] : {std::pair(0, "left"), {5000, "needle"}, {70'000, "needle"}, {99'996, "end!"}})
        object.write(what, at);
    Panel panel(object);
    auto &bar = *panel->findChild<SearchBar *>();
    const auto told = [&] { return bar.findChild<QLabel *>()->text(); };
    const auto click = [&](const char *button) {
        for (auto *candidate : bar.findChildren<QToolButton *>()) {
            if (candidate->text() == QLatin1String(button))
                candidate->click();
        }
        return test::eventually([&] { return !told().startsWith(QLatin1String("searching")); });
    };
    bar.findChild<QComboBox *>()->setCurrentIndex(isHex ? 1 : 0);
    bar.findChild<QLineEdit *>()->setText(text);
    const qint64 length = isHex ? SearchBar::parseHex(text).value_or(QByteArray()).size() : text.size();
    const auto isAt = [&](qint64 place, const char *words) {
        return told() == QLatin1String(words) && panel->hexView().selection() == HexView::Range{place, place + length};
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
    StagedObject object;
    object.write(std::string_view("a\0\xc3\xa4\"", 5), 16);
    Panel panel(object);
    panel->hexView().select(16, 5);
    QCOMPARE(copied(panel, "Copy as hex"), QStringLiteral("61 00 c3 a4 22"));
    QCOMPARE(copied(panel, "Copy as C"),
             QStringLiteral("const unsigned char bytes[5] = {\n    0x61, 0x00, 0xc3, 0xa4, 0x22,\n};\n"));
    QCOMPARE(copied(panel, "Copy as text"),
             QStringLiteral("a\\x00ä\"")); // safe to paste, and reversible
    panel->hexView().goTo(16);
    QCOMPARE(copied(panel, "Copy as hex"), QStringLiteral("61")); // the byte at the cursor
    panel->hexView().select(4096 - 13, 13); // not read yet
    QVERIFY(copied(panel, "Copy as C").contains(QLatin1String("0x00,\n    0x00,\n};")));
}

/// A second panel, which is not frozen, shows the changes.
void InspectorTest::frozenBytesStay()
{
    StagedObject object(65'536);
    object.write("abcd");
    Panel panel(object);
    Panel live(object);
    QVERIFY(test::eventually([&] { return shownText(panel) == "abcd" && shownText(live) == "abcd"; }));
    action(panel, "Freeze")->trigger();
    QVERIFY(isRead(object));
    HexView &hex = panel->hexView();
    hex.goTo(0);
    const auto value = [&] {
        const auto row = static_cast<int>(ValueType::Int32);
        return panel->values().model()->index(row, ValueModel::LittleColumn).data().toString();
    };
    for (int round = 1; round <= 5; ++round) { // the panel would have been refreshed several times, too
        object.put(0, round);
        object.put(4, 2);
        object.put(32'768, 3);
        const auto byte = static_cast<std::byte>(round);
        QVERIFY(test::eventually([&] { return live->hexView().bytes().front() == byte; }));
        QCOMPARE(value(), QStringLiteral("1684234849"));
        QCOMPARE(shownText(panel), std::string("abcd"));
    }
    hex.resize(hex.width(), hex.height() + 40); // rows that become visible
    QCOMPARE(shownText(panel), std::string("abcd"));
    QCOMPARE(hex.highlightedBytes(), 0);
    hex.select(0, 8);
    QCOMPARE(copied(panel, "Copy as hex"), QStringLiteral("61 62 63 64 00 00 00 00"));
    hex.goTo(32'768);
    QCOMPARE(value(), QStringLiteral("0")); // bytes that were not visible are frozen as well
    hex.goTo(0);
    QCOMPARE(shownText(panel), std::string("abcd"));
    action(panel, "Freeze")->trigger();
    hex.goTo(0);
    QVERIFY(test::eventually([&] { return value() == QStringLiteral("5"); }));
    hex.goTo(8192);
    QVERIFY(test::eventually([&] { return hex.window().contains(8192); }));
    action(panel, "Freeze")->trigger();
    QVERIFY(isRead(object));
    object.remove();
    for (int i = 0; i < 3; ++i)
        QTest::keyClick(&hex, Qt::Key_PageUp);
    hex.goTo(8192);
    QVERIFY(hex.window().contains(8192)); // the rest of the object
}

void InspectorTest::largeObjectsAreFrozenAroundTheVisibleBytes()
{
    StagedObject object(64 << 20);
    object.write("abcd", 0);
    Panel panel(object);
    HexView &hex = panel->hexView();
    QVERIFY(test::eventually([&] { return shownText(panel) == "abcd"; }));
    action(panel, "Freeze")->trigger();
    QVERIFY(isRead(object));
    const int fd = ::open(object.path().c_str(), O_RDWR | O_CLOEXEC);
    for (const off_t at : {0, 1 << 20, 40 << 20})
        QCOMPARE(::pwrite(fd, "new!", 4, at), ssize_t{4});
    ::close(fd);
    const auto copiedAt = [&](qint64 at) {
        hex.select(at, 4);
        return copied(panel, "Copy as text");
    };
    QCOMPARE(copiedAt(1 << 20), QStringLiteral("\\x00\\x00\\x00\\x00"));
    QVERIFY(notice(panel).isEmpty());
    QCOMPARE(copiedAt(40 << 20), QStringLiteral("new!"));
    QVERIFY(test::eventually([&] { return notice(panel).contains(QLatin1String("bytes beyond are shown")); }));
    QCOMPARE(copiedAt(0), QStringLiteral("abcd"));
    QVERIFY(notice(panel).isEmpty());
    const qint64 border = 16 << 20;
    const int again = ::open(object.path().c_str(), O_RDWR | O_CLOEXEC);
    QCOMPARE(::pwrite(again, "12345678", 8, border - 4), ssize_t{8});
    ::close(again);
    hex.goTo(border - 4);
    QVERIFY(test::eventually([&] { return hex.window().contains(border + 3); }));
    QCOMPARE(hex.window().at(border - 4), std::byte{0}); // frozen bytes stay frozen next to others as well
    hex.select(border - 4, 8);
    QCOMPARE(copied(panel, "Copy as hex"), QStringLiteral("00 00 00 00 35 36 37 38"));
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
    StagedObject object(67108864);
    Panel panel(object);
    if (onlyChanged)
        action(panel, "Only rows that change")->trigger();
    action(panel, "Follow the writer")->trigger();
    const HexView &hex = panel->hexView();
    int value = 0;
    for (const qint64 place : {qint64{0x3f00}, qint64{50'000'000}}) { // far down in a page, and far away
        const auto showsIt = [&] {
            object.put(place, ++value);
            const HexView::Range shown = hex.requiredWindow();
            const qint64 last = onlyChanged ? shown.begin + HexView::maxWindowBytes : shown.end;
            return place >= shown.begin && place + 4 <= last && hex.highlightedBytes() > 0;
        };
        QVERIFY(test::eventually(showsIt));
    }
}

void InspectorTest::followingAFastWriterStaysQuick()
{
    StagedObject object(65'536);
    object.write("x", 0);
    const test::Child writer([&] { // repeatedly through one page, a row per read
        const int fd = ::open(object.path().c_str(), O_RDWR | O_CLOEXEC);
        auto *page = static_cast<unsigned char *>(::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0));
        for (std::size_t i = 0;; i = (i + 16) % 4096) {
            __atomic_fetch_add(page + i, 1, __ATOMIC_SEQ_CST);
            const auto next = std::chrono::steady_clock::now() + 20us;
            while (std::chrono::steady_clock::now() < next)
                continue;
        }
    });
    Panel panel(object);
    action(panel, "Follow the writer")->trigger();
    const test::EventLoopGap gap;
    const HexView &hex = panel->hexView();
    QVERIFY(test::eventually([&] { return hex.highlightedBytes() > 0; }));
    hex.verticalScrollBar()->setValue(2000);
    QVERIFY(test::eventually([&] { return hex.requiredWindow().begin < 4096; })); // the writer has been found
    for (int i = 0; i < 20; ++i) { // away from it
        hex.verticalScrollBar()->setValue(i % 2 == 0 ? 2000 : 1000);
        QCoreApplication::processEvents();
    }
    QVERIFY(test::eventually([&] { return hex.requiredWindow().begin < 4096; }));
    QVERIFY2(gap.milliseconds() < 1000, qPrintable(QString::number(gap.milliseconds())));
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
    StagedObject object(65536);
    object.put(65532, 7);
    Panel panel(object);
    const HexView &hex = panel->hexView();
    panel->hexView().select(65'500, 36);
    if (onlyChanged)
        action(panel, "Only rows that change")->trigger();
    QVERIFY(test::eventually([&] { return hex.window().contains(65'532); }));
    object.put(65532, 8);
    QVERIFY(test::eventually([&] { return hex.highlightedBytes() > 0; }));
    const auto isSized = [&](qint64 size) { return test::eventually([&] { return hex.size() == size; }); };
    object.resize(0);
    QVERIFY(isSized(0));
    QVERIFY(test::eventually([&] { return hex.bytes().empty(); }));
    QCOMPARE(hex.selection(), HexView::Range{});
    QCOMPARE(hex.selection().length(), 0);
    (void)panel->grab();
    object.resize(1048576);
    QVERIFY(isSized(1'048'576));
    QVERIFY(test::eventually([&] { return !hex.bytes().empty(); }));
    panel->hexView().goTo(1'048'575);
    (void)panel->grab();
    object.resize(100);
    QVERIFY(isSized(100));
    QVERIFY(test::eventually([&] { return hex.bytes().size() <= 100; }));
    QCOMPARE(hex.cursor(), qint64{99});
    (void)panel->grab();
    object.remove();
    QVERIFY(test::eventually([&] { return notice(panel).contains(QLatin1String("The object is gone")); }));
    QCOMPARE(hex.size(), qint64{100}); // the last known size
    (void)panel->grab();
}

/// Calls that can block the GUI thread are made on another thread, and only on the staged machine.
void InspectorTest::guiThreadMakesNoCalls()
{
    StagedObject object(64 << 20);
    object.write("needle", 40 << 20);
    Panel panel(object);
    action(panel, "Follow the writer")->trigger();
    QVERIFY(test::eventually([&] {
        object.put(40'000, static_cast<int>(object.observer.calls()));
        return panel->hexView().highlightedBytes() > 0;
    }));
    auto &bar = *panel->findChild<SearchBar *>();
    bar.findChild<QLineEdit *>()->setText(QStringLiteral("needle"));
    QTest::keyClick(bar.findChild<QLineEdit *>(), Qt::Key_Return);
    QVERIFY(test::eventually([&] { return panel->hexView().cursor() == 40 << 20; }));
    action(panel, "Freeze")->trigger();
    QVERIFY(isRead(object));
    panel->hexView().select(0, 64 << 20);
    QVERIFY(copied(panel, "Copy as hex").size() > 3 * (15 << 20));
    action(panel, "Freeze")->trigger();
    panel->show(nullptr);
    QVERIFY(object.observer.calls() > 0);
    QCOMPARE(object.observer.callsOfGui(), 0);
}

/// Opening an object that another program holds a lease on takes 20 ms.
void InspectorTest::leasedObjectsDelayNothing()
{
    StagedObject object;
    Panel panel(object);
    int fd = -1;
    QVERIFY(test::eventually([&] { // as soon as the panel does not have it open
        if (fd < 0)
            fd = ::open(object.path().c_str(), O_RDWR | O_CLOEXEC);
        return ::fcntl(fd, F_SETSIG, SIGURG) == 0 && ::fcntl(fd, F_SETLEASE, F_WRLCK) == 0;
    }));
    const test::EventLoopGap gap;
    const int calls = object.observer.calls();
    QVERIFY(test::eventually([&] { return object.observer.calls() > calls + 400; })); // about 20 failed reads
    QVERIFY2(panel->hexView().size() == 4096 && !notice(panel).isEmpty(), qPrintable(notice(panel)));
    QVERIFY2(gap.milliseconds() < 150, qPrintable(QString::number(gap.milliseconds())));
    ::close(fd);
    QVERIFY(test::eventually([&] { return notice(panel).isEmpty(); }));
}

/// An object that cannot be opened says why, and is opened again when it is shown again.
void InspectorTest::unreadableObjectsSayWhy()
{
    StagedObject object;
    const ObjectReportPtr report = object.report();
    object.remove();
    Panel panel(object, report);
    QVERIFY(!panel->bar().isEnabled());
    QVERIFY(test::eventually([&] { return object.observer.calls() > 0; }));
    QVERIFY(test::eventually([&] { // a read of another object ends after it
        panel->show(report);
        return object.observer.calls() > 3;
    }));
    QCOMPARE(panel->hexView().size(), qint64{0});
    QVERIFY(!panel->bar().isEnabled());
}

SHMLAB_GUI_TEST_MAIN(InspectorTest)
#include "tst_inspector.moc"
