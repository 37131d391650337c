// SPDX-License-Identifier: GPL-3.0-or-later
#include "layout_faults.h"
#include "layout_fixture.h"
#include "windows/latency/latency_window.h"
#include "windows/objects/objects_window.h"
#include "windows/removal/remove_dialog.h"
#include "windows/start/role_chooser.h"

#include <QDockWidget>
#include <QFrame>
#include <QLabel>
#include <QMainWindow>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QToolBar>

#include <qcustomplot.h>

using namespace shmlab;
using namespace shmlab::ui;

using test::faultsOf;
using test::faultsOn;
using test::isComplete;
using test::screenNamed;

namespace {

constexpr NotRestoredSet allMissing = [] {
    NotRestoredSet all;
    for (const NotRestored each : allNotRestored)
        all.add(each);
    return all;
}();

} // namespace

/// Every appearance, language, resolution and size of the screen: no text is cut, no control is hidden.
class LayoutMatrixTest : public test::LayoutFixture {
    Q_OBJECT
private Q_SLOTS:
    void positiveControl_faultsAreFound_data();
    void positiveControl_faultsAreFound();
    void roleChooser_data() { addAllRows(); }
    void roleChooser();
    void exchangeWindow_data() { addAllRows(); }
    void exchangeWindow();
    void halfOfTheScreen_data() { addAllRows(); }
    void halfOfTheScreen();
    void objectsWindow_data() { addAllRows(); }
    void objectsWindow();
    void latencyWindow_data() { addAllRows(); }
    void latencyWindow();
    void removeDialogs_data() { addAllRows(); }
    void removeDialogs();
    void bothWindowsAreSideBySide();
    void docksKeepTheirShare();
    void windowsOpenWhereTheyWereClosed();
    void aWindowFromALargerScreenIsFitted();

private:
    static void addAllRows() { addRows({Appearance::System, Appearance::Light, Appearance::Dark}); }
};

void LayoutMatrixTest::positiveControl_faultsAreFound_data()
{
    QTest::addColumn<QString>("fault");
    QTest::addColumn<bool>("isInTab");
    for (const char *fault : {"cut", "covered", "a tool bar hides tools", "scrolls sideways", "the legend hides data",
                              "an axis hides data"}) {
        QTest::addRow("%s", fault) << QString::fromLatin1(fault) << false;
        QTest::addRow("%s, behind a tab", fault) << QString::fromLatin1(fault) << true;
    }
}

void LayoutMatrixTest::positiveControl_faultsAreFound()
{
    QFETCH(QString, fault);
    QFETCH(bool, isInTab);
    auto *content = new QMainWindow;
    content->setFixedSize(300, 400);
    auto *centre = new QWidget;
    auto *button = new QPushButton(QStringLiteral("A button"), centre);
    auto *label = new QLabel(QStringLiteral("A line of text"), centre);
    label->move(0, 40);
    button->resize(button->sizeHint());
    label->resize(label->sizeHint());
    auto *cover = new QFrame(centre);
    cover->setAutoFillBackground(true);
    cover->setGeometry(200, 0, 20, 20);
    auto *area = new QScrollArea(centre);
    area->setGeometry(0, 70, 300, 60);
    area->setWidget(new QLabel(QStringLiteral("Another line")));
    auto *plot = new QCustomPlot(centre);
    plot->setGeometry(0, 150, 300, 200);
    plot->addGraph();
    content->setCentralWidget(centre);
    auto *bar = content->addToolBar(QStringLiteral("tools"));
    bar->addAction(QStringLiteral("A tool"));
    QMainWindow window;
    if (isInTab) {
        auto *front = new QDockWidget;
        auto *back = new QDockWidget;
        back->setWidget(content);
        content->setWindowFlags(Qt::Widget);
        window.addDockWidget(Qt::RightDockWidgetArea, front);
        window.tabifyDockWidget(front, back);
        front->raise();
    } else {
        window.setCentralWidget(content);
    }
    const QScreen &where = *screenNamed(QStringLiteral("1920x1080@96"));
    QCOMPARE(faultsOn(where, window), QString());
    if (fault == QLatin1String("cut"))
        label->resize(label->sizeHint() / 2);
    else if (fault == QLatin1String("covered"))
        cover->move(0, 0); // over a corner
    else if (fault == QLatin1String("scrolls sideways"))
        area->widget()->resize(500, 20);
    else if (fault == QLatin1String("the legend hides data"))
        plot->legend->setVisible(true); // in a corner of the data
    else if (fault == QLatin1String("an axis hides data"))
        plot->yAxis->setTickLabelSide(QCPAxis::lsInside);
    else
        bar->addAction(QString(99, QLatin1Char('x')));
    QTRY_VERIFY(test::layoutFaults(window, where).join(QLatin1Char('\n')).contains(fault));
}

void LayoutMatrixTest::roleChooser()
{
    QScreen *where = takeRow();
    RoleChooser chooser;
    QCOMPARE(faultsOn(*where, chooser), QString());
}

void LayoutMatrixTest::exchangeWindow()
{
    QScreen *where = takeRow();
    for (const Role role : {Role::Server, Role::Client}) {
        const auto window = makeExchange(role);
        window->move(where->availableGeometry().topLeft());
        window->show();
        QVERIFY(test::eventually([&] { return isComplete(*window); }));
        window->controller().start();
        const QString faults = faultsOn(*where, *window);
        QVERIFY2(faults.isEmpty(), qPrintable(faults));
        window->close();
    }
}

void LayoutMatrixTest::halfOfTheScreen()
{
    QScreen *where = takeRow();
    const auto server = makeExchange(Role::Server);
    server->move(where->availableGeometry().topLeft());
    server->takeHalf(Qt::LeftEdge);
    server->show();
    QVERIFY(test::eventually([&] { return isComplete(*server); }));
    server->controller().start();
    const QString faults = faultsOn(*where, *server);
    QVERIFY2(faults.isEmpty(), qPrintable(faults));
    const int half = std::max(640, where->availableGeometry().width() / 2);
    QVERIFY2(server->frameGeometry().width() <= half,
             qPrintable(QStringLiteral("%1 > %2").arg(server->frameGeometry().width()).arg(half)));
    server->close();
}

void LayoutMatrixTest::objectsWindow()
{
    QScreen *where = takeRow();
    (void)machine().leave();
    ObjectsWindow window(QStringLiteral("shmlab"), nullptr, machine().calls());
    const QString faults = faultsOn(*where, window);
    QVERIFY2(faults.isEmpty(), qPrintable(faults));
    window.close();
}

void LayoutMatrixTest::latencyWindow()
{
    QScreen *where = takeRow();
    LatencyWindow window(QStringLiteral("shmlab"));
    const QString faults = faultsOn(*where, window);
    QVERIFY2(faults.isEmpty(), qPrintable(faults));
}

void LayoutMatrixTest::removeDialogs()
{
    QScreen *where = takeRow();
    RemovalPlan plan; // with every sentence and every row
    for (int i = 0; i < 40; ++i) {
        plan.items.push_back({.report = machine().report(machine().leave(), Verdict::Live),
                              .place = static_cast<BackupPlace>(i % 3),
                              .bytes = qint64{1} << 33,
                              .isReadable = true});
        plan.missing.add(allMissing);
    }
    plan.missing.add({});
    plan.dropped = {.objects = 12'345, .bytes = qint64{1} << 28};
    for (const RemovalScope scope : {RemovalScope::Selected, RemovalScope::AllStale, RemovalScope::One}) {
        plan.scope = scope;
        plan.filteredOut = scope == RemovalScope::AllStale ? 12'345 : 0;
        plan.kept = scope == RemovalScope::Selected ? 12'345 : 0;
        if (scope == RemovalScope::One) {
            plan.items = {plan.items.at(1)}; // with a file, and a name to be typed
            plan.missing = {};
            plan.missing.add(allMissing);
        }
        RemoveDialog dialog(plan);
        const QString faults = faultsOn(*where, dialog);
        QVERIFY2(faults.isEmpty(), qPrintable(faults));
        const QStringList twice = test::sharedMnemonics(dialog);
        QVERIFY2(twice.isEmpty(), qPrintable(twice.join(QLatin1Char('\n'))));
    }
}

void LayoutMatrixTest::bothWindowsAreSideBySide()
{
    QScreen *where = screenNamed(QStringLiteral("1366x768@96"));
    const auto server = makeExchange(Role::Server);
    const auto client = makeExchange(Role::Client);
    for (ExchangeWindow *window : {server.get(), client.get()}) {
        window->move(where->availableGeometry().topLeft());
        window->takeHalf(window == server.get() ? Qt::LeftEdge : Qt::RightEdge);
        window->show();
        QVERIFY(test::eventually([&] { return isComplete(*window); }));
    }
    QTRY_VERIFY(server->frameGeometry().right() < client->frameGeometry().left());
    QVERIFY(where->availableGeometry().contains(client->frameGeometry()));
    server->close();
    const auto later = makeExchange(Role::Server); // alone again
    QVERIFY(later->width() > 683);
}

void LayoutMatrixTest::docksKeepTheirShare()
{
    const auto window = makeExchange(Role::Server);
    window->move(screenNamed(QStringLiteral("1920x1080@96"))->availableGeometry().topLeft());
    window->resize(1800, 1000);
    window->show();
    QVERIFY(test::eventually([&] { return isComplete(*window); }));
    const auto *memory = window->findChild<QDockWidget *>(QStringLiteral("memoryDock"));
    const auto *calls = window->findChild<QDockWidget *>(QStringLiteral("callsDock"));
    QTRY_VERIFY(memory->width() > 500 && calls->height() > 200);
    for (int turn = 0; turn < 3; ++turn)
        QCoreApplication::processEvents(); // the shares are taken once all is laid out
    const QSize before(memory->width(), calls->height());
    for (const QSize &small : {QSize(1000, 640), QSize(640, 700), QSize(700, 450)}) {
        window->resize(small);
        const QString faults = faultsOf(*window, *window->screen());
        QVERIFY2(faults.isEmpty(), qPrintable(faults));
        window->resize(1800, 1000);
        QTRY_VERIFY2(std::abs(memory->width() - before.width()) < 5 && std::abs(calls->height() - before.height()) < 5,
                     qPrintable(QStringLiteral("%1 × %2 after %3 × %4, before %5 × %6")
                                    .arg(memory->width())
                                    .arg(calls->height())
                                    .arg(small.width())
                                    .arg(small.height())
                                    .arg(before.width())
                                    .arg(before.height())));
    }
    window->close();
}

void LayoutMatrixTest::windowsOpenWhereTheyWereClosed()
{
    const QRect place(40, 50, 1100, 600);
    const auto closeAt = [&](QWidget &&window) {
        window.setGeometry(place);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QTRY_COMPARE(window.geometry(), place);
        window.close();
    };
    closeAt(std::move(*makeExchange(Role::Client)));
    QCOMPARE(makeExchange(Role::Client)->geometry(), place);
    QVERIFY(makeExchange(Role::Server)->geometry() != place); // a place of its own
    const auto makeObjects = [&] {
        return std::make_unique<ObjectsWindow>(QStringLiteral("shmlab"), nullptr, machine().calls());
    };
    closeAt(std::move(*makeObjects()));
    QCOMPARE(makeObjects()->geometry(), place);
    closeAt(LatencyWindow(QStringLiteral("shmlab")));
    QCOMPARE(LatencyWindow(QStringLiteral("shmlab")).geometry(), place);
}

void LayoutMatrixTest::aWindowFromALargerScreenIsFitted()
{
    QScreen *small = screenNamed(QStringLiteral("1024x640@96"));
    const auto window = makeExchange(Role::Server);
    window->setGeometry(QRect(small->geometry().topLeft() + QPoint(50, 50), QSize(1300, 900)));
    window->show();
    QCOMPARE(faultsOf(*window, *small), QString());
    window->close();
}

SHMLAB_LAYOUT_TEST_MAIN(LayoutMatrixTest)
#include "tst_layout_matrix.moc"
