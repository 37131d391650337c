// SPDX-License-Identifier: MIT
#include "object_judge.h"

#include "directory_names.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <string_view>
#include <thread>
#include <utility>

#include <unistd.h>

namespace shmlab {
namespace {

using std::chrono::microseconds;

constexpr std::string_view deletedMark = " (deleted)"; // behind the path of what has no link any more
constexpr microseconds mostPatience{100'000}; // of a look

bool isLeaseSignalIgnored()
{
    struct sigaction now{};
    return ::sigaction(SIGIO, nullptr, &now) == 0 && now.sa_handler == SIG_IGN;
}

/// The last name of an object that has none, from what the kernel shows: "/dev/shm/NAME (deleted)".
std::string lastName(std::string_view label, const std::string &folder)
{
    if (label.ends_with(deletedMark))
        label.remove_suffix(deletedMark.size());
    if (label.starts_with(folder + '/'))
        label.remove_prefix(folder.size() + 1);
    return std::string(label);
}

/// For how long to ask again for sole use of it. Somebody else who looks into it refuses that for some microseconds,
/// or, if he follows its writer, milliseconds, which the kernel does not tell from a use.
microseconds patienceWith(const ObjectReport *before, const ObjectReport &now)
{
    if (before == nullptr || before->status().identity != now.status().identity)
        return microseconds(8'000);
    return microseconds(before->verdict() == Verdict::Stale ? 20'000 : 0);
}

} // namespace

ObjectJudge::ObjectJudge(LookingCalls calls, int directory, dev_t device,
                         const DeviceCensus &census)
    : m_calls(calls),
      m_directory(directory),
      m_device(device),
      m_census(census),
      m_self(::geteuid()),
      m_leaseManners{.end = LeaseEnd::AtClose, .isSignalIgnored = isLeaseSignalIgnored()},
      m_patience(mostPatience.count())
{
}

std::shared_ptr<ObjectReport> ObjectJudge::named(DirectoryName &&name, const ObjectReport *before) const
{
    auto report = std::make_shared<ObjectReport>();
    report->name = std::move(name.name);
    if (judgeNamed(*report, name.isRegular, before))
        return report;
    name.name = std::move(report->name);
    return nullptr;
}

bool ObjectJudge::judgeNamed(ObjectReport &report, bool isRegular, const ObjectReport *before) const
{
    Judgement &judgement = report.judgement;
    Result<ObjectReader> object = std::unexpected(Error{.problem = Problem::NotRegular});
    if (isRegular)
        object = ObjectReader::openKnown(m_calls, m_directory, report.name, judgement.status);
    if (!object) {
        const auto status = m_calls.statAt(m_directory, report.name);
        if (!status && status.error().errorNumber == ENOENT)
            return false;
        if (!status) { // it is there, but nothing is known of it
            report.isStatusKnown = false;
            return true;
        }
        judgement.status = ObjectStatus::of(*status);
        if (!judgement.status.isRegular()) {
            report.kind = kindOfFile(judgement.status.mode);
            judgement.verdict = Verdict::Foreign;
            return true;
        }
        if (!isRegular)
            object = ObjectReader::openKnown(m_calls, m_directory, report.name, judgement.status);
    }
    judgement.census = m_census.of(judgement.status.identity.inode);
    if (object)
        lookInside(report, *object, patienceWith(before, report));
    else
        report.kind = recognise(report.name, judgement.status.sizeBytes, {});
    judgement.verdict = verdictOnAnyObject(judgement, m_self);
    return true;
}

std::unordered_map<ino_t, std::shared_ptr<ObjectReport>>
ObjectJudge::nameless(std::span<const ObjectReportPtr> named) const
{
    std::unordered_map<ino_t, std::shared_ptr<ObjectReport>> all;
    if (m_census.held.empty())
        return all;
    std::unordered_map<ino_t, const HeldObject *> held;
    for (const auto &[inode, object] : m_census.held) {
        const bool hasName = object.status && object.status->links > 0; // here, or in a folder of this directory
        if (!object.holders.empty() && !hasName)
            held.emplace(inode, &object);
    }
    for (const ObjectReportPtr &report : named)
        held.erase(report->status().identity.inode);
    for (const auto &[inode, object] : held) {
        auto report = judgeNameless(inode, *object);
        if (report->status().links == 0)
            all.emplace(inode, std::move(report));
    }
    return all;
}

std::shared_ptr<ObjectReport> ObjectJudge::judgeNameless(ino_t inode, const HeldObject &held) const
{
    auto report = std::make_shared<ObjectReport>();
    report->hasName = false;
    report->name = lastName(held.label, m_calls.roots().shm);
    report->door = held.door;
    report->isStatusKnown = held.status.has_value();
    Judgement &judgement = report->judgement;
    judgement.status =
        held.status.value_or(ObjectStatus{.identity = {m_device, inode}, .sizeBytes = held.mappedEnd, .mode = S_IFREG});
    judgement.census = m_census.of(inode);
    judgement.verdict = Verdict::Orphaned;
    if (const auto object = ObjectReader::openHeld(m_calls, held.door, {m_device, inode})) {
        if (const auto status = object->status(m_calls)) {
            judgement.status = *status;
            report->isStatusKnown = true;
        }
        lookInside(*report, *object, microseconds(0));
        return report;
    }
    report->kind = recognise(report->name, judgement.status.sizeBytes, {});
    if (!held.status && !held.label.ends_with(deletedMark))
        judgement.status.links = 1; // it lies in a folder of this directory
    return report;
}

void ObjectJudge::lookInside(ObjectReport &report, const ObjectReader &object, microseconds patience) const
{
    Judgement &judgement = report.judgement;
    alignas(std::uint64_t) std::array<std::byte, headBytes> head{};
    const auto wanted = static_cast<std::size_t>(std::min<off_t>(judgement.status.sizeBytes, headBytes));
    const auto got = object.readAt(m_calls, 0, std::span(head).first(wanted));
    report.kind = recognise(report.name, judgement.status.sizeBytes, std::span(head).first(got.value_or(0)));
    if (isExchange(report.kind))
        (void)lookForParties(m_calls, object, judgement); // what it does not tell stays unsaid
    Census &census = judgement.census;
    if (!std::ranges::all_of(census.holders, &Holder::onlyReads))
        return;
    judgement.soleUse = soleUseOf(object, patience);
    if (judgement.soleUse == SoleUse::Granted) { // whoever read it has let go: it was a look
        census.isLookedAtByUs = false;
        census.holders.clear();
    } else if (census.isLookedAtByUs) {
        judgement.soleUse = SoleUse::NotAsked; // it would be us whom the kernel means
    }
}

SoleUse ObjectJudge::soleUseOf(const ObjectReader &object, microseconds patience) const
{
    SoleUse use = object.soleUse(m_calls, m_leaseManners);
    for (int again = 0; again < 3 && use == SoleUse::Refused; ++again) {
        std::this_thread::yield();
        use = object.soleUse(m_calls, m_leaseManners);
    }
    // Ever longer, so that two who look at the same objects in the same order do not meet again and again.
    microseconds pause(50);
    for (; use == SoleUse::Refused && patience > microseconds(0) && m_patience > 0; pause *= 2) {
        pause = std::min(pause, patience);
        std::this_thread::sleep_for(pause);
        patience -= pause;
        m_patience -= pause.count();
        use = object.soleUse(m_calls, m_leaseManners);
    }
    return use;
}

} // namespace shmlab
