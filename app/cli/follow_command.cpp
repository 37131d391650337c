// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/follow_command.h"

#include "cli/object_output.h"
#include "cli/terminal.h"
#include "session/termination_signals.h"
#include "wording/event_text.h"
#include "wording/object_errors.h"
#include "wording/object_text.h"

#include <shmlab/exchange/exchange_state.h>
#include <shmlab/inspect/object_follower.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <utility>

#include <fnmatch.h>
#include <poll.h>
#include <unistd.h>

namespace shmlab::ui {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto pauseAfterNothing =
    10ms; // events that tell nothing, as a stream of write(2), must not occupy a processor

/// Follows and prints until it ends.
class Following {
public:
    explicit Following(const FollowObjects &command) : m_command(command), m_follower({}, probeExchange) { }

    [[nodiscard]] ExitCode run()
    {
        if (const auto done = m_follower.start(); !done)
            return unreadableRoots(done.error());
        printVisibility();
        printMissingEvents();
        const auto reports = m_follower.monitor().reports();
        const auto objects = static_cast<std::size_t>(
            std::ranges::count_if(reports, [this](const ObjectReportPtr &report) { return matches(report->name); }));
        if (objects == 0 && !m_command.pattern.empty())
            printMessage(nothingMatchesText(m_command.pattern));
        printLine(m_command.isJson ? followingJson(objects, !m_follower.fileEventsError())
                                   : followingLine(objects).toLocal8Bit());
        while (!m_end) {
            wait();
            if (m_end)
                break;
            if (m_hasEvents)
                tellEvents();
            if (Clock::now() >= m_nextScan)
                scan();
        }
        return *m_end;
    }

private:
    [[nodiscard]] bool matches(const std::string &name) const
    {
        const std::string path = '/' + name;
        const std::string &pattern = m_command.pattern;
        return pattern.empty() || pattern == path || ::fnmatch(pattern.c_str(), path.c_str(), 0) == 0;
    }

    /// Until a signal, an event of the kernel, the end of the reader or the time of the next scan.
    void wait()
    {
        const auto now = Clock::now();
        const bool isPaused = now < m_pauseEnd;
        const auto due = isPaused ? std::min(m_pauseEnd, m_nextScan) : m_nextScan;
        std::array<pollfd, 3> wanted{
            pollfd{.fd = m_signals.descriptor(), .events = POLLIN, .revents = 0},
            pollfd{.fd = STDOUT_FILENO, .events = 0, .revents = 0},
            pollfd{.fd = isPaused ? -1 : m_follower.descriptor(), .events = POLLIN, .revents = 0}};
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(std::max(due - now, Clock::duration(0)));
        const timespec timeout{.tv_sec = left.count() / 1000, .tv_nsec = left.count() % 1000 * 1'000'000};
        const int ready = ::ppoll(wanted.data(), wanted.size(), &timeout, nullptr);
        m_hasEvents = ready > 0 && wanted[2].revents != 0;
        if (ready > 0 && wanted[0].revents != 0)
            endBySignal();
        else if (ready > 0 && wanted[1].revents != 0)
            m_end = ExitCode::Failed; // its reader has gone
    }

    void endBySignal()
    {
        unsigned char signal = 0;
        if (::read(m_signals.descriptor(), &signal, 1) == 1)
            m_end = signalExitCode(signal);
    }

    void tellEvents()
    {
        const auto events = m_follower.readEvents();
        if (events.empty())
            m_pauseEnd = Clock::now() + pauseAfterNothing;
        tell(events);
    }

    void scan()
    {
        const auto begin = Clock::now();
        const auto events = m_follower.scan();
        const auto end = Clock::now();
        // Never more than half of the time.
        m_nextScan = std::max(begin + Clock::duration(m_command.interval), end + (end - begin));
        if (events)
            tell(*events);
        printMissingEvents();
        const QString error = events ? QString() : causeText(events.error());
        if (error != std::exchange(m_lastError, error) && !error.isEmpty())
            printMessage(error);
    }

    void tell(const std::vector<ObjectEvent> &events)
    {
        for (const ObjectEvent &event : events) {
            if (event.what == ObjectEvent::What::EventsLost || matches(event.name)
                || (!event.newName.empty() && matches(event.newName)))
                printLine(m_command.isJson ? eventJson(event) : eventLine(event).toLocal8Bit());
        }
    }

    void printLine(const QByteArray &line)
    {
        if (m_end || !waitUntilWritable(STDOUT_FILENO, m_signals.descriptor()))
            return; // the signal is handled first
        if (const ExitCode code = print(line + '\n'); code != ExitCode::Done)
            m_end = code;
    }

    /// Said once, not after each scan.
    void printVisibility() const
    {
        const ObjectMonitor &monitor = m_follower.monitor();
        const auto hidden = monitor.isHiddenCountKnown() ? std::optional(monitor.hiddenProcesses()) : std::nullopt;
        for (const QString &warning : visibilityWarnings(hidden, monitor.isSystemWide(), false))
            printMessage(warning);
    }

    void printMissingEvents()
    {
        const auto &error = m_follower.fileEventsError();
        const QString text = error ? actorsUnknownText(*error) : QString();
        if (text != std::exchange(m_missingEvents, text) && !text.isEmpty())
            printMessage(text);
    }

    const FollowObjects &m_command;
    TerminationSignals m_signals;
    ObjectFollower m_follower;
    Clock::time_point m_nextScan = Clock::now();
    Clock::time_point m_pauseEnd{};
    bool m_hasEvents = false;
    QString m_lastError;
    QString m_missingEvents;
    std::optional<ExitCode> m_end;
};

} // namespace

ExitCode run(const FollowObjects &command)
{
    return Following(command).run();
}

} // namespace shmlab::ui
