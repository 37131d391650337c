// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "test_support.h"

/// Programs that are run to their end.
namespace shmlab::test {

struct Ended {
    int code = 0; ///< -1 if it did not end by itself
    QByteArray output;
    QByteArray messages;
};

/// Runs a program with `typed` as its standard input.
inline Ended runProgram(const QString &program, const QStringList &arguments, const QByteArray &typed = {})
{
    QProcess process;
    process.start(program, arguments);
    process.write(typed);
    process.closeWriteChannel();
    const bool isDone = process.waitForFinished(180'000);
    return {isDone && process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            process.readAllStandardOutput(), process.readAllStandardError()};
}

/// Runs shmlab.
inline Ended run(const QStringList &arguments, const QByteArray &typed = {})
{
    return runProgram(program(QStringLiteral("shmlab")), arguments, typed);
}

inline QStringList words(const char *line)
{
    return QString::fromLatin1(line).split(QLatin1Char(' '));
}

/// Whether unshare(1) works with these options; what it runs may fail with the same exit code.
inline bool canUnshare(const QStringList &options)
{
    return runProgram(QStringLiteral("unshare"), options + words("true")).code == 0;
}

} // namespace shmlab::test
