// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/exchange/counter_cards.h"

#include "windows/exchange/counter_card.h"
#include "wording/format.h"
#include "wording/peer_text.h"

#include <QCoreApplication>
#include <QHBoxLayout>

#include <algorithm>

namespace shmlab::ui {
namespace {

bool isConnected(const ExchangeStatus &status)
{
    return status.state == RunState::Running || status.state == RunState::Paused;
}

} // namespace

CounterCards::CounterCards(Role ownRole, QWidget *parent)
    : QWidget(parent),
      m_ownRole(ownRole),
      m_own(new CounterCard(ownRole, true, this)),
      m_peer(new CounterCard(peerRoleOf(ownRole), false, this))
{
    m_own->setObjectName(QStringLiteral("ownCard"));
    m_peer->setObjectName(QStringLiteral("peerCard"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(ownRole == Role::Server ? m_own : m_peer, 1);
    layout->addWidget(ownRole == Role::Server ? m_peer : m_own, 1);
}

void CounterCards::setStatus(const ExchangeStatus &status)
{
    m_status = status;
    const QString self = tr("pid %1").arg(QCoreApplication::applicationPid());
    m_own->setDetail(status.state == RunState::Paused ? tr("%1, paused").arg(self) : self);
    showPeer();
    if ((!isConnected(status) && status.turns == 0) || isTruncated()) {
        m_own->clearValue();
        m_peer->clearValue();
    }
    if (isTruncated())
        showLastKnown();
}

bool CounterCards::isTruncated() const
{
    return m_status.end == ExchangeEnd::Truncated;
}

/// The object has no counters any more: what they were is said in words.
void CounterCards::showLastKnown()
{
    const auto last = [this](Role role) { return tr("last known: %1").arg(m_status.counters.of(role)); };
    m_own->setDetail(last(m_ownRole));
    m_peer->setDetail(last(peerRoleOf(m_ownRole)));
}

void CounterCards::add(const std::deque<TurnRecord> &records)
{
    if (isTruncated())
        return; // the last batch came after the status
    const Turn &last = records.back().turn;
    m_own->setValue(last.own);
    m_peer->setValue(last.peer);
    m_own->setTaller(isTaller(last.own, last.peer));
    m_peer->setTaller(isTaller(last.peer, last.own));
    const auto written =
        std::ranges::find(records.rbegin(), records.rend(), TurnRecord::Kind::PeerWrote, &TurnRecord::kind);
    if (written == records.rend())
        return;
    m_peerWroteAt = written->time;
    showPeer();
}

void CounterCards::clearPeer()
{
    m_peerWroteAt.reset();
    m_own->clearValue();
    m_peer->clearValue();
}

void CounterCards::showPeer()
{
    QString text = isConnected(m_status) ? peerText(peerRoleOf(m_ownRole), m_status.peer) : tr("not connected");
    if (isConnected(m_status) && m_peerWroteAt)
        text += tr(", last write at %1 s").arg(format::seconds(*m_peerWroteAt));
    m_peer->setDetail(text);
}

} // namespace shmlab::ui
