// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include <shmlab/exchange/layout.h>

#include <array>
#include <limits>

using namespace shmlab;

namespace {

constexpr Counter largest = std::numeric_limits<Counter>::max();
constexpr Counter smallest = std::numeric_limits<Counter>::min();

// The rule holds at compile time, so nothing in it can be undefined.
static_assert(nextCounter(largest) == smallest && nextCounter(smallest) == smallest + 1 && nextCounter(-1) == 0);
static_assert(isTaller(smallest, largest) && !isTaller(largest, smallest));
static_assert(counterDistance(smallest, largest) == 1 && counterDistance(largest, smallest) == -1);

} // namespace

class LayoutTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fault27_countersWrapAround_data();
    void fault27_countersWrapAround();
    void agreesWithPlainComparisonWhereThatIsDefined();
    void presenceNeedsMagicAndVersion();
    void pairIsServerThenClient();
};

void LayoutTest::fault27_countersWrapAround_data()
{
    QTest::addColumn<Counter>("own");
    QTest::addColumn<Counter>("other");
    QTest::addColumn<bool>("taller");
    QTest::newRow("equal") << 0 << 0 << false;
    QTest::newRow("equal at the maximum") << largest << largest << false;
    QTest::newRow("one behind, across the wrap") << largest << smallest << false;
    QTest::newRow("one ahead, across the wrap") << smallest << largest << true;
    QTest::newRow("one ahead, before the wrap") << largest << largest - 1 << true;
    QTest::newRow("across zero") << 0 << -1 << true;
    QTest::newRow("below zero") << -1 << 0 << false;
}

void LayoutTest::fault27_countersWrapAround()
{
    QFETCH(Counter, own);
    QFETCH(Counter, other);
    QFETCH(bool, taller);
    QCOMPARE(isTaller(own, other), taller);
    QVERIFY(isTaller(nextCounter(other), other));
}

void LayoutTest::agreesWithPlainComparisonWhereThatIsDefined()
{
    const std::array<Counter, 7> values{0, 1, 2, 1000, 1 << 20, 1 << 29, (1 << 30) - 1};
    for (const Counter own : values) {
        for (const Counter other : values)
            QCOMPARE(isTaller(own, other), own > other);
    }
}

void LayoutTest::presenceNeedsMagicAndVersion()
{
    alignas(8) std::array<std::byte, defaultSizeBytes> page{};
    QVERIFY(!loadPresence(page, Role::Server));
    PresenceRecord &record = presenceIn(page, Role::Server);
    record.magic = presenceMagic;
    QVERIFY(!loadPresence(page, Role::Server));
    record.version = presenceVersion;
    record.pid = 4711;
    QCOMPARE(loadPresence(page, Role::Server)->pid, 4711);
    QVERIFY(!loadPresence(page, Role::Client));
    QVERIFY(!loadPresence(std::span(page).first(presenceEnd - 1), Role::Server));
    QCOMPARE(page[64], std::byte{'S'});
    record.version = presenceVersion + 1;
    QVERIFY(!loadPresence(page, Role::Server));
}

void LayoutTest::pairIsServerThenClient()
{
    alignas(8) std::array<std::byte, 8> page{};
    counterIn(page.data(), Role::Server).store(5);
    counterIn(page.data(), Role::Client).store(-6);
    QCOMPARE(loadPair(page.data()), (CounterPair{5, -6}));
    QCOMPARE(page[0], std::byte{5});
    QCOMPARE(page[4], std::byte{0xfa});
}

SHMLAB_TEST_MAIN(LayoutTest)
#include "tst_layout.moc"
