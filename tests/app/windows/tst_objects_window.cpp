// SPDX-License-Identifier: GPL-3.0-or-later
#include "objects_window_fixture.h"
#include "when_asked.h"
#include "widgets/close_question.h"
#include "widgets/tour.h"
#include "windows/removal/remove_dialog.h"

#include <shmlab/exchange/party.h>

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QScopeGuard>
#include <QScreen>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolBar>

#include <array>
#include <csignal>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace shmlab;
using namespace shmlab::ui;
using namespace std::chrono_literals;
using test::pageBytes;

class ObjectsWindowTest : public test::ObjectsWindowFixture {
    Q_OBJECT
private Q_SLOTS:
    void listsAppearingAndVanishingObjects();
    void summaryShowsTotalsAndFreeSpace();
    void pausesAndScansOnRequest();
    void columnsAreKept();
    void docksKeepTheirSizes();
    void shortcutsWorkWithAnyFocus();
    void watchesWhatIsSelected();
    void watchesManyElements();
    void joinsExchangesInUse();
    void failedRecordingKeepsTheWindowOpen();
    void fault44_blockedRecordingCanBeLeft();
    void asksBeforeUnsavedWorkIsLost();
    void asksBeforeCopiesOfRemovedObjectsAreLost();
    void fault42_incompleteHoldersAreReported();
    void tourLeadsThroughAll();
    void everyControlHasAnAccessibleName();
};

void ObjectsWindowTest::listsAppearingAndVanishingObjects()
{
    const ObjectName name = test::objectName();
    show();
    QSignalSpy scans(&window(), &ObjectsWindow::scanShown);
    QVERIFY(scans.wait());
    QVERIFY(!verdictOf(name));
    test::FaultPeer peer(machine().folderPath());
    QVERIFY(peer.execute("create", name) > 0);
    QVERIFY(shows(name, Verdict::Live));
    peer.killHard();
    // Where no process of this user is hidden, the window has seen its maker end.
    QVERIFY(test::eventually([&] { return verdictOf(name) == Verdict::Stale || verdictOf(name) == Verdict::Unused; }));
    machine().remove(name);
    QVERIFY(test::eventually([&] { return rowOf(name) >= 0 && !verdictOf(name); })); // struck out
    QVERIFY(test::eventually([&] { return rowOf(name) < 0; }));
}

void ObjectsWindowTest::summaryShowsTotalsAndFreeSpace()
{
    const test::ObjectFolder &folder = machine().folder();
    const test::FakeProc proc;
    folder.create("a", pageBytes, "x");
    folder.create("b", pageBytes, "x");
    folder.create("c");
    proc.add(42, "cat");
    proc.open(42, 3, folder.pathOf("c"));
    machine().setProcesses(proc);
    show();
    QSignalSpy scans(&window(), &ObjectsWindow::scanShown);
    QVERIFY(scans.wait());
    const auto summary = [&] { return labelText("summary"); };
    for (const char *part : {"3 objects", "1 LIVE 0 bytes", "2 UNUSED 8.0 KiB", " free", "scanned in "})
        QVERIFY2(summary().contains(QLatin1String(part)), qPrintable(summary()));
    folder.remove("a");
    proc.end(42);
    QVERIFY(test::eventually([&] { return summary().contains(QLatin1String("2 objects: 2 UNUSED 4.0 KiB")); }));
}

void ObjectsWindowTest::pausesAndScansOnRequest()
{
    const ObjectName name = test::objectName();
    show();
    QSignalSpy scans(&window(), &ObjectsWindow::scanShown);
    QVERIFY(scans.wait());
    action("Pause")->trigger();
    ObjectsWindow other({}, nullptr, machine().calls()); // scans as often, and is not paused
    QSignalSpy otherScans(&other, &ObjectsWindow::scanShown);
    other.show();
    const auto waitForOther = [&] { return otherScans.wait() && otherScans.wait() && otherScans.wait(); };
    QVERIFY(waitForOther()); // a scan may have been under way
    machine().leave(name);
    scans.clear();
    QVERIFY(waitForOther());
    QCOMPARE(scans.count(), 0);
    QVERIFY(!verdictOf(name));
    action("Refresh")->trigger();
    QVERIFY(scans.wait());
    QVERIFY(verdictOf(name) == Verdict::Unused);
    QVERIFY(waitForOther());
    QCOMPARE(scans.count(), 1); // one request, one scan
    action("Pause")->trigger();
    QVERIFY(scans.wait());
}

void ObjectsWindowTest::columnsAreKept()
{
    show();
    window().table().setColumnHidden(ObjectTableModel::KindColumn, true);
    destroyWindow();
    show();
    QVERIFY(window().table().isColumnHidden(ObjectTableModel::KindColumn));
    QVERIFY(!window().table().isColumnHidden(ObjectTableModel::SizeColumn));
}

void ObjectsWindowTest::docksKeepTheirSizes()
{
    const auto dock = [&] { return window().findChild<QDockWidget *>(QStringLiteral("evidenceDock")); };
    const auto width = [&] { return dock()->width(); };
    show();
    window().resize(760, 700); // Qt shrinks a restored window that is larger than its screen
    QVERIFY(window().screen()->availableSize().width() > window().width());
    QVERIFY(QTest::qWaitForWindowExposed(&window()));
    QVERIFY(test::eventually([&] { return width() == window().width() / 3; })); // the default
    window().resizeDocks({dock()}, {500}, Qt::Horizontal);
    QVERIFY(test::eventually([&] { return width() > window().width() / 3; }));
    const int before = width();
    destroyWindow();
    show();
    QVERIFY(test::eventually([&] { return width() == before; }));
}

void ObjectsWindowTest::shortcutsWorkWithAnyFocus()
{
    const ObjectName name = leave(pageBytes, "left");
    show();
    QVERIFY(QTest::qWaitForWindowActive(&window()));
    QVERIFY(selects(name));
    QVERIFY(showsText("left"));
    window().table().setFocus();
    QTest::keyClick(&window().table(), Qt::Key_Space, Qt::ControlModifier);
    QVERIFY(action("Freeze")->isChecked());
    QVERIFY(window().table().selectedReport() != nullptr);
    QTest::keyClick(&window().table(), Qt::Key_G, Qt::ControlModifier);
    QCOMPARE(QApplication::focusWidget(), inspector().bar().findChild<QLineEdit *>());
}

void ObjectsWindowTest::watchesWhatIsSelected()
{
    const ObjectName name = leave(pageBytes, std::string_view("\x2a\0\0\0\0\0\0\0", 8), 8);
    show();
    QVERIFY(selects(name));
    QVERIFY(test::eventually([&] { return hex().size() == qint64{pageBytes}; }));
    hex().select(8, 8);
    action("Watch this")->trigger();
    QCOMPARE(window().watches().model().rowCount(), 1);
    const Watch watch = window().watches().model().watch(0);
    QCOMPARE(watch.object, name);
    QCOMPARE(watch.offset, qint64{8});
    QCOMPARE(watch.type, ValueType::Int64);
    QCOMPARE(watch.count, 1);
    QVERIFY(test::eventually([&] { return window().watches().model().number(0) == 42.0; }));
    QVERIFY(shows(name, Verdict::Stale)); // watching does not count as use either
}

void ObjectsWindowTest::watchesManyElements()
{
    const ObjectName name = leave(1 << 20, "left");
    show();
    QVERIFY(QTest::qWaitForWindowActive(&window())); // shortcuts need an active window
    QVERIFY(selects(name));
    QVERIFY(test::eventually([&] { return hex().size() == 1 << 20; }));
    for (const auto &[length, type, count] : {std::tuple(1, ValueType::Int32, 1),
                                              {2, ValueType::Int16, 1},
                                              {4, ValueType::Int32, 1},
                                              {400, ValueType::Int32, 100},
                                              {1 << 20, ValueType::Int32, maxWatchedElements}}) {
        hex().select(0, length);
        hex().setFocus();
        QTest::keyClick(&hex(), Qt::Key_D, Qt::ControlModifier);
        const Watch watch = window().watches().model().watch(window().watches().model().rowCount() - 1);
        QCOMPARE(watch.type, type);
        QCOMPARE(watch.count, count);
    }
    QVERIFY2(notice().contains(QLatin1String("first 4096 elements")), qPrintable(notice()));
}

void ObjectsWindowTest::joinsExchangesInUse()
{
    const ObjectName name = test::objectName();
    const ObjectName plain = leave(64);
    const QTemporaryDir folder;
    const QString script = folder.filePath(QStringLiteral("program"));
    const QString record = folder.filePath(QStringLiteral("record"));
    {
        QFile file(script);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(
            QStringLiteral("#!/bin/sh\nprintf '%s\\n' \"$@\" > '%1.new' && mv '%1.new' '%1'\n").arg(record).toUtf8());
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    const auto serve = [&] {
        auto server = Party::join(machine().calls(), Role::Server, name);
        while (server)
            server->step(Party::Clock::now());
    };
    auto server = std::make_unique<test::Child>(serve);
    show(script);
    const QAction &join = *action("Join");
    QVERIFY(selects(plain));
    QVERIFY(!join.isEnabled());
    QVERIFY(selects(name, Verdict::Live));
    QVERIFY(test::eventually([&] { return join.isEnabled(); })); // once its presence has been read
    action("Join")->trigger();
    QVERIFY(test::eventually([&] { return QFile::exists(record); }));
    QFile file(record);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), "client\n" + test::text(name).toUtf8() + "\n--start\n");
    server.reset();
    QVERIFY(shows(name, Verdict::Stale));
    QVERIFY(test::eventually([&] { return !join.isEnabled(); }));
    machine().remove(name);
    server = std::make_unique<test::Child>(serve);
    show(QStringLiteral("/nonexistent/shmlab"));
    QVERIFY(selects(name, Verdict::Live));
    action("Join")->trigger();
    QVERIFY2(notice().contains(QLatin1String("/nonexistent/shmlab")), qPrintable(notice()));
}

void ObjectsWindowTest::failedRecordingKeepsTheWindowOpen()
{
    const ObjectName name = leave();
    show();
    window().watches().addWatch({.label = QStringLiteral("counter"), .object = name});
    window().watches().findChild<Recording *>()->start(QStringLiteral("/dev/full"));
    QVERIFY(window().watches().recorder().isRunning());
    QVERIFY(!window().close()); // the last samples could not be written to the file
    QVERIFY2(notice().contains(QLatin1String("ENOSPC")), qPrintable(notice()));
    QVERIFY(window().isVisible());
    QVERIFY(window().close());
}

void ObjectsWindowTest::fault44_blockedRecordingCanBeLeft()
{
    const ObjectName name = leave();
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("fifo"));
    QCOMPARE(::mkfifo(QFile::encodeName(path).constData(), 0600), 0);
    std::signal(SIGPIPE, SIG_IGN); // as the program does
    show();
    setAsksBeforeClosing(true);
    window().watches().addWatch({.label = QStringLiteral("counter"), .object = name});
    QVERIFY(window().watches().save(folder.filePath(QStringLiteral("watches.json"))));
    window().watches().findChild<Recording *>()->start(path); // which waits for a reader
    QString question;
    test::answerNext<QMessageBox>([&](QMessageBox &box) { question = box.text(); });
    QVERIFY(!window().close());
    QVERIFY2(question.contains(QLatin1String("still waits")), qPrintable(question));
    test::answerNext<QMessageBox>([](QMessageBox &box) {
        for (QAbstractButton *button : box.buttons()) {
            if (box.buttonRole(button) == QMessageBox::DestructiveRole)
                return button->click();
        }
    });
    QVERIFY(window().close());
    destroyWindow(); // does not wait, either
    setAsksBeforeClosing(false);
    const int reader = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NONBLOCK); // ends the thread
    QVERIFY(reader >= 0);
    ::close(reader);
}

void ObjectsWindowTest::asksBeforeUnsavedWorkIsLost()
{
    const ObjectName name = leave();
    show();
    setAsksBeforeClosing(true);
    QVERIFY(window().close()); // there is nothing to lose
    window().show();
    window().watches().addWatch({.label = QStringLiteral("counter"), .object = name});
    QString question;
    const auto answer = [&](const QString &button) { // clicks it, or cancels if there is no such button
        test::answerNext<QMessageBox>([&question, button](QMessageBox &box) {
            question = box.text();
            for (QAbstractButton *each : box.buttons()) {
                if (test::plain(each->text()) == button)
                    return each->click();
            }
            QTest::keyClick(&box, Qt::Key_Escape);
        });
    };
    answer({});
    QVERIFY(!window().close());
    QVERIFY2(question.contains(QLatin1String("watches have changed")), qPrintable(question));
    const QTemporaryDir folder;
    QVERIFY(window().watches().save(folder.filePath(QStringLiteral("watches.json"))));
    QVERIFY(window().close());
    window().show();
    window().watches().addWatch({.label = QStringLiteral("another"), .object = name});
    answer(QStringLiteral("Close without saving"));
    QVERIFY(window().close());
    setAsksBeforeClosing(false); // as when a signal ends the program
    window().show();
    QVERIFY(window().close());
}

void ObjectsWindowTest::asksBeforeCopiesOfRemovedObjectsAreLost()
{
    const std::array names{leave(), leave()};
    show();
    setAsksBeforeClosing(true);
    const auto asNoLonger = qScopeGuard([] { setAsksBeforeClosing(false); });
    const auto question = [&] {
        QString text;
        const test::WhenAsked<QMessageBox> cancelled([&](const QMessageBox &box) { text = box.text(); });
        return window().close() ? QStringLiteral("closed") : text;
    };
    const std::array told{QStringLiteral("1 removed object can be restored only while this window is open."),
                          QStringLiteral("2 removed objects can be restored only while this window is open.")};
    for (std::size_t removed = 0; removed < names.size(); ++removed) {
        QVERIFY(selects(names.at(removed)));
        const test::WhenAsked<RemoveDialog> confirmed(
            [](RemoveDialog &dialog) { dialog.findChild<QPushButton *>(QStringLiteral("remove"))->click(); });
        window().removal().removeAction()->trigger();
        QVERIFY(test::eventually([&] { return window().removal().backupCount() == removed + 1; }));
        QCOMPARE(question(), told.at(removed));
        QVERIFY(window().isVisible());
    }
    window().removal().undoAction()->trigger();
    QVERIFY(test::eventually([&] { return machine().exists(names[1]) && !window().removal().isBusy(); }));
    QCOMPARE(question(), told.front());
    window().removal().undoAction()->trigger();
    QVERIFY(test::eventually([&] { return machine().exists(names[0]) && !window().removal().isBusy(); }));
    QVERIFY(window().close()); // nothing would be lost
}

void ObjectsWindowTest::fault42_incompleteHoldersAreReported()
{
    const test::FakeProc proc;
    machine().setProcesses(proc);
    machine().folder().create("a");
    const auto caution = [&] {
        show();
        QSignalSpy scans(&window(), &ObjectsWindow::scanShown);
        return scans.wait() ? labelText("caution") : QStringLiteral("no scan");
    };
    const QString root = ::geteuid() == 0 ? QStringLiteral("You are root") : QString();
    QVERIFY2(root.isEmpty() ? caution().isEmpty() : caution().startsWith(root), qPrintable(caution()));
    proc.end(1); // hidepid
    QVERIFY2(caution().contains(QLatin1String("the number of hidden processes is not known (hidepid)")),
             qPrintable(caution()));
    QVERIFY(caution().contains(root));
    std::filesystem::remove(proc.path() + "/self/ns/pid");
    std::filesystem::create_symlink("pid:[4026532000]", proc.path() + "/self/ns/pid");
    QVERIFY2(caution().contains(QLatin1String("its own PID namespace")), qPrintable(caution()));
}

void ObjectsWindowTest::tourLeadsThroughAll()
{
    show();
    QVERIFY(QTest::qWaitForWindowExposed(&window()));
    window().offerTour();
    const auto tour = [&] { return window().findChild<Tour *>(); };
    QVERIFY(test::eventually([&] { return tour() != nullptr; }));
    QStringList texts;
    while (tour() != nullptr && texts.size() < 20) {
        texts += tour()->findChild<QLabel *>()->text();
        QVERIFY(window().rect().contains(tour()->geometry()));
        const QDockWidget *watches = window().findChild<QDockWidget *>(QStringLiteral("watchesDock"));
        if (texts.last().contains(QLatin1String("Watches"))) // the tour raises its tab
            QVERIFY(test::eventually([&] { return !watches->visibleRegion().isEmpty(); }));
        QTest::mouseClick(tour()->findChild<QPushButton *>(QStringLiteral("next")), Qt::LeftButton);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    QCOMPARE(texts.size(), 7);
    window().offerTour(); // once only
    QCoreApplication::processEvents();
    QVERIFY(tour() == nullptr);
    action("Tour")->trigger(); // but again on demand
    QVERIFY(tour() != nullptr);
    QTest::keyClick(tour(), Qt::Key_Escape);
}

void ObjectsWindowTest::everyControlHasAnAccessibleName()
{
    show();
    const auto isOurs = [](const QWidget *widget) { return !widget->objectName().startsWith(QLatin1String("qt_")); };
    for (const auto *view : window().findChildren<QAbstractScrollArea *>()) {
        if (isOurs(view) && !view->isHidden())
            QVERIFY2(!view->accessibleName().isEmpty(), view->metaObject()->className());
    }
    for (const auto *line : window().findChildren<QLineEdit *>()) {
        if (isOurs(line))
            QVERIFY2(!line->accessibleName().isEmpty(), qPrintable(line->placeholderText()));
    }
    for (const auto *box : window().findChildren<QComboBox *>()) {
        QVERIFY2(!box->accessibleName().isEmpty(), qPrintable(box->currentText()));
        QVERIFY2(!box->view()->accessibleName().isEmpty(), qPrintable(box->currentText()));
    }
}

SHMLAB_GUI_TEST_MAIN(ObjectsWindowTest)
#include "tst_objects_window.moc"
