// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/turn_schedule.h"
#include "test_support.h"

using namespace shmlab;
using namespace shmlab::ui;
using namespace std::chrono_literals;

namespace {

constexpr Clock::time_point begin{1000s};

} // namespace

class TurnScheduleTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void delaysDoNotAddUp();
    void firstTurnMayBeLater();
    void shortDelaysAreMadeUpFor();
    void fault31_missedTurnsAreDropped_data();
    void fault31_missedTurnsAreDropped();
};

void TurnScheduleTest::delaysDoNotAddUp()
{
    TurnSchedule schedule;
    schedule.start(begin, 5ms);
    for (int turn = 0; turn < 10'000; ++turn) {
        QCOMPARE(schedule.due(), begin + turn * 5ms);
        schedule.advance(schedule.due() + 4ms); // every turn is late
    }
}

void TurnScheduleTest::firstTurnMayBeLater()
{
    TurnSchedule schedule;
    schedule.start(begin + 1h, 2ms);
    QCOMPARE(schedule.due(), begin + 1h);
    schedule.advance(begin + 1h);
    QCOMPARE(schedule.due(), begin + 1h + 2ms);
}

void TurnScheduleTest::shortDelaysAreMadeUpFor()
{
    TurnSchedule schedule;
    schedule.start(begin, 5ms);
    schedule.advance(begin + 90ms);
    QCOMPARE(schedule.due(), begin + 5ms);
    schedule.advance(begin + 90ms);
    QCOMPARE(schedule.due(), begin + 10ms);
}

void TurnScheduleTest::fault31_missedTurnsAreDropped_data()
{
    QTest::addColumn<std::chrono::microseconds>("period");
    QTest::addColumn<Clock::duration>("gap");
    QTest::newRow("the machine was suspended") << std::chrono::microseconds(800ms) << Clock::duration(8h);
    QTest::newRow("the process was stopped") << std::chrono::microseconds(5ms) << Clock::duration(400ms);
}

void TurnScheduleTest::fault31_missedTurnsAreDropped()
{
    QFETCH(std::chrono::microseconds, period);
    QFETCH(Clock::duration, gap);
    TurnSchedule schedule;
    schedule.start(begin, period);
    const auto now = begin + gap;
    schedule.advance(now);
    QCOMPARE(schedule.due(), now);
    schedule.advance(now);
    QCOMPARE(schedule.due(), now + period);
}

SHMLAB_TEST_MAIN(TurnScheduleTest)
#include "tst_turn_schedule.moc"
