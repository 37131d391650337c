// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording/comparison_text.h"

#include "wording/format.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>
#include <numeric>
#include <string_view>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::BenchText)
};

/// The columns that a text takes in a terminal; East Asian characters take two.
qsizetype width(const QString &text)
{
    return std::accumulate(text.begin(), text.end(), qsizetype{0},
                           [](qsizetype sum, QChar letter) { return sum + (letter.unicode() >= 0x2e80 ? 2 : 1); });
}

QString padded(const QString &text, qsizetype to, bool isNumber)
{
    const QString space(std::max<qsizetype>(0, to - width(text)), QLatin1Char(' '));
    return isNumber ? space + text : text + space;
}

const ComparisonRow *find(const ComparisonResult &result, const char *name)
{
    const auto row = std::ranges::find(result.rows, QLatin1String(name), &ComparisonRow::name);
    return row == result.rows.end() || row->rounds == 0 ? nullptr : &*row;
}

struct MechanismTitle {
    const char *name;
    const char *title;
};

constexpr std::array mechanismTitles{
    MechanismTitle{"loop-bare", QT_TRANSLATE_NOOP("shmlab::ui::BenchText", "Two atomics, bare loop")},
    MechanismTitle{"loop-seq-cst", QT_TRANSLATE_NOOP("shmlab::ui::BenchText", "Two atomics, ordered store")},
    MechanismTitle{"loop-pause", QT_TRANSLATE_NOOP("shmlab::ui::BenchText", "Two atomics, late first look")},
    MechanismTitle{"loop-seq-cst-pause",
                   QT_TRANSLATE_NOOP("shmlab::ui::BenchText", "Two atomics, ordered store, late first look")},
    MechanismTitle{"shmlab-spin", QT_TRANSLATE_NOOP("shmlab::ui::BenchText", "Shmlab, spinning")},
    MechanismTitle{"shmlab-adaptive", QT_TRANSLATE_NOOP("shmlab::ui::BenchText", "Shmlab, adaptive")},
    MechanismTitle{"separate-lines", QT_TRANSLATE_NOOP("shmlab::ui::BenchText", "Two atomics, a cache line each")},
    MechanismTitle{"shmlab-sleep", QT_TRANSLATE_NOOP("shmlab::ui::BenchText", "Shmlab, sleeping")},
    MechanismTitle{"shmlab-sleep-always", QT_TRANSLATE_NOOP("shmlab::ui::BenchText", "Shmlab, sleeping each time")},
    MechanismTitle{"futex", QT_TRANSLATE_NOOP("shmlab::ui::BenchText", "Futex")},
    MechanismTitle{"pipe", QT_TRANSLATE_NOOP("shmlab::ui::BenchText", "Pipe")},
    MechanismTitle{"unix-socket", QT_TRANSLATE_NOOP("shmlab::ui::BenchText", "UNIX socket")},
    MechanismTitle{"eventfd", QT_TRANSLATE_NOOP("shmlab::ui::BenchText", "Event descriptor")},
    MechanismTitle{"posix-mq", QT_TRANSLATE_NOOP("shmlab::ui::BenchText", "POSIX message queue")},
    MechanismTitle{"posix-semaphore", QT_TRANSLATE_NOOP("shmlab::ui::BenchText", "POSIX semaphore")},
    MechanismTitle{"mutex-condition", QT_TRANSLATE_NOOP("shmlab::ui::BenchText", "Mutex and condition")},
    MechanismTitle{"qt-shared-memory", QT_TRANSLATE_NOOP("shmlab::ui::BenchText", "QSharedMemory, QSystemSemaphore")}};

} // namespace

QString mechanismTitle(const char *name)
{
    const auto row = std::ranges::find(mechanismTitles, std::string_view(name), &MechanismTitle::name);
    return row == mechanismTitles.end() ? QString::fromLatin1(name) : Text::tr(row->title);
}

QString limitTitle(const QString &loop)
{
    return loop.isEmpty() ? Text::tr("The limit") : Text::tr("The limit: %1").arg(loop);
}

QString modesText(const ComparisonRow &row)
{
    if (row.bimodalRounds == 0)
        return {};
    return Text::tr("two modes, %1 and %2, in %3 of %4 rounds")
        .arg(format::duration(row.lowMode), format::duration(row.highMode))
        .arg(row.bimodalRounds)
        .arg(row.rounds);
}

QString comparisonTable(const ComparisonResult &result)
{
    using Line = std::array<QString, 7>;
    std::vector<Line> lines{{Text::tr("Mechanism"), Text::tr("mean"), Text::tr("spread"), QStringLiteral("p50"),
                             QStringLiteral("p99"), Text::tr("processor"), Text::tr("× limit")}};
    QStringList notes;
    for (const ComparisonRow &row : result.rows) {
        if (row.rounds == 0) {
            lines.push_back({row.title, QStringLiteral("–"), {}, {}, {}, {}, {}});
            if (!row.failure.isEmpty())
                notes += Text::tr("%1 is not available here: %2").arg(row.title, row.failure);
            continue;
        }
        lines.push_back({row.title, format::duration(row.mean),
                         QStringLiteral("%1 – %2").arg(format::duration(row.lowest), format::duration(row.highest)),
                         format::duration(row.median), format::duration(row.p99), format::duration(row.processorTime),
                         format::ratio(row.ratioToLimit)});
        if (row.bimodalRounds > 0)
            notes += Text::tr("%1: %2.").arg(row.title, modesText(row));
    }
    Line::size_type column = 0;
    std::array<qsizetype, 7> widths{};
    for (; column < widths.size(); ++column) {
        for (const Line &line : lines)
            widths.at(column) = std::max(widths.at(column), width(line.at(column)));
    }
    QString text;
    for (const Line &line : lines) {
        QString all;
        for (column = 0; column < widths.size(); ++column)
            all += padded(line.at(column), widths.at(column), column > 0) + QStringLiteral("  ");
        text += all.trimmed() + QLatin1Char('\n');
    }
    notes += Text::tr("One-way latency: mean by total time, as the median of %1 rounds, the spread of these means, p50 "
                      "and p99 of the rounds, processor time of both sides. Processors %2 and %3.")
                 .arg(result.roundsCompleted)
                 .arg(result.processors.first)
                 .arg(result.processors.second);
    notes +=
        Text::tr("The limit is the fastest loop over two atomics. The clock is read once per round trip, while the "
                 "number travels, which takes %1; in loops without a pause once per hundred round trips.")
            .arg(format::duration(result.clockCost));
    if (result.sleep)
        notes +=
            Text::tr(
                "\"%1\" takes %2 times as long as \"%3\", the fastest of the other mechanisms that sleep each time: "
                "median of the ratios within each round.")
                .arg(mechanismTitle("shmlab-sleep-always"), format::ratio(result.sleep->ratio),
                     mechanismTitle(result.sleep->best.toLatin1().constData()));
    return text + QLatin1Char('\n') + notes.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

QByteArray comparisonCsv(const ComparisonResult &result)
{
    QByteArray text =
        "name,mean_ns,lowest_ns,highest_ns,median_ns,p99_ns,cpu_ns,ratio_to_limit,rounds,loop,bimodal_rounds\n";
    for (const ComparisonRow &row : result.rows) {
        QByteArrayList cells{row.name.toLatin1()};
        for (const double value : {row.mean.count(), row.lowest.count(), row.highest.count(), row.median.count(),
                                   row.p99.count(), row.processorTime.count(), format::roundedRatio(row.ratioToLimit)})
            cells += row.rounds > 0 ? QByteArray::number(value, 'f', 3) : QByteArray();
        cells += QByteArray::number(row.rounds);
        cells += row.loop.toLatin1();
        cells += QByteArray::number(row.bimodalRounds);
        text += cells.join(',') + '\n';
    }
    return text;
}

QJsonObject comparisonJson(const ComparisonResult &result)
{
    QJsonArray rows;
    for (const ComparisonRow &row : result.rows) {
        QJsonObject line{{QStringLiteral("name"), row.name},
                         {QStringLiteral("title"), row.title},
                         {QStringLiteral("rounds"), static_cast<qint64>(row.rounds)}};
        const auto insert = [&](const char *key, double value) {
            line.insert(QLatin1String(key), row.rounds > 0 ? QJsonValue(value) : QJsonValue());
        };
        insert("mean_ns", row.mean.count());
        insert("lowest_ns", row.lowest.count());
        insert("highest_ns", row.highest.count());
        insert("median_ns", row.median.count());
        insert("p99_ns", row.p99.count());
        insert("cpu_ns", row.processorTime.count());
        insert("ratio_to_limit", format::roundedRatio(row.ratioToLimit));
        if (row.ratioToLimit <= 0) // the limit was not measured
            line.insert(QStringLiteral("ratio_to_limit"), QJsonValue());
        if (!row.loop.isEmpty())
            line.insert(QStringLiteral("loop"), row.loop);
        line.insert(QStringLiteral("bimodal_rounds"), static_cast<qint64>(row.bimodalRounds));
        if (row.bimodalRounds > 0)
            line.insert(QStringLiteral("modes_ns"), QJsonArray{row.lowMode.count(), row.highMode.count()});
        if (!row.failure.isEmpty())
            line.insert(QStringLiteral("error"), row.failure);
        rows.append(line);
    }
    const auto &sleep = result.sleep;
    return {{QStringLiteral("sleep_best"), sleep ? QJsonValue(sleep->best) : QJsonValue()},
            {QStringLiteral("sleep_ratio"), sleep ? QJsonValue(format::roundedRatio(sleep->ratio)) : QJsonValue()},
            {QStringLiteral("rows"), rows},
            {QStringLiteral("rounds"), static_cast<qint64>(result.roundsCompleted)},
            {QStringLiteral("rounds_wanted"), static_cast<qint64>(result.roundsRequested)},
            {QStringLiteral("processors"), QJsonArray{result.processors.first, result.processors.second}},
            {QStringLiteral("clock_ns"), result.clockCost.count()}};
}

std::optional<ComparisonResult> comparisonFromJson(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    if (!object.value(QLatin1String("rows")).isArray())
        return {};
    ComparisonResult result;
    for (const QJsonValue value : object.value(QLatin1String("rows")).toArray()) {
        const QJsonObject line = value.toObject();
        const auto time = [&](const char *key) { return Nanoseconds(line.value(QLatin1String(key)).toDouble()); };
        const QJsonArray modes = line.value(QLatin1String("modes_ns")).toArray();
        result.rows.push_back(
            {.name = line.value(QLatin1String("name")).toString(),
             .title = line.value(QLatin1String("title")).toString(),
             .loop = line.value(QLatin1String("loop")).toString(),
             .rounds = static_cast<std::size_t>(line.value(QLatin1String("rounds")).toInteger()),
             .mean = time("mean_ns"),
             .lowest = time("lowest_ns"),
             .highest = time("highest_ns"),
             .median = time("median_ns"),
             .p99 = time("p99_ns"),
             .processorTime = time("cpu_ns"),
             .ratioToLimit = line.value(QLatin1String("ratio_to_limit")).toDouble(),
             .bimodalRounds = static_cast<std::size_t>(line.value(QLatin1String("bimodal_rounds")).toInteger()),
             .lowMode = Nanoseconds(modes.at(0).toDouble()),
             .highMode = Nanoseconds(modes.at(1).toDouble()),
             .failure = line.value(QLatin1String("error")).toString()});
    }
    result.roundsCompleted = static_cast<std::size_t>(object.value(QLatin1String("rounds")).toInteger());
    result.roundsRequested = static_cast<std::size_t>(object.value(QLatin1String("rounds_wanted")).toInteger());
    const QJsonArray processors = object.value(QLatin1String("processors")).toArray();
    result.processors = {processors.at(0).toInt(), processors.at(1).toInt()};
    result.clockCost = Nanoseconds(object.value(QLatin1String("clock_ns")).toDouble());
    if (const QJsonValue best = object.value(QLatin1String("sleep_best")); best.isString())
        result.sleep = {.best = best.toString(), .ratio = object.value(QLatin1String("sleep_ratio")).toDouble()};
    return result;
}

QString comparisonExplanation(const ComparisonResult &result)
{
    const auto time = [&](const char *name) {
        const ComparisonRow *row = find(result, name);
        return row != nullptr ? format::duration(row->mean) : Text::tr("(not measured)");
    };
    const ComparisonRow *futex = find(result, "futex");
    const QString futexRatio = futex != nullptr ? format::ratio(futex->ratioToLimit) : Text::tr("(not measured)");
    const auto paragraph = [](const QString &title, const QString &text) {
        return QStringLiteral("<h3>%1</h3><p>%2</p>").arg(title.toHtmlEscaped(), text.toHtmlEscaped());
    };
    QString all = paragraph(
        Text::tr("What is measured"),
        Text::tr(
            "Two processes, each on a processor of its own, hand a number back and forth. The one-way latency is half "
            "of the round-trip time. Every mechanism does the same job; they differ in how the peer learns that there "
            "is a new number."));
    all += paragraph(
        Text::tr("Spinning: as fast as the hardware"),
        Text::tr(
            "A spinning process reads the memory again and again. The number lies in a cache line, which must be "
            "transferred from one core's cache to the other's: %1 here, with the fastest of several loops, which is "
            "the "
            "limit. A bare loop takes %2: where cores share a cache, a side that looks for the answer at once takes "
            "the "
            "line away from the one that must write to it. Shmlab, spinning, takes %3: checks, statistics and reading "
            "the clock are done while the number travels, and how long to wait before the first look is measured. The "
            "price is one processor fully used, even when nothing happens.")
            .arg(time("limit"), time("loop-bare"), time("shmlab-spin")));
    all += paragraph(
        Text::tr("One cache line or two"),
        Text::tr(
            "With a cache line for each counter the latency is %1. The 2015 format has both counters in one line, so "
            "one transfer brings everything; with two lines, the side that reads does not disturb the side that "
            "writes. Which one is faster depends on the machine.")
            .arg(time("separate-lines")));
    all += paragraph(
        Text::tr("Sleeping: through the kernel"),
        Text::tr(
            "A sleeping process uses no processor time, but waking it goes through the kernel: a system call, a search "
            "for the sleeper, an interrupt to the other processor, which must leave its idle state and switch to the "
            "process. A futex takes %1, which is %2 times the limit; Shmlab, sleeping, takes %3. Before it sleeps it "
            "polls for as long as going to sleep takes: often the answer comes meanwhile, and neither side enters the "
            "idle state. It sets the flag that it sleeps only once, since each change moves a cache line.")
            .arg(time("futex"), futexRatio, time("shmlab-sleep")));
    all += paragraph(
        Text::tr("Pipes, sockets, queues"),
        Text::tr(
            "A pipe (%1), a socket (%2), an event descriptor (%3) and a message queue (%4) also carry the data "
            "through the kernel, which copies it in and out, takes locks, and wakes the reader. Semaphores (%5) and a "
            "mutex with a condition variable (%6) are built on futexes, with more steps.")
            .arg(time("pipe"), time("unix-socket"), time("eventfd"), time("posix-mq"), time("posix-semaphore"),
                 time("mutex-condition")));
    all += paragraph(
        Text::tr("Adaptive: both"),
        Text::tr(
            "It pays to poll for an answer that comes soon, but not for one that takes long. Adaptive waiting polls "
            "for about as long as sleeping and being woken would take, then sleeps: %1 if the peer answers at once, "
            "and almost no processor time if it does not.")
            .arg(time("shmlab-adaptive")));
    return all;
}

} // namespace shmlab::ui
