// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string_view>

#include <sys/types.h>

namespace shmlab {

enum class ExpressionProblem : std::uint8_t {
    Empty,
    SyntaxError, ///< something else was expected at `position`
    TooLarge, ///< more than 64 bits, or nested too deeply
    DivisionByZero,
    Negative, ///< the result is below 0
};

struct ExpressionError {
    ExpressionProblem problem = ExpressionProblem::Empty;
    std::size_t position = 0; ///< in the text, from 0
};

/// What the names in an expression stand for.
struct ExpressionVariables {
    off_t here = 0; ///< "here": the cursor
    off_t end = 0; ///< "end": the object's size
};

/// The value of an expression such as `0x40+8*3`, `end-16` or `2M`: numbers in decimal or, with 0x, in hexadecimal,
/// optionally with K, M or G; + - * / % and parentheses. All in 64 bits; overflow is an error.
[[nodiscard]] SHMLAB_EXPORT std::expected<off_t, ExpressionError> evaluateOffset(std::string_view text,
                                                                                 const ExpressionVariables &names);

} // namespace shmlab
