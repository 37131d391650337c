// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/termination_signals.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace shmlab::ui {
namespace {

constexpr std::array terminationSignals{SIGINT, SIGTERM, SIGHUP};
std::array<int, 2> signalPipe{-1, -1};

// Only write() may be used here: the handler can interrupt anything.
void onSignal(int signal)
{
    const int before = errno;
    const auto byte = static_cast<unsigned char>(signal);
    [[maybe_unused]] const auto written = ::write(signalPipe[1], &byte, 1);
    errno = before;
}

void setHandler(void (*handler)(int))
{
    struct sigaction action{};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    ::sigemptyset(&action.sa_mask);
    for (const int signal : terminationSignals) {
        struct sigaction before{};
        ::sigaction(signal, nullptr, &before);
        // A signal that nohup or a shell has set to be ignored stays ignored.
        if (before.sa_handler != SIG_IGN)
            ::sigaction(signal, &action, nullptr);
    }
}

} // namespace

TerminationSignals::TerminationSignals(QObject *parent) : QObject(parent)
{
    Q_ASSERT(signalPipe[0] < 0);
    if (::pipe2(signalPipe.data(), O_CLOEXEC | O_NONBLOCK) != 0) {
        // Without the pipe no signal could be handled cleanly, so nothing is started.
        std::fprintf(stderr, "shmlab: no pipe for signals: %s\n", std::strerror(errno));
        std::exit(EXIT_FAILURE);
    }
    m_notifier = new QSocketNotifier(signalPipe[0], QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, &TerminationSignals::readSignal);
    setHandler(onSignal);
}

TerminationSignals::~TerminationSignals()
{
    setHandler(SIG_DFL);
    delete m_notifier;
    for (int &end : signalPipe) {
        ::close(end);
        end = -1;
    }
}

int TerminationSignals::descriptor() const
{
    return signalPipe[0];
}

void TerminationSignals::readSignal()
{
    unsigned char signal = 0;
    if (::read(signalPipe[0], &signal, 1) == 1)
        Q_EMIT received(signal);
}

} // namespace shmlab::ui
