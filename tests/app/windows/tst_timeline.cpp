// SPDX-License-Identifier: GPL-3.0-or-later
#include "objects_window_fixture.h"

#include <QSignalSpy>

using namespace shmlab;
using namespace shmlab::ui;
using namespace std::chrono_literals;
using test::pageBytes;

class TimelineTest : public test::ObjectsWindowFixture {
    Q_OBJECT
private Q_SLOTS:
    void timelineListsTheEvents();
};

void TimelineTest::timelineListsTheEvents()
{
    const ObjectName name = test::objectName();
    show();
    QSignalSpy scans(&window(), &ObjectsWindow::scanShown);
    QVERIFY(scans.wait());
    const auto tells = [&](const QString &what) {
        return test::eventually([&] { return story(name).filter(what).size() == 1; });
    };
    test::FaultPeer peer(machine().folderPath());
    QVERIFY(peer.execute("create", name) > 0);
    QVERIFY(tells(QStringLiteral("created: inode")));
    const QString pid = QStringLiteral("(pid %1)").arg(peer.pid());
    QVERIFY(tells(QStringLiteral("opened by fault_peer ") + pid));
    QCOMPARE(peer.execute("size 8192"), 0);
    QVERIFY(tells(QStringLiteral("sized from 0 bytes to 8")));
    QCOMPARE(peer.execute("map 4096"), 0);
    QVERIFY(tells(QStringLiteral("mapped to write by fault_peer ") + pid));
    QCOMPARE(peer.execute("unmap"), 0);
    QCOMPARE(peer.execute("close"), 0);
    QVERIFY(tells(QStringLiteral("released by fault_peer ") + pid));
    QVERIFY(tells(QStringLiteral("verdict: UNUSED, was LIVE")));
    QCOMPARE(peer.execute("unlink", name), 0);
    QVERIFY(peer.execute("create", name) > 0);
    QVERIFY(test::eventually([&] {
        const QString told = story(name).join(QLatin1Char('\n'));
        return told.contains(QLatin1String("created again as inode"))
            || (told.contains(QLatin1String("unlinked")) && told.count(QLatin1String("created: inode")) == 2);
    }));
    QCOMPARE(peer.execute("close"), 0);
    machine().remove(name);
    QVERIFY(test::eventually([&] { return story(name).last() == QLatin1String("unlinked"); }));
}

SHMLAB_GUI_TEST_MAIN(TimelineTest)
#include "tst_timeline.moc"
