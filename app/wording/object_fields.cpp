// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording/object_fields.h"

namespace shmlab::ui {

std::optional<QString> placeIdentifier(const ObjectReport &report)
{
    if (!report.place.empty())
        return QString::fromStdString(escape(report.place));
    return report.status().identity.domain == Domain::PosixShm
        ? std::optional(QString::fromLatin1(shmDirectory.data(), static_cast<qsizetype>(shmDirectory.size())))
        : std::nullopt;
}

std::string_view useIdentifier(Use use) noexcept
{
    switch (use) {
    case Use::InUse: return "IN-USE";
    case Use::MayBeInUse: return "MAY-BE-IN-USE";
    case Use::NobodySeen: return "NOBODY-SEEN";
    case Use::NotAnObject: return "NO-OBJECT";
    case Use::Unknown: break;
    }
    return "UNKNOWN";
}

std::string_view sourceIdentifier(Maker::Source source) noexcept
{
    switch (source) {
    case Maker::Source::Name: return "name";
    case Maker::Source::Kernel: return "kernel";
    case Maker::Source::Presence: return "presence";
    case Maker::Source::Timeline: break;
    }
    return "timeline";
}

std::vector<std::string> waysOf(const std::vector<KernelUser> &users)
{
    std::vector<std::string> ways;
    for (const KernelUser &user : users) {
        const std::string_view how = user.use == KernelUser::Use::LoopDevice ? "loop "
            : user.use == KernelUser::Use::SwapFile                          ? "swap "
                                                                             : "mount ";
        ways.push_back(std::string(how) + escape(user.place));
    }
    return ways;
}

std::optional<std::string_view> unseenIdentifier(UnseenContent content) noexcept
{
    switch (content) {
    case UnseenContent::Unreadable: return "unreadable";
    case UnseenContent::TooDeep: return "too-deep";
    case UnseenContent::Mounted: return "mounted";
    case UnseenContent::None: break;
    }
    return {};
}

std::vector<std::string> waysOf(const Holder &holder)
{
    std::vector<std::string> ways;
    if (holder.maps)
        ways.emplace_back(holder.mapsWritable ? "maps rw" : "maps r");
    if (holder.opens)
        ways.emplace_back(holder.opensWritable ? "open rw" : holder.opensReadable ? "open r" : "open path");
    for (const ByteRange lock : holder.locks) {
        const std::string last = lock.length == 0 ? std::string() : std::to_string(lock.offset + lock.length - 1);
        ways.push_back("locks " + std::to_string(lock.offset) + '-' + last);
    }
    return ways;
}

} // namespace shmlab::ui
