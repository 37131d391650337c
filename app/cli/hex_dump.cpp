// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/hex_dump.h"

#include <algorithm>
#include <cinttypes>
#include <string_view>
#include <vector>

namespace shmlab::ui {
namespace {

constexpr std::size_t bufferBytes = std::size_t{1} << 16U;

QByteArray offsetText(off_t offset)
{
    std::array<char, 24> text{};
    const int length = std::snprintf(text.data(), text.size(), "%08" PRIx64, static_cast<std::uint64_t>(offset));
    return {text.data(), length};
}

/// "00000010  01 02 …  |..|"
void appendRow(QByteArray &text, off_t offset, std::span<const std::byte> bytes, std::size_t rowBytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    text += offsetText(offset);
    for (std::size_t i = 0; i < rowBytes; ++i) {
        text += i % 8 == 0 ? "  " : " ";
        const auto value = i < bytes.size() ? std::to_integer<unsigned>(bytes[i]) : 0U;
        if (i < bytes.size()) {
            text += digits[value >> 4U];
            text += digits[value & 0xfU];
        } else {
            text += "  ";
        }
    }
    text += "  |";
    for (const std::byte byte : bytes) {
        const auto character = static_cast<char>(byte);
        text += character >= ' ' && character <= '~' ? character : '.';
    }
    text += "|\n";
}

} // namespace

HexDump::HexDump(const ByteSource &object, off_t begin, off_t end, std::FILE *out)
    : m_object(object),
      m_at(begin),
      m_end(end),
      m_out(out)
{
}

Result<bool> HexDump::run()
{
    std::vector<std::byte> buffer(bufferBytes);
    while (m_at < m_end) {
        const auto wanted = static_cast<std::size_t>(std::min<off_t>(m_end - m_at, bufferBytes));
        const auto got = m_object.readAt(m_at, std::span(buffer).first(wanted));
        if (!got)
            return std::unexpected(got.error());
        if (*got == 0)
            break;
        if (!addRows(std::span(buffer).first(*got)))
            return false;
        if (const auto skipped = skipHole(); !skipped)
            return std::unexpected(skipped.error());
    }
    const bool hasTail = m_isRepeating || (m_hasOutput && m_at == m_end);
    return !hasTail || write(offsetText(m_at) + '\n');
}

bool HexDump::addRows(std::span<const std::byte> bytes)
{
    QByteArray text;
    m_hasOutput = m_hasOutput || !bytes.empty();
    for (std::size_t begin = 0; begin < bytes.size(); begin += rowBytes) {
        const auto row = bytes.subspan(begin, std::min(rowBytes, bytes.size() - begin));
        const bool isRepeated = row.size() == rowBytes && m_hasRow && std::ranges::equal(row, m_row);
        if (!isRepeated)
            appendRow(text, m_at, row, rowBytes);
        else if (!m_isRepeating)
            text += "*\n";
        m_isRepeating = isRepeated;
        m_hasRow = row.size() == rowBytes;
        if (m_hasRow)
            std::ranges::copy(row, m_row.begin());
        m_at += static_cast<off_t>(row.size());
    }
    return write(text);
}

Result<void> HexDump::skipHole()
{
    const bool isInZeros = m_isRepeating && m_row == std::array<std::byte, rowBytes>{};
    if (!isInZeros || m_at >= m_end)
        return {};
    const auto data = m_object.nextData(m_at);
    if (!data)
        return std::unexpected(data.error());
    const off_t next = std::min(data->value_or(m_end), m_end);
    const off_t gap = (next - m_at) / static_cast<off_t>(rowBytes) * static_cast<off_t>(rowBytes);
    m_at += std::max<off_t>(gap, 0);
    return {};
}

bool HexDump::write(const QByteArray &text)
{
    const auto size = static_cast<std::size_t>(text.size());
    return std::fwrite(text.constData(), 1, size, m_out) == size;
}

} // namespace shmlab::ui
