// SPDX-License-Identifier: GPL-3.0-or-later
#include "event_loop_gap.h"
#include "objects_window_fixture.h"
#include "windows/inside/search_bar.h"

#include <shmlab/exchange/layout.h>

#include <QAction>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <array>
#include <cstring>

#include <sys/mman.h>

using namespace shmlab;
using namespace shmlab::ui;
using namespace std::chrono_literals;
using test::pageBytes;

class ObjectsSpeedTest : public test::ObjectsWindowFixture {
    Q_OBJECT
private Q_SLOTS:
    void followingAFastWriterStaysQuick();
    void fault37_manyObjects();
    void fault43_manyChangesAreAppliedQuickly();
    void fault44_closesAtOnceInEveryState_data();
    void fault44_closesAtOnceInEveryState();
};

void ObjectsSpeedTest::followingAFastWriterStaysQuick()
{
    const ObjectName name = leave(65'536, "x");
    const test::Child writer([&] { // repeatedly through one page, a row per refresh
        const int fd = machine().open(name);
        auto *page =
            static_cast<unsigned char *>(::mmap(nullptr, pageBytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0));
        for (std::size_t i = 0;; i = (i + 16) % pageBytes) {
            __atomic_fetch_add(page + i, 1, __ATOMIC_SEQ_CST);
            const auto next = std::chrono::steady_clock::now() + 20us;
            while (std::chrono::steady_clock::now() < next)
                continue;
        }
    });
    show();
    QVERIFY(selects(name, Verdict::Live));
    action("Follow the writer")->trigger();
    const test::EventLoopGap eventLoop;
    QVERIFY(test::eventually([&] { return hex().highlightedBytes() > 0; }));
    hex().verticalScrollBar()->setValue(2000);
    QVERIFY(test::eventually([&] { return hex().requiredWindow().begin < pageBytes; })); // the writer has been found
    for (int i = 0; i < 20; ++i) { // away from it
        hex().verticalScrollBar()->setValue(i % 2 == 0 ? 2000 : 1000);
        QCoreApplication::processEvents();
    }
    QVERIFY(test::eventually([&] { return hex().requiredWindow().begin < pageBytes; }));
    QVERIFY2(eventLoop.milliseconds() < 1000, qPrintable(QString::number(eventLoop.milliseconds())));
}

void ObjectsSpeedTest::fault37_manyObjects()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || !defined(NDEBUG)
    constexpr qint64 longestGap = 3000;
#else
    constexpr qint64 longestGap =
        400; // bench_objects measures the 100 ms that are required; here other tests use the machine as well
#endif
    constexpr int many = 50'000;
    constexpr int tries = 4; // other tests may use the processors
    std::array<qint64, 3> gaps{};
    for (int attempt = 0; attempt < tries && (attempt == 0 || std::ranges::max(gaps) > longestGap); ++attempt) {
        const test::FakeProc proc;
        machine().setProcesses(proc);
        const test::ObjectFolder &folder = machine().folder();
        for (int i = 0; i < many; ++i)
            folder.create(std::to_string(100'000 + i), 0);
        show();
        QSignalSpy scans(&window(), &ObjectsWindow::scanShown);
        QVERIFY(QTest::qWaitForWindowExposed(&window()));
        const test::EventLoopGap coming;
        QVERIFY(scans.wait(60'000));
        QCOMPARE(window().objects().rowCount(), many);
        gaps[0] = coming.milliseconds();
        const test::EventLoopGap staying;
        QVERIFY(scans.wait()); // nothing has changed
        folder.create("new");
        QVERIFY(test::eventually([&] { return window().objects().rowCount() == many + 1; }));
        gaps[1] = staying.milliseconds();
        folder.remove("new");
        for (int i = 0; i < many; ++i)
            folder.remove(std::to_string(100'000 + i));
        const test::EventLoopGap going;
        QVERIFY(test::eventually([&] { return window().objects().rowCount() == 0; }, 60'000));
        gaps[2] = going.milliseconds();
        qInfo("longest gaps: %lld ms while they come, %lld ms while they stay, %lld ms while they go", gaps[0], gaps[1],
              gaps[2]);
    }
    QVERIFY(std::ranges::max(gaps) <= longestGap);
}

void ObjectsSpeedTest::fault43_manyChangesAreAppliedQuickly()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || !defined(NDEBUG)
    constexpr qint64 longestGap = 2000;
#else
    constexpr qint64 longestGap = 500; // the writer takes a full processor, other tests may take more
#endif
    const ObjectName name = leave();
    show();
    const test::Child writer([&] { // as fast as it can
        auto *page = static_cast<std::byte *>(
            ::mmap(nullptr, pageBytes, PROT_READ | PROT_WRITE, MAP_SHARED, machine().open(name), 0));
        const CounterRef counter = counterIn(page, Role::Server);
        for (;;)
            counter.fetch_add(1);
    });
    QVERIFY(selects(name, Verdict::Live));
    action("Follow the writer")->trigger();
    window().watches().addWatch({.label = QStringLiteral("counter"), .object = name, .isPlotted = true});
    const test::EventLoopGap eventLoop;
    QElapsedTimer clock;
    clock.start();
    int shown = 0;
    int last = 0;
    QVERIFY(test::eventually([&] {
        int counter = 0;
        if (hex().bytes().size() >= sizeof counter)
            std::memcpy(&counter, hex().bytes().data(), sizeof counter);
        shown += counter != last ? 1 : 0;
        last = counter;
        return clock.elapsed() > 3000;
    }));
    QVERIFY2(shown > 15, qPrintable(QString::number(shown)));
    const qint64 gap = eventLoop.milliseconds();
    QVERIFY2(gap < longestGap, qPrintable(QString::number(gap)));
}

void ObjectsSpeedTest::fault44_closesAtOnceInEveryState_data()
{
    QTest::addColumn<QString>("state");
    for (const char *state : {"first scan", "shown", "following", "searching", "recording", "paused"})
        QTest::newRow(state) << QString::fromLatin1(state);
}

void ObjectsSpeedTest::fault44_closesAtOnceInEveryState()
{
    QFETCH(QString, state);
    const ObjectName name = leave(64 << 20);
    const int fd = machine().open(name);
    QCOMPARE(::posix_fallocate(fd, 0, 64 << 20), 0);
    ::close(fd);
    const QTemporaryDir files;
    const bool isFirst = state == QLatin1String("first scan");
    for (int i = 0; isFirst && i < 20'000; ++i)
        machine().folder().create(std::to_string(i), 0);
    show();
    if (isFirst)
        QVERIFY(test::eventually([&] { return window().objects().rowCount() > 0; }));
    else
        QVERIFY(selects(name));
    if (state == QLatin1String("following"))
        action("Follow the writer")->trigger();
    if (state == QLatin1String("paused"))
        action("Pause")->trigger();
    if (state == QLatin1String("recording")) {
        window().watches().addWatch({.label = QStringLiteral("a"), .object = name});
        window().watches().findChild<Recording *>()->start(files.filePath(QStringLiteral("a.csv")));
        QVERIFY(window().watches().recorder().isRunning());
    }
    if (state == QLatin1String("searching")) {
        auto *text = inspector().findChild<SearchBar *>()->findChild<QLineEdit *>();
        text->setText(QStringLiteral("nowhere"));
        QTest::keyClick(text, Qt::Key_Return);
    }
    QElapsedTimer clock;
    clock.start();
    destroyWindow();
    QVERIFY2(clock.elapsed() < 1000, qPrintable(QString::number(clock.elapsed())));
}

SHMLAB_GUI_TEST_MAIN(ObjectsSpeedTest)
#include "tst_objects_speed.moc"
