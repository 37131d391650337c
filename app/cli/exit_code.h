// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace shmlab::ui {

/// Exit codes of every command.
enum class ExitCode : int { Done = 0, Failed = 1, UsageError = 2, NoSuchObject = 3, NameTaken = 4, SignalBase = 128 };

/// The exit code of a command that a signal ended, after cleaning up.
[[nodiscard]] constexpr ExitCode signalExitCode(int signal) noexcept
{
    return static_cast<ExitCode>(static_cast<int>(ExitCode::SignalBase) + signal);
}

} // namespace shmlab::ui
