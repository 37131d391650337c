// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wording/exchange_types.h"

#include <QWidget>

#include <cstddef>
#include <optional>
#include <span>

namespace shmlab::ui {

class CounterCard;

/// The cards of both counters: the server's on the left, as its counter lies in the object.
class CounterCards : public QWidget {
    Q_OBJECT
public:
    explicit CounterCards(Role ownRole, QWidget *parent = nullptr);

    void setStatus(const ExchangeStatus &status);
    /// `page`: the object's bytes, at least both counters.
    void setCounters(std::span<const std::byte> page);
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
    std::optional<Counter> m_peerCounter;
    std::optional<Clock::time_point>
        m_peerWroteAt; ///< from its presence, otherwise when its counter was seen to change
};

} // namespace shmlab::ui
