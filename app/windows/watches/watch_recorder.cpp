// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/watches/watch_recorder.h"

#include "wording/format.h"
#include "wording/object_errors.h"
#include "wording/sampling_text.h"

#include <QCoreApplication>
#include <QFile>

#include <array>
#include <cerrno>
#include <charconv>
#include <set>
#include <system_error>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::WatchRecorder)
};

} // namespace

void WatchRecorder::start(const QString &path, const std::vector<Watch> &watches, std::chrono::nanoseconds interval)
{
    stop();
    m_sampler.reset();
    m_startFailure.clear();
    m_interval = interval;
    m_errorNumber = 0;
    m_state = State::Starting;
    try {
        m_thread = std::jthread([this, path, watches](const std::stop_token &stop) { run(path, watches, stop); });
    } catch (const std::system_error &error) {
        m_startFailure = Text::tr("Cannot record: %1.").arg(format::errnoText(error.code().value()));
        m_state = State::Ended;
    }
}

void WatchRecorder::stop()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
}

void WatchRecorder::run(const QString &path, const std::vector<Watch> &watches, const std::stop_token &stop)
{
    m_startFailure = prepare(path, watches);
    if (m_startFailure.isEmpty()) {
        m_state.store(State::Recording, std::memory_order_release);
        m_sampler->run([this](auto now, auto numbers) { return write(now, numbers); }, stop);
        close();
    }
    m_state.store(State::Ended, std::memory_order_release);
}

/// Why it cannot begin; empty if it can.
QString WatchRecorder::prepare(const QString &path, const std::vector<Watch> &watches)
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
    m_file.reset(std::fopen(QFile::encodeName(path).constData(), "we"));
    if (!m_file)
        return Text::tr("Cannot write %1: %2.").arg(format::escaped(path), format::errnoText(errno));
    std::fputs(m_columns.headerLine().constData(), m_file.get());
    m_sampler = std::make_unique<Sampler>(m_calls, m_columns.fields, m_interval);
    m_begin = Sampler::Clock::now();
    return {};
}

/// The sampler tries to open missing objects repeatedly, so one that can be read is enough.
QString WatchRecorder::unreadableReason(const std::vector<Watch> &watches)
{
    std::set<std::string> known;
    QString why;
    bool isAnyReadable = false;
    m_missing.clear();
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

/// Some errors are reported only now: of buffered data, or of a network file system.
void WatchRecorder::close()
{
    if (std::fclose(m_file.release()) != 0 && m_errorNumber == 0)
        m_errorNumber = errno;
}

bool WatchRecorder::write(Sampler::Clock::time_point now, std::span<const std::optional<Number>> numbers)
{
    std::array<char, 32> text{};
    const double seconds = std::chrono::duration<double>(now - m_begin).count();
    const auto put = [&](const char *end) {
        return std::fwrite(text.data(), 1, static_cast<std::size_t>(end - text.data()), m_file.get()) > 0;
    };
    bool isDone = put(std::to_chars(text.data(), text.data() + text.size(), seconds, std::chars_format::fixed, 9).ptr);
    for (const auto &number : numbers) {
        text[0] = ',';
        char *end = text.data() + 1;
        if (number)
            end = std::visit([&](auto value) { return std::to_chars(end, text.data() + text.size(), value).ptr; },
                             *number);
        isDone = put(end) && isDone;
    }
    isDone = std::fputc('\n', m_file.get()) != EOF && isDone;
    if (!isDone)
        m_errorNumber = errno;
    return isDone;
}

bool WatchRecorder::hasFigures() const
{
    const State now = state();
    return now == State::Recording || (now == State::Ended && m_startFailure.isEmpty());
}

SamplingStats WatchRecorder::stats() const
{
    return hasFigures() ? m_sampler->stats() : SamplingStats{};
}

QString WatchRecorder::report() const
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

} // namespace shmlab::ui
