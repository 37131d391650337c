// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"
#include "windows/exchange/recent_rate.h"
#include "windows/exchange/run_pages.h"
#include "windows/exchange/system_call_model.h"
#include "windows/exchange/turn_log_model.h"
#include "wording/format.h"
#include "wording/glossary.h"

#include <QAbstractItemModelTester>
#include <QBuffer>
#include <QCoreApplication>
#include <QLocale>
#include <QSignalSpy>

#include <cerrno>

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

FeedBatch batch(bool isNewRun, std::size_t count)
{
    FeedBatch made;
    made.isNewRun = isNewRun;
    made.turns = turns(0, count);
    return made;
}

ObservedCall observed(Call call, const char *arguments, bool isRoutine)
{
    return {.record = {.call = call,
                       .arguments = arguments,
                       .result = 0,
                       .errorNumber = 0,
                       .start = Clock::time_point(1s),
                       .duration = 1us},
            .isRoutine = isRoutine};
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
    void repeatedCallsAreFolded();
    void foldedCallsAreUnfolded();
    void systemCallsAsCsv();
    void earlierRunsAreKept();
    void earlierRunsAreBounded();
    void everyTermIsExplained();
    void everyCallHasADescription();
    void durations_data();
    void durations();
    void ratiosHaveTwoDigits_data();
    void ratiosHaveTwoDigits();
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

void ModelsTest::repeatedCallsAreFolded()
{
    SystemCallModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const auto text = [&](int row, SystemCallModel::Column column) {
        return model.index(row, column).data().toString();
    };
    const ObservedCall open = observed(Call::ShmOpen, "\"/x\", O_RDWR, 00", false);
    const ObservedCall lock = observed(Call::Fcntl, "3, F_OFD_GETLK", true);
    const ObservedCall stat = observed(Call::Statx, "\"/dev/shm/x\"", true);
    const ObservedCall wake = observed(Call::Futex, "0x7f00, FUTEX_WAKE, 1", false);
    model.add({open, lock});
    QCOMPARE(text(0, SystemCallModel::CallColumn), QStringLiteral("shm_open"));
    QCOMPARE(text(0, SystemCallModel::TimeColumn), QStringLiteral("0.000000"));
    QCOMPARE(text(0, SystemCallModel::DurationColumn), QStringLiteral("1 µs"));
    QCOMPARE(text(1, SystemCallModel::CallColumn), QStringLiteral("fcntl")); // alone it is an ordinary row
    for (int i = 0; i < 100; ++i)
        model.add({stat, wake, lock});
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(text(1, SystemCallModel::CallColumn), QStringLiteral("▸ 201 × check"));
    QCOMPARE(text(1, SystemCallModel::ArgumentsColumn), QStringLiteral("statx × 100, fcntl × 101"));
    QCOMPARE(text(1, SystemCallModel::DurationColumn), QStringLiteral("201 µs"));
    QCOMPARE(text(2, SystemCallModel::CallColumn), QStringLiteral("▸ 100 × futex"));
    model.add({observed(Call::Munmap, "0x7f00, 4096", false), lock});
    QCOMPARE(model.rowCount(), 5); // what comes after another call is counted in a row of its own
    QCOMPARE(text(4, SystemCallModel::CallColumn), QStringLiteral("fcntl"));
    model.clear();
    QCOMPARE(model.rowCount(), 0);
}

void ModelsTest::foldedCallsAreUnfolded()
{
    SystemCallModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const ObservedCall open = observed(Call::ShmOpen, "\"/x\", O_RDWR, 00", false);
    const ObservedCall stat = observed(Call::Statx, "\"/dev/shm/x\"", true);
    model.add({open, stat, stat, stat});
    model.toggle(0); // an ordinary row
    QCOMPARE(model.rowCount(), 2);
    model.toggle(1);
    QCOMPARE(model.rowCount(), 5);
    QCOMPARE(model.index(1, SystemCallModel::CallColumn).data().toString(), QStringLiteral("▾ 3 × check"));
    QCOMPARE(model.index(4, SystemCallModel::CallColumn).data().toString().trimmed(), QStringLiteral("statx"));
    model.add({stat}); // shown at once
    QCOMPARE(model.rowCount(), 6);
    for (std::size_t i = 0; i < 2 * SystemCallModel::maxUnfolded; ++i)
        model.add({stat});
    QCOMPARE(model.rowCount(), 2 + static_cast<int>(SystemCallModel::maxUnfolded));
    model.toggle(1);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(1, SystemCallModel::CallColumn).data().toString(), QStringLiteral("▸ 104 × check"));
}

void ModelsTest::systemCallsAsCsv()
{
    SystemCallModel model;
    ObservedCall open = observed(Call::ShmOpen, "\"/x\", O_RDWR, 00", false);
    open.record.result = -1;
    open.record.errorNumber = ENOENT;
    const ObservedCall stat = observed(Call::Statx, "\"/dev/shm/x\"", true);
    model.add({open, stat, stat});
    QCOMPARE(SystemCallModel::csvHeader(), QByteArray("time_s,call,arguments,result,error,duration_ns,count\n"));
    QCOMPARE(model.csvLine(0), QByteArray("0.000000,shm_open,\"\"\"/x\"\", O_RDWR, 00\",-1,ENOENT,1000,1\n"));
    QCOMPARE(model.csvLine(1), QByteArray("0.000000,checks,\"statx × 2\",,,2000,2\n"));
    model.toggle(1);
    QCOMPARE(model.csvLine(2), QByteArray("0.000000,statx,\"\"\"/dev/shm/x\"\"\",0,,1000,\n"));
}

void ModelsTest::earlierRunsAreKept()
{
    RunPages runs;
    ExchangeStatus status;
    for (int run = 1; run <= 3; ++run) {
        status = {};
        status.runStart = Clock::time_point(std::chrono::seconds(run));
        if (run == 2)
            runs.setStatus(status, {}); // it may come before the first batch of its run
        runs.add(batch(true, 2));
        FeedBatch next = batch(false, static_cast<std::size_t>(run));
        next.page.resize(8);
        runs.add(next);
        status.end = ExchangeEnd::Stopped;
        status.turns = static_cast<std::uint64_t>(run);
        runs.setStatus(status, QString::number(run));
    }
    QCOMPARE(runs.all().size(), std::size_t{3});
    QVERIFY(runs.isCurrentShown());
    for (std::size_t index = 0; index < 3; ++index) {
        const RunPage &page = runs.all().at(index);
        QCOMPARE(page.number, static_cast<int>(index) + 1);
        QCOMPARE(page.status.turns, index + 1);
        QCOMPARE(page.summary, QString::number(index + 1));
        QCOMPARE(page.content.turns.size(), 3 + index);
        QCOMPARE(page.content.page.size(), std::size_t{8});
        QVERIFY(page.content.isNewRun); // showing it begins with empty views
    }
    runs.show(0);
    runs.add(batch(false, 1)); // of the current run, not of the one that is shown
    QCOMPARE(runs.shown().content.turns.size(), std::size_t{3});
    QVERIFY(!runs.isCurrentShown());
    runs.add(batch(true, 0));
    QVERIFY(runs.isCurrentShown());
    runs.add(batch(true, 0)); // a run that never joined, as when the name is taken, is not kept
    QCOMPARE(runs.all().size(), std::size_t{4});
    QCOMPARE(runs.shown().number, 5);
}

void ModelsTest::earlierRunsAreBounded()
{
    RunPages runs;
    for (std::size_t run = 0; run < 2 * RunPages::maxPages; ++run)
        runs.add(batch(true, 1));
    QCOMPARE(runs.all().size(), RunPages::maxPages);
    QCOMPARE(runs.shown().number, static_cast<int>(2 * RunPages::maxPages));
    for (std::size_t run = 0; run < 2 * RunPages::maxPages; ++run) {
        runs.add(batch(true, 0));
        for (int part = 0; part < 3; ++part) // more than a run keeps
            runs.add(batch(false, maxLoggedTurns / 2));
        QCOMPARE(runs.shown().content.turns.size(), maxLoggedTurns);
    }
    runs.add(batch(true, 0));
    std::size_t total = 0;
    for (const RunPage &page : runs.all())
        total += page.sizeBytes();
    QVERIFY(total <= RunPages::maxBytes);
    QVERIFY(runs.all().size() >= 3);
}

void ModelsTest::everyTermIsExplained()
{
    QStringList all;
    for (const Term term : allTerms)
        all += definitionOf(term);
    for (const char *verdict : {"LIVE", "STALLED", "STOPPED", "ORPHANED", "STALE", "NO-OBJECT", "UNKNOWN"})
        all += definitionOfVerdict(QLatin1String(verdict));
    for (const QString &definition : all)
        QVERIFY2(definition.size() > 20 && definition.endsWith(QLatin1Char('.')), qPrintable(definition));
    QCOMPARE(all.removeDuplicates(), 0);
    QVERIFY(definitionOfVerdict(QStringLiteral("no verdict")).isEmpty());
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

void ModelsTest::ratiosHaveTwoDigits_data()
{
    QTest::addColumn<double>("ratio");
    QTest::addColumn<double>("rounded");
    QTest::addColumn<QString>("text");
    QTest::newRow("not known") << 0. << 0. << QStringLiteral("–");
    QTest::newRow("close") << 1.0499 << 1.05 << QStringLiteral("1.05");
    QTest::newRow("below ten") << 9.994 << 9.99 << QStringLiteral("9.99");
    QTest::newRow("ten") << 9.996 << 10. << QStringLiteral("10");
    QTest::newRow("tens") << 24.6 << 25. << QStringLiteral("25");
    QTest::newRow("hundreds") << 618.67 << 620. << QStringLiteral("620");
}

void ModelsTest::ratiosHaveTwoDigits()
{
    QFETCH(double, ratio);
    QTEST(format::roundedRatio(ratio), "rounded");
    QTEST(format::ratio(ratio), "text");
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
