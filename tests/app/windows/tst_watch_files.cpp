// SPDX-License-Identifier: GPL-3.0-or-later
#include "watch_fixture.h"
#include "windows/watches/watch.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace shmlab;
using namespace shmlab::ui;
using namespace std::chrono_literals;
using test::StagedObject;

namespace {

QByteArray fileOf(const QByteArray &watch)
{
    return R"({"shmlab_watches": 1, "watches": [)" + watch + "]}";
}

} // namespace

class WatchFilesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void filesKeepEverything();
    void filesAreAsDescribed();
    void missingFieldsHaveDefaults();
    void badFilesAreRefused_data();
    void badFilesAreRefused();
    void fault45_filesOfAnyBytes();
};

void WatchFilesTest::filesKeepEverything()
{
    std::vector<Watch> watches;
    for (const ValueTypeRow &row : valueTypes) {
        Watch watch = watchOf(*ObjectName::parse("/<b>\n\xff\\ä"), "\"quoted\", ä\n");
        watch.type = row.type;
        watch.offset = static_cast<qint64>(watches.size()) * 1'000'000'000'000;
        watch.count = watches.size() % 2 == 0 ? 1 : maxWatchedElements;
        watch.order = watches.size() % 3 == 0 ? std::endian::big : std::endian::little;
        watch.isHex = watches.size() % 2 == 1;
        watch.isPlotted = watches.size() % 3 == 1;
        watches.push_back(watch);
    }
    const auto read = readWatches(writeWatches(watches));
    QVERIFY2(read, qPrintable(read ? QString() : read.error()));
    QVERIFY(*read == watches);
    QVERIFY(readWatches(writeWatches({}))->empty());
}

void WatchFilesTest::filesAreAsDescribed()
{
    Watch watch = watchOf(*ObjectName::parse("/a\nb"), "speed", 64);
    watch.type = ValueType::UInt16;
    watch.count = 3;
    watch.order = std::endian::big;
    const QJsonObject file = QJsonDocument::fromJson(writeWatches({watch})).object();
    QCOMPARE(file.value(QLatin1String("shmlab_watches")).toInt(), 1);
    const QJsonObject json = file.value(QLatin1String("watches")).toArray().first().toObject();
    QCOMPARE(json,
             (QJsonObject{{QStringLiteral("label"), QStringLiteral("speed")},
                          {QStringLiteral("object"), QStringLiteral("/a\\x0ab")},
                          {QStringLiteral("offset"), 64},
                          {QStringLiteral("type"), QStringLiteral("uint16")},
                          {QStringLiteral("count"), 3},
                          {QStringLiteral("order"), QStringLiteral("big")},
                          {QStringLiteral("format"), QStringLiteral("decimal")},
                          {QStringLiteral("plotted"), false}}));
}

void WatchFilesTest::missingFieldsHaveDefaults()
{
    const auto read = readWatches(fileOf(R"({"object": "plain", "offset": 8, "type": "double"})"));
    QVERIFY(read);
    QCOMPARE(read->size(), std::size_t{1});
    Watch expected = watchOf(*ObjectName::parse("/plain"), "", 8);
    expected.type = ValueType::Double;
    QVERIFY(read->front() == expected);
    const auto far = readWatches(fileOf(R"({"object": "/a", "offset": 9007199254740993, "type": "int8"})"));
    QVERIFY(far);
    QCOMPARE(far->front().offset, qint64{9'007'199'254'740'993}); // more than a double holds exactly
    QVERIFY(readWatches(fileOf(R"({"object": "/a", "offset": 0, "type": "int8", "from a later version": [1]})")));
}

void WatchFilesTest::badFilesAreRefused_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("why");
    const auto file = [](const char *what, const QByteArray &json, const char *why) {
        QTest::newRow(what) << json << QString::fromLatin1(why);
    };
    const auto watch = [&](const char *what, const QByteArray &json, const char *why) {
        file(what, fileOf(R"({"object": "/a", "offset": 0, "type": "int32"}, )" + json), why);
    };
    file("nothing", "", "not JSON");
    file("no JSON", "watches", "not JSON: ");
    file("truncated", fileOf(R"({"object": "/a")").chopped(2), "not JSON");
    file("not an object", "[]", "not a file of watches");
    file("another object", R"({"watches": []})", "not a file of watches");
    file("of a later version", R"({"shmlab_watches": 2, "watches": []})", "later version");
    file("watches that are none", R"({"shmlab_watches": 1, "watches": 7})", "watches");
    file("no watches", R"({"shmlab_watches": 1})", "watches");
    watch("a number", "7", "watch 2: \"object\"");
    watch("no name", R"({"offset": 0, "type": "int32"})", "watch 2: \"object\"");
    watch("a name with an empty part", R"({"object": "/a//b", "offset": 0, "type": "int32"})", "watch 2: \"object\"");
    watch("no offset", R"({"object": "/a", "type": "int32"})", "watch 2: \"offset\"");
    watch("offset below 0", R"({"object": "/a", "offset": -1, "type": "int32"})", "watch 2: \"offset\"");
    watch("broken offset", R"({"object": "/a", "offset": 0.5, "type": "int32"})", "watch 2: \"offset\"");
    watch("offset as text", R"({"object": "/a", "offset": "8", "type": "int32"})", "watch 2: \"offset\"");
    watch("huge offset", R"({"object": "/a", "offset": 1e300, "type": "int32"})", "watch 2: \"offset\"");
    watch("offset beyond 2^62", R"({"object": "/a", "offset": 9223372036854775807, "type": "int32"})",
          "watch 2: \"offset\"");
    watch("no type", R"({"object": "/a", "offset": 0})", "watch 2: \"type\"");
    watch("unknown type", R"({"object": "/a", "offset": 0, "type": "int128"})", "watch 2: \"type\"");
    watch("no elements", R"({"object": "/a", "offset": 0, "type": "int32", "count": 0})", "watch 2: \"count\"");
    watch("too many elements", R"({"object": "/a", "offset": 0, "type": "int32", "count": 4097})",
          "watch 2: \"count\"");
    watch("half an element", R"({"object": "/a", "offset": 0, "type": "int32", "count": 1.5})", "watch 2: \"count\"");
    watch("unknown format", R"({"object": "/a", "offset": 0, "type": "int32", "format": "octal"})",
          "watch 2: \"format\"");
    watch("unknown order", R"({"object": "/a", "offset": 0, "type": "int32", "order": "middle"})",
          "watch 2: \"order\"");
    QByteArray many = R"({"object": "/a", "offset": 0, "type": "int8"})";
    for (int i = 0; i < 10'000; ++i)
        many += R"(,{"object": "/a", "offset": 0, "type": "int8"})";
    file("too many", fileOf(many), "more than 10000");
}

void WatchFilesTest::badFilesAreRefused()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, why);
    const auto read = readWatches(json);
    QVERIFY(!read);
    QVERIFY2(read.error().contains(why), qPrintable(read.error()));
    QVERIFY(!read.error().contains(QLatin1Char('\n')));
}

void WatchFilesTest::fault45_filesOfAnyBytes()
{
    const QByteArray good = writeWatches({watchOf(*ObjectName::parse("/a"), "ä")});
    for (qsizetype at = 0; at < good.size(); ++at) {
        for (const char wrong : {'\0', '\xff', '"', '{', '-', '9'}) {
            QByteArray bytes = good;
            bytes[at] = wrong;
            if (const auto read = readWatches(bytes))
                QVERIFY(readWatches(writeWatches(*read)) == read);
        }
    }
}

SHMLAB_GUI_TEST_MAIN(WatchFilesTest)
#include "tst_watch_files.moc"
