// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>

class QCommandLineParser;

namespace shmlab::ui {

/// One option, for manual page and completions.
struct OptionHelp {
    QString name; ///< without its dashes
    QString shortName; ///< without its dash; empty: none
    QString valueName; ///< empty: a flag
    QString description;
    QStringList choices; ///< all that may be its value; empty: much else, or a flag
};
/// What may follow a command; an empty one stands for the program itself.
[[nodiscard]] QList<OptionHelp> optionsOf(const QString &command);

/// A command and what it is for.
struct CommandHelp {
    QString name;
    QString description;
    enum class Name : std::uint8_t { None, Optional, Required };
    Name objectName = Name::Optional; ///< whether one may follow
};
[[nodiscard]] QList<CommandHelp> commands();
/// Nothing when there is none of that name.
[[nodiscard]] std::optional<CommandHelp> findCommand(const QString &name);

/// What --help prints. `topic` is a command or empty.
[[nodiscard]] QString helpText(const QString &topic);

/// Has the parser know the options of a command; an empty one stands for the program itself.
void addCommandOptions(const QString &command, QCommandLineParser &parser);

} // namespace shmlab::ui
