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
#include <exception>
#include <iterator>
#include <mutex>
#include <new>
#include <ranges>
#include <utility>

namespace shmlab {
namespace {

/// The names of a directory for several threads, which look at what these lead to while others are still being read.
class NamesAhead {
public:
    /// `directory` is open, and at its first name.
    NamesAhead(LookingCalls calls, int directory) : m_calls(calls), m_directory(directory) { }

    /// Some names that nobody else gets; none when there are no more. Whoever sees that few are left reads some.
    [[nodiscard]] std::vector<DirectoryName> take();
    /// Whether all could be read.
    [[nodiscard]] const Result<void> &outcome() const noexcept { return m_outcome; }

private:
    static constexpr std::size_t few = 256;
    static constexpr std::size_t takenAtOnce = 32;

    void readSome(std::unique_lock<std::mutex> &lock);

    LookingCalls m_calls;
    int m_directory;
    std::mutex m_mutex; ///< guards all that follows
    std::condition_variable m_hasNews;
    std::vector<DirectoryName> m_names;
    bool m_isBeingRead = false;
    bool m_isOver = false;
    Result<void> m_outcome;
};

std::vector<DirectoryName> NamesAhead::take()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        if (m_names.size() < few && !m_isBeingRead && !m_isOver)
            readSome(lock);
        else if (m_names.empty() && !m_isOver)
            m_hasNews.wait(lock);
        else
            break;
    }
    const auto count = static_cast<std::ptrdiff_t>(std::min(m_names.size(), takenAtOnce));
    std::vector<DirectoryName> taken(std::move_iterator(m_names.end() - count), std::move_iterator(m_names.end()));
    m_names.resize(m_names.size() - taken.size());
    return taken;
}

/// Lets others take names meanwhile.
void NamesAhead::readSome(std::unique_lock<std::mutex> &lock)
{
    m_isBeingRead = true;
    lock.unlock();
    std::vector<DirectoryName> more;
    Result<bool> isMore = false;
    std::exception_ptr failure;
    try {
        isMore = readNames(m_calls, m_directory, more);
    } catch (...) {
        failure = std::current_exception();
    }
    lock.lock();
    m_isBeingRead = false;
    m_isOver = !isMore || !*isMore;
    if (!isMore)
        m_outcome = std::unexpected(isMore.error());
    m_hasNews.notify_all();
    if (failure)
        std::rethrow_exception(failure);
    std::ranges::move(more, std::back_inserter(m_names));
}

/// What the names of the directory lead to, in their order.
Result<std::vector<ObjectReportPtr>> lookAtNamed(LookingCalls calls, int directory, const ObjectJudge &judge,
                                                 Helpers &helpers)
{
    NamesAhead names(calls, directory);
    const std::size_t parts = mostParts(calls);
    std::vector<std::vector<ObjectReportPtr>> seen(parts);
    helpers.shareOut(parts, parts, 1, [&](std::size_t part, std::size_t) {
        for (auto taken = names.take(); !taken.empty(); taken = names.take()) {
            for (DirectoryName &name : taken) {
                if (auto report = judge.named(std::move(name), nullptr))
                    seen[part].push_back(std::move(report));
            }
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
    const auto [first, last] = std::ranges::unique(all, {}, &ObjectReport::name); // one may have come twice
    all.erase(first, last);
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

Result<ObjectSurvey> surveyObjects(LookingCalls calls, const Places &places)
try {
    const auto directory = calls.open(places.objects, O_DIRECTORY);
    if (!directory)
        return std::unexpected(directory.error());
    const Descriptor opened{calls, *directory};
    const auto status = calls.statDescriptor(*directory);
    if (!status)
        return std::unexpected(status.error());
    const dev_t device = ObjectStatus::of(*status).identity.device;
    Helpers helpers;
    helpers.callFor(mostParts(calls));
    const auto census = takeDeviceCensus(calls, device, places, helpers, {}); // before we open any of them ourselves
    if (!census)
        return std::unexpected(census.error());
    const ObjectJudge judge(calls, places, *directory, device, *census);
    auto reports = lookAtNamed(calls, *directory, judge, helpers);
    if (!reports)
        return std::unexpected(reports.error());
    addNameless(*reports, judge);
    return ObjectSurvey{std::move(*reports), census->hidden, census->isOfWholeMachine};
} catch (const std::bad_alloc &) {
    return std::unexpected(Error{.call = Call::Pread, .errorNumber = ENOMEM});
}

} // namespace shmlab
