// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"
#include "widgets/hex_view.h"

#include <QApplication>
#include <QScrollBar>
#include <QSettings>
#include <QStandardPaths>

#include <array>

#include <unistd.h>

using namespace shmlab;
using shmlab::ui::HexView;

class HexViewTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void lightsUpWhatChanges();
    void lightGoesOut();
    void scrollsByRows();
    void narrowViewStillShowsWholeRows();
    void paintsRegions();
};

void HexViewTest::lightsUpWhatChanges()
{
    HexView view;
    std::array<std::byte, 64> bytes{};
    view.setBytes(bytes);
    QCOMPARE(view.litBytes(), 0); // the first bytes are no change
    bytes[5] = std::byte{1};
    bytes[6] = std::byte{2};
    view.setBytes(bytes);
    QCOMPARE(view.litBytes(), 2);
    QCOMPARE(view.bytes()[6], std::byte{2});
    view.clear();
    QVERIFY(view.bytes().empty());
    QCOMPARE(view.litBytes(), 0);
}

void HexViewTest::lightGoesOut()
{
    HexView view;
    view.resize(800, 300);
    view.show();
    std::array<std::byte, 64> bytes{};
    view.setBytes(bytes);
    bytes[0] = std::byte{1};
    view.setBytes(bytes);
    QCOMPARE(view.litBytes(), 1);
    QVERIFY(test::eventually([&] { return view.litBytes() == 0; }));
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
    QCOMPARE(view.verticalScrollBar()->value(), visibleRows);
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

SHMLAB_GUI_TEST_MAIN(HexViewTest)
#include "tst_hex_view.moc"
