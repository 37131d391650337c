// SPDX-License-Identifier: GPL-3.0-or-later

// What the exchange requires of atomics, the compiler and the kernel's futexes, between threads and between processes.

#include "test_support.h"

#include <shmlab/exchange/party.h>

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

#include <cerrno>
#include <csignal>
#include <ctime>
#include <thread>

#include <linux/futex.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace shmlab;

namespace {

constexpr Party::Clock::time_point someTime{std::chrono::seconds{1000}};

CounterRef counter(const Party &party, Role role)
{
    return counterIn(const_cast<std::byte *>(party.bytes().data()), role);
}

/// A page of anonymous memory shared with child processes.
class SharedPage {
public:
    SharedPage() : m_data(::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)) { }
    ~SharedPage() { ::munmap(m_data, 4096); }
    SharedPage(const SharedPage &) = delete;
    SharedPage &operator=(const SharedPage &) = delete;
    [[nodiscard]] std::byte *bytes() const { return static_cast<std::byte *>(m_data); }
    [[nodiscard]] CounterRef counter(Role role) const { return counterIn(bytes(), role); }

private:
    void *m_data;
};

/// Writes both counters alternately forever, so that they never differ by more than one.
void countInTurn(const SharedPage &page)
{
    for (Counter value = 0;; value = nextCounter(value)) {
        page.counter(Role::Server).store(value, std::memory_order_release);
        page.counter(Role::Client).store(value, std::memory_order_release);
    }
}

bool isPossible(Counter server, Counter client)
{
    const Counter ahead = counterDistance(server, client);
    return ahead == 0 || ahead == 1;
}

/// A child process waits on a futex until it is woken or half a second is over; returns 0, or its errno.
int wakeAcrossProcesses(int privateFlag)
{
    const SharedPage page;
    auto *const word = reinterpret_cast<std::int32_t *>(page.bytes());
    const pid_t sleeper = ::fork();
    if (sleeper == 0) {
        const timespec patience{.tv_sec = 0, .tv_nsec = 500'000'000};
        const auto result = ::syscall(SYS_futex, word, FUTEX_WAIT | privateFlag, 0, &patience, nullptr, 0);
        ::_exit(result == 0 ? 0 : errno);
    }
    int status = 0;
    while (::waitpid(sleeper, &status, WNOHANG) == 0) // repeated, since it may not be asleep yet
        ::syscall(SYS_futex, word, FUTEX_WAKE | privateFlag, 1, nullptr, nullptr, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

} // namespace

class MemoryModelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fault25_threadsOnOneMapping();
    void fault25_millionStepsBetweenProcesses();
    void fault26_privateFutexesDoNotReachOtherProcesses();
    void fault26_coreDoesNotWaitOnAtomics();
    void fault28_pairsAreAtomic();
    void fault28_twoLoadsAreNotAtomic();
};

void MemoryModelTest::fault25_threadsOnOneMapping()
{
    // The other thread uses the mapping of the party itself: ThreadSanitizer identifies memory by its address and would
    // not see a race between two mappings of one object.
    auto server = Party::join(SystemCalls(), Role::Server, test::objectName());
    QVERIFY(server);
    constexpr int handOvers = 20'000;
    std::thread client([&] {
        for (int made = 0; made < handOvers;) {
            const Counter other = counter(*server, Role::Server).load(std::memory_order_acquire);
            if (isTaller(other, counter(*server, Role::Client).load(std::memory_order_relaxed))) {
                counter(*server, Role::Client).store(nextCounter(other), std::memory_order_release);
                ++made;
            } else {
                std::this_thread::yield();
            }
            (void)loadPresence(server->bytes(), Role::Server);
        }
    });
    Counter last = 0;
    bool isInOrder = true;
    for (int made = 0; made < handOvers;) {
        const Turn turn = server->step(someTime);
        if (turn.wrote) {
            ++made;
            isInOrder = isInOrder && turn.own == last + (made == 1 ? 1 : 2);
            last = turn.own;
        } else {
            std::this_thread::yield();
        }
    }
    client.join();
    QVERIFY(isInOrder);
    QCOMPARE(server->counters(), (CounterPair{2 * handOvers - 1, 2 * handOvers}));
}

void MemoryModelTest::fault25_millionStepsBetweenProcesses()
{
    const ObjectName name = test::objectName();
    auto server = Party::join(SystemCalls(), Role::Server, name);
    QVERIFY(server);
    const test::Child client([&] {
        auto party = Party::join(SystemCalls(), Role::Client, name);
        while (party)
            party->step(someTime);
    });
    Counter last = 0;
    int answers = 0;
    const auto began = Party::Clock::now();
    for (int turns = 0; turns < 1'000'000 || answers < 100; ++turns) {
        const Turn turn = server->step(someTime);
        answers += turn.wrote ? 1 : 0;
        QVERIFY2(Party::Clock::now() - began < std::chrono::seconds(60), "the client does not answer");
        QVERIFY(turn.anomaly == CounterAnomaly::None);
        QVERIFY(counterDistance(turn.own, last) >= 0); // neither side ever goes back
        QVERIFY(isPossible(turn.own, turn.peer) || turn.peer == turn.own + 1);
        last = turn.own;
    }
}

void MemoryModelTest::fault26_privateFutexesDoNotReachOtherProcesses()
{
    QCOMPARE(wakeAcrossProcesses(FUTEX_PRIVATE_FLAG), ETIMEDOUT); // what std::atomic::wait does
    QCOMPARE(wakeAcrossProcesses(0), 0);
}

void MemoryModelTest::fault26_coreDoesNotWaitOnAtomics()
{
    static const QRegularExpression waiting(QStringLiteral("(\\w+)[.>](wait|notify_one|notify_all)\\s*\\("));
    static const QRegularExpression condition(QStringLiteral("std::condition_variable (\\w+);"));
    // Condition variables work between the threads of one process.
    const auto waitsInAnAtomic = [](const QString &text) {
        QStringList conditions;
        for (auto found = condition.globalMatch(text); found.hasNext();)
            conditions += found.next().captured(1);
        for (auto found = waiting.globalMatch(text); found.hasNext();) {
            if (!conditions.contains(found.next().captured(1)))
                return true;
        }
        return false;
    };
    int sources = 0;
    QDirIterator files(QStringLiteral(CORE_SOURCES), {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(!waitsInAnAtomic(QString::fromUtf8(file.readAll())), qPrintable(file.fileName()));
        ++sources;
    }
    QVERIFY(sources > 20);
    QVERIFY(waitsInAnAtomic(QStringLiteral("counter.wait (old)")));
    QVERIFY(waitsInAnAtomic(QStringLiteral("party->counter.wait(old)")));
    QVERIFY(waitsInAnAtomic(QStringLiteral("std::condition_variable m_idle; m_idle.wait(lock); counter.notify_one()")));
    QVERIFY(!waitsInAnAtomic(QStringLiteral("std::condition_variable m_idle; m_idle.wait(lock);")));
}

void MemoryModelTest::fault28_pairsAreAtomic()
{
    const SharedPage page;
    const test::Child writer([&] { countInTurn(page); });
    CounterPair last;
    int changes = 0;
    const auto began = Party::Clock::now();
    for (int reads = 0; reads < 1'000'000 || changes < 1000; ++reads) {
        const CounterPair pair = loadPair(page.bytes());
        QVERIFY2(isPossible(pair.server, pair.client), qPrintable(QString::number(reads)));
        changes += pair != last ? 1 : 0;
        last = pair;
        QVERIFY2(Party::Clock::now() - began < std::chrono::seconds(60), "nobody writes");
    }
}

void MemoryModelTest::fault28_twoLoadsAreNotAtomic()
{
    const SharedPage page;
    const test::Child writer([&] { countInTurn(page); });
    const auto sawAnImpossiblePair = [&] {
        for (int reads = 0; reads < 1'000'000; ++reads) {
            const Counter client = page.counter(Role::Client).load(std::memory_order_acquire);
            const Counter server = page.counter(Role::Server).load(std::memory_order_acquire);
            if (!isPossible(server, client))
                return true;
        }
        return false;
    };
    QVERIFY(test::eventually(sawAnImpossiblePair));
}

SHMLAB_TEST_MAIN(MemoryModelTest)
#include "tst_memory_model.moc"
