// SPDX-License-Identifier: GPL-3.0-or-later

// `shmlab bench` with mechanisms of other libraries as well: QLocalSocket, Boost.Interprocess and, if it was found when
// this was built, iceoryx, whose daemon is started and stopped here. Takes the options of `shmlab bench`.
//   bench_handover [--rounds N] [--cpus A,B] [--json | --csv]

#include "cli/bench_command.h"
#include "cli/usage_text.h"

#include <QCoreApplication>
#include <QLocalServer>
#include <QLocalSocket>

#include <boost/interprocess/ipc/message_queue.hpp>
#include <boost/interprocess/sync/interprocess_semaphore.hpp>

#include <csignal>
#include <cstdio>
#include <string>
#include <thread>

#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef HAVE_ICEORYX
#include <iceoryx_posh/popo/publisher.hpp>
#include <iceoryx_posh/popo/subscriber.hpp>
#include <iceoryx_posh/runtime/posh_runtime.hpp>
#endif

using namespace shmlab::ui;
namespace ipc = boost::interprocess;

namespace {

using shmlab::Histogram;
using Prepared = std::expected<std::unique_ptr<MechanismRun>, QString>;

std::string uniqueName(const char *kind)
{
    static int number = 0;
    return "shmlab-bench-" + std::to_string(::getpid()) + '-' + kind + '-' + std::to_string(number++);
}

/// A byte over a QLocalSocket.
class LocalSocketRun : public MechanismRun {
    struct Channel {
        QLocalSocket &socket;
        void send(Side)
        {
            socket.write("1", 1);
            socket.flush();
        }
        void receive(Side)
        {
            while (socket.bytesAvailable() == 0)
                socket.waitForReadyRead(-1);
            char byte = 0;
            socket.read(&byte, 1);
        }
    };

public:
    [[nodiscard]] Histogram lead(std::uint64_t roundTrips) override
    {
        QLocalServer server;
        if (!server.listen(m_name) || !server.waitForNewConnection(5000))
            ::_exit(EXIT_FAILURE);
        Channel channel{*server.nextPendingConnection()};
        return leadRoundTrips(channel, roundTrips);
    }
    void follow(std::uint64_t roundTrips) override
    {
        QLocalSocket socket;
        do
            socket.connectToServer(m_name);
        while (!socket.waitForConnected(1000));
        Channel channel{socket};
        followRoundTrips(channel, roundTrips);
        socket.waitForBytesWritten(1000);
    }

private:
    QString m_name = QString::fromStdString(uniqueName("socket"));
};

class BoostSemaphores {
    struct Shared {
        ipc::interprocess_semaphore leading{0};
        ipc::interprocess_semaphore following{0};
    };

public:
    explicit BoostSemaphores(void *memory) : m_shared(new(memory) Shared) { }
    void send(Side side) { (side == Side::Leading ? m_shared->leading : m_shared->following).post(); }
    void receive(Side side) { (side == Side::Leading ? m_shared->following : m_shared->leading).wait(); }

private:
    Shared *m_shared; ///< in a page that stays mapped until the program ends
};

class BoostQueues {
public:
    BoostQueues(std::string there, std::string back)
        : m_names{std::move(there), std::move(back)},
          m_there(std::make_unique<ipc::message_queue>(ipc::create_only, m_names[0].c_str(), 1, 1)),
          m_back(std::make_unique<ipc::message_queue>(ipc::create_only, m_names[1].c_str(), 1, 1))
    {
    }
    ~BoostQueues()
    {
        if (!m_there)
            return;
        for (const std::string &name : m_names)
            ipc::message_queue::remove(name.c_str());
    }
    BoostQueues(BoostQueues &&) = default;
    BoostQueues &operator=(BoostQueues &&) = delete;
    void send(Side side)
    {
        const char message = 1;
        (side == Side::Leading ? m_there : m_back)->send(&message, 1, 0);
    }
    void receive(Side side)
    {
        char message = 0;
        std::size_t size = 0;
        unsigned priority = 0;
        (side == Side::Leading ? m_back : m_there)->receive(&message, 1, size, priority);
    }

private:
    std::array<std::string, 2> m_names;
    std::unique_ptr<ipc::message_queue> m_there;
    std::unique_ptr<ipc::message_queue> m_back;
};

Prepared boostSemaphores()
{
    void *const page = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED)
        return std::unexpected(QStringLiteral("mmap"));
    return std::make_unique<ChannelRun<BoostSemaphores>>(BoostSemaphores(page));
}

Prepared boostQueues()
{
    try {
        return std::make_unique<ChannelRun<BoostQueues>>(BoostQueues(uniqueName("there"), uniqueName("back")));
    } catch (const ipc::interprocess_exception &error) {
        return std::unexpected(QString::fromLocal8Bit(error.what()));
    }
}

#ifdef HAVE_ICEORYX
/// Runs iceoryx's daemon while this object exists.
class Roudi {
public:
    Roudi()
    {
        std::array<int, 2> output{};
        if (::pipe(output.data()) != 0)
            return;
        m_pid = ::fork();
        if (m_pid == 0) {
            ::prctl(PR_SET_PDEATHSIG, SIGTERM);
            ::setpgid(0, 0); // Ctrl+C is not for the daemon
            ::dup2(output[1], STDOUT_FILENO);
            ::dup2(output[1], STDERR_FILENO);
            ::execlp("iox-roudi", "iox-roudi", static_cast<char *>(nullptr));
            ::_exit(EXIT_FAILURE);
        }
        ::close(output[1]);
        std::FILE *said = ::fdopen(output[0], "r");
        std::array<char, 256> line{};
        while (said != nullptr && !m_isReady && std::fgets(line.data(), line.size(), said) != nullptr)
            m_isReady = std::string_view(line.data()).find("ready") != std::string_view::npos;
        m_said = said;
    }
    ~Roudi()
    {
        if (m_pid > 0) {
            // The daemon considers a side that has ended alive until a heartbeat is missed; if it is ended before that,
            // it aborts and leaves its memory behind.
            std::this_thread::sleep_for(std::chrono::seconds(3));
            ::kill(m_pid, SIGTERM);
            ::waitpid(m_pid, nullptr, 0);
        }
        if (m_said != nullptr)
            std::fclose(m_said);
    }
    Roudi(const Roudi &) = delete;
    Roudi &operator=(const Roudi &) = delete;
    [[nodiscard]] bool isReady() const { return m_isReady; }

private:
    pid_t m_pid = -1;
    bool m_isReady = false;
    std::FILE *m_said = nullptr; ///< kept open, since the daemon's next line would end it otherwise
};

/// A number without copying, polled by the peer.
class IceoryxRun : public MechanismRun {
    struct Channel {
        iox::popo::Publisher<int> &out;
        iox::popo::Subscriber<int> &in;
        int last = 0;
        void send(Side) { (void)out.publishCopyOf(++last); }
        void receive(Side)
        {
            while (in.take().has_error()) { }
        }
    };
    static iox::capro::ServiceDescription service(const std::string &run, const char *direction)
    {
        return {"shmlab", iox::capro::IdString_t(iox::cxx::TruncateToCapacity, run),
                iox::capro::IdString_t(iox::cxx::TruncateToCapacity, direction)};
    }
    template <typename Job>
    auto on(const char *own, const char *other, Job job)
    {
        iox::runtime::PoshRuntime::initRuntime(iox::RuntimeName_t(iox::cxx::TruncateToCapacity, m_run + own));
        iox::popo::Publisher<int> out(service(m_run, own));
        iox::popo::Subscriber<int> in(service(m_run, other));
        while (!out.hasSubscribers() || in.getSubscriptionState() != iox::SubscribeState::SUBSCRIBED)
            std::this_thread::yield();
        Channel channel{out, in};
        return job(channel);
    }

public:
    IceoryxRun() = default;
    ~IceoryxRun() override // removes what its runtimes leave behind, since the sides end without destructors
    {
        for (const char *side : {"-there", "-back"}) {
            for (const char *kind : {"", ".lock"})
                std::remove(("/tmp/" + m_run + side + kind).c_str());
        }
    }
    IceoryxRun(const IceoryxRun &) = delete;
    IceoryxRun &operator=(const IceoryxRun &) = delete;

    [[nodiscard]] Histogram lead(std::uint64_t roundTrips) override
    {
        return on("-there", "-back", [&](Channel &channel) { return leadRoundTrips(channel, roundTrips); });
    }
    void follow(std::uint64_t roundTrips) override
    {
        on("-back", "-there", [&](Channel &channel) { followRoundTrips(channel, roundTrips); });
    }

private:
    std::string m_run = uniqueName("iox");
};

Prepared iceoryx()
{
    static const Roudi daemon;
    if (!daemon.isReady())
        return std::unexpected(QStringLiteral("iox-roudi does not start"));
    return std::make_unique<IceoryxRun>();
}
#endif

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const auto arguments = splitArguments(QStringList{QStringLiteral("bench")} + QCoreApplication::arguments().mid(1));
    const auto command = arguments ? parseBench(*arguments) : std::unexpected(arguments.error());
    if (!command) {
        std::fprintf(stderr, "%s\nbench_handover [--rounds N] [--cpus A,B] [--json | --csv]\n",
                     qPrintable(usageErrorText(command.error())));
        return static_cast<int>(ExitCode::UsageError);
    }
    std::vector<IpcMechanism> mechanisms = ipcMechanisms();
    const auto add = [&](const char *name, const QString &title, std::function<Prepared()> prepare) {
        mechanisms.push_back({.name = QLatin1String(name), .title = title, .prepare = std::move(prepare)});
    };
    add("qt-local-socket", QStringLiteral("QLocalSocket"), [] { return std::make_unique<LocalSocketRun>(); });
    add("boost-semaphore", QStringLiteral("Boost, semaphore"), boostSemaphores);
    add("boost-message-queue", QStringLiteral("Boost, message queue"), boostQueues);
#ifdef HAVE_ICEORYX
    add("iceoryx", QStringLiteral("iceoryx, polling"), iceoryx);
#endif
    return static_cast<int>(runBench(std::get<RunBench>(std::get<TerminalCommand>(*command)), mechanisms));
}
