// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/mechanisms/sides.h"

#include <atomic>
#include <climits>
#include <utility>

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace shmlab::ui::mechanisms {
namespace {

/// Two counters and a futex each: always wakes, always sleeps.
class Futexes {
public:
    explicit Futexes(SharedPage page) : m_page(std::move(page)) { }
    void send(Side side)
    {
        int &word = m_page.at<int>(indexOf(side) * sizeof(int));
        std::atomic_ref(word).store(++m_last);
        ::syscall(SYS_futex, &word, FUTEX_WAKE, INT_MAX, nullptr, nullptr, 0);
    }
    void receive(Side side)
    {
        int &word = m_page.at<int>(indexOf(peerOf(side)) * sizeof(int));
        int value = 0;
        while ((value = std::atomic_ref(word).load()) == m_received)
            ::syscall(SYS_futex, &word, FUTEX_WAIT, m_received, nullptr, nullptr, 0);
        m_received = value;
    }

private:
    SharedPage m_page;
    int m_last = 0;
    int m_received = 0;
};

} // namespace

Prepared futexes()
{
    return onSharedPage<Futexes>();
}

} // namespace shmlab::ui::mechanisms
