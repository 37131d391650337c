// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz_target.h"

#include <shmlab/inspect/offset_expression.h>

#include <limits>
#include <string>

using namespace shmlab;
using fuzz::require;

namespace {

constexpr off_t largest = std::numeric_limits<off_t>::max();

std::string inParentheses(std::string_view text)
{
    return '(' + std::string(text) + ')';
}

/// `text` is valid, so this one is as well: it has that value, or overflows.
void means(const std::string &text, const ExpressionVariables &names, off_t value)
{
    const auto result = evaluateOffset(text, names);
    require(result ? *result == value : result.error().problem == ExpressionProblem::TooLarge);
}

void check(std::string_view text, const ExpressionVariables &names)
{
    const auto result = evaluateOffset(text, names);
    if (!result) {
        require(result.error().position <= text.size());
        require(result.error().problem != ExpressionProblem::Empty
                || text.find_first_not_of(' ') == std::string_view::npos);
        if (result.error().problem == ExpressionProblem::Negative) {
            const auto opposite = evaluateOffset('-' + inParentheses(text), names);
            require(opposite ? *opposite > 0 : opposite.error().problem == ExpressionProblem::TooLarge);
        }
        return;
    }
    require(*result >= 0);
    means(inParentheses(text), names, *result);
    means(' ' + std::string(text) + ' ', names, *result);
    means(std::to_string(*result), names, *result);
    means(inParentheses(text) + '-' + inParentheses(text), names, 0);
    means("-(" + inParentheses(text) + "/-1)", names, *result);
    means("2*" + inParentheses(text) + "/2", names, *result);
    if (*result == largest)
        require(evaluateOffset("1+" + inParentheses(text), names).error().problem == ExpressionProblem::TooLarge);
    else
        means("1+" + inParentheses(text), names, *result + 1);
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view text = fuzz::textOf(data, size);
    for (const ExpressionVariables &names : {ExpressionVariables{}, ExpressionVariables{.here = 16, .end = 4096},
                                             ExpressionVariables{.here = largest, .end = largest}})
        check(text, names);
    if (!text.contains("here") && !text.contains("end")) {
        const auto one = evaluateOffset(text, {});
        const auto other = evaluateOffset(text, {.here = largest, .end = 1});
        require(one.has_value() == other.has_value() && (!one || *one == *other));
    }
    return 0;
}
