// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/bench_command.h"
#include "command_line.h"
#include "exchange/exchange_window.h"
#include "headless/headless_exchange.h"
#include "headless/objects_command.h"
#include "language.h"
#include "objects/objects_window.h"
#include "start/role_chooser.h"
#include "termination_signals.h"
#include "widgets/appearance.h"

#include <QApplication>
#include <QIcon>
#include <QProcess>

#include <csignal>
#include <cstdio>

namespace {

using namespace shmlab::ui;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::Main)
};

int say(std::FILE *stream, const QString &text, ExitCode code)
{
    std::fputs(text.toLocal8Bit().constData(), stream);
    return static_cast<int>(code);
}

int runHeadless(QCoreApplication &application, const CommandLine &line)
{
    const auto form = line.isJson ? HeadlessExchange::Form::Json : HeadlessExchange::Form::Lines;
    TerminationSignals signals;
    HeadlessExchange exchange(line.exchange, form, stdout, stderr);
    QObject::connect(&signals, &TerminationSignals::received, &exchange, &HeadlessExchange::interrupt);
    QObject::connect(&exchange, &HeadlessExchange::finished, &application, &QCoreApplication::exit);
    exchange.setInterruptDescriptor(signals.descriptor());
    exchange.start();
    return QCoreApplication::exec();
}

int runWindow(const CommandLine &line)
{
    TerminationSignals signals; // outlives the window, so that leaving is not cut short by a second signal
    ExchangeWindow window(line.exchange);
    QObject::connect(&signals, &TerminationSignals::received, &window, [](int signal) {
        QApplication::closeAllWindows();
        QCoreApplication::exit(static_cast<int>(ExitCode::SignalBase) + signal);
    });
    window.show();
    if (line.startsAtOnce)
        window.controller().start();
    if (!line.startsAtOnce
        || line.exchange.role == shmlab::Role::Server) // of two windows that were opened together, in one
        window.offerTour();
    return QApplication::exec();
}

/// What starts this program again. Within an AppImage that is the AppImage, whose files go when the first process ends.
QString programPath()
{
    const QString path = QCoreApplication::applicationFilePath();
    const QString image = qEnvironmentVariable("APPIMAGE");
    const QString folder = qEnvironmentVariable("APPDIR");
    const bool isFromImage = !image.isEmpty() && !folder.isEmpty() && path.startsWith(folder + QLatin1Char('/'));
    return isFromImage ? image : path;
}

int runObjectsWindow()
{
    TerminationSignals signals;
    ObjectsWindow window(programPath());
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
    QObject::connect(&chooser, &RoleChooser::chosen, &chooser, [](const QList<QStringList> &commands) {
        for (const QStringList &command : commands)
            QProcess::startDetached(programPath(), command);
    });
    QObject::connect(&signals, &TerminationSignals::received, &chooser, &QDialog::reject);
    chooser.show();
    return QApplication::exec();
}

bool hasDisplay()
{
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY")
        || qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
}

} // namespace

int main(int argc, char *argv[])
{
    // A reader that went away, or a limit on what is written to a file, must not leave the object's name behind.
    for (const int signal : {SIGPIPE, SIGXFSZ})
        std::signal(signal, SIG_IGN);
    QCoreApplication::setOrganizationName(QStringLiteral("shmlab"));
    QCoreApplication::setApplicationName(QStringLiteral("shmlab"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SHMLAB_VERSION));

    QStringList arguments;
    for (int i = 1; i < argc; ++i) {
        arguments += QString::fromLocal8Bit(argv[i]);
        if (arguments.last().toLocal8Bit() != argv[i]) {
            const QCoreApplication application(argc, argv);
            installLanguage();
            return say(stderr,
                       QStringLiteral("shmlab: %1\n")
                           .arg(Text::tr("argument %1 is not text in this locale; write such bytes as \\xHH").arg(i)),
                       ExitCode::WrongUsage);
        }
    }
    const auto line = parseCommandLine(arguments);
    if (!line || !line->hasWindow()) {
        QCoreApplication application(argc, argv);
        installLanguage();
        if (!line) {
            const QString error = parseCommandLine(arguments).error(); // once more, in the language that is known now
            return say(stderr, QStringLiteral("shmlab: %1\n").arg(Text::tr("%1 (try --help)").arg(error)),
                       ExitCode::WrongUsage);
        }
        if (line->action == CommandLine::Action::Help)
            return say(stdout, helpText(line->helpTopic), ExitCode::Done);
        if (line->action == CommandLine::Action::Version)
            return say(stdout, QStringLiteral("shmlab " SHMLAB_VERSION "\n"), ExitCode::Done);
        if (line->action == CommandLine::Action::Bench)
            return runBench(*line, waysToHandOver(), stdout, stderr);
        if (line->action == CommandLine::Action::Objects)
            return runObjects(*line, stdout, stderr);
        if (line->action == CommandLine::Action::Dump)
            return runDump(*line, stdout, stderr);
        if (line->action == CommandLine::Action::Remove)
            return runRemove(*line, stdin, stdout, stderr);
        return runHeadless(application, *line);
    }
    if (!hasDisplay()) {
        const QCoreApplication application(argc, argv);
        installLanguage();
        return say(stderr,
                   QStringLiteral("shmlab: %1\n")
                       .arg(Text::tr("no display to show a window on; --headless works in the terminal")),
                   ExitCode::Failed);
    }
    QApplication application(argc, argv);
    installLanguage();
    Q_INIT_RESOURCE(shmlab); // it lies in a static library
    QIcon icon;
    for (const int size : {16, 24, 32, 48, 64, 128, 256})
        icon.addFile(QStringLiteral(":/icons/shmlab-%1.png").arg(size));
    QApplication::setWindowIcon(icon);
    QGuiApplication::setDesktopFileName(QStringLiteral("io.github.shmlab.Shmlab"));
    setAppearance(keptAppearance());
    switch (line->action) {
    case CommandLine::Action::ChooseRole: return runChooser();
    case CommandLine::Action::Objects: return runObjectsWindow();
    default: return runWindow(*line);
    }
}
