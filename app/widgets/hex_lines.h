// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <span>
#include <vector>

namespace shmlab::ui {

/// Which rows of an object's bytes stand one below the other: all, or only those that changed. Rows and lines count
/// from 0. Of more than `maxTrackedBytes` bytes nobody watches at once which rows change.
class HexLines {
public:
    static constexpr qint64 maxTrackedBytes = qint64{1} << 20;

    void setSize(qint64 bytes);
    [[nodiscard]] qint64 size() const { return m_size; }
    /// Other rows than before: which of them changed is not known.
    void setBytesPerRow(qint64 bytes);
    [[nodiscard]] qint64 bytesPerRow() const { return m_bytesPerRow; }
    void clear();

    /// Only rows that are added from now on, of the part that begins at `begin`; or all.
    void setOnlyChanged(bool isOn, qint64 begin);
    [[nodiscard]] bool hasOnlyChanged() const { return m_hasOnlyChanged; }
    /// The first byte of the part whose changes are seen.
    [[nodiscard]] qint64 trackedBegin() const { return m_trackedBegin; }
    [[nodiscard]] qint64 trackedEnd() const;
    /// Has that part contain an offset; true when it is another one then, in which nothing has changed yet.
    bool moveTrackedRangeTo(qint64 offset);
    /// Rows that changed, in order; true when some are new lines.
    bool addChanged(std::span<const qint64> rows);

    [[nodiscard]] qint64 count() const;
    /// Where there is no such line: the first row of the part.
    [[nodiscard]] qint64 rowOf(qint64 line) const;
    /// The line of a row, or the next one below where it is not shown.
    [[nodiscard]] qint64 lineOf(qint64 row) const;
    [[nodiscard]] qint64 lineAt(qint64 offset) const { return lineOf(offset / m_bytesPerRow); }
    /// The byte in `column` of the line that lies `lines` below that of `offset`, no further than the first or the last
    /// line; by a single line, `offset` itself where there is none.
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
