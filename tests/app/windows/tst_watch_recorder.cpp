// SPDX-License-Identifier: GPL-3.0-or-later
#include "watch_fixture.h"
#include "wording/sampling_text.h"

#include <QElapsedTimer>

#include <algorithm>

#include <fcntl.h>
#include <sys/mman.h>

using namespace shmlab;
using namespace shmlab::ui;
using namespace std::chrono_literals;
using test::StagedObject;

class WatchRecorderTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void recordsRows();
    void columnNamesAreUnique();
    void recordsWithoutMissingObjects();
    void recordingReportsMissedSamples();
    void warnsAboutMissedChanges();
    void recordingCannotBegin_data();
    void recordingCannotBegin();
    void fault36_recordedObjectShrinks();
    void fault44_recordingEndsAtOnce();
    void fault44_blockedFileBlocksNoStop();
    void fault44_blockedFileIsLeftAlone();
    void recordingReportIsReadable();
};

void WatchRecorderTest::recordsRows()
{
    StagedObject object;
    const ObjectName &name = object.name;
    object.put(0, -5);
    object.put(4, 7);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.csv"));
    Watch array = watchOf(name, "array", 0);
    array.count = 2;
    Watch text = watchOf(name, "text");
    text.type = ValueType::Text;
    Watch real = watchOf(name, "real", 16);
    real.type = ValueType::Double;
    WatchRecorder recorder(object.calls());
    recorder.start(path, {array, text, watchOf(name, "a \"b\", ä", 4), real}, 1ms);
    QVERIFY2(hasBegun(recorder), qPrintable(recorder.startFailure()));
    QVERIFY(recorder.isRunning());
    QVERIFY(test::eventually([&] { return recorder.stats().samples > 20; }));
    QVERIFY(hasEnded(recorder));
    const QList<QByteArray> lines = linesOf(path);
    QVERIFY(lines.size() > 20);
    const auto title = [&](const char *label, const char *place) {
        return QLatin1Char('"') + columnHeading(QString::fromUtf8(label), name, place) + QLatin1Char('"');
    };
    QCOMPARE(QString::fromUtf8(lines.first()),
             (QStringList{QStringLiteral("time_s"), title("array[0]", "+0x0 int32"), title("array[1]", "+0x4 int32"),
                          title(R"(a ""b"", ä)", "+0x4 int32"), title("real", "+0x10 double")}
                  .join(QLatin1Char(','))));
    double before = -1;
    for (const QByteArray &line : lines.mid(1)) {
        const QList<QByteArray> cells = line.split(',');
        QCOMPARE(cells.mid(1), (QList<QByteArray>{"-5", "7", "7", "0"}));
        QVERIFY(cells.first().toDouble() > before);
        before = cells.first().toDouble();
    }
}

void WatchRecorderTest::columnNamesAreUnique()
{
    StagedObject object;
    const ObjectName &name = object.name;
    std::vector<Watch> watches(3, watchOf(name, "100%1", 16));
    watches[1].order = std::endian::big;
    watches.push_back(watchOf(name, "100%1", 20));
    watches.push_back(watchOf(name, "", 16));
    watches.push_back(watchOf(name, "100%1", 16));
    watches.back().isHex = true;
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.csv"));
    WatchRecorder recorder(object.calls());
    recorder.start(path, watches, 1ms);
    QVERIFY(hasBegun(recorder));
    QVERIFY(hasEnded(recorder));
    const QString shownName = test::text(name);
    QStringList expected{QStringLiteral("time_s")};
    for (const char *title : {"100%1 [/+0x10 int32]", "100%1 [/+0x10 int32 big-endian]", "100%1 [/+0x10 int32] (2)",
                              "100%1 [/+0x14 int32]", "[/+0x10 int32]", "100%1 [/+0x10 int32] (3)"})
        expected +=
            QLatin1Char('"') + QString::fromLatin1(title).replace(QLatin1Char('/'), shownName) + QLatin1Char('"');
    QCOMPARE(QString::fromUtf8(linesOf(path).first()).split(QLatin1Char(',')), expected);
}

void WatchRecorderTest::recordsWithoutMissingObjects()
{
    StagedObject object;
    const ObjectName missing = *ObjectName::parse("/missing");
    object.put(0, 5);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.csv"));
    WatchRecorder recorder(object.calls());
    recorder.start(path, {watchOf(missing), watchOf(object.name), watchOf(missing, "b", 4)}, 1ms);
    QVERIFY2(hasBegun(recorder), qPrintable(recorder.startFailure()));
    QVERIFY(test::eventually([&] { return recorder.stats().failedReads > 20; }));
    QVERIFY2(recorder.report().contains(QStringLiteral("until they can be read: /missing.")), // once
             qPrintable(recorder.report()));
    QVERIFY(recorder.report().contains(QLatin1String("values could not be read")));
    object.folder().create("missing", 4096, std::string_view("\x07\0\0\0", 4));
    const auto samples = recorder.stats().samples;
    QVERIFY(test::eventually([&] { return recorder.stats().samples > samples + 5; }));
    QVERIFY(hasEnded(recorder));
    const QList<QByteArray> lines = linesOf(path);
    QVERIFY2(lines.at(1).endsWith(",,5,"), lines.at(1).constData());
    QVERIFY2(lines.last().endsWith(",7,5,0"), lines.last().constData());
    recorder.start(path, {watchOf(*ObjectName::parse("/none")), watchOf(*ObjectName::parse("/nothing"))}, 1ms);
    QVERIFY(!hasBegun(recorder));
    QVERIFY(recorder.startFailure().contains(QLatin1String("no such object")));
}

void WatchRecorderTest::recordingReportsMissedSamples()
{
    StagedObject object;
    const ObjectName &name = object.name;
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.csv"));
    WatchRecorder recorder(object.calls());
    recorder.start(path, {watchOf(name)}, 2ms);
    QVERIFY(hasBegun(recorder));
    for (int i = 1; i <= 5; ++i) {
        const auto samples = recorder.stats().samples;
        QVERIFY(test::eventually([&] { return recorder.stats().samples > samples + 10; }));
        object.put(0, i);
    }
    const auto samples = recorder.stats().samples;
    QVERIFY(test::eventually([&] { return recorder.stats().samples > samples + 10; }));
    const SamplingStats stats = recorder.stats();
    const QString report = recorder.report();
    QVERIFY(hasEnded(recorder));
    QCOMPARE(stats.changes.at(0), std::uint64_t{5});
    QVERIFY(!stats.isUndersampled.at(0));
    QVERIFY(!report.contains(QLatin1String("Warning")));
    QVERIFY(report.contains(QLatin1String(" samples, ")));
    QVERIFY(stats.intervals.percentile(0.5) > 1ms);
    // As many rows as reported, and each sample that was due is either recorded or counted as missed.
    const auto rows = static_cast<std::uint64_t>(linesOf(path).size() - 1);
    QVERIFY(rows >= stats.samples);
    const auto wanted = static_cast<std::uint64_t>(stats.elapsed / 2ms);
    QVERIFY2(stats.samples + stats.missed + 2 >= wanted && stats.samples + stats.missed <= wanted + 2,
             qPrintable(QStringLiteral("%1 + %2 of %3").arg(stats.samples).arg(stats.missed).arg(wanted)));
}

void WatchRecorderTest::warnsAboutMissedChanges()
{
    StagedObject object;
    const ObjectName &name = object.name;
    const test::Child writer([&] {
        const int fd = ::open(object.path().c_str(), O_RDWR);
        auto *page = static_cast<std::byte *>(::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0));
        for (;;)
            __atomic_fetch_add(reinterpret_cast<std::int32_t *>(page + 4), 1, __ATOMIC_SEQ_CST);
    });
    const QTemporaryDir folder;
    WatchRecorder recorder(object.calls());
    recorder.start(folder.filePath(QStringLiteral("a.csv")), {watchOf(name, "calm"), watchOf(name, "wild", 4)},
                   20ms); // long enough for the writer even on a busy machine
    QVERIFY(hasBegun(recorder));
    QVERIFY(test::eventually([&] { return recorder.stats().isUndersampled.at(1) && recorder.stats().samples > 20; }));
    const QString report = recorder.report();
    QVERIFY(hasEnded(recorder));
    QVERIFY2(report.contains(QStringLiteral("Warning: %1 changes faster than it is sampled")
                                 .arg(columnHeading(QStringLiteral("wild"), name, "+0x4 int32"))),
             qPrintable(report));
}

void WatchRecorderTest::recordingCannotBegin_data()
{
    QTest::addColumn<bool>("isThere");
    QTest::addColumn<bool>("isText");
    QTest::addColumn<int>("count");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("why");
    const QString file = QStringLiteral("%1/a.csv");
    QTest::newRow("no object") << false << false << 1 << file << QStringLiteral("no such object");
    QTest::newRow("no number") << true << true << 1 << file << QStringLiteral("no watch with a number");
    QTest::newRow("too many numbers") << true << false << maxWatchedElements << file
                                      << QStringLiteral("Cannot record 69632 numbers: at most 65536");
    QTest::newRow("no folder") << true << false << 1 << QStringLiteral("%1/none/a.csv")
                               << QStringLiteral("No such file or directory");
    QTest::newRow("an escape sequence") << true << false << 1 << QStringLiteral("%1/none/\x1b[31m")
                                        << QStringLiteral("/none/\\x1b[31m: No such file");
    QTest::newRow("a folder") << true << false << 1 << QStringLiteral("%1") << QStringLiteral("Is a directory");
}

void WatchRecorderTest::recordingCannotBegin()
{
    QFETCH(bool, isThere);
    QFETCH(bool, isText);
    QFETCH(int, count);
    QFETCH(QString, path);
    QFETCH(QString, why);
    StagedObject object;
    if (!isThere)
        object.remove();
    Watch watch = watchOf(object.name);
    watch.type = isText ? ValueType::Text : ValueType::Int32;
    watch.count = count;
    const QTemporaryDir folder;
    const test::HeldResources before = test::heldResources();
    {
        WatchRecorder recorder(object.calls());
        recorder.start(path.arg(folder.path()), std::vector<Watch>(17, watch), 1ms);
        QVERIFY(!hasBegun(recorder));
        QVERIFY2(recorder.startFailure().contains(why), qPrintable(recorder.startFailure()));
        QVERIFY(!recorder.isRunning());
        QVERIFY(recorder.report().isEmpty());
    }
    QVERIFY(test::heldResources() == before);
}

void WatchRecorderTest::fault36_recordedObjectShrinks()
{
    StagedObject object;
    const ObjectName &name = object.name;
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.csv"));
    WatchRecorder recorder(object.calls());
    recorder.start(path, {watchOf(name)}, 1ms);
    QVERIFY(hasBegun(recorder));
    QVERIFY(test::eventually([&] { return recorder.stats().samples > 5; }));
    object.resize(0);
    QVERIFY(test::eventually([&] { return recorder.stats().failedReads > 5; }));
    QVERIFY(recorder.report().contains(QLatin1String("could not be read")));
    object.resize(4096);
    const auto samples = recorder.stats().samples;
    QVERIFY(test::eventually([&] { return recorder.stats().samples > samples + 5; }));
    QVERIFY(hasEnded(recorder));
    const QList<QByteArray> lines = linesOf(path);
    QVERIFY(lines.at(1).endsWith(",0") && lines.last().endsWith(",0"));
    QVERIFY(std::ranges::any_of(lines, [](const QByteArray &line) { return line.endsWith(','); })); // a gap, no number
}

void WatchRecorderTest::fault44_recordingEndsAtOnce()
{
    StagedObject object;
    const ObjectName &name = object.name;
    const QTemporaryDir folder;
    for (const std::chrono::nanoseconds interval : {0ns, std::chrono::nanoseconds(1ms), std::chrono::nanoseconds(1h)}) {
        WatchRecorder recorder(object.calls());
        recorder.start(folder.filePath(QStringLiteral("a.csv")), {watchOf(name)}, interval);
        QVERIFY(hasBegun(recorder));
        QVERIFY(test::eventually([&] { return recorder.stats().samples > 0; }));
        QElapsedTimer clock;
        clock.start();
        QVERIFY(hasEnded(recorder));
        QVERIFY2(clock.elapsed() < 1000, qPrintable(QString::number(clock.elapsed())));
        QVERIFY(linesOf(folder.filePath(QStringLiteral("a.csv"))).size() > 1); // what was sampled is on disk
    }
}

void WatchRecorderTest::fault44_blockedFileBlocksNoStop()
{
    StagedObject object;
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("fifo"));
    const FullFifo fifo(path);
    WatchRecorder recorder(object.calls());
    recorder.start(path, {watchOf(object.name)}, 0ns);
    QVERIFY(test::eventually([&] { return fifo.isFull(); }));
    recorder.stop();
    QVERIFY(recorder.isRunning()); // it waits for the reader
    QByteArray text;
    QVERIFY(test::eventually([&] {
        const bool isOver = !recorder.isRunning();
        for (QByteArray part = fifo.read(); !part.isEmpty(); part = fifo.read())
            text += part;
        return isOver;
    }));
    QCOMPARE(recorder.errorNumber(), 0);
    QVERIFY(text.startsWith("time_s,") && text.endsWith(",0\n")); // whole
    QCOMPARE(text.count('\n'), static_cast<qsizetype>(recorder.stats().samples) + 1);
}

void WatchRecorderTest::fault44_blockedFileIsLeftAlone()
{
    StagedObject object;
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("fifo"));
    const test::HeldResources before = test::heldResources();
    {
        const FullFifo fifo(path);
        QElapsedTimer clock;
        {
            WatchRecorder recorder(object.calls());
            recorder.start(path, {watchOf(object.name)}, 0ns);
            QVERIFY(test::eventually([&] { return fifo.isFull(); }));
            recorder.stop();
            clock.start();
        }
        QVERIFY2(clock.elapsed() < 10'000, qPrintable(QString::number(clock.elapsed())));
    }
    QVERIFY(test::eventually([&] { return test::heldResources() == before; })); // its thread has ended with the reader
}

void WatchRecorderTest::recordingReportIsReadable()
{
    const QStringList columns{QStringLiteral("a"), QStringLiteral("b")};
    SamplingStats stats;
    stats.samples = 1001;
    stats.elapsed = 1s;
    stats.isUndersampled = {false, true};
    QString text = samplingText(stats, columns, 1ms);
    QVERIFY2(text.contains(QLatin1String("Warning: b changes faster")), qPrintable(text));
    QVERIFY(!text.contains(QLatin1String("samples missed")) && !text.contains(QLatin1String("could not be read")));
    stats.isUndersampled = {true, true};
    stats.missed = 3;
    stats.failedReads = 4;
    stats.replaced = 1;
    text = samplingText(stats, columns, 1ms);
    for (const char *part : {"Warning: a, b change", "3 samples missed", "4 values could not be read",
                             "taken by another object once", "1 thousand per second"})
        QVERIFY2(text.contains(QLatin1String(part)), qPrintable(text));
    QVERIFY(!samplingText(stats, columns, 0ns).contains(QLatin1String("samples missed"))); // no rate was requested
    QVERIFY(!samplingText({}, columns, 1ms).isEmpty());
    stats.isUndersampled = std::vector<bool>(100, true);
    text = samplingText(stats, QStringList(100, QStringLiteral("c")), 1ms);
    QVERIFY2(text.contains(QStringLiteral("Warning: c, c, c, c, c, c, c, c, … change")), qPrintable(text));
}

SHMLAB_GUI_TEST_MAIN(WatchRecorderTest)
#include "tst_watch_recorder.moc"
