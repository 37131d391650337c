// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/base/error.h>
#include <shmlab/inspect/offset_expression.h>

#include <QString>

#include <cstdint>
#include <variant>

namespace shmlab::ui {

enum class UsageProblem : std::uint8_t {
    NotText, ///< argument number `word` is not valid in the locale's encoding
    UnknownCommand, ///< `word`
    UnknownOption, ///< `word`, with its dashes
    MissingValue, ///< of `option`
    UnexpectedValue, ///< `option` takes no value but was given `word`
    InvalidValue, ///< `option` does not take the value `word`
    InvalidOffset, ///< the same for an offset; `cause` is an ExpressionError
    InvalidName, ///< `cause` is an Error
    ExtraArgument, ///< `word`
    MissingName,
    NothingToRemove, ///< exactly one of an object's name, a selection of objects, and --keep must be given
    RequiresOption, ///< `option` is only valid together with `word`
    RequiresName, ///< `option` is only valid together with the name of an object
    ListsAll, ///< `option` is not valid together with the name of an object, `word`
    ExclusiveOptions, ///< `option` and --`word`
};

/// An error in a command line; usageErrorText() turns it into text once the language is known.
struct UsageError {
    UsageProblem problem = UsageProblem::UnknownCommand;
    QString option{}; ///< without its dashes
    QString word{}; ///< as it was typed
    std::variant<std::monostate, Error, ExpressionError> cause{};
};

} // namespace shmlab::ui
