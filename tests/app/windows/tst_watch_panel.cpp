// SPDX-License-Identifier: GPL-3.0-or-later
#include "watch_fixture.h"
#include "windows/watches/watch_dialog.h"
#include "windows/watches/watch_panel.h"
#include "windows/watches/watch_plot.h"

#include <QAction>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QElapsedTimer>
#include <QHash>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QMessageBox>
#include <QPen>
#include <QPushButton>
#include <QSplitter>
#include <QTabWidget>
#include <QTableView>

#include <algorithm>
#include <array>
#include <cmath>
#include <csignal>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace shmlab;
using namespace shmlab::ui;
using namespace std::chrono_literals;
using test::StagedObject;

namespace {

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

/// The messages of the panel about a recording; empty if there are none.
QString recordingMessages(const WatchPanel &panel)
{
    const auto *label = panel.findChild<QLabel *>(QStringLiteral("recording"));
    return label->isHidden() ? QString() : label->text().remove(QChar(0x200b)); // zero-width space
}

void startRecording(const WatchPanel &panel, const QString &path)
{
    panel.findChild<Recording *>()->start(path);
}

/// Whether the watches of the file were taken.
bool load(const WatchPanel &panel, const QString &path)
{
    auto *files = panel.findChild<WatchFiles *>();
    const QSignalSpy ended(files, &WatchFiles::loadEnded);
    files->load(path);
    return test::eventually([&] { return !ended.isEmpty(); }) && ended.first().first().toBool();
}

/// How its lines are drawn, in the order of the legend.
QList<QPen> pensOf(const WatchPlot &plot)
{
    QHash<QString, QPen> pens;
    for (const QObject *child : plot.findChildren<QObject *>()) {
        if (child->inherits("QCPGraph"))
            pens.insert(child->property("name").toString(), child->property("pen").value<QPen>());
    }
    QList<QPen> all;
    for (const QString &name : plot.legend())
        all += pens.value(name);
    return all;
}

} // namespace

class WatchPanelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void labelsAreShownEscaped();
    void fault04_fullDiskEndsTheRecording();
    void panelLoadsAndSaves();
    void openingAsksAboutUnsavedWatches_data();
    void openingAsksAboutUnsavedWatches();
    void openingReplacesOrAdds();
    void fifoIsNotOpenedAsAFile();
    void oneFileIsReadAtATime();
    void panelRecords();
    void panelPlotsCheckedWatches();
    void panelPlotsEveryElement();
    void plotKeepsOrderAndColours();
    void newWatchIsSelectedAlone();
    void selectedWatchesAreRemoved();
    void addStartsFromTheValueAtTheCursor();
    void liveColumnsFitASmallWindow();
    void readsBehindAnotherTab();
    void hugeWatchFilesAreHandledQuickly();
    void leasedObjectsDelayNothing();
    void guiThreadMakesNoCalls();
};

void WatchPanelTest::labelsAreShownEscaped()
{
    const QString raw = QStringLiteral("a\u202eb\nc \u3000\\x0a ä");
    const QString safe = QStringLiteral("a\\xe2\\x80\\xaeb\\x0ac \u3000\\x0a ä"); // spaces and backslashes are harmless
    QCOMPARE(safeText(raw), safe);
    StagedObject object;
    const ObjectName &name = object.name;
    WatchPanel panel(object.acquisition);
    Watch watch = watchOf(name);
    watch.label = raw;
    watch.isPlotted = true;
    panel.addWatch(watch);
    WatchModel &model = panel.model();
    const QModelIndex label = model.index(0, WatchModel::LabelColumn);
    QCOMPARE(label.data(Qt::DisplayRole).toString(), safe);
    QCOMPARE(label.data(Qt::EditRole).toString(), raw); // so that editing keeps its text
    QCOMPARE(model.watch(0).label, raw);
    QCOMPARE(panel.plot().legend(), QStringList(safe));
    watch.count = 2;
    watch.type = ValueType::Text;
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.csv"));
    WatchRecorder recorder(object.calls());
    recorder.start(path, {model.watch(0), watch}, 1ms);
    QVERIFY(hasBegun(recorder));
    QVERIFY2(recorder.report().contains(QStringLiteral("Text is left out: %1.").arg(safe)),
             qPrintable(recorder.report()));
    QVERIFY(hasEnded(recorder));
    QCOMPARE(QString::fromUtf8(linesOf(path).first()),
             QStringLiteral("time_s,\"%1\"").arg(columnHeading(safe, name, "+0x0 int32"))); // one line
}

void WatchPanelTest::fault04_fullDiskEndsTheRecording()
{
    StagedObject object;
    const ObjectName &name = object.name;
    WatchPanel panel(object.acquisition);
    panel.addWatch(watchOf(name));
    panel.show();
    const QSignalSpy failed(&panel, &WatchPanel::failed);
    const QSignalSpy recording(&panel, &WatchPanel::recordingChanged);
    for (auto *rate : panel.findChildren<QComboBox *>())
        rate->setCurrentIndex(rate->count() - 1); // as fast as possible
    startRecording(panel, QStringLiteral("/dev/full"));
    QVERIFY(test::eventually([&] { return failed.count() > 0; }));
    QVERIFY2(failed.first().first().toString().contains(QLatin1String("ENOSPC")),
             qPrintable(failed.first().first().toString()));
    QVERIFY(test::eventually([&] { return recording.count() == 2; }));
    QVERIFY(!panel.recorder().isRunning());
    QCOMPARE(failed.count(), 1);
    QVERIFY2(recordingMessages(panel).startsWith(QLatin1String("Recorded to /dev/full, which is incomplete (No space")),
             qPrintable(recordingMessages(panel)));
}

void WatchPanelTest::panelLoadsAndSaves()
{
    StagedObject object;
    const ObjectName &name = object.name;
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("watches.json"));
    WatchPanel panel(object.acquisition);
    const QSignalSpy failed(&panel, &WatchPanel::failed);
    panel.addWatch(watchOf(name, "a"));
    panel.addWatch(watchOf(name, "b", 4));
    const std::vector<Watch> kept = panel.model().watches();
    QVERIFY(panel.save(path));
    panel.model().setWatches({});
    QVERIFY(load(panel, path));
    QVERIFY(panel.model().watches() == kept);
    QVERIFY(!load(panel, folder.filePath(QStringLiteral("none.json"))));
    QVERIFY(failed.last().first().toString().contains(QLatin1String("none.json")));
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{}");
    }
    QVERIFY(!load(panel, path));
    QVERIFY(failed.last().first().toString().contains(QLatin1String("not a file of watches")));
    QVERIFY(panel.model().watches() == kept); // an invalid file removes nothing
    QVERIFY(!panel.save(folder.filePath(QStringLiteral("none/a.json"))));
    QCOMPARE(failed.count(), 3);
}

void WatchPanelTest::openingAsksAboutUnsavedWatches_data()
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
    row("removed", true, [](WatchPanel &panel) { panel.model().removeWatches({0}); });
    row("all removed", false, [](WatchPanel &panel) { panel.model().removeWatches({1, 0}); }); // nothing is lost
    row("relabelled", true, [](WatchPanel &panel) {
        (void)panel.model().setData(panel.model().index(1, WatchModel::LabelColumn), QStringLiteral("c"), Qt::EditRole);
    });
    row("checked", true, [](WatchPanel &panel) {
        (void)panel.model().setData(panel.model().index(1, WatchModel::LabelColumn), Qt::Checked, Qt::CheckStateRole);
    });
    row("changed and back", false, [](WatchPanel &panel) {
        panel.addWatch(panel.model().watch(0));
        panel.model().removeWatches({2});
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

void WatchPanelTest::openingAsksAboutUnsavedWatches()
{
    QFETCH(std::function<void(WatchPanel &)>, change);
    QFETCH(bool, isAsked);
    StagedObject object;
    const ObjectName &name = object.name;
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.json"));
    WatchPanel panel(object.acquisition);
    const std::vector<Watch> inFile{watchOf(name, "a"), watchOf(name, "b", 4)};
    panel.model().setWatches(inFile);
    QVERIFY(panel.save(path));
    QVERIFY(load(panel, path));
    change(panel);
    const std::vector<Watch> before = panel.model().watches();
    QString question;
    const test::WhenAsked<QMessageBox> answer([&](QMessageBox &box) {
        question = box.text();
        QTest::keyClick(&box, Qt::Key_Return); // the default button is Cancel
    });
    QCOMPARE(load(panel, path), !isAsked);
    QCOMPARE(answer.asked(), isAsked ? 1 : 0);
    QVERIFY(panel.model().watches() == (isAsked ? before : inFile));
    QCOMPARE(question.contains(QLatin1String("a.json")), isAsked);
}

void WatchPanelTest::openingReplacesOrAdds()
{
    StagedObject object;
    const ObjectName &name = object.name;
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.json"));
    WatchPanel panel(object.acquisition);
    panel.addWatch(watchOf(name, "in the file"));
    QVERIFY(panel.save(path));
    const std::vector<Watch> inFile = panel.model().watches();
    panel.addWatch(watchOf(name, "new", 8));
    const std::vector<Watch> changed = panel.model().watches();
    QString wanted = QStringLiteral("add");
    const test::WhenAsked<QMessageBox> answer([&](QMessageBox &box) { box.findChild<QPushButton *>(wanted)->click(); });
    const QSignalSpy selection(&panel.model(), &WatchModel::selectionChanged);
    QVERIFY(load(panel, path));
    QCOMPARE(selection.count(), 1);
    std::vector<Watch> all = changed;
    all.insert(all.end(), inFile.begin(), inFile.end());
    QVERIFY(panel.model().watches() == all);
    wanted = QStringLiteral("replace");
    QVERIFY(load(panel, path)); // asks, since no file contains all of them
    QVERIFY(panel.model().watches() == inFile);
    QCOMPARE(answer.asked(), 2);
    QVERIFY(load(panel, path));
    QCOMPARE(answer.asked(), 2);

    panel.model().setWatches(std::vector<Watch>(maxWatches, watchOf(name)));
    const QSignalSpy failed(&panel, &WatchPanel::failed);
    wanted = QStringLiteral("add");
    QVERIFY(!load(panel, path)); // otherwise they could be saved but not loaded again
    QVERIFY(failed.last().first().toString().contains(QLatin1String("more than 10000")));
    QCOMPARE(panel.model().rowCount(), static_cast<int>(maxWatches));
}

void WatchPanelTest::fifoIsNotOpenedAsAFile()
{
    StagedObject object;
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.json"));
    QCOMPARE(::mkfifo(QFile::encodeName(path).constData(), 0600), 0);
    WatchPanel panel(object.acquisition);
    const QSignalSpy failed(&panel, &WatchPanel::failed);
    QVERIFY(!load(panel, path)); // which would wait for a writer
    QVERIFY2(failed.last().first().toString().contains(QLatin1String("not a regular file")),
             qPrintable(failed.last().first().toString()));
}

void WatchPanelTest::oneFileIsReadAtATime()
{
    StagedObject object;
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.json"));
    WatchPanel panel(object.acquisition);
    panel.addWatch(watchOf(object.name));
    QVERIFY(panel.save(path));
    const QSignalSpy failed(&panel, &WatchPanel::failed);
    auto *files = panel.findChild<WatchFiles *>();
    const QSignalSpy ended(files, &WatchFiles::loadEnded);
    files->load(path);
    QCOMPARE(ended.count(), 0); // it is read in the background
    files->load(path);
    QCOMPARE(failed.count(), 1);
    QVERIFY(failed.first().first().toString().contains(QLatin1String("still being read")));
    QVERIFY(test::eventually([&] { return !ended.isEmpty(); }));
    QVERIFY(ended.first().first().toBool());
    QVERIFY(load(panel, path));
}

void WatchPanelTest::panelRecords()
{
    StagedObject object;
    const ObjectName &name = object.name;
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.csv"));
    WatchPanel panel(object.acquisition);
    panel.show();
    const QSignalSpy failed(&panel, &WatchPanel::failed);
    const QSignalSpy recording(&panel, &WatchPanel::recordingChanged);
    startRecording(panel, path);
    QVERIFY(test::eventually([&] { return failed.count() == 1; })); // there is nothing to record
    QCOMPARE(recording.count(), 0);
    panel.addWatch(watchOf(name));
    startRecording(panel, path);
    QVERIFY(test::eventually([&] { return recording.count() == 1; }));
    QVERIFY(test::eventually([&] { return panel.recorder().stats().samples > 10; }));
    QVERIFY(test::eventually([&] { return recordingMessages(panel).contains(QLatin1String("interval: median ")); }));
    QVERIFY(!recordingMessages(panel).contains(QLatin1String("Recorded")));
    panel.toggleRecording(); // it does not block
    QVERIFY(test::eventually([&] { return recording.count() == 2; }));
    QCOMPARE(recording.last().first().toBool(), false);
    QCOMPARE(recordingMessages(panel), QStringLiteral("Recorded to %1: %2").arg(path, panel.recorder().report()));
    QVERIFY(linesOf(path).size() > 1);
    QVERIFY(linesOf(path).last().count(',') == 1); // data only

    startRecording(panel, folder.filePath(QStringLiteral("none/a.csv")));
    QVERIFY(test::eventually([&] { return failed.count() == 2; }));
    QVERIFY(recordingMessages(panel).startsWith(QLatin1String("Recorded to "))); // none has begun
    startRecording(panel, path);
    QVERIFY(test::eventually([&] { return recording.count() == 3; }));
    QVERIFY(!recordingMessages(panel).contains(QLatin1String("Recorded")));
    panel.model().setWatches({watchOf(name, "b")});
    QVERIFY(!recordingMessages(panel).isEmpty()); // it still runs
    panel.stopRecording();
    QVERIFY(test::eventually([&] { return !panel.isRecording(); }));
    QVERIFY(recordingMessages(panel).startsWith(QLatin1String("Recorded to ")));
    panel.model().setWatches({watchOf(name, "c")});
    QCOMPARE(recordingMessages(panel), QString());
    QCOMPARE(recording.count(), 4);
    QCOMPARE(failed.count(), 2);
}

void WatchPanelTest::panelPlotsCheckedWatches()
{
    StagedObject object;
    const ObjectName &name = object.name;
    WatchPanel panel(object.acquisition);
    panel.show();
    const auto *plot = panel.findChild<WatchPlot *>();
    QVERIFY(!plot->isVisible());
    Watch watch = watchOf(name);
    watch.isPlotted = true;
    panel.addWatch(watch);
    watch.type = ValueType::Text;
    panel.addWatch(watch); // cannot be
    panel.addWatch(watchOf(name, "b"));
    QCOMPARE(plot->legend().size(), 1);
    QVERIFY(plot->isVisible());
    WatchModel &model = panel.model();
    QVERIFY(model.setData(model.index(2, WatchModel::LabelColumn), Qt::Checked, Qt::CheckStateRole));
    QCOMPARE(plot->legend().size(), 2);
    const auto shows = [&](int row, double number) {
        const auto numbers = plot->valuesOf(model.idOf(row));
        return std::ranges::count(numbers, number) > 3;
    };
    object.put(0, 7);
    QVERIFY(test::eventually([&] { return shows(0, 7) && shows(2, 7); }));
    model.removeWatches({1}); // the others keep what they show
    panel.addWatch(watch);
    QVERIFY(model.setData(model.index(0, WatchModel::LabelColumn), QStringLiteral("new"), Qt::EditRole));
    QVERIFY(shows(0, 7) && shows(1, 7));
    QVERIFY(model.setData(model.index(1, WatchModel::LabelColumn), Qt::Unchecked, Qt::CheckStateRole));
    QCOMPARE(plot->legend().size(), 1);
    QVERIFY(shows(0, 7) && !shows(1, 7));
    model.setWatches({});
    QCOMPARE(plot->legend().size(), 0);
    QVERIFY(!plot->isVisible());
}

void WatchPanelTest::panelPlotsEveryElement()
{
    StagedObject object;
    const ObjectName &name = object.name;
    for (int i = 0; i < 3; ++i)
        object.put(4 * i, 5 + i);
    WatchPanel panel(object.acquisition);
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
    object.resize(8); // less than the array needs
    QVERIFY(test::eventually([&] {
        const auto numbers = panel.plot().valuesOf(model.idOf(0, 0));
        return std::isnan(numbers.back());
    }));
    QCOMPARE(failed.count(), 0);

    array.count = 30;
    model.replace(0, array);
    QCOMPARE(panel.plot().legend().size(), 24);
    QCOMPARE(panel.plot().legend().last(), QStringLiteral("array[23]"));
    QCOMPARE(failed.count(), 1);
    QCOMPARE(failed.last().first().toString(), QStringLiteral("Only the first 24 of 31 ticked numbers are plotted."));
    QVERIFY(model.setData(model.index(0, WatchModel::LabelColumn), QStringLiteral("b"), Qt::EditRole));
    QCOMPARE(failed.count(), 1); // it was reported
    array.count = maxWatchedElements;
    model.setWatches(std::vector<Watch>(maxWatches, array)); // as fast
    QCOMPARE(panel.plot().legend().size(), 24);
    QCOMPARE(failed.count(), 2);
}

void WatchPanelTest::plotKeepsOrderAndColours()
{
    StagedObject object;
    const ObjectName &name = object.name;
    object.put(0, 7);
    object.put(4, 8);
    WatchPanel panel(object.acquisition);
    panel.show();
    WatchModel &model = panel.model();
    for (const char *label : {"a", "b", "c"}) {
        Watch watch = watchOf(name, label);
        watch.isPlotted = true;
        panel.addWatch(watch);
    }
    const WatchPlot &plot = panel.plot();
    const auto colors = [&] {
        QList<QColor> all; // in the order of the legend
        for (const QPen &pen : pensOf(plot))
            all += pen.color();
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
    QVERIFY(count(1, 7) > 3); // the line still shows the same
    changed.offset = 4;
    model.replace(1, changed);
    QVERIFY(legendIs("a B c") && colors() == before);
    QVERIFY(count(0, 7) > 3 && count(2, 7) > 3);
    QVERIFY(plot.valuesOf(model.idOf(1)).empty()); // the line showed another place before
    QVERIFY(test::eventually([&] { return count(1, 8) > 3; }));
    QCOMPARE(count(1, 7), 0);

    const auto tick = [&](int row, Qt::CheckState state) {
        QVERIFY(model.setData(model.index(row, WatchModel::LabelColumn), state, Qt::CheckStateRole));
    };
    tick(0, Qt::Unchecked);
    QVERIFY(legendIs("B c") && colors() == before.mid(1));
    changed.offset = 8;
    model.replace(1, changed);
    QVERIFY(colors() == before.mid(1)); // though another one has become free
    tick(0, Qt::Checked); // in the order of the table, not of the ticks
    QVERIFY(legendIs("a B c") && colors() == before);
    model.removeWatches({1});
    QVERIFY(legendIs("a c") && colors() == (QList<QColor>{before[0], before[2]}));

    Watch array = watchOf(name, "many");
    array.count = 24;
    array.isPlotted = true;
    model.setWatches({array});
    const QList<QPen> pens = pensOf(plot);
    QCOMPARE(pens.size(), 24);
    for (const QPen &pen : pens)
        QCOMPARE(pens.count(pen), 1); // each can be distinguished from the others
}

void WatchPanelTest::newWatchIsSelectedAlone()
{
    StagedObject object;
    const ObjectName &name = object.name;
    WatchPanel panel(object.acquisition);
    panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
    QTest::keyPress(panel.windowHandle(), Qt::Key_Control, Qt::ControlModifier); // as for Ctrl+D
    QCOMPARE(QApplication::keyboardModifiers(), Qt::ControlModifier);
    for (int row = 0; row < 3; ++row) {
        panel.addWatch(watchOf(name));
        QCOMPARE(selectedRowNumbers(panel), QList<int>{row});
        QCOMPARE(panel.findChild<QTableView *>()->currentIndex().row(), row);
    }
    QTest::keyRelease(panel.windowHandle(), Qt::Key_Control);
}

void WatchPanelTest::selectedWatchesAreRemoved()
{
    StagedObject object;
    const ObjectName &name = object.name;
    WatchPanel panel(object.acquisition);
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
    QCOMPARE(selectedRowNumbers(panel), QList<int>{1}); // so that the key can be pressed again
    remove->trigger();
    QCOMPARE(labels(), QStringLiteral("af"));
    remove->trigger();
    QCOMPARE(labels(), QStringLiteral("a"));
    QCOMPARE(selectedRowNumbers(panel), QList<int>{0});
    selection.clearSelection();
    remove->trigger();
    QCOMPARE(labels(), QStringLiteral("a")); // no watch is selected
}

void WatchPanelTest::addStartsFromTheValueAtTheCursor()
{
    StagedObject object;
    const ObjectName name = *ObjectName::parse("/a\nb");
    WatchPanel panel(object.acquisition);
    QStringList typed;
    const test::WhenAsked<WatchDialog> answer([&](WatchDialog &dialog) {
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

void WatchPanelTest::liveColumnsFitASmallWindow()
{
    StagedObject object;
    const ObjectName &name = object.name;
    WatchPanel panel(object.acquisition);
    panel.resize(677, 211); // its size in a window of 1024 x 640
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
    object.put(0, -12345678);
    const int narrow = table->columnWidth(WatchModel::MinimumColumn);
    Watch watch = watchOf(name, "a label that is a good deal longer than there is room for");
    watch.isPlotted = true;
    panel.addWatch(watch);
    const auto *parts = panel.findChild<QSplitter *>();
    QVERIFY(test::eventually([&] { return parts->sizes().at(1) > 0; }));
    QVERIFY2(parts->sizes().at(1) * 5 <= parts->width() * 2, qPrintable(QString::number(parts->sizes().at(1))));
    QVERIFY(test::eventually([&] { return table->columnWidth(WatchModel::MinimumColumn) > narrow && areSeen(); }));
    QVERIFY(fits(WatchModel::ValueColumn) && fits(WatchModel::MinimumColumn) && fits(WatchModel::MaximumColumn));
    QVERIFY(!fits(WatchModel::LabelColumn)); // the label column became narrower
    object.put(0, -2000000000);
    const int wide = table->columnWidth(WatchModel::MinimumColumn);
    QVERIFY(test::eventually([&] { return table->columnWidth(WatchModel::MinimumColumn) > wide; }));
    QVERIFY(fits(WatchModel::MinimumColumn));

    const int byHand = 30;
    panel.findChild<QTableView *>()->setColumnWidth(WatchModel::ValueColumn, byHand); // as with the mouse
    const int before = table->columnWidth(WatchModel::OffsetColumn);
    watch.offset = maxWatchedOffset;
    panel.model().replace(0, watch);
    QVERIFY(test::eventually([&] { return table->columnWidth(WatchModel::OffsetColumn) > before; }));
    QCOMPARE(table->columnWidth(WatchModel::ValueColumn), byHand);
}

void WatchPanelTest::readsBehindAnotherTab()
{
    StagedObject object;
    const ObjectName &name = object.name;
    QTabWidget tabs;
    WatchPanel panel(object.acquisition);
    tabs.addTab(new QWidget, QStringLiteral("front"));
    tabs.addTab(&panel, QStringLiteral("behind"));
    tabs.show();
    panel.addWatch(watchOf(name));
    QVERIFY(!panel.isVisible());
    const auto maximum = [&] { return panel.model().index(0, WatchModel::MaximumColumn).data().toString(); };
    object.put(0, 5);
    QVERIFY(test::eventually([&] { return maximum() == QStringLiteral("5"); }));
    tabs.removeTab(1);
    panel.setParent(nullptr);
}

/// The largest valid file.
void WatchPanelTest::hugeWatchFilesAreHandledQuickly()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || !defined(NDEBUG)
    constexpr qint64 longestGap = 1000;
#else
    constexpr qint64 longestGap = 100;
#endif
    StagedObject object(1 << 20);
    Watch watch = watchOf(object.name);
    watch.type = ValueType::Int64;
    watch.count = maxWatchedElements;
    watch.isPlotted = true;
    WatchPanel panel(object.acquisition);
    panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.json"));
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(writeWatches(std::vector<Watch>(maxWatches, watch)));
    }
    const test::EventLoopGap gap;
    QVERIFY(load(panel, path));
    QVERIFY(test::eventually([&] { return panel.model().number(100).has_value(); }, 120'000));
    QVERIFY2(gap.milliseconds() < longestGap, qPrintable(QString::number(gap.milliseconds())));
    QElapsedTimer clock;
    clock.start();
    startRecording(panel, folder.filePath(QStringLiteral("a.csv")));
    QVERIFY2(clock.elapsed() < longestGap, qPrintable(QString::number(clock.elapsed())));
}

/// A lease of another program makes opening take 20 ms; the window does not.
void WatchPanelTest::leasedObjectsDelayNothing()
{
    StagedObject object;
    for (int i = 0; i < 50; ++i)
        object.folder().create(std::to_string(i));
    std::array<int, 2> ready{};
    QCOMPARE(::pipe(ready.data()), 0);
    const test::Child holder([&] {
        for (int i = 0; i < 50; ++i) {
            const int fd = ::open(object.folder().pathOf(std::to_string(i)).c_str(), O_RDWR);
            if (::fcntl(fd, F_SETSIG, SIGURG) != 0 || ::fcntl(fd, F_SETLEASE, F_WRLCK) != 0)
                ::_exit(1);
        }
        (void)!::write(ready[1], "x", 1);
        ::pause();
    });
    char byte = 0;
    QCOMPARE(::read(ready[0], &byte, 1), ssize_t{1});
    ::close(ready[0]);
    ::close(ready[1]);
    WatchPanel panel(object.acquisition);
    panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
    std::vector<Watch> watches{watchOf(object.name)};
    for (int i = 0; i < 50; ++i)
        watches.push_back(watchOf(*ObjectName::parse(std::to_string(i))));
    panel.model().setWatches(watches);
    const test::EventLoopGap gap;
    QVERIFY(test::eventually([&] { return panel.model().number(0).has_value(); }));
    const int calls = object.observer.calls();
    QVERIFY(test::eventually([&] { return object.observer.calls() > calls + 1000; })); // all were tried
    QVERIFY2(gap.milliseconds() < 500, qPrintable(QString::number(gap.milliseconds()))); // not 50 times 20 ms
}

void WatchPanelTest::guiThreadMakesNoCalls()
{
    StagedObject object;
    object.put(0, 7);
    const QTemporaryDir folder;
    WatchPanel panel(object.acquisition);
    panel.show();
    panel.addWatch(watchOf(object.name));
    QVERIFY(test::eventually([&] { return panel.model().number(0) == 7.0; })); // it reads the staged machine
    const test::WhenAsked<WatchDialog> answer([&](WatchDialog &dialog) {
        lineWith(dialog, QStringLiteral("0x0"))->setText(QStringLiteral("end-4"));
        const QPushButton *ok = dialog.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok);
        QVERIFY(test::eventually([&] { return ok->isEnabled(); }));
        dialog.accept();
    });
    panel.setSuggestedWatch(object.name, 0);
    action(panel, "Add…")->trigger();
    QCOMPARE(panel.model().watch(1).offset, qint64{4092}); // of the staged object
    startRecording(panel, folder.filePath(QStringLiteral("a.csv")));
    QVERIFY(test::eventually([&] { return panel.recorder().stats().samples > 5; }));
    panel.toggleRecording();
    QVERIFY(test::eventually([&] { return !panel.isRecording(); }));
    QCOMPARE(linesOf(folder.filePath(QStringLiteral("a.csv"))).at(1).split(',').mid(1), (QList<QByteArray>{"7", "0"}));
    QVERIFY(object.observer.calls() > 0);
    QCOMPARE(object.observer.callsOfGui(), 0);
}

SHMLAB_GUI_TEST_MAIN(WatchPanelTest)
#include "tst_watch_panel.moc"
