// SPDX-License-Identifier: GPL-3.0-or-later
#include "describe/metainfo.h"

#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>
#include <QStringList>
#include <QTimeZone>

#include <utility>

namespace shmlab::ui {
namespace {

struct Release {
    QString version;
    QString date;
    bool isDevelopment = false;
    QStringList changes;
};

QList<Release> releasesIn(const QString &changelog)
{
    static const QRegularExpression heading(QStringLiteral("^## (\\S+) – (\\S+)$"));
    QList<Release> releases;
    for (const QString &line : changelog.split(QLatin1Char('\n'))) {
        if (const auto match = heading.match(line); match.hasMatch()) {
            const bool isDevelopment = match.captured(2) == QLatin1String("unreleased");
            releases.append({match.captured(1),
                             isDevelopment ? sourceDate().toString(Qt::ISODate) : match.captured(2),
                             isDevelopment,
                             {}});
        } else if (!releases.isEmpty() && line.startsWith(QLatin1String("- "))) {
            releases.last().changes.append(line.mid(2));
        } else if (!releases.isEmpty() && !releases.last().changes.isEmpty() && line.startsWith(QLatin1String("  "))) {
            releases.last().changes.last() += QLatin1Char(' ') + line.trimmed();
        }
    }
    return releases;
}

/// In lines of 78 characters: the first begins with `bullet`, the others with as many spaces.
QString folded(const QString &bullet, const QString &text)
{
    constexpr qsizetype width = 78;
    const QString indent(bullet.size(), QLatin1Char(' '));
    QString folded;
    QString line = bullet;
    for (const QString &word : text.split(QLatin1Char(' '))) {
        if (line.size() + 1 + word.size() > width)
            folded += std::exchange(line, indent) + QLatin1Char('\n');
        line += QLatin1Char(' ') + word;
    }
    return folded + line + QLatin1Char('\n');
}

} // namespace

QDate sourceDate()
{
    bool isSet = false;
    const qint64 seconds = qEnvironmentVariable("SOURCE_DATE_EPOCH").toLongLong(&isSet);
    return isSet ? QDateTime::fromSecsSinceEpoch(seconds, QTimeZone::utc()).date() : QDate::currentDate();
}

QString metainfo(const QString &metainfoTemplate, const QString &changelog)
{
    QString text;
    for (const Release &release : releasesIn(changelog)) {
        text +=
            QStringLiteral("    <release version=\"%1\" date=\"%2\" type=\"%3\">\n      <description>\n        <ul>\n")
                .arg(release.version, release.date,
                     release.isDevelopment ? QStringLiteral("development") : QStringLiteral("stable"));
        for (QString change : release.changes)
            text += QStringLiteral("          <li>%1</li>\n").arg(change.remove(QLatin1Char('`')).toHtmlEscaped());
        text += QStringLiteral("        </ul>\n      </description>\n    </release>\n");
    }
    return QString(metainfoTemplate).replace(QStringLiteral("@RELEASES@\n"), text);
}

QString debianChangelog(const QString &changelog)
{
    QString text;
    for (const Release &release : releasesIn(changelog)) {
        text += QStringLiteral("shmlab (%1-1) unstable; urgency=medium\n\n").arg(release.version);
        for (const QString &change : release.changes)
            text += folded(QStringLiteral("  *"), change);
        const QDate day = QDate::fromString(release.date, Qt::ISODate);
        text += QStringLiteral("\n -- The Shmlab developers <shmlab@users.noreply.github.com>  %1 00:00:00 +0000\n\n")
                    .arg(QLocale::c().toString(day, QStringLiteral("ddd, dd MMM yyyy")));
    }
    return text;
}

} // namespace shmlab::ui
