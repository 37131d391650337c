// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include <shmlab/sampler.h>
#include <shmlab/shared_object.h>

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

/// A sink that does `body` with each sample and ends the run after so many.
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
    void missedChangesAreAdmitted();
    void aCalmHourHidesNoFastSecond();
    void followsTheName_data();
    void followsTheName();
    void nothingStaysOpenBetweenSamples();
    void fault36_cutShortIsUnread();
    void failedReadsAreUnread();
    void stopEndsItFromAnotherThread();
    void stopEndsALongWait();
    void keepsItsInterval();
    void isHonestAboutLateness();
    void withoutFieldsItOnlyTells();
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
    const SamplingFigures figures = sampler.figures();
    QCOMPARE(seen, 10);
    QCOMPARE(figures.samples, 10U);
    QCOMPARE(figures.unread, 0U);
    QCOMPARE(figures.late, 0U);
    QCOMPARE(figures.intervals.total(), 9U);
    QCOMPARE(figures.changes, (std::vector<std::uint64_t>{0, 0, 0, 0}));
    QVERIFY(figures.elapsed > 0ns);
}

void SamplerTest::countsChanges()
{
    const Opened object;
    Sampler sampler({}, {object.field(0), object.field(4)}, 0ns);
    int sample = 0;
    sampler.run(after(100,
                      [&](Numbers) {
                          if (++sample % 10 == 0)
                              object.put(0, std::int32_t{sample}); // the last one is seen by nobody
                      }),
                {});
    const SamplingFigures figures = sampler.figures();
    QCOMPARE(figures.changes, (std::vector<std::uint64_t>{9, 0}));
    QCOMPARE(figures.missesChanges, (std::vector<bool>{false, false}));
}

void SamplerTest::missedChangesAreAdmitted()
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
    const SamplingFigures figures = sampler.figures();
    QCOMPARE(figures.changes, (std::vector<std::uint64_t>{100, 50}));
    QCOMPARE(figures.missesChanges, (std::vector<bool>{true, false}));
    Sampler single({}, {object.field(0)}, 0ns);
    single.run(after(1, [](Numbers) { }), {});
    QCOMPARE(single.figures().missesChanges, std::vector<bool>{false}); // nothing is known before two samples
    QCOMPARE(single.figures().rate(), 0.0);
}

void SamplerTest::aCalmHourHidesNoFastSecond()
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
    const SamplingFigures figures = sampler.figures();
    QVERIFY(figures.changes.at(0) * 2 < figures.samples);
    QCOMPARE(figures.missesChanges, std::vector<bool>{true});
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
    const ObjectName name = test::objectName();
    const test::NameGuard guard(name);
    test::leave(name, pageBytes, std::string_view("\1\0\0\0", 4));
    Sampler sampler({}, {{.object = name}}, std::chrono::microseconds(interval));
    std::vector<std::optional<Number>> seen;
    sampler.run(
        [&](Clock::time_point, Numbers numbers) {
            if (!seen.empty() && numbers[0] == seen.back())
                return true;
            seen.push_back(numbers[0]);
            if (seen.size() == 1) {
                ::shm_unlink(name.c_str());
            } else if (seen.size() == 2) { // it is gone, and comes back as another one
                test::leave(name, pageBytes, std::string_view("\2\0\0\0", 4));
            }
            return seen.size() < 3;
        },
        {});
    const std::vector<std::optional<Number>> wanted{Number(std::int64_t{1}), std::nullopt, Number(std::int64_t{2})};
    QVERIFY(seen == wanted);
    QCOMPARE(sampler.figures().replaced, 1U);
    QVERIFY(sampler.figures().unread > 0);
}

void SamplerTest::nothingStaysOpenBetweenSamples()
{
    const Opened object;
    const test::Holdings before = test::holdings();
    int held = 0;
    Sampler sampler({}, {object.field(0)}, 1ms);
    sampler.run(after(5, [&](Numbers) { held += test::holdings() == before ? 0 : 1; }), {});
    QCOMPARE(held, 0);
}

void SamplerTest::fault36_cutShortIsUnread()
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
    const SamplingFigures figures = sampler.figures();
    QCOMPARE(figures.unread, 7U);
    QCOMPARE(figures.changes, (std::vector<std::uint64_t>{2, 2, 0}));
}

void SamplerTest::failedReadsAreUnread()
{
    const Opened object;
    test::ScriptedCalls script;
    script.failNext(Call::Pread, EIO, 3);
    Sampler sampler(script.calls(), {object.field(0)}, 0ns);
    sampler.run(after(5, [](Numbers) { }), {});
    QCOMPARE(sampler.figures().unread, 3U);
    QCOMPARE(sampler.figures().samples, 5U);
}

void SamplerTest::stopEndsItFromAnotherThread()
{
    const Opened object;
    Sampler sampler({}, {object.field(0)}, 0ns);
    std::stop_source stop;
    std::thread thread([&] { sampler.run([](Clock::time_point, Numbers) { return true; }, stop.get_token()); });
    std::uint64_t before = 0;
    for (int looks = 0; looks < 1000 || before < 1000; ++looks) { // figures are for any thread
        const SamplingFigures figures = sampler.figures();
        if (figures.samples < before) // no QVERIFY while the thread runs
            break;
        before = figures.samples;
    }
    stop.request_stop();
    thread.join();
    QVERIFY(sampler.figures().samples >= before && before >= 1000);
}

void SamplerTest::stopEndsALongWait()
{
    const Opened object;
    Sampler sampler({}, {object.field(0)}, std::chrono::hours(1));
    std::stop_source stop;
    std::thread thread([&] { sampler.run([](Clock::time_point, Numbers) { return true; }, stop.get_token()); });
    const bool hasBegun = test::eventually([&] { return sampler.figures().samples == 1; });
    const auto asked = Clock::now();
    stop.request_stop();
    thread.join();
    QVERIFY(hasBegun);
    QVERIFY(Clock::now() - asked < test::soon);
    QCOMPARE(sampler.figures().samples, 1U);
}

void SamplerTest::keepsItsInterval()
{
    const Opened object;
    constexpr auto interval = 2ms;
    constexpr int samples = 100;
    Sampler sampler({}, {object.field(0)}, interval);
    sampler.run(after(samples, [](Numbers) { }), {});
    const SamplingFigures figures = sampler.figures();
    // Never sooner than wanted; what the machine made late is counted.
    QVERIFY(figures.elapsed >= (samples - 1) * interval);
    QVERIFY(figures.elapsed >= (figures.samples - 1 + figures.late) * interval);
    QVERIFY(figures.elapsed < (figures.samples - 1 + figures.late) * interval + test::soon);
}

void SamplerTest::isHonestAboutLateness()
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
    const SamplingFigures figures = sampler.figures();
    QCOMPARE(figures.samples, samples);
    QVERIFY2(figures.late >= 4 * (samples - 1), qPrintable(QString::number(figures.late)));
    QVERIFY(figures.elapsed >= (samples - 1 + figures.late) * interval);
    QCOMPARE(figures.intervals.total(), samples - 1);
}

void SamplerTest::withoutFieldsItOnlyTells()
{
    Sampler sampler({}, {}, 0ns);
    sampler.run(after(3, [](Numbers numbers) { QVERIFY(numbers.empty()); }), {});
    QCOMPARE(sampler.figures().samples, 3U);
    QVERIFY(sampler.figures().changes.empty());
}

SHMLAB_TEST_MAIN(SamplerTest)
#include "tst_sampler.moc"
