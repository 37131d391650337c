// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/mechanisms/sides.h"

#include <array>
#include <utility>

#include <pthread.h>

namespace shmlab::ui::mechanisms {
namespace {

class MutexAndCondition {
    struct Shared {
        pthread_mutex_t mutex;
        pthread_cond_t condition;
        std::array<int, sides> counters;
    };

public:
    explicit MutexAndCondition(SharedPage page) : m_page(std::move(page))
    {
        pthread_mutexattr_t mutexKind;
        ::pthread_mutexattr_init(&mutexKind);
        ::pthread_mutexattr_setpshared(&mutexKind, PTHREAD_PROCESS_SHARED);
        ::pthread_mutex_init(&shared().mutex, &mutexKind);
        ::pthread_mutexattr_destroy(&mutexKind);
        pthread_condattr_t conditionKind;
        ::pthread_condattr_init(&conditionKind);
        ::pthread_condattr_setpshared(&conditionKind, PTHREAD_PROCESS_SHARED);
        ::pthread_cond_init(&shared().condition, &conditionKind);
        ::pthread_condattr_destroy(&conditionKind);
    }
    void send(Side side)
    {
        ::pthread_mutex_lock(&shared().mutex);
        ++shared().counters.at(indexOf(side));
        ::pthread_cond_signal(&shared().condition);
        ::pthread_mutex_unlock(&shared().mutex);
    }
    void receive(Side side)
    {
        ::pthread_mutex_lock(&shared().mutex);
        const int &counter = shared().counters.at(indexOf(peerOf(side)));
        while (counter == m_received)
            ::pthread_cond_wait(&shared().condition, &shared().mutex);
        m_received = counter;
        ::pthread_mutex_unlock(&shared().mutex);
    }

private:
    [[nodiscard]] Shared &shared() const { return m_page.at<Shared>(0); }

    SharedPage m_page;
    int m_received = 0;
};

} // namespace

Prepared mutexAndCondition()
{
    return onSharedPage<MutexAndCondition>();
}

} // namespace shmlab::ui::mechanisms
