// SPDX-License-Identifier: GPL-3.0-or-later
#include "layout_faults.h"
#include "staged_machine.h"
#include "widgets/appearance.h"
#include "widgets/close_question.h"
#include "windows/exchange/exchange_window.h"
#include "windows/latency/latency_window.h"
#include "windows/objects/objects_window.h"
#include "windows/removal/remove_dialog.h"
#include "windows/start/role_chooser.h"
#include "wording/language.h"

#include <QDockWidget>
#include <QPushButton>
#include <QScreen>
#include <QSettings>
#include <QStandardPaths>
#include <QTableView>
#include <QTranslator>

#include <functional>

using namespace shmlab;
using namespace shmlab::ui;
using namespace std::chrono_literals;

namespace {

using test::layoutFaults;
using test::OffscreenScreens;

const std::vector<OffscreenScreens::Screen> screens{{.width = 1366, .height = 768},
                                                    {.width = 1024, .height = 640},
                                                    {.width = 1366, .height = 768, .dpi = 144},
                                                    {.width = 1024, .height = 640, .dpi = 144},
                                                    {.width = 1920, .height = 1080},
                                                    {.width = 1920, .height = 1080, .dpi = 144}};

constexpr NotRestoredSet allMissing = [] {
    NotRestoredSet all;
    for (const NotRestored each : allNotRestored)
        all.add(each);
    return all;
}();

QScreen *screen(const QString &name)
{
    const auto all = QGuiApplication::screens();
    const auto found = std::ranges::find(all, name, &QScreen::name);
    return found == all.end() ? nullptr : *found;
}

void setLanguage(const QString &code)
{
    qDeleteAll(qApp->findChildren<QTranslator *>());
    QLocale::setDefault(QLocale::c());
    saveLanguage(code);
    installLanguage();
}

ExchangeSettings settings(Role role, const ObjectName &name)
{
    return {.role = role, .name = name, .join = {}, .period = 20ms, .turns = {}};
}

/// Empty once the layout has no faults.
QString faultsOf(const QWidget &window, const QScreen &screen)
{
    QStringList faults;
    const auto isFaultless = [&] {
        faults = layoutFaults(window, screen);
        return faults.isEmpty();
    };
    return test::eventually(isFaultless, test::soon.count()) ? QString() : faults.join(QLatin1Char('\n'));
}

/// The same after the window has opened on that screen.
QString faultsOn(const QScreen &screen, QWidget &window)
{
    window.move(screen.availableGeometry().topLeft());
    window.show();
    return faultsOf(window, screen);
}

bool isComplete(const ExchangeWindow &window)
{
    return window.findChild<QTableView *>(QStringLiteral("callLog")) != nullptr;
}

} // namespace

/// Every appearance, language, resolution and size of the screen: no text is cut, no control is hidden.
class LayoutMatrixTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void roleChooser_data() { addRows(); }
    void roleChooser();
    void exchangeWindow_data() { addRows(); }
    void exchangeWindow();
    void halfOfTheScreen_data() { addRows(); }
    void halfOfTheScreen();
    void objectsWindow_data() { addRows(); }
    void objectsWindow();
    void latencyWindow_data() { addRows(); }
    void removeDialogs_data() { addRows(); }
    void removeDialogs();
    void latencyWindow();
    void bothWindowsAreSideBySide();
    void docksKeepTheirShare();
    void windowsOpenWhereTheyWereClosed();
    void aWindowFromALargerScreenIsFitted();
    void appearanceReachesEveryWidget_data();
    void appearanceReachesEveryWidget();
    void mnemonicsAreUnique_data();
    void mnemonicsAreUnique();

private:
    static void addRows();
    [[nodiscard]] QScreen *takeRow() const;
    [[nodiscard]] std::unique_ptr<ExchangeWindow> makeExchange(Role role) const;
    [[nodiscard]] std::vector<std::unique_ptr<QWidget>> allWindows() const;

    std::optional<test::StagedMachine> m_machine;
    ObjectName m_name = test::objectName();
};

void LayoutMatrixTest::initTestCase()
{
    setAsksBeforeClosing(false);
    QCOMPARE(QGuiApplication::screens().size(), static_cast<qsizetype>(screens.size()));
}

void LayoutMatrixTest::init()
{
    QSettings().clear();
    m_machine.emplace();
}

void LayoutMatrixTest::cleanup()
{
    m_machine.reset();
    setAppearance(Appearance::System);
    setLanguage(QStringLiteral("en"));
}

void LayoutMatrixTest::addRows()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<int>("appearance");
    QTest::addColumn<QString>("screenName");
    for (const QString &language : languages()) {
        for (const Appearance appearance : {Appearance::System, Appearance::Light, Appearance::Dark}) {
            for (const QScreen *each : QGuiApplication::screens())
                QTest::addRow("%s, %s, %s", qPrintable(language),
                              appearance == Appearance::Dark        ? "dark"
                                  : appearance == Appearance::Light ? "light"
                                                                    : "system",
                              qPrintable(each->name()))
                    << language << static_cast<int>(appearance) << each->name();
        }
    }
}

QScreen *LayoutMatrixTest::takeRow() const
{
    QFETCH(QString, language);
    QFETCH(int, appearance);
    QFETCH(QString, screenName);
    setLanguage(language);
    setAppearance(static_cast<Appearance>(appearance));
    return screen(screenName);
}

std::unique_ptr<ExchangeWindow> LayoutMatrixTest::makeExchange(Role role) const
{
    return std::make_unique<ExchangeWindow>(settings(role, m_name), m_machine->calls());
}

void LayoutMatrixTest::roleChooser()
{
    QScreen *where = takeRow();
    RoleChooser chooser;
    const QString faults = faultsOn(*where, chooser);
    QVERIFY2(faults.isEmpty(), qPrintable(faults));
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
    (void)m_machine->leave();
    ObjectsWindow window(QStringLiteral("shmlab"), nullptr, m_machine->calls());
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
        plan.items.push_back({.report = m_machine->report(m_machine->leave(), Verdict::Live),
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
    QScreen *where = screen(QStringLiteral("1366x768@96"));
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
    window->move(screen(QStringLiteral("1920x1080@96"))->availableGeometry().topLeft());
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
        QTRY_VERIFY2(std::abs(memory->width() - before.width()) < 20
                         && std::abs(calls->height() - before.height()) < 20,
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
        return std::make_unique<ObjectsWindow>(QStringLiteral("shmlab"), nullptr, m_machine->calls());
    };
    closeAt(std::move(*makeObjects()));
    QCOMPARE(makeObjects()->geometry(), place);
    closeAt(LatencyWindow(QStringLiteral("shmlab")));
    QCOMPARE(LatencyWindow(QStringLiteral("shmlab")).geometry(), place);
}

void LayoutMatrixTest::aWindowFromALargerScreenIsFitted()
{
    QScreen *small = screen(QStringLiteral("1024x640@96"));
    const auto window = makeExchange(Role::Server);
    window->setGeometry(QRect(small->geometry().topLeft() + QPoint(50, 50), QSize(1300, 900)));
    window->show();
    const QString faults = faultsOf(*window, *small);
    QVERIFY2(faults.isEmpty(), qPrintable(faults));
    window->close();
}

std::vector<std::unique_ptr<QWidget>> LayoutMatrixTest::allWindows() const
{
    std::vector<std::unique_ptr<QWidget>> all;
    all.push_back(std::make_unique<RoleChooser>());
    for (const Role role : {Role::Server, Role::Client})
        all.push_back(makeExchange(role));
    all.push_back(std::make_unique<ObjectsWindow>(QStringLiteral("shmlab"), nullptr, m_machine->calls()));
    all.push_back(std::make_unique<LatencyWindow>(QStringLiteral("shmlab")));
    for (const auto &window : all) {
        window->show();
        const auto *exchange = qobject_cast<ExchangeWindow *>(window.get());
        if (exchange != nullptr)
            (void)test::eventually([&] { return isComplete(*exchange); });
    }
    return all;
}

void LayoutMatrixTest::appearanceReachesEveryWidget_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    QTest::newRow("light to dark") << static_cast<int>(Appearance::Light) << static_cast<int>(Appearance::Dark);
    QTest::newRow("dark to light") << static_cast<int>(Appearance::Dark) << static_cast<int>(Appearance::Light);
}

/// A window that was open while the appearance changed looks like one that is opened afterwards.
void LayoutMatrixTest::appearanceReachesEveryWidget()
{
    QFETCH(int, from);
    QFETCH(int, to);
    setAppearance(static_cast<Appearance>(from));
    const auto old = allWindows();
    setAppearance(static_cast<Appearance>(to));
    const auto fresh = allWindows();
    for (std::size_t i = 0; i < old.size(); ++i) {
        QString difference;
        QVERIFY2(test::eventually(
                     [&] {
                         difference = test::colourDifference(*old[i], *fresh[i]);
                         return difference.isEmpty();
                     },
                     test::soon.count()),
                 qPrintable(difference));
    }
    for (const auto *windows : {&old, &fresh}) {
        for (const auto &window : *windows)
            window->close();
    }
}

void LayoutMatrixTest::mnemonicsAreUnique_data()
{
    QTest::addColumn<QString>("language");
    for (const QString &language : languages())
        QTest::newRow(qPrintable(language)) << language;
}

void LayoutMatrixTest::mnemonicsAreUnique()
{
    QWidget sample;
    new QPushButton(QStringLiteral("&One"), &sample);
    new QPushButton(QStringLiteral("Tw&o"), &sample);
    QCOMPARE(test::sharedMnemonics(sample).size(), 1); // the check works
    QFETCH(QString, language);
    setLanguage(language);
    for (const auto &window : allWindows()) {
        const QStringList twice = test::sharedMnemonics(*window);
        QVERIFY2(twice.isEmpty(),
                 qPrintable(window->windowTitle() + QStringLiteral(": ") + twice.join(QLatin1Char('\n'))));
        window->close();
    }
}

int main(int argc, char *argv[])
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("shmlab-test-%1").arg(getpid()));
    const OffscreenScreens offscreen(screens);
    const QApplication application(argc, argv);
    const int failures = shmlab::test::run<LayoutMatrixTest>(argc, argv);
    QFile::remove(QSettings().fileName());
    return failures;
}

#include "tst_layout_matrix.moc"
