// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/exchange_feed.h"
#include "windows/exchange/rate_history.h"

#include <QDateTime>

#include <deque>
#include <optional>

namespace shmlab::ui {

/// One run, with everything that the views show of it.
struct RunPage {
    int number = 1; ///< of the window, from 1
    QDateTime begun;
    FeedBatch content; ///< of the whole run, bounded as the logs are; always begins a new run
    RateHistory rates; ///< at full speed; the content has only the latest stats
    ExchangeStatus status; ///< the last one
    QString summary; ///< the same in words

    /// What it takes in memory, nearly.
    [[nodiscard]] std::size_t sizeBytes() const;
};

/// The latest runs of a window, oldest first; the last one is the current one. One of them is shown. Earlier runs are
/// dropped when there are more than maxPages, or when they take more than maxBytes; so is one that never joined, when
/// the next one begins.
class RunPages {
public:
    static constexpr std::size_t maxPages = 8;
    static constexpr std::size_t maxBytes = std::size_t{32} << 20;

    /// Adds to the current run. A batch of a new run begins a page, which is shown from then on.
    void add(const FeedBatch &batch);
    /// Of the current run, or of one whose first batch is still to come.
    void setStatus(const ExchangeStatus &status, const QString &summary);
    /// Shows the page at an index of all().
    void show(std::size_t index) { m_shown = index; }

    [[nodiscard]] const std::deque<RunPage> &all() const { return m_pages; }
    [[nodiscard]] std::size_t shownIndex() const { return m_shown; }
    /// There must be a page.
    [[nodiscard]] const RunPage &shown() const { return m_pages.at(m_shown); }
    [[nodiscard]] bool isCurrentShown() const { return m_shown + 1 >= m_pages.size(); }
    /// Runs were dropped because of a limit.
    [[nodiscard]] bool hasDropped() const { return m_hasDropped; }

private:
    struct Outcome {
        ExchangeStatus status;
        QString summary;
    };

    void begin();
    void dropOldest();

    std::deque<RunPage> m_pages;
    std::optional<Outcome> m_next; ///< of a run whose first batch is still to come
    std::size_t m_shown = 0;
    bool m_hasDropped = false;
};

} // namespace shmlab::ui
