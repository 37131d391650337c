// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/inspect/object_report.h>

#include <QJsonObject>

namespace shmlab::ui {

/// `name`, `verdict`, `size`, `allocated`, `mode`, `owner`, `inode`, `kind`, `holders`; with `isDetailed` also times,
/// links, counters, presence and the evidence.
[[nodiscard]] QJsonObject objectJson(const ObjectReport &report, bool isDetailed);

} // namespace shmlab::ui
