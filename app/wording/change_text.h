// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/inspect/object_monitor.h>

#include <QStringList>

namespace shmlab::ui {

/// What happened to an object between two scans, a phrase each: created, sized, mapped by, unlinked, created again as
/// another inode, … `isFirstPass`: it existed before the first scan.
[[nodiscard]] QStringList changeDescriptions(const ObjectChange &change, bool isFirstPass);

} // namespace shmlab::ui
