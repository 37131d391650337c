// SPDX-License-Identifier: GPL-3.0-or-later
#include "layout_faults.h"
#include "layout_fixture.h"
#include "widgets/close_question.h"
#include "windows/acquisition/acquisition.h"
#include "windows/exchange/drills_menu.h"
#include "windows/exchange/name_dialog.h"
#include "windows/objects/objects_closing.h"
#include "windows/objects/objects_window.h"
#include "windows/watches/watch_dialog.h"
#include "windows/watches/watch_panel.h"
#include "wording/language.h"

#include <QLineEdit>
#include <QPushButton>
#include <QScopeGuard>
#include <QScreen>
#include <QTimer>

#include <functional>

using namespace shmlab;
using namespace shmlab::ui;

namespace {

/// Of a window or a dialog in its present state.
QString faultsAndSharedKeysOf(QWidget &window, const QScreen &screen)
{
    return test::faultsOf(window, screen) + test::sharedMnemonics(window).join(QLatin1Char('\n'));
}

/// Of the dialog that `ask` waits for. It is cancelled.
QString faultsOfQuestion(const QScreen &screen, const std::function<void()> &ask)
{
    QString faults = QStringLiteral("no question");
    QTimer::singleShot(0, qApp, [&] {
        if (QWidget *dialog = QApplication::activeModalWidget(); dialog != nullptr) {
            faults = faultsAndSharedKeysOf(*dialog, screen);
            dialog->close();
        }
    });
    ask();
    return faults;
}

} // namespace

/// Dialogs with their longest texts, in every language and on every screen; Alt keys of every window.
class CrowdedLayoutsTest : public test::LayoutFixture {
    Q_OBJECT
private Q_SLOTS:
    void dialogs_data() { addRows({Appearance::Light}); }
    void dialogs();
    void questions_data() { addRows({Appearance::Light}); }
    void questions();
    void mnemonicsAreUnique_data();
    void mnemonicsAreUnique();
};

void CrowdedLayoutsTest::dialogs()
{
    const QScreen *where = takeRow();
    const auto check = [&](QDialog &dialog, const QString &from, const QString &wrong) {
        QVERIFY(test::faultsOn(*where, dialog).isEmpty());
        for (QLineEdit *line : dialog.findChildren<QLineEdit *>()) {
            if (line->text() == from)
                line->setText(wrong);
        }
        const QString faults = faultsAndSharedKeysOf(dialog, *where);
        QVERIFY2(faults.isEmpty(), qPrintable(faults));
    };
    NameDialog another(name());
    check(another, test::text(name()), QStringLiteral("a/../b"));
    Acquisition acquisition(machine().calls());
    WatchDialog watch({.label = QStringLiteral("a"), .object = name(), .offset = 64}, acquisition);
    check(watch, test::text(name()), QStringLiteral("a/../b"));
}

void CrowdedLayoutsTest::questions()
{
    const QScreen *where = takeRow();
    QWidget parent;
    parent.move(where->availableGeometry().topLeft());
    parent.show();
    for (const Role role : {Role::Server, Role::Client}) {
        DrillsMenu drills(machine().calls(), name(), role, &parent);
        for (QAction *drill : drills.actions()) {
            const QString faults = faultsOfQuestion(*where, [&] { drill->trigger(); });
            QVERIFY2(faults.isEmpty(), qPrintable(drill->text() + QLatin1Char('\n') + faults));
        }
    }
    setAsksBeforeClosing(true);
    const auto asNoLonger = qScopeGuard([] { setAsksBeforeClosing(false); });
    ObjectsWindow objects(QStringLiteral("shmlab"), nullptr, machine().calls());
    objects.watches().addWatch({.label = QStringLiteral("a"), .object = name()});
    const QString faults =
        faultsOfQuestion(*where, [&] { QVERIFY(!confirmClosingObjects(&parent, objects.watches(), 12'345)); });
    QVERIFY2(faults.isEmpty(), qPrintable(faults));
}

void CrowdedLayoutsTest::mnemonicsAreUnique_data()
{
    QTest::addColumn<QString>("language");
    for (const QString &language : languages())
        QTest::newRow(qPrintable(language)) << language;
}

/// In their usual states.
void CrowdedLayoutsTest::mnemonicsAreUnique()
{
    QWidget sample;
    new QPushButton(QStringLiteral("&One"), &sample);
    new QPushButton(QStringLiteral("Tw&o"), &sample);
    QCOMPARE(test::sharedMnemonics(sample).size(), 1); // the check works
    QFETCH(QString, language);
    test::setLanguage(language);
    for (const auto &window : allWindows()) {
        const QStringList twice = test::sharedMnemonics(*window);
        QVERIFY2(twice.isEmpty(),
                 qPrintable(window->windowTitle() + QStringLiteral(": ") + twice.join(QLatin1Char('\n'))));
        window->close();
    }
}

SHMLAB_LAYOUT_TEST_MAIN(CrowdedLayoutsTest)
#include "tst_crowded_layouts.moc"
