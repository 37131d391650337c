// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/arguments.h"
#include "cli/bench_command.h"
#include "cli/command_line.h"
#include "cli/dump_command.h"
#include "cli/exchange_command.h"
#include "cli/follow_command.h"
#include "cli/help_command.h"
#include "cli/object_command.h"
#include "cli/objects_command.h"
#include "cli/remove_command.h"
#include "cli/terminal.h"
#include "cli/usage_text.h"
#include "windows_main.h"
#include "wording/format.h"
#include "wording/language.h"

#include <QCoreApplication>

#include <algorithm>
#include <csignal>
#include <filesystem>

#include <dlfcn.h>

namespace {

using namespace shmlab::ui;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::Main)
};

/// The windows lie in a library of their own: without Qt Widgets and its dependencies, a command in the terminal starts
/// several times as fast. Null if it cannot be loaded.
RunWindows *loadWindows()
{
    std::error_code none;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", none);
    const auto library = program.parent_path() / SHMLAB_WINDOWS;
    void *const windows = ::dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
    return windows != nullptr ? reinterpret_cast<RunWindows *>(::dlsym(windows, "shmlabRunWindows")) : nullptr;
}

ExitCode runInTerminal(const TerminalCommand &command)
{
    return std::visit([](const auto &each) { return run(each); }, command);
}

ExitCode runMain(int argc, char *argv[])
{
    const auto arguments = decodeArguments(std::span(argv, static_cast<std::size_t>(argc)));
    const auto line = arguments ? parseCommandLine(*arguments) : std::unexpected(arguments.error());
    const auto *const window = line ? std::get_if<WindowCommand>(&line->command) : nullptr;
    RunWindows *const runWindows = window != nullptr ? loadWindows() : nullptr;
    if (runWindows != nullptr)
        return runWindows(*window, argv[0], line->qtOptions);

    int onlyProgram = std::min(argc, 1); // Qt has no options in the terminal
    const QCoreApplication application(onlyProgram, argv);
    installLanguage();
    if (!line)
        return failure(Text::tr("%1 (try --help)").arg(usageErrorText(line.error())), ExitCode::UsageError);
    if (window != nullptr) {
        return failure(Text::tr("the windows are not installed (%1); --headless works in the terminal")
                           .arg(format::escaped(QString::fromLocal8Bit(::dlerror()))));
    }
    return runInTerminal(std::get<TerminalCommand>(line->command));
}

} // namespace

int main(int argc, char *argv[]) // NOLINT(bugprone-exception-escape): of std::visit, and a command always has a value
{
    openStandardDescriptors();
    // A reader that has gone, or a limit on the size of files, must not end the process before the object's name is
    // removed. SIGIO arrives when another process opens an object while this one asks the kernel who uses it.
    for (const int signal : {SIGPIPE, SIGXFSZ, SIGIO})
        std::signal(signal, SIG_IGN);
    QCoreApplication::setOrganizationName(QStringLiteral("shmlab"));
    QCoreApplication::setApplicationName(QStringLiteral("shmlab"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SHMLAB_VERSION));
    return static_cast<int>(runMain(argc, argv));
}
