// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/base/name.h>
#include <shmlab/inspect/value.h>

#include <QByteArray>
#include <QString>

#include <bit>
#include <expected>
#include <vector>

namespace shmlab::ui {

/// A value in an object that is shown live, or an array of values.
struct Watch {
    QString label;
    ObjectName object;
    qint64 offset = 0;
    ValueType type = ValueType::Int32;
    int count = 1; ///< consecutive values of the type
    std::endian order = std::endian::native;
    bool isHex = false; ///< how whole numbers are shown
    bool isPlotted = false;
    bool operator==(const Watch &) const = default;

    [[nodiscard]] std::size_t sizeBytes() const { return rowOf(type).sizeBytes * static_cast<std::size_t>(count); }
};
inline constexpr int maxWatchedElements = 4096;
inline constexpr std::size_t maxWatches = 10'000;
inline constexpr qint64 maxWatchedOffset = qint64{1} << 62; ///< so that the end of the watch still fits into 64 bits

/// "/name at 0x40": the label of a watch until the user changes it.
[[nodiscard]] QString defaultLabel(const ObjectName &object, qint64 offset);
/// A label, or other text from outside, as one line that is safe to show: characters that hide, reorder or break text
/// are escaped as in names. Spaces and backslashes are kept, since default labels contain names that are escaped
/// already.
[[nodiscard]] QString safeText(const QString &text);

/// A file of watches: JSON, `{"shmlab_watches": 1, "watches": [{"label", "object", "offset", "type", "count", "order",
/// "format", "plotted"}]}`. Only object, offset and type are required.
[[nodiscard]] QByteArray writeWatches(const std::vector<Watch> &watches);
/// The error is one line that says what is wrong, and in which watch.
[[nodiscard]] std::expected<std::vector<Watch>, QString> readWatches(const QByteArray &json);

} // namespace shmlab::ui
