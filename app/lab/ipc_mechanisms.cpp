// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/ipc_mechanism.h"

#include <shmlab/exchange/full_speed.h>

#include <QCoreApplication>
#include <QSharedMemory>
#include <QSystemSemaphore>

#include <array>
#include <atomic>
#include <cerrno>
#include <climits>
#include <cstring>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <linux/futex.h>
#include <mqueue.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::IpcMechanisms)
};

constexpr std::size_t sides = 2;

std::size_t indexOf(Side side)
{
    return side == Side::Leading ? 0 : 1;
}

Side otherSide(Side side)
{
    return side == Side::Leading ? Side::Following : Side::Leading;
}

std::unexpected<QString> failed(const char *call, int errorNumber = errno)
{
    return std::unexpected(
        QStringLiteral("%1: %2").arg(QLatin1String(call), QString::fromLocal8Bit(std::strerror(errorNumber))));
}

/// A name that no other program uses, for what must have one.
std::string uniqueName(const char *kind)
{
    static std::atomic<int> number = 0;
    return "shmlab-bench-" + std::to_string(::getpid()) + '-' + kind + '-' + std::to_string(number++);
}

void relax()
{
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    asm volatile("isb");
#endif
}

/// Memory that both sides inherit. Nothing is in it but zeros.
class SharedPage {
public:
    static constexpr std::size_t size = 4096;

    SharedPage() : m_data(::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)) { }
    ~SharedPage()
    {
        if (m_data != MAP_FAILED)
            ::munmap(m_data, size);
    }
    SharedPage(SharedPage &&other) noexcept : m_data(std::exchange(other.m_data, MAP_FAILED)) { }
    SharedPage &operator=(SharedPage &&) = delete;
    [[nodiscard]] bool isThere() const { return m_data != MAP_FAILED; }
    template <typename T>
    [[nodiscard]] T &at(std::size_t offset) const
    {
        return *reinterpret_cast<T *>(static_cast<std::byte *>(m_data) + offset);
    }

private:
    void *m_data;
};

/// Two counters, each written by one side, the other side looking all the time.
template <std::size_t distance>
class TwoAtomics {
public:
    explicit TwoAtomics(SharedPage page) : m_page(std::move(page)) { }
    void send(Side side) { counter(side).store(++m_last, std::memory_order_release); }
    void receive(Side side)
    {
        const auto other = counter(otherSide(side));
        for (;;) {
            const int value = other.load(std::memory_order_acquire);
            if (value != m_taken) {
                m_taken = value;
                return;
            }
            relax();
        }
    }

private:
    [[nodiscard]] std::atomic_ref<int> counter(Side side) const
    {
        return std::atomic_ref(m_page.at<int>(indexOf(side) * distance));
    }

    SharedPage m_page;
    int m_last = 0; ///< of this side
    int m_taken = 0;
};

/// The same without asking the clock each time: round trips are timed by the hundred.
class UnclockedRun : public MechanismRun {
public:
    explicit UnclockedRun(SharedPage page) : m_channel(std::move(page)) { }
    [[nodiscard]] Histogram lead(std::uint64_t roundTrips) override
    {
        constexpr std::uint64_t batch = 100;
        Histogram all;
        auto before = std::chrono::steady_clock::now();
        for (std::uint64_t made = 0; made < roundTrips; ++made) {
            m_channel.send(Side::Leading);
            m_channel.receive(Side::Leading);
            if ((made + 1) % batch == 0) {
                const auto now = std::chrono::steady_clock::now();
                all.add((now - before) / batch);
                before = now;
            }
        }
        return all;
    }
    void follow(std::uint64_t roundTrips) override { followRoundTrips(m_channel, roundTrips); }

private:
    TwoAtomics<sizeof(int)> m_channel;
};

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
        int &word = m_page.at<int>(indexOf(otherSide(side)) * sizeof(int));
        int value = 0;
        while ((value = std::atomic_ref(word).load()) == m_taken)
            ::syscall(SYS_futex, &word, FUTEX_WAIT, m_taken, nullptr, nullptr, 0);
        m_taken = value;
    }

private:
    SharedPage m_page;
    int m_last = 0;
    int m_taken = 0;
};

/// Descriptors that each side reads and writes, closed with it.
class Descriptors {
public:
    Descriptors(std::array<int, sides> reads, std::array<int, sides> writes, std::size_t unit)
        : m_reads(reads),
          m_writes(writes),
          m_unit(unit)
    {
    }
    ~Descriptors()
    {
        for (const auto &all : {m_reads, m_writes}) {
            for (const int fd : all) {
                if (fd >= 0)
                    ::close(fd); // eventfd and socket ends stand in both lists; the second time does nothing
            }
        }
    }
    Descriptors(Descriptors &&other) noexcept
        : m_reads(std::exchange(other.m_reads, {-1, -1})),
          m_writes(std::exchange(other.m_writes, {-1, -1})),
          m_unit(other.m_unit)
    {
    }
    Descriptors &operator=(Descriptors &&) = delete;
    void send(Side side)
    {
        m_value = 1;
        if (::write(m_writes.at(indexOf(side)), &m_value, m_unit) != static_cast<ssize_t>(m_unit))
            ::_exit(EXIT_FAILURE);
    }
    void receive(Side side)
    {
        if (::read(m_reads.at(indexOf(side)), &m_value, m_unit) != static_cast<ssize_t>(m_unit))
            ::_exit(EXIT_FAILURE);
    }

private:
    std::array<int, sides> m_reads; ///< by side
    std::array<int, sides> m_writes;
    std::size_t m_unit;
    std::uint64_t m_value = 0;
};

class MessageQueues {
public:
    MessageQueues(std::array<mqd_t, sides> queues, std::array<std::string, sides> names)
        : m_queues(queues),
          m_names(std::move(names))
    {
    }
    ~MessageQueues()
    {
        for (std::size_t i = 0; i < sides; ++i) {
            if (m_names.at(i).empty())
                continue;
            ::mq_close(m_queues.at(i));
            ::mq_unlink(m_names.at(i).c_str());
        }
    }
    MessageQueues(MessageQueues &&other) noexcept : m_queues(other.m_queues), m_names(std::exchange(other.m_names, {}))
    {
    }
    MessageQueues &operator=(MessageQueues &&) = delete;
    void send(Side side) { (void)::mq_send(m_queues.at(indexOf(side)), &m_message, 1, 0); }
    void receive(Side side) { (void)::mq_receive(m_queues.at(indexOf(otherSide(side))), &m_message, 1, nullptr); }

private:
    std::array<mqd_t, sides> m_queues; ///< by the side that sends
    std::array<std::string, sides> m_names;
    char m_message = 1;
};

class Semaphores {
public:
    explicit Semaphores(SharedPage page) : m_page(std::move(page))
    {
        for (const Side side : {Side::Leading, Side::Following})
            ::sem_init(&semaphore(side), 1, 0);
    }
    Semaphores(Semaphores &&) = default;
    void send(Side side) { ::sem_post(&semaphore(side)); }
    void receive(Side side)
    {
        while (::sem_wait(&semaphore(otherSide(side))) != 0) { }
    }

private:
    [[nodiscard]] sem_t &semaphore(Side side) const { return m_page.at<sem_t>(indexOf(side) * 256); }

    SharedPage m_page;
};

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
        const int &counter = shared().counters.at(indexOf(otherSide(side)));
        while (counter == m_taken)
            ::pthread_cond_wait(&shared().condition, &shared().mutex);
        m_taken = counter;
        ::pthread_mutex_unlock(&shared().mutex);
    }

private:
    [[nodiscard]] Shared &shared() const { return m_page.at<Shared>(0); }

    SharedPage m_page;
    int m_taken = 0;
};

/// A number in a QSharedMemory, a QSystemSemaphore for each direction.
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
        m_semaphores.at(indexOf(otherSide(side)))->acquire();
        m_taken = number(otherSide(side)).load(std::memory_order_acquire);
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
    int m_taken = 0;
};

/// Shmlab itself: both sides are parties with all that belongs to them. Their mappings are not inherited, so each side
/// joins by itself.
class ShmlabRun : public MechanismRun {
public:
    ShmlabRun(ObjectName name, const FullSpeedOptions &options) : m_name(std::move(name)), m_options(options) { }
    ~ShmlabRun() override { (void)SystemCalls().shmUnlink(m_name); } // only there when a side was killed
    ShmlabRun(const ShmlabRun &) = delete;
    ShmlabRun &operator=(const ShmlabRun &) = delete;

    [[nodiscard]] Histogram lead(std::uint64_t roundTrips) override
    {
        auto server = Party::join({}, Role::Server, m_name);
        if (!server)
            ::_exit(EXIT_FAILURE);
        while (!server->object().isLockedByOthers({}, ownerLockRange(Role::Client)).value_or(false))
            std::this_thread::yield();
        m_options.handOvers = roundTrips;
        FullSpeed exchange(*server, m_options);
        if (!exchange.run())
            ::_exit(EXIT_FAILURE);
        return exchange.stats().roundTrips;
    }
    void follow(std::uint64_t roundTrips) override
    {
        for (;;) {
            auto client = Party::join({}, Role::Client, m_name);
            if (client) {
                m_options.handOvers = roundTrips;
                if (!FullSpeed(*client, m_options).run())
                    ::_exit(EXIT_FAILURE);
                return;
            }
            std::this_thread::yield(); // its server is about to make it
        }
    }

private:
    ObjectName m_name;
    FullSpeedOptions m_options;
};

using Prepared = std::expected<std::unique_ptr<MechanismRun>, QString>;

template <typename Channel>
Prepared onPage()
{
    SharedPage page;
    if (!page.isThere())
        return failed("mmap");
    return std::make_unique<ChannelRun<Channel>>(Channel(std::move(page)));
}

Prepared unclocked()
{
    SharedPage page;
    if (!page.isThere())
        return failed("mmap");
    return std::make_unique<UnclockedRun>(std::move(page));
}

template <WaitMode waitMode, bool pollsFirst = true>
Prepared shmlab()
{
    const auto name = ObjectName::parse(uniqueName("exchange"));
    if (!name)
        return std::unexpected(QString::fromStdString(describe(name.error())));
    return std::make_unique<ShmlabRun>(*name, FullSpeedOptions{.waitMode = waitMode, .pollsFirst = pollsFirst});
}

Prepared pipes()
{
    std::array<int, 2> there{};
    std::array<int, 2> back{};
    if (::pipe2(there.data(), O_CLOEXEC) != 0)
        return failed("pipe2");
    if (::pipe2(back.data(), O_CLOEXEC) != 0) {
        const int why = errno;
        ::close(there[0]);
        ::close(there[1]);
        return failed("pipe2", why);
    }
    return std::make_unique<ChannelRun<Descriptors>>(Descriptors({back[0], there[0]}, {there[1], back[1]}, 1));
}

Prepared socketPair()
{
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return failed("socketpair");
    return std::make_unique<ChannelRun<Descriptors>>(Descriptors(ends, ends, 1));
}

Prepared eventDescriptors()
{
    const std::array<int, 2> events{::eventfd(0, EFD_CLOEXEC), ::eventfd(0, EFD_CLOEXEC)};
    if (events[0] < 0 || events[1] < 0)
        return failed("eventfd");
    return std::make_unique<ChannelRun<Descriptors>>(
        Descriptors({events[1], events[0]}, {events[0], events[1]}, sizeof(std::uint64_t)));
}

Prepared messageQueues()
{
    std::array<mqd_t, sides> queues{};
    std::array<std::string, sides> names;
    for (std::size_t i = 0; i < sides; ++i) {
        const std::string name = '/' + uniqueName("queue");
        mq_attr attributes{};
        attributes.mq_maxmsg = 1;
        attributes.mq_msgsize = 1;
        queues.at(i) = ::mq_open(name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600, &attributes);
        if (queues.at(i) < 0) {
            const int why = errno;
            const MessageQueues made(queues, names); // takes back what there is
            return failed("mq_open", why);
        }
        names.at(i) = name;
    }
    return std::make_unique<ChannelRun<MessageQueues>>(MessageQueues(queues, names));
}

Prepared qtSharedMemory()
{
    QtSharedMemory channel;
    if (const QString why = channel.create(); !why.isEmpty())
        return std::unexpected(why);
    return std::make_unique<ChannelRun<QtSharedMemory>>(std::move(channel));
}

} // namespace

std::vector<IpcMechanism> ipcMechanisms()
{
    constexpr std::size_t line = 64;
    const auto mechanism = [](const char *name, const QString &title, auto prepare) {
        return IpcMechanism{.name = QLatin1String(name), .title = title, .prepare = prepare};
    };
    std::vector<IpcMechanism> mechanisms{
        mechanism("limit", Text::tr("Two atomics (the limit)"), onPage<TwoAtomics<sizeof(int)>>),
        mechanism("limit-unclocked", Text::tr("The same, the clock asked now and then"), unclocked),
        mechanism("shmlab-spin", Text::tr("Shmlab, spinning"), shmlab<WaitMode::Spin>),
        mechanism("shmlab-adaptive", Text::tr("Shmlab, adaptive"), shmlab<WaitMode::Adaptive>),
        mechanism("separate-lines", Text::tr("Two atomics, a cache line each"), onPage<TwoAtomics<line>>),
        mechanism("shmlab-sleep", Text::tr("Shmlab, sleeping"), shmlab<WaitMode::Sleep>),
        mechanism("shmlab-sleep-always", Text::tr("Shmlab, sleeping each time"), shmlab<WaitMode::Sleep, false>),
        mechanism("futex", Text::tr("Futex"), onPage<Futexes>),
        mechanism("pipe", Text::tr("Pipe"), pipes),
        mechanism("unix-socket", Text::tr("UNIX socket"), socketPair),
        mechanism("eventfd", Text::tr("Event descriptor"), eventDescriptors),
        mechanism("posix-mq", Text::tr("POSIX message queue"), messageQueues),
        mechanism("posix-semaphore", Text::tr("POSIX semaphore"), onPage<Semaphores>),
        mechanism("mutex-condition", Text::tr("Mutex and condition"), onPage<MutexAndCondition>),
        mechanism("qt-shared-memory", Text::tr("QSharedMemory, QSystemSemaphore"), qtSharedMemory),
    };
    mechanisms.front().isLimit = true;
    return mechanisms;
}

} // namespace shmlab::ui
