// SPDX-License-Identifier: GPL-3.0-or-later
#include "wording/format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <cmath>
#include <cstring>

namespace shmlab::ui::format {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::format)
};

QString fcntlDescription(const CallRecord &record)
{
    const QString arguments = QString::fromStdString(record.arguments);
    if (arguments.contains(QLatin1String("F_OFD_GETLK")))
        return Text::tr("asks whether these counter bytes are locked");
    if (arguments.contains(QLatin1String("F_OFD_SETLK")))
        return Text::tr("takes the owner lock on the counter's bytes");
    if (arguments.contains(QLatin1String("F_GETLEASE")))
        return Text::tr("asks the kernel whether somebody has opened the object since");
    if (arguments.contains(QLatin1String("F_UNLCK")))
        return Text::tr("lets other processes open the object again");
    if (arguments.contains(QLatin1String("F_SETLEASE")))
        return Text::tr("asks the kernel whether another process has the object open");
    return Text::tr("prepares the descriptor");
}

/// Three significant digits, never with an exponent.
QString threeDigits(double value)
{
    const int decimals = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
    QString text = QLocale().toString(value, 'f', decimals);
    while (decimals > 0 && text.endsWith(QLatin1Char('0')))
        text.chop(1);
    if (text.endsWith(QLocale().decimalPoint()))
        text.chop(1);
    return text;
}

QString statDescription(const CallRecord &record)
{
    if (record.arguments.contains("\"/dev/shm\""))
        return Text::tr("reads the status of the objects' directory");
    return record.arguments.contains("/dev/shm/") ? Text::tr("checks which object the name leads to")
                                                  : Text::tr("reads the object's identity, size and mode");
}

QString ioctlDescription(const CallRecord &record)
{
    return record.arguments.contains("PIDFD_GET_INFO") ? Text::tr("asks how the peer's process ended")
                                                       : Text::tr("asks which file a process has mapped");
}

QString futexDescription(const CallRecord &record)
{
    return record.arguments.contains("FUTEX_WAKE") ? Text::tr("wakes the peer, which sleeps until this side writes")
                                                   : Text::tr("sleeps until the peer writes");
}

QString adviseDescription(const CallRecord &record)
{
    return record.arguments.contains("DONTFORK") ? Text::tr("keeps the mapping out of child processes")
                                                 : Text::tr("keeps the bytes out of core dumps");
}

} // namespace

QString escaped(const QString &text)
{
    return QString::fromStdString(escape(text.toStdString()));
}

QString text(const ObjectName &name)
{
    return QString::fromStdString(name.display());
}

QString escaped(std::string_view bytes)
{
    return QString::fromStdString(escape(bytes));
}

QString role(Role role)
{
    return role == Role::Server ? Text::tr("server") : Text::tr("client");
}

QString roleTitle(Role role)
{
    return role == Role::Server ? Text::tr("Server") : Text::tr("Client");
}

QString seconds(Clock::duration time, int decimals)
{
    return QString::number(std::chrono::duration<double>(time).count(), 'f', decimals);
}

QString duration(std::chrono::nanoseconds time)
{
    return duration(std::chrono::duration<double, std::nano>(time));
}

QString duration(std::chrono::duration<double, std::nano> time)
{
    const auto scaled = [&](double unit, const QString &name) {
        const double value = time.count() / unit;
        return QStringLiteral("%1 %2").arg(threeDigits(value), name);
    };
    if (time < std::chrono::microseconds(1))
        return scaled(1, QStringLiteral("ns"));
    if (time < std::chrono::milliseconds(1))
        return scaled(1e3, QStringLiteral("µs"));
    if (time < std::chrono::seconds(1))
        return scaled(1e6, QStringLiteral("ms"));
    return scaled(1e9, QStringLiteral("s"));
}

QString amount(double number)
{
    if (number >= 1e9)
        return Text::tr("%1 billion").arg(threeDigits(number / 1e9));
    if (number >= 1e6)
        return Text::tr("%1 million").arg(threeDigits(number / 1e6));
    if (number >= 1e3)
        return Text::tr("%1 thousand").arg(threeDigits(number / 1e3));
    return threeDigits(number);
}

double roundedRatio(double ratio)
{
    if (ratio < 9.995)
        return std::round(ratio * 100) / 100;
    const double unit = std::pow(10, std::floor(std::log10(std::round(ratio))) - 1);
    return std::round(ratio / unit) * unit;
}

QString ratio(double ratio)
{
    if (ratio <= 0)
        return QStringLiteral("–");
    return QString::number(roundedRatio(ratio), 'f', ratio < 9.995 ? 2 : 0);
}

QString powerOfTen(double number)
{
    if (number < 1e4)
        return QString::number(number, 'f', 0);
    const QString digits = QStringLiteral("⁰¹²³⁴⁵⁶⁷⁸⁹");
    const auto exponent = static_cast<int>(std::floor(std::log10(number) + 1e-9));
    const auto factor = std::lround(number / std::pow(10, exponent));
    QString text = factor == 1 ? QStringLiteral("10") : QStringLiteral("%1×10").arg(factor);
    for (const QChar digit : QString::number(exponent))
        text += digits.at(digit.digitValue());
    return text;
}

QString percent(double share)
{
    return QStringLiteral("%1 %").arg(QLocale().toString(share * 100, 'f', 1));
}

QString bytes(qint64 count)
{
    return count == 1 ? Text::tr("1 byte") : Text::tr("%1 bytes").arg(QLocale().toString(count));
}

QString process(const Process &process)
{
    if (process.program.empty())
        return Text::tr("pid %1").arg(process.pid);
    return Text::tr("%1 (pid %2)").arg(QString::fromStdString(escape(process.program)), QString::number(process.pid));
}

QString timestamp(std::int64_t secondsSince1970)
{
    const QDateTime time = QDateTime::fromSecsSinceEpoch(secondsSince1970);
    if (time.date() == QDate::currentDate())
        return time.toString(QStringLiteral("HH:mm"));
    return time.toString(QStringLiteral("yyyy-MM-dd HH:mm"));
}

QString errnoText(int errorNumber)
{
    return QStringLiteral("%1 (%2)").arg(QString::fromLocal8Bit(std::strerror(errorNumber)),
                                         QString::fromStdString(errnoName(errorNumber)));
}

QString callResult(const CallRecord &record)
{
    if (record.errorNumber != 0)
        return QStringLiteral("-1 %1").arg(QString::fromStdString(errnoName(record.errorNumber)));
    if (record.call == Call::Mmap)
        return QStringLiteral("0x%1").arg(static_cast<quintptr>(record.result), 0, 16);
    return QString::number(record.result);
}

QString callDescription(const CallRecord &record)
{
    if (record.errorNumber != 0)
        return Text::tr("failed: %1").arg(QString::fromLocal8Bit(std::strerror(record.errorNumber)));
    switch (record.call) {
    case Call::None: break;
    case Call::ShmOpen:
        return record.arguments.contains("O_CREAT") ? Text::tr("creates the object under its name")
                                                    : Text::tr("finds the object by its name");
    case Call::ShmUnlink:
    case Call::Unlink:
    case Call::Unlinkat: return Text::tr("removes the name; the memory is freed with its last user");
    case Call::Renameat2:
        return Text::tr("moves the name aside, or back, so that no other object is removed by mistake");
    case Call::Open:
        return record.arguments.contains("O_RDWR") ? Text::tr("opens the object that was found")
                                                   : Text::tr("opens a file of /proc to read");
    case Call::Close: return Text::tr("closes the descriptor and releases its locks");
    case Call::Read: return Text::tr("reads what the kernel reports about a process");
    case Call::Pread: return Text::tr("reads bytes of an object, without mapping it");
    case Call::Lseek: return Text::tr("finds where the object has data and where holes");
    case Call::InotifyInit:
    case Call::InotifyAddWatch:
    case Call::FanotifyInit:
    case Call::FanotifyMark: return Text::tr("subscribes to events: objects created, removed, written");
    case Call::NameToHandle:
    case Call::OpenByHandle: return Text::tr("finds the directory of an event");
    case Call::Pwrite: return Text::tr("restores the object's bytes");
    case Call::Readlink: return Text::tr("reads which namespace this process is in");
    case Call::Getdents: return Text::tr("lists a directory of /proc");
    case Call::Ioctl: return ioctlDescription(record);
    case Call::Statx: return statDescription(record);
    case Call::Statfs: return Text::tr("reads what kind of file system holds the objects");
    case Call::Fchmod: return Text::tr("sets mode 0600, which the umask had reduced");
    case Call::Fchown: return Text::tr("restores the object's owner");
    case Call::Flistxattr:
    case Call::Fgetxattr: return Text::tr("reads the object's access control list and other extended attributes");
    case Call::Fsetxattr: return Text::tr("restores an extended attribute or the access control list");
    case Call::Fremovexattr: return Text::tr("removes an access control list that came from the directory");
    case Call::Futimens: return Text::tr("restores the times of the last access and the last change");
    case Call::Linkat: return Text::tr("gives the object one more name");
    case Call::Fallocate: return Text::tr("reserves memory without a change of the size");
    case Call::Fcntl: return fcntlDescription(record);
    case Call::Ftruncate: return Text::tr("changes the object's size");
    case Call::PosixFallocate: return Text::tr("sizes the object and reserves its memory");
    case Call::Mmap: return Text::tr("maps the object's bytes into this process's memory");
    case Call::Munmap: return Text::tr("unmaps the bytes");
    case Call::Madvise: return adviseDescription(record);
    case Call::PidfdOpen: return Text::tr("gets a handle on the peer's process to notice its end");
    case Call::Poll: return Text::tr("checks whether the peer's process has ended");
    case Call::Futex: return futexDescription(record);
    case Call::SchedYield: return Text::tr("yields the processor");
    case Call::SchedSetaffinity: return Text::tr("pins this thread to one processor");
    case Call::Sysconf: return Text::tr("reads the number of processors");
    case Call::Kcmp: return Text::tr("compares the descriptors of two threads");
    case Call::MemfdCreate: return Text::tr("makes an empty file in memory, which has no name");
    case Call::ProcessVmReadv: return Text::tr("reads memory of another process");
    case Call::MqGetattr: return Text::tr("asks how many messages a queue has");
    case Call::Clone: return Text::tr("starts a thread");
    }
    return {};
}

QString turnDescription(const TurnRecord &record)
{
    switch (record.kind) {
    case TurnRecord::Kind::Turn: break;
    case TurnRecord::Kind::Joined: return Text::tr("joined");
    case TurnRecord::Kind::PeerWrote: return Text::tr("the peer wrote its counter");
    case TurnRecord::Kind::OwnOverwritten: return Text::tr("another process wrote my counter");
    case TurnRecord::Kind::Sample: return Text::tr("sample at full speed");
    }
    const Turn &turn = record.turn;
    QString story = turn.wrote ? QStringLiteral("I am taller.") : Text::tr("already taller");
    if (turn.anomaly == CounterAnomaly::Reset)
        story = Text::tr("my counter was reset to 0; %1").arg(story);
    else if (turn.anomaly == CounterAnomaly::Cleared)
        story = Text::tr("the object was cleared; %1").arg(story);
    else if (turn.anomaly == CounterAnomaly::Overwritten)
        story = Text::tr("another process wrote my counter; %1").arg(story);
    return story;
}

} // namespace shmlab::ui::format
