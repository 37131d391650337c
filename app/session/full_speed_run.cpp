// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/full_speed_run.h"

#include <system_error>
#include <utility>

namespace shmlab::ui {

Result<void> FullSpeedStretch::start()
{
    try {
        m_thread = std::thread([this] {
            m_outcome = m_exchange.run();
            QMetaObject::invokeMethod(this, &FullSpeedStretch::ended, Qt::QueuedConnection);
        });
    } catch (const std::system_error &error) {
        return std::unexpected(Error{.call = Call::Clone, .errorNumber = error.code().value()});
    }
    return {};
}

void FullSpeedStretch::stop()
{
    if (!m_thread.joinable())
        return;
    m_exchange.stop();
    m_thread.join();
}

Result<void> FullSpeedRun::start(Party &party, const FullSpeedOptions &options, std::uint64_t turns)
{
    m_turnsBefore = turns;
    m_anomaliesRead = 0;
    m_stretch = std::make_unique<FullSpeedStretch>(party, options);
    connect(m_stretch.get(), &FullSpeedStretch::ended, this, [this] {
        m_stretch->stop();
        Q_EMIT ended();
    });
    return m_stretch->start();
}

FullSpeedRun::Reading FullSpeedRun::read()
{
    const FullSpeedStats stretch = m_stretch->stats();
    Reading reading{.stats = m_before, .turns = m_turnsBefore + stretch.handOvers};
    reading.stats += stretch;
    if (std::exchange(m_anomaliesRead, stretch.anomalies) != stretch.anomalies)
        reading.anomaly = stretch.lastAnomaly;
    return reading;
}

FullSpeedRun::Reading FullSpeedRun::stop()
{
    m_stretch->stop();
    Reading last = read();
    m_before = last.stats;
    m_stretch->disconnect(this);
    m_stretch.release()->deleteLater(); // it may be the sender
    return last;
}

} // namespace shmlab::ui
