// SPDX-License-Identifier: GPL-3.0-or-later
#include "watch_fixture.h"
#include "widgets/combo_box_name.h"
#include "windows/watches/watch_dialog.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLayout>
#include <QPushButton>

using namespace shmlab;
using namespace shmlab::ui;
using namespace std::chrono_literals;
using test::StagedObject;

class WatchDialogTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void dialogReadsWhatIsTyped();
    void dialogHasRoomForErrors();
    void dialogNamesItsChoices();
    void defaultLabelsFollow();
    void dialogKnowsTheObjectsEnd();
};

void WatchDialogTest::dialogReadsWhatIsTyped()
{
    StagedObject object;
    Watch watch = watchOf(*ObjectName::parse("/a\nb"), "speed", 64);
    watch.type = ValueType::UInt16;
    watch.order = std::endian::big;
    watch.isHex = true;
    watch.isPlotted = true;
    WatchDialog unchanged(watch, object.acquisition);
    unchanged.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok)->click();
    QVERIFY(unchanged.watch() == watch);
    WatchDialog dialog(watch, object.acquisition);
    const auto lines = dialog.findChildren<QLineEdit *>();
    const auto line = [&](const QString &text) {
        return *std::ranges::find_if(lines, [&](const QLineEdit *candidate) { return candidate->text() == text; });
    };
    QLineEdit *nameLine = line(QStringLiteral("/a\\x0ab"));
    QLineEdit *offset = line(QStringLiteral("0x40"));
    const QPushButton *ok = dialog.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok);
    offset->setText(QStringLiteral("here+2*4"));
    QVERIFY(ok->isEnabled());
    QCOMPARE(dialog.watch().offset, qint64{72});
    for (const char *typed : {"here+2", "here+2*", "here+2*4"})
        offset->setText(QString::fromLatin1(typed));
    QCOMPARE(dialog.watch().offset, qint64{72}); // relative to the initial offset, not to the values read meanwhile
    WatchDialog accepted(watch, object.acquisition);
    lineWith(accepted, QStringLiteral("0x40"))->setText(QStringLiteral("here+8"));
    accepted.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok)->click();
    QCOMPARE(accepted.watch().offset, qint64{72});
    for (const char *bad : {"", "x", "-1", "9999999999G", "0x4000000000000001"}) {
        offset->setText(QString::fromLatin1(bad));
        QVERIFY2(!ok->isEnabled(), bad);
    }
    offset->setText(QStringLiteral("8"));
    nameLine->setText(QStringLiteral("a//b"));
    QVERIFY(!ok->isEnabled());
    nameLine->setText(QStringLiteral("plain"));
    QVERIFY(ok->isEnabled());
    QCOMPARE(dialog.watch().object.bytes(), std::string("/plain"));
}

void WatchDialogTest::dialogHasRoomForErrors()
{
    StagedObject object;
    WatchDialog dialog(watchOf(*ObjectName::parse("/a")), object.acquisition);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
    const QSize before = dialog.size();
    const auto *buttons = dialog.findChild<QDialogButtonBox *>();
    const QPoint place = buttons->pos();
    const auto labels = dialog.findChildren<QLabel *>();
    const QLabel *error = *std::ranges::find_if(labels, &QLabel::wordWrap);
    QLineEdit *offset = lineWith(dialog, QStringLiteral("0x0"));
    int tallest = 0;
    for (const char *bad : {"", "0x40+", "9999999999G", "1/0", "-1", "0x4000000000000001"}) {
        offset->setText(QString::fromLatin1(bad));
        dialog.layout()->activate();
        QVERIFY2(!error->text().isEmpty(), bad);
        const int wanted = error->heightForWidth(error->width());
        tallest = std::max(tallest, wanted);
        QVERIFY2(error->height() >= wanted, qPrintable(error->text()));
        QCOMPARE(dialog.size(), before);
        QCOMPARE(buttons->pos(), place);
    }
    QVERIFY(tallest > dialog.fontMetrics().lineSpacing()); // at least one needs two lines
}

void WatchDialogTest::dialogNamesItsChoices()
{
    StagedObject object;
    const WatchDialog dialog(watchOf(*ObjectName::parse("/a")), object.acquisition);
    QStringList names;
    for (QComboBox *box : dialog.findChildren<QComboBox *>()) {
        names << box->accessibleName();
        QCOMPARE(box->view()->accessibleName(), box->accessibleName());
        nameComboBox(*box, QStringLiteral("型(&T):")); // as a Japanese label is
        QCOMPARE(box->view()->accessibleName(), QStringLiteral("型"));
    }
    QCOMPARE(names, QStringList({QStringLiteral("Type"), QStringLiteral("Byte order"), QStringLiteral("Format")}));
}

void WatchDialogTest::defaultLabelsFollow()
{
    StagedObject object;
    const ObjectName name = *ObjectName::parse("/a\nb");
    Watch watch = watchOf(name, "", 64);
    watch.label = defaultLabel(name, 64);
    QCOMPARE(watch.label, QStringLiteral("/a\\x0ab at 0x40"));
    WatchDialog dialog(watch, object.acquisition);
    QLineEdit *offset = lineWith(dialog, QStringLiteral("0x40"));
    QLineEdit *nameLine = lineWith(dialog, QStringLiteral("/a\\x0ab"));
    offset->setText(QStringLiteral("no offset"));
    QCOMPARE(dialog.watch().label, watch.label);
    offset->setText(QStringLiteral("16+16"));
    QCOMPARE(dialog.watch().label, QStringLiteral("/a\\x0ab at 0x20"));
    nameLine->setText(QStringLiteral("plain"));
    QCOMPARE(dialog.watch().label, QStringLiteral("/plain at 0x20"));
    lineWith(dialog, QStringLiteral("/plain at 0x20"))->setText(QStringLiteral("mine"));
    offset->setText(QStringLiteral("48"));
    QCOMPARE(dialog.watch().label, QStringLiteral("mine"));
    QCOMPARE(dialog.watch().offset, qint64{48});
}

void WatchDialogTest::dialogKnowsTheObjectsEnd()
{
    StagedObject object;
    WatchDialog dialog(watchOf(object.name, "last", 1), object.acquisition);
    lineWith(dialog, QStringLiteral("0x1"))->setText(QStringLiteral("end-16"));
    const QPushButton *ok = dialog.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok);
    QVERIFY(test::eventually([&] { return ok->isEnabled(); }));
    QCOMPARE(dialog.watch().offset, qint64{4080});
    object.folder().create("other", 8192);
    lineWith(dialog, QStringLiteral("/staged"))->setText(QStringLiteral("/other"));
    QVERIFY(test::eventually([&] { return dialog.watch().offset == 8176; }));
}

SHMLAB_GUI_TEST_MAIN(WatchDialogTest)
#include "tst_watch_dialog.moc"
