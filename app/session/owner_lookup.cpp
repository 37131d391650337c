// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/owner_lookup.h"

#include "wording/format.h"
#include "wording/owner_text.h"

#include <array>

#include <pwd.h>

namespace shmlab::ui {

void lookUpOwner(uid_t owner)
{
    if (isOwnerKnown(owner))
        return;
    passwd entry{};
    passwd *found = nullptr;
    std::array<char, 4096> strings{};
    (void)::getpwuid_r(owner, &entry, strings.data(), strings.size(), &found);
    rememberOwner(owner, found != nullptr ? format::escaped(std::string_view(found->pw_name)) : QString::number(owner));
}

void lookUpOwners(const ObjectReport &report)
{
    lookUpOwner(report.status().owner);
    for (const Holder &holder : report.usage.processScan.holders)
        lookUpOwner(holder.process.owner);
}

} // namespace shmlab::ui
