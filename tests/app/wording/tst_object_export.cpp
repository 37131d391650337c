// SPDX-License-Identifier: GPL-3.0-or-later
#include "staged_machine.h"

#include "wording/event_text.h"
#include "wording/json_writer.h"
#include "wording/object_export.h"
#include "wording/object_json.h"

#include <shmlab/exchange/exchange_state.h>
#include <shmlab/inspect/object_scan.h>

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>

using namespace shmlab;
using namespace shmlab::ui;
using test::cat;

namespace {

const QStringList fields{QStringLiteral("name"),
                         QStringLiteral("domain"),
                         QStringLiteral("kind"),
                         QStringLiteral("place"),
                         QStringLiteral("use"),
                         QStringLiteral("advice"),
                         QStringLiteral("verdict"),
                         QStringLiteral("maker"),
                         QStringLiteral("created"),
                         QStringLiteral("modified"),
                         QStringLiteral("size"),
                         QStringLiteral("allocated"),
                         QStringLiteral("mode"),
                         QStringLiteral("owner"),
                         QStringLiteral("inode"),
                         QStringLiteral("links"),
                         QStringLiteral("unlinked"),
                         QStringLiteral("namesake"),
                         QStringLiteral("second_name"),
                         QStringLiteral("interrupted_removal_of"),
                         QStringLiteral("holders"),
                         QStringLiteral("kernel_users"),
                         QStringLiteral("content_unseen"),
                         QStringLiteral("hidden"),
                         QStringLiteral("key"),
                         QStringLiteral("attachments"),
                         QStringLiteral("messages"),
                         QStringLiteral("message_bytes"),
                         QStringLiteral("semaphore_value"),
                         QStringLiteral("semaphore_waiters")};

QStringList sorted(QStringList list)
{
    list.sort();
    return list;
}

QJsonObject parsed(const QByteArray &text)
{
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError)
        qWarning("%s in %s", qPrintable(error.errorString()), text.constData());
    return document.object();
}

/// The only object of a document.
QJsonObject only(const std::vector<ObjectReportPtr> &reports)
{
    const QJsonObject all = parsed(objectsJson(reports));
    const QJsonArray objects = all.value(QLatin1String("objects")).toArray();
    return all.value(QLatin1String("schema")).toInt() == 1 && objects.size() == 1 ? objects.at(0).toObject()
                                                                                  : QJsonObject();
}

/// A reader of RFC 4180, independent of the writer: lines of cells; quoted ones may contain anything.
QList<QStringList> parseCsv(const QByteArray &text)
{
    QList<QStringList> lines;
    QStringList line;
    QByteArray cell;
    bool isQuoted = false;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const char letter = text[at];
        if (isQuoted) {
            if (letter != '"')
                cell += letter;
            else if (at + 1 < text.size() && text[at + 1] == '"')
                cell += text[++at];
            else
                isQuoted = false;
        } else if (letter == '"' && cell.isEmpty()) {
            isQuoted = true;
        } else if (letter == ',' || letter == '\r') {
            line += QString::fromUtf8(std::exchange(cell, {}));
            if (letter == '\r') {
                lines += std::exchange(line, {});
                ++at; // the line feed
            }
        } else {
            cell += letter;
        }
    }
    return lines;
}

/// The cells of the only object, by title.
QHash<QString, QString> onlyCells(const std::vector<ObjectReportPtr> &reports)
{
    const QList<QStringList> lines = parseCsv(objectsCsv(reports));
    QHash<QString, QString> cells;
    if (lines.size() != 2 || lines[0].size() != lines[1].size())
        return cells;
    for (qsizetype column = 0; column < lines[0].size(); ++column)
        cells.insert(lines[0][column], lines[1][column]);
    return cells;
}

std::shared_ptr<ObjectReport> named(const std::string &name)
{
    auto report = std::make_shared<ObjectReport>();
    report->name = name;
    report->usage.status.mode = S_IFREG;
    return report;
}

} // namespace

class ObjectExportTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyFieldOfAHeldObject();
    void unknownIsNull();
    void verdictsAndAdvice_data();
    void verdictsAndAdvice();
    void makers_data();
    void makers();
    void namesAreReversible_data();
    void namesAreReversible();
    void noCellBeginsAFormula_data();
    void noCellBeginsAFormula();
    void hiddenProcessesBehindHidepid();
    void csvHasTheSameAsJson();
    void detailsOfAnExchange();
    void nothingIsADocument();
    void eventsAsLinesAndJson();
    void textOfAnyKindIsValidJson();
};

void ObjectExportTest::everyFieldOfAHeldObject()
{
    const auto &[folder, proc, roots] = test::FakeMachine();
    folder.create("object", 8192, "content");
    const auto status = folder.stat("object");
    proc.add(cat, "cat \"x\"");
    proc.put(cat, "status", "Name:\tcat\nUid:\t12345\t12345\t12345\t12345\n");
    proc.put(cat, "cmdline", std::string("cat\0a b\0--x=\"y\"\0", 16));
    proc.open(cat, 3, folder.pathOf("object"), "flags:\t0100002\nlock:\t1: OFDLCK ADVISORY  WRITE -1 00:1c:1 10 19\n");
    proc.map(cat, folder.pathOf("object"), test::identityOf(status), folder.pathOf("object"));
    const auto scan = scanObjects(InspectCalls(roots), probeExchange);
    QVERIFY(scan);
    const QJsonObject object = only(scan->reports);
    QCOMPARE(object.keys(), sorted(fields));
    const auto text = [&](const char *name) { return object.value(QLatin1String(name)).toString(); };
    const auto number = [&](const char *name) { return object.value(QLatin1String(name)).toInteger(-1); };
    QCOMPARE(text("name"), QStringLiteral("/object"));
    QCOMPARE(text("kind"), QStringLiteral("unknown"));
    QCOMPARE(text("domain"), QStringLiteral("posix"));
    QCOMPARE(text("place"), QString::fromStdString(roots.shm));
    QCOMPARE(text("use"), QStringLiteral("IN-USE"));
    QVERIFY(object.value(QLatin1String("advice")).isNull());
    QCOMPARE(text("verdict"), QStringLiteral("LIVE"));
    QVERIFY(object.value(QLatin1String("maker")).isNull());
    QCOMPARE(number("modified"), qint64{status.st_mtim.tv_sec});
    QCOMPARE(number("created"), scan->reports.at(0)->status().createdSeconds);
    QCOMPARE(number("size"), qint64{8192});
    QCOMPARE(number("allocated"), qint64{status.st_blocks * 512});
    QCOMPARE(text("mode"), QStringLiteral("0600"));
    QCOMPARE(text("owner"), QString::number(status.st_uid));
    QCOMPARE(number("inode"), static_cast<qint64>(status.st_ino));
    QCOMPARE(number("links"), qint64{1});
    for (const char *name : {"unlinked", "namesake", "second_name"}) {
        QVERIFY(object.value(QLatin1String(name)).isBool());
        QVERIFY(!object.value(QLatin1String(name)).toBool());
    }
    QCOMPARE(number("hidden"), qint64{scan->hiddenProcesses});
    const QJsonArray holders = object.value(QLatin1String("holders")).toArray();
    QCOMPARE(holders.size(), 1);
    const QJsonObject holder = holders.at(0).toObject();
    QCOMPARE(holder.keys(), sorted(QStringLiteral("pid program command_line user how range").split(QLatin1Char(' '))));
    QCOMPARE(holder.value(QLatin1String("pid")).toInt(), int{cat});
    QCOMPARE(holder.value(QLatin1String("program")).toString(), QStringLiteral("cat \"x\""));
    QCOMPARE(holder.value(QLatin1String("command_line")).toString(), QStringLiteral("cat a b --x=\"y\""));
    QCOMPARE(holder.value(QLatin1String("user")).toString(), QStringLiteral("12345"));
    QCOMPARE(holder.value(QLatin1String("how")).toArray(),
             (QJsonArray{QStringLiteral("maps rw"), QStringLiteral("open rw"), QStringLiteral("locks 10-19")}));
    QCOMPARE(holder.value(QLatin1String("range")).toArray(), (QJsonArray{0, 4096}));
}

void ObjectExportTest::unknownIsNull()
{
    const auto report = named("gone");
    report->hasName = false;
    report->isStatusKnown = false;
    report->usage.status.sizeBytes = 4096;
    Holder holder;
    holder.process.pid = 5;
    holder.opens = true;
    holder.opensReadable = true;
    report->usage.processScan = {.holders = {holder}, .isHiddenCountKnown = false};
    const QJsonObject object = only({report});
    QCOMPARE(object.keys(), sorted(fields)); // each is there
    for (const char *name : {"maker", "created", "modified", "allocated", "mode", "owner", "links", "hidden"})
        QVERIFY2(object.value(QLatin1String(name)).isNull(), name);
    QVERIFY(object.value(QLatin1String("unlinked")).toBool());
    QVERIFY(object.value(QLatin1String("holders"))[0][QLatin1String("range")].isNull());
    const auto cells = onlyCells({report});
    for (const char *name : {"maker_pid", "maker_alive", "created", "allocated", "owner", "hidden"})
        QCOMPARE(cells.value(QLatin1String(name), QStringLiteral("missing")), QString());
}

void ObjectExportTest::verdictsAndAdvice_data()
{
    QTest::addColumn<Verdict>("verdict");
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("isAdvice");
    const auto row = [](Verdict verdict, const char *name, bool isAdvice) {
        QTest::newRow(name) << verdict << QString::fromLatin1(name) << isAdvice;
    };
    row(Verdict::Live, "LIVE", false);
    row(Verdict::Stalled, "STALLED", false);
    row(Verdict::Stopped, "STOPPED", false);
    row(Verdict::Orphaned, "ORPHANED", false);
    row(Verdict::Stale, "STALE", true);
    row(Verdict::Unused, "UNUSED", true);
    row(Verdict::NotAnObject, "NO-OBJECT", false);
    row(Verdict::Unknown, "UNKNOWN", false);
}

void ObjectExportTest::verdictsAndAdvice()
{
    QFETCH(Verdict, verdict);
    QFETCH(QString, name);
    QFETCH(bool, isAdvice);
    const auto report = named("a");
    report->usage.verdict = verdict;
    const QJsonObject object = only({report});
    QCOMPARE(object.value(QLatin1String("verdict")).toString(), name);
    const QJsonValue advice = object.value(QLatin1String("advice"));
    QCOMPARE(advice.isNull(), !isAdvice);
    QCOMPARE(advice.toString(), isAdvice ? name : QString());
}

void ObjectExportTest::makers_data()
{
    QTest::addColumn<int>("source");
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("isAlive");
    QTest::newRow("name, alive") << static_cast<int>(Maker::Source::Name) << QStringLiteral("name") << true;
    QTest::newRow("presence, gone") << static_cast<int>(Maker::Source::Presence) << QStringLiteral("presence") << false;
    QTest::newRow("timeline, gone") << static_cast<int>(Maker::Source::Timeline) << QStringLiteral("timeline") << false;
}

void ObjectExportTest::makers()
{
    QFETCH(int, source);
    QFETCH(QString, name);
    QFETCH(bool, isAlive);
    const auto report = named("a");
    report->maker = Maker{.pid = 77, .source = static_cast<Maker::Source>(source)};
    if (isAlive)
        report->maker->process = Process{.pid = 77, .program = "=cmd\n"};
    const QJsonObject maker = only({report}).value(QLatin1String("maker")).toObject();
    QCOMPARE(maker.keys(), QStringLiteral("alive pid program source").split(QLatin1Char(' ')));
    QCOMPARE(maker.value(QLatin1String("pid")).toInt(), 77);
    QCOMPARE(maker.value(QLatin1String("source")).toString(), name);
    QCOMPARE(maker.value(QLatin1String("alive")).toBool(!isAlive), isAlive);
    QCOMPARE(maker.value(QLatin1String("program")).isNull(), !isAlive);
    const auto cells = onlyCells({report});
    QCOMPARE(cells.value(QStringLiteral("maker_pid")), QStringLiteral("77"));
    QCOMPARE(cells.value(QStringLiteral("maker_source")), name);
    QCOMPARE(cells.value(QStringLiteral("maker_alive")), isAlive ? QStringLiteral("true") : QStringLiteral("false"));
    QCOMPARE(cells.value(QStringLiteral("maker_program")), isAlive ? QStringLiteral("\\x3dcmd\\x0a") : QString());
}

void ObjectExportTest::namesAreReversible_data()
{
    QTest::addColumn<QByteArray>("name");
    QByteArray every;
    for (int byte = 1; byte < 256; ++byte) {
        if (byte != '/')
            every += static_cast<char>(byte);
    }
    QTest::newRow("every byte") << every;
    QTest::newRow("quotes and commas") << QByteArray("a\"b,c;d'e");
    QTest::newRow("lines") << QByteArray("a\r\nb\n");
    QTest::newRow("an escape as it is typed") << QByteArray("a\\x41");
    QTest::newRow("Japanese") << QByteArray("共有メモリ");
    QTest::newRow("not UTF-8") << QByteArray("\xe3\x81\xff\xfe");
    QTest::newRow("a formula") << QByteArray("=1+1");
    QTest::newRow("in a directory") << QByteArray("d/f");
}

void ObjectExportTest::namesAreReversible()
{
    QFETCH(QByteArray, name);
    const auto report = named(name.toStdString());
    const std::string expected = '/' + name.toStdString();
    QCOMPARE(unescape(only({report}).value(QLatin1String("name")).toString().toStdString()), expected);
    QCOMPARE(unescape(onlyCells({report}).value(QStringLiteral("name")).toStdString()), expected);
    QCOMPARE(unescape(parsed(detailedJson(*report)).value(QLatin1String("name")).toString().toStdString()), expected);
}

void ObjectExportTest::noCellBeginsAFormula_data()
{
    QTest::addColumn<QByteArray>("program");
    for (const char *program : {"=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "=", "-"})
        QTest::newRow(program) << QByteArray(program);
}

void ObjectExportTest::noCellBeginsAFormula()
{
    QFETCH(QByteArray, program);
    const auto report = named(program.toStdString());
    report->maker =
        Maker{.pid = 7, .source = Maker::Source::Name, .process = Process{.program = program.toStdString()}};
    Holder holder;
    holder.process = {.pid = 7, .commandLine = program.toStdString(), .program = program.toStdString()};
    report->usage.processScan.holders = {holder};
    const QStringList cells = parseCsv(objectsCsv({report})).value(1);
    QVERIFY(!cells.isEmpty());
    for (const QString &cell : cells) {
        QVERIFY2(cell.isEmpty() || !QStringLiteral("=+-@\t\r").contains(cell.front()), qPrintable(cell));
    }
    const QString told = onlyCells({report}).value(QStringLiteral("maker_program"));
    QCOMPARE(unescape(told.toStdString()), program.toStdString());
}

void ObjectExportTest::hiddenProcessesBehindHidepid()
{
    const auto &[folder, proc, roots] = test::FakeMachine();
    folder.create("object");
    const auto hidden = [&machine = roots] {
        const auto scan = scanObjects(InspectCalls(machine));
        return scan ? only(scan->reports).value(QLatin1String("hidden")) : QJsonValue();
    };
    QCOMPARE(hidden(), QJsonValue(0));
    proc.end(1); // as hidepid does: not even the first process is listed
    QVERIFY(hidden().isNull());
}

void ObjectExportTest::csvHasTheSameAsJson()
{
    const auto &[folder, proc, roots] = test::FakeMachine();
    folder.create("a,b", 8192, "x");
    folder.create("psm_c\"d\"", 0);
    proc.add(cat, "cat");
    proc.open(cat, 3, folder.pathOf("a,b"));
    const auto scan = scanObjects(InspectCalls(roots));
    QVERIFY(scan);
    const QJsonArray objects = parsed(objectsJson(scan->reports)).value(QLatin1String("objects")).toArray();
    const QByteArray csv = objectsCsv(scan->reports);
    const QList<QStringList> lines = parseCsv(csv);
    QCOMPARE(lines.size(), objects.size() + 1);
    QCOMPARE(csv.count("\r\n"), csv.count('\n')); // RFC 4180
    QStringList titles;
    for (const QString &field : fields) {
        const QStringList parts =
            QStringLiteral("maker_pid maker_program maker_source maker_alive").split(QLatin1Char(' '));
        titles += field == QLatin1String("maker") ? parts : QStringList{field};
    }
    QCOMPARE(lines.first(), titles);
    for (qsizetype row = 0; row < objects.size(); ++row) {
        for (const QString &field : fields) {
            if (field == QLatin1String("maker"))
                continue; // see makers()
            const QJsonValue value = objects.at(row).toObject().value(field);
            const QString cell = lines.at(row + 1).at(titles.indexOf(field));
            if (value.isArray())
                QCOMPARE(QJsonDocument::fromJson(cell.toUtf8()).array(), value.toArray());
            else
                QCOMPARE(cell, value.isNull() ? QString() : value.toVariant().toString());
        }
    }
}

void ObjectExportTest::detailsOfAnExchange()
{
    const test::StagedMachine machine;
    machine.leave(test::objectName(), 4096, std::string_view("\5\0\0\0\4\0\0\0", 8));
    const auto scan = scanObjects(machine.calls(), probeExchange);
    QVERIFY(scan);
    const QByteArray text = detailedJson(*scan->reports.at(0));
    const QJsonObject object = parsed(text);
    QCOMPARE(object.keys(), sorted(fields + QStringLiteral("schema server client evidence").split(QLatin1Char(' '))));
    QVERIFY(text.startsWith("{\"schema\":1,\"name\":\"/"));
    QVERIFY(!text.contains('\n'));
    QCOMPARE(object.value(QLatin1String("server")).toInt(), 5);
    QCOMPARE(object.value(QLatin1String("client")).toInt(), 4);
    QVERIFY(object.value(QLatin1String("evidence")).toArray().size() > 1);
    QCOMPARE(object.value(QLatin1String("kind")).toString(), QStringLiteral("possible exchange"));
}

void ObjectExportTest::nothingIsADocument()
{
    const QJsonObject all = parsed(objectsJson({}));
    QCOMPARE(all.value(QLatin1String("objects")), QJsonValue(QJsonArray()));
    QCOMPARE(all.value(QLatin1String("schema")).toInt(), 1);
    QCOMPARE(parseCsv(objectsCsv({})).size(), 1);
}

void ObjectExportTest::eventsAsLinesAndJson()
{
    const auto time = std::chrono::system_clock::time_point(std::chrono::milliseconds(1'700'000'000'123));
    ObjectEvent event{.what = ObjectEvent::What::Grown, .time = time, .name = "a\nb"};
    event.by = Actor{.pid = 12, .process = Process{.pid = 12, .program = "dd\""}};
    event.sizeBefore = 4096;
    event.sizeNow = 12288;
    event.inode = 99;
    const QString line = eventLine(event);
    QVERIFY2(line.endsWith(QStringLiteral(".123  /a\\x0ab: grown to 12,288 bytes (+8,192) by dd\" (pid 12)")),
             qPrintable(line));
    const QJsonObject object = parsed(eventJson(event));
    QCOMPARE(object.keys(),
             sorted(QStringLiteral("schema time_ms event name by size_before size inode").split(QLatin1Char(' '))));
    QCOMPARE(object.value(QLatin1String("time_ms")).toInteger(), qint64{1'700'000'000'123});
    QCOMPARE(object.value(QLatin1String("event")).toString(), QStringLiteral("grown"));
    QCOMPARE(object.value(QLatin1String("by"))[QLatin1String("program")].toString(), QStringLiteral("dd\""));
    event.by->process.reset();
    QVERIFY(eventLine(event).endsWith(QStringLiteral("by pid 12 (gone)")));
    QVERIFY(parsed(eventJson(event)).value(QLatin1String("by"))[QLatin1String("program")].isNull());
    event.by.reset();
    QVERIFY(eventLine(event).endsWith(QStringLiteral("grown to 12,288 bytes (+8,192)")));
    QSet<QString> words;
    for (int what = 0; what <= static_cast<int>(ObjectEvent::What::EventsLost); ++what) {
        const ObjectEvent each{.what = static_cast<ObjectEvent::What>(what), .time = time, .name = "a"};
        words.insert(eventLine(each));
        words.insert(parsed(eventJson(each)).value(QLatin1String("event")).toString());
        QVERIFY(!eventLine(each).contains(QLatin1Char('\n')));
    }
    QCOMPARE(words.size(), 2 * (static_cast<int>(ObjectEvent::What::EventsLost) + 1)); // each has words of its own
}

void ObjectExportTest::textOfAnyKindIsValidJson()
{
    QString text;
    for (char16_t letter = 0; letter < 0x100; ++letter)
        text += QChar(letter);
    text += QStringLiteral("共有メモリ😀");
    JsonWriter json;
    json.beginObject();
    json.field("text", text);
    json.field("number", std::int64_t{-5});
    json.key("list");
    json.beginArray();
    json.breakLine();
    json.value(true);
    json.breakLine();
    json.null();
    json.endArray();
    json.endObject();
    const QJsonObject object = parsed(json.take());
    QCOMPARE(object.value(QLatin1String("text")).toString(), text);
    QCOMPARE(object.value(QLatin1String("number")).toInt(), -5);
    QCOMPARE(object.value(QLatin1String("list")).toArray(), (QJsonArray{true, QJsonValue()}));
}

SHMLAB_TEST_MAIN(ObjectExportTest)
#include "tst_object_export.moc"
