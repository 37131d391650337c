// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/inspect/object_report.h>

#include <sys/types.h>

namespace shmlab::ui {

/// Makes the login name of `owner` known to ownerText(); does nothing if it is known already. May wait for a directory
/// server (NSS), so do not call it on the GUI thread.
void lookUpOwner(uid_t owner);
/// The same for the owner of an object and those of the processes that hold it.
void lookUpOwners(const ObjectReport &report);

} // namespace shmlab::ui
