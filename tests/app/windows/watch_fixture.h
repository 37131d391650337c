// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "staged_object.h"
#include "when_asked.h"
#include "windows/watches/watch_model.h"
#include "windows/watches/watch_recorder.h"

#include <QDialog>
#include <QFile>
#include <QLineEdit>
#include <QLocale>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <algorithm>
#include <csignal>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

/// Shared by the tests of the watches.
namespace shmlab::ui {

inline Watch watchOf(const ObjectName &name, const char *label = "a", qint64 offset = 0)
{
    return {.label = QString::fromUtf8(label), .object = name, .offset = offset};
}

inline QList<QByteArray> linesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().split('\n') : QList<QByteArray>();
}

/// The heading that the recorder gives the column of an int32.
inline QString columnHeading(const QString &label, const ObjectName &name, const char *place)
{
    return QStringLiteral("%1 [%2%3]").arg(label, test::text(name), QString::fromLatin1(place));
}

inline QString shownAt(const WatchModel &model, int row, int column)
{
    return model.index(row, column).data().toString();
}

inline QLineEdit *lineWith(const QDialog &dialog, const QString &text)
{
    for (QLineEdit *line : dialog.findChildren<QLineEdit *>()) {
        if (line->text() == text)
            return line;
    }
    qFatal("no line with %s", qPrintable(text));
}

/// Reads all watches once, as the panel does.
inline void sample(WatchModel &model, const InspectCalls &calls, WatchModel::Clock::time_point now)
{
    for (WatchPass pass(model.targets()); !pass.isDone();)
        model.apply(pass.step(calls), now);
}

/// A FIFO whose reader is there but reads nothing before it is destroyed: a writer of more than a page waits.
class FullFifo {
public:
    explicit FullFifo(const QString &path)
    {
        std::signal(SIGPIPE, SIG_IGN); // as the program does
        const QByteArray bytes = QFile::encodeName(path);
        m_reader = ::mkfifo(bytes.constData(), 0600) == 0 ? ::open(bytes.constData(), O_RDONLY | O_NONBLOCK) : -1;
        m_capacity = ::fcntl(m_reader, F_SETPIPE_SZ, 4096);
    }
    ~FullFifo() { ::close(m_reader); }
    FullFifo(const FullFifo &) = delete;
    FullFifo &operator=(const FullFifo &) = delete;

    [[nodiscard]] bool isFull() const
    {
        int bytes = 0;
        return ::ioctl(m_reader, FIONREAD, &bytes) == 0 && bytes > 0 && bytes == m_capacity;
    }
    /// Reads all that is there; empty where nothing is.
    [[nodiscard]] QByteArray read() const
    {
        QByteArray bytes(m_capacity, Qt::Uninitialized);
        bytes.truncate(std::max<qsizetype>(0, ::read(m_reader, bytes.data(), static_cast<std::size_t>(bytes.size()))));
        return bytes;
    }

private:
    int m_reader = -1;
    int m_capacity = 0;
};

/// False if it could not begin.
inline bool hasBegun(const WatchRecorder &recorder)
{
    return test::eventually([&] { return recorder.state() != WatchRecorder::State::Starting; })
        && recorder.startFailure().isEmpty();
}

/// Stops it and waits for its end.
inline bool hasEnded(WatchRecorder &recorder)
{
    recorder.stop();
    return test::eventually([&] { return !recorder.isRunning(); });
}

} // namespace shmlab::ui
