// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "staged_machine.h"
#include "widgets/appearance.h"
#include "windows/exchange/exchange_window.h"

#include <QApplication>
#include <QFile>
#include <QSettings>
#include <QStandardPaths>

#include <memory>
#include <optional>
#include <vector>

class QScreen;

namespace shmlab::test {

/// Those of the tests of layout, each with the name "WIDTHxHEIGHT@DPI".
[[nodiscard]] const std::vector<OffscreenScreens::Screen> &layoutScreens();
[[nodiscard]] QScreen *screenNamed(const QString &name);
void setLanguage(const QString &code);

/// Empty once the layout of the window, or of the dialog, has no faults.
[[nodiscard]] QString faultsOf(QWidget &window, const QScreen &screen);
/// The same after it has opened on that screen.
[[nodiscard]] QString faultsOn(const QScreen &screen, QWidget &window);
/// All parts are there, also those that the first paint does not need.
[[nodiscard]] bool isComplete(const ui::ExchangeWindow &window);

/// The base of a test of layout and colours: each test function has a staged machine of its own and no settings.
class LayoutFixture : public QObject {
    Q_OBJECT
protected:
    /// Rows for every language, appearance and screen.
    static void addRows(const QList<ui::Appearance> &appearances);
    /// The screen of the row, whose language and appearance are set.
    [[nodiscard]] static QScreen *takeRow();

    [[nodiscard]] StagedMachine &machine() { return *m_machine; }
    [[nodiscard]] const ObjectName &name() const { return m_name; }
    [[nodiscard]] std::unique_ptr<ui::ExchangeWindow> makeExchange(Role role) const;
    /// One of each kind, complete and shown.
    [[nodiscard]] std::vector<std::unique_ptr<QWidget>> allWindows() const;

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

private:
    std::optional<StagedMachine> m_machine;
    ObjectName m_name = test::objectName();
};

} // namespace shmlab::test

#define SHMLAB_LAYOUT_TEST_MAIN(Test)                                                                                  \
    int main(int argc, char *argv[])                                                                                   \
    {                                                                                                                  \
        QStandardPaths::setTestModeEnabled(true);                                                                      \
        QCoreApplication::setOrganizationName(QStringLiteral("shmlab-test-%1").arg(getpid()));                         \
        const shmlab::test::OffscreenScreens offscreen(shmlab::test::layoutScreens());                                 \
        const QApplication application(argc, argv);                                                                    \
        const int failures = shmlab::test::run<Test>(argc, argv);                                                      \
        QFile::remove(QSettings().fileName());                                                                         \
        return failures;                                                                                               \
    }
