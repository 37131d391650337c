// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/watches/watch_recorder.h"

#include "wording/format.h"
#include "wording/object_errors.h"

#include <QCoreApplication>
#include <QFile>
#include <QHash>

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

QString quoted(QString text)
{
    return QLatin1Char('"') + text.replace(QLatin1Char('"'), QLatin1String("\"\"")) + QLatin1Char('"');
}

/// What a column is called, whatever else is recorded.
QString columnHeading(const Watch &watch, int element)
{
    const ValueTypeRow &type = rowOf(watch.type);
    QString label = safeText(watch.label);
    if (watch.count > 1)
        label += QStringLiteral("[%1]").arg(element);
    QString typeName = QString::fromUtf8(type.name.data());
    if (watch.order != std::endian::native && type.sizeBytes > 1)
        typeName += watch.order == std::endian::big ? QLatin1String(" big-endian") : QLatin1String(" little-endian");
    const qint64 offset = watch.offset + static_cast<qint64>(type.sizeBytes) * element;
    const QString place =
        QStringLiteral("[%1+0x%2 %3]").arg(format::text(watch.object), QString::number(offset, 16), typeName);
    return label.isEmpty() ? place : label + QLatin1Char(' ') + place;
}

/// As many as can be taken in.
QString joinNames(const QStringList &names)
{
    constexpr qsizetype maxListedNames = 8;
    return names.mid(0, maxListedNames).join(QStringLiteral(", "))
        + (names.size() > maxListedNames ? QStringLiteral(", …") : QString());
}

} // namespace

std::optional<QString> WatchRecorder::start(const QString &path, const std::vector<Watch> &watches,
                                            std::chrono::nanoseconds interval)
{
    stop();
    m_sampler.reset();
    std::vector<SampledField> fields = fieldsOf(watches);
    if (fields.empty())
        return Text::tr("There is no watch with a number to record.");
    if (auto why = unreadableReason(fields))
        return why;
    m_file.reset(std::fopen(QFile::encodeName(path).constData(), "we"));
    if (!m_file)
        return Text::tr("Cannot write %1: %2.").arg(path, format::errnoText(errno));
    QStringList titles{QStringLiteral("time_s")};
    std::ranges::transform(m_columns, std::back_inserter(titles), quoted);
    std::fputs((titles.join(QLatin1Char(',')) + QLatin1Char('\n')).toUtf8().constData(), m_file.get());
    m_interval = interval;
    m_errorNumber = 0;
    m_sampler = std::make_unique<Sampler>(m_calls, std::move(fields), interval);
    m_begin = Sampler::Clock::now();
    try {
        m_thread = std::jthread([this](const std::stop_token &stop) { record(stop); });
        m_isRunning = true;
    } catch (const std::system_error &error) {
        m_sampler.reset();
        m_file.reset();
        return Text::tr("Cannot record: %1.").arg(format::errnoText(error.code().value()));
    }
    return {};
}

std::vector<SampledField> WatchRecorder::fieldsOf(const std::vector<Watch> &watches)
{
    std::vector<SampledField> fields;
    QHash<QString, int> known;
    m_columns.clear();
    m_omitted.clear();
    for (const Watch &watch : watches) {
        if (watch.type == ValueType::Text) {
            m_omitted += safeText(watch.label);
            continue;
        }
        for (int i = 0; i < watch.count; ++i) {
            const auto at = static_cast<off_t>(rowOf(watch.type).sizeBytes) * i;
            fields.push_back(
                {.object = watch.object, .offset = watch.offset + at, .type = watch.type, .order = watch.order});
            const QString heading = columnHeading(watch, i);
            const int namesakes = ++known[heading];
            m_columns += namesakes == 1 ? heading : QStringLiteral("%1 (%2)").arg(heading, QString::number(namesakes));
        }
    }
    return fields;
}

/// The sampler looks for missing objects again and again, so it is enough that there is one.
std::optional<QString> WatchRecorder::unreadableReason(const std::vector<SampledField> &fields)
{
    std::set<std::string> known;
    std::optional<QString> why;
    bool isAnyReadable = false;
    m_missing.clear();
    for (const SampledField &field : fields) {
        if (!known.insert(field.object.bytes()).second)
            continue;
        const auto opened = ObjectReader::open(m_calls, field.object);
        isAnyReadable = isAnyReadable || opened;
        if (opened)
            continue;
        m_missing += format::text(field.object);
        if (!why)
            why = readErrorText(m_missing.last(), opened.error());
    }
    return isAnyReadable ? std::nullopt : why;
}

void WatchRecorder::stop()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
    m_isRunning = false;
    if (m_file && std::fclose(m_file.release()) != 0 && m_errorNumber == 0)
        m_errorNumber = errno; // what was still to be written, or found out late, as on a network
}

void WatchRecorder::record(const std::stop_token &stop)
{
    m_sampler->run([this](auto now, auto numbers) { return write(now, numbers); }, stop);
    if (std::fflush(m_file.get()) != 0 && m_errorNumber == 0)
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

SamplingStats WatchRecorder::stats() const
{
    return m_sampler ? m_sampler->stats() : SamplingStats{};
}

QString WatchRecorder::report() const
{
    if (!m_sampler)
        return {};
    QString text = samplingText(m_sampler->stats(), m_columns, m_interval);
    if (!m_missing.isEmpty())
        text += QLatin1Char(' ')
            + Text::tr("Could not be read when the recording began, and is left empty until it can be: %1.")
                  .arg(joinNames(m_missing));
    if (!m_omitted.isEmpty())
        text += QLatin1Char(' ') + Text::tr("Text is left out: %1.").arg(joinNames(m_omitted));
    return text;
}

QString samplingText(const SamplingStats &stats, const QStringList &columns, std::chrono::nanoseconds interval)
{
    QStringList lines{Text::tr("%1 samples, %2 a second; %3 apart in the median, %4 at p99, %5 at most.")
                          .arg(format::amount(static_cast<double>(stats.samples)), format::amount(stats.rate()),
                               format::duration(stats.intervals.percentile(0.5)),
                               format::duration(stats.intervals.percentile(0.99)),
                               format::duration(stats.intervals.maximum()))};
    if (interval > std::chrono::nanoseconds(0) && stats.missed > 0)
        lines += Text::tr("%1 moments passed before they could be sampled and are left out.").arg(stats.missed);
    if (stats.failedReads > 0)
        lines +=
            Text::tr("%1 values could not be read: the object was not there, may not be read, or ends before them.")
                .arg(stats.failedReads);
    if (stats.replaced == 1)
        lines += Text::tr("Once a name led to another object than before; what follows is of that one.");
    else if (stats.replaced > 1)
        lines += Text::tr("%1 times a name led to another object than before; what follows is of that one.")
                     .arg(stats.replaced);
    QStringList fast;
    for (std::size_t i = 0; i < stats.isUndersampled.size(); ++i) {
        if (stats.isUndersampled[i])
            fast += columns.value(static_cast<qsizetype>(i));
    }
    if (!fast.isEmpty())
        lines += (fast.size() == 1
                      ? Text::tr("Warning: %1 changes faster than it is sampled; values between were missed.")
                      : Text::tr("Warning: %1 change faster than they are sampled; values between were missed."))
                     .arg(joinNames(fast));
    return lines.join(QLatin1Char(' '));
}

} // namespace shmlab::ui
