// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/inspect/object_location.h>

#include <map>
#include <memory>
#include <string>

namespace shmlab::ui {

/// Objects opened for one pass over the watches, a descriptor per name: one that stays open would seem to be in use.
/// Not synchronised.
class OpenObjects {
public:
    static constexpr std::size_t maxOpen = 64; ///< then all are closed

    explicit OpenObjects(InspectCalls calls) : m_calls(calls) { }

    /// Valid until the next call. Null where there is no such object, or it may not be read.
    [[nodiscard]] const ByteSource *get(const ObjectName &name);

private:
    InspectCalls m_calls;
    std::map<std::string, std::unique_ptr<ByteSource>> m_objects;
};

} // namespace shmlab::ui
