// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <span>
#include <vector>

namespace shmlab::ui {

/// Which rows of an object's bytes are shown as lines: all, or only those that changed. Rows and lines count from 0.
/// Changes are tracked in at most `maxTrackedBytes` bytes at a time.
class HexLines {
public:
    static constexpr qint64 maxTrackedBytes = qint64{1} << 20;

    void setSize(qint64 bytes);
    [[nodiscard]] qint64 size() const { return m_size; }
    /// Forgets which rows have changed.
    void setBytesPerRow(qint64 bytes);
    [[nodiscard]] qint64 bytesPerRow() const { return m_bytesPerRow; }
    void clear();

    /// Shows only rows added from now on, of the range that begins at `begin`; or all.
    void setOnlyChanged(bool isOn, qint64 begin);
    [[nodiscard]] bool hasOnlyChanged() const { return m_hasOnlyChanged; }
    /// The first byte of the range in which changes are tracked.
    [[nodiscard]] qint64 trackedBegin() const { return m_trackedBegin; }
    [[nodiscard]] qint64 trackedEnd() const;
    /// Moves that range so that it contains an offset; true when it has moved, and nothing in it has changed yet.
    bool moveTrackedRangeTo(qint64 offset);
    /// Adds rows that changed, in order; true when some are new lines.
    bool addChanged(std::span<const qint64> rows);

    [[nodiscard]] qint64 count() const;
    /// The first row of the range if there is no such line.
    [[nodiscard]] qint64 rowOf(qint64 line) const;
    /// The line of a row, or the next one below if it is not shown.
    [[nodiscard]] qint64 lineOf(qint64 row) const;
    [[nodiscard]] qint64 lineAt(qint64 offset) const { return lineOf(offset / m_bytesPerRow); }
    /// The byte in `column` of the line that is `lines` below that of `offset`, but not beyond the first or last line.
    /// For a single line: `offset` itself if there is no such line.
    [[nodiscard]] qint64 moved(qint64 offset, qint64 lines, qint64 column) const;

private:
    [[nodiscard]] qint64 rows() const { return m_size / m_bytesPerRow + (m_size % m_bytesPerRow != 0 ? 1 : 0); }

    qint64 m_size = 0;
    qint64 m_bytesPerRow = 16;
    qint64 m_trackedBegin = 0;
    std::vector<qint64> m_changed; ///< in order
    bool m_hasOnlyChanged = false;
};

} // namespace shmlab::ui
