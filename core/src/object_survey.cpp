// SPDX-License-Identifier: MIT
#include <shmlab/object_survey.h>

#include "device_census.h"
#include "directory_names.h"
#include "object_judge.h"
#include "parallel.h"
#include "proc_files.h"

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <iterator>
#include <mutex>
#include <new>
#include <ranges>
#include <utility>

namespace shmlab {
namespace {

/// The names of a directory for several threads: one reads them to the end, as fast as it can, since a name that is
/// replaced meanwhile may come not at all; the others take those that are known.
class NamesAhead {
public:
    /// `directory` is open, and at its first name.
    NamesAhead(LookingCalls calls, int directory) : m_calls(calls), m_directory(directory) { }

    /// Some names that nobody else gets; none when there are no more. Whoever comes first reads them all first.
    [[nodiscard]] std::vector<DirectoryName> take();
    /// There are no more for anybody.
    void giveUp(Error why);
    /// Whether all could be read.
    [[nodiscard]] const Result<void> &outcome() const noexcept { return m_outcome; }

private:
    static constexpr std::size_t takenAtOnce = 32;

    /// False when there are no more.
    [[nodiscard]] bool readSome();

    LookingCalls m_calls;
    int m_directory;
    std::mutex m_mutex; ///< guards all that follows
    std::condition_variable m_hasNews;
    std::vector<DirectoryName> m_names;
    bool m_isBegun = false;
    bool m_isOver = false;
    Result<void> m_outcome;
};

std::vector<DirectoryName> NamesAhead::take()
{
    std::unique_lock lock(m_mutex);
    if (!std::exchange(m_isBegun, true)) {
        lock.unlock();
        while (readSome()) { }
        lock.lock();
    }
    m_hasNews.wait(lock, [this] { return m_isOver || !m_names.empty(); });
    const auto count = static_cast<std::ptrdiff_t>(std::min(m_names.size(), takenAtOnce));
    std::vector<DirectoryName> taken(std::move_iterator(m_names.end() - count), std::move_iterator(m_names.end()));
    m_names.resize(m_names.size() - taken.size());
    return taken;
}

bool NamesAhead::readSome()
{
    std::vector<DirectoryName> some;
    const auto isMore = readNames(m_calls, m_directory, some);
    if (!isMore) {
        giveUp(isMore.error());
        return false;
    }
    const std::scoped_lock lock(m_mutex);
    std::ranges::move(some, std::back_inserter(m_names));
    m_isOver = m_isOver || !*isMore;
    m_hasNews.notify_all();
    return !m_isOver;
}

void NamesAhead::giveUp(Error why)
{
    const std::scoped_lock lock(m_mutex);
    m_names.clear();
    m_isOver = true;
    m_outcome = std::unexpected(std::move(why));
    m_hasNews.notify_all();
}

constexpr Error noMemory()
{
    return {.call = Call::Pread, .errorNumber = ENOMEM};
}

/// What the names of the directory lead to, in their order.
Result<std::vector<ObjectReportPtr>> lookAtNamed(LookingCalls calls, int directory, const ObjectJudge &judge,
                                                 Helpers &helpers)
{
    NamesAhead names(calls, directory);
    const std::size_t parts = mostParts(calls);
    std::vector<std::vector<ObjectReportPtr>> seen(parts);
    helpers.shareOut(parts, parts, 1, [&](std::size_t part, std::size_t) {
        try {
            for (auto taken = names.take(); !taken.empty(); taken = names.take()) {
                for (DirectoryName &name : taken) {
                    if (auto report = judge.named(std::move(name), nullptr))
                        seen[part].push_back(std::move(report));
                }
            }
        } catch (const std::bad_alloc &) {
            names.giveUp(noMemory());
        }
        std::ranges::sort(seen[part], {}, nameAndInode);
    });
    if (!names.outcome())
        return std::unexpected(names.outcome().error());
    std::vector<ObjectReportPtr> all;
    for (const auto &part : seen) {
        std::vector<ObjectReportPtr> merged;
        merged.reserve(all.size() + part.size());
        std::ranges::merge(all, part, std::back_inserter(merged), {}, nameAndInode, nameAndInode);
        all = std::move(merged);
    }
    // One may have come twice: removed meanwhile and made again, of which the later inode is left.
    const auto former = std::ranges::unique(all | std::views::reverse, {}, &ObjectReport::name);
    all.erase(all.begin(), former.begin().base());
    return all;
}

/// Adds those that processes hold though no name leads to them, and flags those whose names are the same.
void addNameless(std::vector<ObjectReportPtr> &all, const ObjectJudge &judge)
{
    auto nameless = judge.nameless(all);
    if (nameless.empty())
        return;
    for (const auto &[inode, report] : nameless) {
        const auto namesake = std::ranges::lower_bound(all, report->name, {}, &ObjectReport::name);
        if (namesake == all.end() || (*namesake)->name != report->name)
            continue;
        const auto flagged = std::make_shared<ObjectReport>(**namesake);
        flagged->hasNamesake = true;
        report->hasNamesake = true;
        *namesake = flagged;
    }
    std::ranges::copy(nameless | std::views::values, std::back_inserter(all));
    std::ranges::sort(all, {}, nameAndInode);
}

} // namespace

Result<ObjectSurvey> surveyObjects(LookingCalls calls)
try {
    const auto directory = calls.open(calls.roots().shm, O_DIRECTORY);
    if (!directory)
        return std::unexpected(directory.error());
    const Descriptor opened{calls, *directory};
    const auto status = calls.statDescriptor(*directory);
    if (!status)
        return std::unexpected(status.error());
    const dev_t device = ObjectStatus::of(*status).identity.device;
    Helpers helpers;
    helpers.callFor(mostParts(calls));
    const auto census = takeDeviceCensus(calls, device, helpers, {}); // before we open any of them ourselves
    if (!census)
        return std::unexpected(census.error());
    const ObjectJudge judge(calls, *directory, device, *census);
    auto reports = lookAtNamed(calls, *directory, judge, helpers);
    if (!reports)
        return std::unexpected(reports.error());
    addNameless(*reports, judge);
    return ObjectSurvey{std::move(*reports), census->hidden, census->isOfWholeMachine};
} catch (const std::bad_alloc &) {
    return std::unexpected(noMemory());
}

} // namespace shmlab
