// SPDX-License-Identifier: GPL-3.0-or-later
#include "command_line/command_table.h"
#include "describe/completions.h"
#include "describe/man_page.h"
#include "describe/metainfo.h"
#include "test_support.h"

#include <shmlab/shared_object.h>

#include <QCoreApplication>
#include <QTemporaryDir>

using namespace shmlab;
using namespace shmlab::ui;

class DescribeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyOptionIsInThePage();
    void everyOptionIsInEveryCompletion();
    void bashCompletes_data();
    void bashCompletes();
    void releasesComeFromTheChangelog();
    void datesAreReproducible();
};

void DescribeTest::everyOptionIsInThePage()
{
    const QString page = manPage();
    for (const CommandHelp &command : commands()) {
        const auto begin = page.indexOf(QStringLiteral(".SS shmlab ") + command.name);
        QVERIFY(begin > 0);
        for (const OptionHelp &option : optionsOf(command.name)) {
            const QString name =
                QStringLiteral("\\-\\-") + QString(option.name).replace(QLatin1Char('-'), QStringLiteral("\\-"));
            QVERIFY2(page.indexOf(name, begin) > 0, qPrintable(option.name));
        }
    }
    for (const QString &line : page.split(QLatin1Char('\n'))) // a request that troff does not know would be lost
        QVERIFY2(!line.startsWith(QLatin1Char('.')) || line.startsWith(QLatin1String(".\\\"")) || line.at(1).isLetter(),
                 qPrintable(line));
}

void DescribeTest::everyOptionIsInEveryCompletion()
{
    const QString bash = bashCompletion();
    const QString zsh = zshCompletion();
    const QString fish = fishCompletion();
    for (const CommandHelp &command : commands()) {
        for (const OptionHelp &option : optionsOf(command.name)) {
            QVERIFY(bash.contains(QStringLiteral("--") + option.name));
            QVERIFY(zsh.contains(QStringLiteral("--") + option.name));
            QVERIFY(fish.contains(QStringLiteral("-l ") + option.name));
        }
    }
}

void DescribeTest::bashCompletes_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("expected");
    QTest::newRow("commands") << QStringLiteral("shmlab se") << QStringLiteral("server");
    QTest::newRow("options") << QStringLiteral("shmlab client --no-r") << QStringLiteral("--no-rejoin");
    QTest::newRow("not the other's") << QStringLiteral("shmlab client --si") << QString();
    QTest::newRow("values") << QStringLiteral("shmlab server --size 4") << QString();
    QTest::newRow("objects") << QStringLiteral("shmlab client %1") << QStringLiteral("%1");
    QTest::newRow("objects with a slash") << QStringLiteral("shmlab client /%1") << QStringLiteral("/%1");
}

void DescribeTest::bashCompletes()
{
    QFETCH(QString, words);
    QFETCH(QString, expected);
    const auto object = SharedObject::create(SystemCalls(), test::objectName());
    QVERIFY(object);
    const QString name = test::text(object->name()).mid(1);
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("completion")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bashCompletion().toUtf8());
    file.close();
    QStringList typed = words.replace(QLatin1String("%1"), name).split(QLatin1Char(' '));
    QProcess bash;
    bash.start(QStringLiteral("bash"),
               QStringList{QStringLiteral("-c"),
                           QStringLiteral("source \"$1\"; shift; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _shmlab; "
                                          "printf '%s\\n' \"${COMPREPLY[@]}\""),
                           QStringLiteral("bash"), file.fileName()}
                   + typed);
    QVERIFY(bash.waitForFinished());
    QCOMPARE(bash.readAllStandardError(), QByteArray());
    QCOMPARE(QString::fromUtf8(bash.readAllStandardOutput()).trimmed(), expected.replace(QLatin1String("%1"), name));
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
    QVERIFY(manPage().contains(QLatin1String("2 January 1970")));
    qunsetenv("SOURCE_DATE_EPOCH");
}

SHMLAB_TEST_MAIN(DescribeTest)
#include "tst_describe.moc"
