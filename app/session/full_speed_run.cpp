// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/full_speed_run.h"

#include <system_error>

namespace shmlab::ui {

Result<void> FullSpeedRun::start()
{
    try {
        m_thread = std::thread([this] {
            m_end = m_exchange.run();
            QMetaObject::invokeMethod(this, &FullSpeedRun::ended, Qt::QueuedConnection);
        });
    } catch (const std::system_error &error) {
        return std::unexpected(Error{.call = Call::Clone, .errorNumber = error.code().value()});
    }
    return {};
}

void FullSpeedRun::stop()
{
    if (!m_thread.joinable())
        return;
    m_exchange.stop();
    m_thread.join();
}

} // namespace shmlab::ui
