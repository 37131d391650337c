// SPDX-License-Identifier: GPL-3.0-or-later
#include "objects_window_fixture.h"
#include "windows/objects/evidence_panel.h"

#include <QAction>
#include <QClipboard>
#include <QDockWidget>
#include <QListWidget>
#include <QPushButton>
#include <QTest>

using namespace shmlab;
using namespace shmlab::ui;
using namespace std::chrono_literals;
using test::pageBytes;

class EvidenceTest : public test::ObjectsWindowFixture {
    Q_OBJECT
private Q_SLOTS:
    void choosingShowsEvidenceAndBytes();
    void evidenceCanBeCopiedWhileItChanges();
    void theKernelIsAskedOnRequestOnly();
};

void EvidenceTest::choosingShowsEvidenceAndBytes()
{
    const ObjectName name = leave(pageBytes, "hello");
    show();
    QVERIFY(evidence().first().contains(QLatin1String("Select an object")));
    QVERIFY(!action("Remove…")->isEnabled());
    QVERIFY(selects(name));
    QCOMPARE(evidence().first(), QStringLiteral("STALE – ") + test::text(name));
    QVERIFY(evidence().join(QLatin1Char('\n')).contains(QLatin1String("No process is seen to use it")));
    QVERIFY(showsText("hello"));
    QCOMPARE(hex().size(), qint64{pageBytes});
    QVERIFY(action("Remove…")->isEnabled());
    test::FaultPeer peer(machine().folderPath()); // the evidence follows
    QVERIFY(peer.execute("open", name) > 0);
    const QString pid = QString::number(peer.pid());
    QVERIFY(test::eventually([&] { return evidence().join(QLatin1Char('\n')).contains(pid); }));
    QVERIFY(evidence().first().startsWith(QLatin1String("LIVE")));
    QVERIFY(peer.execute("poke 0 1819043144") > 0); // "Hell"
    QVERIFY(test::eventually([&] { return shownText() == "Hello"; }));
    QVERIFY(hex().highlightedBytes() > 0);
}

void EvidenceTest::evidenceCanBeCopiedWhileItChanges()
{
    const ObjectName name = test::objectName();
    test::FaultPeer peer(machine().folderPath());
    QVERIFY(peer.create(name));
    show();
    QVERIFY(selects(name, Verdict::Live));
    auto *list = window().findChild<QDockWidget *>(QStringLiteral("evidenceDock"))->findChild<QListWidget *>();
    const auto lineWith = [&](const char *words) {
        const auto found = list->findItems(QLatin1String(words), Qt::MatchContains);
        return found.isEmpty() ? nullptr : found.first();
    };
    QVERIFY(lineWith("Kind: ") != nullptr);
    lineWith("Kind: ")->setSelected(true);
    QCOMPARE(peer.execute("map 4096"), 0);
    QVERIFY(test::eventually([&] { return lineWith("maps it to read and write") != nullptr; }));
    QVERIFY(lineWith("Kind: ")->isSelected());
    list->actions().first()->trigger();
    QVERIFY(QApplication::clipboard()->text().startsWith(QLatin1String("Kind: ")));
    QVERIFY(!QApplication::clipboard()->text().contains(QLatin1Char('\n')));
}

void EvidenceTest::theKernelIsAskedOnRequestOnly()
{
    const ObjectName name = leave(pageBytes, "hello");
    test::FaultPeer peer(machine().folderPath());
    QVERIFY(peer.execute("openread", name) > 0);
    show();
    QVERIFY(selects(name, Verdict::Live));
    auto *ask = window()
                    .findChild<QDockWidget *>(QStringLiteral("evidenceDock"))
                    ->findChild<QPushButton *>(QString(), Qt::FindChildrenRecursively);
    QVERIFY(ask->isEnabled() && ask->toolTip().contains(QLatin1String("EWOULDBLOCK")));
    const auto says = [&](const char *words) {
        return evidence().join(QLatin1Char('\n')).contains(QLatin1String(words));
    };
    QVERIFY(!says("The kernel says"));
    QTest::mouseClick(ask, Qt::LeftButton);
    window().findChild<EvidencePanel *>()->showObject(window().table().selectedReport(), false);
    QVERIFY(!ask->isEnabled()); // a scan does not make it possible to ask twice
    QVERIFY(test::eventually([&] { return says("The kernel says that it is in use."); }));
    QVERIFY(ask->isEnabled());
    peer.killHard();
    QVERIFY(shows(name, Verdict::Stale));
    QVERIFY(test::eventually([&] {
        QTest::mouseClick(ask, Qt::LeftButton);
        return says("The kernel says that no process has it open or mapped.");
    }));
    QVERIFY(selects(leave(pageBytes, "other")));
    QVERIFY(!says("The kernel says")); // it was not asked about this one
}

SHMLAB_GUI_TEST_MAIN(EvidenceTest)
#include "tst_evidence.moc"
