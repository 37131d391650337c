// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wording/evidence_text.h"
#include "wording/object_text.h"
#include "wording/owner_text.h"

#include <shmlab/base/name.h>
#include <shmlab/inspect/object_location.h>
#include <shmlab/inspect/object_report.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What programs are told about an object: one list for every format.
namespace shmlab::ui {

/// The version of the fields; a later one may add fields, and only another version changes one.
inline constexpr int objectSchema = 1;

/// Where its name lies, as "/dev/shm"; nothing for an object without a name.
[[nodiscard]] std::optional<QString> placeIdentifier(const ObjectReport &report);
/// "IN-USE", "NOBODY-SEEN", …: never translated.
[[nodiscard]] std::string_view useIdentifier(Use use) noexcept;
/// "name", "presence" or "timeline".
[[nodiscard]] std::string_view sourceIdentifier(Maker::Source source) noexcept;
/// "loop", "swap" or "mount", with the place: "loop /dev/loop0".
[[nodiscard]] std::vector<std::string> waysOf(const std::vector<KernelUser> &users);
/// Why what lies in a directory is not listed: "unreadable", "too-deep", "mounted"; nothing where it is listed.
[[nodiscard]] std::optional<std::string_view> unseenIdentifier(UnseenContent content) noexcept;
/// "maps rw", "open r", "locks 0-99" and the like.
[[nodiscard]] std::vector<std::string> waysOf(const Holder &holder);

/// Calls `sink.field(name, value)` for each field in order. The values are text in UTF-8 (std::string_view, QString),
/// numbers, bool, and std::optional of these where something may not be known; std::optional<Maker>;
/// std::vector<Holder>; and std::vector<std::string>.
template <typename Sink>
void visitFields(const ObjectReport &report, Sink &&sink)
{
    const ObjectStatus &status = report.status();
    const ObjectHolders &scan = report.usage.processScan;
    const bool isKnown = report.isStatusKnown;
    const auto known = [isKnown](auto value) { return isKnown ? std::optional(value) : std::nullopt; };
    const auto seconds = [&known](std::int64_t time) { return time != 0 ? known(time) : std::nullopt; };
    const bool hasAdvice = report.verdict() == Verdict::Stale || report.verdict() == Verdict::Unused;

    sink.field("name", std::string_view(nameIdentifier(report)));
    sink.field("domain", domainName(status.identity.domain));
    sink.field("kind", kindName(report.kind));
    sink.field("place", placeIdentifier(report));
    sink.field("use", useIdentifier(useOf(report.usage)));
    sink.field("advice", hasAdvice ? std::optional(verdictName(report.verdict())) : std::nullopt);
    sink.field("verdict", verdictName(report.verdict()));
    sink.field("maker", report.maker);
    sink.field("created", seconds(status.createdSeconds));
    sink.field("modified", seconds(status.modifiedSeconds));
    sink.field("size", std::int64_t{status.sizeBytes});
    sink.field("allocated", known(std::int64_t{status.allocatedBytes}));
    sink.field("mode", isKnown ? std::optional(modeText(status.mode)) : std::nullopt);
    sink.field("owner", isKnown ? std::optional(ownerText(status.owner)) : std::nullopt);
    sink.field("inode", static_cast<std::int64_t>(status.identity.inode));
    sink.field("links", known(static_cast<std::int64_t>(status.links)));
    sink.field("unlinked", isUnlinked(report));
    sink.field("namesake", report.hasNamesake);
    sink.field("second_name", report.isSecondName);
    sink.field("interrupted_removal_of", formerName(report));
    sink.field("holders", scan.holders);
    sink.field("kernel_users", waysOf(scan.kernelUsers));
    sink.field("content_unseen", unseenIdentifier(report.unseenContent));
    sink.field("hidden", scan.isHiddenCountKnown ? std::optional(scan.hidden) : std::nullopt);
    const auto &[systemV, queue, semaphore] = report.facts;
    sink.field("key", systemV ? std::optional(keyText(systemV->key)) : std::nullopt);
    sink.field("attachments", systemV ? std::optional(static_cast<std::int64_t>(systemV->attachments)) : std::nullopt);
    sink.field("messages", queue ? std::optional(static_cast<std::int64_t>(queue->messages)) : std::nullopt);
    sink.field("message_bytes", queue ? std::optional(static_cast<std::int64_t>(queue->bytes)) : std::nullopt);
    sink.field("semaphore_value", semaphore ? std::optional(std::int64_t{semaphore->value}) : std::nullopt);
    sink.field("semaphore_waiters", semaphore ? std::optional(std::int64_t{semaphore->waiters}) : std::nullopt);
}

} // namespace shmlab::ui
