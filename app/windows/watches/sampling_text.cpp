// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/watches/sampling_text.h"

#include "wording/format.h"

#include <QCoreApplication>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::WatchRecorder)
};

} // namespace

QString joinNames(const QStringList &names)
{
    constexpr qsizetype maxListedNames = 8;
    return names.mid(0, maxListedNames).join(QStringLiteral(", "))
        + (names.size() > maxListedNames ? QStringLiteral(", …") : QString());
}

QString samplingText(const SamplingStats &stats, const QStringList &headings, std::chrono::nanoseconds interval)
{
    QStringList lines{Text::tr("%1 samples, %2 per second; interval: median %3, p99 %4, maximum %5.")
                          .arg(format::amount(static_cast<double>(stats.samples)), format::amount(stats.rate()),
                               format::duration(stats.intervals.percentile(0.5)),
                               format::duration(stats.intervals.percentile(0.99)),
                               format::duration(stats.intervals.maximum()))};
    if (interval > std::chrono::nanoseconds(0) && stats.missed > 0)
        lines += Text::tr("%1 samples missed: their time passed before they could be taken.").arg(stats.missed);
    if (stats.failedReads > 0)
        lines += Text::tr("%1 values could not be read: the object was missing, unreadable or too short.")
                     .arg(stats.failedReads);
    if (stats.replaced == 1)
        lines += Text::tr("A name was taken by another object once; later samples are of that one.");
    else if (stats.replaced > 1)
        lines += Text::tr("A name was taken by another object %1 times; later samples are of the new ones.")
                     .arg(stats.replaced);
    QStringList fast;
    for (std::size_t i = 0; i < stats.isUndersampled.size(); ++i) {
        if (stats.isUndersampled[i])
            fast += headings.value(static_cast<qsizetype>(i));
    }
    if (!fast.isEmpty())
        lines += (fast.size() == 1
                      ? Text::tr("Warning: %1 changes faster than it is sampled; values between were missed.")
                      : Text::tr("Warning: %1 change faster than they are sampled; values between were missed."))
                     .arg(joinNames(fast));
    return lines.join(QLatin1Char(' '));
}

} // namespace shmlab::ui
