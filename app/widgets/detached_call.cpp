// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/detached_call.h"

#include <QTimer>

#include <chrono>
#include <memory>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace shmlab::ui {
namespace {

class Receiver;

/// What the thread and the context share.
struct Link {
    std::mutex mutex;
    Receiver *receiver = nullptr; ///< null once it is deleted
};

/// Lives until the call is done, or as long as the context.
class Receiver : public QObject {
public:
    Receiver(std::shared_ptr<Link> link, QObject *context) : QObject(context), m_link(std::move(link))
    {
        m_link->receiver = this;
    }
    ~Receiver() override
    {
        const std::scoped_lock lock(m_link->mutex);
        m_link->receiver = nullptr;
    }
    Receiver(const Receiver &) = delete;
    Receiver &operator=(const Receiver &) = delete;

private:
    std::shared_ptr<Link> m_link;
};

} // namespace

void callDetached(QObject *context, std::function<std::function<void()>()> work)
{
    const auto link = std::make_shared<Link>();
    auto *const receiver = new Receiver(link, context);
    try {
        std::thread([link, work] {
            std::function<void()> done = work();
            const std::scoped_lock lock(link->mutex);
            if (link->receiver == nullptr)
                return;
            auto deliver = [receiver = link->receiver, done = std::move(done)] {
                receiver->deleteLater();
                done();
            };
            QMetaObject::invokeMethod(link->receiver, std::move(deliver), Qt::QueuedConnection);
        }).detach();
    } catch (const std::system_error &) {
        delete receiver;
        QTimer::singleShot(std::chrono::seconds{1}, context,
                           [context, work = std::move(work)] { callDetached(context, work); });
    }
}

} // namespace shmlab::ui
