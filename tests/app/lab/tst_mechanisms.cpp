// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/mechanism_runner.h"
#include "test_support.h"

#include <QCoreApplication>
#include <algorithm>
#include <atomic>
#include <cerrno>
#include <string>

#include <mqueue.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace shmlab;
using namespace shmlab::ui;

namespace {

std::atomic<int> failedCloses = 0;

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

/// Replaces libc's close(): closing a descriptor that is not open may hit one of another thread.
extern "C" int close(int fd)
{
    const auto result = static_cast<int>(::syscall(SYS_close, fd));
    if (result < 0 && errno == EBADF)
        ++failedCloses;
    return result;
}

class MechanismsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyMechanismReleasesWhatItOpened_data();
    void everyMechanismReleasesWhatItOpened();
    void doubleCloseWouldBeSeen();
    void fault63_messageQueuesHaveNoName();
    void fault63_sidesEndWithAKilledParent();
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
    const auto before = test::heldResources();
    failedCloses = 0;
    (void)ipcMechanisms()[static_cast<std::size_t>(index)].prepare();
    QCOMPARE(failedCloses, 0);
    QCOMPARE(test::heldResources(), before);
}

void MechanismsTest::doubleCloseWouldBeSeen()
{
    failedCloses = 0;
    const int fd = ::dup(STDERR_FILENO);
    ::close(fd);
    ::close(fd);
    QCOMPARE(failedCloses, 1);
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

SHMLAB_TEST_MAIN(MechanismsTest)
#include "tst_mechanisms.moc"
