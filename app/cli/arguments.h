// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"
#include "cli/usage_error.h"

#include <QHash>
#include <QStringList>

#include <expected>
#include <optional>
#include <span>
#include <utility>

namespace shmlab::ui {

/// The parts of a command line.
struct Arguments {
    QString command; ///< the first word; empty: none
    QStringList words; ///< the others
    QHash<QString, QString> options; ///< name → value of the options that the command takes
    QStringList qtOptions; ///< Qt's own, with their values, as QApplication takes them

    [[nodiscard]] bool has(const char *option) const { return options.contains(QLatin1String(option)); }
    [[nodiscard]] QString value(const char *option) const { return options.value(QLatin1String(option)); }
};

/// `argv` as text, without the program's name.
[[nodiscard]] std::expected<QStringList, UsageError> decodeArguments(std::span<char *const> argv);

/// Separates options from words. "--" ends the options.
[[nodiscard]] std::expected<Arguments, UsageError> splitArguments(const QStringList &arguments);

/// Reads the options of a command one by one and keeps the first error.
class OptionReader {
public:
    explicit OptionReader(const Arguments &arguments) : m_arguments(arguments) { }

    [[nodiscard]] bool has(const char *option) const { return m_arguments.has(option); }

    /// If the option was given, sets `target` to the value that `parse` returns.
    template <typename Target, typename Parse>
    void read(const char *option, Target &target, Parse parse)
    {
        if (!has(option))
            return;
        if (const auto value = parse(m_arguments.value(option))) {
            const auto &parsed = *value;
            target = parsed;
        } else {
            fail({.problem = UsageProblem::InvalidValue,
                  .option = QLatin1String(option),
                  .word = m_arguments.value(option)});
        }
    }

    /// The option is an error unless `isMet`; `requirement` describes the condition.
    void require(const char *option, bool isMet, const char *requirement)
    {
        if (has(option) && !isMet)
            fail({.problem = UsageProblem::RequiresOption,
                  .option = QLatin1String(option),
                  .word = QLatin1String(requirement)});
    }

    void exclude(const char *option, const char *other)
    {
        if (has(option) && has(other))
            fail({.problem = UsageProblem::ExclusiveOptions,
                  .option = QLatin1String(option),
                  .word = QLatin1String(other)});
    }

    void fail(UsageError error)
    {
        if (!m_error)
            m_error = std::move(error);
    }

    /// `command`, or the first error.
    [[nodiscard]] std::expected<Command, UsageError> finish(Command command)
    {
        if (m_error)
            return std::unexpected(*std::move(m_error));
        return command;
    }

private:
    const Arguments &m_arguments;
    std::optional<UsageError> m_error;
};

} // namespace shmlab::ui
