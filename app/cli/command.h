// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/removal_filter.h"
#include "wording/exchange_types.h"

#include <QString>
#include <Qt>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>

/// The commands of the program, a type each.
namespace shmlab::ui {

struct ShowRoleChooser { };
struct ShowExchange {
    ExchangeSettings settings;
    bool startsImmediately = false;
    std::optional<Qt::Edge> half{}; ///< of the screen, which the window takes
};
struct ShowObjects { };
/// The commands that show a window.
using WindowCommand = std::variant<ShowRoleChooser, ShowExchange, ShowObjects>;

struct PrintHelp {
    QString topic{}; ///< a command; empty for all
};
struct PrintVersion { };
/// A role of an exchange.
struct RunExchange {
    ExchangeSettings settings;
    bool isJson = false;
};
/// All objects, or those of one kind.
struct ListObjects {
    enum class Format : std::uint8_t { Table, Json, Csv };
    Format format = Format::Table;
    std::optional<Kind> kind{};
};
/// What happens to objects, as it happens.
struct FollowObjects {
    std::string pattern{}; ///< of their names, as of fnmatch(3), bytes; empty: all
    std::chrono::microseconds interval{250'000}; ///< between scans
    bool isJson = false;
};
/// All that is known about one object.
struct DescribeObject {
    ObjectName name;
    bool isJson = false;
    bool asksKernel = false;
};
/// The bytes of an object. Offsets as evaluateOffset() takes them.
struct DumpObject {
    ObjectName name;
    QString offset = QStringLiteral("0");
    QString length = QStringLiteral("end"); ///< limited to the end of the object
    bool isRaw = false;
};
struct RemoveObject {
    ObjectName name;
    bool isForced = false; ///< asks for the name of an object that may be in use instead of refusing to remove it
};
/// All objects that nobody is seen to use and that a filter takes.
struct RemoveMatching {
    RemovalFilter filter;
    bool isConfirmed = false; ///< otherwise they are only listed
};
/// Adds a glob to the user's keep list.
struct KeepObjects {
    QByteArray glob;
};
/// Gives an object of an interrupted removal its name back.
struct PutBackObject {
    ObjectName name; ///< the one that it has now
    std::optional<ObjectName> newName{}; ///< instead of the one that it had
};
/// A comparison of the IPC mechanisms.
struct RunBench {
    enum class Format : std::uint8_t { Table, Json, Csv };
    int rounds = 9;
    Format format = Format::Table;
    bool isLive = false; ///< prints the result so far after each round
    std::optional<std::pair<int, int>> processors{}; ///< of the two processes; empty: the first two that are allowed
};
/// The commands that work in the terminal.
using TerminalCommand = std::variant<PrintHelp, PrintVersion, RunExchange, ListObjects, FollowObjects, DescribeObject,
                                     DumpObject, RemoveObject, RemoveMatching, KeepObjects, PutBackObject, RunBench>;

using Command = std::variant<WindowCommand, TerminalCommand>;

} // namespace shmlab::ui
