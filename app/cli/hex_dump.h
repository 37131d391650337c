// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/inspect/byte_source.h>

#include <QByteArray>

#include <array>
#include <cstdio>
#include <span>

namespace shmlab::ui {

/// Bytes of an object as `hexdump -C` writes them: rows like the one before are replaced by one asterisk, and holes are
/// skipped.
class HexDump {
public:
    HexDump(const ByteSource &object, off_t begin, off_t end, std::FILE *out);

    /// False if `out` could not be written (errno). Ends early if the object was truncated meanwhile.
    [[nodiscard]] Result<bool> run();

private:
    [[nodiscard]] bool addRows(std::span<const std::byte> bytes);
    [[nodiscard]] Result<void> skipHole();
    [[nodiscard]] bool write(const QByteArray &text);

    static constexpr std::size_t rowBytes = 16;

    const ByteSource &m_object;
    off_t m_at;
    off_t m_end;
    std::FILE *m_out;
    std::array<std::byte, rowBytes> m_row{}; ///< the last row
    bool m_hasRow = false;
    bool m_hasOutput = false;
    bool m_isRepeating = false; ///< rows are being skipped
};

} // namespace shmlab::ui
