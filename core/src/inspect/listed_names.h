// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/inspect/object_domain.h>

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace shmlab {

/// Names that were read before, all at once.
class ListedNames final : public ObjectNames {
public:
    explicit ListedNames(std::vector<ObjectEntry> all) : m_all(std::move(all)) { }
    [[nodiscard]] Result<bool> readMore(std::vector<ObjectEntry> &entries) override
    {
        std::ranges::move(m_all, std::back_inserter(entries));
        m_all.clear();
        return false;
    }

private:
    std::vector<ObjectEntry> m_all;
};

} // namespace shmlab
