// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/inspect/usage.h>

#include <algorithm>
#include <concepts>

namespace shmlab {

/// The last step of every inspection: asks the kernel whether another process has the object open if the process scan
/// could not decide that, and derives the verdict. `probeLease` is called at most once; status, scan and isOpenable are
/// already set.
template <std::invocable Probe>
void completeUsage(Usage &usage, Probe probeLease)
{
    ObjectHolders &scan = usage.processScan;
    if (usage.isOpenable && std::ranges::all_of(scan.holders, &Holder::isReadOnlyUse)) {
        usage.leaseProbe = probeLease();
        if (usage.leaseProbe == LeaseProbe::Granted) { // the readers that the scan found have closed it
            scan.hasOwnReader = false;
            scan.holders.clear();
        } else if (scan.hasOwnReader) {
            usage.leaseProbe = LeaseProbe::Inconclusive; // the kernel's answer may refer to our own descriptor
        }
    }
    usage.verdict = verdictFrom(usage);
}

} // namespace shmlab
