// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording/owner_text.h"

#include <QHash>

#include <mutex>

namespace shmlab::ui {
namespace {

struct OwnerNames {
    std::mutex mutex;
    QHash<uid_t, QString> names;
};

OwnerNames &ownerNames()
{
    static OwnerNames known;
    return known;
}

} // namespace

QString ownerText(uid_t owner)
{
    OwnerNames &known = ownerNames();
    const std::scoped_lock lock(known.mutex);
    const auto found = known.names.constFind(owner);
    return found != known.names.constEnd() ? *found : QString::number(owner);
}

bool isOwnerKnown(uid_t owner)
{
    OwnerNames &known = ownerNames();
    const std::scoped_lock lock(known.mutex);
    return known.names.contains(owner);
}

void rememberOwner(uid_t owner, const QString &name)
{
    OwnerNames &known = ownerNames();
    const std::scoped_lock lock(known.mutex);
    known.names.insert(owner, name);
}

} // namespace shmlab::ui
