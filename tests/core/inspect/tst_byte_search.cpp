// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include <shmlab/inspect/byte_search.h>
#include <shmlab/inspect/change_sweep.h>
#include <shmlab/inspect/object_reader.h>
#include <shmlab/inspect/writer_tracker.h>
#include <shmlab/manage/shared_object.h>

#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

#include <fcntl.h>
#include <unistd.h>

using namespace shmlab;

namespace {

constexpr off_t mebibyte = off_t{1} << 20;
constexpr off_t page = 4096;

using Found = std::optional<off_t>;

std::span<const std::byte> bytes(std::string_view text)
{
    return std::as_bytes(std::span(text));
}

/// An object to write into, and the reader that is tested.
class Opened {
public:
    explicit Opened(off_t size) : m_object(SharedObject::create(SystemCalls(), test::objectName()))
    {
        if (!m_object || ::ftruncate(m_object->descriptor(), size) != 0)
            qFatal("no object to search");
        m_reader = ObjectReader::open(InspectCalls(), m_object->name());
    }

    void put(off_t offset, std::string_view text) const
    {
        if (::pwrite(fd(), text.data(), text.size(), offset) != static_cast<ssize_t>(text.size()))
            qFatal("cannot write");
    }
    [[nodiscard]] int fd() const { return m_object->descriptor(); }
    [[nodiscard]] const ObjectName &name() const { return m_object->name(); }
    [[nodiscard]] const ObjectReader &reader() const { return *m_reader; }

    [[nodiscard]] Found next(std::string_view needle, off_t from) const
    {
        return ByteSearch(reader(), bytes(needle)).next(from).value();
    }
    [[nodiscard]] Found previous(std::string_view needle, off_t before) const
    {
        return ByteSearch(reader(), bytes(needle)).previous(before).value();
    }

private:
    Result<SharedObject> m_object;
    Result<ObjectReader> m_reader;
};

/// Requests a stop when the test takes too long, so that it fails instead of hanging.
class Deadline {
public:
    explicit Deadline(std::chrono::seconds patience = std::chrono::seconds(20))
        : m_thread([this, patience] {
              std::unique_lock lock(m_mutex);
              if (!m_over.wait_for(lock, patience, [this] { return m_isDone; }))
                  m_stop.request_stop();
          })
    {
    }
    ~Deadline()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_isDone = true;
        }
        m_over.notify_one();
        m_thread.join();
    }
    Deadline(const Deadline &) = delete;
    Deadline &operator=(const Deadline &) = delete;
    [[nodiscard]] std::stop_token token() const { return m_stop.get_token(); }
    [[nodiscard]] bool isMissed() const { return m_stop.stop_requested(); }

private:
    std::mutex m_mutex;
    std::condition_variable m_over;
    bool m_isDone = false;
    std::stop_source m_stop;
    std::thread m_thread;
};

/// The pages that one complete sweep reports as changed.
std::set<off_t> sweepOnce(ChangeSweep &sweep, const ObjectReader &object, int steps)
{
    std::set<off_t> changed;
    for (int i = 0; i < steps; ++i) {
        if (const auto found = sweep.step(object).value())
            changed.insert(*found);
    }
    return changed;
}

} // namespace

class ByteSearchTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsNextAndPrevious();
    void findsAcrossBuffers_data();
    void findsAcrossBuffers();
    void findsAtTheEdgesOfHoles();
    void findsZeros();
    void findsBackwardsAmongManyMatches_data();
    void findsBackwardsAmongManyMatches();
    void fault37_backwardsFromTheEndOfAHugeObject();
    void stopEndsIt();
    void failuresAreReported();
    void sweepFindsWrites();
    void sweepFindsNewDataInAHole();
    void sweepPassesManyExtentsAtOnce();
    void trackerFindsTheByteThatChanges();
    void sweepFollowsSizes();
};

void ByteSearchTest::findsNextAndPrevious()
{
    const Opened object(page);
    object.put(10, "needle");
    object.put(20, "needle");
    object.put(page - 6, "needle");
    QCOMPARE(object.next("needle", 0), Found(10));
    QCOMPARE(object.next("needle", -5), Found(10));
    QCOMPARE(object.next("needle", 10), Found(10));
    QCOMPARE(object.next("needle", 11), Found(20));
    QCOMPARE(object.next("needle", 21), Found(page - 6));
    QCOMPARE(object.next("needle", page - 5), Found());
    QCOMPARE(object.next("needle", page * 10), Found());
    QCOMPARE(object.next("nothing", 0), Found());
    QCOMPARE(object.previous("needle", page * 10), Found(page - 6));
    QCOMPARE(object.previous("needle", page - 6), Found(20));
    QCOMPARE(object.previous("needle", 20), Found(10));
    QCOMPARE(object.previous("needle", 11), Found(10));
    QCOMPARE(object.previous("needle", 10), Found());
    QCOMPARE(object.previous("needle", 0), Found());
    object.put(100, "aaaa");
    QCOMPARE(object.next("aa", 101), Found(101)); // matches may overlap
    QCOMPARE(object.previous("aa", 103), Found(102));
}

void ByteSearchTest::findsAcrossBuffers_data()
{
    QTest::addColumn<qint64>("at");
    for (const qint64 boundary : {mebibyte, 2 * mebibyte, mebibyte + 6, 2 * mebibyte + 7}) {
        for (const qint64 at : {boundary - 7, boundary - 6, boundary - 3, boundary - 1, boundary, boundary + 1})
            QTest::addRow("%lld", static_cast<long long>(at)) << at;
    }
}

void ByteSearchTest::findsAcrossBuffers()
{
    QFETCH(qint64, at);
    const Opened object(3 * mebibyte);
    object.put(0, std::string(static_cast<std::size_t>(3 * mebibyte), 'x')); // no holes to skip
    object.put(at, "needle");
    for (const qint64 from : {qint64{0}, at - 1, at})
        QCOMPARE(object.next("needle", from), Found(at));
    QCOMPARE(object.next("needle", at + 1), Found());
    QCOMPARE(object.previous("needle", 3 * mebibyte), Found(at));
    QCOMPARE(object.previous("needle", at), Found());
}

void ByteSearchTest::findsAtTheEdgesOfHoles()
{
    using namespace std::string_view_literals;
    const Opened object(64 * mebibyte);
    object.put(16 * mebibyte, "begin");
    object.put(16 * mebibyte + page - 3, "end");
    object.put(40 * mebibyte - 4, "over the edge");
    QCOMPARE(object.next("begin", 0), Found(16 * mebibyte));
    QCOMPARE(object.next("\0\0begin"sv, 0), Found(16 * mebibyte - 2)); // the match begins in the hole
    QCOMPARE(object.next("\0\0begin"sv, 16 * mebibyte - 1), Found());
    QCOMPARE(object.next("end\0\0"sv, 0), Found(16 * mebibyte + page - 3)); // the match ends in the hole
    QCOMPARE(object.next("edge", 17 * mebibyte), Found(40 * mebibyte + 5));
    QCOMPARE(object.previous("begin", 64 * mebibyte), Found(16 * mebibyte));
    QCOMPARE(object.previous("edge", 64 * mebibyte), Found(40 * mebibyte + 5));
    // A match with an entire hole in its middle.
    object.put(50 * mebibyte + page - 1, "a");
    object.put(50 * mebibyte + 2 * page, "b");
    const std::string wide = 'a' + std::string(page, '\0') + 'b';
    QCOMPARE(object.next(wide, 0), Found(50 * mebibyte + page - 1));
    QCOMPARE(object.previous(wide, 64 * mebibyte), Found(50 * mebibyte + page - 1));
}

void ByteSearchTest::findsZeros()
{
    const Opened object(4 * page);
    object.put(0, std::string(page, 'x'));
    object.put(3 * page, std::string(page, 'x'));
    const std::string zeros(8, '\0');
    QCOMPARE(object.next(zeros, 0), Found(page));
    QCOMPARE(object.next(zeros, 3 * page - 8), Found(3 * page - 8));
    QCOMPARE(object.next(zeros, 3 * page - 7), Found());
    QCOMPARE(object.previous(zeros, 4 * page), Found(3 * page - 8));
    QCOMPARE(object.previous(zeros, page), Found());
}

void ByteSearchTest::findsBackwardsAmongManyMatches_data()
{
    QTest::addColumn<char>("byte");
    QTest::newRow("zeros") << '\0';
    QTest::newRow("others") << 'x';
}

void ByteSearchTest::findsBackwardsAmongManyMatches()
{
    QFETCH(char, byte);
    const Opened object(8 * mebibyte);
    object.put(0, std::string(static_cast<std::size_t>(8 * mebibyte), byte));
    const Deadline deadline;
    ByteSearch search(object.reader(), bytes({&byte, 1}));
    const auto found = search.previous(8 * mebibyte, deadline.token());
    QVERIFY2(!deadline.isMissed(), "it takes time with the square of the matches");
    QCOMPARE(found.value(), Found(8 * mebibyte - 1));
}

void ByteSearchTest::fault37_backwardsFromTheEndOfAHugeObject()
{
    constexpr off_t huge = off_t{1} << 62;
    const Opened object(huge);
    object.put(mebibyte, "needle");
    QCOMPARE(object.previous("needle", huge), Found(mebibyte));
    const Deadline deadline;
    ByteSearch search(object.reader(), bytes({"\0", 1}));
    const auto found = search.previous(huge, deadline.token());
    QVERIFY2(!deadline.isMissed(), "it goes through all that is before");
    QCOMPARE(found.value(), Found(huge - 1));
}

void ByteSearchTest::stopEndsIt()
{
    /// Requests the stop when the third part is read.
    class StopsInTheMiddle : public CallObserver {
    public:
        std::stop_source source;
        int reads = 0;
        void called(const CallRecord &record) override
        {
            if (record.call == Call::Pread && ++reads == 3)
                source.request_stop();
        }
    } stops;
    const Opened object(8 * mebibyte);
    object.put(0, std::string(static_cast<std::size_t>(8 * mebibyte), 'x'));
    object.put(7 * mebibyte, "needle");
    const auto reader = ObjectReader::open(InspectCalls(&stops), object.name());
    ByteSearch search(*reader, bytes("needle"));
    QCOMPARE(search.next(0, stops.source.get_token()).value(), Found());
    QCOMPARE(stops.reads, 3);
    QVERIFY(search.position() > mebibyte && search.position() < 3 * mebibyte);
    QCOMPARE(search.previous(8 * mebibyte, stops.source.get_token()).value(), Found());
    QCOMPARE(search.next(0).value(), Found(7 * mebibyte));
}

void ByteSearchTest::failuresAreReported()
{
    const Opened object(page);
    object.put(0, "x");
    for (const Call call : {Call::Lseek, Call::Pread}) {
        test::ScriptedCalls script;
        const auto reader = ObjectReader::open(script.calls(), object.name());
        script.failNext(call, EIO, 2);
        ByteSearch search(*reader, bytes("x"));
        QVERIFY(search.next(0).error().isCallFailure(EIO));
        QVERIFY(search.previous(page).error().isCallFailure(EIO));
        QCOMPARE(search.next(0).value(), Found(0));
        script.failNext(call, EIO);
        ChangeSweep sweep;
        QVERIFY(sweep.step(*reader).error().isCallFailure(EIO));
        QVERIFY(sweep.step(*reader));
    }
}

void ByteSearchTest::sweepFindsWrites()
{
    const Opened object(16 * mebibyte);
    object.put(0, std::string(static_cast<std::size_t>(10 * mebibyte), 'x')); // three steps, and one to detect the end
    ChangeSweep sweep;
    QVERIFY(sweepOnce(sweep, object.reader(), 4).empty()); // records the content
    QVERIFY(sweepOnce(sweep, object.reader(), 8).empty()); // and nothing changes
    object.put(3 * page + 17, "y");
    object.put(9 * mebibyte, "y");
    QCOMPARE(sweepOnce(sweep, object.reader(), 4), (std::set<off_t>{3 * page, 9 * mebibyte}));
    QVERIFY(sweepOnce(sweep, object.reader(), 4).empty());
}

void ByteSearchTest::sweepFindsNewDataInAHole()
{
    const Opened object(off_t{1} << 40);
    object.put(0, "x");
    ChangeSweep sweep;
    QVERIFY(sweepOnce(sweep, object.reader(), 4).empty());
    object.put(off_t{1} << 39, "y");
    QCOMPARE(sweepOnce(sweep, object.reader(), 3), (std::set<off_t>{off_t{1} << 39}));
    QVERIFY(sweepOnce(sweep, object.reader(), 6).empty());
}

void ByteSearchTest::sweepPassesManyExtentsAtOnce()
{
    const Opened object(off_t{1} << 40);
    constexpr int extents = 1000;
    for (int i = 0; i < extents; ++i)
        object.put(off_t{i} << 24, "x");
    ChangeSweep sweep;
    QVERIFY(sweepOnce(sweep, object.reader(), 5).empty());
    object.put(off_t{extents - 1} << 24, "y");
    QCOMPARE(sweepOnce(sweep, object.reader(), 5), (std::set<off_t>{off_t{extents - 1} << 24}));
}

void ByteSearchTest::trackerFindsTheByteThatChanges()
{
    const Opened object(off_t{1} << 30);
    constexpr off_t first = 5 * page + 1000;
    constexpr off_t second = (off_t{1} << 29) + 4095;
    object.put(first, "a");
    WriterTracker tracker;
    const auto found = [&](bool sweeps) { return tracker.step(object.reader(), sweeps).value(); };
    for (int i = 0; i < 4; ++i)
        QVERIFY(!found(true));
    object.put(first, "b");
    Found changed;
    for (int i = 0; i < 4 && !changed; ++i)
        changed = found(true);
    QCOMPARE(changed, Found(5 * page)); // which byte it was is not known yet
    QVERIFY(!found(true));
    object.put(first, "c");
    QCOMPARE(found(false), Found(first));
    QVERIFY(!found(false));
    object.put(second, "d"); // elsewhere
    changed = {};
    for (int i = 0; i < 4 && !changed; ++i)
        changed = found(true);
    QCOMPARE(changed, Found(second / page * page));
    object.put(second, "e");
    QCOMPARE(found(false), Found(second));
    QCOMPARE(::ftruncate(object.fd(), page), 0);
    QVERIFY(!found(true));
}

void ByteSearchTest::sweepFollowsSizes()
{
    const Opened object(0);
    ChangeSweep sweep;
    QVERIFY(sweepOnce(sweep, object.reader(), 3).empty());
    object.put(0, "12345"); // less than a page
    QCOMPARE(sweepOnce(sweep, object.reader(), 2), (std::set<off_t>{0}));
    QVERIFY(sweepOnce(sweep, object.reader(), 4).empty());
    object.put(5, "6");
    QCOMPARE(sweepOnce(sweep, object.reader(), 2), (std::set<off_t>{0}));
    QCOMPARE(::ftruncate(object.fd(), 0), 0);
    QVERIFY(sweepOnce(sweep, object.reader(), 4).empty());
}

SHMLAB_TEST_MAIN(ByteSearchTest)
#include "tst_byte_search.moc"
