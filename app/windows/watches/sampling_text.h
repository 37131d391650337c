// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/inspect/sampler.h>

#include <QStringList>

#include <chrono>

namespace shmlab::ui {

/// The figures of a recording in words; `headings` names its fields, for warnings about some of them.
[[nodiscard]] QString samplingText(const SamplingStats &stats, const QStringList &headings,
                                   std::chrono::nanoseconds interval);
/// The first names, with commas.
[[nodiscard]] QString joinNames(const QStringList &names);

} // namespace shmlab::ui
