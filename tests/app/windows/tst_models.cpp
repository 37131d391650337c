// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"
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
