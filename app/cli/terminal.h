// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command_line.h"

#include <QByteArray>
#include <QString>

#include <cstdio>

/// Writing to a terminal or into a pipe.
namespace shmlab::ui {

inline void printText(std::FILE *stream, const QString &text)
{
    std::fputs(text.toLocal8Bit().constData(), stream);
    std::fflush(stream);
}

/// The result of a command; the exit code, Failed when nobody takes it.
[[nodiscard]] inline int print(std::FILE *stream, const QByteArray &bytes)
{
    const auto size = static_cast<std::size_t>(bytes.size());
    const bool isDone = std::fwrite(bytes.constData(), 1, size, stream) == size && std::fflush(stream) == 0;
    return static_cast<int>(isDone ? ExitCode::Done : ExitCode::Failed);
}

} // namespace shmlab::ui
