// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/mechanisms/sides.h"

#include <utility>

#include <semaphore.h>

namespace shmlab::ui::mechanisms {
namespace {

class Semaphores {
public:
    explicit Semaphores(SharedPage page) : m_page(std::move(page))
    {
        for (const Side side : {Side::Leading, Side::Following})
            ::sem_init(&semaphore(side), 1, 0);
    }
    void send(Side side) { ::sem_post(&semaphore(side)); }
    void receive(Side side)
    {
        while (::sem_wait(&semaphore(peerOf(side))) != 0) { }
    }

private:
    [[nodiscard]] sem_t &semaphore(Side side) const { return m_page.at<sem_t>(indexOf(side) * 256); }

    SharedPage m_page;
};

} // namespace

Prepared posixSemaphores()
{
    return onSharedPage<Semaphores>();
}

} // namespace shmlab::ui::mechanisms
