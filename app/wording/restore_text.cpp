// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording/restore_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::RestoreText)
};

constexpr NotRestoredSet inherent{NotRestored::Inode, NotRestored::ChangeTime};

} // namespace

void MissingCounts::add(NotRestoredSet missing)
{
    ++objects;
    for (const NotRestored each : allNotRestored)
        of.at(static_cast<std::size_t>(each)) += missing.contains(each) ? 1 : 0;
}

QString notRestoredText(NotRestored missing)
{
    switch (missing) {
    case NotRestored::Inode: return Text::tr("inode number and birth time");
    case NotRestored::ChangeTime: return Text::tr("change time (ctime)");
    case NotRestored::Owner: return Text::tr("owner");
    case NotRestored::Group: return Text::tr("group");
    case NotRestored::Rights: return Text::tr("rights of group and others");
    case NotRestored::Acl: return Text::tr("access control list (ACL)");
    case NotRestored::Attributes: return Text::tr("some extended attributes");
    case NotRestored::Flags: return Text::tr("file attributes (chattr)");
    case NotRestored::Preallocation: return Text::tr("memory that was reserved and not yet written");
    case NotRestored::Times: return Text::tr("times of access and modification");
    case NotRestored::Links: return Text::tr("its other names (hard links)");
    }
    return {};
}

QString exceptionalText(NotRestoredSet missing)
{
    QStringList words;
    for (const NotRestored each : allNotRestored) {
        if (missing.contains(each) && !inherent.contains(each))
            words += notRestoredText(each);
    }
    return words.join(Text::tr(", "));
}

QString forecastText(const MissingCounts &missing)
{
    QStringList words;
    for (const NotRestored each : allNotRestored) {
        const int objects = missing.of.at(static_cast<std::size_t>(each));
        if (objects == 0)
            continue;
        words += objects == missing.objects
            ? notRestoredText(each)
            : Text::tr("%1 (of %2)").arg(notRestoredText(each), QLocale().toString(objects));
    }
    return words.isEmpty() ? QString() : Text::tr("Undo does not restore: %1.").arg(words.join(Text::tr(", ")));
}

} // namespace shmlab::ui
