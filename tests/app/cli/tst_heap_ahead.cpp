// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/heap_ahead.h"
#include "test_support.h"

#include <string>
#include <thread>
#include <vector>

#include <sys/mman.h>
#include <sys/resource.h>

namespace {

constexpr std::size_t mebibyte = 1U << 20U;

#if defined(MADV_POPULATE_WRITE) && defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)                               \
    && !defined(__SANITIZE_THREAD__)
constexpr bool isAvailable = true;
#else
constexpr bool isAvailable = false;
#endif

long faults()
{
    struct rusage usage{};
    (void)::getrusage(RUSAGE_SELF, &usage);
    return usage.ru_minflt;
}

} // namespace

class HeapPreallocationTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void memoryIsPopulatedBeforeFirstTouch();
    void otherThreadsTakeFromIt();
    void moreThanTheMostIsNoError();
};

void HeapPreallocationTest::memoryIsPopulatedBeforeFirstTouch()
{
    if (!isAvailable)
        QSKIP("no heap of the kind that can be had ahead");
    shmlab::ui::preallocateHeap(8 * mebibyte);
    const long before = faults();
    const std::vector<char> touched(4 * mebibyte, 'x');
    const std::vector<char> more(3 * mebibyte, 'y');
    const long taken = faults() - before;
    QVERIFY2(taken < 200, qPrintable(QString::number(taken))); // 1,792 pages
}

void HeapPreallocationTest::otherThreadsTakeFromIt()
{
    if (!isAvailable)
        QSKIP("no heap of the kind that can be had ahead");
    shmlab::ui::preallocateHeap(8 * mebibyte);
    const long before = faults();
    std::thread([] {
        std::vector<std::string> many(6000);
        for (std::string &text : many)
            text.assign(600, 'x');
    }).join();
    const long taken = faults() - before;
    QVERIFY2(taken < 200, qPrintable(QString::number(taken))); // about 900 pages
}

void HeapPreallocationTest::moreThanTheMostIsNoError()
{
    shmlab::ui::preallocateHeap(1024 * mebibyte);
    const std::vector<char> touched(mebibyte, 'x');
    QCOMPARE(touched.back(), 'x');
}

SHMLAB_TEST_MAIN(HeapPreallocationTest)
#include "tst_heap_ahead.moc"
