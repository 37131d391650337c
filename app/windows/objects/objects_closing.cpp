// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows/objects/objects_closing.h"

#include "widgets/close_question.h"
#include "windows/watches/watch_panel.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTimer>

#include <chrono>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::ObjectsWindow)
};

} // namespace

bool confirmClosingObjects(QWidget *window, WatchPanel &watches, std::size_t backups)
{
    QStringList losses;
    std::function<bool()> save;
    if (watches.hasUnsavedWatches()) {
        losses += Text::tr("The watches have changed since they were last saved or opened.");
        save = [&watches] { return watches.saveFile(); };
    }
    if (backups == 1)
        losses += Text::tr("1 removed object can be restored only while this window is open.");
    else if (backups > 1)
        losses += Text::tr("%1 removed objects can be restored only while this window is open.").arg(backups);
    return confirmClosing(window, losses, save);
}

bool endRecording(QWidget *window, WatchPanel &watches)
{
    if (!watches.isRecording())
        return true;
    watches.stopRecording();
    QEventLoop loop;
    QObject::connect(&watches, &WatchPanel::recordingEnded, &loop, &QEventLoop::quit);
    QTimer::singleShot(std::chrono::seconds{1}, &loop, &QEventLoop::quit);
    loop.exec(QEventLoop::ExcludeUserInputEvents);
    if (watches.isRecording())
        return confirmClosing(window, {Text::tr("The recording still waits to be written to its file.")}, {});
    return watches.recorder().errorNumber() == 0;
}

} // namespace shmlab::ui
