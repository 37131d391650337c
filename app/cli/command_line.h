// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wording/exchange_types.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <expected>
#include <optional>
#include <utility>

namespace shmlab::ui {

/// Exit codes of every command.
enum class ExitCode : int { Done = 0, Failed = 1, UsageError = 2, NoSuchObject = 3, NameTaken = 4, SignalBase = 128 };

/// What a comparison of ways to hand a number over is asked to do.
struct BenchSettings {
    int rounds = 9;
    bool isLive = false; ///< the table so far after each round
    std::optional<std::pair<int, int>> processors{}; ///< of the two sides; else the first two that are allowed
};

/// What looking at objects is asked to do.
struct ObjectsSettings {
    bool isSingleObject = false; ///< all that is known of one, in the terminal
};
/// Which bytes of an object to write. Offsets as evaluateOffset() takes them.
struct DumpSettings {
    QString offset = QStringLiteral("0");
    QString length = QStringLiteral("end"); ///< no more than there is
    bool isRaw = false;
};
/// What is to be removed.
struct RemoveSettings {
    bool isAllStale = false; ///< all that nobody uses; else one object
    bool isConfirmed = false; ///< all stale ones: without it they are only listed
    bool isForced = false; ///< one that is not stale: asks for its name
};

/// What the user asked for on the command line.
struct CommandLine {
    enum class Action : std::uint8_t { ChooseRole, Exchange, Objects, Dump, Remove, Bench, Help, Version };
    Action action = Action::ChooseRole;
    QString helpTopic; ///< Help: the command it was asked for; empty for all
    ExchangeSettings exchange{.name = *ObjectName::parse(ObjectName::defaultText), .join = {}};
    bool startsImmediately = false;
    bool isHeadless = false;
    bool isJson = false;
    bool isCsv = false; ///< bench
    BenchSettings bench;
    ObjectsSettings objects;
    DumpSettings dump;
    RemoveSettings remove;

    /// Whether this command shows a window.
    [[nodiscard]] bool hasWindow() const noexcept
    {
        return !isHeadless && (action == Action::Exchange || action == Action::ChooseRole || action == Action::Objects);
    }
};

/// `arguments` without the program's name. The error is one line that says what is wrong. Makes no system call.
[[nodiscard]] std::expected<CommandLine, QString> parseCommandLine(const QStringList &arguments);

} // namespace shmlab::ui
