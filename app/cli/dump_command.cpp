// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/objects_command.h"
#include "cli/terminal.h"
#include "wording/format.h"
#include "wording/object_errors.h"

#include <shmlab/inspect/object_reader.h>
#include <shmlab/inspect/object_scan.h>

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cinttypes>
#include <cstring>
#include <vector>

namespace shmlab::ui {
namespace {

constexpr std::size_t rowBytes = 16;
constexpr std::size_t bufferBytes = std::size_t{1} << 16U;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::DumpCommand)
};

/// "00000010  01 02 …  |..|", as hexdump -C writes it.
void appendRow(QByteArray &text, off_t offset, std::span<const std::byte> bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::array<char, 24> head{};
    const int length = std::snprintf(head.data(), head.size(), "%08" PRIx64, static_cast<std::uint64_t>(offset));
    text.append(head.data(), length);
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

/// Rows like the one before are left out, with an asterisk for all of them; holes are jumped over.
class HexDump {
public:
    HexDump(const ObjectReader &object, off_t begin, off_t end, std::FILE *out)
        : m_object(object),
          m_at(begin),
          m_end(end),
          m_out(out)
    {
    }

    Result<bool> run()
    {
        std::vector<std::byte> buffer(bufferBytes);
        while (m_at < m_end) {
            const auto wanted = static_cast<std::size_t>(std::min<off_t>(m_end - m_at, bufferBytes));
            const auto got = m_object.readAt(m_at, std::span(buffer).first(wanted));
            if (!got)
                return std::unexpected(got.error());
            if (*got == 0)
                break; // it has been cut short meanwhile
            if (!addRows(std::span(buffer).first(*got)))
                return false;
            if (const auto jumped = jumpOverHole(); !jumped)
                return std::unexpected(jumped.error());
        }
        if (m_isLeavingOut || (m_hasOutput && m_at == m_end)) {
            std::array<char, 24> tail{};
            const int length =
                std::snprintf(tail.data(), tail.size(), "%08" PRIx64 "\n", static_cast<std::uint64_t>(m_at));
            return std::fwrite(tail.data(), 1, static_cast<std::size_t>(length), m_out)
                == static_cast<std::size_t>(length);
        }
        return true;
    }

private:
    bool addRows(std::span<const std::byte> bytes)
    {
        m_text.clear();
        m_hasOutput = m_hasOutput || !bytes.empty();
        for (std::size_t begin = 0; begin < bytes.size(); begin += rowBytes) {
            const auto row = bytes.subspan(begin, std::min(rowBytes, bytes.size() - begin));
            const bool isRepeated = row.size() == rowBytes && m_hasRow && std::ranges::equal(row, m_row);
            if (!isRepeated)
                appendRow(m_text, m_at, row);
            else if (!m_isLeavingOut)
                m_text += "*\n";
            m_isLeavingOut = isRepeated;
            m_hasRow = row.size() == rowBytes;
            if (m_hasRow)
                std::ranges::copy(row, m_row.begin());
            m_at += static_cast<off_t>(row.size());
        }
        return std::fwrite(m_text.constData(), 1, static_cast<std::size_t>(m_text.size()), m_out)
            == static_cast<std::size_t>(m_text.size());
    }

    Result<void> jumpOverHole()
    {
        const bool isInZeros = m_isLeavingOut && m_row == std::array<std::byte, rowBytes>{};
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

    const ObjectReader &m_object;
    off_t m_at;
    off_t m_end;
    std::FILE *m_out;
    QByteArray m_text;
    std::array<std::byte, rowBytes> m_row{};
    bool m_hasRow = false;
    bool m_hasOutput = false;
    bool m_isLeavingOut = false;
};

Result<bool> writeRaw(const ObjectReader &object, off_t at, off_t end, std::FILE *out)
{
    std::vector<std::byte> buffer(bufferBytes);
    while (at < end) {
        const auto wanted = static_cast<std::size_t>(std::min<off_t>(end - at, bufferBytes));
        const auto got = object.readAt(at, std::span(buffer).first(wanted));
        if (!got)
            return std::unexpected(got.error());
        if (*got == 0)
            break;
        if (std::fwrite(buffer.data(), 1, *got, out) != *got)
            return false;
        at += static_cast<off_t>(*got);
    }
    return true;
}

/// By its name; where that is gone, by a process that still holds the object.
Result<ObjectReader> openNamedOrHeld(const ObjectName &name)
{
    auto opened = ObjectReader::open(InspectCalls(), name);
    if (opened || !opened.error().isCallFailure(ENOENT))
        return opened;
    const auto survey = scanObjects();
    if (!survey)
        return opened;
    for (const ObjectReportPtr &report : survey->reports) {
        if (!report->hasName && '/' + report->name == name.bytes())
            return ObjectReader::openByProcPath(InspectCalls(), report->procPath, report->status().identity);
    }
    return opened;
}

int printFailure(std::FILE *messages, const QString &what, ExitCode code)
{
    printText(messages, QStringLiteral("shmlab: %1\n").arg(what));
    return static_cast<int>(code);
}

} // namespace

int runDump(const CommandLine &line, std::FILE *out, std::FILE *messages)
{
    const ObjectName &name = line.exchange.name;
    const auto object = openNamedOrHeld(name);
    const auto status = object ? object->status() : std::unexpected(object.error());
    if (!status) {
        return printFailure(messages, readErrorText(format::text(name), status.error()),
                            status.error().isCallFailure(ENOENT) ? ExitCode::NoSuchObject : ExitCode::Failed);
    }
    const ExpressionVariables names{.here = 0, .end = status->sizeBytes};
    const auto offset = evaluateOffset(line.dump.offset.toStdString(), names);
    const auto length = evaluateOffset(line.dump.length.toStdString(), names);
    if (!offset || !length) {
        const bool isOffset = !offset;
        const QString text = isOffset ? line.dump.offset : line.dump.length;
        return printFailure(
            messages,
            QStringLiteral("%1: %2").arg(text, expressionErrorText(isOffset ? offset.error() : length.error())),
            ExitCode::UsageError);
    }
    if (*offset > status->sizeBytes) {
        return printFailure(messages,
                            Text::tr("offset %1 is beyond the end, which is at %2")
                                .arg(line.dump.offset, format::bytes(status->sizeBytes)),
                            ExitCode::UsageError);
    }
    const off_t begin = *offset;
    const off_t end = begin + std::min(*length, status->sizeBytes - begin);
    const auto done = line.dump.isRaw ? writeRaw(*object, begin, end, out) : HexDump(*object, begin, end, out).run();
    if (!done)
        return printFailure(messages, readErrorText(format::text(name), done.error()), ExitCode::Failed);
    const bool isWritten = *done && std::fflush(out) == 0;
    if (!isWritten && errno == EPIPE) // whoever reads has seen enough, as head does
        return static_cast<int>(ExitCode::Failed);
    if (!isWritten)
        return printFailure(messages, Text::tr("cannot write: %1").arg(format::errnoText(errno)), ExitCode::Failed);
    return static_cast<int>(ExitCode::Done);
}

} // namespace shmlab::ui
