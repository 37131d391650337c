// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/terminal.h"

#include "wording/format.h"

#include <QCoreApplication>

#include <array>
#include <cerrno>
#include <cstdio>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::Terminal)
};

} // namespace

void openStandardDescriptors()
{
    for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        // open() returns the lowest free number: those below are open already.
        if (::fcntl(descriptor, F_GETFD) < 0 && ::open("/dev/null", O_RDWR) != descriptor)
            ::_exit(static_cast<int>(ExitCode::Failed));
    }
}

ExitCode print(const QByteArray &bytes)
{
    const auto size = static_cast<std::size_t>(bytes.size());
    const bool isDone = std::fwrite(bytes.constData(), 1, size, stdout) == size && std::fflush(stdout) == 0;
    return isDone ? ExitCode::Done : outputFailure(errno);
}

ExitCode printText(const QString &text)
{
    return print(text.toLocal8Bit());
}

bool waitUntilWritable(int stream, int interrupt, bool mayWait)
{
    std::array<pollfd, 2> wanted{pollfd{.fd = stream, .events = POLLOUT, .revents = 0},
                                 pollfd{.fd = interrupt, .events = POLLIN, .revents = 0}};
    while (::poll(wanted.data(), wanted.size(), mayWait ? -1 : 0) < 0 && errno == EINTR) { }
    return wanted[0].revents != 0;
}

ExitCode outputFailure(int errorNumber)
{
    if (errorNumber != EPIPE)
        printMessage(Text::tr("cannot write to standard output: %1").arg(format::errnoText(errorNumber)));
    return ExitCode::Failed;
}

void printMessage(const QString &message)
{
    std::fprintf(stderr, "shmlab: %s\n", message.toLocal8Bit().constData());
    std::fflush(stderr);
}

ExitCode failure(const QString &message, ExitCode code)
{
    printMessage(message);
    return code;
}

} // namespace shmlab::ui
