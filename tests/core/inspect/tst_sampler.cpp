// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include <shmlab/inspect/sampler.h>
#include <shmlab/manage/shared_object.h>

#include <limits>
#include <thread>

#include <sys/mman.h>
#include <unistd.h>

using namespace shmlab;

namespace {

using namespace std::chrono_literals;
using Clock = Sampler::Clock;
using Numbers = std::span<const std::optional<Number>>;

constexpr off_t pageBytes = 4096;

/// An object to write into, and fields of it.
class Opened {
public:
    Opened() : m_object(SharedObject::create(SystemCalls(), test::objectName()))
    {
        if (!m_object || !m_object->allocate(pageBytes))
            qFatal("no object to sample");
    }

    template <typename Value>
    void put(off_t offset, Value value) const
    {
        if (::pwrite(m_object->descriptor(), &value, sizeof value, offset) != sizeof value)
            qFatal("cannot write");
    }
    void resize(off_t size) const
    {
        if (::ftruncate(m_object->descriptor(), size) != 0)
            qFatal("cannot resize");
    }
    [[nodiscard]] SampledField field(off_t offset, ValueType type = ValueType::Int32) const
    {
        return {.object = m_object->name(), .offset = offset, .type = type};
    }

private:
    Result<SharedObject> m_object;
};

/// A sink that calls `body` with each sample and ends the run after a number of samples.
template <typename Body>
Sampler::Sink after(int samples, Body body)
{
    return [left = samples, body](Clock::time_point, Numbers numbers) mutable {
        body(numbers);
        return --left > 0;
    };
}

} // namespace

class SamplerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void samplesAllFields();
    void countsChanges();
    void nanIsNoChange();
    void missedChangesAreReported();
    void shortBurstIsDetectedInALongRecording();
    void followsTheName_data();
    void followsTheName();
    void nothingStaysOpenBetweenSamples();
    void fault36_truncatedIsUnread();
    void failedReadsAreCounted();
    void stopEndsItFromAnotherThread();
    void stopEndsALongWait();
    void keepsItsInterval();
    void lateSamplesAreCounted();
    void samplesWithoutFields();
};

void SamplerTest::samplesAllFields()
{
    const Opened object;
    object.put(0, std::int32_t{-7});
    object.put(8, 0.5);
    object.put(100, std::uint8_t{200});
    SampledField swapped = object.field(0, ValueType::UInt32);
    swapped.order = std::endian::native == std::endian::little ? std::endian::big : std::endian::little;
    Sampler sampler(
        {}, {object.field(0), object.field(8, ValueType::Double), object.field(100, ValueType::UInt8), swapped}, 0ns);
    int seen = 0;
    sampler.run(after(10,
                      [&](Numbers numbers) {
                          const bool isRight = numbers.size() == 4 && numbers[0] == Number(std::int64_t{-7})
                              && numbers[1] == Number(0.5) && numbers[2] == Number(std::uint64_t{200})
                              && numbers[3] == Number(std::uint64_t{0xf9ffffff});
                          seen += isRight ? 1 : 0;
                      }),
                {});
    const SamplingStats stats = sampler.stats();
    QCOMPARE(seen, 10);
    QCOMPARE(stats.samples, 10U);
    QCOMPARE(stats.failedReads, 0U);
    QCOMPARE(stats.missed, 0U);
    QCOMPARE(stats.intervals.total(), 9U);
    QCOMPARE(stats.changes, (std::vector<std::uint64_t>{0, 0, 0, 0}));
    QVERIFY(stats.elapsed > 0ns);
}

void SamplerTest::countsChanges()
{
    const Opened object;
    Sampler sampler({}, {object.field(0), object.field(4)}, 0ns);
    int sample = 0;
    sampler.run(after(100,
                      [&](Numbers) {
                          if (++sample % 10 == 0)
                              object.put(0, std::int32_t{sample}); // the last value is not sampled
                      }),
                {});
    const SamplingStats stats = sampler.stats();
    QCOMPARE(stats.changes, (std::vector<std::uint64_t>{9, 0}));
    QCOMPARE(stats.isUndersampled, (std::vector<bool>{false, false}));
}

void SamplerTest::nanIsNoChange()
{
    const Opened object;
    object.put(0, std::numeric_limits<double>::quiet_NaN());
    object.put(8, std::numeric_limits<float>::quiet_NaN());
    object.put(16, std::numeric_limits<double>::quiet_NaN());
    Sampler sampler(
        {},
        {object.field(0, ValueType::Double), object.field(8, ValueType::Float), object.field(16, ValueType::Double)},
        0ns);
    int sample = 0;
    sampler.run(after(10,
                      [&](Numbers) {
                          if (++sample == 5)
                              object.put(16, 1.0);
                      }),
                {});
    QCOMPARE(sampler.stats().changes, (std::vector<std::uint64_t>{0, 0, 1}));
    QCOMPARE(sampler.stats().isUndersampled, (std::vector<bool>{false, false, false}));
}

void SamplerTest::missedChangesAreReported()
{
    const Opened object;
    Sampler sampler({}, {object.field(0), object.field(4)}, 0ns);
    int sample = 0;
    sampler.run(after(101,
                      [&](Numbers) {
                          object.put(0, std::int32_t{++sample});
                          object.put(4, std::int32_t{sample / 2}); // in every second sample only
                      }),
                {});
    const SamplingStats stats = sampler.stats();
    QCOMPARE(stats.changes, (std::vector<std::uint64_t>{100, 50}));
    QCOMPARE(stats.isUndersampled, (std::vector<bool>{true, false}));
    Sampler single({}, {object.field(0)}, 0ns);
    single.run(after(1, [](Numbers) { }), {});
    QCOMPARE(single.stats().isUndersampled, std::vector<bool>{false}); // nothing is known before two samples
    QCOMPARE(single.stats().rate(), 0.0);
}

void SamplerTest::shortBurstIsDetectedInALongRecording()
{
    const Opened object;
    Sampler sampler({}, {object.field(0)}, 0ns);
    const auto begin = Clock::now();
    std::int32_t fastSamples = 0;
    std::int32_t samples = 0;
    sampler.run(
        [&](Clock::time_point now, Numbers) {
            ++samples;
            if (now - begin < 1200ms)
                object.put(0, ++fastSamples);
            return samples < 4 * fastSamples || now - begin < 1200ms;
        },
        {});
    const SamplingStats stats = sampler.stats();
    QVERIFY(stats.changes.at(0) * 2 < stats.samples);
    QCOMPARE(stats.isUndersampled, std::vector<bool>{true});
}

void SamplerTest::followsTheName_data()
{
    QTest::addColumn<int>("interval"); // microseconds
    QTest::newRow("opened for each sample") << 1000;
    QTest::newRow("kept open") << 0;
}

void SamplerTest::followsTheName()
{
    QFETCH(int, interval);
    const test::LeftObject name(pageBytes, std::string_view("\1\0\0\0", 4));
    Sampler sampler({}, {{.object = name}}, std::chrono::microseconds(interval));
    std::vector<std::optional<Number>> seen;
    sampler.run(
        [&](Clock::time_point, Numbers numbers) {
            if (!seen.empty() && numbers[0] == seen.back())
                return true;
            seen.push_back(numbers[0]);
            if (seen.size() == 1) {
                ::shm_unlink(name.c_str());
            } else if (seen.size() == 2) { // it is removed and created again as another one
                test::leave(name, pageBytes, std::string_view("\2\0\0\0", 4));
            }
            return seen.size() < 3;
        },
        {});
    const std::vector<std::optional<Number>> wanted{Number(std::int64_t{1}), std::nullopt, Number(std::int64_t{2})};
    QVERIFY(seen == wanted);
    QCOMPARE(sampler.stats().replaced, 1U);
    QVERIFY(sampler.stats().failedReads > 0);
}

void SamplerTest::nothingStaysOpenBetweenSamples()
{
    const Opened object;
    const test::HeldResources before = test::heldResources();
    int held = 0;
    Sampler sampler({}, {object.field(0)}, 1ms);
    sampler.run(after(5, [&](Numbers) { held += test::heldResources() == before ? 0 : 1; }), {});
    QCOMPARE(held, 0);
}

void SamplerTest::fault36_truncatedIsUnread()
{
    const Opened object;
    object.put(0, std::int32_t{1});
    object.put(4, std::int64_t{2});
    Sampler sampler({}, {object.field(0), object.field(4, ValueType::Int64), object.field(pageBytes - 2)}, 0ns);
    std::vector<std::vector<bool>> isRead;
    sampler.run(after(4,
                      [&](Numbers numbers) {
                          std::vector<bool> &row = isRead.emplace_back();
                          for (const auto &number : numbers)
                              row.push_back(number.has_value());
                          const auto sample = isRead.size();
                          object.resize(sample == 1 ? 8 : sample == 2 ? 0 : pageBytes); // 8: half of the second field
                      }),
                {});
    const std::vector<std::vector<bool>> wanted{
        {true, true, false}, {true, false, false}, {false, false, false}, {true, true, false}};
    QCOMPARE(isRead, wanted);
    const SamplingStats stats = sampler.stats();
    QCOMPARE(stats.failedReads, 7U);
    QCOMPARE(stats.changes, (std::vector<std::uint64_t>{2, 2, 0}));
}

void SamplerTest::failedReadsAreCounted()
{
    const Opened object;
    test::ScriptedCalls script;
    script.failNext(Call::Pread, EIO, 3);
    Sampler sampler(script.calls(), {object.field(0)}, 0ns);
    sampler.run(after(5, [](Numbers) { }), {});
    QCOMPARE(sampler.stats().failedReads, 3U);
    QCOMPARE(sampler.stats().samples, 5U);
}

void SamplerTest::stopEndsItFromAnotherThread()
{
    const Opened object;
    Sampler sampler({}, {object.field(0)}, 0ns);
    std::stop_source stop;
    std::thread thread([&] { sampler.run([](Clock::time_point, Numbers) { return true; }, stop.get_token()); });
    std::uint64_t before = 0;
    for (int reads = 0; reads < 1000 || before < 1000; ++reads) { // stats() may be called from any thread
        const SamplingStats stats = sampler.stats();
        if (stats.samples < before) // no QVERIFY while the thread runs
            break;
        before = stats.samples;
    }
    stop.request_stop();
    thread.join();
    QVERIFY(sampler.stats().samples >= before && before >= 1000);
}

void SamplerTest::stopEndsALongWait()
{
    const Opened object;
    Sampler sampler({}, {object.field(0)}, std::chrono::hours(1));
    std::stop_source stop;
    std::thread thread([&] { sampler.run([](Clock::time_point, Numbers) { return true; }, stop.get_token()); });
    const bool hasBegun = test::eventually([&] { return sampler.stats().samples == 1; });
    const auto asked = Clock::now();
    stop.request_stop();
    thread.join();
    QVERIFY(hasBegun);
    QVERIFY(Clock::now() - asked < test::soon);
    QCOMPARE(sampler.stats().samples, 1U);
}

void SamplerTest::keepsItsInterval()
{
    const Opened object;
    constexpr auto interval = 2ms;
    constexpr int samples = 100;
    Sampler sampler({}, {object.field(0)}, interval);
    sampler.run(after(samples, [](Numbers) { }), {});
    const SamplingStats stats = sampler.stats();
    // Never too early; samples delayed by the machine are counted.
    QVERIFY(stats.elapsed >= (samples - 1) * interval);
    QVERIFY(stats.elapsed >= (stats.samples - 1 + stats.missed) * interval);
    QVERIFY(stats.elapsed < (stats.samples - 1 + stats.missed) * interval + test::soon);
}

void SamplerTest::lateSamplesAreCounted()
{
    const Opened object;
    constexpr auto interval = 200us;
    constexpr std::uint64_t samples = 20;
    Sampler sampler({}, {object.field(0)}, interval);
    sampler.run(after(samples,
                      [&](Numbers) {
                          // A sink as slow as five intervals.
                          for (const auto end = Clock::now() + 5 * interval; Clock::now() < end;)
                              continue;
                      }),
                {});
    const SamplingStats stats = sampler.stats();
    QCOMPARE(stats.samples, samples);
    QVERIFY2(stats.missed >= 4 * (samples - 1), qPrintable(QString::number(stats.missed)));
    QVERIFY(stats.elapsed >= (samples - 1 + stats.missed) * interval);
    QCOMPARE(stats.intervals.total(), samples - 1);
}

void SamplerTest::samplesWithoutFields()
{
    Sampler sampler({}, {}, 0ns);
    sampler.run(after(3, [](Numbers numbers) { QVERIFY(numbers.empty()); }), {});
    QCOMPARE(sampler.stats().samples, 3U);
    QVERIFY(sampler.stats().changes.empty());
}

SHMLAB_TEST_MAIN(SamplerTest)
#include "tst_sampler.moc"
