// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wording/exchange_types.h"

#include <QWidget>

#include <deque>
#include <optional>

namespace shmlab::ui {

class CounterCard;

/// The cards of both counters: the server's on the left, as its counter lies in the object.
class CounterCards : public QWidget {
    Q_OBJECT
public:
    explicit CounterCards(Role ownRole, QWidget *parent = nullptr);

    void setStatus(const ExchangeStatus &status);
    /// Shows the counters of the last record, and when the peer wrote.
    void add(const std::deque<TurnRecord> &records);
    /// A new run: nothing is known about the peer's counter yet.
    void clearPeer();

private:
    [[nodiscard]] bool isTruncated() const;
    void showLastKnown();
    void showPeer();

    Role m_ownRole;
    CounterCard *m_own;
    CounterCard *m_peer;
    ExchangeStatus m_status;
    std::optional<Clock::duration> m_peerWroteAt; ///< since the run started
};

} // namespace shmlab::ui
