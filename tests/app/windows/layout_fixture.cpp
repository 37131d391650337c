// SPDX-License-Identifier: GPL-3.0-or-later
#include "layout_fixture.h"

#include "layout_faults.h"
#include "widgets/close_question.h"
#include "windows/latency/latency_window.h"
#include "windows/objects/objects_window.h"
#include "windows/start/role_chooser.h"
#include "wording/language.h"

#include <QScreen>
#include <QTableView>
#include <QTranslator>

#include <algorithm>

namespace shmlab::test {

using namespace shmlab::ui;
using namespace std::chrono_literals;

const std::vector<OffscreenScreens::Screen> &layoutScreens()
{
    static const std::vector<OffscreenScreens::Screen> screens{{.width = 1366, .height = 768},
                                                               {.width = 1024, .height = 640},
                                                               {.width = 1366, .height = 768, .dpi = 144},
                                                               {.width = 1024, .height = 640, .dpi = 144},
                                                               {.width = 1920, .height = 1080},
                                                               {.width = 1920, .height = 1080, .dpi = 144}};
    return screens;
}

QScreen *screenNamed(const QString &name)
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

QString faultsOf(QWidget &window, const QScreen &screen)
{
    QStringList faults;
    const auto isFaultless = [&] {
        faults = layoutFaults(window, screen);
        return faults.isEmpty();
    };
    return eventually(isFaultless, soon.count()) ? QString() : faults.join(QLatin1Char('\n'));
}

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

void LayoutFixture::initTestCase()
{
    setAsksBeforeClosing(false);
    QCOMPARE(QGuiApplication::screens().size(), static_cast<qsizetype>(layoutScreens().size()));
}

void LayoutFixture::init()
{
    QSettings().clear();
    m_machine.emplace();
}

void LayoutFixture::cleanup()
{
    m_machine.reset();
    setAppearance(Appearance::System);
    setLanguage(QStringLiteral("en"));
}

void LayoutFixture::addRows(const QList<Appearance> &appearances)
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<int>("appearance");
    QTest::addColumn<QString>("screenName");
    for (const QString &language : languages()) {
        for (const Appearance appearance : appearances) {
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

QScreen *LayoutFixture::takeRow()
{
    QFETCH(QString, language);
    QFETCH(int, appearance);
    QFETCH(QString, screenName);
    setLanguage(language);
    setAppearance(static_cast<Appearance>(appearance));
    return screenNamed(screenName);
}

std::unique_ptr<ExchangeWindow> LayoutFixture::makeExchange(Role role) const
{
    return std::make_unique<ExchangeWindow>(
        ExchangeSettings{.role = role, .name = m_name, .join = {}, .period = 20ms, .turns = {}}, m_machine->calls());
}

std::vector<std::unique_ptr<QWidget>> LayoutFixture::allWindows() const
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
            (void)eventually([&] { return isComplete(*exchange); });
    }
    return all;
}

} // namespace shmlab::test
