// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>

/// The commands and their options: the table behind parsing, help, manual page and completions.
namespace shmlab::ui {

struct OptionHelp {
    QString name; ///< without its dashes
    QString shortName; ///< without its dash; empty: none
    QString valueName; ///< empty: takes no value
    QString description;
    QStringList choices; ///< all values that it takes; empty: any, or no value
};
/// The syntax of a command; an empty name stands for the program itself.
[[nodiscard]] QList<OptionHelp> optionsOf(const QString &command);
/// The options of the program itself and of the exchange, for the short help.
[[nodiscard]] QList<OptionHelp> generalOptions();
/// A description of the values that an option takes.
[[nodiscard]] QString expectedValue(const QString &option);

struct CommandHelp {
    QString name;
    QString description;
    enum class Name : std::uint8_t { None, Optional, Required };
    Name objectName = Name::Optional; ///< whether one may follow
    bool isExchange = false; ///< takes part in an exchange
};
[[nodiscard]] QList<CommandHelp> commands();
/// Null if there is no command of that name.
[[nodiscard]] std::optional<CommandHelp> findCommand(const QString &name);

} // namespace shmlab::ui
