// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/bench_command.h"
#include "cli/command_line.h"
#include "cli/command_table.h"
#include "cli/headless_exchange.h"
#include "cli/objects_command.h"
#include "session/termination_signals.h"
#include "windows_main.h"
#include "wording/language.h"

#include <QCoreApplication>

#include <csignal>
#include <cstdio>
#include <filesystem>

#include <dlfcn.h>

namespace {

using namespace shmlab::ui;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::Main)
};

int printText(std::FILE *stream, const QString &text, ExitCode code)
{
    std::fputs(text.toLocal8Bit().constData(), stream);
    return static_cast<int>(code);
}

int runHeadless(QCoreApplication &application, const CommandLine &line)
{
    const auto form = line.isJson ? HeadlessExchange::OutputFormat::Json : HeadlessExchange::OutputFormat::Lines;
    TerminationSignals signals;
    HeadlessExchange exchange(line.exchange, form, stdout, stderr);
    QObject::connect(&signals, &TerminationSignals::received, &exchange, &HeadlessExchange::interrupt);
    QObject::connect(&exchange, &HeadlessExchange::finished, &application, &QCoreApplication::exit);
    exchange.setInterruptDescriptor(signals.descriptor());
    exchange.start();
    return QCoreApplication::exec();
}

bool hasDisplay()
{
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY")
        || qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
}

/// The windows lie in a library of their own: without Qt Widgets and all that they need, a command in the terminal
/// starts several times as fast.
int runWindows(int argc, char *argv[])
{
    std::error_code none;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", none);
    const auto library = program.parent_path() / SHMLAB_WINDOWS;
    void *const windows = ::dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
    void *const entry = windows != nullptr ? ::dlsym(windows, "shmlabRunWindows") : nullptr;
    if (entry == nullptr) {
        const QCoreApplication application(argc, argv);
        installLanguage();
        return printText(stderr,
                         QStringLiteral("shmlab: %1\n")
                             .arg(Text::tr("the windows are not installed (%1); --headless works in the terminal")
                                      .arg(QString::fromLocal8Bit(::dlerror()))),
                         ExitCode::Failed);
    }
    return reinterpret_cast<RunWindows *>(entry)(argc, argv);
}

} // namespace

int main(int argc, char *argv[])
{
    // A reader that went away, or a limit on what is written to a file, must not leave the object's name behind.
    // SIGIO comes when somebody opens an object in the moment in which we ask the kernel who uses it.
    for (const int signal : {SIGPIPE, SIGXFSZ, SIGIO})
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
            return printText(
                stderr,
                QStringLiteral("shmlab: %1\n")
                    .arg(Text::tr("argument %1 is not text in this locale; write such bytes as \\xHH").arg(i)),
                ExitCode::UsageError);
        }
    }
    const auto line = parseCommandLine(arguments);
    if (!line || !line->hasWindow()) {
        QCoreApplication application(argc, argv);
        installLanguage();
        if (!line) {
            const QString error = parseCommandLine(arguments).error(); // once more, in the language that is known now
            return printText(stderr, QStringLiteral("shmlab: %1\n").arg(Text::tr("%1 (try --help)").arg(error)),
                             ExitCode::UsageError);
        }
        if (line->action == CommandLine::Action::Help)
            return printText(stdout, helpText(line->helpTopic), ExitCode::Done);
        if (line->action == CommandLine::Action::Version)
            return printText(stdout, QStringLiteral("shmlab " SHMLAB_VERSION "\n"), ExitCode::Done);
        if (line->action == CommandLine::Action::Bench)
            return runBench(*line, ipcMechanisms(), stdout, stderr);
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
        return printText(stderr,
                         QStringLiteral("shmlab: %1\n")
                             .arg(Text::tr("no display to show a window on; --headless works in the terminal")),
                         ExitCode::Failed);
    }
    return runWindows(argc, argv);
}
