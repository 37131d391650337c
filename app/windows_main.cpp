// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows_main.h"

#include "cli/qt_options.h"
#include "qt_messages.h"
#include "session/program_path.h"
#include "session/termination_signals.h"
#include "widgets/appearance.h"
#include "widgets/close_question.h"
#include "windows/exchange/exchange_window.h"
#include "windows/objects/objects_window.h"
#include "windows/start/role_chooser.h"
#include "wording/language.h"

#include <QApplication>
#include <QByteArrayList>
#include <QIcon>
#include <QProcess>

#include <vector>

/// Q_INIT_RESOURCE links the resources of a static library; it must be used outside of any namespace, including an
/// unnamed one.
static void initIcons() // NOLINT(misc-use-anonymous-namespace)
{
    Q_INIT_RESOURCE(shmlab);
}

namespace shmlab::ui {
namespace {

/// Closes the windows on a termination signal.
void closeOn(TerminationSignals &signals, QWidget *window)
{
    QObject::connect(&signals, &TerminationSignals::received, window, [](int signal) {
        setAsksBeforeClosing(false);
        QApplication::closeAllWindows();
        QCoreApplication::exit(static_cast<int>(signalExitCode(signal)));
    });
}

int show(const ShowExchange &command)
{
    TerminationSignals signals; // outlives the window: a second signal must not interrupt its shutdown
    ExchangeWindow window(command.settings, SystemCalls());
    QObject::connect(&window, &ExchangeWindow::serverRequested, &window, [](const shmlab::ObjectName &name) {
        QProcess::startDetached(programPath(),
                                {QStringLiteral("server"), QString::fromStdString(name.display()),
                                 QStringLiteral("--start"), QStringLiteral("--replace-stale")});
    });
    closeOn(signals, &window);
    if (command.half)
        window.takeHalf(*command.half);
    window.show();
    if (command.startsImmediately)
        window.controller().start();
    // When both windows are opened together, the server's offers the tour.
    if (!command.startsImmediately || command.settings.role == shmlab::Role::Server)
        window.offerTour();
    return QApplication::exec();
}

int show(const ShowObjects & /*command*/)
{
    TerminationSignals signals;
    ObjectsWindow window(programPath(), nullptr, SystemCalls());
    closeOn(signals, &window);
    window.show();
    window.offerTour();
    return QApplication::exec();
}

int show(const ShowRoleChooser & /*command*/)
{
    TerminationSignals signals;
    RoleChooser chooser;
    QObject::connect(&chooser, &RoleChooser::commandsChosen, &chooser, [](const QList<QStringList> &commands) {
        for (const QStringList &command : commands)
            QProcess::startDetached(programPath(), command);
    });
    QObject::connect(&signals, &TerminationSignals::received, &chooser, &QDialog::reject);
    chooser.show();
    return QApplication::exec();
}

} // namespace

ExitCode shmlabRunWindows(const WindowCommand &command, const char *program, const QStringList &qtOptions)
{
    exportQtOptions(qtOptions);
    installQtMessageHandler();
    QByteArrayList words{program};
    for (const QString &option : qtOptions)
        words += option.toLocal8Bit();
    std::vector<char *> argv;
    for (QByteArray &word : words)
        argv.push_back(word.data());
    auto argc = static_cast<int>(argv.size());
    argv.push_back(nullptr);
    const QApplication application(argc, argv.data());
    startupIsOver();
    installLanguage();
    initIcons();
    QIcon icon;
    for (const int size : {16, 24, 32, 48, 64, 128, 256})
        icon.addFile(QStringLiteral(":/icons/shmlab-%1.png").arg(size));
    QApplication::setWindowIcon(icon);
    QGuiApplication::setDesktopFileName(QStringLiteral("io.github.shmlab.Shmlab"));
    installIndicatorStyle();
    setAppearance(savedAppearance());
    QObject settings;
    followSavedAppearance(&settings);
    return static_cast<ExitCode>(std::visit([](const auto &each) { return show(each); }, command));
}

} // namespace shmlab::ui
