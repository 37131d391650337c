// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording/event_text.h"

#include "wording/evidence_text.h"
#include "wording/format.h"
#include "wording/object_errors.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QStringList>

namespace shmlab::ui {
namespace {

using What = ObjectEvent::What;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::EventText)
};

QString lineOf(std::chrono::system_clock::time_point time, const QString &text)
{
    const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
    return QDateTime::fromMSecsSinceEpoch(milliseconds).toString(QStringLiteral("HH:mm:ss.zzz")) + QStringLiteral("  ")
        + text;
}

QString actorText(const Actor &actor)
{
    return actor.process ? format::process(*actor.process) : Text::tr("pid %1 (gone)").arg(actor.pid);
}

QString openedText(const ObjectEvent &event, const QString &by)
{
    if (!event.isWritable)
        return Text::tr("opened by %1").arg(by);
    return (*event.isWritable ? Text::tr("opened to write by %1") : Text::tr("opened to read by %1")).arg(by);
}

QString mappedText(const ObjectEvent &event, const QString &by)
{
    return (event.isWritable.value_or(false) ? Text::tr("mapped to write by %1") : Text::tr("mapped to read by %1"))
        .arg(by);
}

QString sizeChangeText(const ObjectEvent &event, const QString &by)
{
    const off_t before = event.sizeBefore.value_or(0);
    const off_t now = event.sizeNow.value_or(0);
    const bool isGrown = event.what == What::Grown;
    const QString size = format::bytes(now);
    const QString difference = QLocale().toString(static_cast<qlonglong>(isGrown ? now - before : before - now));
    if (by.isEmpty())
        return (isGrown ? Text::tr("grown to %1 (+%2)") : Text::tr("shrunk to %1 (−%2)")).arg(size, difference);
    return (isGrown ? Text::tr("grown to %1 (+%2) by %3") : Text::tr("shrunk to %1 (−%2) by %3"))
        .arg(size, difference, by);
}

QString nameChangeText(const ObjectEvent &event, const QString &by)
{
    switch (event.what) {
    case What::Created: return by.isEmpty() ? Text::tr("created") : Text::tr("created by %1").arg(by);
    case What::Replaced: return Text::tr("now another object, inode %1").arg(event.inode);
    case What::Renamed: {
        const QString newName = QLatin1Char('/') + format::escaped(event.newName);
        return by.isEmpty() ? Text::tr("renamed to %1").arg(newName) : Text::tr("renamed to %1 by %2").arg(newName, by);
    }
    case What::Unlinked: return by.isEmpty() ? Text::tr("unlinked") : Text::tr("unlinked by %1").arg(by);
    case What::CameAndWent: return Text::tr("created and unlinked between two scans");
    default: return Text::tr("freed: its last user has let it go");
    }
}

QString phraseOf(const ObjectEvent &event)
{
    const QString by = event.by ? actorText(*event.by) : QString();
    switch (event.what) {
    case What::Created:
    case What::Replaced:
    case What::Renamed:
    case What::Unlinked:
    case What::CameAndWent:
    case What::Freed: return nameChangeText(event, by);
    case What::Grown:
    case What::Shrunk: return sizeChangeText(event, by);
    case What::Opened: return openedText(event, by);
    case What::Mapped: return mappedText(event, by);
    case What::Unmapped: return Text::tr("unmapped by %1").arg(by);
    case What::Closed: return Text::tr("closed by %1").arg(by);
    case What::Released: return Text::tr("let go by %1").arg(by);
    case What::VerdictChanged:
        return Text::tr("verdict: %1, was %2")
            .arg(verdictName(event.verdictNow.value_or(Verdict::Unknown)),
                 verdictName(event.verdictBefore.value_or(Verdict::Unknown)));
    case What::EventsLost: break;
    }
    return Text::tr("events are missing here: more happened than the kernel keeps");
}

/// Size and verdict of what is new.
QStringList detailsOf(const ObjectEvent &event)
{
    QStringList details;
    if (event.what != What::Created && event.what != What::Replaced)
        return details;
    if (event.sizeNow)
        details += format::bytes(*event.sizeNow);
    if (event.verdictNow)
        details += verdictName(*event.verdictNow);
    return details;
}

} // namespace

QString eventLine(const ObjectEvent &event)
{
    const QString text = (QStringList(phraseOf(event)) + detailsOf(event)).join(QStringLiteral(", "));
    if (event.what == What::EventsLost)
        return lineOf(event.time, text);
    return lineOf(event.time, QStringLiteral("/%1: %2").arg(format::escaped(event.name), text));
}

QString followingLine(std::size_t objects)
{
    return lineOf(
        std::chrono::system_clock::now(),
        objects == 1
            ? Text::tr("following; there is 1 object")
            : Text::tr("following; there are %1 objects").arg(QLocale().toString(static_cast<qulonglong>(objects))));
}

QString nothingMatchesText(const std::string &pattern)
{
    return Text::tr("No object matches %1 now; each that appears will be told.").arg(format::escaped(pattern));
}

QString actorsUnknownText(const Error &error)
{
    return Text::tr("Not known here: which process creates, unlinks or resizes an object, and what happens between two "
                    "scans. The kernel tells that to root (%1).")
        .arg(causeText(error));
}

} // namespace shmlab::ui
