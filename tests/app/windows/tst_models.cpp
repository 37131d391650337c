// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"
#include "windows/exchange/recent_rate.h"
#include "windows/exchange/system_call_model.h"
#include "windows/exchange/turn_log_model.h"
#include "wording/format.h"

#include <QAbstractItemModelTester>
#include <QBuffer>
#include <QCoreApplication>
#include <QLocale>
#include <QSignalSpy>

using namespace shmlab;
using namespace shmlab::ui;
using namespace std::chrono_literals;

namespace {

std::deque<TurnRecord> turns(std::uint64_t first, std::size_t count)
{
    std::deque<TurnRecord> records;
    for (std::size_t i = 0; i < count; ++i)
        records.push_back(
            {.turn = {.number = first + i, .own = static_cast<Counter>(i), .wrote = i % 2 == 0}, .time = 1500ms});
    return records;
}

} // namespace

class ModelsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void turnLogGrowsAndStaysBounded();
    void turnLogAsCsv();
    void onlyTurnsSayTaller_data();
    void onlyTurnsSayTaller();
    void rateIsThatOfTheRecentPast();
    void routineCallsAreHidden();
    void everyCallHasADescription();
    void durations_data();
    void durations();
    void countsOfAnAxis_data();
    void countsOfAnAxis();
    void fault38_textFromOutsideIsEscaped();
};

void ModelsTest::turnLogGrowsAndStaysBounded()
{
    TurnLogModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    model.append(turns(0, 10));
    QCOMPARE(model.rowCount(), 10);
    QCOMPARE(model.index(3, TurnLogModel::TurnColumn).data().toInt(), 3);
    QCOMPARE(model.index(3, TurnLogModel::TimeColumn).data().toString(), QStringLiteral("1.500"));
    QCOMPARE(model.index(4, TurnLogModel::DescriptionColumn).data().toString(), QStringLiteral("I am taller."));
    model.append(turns(10, maxLoggedTurns - 5));
    QCOMPARE(model.rowCount(), static_cast<int>(maxLoggedTurns));
    QCOMPARE(model.index(0, TurnLogModel::TurnColumn).data().toInt(), 5);
    model.append(turns(200'000, maxLoggedTurns + 7));
    QCOMPARE(model.rowCount(), static_cast<int>(maxLoggedTurns));
    QCOMPARE(model.index(0, TurnLogModel::TurnColumn).data().toInt(), 200'007);
    model.append({});
    model.clear();
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(resets.count(), 0); // rows come and go precisely
}

void ModelsTest::turnLogAsCsv()
{
    TurnLogModel model;
    auto records = turns(7, 2);
    records[1].turn.anomaly = CounterAnomaly::Reset;
    model.append(records);
    QBuffer buffer;
    QVERIFY(buffer.open(QIODevice::WriteOnly));
    QVERIFY(model.writeCsv(buffer));
    QCOMPARE(buffer.data(),
             QByteArray("turn,time_s,own,other,wrote,event\n7,1.500000,0,0,true,\n8,1.500000,1,0,false,own-reset\n"));
    QBuffer closed;
    QVERIFY(closed.open(QIODevice::ReadOnly));
    QTest::ignoreMessage(QtWarningMsg, "QIODevice::write (QBuffer): ReadOnly device");
    QVERIFY(!model.writeCsv(closed));
}

void ModelsTest::onlyTurnsSayTaller_data()
{
    QTest::addColumn<TurnRecord::Kind>("kind");
    QTest::addColumn<QString>("number");
    QTest::addColumn<QString>("story");
    QTest::addColumn<QByteArray>("csv");
    using enum TurnRecord::Kind;
    QTest::newRow("a turn") << Turn << QStringLiteral("3") << QStringLiteral("I am taller.")
                            << QByteArray("3,1.500000,8,7,true,\n");
    QTest::newRow("found") << Joined << QString() << QStringLiteral("joined") << QByteArray(",1.500000,8,7,,joined\n");
    QTest::newRow("the peer") << PeerWrote << QString() << QStringLiteral("the peer wrote its counter")
                              << QByteArray(",1.500000,8,7,,peer-wrote\n");
    QTest::newRow("somebody else") << OwnOverwritten << QString() << QStringLiteral("another process wrote my counter")
                                   << QByteArray(",1.500000,8,7,,own-changed\n");
    QTest::newRow("full speed") << Sample << QStringLiteral("3") << QStringLiteral("sample at full speed")
                                << QByteArray("3,1.500000,8,7,,sample\n");
}

void ModelsTest::onlyTurnsSayTaller()
{
    QFETCH(TurnRecord::Kind, kind);
    TurnLogModel model;
    model.append({{.turn = {.number = 3, .own = 8, .peer = 7, .wrote = true}, .time = 1500ms, .kind = kind}});
    QTEST(model.index(0, TurnLogModel::TurnColumn).data().toString(), "number");
    QTEST(model.index(0, TurnLogModel::DescriptionColumn).data().toString(), "story");
    QBuffer buffer;
    QVERIFY(buffer.open(QIODevice::WriteOnly) && model.writeCsv(buffer));
    QTEST(buffer.data().mid(buffer.data().indexOf('\n') + 1), "csv");
}

void ModelsTest::rateIsThatOfTheRecentPast()
{
    RecentRate rate;
    QCOMPARE(rate.perSecond(), 0);
    for (int i = 0; i <= 80; ++i) // two hand-overs a second, which come in pairs
        rate.add(i * 250ms, static_cast<std::uint64_t>(i / 4) * 2);
    QVERIFY2(std::abs(rate.perSecond() - 2) <= 0.2, qPrintable(QString::number(rate.perSecond())));
    for (int i = 1; i <= 8; ++i) // then fast: after a second it is no longer an average with the slow past
        rate.add(20s + i * 250ms, 40 + static_cast<std::uint64_t>(i) * 250'000);
    QVERIFY2(std::abs(rate.perSecond() - 1e6) <= 1e4, qPrintable(QString::number(rate.perSecond())));
}

void ModelsTest::routineCallsAreHidden()
{
    SystemCallModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const CallRecord record{.call = Call::ShmOpen,
                            .arguments = "\"/x\", O_RDWR, 00",
                            .result = -1,
                            .errorNumber = ENOENT,
                            .start = {},
                            .duration = 12'345ns};
    model.add({{record, false}, {record, true}});
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.index(0, SystemCallModel::CallColumn).data().toString(), QStringLiteral("shm_open"));
    QCOMPARE(model.index(0, SystemCallModel::ResultColumn).data().toString(), QStringLiteral("-1 ENOENT"));
    QCOMPARE(model.index(0, SystemCallModel::DurationColumn).data().toString(), QStringLiteral("12.3 µs"));
    model.setShowsRoutine(true);
    model.add({{record, true}});
    QCOMPARE(model.rowCount(), 2);
    model.clear();
    QCOMPARE(model.rowCount(), 0);
}

void ModelsTest::everyCallHasADescription()
{
    for (int call = static_cast<int>(Call::ShmOpen); call <= static_cast<int>(Call::Clone); ++call) {
        const CallRecord record{.call = static_cast<Call>(call),
                                .arguments = {},
                                .result = 0,
                                .errorNumber = 0,
                                .start = {},
                                .duration = {}};
        QVERIFY2(!format::callDescription(record).isEmpty(), callName(record.call));
    }
}

void ModelsTest::durations_data()
{
    QTest::addColumn<qint64>("nanoseconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("nanoseconds") << qint64{850} << QStringLiteral("850 ns");
    QTest::newRow("microseconds") << qint64{12'300} << QStringLiteral("12.3 µs");
    QTest::newRow("milliseconds") << qint64{4'560'000} << QStringLiteral("4.56 ms");
    QTest::newRow("seconds") << qint64{1'200'000'000} << QStringLiteral("1.2 s");
}

void ModelsTest::durations()
{
    QFETCH(qint64, nanoseconds);
    QFETCH(QString, text);
    QCOMPARE(format::duration(std::chrono::nanoseconds(nanoseconds)), text);
}

void ModelsTest::countsOfAnAxis_data()
{
    QTest::addColumn<double>("number");
    QTest::addColumn<QString>("text");
    QTest::newRow("one") << 1.0 << QStringLiteral("1");
    QTest::newRow("thousands") << 8000.0 << QStringLiteral("8000");
    QTest::newRow("ten thousand") << 1e4 << QStringLiteral("10⁴");
    QTest::newRow("between powers") << 4e5 << QStringLiteral("4×10⁵");
    QTest::newRow("nearly a power") << 999'999.999'999'999 << QStringLiteral("10⁶");
    QTest::newRow("two digits") << 1e12 << QStringLiteral("10¹²");
}

void ModelsTest::countsOfAnAxis()
{
    QFETCH(double, number);
    QFETCH(QString, text);
    QCOMPARE(format::powerOfTen(number), text);
}

void ModelsTest::fault38_textFromOutsideIsEscaped()
{
    const auto name = ObjectName::parse("/<b>\x1b[31m\n\u202e");
    QCOMPARE(format::text(*name), QStringLiteral("/<b>\\x1b[31m\\x0a\\xe2\\x80\\xae"));
    Process process;
    process.pid = 7;
    process.program = "a\nb";
    QCOMPARE(format::process(process), QStringLiteral("a\\x0ab (pid 7)"));
}

SHMLAB_TEST_MAIN(ModelsTest)
#include "tst_models.moc"
