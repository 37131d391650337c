// SPDX-License-Identifier: GPL-3.0-or-later
#include "fake_roots.h"
#include "widgets/combo_box_name.h"
#include "windows/watches/watch.h"
#include "windows/watches/watch_dialog.h"
#include "windows/watches/watch_model.h"
#include "windows/watches/watch_panel.h"
#include "windows/watches/watch_plot.h"
#include "windows/watches/watch_recorder.h"

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSplitter>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTableView>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include <sys/mman.h>
#include <sys/stat.h>

using namespace shmlab;
using namespace shmlab::ui;
using namespace std::chrono_literals;

namespace {

/// Makes the object, with a page, and writes into it what it is told.
bool prepare(test::FaultPeer &peer, const ObjectName &name)
{
    return peer.execute("create", name) > 0 && peer.execute("size 4096") == 0 && peer.execute("map 4096") == 0;
}

Watch watchOf(const ObjectName &name, const char *label = "a", qint64 offset = 0)
{
    return {.label = QString::fromUtf8(label), .object = name, .offset = offset};
}

QByteArray fileOf(const QByteArray &watch)
{
    return R"({"shmlab_watches": 1, "watches": [)" + watch + "]}";
}

QList<QByteArray> mechanismsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().split('\n') : QList<QByteArray>();
}

/// As the recorder calls the column of an int32.
QString columnHeading(const QString &label, const ObjectName &name, const char *place)
{
    return QStringLiteral("%1 [%2%3]").arg(label, test::text(name), QString::fromLatin1(place));
}

/// Hands every dialog of a type that comes up while it lives to `answer`, and closes it if that does not.
template <typename Dialog>
class WhenAsked {
public:
    explicit WhenAsked(std::function<void(Dialog &)> answer)
    {
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this, answer = std::move(answer)] {
            auto *dialog = qobject_cast<Dialog *>(QApplication::activeModalWidget());
            if (dialog == nullptr)
                return;
            ++m_asked;
            answer(*dialog);
            if (dialog->isVisible())
                dialog->reject();
        });
        m_timer.start(0);
    }
    [[nodiscard]] int asked() const { return m_asked; }

private:
    QTimer m_timer;
    int m_asked = 0;
};

QAction *action(const WatchPanel &panel, const char *text)
{
    for (QAction *candidate : panel.findChildren<QAction *>()) {
        if (candidate->text().remove(QLatin1Char('&')) == QString::fromUtf8(text))
            return candidate;
    }
    qFatal("no action %s", text);
}

QList<int> selectedRowNumbers(const WatchPanel &panel)
{
    QList<int> rows;
    for (const QModelIndex &index : panel.findChild<QTableView *>()->selectionModel()->selectedRows())
        rows += index.row();
    std::ranges::sort(rows);
    return rows;
}

QString shownAt(const WatchModel &model, int row, int column)
{
    return model.index(row, column).data().toString();
}

QLineEdit *lineWith(const QDialog &dialog, const QString &text)
{
    for (QLineEdit *line : dialog.findChildren<QLineEdit *>()) {
        if (line->text() == text)
            return line;
    }
    qFatal("no line with %s", qPrintable(text));
}

/// What the panel says of a recording; nothing where it says nothing.
QString recordingMessages(const WatchPanel &panel)
{
    const auto *label = panel.findChild<QLabel *>(QStringLiteral("recording"));
    return label->isHidden() ? QString() : label->text().remove(QChar(0x200b)); // where a path may break
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
    void whatCannotBeReadWholeHasNoNumbers();
    void labelsAreShownEscaped();
    void recordsRows();
    void columnNamesAreUnique();
    void recordsWithoutWhatIsMissing();
    void recordsHonestFigures();
    void warnsOfWhatItMisses();
    void recordingCannotBegin_data();
    void recordingCannotBegin();
    void fault04_fullDiskEndsTheRecording();
    void fault36_recordedObjectShrinks();
    void fault44_recordingEndsAtOnce();
    void recordingReportIsReadable();
    void panelLoadsAndSaves();
    void openingAsksForWhatIsInNoFile_data();
    void openingAsksForWhatIsInNoFile();
    void openingReplacesOrAdds();
    void panelRecords();
    void panelPlotsWhatIsTicked();
    void panelPlotsEveryElement();
    void plotKeepsOrderAndColours();
    void newWatchIsSelectedAlone();
    void selectedWatchesAreRemoved();
    void addBeginsWithTheSuggestion();
    void liveColumnsFitASmallWindow();
    void goesOnBehindAnotherTab();
    void dialogReadsWhatIsTyped();
    void dialogHasRoomForErrors();
    void dialogNamesItsChoices();
    void defaultLabelsFollow();
    void dialogKnowsTheObjectsEnd();
};

void WatchesTest::filesKeepEverything()
{
    std::vector<Watch> watches;
    for (const ValueTypeRow &row : valueTypes) {
        Watch watch = watchOf(*ObjectName::parse("/<b>\n\xff\\ä"), "\"quoted\", ä\n");
        watch.type = row.type;
        watch.offset = static_cast<qint64>(watches.size()) * 1'000'000'000'000;
        watch.count = watches.size() % 2 == 0 ? 1 : maxWatchedElements;
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
    QCOMPARE(peer.execute("put 8 -7"), 0);
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
    QCOMPARE(peer.execute("put 0 1684234849"), 0); // "abcd"
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
        (void)peer.execute("put 0 " + QByteArray::number(value));
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
    QCOMPARE(peer.execute("size 2"), 0);
    QCOMPARE(at(6200ms, 0), QStringLiteral("|7|1000007")); // what cannot be read has no rate
    QCOMPARE(peer.execute("size 4096"), 0);
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
    QCOMPARE(peer.execute("put 4 -5"), 0);
    QCOMPARE(peer.execute("put 8 9"), 0);
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
    QCOMPARE(first.execute("put 0 1"), 0);
    QCOMPARE(value(), QStringLiteral("1"));
    QCOMPARE(first.execute("unlink", name), 0);
    QCOMPARE(value(), QStringLiteral("cannot be read")); // though the first one still has it
    test::FaultPeer second;
    QVERIFY(prepare(second, name));
    QCOMPARE(second.execute("put 0 2"), 0);
    QCOMPARE(value(), QStringLiteral("2"));
    QCOMPARE(second.execute("size 2"), 0);
    QCOMPARE(value(), QStringLiteral("cannot be read"));
    QCOMPARE(::shm_unlink(name.c_str()), 0);
    QCOMPARE(::mkfifo(name.path().c_str(), 0600), 0); // opening it would wait
    QCOMPARE(value(), QStringLiteral("cannot be read"));
}

void WatchesTest::whatCannotBeReadWholeHasNoNumbers()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    test::FaultPeer peer;
    QVERIFY(prepare(peer, name));
    WatchModel model;
    Watch watch = watchOf(name, "a", 4096 - 8);
    watch.count = 5;
    model.add(watch);
    const auto begin = WatchModel::Clock::now();
    const auto at = [&](std::chrono::seconds time) {
        model.sample(begin + time);
        QStringList shown;
        for (int column = WatchModel::ValueColumn; column <= WatchModel::MaximumColumn; ++column)
            shown += shownAt(model, 0, column);
        return shown.join(QLatin1Char('|'));
    };
    QCOMPARE(at(0s), QStringLiteral("cannot be read|||"));
    QCOMPARE(at(2s), QStringLiteral("cannot be read|||"));
    QVERIFY(!model.number(0) && !model.number(0, 4));
    QCOMPARE(peer.execute("size 8192"), 0);
    QCOMPARE(at(3s), QStringLiteral("0, 0, 0, 0, 0||0|0"));
    QCOMPARE(at(5s), QStringLiteral("0, 0, 0, 0, 0|0/s|0|0"));
    QCOMPARE(model.number(0, 4), std::optional(0.0));
    QCOMPARE(peer.execute("size 4096"), 0);
    QCOMPARE(at(6s), QStringLiteral("cannot be read||0|0")); // these were seen
    QVERIFY(!model.number(0));
}

void WatchesTest::labelsAreShownEscaped()
{
    const QString raw = QStringLiteral("a\u202eb\nc \u3000\\x0a ä");
    const QString safe = QStringLiteral("a\\xe2\\x80\\xaeb\\x0ac \u3000\\x0a ä"); // blanks and backslashes are harmless
    QCOMPARE(safeText(raw), safe);
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    test::leave(name);
    WatchPanel panel;
    Watch watch = watchOf(name);
    watch.label = raw;
    watch.isPlotted = true;
    panel.addWatch(watch);
    WatchModel &model = panel.model();
    const QModelIndex label = model.index(0, WatchModel::LabelColumn);
    QCOMPARE(label.data(Qt::DisplayRole).toString(), safe);
    QCOMPARE(label.data(Qt::EditRole).toString(), raw); // so that changing it keeps what is in it
    QCOMPARE(model.watch(0).label, raw);
    QCOMPARE(panel.plot().legend(), QStringList(safe));
    watch.count = 2;
    watch.type = ValueType::Text;
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.csv"));
    WatchRecorder recorder;
    QVERIFY(!recorder.start(path, {model.watch(0), watch}, 1ms));
    QVERIFY2(recorder.report().contains(QStringLiteral("Text is left out: %1.").arg(safe)),
             qPrintable(recorder.report()));
    recorder.stop();
    QCOMPARE(QString::fromUtf8(mechanismsOf(path).first()),
             QStringLiteral("time_s,\"%1\"").arg(columnHeading(safe, name, "+0x0 int32"))); // one line
}

void WatchesTest::recordsRows()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    test::FaultPeer peer;
    QVERIFY(prepare(peer, name));
    QCOMPARE(peer.execute("put 0 -5"), 0);
    QCOMPARE(peer.execute("put 4 7"), 0);
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
    QVERIFY(test::eventually([&] { return recorder.stats().samples > 20; }));
    recorder.stop();
    QVERIFY(!recorder.isRunning());
    const QList<QByteArray> lines = mechanismsOf(path);
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

void WatchesTest::columnNamesAreUnique()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    test::leave(name);
    std::vector<Watch> watches(3, watchOf(name, "100%1", 16));
    watches[1].order = std::endian::big;
    watches.push_back(watchOf(name, "100%1", 20));
    watches.push_back(watchOf(name, "", 16));
    watches.push_back(watchOf(name, "100%1", 16));
    watches.back().isHex = true;
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.csv"));
    WatchRecorder recorder;
    QVERIFY(!recorder.start(path, watches, 1ms));
    recorder.stop();
    const QString object = test::text(name);
    QStringList expected{QStringLiteral("time_s")};
    for (const char *title : {"100%1 [/+0x10 int32]", "100%1 [/+0x10 int32 big-endian]", "100%1 [/+0x10 int32] (2)",
                              "100%1 [/+0x14 int32]", "[/+0x10 int32]", "100%1 [/+0x10 int32] (3)"})
        expected += QLatin1Char('"') + QString::fromLatin1(title).replace(QLatin1Char('/'), object) + QLatin1Char('"');
    QCOMPARE(QString::fromUtf8(mechanismsOf(path).first()).split(QLatin1Char(',')), expected);
}

void WatchesTest::recordsWithoutWhatIsMissing()
{
    const ObjectName there = test::objectName();
    const ObjectName missing = test::objectName();
    const test::NameGuard guard(there);
    const test::NameGuard missingGuard(missing);
    test::FaultPeer peer;
    QVERIFY(prepare(peer, there));
    QCOMPARE(peer.execute("put 0 5"), 0);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.csv"));
    WatchRecorder recorder;
    const auto why = recorder.start(path, {watchOf(missing), watchOf(there), watchOf(missing, "b", 4)}, 1ms);
    QVERIFY2(!why, qPrintable(why.value_or(QString())));
    QVERIFY(test::eventually([&] { return recorder.stats().failedReads > 20; }));
    QVERIFY2(
        recorder.report().contains(QStringLiteral("left empty until it can be: %1.").arg(test::text(missing))), // once
        qPrintable(recorder.report()));
    QVERIFY(recorder.report().contains(QLatin1String("values could not be read")));
    test::FaultPeer second;
    QVERIFY(prepare(second, missing));
    QCOMPARE(second.execute("put 0 7"), 0);
    const auto samples = recorder.stats().samples;
    QVERIFY(test::eventually([&] { return recorder.stats().samples > samples + 5; }));
    recorder.stop();
    const QList<QByteArray> lines = mechanismsOf(path);
    QVERIFY2(lines.at(1).endsWith(",,5,"), lines.at(1).constData());
    QVERIFY2(lines.last().endsWith(",7,5,0"), lines.last().constData());
    const auto none = recorder.start(path, {watchOf(test::objectName()), watchOf(test::objectName())}, 1ms);
    QVERIFY(none && none->contains(QLatin1String("no such object")));
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
        const auto samples = recorder.stats().samples;
        QVERIFY(test::eventually([&] { return recorder.stats().samples > samples + 10; }));
        QCOMPARE(peer.execute("put 0 " + QByteArray::number(i)), 0);
    }
    const auto samples = recorder.stats().samples;
    QVERIFY(test::eventually([&] { return recorder.stats().samples > samples + 10; }));
    const SamplingStats stats = recorder.stats();
    const QString report = recorder.report();
    recorder.stop();
    QCOMPARE(stats.changes.at(0), std::uint64_t{5});
    QVERIFY(!stats.isUndersampled.at(0));
    QVERIFY(!report.contains(QLatin1String("Warning")));
    QVERIFY(report.contains(QLatin1String(" samples, ")));
    QVERIFY(stats.intervals.percentile(0.5) > 1ms);
    // As many rows as it says, and each wanted moment is either there or counted as late.
    const auto rows = static_cast<std::uint64_t>(mechanismsOf(path).size() - 1);
    QVERIFY(rows >= stats.samples);
    const auto wanted = static_cast<std::uint64_t>(stats.elapsed / 2ms);
    QVERIFY2(stats.samples + stats.missed + 2 >= wanted && stats.samples + stats.missed <= wanted + 2,
             qPrintable(QStringLiteral("%1 + %2 of %3").arg(stats.samples).arg(stats.missed).arg(wanted)));
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
    QVERIFY(test::eventually([&] { return recorder.stats().isUndersampled.at(1) && recorder.stats().samples > 20; }));
    const QString report = recorder.report();
    recorder.stop();
    QVERIFY2(report.contains(QStringLiteral("Warning: %1 changes faster than it is sampled")
                                 .arg(columnHeading(QStringLiteral("wild"), name, "+0x4 int32"))),
             qPrintable(report));
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
    const test::HeldResources before = test::heldResources();
    {
        WatchRecorder recorder;
        const auto refused = recorder.start(path.arg(folder.path()), {watch}, 1ms);
        QVERIFY(refused);
        QVERIFY2(refused->contains(why), qPrintable(*refused));
        QVERIFY(!recorder.isRunning());
        QVERIFY(recorder.report().isEmpty());
    }
    QVERIFY(test::heldResources() == before);
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
    QVERIFY2(recordingMessages(panel).startsWith(QLatin1String("Recorded to /dev/full, which is not whole (No space")),
             qPrintable(recordingMessages(panel)));
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
    QVERIFY(test::eventually([&] { return recorder.stats().samples > 5; }));
    QCOMPARE(peer.execute("size 0"), 0);
    QVERIFY(test::eventually([&] { return recorder.stats().failedReads > 5; }));
    QVERIFY(recorder.report().contains(QLatin1String("could not be read")));
    QCOMPARE(peer.execute("size 4096"), 0);
    const auto samples = recorder.stats().samples;
    QVERIFY(test::eventually([&] { return recorder.stats().samples > samples + 5; }));
    recorder.stop();
    const QList<QByteArray> lines = mechanismsOf(path);
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
        QVERIFY(test::eventually([&] { return recorder.stats().samples > 0; }));
        QElapsedTimer clock;
        clock.start();
        recorder.stop();
        QVERIFY2(clock.elapsed() < 1000, qPrintable(QString::number(clock.elapsed())));
        QVERIFY(mechanismsOf(folder.filePath(QStringLiteral("a.csv"))).size() > 1); // what was sampled is on disk
    }
}

void WatchesTest::recordingReportIsReadable()
{
    const QStringList columns{QStringLiteral("a"), QStringLiteral("b")};
    SamplingStats stats;
    stats.samples = 1001;
    stats.elapsed = 1s;
    stats.isUndersampled = {false, true};
    QString text = samplingText(stats, columns, 1ms);
    QVERIFY2(text.contains(QLatin1String("Warning: b changes faster")), qPrintable(text));
    QVERIFY(!text.contains(QLatin1String("moments passed")) && !text.contains(QLatin1String("could not be read")));
    stats.isUndersampled = {true, true};
    stats.missed = 3;
    stats.failedReads = 4;
    stats.replaced = 1;
    text = samplingText(stats, columns, 1ms);
    for (const char *part : {"Warning: a, b change", "3 moments passed", "4 values could not be read",
                             "Once a name led", "1 thousand a second"})
        QVERIFY2(text.contains(QLatin1String(part)), qPrintable(text));
    QVERIFY(!samplingText(stats, columns, 0ns).contains(QLatin1String("moments passed"))); // none was wanted
    QVERIFY(!samplingText({}, columns, 1ms).isEmpty());
    stats.isUndersampled = std::vector<bool>(100, true);
    text = samplingText(stats, QStringList(100, QStringLiteral("c")), 1ms);
    QVERIFY2(text.contains(QStringLiteral("Warning: c, c, c, c, c, c, c, c, … change")), qPrintable(text));
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

void WatchesTest::openingAsksForWhatIsInNoFile_data()
{
    using Change = std::function<void(WatchPanel &)>;
    QTest::addColumn<Change>("change");
    QTest::addColumn<bool>("isAsked");
    const auto row = [](const char *name, bool isAsked, const Change &change) {
        QTest::newRow(name) << change << isAsked;
    };
    row("nothing", false, [](WatchPanel &) { });
    row("added", true, [](WatchPanel &panel) { panel.addWatch(panel.model().watch(0)); });
    row("edited", true, [](WatchPanel &panel) {
        Watch watch = panel.model().watch(0);
        watch.offset = 8;
        panel.model().replace(0, watch);
    });
    row("removed", true, [](WatchPanel &panel) { panel.model().removeWatch(0); });
    row("all removed", false, [](WatchPanel &panel) { panel.model().removeWatches({1, 0}); }); // nothing is lost
    row("relabelled", true, [](WatchPanel &panel) {
        (void)panel.model().setData(panel.model().index(1, WatchModel::LabelColumn), QStringLiteral("c"), Qt::EditRole);
    });
    row("ticked", true, [](WatchPanel &panel) {
        (void)panel.model().setData(panel.model().index(1, WatchModel::LabelColumn), Qt::Checked, Qt::CheckStateRole);
    });
    row("changed and back", false, [](WatchPanel &panel) {
        panel.addWatch(panel.model().watch(0));
        panel.model().removeWatch(2);
    });
    row("saved", false, [](WatchPanel &panel) {
        panel.addWatch(panel.model().watch(0));
        const QTemporaryDir folder;
        QVERIFY(panel.save(folder.filePath(QStringLiteral("c.json"))));
    });
    row("not saved", true, [](WatchPanel &panel) {
        panel.addWatch(panel.model().watch(0));
        QVERIFY(!panel.save(QStringLiteral("/dev/null/c.json")));
    });
}

void WatchesTest::openingAsksForWhatIsInNoFile()
{
    QFETCH(std::function<void(WatchPanel &)>, change);
    QFETCH(bool, isAsked);
    const ObjectName name = test::objectName();
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.json"));
    WatchPanel panel;
    const std::vector<Watch> inFile{watchOf(name, "a"), watchOf(name, "b", 4)};
    panel.model().setWatches(inFile);
    QVERIFY(panel.save(path));
    QVERIFY(panel.load(path));
    change(panel);
    const std::vector<Watch> before = panel.model().watches();
    QString question;
    const WhenAsked<QMessageBox> answer([&](QMessageBox &box) {
        question = box.text();
        QTest::keyClick(&box, Qt::Key_Return); // which is Cancel
    });
    QCOMPARE(panel.load(path), !isAsked);
    QCOMPARE(answer.asked(), isAsked ? 1 : 0);
    QVERIFY(panel.model().watches() == (isAsked ? before : inFile));
    QCOMPARE(question.contains(QLatin1String("a.json")), isAsked);
}

void WatchesTest::openingReplacesOrAdds()
{
    const ObjectName name = test::objectName();
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.json"));
    WatchPanel panel;
    panel.addWatch(watchOf(name, "in the file"));
    QVERIFY(panel.save(path));
    const std::vector<Watch> inFile = panel.model().watches();
    panel.addWatch(watchOf(name, "new", 8));
    const std::vector<Watch> changed = panel.model().watches();
    QString wanted = QStringLiteral("add");
    const WhenAsked<QMessageBox> answer([&](QMessageBox &box) { box.findChild<QPushButton *>(wanted)->click(); });
    const QSignalSpy selection(&panel.model(), &WatchModel::selectionChanged);
    QVERIFY(panel.load(path));
    QCOMPARE(selection.count(), 1);
    std::vector<Watch> all = changed;
    all.insert(all.end(), inFile.begin(), inFile.end());
    QVERIFY(panel.model().watches() == all);
    wanted = QStringLiteral("replace");
    QVERIFY(panel.load(path)); // asks, since those together are in no file
    QVERIFY(panel.model().watches() == inFile);
    QCOMPARE(answer.asked(), 2);
    QVERIFY(panel.load(path));
    QCOMPARE(answer.asked(), 2);

    panel.model().setWatches(std::vector<Watch>(maxWatches, watchOf(name)));
    const QSignalSpy failed(&panel, &WatchPanel::failed);
    wanted = QStringLiteral("add");
    QVERIFY(!panel.load(path)); // or they could be saved, but not be read again
    QVERIFY(failed.last().first().toString().contains(QLatin1String("more than 10000")));
    QCOMPARE(panel.model().rowCount(), static_cast<int>(maxWatches));
}

void WatchesTest::panelRecords()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    test::FaultPeer peer;
    QVERIFY(prepare(peer, name));
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.csv"));
    WatchPanel panel;
    panel.show();
    const QSignalSpy failed(&panel, &WatchPanel::failed);
    const QSignalSpy recording(&panel, &WatchPanel::recordingChanged);
    panel.startRecording(path);
    QCOMPARE(failed.count(), 1); // there is nothing to record
    QCOMPARE(recording.count(), 0);
    panel.addWatch(watchOf(name));
    panel.startRecording(path);
    QCOMPARE(recording.count(), 1);
    QVERIFY(test::eventually([&] { return panel.recorder().stats().samples > 10; }));
    QVERIFY(test::eventually([&] { return recordingMessages(panel).contains(QLatin1String(" apart in the median")); }));
    QVERIFY(!recordingMessages(panel).contains(QLatin1String("Recorded")));
    panel.toggleRecording();
    QCOMPARE(recording.last().first().toBool(), false);
    QCOMPARE(recordingMessages(panel), QStringLiteral("Recorded to %1: %2").arg(path, panel.recorder().report()));
    QVERIFY(mechanismsOf(path).size() > 1);
    QVERIFY(mechanismsOf(path).last().count(',') == 1); // data only

    panel.startRecording(folder.filePath(QStringLiteral("none/a.csv")));
    QCOMPARE(failed.count(), 2);
    QVERIFY(recordingMessages(panel).startsWith(QLatin1String("Recorded to "))); // none has begun
    panel.startRecording(path);
    QVERIFY(!recordingMessages(panel).contains(QLatin1String("Recorded")));
    panel.model().setWatches({watchOf(name, "b")});
    QVERIFY(!recordingMessages(panel).isEmpty()); // it still runs
    panel.stopRecording();
    QVERIFY(recordingMessages(panel).startsWith(QLatin1String("Recorded to ")));
    panel.model().setWatches({watchOf(name, "c")});
    QCOMPARE(recordingMessages(panel), QString());
    QCOMPARE(recording.count(), 4);
    QCOMPARE(failed.count(), 2);
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
        const auto numbers = plot->valuesOf(model.idOf(row));
        return std::ranges::count(numbers, number) > 3;
    };
    QCOMPARE(peer.execute("put 0 7"), 0);
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

void WatchesTest::panelPlotsEveryElement()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    test::FaultPeer peer;
    QVERIFY(prepare(peer, name));
    for (const char *put : {"put 0 5", "put 4 6", "put 8 7"})
        QCOMPARE(peer.execute(put), 0);
    WatchPanel panel;
    panel.show();
    const QSignalSpy failed(&panel, &WatchPanel::failed);
    Watch array = watchOf(name, "array");
    array.count = 3;
    array.isPlotted = true;
    panel.addWatch(array);
    panel.addWatch(watchOf(name, "single", 8));
    WatchModel &model = panel.model();
    QVERIFY(model.setData(model.index(1, WatchModel::LabelColumn), Qt::Checked, Qt::CheckStateRole));
    QCOMPARE(panel.plot().legend(),
             (QStringList{QStringLiteral("array[0]"), QStringLiteral("array[1]"), QStringLiteral("array[2]"),
                          QStringLiteral("single")}));
    const auto shows = [&](int row, int element, double number) {
        const auto numbers = panel.plot().valuesOf(model.idOf(row, element));
        return !numbers.empty() && numbers.back() == number;
    };
    QVERIFY(test::eventually([&] { return shows(0, 0, 5) && shows(0, 1, 6) && shows(0, 2, 7) && shows(1, 0, 7); }));
    QCOMPARE(peer.execute("size 8"), 0); // less than the array needs
    QVERIFY(test::eventually([&] {
        const auto numbers = panel.plot().valuesOf(model.idOf(0, 0));
        return std::isnan(numbers.back());
    }));
    QCOMPARE(failed.count(), 0);

    array.count = 30;
    model.replace(0, array);
    QCOMPARE(panel.plot().lineCount(), 24);
    QCOMPARE(panel.plot().legend().last(), QStringLiteral("array[23]"));
    QCOMPARE(failed.count(), 1);
    QCOMPARE(failed.last().first().toString(), QStringLiteral("Of 31 ticked numbers the first 24 are plotted."));
    QVERIFY(model.setData(model.index(0, WatchModel::LabelColumn), QStringLiteral("b"), Qt::EditRole));
    QCOMPARE(failed.count(), 1); // it has been said
    array.count = maxWatchedElements;
    model.setWatches(std::vector<Watch>(maxWatches, array)); // at once all the same
    QCOMPARE(panel.plot().lineCount(), 24);
    QCOMPARE(failed.count(), 2);
}

void WatchesTest::plotKeepsOrderAndColours()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    test::FaultPeer peer;
    QVERIFY(prepare(peer, name));
    QCOMPARE(peer.execute("put 0 7"), 0);
    QCOMPARE(peer.execute("put 4 8"), 0);
    WatchPanel panel;
    panel.show();
    WatchModel &model = panel.model();
    for (const char *label : {"a", "b", "c"}) {
        Watch watch = watchOf(name, label);
        watch.isPlotted = true;
        panel.addWatch(watch);
    }
    const WatchPlot &plot = panel.plot();
    const auto colors = [&] {
        QList<QColor> all;
        for (int row = 0; row < model.rowCount(); ++row)
            all += plot.penOf(model.idOf(row)).color();
        return all;
    };
    const auto count = [&](int row, double number) {
        return std::ranges::count(plot.valuesOf(model.idOf(row)), number);
    };
    const auto legendIs = [&](const char *labels) {
        return plot.legend() == QString::fromLatin1(labels).split(QLatin1Char(' '));
    };
    const QList<QColor> before = colors();
    QVERIFY(before[0] != before[1] && before[1] != before[2] && before[0] != before[2]);
    QVERIFY(test::eventually([&] { return count(0, 7) > 3 && count(1, 7) > 3 && count(2, 7) > 3; }));

    Watch changed = model.watch(1);
    changed.label = QStringLiteral("B");
    changed.isHex = true;
    model.replace(1, changed);
    QVERIFY(legendIs("a B c") && colors() == before);
    QVERIFY(count(1, 7) > 3); // it still shows the same
    changed.offset = 4;
    model.replace(1, changed);
    QVERIFY(legendIs("a B c") && colors() == before);
    QVERIFY(count(0, 7) > 3 && count(2, 7) > 3);
    QVERIFY(plot.valuesOf(model.idOf(1)).empty()); // that was another place
    QVERIFY(test::eventually([&] { return count(1, 8) > 3; }));
    QCOMPARE(count(1, 7), 0);

    const auto tick = [&](int row, Qt::CheckState state) {
        QVERIFY(model.setData(model.index(row, WatchModel::LabelColumn), state, Qt::CheckStateRole));
    };
    tick(0, Qt::Unchecked);
    QVERIFY(legendIs("B c") && colors().mid(1) == before.mid(1));
    changed.offset = 8;
    model.replace(1, changed);
    QVERIFY(colors().mid(1) == before.mid(1)); // though another one has become free
    tick(0, Qt::Checked); // in the order of the table, not of the ticks
    QVERIFY(legendIs("a B c") && colors() == before);
    model.removeWatch(1);
    QVERIFY(legendIs("a c") && colors() == (QList<QColor>{before[0], before[2]}));

    Watch array = watchOf(name, "many");
    array.count = 24;
    array.isPlotted = true;
    model.setWatches({array});
    QList<QPen> pens;
    for (int element = 0; element < array.count; ++element) {
        const QPen pen = plot.penOf(model.idOf(0, element));
        QVERIFY(!pens.contains(pen)); // each can be told from the others
        pens += pen;
    }
}

void WatchesTest::newWatchIsSelectedAlone()
{
    const ObjectName name = test::objectName();
    WatchPanel panel;
    panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
    QTest::keyPress(panel.windowHandle(), Qt::Key_Control, Qt::ControlModifier); // as for Ctrl+W
    QCOMPARE(QApplication::keyboardModifiers(), Qt::ControlModifier);
    for (int row = 0; row < 3; ++row) {
        panel.addWatch(watchOf(name));
        QCOMPARE(selectedRowNumbers(panel), QList<int>{row});
        QCOMPARE(panel.findChild<QTableView *>()->currentIndex().row(), row);
    }
    QTest::keyRelease(panel.windowHandle(), Qt::Key_Control);
}

void WatchesTest::selectedWatchesAreRemoved()
{
    const ObjectName name = test::objectName();
    WatchPanel panel;
    for (const char *label : {"a", "b", "c", "d", "e", "f"})
        panel.addWatch(watchOf(name, label));
    WatchModel &model = panel.model();
    QItemSelectionModel &selection = *panel.findChild<QTableView *>()->selectionModel();
    const QSignalSpy told(&model, &WatchModel::selectionChanged);
    const auto labels = [&] {
        QString all;
        for (const Watch &watch : model.watches())
            all += watch.label;
        return all;
    };
    selection.clear();
    for (const int row : {4, 1, 2})
        selection.select(model.index(row, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    QAction *remove = action(panel, "Delete");
    remove->trigger();
    QCOMPARE(labels(), QStringLiteral("adf"));
    QCOMPARE(told.count(), 1);
    QCOMPARE(selectedRowNumbers(panel), QList<int>{1}); // so that the key can be hit again
    remove->trigger();
    QCOMPARE(labels(), QStringLiteral("af"));
    remove->trigger();
    QCOMPARE(labels(), QStringLiteral("a"));
    QCOMPARE(selectedRowNumbers(panel), QList<int>{0});
    selection.clearSelection();
    remove->trigger();
    QCOMPARE(labels(), QStringLiteral("a")); // none is chosen
}

void WatchesTest::addBeginsWithTheSuggestion()
{
    const ObjectName name = *ObjectName::parse("/a\nb");
    WatchPanel panel;
    QStringList typed;
    const WhenAsked<WatchDialog> answer([&](WatchDialog &dialog) {
        typed.clear();
        for (const QLineEdit *line : dialog.findChildren<QLineEdit *>(QString(), Qt::FindDirectChildrenOnly))
            typed += line->text();
        dialog.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok)->click();
    });
    action(panel, "Add…")->trigger();
    QVERIFY2(typed.contains(QLatin1String("/test.shmem at 0x0")), qPrintable(typed.join(QLatin1Char('|'))));
    panel.setSuggestedWatch(name, 0x40);
    action(panel, "Add…")->trigger();
    for (const char *text : {"/a\\x0ab at 0x40", "/a\\x0ab", "0x40"})
        QVERIFY2(typed.contains(QLatin1String(text)), qPrintable(typed.join(QLatin1Char('|'))));
    QCOMPARE(panel.model().rowCount(), 2);
    QVERIFY(panel.model().watch(1).object == name);
    QCOMPARE(panel.model().watch(1).offset, qint64{0x40});
    QCOMPARE(shownAt(panel.model(), 1, WatchModel::LabelColumn), QStringLiteral("/a\\x0ab at 0x40")); // escaped once
    panel.setSuggestedWatch(name, -1);
    action(panel, "Add…")->trigger();
    QCOMPARE(panel.model().watch(2).offset, qint64{0});
}

void WatchesTest::liveColumnsFitASmallWindow()
{
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    test::FaultPeer peer;
    QVERIFY(prepare(peer, name));
    WatchPanel panel;
    panel.resize(677, 211); // what it has in a window of 1024 x 640
    panel.show();
    const auto *table = panel.findChild<QTableView *>();
    const auto areSeen = [&] {
        const QHeaderView &titles = *table->horizontalHeader();
        for (const auto column :
             {WatchModel::ValueColumn, WatchModel::RateColumn, WatchModel::MinimumColumn, WatchModel::MaximumColumn}) {
            if (titles.sectionViewportPosition(column) + titles.sectionSize(column) > table->viewport()->width())
                return false;
        }
        return true;
    };
    const auto fits = [&](int column) {
        const QAbstractItemView &view = *table;
        return table->columnWidth(column) >= view.sizeHintForColumn(column);
    };
    QVERIFY(areSeen());
    QCOMPARE(peer.execute("put 0 -12345678"), 0);
    const int narrow = table->columnWidth(WatchModel::MinimumColumn);
    Watch watch = watchOf(name, "a label that is a good deal longer than there is room for");
    watch.isPlotted = true;
    panel.addWatch(watch);
    const auto *parts = panel.findChild<QSplitter *>();
    QVERIFY(test::eventually([&] { return parts->sizes().at(1) > 0; }));
    QVERIFY2(parts->sizes().at(1) * 5 <= parts->width() * 2, qPrintable(QString::number(parts->sizes().at(1))));
    QVERIFY(test::eventually([&] { return table->columnWidth(WatchModel::MinimumColumn) > narrow && areSeen(); }));
    QVERIFY(fits(WatchModel::ValueColumn) && fits(WatchModel::MinimumColumn) && fits(WatchModel::MaximumColumn));
    QVERIFY(!fits(WatchModel::LabelColumn)); // it gave way
    QCOMPARE(peer.execute("put 0 -2000000000"), 0);
    const int wide = table->columnWidth(WatchModel::MinimumColumn);
    QVERIFY(test::eventually([&] { return table->columnWidth(WatchModel::MinimumColumn) > wide; }));
    QVERIFY(fits(WatchModel::MinimumColumn));

    const int byHand = 30;
    panel.findChild<QTableView *>()->setColumnWidth(WatchModel::ValueColumn, byHand); // as by the mouse
    const int before = table->columnWidth(WatchModel::OffsetColumn);
    watch.offset = maxWatchedOffset;
    panel.model().replace(0, watch);
    QVERIFY(test::eventually([&] { return table->columnWidth(WatchModel::OffsetColumn) > before; }));
    QCOMPARE(table->columnWidth(WatchModel::ValueColumn), byHand);
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
    QCOMPARE(peer.execute("put 0 5"), 0);
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
    for (const char *typed : {"here+2", "here+2*", "here+2*4"})
        offset->setText(QString::fromLatin1(typed));
    QCOMPARE(dialog.watch().offset, qint64{72}); // from where it was, not from what was read meanwhile
    WatchDialog accepted(watch);
    lineWith(accepted, QStringLiteral("0x40"))->setText(QStringLiteral("here+8"));
    accepted.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok)->click();
    QCOMPARE(accepted.watch().offset, qint64{72});
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

void WatchesTest::dialogHasRoomForErrors()
{
    WatchDialog dialog(watchOf(*ObjectName::parse("/a")));
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

void WatchesTest::dialogNamesItsChoices()
{
    const WatchDialog dialog(watchOf(*ObjectName::parse("/a")));
    QStringList names;
    for (QComboBox *box : dialog.findChildren<QComboBox *>()) {
        names << box->accessibleName();
        QCOMPARE(box->view()->accessibleName(), box->accessibleName());
        nameComboBox(*box, QStringLiteral("型(&T):")); // as a Japanese label is
        QCOMPARE(box->view()->accessibleName(), QStringLiteral("型"));
    }
    QCOMPARE(names, QStringList({QStringLiteral("Type"), QStringLiteral("Byte order"), QStringLiteral("Format")}));
}

void WatchesTest::defaultLabelsFollow()
{
    const ObjectName name = *ObjectName::parse("/a\nb");
    Watch watch = watchOf(name, "", 64);
    watch.label = defaultLabel(name, 64);
    QCOMPARE(watch.label, QStringLiteral("/a\\x0ab at 0x40"));
    WatchDialog dialog(watch);
    QLineEdit *offset = lineWith(dialog, QStringLiteral("0x40"));
    QLineEdit *object = lineWith(dialog, QStringLiteral("/a\\x0ab"));
    offset->setText(QStringLiteral("no offset"));
    QCOMPARE(dialog.watch().label, watch.label);
    offset->setText(QStringLiteral("16+16"));
    QCOMPARE(dialog.watch().label, QStringLiteral("/a\\x0ab at 0x20"));
    object->setText(QStringLiteral("plain"));
    QCOMPARE(dialog.watch().label, QStringLiteral("/plain at 0x20"));
    lineWith(dialog, QStringLiteral("/plain at 0x20"))->setText(QStringLiteral("mine"));
    offset->setText(QStringLiteral("48"));
    QCOMPARE(dialog.watch().label, QStringLiteral("mine"));
    QCOMPARE(dialog.watch().offset, qint64{48});
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
