// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"
#include "windows/start/role_chooser.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>

#include <unistd.h>

using namespace shmlab;
using shmlab::ui::RoleChooser;

class RoleChooserTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keysChoose_data();
    void keysChoose();
    void lettersInTheNameAreLetters();
    void invalidNameDisablesTheRoles();
    void escapeChoosesNothing();
};

void RoleChooserTest::keysChoose_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<QStringList>("commands");
    QTest::newRow("S") << int{Qt::Key_S} << QStringList{QStringLiteral("server /test.shmem")};
    QTest::newRow("C") << int{Qt::Key_C} << QStringList{QStringLiteral("client /test.shmem")};
    const QStringList both{QStringLiteral("server /test.shmem --start --half left"),
                           QStringLiteral("client /test.shmem --start --half right")};
    QTest::newRow("B") << int{Qt::Key_B} << both;
    QTest::newRow("Enter") << int{Qt::Key_Return} << both;
    QTest::newRow("O") << int{Qt::Key_O} << QStringList{QStringLiteral("objects")};
}

void RoleChooserTest::keysChoose()
{
    QFETCH(int, key);
    QFETCH(QStringList, commands);
    RoleChooser chooser;
    QStringList got;
    connect(&chooser, &RoleChooser::commandsChosen, &chooser, [&](const QList<QStringList> &all) {
        for (const QStringList &command : all)
            got += command.join(QLatin1Char(' '));
    });
    chooser.show();
    QVERIFY(QTest::qWaitForWindowActive(&chooser));
    QTest::keyClick(chooser.focusWidget(), static_cast<Qt::Key>(key));
    QCOMPARE(got, commands);
    QVERIFY(!chooser.isVisible());
}

void RoleChooserTest::lettersInTheNameAreLetters()
{
    RoleChooser chooser;
    const QSignalSpy chosen(&chooser, &RoleChooser::commandsChosen);
    chooser.show();
    QVERIFY(QTest::qWaitForWindowActive(&chooser));
    auto *name = chooser.findChild<QLineEdit *>();
    name->setFocus();
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("/scbo"));
    QCOMPARE(name->text(), QStringLiteral("/scbo"));
    QCOMPARE(chosen.count(), 0);
}

void RoleChooserTest::invalidNameDisablesTheRoles()
{
    RoleChooser chooser;
    chooser.findChild<QLineEdit *>()->setText(QStringLiteral("/a/b"));
    const auto choices = chooser.findChildren<QPushButton *>();
    QCOMPARE(choices.size(), 4);
    for (const QPushButton *choice : choices) // the other buttons need no name
        QCOMPARE(choice->isEnabled(), choice->objectName() == QLatin1String("objects"));
    bool isReported = false;
    for (const QLabel *label : chooser.findChildren<QLabel *>())
        isReported = isReported || label->text().contains(QLatin1String("/a/b"));
    QVERIFY(isReported);
    const QSignalSpy chosen(&chooser, &RoleChooser::commandsChosen);
    chooser.findChild<QPushButton *>(QStringLiteral("objects"))->click();
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.first().first().value<QList<QStringList>>(), (QList<QStringList>{{QStringLiteral("objects")}}));
    chooser.findChild<QLineEdit *>()->setText(QStringLiteral("fine"));
    QVERIFY(choices.first()->isEnabled());
}

void RoleChooserTest::escapeChoosesNothing()
{
    RoleChooser chooser;
    const QSignalSpy chosen(&chooser, &RoleChooser::commandsChosen);
    chooser.show();
    QVERIFY(QTest::qWaitForWindowActive(&chooser));
    QTest::keyClick(&chooser, Qt::Key_Escape);
    QVERIFY(!chooser.isVisible());
    QCOMPARE(chosen.count(), 0);
}

SHMLAB_GUI_TEST_MAIN(RoleChooserTest)
#include "tst_role_chooser.moc"
