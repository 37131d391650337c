// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/inspect/kind.h>
#include <shmlab/inspect/usage.h>

#include <memory>
#include <string>

namespace shmlab {

/// What is known of one object, or of a file of another type that lies among them. A plain value of one moment.
struct ObjectReport {
    std::string name; ///< bytes, without a slash; of one without a name the last that the kernel knows, or empty
    bool hasName = true; ///< false: unlinked, alive only through its holders
    bool isStatusKnown = true; ///< false where only a mapping tells of it, or not even stat(2): then its status has no
                               ///< more than identity and, as a lower bound, size
    bool hasNamesake = false; ///< another object of the same name is there: one of them is not what people think
    Kind kind = Kind::Unknown;
    std::string procPath; ///< where it has no name: the way into it, for ObjectReader::openByProcPath()
    Usage usage; ///< with its status and holders

    [[nodiscard]] const ObjectStatus &status() const noexcept { return usage.status; }
    [[nodiscard]] Verdict verdict() const noexcept { return usage.verdict; }
};
using ObjectReportPtr = std::shared_ptr<const ObjectReport>;

} // namespace shmlab
