// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/domain.h>
#include <shmlab/base/export.h>

#include <string>
#include <string_view>

namespace shmlab {

/// Where Linux shows POSIX shared memory objects (glibc, shm_overview(7)).
inline constexpr std::string_view shmDirectory = "/dev/shm";

/// Where a machine shows its objects and its processes. Given once, to InspectCalls: all code that inspects through
/// that seam uses these roots, so that tests and copies of a machine are inspected by the code that inspects the real
/// one.
struct SHMLAB_EXPORT SystemRoots {
    std::string shm{shmDirectory};
    std::string proc = "/proc";
    std::string sys = "/sys";
    std::string mqueue = "/dev/mqueue"; ///< mq_overview(7)
    DomainSet domains = DomainSet::all(); ///< the others do not exist on this machine

    /// The roots of this machine; valid until the program ends.
    [[nodiscard]] static const SystemRoots &real();
    [[nodiscard]] bool hasRealShm() const noexcept { return shm == shmDirectory; }
};

} // namespace shmlab
