// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/inspect/byte_source.h>
#include <shmlab/inspect/kind.h>
#include <shmlab/inspect/object_facts.h>
#include <shmlab/inspect/usage.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace shmlab {

struct ExchangeState; // core/exchange

/// Why what lies in a directory is not listed.
enum class UnseenContent : std::uint8_t {
    None, ///< it is listed
    Unreadable, ///< this process may not read the directory
    TooDeep, ///< directories are looked into to a depth of 16
    Mounted, ///< another file system is mounted there
};

/// All that is known about one object, or about a file of another type in the same directory. A plain value, as of one
/// scan.
struct ObjectReport {
    std::string name; ///< bytes, without a leading slash; of an unlinked object the last one that the kernel knows, or
                      ///< empty; of an object in a directory its path in /dev/shm; of one of System V its identifier
    std::string place; ///< the directory in which the name lies; "ipc:[4026531839]", an IPC namespace; else empty
    bool hasName = true; ///< false: unlinked, it exists only as long as processes hold it
    bool isStatusKnown = true; ///< false if only a mapping shows it, or stat(2) failed: its status then has no
                               ///< more than identity and, as a lower bound, size
    bool hasNamesake = false; ///< there is another object of the same name, with a name or unlinked
    UnseenContent unseenContent = UnseenContent::None; ///< of a directory
    bool isSecondName = false; ///< a further name of an object that is reported already: its memory is counted there
    Kind kind = Kind::Unknown;
    std::string procPath; ///< of an unlinked object: a path that leads to it, for ObjectReader::openByProcPath()
    Usage usage; ///< with its status and holders
    std::optional<Maker> maker{};
    ObjectFacts facts{};
    std::shared_ptr<const ExchangeState> exchange{}; ///< from an ObjectProbe; two reports share an unchanged one

    [[nodiscard]] const ObjectStatus &status() const noexcept { return usage.status; }
    [[nodiscard]] Verdict verdict() const noexcept { return usage.verdict; }
};
using ObjectReportPtr = std::shared_ptr<const ObjectReport>;

/// Lets a library above this one add what it knows about an open object: called on the threads of a scan when all other
/// fields are set. `before` is the report of the previous scan, or null.
using ObjectProbe = void (*)(InspectCalls calls, const ByteSource &object, ObjectReport &report,
                             const ObjectReport *before);

} // namespace shmlab
