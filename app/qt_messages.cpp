// SPDX-License-Identifier: GPL-3.0-or-later
#include "qt_messages.h"

#include "cli/terminal.h"
#include "wording/format.h"
#include "wording/language.h"

#include <QCoreApplication>
#include <QStringList>

#include <cstdio>
#include <optional>

#include <unistd.h>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::Main)
};

struct Startup {
    QStringList lines; ///< messages that are held back
    QString firstWarning;
};
std::optional<Startup> startup; // for the message handler

/// Qt gives the reason in warnings before it aborts.
[[noreturn]] void endWithoutDisplay(const QString &message)
{
    installLanguage();
    const bool hasPlatform = qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY")
        || qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
    const QString reason = !hasPlatform    ? Text::tr("neither DISPLAY nor WAYLAND_DISPLAY is set")
        : !startup->firstWarning.isEmpty() ? startup->firstWarning
                                           : message.section(QLatin1Char('\n'), 0, 0);
    printMessage(Text::tr("cannot open a window: %1; --headless works in the terminal").arg(format::escaped(reason)));
    ::_exit(static_cast<int>(ExitCode::Failed)); // the application is only partly constructed
}

void handleMessage(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    if (startup && type == QtFatalMsg)
        endWithoutDisplay(message);
    const QString line = qFormatLogMessage(type, context, format::escaped(message));
    if (startup) {
        startup->lines += line;
        if (startup->firstWarning.isEmpty() && (type == QtWarningMsg || type == QtCriticalMsg))
            startup->firstWarning = message;
    } else {
        std::fprintf(stderr, "%s\n", line.toLocal8Bit().constData());
    }
}

} // namespace

void installQtMessageHandler()
{
    startup.emplace();
    qInstallMessageHandler(handleMessage);
}

void startupIsOver()
{
    for (const QString &line : std::as_const(startup->lines))
        std::fprintf(stderr, "%s\n", line.toLocal8Bit().constData());
    startup.reset();
}

} // namespace shmlab::ui
