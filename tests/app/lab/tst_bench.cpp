// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/mechanism_runner.h"
#include "test_support.h"
#include "windows/latency/latency_window.h"
#include "wording/comparison_text.h"

#include <QApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTextBrowser>

#include <algorithm>
#include <csignal>
#include <thread>

using namespace shmlab;
using namespace shmlab::ui;
using namespace std::chrono_literals;

namespace {

/// A clock that the test sets.
struct FakeClock {
    using duration = std::chrono::nanoseconds;
    using rep = duration::rep;
    using period = duration::period;
    using time_point = std::chrono::time_point<FakeClock>;
    [[maybe_unused]] static constexpr bool is_steady = true; // every clock needs it
    static inline time_point time{};
    static time_point now() { return time; }
};

/// A channel of known latency: a round trip takes 300 ns, every tenth one 5 µs.
struct FakeChannel {
    int given = 0;
    int taken = 0;
    void send(Side) { ++given; }
    void receive(Side)
    {
        ++taken;
        FakeClock::time += taken % 10 == 0 ? 5000ns : 300ns;
    }
};

Measurement measured(std::chrono::nanoseconds roundTrip, std::chrono::nanoseconds processorTime = 0ns)
{
    Measurement measurement;
    measurement.roundTrips.add(roundTrip, 100);
    measurement.handOvers = 200;
    measurement.processorTime = processorTime;
    return measurement;
}

const std::vector<Comparison::Mechanism> twoMechanisms{{QStringLiteral("loop"), QStringLiteral("A loop"), true},
                                                       {QStringLiteral("pipe"), QStringLiteral("Pipe"), false}};

/// Runs the given functions as its two sides.
class ScriptedRun : public MechanismRun {
public:
    explicit ScriptedRun(
        std::function<void()> lead, std::function<void()> follow = [] { })
        : m_lead(std::move(lead)),
          m_follow(std::move(follow))
    {
    }
    [[nodiscard]] Histogram lead(std::uint64_t roundTrips) override
    {
        m_lead();
        Histogram histogram;
        histogram.add(1us, roundTrips);
        return histogram;
    }
    void follow(std::uint64_t) override { m_follow(); }

private:
    std::function<void()> m_lead;
    std::function<void()> m_follow;
};

IpcMechanism scripted(const std::function<void()> &lead, const std::function<void()> &follow = [] { })
{
    return {.name = QStringLiteral("scripted"), .title = QStringLiteral("Scripted"), .prepare = [=] {
                return std::make_unique<ScriptedRun>(lead, follow);
            }};
}

QJsonObject lastObject(const QByteArray &output)
{
    return QJsonDocument::fromJson(output.trimmed().split('\n').last()).object();
}

} // namespace

class ComparisonTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void clockIsReadOnceARoundTrip();
    void medians();
    void ratiosAreTakenWithinRounds();
    void limitIsTheFastestLoop();
    void sleepingIsComparedWithTheBestThatSleeps();
    void failuresAreReportedAndExcludedFromRatios();
    void twoModesAreDetected();
    void bimodalRoundsAreShown();
    void resultTravelsAsJson();
    void csvHasOneLinePerMechanism();
    void tableIsAligned();
    void explanationHasTheFiguresOfThisMachine();
    void runnerMeasuresBothSides();
    void runnerReportsFailures();
    void runnerCanBeStopped();
    void everyMechanismGivesResults();
    void interruptedKeepsWhatWasMeasured();
    void windowShowsTheComparison();
    void windowShowsFailure();
    void closingWaitsForNoProcess();
    void fault63_measurementEndsWithAKilledWindow();
};

void ComparisonTest::clockIsReadOnceARoundTrip()
{
    FakeChannel channel;
    const Histogram histogram = leadRoundTrips(channel, 1000, FakeClock());
    QCOMPARE(channel.given, 1000);
    QCOMPARE(channel.taken, 1000);
    QCOMPARE(histogram.total(), std::uint64_t{1000});
    QVERIFY(std::abs(histogram.percentile(0.5).count() - 300) <= 3);
    QVERIFY(std::abs(histogram.percentile(0.9).count() - 300) <= 3);
    QVERIFY(std::abs(histogram.percentile(0.91).count() - 5000) <= 50);
    QCOMPARE(histogram.maximum(), 5000ns);
    QCOMPARE(histogram.mean().count(), 770.0);
    followRoundTrips(channel, 5);
    QCOMPARE(channel.given, 1005);
}

void ComparisonTest::medians()
{
    QCOMPARE(medianOf({}), 0.0);
    QCOMPARE(medianOf({3}), 3.0);
    QCOMPARE(medianOf({9, 1, 4}), 4.0);
    QCOMPARE(medianOf({9, 1, 4, 6}), 5.0);
}

void ComparisonTest::ratiosAreTakenWithinRounds()
{
    // The machine becomes twice as slow from round to round, and both mechanisms with it: the ratio stays constant.
    Comparison comparison(twoMechanisms);
    for (std::size_t round = 0; round < 3; ++round) {
        const auto slow = static_cast<std::int64_t>(1 << round);
        comparison.add(0, round, measured(100ns * slow, 20us));
        comparison.add(1, round, measured(2000ns * slow, 200us));
    }
    const auto rows = comparison.rows();
    QCOMPARE(rows.size(), std::size_t{3}); // the limit, the loop, the pipe
    QCOMPARE(rows[2].rounds, std::size_t{3});
    QVERIFY(std::abs(rows[0].median.count() - 100) <= 1);
    QVERIFY(std::abs(rows[2].median.count() - 2000) <= 20);
    QCOMPARE(rows[2].lowest.count(), 1000.0);
    QCOMPARE(rows[2].highest.count(), 4000.0);
    QCOMPARE(rows[2].mean.count(), 2000.0);
    QCOMPARE(rows[2].ratioToLimit, 20.0);
    QCOMPARE(rows[0].ratioToLimit, 1.0);
    QCOMPARE(rows[0].processorTime.count(), 100.0);
    QCOMPARE(rows[2].processorTime.count(), 1000.0);
}

void ComparisonTest::limitIsTheFastestLoop()
{
    Comparison comparison({{QStringLiteral("loop-bare"), QStringLiteral("Bare loop"), true},
                           {QStringLiteral("loop-pause"), QStringLiteral("Late look"), true},
                           {QStringLiteral("pipe"), QStringLiteral("Pipe"), false}});
    for (std::size_t round = 0; round < 3; ++round) {
        comparison.add(0, round, measured(52ns));
        comparison.add(1, round, measured(round == 0 ? 100ns : 40ns)); // disturbed in one round
        comparison.add(2, round, measured(4us));
    }
    const auto rows = comparison.rows();
    QCOMPARE(rows.size(), std::size_t{4});
    QCOMPARE(rows[0].name, QStringLiteral("limit"));
    QCOMPARE(rows[0].loop, QStringLiteral("loop-pause"));
    QVERIFY(rows[0].title.contains(QStringLiteral("Late look")));
    QCOMPARE(rows[0].mean.count(), 20.0);
    QCOMPARE(rows[1].ratioToLimit, 1.3);
    QCOMPARE(rows[3].ratioToLimit, 100.0);
    const ComparisonResult result{.rows = rows};
    const auto back = comparisonFromJson(QJsonDocument(comparisonJson(result)).toJson(QJsonDocument::Compact));
    QVERIFY(back);
    QCOMPARE(back->rows[0].loop, QStringLiteral("loop-pause"));
    QVERIFY(comparisonTable(result).contains(rows[0].title));
    QVERIFY(comparisonCsv(result).contains(",loop-pause,"));
}

void ComparisonTest::sleepingIsComparedWithTheBestThatSleeps()
{
    const auto sleeping = [](const char *name) {
        return Comparison::Mechanism{
            .name = QLatin1String(name), .title = mechanismTitle(name), .sleepsEachTime = true};
    };
    Comparison comparison({{.name = QStringLiteral("loop-bare"), .title = {}, .isLimit = true},
                           sleeping("shmlab-sleep-always"),
                           sleeping("futex"),
                           sleeping("pipe")});
    QVERIFY(!comparison.sleep());
    for (std::size_t round = 0; round < 3; ++round) {
        const auto slow = static_cast<std::int64_t>(1 << round);
        comparison.add(0, round, measured(100ns * slow));
        comparison.add(1, round, measured(9us * slow));
        if (round == 0)
            QVERIFY(!comparison.sleep()); // nothing to compare it with
        comparison.add(2, round, measured(12us * slow));
        comparison.add(3, round, measured(10us * slow));
    }
    const auto sleep = comparison.sleep();
    QVERIFY(sleep);
    QCOMPARE(sleep->best, QStringLiteral("pipe"));
    QCOMPARE(sleep->ratio, 0.9);
    const ComparisonResult result{.rows = comparison.rows(), .sleep = sleep};
    QVERIFY(comparisonTable(result).contains(
        QStringLiteral("\"Shmlab, sleeping each time\" takes 0.90 times as long as \"Pipe\", the fastest of")));
    const auto back = comparisonFromJson(QJsonDocument(comparisonJson(result)).toJson(QJsonDocument::Compact));
    QVERIFY(back && back->sleep);
    QCOMPARE(back->sleep->best, QStringLiteral("pipe"));
    QCOMPARE(back->sleep->ratio, 0.9);
    QVERIFY(!comparisonFromJson(QJsonDocument(comparisonJson({})).toJson())->sleep);
}

void ComparisonTest::failuresAreReportedAndExcludedFromRatios()
{
    Comparison comparison(twoMechanisms);
    Measurement none;
    none.failure = QStringLiteral("mq_open: Permission denied");
    comparison.add(1, 0, none);
    auto rows = comparison.rows();
    QCOMPARE(rows[2].rounds, std::size_t{0});
    QCOMPARE(rows[2].failure, *none.failure);
    QCOMPARE(rows[0].rounds, std::size_t{0});
    comparison.add(1, 1, measured(2000ns)); // in a round without a limit
    rows = comparison.rows();
    QCOMPARE(rows[2].rounds, std::size_t{1});
    QCOMPARE(rows[2].ratioToLimit, 0.0);
}

void ComparisonTest::twoModesAreDetected()
{
    const auto around = [](std::initializer_list<std::pair<int, std::uint64_t>> peaks) {
        Histogram histogram;
        for (const auto &[middle, times] : peaks) {
            for (int offset = -4; offset <= 4; ++offset)
                histogram.add(std::chrono::nanoseconds(middle + offset * middle / 60), times);
        }
        return histogram;
    };
    const auto two = modesOf(around({{50, 700}, {95, 300}}));
    QVERIFY(two);
    QVERIFY(std::abs(two->low.count() - 50) < 5);
    QVERIFY(std::abs(two->high.count() - 95) < 9);
    QVERIFY(std::abs(two->highShare - 0.3) < 0.05);
    QVERIFY(modesOf(around({{6000, 150}, {20'000, 850}})));
    QVERIFY(!modesOf(around({{50, 1000}})));
    QVERIFY(!modesOf(around({{50, 950}, {95, 50}}))); // a tail
    QVERIFY(!modesOf(around({{50, 500}, {56, 500}}))); // too close
    QVERIFY(!modesOf({}));
}

void ComparisonTest::bimodalRoundsAreShown()
{
    Measurement bimodal = measured(40ns);
    bimodal.roundTrips.add(72ns, 50);
    Comparison comparison(twoMechanisms);
    comparison.add(0, 0, bimodal);
    comparison.add(0, 1, measured(40ns));
    const ComparisonResult result{.rows = comparison.rows()};
    QCOMPARE(result.rows[1].bimodalRounds, std::size_t{1});
    QVERIFY(std::abs(result.rows[1].lowMode.count() - 20) < 2);
    QVERIFY(std::abs(result.rows[1].highMode.count() - 36) < 4);
    const QString text = modesText(result.rows[1]);
    QVERIFY(text.startsWith(QStringLiteral("two modes, ")) && text.endsWith(QStringLiteral("in 1 of 2 rounds")));
    QVERIFY(comparisonTable(result).contains(text));
    const auto back = comparisonFromJson(QJsonDocument(comparisonJson(result)).toJson(QJsonDocument::Compact));
    QVERIFY(back);
    QCOMPARE(modesText(back->rows[1]), text);
    QVERIFY(modesText(back->rows[2]).isEmpty());
}

void ComparisonTest::resultTravelsAsJson()
{
    Comparison comparison(twoMechanisms);
    comparison.add(0, 0, measured(100ns, 30us));
    Measurement none;
    none.failure = QStringLiteral("why");
    comparison.add(1, 0, none);
    const ComparisonResult result{.rows = comparison.rows(),
                                  .roundsCompleted = 1,
                                  .roundsRequested = 4,
                                  .processors = {2, 5},
                                  .clockCost = Nanoseconds(24)};
    const QByteArray json = QJsonDocument(comparisonJson(result)).toJson(QJsonDocument::Compact);
    const auto back = comparisonFromJson(json);
    QVERIFY(back);
    QCOMPARE(back->rows.size(), std::size_t{3});
    QCOMPARE(back->rows[0].name, QStringLiteral("limit"));
    QCOMPARE(back->rows[0].median.count(), result.rows[0].median.count());
    QCOMPARE(back->rows[0].processorTime.count(), 150.0);
    QCOMPARE(back->rows[2].failure, QStringLiteral("why"));
    QCOMPARE(back->roundsRequested, std::size_t{4});
    QCOMPARE(back->processors.second, 5);
    QVERIFY(lastObject(json)
                .value(QLatin1String("rows"))
                .toArray()
                .at(2)
                .toObject()
                .value(QLatin1String("median_ns"))
                .isNull());
    QVERIFY(!comparisonFromJson("nonsense"));
    QVERIFY(!comparisonFromJson("{}"));
}

void ComparisonTest::csvHasOneLinePerMechanism()
{
    Comparison comparison(twoMechanisms);
    comparison.add(0, 0, measured(100ns));
    const QByteArrayList lines = comparisonCsv({.rows = comparison.rows()}).trimmed().split('\n');
    QCOMPARE(lines.size(), 4);
    QVERIFY(lines.at(0).startsWith("name,mean_ns,"));
    QVERIFY(lines.at(1).startsWith("limit,50.000,"));
    QCOMPARE(lines.at(3), QByteArray("pipe,,,,,,,,0,,0"));
}

void ComparisonTest::tableIsAligned()
{
    Comparison comparison(twoMechanisms);
    comparison.add(0, 0, measured(100ns));
    comparison.add(1, 0, measured(20us));
    const QStringList lines = comparisonTable({.rows = comparison.rows()}).split(QLatin1Char('\n'));
    QCOMPARE(lines.at(1).size(), lines.at(3).size()); // numbers are right-aligned
    QVERIFY(lines.at(3).endsWith(QStringLiteral(" 200")));
}

void ComparisonTest::explanationHasTheFiguresOfThisMachine()
{
    Comparison comparison(twoMechanisms);
    comparison.add(0, 0, measured(74ns));
    comparison.add(1, 0, measured(24'680ns));
    const QString text = comparisonExplanation({.rows = comparison.rows()});
    QVERIFY(text.contains(QStringLiteral("37 ns")));
    QVERIFY(text.contains(QStringLiteral("12.3 µs")) || text.contains(QStringLiteral("12.4 µs")));
    QVERIFY(comparisonExplanation({}).contains(QStringLiteral("(not measured)")));
}

void ComparisonTest::runnerMeasuresBothSides()
{
    const auto processors = firstTwoProcessors();
    if (!processors)
        QSKIP("needs two processors");
    const std::atomic<bool> stop = false;
    const MechanismRunner runner(*processors, stop);
    const auto mechanisms = ipcMechanisms();
    std::uint64_t roundTrips = 0;
    const Measurement first = runner.run(mechanisms.front(), 20ms, roundTrips);
    QVERIFY2(!first.failure, qPrintable(first.failure.value_or(QString())));
    QVERIFY(first.roundTrips.total() >= 200);
    QCOMPARE(first.handOvers, 2 * first.roundTrips.total());
    QVERIFY(first.processorTime > first.elapsed / 2); // both spin
    QVERIFY(roundTrips > 0);
    QVERIFY(!runner.run(mechanisms.front(), 20ms, roundTrips).failure);
}

void ComparisonTest::runnerReportsFailures()
{
    const std::atomic<bool> stop = false;
    const MechanismRunner runner({0, 0}, stop);
    std::uint64_t roundTrips = 0;
    const IpcMechanism none{
        .name = {}, .title = {}, .prepare = [] { return std::unexpected(QStringLiteral("no such thing")); }};
    QCOMPARE(runner.run(none, 1ms, roundTrips).failure, QStringLiteral("no such thing"));
    roundTrips = 0;
    QVERIFY(runner.run(scripted([] { ::_exit(3); }), 1ms, roundTrips).failure);
    roundTrips = 0;
    QVERIFY(runner.run(scripted([] { ::pause(); }, [] { ::raise(SIGKILL); }), 1ms, roundTrips).failure);
    roundTrips = 0;
    QVERIFY(!runner.run(scripted([] { }), 1ms, roundTrips).failure); // the control
    roundTrips = 0;
    QVERIFY(MechanismRunner({0, 5000}, stop).run(scripted([] { }), 1ms, roundTrips).failure); // no such processor
}

void ComparisonTest::runnerCanBeStopped()
{
    std::atomic<bool> stop = false;
    const MechanismRunner runner({0, 0}, stop);
    std::thread later([&] { stop = true; });
    std::uint64_t roundTrips = 0;
    const auto began = std::chrono::steady_clock::now();
    const Measurement measurement = runner.run(scripted([] { ::pause(); }, [] { ::pause(); }), 1ms, roundTrips);
    later.join();
    QVERIFY(measurement.failure);
    QVERIFY(std::chrono::steady_clock::now() - began < 5s);
}

void ComparisonTest::everyMechanismGivesResults()
{
    if (!firstTwoProcessors())
        QSKIP("needs two processors");
    test::Peer bench(
        QStringLiteral("shmlab"),
        {QStringLiteral("bench"), QStringLiteral("--rounds"), QStringLiteral("1"), QStringLiteral("--json")});
    QCOMPARE(bench.waitForEnd(120'000), 0);
    const auto rows = lastObject(bench.process().readAllStandardOutput()).value(QLatin1String("rows")).toArray();
    QCOMPARE(rows.size(), static_cast<qsizetype>(ipcMechanisms().size()) + 1); // and the limit
    for (const QJsonValue &value : rows) {
        const QJsonObject row = value.toObject();
        const QString name = row.value(QLatin1String("name")).toString();
        // A machine may forbid message queues and System V semaphores; the reason is reported then.
        const bool mayBeMissing = name == QLatin1String("posix-mq") || name == QLatin1String("qt-shared-memory");
        if (mayBeMissing && !row.value(QLatin1String("error")).toString().isEmpty())
            continue;
        for (const char *key : {"median_ns", "p99_ns", "cpu_ns", "ratio_to_limit"})
            QVERIFY2(row.value(QLatin1String(key)).toDouble() > 0, qPrintable(name));
    }
    QVERIFY(test::leftovers().isEmpty());
    QVERIFY(
        QDir(QStringLiteral("/dev/shm")).entryList({QStringLiteral("shmlab-bench-%1-*").arg(bench.pid())}).isEmpty());
}

void ComparisonTest::interruptedKeepsWhatWasMeasured()
{
    if (!firstTwoProcessors())
        QSKIP("needs two processors");
    test::Peer bench(QStringLiteral("shmlab"),
                     {QStringLiteral("bench"), QStringLiteral("--rounds"), QStringLiteral("1000"),
                      QStringLiteral("--json"), QStringLiteral("--live")});
    QVERIFY(!bench.readLine().isEmpty()); // one round is complete
    bench.signal(SIGINT);
    QCOMPARE(bench.waitForEnd(), 128 + SIGINT);
    const QJsonObject last = lastObject(bench.process().readAllStandardOutput());
    QVERIFY(last.value(QLatin1String("rounds")).toInt() >= 1);
    QVERIFY(last.value(QLatin1String("rows")).toArray().at(0).toObject().value(QLatin1String("median_ns")).toDouble()
            > 0);
}

void ComparisonTest::windowShowsTheComparison()
{
    if (!firstTwoProcessors())
        QSKIP("needs two processors");
    LatencyWindow window(test::program(QStringLiteral("shmlab")));
    window.show();
    window.findChild<QSpinBox *>()->setValue(1);
    auto *start = window.findChild<QPushButton *>(QStringLiteral("startBench"));
    auto *stop = window.findChild<QPushButton *>(QStringLiteral("stopBench"));
    auto *save = window.findChild<QPushButton *>(QStringLiteral("saveCsv"));
    QVERIFY(start->isEnabled() && !stop->isEnabled() && !save->isEnabled());
    start->click();
    QVERIFY(!start->isEnabled() && stop->isEnabled());
    QVERIFY(test::eventually([&] { return !window.isRunning(); }, 120'000));
    QCOMPARE(window.result().rows.size(), ipcMechanisms().size() + 1); // and the limit
    QCOMPARE(window.findChild<QTableWidget *>()->rowCount(), static_cast<int>(ipcMechanisms().size()) + 1);
    const ComparisonRow &fastest = window.result().rows.front();
    QVERIFY(fastest.loop.startsWith(QStringLiteral("loop-")));
    QCOMPARE(window.findChild<QTableWidget *>()->item(0, 0)->text(), fastest.title);
    QVERIFY(fastest.title.endsWith(mechanismTitle(qPrintable(fastest.loop))));
    QVERIFY(start->isEnabled() && !stop->isEnabled() && save->isEnabled());
    const QString limit = window.findChild<QTableWidget *>()->item(0, 1)->text();
    QVERIFY(window.findChild<QTextBrowser *>()->toPlainText().contains(limit));

    window.findChild<QSpinBox *>()->setValue(1000);
    start->click();
    QVERIFY(test::eventually([&] { return window.result().roundsCompleted > 0; }, 120'000));
    stop->click();
    QVERIFY(test::eventually([&] { return !window.isRunning(); }));
    QVERIFY(window.result().roundsCompleted > 0);
}

void ComparisonTest::windowShowsFailure()
{
    LatencyWindow window(QStringLiteral("/no/such/program"));
    window.show();
    window.findChild<QPushButton *>(QStringLiteral("startBench"))->click();
    const auto says = [&] {
        const auto labels = window.findChildren<QLabel *>();
        return std::ranges::any_of(labels, [](const QLabel *label) {
            return label->text().startsWith(QStringLiteral("The comparison failed"));
        });
    };
    QVERIFY(test::eventually(says));
    QVERIFY(window.findChild<QPushButton *>(QStringLiteral("startBench"))->isEnabled());
}

/// The process ignores the request to end; the window is gone at once, and both end for good a moment later.
void ComparisonTest::closingWaitsForNoProcess()
{
    const QTemporaryDir folder;
    QFile program(folder.filePath(QStringLiteral("deaf")));
    QVERIFY(program.open(QIODevice::WriteOnly));
    program.write("#!/bin/sh\ntrap '' TERM\nexec sleep 60\n");
    program.close();
    QVERIFY(program.setPermissions(QFileDevice::ReadOwner | QFileDevice::ExeOwner));
    const QPointer<LatencyWindow> window = new LatencyWindow(program.fileName());
    window->setAttribute(Qt::WA_DeleteOnClose);
    window->show();
    window->start();
    const auto isDeaf = [](pid_t pid) {
        const auto process = readProcess(InspectCalls(), pid);
        return process && process->program == "sleep";
    };
    std::vector<pid_t> children;
    QVERIFY(test::eventually([&] {
        children = test::childrenOf(::getpid());
        return children.size() == 1 && isDeaf(children.front());
    }));
    window->close();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QVERIFY(!test::hasEnded(children.front())); // so nothing has waited for its end
    QVERIFY(window && !window->isVisible());
    QVERIFY(test::eventually([&] { return !window && test::hasEnded(children.front()); }));
}

void ComparisonTest::fault63_measurementEndsWithAKilledWindow()
{
    constexpr const char *isInner = "SHMLAB_TEST_HAS_WINDOW";
    if (qEnvironmentVariableIsSet(isInner)) { // the process that is killed
        LatencyWindow window(test::program(QStringLiteral("shmlab")));
        window.findChild<QSpinBox *>()->setValue(1000);
        window.start();
        QVERIFY(test::eventually([&] { return !window.isRunning(); }, 240'000));
        return;
    }
    if (!firstTwoProcessors())
        QSKIP("needs two processors");
    qputenv(isInner, "1");
    test::Peer inner(QCoreApplication::applicationFilePath(), {QString::fromLatin1(QTest::currentTestFunction())});
    qunsetenv(isInner);
    std::vector<pid_t> bench;
    QVERIFY(test::eventually([&] { return (bench = test::childrenOf(inner.pid())).size() == 1; }));
    std::vector<pid_t> sides;
    QVERIFY(test::eventually([&] { return (sides = test::childrenOf(bench.front())).size() == 2; }));
    inner.killHard();
    QVERIFY(test::eventually([&] { return test::hasEnded(bench.front()); }));
    for (const pid_t side : sides)
        QVERIFY(test::eventually([&] { return test::hasEnded(side); }));
}

SHMLAB_GUI_TEST_MAIN(ComparisonTest)
#include "tst_bench.moc"
