// SPDX-License-Identifier: GPL-3.0-or-later
#include "watch_fixture.h"

#include <QSignalSpy>

#include <algorithm>
#include <iterator>
#include <tuple>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>

using namespace shmlab;
using namespace shmlab::ui;
using namespace std::chrono_literals;
using test::StagedObject;

class WatchModelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void showsWhatAPeerWrites();
    void showsArraysAndOtherOrders();
    void ratesMinimumAndMaximum();
    void minimumAndMaximumCoverAllElements();
    void objectsVanishAndComeBack();
    void partlyReadableWatchesHaveNoNumbers();
    void readingsStaySmall();
    void fewObjectsAreOpenAtOnce();
};

void WatchModelTest::showsWhatAPeerWrites()
{
    StagedObject object;
    const ObjectName &name = object.name;
    WatchModel model;
    model.add(watchOf(name, "a", 8));
    const auto value = [&] {
        sample(model, object.calls(), WatchModel::Clock::now());
        return model.index(0, WatchModel::ValueColumn).data().toString();
    };
    QCOMPARE(value(), QStringLiteral("0"));
    object.put(8, -7);
    QCOMPARE(value(), QStringLiteral("-7"));
    QCOMPARE(model.number(0), std::optional(-7.0));
    const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QCOMPARE(value(), QStringLiteral("-7"));
    QCOMPARE(changed.count(), 0); // nothing is repainted without a change
    Watch watch = watchOf(name, "a", 8);
    watch.isHex = true;
    model.replace(0, watch);
    QCOMPARE(value(), QStringLiteral("0xfffffff9"));
}

void WatchModelTest::showsArraysAndOtherOrders()
{
    StagedObject object;
    const ObjectName &name = object.name;
    object.put(0, 1684234849); // "abcd"
    WatchModel model;
    for (const auto &[type, count, order] : {std::tuple(ValueType::UInt8, 5, std::endian::little),
                                             {ValueType::UInt16, 2, std::endian::big},
                                             {ValueType::Text, 8, std::endian::little},
                                             {ValueType::UInt8, 100, std::endian::little},
                                             {ValueType::Int64, 512, std::endian::little},
                                             {ValueType::Int64, 513, std::endian::little}}) {
        Watch watch = watchOf(name);
        watch.type = type;
        watch.count = count;
        watch.order = order;
        model.add(watch);
    }
    sample(model, object.calls(), WatchModel::Clock::now());
    const auto value = [&](int row) { return model.index(row, WatchModel::ValueColumn).data().toString(); };
    QCOMPARE(value(0), QStringLiteral("97, 98, 99, 100, 0"));
    QCOMPARE(value(1), QStringLiteral("24930, 25444"));
    QCOMPARE(value(2), QStringLiteral("abcd"));
    QVERIFY(!model.number(2));
    QVERIFY(value(3).endsWith(QStringLiteral("0, …"))); // a cell has room for some only
    QVERIFY(value(4).startsWith(QLatin1String("1684234849, 0, "))); // up to the end of the object
    QCOMPARE(value(5), QStringLiteral("cannot be read")); // one element too many
}

void WatchModelTest::ratesMinimumAndMaximum()
{
    StagedObject object;
    const ObjectName &name = object.name;
    WatchModel model;
    model.add(watchOf(name));
    const auto begin = WatchModel::Clock::now();
    const auto at = [&](std::chrono::milliseconds time, int value) {
        object.put(0, value);
        sample(model, object.calls(), begin + time);
        QStringList shown;
        for (const int column : {WatchModel::RateColumn, WatchModel::MinimumColumn, WatchModel::MaximumColumn})
            shown += model.index(0, column).data().toString();
        return shown.join(QLatin1Char('|'));
    };
    QCOMPARE(at(0ms, 5), QStringLiteral("|5|5"));
    QCOMPARE(at(500ms, 9), QStringLiteral("|5|9")); // too early for a rate
    QCOMPARE(at(2000ms, 25), QStringLiteral("10/s|5|25"));
    QCOMPARE(at(2100ms, -3), QStringLiteral("10/s|-3|25"));
    QCOMPARE(at(4000ms, 5), QStringLiteral("-10/s|-3|25"));
    QCOMPARE(at(5000ms, 5), QStringLiteral("0/s|-3|25"));
    model.resetStatistics();
    QCOMPARE(at(5100ms, 7), QStringLiteral("|7|7"));
    QCOMPARE(at(6100ms, 1'000'007), QStringLiteral("1e+06/s|7|1000007"));
    object.resize(2);
    QCOMPARE(at(6200ms, 0), QStringLiteral("|7|1000007")); // what cannot be read has no rate
    object.resize(4096);
    QCOMPARE(at(9000ms, 7), QStringLiteral("|7|1000007"));
    QCOMPARE(at(10000ms, 8), QStringLiteral("1/s|7|1000007"));
}

void WatchModelTest::minimumAndMaximumCoverAllElements()
{
    StagedObject object;
    const ObjectName &name = object.name;
    WatchModel model;
    Watch watch = watchOf(name);
    watch.count = 3;
    model.add(watch);
    object.put(4, -5);
    object.put(8, 9);
    sample(model, object.calls(), WatchModel::Clock::now());
    QCOMPARE(model.index(0, WatchModel::MinimumColumn).data().toString(), QStringLiteral("-5"));
    QCOMPARE(model.index(0, WatchModel::MaximumColumn).data().toString(), QStringLiteral("9"));
    watch.label = QStringLiteral("another");
    watch.isHex = true;
    model.replace(0, watch); // of the same place, so nothing is reset
    QCOMPARE(model.index(0, WatchModel::MaximumColumn).data().toString(), QStringLiteral("0x00000009"));
    watch.offset = 4;
    model.replace(0, watch);
    QCOMPARE(model.index(0, WatchModel::MaximumColumn).data().toString(), QString());
}

void WatchModelTest::objectsVanishAndComeBack()
{
    StagedObject object;
    object.remove();
    WatchModel model;
    model.add(watchOf(object.name));
    const auto value = [&] {
        sample(model, object.calls(), WatchModel::Clock::now());
        return model.index(0, WatchModel::ValueColumn).data().toString();
    };
    QCOMPARE(value(), QStringLiteral("cannot be read"));
    QVERIFY(!model.number(0));
    object.replace();
    object.put(0, 1);
    QCOMPARE(value(), QStringLiteral("1"));
    const int held = ::open(object.path().c_str(), O_RDONLY | O_CLOEXEC);
    object.remove();
    QCOMPARE(value(), QStringLiteral("cannot be read")); // though the object still exists
    ::close(held);
    object.replace();
    object.put(0, 2);
    QCOMPARE(value(), QStringLiteral("2"));
    object.resize(2);
    QCOMPARE(value(), QStringLiteral("cannot be read"));
    object.remove();
    QCOMPARE(::mkfifo(object.path().c_str(), 0600), 0); // opening it would wait
    QCOMPARE(value(), QStringLiteral("cannot be read"));
}

void WatchModelTest::partlyReadableWatchesHaveNoNumbers()
{
    StagedObject object;
    const ObjectName &name = object.name;
    WatchModel model;
    Watch watch = watchOf(name, "a", 4096 - 8);
    watch.count = 5;
    model.add(watch);
    const auto begin = WatchModel::Clock::now();
    const auto at = [&](std::chrono::seconds time) {
        sample(model, object.calls(), begin + time);
        QStringList shown;
        for (int column = WatchModel::ValueColumn; column <= WatchModel::MaximumColumn; ++column)
            shown += shownAt(model, 0, column);
        return shown.join(QLatin1Char('|'));
    };
    QCOMPARE(at(0s), QStringLiteral("cannot be read|||"));
    QCOMPARE(at(2s), QStringLiteral("cannot be read|||"));
    QVERIFY(!model.number(0) && !model.number(0, 4));
    object.resize(8192);
    QCOMPARE(at(3s), QStringLiteral("0, 0, 0, 0, 0||0|0"));
    QCOMPARE(at(5s), QStringLiteral("0, 0, 0, 0, 0|0/s|0|0"));
    QCOMPARE(model.number(0, 4), std::optional(0.0));
    object.resize(4096);
    QCOMPARE(at(6s), QStringLiteral("cannot be read||0|0")); // these two values were read
    QVERIFY(!model.number(0));
}

/// The GUI gets as much of a watch as it can show, however many elements it has.
void WatchModelTest::readingsStaySmall()
{
    StagedObject object(1 << 20);
    Watch watch = watchOf(object.name);
    watch.count = maxWatchedElements;
    object.put(4 * 4000, -7); // far after the elements that are shown
    WatchModel model;
    model.setWatches(std::vector<Watch>(3, watch));
    std::vector<WatchReading> readings;
    for (WatchPass pass(model.targets()); !pass.isDone();)
        std::ranges::move(pass.step(object.calls()), std::back_inserter(readings));
    QCOMPARE(readings.size(), std::size_t{3});
    for (const WatchReading &reading : readings) {
        QVERIFY(reading.bytes.capacity() <= std::size_t{8} * WatchReading::maxKeptElements);
        QVERIFY(reading.minimum == Number(std::int64_t{-7}) && reading.maximum == Number(std::int64_t{0}));
    }
    model.replace(1, watchOf(object.name, "another", 8)); // meanwhile
    model.removeWatches({0});
    model.apply(readings, WatchModel::Clock::now());
    QCOMPARE(shownAt(model, 0, WatchModel::ValueColumn), QString()); // not the value of the old place
    QCOMPARE(shownAt(model, 1, WatchModel::MinimumColumn), QStringLiteral("-7"));
}

/// Many objects do not need many descriptors at once, and none stays open.
void WatchModelTest::fewObjectsAreOpenAtOnce()
{
    StagedObject object;
    WatchModel model;
    std::vector<Watch> watches;
    for (int i = 0; i < 2000; ++i) {
        object.folder().create(std::to_string(i));
        watches.push_back(watchOf(*ObjectName::parse(std::to_string(i))));
    }
    model.setWatches(watches);
    const test::HeldResources before = test::heldResources();
    const rlimit few{.rlim_cur = 256, .rlim_max = 256};
    QCOMPARE(test::inChild([&] {
                 ::setrlimit(RLIMIT_NOFILE, &few);
                 sample(model, object.calls(), WatchModel::Clock::now());
                 for (int row = 0; row < model.rowCount(); ++row) {
                     if (!model.number(row))
                         return 1;
                 }
                 return 0;
             }),
             0);
    sample(model, object.calls(), WatchModel::Clock::now());
    QVERIFY(test::heldResources() == before);
}

SHMLAB_GUI_TEST_MAIN(WatchModelTest)
#include "tst_watch_model.moc"
