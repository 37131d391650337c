// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/base/name.h>
#include <shmlab/base/system_calls.h>
#include <shmlab/inspect/object_status.h>
#include <shmlab/inspect/process_scan.h>

#include <QProcess>
#include <QString>
#include <QTemporaryFile>
#include <QTest>

#include <chrono>
#include <csignal>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/// Shared by all tests. Every object that a test creates has a name from objectName(), so that leftovers are
/// recognised.
namespace shmlab::test {

/// A name that no other test uses: it contains this process's id and a sequence number.
[[nodiscard]] ObjectName objectName();
[[nodiscard]] QString text(const ObjectName &name);
[[nodiscard]] bool exists(const ObjectName &name);

/// Names of objectName() in /dev/shm, quarantined ones included.
[[nodiscard]] QStringList leftovers();

/// Whether the process has installed a handler for the signal.
[[nodiscard]] bool catches(pid_t pid, int signal);

/// The child processes of a process, including those that have ended and were not waited for.
[[nodiscard]] std::vector<pid_t> childrenOf(pid_t pid);
[[nodiscard]] bool hasEnded(pid_t pid);

/// The errno values that the manual page of each call lists and that can be injected. EINTR applies to all calls.
[[nodiscard]] const std::map<Call, std::vector<int>> &manualPages();

/// Whether pidfd_open(2) works; memcheck supports it since 3.22.
[[nodiscard]] bool hasPidfds();

/// Resources of this process, to be compared before and after.
struct HeldResources {
    int descriptors = 0;
    int mappings = 0; ///< of files in /dev/shm
    bool operator==(const HeldResources &) const = default;
};
[[nodiscard]] HeldResources heldResources();

/// Runs `body` in a child process and returns its exit code, or minus the signal that ended it. Leaves no core dump.
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

/// Creates a file with `text` at offset `at`, and ends the program if that fails.
void createFile(const std::string &path, off_t size, std::string_view text, off_t at);

/// Creates an object that no process holds.
void leave(const ObjectName &name, off_t size = 4096, std::string_view text = "left", off_t at = 0);

/// The current status of the object; all zero when there is none.
[[nodiscard]] ObjectStatus currentStatus(const ObjectName &name, InspectCalls calls = {});

/// The first bytes of the object; fewer where it ends.
[[nodiscard]] std::string firstBytes(const ObjectName &name, std::size_t count, InspectCalls calls = {});

/// A name from objectName() that is removed when it goes out of scope, also of an object that another process created.
class TemporaryName : public ObjectName {
public:
    TemporaryName() : ObjectName(objectName()) { }
    ~TemporaryName();
    TemporaryName(const TemporaryName &) = delete;
    TemporaryName &operator=(const TemporaryName &) = delete;
};

/// The name of an object that no process holds, which is removed with it.
class LeftObject : public TemporaryName {
public:
    explicit LeftObject(off_t size = 4096, std::string_view text = "left", off_t at = 0)
    {
        leave(*this, size, text, at);
    }
};

/// A given name that is removed when it goes out of scope.
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

/// Asks `answer` before each call for the errno with which it fails, or 0.
class Intercept : public CallObserver {
public:
    using Answer = std::function<int(Call call, const std::string &arguments)>;
    explicit Intercept(Answer answer) : m_answer(std::move(answer)) { }
    int injectedError(Call call, const std::string &arguments) override { return m_answer(call, arguments); }

private:
    Answer m_answer;
};

/// Makes the calls of a kind fail whose arguments contain `what`.
[[nodiscard]] Intercept refuse(Call call, std::string what, int errorNumber);
/// A kernel that grants no leases, and makes those calls fail, too.
[[nodiscard]] Intercept refuseWithLeases(Call call = Call::None, std::string what = {}, int errorNumber = 0);
/// Calls `body` right before the first call of a kind whose arguments contain `what`.
[[nodiscard]] Intercept before(Call call, std::string what, std::function<void()> body);

/// The holders that do more than read: other tests, which run at the same time, read all objects.
[[nodiscard]] std::vector<Holder> usersIn(std::vector<Holder> holders);

/// A child process that is killed when it goes out of scope.
class Peer {
public:
    /// Starts `program` from the folder of the test programs, or else by its path or from PATH.
    explicit Peer(const QString &program, const QStringList &arguments = {});
    ~Peer();
    Peer(const Peer &) = delete;
    Peer &operator=(const Peer &) = delete;

    [[nodiscard]] pid_t pid() const { return static_cast<pid_t>(m_process.processId()); }
    [[nodiscard]] QProcess &process() { return m_process; }
    /// Waits for the next line of its output; empty when it ends or writes nothing for 20 seconds.
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

/// tests/support/fault_peer.cpp, controlled step by step.
class FaultPeer : public Peer {
public:
    FaultPeer();
    /// One whose objects lie in `folder` instead of /dev/shm.
    explicit FaultPeer(const QString &folder);
    /// Executes one command and returns the number in its answer, or minus the errno.
    long execute(const QByteArray &command);
    /// The same for a command that takes an object.
    long execute(const QByteArray &command, const ObjectName &name);
    /// Makes it hold a new object; false if that fails.
    [[nodiscard]] bool create(const ObjectName &name, off_t sizeBytes = 4096);
};

/// The path of a program from the build folder; any other name unchanged.
[[nodiscard]] QString program(const QString &name);

/// The screens of the offscreen platform, side by side, instead of its one of 800 × 800. Make it before the
/// application. No effect on another platform.
class OffscreenScreens {
public:
    struct Screen {
        int width = 0;
        int height = 0;
        int dpi = 96;
    };
    explicit OffscreenScreens(const std::vector<Screen> &screens);

private:
    QTemporaryFile m_file; ///< read when the application starts
};

/// For effects that are polled four times a second and promised within a second; three seconds allow for a busy
/// machine.
inline constexpr std::chrono::duration<int, std::milli> soon{3000};

/// Polls `condition` while events are processed, for effects of the kernel or of another process.
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
        const shmlab::test::OffscreenScreens screens({{.width = 1920, .height = 1200}});                               \
        const QApplication application(argc, argv);                                                                    \
        const int failures = shmlab::test::run<Test>(argc, argv);                                                      \
        QFile::remove(QSettings().fileName());                                                                         \
        return failures;                                                                                               \
    }
