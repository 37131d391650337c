// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/watches/recorded_columns.h"

#include "wording/format.h"

#include <QHash>

#include <algorithm>

namespace shmlab::ui {
namespace {

QString quoted(QString text)
{
    return QLatin1Char('"') + text.replace(QLatin1Char('"'), QLatin1String("\"\"")) + QLatin1Char('"');
}

/// Independent of the other columns of the recording.
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

} // namespace

RecordedColumns RecordedColumns::of(const std::vector<Watch> &watches)
{
    RecordedColumns columns;
    QHash<QString, int> known;
    for (const Watch &watch : watches) {
        if (watch.type == ValueType::Text) {
            columns.omitted += safeText(watch.label);
            continue;
        }
        for (int i = 0; i < watch.count; ++i) {
            const auto at = static_cast<off_t>(rowOf(watch.type).sizeBytes) * i;
            columns.fields.push_back(
                {.object = watch.object, .offset = watch.offset + at, .type = watch.type, .order = watch.order});
            const QString heading = columnHeading(watch, i);
            const int namesakes = ++known[heading];
            columns.headings +=
                namesakes == 1 ? heading : QStringLiteral("%1 (%2)").arg(heading, QString::number(namesakes));
        }
    }
    return columns;
}

QByteArray RecordedColumns::headerLine() const
{
    QStringList titles{QStringLiteral("time_s")};
    std::ranges::transform(headings, std::back_inserter(titles), quoted);
    return (titles.join(QLatin1Char(',')) + QLatin1Char('\n')).toUtf8();
}

std::size_t columnCountOf(const std::vector<Watch> &watches)
{
    std::size_t count = 0;
    for (const Watch &watch : watches)
        count += watch.type == ValueType::Text ? 0 : static_cast<std::size_t>(watch.count);
    return count;
}

} // namespace shmlab::ui
