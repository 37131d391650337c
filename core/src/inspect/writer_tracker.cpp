// SPDX-License-Identifier: MIT
#include <shmlab/inspect/writer_tracker.h>

#include <algorithm>
#include <utility>

namespace shmlab {

Result<std::optional<off_t>> WriterTracker::step(const ByteSource &object, bool sweeps)
{
    const auto readPage = [&](std::vector<std::byte> &page) -> Result<void> {
        page.resize(ChangeSweep::pageBytes);
        const auto got = object.readAt(m_page, page);
        if (!got)
            return std::unexpected(got.error());
        page.resize(*got);
        return {};
    };
    if (m_page >= 0) {
        std::vector<std::byte> now;
        if (const auto read = readPage(now); !read)
            return std::unexpected(read.error());
        const auto [before, after] = std::ranges::mismatch(m_before, now);
        const bool isOther = before != m_before.end() && after != now.end();
        const off_t at = m_page + (after - now.begin());
        m_before = std::move(now);
        if (isOther)
            return at;
    }
    if (!sweeps)
        return std::nullopt;
    const auto changed = m_sweep.step(object);
    if (!changed || !*changed || **changed == m_page)
        return changed ? Result<std::optional<off_t>>(std::nullopt) : changed;
    m_page = **changed;
    if (const auto read = readPage(m_before); !read) // the next change shows which byte it is
        return std::unexpected(read.error());
    return m_page;
}

} // namespace shmlab
