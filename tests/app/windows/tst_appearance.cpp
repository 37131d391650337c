// SPDX-License-Identifier: GPL-3.0-or-later
#include "layout_faults.h"
#include "layout_fixture.h"
#include "widgets/appearance.h"

#include <QSaveFile>

using namespace shmlab;
using namespace shmlab::ui;

/// A choice of appearance reaches every window at once, with all its docks.
class AppearanceTest : public test::LayoutFixture {
    Q_OBJECT
private Q_SLOTS:
    void positiveControl_differencesAreFound();
    void reachesEveryWidget_data();
    void reachesEveryWidget();
    void ofAnotherProcessReachesEveryWidget();

private:
    /// Where `windows`, which were open while the appearance changed, differ from such that are opened now.
    [[nodiscard]] QString differenceFromNew(const std::vector<std::unique_ptr<QWidget>> &windows) const;
};

QString AppearanceTest::differenceFromNew(const std::vector<std::unique_ptr<QWidget>> &windows) const
{
    const auto fresh = allWindows();
    QString difference;
    for (std::size_t i = 0; i < windows.size() && difference.isEmpty(); ++i) {
        const auto isSame = [&] {
            difference = test::colourDifference(*windows[i], *fresh[i]);
            return difference.isEmpty();
        };
        (void)test::eventually(isSame, test::soon.count());
    }
    for (const auto *each : {&windows, &fresh}) {
        for (const auto &window : *each)
            window->close();
    }
    return difference;
}

void AppearanceTest::positiveControl_differencesAreFound()
{
    const auto one = makeExchange(Role::Server);
    const auto other = makeExchange(Role::Server);
    for (auto *window : {one.get(), other.get()}) {
        window->show();
        QVERIFY(test::eventually([&] { return test::isComplete(*window); }));
    }
    QString difference;
    (void)test::eventually(
        [&] {
            difference = test::colourDifference(*one, *other);
            return difference.isEmpty();
        },
        test::soon.count());
    QVERIFY2(difference.isEmpty(), qPrintable(difference));
    auto *behind = one->findChild<QWidget *>(QStringLiteral("fullSpeedDock"));
    QPalette palette = behind->palette();
    palette.setColor(QPalette::WindowText, Qt::magenta);
    behind->setPalette(palette);
    QVERIFY(test::eventually([&] { return !test::colourDifference(*one, *other).isEmpty(); }, test::soon.count()));
}

void AppearanceTest::reachesEveryWidget_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    QTest::newRow("light to dark") << static_cast<int>(Appearance::Light) << static_cast<int>(Appearance::Dark);
    QTest::newRow("dark to light") << static_cast<int>(Appearance::Dark) << static_cast<int>(Appearance::Light);
}

void AppearanceTest::reachesEveryWidget()
{
    QFETCH(int, from);
    QFETCH(int, to);
    setAppearance(static_cast<Appearance>(from));
    const auto windows = allWindows();
    setAppearance(static_cast<Appearance>(to));
    const QString difference = differenceFromNew(windows);
    QVERIFY2(difference.isEmpty(), qPrintable(difference));
}

/// As where two processes have a window each: the settings are a file, which the other one replaces.
void AppearanceTest::ofAnotherProcessReachesEveryWidget()
{
    QSettings settings;
    saveAppearance(Appearance::Light);
    settings.sync();
    setAppearance(Appearance::Light);
    QObject follower;
    followSavedAppearance(&follower);
    const auto windows = allWindows();
    QFile before(settings.fileName());
    QVERIFY(before.open(QIODevice::ReadOnly));
    QByteArray text = before.readAll();
    const QByteArray light = "appearance=" + QByteArray::number(static_cast<int>(Appearance::Light));
    QVERIFY2(text.contains(light), text.constData());
    text.replace(light, "appearance=" + QByteArray::number(static_cast<int>(Appearance::Dark)));
    QSaveFile after(settings.fileName());
    QVERIFY(after.open(QIODevice::WriteOnly));
    after.write(text);
    QVERIFY(after.commit());
    QTRY_COMPARE(appearance(), Appearance::Dark);
    const QString difference = differenceFromNew(windows);
    QVERIFY2(difference.isEmpty(), qPrintable(difference));
}

SHMLAB_LAYOUT_TEST_MAIN(AppearanceTest)
#include "tst_appearance.moc"
