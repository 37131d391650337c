// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "staged_object.h"
#include "windows/watches/watch_model.h"
#include "windows/watches/watch_recorder.h"

#include <QApplication>
#include <QDialog>
#include <QFile>
#include <QLineEdit>
#include <QLocale>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <functional>

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

/// During its lifetime, passes every dialog of a type to `answer`, and closes it if `answer` does not.
template <typename Dialog>
class WhenAsked {
public:
    explicit WhenAsked(std::function<void(Dialog &)> answer)
    {
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this, answer = std::move(answer)] {
            auto *dialog = qobject_cast<Dialog *>(QApplication::activeModalWidget());
            if (dialog == nullptr)
                return;
            ++m_asked;
            answer(*dialog);
            if (dialog->isVisible())
                dialog->reject();
        });
        m_timer.start(0);
    }
    [[nodiscard]] int asked() const { return m_asked; }

private:
    QTimer m_timer;
    int m_asked = 0;
};

/// Reads all watches once, as the panel does.
inline void sample(WatchModel &model, const InspectCalls &calls, WatchModel::Clock::time_point now)
{
    for (WatchPass pass(model.targets()); !pass.isDone();)
        model.apply(pass.step(calls), now);
}

/// False if it could not begin.
inline bool hasBegun(const WatchRecorder &recorder)
{
    return test::eventually([&] { return recorder.state() != WatchRecorder::State::Starting; })
        && recorder.startFailure().isEmpty();
}

} // namespace shmlab::ui
