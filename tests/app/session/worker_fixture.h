// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/exchange_worker.h"
#include "staged_machine.h"

#include <chrono>
#include <span>
#include <vector>

/// What the tests of the exchange's worker share.
namespace shmlab::ui {

class Recorder : public ExchangeListener {
public:
    std::vector<TurnRecord> turns;
    std::vector<TurnRecord> changes; ///< of every kind but turns
    std::vector<CallRecord> calls;
    std::vector<std::byte> page;
    FullSpeedStats stats;
    int runs = 0;

    void runStarted() override { ++runs; }
    void turnCompleted(const TurnRecord &record) override { turns.push_back(record); }
    void counterChanged(const TurnRecord &record) override { changes.push_back(record); }
    void callCompleted(const CallRecord &record, bool isRoutine) override
    {
        if (!isRoutine)
            calls.push_back(record);
    }
    void pageUpdated(std::span<const std::byte> bytes) override { page.assign(bytes.begin(), bytes.end()); }
    void statsUpdated(const FullSpeedStats &seen, bool) override { stats = seen; }
};

/// A machine for one exchange. Fails the test that leaves an object in it.
class ExchangeMachine : public test::StagedMachine {
public:
    ExchangeMachine() = default;
    ~ExchangeMachine()
    {
        if (!isEmpty())
            QTest::qFail("an object is left", __FILE__, __LINE__);
    }
    ExchangeMachine(const ExchangeMachine &) = delete;
    ExchangeMachine &operator=(const ExchangeMachine &) = delete;

    const ObjectName name = test::objectName();
};

/// The same with an object of that name that no process is seen to use.
struct MachineWithLeftover : ExchangeMachine {
    MachineWithLeftover()
    {
        setProcesses(noProcesses);
        leave(name);
    }

    const test::FakeProc noProcesses;
};

/// A worker on this thread, with everything that it reports.
struct Side {
    Recorder recorder;
    ExchangeWorker worker;
    std::vector<ExchangeStatus> statuses;

    explicit Side(const SystemRoots &roots) : worker(recorder, 30, roots)
    {
        QObject::connect(&worker, &ExchangeWorker::statusChanged, &worker,
                         [this](const ExchangeStatus &status) { statuses.push_back(status); });
    }
    explicit Side(const test::StagedMachine &machine) : Side(machine.roots()) { }
    /// One that has started.
    Side(const test::StagedMachine &machine, const ExchangeSettings &settings) : Side(machine)
    {
        worker.start(settings);
    }
    [[nodiscard]] RunState state() const { return statuses.empty() ? RunState::Idle : statuses.back().state; }
    [[nodiscard]] const ExchangeStatus &last() const { return statuses.back(); }
    [[nodiscard]] bool waitFor(RunState wanted, int milliseconds = 20'000) const
    {
        return test::eventually([&] { return state() == wanted; }, milliseconds);
    }
    [[nodiscard]] bool waitUntilIdle() const { return waitFor(RunState::Idle); }
    /// The same for its peer.
    [[nodiscard]] bool waitFor(Peer::State wanted) const
    {
        return test::eventually([&] { return last().peer.state == wanted; });
    }
};

inline ExchangeSettings settings(Role role, const ObjectName &name, TurnLimit turns = {})
{
    return {.role = role, .name = name, .join = {}, .period = std::chrono::milliseconds(5), .turns = turns};
}

/// Those of a client that neither waits for a server nor joins another one.
inline ExchangeSettings impatient(const ObjectName &name)
{
    ExchangeSettings all = settings(Role::Client, name);
    all.waitsForServer = all.rejoins = false;
    return all;
}

inline ExchangeSettings fullSpeed(Role role, const ObjectName &name, TurnLimit turns = {})
{
    ExchangeSettings all = settings(role, name, turns);
    all.pace = Pace::FullSpeed;
    return all;
}

} // namespace shmlab::ui
