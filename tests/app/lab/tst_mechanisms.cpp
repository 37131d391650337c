// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/mechanism_runner.h"
#include "test_support.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <cstdarg>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include <fcntl.h>
#include <mqueue.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace shmlab;
using namespace shmlab::ui;

namespace {

/// An unrelated file that takes the number of every descriptor as soon as it was closed, as one of another thread may:
/// a second close of the same descriptor closes this one.
class Bystander {
public:
    Bystander() : m_fd(::memfd_create("bystander", MFD_CLOEXEC)) { s_present = this; }
    ~Bystander()
    {
        s_present = nullptr;
        for (const int number : m_numbers)
            ::close(number);
        ::close(m_fd);
    }
    Bystander(const Bystander &) = delete;
    Bystander &operator=(const Bystander &) = delete;

    /// The one that lives.
    [[nodiscard]] static Bystander *present() { return s_present; }
    void takeNumber(int closed)
    {
        if (std::ranges::find(m_numbers, closed) == m_numbers.end() && ::dup3(m_fd, closed, O_CLOEXEC) == closed)
            m_numbers.push_back(closed);
    }
    /// Numbers that it has had.
    [[nodiscard]] std::size_t taken() const { return m_numbers.size(); }
    [[nodiscard]] std::ptrdiff_t lost() const
    {
        const auto inode = [](int number) {
            struct stat status{};
            return ::fstat(number, &status) == 0 ? status.st_ino : 0;
        };
        return std::ranges::count_if(m_numbers, [&](int number) { return inode(number) != inode(m_fd); });
    }

private:
    static inline Bystander *s_present = nullptr;
    int m_fd;
    std::vector<int> m_numbers;
};

/// Not 0: the process that ends right before a child of it asks for the signal at its end.
pid_t endingParent = 0;

/// Names that the process with this id may have used.
bool hasMessageQueues(pid_t pid)
{
    for (int number = 0; number < 1000; ++number) {
        const std::string name = "/shmlab-bench-" + std::to_string(pid) + "-queue-" + std::to_string(number);
        const mqd_t queue = ::mq_open(name.c_str(), O_RDONLY | O_CLOEXEC);
        if (queue < 0)
            continue;
        ::mq_close(queue);
        ::mq_unlink(name.c_str());
        return true;
    }
    return false;
}

IpcMechanism mechanismNamed(const char *name)
{
    const auto all = ipcMechanisms();
    return *std::ranges::find(all, QLatin1String(name), &IpcMechanism::name);
}

} // namespace

// In place of libc's.
extern "C" int close(int fd)
{
    const auto result = static_cast<int>(::syscall(SYS_close, fd));
    if (Bystander *bystander = Bystander::present(); bystander != nullptr && result == 0)
        bystander->takeNumber(fd);
    return result;
}

extern "C" int mq_close(mqd_t queue) noexcept
{
    return ::close(queue);
}

extern "C" int prctl(int option, ...) noexcept
{
    std::va_list list;
    va_start(list, option);
    std::array<unsigned long, 4> arguments{};
    for (unsigned long &argument : arguments)
        argument = va_arg(list, unsigned long);
    va_end(list);
    if (option == PR_SET_PDEATHSIG && endingParent != 0 && ::getppid() == endingParent) {
        ::kill(endingParent, SIGKILL);
        while (::getppid() == endingParent)
            ::sched_yield();
    }
    return static_cast<int>(::syscall(SYS_prctl, option, arguments[0], arguments[1], arguments[2], arguments[3]));
}

class MechanismsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyMechanismReleasesWhatItOpened_data();
    void everyMechanismReleasesWhatItOpened();
    void doubleCloseHitsTheBystander();
    void fault63_messageQueuesHaveNoName();
    void fault63_sidesEndWithAKilledParent();
    void fault63_sidesEndWhoseParentEndedFirst();
};

void MechanismsTest::everyMechanismReleasesWhatItOpened_data()
{
    QTest::addColumn<int>("index");
    int index = 0;
    for (const IpcMechanism &mechanism : ipcMechanisms())
        QTest::newRow(qPrintable(mechanism.name)) << index++;
}

void MechanismsTest::everyMechanismReleasesWhatItOpened()
{
    QFETCH(int, index);
    const IpcMechanism mechanism = ipcMechanisms()[static_cast<std::size_t>(index)];
    const auto before = test::heldResources();
    {
        const Bystander bystander;
        (void)mechanism.prepare();
        if (const auto processors = firstTwoProcessors()) {
            const std::atomic<bool> stop = false;
            std::uint64_t roundTrips = 200;
            (void)MechanismRunner(*processors, stop).run(mechanism, std::chrono::nanoseconds(0), roundTrips);
            QVERIFY(bystander.taken() > 0);
        }
        QCOMPARE(bystander.lost(), 0);
    }
    QCOMPARE(test::heldResources(), before);
}

void MechanismsTest::doubleCloseHitsTheBystander()
{
    const Bystander bystander;
    const int fd = ::dup(STDERR_FILENO);
    ::close(fd);
    QCOMPARE(bystander.lost(), 0);
    ::close(fd);
    QCOMPARE(bystander.lost(), 1);
}

void MechanismsTest::fault63_messageQueuesHaveNoName()
{
    const auto prepared = mechanismNamed("posix-mq").prepare();
    if (!prepared)
        QSKIP(qPrintable(prepared.error()));
    QVERIFY(!hasMessageQueues(::getpid()));
}

void MechanismsTest::fault63_sidesEndWithAKilledParent()
{
    const auto processors = firstTwoProcessors();
    if (!processors)
        QSKIP("needs two processors");
    const std::atomic<bool> stop = false;
    test::Child parent([&] {
        std::uint64_t roundTrips = 100'000'000; // longer than this test
        (void)MechanismRunner(*processors, stop).run(mechanismNamed("posix-mq"), std::chrono::hours(1), roundTrips);
    });
    std::vector<pid_t> sides;
    QVERIFY(test::eventually([&] { return (sides = test::childrenOf(parent.pid())).size() == 2; }));
    const pid_t pid = parent.pid();
    ::kill(pid, SIGKILL);
    QCOMPARE(parent.waitForEnd(), -SIGKILL);
    for (const pid_t side : sides)
        QVERIFY(test::eventually([&] { return test::hasEnded(side); }));
    QVERIFY(!hasMessageQueues(pid));
}

/// Its parent ends between fork(2) and the request for a signal at its end, which therefore never comes.
void MechanismsTest::fault63_sidesEndWhoseParentEndedFirst()
{
    const auto processors = firstTwoProcessors();
    if (!processors)
        QSKIP("needs two processors");
    class GoesOn : public MechanismRun {
    public:
        [[nodiscard]] Histogram lead(std::uint64_t) override { ::_exit(EXIT_SUCCESS); }
        void follow(std::uint64_t) override { ::_exit(EXIT_SUCCESS); }
    };
    const IpcMechanism mechanism{.name = {}, .title = {}, .prepare = [] { return std::make_unique<GoesOn>(); }};
    const std::atomic<bool> stop = false;
    QCOMPARE(::prctl(PR_SET_CHILD_SUBREAPER, 1UL), 0); // orphans become children of this process
    test::Child parent([&] {
        endingParent = ::getpid();
        std::uint64_t roundTrips = 1;
        (void)MechanismRunner(*processors, stop).run(mechanism, std::chrono::hours(1), roundTrips);
    });
    QCOMPARE(parent.waitForEnd(), -SIGKILL);
    int sides = 0;
    for (int status = 0; ::waitpid(-1, &status, 0) > 0; ++sides) {
        QVERIFY(WIFEXITED(status));
        QCOMPARE(WEXITSTATUS(status), EXIT_FAILURE);
    }
    QVERIFY(sides > 0);
    QCOMPARE(::prctl(PR_SET_CHILD_SUBREAPER, 0UL), 0);
}

SHMLAB_TEST_MAIN(MechanismsTest)
#include "tst_mechanisms.moc"
