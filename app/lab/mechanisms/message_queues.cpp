// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/mechanisms/sides.h"

#include <array>
#include <utility>

#include <fcntl.h>
#include <mqueue.h>

namespace shmlab::ui::mechanisms {
namespace {

/// Owns a queue that has no name: both sides inherit its descriptor, and nothing is left if they are killed.
class MessageQueue {
public:
    MessageQueue()
    {
        const std::string name = '/' + uniqueName("queue");
        mq_attr attributes{};
        attributes.mq_maxmsg = 1;
        attributes.mq_msgsize = 1;
        m_queue = ::mq_open(name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600, &attributes);
        m_errorNumber = m_queue < 0 ? errno : 0;
        if (m_queue >= 0)
            ::mq_unlink(name.c_str());
    }
    ~MessageQueue()
    {
        if (m_queue >= 0)
            ::mq_close(m_queue);
    }
    MessageQueue(MessageQueue &&other) noexcept
        : m_queue(std::exchange(other.m_queue, -1)),
          m_errorNumber(other.m_errorNumber)
    {
    }
    MessageQueue &operator=(MessageQueue &&) = delete;
    [[nodiscard]] int errorNumber() const { return m_errorNumber; }
    [[nodiscard]] mqd_t descriptor() const { return m_queue; }

private:
    mqd_t m_queue = -1;
    int m_errorNumber = 0;
};

class MessageQueueChannel {
public:
    explicit MessageQueueChannel(std::array<MessageQueue, sides> queues) : m_queues(std::move(queues)) { }
    void send(Side side) { (void)::mq_send(m_queues.at(indexOf(side)).descriptor(), &m_message, 1, 0); }
    void receive(Side side)
    {
        (void)::mq_receive(m_queues.at(indexOf(peerOf(side))).descriptor(), &m_message, 1, nullptr);
    }

private:
    std::array<MessageQueue, sides> m_queues; ///< by the side that sends
    char m_message = 1;
};

} // namespace

Prepared messageQueues()
{
    std::array<MessageQueue, sides> queues;
    for (const MessageQueue &queue : queues) {
        if (queue.errorNumber() != 0)
            return failed("mq_open", queue.errorNumber());
    }
    return std::make_unique<ChannelRun<MessageQueueChannel>>(MessageQueueChannel(std::move(queues)));
}

} // namespace shmlab::ui::mechanisms
