// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/mechanism_runner.h"

#include <shmlab/base/system_calls.h>
#include <shmlab/base/tick_clock.h>

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>
#include <new>
#include <thread>

#include <poll.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace shmlab::ui {
namespace {

using namespace std::chrono_literals;

constexpr auto runTimeout = 20s;
constexpr int pollMilliseconds = 50;
constexpr std::uint64_t initialRoundTrips = 200;
constexpr std::uint64_t maxRoundTrips = 100'000'000;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::MechanismRunner)
};

/// The reports of the two sides to the process that started them. All zero at first.
struct Report {
    std::array<std::uint64_t, buckets::count> counts;
    std::int64_t sum;
    std::int64_t maximum;
    std::int64_t elapsed;
    std::array<std::int64_t, 2> processorTime;
    std::atomic<bool> isFollowing;
};

class SharedReport {
public:
    SharedReport() : m_data(::mmap(nullptr, sizeof(Report), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0))
    {
        if (m_data != MAP_FAILED)
            new (m_data) Report{};
    }
    ~SharedReport()
    {
        if (m_data != MAP_FAILED)
            ::munmap(m_data, sizeof(Report));
    }
    SharedReport(const SharedReport &) = delete;
    SharedReport &operator=(const SharedReport &) = delete;
    [[nodiscard]] bool isThere() const { return m_data != MAP_FAILED; }
    Report *operator->() const { return static_cast<Report *>(m_data); }

private:
    void *m_data;
};

std::int64_t processorTime()
{
    timespec time{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return std::chrono::nanoseconds(std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec)).count();
}

/// A side in a process of its own. It is killed when this object goes out of scope or the thread that started it ends.
class SideProcess {
public:
    template <typename Body>
    SideProcess(int processor, Body body) : m_parent(::getpid()),
                                            m_pid(::fork())
    {
        if (m_pid != 0)
            return;
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != m_parent) // it ended before it could send that signal
            ::_exit(EXIT_FAILURE);
        for (const int signal : {SIGINT, SIGTERM, SIGHUP}) // the parent handles them
            std::signal(signal, SIG_IGN);
        if (!SystemCalls().pinTo(processor))
            ::_exit(EXIT_FAILURE);
        body();
        ::_exit(EXIT_SUCCESS);
    }
    ~SideProcess()
    {
        if (m_pid <= 0)
            return;
        ::kill(m_pid, SIGKILL);
        ::waitpid(m_pid, nullptr, 0);
    }
    SideProcess(const SideProcess &) = delete;
    SideProcess &operator=(const SideProcess &) = delete;

    [[nodiscard]] bool hasStarted() const { return m_pid > 0; }
    /// Whether it ended with success; empty while it runs.
    [[nodiscard]] std::optional<bool> hasSucceeded()
    {
        if (m_pid > 0) {
            int status = 0;
            if (::waitpid(m_pid, &status, WNOHANG) == 0)
                return {};
            m_pid = 0;
            m_hasSucceeded = WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SUCCESS;
        }
        return m_hasSucceeded;
    }
    /// Becomes readable when it ends.
    [[nodiscard]] Result<int> descriptor() const { return SystemCalls().pidfdOpen(m_pid); }

private:
    pid_t m_parent;
    pid_t m_pid;
    bool m_hasSucceeded = false;
};

/// Waits for both to end; false if one failed, after a timeout, or once `stop` is true.
bool waitForBoth(SideProcess &leading, SideProcess &following, const std::atomic<bool> &stop)
{
    const auto deadline = std::chrono::steady_clock::now() + runTimeout;
    const auto pidfd = leading.descriptor();
    for (;;) {
        const auto led = leading.hasSucceeded();
        const auto followed = following.hasSucceeded();
        const bool isOver = (led && followed) || (led && !*led) || (followed && !*followed) || stop
            || std::chrono::steady_clock::now() > deadline;
        if (isOver) {
            if (pidfd)
                ::close(*pidfd);
            return led.value_or(false) && followed.value_or(false);
        }
        pollfd ending{.fd = led ? -1 : pidfd.value_or(-1), .events = POLLIN, .revents = 0};
        ::poll(&ending, 1, led ? 1 : pollMilliseconds);
    }
}

Measurement failedMeasurement(const QString &reason)
{
    Measurement measurement;
    measurement.failure = reason;
    return measurement;
}

} // namespace

MechanismRunner::MechanismRunner(std::pair<int, int> processors, const std::atomic<bool> &stop)
    : m_processors(std::move(processors)),
      m_stop(stop)
{
    (void)TickClock::calibrated(); // for both sides, which inherit it
}

Measurement MechanismRunner::run(const IpcMechanism &mechanism, std::chrono::nanoseconds wanted,
                                 std::uint64_t &roundTrips) const
{
    Measurement measurement;
    if (roundTrips == 0) {
        measurement = runOnce(mechanism, roundTrips = initialRoundTrips); // to estimate how many fit
        if (measurement.failure)
            return measurement;
    }
    const auto plan = [&] {
        const double factor = static_cast<double>(wanted.count())
            / static_cast<double>(std::max<std::int64_t>(measurement.elapsed.count(), 1));
        roundTrips = std::clamp(static_cast<std::uint64_t>(static_cast<double>(roundTrips) * std::min(factor, 1000.0)),
                                initialRoundTrips, maxRoundTrips);
    };
    if (measurement.elapsed.count() > 0)
        plan();
    measurement = runOnce(mechanism, roundTrips);
    if (!measurement.failure)
        plan();
    return measurement;
}

Measurement MechanismRunner::runOnce(const IpcMechanism &mechanism, std::uint64_t roundTrips) const
{
    const auto prepared = mechanism.prepare();
    if (!prepared)
        return failedMeasurement(prepared.error());
    MechanismRun &run = **prepared;
    const SharedReport report;
    if (!report.isThere())
        return failedMeasurement(QString::fromLocal8Bit(std::strerror(errno)));
    SideProcess following(m_processors.second, [&] {
        report->isFollowing = true;
        const auto before = processorTime();
        run.follow(roundTrips);
        report->processorTime[1] = processorTime() - before;
    });
    SideProcess leading(m_processors.first, [&] {
        while (!report->isFollowing)
            std::this_thread::yield();
        const auto before = processorTime();
        const auto began = std::chrono::steady_clock::now();
        const Histogram histogram = run.lead(roundTrips);
        report->elapsed = std::chrono::nanoseconds(std::chrono::steady_clock::now() - began).count();
        report->processorTime[0] = processorTime() - before;
        std::ranges::copy(histogram.counts(), report->counts.begin());
        report->sum = histogram.sum().count();
        report->maximum = histogram.maximum().count();
    });
    if (!leading.hasStarted() || !following.hasStarted())
        return failedMeasurement(QString::fromLocal8Bit(std::strerror(EAGAIN)));
    if (!waitForBoth(leading, following, m_stop))
        return failedMeasurement(m_stop ? QString() : Text::tr("it did not finish"));
    return {.roundTrips = Histogram({report->counts.begin(), report->counts.end()},
                                    std::chrono::nanoseconds(report->sum), std::chrono::nanoseconds(report->maximum)),
            .handOvers = 2 * roundTrips,
            .elapsed = std::chrono::nanoseconds(report->elapsed),
            .processorTime = std::chrono::nanoseconds(report->processorTime[0] + report->processorTime[1]),
            .failure = {}};
}

std::optional<std::pair<int, int>> firstTwoProcessors()
{
    cpu_set_t allowed;
    CPU_ZERO(&allowed);
    if (::sched_getaffinity(0, sizeof allowed, &allowed) != 0)
        return {};
    std::vector<int> found;
    for (int processor = 0; processor < CPU_SETSIZE && found.size() < 2; ++processor) {
        if (CPU_ISSET(static_cast<unsigned>(processor), &allowed))
            found.push_back(processor);
    }
    if (found.size() < 2)
        return {};
    return std::pair(found[0], found[1]);
}

} // namespace shmlab::ui
