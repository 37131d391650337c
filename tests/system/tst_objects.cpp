// SPDX-License-Identifier: GPL-3.0-or-later

// The commands that list, inspect and remove objects in a terminal.

#include "program_run.h"

#include <shmlab/inspect/object_reader.h>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>

#include <cerrno>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace shmlab;
using test::Ended;
using test::run;
using test::runProgram;
using test::words;

namespace {

QString shown(const ObjectName &name)
{
    return QString::fromStdString(name.display());
}

QStringList objectsJson()
{
    return words("objects --json");
}

/// The entry of an object in the JSON of all; empty where there is none.
QJsonObject entryOf(const QByteArray &json, const QString &name)
{
    const QJsonObject all = QJsonDocument::fromJson(json).object();
    for (const QJsonValue &value : all.value(QLatin1String("objects")).toArray()) {
        if (value.toObject().value(QLatin1String("name")).toString() == name)
            return value.toObject();
    }
    return {};
}

QByteArray lineOf(const QByteArray &table, const QString &name)
{
    for (const QByteArray &line : table.split('\n')) {
        if (line.endsWith("  " + name.toUtf8()))
            return line;
    }
    return {};
}

/// Bytes as `hexdump -C` would write them.
QByteArray hexdump(const QByteArray &bytes, qint64 begin = 0)
{
    QByteArray text;
    QByteArray before;
    bool isLeavingOut = false;
    for (qsizetype at = 0; at < bytes.size(); at += 16) {
        const QByteArray row = bytes.mid(at, 16);
        if (row.size() == 16 && row == before) {
            text += isLeavingOut ? "" : "*\n";
            isLeavingOut = true;
            continue;
        }
        isLeavingOut = false;
        before = row;
        QString hex;
        QString plain;
        for (qsizetype i = 0; i < 16; ++i) {
            hex += i == 8 ? QStringLiteral("  ") : i > 0 ? QStringLiteral(" ") : QString();
            hex += i < row.size() ? QStringLiteral("%1").arg(static_cast<uchar>(row[i]), 2, 16, QLatin1Char('0'))
                                  : QStringLiteral("  ");
            if (i < row.size())
                plain += row[i] >= ' ' && row[i] <= '~' ? QLatin1Char(row[i]) : QLatin1Char('.');
        }
        text += QStringLiteral("%1  %2  |%3|\n").arg(begin + at, 8, 16, QLatin1Char('0')).arg(hex, plain).toLatin1();
    }
    return text + QStringLiteral("%1\n").arg(begin + bytes.size(), 8, 16, QLatin1Char('0')).toLatin1();
}

QByteArray everyByte()
{
    QByteArray bytes;
    for (int i = 0; i < 256; ++i)
        bytes += static_cast<char>(i);
    return bytes;
}

} // namespace

class ObjectsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tableOfAll();
    void jsonHasItsFields();
    void singleObjectAsTextAndJson();
    void exitCodes_data();
    void exitCodes();
    void dumpsAsHexdumpDoes_data();
    void dumpsAsHexdumpDoes();
    void dumpsParts_data();
    void dumpsParts();
    void refusesToDumpBeyondTheEnd();
    void twoInodesWithOneName();
    void dumpsRaw();
    void fault37_hugeSparseObjectsAreDumpedQuickly();
    void fault33_otherFilesAreNeverOpened();
    void fault35_inspectionLeavesNoTrace();
    void fault38_namesOfAnyBytes_data();
    void fault38_namesOfAnyBytes();
    void fault24_readerThatClosesItsEnd();
};

void ObjectsTest::tableOfAll()
{
    const ObjectName stale = test::objectName();
    const ObjectName live = test::objectName();
    const test::NameGuard staleGuard(stale);
    const test::NameGuard liveGuard(live);
    test::leave(stale, 12'345);
    test::FaultPeer peer;
    QVERIFY(peer.execute("create", live) > 0);
    QCOMPARE(peer.execute("map 4096"), 0);
    const Ended ended = run(words("objects --headless"));
    QCOMPARE(ended.code, 0);
    QVERIFY(ended.output.startsWith("VERDICT  "));
    const QByteArray staleLine = lineOf(ended.output, shown(stale));
    for (const char *part :
         {"UNUSED ", " nobody seen ", " 12345 ", " 4096 ", " 0600 ", "unknown", " ask its users first "})
        QVERIFY2(staleLine.contains(part), ended.output.constData());
    QVERIFY(staleLine.contains(' ' + QByteArray::number(qulonglong{statusOf({}, stale)->identity.inode}) + ' '));
    const QByteArray liveLine = lineOf(ended.output, shown(live));
    for (const char *part : {"LIVE ", " in use ", " fault_peer ", " leave it "})
        QVERIFY2(liveLine.contains(part), liveLine.constData());
    const QList<QByteArray> lines = ended.output.trimmed().split('\n');
    QVERIFY2(lines.at(lines.size() - 2).contains(" LIVE ") && lines.last().startsWith("/dev/shm: "),
             ended.output.constData());
}

void ObjectsTest::jsonHasItsFields()
{
    const test::TemporaryName name;
    test::FaultPeer peer;
    QVERIFY(peer.create(name));
    QVERIFY(peer.execute("poke 2000 1") > 0); // unlike any exchange
    QCOMPARE(peer.execute("map 4096"), 0);
    QCOMPARE(peer.execute("lock 8 4"), 0);
    const Ended ended = run(objectsJson());
    QCOMPARE(ended.code, 0);
    QCOMPARE(QJsonDocument::fromJson(ended.output).object().value(QLatin1String("schema")).toInt(), 1);
    const QJsonObject entry = entryOf(ended.output, shown(name));
    QCOMPARE(entry.keys(),
             words("advice allocated attachments content_unseen created domain hidden holders inode "
                   "interrupted_removal_of kernel_users key kind links maker message_bytes messages mode "
                   "modified name namesake owner "
                   "place second_name semaphore_value semaphore_waiters size unlinked use verdict"));
    const auto value = [&](const char *key) { return entry.value(QLatin1String(key)); };
    QCOMPARE(value("verdict").toString(), QStringLiteral("LIVE"));
    QCOMPARE(value("size").toInteger(), qint64{4096});
    QCOMPARE(value("allocated").toInteger(), qint64{4096});
    QCOMPARE(value("mode").toString(), QStringLiteral("0600"));
    QCOMPARE(value("kind").toString(), QStringLiteral("unknown"));
    QCOMPARE(static_cast<ino_t>(value("inode").toInteger()), statusOf({}, name)->identity.inode);
    QJsonArray holders;
    for (const QJsonValue &holder : value("holders").toArray()) { // other tests inspect all objects as well
        if (holder[QStringLiteral("pid")].toInt() == int{peer.pid()})
            holders.append(holder);
    }
    QCOMPARE(holders.size(), qsizetype{1});
    QCOMPARE(holders.first().toObject().keys(), words("command_line how pid program range user"));
    const QString path = test::program(QStringLiteral("fault_peer"));
    QCOMPARE(holders.first()[QStringLiteral("command_line")].toString(), path);
    QCOMPARE(holders.first()[QStringLiteral("range")].toArray(), (QJsonArray{0, 4096}));
    QCOMPARE(holders.first()[QStringLiteral("user")], value("owner")); // both are this test's user
    QCOMPARE(holders.first()[QStringLiteral("program")].toString(), QStringLiteral("fault_peer"));
    QCOMPARE(holders.first()[QStringLiteral("how")].toArray(),
             QJsonArray::fromStringList(
                 {QStringLiteral("maps rw"), QStringLiteral("open rw"), QStringLiteral("locks 8-11")}));
    // Unlinked objects are listed as well.
    QCOMPARE(peer.execute("unlink", name), 0);
    const QJsonObject orphan = entryOf(run(objectsJson()).output, shown(name));
    QCOMPARE(orphan.value(QLatin1String("verdict")).toString(), QStringLiteral("ORPHANED"));
    QVERIFY(orphan.value(QLatin1String("unlinked")).toBool());
}

void ObjectsTest::singleObjectAsTextAndJson()
{
    const test::TemporaryName name;
    test::FaultPeer peer;
    QVERIFY(peer.create(name));
    const Ended text = run({QStringLiteral("objects"), test::text(name)});
    QCOMPARE(text.code, 0);
    QVERIFY(text.output.startsWith(test::text(name).toUtf8() + "\n  LIVE\n"));
    for (const QByteArray &part :
         {QByteArray("mode: 0600"), "fault_peer (pid " + QByteArray::number(peer.pid()) + ")", QByteArray("kind: ")})
        QVERIFY2(text.output.contains(part), text.output.constData());
    const Ended json = run({QStringLiteral("objects"), test::text(name), QStringLiteral("--json")});
    QCOMPARE(json.code, 0);
    const QJsonObject one = QJsonDocument::fromJson(json.output).object();
    QCOMPARE(one.keys(),
             words("advice allocated attachments content_unseen created domain evidence hidden holders inode "
                   "interrupted_removal_of kernel_users key kind links maker message_bytes messages "
                   "mode modified name namesake "
                   "owner place schema second_name semaphore_value semaphore_waiters size unlinked use verdict"));
    QVERIFY(one.value(QLatin1String("evidence")).toArray().size() > 1);
    const test::TemporaryName exchange;
    test::Peer server(QStringLiteral("shmlab"),
                      words("server") + QStringList{test::text(exchange)}
                          + words("--headless --turns forever --period 5ms"));
    QVERIFY(!server.readLine().isEmpty());
    const Ended liveJson = run({QStringLiteral("objects"), test::text(exchange), QStringLiteral("--json")});
    const QJsonObject live = QJsonDocument::fromJson(liveJson.output).object();
    QCOMPARE(live.value(QLatin1String("kind")).toString(), QStringLiteral("Shmlab exchange"));
    QVERIFY(live.value(QLatin1String("server")).toInt() > 0);
    QCOMPARE(live.value(QLatin1String("server_presence"))[QLatin1String("pid")].toInt(), int{server.pid()});
    server.signal(SIGINT);
    (void)server.waitForEnd();
}

void ObjectsTest::exitCodes_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<int>("code");
    QTest::newRow("objects, missing") << QStringLiteral("objects %1") << 3;
    QTest::newRow("objects as JSON, missing") << QStringLiteral("objects %1 --json") << 3;
    QTest::newRow("dump, missing") << QStringLiteral("dump %1") << 3;
    QTest::newRow("rm, missing") << QStringLiteral("rm %1") << 3;
    QTest::newRow("rm --force, missing") << QStringLiteral("rm %1 --force") << 3;
    QTest::newRow("rm without a name") << QStringLiteral("rm") << 2;
    QTest::newRow("dump without a name") << QStringLiteral("dump") << 2;
    QTest::newRow("dump, invalid offset") << QStringLiteral("dump %1 --offset x") << 2;
    QTest::newRow("JSON and CSV") << QStringLiteral("objects --json --csv") << 2;
    QTest::newRow("CSV of one object") << QStringLiteral("objects %1 --csv") << 2;
    QTest::newRow("interval of one look") << QStringLiteral("objects --interval 1s") << 2;
    QTest::newRow("rm --yes with a name") << QStringLiteral("rm %1 --yes") << 2;
}

void ObjectsTest::exitCodes()
{
    QFETCH(QString, arguments);
    QFETCH(int, code);
    const ObjectName missing = test::objectName();
    const Ended ended =
        run(QString(arguments).replace(QLatin1String("%1"), test::text(missing)).split(QLatin1Char(' ')));
    QCOMPARE(ended.code, code);
    QVERIFY(ended.output.isEmpty());
    QCOMPARE(ended.messages.count('\n'), 1);
    QVERIFY(ended.messages.startsWith("shmlab: "));
}

void ObjectsTest::dumpsAsHexdumpDoes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a byte") << QByteArray("a");
    QTest::newRow("a row") << QByteArray("0123456789abcdef");
    QTest::newRow("a row and a byte") << QByteArray("0123456789abcdefg");
    QTest::newRow("every byte") << everyByte();
    QTest::newRow("zeros") << QByteArray(4096, '\0');
    QTest::newRow("zeros and a part of a row") << QByteArray(4103, '\0');
    QTest::newRow("equal rows") << QByteArray(16, 'a') + QByteArray(160, 'b') + QByteArray(32, 'a');
    QTest::newRow("equal rows over several buffers") << QByteArray(300'000, 'x') + "y";
    QTest::newRow("two equal rows") << QByteArray(32, 'a') + "b";
    QTest::newRow("zeros between") << QByteArray("a") + QByteArray(200'000, '\0') + "b" + QByteArray(70'000, '\0');
}

void ObjectsTest::dumpsAsHexdumpDoes()
{
    QFETCH(QByteArray, bytes);
    const test::LeftObject name(bytes.size(), bytes.toStdString());
    const Ended ended = run({QStringLiteral("dump"), test::text(name)});
    QCOMPARE(ended.code, 0);
    if (!bytes.isEmpty())
        QCOMPARE(ended.output, hexdump(bytes));
    const QString tool = QStandardPaths::findExecutable(QStringLiteral("hexdump"));
    if (tool.isEmpty())
        return;
    QCOMPARE(ended.output, runProgram(tool, {QStringLiteral("-C"), QString::fromStdString(name.path())}).output);
}

void ObjectsTest::dumpsParts_data()
{
    QTest::addColumn<QString>("offset");
    QTest::addColumn<QString>("length");
    QTest::addColumn<int>("begin");
    QTest::addColumn<int>("end");
    QTest::newRow("from an offset") << QStringLiteral("16") << QString() << 16 << 256;
    QTest::newRow("a few") << QStringLiteral("0x10+8*3") << QStringLiteral("2*4") << 40 << 48;
    QTest::newRow("the last") << QStringLiteral("end-16") << QString() << 240 << 256;
    QTest::newRow("beyond the end") << QStringLiteral("250") << QStringLiteral("1G") << 250 << 256;
    QTest::newRow("the first") << QString() << QStringLiteral("3") << 0 << 3;
    QTest::newRow("half") << QStringLiteral("end/2") << QStringLiteral("end/4") << 128 << 192;
    QTest::newRow("intermediate value beyond the end")
        << QStringLiteral("end+16-32") << QStringLiteral("end*2/16") << 240 << 256;
    QTest::newRow("at the end") << QStringLiteral("end") << QString() << 256 << 256;
}

void ObjectsTest::dumpsParts()
{
    QFETCH(QString, offset);
    QFETCH(QString, length);
    QFETCH(int, begin);
    QFETCH(int, end);
    const test::LeftObject name(256, everyByte().toStdString());
    QStringList arguments{QStringLiteral("dump"), test::text(name)};
    if (!offset.isEmpty())
        arguments += {QStringLiteral("--offset"), offset};
    if (!length.isEmpty())
        arguments += {QStringLiteral("--length"), length};
    const QByteArray part = everyByte().mid(begin, end - begin);
    const Ended hex = run(arguments);
    QCOMPARE(hex.code, 0);
    if (!part.isEmpty())
        QCOMPARE(hex.output, hexdump(part, begin));
    const Ended raw = run(arguments + QStringList{QStringLiteral("--raw")});
    QCOMPARE(raw.code, 0);
    QCOMPARE(raw.output, part);
}

void ObjectsTest::refusesToDumpBeyondTheEnd()
{
    const test::LeftObject name(256, everyByte().toStdString());
    const Ended ended =
        run({QStringLiteral("dump"), test::text(name), QStringLiteral("--offset"), QStringLiteral("4G")});
    QCOMPARE(ended.code, 2);
    QVERIFY(ended.output.isEmpty());
    QVERIFY2(ended.messages.contains("offset 4G is beyond the end"), ended.messages.constData());
}

void ObjectsTest::twoInodesWithOneName()
{
    const test::TemporaryName name;
    test::FaultPeer old;
    QVERIFY(old.create(name));
    QVERIFY(old.execute("poke 0 1684234849") > 0); // "abcd"
    QCOMPARE(old.execute("unlink", name), 0);
    const QStringList dump{QStringLiteral("dump"), test::text(name), QStringLiteral("--length"), QStringLiteral("4"),
                           QStringLiteral("--raw")};
    QCOMPARE(run(dump).output, QByteArray("abcd")); // an unlinked object is found through its holder
    test::leave(name, 4096, "new!");
    QCOMPARE(run(dump).output, QByteArray("new!"));
    const QByteArray table = run(words("objects --headless")).output;
    QVERIFY(!lineOf(table, shown(name) + QStringLiteral(" (two inodes under one name)")).isEmpty());
    QVERIFY(!lineOf(table, shown(name) + QStringLiteral(" (unlinked) (two inodes under one name)")).isEmpty());
    QVERIFY(entryOf(run(objectsJson()).output, shown(name)).value(QLatin1String("namesake")).toBool());
}

void ObjectsTest::dumpsRaw()
{
    const test::TemporaryName name;
    QByteArray bytes;
    for (int i = 0; i < 1000; ++i)
        bytes += everyByte();
    test::leave(name, bytes.size(), bytes.toStdString());
    const Ended ended = run({QStringLiteral("dump"), test::text(name), QStringLiteral("--raw")});
    QCOMPARE(ended.code, 0);
    QVERIFY(ended.output == bytes);
    const Ended wrong =
        run({QStringLiteral("dump"), test::text(name), QStringLiteral("--offset"), QStringLiteral("0-1")});
    QCOMPARE(wrong.code, 2);
}

void ObjectsTest::fault37_hugeSparseObjectsAreDumpedQuickly()
{
    constexpr off_t huge = off_t{1} << 62;
    const test::LeftObject name(huge, "far", huge / 2 + 5);
    QElapsedTimer clock;
    clock.start();
    const Ended ended = run({QStringLiteral("dump"), test::text(name)});
    QVERIFY2(clock.elapsed() < 10'000, qPrintable(QString::number(clock.elapsed())));
    QCOMPARE(ended.code, 0);
    QByteArray row = QByteArray("far").rightJustified(8, '\0') + QByteArray(8, '\0');
    const QByteArray far = hexdump(row, huge / 2).split('\n').first();
    const QList<QByteArray> lines = ended.output.trimmed().split('\n');
    QCOMPARE(
        lines,
        (QList<QByteArray>{hexdump(QByteArray(16, '\0')).split('\n').first(), "*", far,
                           hexdump(QByteArray(16, '\0'), huge / 2 + 16).split('\n').first(), "*", "4000000000000000"}));
    const Ended last = run({QStringLiteral("dump"), test::text(name), QStringLiteral("--offset"),
                            QStringLiteral("end-8"), QStringLiteral("--raw")});
    QCOMPARE(last.output, QByteArray(8, '\0'));
    QCOMPARE(statusOf({}, name)->allocatedBytes, off_t{4096});
}

void ObjectsTest::fault33_otherFilesAreNeverOpened()
{
    const ObjectName fifo = test::objectName();
    const ObjectName link = test::objectName();
    const ObjectName directory = test::objectName();
    const ObjectName target = test::objectName();
    const test::NameGuard fifoGuard(fifo);
    const test::NameGuard linkGuard(link);
    const test::NameGuard targetGuard(target);
    QCOMPARE(::mkfifo(fifo.path().c_str(), 0600), 0); // opening it would wait for a writer
    test::leave(target);
    QCOMPARE(::symlink(target.path().c_str(), link.path().c_str()), 0);
    QCOMPARE(::mkdir(directory.path().c_str(), 0700), 0);
    QElapsedTimer clock;
    clock.start();
    const QByteArray all = run(objectsJson()).output;
    for (const auto &[name, kind] : {std::pair(fifo, "FIFO"), {link, "link"}, {directory, "directory"}}) {
        const QJsonObject entry = entryOf(all, shown(name));
        QCOMPARE(entry.value(QLatin1String("verdict")).toString(), QStringLiteral("NO-OBJECT"));
        QCOMPARE(entry.value(QLatin1String("kind")).toString().toLower(), QString::fromLatin1(kind).toLower());
        for (const char *command : {"dump", "rm", "rm --force"}) {
            const Ended ended = run(words(command) + QStringList{test::text(name)}, test::text(name).toUtf8() + '\n');
            QVERIFY2(ended.code != 0, command);
            QVERIFY(test::exists(name));
        }
    }
    QVERIFY2(clock.elapsed() < 20'000, qPrintable(QString::number(clock.elapsed())));
    QVERIFY(run({QStringLiteral("dump"), test::text(fifo)}).messages.contains("never opened"));
    QVERIFY(test::exists(target));
    QCOMPARE(::rmdir(directory.path().c_str()), 0);
}

void ObjectsTest::fault35_inspectionLeavesNoTrace()
{
    const test::LeftObject name(1 << 20, "x", 1 << 19);
    struct stat before{};
    struct stat now{};
    QCOMPARE(::stat(name.path().c_str(), &before), 0);
    for (const QStringList &arguments : {objectsJson(), QStringList{QStringLiteral("objects"), test::text(name)},
                                         QStringList{QStringLiteral("dump"), test::text(name)}, words("rm --stale")})
        QCOMPARE(run(arguments).code, 0);
    QCOMPARE(::stat(name.path().c_str(), &now), 0);
    QCOMPARE(now.st_blocks, before.st_blocks);
    QCOMPARE(now.st_mtim.tv_nsec, before.st_mtim.tv_nsec);
    QCOMPARE(now.st_ctim.tv_nsec, before.st_ctim.tv_nsec);
}

void ObjectsTest::fault38_namesOfAnyBytes_data()
{
    QTest::addColumn<QByteArray>("ending");
    QTest::addColumn<QByteArray>("shown");
    QTest::newRow("invalid UTF-8") << QByteArray("\xff\xfe") << QByteArray("\\xff\\xfe");
    QTest::newRow("newline") << QByteArray("\nLIVE") << QByteArray("\\x0aLIVE");
    QTest::newRow("escape") << QByteArray("\x1b[31m") << QByteArray("\\x1b[31m");
    QTest::newRow("backslash") << QByteArray("\\x41") << QByteArray("\\\\x41");
    QTest::newRow("space") << QByteArray(" a") << QByteArray(" a");
    QTest::newRow("umlaut") << QByteArray("ä") << QByteArray("ä");
}

void ObjectsTest::fault38_namesOfAnyBytes()
{
    QFETCH(QByteArray, ending);
    QFETCH(QByteArray, shown);
    const ObjectName plain = test::objectName();
    const ObjectName name = *ObjectName::parse(plain.bytes() + ending.toStdString());
    const test::NameGuard guard(name);
    const test::NameGuard plainGuard(plain); // the object to which a lossy name would lead
    test::leave(name, 5, "inner");
    test::leave(plain);
    const QString title = test::text(plain) + QString::fromUtf8(shown);
    QCOMPARE(lineOf(run(words("objects --headless")).output, title).count("UNUSED"), 1);
    QCOMPARE(entryOf(run(objectsJson()).output, title).value(QLatin1String("size")).toInt(), 5);
    QCOMPARE(run({QStringLiteral("dump"), title, QStringLiteral("--raw")}).output, QByteArray("inner"));
    QCOMPARE(run({QStringLiteral("rm"), title}).output, "removed " + title.toUtf8() + '\n');
    QVERIFY(!test::exists(name) && test::exists(plain));
}

void ObjectsTest::fault24_readerThatClosesItsEnd()
{
    const test::TemporaryName name;
    QByteArray bytes;
    for (int i = 0; i < 4000; ++i)
        bytes += everyByte();
    test::leave(name, bytes.size(), bytes.toStdString());
    for (const char *options : {"", "--raw"}) {
        const QString command =
            QStringLiteral("{ '%1' dump %2 %3; echo $? >&2; } | head -c 10 > /dev/null")
                .arg(test::program(QStringLiteral("shmlab")), test::text(name), QLatin1String(options));
        const Ended ended = runProgram(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), command});
        QCOMPARE(ended.code, 0);
        const QByteArray code = ended.messages.trimmed().split('\n').last();
        QVERIFY2(code == "1" || code == "141", ended.messages.constData()); // either is a clean end
        QVERIFY2(ended.messages.trimmed() == code, ended.messages.constData()); // a closed pipe is not reported
    }
    const QString full =
        QStringLiteral("'%1' dump %2 > /dev/full").arg(test::program(QStringLiteral("shmlab")), test::text(name));
    const Ended ended = runProgram(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), full});
    QCOMPARE(ended.code, 1);
    QVERIFY2(ended.messages.contains("ENOSPC"), ended.messages.constData());
}

SHMLAB_TEST_MAIN(ObjectsTest)
#include "tst_objects.moc"
