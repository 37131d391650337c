// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include <shmlab/exchange/first_look.h>

#include <QCoreApplication>

#include <chrono>
#include <functional>
#include <set>

using namespace shmlab;
using namespace std::chrono_literals;

namespace {

/// A peer whose round trips take a time that depends on the pause.
class Simulation {
public:
    using Cost = std::function<std::chrono::nanoseconds(int pause)>;

    void run(int roundTrips, const Cost &cost)
    {
        for (int made = 0; made < roundTrips; ++made) {
            m_now += cost(m_firstLook.iterations());
            m_firstLook.roundTripEnded(m_now);
            m_tried.insert(m_firstLook.iterations());
        }
    }
    [[nodiscard]] int pause() const { return m_firstLook.iterations(); }
    [[nodiscard]] const std::set<int> &tried() const { return m_tried; }

private:
    FirstLook m_firstLook;
    TickClock::time_point m_now{};
    std::set<int> m_tried;
};

constexpr int settling = 10'000; ///< round trips after which it has decided
constexpr int settled = 2'000'000; ///< and after which it has tried again

} // namespace

class FirstLookTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void looksAtOnceWhereAPauseGainsNothing();
    void pausesWhereAnEarlyLookCosts();
    void anInterruptionDecidesNothing();
    void triesAgain();
};

void FirstLookTest::looksAtOnceWhereAPauseGainsNothing()
{
    Simulation same;
    same.run(settling, [](int) { return 160ns; });
    QCOMPARE(same.pause(), 0);
    QCOMPARE(same.tried(), std::set<int>(FirstLook::pauses.begin(), FirstLook::pauses.end()));
    Simulation little;
    little.run(settling, [](int pause) { return pause == 32 ? 158ns : 160ns; });
    QCOMPARE(little.pause(), 0);
}

void FirstLookTest::pausesWhereAnEarlyLookCosts()
{
    Simulation simulation;
    simulation.run(settling, [](int pause) { return pause < 32 ? 52ns : pause == 32 ? 40ns : 44ns; });
    QCOMPARE(simulation.pause(), 32);
}

void FirstLookTest::anInterruptionDecidesNothing()
{
    int made = 0;
    Simulation simulation;
    simulation.run(settling, [&](int pause) { return ++made % 2500 == 0 ? 4ms : pause == 64 ? 40ns : 50ns; });
    QCOMPARE(simulation.pause(), 64);
}

void FirstLookTest::triesAgain()
{
    Simulation simulation;
    simulation.run(settling, [](int pause) { return pause == 16 ? 40ns : 52ns; });
    QCOMPARE(simulation.pause(), 16);
    simulation.run(settled, [](int pause) { return pause == 16 ? 60ns : 52ns; }); // it moved to other processors
    QCOMPARE(simulation.pause(), 0);
}

SHMLAB_TEST_MAIN(FirstLookTest)
#include "tst_first_look.moc"
