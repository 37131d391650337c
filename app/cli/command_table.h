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
    QStringList choices; ///< all values that it takes; empty: others, or none
};
/// What may follow a command; an empty one stands for the program itself.
[[nodiscard]] QList<OptionHelp> optionsOf(const QString &command);
/// Those of the program itself and of the exchange, for a first view.
[[nodiscard]] QList<OptionHelp> generalOptions();
/// What the value of an option must be, in words.
[[nodiscard]] QString expectedValue(const QString &option);

struct CommandHelp {
    QString name;
    QString description;
    enum class Name : std::uint8_t { None, Optional, Required };
    Name objectName = Name::Optional; ///< whether one may follow
    bool isExchange = false; ///< takes part in an exchange
};
[[nodiscard]] QList<CommandHelp> commands();
/// Nothing when there is none of that name.
[[nodiscard]] std::optional<CommandHelp> findCommand(const QString &name);

} // namespace shmlab::ui
