// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>

#include <cstddef>
#include <span>
#include <vector>

namespace shmlab::ui {

/// What is known of an object's bytes: a part of them, with the moment at which each was last seen to change. What
/// changed glows, and fades.
class ByteWindow {
public:
    ByteWindow() { m_clock.start(); }

    struct Changes {
        std::vector<qint64> rows; ///< with a byte that is another one now, in order
        bool hasMoved = false; ///< it is another part of the object than before
    };
    /// The bytes from `offset` on. What was known before and is another byte now begins to glow.
    Changes update(qint64 offset, std::span<const std::byte> bytes, qint64 bytesPerRow);
    /// The same without the changes: what is known stays as it is. True when it is another part of the object.
    bool move(qint64 offset, std::span<const std::byte> bytes);
    /// Lets a byte glow from now on; false when it is not contained.
    bool markChanged(qint64 offset);
    void clear();
    /// Puts what is known of a part of the object over its bytes.
    void overlay(qint64 offset, std::span<std::byte> bytes) const;

    [[nodiscard]] std::span<const std::byte> bytes() const { return m_bytes; }
    [[nodiscard]] bool contains(qint64 offset) const
    {
        return offset >= m_begin && offset - m_begin < static_cast<qint64>(m_bytes.size());
    }
    /// One that it contains.
    [[nodiscard]] std::byte at(qint64 offset) const { return m_bytes[indexOf(offset)]; }

    /// A moment, in milliseconds.
    [[nodiscard]] qint64 now() const { return m_clock.elapsed(); }
    /// The last change of a byte, as now() told it; long ago when it is not contained or never changed.
    [[nodiscard]] qint64 changedAt(qint64 offset) const;
    /// How strongly what changed at a moment glows now: from 1 down to 0.
    [[nodiscard]] static double highlightStrength(qint64 changedAt, qint64 now);
    /// How many bytes glow now.
    [[nodiscard]] int highlightedCount() const;
    /// The rows that glow now, or did until a moment ago, and so have a trace of it on the screen.
    [[nodiscard]] std::vector<qint64> fadingRows(qint64 bytesPerRow) const;

private:
    [[nodiscard]] std::size_t indexOf(qint64 offset) const { return static_cast<std::size_t>(offset - m_begin); }

    QElapsedTimer m_clock;
    qint64 m_begin = 0;
    std::vector<std::byte> m_bytes;
    std::vector<qint64> m_changedAt;
};

} // namespace shmlab::ui
