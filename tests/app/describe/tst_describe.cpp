// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command_table.h"
#include "describe/completions.h"
#include "describe/man_page.h"
#include "describe/metainfo.h"
#include "staged_machine.h"
#include "wording/comparison_text.h"
#include "wording/event_text.h"
#include "wording/object_json.h"
#include "wording/object_text.h"

#include <shmlab/exchange/exchange_state.h>

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <unistd.h>

using namespace shmlab;
using namespace shmlab::ui;

namespace {

constexpr QLatin1String bash("bash");
constexpr QLatin1String zsh("zsh");
constexpr QLatin1String fish("fish");

bool isHere(const QString &shell)
{
    return !QStandardPaths::findExecutable(shell).isEmpty();
}

QString packagingFile(const QString &path)
{
    QFile file(QStringLiteral(PACKAGING "/") + path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read", qPrintable(file.fileName()));
    return QString::fromUtf8(file.readAll());
}

QString page()
{
    return manPage(packagingFile(QStringLiteral("shmlab.1.in")));
}

QString completion(const QString &shell)
{
    if (shell == bash)
        return bashCompletion(packagingFile(QStringLiteral("completions/shmlab.bash.in")));
    if (shell == zsh)
        return zshCompletion(packagingFile(QStringLiteral("completions/_shmlab.in")));
    return fishCompletion(packagingFile(QStringLiteral("completions/shmlab.fish.in")));
}

/// The same for the objects of a staged machine.
QString completion(const QString &shell, const test::StagedMachine &machine)
{
    return completion(shell).replace(QLatin1String("/dev/shm"), machine.folderPath());
}

/// A folder for a shell to work in, with a completion of this text beside it.
class ShellFolder {
public:
    explicit ShellFolder(const QString &completion)
    {
        QFile file(script());
        QVERIFY(QDir(m_folder.path()).mkdir(QStringLiteral("here")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(completion.toUtf8());
    }

    [[nodiscard]] QString script() const { return m_folder.filePath(QStringLiteral("_shmlab")); }
    [[nodiscard]] QStringList files() const { return QDir(here()).entryList(QDir::Files); }

    /// The argument that the program gets when "shmlab client " and `typed` are completed and run.
    [[nodiscard]] QString given(const QString &shell, const QString &typed) const
    {
        QProcess process;
        QStringList arguments{QStringLiteral("--norc"), QStringLiteral("-i")}; // also edits lines of a pipe
        QString input;
        if (shell == bash)
            input = QStringLiteral("source %1\nshmlab() { printf '%s\\n' \"$@\" >given; }\nshmlab client %2\t\nexit\n")
                        .arg(script(), typed);
        else if (shell == zsh)
            arguments = {QStringLiteral("-f"), QStringLiteral("-c"), zshScript, zsh, m_folder.path(), typed};
        else
            arguments = {QStringLiteral("--no-config"), QStringLiteral("-c"), fishScript, script(), typed};
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("HOME"), m_folder.path());
        environment.insert(QStringLiteral("HISTFILE"), QString());
        environment.insert(QStringLiteral("INPUTRC"), QStringLiteral("/dev/null"));
        environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
        process.setProcessEnvironment(environment);
        process.setWorkingDirectory(here());
        process.setChildProcessModifier([] { ::setsid(); }); // otherwise it would take over the terminal of the tests
        process.start(shell, arguments);
        process.write(input.toUtf8());
        process.closeWriteChannel();
        if (!process.waitForFinished())
            return QStringLiteral("%1 does not end").arg(shell);
        QFile file(here() + QStringLiteral("/given"));
        if (!file.open(QIODevice::ReadOnly))
            return QStringLiteral("nothing was run: ")
                + QString::fromUtf8(process.readAllStandardOutput() + process.readAllStandardError());
        return QString::fromUtf8(file.readAll());
    }

private:
    static constexpr QLatin1String zshScript{R"(
        zmodload zsh/zpty
        zpty shell zsh -f -i
        zpty -w shell "fpath=(${(q)1} \$fpath); autoload -U compinit; compinit -D -u; PS1='REA''DY '"
        zpty -w shell 'shmlab() { printf "%s\n" "$@" >given }'
        zpty -r shell seen '*READY *READY *'
        zpty -w -n shell "shmlab client $2"$'\t\n'
        zpty -w shell exit
        while zpty -r shell seen; do print -rn -- $seen; done
    )"};
    static constexpr QLatin1String fishScript{R"(
        source $argv[1]
        function shmlab; printf '%s\n' $argv >given; end
        eval shmlab client (complete --escape --do-complete "shmlab client $argv[2]" | string split --fields 1 \t)
    )"};

    [[nodiscard]] QString here() const { return m_folder.filePath(QStringLiteral("here")); }

    QTemporaryDir m_folder;
};

} // namespace

class DescribeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyOptionIsInThePage();
    void everyJsonFieldIsInThePage();
    void everyOptionIsInEveryCompletion();
    void bashCompletes_data();
    void bashCompletes();
    void namesAreOneWord_data();
    void namesAreOneWord();
    void unescapedNamesWouldBeExecuted();
    void releasesComeFromTheChangelog();
    void datesAreReproducible();
};

void DescribeTest::everyOptionIsInThePage()
{
    const QString text = page();
    for (const CommandHelp &command : commands()) {
        const auto begin = text.indexOf(QStringLiteral(".SS shmlab ") + command.name);
        QVERIFY(begin > 0);
        for (const OptionHelp &option : optionsOf(command.name)) {
            const QString name =
                QStringLiteral("\\-\\-") + QString(option.name).replace(QLatin1Char('-'), QStringLiteral("\\-"));
            QVERIFY2(text.indexOf(name, begin) > 0, qPrintable(option.name));
        }
    }
    for (const QString &line : text.split(QLatin1Char('\n'))) // troff would drop an unknown request
        QVERIFY2(!line.startsWith(QLatin1Char('.')) || line.startsWith(QLatin1String(".\\\"")) || line.at(1).isLetter(),
                 qPrintable(line));
}

void DescribeTest::everyJsonFieldIsInThePage()
{
    const QString text = page().section(QStringLiteral(".SH JSON OUTPUT"), 1).section(QStringLiteral(".SH "), 0, 0);
    ObjectReport report;
    report.hasName = false;
    report.hasNamesake = true;
    report.exchange =
        std::make_shared<ExchangeState>(ExchangeState{.counters = CounterPair(), .presence = {PresenceRecord(), {}}});
    report.maker = Maker();
    report.usage.processScan.holders.emplace_back();
    const QJsonObject object = QJsonDocument::fromJson(detailedJson(report)).object();
    QStringList fields = object.keys() + object.value(QStringLiteral("server_presence")).toObject().keys()
        + object.value(QStringLiteral("maker")).toObject().keys()
        + object.value(QStringLiteral("holders")).toArray().first().toObject().keys();
    QVERIFY(fields.contains(QStringLiteral("command_line")) && fields.contains(QStringLiteral("alive")));
    ObjectEvent event{.what = ObjectEvent::What::Renamed, .by = Actor(), .isWritable = true};
    event.sizeBefore = event.sizeNow = 1;
    event.verdictBefore = event.verdictNow = Verdict::Live;
    event.inode = 1;
    fields += QJsonDocument::fromJson(eventJson(event)).object().keys();
    fields += QJsonDocument::fromJson(followingJson(1, true)).object().keys();
    ComparisonResult comparison;
    ComparisonRow &row = comparison.rows.emplace_back();
    row.loop = QStringLiteral("loop-bare");
    row.bimodalRounds = 1;
    row.failure = QStringLiteral("not here");
    const QJsonObject bench = comparisonJson(comparison);
    fields += bench.keys() + bench.value(QStringLiteral("rows")).toArray().first().toObject().keys();
    // The fields of an exchange, as tst_terminal checks them.
    fields +=
        QStringLiteral("role turn own other wrote time_s hand_overs per_second p50_ns p90_ns p99_ns p999_ns object "
                       "turns server client end error verdict evidence elapsed_s sleeping_s waking_s sleeps "
                       "wake_ups out_of_order max_ns clock_ns")
            .split(QLatin1Char(' '));
    for (const QString &field : std::as_const(fields)) {
        const QRegularExpression inBold(QStringLiteral("^\\.BR?( .*)? %1( |$)").arg(field),
                                        QRegularExpression::MultilineOption);
        QVERIFY2(text.contains(inBold), qPrintable(field));
    }
}

void DescribeTest::everyOptionIsInEveryCompletion()
{
    const QString forBash = completion(bash);
    const QString forZsh = completion(zsh);
    const QString forFish = completion(fish);
    static const QRegularExpression marker(QStringLiteral("@[A-Z_]+@"));
    for (const QString &text : {forBash, forZsh, forFish})
        QVERIFY(!text.contains(marker));
    for (const CommandHelp &command : commands()) {
        for (const OptionHelp &option : optionsOf(command.name)) {
            QVERIFY(forBash.contains(QStringLiteral("--") + option.name));
            QVERIFY(forZsh.contains(QStringLiteral("--") + option.name));
            QVERIFY(forFish.contains(QStringLiteral("-l ") + option.name));
        }
    }
}

void DescribeTest::bashCompletes_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("expected");
    QTest::newRow("commands") << QStringLiteral("shmlab se") << QStringLiteral("server");
    QTest::newRow("options") << QStringLiteral("shmlab client --no-r") << QStringLiteral("--no-rejoin");
    QTest::newRow("not an option of the other command") << QStringLiteral("shmlab client --si") << QString();
    QTest::newRow("values") << QStringLiteral("shmlab server --size 4") << QString();
    QTest::newRow("objects") << QStringLiteral("shmlab client %1") << QStringLiteral("%1");
    QTest::newRow("objects with a slash") << QStringLiteral("shmlab client /%1") << QStringLiteral("/%1");
}

void DescribeTest::bashCompletes()
{
    QFETCH(QString, words);
    QFETCH(QString, expected);
    const test::StagedMachine machine;
    const QString name = test::text(machine.leave()).mid(1);
    const ShellFolder folder(completion(bash, machine));
    QStringList typed = words.replace(QLatin1String("%1"), name).split(QLatin1Char(' '));
    QProcess process;
    process.start(bash,
                  QStringList{QStringLiteral("-c"),
                              QStringLiteral("source \"$1\"; shift; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); "
                                             "COMP_LINE=$*; COMP_POINT=${#COMP_LINE}; _shmlab shmlab \"${!#}\"; "
                                             "printf '%s\\n' \"${COMPREPLY[@]}\""),
                              bash, folder.script()}
                      + typed);
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.readAllStandardError(), QByteArray());
    QCOMPARE(QString::fromUtf8(process.readAllStandardOutput()).trimmed(), expected.replace(QLatin1String("%1"), name));
}

void DescribeTest::namesAreOneWord_data()
{
    QTest::addColumn<QString>("shell");
    QTest::addColumn<QByteArray>("name"); // of the object; %1 is unique
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("expected");
    const auto add = [](QLatin1String shell, const char *what, const char *name, const char *typed,
                        const char *expected) {
        QTest::addRow("%s, %s", shell.data(), what)
            << QString(shell) << QByteArray(name) << QString::fromLatin1(typed) << QString::fromLatin1(expected);
    };
    for (const QLatin1String shell : {bash, zsh, fish}) {
        if (!isHere(shell)) {
            add(shell, "missing", "", "", "");
            continue;
        }
        add(shell, "harmless", "%1+.a@b%c:d,e=f-g_H", "%1", "%1+.a@b%c:d,e=f-g_H");
        add(shell, "a command", "%1x$(touch${IFS}pwned)", "%1", "%1x\\x24\\x28touch\\x24\\x7bIFS\\x7dpwned\\x29");
        add(shell, "commands", "%1;touch pwned;`touch pwned`&", "%1",
            "%1\\x3btouch\\x20pwned\\x3b\\x60touch\\x20pwned\\x60\\x26");
        add(shell, "quotation marks", "%1'\"", "%1", "%1\\x27\\x22");
        add(shell, "patterns", "%1{a,b}*?[c]~!#^", "%1", "%1\\x7ba,b\\x7d\\x2a\\x3f\\x5bc\\x5d\\x7e\\x21\\x23\\x5e");
        add(shell, "lines", "%1\n\t\r", "%1", "%1\\x0a\\x09\\x0d");
        add(shell, "for the terminal", "%1\033[2J\177", "%1", "%1\\x1b\\x5b2J\\x7f");
        add(shell, "right to left", "%1\u202ex\u00fc", "%1", "%1\\xe2\\x80\\xaex\\xc3\\xbc");
        add(shell, "no text", "%1\377\300", "%1", "%1\\xff\\xc0");
        add(shell, "a backslash", "%1\\x41", "%1", "%1\\x5cx41");
        add(shell, "with a slash", "%1 y", "/%1", "/%1\\x20y");
        add(shell, "in quotation marks", "%1 y", "\"%1\\\\x2", "%1\\x20y");
        add(shell, "in single ones", "%1 y", "'/%1\\x2", "/%1\\x20y");
        add(shell, "completed in part", "%1 y z", "%1\\\\x20y", "%1\\x20y\\x20z");
        add(shell, "like an option", "-%1", "\\\\x2d", "\\x2d%1");
        add(shell, "no more an option", "-%1", "/-%1", "/-%1");
        add(shell, "after a colon", "%1a:b c", "%1a:b", "%1a:b\\x20c");
        add(shell, "after a word break", "%1a=b@c d", "/%1a=b@c", "/%1a=b@c\\x20d");
        if (shell == fish) // compares only the names themselves
            continue;
        add(shell, "a blank was typed", "%1 y z", "%1\\ y", "%1\\x20y\\x20z");
        add(shell, "quotation marks inside", "%1x y z", "%1'x y'\\ ", "%1x\\x20y\\x20z");
        add(shell, "doubled as in the program", "%1\\x y", "'%1\\\\x", "%1\\x5cx\\x20y");
    }
}

void DescribeTest::namesAreOneWord()
{
    QFETCH(QString, shell);
    QFETCH(QByteArray, name);
    QFETCH(QString, typed);
    QFETCH(QString, expected);
    if (!isHere(shell))
        QSKIP(qPrintable(QStringLiteral("no %1 here").arg(shell)));
    const QString unique = test::text(test::objectName()).mid(1);
    const test::StagedMachine machine;
    machine.leave(*ObjectName::parse(name.replace("%1", unique.toLatin1()).toStdString()));
    // Were it offered, there would be no one way to go on.
    QCOMPARE(::symlink("/etc/passwd", machine.folder().pathOf(unique.toStdString() + "-link").c_str()), 0);
    const ShellFolder folder(completion(shell, machine));
    const QString given = folder.given(shell, typed.replace(QLatin1String("%1"), unique));
    QCOMPARE(given, QStringLiteral("client\n%1\n").arg(expected.replace(QLatin1String("%1"), unique)));
    QCOMPARE(folder.files(), QStringList{QStringLiteral("given")});
}

/// The positive control of namesAreOneWord(): an unescaped name is executed.
void DescribeTest::unescapedNamesWouldBeExecuted()
{
    const ObjectName name = test::objectName();
    const test::StagedMachine machine;
    machine.leave(*ObjectName::parse(name.c_str() + std::string("$(>pwned)")));
    const ShellFolder folder(completion(bash, machine) + QStringLiteral("_shmlab_escape() { escaped=$1; }\n"));
    QCOMPARE(folder.given(bash, test::text(name)), QStringLiteral("client\n%1\n").arg(test::text(name)));
    QCOMPARE(folder.files(), (QStringList{QStringLiteral("given"), QStringLiteral("pwned")}));
}

void DescribeTest::releasesComeFromTheChangelog()
{
    const QString changelog =
        QStringLiteral("# Changelog\n\nWords.\n\n## 1.1.0 – unreleased\n\n- New `thing` <b>\n  goes on\n"
                       "- Other\n\n## 1.0.0 – 2026-01-02\n\n- First\n");
    qputenv("SOURCE_DATE_EPOCH", "1767312000");
    const QString text = metainfo(QStringLiteral("<releases>\n@RELEASES@\n</releases>"), changelog);
    qunsetenv("SOURCE_DATE_EPOCH");
    QVERIFY2(text.contains(QLatin1String("<release version=\"1.1.0\" date=\"2026-01-02\" type=\"development\">")),
             qPrintable(text));
    QVERIFY(text.contains(QLatin1String("<li>New thing &lt;b&gt; goes on</li>")));
    QVERIFY(text.contains(QLatin1String("<release version=\"1.0.0\" date=\"2026-01-02\" type=\"stable\">")));
    QCOMPARE(text.count(QLatin1String("<li>")), 3);
    QVERIFY(!text.contains(QLatin1String("@RELEASES@")));
    const QString debian = debianChangelog(changelog);
    QVERIFY(debian.contains(QLatin1String("shmlab (1.0.0-1) unstable; urgency=medium\n\n  * First\n")));
    QVERIFY(debian.contains(QLatin1String("Fri, 02 Jan 2026 00:00:00 +0000")));
}

void DescribeTest::datesAreReproducible()
{
    qputenv("SOURCE_DATE_EPOCH", "86400");
    QCOMPARE(sourceDate(), QDate(1970, 1, 2));
    QVERIFY(page().contains(QLatin1String("2 January 1970")));
    qunsetenv("SOURCE_DATE_EPOCH");
}

SHMLAB_TEST_MAIN(DescribeTest)
#include "tst_describe.moc"
