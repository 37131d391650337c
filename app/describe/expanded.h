// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <initializer_list>
#include <utility>

namespace shmlab::ui {

/// A template with its @MARKERS@ replaced by values.
[[nodiscard]] inline QString expanded(QString text, std::initializer_list<std::pair<const char *, QString>> values)
{
    for (const auto &[marker, value] : values)
        text.replace(QLatin1Char('@') + QLatin1String(marker) + QLatin1Char('@'), value);
    return text;
}

} // namespace shmlab::ui
