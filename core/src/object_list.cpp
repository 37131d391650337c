// SPDX-License-Identifier: MIT
#include <shmlab/object_list.h>

#include "device_census.h"
#include "object_judge.h"
#include "parallel.h"
#include "proc_files.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <functional>
#include <iterator>
#include <new>
#include <utility>

#include <dirent.h>
#include <sys/inotify.h>
#include <unistd.h>

namespace shmlab {
namespace {

constexpr std::uint32_t changes = IN_CREATE | IN_DELETE | IN_MOVE | IN_ATTRIB | IN_MODIFY | IN_CLOSE_WRITE;
constexpr std::size_t firstPortion = 128; // what fits on a screen, and a bit
constexpr std::size_t portionSize = 2048;
constexpr std::size_t worthAThread = 128;
constexpr std::size_t takenAtOnce = 32; // by a thread
constexpr std::size_t byTurns = 256; // of those that nothing is known to have happened to, per look

const std::string &nameOf(const ObjectReportPtr &report)
{
    return report->name;
}

bool isInDirectory(std::string_view name)
{
    return name != "." && name != "..";
}

/// What a report says, but for who knows it: whether it is worth telling again.
bool saysTheSame(const ObjectReport &a, const ObjectReport &b)
{
    const Judgement &x = a.judgement;
    const Judgement &y = b.judgement;
    const auto isSame = [](const Holder &one, const Holder &other) {
        return one.process.isSameAs(other.process) && one.process.state == other.process.state && one.maps == other.maps
            && one.opens == other.opens && one.mapsToWrite == other.mapsToWrite
            && one.opensToWrite == other.opensToWrite && one.locks == other.locks;
    };
    return a.name == b.name && a.hasName == b.hasName && a.hasNamesake == b.hasNamesake && a.kind == b.kind
        && a.isStatusKnown == b.isStatusKnown && a.door == b.door && x.status == y.status && x.verdict == y.verdict
        && x.soleUse == y.soleUse && x.counters == y.counters && x.locked == y.locked && x.presence == y.presence
        && x.census.isLookedAtByUs == y.census.isLookedAtByUs && x.census.isComplete() == y.census.isComplete()
        && std::ranges::equal(x.census.holders, y.census.holders, isSame);
}

} // namespace

ObjectList::ObjectList(LookingCalls calls, Places places, Looks looks)
    : m_calls(calls),
      m_places(std::move(places)),
      m_looks(looks)
{
}

ObjectList::~ObjectList()
{
    for (const int fd : {m_directory, m_notifier}) {
        if (fd >= 0)
            (void)m_calls.close(fd);
    }
}

Result<void> ObjectList::openDirectory()
{
    if (m_directory >= 0)
        return {};
    const auto directory = m_calls.open(m_places.objects, O_DIRECTORY);
    if (!directory)
        return std::unexpected(directory.error());
    m_directory = *directory;
    const auto status = m_calls.statDescriptor(m_directory);
    if (!status) {
        (void)m_calls.close(std::exchange(m_directory, -1));
        return std::unexpected(status.error());
    }
    m_device = ObjectStatus::of(*status).identity.device;
    if (m_looks == Looks::Many)
        watch(); // before the names are read, so that none is missed
    return {};
}

/// Without a watch each look is at all.
void ObjectList::watch()
{
    const auto notifier = m_calls.notifier();
    if (!notifier)
        return;
    m_notifier = *notifier;
    if (!m_calls.watchDirectory(m_notifier, m_places.objects, changes))
        (void)m_calls.close(std::exchange(m_notifier, -1));
}

/// False when it cannot be told what has been touched.
bool ObjectList::readEvents(std::unordered_set<std::string> &touched)
{
    if (m_notifier < 0)
        return false;
    alignas(inotify_event) std::array<char, 65536> buffer{};
    for (;;) {
        const auto got = m_calls.read(m_notifier, buffer.data(), buffer.size());
        if (!got)
            return got.error().errorNumber == EAGAIN; // that was all
        for (std::size_t at = 0; at + sizeof(inotify_event) <= *got;) {
            inotify_event event{};
            std::memcpy(&event, buffer.data() + at, sizeof event);
            if ((event.mask & IN_IGNORED) != 0) { // the directory is gone: what is mounted there now is another one
                (void)m_calls.close(std::exchange(m_notifier, -1));
                (void)m_calls.close(std::exchange(m_directory, -1));
            }
            if ((event.mask & (IN_Q_OVERFLOW | IN_IGNORED)) != 0)
                return false;
            const char *name = buffer.data() + at + sizeof event;
            if (event.len > 0)
                touched.emplace(name, ::strnlen(name, event.len));
            at += sizeof event + event.len;
        }
    }
}

Result<std::vector<ObjectList::Entry>> ObjectList::readDirectory() const
{
    // A descriptor of its own, whose position begins at the first name.
    const auto directory = m_calls.openAt(m_directory, ".", O_DIRECTORY);
    if (!directory)
        return std::unexpected(directory.error());
    const Descriptor opened{m_calls, *directory};
    std::vector<Entry> entries;
    alignas(dirent64) std::array<char, 65536> buffer{};
    for (;;) {
        const auto got = m_calls.getdents(*directory, buffer.data(), buffer.size());
        if (!got)
            return std::unexpected(got.error());
        if (*got == 0)
            break;
        for (std::size_t at = 0; at + offsetof(dirent64, d_name) < *got;) {
            const auto *entry = reinterpret_cast<const dirent64 *>(buffer.data() + at);
            if (isInDirectory(entry->d_name))
                entries.push_back({.name = entry->d_name, .isRegular = entry->d_type == DT_REG});
            at += entry->d_reclen;
        }
    }
    // One that is removed and made again meanwhile may come twice.
    std::ranges::sort(entries, {}, &Entry::name);
    const auto [first, last] = std::ranges::unique(entries, {}, &Entry::name);
    entries.erase(first, last);
    return entries;
}

void ObjectList::forgetVanished(const std::vector<Entry> &present, const Sink &sink)
{
    const auto isPresent = [&present](const ObjectReportPtr &known) {
        return std::ranges::binary_search(present, known->name, {}, &Entry::name);
    };
    std::vector<ObjectChange> vanished;
    for (const ObjectReportPtr &known : m_named) {
        if (!isPresent(known))
            vanished.push_back({known, nullptr});
    }
    if (vanished.empty())
        return;
    sink(std::move(vanished));
    std::erase_if(m_named, std::not_fn(isPresent));
}

/// What was touched, what somebody holds or held, exchanges, whose counters move in silence, and some of the rest.
std::vector<ObjectList::Entry> ObjectList::whatMayHaveChanged(const std::unordered_set<std::string> &touched,
                                                              const DeviceCensus &census)
{
    std::vector<Entry> entries;
    entries.reserve(touched.size() + byTurns);
    for (const std::string &name : touched)
        entries.push_back({.name = name});
    const auto add = [&](const ObjectReport &known) {
        if (!touched.contains(known.name))
            entries.push_back({.name = known.name, .isRegular = known.status().isRegular()});
    };
    for (const ObjectReportPtr &known : m_named) {
        const bool wasHeld = isInUse(known->verdict());
        if (wasHeld || census.held.contains(known->status().identity.inode) || isExchange(known->kind))
            add(*known);
    }
    auto turn = std::ranges::upper_bound(m_named, m_lastTurn, {}, nameOf);
    for (std::size_t i = 0; i < std::min(byTurns, m_named.size()); ++i, ++turn) {
        if (turn == m_named.end())
            turn = m_named.begin();
        add(**turn);
        m_lastTurn = (*turn)->name;
    }
    std::ranges::sort(entries, {}, &Entry::name);
    const auto [first, last] = std::ranges::unique(entries, {}, &Entry::name);
    entries.erase(first, last);
    return entries;
}

std::optional<std::size_t> ObjectList::indexOf(std::string_view name) const
{
    if (m_named.empty() || m_named.back()->name < name) // as most often at the first look
        return {};
    const auto found = std::ranges::lower_bound(m_named, name, {}, nameOf);
    if ((*found)->name != name)
        return {};
    return static_cast<std::size_t>(found - m_named.begin());
}

std::shared_ptr<ObjectList::Portion> ObjectList::lookAtPortion(std::span<Entry> entries, const ObjectJudge &judge,
                                                               Helpers &helpers) const
{
    // Room for all at once, since memory that several threads ask for is slow to come; filled by whoever looks.
    auto portion = std::make_shared<Portion>(entries.size());
    const std::size_t parts = partsFor(m_calls, entries.size(), worthAThread);
    helpers.shareOut(parts, entries.size(), takenAtOnce, [&](std::size_t, std::size_t i) {
        std::optional<ObjectReport> &place = (*portion)[i];
        ObjectReport &report = place.emplace();
        report.name = std::move(entries[i].name);
        const auto known = indexOf(report.name);
        if (judge.judgeNamed(report, entries[i].isRegular, known ? m_named[*known].get() : nullptr)) {
            report.hasNamesake = m_namesakes.contains(report.name);
        } else {
            entries[i].name = std::move(report.name);
            place.reset();
        }
    });
    return portion;
}

/// Of one look all reports are kept, which they may be where they are; of many looks few, each on its own.
ObjectReportPtr ObjectList::keep(const std::shared_ptr<Portion> &portion, ObjectReport &report) const
{
    if (m_looks == Looks::Once)
        return {portion, &report};
    return std::make_shared<const ObjectReport>(std::move(report));
}

void ObjectList::take(std::span<const Entry> entries, const std::shared_ptr<Portion> &portion, const Sink &sink)
{
    std::vector<ObjectChange> differences;
    differences.reserve(entries.size());
    std::vector<ObjectReportPtr> appeared;
    appeared.reserve(entries.size());
    std::vector<std::pair<std::size_t, ObjectReportPtr>> others; // by their places in m_named; null: vanished
    for (std::size_t i = 0; i < entries.size(); ++i) {
        std::optional<ObjectReport> &seen = (*portion)[i];
        const auto known = indexOf(seen ? seen->name : entries[i].name);
        ObjectReportPtr before = known ? m_named[*known] : nullptr;
        if (before && seen && !m_tellsAll && saysTheSame(*before, *seen))
            continue;
        ObjectReportPtr now = seen ? keep(portion, *seen) : nullptr;
        if (before)
            others.emplace_back(*known, now);
        else if (now)
            appeared.push_back(now);
        else
            m_passedBy.push_back(entries[i].name);
        if (before || now)
            differences.push_back({std::move(before), std::move(now)});
    }
    if (differences.empty())
        return;
    sink(std::move(differences)); // first: what could not be told must not be taken for known
    for (auto &[known, now] : others)
        m_named[known] = std::move(now);
    std::erase(m_named, nullptr);
    if (appeared.empty())
        return;
    std::vector<ObjectReportPtr> all;
    all.reserve(m_named.size() + appeared.size());
    std::ranges::merge(m_named, appeared, std::back_inserter(all), {}, nameOf, nameOf);
    m_named = std::move(all);
}

void ObjectList::lookAt(std::vector<Entry> entries, const ObjectJudge &judge, Helpers &helpers, const Sink &sink,
                        const std::stop_token &stop)
{
    std::span<Entry> rest = entries;
    std::size_t size = m_looks == Looks::Many ? firstPortion : entries.size();
    while (!rest.empty() && !stop.stop_requested()) {
        const auto portion = rest.first(std::min(size, rest.size()));
        take(portion, lookAtPortion(portion, judge, helpers), sink);
        rest = rest.subspan(portion.size());
        size = portionSize;
    }
    m_isComplete = rest.empty(); // one that was cut short must not be believed to know what happened since
}

/// Flags the objects whose name an object without one had, too.
void ObjectList::flagNamesakes(std::vector<ObjectChange> &differences)
{
    std::unordered_set<std::string> namesakes;
    for (const auto &[inode, known] : m_nameless)
        namesakes.insert(known->name);
    const auto flag = [&](const std::string &name) {
        const auto known = indexOf(name);
        if (!known || m_named[*known]->hasNamesake == namesakes.contains(name))
            return;
        auto flagged = std::make_shared<ObjectReport>(*m_named[*known]);
        flagged->hasNamesake = namesakes.contains(name);
        differences.push_back({std::exchange(m_named[*known], flagged), flagged});
    };
    std::ranges::for_each(m_namesakes, flag);
    std::ranges::for_each(namesakes, flag);
    m_namesakes = std::move(namesakes);
}

/// Objects that processes hold though no name leads to them.
void ObjectList::lookAtNameless(const DeviceCensus &census, const ObjectJudge &judge, const Sink &sink)
{
    if (census.held.empty() && m_nameless.empty())
        return;
    std::unordered_set<ino_t> nameless;
    for (const auto &[inode, held] : census.held)
        nameless.insert(inode);
    for (const ObjectReportPtr &known : m_named)
        nameless.erase(known->status().identity.inode);
    std::vector<ObjectChange> differences;
    std::erase_if(m_nameless, [&](const auto &known) {
        if (nameless.contains(known.first) && !census.held.at(known.first).holders.empty())
            return false;
        differences.push_back({known.second, nullptr});
        return true;
    });
    for (const auto &[inode, held] : census.held) {
        if (held.holders.empty() || !nameless.contains(inode) || (held.status && held.status->links > 0))
            continue; // one with a link elsewhere lies in a folder of this directory
        const auto known = m_nameless.find(inode);
        const ObjectReportPtr before = known != m_nameless.end() ? known->second : nullptr;
        const auto now = judge.nameless(inode, held);
        now->hasNamesake = indexOf(now->name).has_value();
        if (now->status().links > 0 || (before && !m_tellsAll && saysTheSame(*before, *now)))
            continue;
        m_nameless.insert_or_assign(inode, now);
        differences.push_back({before, now});
    }
    flagNamesakes(differences);
    if (!differences.empty())
        sink(std::move(differences));
}

Result<void> ObjectList::refresh(const Sink &sink, const std::stop_token &stop)
try {
    if (auto done = openDirectory(); !done)
        return done;
    std::unordered_set<std::string> touched;
    const bool wasComplete = std::exchange(m_isComplete, false); // until this look has come to its end as well
    const bool knowsWhat = readEvents(touched) && wasComplete;
    if (auto done = openDirectory(); !done) // again, if it turned out to be gone
        return done;
    Helpers helpers;
    Result<std::vector<Entry>> entries = std::unexpected(Error{}); // until they are read
    std::function<void()> alongside;
    if (!knowsWhat) {
        helpers.callFor(mostParts(m_calls));
        alongside = [&] {
            if (!stop.stop_requested())
                entries = readDirectory();
        };
    }
    // Before we open any of them ourselves.
    const auto census = takeDeviceCensus(m_calls, m_device, m_places, helpers, alongside, stop);
    if (!census)
        return std::unexpected(census.error());
    const ObjectJudge judge(m_calls, m_places, m_directory, m_device, *census);
    m_passedBy.clear();
    m_hidden = census->hidden;
    m_isOfWholeMachine = census->isOfWholeMachine;
    if (stop.stop_requested())
        return {};
    if (knowsWhat) {
        lookAt(whatMayHaveChanged(touched, *census), judge, helpers, sink, stop);
    } else {
        if (!entries)
            return std::unexpected(entries.error());
        forgetVanished(*entries, sink);
        lookAt(std::move(*entries), judge, helpers, sink, stop);
        m_passedBy.clear(); // before anybody looked
    }
    if (!stop.stop_requested())
        lookAtNameless(*census, judge, sink);
    m_tellsAll = m_tellsAll && !m_isComplete;
    return {};
} catch (const std::bad_alloc &) { // some changes may have been told to nobody
    m_isComplete = false;
    m_tellsAll = true;
    return std::unexpected(Error{.call = Call::Pread, .errorNumber = ENOMEM});
}

std::vector<ObjectReportPtr> ObjectList::reports() const
{
    std::vector<ObjectReportPtr> all = m_named;
    if (m_nameless.empty())
        return all;
    for (const auto &[inode, report] : m_nameless)
        all.push_back(report);
    std::ranges::sort(all, [](const ObjectReportPtr &a, const ObjectReportPtr &b) {
        return std::pair(std::string_view(a->name), a->status().identity.inode)
            < std::pair(std::string_view(b->name), b->status().identity.inode);
    });
    return all;
}

} // namespace shmlab
