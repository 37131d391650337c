// SPDX-License-Identifier: GPL-3.0-or-later
#include "objects_window_fixture.h"
#include "windows/objects/object_columns_menu.h"
#include "windows/removal/remove_dialog.h"

#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QFileDialog>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTimer>

using namespace shmlab;
using namespace shmlab::ui;
using test::pageBytes;

namespace {

/// Types the name where it is asked for, and confirms, once the dialog can be answered.
void answerRemoveDialog()
{
    auto *dialog = qobject_cast<RemoveDialog *>(QApplication::activeModalWidget());
    if (dialog == nullptr || !dialog->isActiveWindow()) {
        QTimer::singleShot(0, qApp, [] { answerRemoveDialog(); });
        return;
    }
    if (auto *name = dialog->findChild<QLineEdit *>(QStringLiteral("name")))
        name->setText(QStringLiteral("/a2"));
    dialog->findChild<QPushButton *>(QStringLiteral("remove"))->click();
    if (dialog->isVisible())
        dialog->reject();
}

} // namespace

/// What a user does in the table, by keys and mouse.
class ObjectTableUseTest : public test::ObjectsWindowFixture {
    Q_OBJECT
private Q_SLOTS:
    void severalRowsAreCopied();
    void exportsSelectedAndShownObjects_data();
    void exportsSelectedAndShownObjects();
    void exportFailureIsTold();
    void columnsAreChosenByMouse();
    void arrowsLeadFromTheFilterAndBack();
    void menuOffersWhatApplies();
    void menuCopiesNamesAndPaths();
    void inspectsAndWatches();
    void groupsAreUsedByKeys();
    void groupedSelectionSurvivesRefreshes();
    void groupingIsKept();
    void filterWorksOnGroups();
    void selectionOfSeveralFollowsTheObjects();
    void restoredObjectsAreSelected();
    void removedAndUndoneObjectsAreSelectedAgain();
    void fitsBesideAnotherWindow();

private:
    ObjectTable &table() const { return window().table(); }
    /// Shows the window with the objects a2, a10 and b, of which a process holds the last one, and waits for them.
    void showThree();
    /// Of the row that shows `title` in its first column; invalid if there is none.
    [[nodiscard]] QModelIndex find(const QString &title) const;
    void click(const QString &title, Qt::KeyboardModifiers modifiers = {}) const;
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const { QTest::keyClick(&table(), key, modifiers); }
    [[nodiscard]] QStringList selected() const;
    [[nodiscard]] QStringList sortedSelection() const
    {
        QStringList names = selected();
        names.sort();
        return names;
    }
    /// Chooses it in the menu View > Group by.
    void groupBy(const char *what) const { entry(*window().findChild<ObjectGroupsMenu *>(), what)->trigger(); }
    /// The first column of all visible rows, from top to bottom.
    [[nodiscard]] QStringList visibleRows() const;
    /// Opens the context menu at a row with the right mouse button.
    [[nodiscard]] QMenu *openMenu(const QString &title) const;
    [[nodiscard]] static QAction *entry(const QMenu &menu, const char *beginning);

    std::unique_ptr<test::FakeProc> m_proc;
};

void ObjectTableUseTest::showThree()
{
    m_proc = std::make_unique<test::FakeProc>();
    machine().setProcesses(*m_proc);
    machine().folder().create("a10", pageBytes, "ten");
    machine().folder().create("a2", pageBytes, "two");
    machine().folder().create("b", pageBytes, "b");
    m_proc->add(42, "cat");
    m_proc->open(42, 3, machine().folder().pathOf("b"));
    show();
    QVERIFY(QTest::qWaitForWindowActive(&window()));
    QVERIFY(test::eventually([&] { return window().objects().rowCount() == 3; }));
}

QModelIndex ObjectTableUseTest::find(const QString &title) const
{
    for (QModelIndex index = table().model()->index(0, 0); index.isValid(); index = table().indexBelow(index)) {
        if (index.data().toString() == title)
            return index;
    }
    return {};
}

void ObjectTableUseTest::click(const QString &title, Qt::KeyboardModifiers modifiers) const
{
    const QModelIndex index = find(title);
    table().scrollTo(index);
    QTest::mouseClick(table().viewport(), Qt::LeftButton, modifiers, table().visualRect(index).center());
}

QStringList ObjectTableUseTest::selected() const
{
    QStringList names;
    for (const ObjectReportPtr &report : table().selectedReports())
        names += QString::fromStdString(report->name);
    return names;
}

QStringList ObjectTableUseTest::visibleRows() const
{
    QStringList texts;
    for (QModelIndex index = table().model()->index(0, 0); index.isValid(); index = table().indexBelow(index))
        texts += index.data().toString();
    return texts;
}

QMenu *ObjectTableUseTest::openMenu(const QString &title) const
{
    const QPoint at = table().visualRect(find(title)).center();
    QContextMenuEvent event(QContextMenuEvent::Mouse, at, table().viewport()->mapToGlobal(at));
    QApplication::sendEvent(table().viewport(), &event); // as the platform does after the right button
    auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    Q_ASSERT(menu != nullptr);
    return menu;
}

QAction *ObjectTableUseTest::entry(const QMenu &menu, const char *beginning)
{
    for (QAction *action : menu.actions()) {
        if (test::plain(action->text()).startsWith(QString::fromUtf8(beginning)))
            return action;
    }
    qFatal("there is no entry %s", beginning);
}

void ObjectTableUseTest::severalRowsAreCopied()
{
    showThree();
    click(QStringLiteral("/a2"));
    QCOMPARE(selected(), QStringList{QStringLiteral("a2")});
    click(QStringLiteral("/b"), Qt::ShiftModifier);
    QCOMPARE(selected(), (QStringList{QStringLiteral("a2"), QStringLiteral("a10"), QStringLiteral("b")}));
    click(QStringLiteral("/a10"), Qt::ControlModifier);
    QCOMPARE(selected(), (QStringList{QStringLiteral("a2"), QStringLiteral("b")}));
    for (int column = 1; column < ObjectTableModel::ColumnCount; ++column)
        table().setColumnHidden(column,
                                column != ObjectTableModel::SizeColumn && column != ObjectTableModel::HoldersColumn);
    table().header()->moveSection(table().header()->visualIndex(ObjectTableModel::HoldersColumn), 1);
    press(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(),
             QStringLiteral("Name\tHolders\tSize\n/a2\t\t4.0 KiB\n/b\tcat\t4.0 KiB\n"));
    press(Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(selected().size(), 3);
    QVERIFY(table().selectedReport() != nullptr);
    QTest::keyPress(&table(), Qt::Key_Control, Qt::ControlModifier); // still held down
    QVERIFY(table().selectName("b"));
    QTest::keyRelease(&table(), Qt::Key_Control);
    QCOMPARE(selected(), QStringList{QStringLiteral("b")});
}

void ObjectTableUseTest::exportsSelectedAndShownObjects_data()
{
    QTest::addColumn<QString>("entry");
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("objects");
    QTest::newRow("selected as JSON") << QStringLiteral("Export selected") << QStringLiteral("a.json") << 2;
    QTest::newRow("selected as CSV") << QStringLiteral("Export selected") << QStringLiteral("a.csv") << 2;
    QTest::newRow("shown as JSON") << QStringLiteral("Export all shown") << QStringLiteral("a.JSON") << 3;
    QTest::newRow("shown as CSV, the suffix is added")
        << QStringLiteral("Export all shown") << QStringLiteral("a") << 3;
}

void ObjectTableUseTest::exportsSelectedAndShownObjects()
{
    QFETCH(QString, entry);
    QFETCH(QString, file);
    QFETCH(int, objects);
    showThree();
    click(QStringLiteral("/a2"));
    click(QStringLiteral("/a10"), Qt::ControlModifier);
    const QTemporaryDir folder;
    bool isAsked = false;
    QTimer::singleShot(0, qApp, [&] {
        auto *dialog = qobject_cast<QFileDialog *>(QApplication::activeModalWidget());
        isAsked = dialog != nullptr;
        dialog->findChild<QLineEdit *>()->setText(folder.filePath(file));
        QTest::keyClick(dialog->findChild<QLineEdit *>(), Qt::Key_Return);
    });
    action(qPrintable(entry))->trigger();
    QVERIFY(isAsked);
    const bool hasSuffix = file.contains(QLatin1Char('.'));
    QFile written(folder.filePath(hasSuffix ? file : file + QStringLiteral(".csv")));
    QVERIFY(written.open(QIODevice::ReadOnly));
    const QByteArray bytes = written.readAll();
    QStringList names;
    if (file.endsWith(QLatin1String("json"), Qt::CaseInsensitive)) {
        const QJsonObject document = QJsonDocument::fromJson(bytes).object();
        QCOMPARE(document.value(QLatin1String("schema")).toInt(), 1);
        for (const QJsonValue &each : document.value(QLatin1String("objects")).toArray())
            names += each.toObject().value(QLatin1String("name")).toString();
    } else {
        const QList<QByteArray> lines = bytes.trimmed().split('\n');
        for (const QByteArray &line : lines.mid(1))
            names += QString::fromUtf8(line.left(line.indexOf(','))).remove(QLatin1Char('"'));
        QVERIFY2(lines.first().contains("name"), lines.first().constData());
    }
    QStringList expected{QStringLiteral("/a2"), QStringLiteral("/a10"), QStringLiteral("/b")};
    QCOMPARE(names, expected.mid(0, objects));
}

void ObjectTableUseTest::exportFailureIsTold()
{
    showThree();
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("<b>none\x1b[31m.csv"));
    QFile::link(QStringLiteral("/none/none"), path); // nobody can write through it
    QTimer::singleShot(0, qApp, [&] {
        auto *dialog = qobject_cast<QFileDialog *>(QApplication::activeModalWidget());
        dialog->findChild<QLineEdit *>()->setText(path);
        QTest::keyClick(dialog->findChild<QLineEdit *>(), Qt::Key_Return);
    });
    action("Export all shown")->trigger();
    const QString expected = QStringLiteral("Cannot write %1/<b>none\\x1b[31m.csv").arg(folder.path());
    QVERIFY2(notice().startsWith(expected), qPrintable(notice()));
}

void ObjectTableUseTest::columnsAreChosenByMouse()
{
    showThree();
    QVERIFY(table().isColumnHidden(ObjectTableModel::InodeColumn));
    QVERIFY(!table().isColumnHidden(ObjectTableModel::UseColumn));
    const auto choose = [&](const char *title) {
        QHeaderView &header = *table().header();
        QContextMenuEvent event(QContextMenuEvent::Mouse, {5, 5}, header.viewport()->mapToGlobal(QPoint(5, 5)));
        QApplication::sendEvent(header.viewport(), &event);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(entry(*menu, title)).center());
    };
    choose("Inode");
    choose("Use");
    QVERIFY(!table().isColumnHidden(ObjectTableModel::InodeColumn));
    QVERIFY(table().isColumnHidden(ObjectTableModel::UseColumn));
    table().setColumnWidth(ObjectTableModel::NameColumn, 321);
    QTest::mouseClick(table().header()->viewport(), Qt::LeftButton, {}, QPoint(5, 5)); // by name, descending now
    QCOMPARE(visibleRows().first(), QStringLiteral("/b"));
    destroyWindow();
    show();
    QVERIFY(test::eventually([&] { return window().objects().rowCount() == 3; }));
    QVERIFY(!table().isColumnHidden(ObjectTableModel::InodeColumn));
    QVERIFY(table().isColumnHidden(ObjectTableModel::UseColumn));
    QCOMPARE(table().columnWidth(ObjectTableModel::NameColumn), 321);
    QCOMPARE(visibleRows().first(), QStringLiteral("/b"));
    choose("Reset columns");
    QVERIFY(table().isColumnHidden(ObjectTableModel::InodeColumn));
    QVERIFY(!table().isColumnHidden(ObjectTableModel::UseColumn));
    QVERIFY(table().columnWidth(ObjectTableModel::NameColumn) != 321);
    QCOMPARE(visibleRows().first(), QStringLiteral("/b")); // the order of the rows is no column
}

void ObjectTableUseTest::arrowsLeadFromTheFilterAndBack()
{
    showThree();
    action("Filter objects")->trigger();
    auto *filter = qobject_cast<QLineEdit *>(QApplication::focusWidget());
    QVERIFY(filter != nullptr);
    QTest::keyClicks(filter, QStringLiteral("a"));
    QTest::keyClick(filter, Qt::Key_Down);
    QCOMPARE(QApplication::focusWidget(), &table());
    QCOMPARE(selected(), QStringList{QStringLiteral("a2")});
    press(Qt::Key_Down);
    QCOMPARE(selected(), QStringList{QStringLiteral("a10")});
    press(Qt::Key_Up);
    QCOMPARE(selected(), QStringList{QStringLiteral("a2")});
    QCOMPARE(QApplication::focusWidget(), &table());
    press(Qt::Key_Up);
    QCOMPARE(QApplication::focusWidget(), filter);
    QCOMPARE(selected(), QStringList{QStringLiteral("a2")});
    QTest::keyClicks(filter, QStringLiteral("nothing like this"));
    QTest::keyClick(filter, Qt::Key_Down); // into an empty table, and back
    QCOMPARE(QApplication::focusWidget(), &table());
    press(Qt::Key_Up);
    QCOMPARE(QApplication::focusWidget(), filter);
}

void ObjectTableUseTest::menuOffersWhatApplies()
{
    showThree();
    std::filesystem::create_directory(machine().folder().pathOf("folder"));
    QVERIFY(test::eventually([&] { return find(QStringLiteral("/folder")).isValid(); }));
    const auto offers = [&](const char *what) { return action(what)->isEnabled(); };
    for (const char *what :
         {"Inspect", "Watch the first", "Copy rows", "Copy names", "Copy paths", "Export selected", "Join"})
        QVERIFY2(!offers(what), what); // nothing is selected
    click(QStringLiteral("/a2"));
    QMenu *menu = openMenu(QStringLiteral("/a2"));
    for (const char *what : {"Inspect", "Watch the first", "Copy rows", "Copy names", "Copy paths", "Export selected"})
        QVERIFY2(entry(*menu, what)->isEnabled(), what);
    QVERIFY(!entry(*menu, "Join")->isEnabled()); // it is no exchange
    QVERIFY(entry(*menu, "Remove…") != nullptr && entry(*menu, "Columns") != nullptr
            && entry(*menu, "Group by") != nullptr);
    menu->close();
    click(QStringLiteral("/folder"));
    QVERIFY(!offers("Inspect") && !offers("Watch the first") && offers("Copy names") && offers("Copy paths"));
    click(QStringLiteral("/a10"), Qt::ControlModifier);
    QVERIFY(offers("Watch the first")); // one of them
    machine().folder().remove("a10");
    QVERIFY(test::eventually([&] { return !offers("Watch the first"); }));
    QVERIFY(offers("Copy names"));
}

void ObjectTableUseTest::menuCopiesNamesAndPaths()
{
    showThree();
    click(QStringLiteral("/a2"));
    click(QStringLiteral("/b"), Qt::ControlModifier);
    entry(*openMenu(QStringLiteral("/b")), "Copy names")->trigger();
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("/a2\n/b"));
    QApplication::activePopupWidget()->close();
    entry(*openMenu(QStringLiteral("/b")), "Copy paths")->trigger();
    const QString folder = QString::fromStdString(machine().roots().shm);
    QCOMPARE(QApplication::clipboard()->text(), folder + QStringLiteral("/a2\n") + folder + QStringLiteral("/b"));
    QApplication::activePopupWidget()->close();
}

void ObjectTableUseTest::inspectsAndWatches()
{
    showThree();
    click(QStringLiteral("/a2"));
    QVERIFY(showsText("two"));
    press(Qt::Key_Return);
    QCOMPARE(QApplication::focusWidget(), &hex());
    table().setFocus();
    press(Qt::Key_A, Qt::ControlModifier);
    action("Watch the first")->trigger();
    QCOMPARE(window().watches().model().rowCount(), 3);
    QCOMPARE(window().watches().model().watch(1).object, *ObjectName::parse("a10"));
    QCOMPARE(window().watches().model().watch(1).offset, qint64{0});
}

void ObjectTableUseTest::groupsAreUsedByKeys()
{
    showThree();
    groupBy("Program");
    const QStringList open{QStringLiteral("cat: 1 object, 4.0 KiB"), QStringLiteral("/b"),
                           QStringLiteral("no process seen: 2 objects, 8.0 KiB"), QStringLiteral("/a2"),
                           QStringLiteral("/a10")};
    QCOMPARE(visibleRows(), open);
    action("Filter objects")->trigger();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
    QCOMPARE(selected(), QStringList{QStringLiteral("b")}); // the first object, not its group
    press(Qt::Key_Left);
    QCOMPARE(selected(), QStringList()); // its group
    press(Qt::Key_Left);
    QCOMPARE(visibleRows(), open.mid(0, 1) + open.mid(2));
    press(Qt::Key_Right);
    QCOMPARE(visibleRows(), open);
    press(Qt::Key_Down);
    QCOMPARE(selected(), QStringList{QStringLiteral("b")});
    press(Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(selected().size(), 3);
    QCOMPARE(table().selectionText().count(QLatin1Char('\n')), 4); // titles and objects, no groups
    table().collapse(table().model()->index(1, 0)); // what cannot be seen is not selected
    QCOMPARE(selected(), QStringList{QStringLiteral("b")});
    QCOMPARE(table().shownReports().size(), std::size_t{3});
}

void ObjectTableUseTest::groupedSelectionSurvivesRefreshes()
{
    showThree();
    click(QStringLiteral("/a2"));
    click(QStringLiteral("/b"), Qt::ControlModifier);
    const QStringList both{QStringLiteral("a2"), QStringLiteral("b")};
    groupBy("Program");
    QCOMPARE(sortedSelection(), both);
    QSignalSpy resets(table().model(), &QAbstractItemModel::modelReset);
    m_proc->add(43, "dog"); // a2 moves to a new group
    m_proc->open(43, 3, machine().folder().pathOf("a2"));
    QVERIFY(test::eventually([&] { return visibleRows().contains(QStringLiteral("dog: 1 object, 4.0 KiB")); }));
    QCOMPARE(sortedSelection(), both);
    m_proc->end(42); // and b to the others, its group ends
    QVERIFY(test::eventually([&] { return !visibleRows().contains(QStringLiteral("cat: 1 object, 4.0 KiB")); }));
    QCOMPARE(sortedSelection(), both);
    machine().folder().create("a1", pageBytes, "one");
    QVERIFY(test::eventually([&] { return find(QStringLiteral("/a1")).isValid(); }));
    QCOMPARE(sortedSelection(), both);
    QCOMPARE(visibleRows().mid(2),
             (QStringList{QStringLiteral("no process seen: 3 objects, 12.0 KiB"), QStringLiteral("/a1"),
                          QStringLiteral("/a10"), QStringLiteral("/b")}));
    QCOMPARE(resets.count(), 0);
    groupBy("Kind"); // other groups, the same selection
    QCOMPARE(sortedSelection(), both);
    groupBy("Nothing");
    QCOMPARE(selected(), both);
}

void ObjectTableUseTest::groupingIsKept()
{
    showThree();
    groupBy("Owner");
    QCOMPARE(table().model()->rowCount(), 1);
    destroyWindow();
    show();
    QVERIFY(test::eventually([&] { return visibleRows().size() == 4; }));
    QVERIFY(visibleRows().first().endsWith(QLatin1String(": 3 objects, 12.0 KiB")));
    action("Reset layout")->trigger();
    QVERIFY(table().grouping() == Grouping::None);
    QCOMPARE(visibleRows().size(), 3);
}

void ObjectTableUseTest::filterWorksOnGroups()
{
    showThree();
    groupBy("Program");
    action("Filter objects")->trigger();
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("a1"));
    QCOMPARE(visibleRows(),
             (QStringList{QStringLiteral("no process seen: 1 object, 4.0 KiB"), QStringLiteral("/a10")}));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backspace);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backspace);
    QCOMPARE(visibleRows().size(), 5);
    QVERIFY(table().isFirstColumnSpanned(1, {})); // also of a group that came back
    table().sortByColumn(ObjectTableModel::NameColumn, Qt::DescendingOrder);
    QCOMPARE(visibleRows().mid(3), (QStringList{QStringLiteral("/a10"), QStringLiteral("/a2")}));
}

void ObjectTableUseTest::selectionOfSeveralFollowsTheObjects()
{
    showThree();
    click(QStringLiteral("/a2"));
    click(QStringLiteral("/a10"), Qt::ControlModifier);
    std::filesystem::rename(machine().folder().pathOf("a2"), machine().folder().pathOf("z2"));
    std::filesystem::rename(machine().folder().pathOf("a10"), machine().folder().pathOf("z10"));
    QVERIFY(test::eventually([&] { return selected() == QStringList({QStringLiteral("z2"), QStringLiteral("z10")}); }));
    machine().folder().remove("z2"); // one of them goes, the other one stays selected
    QVERIFY(test::eventually([&] { return window().objects().rowOfName("z2") < 0; }));
    QCOMPARE(selected(), QStringList{QStringLiteral("z10")});
    QVERIFY(table().currentIndex() == find(QStringLiteral("/z10")) || !table().currentIndex().isValid());
}

void ObjectTableUseTest::restoredObjectsAreSelected()
{
    showThree();
    const auto name = [](const char *text) { return *ObjectName::parse(text); };
    table().selectNames({name("a2"), name("b")});
    QCOMPARE(selected(), (QStringList{QStringLiteral("a2"), QStringLiteral("b")}));
    table().selectNames({name("later"), name("a10"), name("never")}); // one is there, one comes, one does not
    QCOMPARE(selected(), QStringList{QStringLiteral("a10")});
    machine().folder().create("later");
    QVERIFY(
        test::eventually([&] { return selected() == QStringList({QStringLiteral("a10"), QStringLiteral("later")}); }));
    QVERIFY(rescan());
    QVERIFY(rescan());
    machine().folder().create("never"); // too late
    QVERIFY(test::eventually([&] { return find(QStringLiteral("/never")).isValid(); }));
    QCOMPARE(selected(), (QStringList{QStringLiteral("a10"), QStringLiteral("later")}));
    table().selectNames({name("other")});
    click(QStringLiteral("/b")); // the user chooses something else
    machine().folder().create("other");
    QVERIFY(test::eventually([&] { return find(QStringLiteral("/other")).isValid(); }));
    QCOMPARE(selected(), QStringList{QStringLiteral("b")});
}

void ObjectTableUseTest::removedAndUndoneObjectsAreSelectedAgain()
{
    const auto perform = [&](const char *what) {
        action(what)->trigger();
        return test::eventually([&] { return !window().removal().isBusy(); });
    };
    showThree();
    click(QStringLiteral("/a2"));
    QTimer::singleShot(0, qApp, [] { answerRemoveDialog(); });
    QVERIFY(perform("Remove…"));
    QVERIFY(test::eventually([&] { return !machine().exists(*ObjectName::parse("a2")); }));
    QVERIFY(test::eventually([&] { return selected().isEmpty(); })); // it is struck out
    click(QStringLiteral("/b"));
    QVERIFY(perform("Undo"));
    QVERIFY(test::eventually([&] { return selected() == QStringList{QStringLiteral("a2")}; }));
    QVERIFY(showsText("two"));
}

/// At 640 pixels the sum of a group is readable, and every column can be reached.
void ObjectTableUseTest::fitsBesideAnotherWindow()
{
    showThree();
    groupBy("Program");
    window().resize(640, 700);
    QVERIFY(test::eventually([&] { return window().width() == 640 && table().width() < 640; }));
    const QRect group = table().visualRect(table().model()->index(1, 0));
    QFont bold = table().font();
    bold.setBold(true);
    QVERIFY(QFontMetrics(bold).horizontalAdvance(table().model()->index(1, 0).data().toString())
            < table().viewport()->width() - group.left());
    click(QStringLiteral("/a2"));
    const QModelIndex last = find(QStringLiteral("/a2")).siblingAtColumn(ObjectTableModel::ModifiedColumn);
    table().scrollTo(last);
    QVERIFY(table().viewport()->rect().intersects(table().visualRect(last)));
}

SHMLAB_GUI_TEST_MAIN(ObjectTableUseTest)
#include "tst_object_table_use.moc"
