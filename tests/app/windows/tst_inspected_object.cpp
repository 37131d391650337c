// SPDX-License-Identifier: GPL-3.0-or-later
#include "objects_window_fixture.h"
#include "windows/inside/search_bar.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QToolBar>
#include <QToolButton>

#include <ranges>

using namespace shmlab;
using namespace shmlab::ui;
using namespace std::chrono_literals;
using test::pageBytes;

class InspectedObjectTest : public test::ObjectsWindowFixture {
    Q_OBJECT
private Q_SLOTS:
    void unlinkedObjectsAreInspected();
    void frozenBytesOutliveTheName();
    void fault33_otherFilesAreNeitherOpenedNorRemoved();
    void fault35_inspectorLeavesTheVerdict_data();
    void fault35_inspectorLeavesTheVerdict();
    void fault36_replacedWhileShown();
};

void InspectedObjectTest::unlinkedObjectsAreInspected()
{
    const ObjectName name = test::objectName();
    test::FaultPeer peer(machine().folderPath());
    QVERIFY(peer.create(name));
    QVERIFY(peer.execute("poke 0 1819043144") > 0);
    QCOMPARE(peer.execute("unlink", name), 0);
    show();
    const auto row = [&] {
        for (int i = 0; i < window().objects().rowCount(); ++i) {
            if ('/' + window().objects().report(i).name == name.bytes())
                return i;
        }
        return -1;
    };
    QVERIFY(test::eventually([&] { return row() >= 0; }));
    auto *filter = qobject_cast<ObjectFilter *>(window().table().model());
    window().table().setCurrentIndex(filter->mapFromSource(window().objects().index(row(), 0)));
    QVERIFY(evidence().first().startsWith(QLatin1String("ORPHANED")));
    QVERIFY(showsText("Hell"));
    QVERIFY(insideNotice().contains(QLatin1String("no name any more")));
    QVERIFY(!action("Remove…")->isEnabled() && !action("Join")->isEnabled());
    action("Watch this")->trigger();
    QVERIFY(notice().contains(QLatin1String("with a name in /dev/shm can be watched")));
    QCOMPARE(window().watches().model().rowCount(), 0);
}

void InspectedObjectTest::frozenBytesOutliveTheName()
{
    const ObjectName name = leave(pageBytes, "first");
    const ObjectName other = leave(pageBytes, "other");
    show();
    QVERIFY(shows(other, Verdict::Stale));
    QVERIFY(selects(name));
    QVERIFY(test::eventually([&] { return shownText() == "first"; }));
    action("Freeze")->trigger();
    const ObjectId first = window().table().selectedReport()->status().identity;
    machine().rename(other, name);
    QVERIFY(test::eventually([&] {
        const auto chosen = window().table().selectedReport();
        return chosen && chosen->status().identity != first && verdictOf(name) == Verdict::Stale;
    }));
    QCOMPARE(shownText(), std::string("first"));
    action("Freeze")->trigger();
    QVERIFY(test::eventually([&] { return shownText() == "other"; }));
    action("Freeze")->trigger();
    window().table().selectionModel()->clearSelection();
    QCOMPARE(shownText(), std::string("other"));
    action("Freeze")->trigger(); // with no object selected
    QVERIFY(shownText().empty());
    action("Freeze")->trigger(); // as with its shortcut
    hex().resize(hex().width(), hex().height() + 40); // no further row can become visible
    QVERIFY(shownText().empty() && insideNotice().isEmpty());
}

void InspectedObjectTest::fault33_otherFilesAreNeitherOpenedNorRemoved()
{
    const ObjectName name = test::objectName();
    QCOMPARE(::mkfifo(machine().path(name).c_str(), 0600), 0); // opening it would wait for a writer
    show();
    QVERIFY(selects(name, Verdict::NotAnObject));
    const QString text = evidence().join(QLatin1Char('\n'));
    QVERIFY2(text.contains(QLatin1String("never opened")) && text.contains(QLatin1String("FIFO")), qPrintable(text));
    QCOMPARE(hex().size(), qint64{0});
    QVERIFY(!inspector().bar().isEnabled());
    QVERIFY(!action("Remove…")->isEnabled());
    QVERIFY(!action("Join")->isEnabled());
}

void InspectedObjectTest::fault35_inspectorLeavesTheVerdict_data()
{
    QTest::addColumn<QStringList>("switches");
    QTest::addColumn<bool>("isHidden");
    for (const bool isHidden : {false, true}) {
        const char *who = isHidden ? ", others are hidden" : "";
        const QString follow = QStringLiteral("Follow the writer");
        QTest::addRow("showing%s", who) << QStringList{} << isHidden;
        QTest::addRow("following the writer%s", who) << QStringList{follow} << isHidden;
        QTest::addRow("only rows that change%s", who)
            << QStringList{QStringLiteral("Only rows that change"), follow} << isHidden;
    }
}

void InspectedObjectTest::fault35_inspectorLeavesTheVerdict()
{
    QFETCH(QStringList, switches);
    QFETCH(bool, isHidden);
    const ObjectName name = leave(1 << 20, "left", 1 << 19);
    const ObjectStatus before = machine().status(name);
    struct stat timesBefore{};
    QCOMPARE(::stat(machine().path(name).c_str(), &timesBefore), 0);
    const test::FakeProc proc; // no process in it holds the object
    if (isHidden)
        proc.end(1); // a process is hidden, so the kernel is asked, which cannot distinguish this process from others
    machine().setProcesses(proc);
    show();
    QVERIFY(selects(name));
    for (const QString &text : switches)
        action(qPrintable(text))->trigger();
    QSignalSpy scans(&window(), &ObjectsWindow::scanShown);
    for (int scan = 0; scan < 100; ++scan) {
        action("Refresh")->trigger();
        QVERIFY(scans.wait());
    }
    QVERIFY(verdictOf(name) == Verdict::Stale);
    QVERIFY2(story(name).size() == 1, qPrintable(story(name).join(QLatin1Char('\n'))));
    QVERIFY(machine().status(name) == before);
    struct stat timesNow{};
    QCOMPARE(::stat(machine().path(name).c_str(), &timesNow), 0);
    QCOMPARE(timesNow.st_ctim.tv_nsec, timesBefore.st_ctim.tv_nsec);
    QCOMPARE(timesNow.st_mtim.tv_nsec, timesBefore.st_mtim.tv_nsec);
    QCOMPARE(timesNow.st_blocks, timesBefore.st_blocks);
}

void InspectedObjectTest::fault36_replacedWhileShown()
{
    const ObjectName name = leave(pageBytes, "first");
    show();
    QVERIFY(selects(name));
    QVERIFY(showsText("first"));
    machine().remove(name);
    machine().leave(name, pageBytes, "second");
    // The panels never show the bytes of one object and the evidence of another.
    QVERIFY(test::eventually([&] { return shownText() == "second"; }));
    QVERIFY(window().table().selectedReport()->status().identity == machine().status(name).identity);
    QCOMPARE(hex().highlightedBytes(), 0);
}

SHMLAB_GUI_TEST_MAIN(InspectedObjectTest)
#include "tst_inspected_object.moc"
