// SPDX-License-Identifier: GPL-3.0-or-later

// Six processes of the released program start, end, die, stop and continue at random on one name, while a vandal
// truncates, punches, unlinks and writes the object and a squatter creates an object of its own under the name.
//
//   SHMLAB_STORM_SECONDS=7200 SHMLAB_STORM_SEED=4711 build/release/bin/tst_storm
//
// The seed determines each action, its target and the pause after the previous one; it is printed first.

#include "test_support.h"

#include <shmlab/exchange/exchange_state.h>
#include <shmlab/exchange/layout.h>
#include <shmlab/inspect/object_reader.h>
#include <shmlab/manage/mapping.h>
#include <shmlab/manage/removal.h>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include <array>
#include <csignal>
#include <deque>
#include <random>

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace shmlab;

namespace {

constexpr int actorCount = 6;
constexpr int actionsBetweenChecks = 40;
constexpr off_t pageBytes = 4096;
constexpr std::array endSignals{SIGTERM, SIGINT, SIGHUP};

/// A description of a failure; empty if there is none.
using Complaint = QString;

/// One process slot of the storm: the first half of the slots are servers, the others clients.
class Actor {
public:
    Actor(const ObjectName &name, bool isServer) : m_name(name), m_isServer(isServer) { }
    ~Actor()
    {
        if (isRunning())
            kill();
    }
    Actor(const Actor &) = delete;
    Actor &operator=(const Actor &) = delete;

    [[nodiscard]] bool isRunning()
    {
        if (m_process == nullptr)
            return false;
        m_process->waitForFinished(0);
        return m_process->state() != QProcess::NotRunning;
    }
    [[nodiscard]] bool isStopped() const { return m_isStopped; }

    void start()
    {
        QStringList arguments{m_isServer ? QStringLiteral("server") : QStringLiteral("client"), test::text(m_name)};
        arguments += m_isServer ? QStringLiteral("--replace-stale") : QStringLiteral("--wait");
        arguments += {QStringLiteral("--headless"), QStringLiteral("--turns"), QStringLiteral("forever"),
                      QStringLiteral("--period"), QStringLiteral("1ms")};
        m_process = std::make_unique<QProcess>();
        m_process->setStandardOutputFile(QProcess::nullDevice());
        m_process->start(test::program(QStringLiteral("shmlab")), arguments);
        m_process->waitForStarted(-1);
        m_isStopped = false;
    }

    /// Sends a termination signal and checks how the process ended.
    [[nodiscard]] Complaint end(int signal)
    {
        const bool holds = hasMapped(); // without the mapping it may die of the signal, as any program does
        ::kill(pid(), signal);
        if (!m_process->waitForFinished(20'000))
            return describe(QStringLiteral("does not end on signal %1").arg(signal));
        const bool diedOfIt = m_process->exitStatus() == QProcess::CrashExit && m_process->exitCode() == signal;
        Complaint complaint = diedOfIt && !holds ? Complaint() : complaintAboutEnd();
        m_process.reset();
        return complaint;
    }
    void kill()
    {
        m_process->kill();
        m_process->waitForFinished(-1);
        m_process.reset();
    }
    void stop()
    {
        ::kill(pid(), SIGSTOP);
        m_isStopped = true;
    }
    void proceed()
    {
        ::kill(pid(), SIGCONT);
        m_isStopped = false;
    }

    /// Checks how a process ended that ended by itself.
    [[nodiscard]] Complaint complaintAboutEnd()
    {
        if (m_process == nullptr || m_process->state() != QProcess::NotRunning)
            return {};
        const bool isOrderly = m_process->exitStatus() == QProcess::NormalExit && m_process->exitCode() <= 4;
        const bool wasSignalled =
            std::ranges::any_of(endSignals, [&](int signal) { return m_process->exitCode() == 128 + signal; });
        return isOrderly || wasSignalled ? Complaint()
                                         : describe(QStringLiteral("ended with %1").arg(m_process->exitCode()));
    }

private:
    [[nodiscard]] pid_t pid() const { return static_cast<pid_t>(m_process->processId()); }
    [[nodiscard]] bool hasMapped() const
    {
        QFile maps(QStringLiteral("/proc/%1/maps").arg(pid()));
        return maps.open(QIODevice::ReadOnly) && maps.readAll().contains(QByteArray::fromStdString(m_name.path()));
    }
    [[nodiscard]] Complaint describe(const QString &what)
    {
        return QStringLiteral("%1 %2; it said: %3")
            .arg(m_process->arguments().join(QLatin1Char(' ')), what,
                 QString::fromLocal8Bit(m_process->readAllStandardError()));
    }

    ObjectName m_name;
    bool m_isServer;
    bool m_isStopped = false;
    std::unique_ptr<QProcess> m_process;
};

/// An object that does not belong to the storm: no process may touch it.
class Bystander {
public:
    Bystander(const ObjectName &name, uid_t owner) : m_name(name)
    {
        test::FaultPeer maker;
        if (maker.execute("create " + test::text(name).toLatin1()) < 0 || maker.execute("size 4096") != 0
            || maker.execute("map 4096") != 0 || maker.execute("put 0 42") != 0)
            qFatal("no bystander");
        if (owner != ::geteuid() && ::chown(name.path().c_str(), owner, owner) != 0)
            qFatal("cannot give the bystander away");
        m_before = state();
    }
    ~Bystander() { ::unlink(m_name.path().c_str()); }
    Bystander(const Bystander &) = delete;
    Bystander &operator=(const Bystander &) = delete;
    [[nodiscard]] bool isUntouched() const { return state() == m_before; }

private:
    struct State {
        ino_t inode = 0;
        off_t size = 0;
        mode_t mode = 0;
        uid_t owner = 0;
        std::int64_t changed = 0;
        QByteArray bytes;
        bool operator==(const State &) const = default;
    };
    [[nodiscard]] State state() const
    {
        struct stat status{};
        if (::lstat(m_name.path().c_str(), &status) != 0)
            return {};
        QFile file(QString::fromStdString(m_name.path()));
        (void)file.open(QIODevice::ReadOnly);
        return {status.st_ino,
                status.st_size,
                status.st_mode,
                status.st_uid,
                status.st_ctim.tv_sec * 1'000'000'000 + status.st_ctim.tv_nsec,
                file.readAll()};
    }
    ObjectName m_name;
    State m_before;
};

/// Creates an object of its own under the storm's name, as a program without locks or presence does.
class Squatter {
public:
    explicit Squatter(const ObjectName &name) : m_name(name) { }
    [[nodiscard]] bool isHolding() const { return m_peer != nullptr; }
    void squat(off_t size)
    {
        auto peer = std::make_unique<test::FaultPeer>();
        if (peer->execute("create " + test::text(m_name).toLatin1()) < 0)
            return;
        peer->execute("size " + QByteArray::number(static_cast<qint64>(size)));
        peer->execute("map " + QByteArray::number(static_cast<qint64>(size)));
        peer->execute("put 2048 1234");
        struct stat status{};
        ::lstat(m_name.path().c_str(), &status);
        m_inode = status.st_ino;
        m_peer = std::move(peer);
    }
    [[nodiscard]] Complaint complaint() const
    {
        struct stat status{};
        if (!isHolding())
            return {};
        if (::lstat(m_name.path().c_str(), &status) != 0 || status.st_ino != m_inode)
            return QStringLiteral("the squatter lost its name");
        return m_peer->execute("get 2048") == 1234 ? Complaint() : QStringLiteral("the squatter's bytes were written");
    }
    void leave() { m_peer.reset(); } // the object stays

private:
    ObjectName m_name;
    ino_t m_inode = 0;
    std::unique_ptr<test::FaultPeer> m_peer;
};

class Storm {
public:
    explicit Storm(unsigned seed) : m_random(seed)
    {
        for (int i = 0; i < actorCount; ++i)
            m_actors.push_back(std::make_unique<Actor>(m_name, i < actorCount / 2));
    }
    ~Storm()
    {
        m_actors.clear();
        ::shm_unlink(m_name.c_str());
    }
    Storm(const Storm &) = delete;
    Storm &operator=(const Storm &) = delete;

    /// One action, followed by the pause from the schedule.
    [[nodiscard]] Complaint act()
    {
        // Always the same number of draws, so that the schedule does not depend on the speed of this machine.
        const unsigned what = draw();
        Actor &actor = *m_actors.at(draw() % actorCount);
        const unsigned detail = draw();
        constexpr std::array pausesMilliseconds{0, 1, 3, 10, 40};
        const int pause = pausesMilliseconds.at(draw() % pausesMilliseconds.size());
        Complaint complaint = runDrill(what % 16, actor, detail);
        QTest::qWait(pause);
        for (const auto &each : m_actors) {
            if (complaint.isEmpty() && !each->isRunning())
                complaint = each->complaintAboutEnd();
        }
        if (complaint.isEmpty())
            complaint = m_squatter.complaint();
        if (complaint.isEmpty() && !(m_stranger.isUntouched() && m_neighbour.isUntouched()))
            complaint = QStringLiteral("an object of another user was touched");
        return complaint;
    }

    /// Stops the faults and checks: a running pair counts, processes that are terminated leave nothing, the verdict on
    /// what killed ones leave is correct, and a new pair counts.
    [[nodiscard]] Complaint calm()
    {
        std::array<unsigned, actorCount> draws{};
        std::ranges::generate(draws, [this] { return draw(); });
        for (const auto &actor : m_actors) {
            if (actor->isRunning() && actor->isStopped())
                actor->proceed();
        }
        m_squatter.leave();
        if (Complaint complaint = complaintAboutPair(); !complaint.isEmpty())
            return complaint;
        for (int i = 0; i < actorCount; ++i) {
            Actor &actor = *m_actors.at(static_cast<std::size_t>(i));
            if (!actor.isRunning())
                continue;
            if (draws.at(static_cast<std::size_t>(i)) % 3 == 0) {
                actor.kill();
            } else if (Complaint complaint = actor.end(endSignals.at(draws.at(static_cast<std::size_t>(i)) % 3));
                       !complaint.isEmpty()) {
                return complaint;
            }
        }
        if (Complaint complaint = complaintAboutRemainder(); !complaint.isEmpty())
            return complaint;
        m_actors.front()->start();
        m_actors.back()->start();
        return test::eventually([&] { return pairSeen(); }) && complaintAboutPair().isEmpty()
            ? Complaint()
            : QStringLiteral("a new pair makes no progress");
    }

    [[nodiscard]] const std::deque<QString> &history() const { return m_history; }

private:
    [[nodiscard]] unsigned draw() { return static_cast<unsigned>(m_random()); }

    [[nodiscard]] Complaint runDrill(unsigned what, Actor &actor, unsigned detail)
    {
        const auto index =
            std::ranges::find_if(m_actors, [&](const auto &each) { return each.get() == &actor; }) - m_actors.begin();
        const auto note = [&](const char *action) {
            m_history.push_back(QStringLiteral("%1 %2").arg(QLatin1String(action)).arg(index));
            if (m_history.size() > 60)
                m_history.pop_front();
        };
        const bool isRunning = actor.isRunning();
        if (what <= 5 && !isRunning) {
            note("start");
            actor.start();
        } else if (what <= 1 && isRunning && !actor.isStopped()) {
            note("end");
            return actor.end(endSignals.at(detail % endSignals.size()));
        } else if (what == 6 && isRunning) {
            note("kill");
            actor.kill();
        } else if (what == 7 && isRunning) {
            note(actor.isStopped() ? "continue" : "stop");
            actor.isStopped() ? actor.proceed() : actor.stop();
        } else if (what == 8) {
            note("squat");
            if (m_squatter.isHolding())
                m_squatter.leave();
            else
                m_squatter.squat(detail % 2 == 0 ? pageBytes : 3 * pageBytes);
        } else if (what >= 9 && !m_squatter.isHolding()) {
            vandalise(what, detail, note);
        }
        return {};
    }

    template <typename Note>
    void vandalise(unsigned what, unsigned detail, Note note)
    {
        if (what == 15) {
            note("unlink");
            m_vandal.execute("unlink " + test::text(m_name).toLatin1());
            return;
        }
        if (m_vandal.execute("open " + test::text(m_name).toLatin1()) < 0)
            return;
        constexpr std::array<off_t, 4> sizes{0, 5, pageBytes, 2 * pageBytes};
        if (what == 9 || what == 10) {
            note("truncate");
            m_vandal.execute("size " + QByteArray::number(static_cast<qint64>(sizes.at(detail % sizes.size()))));
        } else if (what == 11) {
            note("punch");
            m_vandal.execute("punch 0 4096");
        } else {
            note("intrude");
            m_vandal.execute("poke " + QByteArray::number(detail % 48 * 4) + ' ' + QByteArray::number(detail));
        }
        m_vandal.execute("close");
    }

    /// Both owner locks of the object that has the name are held.
    [[nodiscard]] bool pairSeen() const
    {
        const auto object = ObjectReader::open(SystemCalls(), m_name);
        return object && object->isLockedByOthers(ownerLockRange(Role::Server)).value_or(false)
            && object->isLockedByOthers(ownerLockRange(Role::Client)).value_or(false);
    }

    [[nodiscard]] Complaint complaintAboutPair() const
    {
        if (!pairSeen())
            return {};
        const auto object = SharedObject::open(SystemCalls(), m_name);
        if (!object)
            return {};
        const auto status = object->status();
        if (!status || status->sizeBytes < static_cast<off_t>(countersSizeBytes))
            return {}; // truncated: the parties are about to end
        const auto mapping = ReadOnlyMapping::map(*object, countersSizeBytes);
        if (!mapping)
            return QStringLiteral("the object cannot be mapped");
        const CounterPair before = loadPair(mapping->bytes().data());
        const bool moves = test::eventually([&] {
            const CounterPair now = loadPair(mapping->bytes().data());
            return (now.server != before.server && now.client != before.client) || !pairSeen();
        });
        return moves ? Complaint() : QStringLiteral("a live pair makes no progress");
    }

    /// No process of the storm runs: an object under the name is not in use.
    [[nodiscard]] Complaint complaintAboutRemainder()
    {
        for (const QString &left : test::leftovers()) { // of a server that was killed while it unlinked its name
            const auto removal = interruptedRemovalOf(left.toStdString());
            if (!removal || '/' + removal->name != m_name.bytes())
                continue;
            const ObjectName quarantined = *ObjectName::parse(left.toStdString());
            if (test::exists(m_name) ? ::shm_unlink(quarantined.c_str()) != 0 : !putBack(SystemCalls(), quarantined))
                return QStringLiteral("an interrupted removal could not be put back");
        }
        if (!test::exists(m_name))
            return {};
        const auto occupant = inspectOccupant(SystemCalls(), m_name, pageBytes);
        if (!occupant)
            return QStringLiteral("the remainder cannot be inspected: ")
                + QString::fromStdString(describe(occupant.error()));
        const Usage &usage = occupant->usage;
        const off_t size = usage.status.sizeBytes;
        const bool isOurSize = size == 0 || size == pageBytes;
        const bool isUnused = usage.verdict == Verdict::Stale || usage.verdict == Verdict::Unused;
        if (!isUnused || occupant->isReplaceable() != isOurSize)
            return QStringLiteral("a remainder of %1 bytes has the verdict %2")
                .arg(size)
                .arg(static_cast<int>(usage.verdict));
        if (!isOurSize)
            m_vandal.execute("unlink " + test::text(m_name).toLatin1());
        else if (!removeUnused(SystemCalls(), m_name, usage.status.identity, usage.processScan))
            return QStringLiteral("a stale remainder could not be removed");
        return {};
    }

    ObjectName m_name = test::objectName();
    std::mt19937 m_random;
    std::vector<std::unique_ptr<Actor>> m_actors;
    test::FaultPeer m_vandal;
    Squatter m_squatter{m_name};
    Bystander m_neighbour{test::objectName(), ::geteuid()};
    Bystander m_stranger{test::objectName(), ::geteuid() == 0 ? uid_t{65534} : ::geteuid()};
    std::deque<QString> m_history;
};

int secondsWanted()
{
    return qEnvironmentVariableIsSet("SHMLAB_STORM_SECONDS") ? qEnvironmentVariableIntValue("SHMLAB_STORM_SECONDS")
                                                             : 60;
}

} // namespace

class StormTest : public QObject {
    Q_OBJECT
public:
    StormTest()
    {
        const int patience = (secondsWanted() + 300) * 1000;
        qputenv("QTEST_FUNCTION_TIMEOUT", QByteArray::number(patience));
    }
private Q_SLOTS:
    void everythingAtRandom();
};

void StormTest::everythingAtRandom()
{
    const unsigned seed = qEnvironmentVariableIsSet("SHMLAB_STORM_SEED")
        ? qEnvironmentVariable("SHMLAB_STORM_SEED").toUInt()
        : std::random_device()();
    qInfo("SHMLAB_STORM_SEED=%u", seed);
    Storm storm(seed);
    int actions = 0;
    QElapsedTimer timer;
    for (timer.start(); timer.elapsed() < secondsWanted() * qint64{1000}; ++actions) {
        const Complaint complaint =
            actions % actionsBetweenChecks == actionsBetweenChecks - 1 ? storm.calm() : storm.act();
        if (complaint.isEmpty())
            continue;
        const QStringList history(storm.history().begin(), storm.history().end());
        QFAIL(qPrintable(QStringLiteral("%1\nafter %2 actions of SHMLAB_STORM_SEED=%3, the latest: %4")
                             .arg(complaint)
                             .arg(actions)
                             .arg(seed)
                             .arg(history.join(QLatin1String(", ")))));
    }
    qInfo("%d actions", actions);
    QVERIFY(actions >= 2 * secondsWanted());
}

SHMLAB_TEST_MAIN(StormTest)
#include "tst_storm.moc"
