// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/object_output.h"

#include "cli/terminal.h"
#include "session/owner_lookup.h"
#include "wording/advice_text.h"
#include "wording/evidence_text.h"
#include "wording/format.h"
#include "wording/object_errors.h"
#include "wording/object_text.h"
#include "wording/owner_text.h"
#include "wording/program_text.h"

#include <shmlab/exchange/exchange_state.h>

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdint>
#include <ctime>
#include <map>
#include <string_view>

#include <langinfo.h>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::ObjectsCommand)
};

/// strftime is ten times faster than QDateTime, and a table may have thousands of rows.
std::string timestampText(std::int64_t seconds)
{
    const std::time_t time = seconds;
    std::tm local{};
    std::array<char, 32> text{};
    if (::localtime_r(&time, &local) == nullptr)
        return "-";
    return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M", &local)};
}

QString recordedTime(std::int64_t seconds)
{
    return seconds != 0 ? QString::fromStdString(timestampText(seconds)) : QStringLiteral("-");
}

/// A table in the terminal; the last column is not padded. The text of all cells lies in one string.
class Table {
public:
    static constexpr std::size_t columns = 14;

    explicit Table(std::size_t rows)
    {
        m_cells.reserve(columns * (rows + 1));
        m_text.reserve(100 * (rows + 1)); // about
    }

    void add(std::string_view cell)
    {
        const std::size_t column = m_cells.size() % columns;
        const std::size_t width = widthOf(cell);
        m_cells.push_back({static_cast<std::uint32_t>(cell.size()), static_cast<std::uint32_t>(width)});
        m_text += cell;
        m_widths[column] = std::max(m_widths[column], width);
    }
    void add(std::int64_t number)
    {
        std::array<char, 24> digits{};
        add(std::string_view(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr));
    }

    [[nodiscard]] std::string text() const
    {
        std::string all;
        std::size_t lineWidth = 2 * columns;
        for (const std::size_t width : m_widths)
            lineWidth += width;
        all.reserve(lineWidth * (m_cells.size() / columns + 1));
        std::size_t begin = 0;
        for (std::size_t i = 0; i < m_cells.size(); ++i) {
            const Cell &cell = m_cells[i];
            const bool isLast = i % columns == columns - 1;
            all.append(m_text, begin, cell.length);
            begin += cell.length;
            all.append(isLast ? 1 : m_widths[i % columns] - cell.width + 2, isLast ? '\n' : ' ');
        }
        return all;
    }

private:
    /// The columns that UTF-8 takes in a terminal: characters from U+3000 on, which begin with 0xe3 or more, take two.
    static std::size_t widthOf(std::string_view text)
    {
        std::size_t width = 0;
        for (const char letter : text) {
            const auto byte = static_cast<unsigned char>(letter);
            const bool isContinued = (byte & 0xc0U) == 0x80U;
            width += isContinued ? 0 : byte >= 0xe3U ? 2 : 1;
        }
        return width;
    }

    /// Small: there may be a hundred thousand, and most of the time goes into the page faults of their memory.
    struct Cell {
        std::uint32_t length;
        std::uint32_t width;
    };
    std::string m_text; ///< of all cells
    std::vector<Cell> m_cells;
    std::array<std::size_t, columns> m_widths{};
};

/// Texts that thousands of rows share are formatted once.
template <typename Key, typename Make>
const std::string &memoized(std::map<Key, std::string> &made, Key key, Make make)
{
    const auto [place, isNew] = made.try_emplace(key);
    if (isNew)
        place->second = make(key);
    return place->second;
}

/// The programs in a column that is not too wide.
std::string shownPrograms(const ObjectHolders &processScan)
{
    constexpr qsizetype width = 32;
    const QString programs = holderPrograms(processScan);
    if (programs.isEmpty())
        return "-";
    return (programs.size() > width ? programs.left(width - 1) + QChar(0x2026) : programs).toStdString();
}

class Rows {
public:
    explicit Rows(Table &table) : m_table(table) { }

    void add(const ObjectReport &report)
    {
        const ObjectStatus &status = report.status();
        const ObjectHolders &processScan = report.usage.processScan;
        m_table.add(
            memoized(m_verdicts, report.verdict(), [](Verdict verdict) { return verdictName(verdict).toStdString(); }));
        m_table.add(memoized(m_uses, useOf(report.usage), [](Use use) { return useName(use).toStdString(); }));
        m_table.add(status.sizeBytes);
        if (report.isStatusKnown)
            addStatus(status);
        else
            addUnknownStatus();
        m_table.add(static_cast<std::int64_t>(status.identity.inode));
        m_table.add(shownPrograms(processScan));
        m_table.add(memoized(m_kinds, report.kind, [](Kind kind) { return kindText(kind).toStdString(); }));
        m_table.add(report.maker ? makerText(report.maker).toStdString() : "-");
        m_table.add(memoized(m_advice, report.verdict(), [&](Verdict) { return adviceName(report).toStdString(); }));
        std::string name = report.hasName ? nameIdentifier(report) : titleOf(report).toStdString();
        if (report.hasNamesake)
            name += Text::tr(" (two inodes under one name)").toStdString();
        if (const QString interrupted = interruptionText(report); !interrupted.isEmpty())
            name += QStringLiteral(" (%1)").arg(interrupted).toStdString();
        if (const QString unseen = unseenContentText(report); !unseen.isEmpty())
            name += QStringLiteral(" (%1)").arg(unseen).toStdString();
        if (report.isSecondName)
            name += Text::tr(" (another name of an object above)").toStdString();
        m_table.add(name);
    }

private:
    void addStatus(const ObjectStatus &status)
    {
        m_table.add(status.allocatedBytes);
        m_table.add(memoized(m_modes, status.mode & 07777U, [](mode_t mode) { return modeText(mode).toStdString(); }));
        m_table.add(memoized(m_owners, status.owner, [](uid_t owner) { return ownerText(owner).toStdString(); }));
        for (const std::int64_t seconds : {status.createdSeconds, status.modifiedSeconds}) {
            if (seconds != 0)
                addTimestamp(seconds);
            else
                m_table.add("-"); // it is not recorded
        }
    }
    void addUnknownStatus()
    {
        for (int column = 0; column < 5; ++column) // allocated, mode, owner, created, modified
            m_table.add("?");
    }
    /// Many objects are created in the same minute.
    void addTimestamp(std::int64_t seconds)
    {
        if (const std::int64_t minute = seconds / 60; minute != m_minute || m_timestamp.empty()) {
            m_minute = minute;
            m_timestamp = timestampText(seconds);
        }
        m_table.add(m_timestamp);
    }

    Table &m_table;
    std::map<Verdict, std::string> m_verdicts;
    std::map<Use, std::string> m_uses;
    std::map<Verdict, std::string> m_advice;
    std::map<mode_t, std::string> m_modes;
    std::map<uid_t, std::string> m_owners;
    std::map<Kind, std::string> m_kinds;
    std::int64_t m_minute = 0;
    std::string m_timestamp;
};

QStringList titles()
{
    return {Text::tr("VERDICT"), Text::tr("USE"),     Text::tr("SIZE"),     Text::tr("ALLOCATED"), Text::tr("MODE"),
            Text::tr("OWNER"),   Text::tr("CREATED"), Text::tr("MODIFIED"), Text::tr("INODE"),     Text::tr("HOLDERS"),
            Text::tr("KIND"),    Text::tr("MAKER"),   Text::tr("ADVICE"),   Text::tr("NAME")};
}

} // namespace

Result<ObjectScan> scanForOutput()
{
    auto scan = scanObjects({}, probeExchange);
    if (scan) {
        for (const ObjectReportPtr &report : scan->reports)
            lookUpOwners(*report);
    }
    return scan;
}

std::string tableText(const std::vector<ObjectReportPtr> &reports)
{
    Table table(reports.size());
    for (const QString &title : titles())
        table.add(title.toStdString());
    Rows rows(table);
    for (const ObjectReportPtr &report : reports)
        rows.add(*report);
    return table.text();
}

QString detailsText(const ObjectReport &report)
{
    const ObjectStatus &status = report.status();
    QStringList lines{
        titleOf(report),
        QStringLiteral("  %1").arg(verdictName(report.verdict())),
        Text::tr("  kind: %1").arg(kindText(report.kind)),
        Text::tr("  size: %1, allocated: %2")
            .arg((report.isStatusKnown ? QString() : QStringLiteral("≥ ")) + format::bytes(status.sizeBytes),
                 orUnknown(report, format::bytes(status.allocatedBytes))),
        Text::tr("  mode: %1, owner: %2, inode: %3, links: %4")
            .arg(orUnknown(report, modeText(status.mode)), orUnknown(report, ownerText(status.owner)),
                 QString::number(status.identity.inode), orUnknown(report, QString::number(status.links))),
        Text::tr("  created: %1, modified: %2")
            .arg(orUnknown(report, recordedTime(status.createdSeconds)),
                 orUnknown(report, recordedTime(status.modifiedSeconds)))};
    QStringList evidence = objectEvidence(report);
    evidence.removeOne(evidenceText(evidence::Description{status})); // which stands above
    for (const QString &line : objectContent(report) + evidence)
        lines += QStringLiteral("  ") + line;
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

ExitCode printTable(const std::string &table, const QString &rest)
{
    // A large table is not converted to UTF-16 and back if the terminal uses UTF-8.
    const bool isUtf8 = std::string_view(::nl_langinfo(CODESET)) == "UTF-8";
    const QByteArray all = isUtf8 ? QByteArray::fromRawData(table.data(), static_cast<qsizetype>(table.size()))
                                  : QString::fromStdString(table).toLocal8Bit();
    const ExitCode code = print(all);
    return code == ExitCode::Done ? printText(rest) : code;
}

ExitCode unreadableRoots(const Error &error)
{
    return failure(Text::tr("cannot examine the objects: %1").arg(causeText(error)),
                   error.isCallFailure(ENOENT) ? ExitCode::NoSuchObject : ExitCode::Failed);
}

ExitCode noSuchObject(const ObjectName &name)
{
    return failure(Text::tr("there is no object %1").arg(format::text(name)), ExitCode::NoSuchObject);
}

} // namespace shmlab::ui
