// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>
#include <shmlab/base/protocol.h>
#include <shmlab/inspect/object_report.h>

#include <chrono>
#include <optional>
#include <variant>
#include <vector>

namespace shmlab {

/// The facts that a verdict rests on, each kind a type with its arguments. Core makes no text of them.
namespace evidence {

struct Description { ///< what the object is
    ObjectStatus status;
};
struct OtherNamesake { ///< processes hold another object that had the same name
    bool hasName = true; ///< the name leads to this one
};
struct HardLinks { ///< it has several names: removing one frees nothing
    nlink_t count = 0;
};
struct HeldBy {
    Holder holder;
    std::chrono::system_clock::time_point runningSince;
};
struct NoHolderSeen { };
struct UsedByKernel { ///< no process needs to hold it for that
    KernelUser user;
};
struct OwnerLockHeld { ///< a party of this role takes part in the exchange
    Role role{};
};
struct FormerParty { ///< a party of this role took part and no longer does; its process may still run
    Role role{};
    pid_t pid = 0;
    bool leftInOrder = false; ///< its presence says so
};
struct InUseBy { ///< the answer to the first question: use
    Use use{};
};
struct Leased { }; ///< a process holds a lease on it, so it was not opened
struct DescriptorsInFlight { ///< in the queues of sockets: any of them may be of this object
    int count = 0;
};
struct OwnPidNamespace { }; ///< processes outside of this process's PID namespace are not seen
struct HiddenProcesses { ///< this many processes may not be inspected; nothing: it is not known how many
    std::optional<int> count{};
};
struct OwnedBy { ///< the answer to the second question: origin
    uid_t owner = 0;
    Kind kind = Kind::Unknown;
};
struct MadeBy {
    Maker maker;
};
struct NoMakerRecorded { };
struct JudgedByName { }; ///< its bytes could not be read: its kind is that of its name alone
struct ContentUnseen { ///< what lies in the directory is not listed
    UnseenContent why{};
};
struct Advice { ///< the answer to the third question, and what it rests on; only for what nobody is seen to use
    Verdict verdict{};
    Kind kind = Kind::Unknown;
    std::optional<Maker> maker{};
};
struct MappedOnly { }; ///< no process has it open: only a lower bound of its size is known

} // namespace evidence

using EvidenceFact =
    std::variant<evidence::Description, evidence::OtherNamesake, evidence::HardLinks, evidence::HeldBy,
                 evidence::NoHolderSeen, evidence::OwnerLockHeld, evidence::FormerParty, evidence::InUseBy,
                 evidence::Leased, evidence::DescriptorsInFlight, evidence::OwnPidNamespace, evidence::HiddenProcesses,
                 evidence::OwnedBy, evidence::MadeBy, evidence::NoMakerRecorded, evidence::Advice, evidence::MappedOnly,
                 evidence::UsedByKernel, evidence::JudgedByName, evidence::ContentUnseen>;

/// In the order in which they are shown. Those of an exchange's parties come from evidenceOf(const ExchangeState &).
[[nodiscard]] SHMLAB_EXPORT std::vector<EvidenceFact> evidenceOf(const Usage &usage);
/// Also of the report itself: names, origin, advice.
[[nodiscard]] SHMLAB_EXPORT std::vector<EvidenceFact> evidenceOf(const ObjectReport &report);

} // namespace shmlab
