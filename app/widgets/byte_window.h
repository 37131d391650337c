// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>

#include <cstddef>
#include <functional>
#include <span>
#include <utility>
#include <vector>

namespace shmlab::ui {

/// A part of an object's bytes, with the time at which each was last seen to change. Changed bytes are highlighted, and
/// fade.
class ByteWindow {
public:
    /// Returns the time in milliseconds.
    using Clock = std::function<qint64()>;

    ByteWindow() { m_elapsed.start(); }

    void setClock(Clock clock) { m_clock = std::move(clock); }

    struct Changes {
        std::vector<qint64> rows; ///< the rows in which a byte changed, in order
        bool hasMoved = false; ///< it is now another part of the object
    };
    /// Sets the bytes from `offset` on. Known bytes that changed are highlighted.
    Changes update(qint64 offset, std::span<const std::byte> bytes, qint64 bytesPerRow);
    /// Like update(), but known bytes stay as they are. True if it is now another part of the object.
    bool move(qint64 offset, std::span<const std::byte> bytes);
    /// Highlights a byte from now on; false when it is not contained.
    bool markChanged(qint64 offset);
    void clear();
    /// Replaces the bytes of an object from `offset` on by those that are known.
    void overlay(qint64 offset, std::span<std::byte> bytes) const;

    [[nodiscard]] qint64 begin() const { return m_begin; }
    [[nodiscard]] std::span<const std::byte> bytes() const { return m_bytes; }
    [[nodiscard]] bool contains(qint64 offset) const
    {
        return offset >= m_begin && offset - m_begin < static_cast<qint64>(m_bytes.size());
    }
    /// `offset` must be contained.
    [[nodiscard]] std::byte at(qint64 offset) const { return m_bytes[indexOf(offset)]; }

    /// In milliseconds.
    [[nodiscard]] qint64 now() const { return m_clock ? m_clock() : m_elapsed.elapsed(); }
    /// When a byte changed last, by now(); a time long ago if it is not contained or never changed.
    [[nodiscard]] qint64 changedAt(qint64 offset) const;
    /// How strongly a byte that changed then is highlighted now: from 1 down to 0.
    [[nodiscard]] static double highlightStrength(qint64 changedAt, qint64 now);
    /// How many bytes are highlighted now.
    [[nodiscard]] int highlightedCount() const;
    /// The rows that are highlighted now, or were shown highlighted in the last paint.
    [[nodiscard]] std::vector<qint64> fadingRows(qint64 bytesPerRow) const;

private:
    [[nodiscard]] std::size_t indexOf(qint64 offset) const { return static_cast<std::size_t>(offset - m_begin); }

    QElapsedTimer m_elapsed;
    Clock m_clock; ///< if empty, m_elapsed is used
    qint64 m_begin = 0;
    std::vector<std::byte> m_bytes;
    std::vector<qint64> m_changedAt;
};

} // namespace shmlab::ui
