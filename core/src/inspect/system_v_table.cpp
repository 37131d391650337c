// SPDX-License-Identifier: MIT
#include "inspect/system_v_table.h"

#include "inspect/proc_files.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include <sys/stat.h>

namespace shmlab {
namespace {

constexpr mode_t permissionBits = 0777;
constexpr mode_t isToBeDestroyed = 01000; // SHM_DEST: removed, it exists as long as it is attached

/// The titles of the columns, and the fields of a line below them.
class Columns {
public:
    explicit Columns(std::string_view titles) : m_titles(split(titles)) { }

    /// False when it has too few fields.
    [[nodiscard]] bool take(std::string_view line)
    {
        m_fields = split(line);
        return m_fields.size() >= m_titles.size();
    }
    template <typename Integer = std::int64_t>
    [[nodiscard]] Integer number(std::string_view title, int base = 10) const
    {
        const auto column = std::ranges::find(m_titles, title) - m_titles.begin();
        if (column == static_cast<std::ptrdiff_t>(m_titles.size()))
            return {};
        return static_cast<Integer>(
            parseNumber<std::int64_t>(m_fields[static_cast<std::size_t>(column)], base).value_or(0));
    }

private:
    [[nodiscard]] static std::vector<std::string_view> split(std::string_view line)
    {
        std::vector<std::string_view> fields;
        for (std::string_view field = nextField(line); !field.empty(); field = nextField(line))
            fields.push_back(field);
        return fields;
    }

    std::vector<std::string_view> m_titles;
    std::vector<std::string_view> m_fields;
};

void addSegment(SystemVRow &row, SystemVFacts &facts, const Columns &columns)
{
    row.status.sizeBytes = columns.number<off_t>("size");
    row.status.allocatedBytes = columns.number<off_t>("rss");
    facts.creator = columns.number<pid_t>("cpid");
    facts.lastUser = columns.number<pid_t>("lpid");
    facts.attachments = columns.number<unsigned long>("nattch");
    facts.swappedBytes = columns.number<std::uint64_t>("swap");
    facts.usedSeconds = std::max(columns.number("atime"), columns.number("dtime"));
}

void addQueue(SystemVRow &row, SystemVFacts &facts, const Columns &columns)
{
    facts.usedSeconds = std::max(columns.number("stime"), columns.number("rtime"));
    const bool isSent = columns.number("stime") >= columns.number("rtime");
    facts.lastUser = columns.number<pid_t>(isSent ? "lspid" : "lrpid");
    row.facts.queue =
        QueueFacts{.messages = columns.number<std::uint64_t>("qnum"), .bytes = columns.number<std::uint64_t>("cbytes")};
    row.status.sizeBytes = columns.number<off_t>("cbytes");
    row.status.allocatedBytes = row.status.sizeBytes;
}

std::string_view idColumnOf(Domain domain)
{
    switch (domain) {
    case Domain::SystemVSemaphores: return "semid";
    case Domain::SystemVQueue: return "msqid";
    default: return "shmid";
    }
}

} // namespace

std::vector<SystemVRow> parseSystemVTable(Domain domain, std::string_view text)
{
    std::vector<SystemVRow> rows;
    Columns columns(nextLine(text));
    while (!text.empty()) {
        if (!columns.take(nextLine(text)))
            continue;
        SystemVRow row{.id = columns.number<ino_t>(idColumnOf(domain)), .status = {}, .facts = {}};
        const auto mode = columns.number<mode_t>("perms", 8);
        row.status.identity = {.inode = row.id, .domain = domain};
        row.status.mode = S_IFREG | (mode & permissionBits);
        row.status.links = (mode & isToBeDestroyed) != 0 ? 0 : 1;
        row.status.owner = columns.number<uid_t>("uid");
        row.status.group = columns.number<gid_t>("gid");
        row.status.createdSeconds = columns.number("ctime");
        SystemVFacts facts{.key = columns.number<key_t>("key"), .changedSeconds = row.status.createdSeconds};
        if (domain == Domain::SystemVShm)
            addSegment(row, facts, columns);
        else if (domain == Domain::SystemVQueue)
            addQueue(row, facts, columns);
        else
            facts.semaphores = columns.number<unsigned long>("nsems");
        if (domain == Domain::SystemVSemaphores)
            facts.usedSeconds = columns.number("otime");
        row.facts.systemV = facts;
        rows.push_back(row);
    }
    return rows;
}

} // namespace shmlab
