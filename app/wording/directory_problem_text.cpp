// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with /dev/shm itself, and how to mend it: directoryProblemText().
#include "wording/error_text.h"

#include <QCoreApplication>

#include <sys/stat.h>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::ErrorText)
};

} // namespace

QString directoryProblemText(const ShmDirectory &directory)
{
    constexpr mode_t openToAll = 0777;
    if (!directory.exists)
        return Text::tr("/dev/shm is missing; mount it: mount -t tmpfs -o mode=1777 tmpfs /dev/shm.");
    if (directory.isReadOnly)
        return Text::tr("/dev/shm is mounted read-only; fix it: mount -o remount,rw /dev/shm.");
    const QString mode = QStringLiteral("0%1").arg(directory.mode, 0, 8);
    if ((directory.mode & openToAll) != openToAll)
        return Text::tr("/dev/shm has mode %1, which denies access to users; fix it: chmod 1777 /dev/shm.").arg(mode);
    if ((directory.mode & S_ISVTX) == 0)
        return Text::
            tr("/dev/shm has mode %1, which lets every user remove the objects of others; fix it: chmod 1777 /dev/shm.")
                .arg(mode);
    if (!directory.isMemory)
        return Text::tr("/dev/shm is not in memory (tmpfs) but on a disk.");
    return {};
}

} // namespace shmlab::ui
