// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include <shmlab/inspect/object_reader.h>
#include <shmlab/inspect/process.h>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cerrno>
#include <csignal>
#include <utility>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace shmlab::test {
namespace {

constexpr int patienceMilliseconds = 20'000;

QString namePrefix()
{
    static const std::uint64_t pids =
        ownNamespace(SystemCalls(), "pid"); // some tests run in a PID namespace of their own
    return QStringLiteral("shmlab-test-%1-%2-").arg(QString::number(pids, 36)).arg(::getpid());
}

} // namespace

ObjectName objectName()
{
    static int sequence = 0;
    return *ObjectName::parse((namePrefix() + QString::number(++sequence)).toStdString());
}

void createFile(const std::string &path, off_t size, std::string_view text, off_t at)
{
    const int fd = ::open(path.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
    if (fd < 0 || ::ftruncate(fd, size) != 0
        || ::pwrite(fd, text.data(), text.size(), at) != static_cast<ssize_t>(text.size()))
        qFatal("cannot create %s: errno %d", path.c_str(), errno);
    ::close(fd);
}

void leave(const ObjectName &name, off_t size, std::string_view text, off_t at)
{
    createFile(name.path(), size, text, at);
}

ObjectStatus currentStatus(const ObjectName &name, InspectCalls calls)
{
    return statusOf(calls, name).value_or(ObjectStatus{});
}

std::string firstBytes(const ObjectName &name, std::size_t count, InspectCalls calls)
{
    std::string bytes(count, '\0');
    const auto object = ObjectReader::open(calls, name);
    bytes.resize(object ? object->readAt(0, std::as_writable_bytes(std::span(bytes))).value_or(0) : 0);
    return bytes;
}

QString text(const ObjectName &name)
{
    return QString::fromStdString(name.bytes());
}

bool exists(const ObjectName &name)
{
    struct stat status{};
    return ::lstat(name.path().c_str(), &status) == 0;
}

QStringList leftovers()
{
    return QDir(QStringLiteral("/dev/shm"))
        .entryList({QLatin1Char('*') + namePrefix() + QLatin1Char('*')}, QDir::AllEntries | QDir::System);
}

bool catches(pid_t pid, int signal)
{
    QFile file(QStringLiteral("/proc/%1/status").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return false;
    const QByteArray all = file.readAll();
    const auto at = all.indexOf("SigCgt:");
    const quint64 caught = all.mid(at + 7, all.indexOf('\n', at) - at - 7).trimmed().toULongLong(nullptr, 16);
    return at > 0 && (caught >> (signal - 1) & 1) != 0;
}

std::vector<pid_t> childrenOf(pid_t pid)
{
    std::vector<pid_t> children;
    const QDir threads(QStringLiteral("/proc/%1/task").arg(pid));
    for (const QString &thread : threads.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QFile file(threads.filePath(thread + QStringLiteral("/children")));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        for (const QByteArray &child : file.readAll().trimmed().split(' ')) {
            if (!child.isEmpty())
                children.push_back(child.toInt());
        }
    }
    return children;
}

bool hasEnded(pid_t pid)
{
    const auto process = readProcess(SystemCalls(), pid);
    return !process || process->hasEnded();
}

const std::map<Call, std::vector<int>> &manualPages()
{
    static const std::map<Call, std::vector<int>> pages{
        {Call::ShmOpen, {EACCES, EEXIST, EINVAL, EMFILE, ENAMETOOLONG, ENFILE, ENOENT}},
        {Call::ShmUnlink, {EACCES, ENAMETOOLONG, ENOENT}},
        {Call::Unlinkat, {EACCES, EBUSY, EFAULT, EIO, ELOOP, ENAMETOOLONG, ENOENT, ENOMEM, ENOTDIR, EPERM, EROFS}},
        {Call::Renameat2,
         {EACCES, EBUSY, EEXIST, EFAULT, EINVAL, ELOOP, ENAMETOOLONG, ENOENT, ENOMEM, ENOSPC, ENOTDIR, EPERM, EROFS}},
        {Call::Unlink, {EACCES, EBUSY, EIO, EISDIR, ENOENT, ENOMEM, EPERM, EROFS}},
        {Call::Ftruncate, {EBADF, EFBIG, EINVAL, EIO, EPERM}},
        {Call::Open, {EACCES, EMFILE, ENFILE, ENOENT, ENOMEM, ENOTDIR, EPERM, ELOOP, EOVERFLOW}},
        {Call::Close, {EBADF, EINTR, EIO, ENOSPC, EDQUOT}},
        {Call::Read, {EAGAIN, EBADF, EFAULT, EINVAL, EIO, EISDIR, ESRCH}},
        {Call::Pread, {EAGAIN, EBADF, EFAULT, EINVAL, EIO, EISDIR, ENXIO, EOVERFLOW, ESPIPE}},
        {Call::Lseek, {EBADF, EINVAL, ENXIO, EOVERFLOW, ESPIPE}},
        {Call::InotifyInit, {EINVAL, EMFILE, ENFILE, ENOMEM}},
        {Call::InotifyAddWatch, {EACCES, EBADF, EFAULT, EINVAL, ENAMETOOLONG, ENOENT, ENOMEM, ENOSPC, ENOTDIR}},
        {Call::FanotifyInit, {EINVAL, EMFILE, ENOMEM, ENOSYS, EPERM}},
        {Call::FanotifyMark, {EBADF, EINVAL, ENODEV, ENOENT, ENOMEM, ENOSPC, ENOSYS, EOPNOTSUPP, EPERM, EXDEV}},
        {Call::NameToHandle, {EFAULT, EINVAL, ENOENT, ENOTDIR, EOPNOTSUPP, EOVERFLOW}},
        {Call::OpenByHandle, {EBADF, EFAULT, EINVAL, ELOOP, EPERM, ESTALE}},
        {Call::Pwrite, {EAGAIN, EBADF, EFAULT, EFBIG, EINVAL, EIO, ENOSPC, EPERM}},
        {Call::Fchown, {EACCES, EIO, EPERM, EROFS}},
        {Call::Flistxattr, {E2BIG, EACCES, EOPNOTSUPP}},
        {Call::Fgetxattr, {E2BIG, EACCES, ENODATA, EOPNOTSUPP}},
        {Call::Fsetxattr, {EACCES, EDQUOT, ENOSPC, EOPNOTSUPP, EPERM}},
        {Call::Fremovexattr, {EACCES, ENODATA, EOPNOTSUPP, EPERM}},
        {Call::Futimens, {EACCES, EPERM, EROFS}},
        {Call::Linkat, {EACCES, EEXIST, EMLINK, ENOENT, ENOMEM, ENOSPC, EPERM, EROFS, EXDEV}},
        {Call::Fallocate, {EBADF, EFBIG, EIO, ENODEV, ENOSPC, EOPNOTSUPP, EPERM}},
        {Call::Readlink, {EACCES, EINVAL, EIO, ELOOP, ENAMETOOLONG, ENOENT, ENOMEM, ENOTDIR}},
        {Call::Getdents, {EBADF, EFAULT, EINVAL, ENOENT, ENOTDIR}},
        {Call::Ioctl, {E2BIG, EACCES, EBADF, EFAULT, EINVAL, ENAMETOOLONG, ENOENT, ENOMEM, ENOTTY, EPERM, ESRCH}},
        {Call::Statx, {EACCES, EBADF, EFAULT, EINVAL, ELOOP, ENAMETOOLONG, ENOENT, ENOMEM, ENOTDIR}},
        {Call::Statfs, {EACCES, EFAULT, EIO, ELOOP, ENAMETOOLONG, ENOENT, ENOMEM, ENOSYS, ENOTDIR, EOVERFLOW}},
        {Call::Fchmod, {EBADF, EIO, EPERM, EROFS}},
        {Call::Fcntl, {EACCES, EAGAIN, EBADF, EDEADLK, EINVAL, ENOLCK, EPERM}},
        {Call::PosixFallocate, {EBADF, EFBIG, EINVAL, ENODEV, ENOSPC, EOPNOTSUPP, ESPIPE}},
        {Call::Mmap, {EACCES, EAGAIN, EBADF, EINVAL, ENFILE, ENODEV, ENOMEM, EOVERFLOW, EPERM}},
        {Call::Munmap, {EINVAL, ENOMEM}},
        {Call::Madvise, {EACCES, EAGAIN, EBADF, EINVAL, EIO, ENOMEM, EPERM}},
        {Call::PidfdOpen, {EINVAL, EMFILE, ENFILE, ENODEV, ENOMEM, ESRCH}},
        {Call::Kcmp, {EBADF, EFAULT, EINVAL, ENOSYS, EPERM, ESRCH}},
        {Call::MemfdCreate, {EFAULT, EINVAL, EMFILE, ENFILE, ENOMEM, ENOSYS, EPERM}},
        {Call::ProcessVmReadv, {EFAULT, EINVAL, ENOMEM, EPERM, ESRCH}},
        {Call::MqGetattr, {EBADF}},
        {Call::Poll, {EFAULT, EINVAL, ENOMEM}},
    };
    return pages;
}

bool hasPidfds()
{
    const auto fd = SystemCalls().pidfdOpen(::getpid());
    return fd && SystemCalls().close(*fd);
}

HeldResources heldResources()
{
    HeldResources now;
    now.descriptors = static_cast<int>(
        QDir(QStringLiteral("/proc/self/fd")).entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System).size());
    QFile maps(QStringLiteral("/proc/self/maps"));
    if (maps.open(QIODevice::ReadOnly)) {
        const QByteArray all = maps.readAll();
        now.mappings = static_cast<int>(all.count("/dev/shm/"));
    }
    return now;
}

TemporaryName::~TemporaryName()
{
    ::shm_unlink(c_str());
}

NameGuard::~NameGuard()
{
    ::shm_unlink(m_name.c_str());
}

std::vector<Holder> usersIn(std::vector<Holder> holders)
{
    std::erase_if(holders, [](const Holder &holder) { return holder.isReadOnlyUse(); });
    return holders;
}

void ScriptedCalls::failCall(int index, int errorNumber)
{
    m_failures[m_next + index] = errorNumber;
}

void ScriptedCalls::failNext(Call call, int errorNumber, int times)
{
    m_failuresOfKind[call] = {errorNumber, times};
}

void ScriptedCalls::reset()
{
    *this = {};
}

int ScriptedCalls::count(Call call) const
{
    return static_cast<int>(std::ranges::count(m_records, call, &CallRecord::call));
}

int ScriptedCalls::injectedError(Call call, const std::string &)
{
    const auto byIndex = m_failures.find(m_next++);
    if (byIndex != m_failures.end())
        return byIndex->second;
    const auto byKind = m_failuresOfKind.find(call);
    if (byKind == m_failuresOfKind.end() || byKind->second.times == 0)
        return 0;
    --byKind->second.times;
    return byKind->second.errorNumber;
}

void ScriptedCalls::called(const CallRecord &record)
{
    m_records.push_back(record);
}

Intercept refuse(Call call, std::string what, int errorNumber)
{
    return Intercept([=, what = std::move(what)](Call made, const std::string &arguments) {
        return made == call && arguments.contains(what) ? errorNumber : 0;
    });
}

Intercept refuseWithLeases(Call call, std::string what, int errorNumber)
{
    return Intercept([=, what = std::move(what)](Call made, const std::string &arguments) {
        if (made == call && arguments.contains(what))
            return errorNumber;
        return arguments.contains("F_SETLEASE") ? EINVAL : 0;
    });
}

Intercept before(Call call, std::string what, std::function<void()> body)
{
    return Intercept(
        [=, what = std::move(what), body = std::move(body)](Call made, const std::string &arguments) mutable {
            if (made == call && body && arguments.contains(what))
                std::exchange(body, nullptr)();
            return 0;
        });
}

Peer::Peer(const QString &program, const QStringList &arguments)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(test::program(program), arguments);
    if (!m_process.waitForStarted(patienceMilliseconds))
        qFatal("cannot start %s", qPrintable(m_process.program()));
}

Peer::~Peer()
{
    if (m_process.state() != QProcess::NotRunning) {
        m_process.kill();
        m_process.waitForFinished(patienceMilliseconds);
    }
}

QByteArray Peer::readLine()
{
    while (!m_process.canReadLine()) {
        if (!m_process.waitForReadyRead(patienceMilliseconds))
            break;
    }
    return m_process.canReadLine() ? m_process.readLine().trimmed() : QByteArray();
}

bool Peer::waitForLine(const QByteArray &beginning)
{
    for (;;) {
        const QByteArray line = readLine();
        if (line.isEmpty())
            return false;
        if (line.startsWith(beginning))
            return true;
    }
}

int Peer::waitForEnd(int milliseconds)
{
    if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(milliseconds))
        return -1000;
    // QProcess reports the signal that ended a process as its exit code.
    return m_process.exitStatus() == QProcess::CrashExit ? -m_process.exitCode() : m_process.exitCode();
}

void Peer::signal(int number) const
{
    ::kill(pid(), number);
}

void Peer::killHard()
{
    signal(SIGKILL);
    (void)waitForEnd();
}

FaultPeer::FaultPeer() : Peer(QStringLiteral("fault_peer")) { }

FaultPeer::FaultPeer(const QString &folder) : Peer(QStringLiteral("fault_peer"), {folder}) { }

long FaultPeer::execute(const QByteArray &command, const ObjectName &name)
{
    return execute(command + ' ' + QByteArray::fromStdString(name.bytes()));
}

long FaultPeer::execute(const QByteArray &command)
{
    m_process.write(command + '\n');
    const QList<QByteArray> answer = readLine().split(' ');
    if (answer.size() != 2)
        return -EPIPE;
    return answer.at(0) == "ok" ? answer.at(1).toLong() : -answer.at(1).toLong();
}

bool FaultPeer::create(const ObjectName &name, off_t sizeBytes)
{
    return execute("create", name) > 0 && execute("size " + QByteArray::number(qint64{sizeBytes})) == 0;
}

QString program(const QString &name)
{
    const QString own = QCoreApplication::applicationDirPath() + QLatin1Char('/') + name;
    return !name.startsWith(QLatin1Char('/')) && QFile::exists(own) ? own : name;
}

OffscreenScreens::OffscreenScreens(const std::vector<Screen> &screens)
{
    if (qEnvironmentVariable("QT_QPA_PLATFORM") != QLatin1String("offscreen") || !m_file.open())
        return;
    QJsonArray all;
    int x = 0;
    for (const auto &[width, height, dpi] : screens) {
        all.append(QJsonObject{{QStringLiteral("name"), QStringLiteral("%1x%2@%3").arg(width).arg(height).arg(dpi)},
                               {QStringLiteral("x"), x},
                               {QStringLiteral("y"), 0},
                               {QStringLiteral("width"), width},
                               {QStringLiteral("height"), height},
                               {QStringLiteral("logicalDpi"), dpi},
                               {QStringLiteral("logicalBaseDpi"), 96},
                               {QStringLiteral("dpr"), 1}});
        x += width;
    }
    m_file.write(QJsonDocument(QJsonObject{{QStringLiteral("screens"), all}}).toJson());
    m_file.flush();
    qputenv("QT_QPA_PLATFORM", "offscreen:configfile=" + m_file.fileName().toLocal8Bit());
}

} // namespace shmlab::test
