// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/ipc_mechanism.h"

#include "lab/mechanisms/prepare.h"

#include <QCoreApplication>

namespace shmlab::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(shmlab::ui::IpcMechanisms)
};

} // namespace

std::vector<IpcMechanism> ipcMechanisms()
{
    using namespace mechanisms;
    constexpr std::size_t cacheLineBytes = 64;
    const auto mechanism = [](const char *name, const QString &title, auto prepare) {
        return IpcMechanism{.name = QLatin1String(name), .title = title, .prepare = prepare};
    };
    const auto shmlab = [](WaitMode waitMode, bool pollsFirst = true) {
        return [=] { return shmlabExchange({.waitMode = waitMode, .pollsFirst = pollsFirst}); };
    };
    std::vector<IpcMechanism> all{
        mechanism("limit", Text::tr("Two atomics (the limit)"), [] { return twoAtomics(sizeof(int)); }),
        mechanism("limit-unclocked", Text::tr("Two atomics, timed in batches"), twoAtomicsTimedInBatches),
        mechanism("shmlab-spin", Text::tr("Shmlab, spinning"), shmlab(WaitMode::Spin)),
        mechanism("shmlab-adaptive", Text::tr("Shmlab, adaptive"), shmlab(WaitMode::Adaptive)),
        mechanism("separate-lines", Text::tr("Two atomics, a cache line each"),
                  [] { return twoAtomics(cacheLineBytes); }),
        mechanism("shmlab-sleep", Text::tr("Shmlab, sleeping"), shmlab(WaitMode::Sleep)),
        mechanism("shmlab-sleep-always", Text::tr("Shmlab, sleeping each time"), shmlab(WaitMode::Sleep, false)),
        mechanism("futex", Text::tr("Futex"), futexes),
        mechanism("pipe", Text::tr("Pipe"), pipes),
        mechanism("unix-socket", Text::tr("UNIX socket"), socketPair),
        mechanism("eventfd", Text::tr("Event descriptor"), eventDescriptors),
        mechanism("posix-mq", Text::tr("POSIX message queue"), messageQueues),
        mechanism("posix-semaphore", Text::tr("POSIX semaphore"), posixSemaphores),
        mechanism("mutex-condition", Text::tr("Mutex and condition"), mutexAndCondition),
        mechanism("qt-shared-memory", Text::tr("QSharedMemory, QSystemSemaphore"), qtSharedMemory),
    };
    all.front().isLimit = true;
    return all;
}

} // namespace shmlab::ui
