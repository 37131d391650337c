// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/base/name.h>
#include <shmlab/base/system_calls.h>
#include <shmlab/inspect/object_status.h>
#include <shmlab/inspect/process_scan.h>

#include <QProcess>
#include <QString>
#include <QTest>

#include <chrono>
#include <csignal>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/// What the tests share. Every object that a test makes has a name of objectName(), so that what is left can be told.
namespace shmlab::test {

/// A name no other test uses: it carries this process's id and a sequence number.
[[nodiscard]] ObjectName objectName();
[[nodiscard]] QString text(const ObjectName &name);
[[nodiscard]] bool exists(const ObjectName &name);

/// Names of objectName() in /dev/shm.
[[nodiscard]] QStringList leftovers();

/// Whether the process has a handler for the signal: from then on it ends in order.
[[nodiscard]] bool catches(pid_t pid, int signal);

/// The child processes of a process, including those that have ended and were not waited for.
[[nodiscard]] std::vector<pid_t> childrenOf(pid_t pid);
[[nodiscard]] bool hasEnded(pid_t pid);

/// What the manual pages name as errno of a call, as far as it can be asked to fail with it. EINTR is everybody's.
[[nodiscard]] const std::map<Call, std::vector<int>> &manualPages();

/// Whether there is pidfd_open(2); memcheck knows it only from 3.22 on.
[[nodiscard]] bool hasPidfds();

/// What a process holds; to be compared before and after.
struct HeldResources {
    int descriptors = 0;
    int mappings = 0; ///< of files in /dev/shm
    bool operator==(const HeldResources &) const = default;
};
[[nodiscard]] HeldResources heldResources();

/// How a child process that runs `body` ended: its exit code, or minus the signal that ended it. Leaves no core dump.
template <typename Body>
[[nodiscard]] int inChild(Body body)
{
    const pid_t child = ::fork();
    if (child == 0) {
        const rlimit noCore{.rlim_cur = 0, .rlim_max = 0};
        ::setrlimit(RLIMIT_CORE, &noCore);
        ::_exit(body());
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

/// Runs `body` in a child process, which is killed when it goes out of scope.
class Child {
public:
    template <typename Body>
    explicit Child(Body body) : m_pid(::fork())
    {
        if (m_pid == 0) {
            body();
            ::_exit(0);
        }
    }
    ~Child()
    {
        if (m_pid > 0)
            ::kill(m_pid, SIGKILL);
        (void)waitForEnd();
    }
    Child(const Child &) = delete;
    Child &operator=(const Child &) = delete;

    [[nodiscard]] pid_t pid() const { return m_pid; }
    /// Its exit code, or minus the signal that ended it.
    [[nodiscard]] int waitForEnd()
    {
        if (m_pid > 0) {
            int status = 0;
            ::waitpid(m_pid, &status, 0);
            m_pid = 0;
            m_end = WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
        }
        return m_end;
    }

private:
    pid_t m_pid;
    int m_end = 0;
};

/// A new object that nobody holds, with `text` at `at`. Fails the test where it cannot be made.
void leave(const ObjectName &name, off_t size = 4096, std::string_view text = "left", off_t at = 0);

/// What it is by now; nothing of all that when there is none.
[[nodiscard]] ObjectStatus currentStatus(const ObjectName &name);

/// The beginning of what is in it; fewer bytes where it ends.
[[nodiscard]] std::string firstBytes(const ObjectName &name, std::size_t count);

/// Removes a name when it goes out of scope, whoever made the object.
class NameGuard {
public:
    explicit NameGuard(ObjectName name) : m_name(std::move(name)) { }
    ~NameGuard();
    NameGuard(const NameGuard &) = delete;
    NameGuard &operator=(const NameGuard &) = delete;

private:
    ObjectName m_name;
};

/// Records all calls and makes chosen ones fail.
class ScriptedCalls : public CallObserver {
public:
    /// The `index`th call from now on (from 0), whatever it is, fails with `errorNumber`.
    void failCall(int index, int errorNumber);
    /// The next `times` calls of this kind fail.
    void failNext(Call call, int errorNumber, int times = 1);
    void reset();

    [[nodiscard]] const std::vector<CallRecord> &records() const { return m_records; }
    [[nodiscard]] int count(Call call) const;
    [[nodiscard]] SystemCalls calls() { return SystemCalls(this); }
    [[nodiscard]] SystemCalls calls(const SystemRoots &roots) { return SystemCalls(this, roots); }

    int injectedError(Call call, const std::string &arguments) override;
    void called(const CallRecord &record) override;

private:
    struct Failure {
        int errorNumber = 0;
        int times = 0;
    };
    std::vector<CallRecord> m_records;
    std::map<int, int> m_failures;
    std::map<Call, Failure> m_failuresOfKind;
    int m_next = 0;
};

/// Those who do more with an object than to look into it, as tests that run beside this one do with all objects.
[[nodiscard]] std::vector<Holder> usersIn(std::vector<Holder> holders);

/// A process of its own, killed when it goes out of scope.
class Peer {
public:
    /// Starts `program` from the folder of the test programs, else by its path or out of PATH.
    explicit Peer(const QString &program, const QStringList &arguments = {});
    ~Peer();
    Peer(const Peer &) = delete;
    Peer &operator=(const Peer &) = delete;

    [[nodiscard]] pid_t pid() const { return static_cast<pid_t>(m_process.processId()); }
    [[nodiscard]] QProcess &process() { return m_process; }
    /// Waits for the next line of its output; empty when it ends or nothing comes for 20 seconds.
    [[nodiscard]] QByteArray readLine();
    /// Reads lines until one starts with `beginning`; false when it ends first.
    [[nodiscard]] bool waitForLine(const QByteArray &beginning);
    /// Waits for its end; its exit code, or minus the signal that ended it.
    [[nodiscard]] int waitForEnd(int milliseconds = 20'000);
    void signal(int number) const;
    void killHard();

protected:
    QProcess m_process;
};

/// tests/support/fault_peer.cpp, told what to do step by step.
class FaultPeer : public Peer {
public:
    FaultPeer();
    /// Does one command; the number it answered with, or minus the errno.
    long execute(const QByteArray &command);
    /// The same of a command about an object.
    long execute(const QByteArray &command, const ObjectName &name);
};

/// The path of a program built for the tests, or of the program itself; any other name as it is.
[[nodiscard]] QString program(const QString &name);

/// What is promised within a second is looked at four times a second; three seconds leave room for a busy machine.
inline constexpr std::chrono::duration<int, std::milli> soon{3000};

/// Polls `condition` while events are processed; for what the kernel or another process does in its own time.
template <typename Condition>
[[nodiscard]] bool eventually(Condition condition, int milliseconds = 20'000)
{
    return QTest::qWaitFor(condition, milliseconds);
}

/// Runs the test class and fails it when it leaves objects behind.
template <typename Test>
int run(int argc, char *argv[])
{
    Test test;
    const int failures = QTest::qExec(&test, argc, argv);
    const QStringList left = leftovers();
    for (const QString &name : left)
        qCritical("left behind in /dev/shm: %s", qPrintable(name));
    return failures + static_cast<int>(left.size());
}

} // namespace shmlab::test

#define SHMLAB_TEST_MAIN(Test)                                                                                         \
    int main(int argc, char *argv[])                                                                                   \
    {                                                                                                                  \
        const QCoreApplication application(argc, argv);                                                                \
        return shmlab::test::run<Test>(argc, argv);                                                                    \
    }

#define SHMLAB_GUI_TEST_MAIN(Test)                                                                                     \
    int main(int argc, char *argv[])                                                                                   \
    {                                                                                                                  \
        QStandardPaths::setTestModeEnabled(true);                                                                      \
        QCoreApplication::setOrganizationName(QStringLiteral("shmlab-test-%1").arg(getpid()));                         \
        const QApplication application(argc, argv);                                                                    \
        const int failures = shmlab::test::run<Test>(argc, argv);                                                      \
        QFile::remove(QSettings().fileName());                                                                         \
        return failures;                                                                                               \
    }
