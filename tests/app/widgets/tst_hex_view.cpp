// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"
#include "widgets/glyph_painter.h"
#include "widgets/hex_view.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFontDatabase>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>

#include <unistd.h>

using namespace shmlab;
using shmlab::ui::ByteWindow;
using shmlab::ui::HexView;

namespace {

constexpr qint64 rows32 = qint64{1} << 31; // the first row number that does not fit into an int
constexpr qint64 largest = qint64{1} << 62;

/// A view of an object whose bytes are the low byte of their row's number; filled as its owner would.
class Object {
public:
    explicit Object(qint64 size)
    {
        QObject::connect(&m_view, &HexView::scrolled, &m_view, [this] { fill(); });
        setSize(size);
        m_view.resize(m_view.sizeHint());
        m_view.show();
    }
    HexView *operator->() { return &m_view; }
    HexView &view() { return m_view; }
    void setSize(qint64 size)
    {
        m_view.setSize(size);
        fill();
    }
    void fill()
    {
        const HexView::Range wanted = m_view.requiredWindow();
        std::vector<std::byte> bytes(static_cast<std::size_t>(std::max<qint64>(0, wanted.length())));
        for (std::size_t i = 0; i < bytes.size(); ++i)
            bytes[i] = static_cast<std::byte>((wanted.begin + static_cast<qint64>(i)) / 16 + m_step);
        m_largest = std::max(m_largest, wanted.length());
        m_view.setWindow(wanted.begin, bytes);
    }
    /// Changes all bytes.
    void change()
    {
        ++m_step;
        fill();
    }
    [[nodiscard]] qint64 maxWindowBytes() const { return m_largest; }
    [[nodiscard]] bool shows(qint64 offset) const
    {
        const HexView::Range window = m_view.requiredWindow();
        return offset >= window.begin && offset < window.end;
    }

private:
    HexView m_view;
    qint64 m_largest = 0;
    int m_step = 0;
};

} // namespace

class HexViewTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void changedBytesAreHighlighted();
    void highlightFades();
    void scrollsByRows();
    void narrowViewStillShowsWholeRows();
    void paintsRegions();
    void goneBytesAreHatched();
    void changedRegionsAreLegible();
    void cursorIsVisibleWithoutFocus();
    void revealsWritesElsewhere();
    void windowHighlightsOnlyChangedBytes();
    void movedWindowKeepsKnownBytes();
    void showsOnlyChangedRows();
    void keysMoveTheCursor_data();
    void keysMoveTheCursor();
    void keysMoveAmongChangedRows();
    void keysLeaveTheChangedRows();
    void wheelTurnsInSmallSteps();
    void keysSelect();
    void mouseSelects();
    void selectionIsPainted();
    void glyphsAreThoseOfTheFont();
    void fadesInTheSamePaintAsChanges();
    void fault36_growsAndShrinks();
    void fault36_onlyChangedRowsShrink();
    void fault36_shortWindow();
    void fault37_lastRowIsReachableAtEverySize_data();
    void fault37_lastRowIsReachableAtEverySize();
    void fault37_windowStaysSmall();
    void fault37_rowWidthChangesAtLargeOffsets();
    void fault38_regionNamesArePlainText();
};

void HexViewTest::changedBytesAreHighlighted()
{
    HexView view;
    std::array<std::byte, 64> bytes{};
    view.setBytes(bytes);
    QCOMPARE(view.highlightedBytes(), 0); // the first bytes are not a change
    bytes[5] = std::byte{1};
    bytes[6] = std::byte{2};
    view.setBytes(bytes);
    QCOMPARE(view.highlightedBytes(), 2);
    QCOMPARE(view.bytes()[6], std::byte{2});
    view.clear();
    QVERIFY(view.bytes().empty());
    QCOMPARE(view.highlightedBytes(), 0);
}

void HexViewTest::highlightFades()
{
    HexView view;
    view.resize(800, 300);
    view.show();
    std::array<std::byte, 64> bytes{};
    view.setBytes(bytes);
    bytes[0] = std::byte{1};
    qint64 now = 0;
    view.setClock([&now] { return now; });
    view.setBytes(bytes);
    now = 1100;
    QCOMPARE(view.highlightedBytes(), 1);
    now = 1300;
    QCOMPARE(view.highlightedBytes(), 0);
}

void HexViewTest::scrollsByRows()
{
    HexView view;
    view.resize(900, 200);
    view.show();
    const std::vector<std::byte> page(4096);
    view.setBytes(page);
    const int visibleRows = view.verticalScrollBar()->pageStep();
    QVERIFY(visibleRows > 3);
    QCOMPARE(view.verticalScrollBar()->maximum(), 4096 / 16 - visibleRows);
    QTest::keyClick(&view, Qt::Key_PageDown);
    QCOMPARE(view.verticalScrollBar()->value(), visibleRows - 1); // the last line stays visible
    QTest::keyClick(&view, Qt::Key_PageDown);
    QTest::keyClick(&view, Qt::Key_PageDown);
    QCOMPARE(view.verticalScrollBar()->value(), 3 * (visibleRows - 1));
    QTest::keyClick(&view, Qt::Key_PageUp);
    QCOMPARE(view.verticalScrollBar()->value(), 2 * (visibleRows - 1)); // and back to where it was
}

void HexViewTest::narrowViewStillShowsWholeRows()
{
    HexView view;
    view.show();
    const std::vector<std::byte> page(4096);
    view.setBytes(page);
    view.resize(view.sizeHint());
    QCOMPARE(view.horizontalScrollBar()->maximum(), 0);
    const int wide = view.verticalScrollBar()->maximum();
    view.resize(view.sizeHint().width() * 2 / 3, view.sizeHint().height());
    QCOMPARE(view.horizontalScrollBar()->maximum(), 0);
    QVERIFY(view.verticalScrollBar()->maximum() > wide * 3 / 2);
}

void HexViewTest::paintsRegions()
{
    HexView view;
    view.resize(view.sizeHint());
    view.show();
    const std::vector<std::byte> page(256, std::byte{0x5a});
    view.setBytes(page);
    const QImage plain = view.grab().toImage();
    view.setRegions({{0, 4, Qt::red, QStringLiteral("<b>counter</b>")}});
    const QImage colored = view.grab().toImage();
    QVERIFY(plain != colored);
    int red = 0;
    for (int y = 0; y < colored.height(); ++y) {
        for (int x = 0; x < colored.width(); ++x)
            red += colored.pixelColor(x, y) == QColor(Qt::red) ? 1 : 0;
    }
    QVERIFY(red > 20);
}

void HexViewTest::goneBytesAreHatched()
{
    HexView view;
    view.resize(view.sizeHint());
    view.show();
    const std::vector<std::byte> zeros(256);
    const std::vector<std::byte> others(256, std::byte{0x5a});
    const auto picture = [&view](const std::vector<std::byte> &bytes, std::optional<qint64> goneFrom) {
        view.clear();
        view.setBytes(bytes);
        view.setGoneFrom(goneFrom);
        return view.grab().toImage();
    };
    QVERIFY(picture(zeros, {}) != picture(others, {}));
    const QImage gone = picture(zeros, 0);
    QCOMPARE(gone, picture(others, 0)); // no value of a byte that is gone is shown
    const QImage partly = picture(zeros, 4);
    QVERIFY(partly != gone);
    QVERIFY(partly != picture(zeros, {}));
    QCOMPARE(picture(zeros, 256), picture(zeros, {}));
}

/// Characters in a region's colour would be hard to read on a highlight.
void HexViewTest::changedRegionsAreLegible()
{
    HexView view;
    view.resize(view.sizeHint());
    view.show();
    std::vector<std::byte> page(16, std::byte{0x5a});
    view.setBytes(page);
    view.setRegions({{0, 16, Qt::red, QStringLiteral("counter")}});
    view.goTo(15);
    const auto inColour = [&] {
        const QImage image = view.grab().toImage();
        int count = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                count += image.pixelColor(x, y) == QColor(Qt::red) ? 1 : 0;
        }
        return count;
    };
    const int before = inColour();
    std::ranges::fill(page, std::byte{0x5b});
    view.setBytes(page);
    const int changed = inColour();
    QVERIFY(changed > 0); // the lines below them
    QVERIFY2(changed < before * 3 / 4, qPrintable(QStringLiteral("%1 of %2").arg(changed).arg(before)));
}

void HexViewTest::cursorIsVisibleWithoutFocus()
{
    HexView view;
    view.resize(view.sizeHint());
    view.show();
    view.clearFocus();
    view.setBytes(std::vector<std::byte>(256, std::byte{0x5a}));
    const QImage atFirst = view.grab().toImage();
    view.goTo(17);
    QVERIFY(!view.hasFocus());
    QVERIFY(view.grab().toImage() != atFirst);
}

void HexViewTest::revealsWritesElsewhere()
{
    HexView view;
    view.resize(view.sizeHint());
    view.show();
    view.setSize(1 << 20);
    const auto showWindow = [&] {
        const HexView::Range wanted = view.requiredWindow();
        view.setWindow(wanted.begin, std::vector<std::byte>(static_cast<std::size_t>(wanted.length())));
        return wanted;
    };
    (void)showWindow();
    view.markChanged(0x8000); // not visible, not known
    QCOMPARE(view.highlightedBytes(), 0);
    view.reveal(0x8000);
    const HexView::Range shown = showWindow();
    QVERIFY(shown.begin < 0x8000 && shown.end > 0x8000 + 32); // with lines around it
    view.markChanged(0x8000);
    QCOMPARE(view.highlightedBytes(), 1);
    QCOMPARE(view.cursor(), 0);
}

void HexViewTest::windowHighlightsOnlyChangedBytes()
{
    ByteWindow window;
    std::array<std::byte, 200> bytes{};
    QVERIFY(window.update(100, bytes, 16).rows.empty()); // the first bytes are not a change
    bytes[7] = std::byte{1};
    bytes[130] = std::byte{1};
    QCOMPARE(window.update(100, bytes, 16).rows, (std::vector<qint64>{107 / 16, 230 / 16}));
    QCOMPARE(window.highlightedCount(), 2);
    QVERIFY(ByteWindow::highlightStrength(window.changedAt(107), window.now()) > 0);
    QCOMPARE(ByteWindow::highlightStrength(window.changedAt(108), window.now()), 0.0);
    QVERIFY(window.update(100, bytes, 16).rows.empty());
    QVERIFY(std::ranges::equal(window.bytes(), bytes));
}

void HexViewTest::movedWindowKeepsKnownBytes()
{
    ByteWindow window;
    std::array<std::byte, 100> bytes{};
    (void)window.update(100, bytes, 16);
    bytes.fill(std::byte{9});
    // 150 to 199 were known, and are other ones now
    QCOMPARE(window.update(150, bytes, 16).rows, (std::vector<qint64>{9, 10, 11, 12}));
    QCOMPARE(window.highlightedCount(), 50);
    QVERIFY(window.update(180, bytes, 16).rows.empty());
    QCOMPARE(window.highlightedCount(), 20); // those that are still contained
    QVERIFY(window.update(600, bytes, 16).rows.empty());
    QCOMPARE(window.highlightedCount(), 0);
    bytes.fill(std::byte{8});
    QVERIFY(window.update(700, bytes, 16).rows.empty()); // none of it was known any more
    QVERIFY(window.update(600, bytes, 16).rows.empty());
}

void HexViewTest::showsOnlyChangedRows()
{
    HexView view;
    view.resize(view.sizeHint());
    view.show();
    const QSignalSpy scrolled(&view, &HexView::scrolled);
    view.setSize(qint64{4} << 20);
    view.goTo(qint64{1} << 20);
    view.setOnlyChangedRows(true);
    QVERIFY(view.showsOnlyChangedRows() && scrolled.count() >= 1);
    const HexView::Range wanted = view.requiredWindow();
    QCOMPARE(wanted.length(), HexView::maxWindowBytes);
    QVERIFY(wanted.begin <= qint64{1} << 20 && wanted.end > qint64{1} << 20);
    const QImage nothing = view.grab().toImage();
    std::vector<std::byte> bytes(HexView::maxWindowBytes);
    view.setWindow(wanted.begin, bytes);
    QCOMPARE(view.highlightedBytes(), 0);
    for (const std::size_t at : {std::size_t{100}, std::size_t{500'000}, bytes.size() - 1})
        bytes[at] = std::byte{1};
    view.setWindow(wanted.begin, bytes);
    QCOMPARE(view.highlightedBytes(), 3);
    QCOMPARE(view.verticalScrollBar()->maximum(), 0); // three rows are shown
    QVERIFY(view.grab().toImage() != nothing);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, QPoint(0, view.fontMetrics().height() * 3 / 2 + 2));
    QCOMPARE(view.cursor() / 16, (wanted.begin + 500'000) / 16); // the second of them
    for (std::size_t row = 0; row < 1000; ++row)
        bytes[row * 16] = std::byte{2};
    view.setWindow(wanted.begin, bytes);
    QVERIFY(view.verticalScrollBar()->maximum() > 900);
    view.setOnlyChangedRows(false);
    QVERIFY(view.requiredWindow().length() < 1000);
}

void HexViewTest::keysMoveTheCursor_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<bool>("withControl");
    QTest::addColumn<qint64>("from");
    QTest::addColumn<qint64>("to");
    const auto row = [](const QByteArray &what, int key, qint64 from, qint64 to, bool withControl = false) {
        QTest::newRow(what.constData()) << key << withControl << from << to;
    };
    for (const qint64 base : {qint64{0}, rows32 * 16, largest - 4096}) {
        const auto name = [&](const char *what) { return QByteArray(what) + " at " + QByteArray::number(base); };
        row(name("right"), Qt::Key_Right, base + 5, base + 6);
        row(name("left"), Qt::Key_Left, base + 5, base + 4);
        row(name("down"), Qt::Key_Down, base + 5, base + 21);
        row(name("up"), Qt::Key_Up, base + 21, base + 5);
        row(name("home"), Qt::Key_Home, base + 21, base + 16);
        row(name("end"), Qt::Key_End, base + 21, base + 31);
        row(name("to the beginning"), Qt::Key_Home, base + 21, 0, true);
        row(name("to the end"), Qt::Key_End, base + 21, largest - 1, true);
    }
    row("left of the beginning", Qt::Key_Left, 0, 0);
    row("above the beginning", Qt::Key_Up, 3, 3);
    row("a page above the beginning", Qt::Key_PageUp, 19, 3);
    row("right of the end", Qt::Key_Right, largest - 1, largest - 1);
    row("below the end", Qt::Key_Down, largest - 3, largest - 3);
    row("a page below the end", Qt::Key_PageDown, largest - 3, largest - 1);
    row("end of the last row", Qt::Key_End, largest - 3, largest - 1);
}

void HexViewTest::keysMoveTheCursor()
{
    QFETCH(int, key);
    QFETCH(bool, withControl);
    QFETCH(qint64, from);
    QFETCH(qint64, to);
    Object object(largest);
    object->goTo(from);
    const QSignalSpy moved(&object.view(), &HexView::cursorMoved);
    QTest::keyClick(&object.view(), static_cast<Qt::Key>(key), withControl ? Qt::ControlModifier : Qt::NoModifier);
    QCOMPARE(object->cursor(), to);
    QCOMPARE(object->selection(), (HexView::Range{to, to + 1}));
    QVERIFY(object.shows(to));
    QCOMPARE(moved.last().first().toLongLong(), to);
}

void HexViewTest::keysMoveAmongChangedRows()
{
    Object object(65'536);
    object->setOnlyChangedRows(true);
    object.change();
    QCOMPARE(object->bytes().size(), std::size_t{65'536});
    std::vector<std::byte> bytes(object->bytes().begin(), object->bytes().end());
    object->setOnlyChangedRows(false);
    object->setOnlyChangedRows(true);
    for (const std::size_t place : {std::size_t{0x105}, std::size_t{0x2000}, std::size_t{0xf00f}})
        bytes[place] = ~bytes[place];
    object->setWindow(0, bytes);
    object->goTo(0x105);
    const auto after = [&](Qt::Key key) {
        QTest::keyClick(&object.view(), key);
        return object->cursor();
    };
    QCOMPARE(after(Qt::Key_Down), 0x2005); // the next row that is shown
    QCOMPARE(after(Qt::Key_Down), 0xf005);
    QCOMPARE(after(Qt::Key_Down), 0xf005);
    QCOMPARE(after(Qt::Key_Up), 0x2005);
    QCOMPARE(after(Qt::Key_End), 0x200f);
    QCOMPARE(after(Qt::Key_Right), 0xf000);
    QCOMPARE(after(Qt::Key_Left), 0x200f);
    QCOMPARE(after(Qt::Key_PageUp), 0x10f);
    QCOMPARE(after(Qt::Key_PageDown), 0xf00f);
    object->goTo(0x20); // its row is not shown
    QCOMPARE(after(Qt::Key_Down), 0x100);
    object->goTo(0x1050);
    QCOMPARE(after(Qt::Key_Down), 0x2000);
    object->goTo(0x1050);
    QCOMPARE(after(Qt::Key_Up), 0x100);
    object->goTo(0xff00);
    QCOMPARE(after(Qt::Key_Down), 0xff00); // nothing is shown after it
}

void HexViewTest::keysLeaveTheChangedRows()
{
    Object object(8 * HexView::maxWindowBytes);
    object->setOnlyChangedRows(true);
    object.change();
    const int rows = object->verticalScrollBar()->maximum();
    QVERIFY(rows > 1000);
    QTest::keyClick(&object.view(), Qt::Key_End, Qt::ControlModifier);
    QTest::keyClick(&object.view(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&object.view(), Qt::Key_Home, Qt::ControlModifier);
    QCOMPARE(object->verticalScrollBar()->maximum(), rows);
    QCOMPARE(object->requiredWindow().begin, qint64{0});
    object->goTo(5 * HexView::maxWindowBytes); // changes are tracked around the new offset
    QCOMPARE(object->requiredWindow().begin, 5 * HexView::maxWindowBytes);
}

void HexViewTest::wheelTurnsInSmallSteps()
{
    Object object(65'536);
    for (int i = 0; i < 8; ++i) { // as touch pads report it
        QWheelEvent wheel(QPointF(5, 5), QPointF(5, 5), {}, QPoint(0, -15), Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(object->viewport(), &wheel);
    }
    QCOMPARE(object->requiredWindow().begin, qint64{3 * 16}); // same as one notch of a wheel
}

void HexViewTest::keysSelect()
{
    Object object(rows32 * 32);
    object->goTo(rows32 * 16 - 1);
    for (int i = 0; i < 3; ++i)
        QTest::keyClick(&object.view(), Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(object->selection(), (HexView::Range{rows32 * 16 - 1, rows32 * 16 + 3}));
    for (int i = 0; i < 5; ++i)
        QTest::keyClick(&object.view(), Qt::Key_Left, Qt::ShiftModifier);
    QCOMPARE(object->selection(), (HexView::Range{rows32 * 16 - 3, rows32 * 16}));
    QTest::keyClick(&object.view(), Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(object->selection(), (HexView::Range{0, rows32 * 32}));
    QTest::keyClick(&object.view(), Qt::Key_Right);
    QCOMPARE(object->selection().length(), qint64{1}); // the selection is cleared
    object->select(rows32 * 32 - 4, 100); // limited to the object
    QCOMPARE(object->selection(), (HexView::Range{rows32 * 32 - 4, rows32 * 32}));
    QCOMPARE(object->cursor(), rows32 * 32 - 4);
    object->select(5, 0);
    QCOMPARE(object->cursor(), rows32 * 32 - 4);
    object->goTo(-5);
    QCOMPARE(object->cursor(), qint64{0});
    object->goTo(largest);
    QCOMPARE(object->cursor(), rows32 * 32 - 1);
}

void HexViewTest::mouseSelects()
{
    Object object(4096);
    QWidget *area = object->viewport();
    const int rowHeight = object->fontMetrics().height() + 2;
    const int character = object->fontMetrics().horizontalAdvance(QLatin1Char('0'));
    const auto hexCell = [&](int row, int column) {
        return QPoint(character * (4 + 2 + 3 * column + (column >= 8 ? 1 : 0)) + character,
                      row * rowHeight + rowHeight / 2);
    };
    QTest::mouseClick(area, Qt::LeftButton, {}, hexCell(2, 3));
    QCOMPARE(object->cursor(), qint64{35});
    QTest::mouseClick(area, Qt::LeftButton, Qt::ShiftModifier, hexCell(3, 15));
    QCOMPARE(object->selection(), (HexView::Range{35, 64}));
    QTest::mouseClick(area, Qt::RightButton, {}, hexCell(3, 1)); // a menu for the selection keeps it
    QCOMPARE(object->selection(), (HexView::Range{35, 64}));
    QTest::mouseClick(area, Qt::RightButton, {}, hexCell(0, 1));
    QCOMPARE(object->selection(), (HexView::Range{1, 2}));
    QTest::mousePress(area, Qt::LeftButton, {}, hexCell(1, 0));
    QMouseEvent move(QEvent::MouseMove, hexCell(0, 8), area->mapToGlobal(hexCell(0, 8)), Qt::NoButton, Qt::LeftButton,
                     {});
    QApplication::sendEvent(area, &move);
    QTest::mouseRelease(area, Qt::LeftButton, {}, hexCell(0, 8));
    QCOMPARE(object->selection(), (HexView::Range{8, 17}));
    QTest::mouseClick(area, Qt::LeftButton, {}, QPoint(area->width() - 1, rowHeight / 2));
    QCOMPARE(object->cursor(), qint64{15});
    object->setSize(0);
    QTest::mouseClick(area, Qt::LeftButton, {}, hexCell(0, 0));
    QCOMPARE(object->selection(), HexView::Range{});
}

void HexViewTest::selectionIsPainted()
{
    Object object(4096);
    const QImage without = object->grab().toImage();
    object->select(16, 16);
    const QImage with = object->grab().toImage();
    QVERIFY(with != without);
    const QColor color = object->palette().color(QPalette::Highlight);
    int painted = 0;
    for (int y = 0; y < with.height(); ++y) {
        for (int x = 0; x < with.width(); ++x)
            painted += with.pixelColor(x, y) == color ? 1 : 0;
    }
    QVERIFY(painted > 500);
}

void HexViewTest::glyphsAreThoseOfTheFont()
{
    const QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    const int advance = QFontMetrics(font).horizontalAdvance(QLatin1Char('0'));
    const auto picture = [&](auto write) {
        QImage image(40 * advance, 40, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        painter.setFont(font);
        write(painter);
        return image;
    };
    const QImage blank = picture([](QPainter &) { });
    const std::string_view letters = "0123456789abcdef Zz.,~\xb7";
    const QImage ours = picture([&](QPainter &painter) {
        ui::GlyphPainter writer;
        writer.setFont(font);
        writer.add({advance, 30}, letters.substr(0, 10), advance, Qt::red);
        writer.add({11 * advance, 30}, letters.substr(10), advance, Qt::black);
        writer.paint(painter);
        writer.paint(painter); // the buffer is empty
    });
    const QImage theirs = picture([&](QPainter &painter) {
        for (std::size_t i = 0; i < letters.size(); ++i) {
            painter.setPen(i < 10 ? Qt::red : Qt::black);
            painter.drawText((static_cast<int>(i) + 1) * advance, 30, QString(QLatin1Char(letters[i])));
        }
    });
    QVERIFY(ours != blank);
    QCOMPARE(ours, theirs);
}

namespace {

class PaintCounter : public QObject {
public:
    int paints = 0;
    bool eventFilter(QObject * /*watched*/, QEvent *event) override
    {
        paints += event->type() == QEvent::Paint ? 1 : 0;
        return false;
    }
};

} // namespace

void HexViewTest::fadesInTheSamePaintAsChanges()
{
    Object object(4096);
    QVERIFY(QTest::qWaitForWindowExposed(&object.view()));
    qint64 now = 0;
    object->setClock([&now] { return now; });
    object.change();
    QVERIFY(object->highlightedBytes() > 0);
    PaintCounter counter;
    object->viewport()->installEventFilter(&counter);
    for (int seen = 0, tries = 0; seen < 3; ++tries) {
        QVERIFY(tries < 100);
        QCoreApplication::processEvents();
        now += 80; // a step of the fade is due
        counter.paints = 0;
        QElapsedTimer clock;
        clock.start();
        object.change();
        QCoreApplication::processEvents();
        QCoreApplication::processEvents();
        if (clock.elapsed() > 50)
            continue; // on a busy machine the view's own timer may have faded it once more
        QCOMPARE(counter.paints, 1);
        ++seen;
    }
    counter.paints = 0;
    QVERIFY(test::eventually([&] { return counter.paints >= 3; })); // it fades without further changes
    now += 1300;
    QCOMPARE(object->highlightedBytes(), 0);
}

void HexViewTest::fault36_growsAndShrinks()
{
    Object object(65'536);
    object->select(65'000, 536);
    for (const qint64 size : {qint64{0}, qint64{1}, qint64{1} << 20, qint64{17}, largest, qint64{100}, qint64{0}}) {
        object.setSize(size);
        QCOMPARE(object->size(), size);
        QVERIFY(object->cursor() <= std::max<qint64>(0, size - 1));
        const HexView::Range wanted = object->requiredWindow();
        QVERIFY(wanted.begin >= 0 && wanted.begin <= wanted.end && wanted.end <= size);
        QVERIFY(object->selection().end <= size);
        (void)object->grab();
        object.change();
    }
    QVERIFY(object->bytes().empty());
    QCOMPARE(object->highlightedBytes(), 0);
    QCOMPARE(object->selection(), HexView::Range{});
}

void HexViewTest::fault36_onlyChangedRowsShrink()
{
    HexView view;
    view.resize(view.sizeHint());
    view.show();
    view.setSize(65'536);
    view.goTo(32'768);
    view.setOnlyChangedRows(true);
    std::vector<std::byte> bytes(static_cast<std::size_t>(view.requiredWindow().length()));
    const qint64 begin = view.requiredWindow().begin;
    QVERIFY(begin > 0);
    view.setWindow(begin, bytes);
    std::ranges::fill(bytes, std::byte{1});
    view.setWindow(begin, bytes); // every row has changed
    QVERIFY(view.verticalScrollBar()->maximum() > 1000);
    for (const qint64 size : {begin + 40, begin, qint64{10}, qint64{0}, qint64{65'536}}) {
        view.setSize(size);
        const HexView::Range wanted = view.requiredWindow();
        QVERIFY2(wanted.begin <= wanted.end && wanted.end <= size, qPrintable(QString::number(size)));
        bytes.resize(static_cast<std::size_t>(std::max<qint64>(0, wanted.length())));
        view.setWindow(wanted.begin, bytes);
        // No rows beyond the end.
        QVERIFY2(view.verticalScrollBar()->maximum() + view.verticalScrollBar()->pageStep()
                     <= std::max<qint64>(size - begin, 0) / 16 + 1 + view.verticalScrollBar()->pageStep(),
                 qPrintable(QString::number(size)));
        (void)view.grab();
    }
}

void HexViewTest::fault36_shortWindow()
{
    HexView view;
    view.resize(view.sizeHint());
    view.show();
    view.setSize(4096);
    const std::array<std::byte, 20> bytes{}; // the object was truncated while it was read
    view.setWindow(0, bytes);
    const QImage image = view.grab().toImage(); // the rest is shown as unknown
    QCOMPARE(view.bytes().size(), bytes.size());
    view.setWindow(0, std::array<std::byte, 200>{});
    QVERIFY(view.grab().toImage() != image);
    QCOMPARE(view.highlightedBytes(), 0); // bytes that were not known are not a change
}

void HexViewTest::fault37_lastRowIsReachableAtEverySize_data()
{
    QTest::addColumn<qint64>("size");
    for (const qint64 size :
         {qint64{1}, qint64{4095}, qint64{4097}, rows32 - 1, rows32, rows32 + 1, rows32 * 16 - 1, rows32 * 16,
          rows32 * 16 + 1, largest - 1, largest, largest + 1, std::numeric_limits<qint64>::max()})
        QTest::newRow(qPrintable(QString::number(size))) << size;
}

void HexViewTest::fault37_lastRowIsReachableAtEverySize()
{
    QFETCH(qint64, size);
    Object object(size);
    QScrollBar *bar = object->verticalScrollBar();
    QCOMPARE(object->requiredWindow().begin, qint64{0});
    bar->setValue(bar->maximum());
    QCOMPARE(object->requiredWindow().end, size);
    QVERIFY(object.shows((size - 1) / 16 * 16));
    QVERIFY(size < 4096 || object->requiredWindow().length() > 64); // a full page
    bar->setValue(0);
    QCOMPARE(object->requiredWindow().begin, qint64{0});
    bar->setValue(bar->maximum() / 2);
    const qint64 middle = object->requiredWindow().begin;
    QVERIFY(middle <= size / 2 && middle >= size / 2 - size / 4 - 4096);
    QVERIFY(middle % 16 == 0);
    object->goTo(size - 1);
    QCOMPARE(object->requiredWindow().end, size);
    QCOMPARE(bar->value(), bar->maximum());
    for (const qint64 offset : {qint64{0}, size / 3, rows32 * 16 - 1, rows32 * 16, rows32 * 16 + 1, size - 1}) {
        if (offset >= size)
            continue;
        object->goTo(offset);
        QCOMPARE(object->cursor(), offset);
        QVERIFY(object.shows(offset));
        const auto at = static_cast<std::size_t>(offset - object->requiredWindow().begin);
        QCOMPARE(object->bytes()[at], static_cast<std::byte>(offset / 16));
        (void)object->grab();
    }
    // Scrolling by rows works where the bar's numbers are coarser than a row.
    object->goTo(size / 2);
    const qint64 before = object->requiredWindow().begin;
    QWheelEvent wheel(QPointF(5, 5), QPointF(5, 5), {}, QPoint(0, -120), Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(object->viewport(), &wheel);
    if (size > 100'000)
        QCOMPARE(object->requiredWindow().begin, before + 3 * qint64{16});
}

void HexViewTest::fault37_windowStaysSmall()
{
    Object object(largest);
    for (const qint64 offset : {qint64{0}, rows32 * 16, largest - 1})
        object->goTo(offset);
    object->resize(1600, 4000);
    QVERIFY(object.maxWindowBytes() < 16'384);
    object->goTo(rows32 * 16);
    object->setOnlyChangedRows(true);
    object.fill();
    QCOMPARE(object.maxWindowBytes(), HexView::maxWindowBytes);
    object.change();
    QCOMPARE(static_cast<qint64>(object->bytes().size()), HexView::maxWindowBytes);
    object->setOnlyChangedRows(false);
    object.fill();
    QVERIFY(object->bytes().size() < 16'384);
}

void HexViewTest::fault37_rowWidthChangesAtLargeOffsets()
{
    Object object(largest);
    object->goTo(largest - 1);
    const int wide = object->width();
    for (const int width : {wide * 2 / 3, wide, wide * 2 / 3}) {
        object->resize(width, object->height());
        const HexView::Range wanted = object->requiredWindow();
        QVERIFY(wanted.begin > largest - 4096 && wanted.end <= largest); // about the same position
        object->goTo(largest - 1);
        QVERIFY(object.shows(largest - 1));
    }
}

void HexViewTest::fault38_regionNamesArePlainText()
{
    Object object(4096);
    object->setRegions({{0, 4096, Qt::red, QStringLiteral("<b>counter</b>")}});
    const int rowHeight = object->fontMetrics().height() + 2;
    const QPoint at(object->fontMetrics().horizontalAdvance(QLatin1Char('0')) * 7, rowHeight / 2);
    QHelpEvent help(QEvent::ToolTip, at, object->viewport()->mapToGlobal(at));
    QApplication::sendEvent(object->viewport(), &help);
    QCOMPARE(QToolTip::text(), QStringLiteral("<span>&lt;b&gt;counter&lt;/b&gt;</span>"));
    QToolTip::hideText();
}

SHMLAB_GUI_TEST_MAIN(HexViewTest)
#include "tst_hex_view.moc"
