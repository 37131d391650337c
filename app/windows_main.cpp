// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows_main.h"

#include "cli/command_line.h"
#include "session/program_path.h"
#include "session/termination_signals.h"
#include "widgets/appearance.h"
#include "windows/exchange/exchange_window.h"
#include "windows/objects/objects_window.h"
#include "windows/start/role_chooser.h"
#include "wording/language.h"

#include <QApplication>
#include <QIcon>
#include <QProcess>

/// Resources of a static library have to be asked for, and outside of any namespace, an unnamed one included.
static void initIcons() // NOLINT(misc-use-anonymous-namespace)
{
    Q_INIT_RESOURCE(shmlab);
}

namespace shmlab::ui {
namespace {

int runWindow(const CommandLine &line)
{
    TerminationSignals signals; // outlives the window, so that leaving is not cut short by a second signal
    ExchangeWindow window(line.exchange);
    QObject::connect(&signals, &TerminationSignals::received, &window, [](int signal) {
        QApplication::closeAllWindows();
        QCoreApplication::exit(static_cast<int>(ExitCode::SignalBase) + signal);
    });
    window.show();
    if (line.startsImmediately)
        window.controller().start();
    if (!line.startsImmediately
        || line.exchange.role == shmlab::Role::Server) // of two windows that were opened together, in one
        window.offerTour();
    return QApplication::exec();
}

int runObjectsWindow()
{
    TerminationSignals signals;
    ObjectsWindow window(programPath(), nullptr, SystemCalls());
    QObject::connect(&signals, &TerminationSignals::received, &window, [](int signal) {
        QApplication::closeAllWindows();
        QCoreApplication::exit(static_cast<int>(ExitCode::SignalBase) + signal);
    });
    window.show();
    window.offerTour();
    return QApplication::exec();
}

int runChooser()
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

int shmlabRunWindows(int argc, char *argv[])
{
    QApplication application(argc, argv);
    installLanguage();
    initIcons();
    QIcon icon;
    for (const int size : {16, 24, 32, 48, 64, 128, 256})
        icon.addFile(QStringLiteral(":/icons/shmlab-%1.png").arg(size));
    QApplication::setWindowIcon(icon);
    QGuiApplication::setDesktopFileName(QStringLiteral("io.github.shmlab.Shmlab"));
    installIndicatorStyle();
    setAppearance(savedAppearance());
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments += QString::fromLocal8Bit(argv[i]);
    const auto line = parseCommandLine(arguments);
    switch (line->action) {
    case CommandLine::Action::ChooseRole: return runChooser();
    case CommandLine::Action::Objects: return runObjectsWindow();
    default: return runWindow(*line);
    }
}

} // namespace shmlab::ui
