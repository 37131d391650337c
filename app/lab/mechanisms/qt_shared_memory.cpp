// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/mechanisms/sides.h"

#include <QSharedMemory>
#include <QSystemSemaphore>

#include <array>
#include <atomic>
#include <utility>

namespace shmlab::ui::mechanisms {
namespace {

/// A number in a QSharedMemory, a QSystemSemaphore for each direction. Their names stay while it runs: System V
/// semaphores cannot be removed before that.
class QtSharedMemory {
public:
    QtSharedMemory()
        : m_memory(std::make_unique<QSharedMemory>(QString::fromStdString(uniqueName("memory")))),
          m_semaphores{makeSemaphore("leading"), makeSemaphore("following")}
    {
    }
    [[nodiscard]] QString create()
    {
        if (!m_memory->create(SharedPage::size))
            return m_memory->errorString();
        for (const auto &semaphore : m_semaphores) {
            if (semaphore->error() != QSystemSemaphore::NoError)
                return semaphore->errorString();
        }
        return {};
    }
    void send(Side side)
    {
        number(side).store(++m_last, std::memory_order_release);
        m_semaphores.at(indexOf(side))->release();
    }
    void receive(Side side)
    {
        m_semaphores.at(indexOf(peerOf(side)))->acquire();
        m_received = number(peerOf(side)).load(std::memory_order_acquire);
    }

private:
    [[nodiscard]] static std::unique_ptr<QSystemSemaphore> makeSemaphore(const char *name)
    {
        return std::make_unique<QSystemSemaphore>(QString::fromStdString(uniqueName(name)), 0,
                                                  QSystemSemaphore::Create);
    }
    [[nodiscard]] std::atomic_ref<int> number(Side side) const
    {
        return std::atomic_ref(static_cast<int *>(m_memory->data())[indexOf(side)]);
    }

    std::unique_ptr<QSharedMemory> m_memory;
    std::array<std::unique_ptr<QSystemSemaphore>, sides> m_semaphores;
    int m_last = 0;
    int m_received = 0;
};

} // namespace

Prepared qtSharedMemory()
{
    QtSharedMemory channel;
    if (const QString why = channel.create(); !why.isEmpty())
        return std::unexpected(why);
    return std::make_unique<ChannelRun<QtSharedMemory>>(std::move(channel));
}

} // namespace shmlab::ui::mechanisms
