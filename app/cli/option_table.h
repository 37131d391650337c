// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <span>

namespace shmlab::ui {

/// The commands that take an option.
enum Scope : unsigned {
    Everywhere = 1,
    ServerOnly = 2,
    ClientOnly = 4,
    BenchOnly = 8,
    ObjectsOnly = 16,
    DumpOnly = 32,
    RemoveOnly = 64,
    Exchange = ServerOnly | ClientOnly
};

/// An option of a command. Texts are in English, for QCoreApplication::translate() with the context
/// shmlab::ui::CommandLine.
struct OptionRow {
    const char *name = nullptr;
    const char *valueName = nullptr; ///< null: takes no value
    const char *description = nullptr;
    unsigned scope = 0;
    const char *shortName = nullptr;
    const char *choices = nullptr; ///< all values that it takes, separated by spaces; null: any other
    QStringList (*listChoices)() = nullptr; ///< the same where they come from another table
    const char *expectedValue = nullptr; ///< completes "not …"; null: any text is valid, or no value is taken
};

/// All options, in the order of the help.
[[nodiscard]] std::span<const OptionRow> optionTable();

} // namespace shmlab::ui
