// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/program_path.h"

#include <QCoreApplication>

namespace shmlab::ui {

QString programPath()
{
    const QString path = QCoreApplication::applicationFilePath();
    const QString image = qEnvironmentVariable("APPIMAGE");
    const QString folder = qEnvironmentVariable("APPDIR");
    const bool isFromImage = !image.isEmpty() && !folder.isEmpty() && path.startsWith(folder + QLatin1Char('/'));
    return isFromImage ? image : path;
}

} // namespace shmlab::ui
