// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/inspect/object_reader.h>

#include <map>
#include <optional>
#include <string>

namespace shmlab::ui {

/// Objects opened for one pass over the watches, a descriptor per name: an object that stays open would appear to be in
/// use. Not synchronised.
class ObjectReaderCache {
public:
    static constexpr std::size_t maxOpen = 64; ///< then all are closed

    explicit ObjectReaderCache(InspectCalls calls) : m_calls(calls) { }

    /// Valid until the next call. Null if there is no such object, or it may not be read.
    [[nodiscard]] const ObjectReader *get(const ObjectName &name);

private:
    InspectCalls m_calls;
    std::map<std::string, std::optional<ObjectReader>> m_readers;
};

} // namespace shmlab::ui
