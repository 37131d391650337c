// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/inside/search_run.h"

#include <limits>
#include <utility>

namespace shmlab::ui {

SearchRun::SearchRun(Job job)
    : m_job(std::move(job)),
      m_thread([this](const std::stop_token &stop) {
          if (const auto done = search(stop); !done)
              m_outcome.error = done.error();
          m_isDone.store(true, std::memory_order_release);
      })
{
}

qint64 SearchRun::position() const
{
    const ByteSearch *search = m_progress.load(std::memory_order_acquire);
    return search != nullptr ? search->position() : m_job.from;
}

Result<void> SearchRun::search(const std::stop_token &stop)
{
    auto opened = openObject(m_job.calls, m_job.object);
    if (!opened)
        return std::unexpected(opened.error());
    m_reader = std::move(*opened);
    m_search.emplace(*m_reader,
                     std::as_bytes(std::span(m_job.needle.constData(), static_cast<std::size_t>(m_job.needle.size()))));
    m_progress.store(&*m_search, std::memory_order_release);
    const bool isForwards = m_job.direction == Direction::Forwards;
    for (const qint64 from : {m_job.from, isForwards ? 0 : std::numeric_limits<qint64>::max()}) {
        const auto found = isForwards ? m_search->next(from, stop) : m_search->previous(from, stop);
        if (!found)
            return std::unexpected(found.error());
        m_outcome.found = *found;
        if (*found || stop.stop_requested())
            break;
        m_outcome.hasWrapped = true;
    }
    m_reader.reset();
    return {};
}

} // namespace shmlab::ui
