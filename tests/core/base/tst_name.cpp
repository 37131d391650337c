// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include <cerrno>
#include <string>

#include <sys/mman.h>
#include <unistd.h>

using namespace shmlab;

namespace {

/// The UTF-8 form of any code point, including surrogates.
std::string utf8(char32_t codePoint)
{
    const auto byte = [&](unsigned lead, unsigned shift) {
        return static_cast<char>(lead | (codePoint >> shift & (lead == 0x80U ? 0x3fU : 0x7fU)));
    };
    if (codePoint < 0x80)
        return {byte(0, 0)};
    if (codePoint < 0x800)
        return {byte(0xc0, 6), byte(0x80, 0)};
    if (codePoint < 0x10000)
        return {byte(0xe0, 12), byte(0x80, 6), byte(0x80, 0)};
    return {byte(0xf0, 18), byte(0x80, 12), byte(0x80, 6), byte(0x80, 0)};
}

bool isEscaped(char32_t codePoint)
{
    const std::string character = utf8(codePoint);
    return !escape('a' + character + 'b').contains(character);
}

/// By Qt's tables, whose version of Unicode may be older than ours.
bool mustBeEscaped(char32_t codePoint)
{
    switch (QChar::category(codePoint)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph: return true;
    case QChar::Separator_Space: return codePoint != ' ';
    default: return QChar::isNonCharacter(codePoint);
    }
}

} // namespace

class NameTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fault01_badNames_data();
    void fault01_badNames();
    void fault01_dotDotIsADirectoryToTheKernel();
    void goodNames_data();
    void goodNames();
    void field07_pathsAreNames();
    void everyByteSurvivesEscaping();
    void escaping_data();
    void escaping();
    void fault48_unprintableCharactersAreEscaped();
    void otherCharactersAreShown();
};

void NameTest::fault01_badNames_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<int>("problem");
    const auto row = [](const char *what, std::string text, Problem problem) {
        QTest::newRow(what) << std::move(text) << static_cast<int>(problem);
    };
    row("empty", "", Problem::NameEmpty);
    row("slash only", "/", Problem::NameEmpty);
    row("dot", "/.", Problem::NameIsDot);
    row("dot dot", "/..", Problem::NameIsDot);
    row("dot without slash", ".", Problem::NameIsDot);
    row("dot dot without slash", "..", Problem::NameIsDot);
    row("inner slash", "/a/b", Problem::NameHasSlash);
    row("two leading slashes", "//a", Problem::NameHasSlash);
    row("trailing slash", "/a/", Problem::NameHasSlash);
    row("path traversal", "/../etc/passwd", Problem::NameHasSlash);
    row("NUL inside", std::string("/a\0b", 4), Problem::NameHasNul);
    row("NUL at the end", std::string("/a\0", 3), Problem::NameHasNul);
    row("256 bytes", '/' + std::string(256, 'a'), Problem::NameTooLong);
    row("256 bytes without slash", std::string(256, 'a'), Problem::NameTooLong);
}

void NameTest::fault01_badNames()
{
    QFETCH(std::string, text);
    QFETCH(int, problem);
    const auto name = ObjectName::parse(text);
    QVERIFY(!name);
    QCOMPARE(static_cast<int>(name.error().problem), problem);
    QCOMPARE(name.error().call, Call::None);
    QCOMPARE(name.error().errorNumber, name.error().problem == Problem::NameTooLong ? ENAMETOOLONG : EINVAL);
    QVERIFY(!describe(name.error()).empty());
}

// The positive control: without a validator of our own, the kernel opens a directory.
void NameTest::fault01_dotDotIsADirectoryToTheKernel()
{
    const int fd = ::shm_open("/..", O_RDONLY, 0);
    QVERIFY(fd >= 0);
    struct stat status{};
    QCOMPARE(::fstat(fd, &status), 0);
    QVERIFY(S_ISDIR(status.st_mode));
    ::close(fd);
}

void NameTest::goodNames_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("bytes");
    QTest::newRow("the default") << std::string(ObjectName::defaultText) << std::string("/test.shmem");
    QTest::newRow("no leading slash") << std::string("test.shmem") << std::string("/test.shmem");
    QTest::newRow("255 bytes") << '/' + std::string(255, 'a') << '/' + std::string(255, 'a');
    QTest::newRow("three dots") << std::string("/...") << std::string("/...");
    QTest::newRow("spaces and a newline") << std::string("/a \n") << std::string("/a \n");
    QTest::newRow("not UTF-8") << std::string("/\xff\xfe") << std::string("/\xff\xfe");
}

void NameTest::goodNames()
{
    QFETCH(std::string, text);
    QFETCH(std::string, bytes);
    const auto name = ObjectName::parse(text);
    QVERIFY(name);
    QCOMPARE(name->bytes(), bytes);
    QCOMPARE(name->path(), "/dev/shm" + bytes);
    QCOMPARE(unescape(name->display()), bytes);
}

void NameTest::field07_pathsAreNames()
{
    QCOMPARE(ObjectName::parse("/dev/shm/nccl-x")->bytes(), std::string("/nccl-x"));
    QCOMPARE(ObjectName::parsePath("/dev/shm/d/f")->bytes(), std::string("/d/f"));
    QCOMPARE(ObjectName::parsePath("d/f")->bytes(), std::string("/d/f"));
    QVERIFY(ObjectName::parsePath("d/f")->isInDirectory() && !ObjectName::parsePath("f")->isInDirectory());
    QCOMPARE(ObjectName::parsePath("dev/shm/dev/shm/f")->bytes(), std::string("/f")); // what is written is read again
    for (const char *text : {"d/f", "/dev/shm/d/f", "/dev/shmx/f"})
        QCOMPARE(ObjectName::parse(text).error().problem, Problem::NameHasSlash);
    for (const char *text : {"d//f", "d/../f", "./f", "d/f/", "/dev/shm//f"})
        QCOMPARE(ObjectName::parsePath(text).error().problem, Problem::NameHasSlash);
    QCOMPARE(ObjectName::parsePath("/dev/shm/").error().problem, Problem::NameEmpty);
    QCOMPARE(ObjectName::parsePath("..").error().problem, Problem::NameIsDot);
    QCOMPARE(ObjectName::parsePath("d/" + std::string(256, 'x')).error().problem, Problem::NameTooLong);
}

void NameTest::everyByteSurvivesEscaping()
{
    std::string all;
    for (int byte = 1; byte < 256; ++byte)
        all += static_cast<char>(byte);
    for (int first = 1; first < 256; ++first) {
        const std::string one(1, static_cast<char>(first));
        QCOMPARE(unescape(escape(one)), one);
        const std::string pair = one + "\xa9" + one;
        QCOMPARE(unescape(escape(pair)), pair);
    }
    QCOMPARE(unescape(escape(all)), all);
    for (const char shown : escape(all))
        QVERIFY(static_cast<unsigned char>(shown) >= ' ');
}

void NameTest::escaping_data()
{
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<std::string>("shown");
    QTest::newRow("plain") << std::string("/test.shmem") << std::string("/test.shmem");
    QTest::newRow("backslash") << std::string("a\\x41") << std::string("a\\\\x41");
    QTest::newRow("newline") << std::string("a\nb") << std::string("a\\x0ab");
    QTest::newRow("escape sequence") << std::string("\x1b[31m") << std::string("\\x1b[31m");
    QTest::newRow("Japanese") << std::string("共有") << std::string("共有");
    QTest::newRow("right-to-left override") << std::string("a\u202eb") << std::string("a\\xe2\\x80\\xaeb");
    QTest::newRow("zero width space") << std::string("a\u200bb") << std::string("a\\xe2\\x80\\x8bb");
    QTest::newRow("no-break space") << std::string("a\u00a0b") << std::string("a\\xc2\\xa0b");
    QTest::newRow("wide space") << std::string("a\u3000b") << std::string("a\\xe3\\x80\\x80b");
    QTest::newRow("space inside") << std::string(" a b") << std::string(" a b");
    QTest::newRow("trailing space") << std::string("a ") << std::string("a\\x20");
    QTest::newRow("overlong slash") << std::string("\xc0\xaf") << std::string("\\xc0\\xaf");
    QTest::newRow("surrogate") << std::string("\xed\xa0\x80") << std::string("\\xed\\xa0\\x80");
    QTest::newRow("truncated sequence") << std::string("\xe5\x85") << std::string("\\xe5\\x85");
}

void NameTest::escaping()
{
    QFETCH(std::string, bytes);
    QFETCH(std::string, shown);
    QCOMPARE(escape(bytes), shown);
    QCOMPARE(unescape(shown), bytes);
}

void NameTest::fault48_unprintableCharactersAreEscaped()
{
    for (char32_t codePoint = 1; codePoint <= QChar::LastValidCodePoint; ++codePoint) {
        if (mustBeEscaped(codePoint))
            QVERIFY2(isEscaped(codePoint), qPrintable(QString::number(codePoint, 16)));
    }
    // Format characters of Unicode 15, and characters that are invisible by Default_Ignorable_Code_Point.
    for (const char32_t codePoint : {0x13439U, 0x1343fU, 0x34fU, 0x115fU, 0x17b4U, 0x180bU, 0x2065U, 0x3164U, 0xfe0fU,
                                     0xffa0U, 0xfff8U, 0xe01efU, 0xe0fffU})
        QVERIFY2(isEscaped(codePoint), qPrintable(QString::number(codePoint, 16)));
}

void NameTest::otherCharactersAreShown()
{
    for (char32_t codePoint = ' '; codePoint < 0xe0000; ++codePoint) {
        const auto category = QChar::category(codePoint);
        const bool isVisible = (category >= QChar::Number_DecimalDigit && category <= QChar::Number_Other)
            || category >= QChar::Letter_Uppercase;
        const bool isBlank = codePoint == 0x115f || codePoint == 0x1160 || codePoint == 0x2800 || codePoint == 0x3164
            || codePoint == 0xffa0;
        if (isVisible && !isBlank && codePoint != '\\')
            QVERIFY2(!isEscaped(codePoint), qPrintable(QString::number(codePoint, 16)));
    }
}

SHMLAB_TEST_MAIN(NameTest)
#include "tst_name.moc"
