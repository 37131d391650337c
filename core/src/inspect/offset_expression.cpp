// SPDX-License-Identifier: MIT
#include <shmlab/inspect/offset_expression.h>

#include <charconv>

namespace shmlab {
namespace {

constexpr int maxDepth = 100;

class Parser {
public:
    using Value = std::expected<std::int64_t, ExpressionError>;

    Parser(std::string_view text, const ExpressionVariables &names) : m_text(text), m_names(names) { }

    Value parse()
    {
        skipSpace();
        if (m_at == m_text.size())
            return wrong(ExpressionProblem::Empty);
        auto value = sum();
        if (value && m_at != m_text.size())
            return wrong(ExpressionProblem::SyntaxError);
        return value;
    }

private:
    [[nodiscard]] std::unexpected<ExpressionError> wrong(ExpressionProblem problem) const
    {
        return std::unexpected(ExpressionError{.problem = problem, .position = m_at});
    }

    void skipSpace()
    {
        while (m_at < m_text.size() && m_text[m_at] == ' ')
            ++m_at;
    }

    /// The next character if it is one of these, else 0.
    char accept(std::string_view wanted)
    {
        if (m_at == m_text.size() || !wanted.contains(m_text[m_at]))
            return 0;
        const char found = m_text[m_at++];
        skipSpace();
        return found;
    }

    Value sum()
    {
        auto left = product();
        while (left) {
            const char sign = accept("+-");
            if (sign == 0)
                break;
            left = combined(sign, *left, product());
        }
        return left;
    }

    Value product()
    {
        auto left = factor();
        while (left) {
            const char sign = accept("*/%");
            if (sign == 0)
                break;
            left = combined(sign, *left, factor());
        }
        return left;
    }

    Value combined(char sign, std::int64_t left, const Value &right)
    {
        if (!right)
            return right;
        std::int64_t result = 0;
        bool isTooLarge = false;
        switch (sign) {
        case '+': isTooLarge = __builtin_add_overflow(left, *right, &result); break;
        case '-': isTooLarge = __builtin_sub_overflow(left, *right, &result); break;
        case '*': isTooLarge = __builtin_mul_overflow(left, *right, &result); break;
        default:
            if (*right == 0)
                return wrong(ExpressionProblem::DivisionByZero);
            if (*right == -1) // the smallest number has no counterpart
                isTooLarge = sign == '/' && __builtin_sub_overflow(std::int64_t{0}, left, &result);
            else
                result = sign == '/' ? left / *right : left % *right;
        }
        if (isTooLarge)
            return wrong(ExpressionProblem::TooLarge);
        return result;
    }

    Value factor()
    {
        if (++m_depth > maxDepth)
            return wrong(ExpressionProblem::TooLarge);
        const auto value = signedFactor();
        --m_depth;
        return value;
    }

    Value signedFactor()
    {
        if (accept("-") != 0)
            return combined('-', 0, factor());
        if (accept("+") != 0)
            return factor();
        if (accept("(") == 0)
            return word();
        auto value = sum();
        if (value && accept(")") == 0)
            return wrong(ExpressionProblem::SyntaxError);
        return value;
    }

    Value word()
    {
        for (const auto &[name, value] : {std::pair("here", m_names.here), std::pair("end", m_names.end)}) {
            if (m_text.substr(m_at).starts_with(name)) {
                m_at += std::string_view(name).size();
                skipSpace();
                return value;
            }
        }
        return literal();
    }

    Value literal()
    {
        const bool isHex = m_text.substr(m_at).starts_with("0x") || m_text.substr(m_at).starts_with("0X");
        const char *const begin = m_text.data() + m_at + (isHex ? 2 : 0);
        std::uint64_t value = 0;
        const auto [stop, error] = std::from_chars(begin, m_text.data() + m_text.size(), value, isHex ? 16 : 10);
        if (error == std::errc::result_out_of_range || value > static_cast<std::uint64_t>(INT64_MAX))
            return wrong(ExpressionProblem::TooLarge);
        if (error != std::errc{})
            return wrong(ExpressionProblem::SyntaxError);
        m_at = static_cast<std::size_t>(stop - m_text.data());
        const char unit = accept("KMG");
        const int shift = unit == 'K' ? 10 : unit == 'M' ? 20 : unit == 'G' ? 30 : 0;
        skipSpace();
        return combined('*', static_cast<std::int64_t>(value), std::int64_t{1} << shift);
    }

    std::string_view m_text;
    ExpressionVariables m_names;
    std::size_t m_at = 0;
    int m_depth = 0;
};

} // namespace

std::expected<off_t, ExpressionError> evaluateOffset(std::string_view text, const ExpressionVariables &names)
{
    const auto value = Parser(text, names).parse();
    if (!value)
        return std::unexpected(value.error());
    if (*value < 0)
        return std::unexpected(ExpressionError{.problem = ExpressionProblem::Negative, .position = 0});
    return static_cast<off_t>(*value);
}

} // namespace shmlab
