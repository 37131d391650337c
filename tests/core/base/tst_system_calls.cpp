// SPDX-License-Identifier: GPL-3.0-or-later
#include "fake_roots.h"
#include "test_support.h"

#include <shmlab/manage/removal.h>
#include <shmlab/manage/shared_object.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <filesystem>

#include <poll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace shmlab;
using test::ScriptedCalls;

namespace {

void limitFileSize()
{
    const rlimit limit{.rlim_cur = 1024, .rlim_max = 1024};
    ::setrlimit(RLIMIT_FSIZE, &limit);
}

} // namespace

class SystemCallsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fault33_linksInPathsAreNotFollowed();
    void reportsNameArgumentsResultAndDuration();
    void reportsTheStepsOfARemoval();
    void reportsErrno();
    void fault10_interruptedCallsAreRepeated();
    void fault10_closeIsNeverRepeated();
    void fault61_signalsDoNotExtendAFutexWait();
    void fault08_fileSizeLimitIsAnErrorAndNoSignal();
    void fault08_fileSizeLimitKillsPlainPrograms();
};

/// A directory may become a link between a removal and its undo: nothing is made, linked or unlinked behind it.
void SystemCallsTest::fault33_linksInPathsAreNotFollowed()
{
    const test::ObjectFolder folder;
    const SystemRoots roots{.shm = folder.path()};
    const SystemCalls calls(roots);
    std::filesystem::create_directory(folder.pathOf("real"));
    folder.create("real/f");
    QCOMPARE(::symlink("real", folder.pathOf("link").c_str()), 0);
    const ObjectName name = *ObjectName::parsePath("link/new");
    QVERIFY(!calls.shmOpen(name, O_CREAT | O_EXCL | O_RDWR, 0600));
    QVERIFY(!calls.shmUnlink(*ObjectName::parsePath("link/f")));
    const int path = ::open(folder.pathOf("real/f").c_str(), O_PATH | O_CLOEXEC);
    QVERIFY(!calls.linkDescriptor(path, name));
    QCOMPARE(std::ranges::distance(std::filesystem::directory_iterator(folder.pathOf("real"))), 1);
    const ObjectName inside = *ObjectName::parsePath("real/new"); // the positive control
    const auto made = calls.shmOpen(inside, O_CREAT | O_EXCL | O_RDWR, 0600);
    QVERIFY(made && calls.close(*made) && calls.shmUnlink(inside));
    QVERIFY(calls.linkDescriptor(path, inside) && std::filesystem::exists(folder.pathOf("real/new")));
    ::close(path);
}

void SystemCallsTest::reportsNameArgumentsResultAndDuration()
{
    ScriptedCalls script;
    const ObjectName name = test::objectName();
    {
        auto object = SharedObject::create(script.calls(), name);
        QVERIFY(object);
        QVERIFY(object->allocate(4096));
    }
    const auto &records = script.records();
    QCOMPARE(records.at(0).call, Call::ShmOpen);
    QCOMPARE(records.at(0).arguments, '"' + name.bytes() + "\", O_RDWR|O_CREAT|O_EXCL, 0600");
    QVERIFY(records.at(0).result >= 0);
    QCOMPARE(records.at(0).errorNumber, 0);
    QVERIFY(records.at(0).duration.count() > 0);
    QCOMPARE(script.count(Call::PosixFallocate), 1);
    QCOMPARE(script.count(Call::ShmUnlink), 1);
    QCOMPARE(records.back().call, Call::Close);
    for (const CallRecord &record : records)
        QVERIFY(*callName(record.call) != '\0');
}

void SystemCallsTest::reportsTheStepsOfARemoval()
{
    const test::LeftObject name;
    ScriptedCalls script;
    QVERIFY(removeUnused(script.calls(), name, test::currentStatus(name).identity, {}));
    std::vector<std::string> steps;
    for (const CallRecord &record : script.records()) {
        if (record.call == Call::Fcntl)
            steps.push_back(record.arguments.substr(record.arguments.find(", ") + 2));
        else if (record.call == Call::Renameat2 || record.call == Call::ShmUnlink)
            steps.push_back(record.arguments);
    }
    QCOMPARE(steps.size(), std::size_t{7});
    QCOMPARE(steps.at(0), "F_SETSIG, " + std::to_string(SIGURG));
    QCOMPARE(steps.at(1), std::string("F_SETLEASE, F_WRLCK"));
    const std::string moved = "shmlab-removal." + std::to_string(::getpid()) + '.';
    QVERIFY2(steps.at(2).starts_with("AT_FDCWD, \"" + name.path() + "\", AT_FDCWD, \"/dev/shm/" + moved),
             steps.at(2).c_str());
    QVERIFY2(steps.at(2).ends_with('.' + name.bytes().substr(1) + "\", RENAME_NOREPLACE"), steps.at(2).c_str());
    QCOMPARE(steps.at(3), std::string("F_GETLEASE"));
    QCOMPARE(steps.at(4), std::string("F_GETLEASE"));
    QVERIFY2(steps.at(5).starts_with("\"/" + moved), steps.at(5).c_str());
    QCOMPARE(steps.at(6), std::string("F_SETLEASE, F_UNLCK"));
    const auto missing = SystemCalls().renameNoReplace(AT_FDCWD, name.path(), name.path() + ".to");
    QVERIFY(missing.error().isCallFailure(ENOENT));
    QCOMPARE(missing.error().call, Call::Renameat2);
    const auto unlinked = script.calls().unlinkAt(AT_FDCWD, name.path());
    QVERIFY(unlinked.error().isCallFailure(ENOENT));
    QCOMPARE(script.records().back().arguments, "AT_FDCWD, \"" + name.path() + "\", 0");
}

void SystemCallsTest::reportsErrno()
{
    ScriptedCalls script;
    const auto object = SharedObject::open(script.calls(), test::objectName());
    QVERIFY(!object);
    QVERIFY(object.error().isCallFailure(ENOENT));
    QCOMPARE(object.error().call, Call::ShmOpen);
    QCOMPARE(script.records().back().errorNumber, ENOENT);
    QCOMPARE(script.records().back().result, -1);
    const std::string text = describe(object.error());
    QVERIFY2(text.contains("shm_open") && text.contains("ENOENT") && text.contains(object.error().object),
             text.c_str());
}

void SystemCallsTest::fault10_interruptedCallsAreRepeated()
{
    ScriptedCalls script;
    script.failNext(Call::ShmOpen, EINTR, 3);
    script.failNext(Call::PosixFallocate, EINTR, 2);
    auto object = SharedObject::create(script.calls(), test::objectName());
    QVERIFY(object);
    QVERIFY(object->allocate(4096));
    QCOMPARE(script.count(Call::ShmOpen), 4);
    QCOMPARE(script.count(Call::PosixFallocate), 3);
}

void SystemCallsTest::fault10_closeIsNeverRepeated()
{
    ScriptedCalls script;
    const auto before = test::heldResources();
    auto object = SharedObject::create(script.calls(), test::objectName());
    QVERIFY(object);
    QCOMPARE(object->unlinkName().value(), NameState::SameObject);
    script.failNext(Call::Close, EINTR);
    const auto closed = object->close();
    QVERIFY(!closed);
    QCOMPARE(closed.error().errorNumber, EINTR);
    QCOMPARE(script.count(Call::Close), 1);
    QCOMPARE(test::heldResources(), before);
}

void SystemCallsTest::fault61_signalsDoNotExtendAFutexWait()
{
    static volatile std::sig_atomic_t signalsLeft =
        1000; // one per 10 ms: they continue much longer than the wait may last
    const int ended = test::inChild([] {
        ::signal(SIGALRM, [](int) {
            signalsLeft = signalsLeft - 1;
            constexpr itimerval off{};
            if (signalsLeft == 0)
                ::setitimer(ITIMER_REAL, &off, nullptr);
        });
        constexpr timeval interval{.tv_sec = 0, .tv_usec = 10'000};
        constexpr itimerval timer{.it_interval = interval, .it_value = interval};
        if (::setitimer(ITIMER_REAL, &timer, nullptr) != 0)
            return 1;
        const std::int32_t word = 0;
        const auto slept = SystemCalls().futexWait(&word, 0, std::chrono::milliseconds(100));
        if (slept || !slept.error().isCallFailure(ETIMEDOUT))
            return 2;
        (void)::poll(nullptr, 0, 0); // ThreadSanitizer lets the handler run in calls of the C library only
        return signalsLeft > 0 && signalsLeft < 1000 ? 0 : 3;
    });
    QCOMPARE(ended, 0);
}

void SystemCallsTest::fault08_fileSizeLimitIsAnErrorAndNoSignal()
{
    const ObjectName name = test::objectName();
    const int ended = test::inChild([&] {
        limitFileSize();
        auto object = SharedObject::create(SystemCalls(), name);
        if (!object)
            return 1;
        const auto done = object->allocate(4096);
        (void)object->unlinkName();
        return !done && done.error().isCallFailure(EFBIG) ? 0 : 2;
    });
    QCOMPARE(ended, 0);
    QVERIFY(!test::exists(name));
}

void SystemCallsTest::fault08_fileSizeLimitKillsPlainPrograms()
{
    const test::TemporaryName name;
    const int ended = test::inChild([&] {
        limitFileSize();
        const int fd = ::shm_open(name.c_str(), O_CREAT | O_EXCL | O_RDWR, 0600);
        return ::ftruncate(fd, 4096);
    });
    QCOMPARE(ended, -SIGXFSZ);
}

SHMLAB_TEST_MAIN(SystemCallsTest)
#include "tst_system_calls.moc"
