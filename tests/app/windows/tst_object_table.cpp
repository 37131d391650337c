// SPDX-License-Identifier: GPL-3.0-or-later
#include "objects_window_fixture.h"
#include "wording/owner_text.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>

using namespace shmlab;
using namespace shmlab::ui;
using namespace std::chrono_literals;
using test::pageBytes;

class ObjectTableTest : public test::ObjectsWindowFixture {
    Q_OBJECT
private Q_SLOTS:
    void selectionFollowsTheObject_data();
    void selectionFollowsTheObject();
    void vanishedSelectionIsNotReplaced();
    void vanishedObjectIsReported();
    void currentRowIsTheSelection();
    void filterBarFilters();
};

void ObjectTableTest::selectionFollowsTheObject_data()
{
    QTest::addColumn<bool>("isRenamed");
    QTest::newRow("its name is removed") << false;
    QTest::newRow("it is renamed") << true;
}

void ObjectTableTest::selectionFollowsTheObject()
{
    QFETCH(bool, isRenamed);
    const ObjectName name = test::objectName();
    const ObjectName other = test::objectName();
    test::FaultPeer peer(machine().folderPath());
    QVERIFY(peer.create(name));
    QVERIFY(peer.execute("poke 0 1684234849") > 0); // "abcd"
    show();
    QVERIFY(selects(name, Verdict::Live));
    QVERIFY(showsText("abcd"));
    const ObjectId identity = window().table().selectedReport()->status().identity;
    if (isRenamed)
        machine().rename(name, other);
    else
        QCOMPARE(peer.execute("unlink", name), 0);
    const auto follows = [&] {
        const auto chosen = window().table().selectedReport();
        return chosen && chosen->status().identity == identity && !window().table().hasSelectedVanished()
            && (isRenamed ? '/' + chosen->name == other.bytes() : !chosen->hasName);
    };
    QVERIFY(test::eventually(follows));
    QVERIFY(evidence().first().startsWith(isRenamed ? QLatin1String("LIVE") : QLatin1String("ORPHANED")));
    QCOMPARE(shownText(), std::string("abcd"));
    QVERIFY(test::eventually([&] { return !insideNotice().startsWith(QLatin1String("It is gone")); }));
}

/// The row of a vanished object is dropped after some seconds; the panels keep its data until another object is
/// selected.
void ObjectTableTest::vanishedSelectionIsNotReplaced()
{
    const ObjectName name = leave(pageBytes, "last");
    const ObjectName neighbour = leave(pageBytes, "other");
    show();
    QVERIFY(shows(neighbour, Verdict::Stale));
    QVERIFY(selects(name));
    QVERIFY(showsText("last"));
    machine().remove(name);
    QVERIFY(test::eventually([&] { return rowOf(name) < 0; }));
    QVERIFY(window().table().selectedReport() == nullptr && window().table().selectionModel()->selection().isEmpty());
    QVERIFY(evidence().first().startsWith(QLatin1String("Gone")));
    QCOMPARE(shownText(), std::string("last"));
    QVERIFY(!action("Remove…")->isEnabled());
    QVERIFY(selects(neighbour));
    QVERIFY(showsText("other"));
}

void ObjectTableTest::vanishedObjectIsReported()
{
    const ObjectName name = test::objectName();
    test::FaultPeer peer(machine().folderPath());
    QVERIFY(peer.execute("create", name) > 0);
    QCOMPARE(peer.execute("unlink", name), 0);
    show();
    const QString title = test::text(name) + QStringLiteral(" (unlinked)");
    const auto *rows = window().table().model();
    QModelIndexList found;
    QVERIFY(test::eventually([&] {
        found = rows->match(rows->index(0, ObjectTableModel::NameColumn), Qt::DisplayRole, title, 1, Qt::MatchExactly);
        return !found.isEmpty();
    }));
    window().table().setCurrentIndex(found.first());
    QVERIFY(evidence().first().startsWith(QLatin1String("ORPHANED")));
    peer.killHard();
    QVERIFY(test::eventually([&] { return evidence().first().startsWith(QLatin1String("Gone")); }));
}

/// The highlighted row is the selected object, whichever keys were used.
void ObjectTableTest::currentRowIsTheSelection()
{
    const ObjectName name = leave(pageBytes, "left");
    show();
    QVERIFY(QTest::qWaitForWindowActive(&window()));
    QVERIFY(selects(name));
    QVERIFY(action("Remove…")->isEnabled());
    window().table().selectionModel()->clearSelection(); // the row is still the current one
    QVERIFY(window().table().currentIndex().isValid());
    QVERIFY(window().table().selectedReport() == nullptr && !action("Remove…")->isEnabled());
    hex().setFocus();
    window().table().setFocus(Qt::TabFocusReason);
    QVERIFY(window().table().selectedReport() != nullptr); // tabbing into the table selects it
    const ObjectName passing = leave(pageBytes, "left");
    QVERIFY(shows(passing, Verdict::Stale));
    QVERIFY(selects(name));
    auto *proxy = qobject_cast<ObjectFilter *>(window().table().model());
    const auto other = proxy->mapFromSource(window().objects().index(rowOf(passing), 0));
    window().table().selectionModel()->setCurrentIndex(other, QItemSelectionModel::NoUpdate); // Ctrl and an arrow
    machine().remove(passing);
    QVERIFY(test::eventually([&] { return rowOf(passing) < 0; }));
    QVERIFY(window().table().selectedReport() && '/' + window().table().selectedReport()->name == name.bytes());
    QVERIFY(selects(name));
    auto *filter = qobject_cast<ObjectFilter *>(window().table().model());
    QVERIFY(filter->setText(QStringLiteral("nothing is called so"), false));
    QVERIFY(window().table().selectedReport() == nullptr && !action("Remove…")->isEnabled());
}

void ObjectTableTest::filterBarFilters()
{
    const ObjectName stale = leave();
    const ObjectName live = test::objectName();
    test::FaultPeer peer(machine().folderPath());
    QVERIFY(peer.execute("create", live) > 0);
    show();
    QVERIFY(shows(stale, Verdict::Stale) && shows(live, Verdict::Live));
    const auto rows = [&](const ObjectName &name) {
        QStringList names;
        for (int row = 0; row < window().table().model()->rowCount(); ++row)
            names += window().table().model()->index(row, ObjectTableModel::NameColumn).data().toString();
        return names.count(test::text(name));
    };
    const auto box = [&](const QString &accessibleName) {
        for (auto *candidate : window().findChildren<QComboBox *>()) {
            if (candidate->accessibleName() == accessibleName)
                return candidate;
        }
        qFatal("there is no such box");
    };
    auto *verdict = box(QStringLiteral("Verdict"));
    verdict->setCurrentIndex(verdict->findText(QStringLiteral("STALE")));
    QCOMPARE(rows(stale), 1);
    QCOMPARE(rows(live), 0);
    verdict->setCurrentIndex(0);
    auto *owner = box(QStringLiteral("Owner"));
    QVERIFY(test::eventually([&] { return owner->count() >= 2; })); // all, and ours at least, once a scan has ended
    owner->setCurrentIndex(owner->findText(ownerText(::geteuid())));
    QCOMPARE(rows(live), 1);
    auto *text = window().findChild<QLineEdit *>();
    text->setText(test::text(live).mid(1) + QStringLiteral("$"));
    QCOMPARE(rows(live), 0); // as plain text
    text->parentWidget()->findChild<QCheckBox *>()->click();
    QCOMPARE(rows(live), 1);
    QCOMPARE(rows(stale), 0);
    const auto state = [&] { return labelText("filterState"); };
    QVERIFY2(state().startsWith(QLatin1String("1 of ")), qPrintable(state()));
    text->setText(QStringLiteral("(a"));
    QVERIFY2(state().contains(QLatin1String("Invalid regular expression"))
                 && state().contains(QLatin1String("character 3")),
             qPrintable(state()));
    text->clear();
    QVERIFY2(state().isEmpty(), qPrintable(state()));
}

SHMLAB_GUI_TEST_MAIN(ObjectTableTest)
#include "tst_object_table.moc"
