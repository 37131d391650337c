// SPDX-License-Identifier: GPL-3.0-or-later
#include "layout_faults.h"
#include "layout_fixture.h"
#include "widgets/close_question.h"
#include "widgets/status_strip.h"
#include "windows/acquisition/acquisition.h"
#include "windows/exchange/drills_menu.h"
#include "windows/exchange/full_speed_panel.h"
#include "windows/exchange/name_dialog.h"
#include "windows/exchange/run_pages.h"
#include "windows/objects/objects_closing.h"
#include "windows/objects/objects_window.h"
#include "windows/watches/watch_dialog.h"
#include "windows/watches/watch_panel.h"
#include "wording/language.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QScreen>
#include <QTimer>
#include <QToolButton>

#include <algorithm>
#include <functional>

#include <signal.h>
#include <unistd.h>

using namespace shmlab;
using namespace shmlab::ui;
using namespace std::chrono_literals;

using test::isComplete;

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

/// Visible ones, and those in a menu.
int helpingButtons(const ExchangeWindow &window)
{
    const auto *strip = window.findChild<StatusStrip *>();
    const auto buttons = strip->findChildren<QPushButton *>();
    const auto visible = std::ranges::count_if(buttons, [](const QPushButton *button) { return button->isVisible(); });
    return static_cast<int>(visible) + static_cast<int>(strip->findChild<QMenu *>()->actions().size());
}

/// Of the window, and of what it shows when the user asks why.
QString faultsWithEvidence(ExchangeWindow &window, const QScreen &screen)
{
    QString faults = faultsAndSharedKeysOf(window, screen);
    window.findChild<QToolButton *>(QStringLiteral("whyButton"))->click();
    QWidget *evidence = QApplication::activePopupWidget();
    faults += evidence == nullptr ? QStringLiteral("no evidence") : test::faultsOf(*evidence, screen);
    if (evidence != nullptr)
        evidence->close();
    return faults;
}

} // namespace

/// Dialogs and halves of the screen with their longest texts, in every language and on every screen; Alt keys of every
/// window.
class CrowdedLayoutsTest : public test::LayoutFixture {
    Q_OBJECT
private:
    [[nodiscard]] std::unique_ptr<ExchangeWindow> makeHalf(Role role, const QScreen &screen) const;

private Q_SLOTS:
    void dialogs_data() { addRows({Appearance::Light}); }
    void dialogs();
    void questions_data() { addRows({Appearance::Light}); }
    void questions();
    void killedServer_data() { addRows({Appearance::Light}); }
    void killedServer();
    void takenName_data() { addRows({Appearance::Light}); }
    void takenName();
    void severalRunsAtFullSpeed_data() { addRows({Appearance::Light}); }
    void severalRunsAtFullSpeed();
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

/// An exchange window that fills a half of the screen, complete and shown.
std::unique_ptr<ExchangeWindow> CrowdedLayoutsTest::makeHalf(Role role, const QScreen &screen) const
{
    auto window = makeExchange(role);
    window->move(screen.availableGeometry().topLeft());
    window->takeHalf(role == Role::Server ? Qt::LeftEdge : Qt::RightEdge);
    window->show();
    (void)test::eventually([&] { return isComplete(*window); });
    return window;
}

/// Two buttons that help, and why.
void CrowdedLayoutsTest::killedServer()
{
    const QScreen *where = takeRow();
    const auto client = makeHalf(Role::Client, *where);
    test::Child server([&] {
        const auto party = Party::join(machine().calls(), Role::Server, name());
        for (;;)
            ::pause();
    });
    QVERIFY(test::eventually([&] { return machine().exists(name()); }));
    client->controller().start();
    const auto isIn = [&](RunState state) { return client->controller().status().state == state; };
    QVERIFY(test::eventually([&] { return isIn(RunState::Running); }));
    ::kill(server.pid(), SIGKILL);
    QVERIFY(test::eventually([&] { return !isIn(RunState::Running) && helpingButtons(*client) > 1; }));
    const QString faults = faultsWithEvidence(*client, *where);
    QVERIFY2(faults.isEmpty(), qPrintable(faults));
    client->close();
    machine().remove(name());
}

void CrowdedLayoutsTest::takenName()
{
    const QScreen *where = takeRow();
    for (const bool isInUse : {false, true}) {
        machine().leave(name());
        const int holder = isInUse ? machine().open(name()) : -1;
        const auto server = makeHalf(Role::Server, *where);
        server->controller().start();
        QVERIFY(test::eventually([&] { return helpingButtons(*server) > 1; }));
        const QString faults = faultsWithEvidence(*server, *where);
        QVERIFY2(faults.isEmpty(), qPrintable(faults));
        server->close();
        if (isInUse)
            ::close(holder);
        machine().remove(name());
    }
}

void CrowdedLayoutsTest::severalRunsAtFullSpeed()
{
    const QScreen *where = takeRow();
    const auto server = makeHalf(Role::Server, *where);
    auto *runs = server->findChild<QComboBox *>(QStringLiteral("runs"));
    const auto lastNumber = [runs] {
        static const QRegularExpression number(QStringLiteral("\\d+"));
        return number.match(runs->itemText(runs->count() - 1)).captured().toInt();
    };
    ExchangeListener &worker = server->controller().listener();
    for (std::size_t run = 0; run <= RunPages::maxPages; ++run) {
        const int before = lastNumber();
        worker.runStarted();
        worker.turnCompleted({.turn = {}, .time = {}});
        QVERIFY(test::eventually([&] { return lastNumber() > before; }));
    }
    runs->setCurrentIndex(0);
    FullSpeedStats stats;
    stats.elapsed = 30s;
    stats.sleeping = 10s;
    stats.waking = 10s;
    stats.handOvers = 999'000'000'000;
    stats.sleeps = stats.wakeUps = 889'000;
    RateHistory rates;
    rates.add(stats, true);
    server->findChild<FullSpeedPanel *>()->setStats(stats, rates);
    QTRY_VERIFY(server->findChild<QLabel *>(QStringLiteral("fullSpeedRate"))->text() != QStringLiteral("–"));
    const QString faults = faultsAndSharedKeysOf(*server, *where);
    QVERIFY2(faults.isEmpty(), qPrintable(faults));
    server->close();
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
