// SPDX-License-Identifier: GPL-3.0-or-later

// The cost of inspection within one process: the first scan of 10,000 objects compared with a later one without
// changes; the window with 10,000 and 50,000 objects, its first rows and the longest time for which its event loop is
// blocked; the hex view at 60 refreshes a second over 64 rows, whatever the object's size; a recording as fast as
// possible; 10,000 objects as JSON and as CSV.
//   bench_objects [ROUNDS [scans|window|hex|recording|export]]      (xvfb-run -a -s -noreset bench_objects, or with
//   QT_QPA_PLATFORM=offscreen)
// tests/bench/objects_against_lsof compares whole processes with lsof.

#include "rounds.h"
#include "windows/inside/inspector_panel.h"
#include "windows/objects/filter_bar.h"
#include "windows/objects/object_table.h"
#include "windows/objects/object_table_model.h"
#include "windows/objects/objects_window.h"
#include "windows/watches/watch_recorder.h"
#include "wording/object_export.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QLineEdit>
#include <QScrollBar>
#include <QStandardPaths>
#include <QTimer>

#include <atomic>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

using namespace shmlab;
using namespace shmlab::ui;

namespace {

using Milliseconds = std::chrono::duration<double, std::milli>;
using Clock = std::chrono::steady_clock;

/// A folder used as /dev/shm, on the same file system, with many small objects.
class Folder {
public:
    explicit Folder(int objects) : m_path("/dev/shm/shmlab-bench-" + std::to_string(::getpid()))
    {
        std::filesystem::create_directory(m_path);
        for (int i = 0; i < objects; ++i)
            std::ofstream(m_path + "/object-" + std::to_string(i)) << "data";
    }
    ~Folder() { std::filesystem::remove_all(m_path); }
    Folder(const Folder &) = delete;
    Folder &operator=(const Folder &) = delete;

    [[nodiscard]] const SystemRoots &roots() const { return m_roots; }

private:
    std::string m_path;
    SystemRoots m_roots{.shm = m_path};
};

double cpuSeconds()
{
    timespec time{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

long residentPages()
{
    std::ifstream file("/proc/self/statm");
    long all = 0;
    long resident = 0;
    file >> all >> resident;
    return resident;
}

void runFor(std::chrono::milliseconds time)
{
    QEventLoop loop;
    QTimer::singleShot(time, &loop, &QEventLoop::quit);
    loop.exec();
}

void scans(int rounds)
{
    const Folder folder(10'000);
    Rounds first;
    Rounds later;
    Rounds ratio;
    for (int round = 0; round < rounds; ++round) {
        ObjectMonitor list{InspectCalls(folder.roots())};
        const auto time = [&] {
            const auto begin = Clock::now();
            if (!list.refresh([](const std::vector<ObjectChange> &) { }))
                std::exit(EXIT_FAILURE);
            return Milliseconds(Clock::now() - begin).count();
        };
        const double once = time();
        (void)time(); // builds the list for the inspection in turn
        const double again = time();
        first.add(once);
        later.add(again);
        ratio.add(again / once);
    }
    first.print("10,000 objects: first scan", "ms");
    later.print("10,000 objects: nothing changed", "ms");
    ratio.print("  of the first scan", "");
}

/// The longest of several steps that run one after the other, each until the window is painted.
double longestOf(const std::vector<std::function<void()>> &steps)
{
    double longest = 0;
    for (const auto &step : steps) {
        const auto begin = Clock::now();
        step();
        QApplication::processEvents();
        longest = std::max(longest, Milliseconds(Clock::now() - begin).count());
    }
    return longest;
}

std::vector<std::function<void()>> typing(const QWidget &window)
{
    auto *filter = window.findChild<FilterBar *>()->findChild<QLineEdit *>();
    std::vector<std::function<void()>> steps;
    for (const QString &text : {QStringLiteral("o"), QStringLiteral("ob"), QStringLiteral("object-1"),
                                QStringLiteral("object-12"), QStringLiteral("object-1"), QString()})
        steps.emplace_back([filter, text] { filter->setText(text); });
    return steps;
}

std::vector<std::function<void()>> sorting(const QWidget &window)
{
    auto *table = window.findChild<ObjectTable *>();
    std::vector<std::function<void()>> steps;
    for (int column = 0; column < ObjectTableModel::ColumnCount; ++column) {
        for (const auto order : {Qt::AscendingOrder, Qt::DescendingOrder})
            steps.emplace_back([=] { table->sortByColumn(column, order); });
    }
    return steps;
}

void window(int rounds, int objects)
{
    const Folder folder(objects);
    Rounds firstRows;
    Rounds allRows;
    Rounds longestGap;
    Rounds typed;
    Rounds sorted;
    for (int round = 0; round < rounds; ++round) {
        ObjectsWindow shown(QStringLiteral("shmlab"), nullptr, SystemCalls(folder.roots()));
        QElapsedTimer since;
        qint64 first = -1;
        QObject::connect(&shown.objects(), &QAbstractItemModel::rowsInserted, &shown,
                         [&] { first = first < 0 ? since.elapsed() : first; });
        shown.show();
        QApplication::processEvents(); // it is shown, and empty
        since.start();
        qint64 gap = 0;
        QElapsedTimer beat;
        QTimer timer;
        QObject::connect(&timer, &QTimer::timeout, &shown, [&] { gap = std::max(gap, beat.restart()); });
        beat.start();
        timer.start(0);
        QEventLoop loop;
        QObject::connect(&shown, &ObjectsWindow::scanShown, &loop, &QEventLoop::quit);
        loop.exec();
        firstRows.add(static_cast<double>(first));
        allRows.add(static_cast<double>(since.elapsed()));
        longestGap.add(static_cast<double>(gap));
        typed.add(longestOf(typing(shown)));
        sorted.add(longestOf(sorting(shown)));
    }
    std::printf("a window over %d objects\n", objects);
    firstRows.print("  first rows, from the window on", "ms");
    allRows.print("  all rows", "ms");
    longestGap.print("  longest time without the event loop", "ms");
    typed.print("  longest wait for a letter typed into the filter", "ms");
    sorted.print("  longest wait for the table sorted by a column", "ms");
}

/// The panel as in the window, 64 rows high, while the object is written.
void hexView(off_t sizeBytes, std::size_t writtenBytes, const char *name)
{
    const std::string file = "shmlab-bench-" + std::to_string(::getpid());
    const int fd = ::shm_open(('/' + file).c_str(), O_CREAT | O_EXCL | O_RDWR, 0600);
    if (fd < 0 || ::ftruncate(fd, sizeBytes) != 0)
        std::exit(EXIT_FAILURE);
    auto *bytes = static_cast<unsigned char *>(::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0));
    auto report = std::make_shared<ObjectReport>();
    report->name = file;
    report->usage.status = *statusOf(InspectCalls(), *ObjectName::parse(file));
    Acquisition acquisition{InspectCalls()};
    InspectorPanel panel(acquisition);
    panel.resize(900, 800);
    panel.show(report);
    static_cast<QWidget &>(panel).show();
    QApplication::processEvents();
    const int rowHeight = panel.hexView().fontMetrics().height() + 2;
    panel.resize(900, panel.height() - panel.hexView().viewport()->height() + 64 * rowHeight);
    QTimer writer; // in the same process, but it takes little time
    unsigned char value = 0;
    QObject::connect(&writer, &QTimer::timeout, &panel, [&] { std::fill_n(bytes, writtenBytes, ++value); });
    writer.start(5);
    runFor(std::chrono::seconds(1));
    Rounds share;
    for (int round = 0; round < 5; ++round) {
        const double cpu = cpuSeconds();
        const auto begin = Clock::now();
        runFor(std::chrono::seconds(2));
        share.add((cpuSeconds() - cpu) / std::chrono::duration<double>(Clock::now() - begin).count() * 100);
    }
    share.print(name, "% of a core");
    ::munmap(bytes, 4096);
    ::close(fd);
    ::shm_unlink(('/' + file).c_str());
}

void recording(int rounds)
{
    const std::string file = "shmlab-bench-" + std::to_string(::getpid());
    const auto name = *ObjectName::parse(file);
    const int fd = ::shm_open(name.c_str(), O_CREAT | O_EXCL | O_RDWR, 0600);
    if (fd < 0 || ::ftruncate(fd, 4096) != 0)
        std::exit(EXIT_FAILURE);
    const QString csv = QString::fromStdString("/dev/shm/" + file + ".csv");
    Rounds rate;
    Rounds growth;
    for (int round = 0; round < rounds; ++round) {
        WatchRecorder recorder{InspectCalls()};
        recorder.start(csv, {Watch{.label = QStringLiteral("counter"), .object = name}}, std::chrono::nanoseconds(0));
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
        const long before = residentPages();
        std::this_thread::sleep_for(std::chrono::seconds(1));
        growth.add(static_cast<double>(residentPages() - before) * 4);
        const SamplingStats stats = recorder.stats();
        if (stats.samples == 0)
            std::exit(EXIT_FAILURE);
        rate.add(static_cast<double>(stats.samples) / std::chrono::duration<double>(stats.elapsed).count());
    }
    rate.print("recording one int32: samples a second", "");
    growth.print("  memory that grew in a second of it", "KiB");
    std::filesystem::remove(csv.toStdString());
    ::close(fd);
    ::shm_unlink(name.c_str());
}

void exports(int rounds)
{
    const Folder folder(10'000);
    ObjectMonitor list{InspectCalls(folder.roots())};
    if (!list.refresh([](const std::vector<ObjectChange> &) { }))
        std::exit(EXIT_FAILURE);
    const auto reports = list.reports();
    const auto measure = [&](const char *name, auto format) {
        Rounds time;
        for (int round = 0; round < rounds; ++round) {
            const auto begin = Clock::now();
            (void)format(reports);
            time.add(Milliseconds(Clock::now() - begin).count());
        }
        time.print(name, "ms");
    };
    measure("10,000 objects as JSON", objectsJson);
    measure("  as CSV", objectsCsv);
}

} // namespace

int main(int argc, char *argv[])
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("shmlab-bench"));
    const QApplication application(argc, argv);
    const int rounds = argc > 1 ? std::atoi(argv[1]) : 7;
    const std::string_view part = argc > 2 ? argv[2] : "";
    const auto isWanted = [part](std::string_view name) { return part.empty() || part == name; };
    if (isWanted("scans"))
        scans(rounds);
    if (isWanted("window")) {
        window(rounds, 10'000);
        window(rounds, 50'000);
    }
    if (isWanted("hex")) {
        hexView(4096, 8, "hex view: 4 KiB, a counter changes");
        hexView(off_t{1} << 62, 8, "hex view: 2^62 bytes, a counter changes");
        hexView(4096, 1024, "hex view: 4 KiB, every byte shown changes");
    }
    if (isWanted("recording"))
        recording(rounds);
    if (isWanted("export"))
        exports(rounds);
}
