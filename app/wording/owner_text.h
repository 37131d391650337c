// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <sys/types.h>

/// Names of object owners. Looking up a login name can block on a directory server, so names are looked up elsewhere
/// (session/owner_lookup.h) and only cached here. All functions may be called from any thread.
namespace shmlab::ui {

/// The login name if it is known, otherwise the number.
[[nodiscard]] QString ownerText(uid_t owner);

[[nodiscard]] bool isOwnerKnown(uid_t owner);
void rememberOwner(uid_t owner, const QString &name);

} // namespace shmlab::ui
