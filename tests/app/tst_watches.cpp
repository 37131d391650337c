// SPDX-License-Identifier: GPL-3.0-or-later
#include "fake_places.h"
#include "models/watch_model.h"
#include "objects/watch.h"
#include "objects/watch_dialog.h"
#include "objects/watch_panel.h"
#include "objects/watch_recorder.h"
#include "widgets/watch_plot.h"

#include <QApplication>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTableView>

#include <algorithm>
#include <limits>

#include <sys/mman.h>

using namespace shmlab;
using namespace shmlab::ui;
using namespace std::chrono_literals;

namespace {

/// Makes the object, with a page, and writes into it what it is told.
bool prepare(test::FaultPeer &peer, const ObjectName &name)
{
    return peer.tell("create", name) > 0 && peer.tell("size 4096") == 0 && peer.tell("map 4096") == 0;
}

Watch watchOf(const ObjectName &name, const char *label = "a", qint64 offset = 0)
{
    return {.label = QString::fromUtf8(label), .object = name, .offset = offset};
}

QByteArray fileOf(const QByteArray &watch)
{
    return R"({"shmlab_watches": 1, "watches": [)" + watch + "]}";
}

QList<QByteArray> linesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().split('\n') : QList<QByteArray>();
}

} // namespace

class WatchesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void filesKeepEverything();
    void filesAreAsDescribed();
    void whatIsMissingHasDefaults();
    void badFilesAreRefused_data();
    void badFilesAreRefused();
    void fault45_filesOfAnyBytes();
    void showsWhatAPeerWrites();
    void showsArraysAndOtherOrders();
    void ratesMinimumAndMaximum();
    void limitsAreOfAllElements();
    void objectsVanishAndComeBack();
    void recordsRows();
    void recordsHonestFigures();
    void warnsOfWhatItMisses();
    void recordingCannotBegin_data();
    void recordingCannotBegin();
    void fault04_fullDiskEndsTheRecording();
    void fault36_recordedObjectShrinks();
    void fault44_recordingEndsAtOnce();
    void samplingInWords();
    void panelLoadsAndSaves();
    void panelRecords();
    void panelPlotsWhatIsTicked();
    void goesOnBehindAnotherTab();
    void dialogReadsWhatIsTyped();
    void dialogKnowsTheObjectsEnd();
};

void WatchesTest::filesKeepEverything()
{
    std::vector<Watch> watches;
    for (const ValueTypeRow &row : valueTypes) {
        Watch watch = watchOf(*ObjectName::parse("/<b>\n\xff\\ä"), "\"quoted\", ä\n");
        watch.type = row.type;
        watch.offset = static_cast<qint64>(watches.size()) * 1'000'000'000'000;
        watch.count = watches.size() % 2 == 0 ? 1 : mostWatchedElements;
        watch.order = watches.size() % 3 == 0 ? std::endian::big : std::endian::little;
        watch.isHex = watches.size() % 2 == 1;
        watch.isPlotted = watches.size() % 3 == 1;
        watches.push_back(watch);
    }
    const auto read = readWatches(writeWatches(watches));
    QVERIFY2(read, qPrintable(read ? QString() : read.error()));
    QVERIFY(*read == watches);
    QVERIFY(readWatches(writeWatches({}))->empty());
}

void WatchesTest::filesAreAsDescribed()
{
    Watch watch = watchOf(*ObjectName::parse("/a\nb"), "speed", 64);
    watch.type = ValueType::UInt16;
    watch.count = 3;
    watch.order = std::endian::big;
    const QJsonObject file = QJsonDocument::fromJson(writeWatches({watch})).object();
    QCOMPARE(file.value(QLatin1String("shmlab_watches")).toInt(), 1);
    const QJsonObject json = file.value(QLatin1String("watches")).toArray().first().toObject();
    QCOMPARE(json,
             (QJsonObject{{QStringLiteral("label"), QStringLiteral("speed")},
                          {QStringLiteral("object"), QStringLiteral("/a\\x0ab")},
                          {QStringLiteral("offset"), 64},
                          {QStringLiteral("type"), QStringLiteral("uint16")},
                          {QStringLiteral("count"), 3},
                          {QStringLiteral("order"), QStringLiteral("big")},
                          {QStringLiteral("format"), QStringLiteral("decimal")},
                          {QStringLiteral("plotted"), false}}));
}

void WatchesTest::whatIsMissingHasDefaults()
{
    const auto read = readWatches(fileOf(R"({"object": "plain", "offset": 8, "type": "double"})"));
    QVERIFY(read);
    QCOMPARE(read->size(), std::size_t{1});
    Watch expected = watchOf(*ObjectName::parse("/plain"), "", 8);
    expected.type = ValueType::Double;
    QVERIFY(read->front() == expected);
    const auto far = readWatches(fileOf(R"({"object": "/a", "offset": 9007199254740993, "type": "int8"})"));
    QVERIFY(far);
    QCOMPARE(far->front().offset, qint64{9'007'199'254'740'993}); // more than a double holds exactly
    QVERIFY(readWatches(fileOf(R"({"object": "/a", "offset": 0, "type": "int8", "from a later version": [1]})")));
}

void WatchesTest::badFilesAreRefused_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("why");
    const auto file = [](const char *what, const QByteArray &json, const char *why) {
        QTest::newRow(what) << json << QString::fromLatin1(why);
    };
    const auto watch = [&](const char *what, const QByteArray &json, const char *why) {
        file(what, fileOf(R"({"object": "/a", "offset": 0, "type": "int32"}, )" + json), why);
    };
    file("nothing", "", "no JSON");
    file("no JSON", "watches", "no JSON: ");
    file("cut short", fileOf(R"({"object": "/a")").chopped(2), "no JSON");
    file("no object", "[]", "no file of watches");
    file("another object", R"({"watches": []})", "no file of watches");
    file("of a later version", R"({"shmlab_watches": 2, "watches": []})", "later version");
    file("watches that are none", R"({"shmlab_watches": 1, "watches": 7})", "watches");
    file("no watches", R"({"shmlab_watches": 1})", "watches");
    watch("a number", "7", "watch 2: \"object\"");
    watch("no name", R"({"offset": 0, "type": "int32"})", "watch 2: \"object\"");
    watch("a name with a slash", R"({"object": "/a/b", "offset": 0, "type": "int32"})", "watch 2: \"object\"");
    watch("no offset", R"({"object": "/a", "type": "int32"})", "watch 2: \"offset\"");
    watch("offset below 0", R"({"object": "/a", "offset": -1, "type": "int32"})", "watch 2: \"offset\"");
    watch("broken offset", R"({"object": "/a", "offset": 0.5, "type": "int32"})", "watch 2: \"offset\"");
    watch("offset as text", R"({"object": "/a", "offset": "8", "type": "int32"})", "watch 2: \"offset\"");
    watch("huge offset", R"({"object": "/a", "offset": 1e300, "type": "int32"})", "watch 2: \"offset\"");
    watch("offset beyond 2^62", R"({"object": "/a", "offset": 9223372036854775807, "type": "int32"})",
          "watch 2: \"offset\"");
    watch("no type", R"({"object": "/a", "offset": 0})", "watch 2: \"type\"");
    watch("unknown type", R"({"object": "/a", "offset": 0, "type": "int128"})", "watch 2: \"type\"");
    watch("no elements", R"({"object": "/a", "offset": 0, "type": "int32", "count": 0})", "watch 2: \"count\"");
    watch("too many elements", R"({"object": "/a", "offset": 0, "type": "int32", "count": 4097})",
          "watch 2: \"count\"");
    watch("half an element", R"({"object": "/a", "offset": 0, "type": "int32", "count": 1.5})", "watch 2: \"count\"");
    watch("unknown format", R"({"object": "/a", "offset": 0, "type": "int32", "format": "octal"})",
          "watch 2: \"format\"");
    watch("unknown order", R"({"object": "/a", "offset": 0, "type": "int32", "order": "middle"})",
          "watch 2: \"order\"");
    QByteArray many = R"({"object": "/a", "offset": 0, "type": "int8"})";
    for (int i = 0; i < 10'000; ++i)
        many += R"(,{"object": "/a", "offset": 0, "type": "int8"})";
    file("too many", fileOf(many), "more than 10000");
}

void WatchesTest::badFilesAreRefused()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, why);
    const auto read = readWatches(json);
    QVERIFY(!read);
    QVERIFY2(read.error().contains(why), qPrintable(read.error()));
    QVERIFY(!read.error().contains(QLatin1Char('\n')));
}

void WatchesTest::fault45_filesOfAnyBytes()
{
    const QByteArray good = writeWatches({watchOf(*ObjectName::parse("/a"), "ä")});
    for (qsizetype at = 0; at < good.size(); ++at) {
        for (const char wrong : {'\0', '\xff', '"', '{', '-', '9'}) {
            QByteArray bytes = good;
            bytes[at] = wrong;
            if (const auto read = readWatches(bytes))
                QVERIFY(readWatches(writeWatches(*read)) == read);
        }
    }
}

void WatchesTest::showsWhatAPeerWrites()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    test::FaultPeer peer;
    QVERIFY(prepare(peer, name));
    WatchModel model;
    model.add(watchOf(name, "a", 8));
    const auto value = [&] {
        model.sample(WatchModel::Clock::now());
        return model.index(0, WatchModel::ValueColumn).data().toString();
    };
    QCOMPARE(value(), QStringLiteral("0"));
    QCOMPARE(peer.tell("put 8 -7"), 0);
    QCOMPARE(value(), QStringLiteral("-7"));
    QCOMPARE(model.number(0), std::optional(-7.0));
    const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QCOMPARE(value(), QStringLiteral("-7"));
    QCOMPARE(changed.count(), 0); // nothing is painted anew for nothing
    Watch watch = watchOf(name, "a", 8);
    watch.isHex = true;
    model.replace(0, watch);
    QCOMPARE(value(), QStringLiteral("0xfffffff9"));
}

void WatchesTest::showsArraysAndOtherOrders()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    test::FaultPeer peer;
    QVERIFY(prepare(peer, name));
    QCOMPARE(peer.tell("put 0 1684234849"), 0); // "abcd"
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
    model.sample(WatchModel::Clock::now());
    const auto value = [&](int row) { return model.index(row, WatchModel::ValueColumn).data().toString(); };
    QCOMPARE(value(0), QStringLiteral("97, 98, 99, 100, 0"));
    QCOMPARE(value(1), QStringLiteral("24930, 25444"));
    QCOMPARE(value(2), QStringLiteral("abcd"));
    QVERIFY(!model.number(2));
    QVERIFY(value(3).endsWith(QStringLiteral("0, …"))); // a cell has room for some only
    QVERIFY(value(4).startsWith(QLatin1String("1684234849, 0, "))); // up to the very end
    QCOMPARE(value(5), QStringLiteral("cannot be read")); // one too many
}

void WatchesTest::ratesMinimumAndMaximum()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    test::FaultPeer peer;
    QVERIFY(prepare(peer, name));
    WatchModel model;
    model.add(watchOf(name));
    const auto begin = WatchModel::Clock::now();
    const auto at = [&](std::chrono::milliseconds time, int value) {
        (void)peer.tell("put 0 " + QByteArray::number(value));
        model.sample(begin + time);
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
    QCOMPARE(peer.tell("size 2"), 0);
    QCOMPARE(at(6200ms, 0), QStringLiteral("|7|1000007")); // what cannot be read has no rate
    QCOMPARE(peer.tell("size 4096"), 0);
    QCOMPARE(at(9000ms, 7), QStringLiteral("|7|1000007"));
    QCOMPARE(at(10000ms, 8), QStringLiteral("1/s|7|1000007"));
}

void WatchesTest::limitsAreOfAllElements()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    test::FaultPeer peer;
    QVERIFY(prepare(peer, name));
    WatchModel model;
    Watch watch = watchOf(name);
    watch.count = 3;
    model.add(watch);
    QCOMPARE(peer.tell("put 4 -5"), 0);
    QCOMPARE(peer.tell("put 8 9"), 0);
    model.sample(WatchModel::Clock::now());
    QCOMPARE(model.index(0, WatchModel::MinimumColumn).data().toString(), QStringLiteral("-5"));
    QCOMPARE(model.index(0, WatchModel::MaximumColumn).data().toString(), QStringLiteral("9"));
    watch.label = QStringLiteral("another");
    watch.isHex = true;
    model.replace(0, watch); // of the same place, so nothing begins anew
    QCOMPARE(model.index(0, WatchModel::MaximumColumn).data().toString(), QStringLiteral("0x00000009"));
    watch.offset = 4;
    model.replace(0, watch);
    QCOMPARE(model.index(0, WatchModel::MaximumColumn).data().toString(), QString());
}

void WatchesTest::objectsVanishAndComeBack()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    WatchModel model;
    model.add(watchOf(name));
    const auto value = [&] {
        model.sample(WatchModel::Clock::now());
        return model.index(0, WatchModel::ValueColumn).data().toString();
    };
    QCOMPARE(value(), QStringLiteral("cannot be read"));
    QVERIFY(!model.number(0));
    test::FaultPeer first;
    QVERIFY(prepare(first, name));
    QCOMPARE(first.tell("put 0 1"), 0);
    QCOMPARE(value(), QStringLiteral("1"));
    QCOMPARE(first.tell("unlink", name), 0);
    QCOMPARE(value(), QStringLiteral("cannot be read")); // though the first one still has it
    test::FaultPeer second;
    QVERIFY(prepare(second, name));
    QCOMPARE(second.tell("put 0 2"), 0);
    QCOMPARE(value(), QStringLiteral("2"));
    QCOMPARE(second.tell("size 2"), 0);
    QCOMPARE(value(), QStringLiteral("cannot be read"));
    QCOMPARE(::shm_unlink(name.c_str()), 0);
    QCOMPARE(::mkfifo(name.path().c_str(), 0600), 0); // opening it would wait
    QCOMPARE(value(), QStringLiteral("cannot be read"));
}

void WatchesTest::recordsRows()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    test::FaultPeer peer;
    QVERIFY(prepare(peer, name));
    QCOMPARE(peer.tell("put 0 -5"), 0);
    QCOMPARE(peer.tell("put 4 7"), 0);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.csv"));
    Watch array = watchOf(name, "array", 0);
    array.count = 2;
    Watch text = watchOf(name, "text");
    text.type = ValueType::Text;
    Watch real = watchOf(name, "real", 16);
    real.type = ValueType::Double;
    WatchRecorder recorder;
    const auto why = recorder.start(path, {array, text, watchOf(name, "a \"b\", ä", 4), real}, 1ms);
    QVERIFY2(!why, qPrintable(why.value_or(QString())));
    QVERIFY(recorder.isRunning());
    QVERIFY(test::eventually([&] { return recorder.figures().samples > 20; }));
    recorder.stop();
    QVERIFY(!recorder.isRunning());
    const QList<QByteArray> lines = linesOf(path);
    QVERIFY(lines.size() > 20);
    QCOMPARE(lines.first(), QByteArray("time_s,\"array[0]\",\"array[1]\",\"a \"\"b\"\", ä\",\"real\""));
    double before = -1;
    for (const QByteArray &line : lines.mid(1)) {
        const QList<QByteArray> cells = line.split(',');
        QCOMPARE(cells.mid(1), (QList<QByteArray>{"-5", "7", "7", "0"}));
        QVERIFY(cells.first().toDouble() > before);
        before = cells.first().toDouble();
    }
}

void WatchesTest::recordsHonestFigures()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    test::FaultPeer peer;
    QVERIFY(prepare(peer, name));
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.csv"));
    WatchRecorder recorder;
    QVERIFY(!recorder.start(path, {watchOf(name)}, 2ms));
    for (int i = 1; i <= 5; ++i) {
        const auto samples = recorder.figures().samples;
        QVERIFY(test::eventually([&] { return recorder.figures().samples > samples + 10; }));
        QCOMPARE(peer.tell("put 0 " + QByteArray::number(i)), 0);
    }
    const auto samples = recorder.figures().samples;
    QVERIFY(test::eventually([&] { return recorder.figures().samples > samples + 10; }));
    const SamplingFigures figures = recorder.figures();
    const QString report = recorder.report();
    recorder.stop();
    QCOMPARE(figures.changes.at(0), std::uint64_t{5});
    QVERIFY(!figures.missesChanges.at(0));
    QVERIFY(!report.contains(QLatin1String("Warning")));
    QVERIFY(report.contains(QLatin1String(" samples, ")));
    QVERIFY(figures.intervals.percentile(0.5) > 1ms);
    // As many rows as it says, and each wanted moment is either there or counted as late.
    const auto rows = static_cast<std::uint64_t>(linesOf(path).size() - 1);
    QVERIFY(rows >= figures.samples);
    const auto wanted = static_cast<std::uint64_t>(figures.elapsed / 2ms);
    QVERIFY2(figures.samples + figures.late + 2 >= wanted && figures.samples + figures.late <= wanted + 2,
             qPrintable(QStringLiteral("%1 + %2 of %3").arg(figures.samples).arg(figures.late).arg(wanted)));
}

void WatchesTest::warnsOfWhatItMisses()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    test::FaultPeer peer;
    QVERIFY(prepare(peer, name));
    const test::Child writer([&] {
        const int fd = ::shm_open(name.c_str(), O_RDWR, 0);
        auto *page = static_cast<std::byte *>(::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0));
        for (;;)
            __atomic_fetch_add(reinterpret_cast<std::int32_t *>(page + 4), 1, __ATOMIC_SEQ_CST);
    });
    const QTemporaryDir folder;
    WatchRecorder recorder;
    QVERIFY(!recorder.start(folder.filePath(QStringLiteral("a.csv")), {watchOf(name, "calm"), watchOf(name, "wild", 4)},
                            20ms)); // in which even a busy machine lets the writer write
    QVERIFY(
        test::eventually([&] { return recorder.figures().missesChanges.at(1) && recorder.figures().samples > 20; }));
    const QString report = recorder.report();
    recorder.stop();
    QVERIFY2(report.contains(QLatin1String("Warning: wild changes faster than it is sampled")), qPrintable(report));
}

void WatchesTest::recordingCannotBegin_data()
{
    QTest::addColumn<bool>("isThere");
    QTest::addColumn<bool>("isText");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("why");
    QTest::newRow("no object") << false << false << QStringLiteral("%1/a.csv") << QStringLiteral("no such object");
    QTest::newRow("no number") << true << true << QStringLiteral("%1/a.csv")
                               << QStringLiteral("no watch with a number");
    QTest::newRow("no folder") << true << false << QStringLiteral("%1/none/a.csv")
                               << QStringLiteral("No such file or directory");
    QTest::newRow("a folder") << true << false << QStringLiteral("%1") << QStringLiteral("Is a directory");
}

void WatchesTest::recordingCannotBegin()
{
    QFETCH(bool, isThere);
    QFETCH(bool, isText);
    QFETCH(QString, path);
    QFETCH(QString, why);
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    test::FaultPeer peer;
    if (isThere)
        QVERIFY(prepare(peer, name));
    Watch watch = watchOf(name);
    watch.type = isText ? ValueType::Text : ValueType::Int32;
    const QTemporaryDir folder;
    const test::Holdings before = test::holdings();
    {
        WatchRecorder recorder;
        const auto refused = recorder.start(path.arg(folder.path()), {watch}, 1ms);
        QVERIFY(refused);
        QVERIFY2(refused->contains(why), qPrintable(*refused));
        QVERIFY(!recorder.isRunning());
        QVERIFY(recorder.report().isEmpty());
    }
    QVERIFY(test::holdings() == before);
}

void WatchesTest::fault04_fullDiskEndsTheRecording()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    test::FaultPeer peer;
    QVERIFY(prepare(peer, name));
    WatchPanel panel;
    panel.addWatch(watchOf(name));
    panel.show();
    const QSignalSpy failed(&panel, &WatchPanel::failed);
    const QSignalSpy recording(&panel, &WatchPanel::recordingChanged);
    for (auto *rate : panel.findChildren<QComboBox *>())
        rate->setCurrentIndex(rate->count() - 1); // as fast as possible
    panel.startRecording(QStringLiteral("/dev/full"));
    QVERIFY(test::eventually([&] { return failed.count() > 0; }));
    QVERIFY2(failed.first().first().toString().contains(QLatin1String("ENOSPC")),
             qPrintable(failed.first().first().toString()));
    QVERIFY(test::eventually([&] { return recording.count() == 2; }));
    QVERIFY(!panel.recorder().isRunning());
    QCOMPARE(failed.count(), 1);
}

void WatchesTest::fault36_recordedObjectShrinks()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    test::FaultPeer peer;
    QVERIFY(prepare(peer, name));
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.csv"));
    WatchRecorder recorder;
    QVERIFY(!recorder.start(path, {watchOf(name)}, 1ms));
    QVERIFY(test::eventually([&] { return recorder.figures().samples > 5; }));
    QCOMPARE(peer.tell("size 0"), 0);
    QVERIFY(test::eventually([&] { return recorder.figures().unread > 5; }));
    QVERIFY(recorder.report().contains(QLatin1String("could not be read")));
    QCOMPARE(peer.tell("size 4096"), 0);
    const auto samples = recorder.figures().samples;
    QVERIFY(test::eventually([&] { return recorder.figures().samples > samples + 5; }));
    recorder.stop();
    const QList<QByteArray> lines = linesOf(path);
    QVERIFY(lines.at(1).endsWith(",0") && lines.last().endsWith(",0"));
    QVERIFY(std::ranges::any_of(lines, [](const QByteArray &line) { return line.endsWith(','); })); // a gap, no number
}

void WatchesTest::fault44_recordingEndsAtOnce()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    test::FaultPeer peer;
    QVERIFY(prepare(peer, name));
    const QTemporaryDir folder;
    for (const std::chrono::nanoseconds interval : {0ns, std::chrono::nanoseconds(1ms), std::chrono::nanoseconds(1h)}) {
        WatchRecorder recorder;
        QVERIFY(!recorder.start(folder.filePath(QStringLiteral("a.csv")), {watchOf(name)}, interval));
        QVERIFY(test::eventually([&] { return recorder.figures().samples > 0; }));
        QElapsedTimer clock;
        clock.start();
        recorder.stop();
        QVERIFY2(clock.elapsed() < 1000, qPrintable(QString::number(clock.elapsed())));
        QVERIFY(linesOf(folder.filePath(QStringLiteral("a.csv"))).size() > 1); // what was sampled is on disk
    }
}

void WatchesTest::samplingInWords()
{
    const QStringList columns{QStringLiteral("a"), QStringLiteral("b")};
    SamplingFigures figures;
    figures.samples = 1001;
    figures.elapsed = 1s;
    figures.missesChanges = {false, true};
    QString text = samplingText(figures, columns, 1ms);
    QVERIFY2(text.contains(QLatin1String("Warning: b changes faster")), qPrintable(text));
    QVERIFY(!text.contains(QLatin1String("moments passed")) && !text.contains(QLatin1String("could not be read")));
    figures.missesChanges = {true, true};
    figures.late = 3;
    figures.unread = 4;
    figures.replaced = 1;
    text = samplingText(figures, columns, 1ms);
    for (const char *part : {"Warning: a, b change", "3 moments passed", "4 values could not be read",
                             "Once a name led", "1 thousand a second"})
        QVERIFY2(text.contains(QLatin1String(part)), qPrintable(text));
    QVERIFY(!samplingText(figures, columns, 0ns).contains(QLatin1String("moments passed"))); // none was wanted
    QVERIFY(!samplingText({}, columns, 1ms).isEmpty());
}

void WatchesTest::panelLoadsAndSaves()
{
    const ObjectName name = test::objectName();
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("watches.json"));
    WatchPanel panel;
    const QSignalSpy failed(&panel, &WatchPanel::failed);
    panel.addWatch(watchOf(name, "a"));
    panel.addWatch(watchOf(name, "b", 4));
    const std::vector<Watch> kept = panel.model().watches();
    QVERIFY(panel.save(path));
    panel.model().setWatches({});
    QVERIFY(panel.load(path));
    QVERIFY(panel.model().watches() == kept);
    QVERIFY(!panel.load(folder.filePath(QStringLiteral("none.json"))));
    QVERIFY(failed.last().first().toString().contains(QLatin1String("none.json")));
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{}");
    }
    QVERIFY(!panel.load(path));
    QVERIFY(failed.last().first().toString().contains(QLatin1String("no file of watches")));
    QVERIFY(panel.model().watches() == kept); // a bad file takes nothing away
    QVERIFY(!panel.save(folder.filePath(QStringLiteral("none/a.json"))));
    QCOMPARE(failed.count(), 3);
}

void WatchesTest::panelRecords()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    test::FaultPeer peer;
    QVERIFY(prepare(peer, name));
    const QTemporaryDir folder;
    WatchPanel panel;
    panel.show();
    const QSignalSpy failed(&panel, &WatchPanel::failed);
    const QSignalSpy recording(&panel, &WatchPanel::recordingChanged);
    panel.startRecording(folder.filePath(QStringLiteral("a.csv")));
    QCOMPARE(failed.count(), 1); // there is nothing to record
    QCOMPARE(recording.count(), 0);
    panel.addWatch(watchOf(name));
    panel.startRecording(folder.filePath(QStringLiteral("a.csv")));
    QCOMPARE(recording.count(), 1);
    const auto state = [&] {
        QStringList words;
        for (const QLabel *label : panel.findChildren<QLabel *>(QString(), Qt::FindDirectChildrenOnly))
            words += label->text();
        return words.join(QLatin1Char(' '));
    };
    QVERIFY(test::eventually([&] { return state().contains(QLatin1String(" samples, ")); }));
    panel.toggleRecording();
    QCOMPARE(recording.last().first().toBool(), false);
    QVERIFY(state().contains(QLatin1String(" samples, "))); // the last word stays
    QVERIFY(linesOf(folder.filePath(QStringLiteral("a.csv"))).size() > 1);
    QCOMPARE(failed.count(), 1);
}

void WatchesTest::panelPlotsWhatIsTicked()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    test::FaultPeer peer;
    QVERIFY(prepare(peer, name));
    WatchPanel panel;
    panel.show();
    const auto *plot = panel.findChild<WatchPlot *>();
    QVERIFY(!plot->isVisible());
    Watch watch = watchOf(name);
    watch.isPlotted = true;
    panel.addWatch(watch);
    watch.type = ValueType::Text;
    panel.addWatch(watch); // cannot be
    panel.addWatch(watchOf(name, "b"));
    QCOMPARE(plot->lineCount(), 1);
    QVERIFY(plot->isVisible());
    WatchModel &model = panel.model();
    QVERIFY(model.setData(model.index(2, WatchModel::LabelColumn), Qt::Checked, Qt::CheckStateRole));
    QCOMPARE(plot->lineCount(), 2);
    const auto shows = [&](int row, double number) {
        const auto numbers = plot->numbersOf(model.idOf(row));
        return std::ranges::count(numbers, number) > 3;
    };
    QCOMPARE(peer.tell("put 0 7"), 0);
    QVERIFY(test::eventually([&] { return shows(0, 7) && shows(2, 7); }));
    model.removeWatch(1); // the others keep what they show
    panel.addWatch(watch);
    QVERIFY(model.setData(model.index(0, WatchModel::LabelColumn), QStringLiteral("new"), Qt::EditRole));
    QVERIFY(shows(0, 7) && shows(1, 7));
    QVERIFY(model.setData(model.index(1, WatchModel::LabelColumn), Qt::Unchecked, Qt::CheckStateRole));
    QCOMPARE(plot->lineCount(), 1);
    QVERIFY(shows(0, 7) && !shows(1, 7));
    model.setWatches({});
    QCOMPARE(plot->lineCount(), 0);
    QVERIFY(!plot->isVisible());
}

void WatchesTest::goesOnBehindAnotherTab()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    test::FaultPeer peer;
    QVERIFY(prepare(peer, name));
    QTabWidget tabs;
    WatchPanel panel;
    tabs.addTab(new QWidget, QStringLiteral("front"));
    tabs.addTab(&panel, QStringLiteral("behind"));
    tabs.show();
    panel.addWatch(watchOf(name));
    QVERIFY(!panel.isVisible());
    const auto maximum = [&] { return panel.model().index(0, WatchModel::MaximumColumn).data().toString(); };
    QCOMPARE(peer.tell("put 0 5"), 0);
    QVERIFY(test::eventually([&] { return maximum() == QStringLiteral("5"); }));
    tabs.removeTab(1);
    panel.setParent(nullptr);
}

void WatchesTest::dialogReadsWhatIsTyped()
{
    Watch watch = watchOf(*ObjectName::parse("/a\nb"), "speed", 64);
    watch.type = ValueType::UInt16;
    watch.order = std::endian::big;
    watch.isHex = true;
    watch.isPlotted = true;
    WatchDialog unchanged(watch);
    unchanged.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok)->click();
    QVERIFY(unchanged.watch() == watch);
    WatchDialog dialog(watch);
    const auto lines = dialog.findChildren<QLineEdit *>();
    const auto line = [&](const QString &text) {
        return *std::ranges::find_if(lines, [&](const QLineEdit *candidate) { return candidate->text() == text; });
    };
    QLineEdit *object = line(QStringLiteral("/a\\x0ab"));
    QLineEdit *offset = line(QStringLiteral("0x40"));
    const QPushButton *ok = dialog.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok);
    offset->setText(QStringLiteral("here+2*4"));
    QVERIFY(ok->isEnabled());
    QCOMPARE(dialog.watch().offset, qint64{72});
    for (const char *bad : {"", "x", "-1", "9999999999G", "0x4000000000000001"}) {
        offset->setText(QString::fromLatin1(bad));
        QVERIFY2(!ok->isEnabled(), bad);
    }
    offset->setText(QStringLiteral("8"));
    object->setText(QStringLiteral("a/b"));
    QVERIFY(!ok->isEnabled());
    object->setText(QStringLiteral("plain"));
    QVERIFY(ok->isEnabled());
    QCOMPARE(dialog.watch().object.bytes(), std::string("/plain"));
}

void WatchesTest::dialogKnowsTheObjectsEnd()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    test::leave(name, 4096, "data");
    const Watch watch = watchOf(name, "last", 1);
    WatchDialog dialog(watch);
    const auto lines = dialog.findChildren<QLineEdit *>();
    (*std::ranges::find_if(lines, [](const QLineEdit *line) {
        return line->text() == QLatin1String("0x1");
    }))->setText(QStringLiteral("end-16"));
    QCOMPARE(dialog.watch().offset, qint64{4080});
}

SHMLAB_GUI_TEST_MAIN(WatchesTest)
#include "tst_watches.moc"
