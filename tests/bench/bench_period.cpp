// SPDX-License-Identifier: GPL-3.0-or-later

// How precisely a period of 1 ms is kept, and the cost of the worker's thread.
//   bench_period [ROUNDS [SECONDS]]

#include "rounds.h"
#include "session/exchange_controller.h"

#include <QCoreApplication>
#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QTimer>

#include <cmath>

#include <unistd.h>

using namespace shmlab;
using namespace shmlab::ui;
using namespace std::chrono_literals;

namespace {

/// CPU time of the thread with this name, in nanoseconds.
double cpuTimeOf(const QByteArray &threadName)
{
    const QDir tasks(QStringLiteral("/proc/self/task"));
    for (const QString &task : tasks.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QFile name(tasks.filePath(task + QStringLiteral("/comm")));
        QFile times(tasks.filePath(task + QStringLiteral("/schedstat")));
        if (name.open(QIODevice::ReadOnly) && name.readAll().trimmed() == threadName && times.open(QIODevice::ReadOnly))
            return times.readAll().split(' ').at(0).toDouble();
    }
    return std::nan("");
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const int rounds = argc > 1 ? std::atoi(argv[1]) : 5;
    const int seconds = argc > 2 ? std::atoi(argv[2]) : 10;
    const auto name = ObjectName::parse("shmlab-bench-" + std::to_string(::getpid()));
    Rounds error;
    Rounds cpu;
    Rounds lateness;
    for (int round = 0; round < rounds; ++round) {
        ExchangeController controller({.role = Role::Server, .name = *name, .join = {}, .period = 1ms, .turns = {}},
                                      SystemCalls());
        std::vector<double> times; // milliseconds since the run began
        QObject::connect(&controller, &ExchangeController::batchReady, &controller, [&] {
            const FeedBatch batch = controller.takeBatch();
            for (const TurnRecord &record : batch.turns)
                times.push_back(std::chrono::duration<double, std::milli>(record.time).count());
        });
        QEventLoop loop;
        controller.start();
        QTimer::singleShot(500, &loop, &QEventLoop::quit);
        loop.exec();
        times.clear();
        const double cpuBefore = cpuTimeOf("exchange");
        QTimer::singleShot(seconds * 1000, &loop, &QEventLoop::quit);
        loop.exec();
        const double cpuUsed = cpuTimeOf("exchange") - cpuBefore;
        const double mean = (times.back() - times.front()) / static_cast<double>(times.size() - 1);
        error.add(std::abs(mean - 1) * 100);
        cpu.add(cpuUsed / (seconds * 1e9) * 100);
        std::vector<double> late;
        for (const double time : times)
            late.push_back((time - std::floor(time)) * 1000);
        std::ranges::sort(late);
        lateness.add(late[late.size() / 2]);
    }
    error.print("mean period off from 1 ms (at most 0.1)", "%");
    cpu.print("worker's thread (less than 5)", "%");
    lateness.print("median phase of a turn within its ms", "us");
    return EXIT_SUCCESS;
}
