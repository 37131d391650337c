// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include <shmlab/inspect/offset_expression.h>

#include <limits>

using namespace shmlab;

namespace {

constexpr ExpressionVariables names{.here = 100, .end = 4096};
constexpr off_t largest = std::numeric_limits<off_t>::max();

std::string nested(int depth)
{
    return std::string(static_cast<std::size_t>(depth), '(') + '7' + std::string(static_cast<std::size_t>(depth), ')');
}

} // namespace

class OffsetExpressionTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void validExpressions_data();
    void validExpressions();
    void invalidExpressions_data();
    void invalidExpressions();
    void nestingDepthIsLimited();
    void arbitraryTextIsHandled();
};

void OffsetExpressionTest::validExpressions_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<qint64>("value");
    const auto row = [](const char *text, qint64 value) { QTest::newRow(text) << std::string(text) << value; };
    row("0", 0);
    row("4096", 4096);
    row("08", 8);
    row("0x40", 64);
    row("0XfF", 255);
    row("0x40+8*3", 88);
    row("(0x40+8)*3", 216);
    row("10-3-2", 5);
    row("100/10/5", 2);
    row("7/2*2", 6);
    row("17%5", 2);
    row("end", 4096);
    row("end-16", 4080);
    row("here+16", 116);
    row("here/here", 1);
    row("2K", 2048);
    row("2M", 2 << 20);
    row("3G", qint64{3} << 30);
    row("0x10K", 16384);
    row("2K*2", 4096);
    row("  1  +  2  ", 3);
    row("( 1 + 2 ) * ( 3 )", 9);
    row("-1+2", 1);
    row("--5", 5);
    row("+5", 5);
    row("5--5", 10);
    row("-here+end", 3996);
    row("-7%-1", 0);
    row("9223372036854775807", largest);
    row("0x7fffffffffffffff", largest);
    row("-9223372036854775807-1+9223372036854775807+1", 0);
    QTest::newRow("nested 99 times") << nested(99) << qint64{7};
}

void OffsetExpressionTest::validExpressions()
{
    QFETCH(std::string, text);
    QFETCH(qint64, value);
    const auto evaluated = evaluateOffset(text, names);
    QVERIFY(evaluated);
    QCOMPARE(*evaluated, value);
}

void OffsetExpressionTest::invalidExpressions_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<ExpressionProblem>("problem");
    QTest::addColumn<qsizetype>("position"); // -1: anywhere
    const auto row = [](const char *text, ExpressionProblem problem, qsizetype position = -1) {
        QTest::newRow(*text != '\0' ? text : "empty") << std::string(text) << problem << position;
    };
    using enum ExpressionProblem;
    row("", Empty, 0);
    row("   ", Empty);
    row("x", SyntaxError, 0);
    row("1 2", SyntaxError, 2);
    row("1+", SyntaxError, 2);
    row("1+*2", SyntaxError, 2);
    row("*1", SyntaxError, 0);
    row("(1", SyntaxError, 2);
    row("1)", SyntaxError, 1);
    row("()", SyntaxError, 1);
    row("(1+(2)", SyntaxError, 6);
    row("0x", SyntaxError, 0);
    row("0x-1", SyntaxError, 0);
    row("12abc", SyntaxError, 2);
    row("here4", SyntaxError, 4);
    row("endless", SyntaxError, 3);
    row("END", SyntaxError, 0);
    row("1k", SyntaxError, 1);
    row("1KK", SyntaxError, 2);
    row("1.5", SyntaxError, 1);
    row("1\t", SyntaxError, 1);
    row("1e3", SyntaxError, 1);
    row("9223372036854775808", TooLarge, 0);
    row("1+0xffffffffffffffff", TooLarge, 2);
    row("99999999999999999999999", TooLarge, 0);
    row("9223372036854775807+1", TooLarge);
    row("9223372036854775807*2", TooLarge);
    row("-9223372036854775807-2", TooLarge);
    row("9007199254740992K", TooLarge);
    row("8589934592G", TooLarge);
    row("(-9223372036854775807-1)/-1", TooLarge);
    row("1/0", DivisionByZero);
    row("1%0", DivisionByZero);
    row("1/(here-100)", DivisionByZero);
    row("-1", Negative, 0);
    row("here-101", Negative, 0);
    row("-9223372036854775807-1", Negative, 0);
    QTest::newRow("NUL") << std::string("1\0002", 3) << SyntaxError << qsizetype{1};
    QTest::newRow("nested 100 times") << nested(100) << TooLarge << qsizetype{-1};
}

void OffsetExpressionTest::invalidExpressions()
{
    QFETCH(std::string, text);
    QFETCH(ExpressionProblem, problem);
    QFETCH(qsizetype, position);
    const auto evaluated = evaluateOffset(text, names);
    QVERIFY(!evaluated);
    QCOMPARE(evaluated.error().problem, problem);
    QVERIFY(evaluated.error().position <= text.size());
    if (position >= 0)
        QCOMPARE(static_cast<qsizetype>(evaluated.error().position), position);
}

void OffsetExpressionTest::nestingDepthIsLimited()
{
    for (const char opening : {'(', '-', '+'}) {
        const auto evaluated = evaluateOffset(std::string(1'000'000, opening) + '1', names);
        QVERIFY(!evaluated);
        QCOMPARE(evaluated.error().problem, ExpressionProblem::TooLarge);
    }
    // A long expression need not be a deep one.
    std::string sum = "1";
    for (int i = 1; i < 1000; ++i)
        sum += "+(1)";
    QCOMPARE(evaluateOffset(sum, names).value_or(-1), 1000);
}

void OffsetExpressionTest::arbitraryTextIsHandled()
{
    constexpr std::string_view pieces = "0x19KMG+-*/%() heredn\xff\n";
    std::uint32_t random = 20261;
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        for (int left = round % 24; left > 0; --left) {
            random = random * 1664525U + 1013904223U;
            text += pieces[(random >> 16U) % pieces.size()];
        }
        const auto evaluated = evaluateOffset(text, names);
        QVERIFY2(evaluated ? *evaluated >= 0 : evaluated.error().position <= text.size(), text.c_str());
    }
}

SHMLAB_TEST_MAIN(OffsetExpressionTest)
#include "tst_offset_expression.moc"
