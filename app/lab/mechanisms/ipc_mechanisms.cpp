// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/ipc_mechanism.h"

#include "lab/mechanisms/prepare.h"
#include "wording/comparison_text.h"

namespace shmlab::ui {

std::vector<IpcMechanism> ipcMechanisms()
{
    using namespace mechanisms;
    const auto mechanism = [](const char *name, auto prepare) {
        return IpcMechanism{.name = QLatin1String(name), .title = mechanismTitle(name), .prepare = prepare};
    };
    const auto loop = [&](const char *name, auto prepare) {
        IpcMechanism one = mechanism(name, prepare);
        one.isLimit = true;
        return one;
    };
    const auto sleeping = [&](const char *name, auto prepare) {
        IpcMechanism one = mechanism(name, prepare);
        one.sleepsEachTime = true;
        return one;
    };
    const auto shmlab = [](WaitMode waitMode, bool pollsFirst = true) {
        return [=] { return shmlabExchange({.waitMode = waitMode, .pollsFirst = pollsFirst}); };
    };
    return {
        loop("loop-bare", bareLoop),
        loop("loop-seq-cst", orderedLoop),
        loop("loop-pause", pausingLoop),
        loop("loop-seq-cst-pause", pausingOrderedLoop),
        mechanism("shmlab-spin", shmlab(WaitMode::Spin)),
        mechanism("shmlab-adaptive", shmlab(WaitMode::Adaptive)),
        mechanism("separate-lines", separateLines),
        mechanism("shmlab-sleep", shmlab(WaitMode::Sleep)),
        sleeping("shmlab-sleep-always", shmlab(WaitMode::Sleep, false)),
        sleeping("futex", futexes),
        sleeping("pipe", pipes),
        sleeping("unix-socket", socketPair),
        sleeping("eventfd", eventDescriptors),
        sleeping("posix-mq", messageQueues),
        sleeping("posix-semaphore", posixSemaphores),
        sleeping("mutex-condition", mutexAndCondition),
        sleeping("qt-shared-memory", qtSharedMemory),
    };
}

} // namespace shmlab::ui
