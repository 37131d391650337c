// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/watches/watch_recorder.h"

#include "windows/watches/buffered_file.h"
#include "windows/watches/recorded_columns.h"
#include "wording/format.h"
#include "wording/object_errors.h"
#include "wording/sampling_text.h"

#include <QCoreApplication>

#include <array>
#include <atomic>
#include <charconv>
#include <optional>
#include <semaphore>
#include <set>
#include <system_error>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::WatchRecorder)
};

} // namespace

/// One recording: what its thread and the recorder share.
class WatchRecorder::Run {
public:
    Run(InspectCalls calls, State state) : m_calls(calls), m_state(state) { }

    void record(const QString &path, const std::vector<Watch> &watches, std::chrono::nanoseconds interval,
                const std::stop_token &stop);
    /// It ends without having begun.
    void fail(const QString &why);
    [[nodiscard]] bool endsBefore(Sampler::Clock::time_point time) { return m_end.try_acquire_until(time); }

    [[nodiscard]] InspectCalls calls() const { return m_calls; }
    [[nodiscard]] State state() const { return m_state.load(std::memory_order_acquire); }
    [[nodiscard]] QString startFailure() const { return state() == State::Ended ? m_startFailure : QString(); }
    [[nodiscard]] QString report() const;
    [[nodiscard]] SamplingStats stats() const { return hasFigures() ? m_sampler->stats() : SamplingStats{}; }
    [[nodiscard]] int errorNumber() const { return m_errorNumber; }

private:
    [[nodiscard]] QString prepare(const QString &path, const std::vector<Watch> &watches);
    [[nodiscard]] QString unreadableReason(const std::vector<Watch> &watches);
    bool write(Sampler::Clock::time_point now, std::span<const std::optional<Number>> numbers);
    [[nodiscard]] bool hasFigures() const;

    const InspectCalls m_calls;
    std::atomic<State> m_state;
    std::atomic<int> m_errorNumber{0};
    std::binary_semaphore m_end{0};
    // Used only by the thread while it starts; afterwards only the file changes.
    std::chrono::nanoseconds m_interval{0};
    BufferedFile m_file;
    std::unique_ptr<Sampler> m_sampler;
    RecordedColumns m_columns;
    QStringList m_missing; ///< objects that could not be read when it began
    QString m_startFailure;
    Sampler::Clock::time_point m_begin;
};

void WatchRecorder::Run::record(const QString &path, const std::vector<Watch> &watches,
                                std::chrono::nanoseconds interval, const std::stop_token &stop)
{
    m_interval = interval;
    m_startFailure = prepare(path, watches);
    if (m_startFailure.isEmpty()) {
        m_state.store(State::Recording, std::memory_order_release);
        m_sampler->run([this](auto now, auto numbers) { return write(now, numbers); }, stop);
        const int error = m_file.close(); // also of what was written before, as on a network file system
        if (m_errorNumber == 0)
            m_errorNumber = error;
    }
    m_state.store(State::Ended, std::memory_order_release);
    m_end.release();
}

void WatchRecorder::Run::fail(const QString &why)
{
    m_startFailure = why;
    m_state = State::Ended;
}

QString WatchRecorder::Run::prepare(const QString &path, const std::vector<Watch> &watches)
{
    const std::size_t count = columnCountOf(watches);
    if (count > RecordedColumns::maxColumns)
        return Text::tr("Cannot record %1 numbers: at most %2 are possible.")
            .arg(count)
            .arg(RecordedColumns::maxColumns);
    m_columns = RecordedColumns::of(watches);
    if (m_columns.fields.empty())
        return Text::tr("There is no watch with a number to record.");
    if (QString why = unreadableReason(watches); !why.isEmpty())
        return why;
    if (const int error = m_file.open(path); error != 0)
        return Text::tr("Cannot write %1: %2.").arg(format::escaped(path), format::errnoText(error));
    m_file.append(m_columns.headerLine().toStdString());
    m_sampler = std::make_unique<Sampler>(m_calls, m_columns.fields, m_interval);
    m_begin = Sampler::Clock::now();
    return {};
}

/// The sampler tries to open missing objects repeatedly, so one that can be read is enough.
QString WatchRecorder::Run::unreadableReason(const std::vector<Watch> &watches)
{
    std::set<std::string> known;
    QString why;
    bool isAnyReadable = false;
    for (const Watch &watch : watches) {
        if (watch.type == ValueType::Text || !known.insert(watch.object.bytes()).second)
            continue;
        const auto opened = openObject(m_calls, watch.object);
        isAnyReadable = isAnyReadable || opened;
        if (opened)
            continue;
        m_missing += format::text(watch.object);
        if (why.isEmpty())
            why = readErrorText(m_missing.last(), opened.error());
    }
    return isAnyReadable ? QString() : why;
}

bool WatchRecorder::Run::write(Sampler::Clock::time_point now, std::span<const std::optional<Number>> numbers)
{
    std::array<char, 32> text{};
    const auto put = [&](const char *end) { m_file.append({text.data(), end}); };
    const double seconds = std::chrono::duration<double>(now - m_begin).count();
    put(std::to_chars(text.data(), text.data() + text.size(), seconds, std::chars_format::fixed, 9).ptr);
    for (const auto &number : numbers) {
        text[0] = ',';
        char *end = text.data() + 1;
        if (number)
            end = std::visit([&](auto value) { return std::to_chars(end, text.data() + text.size(), value).ptr; },
                             *number);
        put(end);
    }
    m_file.append("\n");
    m_errorNumber = m_file.writeIfMuch();
    return m_errorNumber == 0;
}

bool WatchRecorder::Run::hasFigures() const
{
    const State now = state();
    return now == State::Recording || (now == State::Ended && m_startFailure.isEmpty());
}

QString WatchRecorder::Run::report() const
{
    if (!hasFigures())
        return {};
    QString text = samplingText(m_sampler->stats(), m_columns.headings, m_interval);
    if (!m_missing.isEmpty())
        text += QLatin1Char(' ')
            + Text::tr("Missing or unreadable when the recording began, so left empty until they can be read: %1.")
                  .arg(joinNames(m_missing));
    if (!m_columns.omitted.isEmpty())
        text += QLatin1Char(' ') + Text::tr("Text is left out: %1.").arg(joinNames(m_columns.omitted));
    return text;
}

WatchRecorder::WatchRecorder(InspectCalls calls) : m_run(std::make_shared<Run>(calls, State::Idle)) { }

WatchRecorder::~WatchRecorder()
{
    stop();
    if (isRunning() && !m_run->endsBefore(m_stopped + std::chrono::seconds{1}))
        m_thread.detach();
}

void WatchRecorder::stop()
{
    if (m_thread.request_stop())
        m_stopped = Sampler::Clock::now();
}

void WatchRecorder::start(const QString &path, const std::vector<Watch> &watches, std::chrono::nanoseconds interval)
{
    m_run = std::make_shared<Run>(m_run->calls(), State::Starting);
    try {
        m_thread = std::jthread([run = m_run, path, watches, interval](const std::stop_token &stop) {
            run->record(path, watches, interval, stop);
        });
    } catch (const std::system_error &error) {
        m_run->fail(Text::tr("Cannot record: %1.").arg(format::errnoText(error.code().value())));
    }
}

WatchRecorder::State WatchRecorder::state() const
{
    return m_run->state();
}

QString WatchRecorder::startFailure() const
{
    return m_run->startFailure();
}

QString WatchRecorder::report() const
{
    return m_run->report();
}

SamplingStats WatchRecorder::stats() const
{
    return m_run->stats();
}

int WatchRecorder::errorNumber() const
{
    return m_run->errorNumber();
}

} // namespace shmlab::ui
