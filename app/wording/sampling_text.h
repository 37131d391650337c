// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/inspect/sampler.h>

#include <QStringList>

#include <chrono>

namespace shmlab::ui {

/// The statistics of a recording as text; `headings` names its fields, for warnings about some of them.
[[nodiscard]] QString samplingText(const SamplingStats &stats, const QStringList &headings,
                                   std::chrono::nanoseconds interval);
/// The first names, separated by commas.
[[nodiscard]] QString joinNames(const QStringList &names);

} // namespace shmlab::ui
