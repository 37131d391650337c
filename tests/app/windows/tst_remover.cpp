// SPDX-License-Identifier: GPL-3.0-or-later
#include "staged_machine.h"
#include "windows/removal/remover.h"

#include <shmlab/inspect/shm_directory.h>

using namespace shmlab;
using namespace shmlab::ui;

namespace {

/// A machine with some objects that no process holds.
class Leftovers : public test::StagedMachine {
public:
    explicit Leftovers(int count)
    {
        for (int i = 0; i < count; ++i)
            m_names.push_back(leave(4096, std::to_string(i)));
    }
    [[nodiscard]] const ObjectName &name(std::size_t i) const { return m_names.at(i); }
    [[nodiscard]] std::vector<ObjectReportPtr> reports() const
    {
        std::vector<ObjectReportPtr> all;
        for (const ObjectName &name : m_names)
            all.push_back(report(name, Verdict::Stale));
        return all;
    }
    [[nodiscard]] int present() const
    {
        return static_cast<int>(
            std::ranges::count_if(m_names, [this](const ObjectName &name) { return exists(name); }));
    }

private:
    std::vector<ObjectName> m_names;
};

/// The outcome of the task that `begin` starts.
template <typename Begin>
RemovalOutcome outcomeOf(Remover &remover, Begin begin)
{
    RemovalOutcome outcome;
    const auto connection =
        QObject::connect(&remover, &Remover::finished, &remover, [&](const RemovalOutcome &told) { outcome = told; });
    begin();
    if (!test::eventually([&] { return !remover.isBusy(); }))
        qWarning("the task does not end");
    QObject::disconnect(connection);
    return outcome;
}

} // namespace

class RemoverTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void objectsRemovedTogetherAreRestoredTogether();
    void oldestBackupsAreDroppedFirst();
    void canBeCancelled();
    void reportsFailures();
    void endsWhenDestroyed();
};

void RemoverTest::objectsRemovedTogetherAreRestoredTogether()
{
    const Leftovers leftovers(5);
    const auto reports = leftovers.reports();
    Remover remover(leftovers.calls());
    RemovalOutcome outcome = outcomeOf(remover, [&] { remover.remove({reports.at(0)}, false); });
    QCOMPARE(outcome.done, 1);
    outcome = outcomeOf(remover, [&] {
        remover.remove({reports.begin() + 1, reports.end()}, false);
        remover.undo(); // one at a time: this does nothing
    });
    QCOMPARE(outcome.done, 4);
    QCOMPARE(outcome.requested, 4);
    QVERIFY(outcome.failures.isEmpty());
    QCOMPARE(leftovers.present(), 0);
    QCOMPARE(remover.history().undoableCount(), std::size_t{4});
    outcome = outcomeOf(remover, [&] { remover.undo(); });
    QCOMPARE(outcome.done, 4);
    QCOMPARE(remover.processedCount(), 4);
    QCOMPARE(leftovers.present(), 4);
    QVERIFY(!leftovers.exists(leftovers.name(0)));
    QCOMPARE(remover.history().undoableCount(), std::size_t{1});
    (void)outcomeOf(remover, [&] { remover.undo(); });
    for (std::size_t i = 0; i < 5; ++i)
        QCOMPARE(leftovers.firstBytes(leftovers.name(i), 1), std::to_string(i));
    QCOMPARE(remover.history().undoableCount(), std::size_t{0});
}

void RemoverTest::oldestBackupsAreDroppedFirst()
{
    constexpr std::size_t large = RemovalHistory::maxBytes / 5 * 2; // room for two of them
    const test::StagedMachine machine;
    const auto directory = inspectShmDirectory(machine.calls());
    if (!directory || directory->freeBytes < 4 * large)
        QSKIP("too little room in /dev/shm");
    RemovalHistory history(machine.calls());
    std::vector<ObjectName> names;
    const std::string content(large, 'x');
    for (int i = 0; i < 3; ++i) {
        names.push_back(machine.leave(static_cast<off_t>(large), content));
        history.beginBatch();
        const auto removed = history.remove(*machine.report(names.back(), Verdict::Stale), false);
        QVERIFY(removed && removed->hasBackup);
        QVERIFY(!machine.exists(names.back()));
    }
    for (std::size_t i = 3; i-- > 1;) {
        QCOMPARE(history.undoableCount(), std::size_t{1});
        QVERIFY(history.latest() == names.at(i));
        QVERIFY(history.undo());
        QCOMPARE(machine.status(names.at(i)).sizeBytes, static_cast<off_t>(large));
    }
    QCOMPARE(history.undoableCount(), std::size_t{0}); // the first one was dropped to make room
    QVERIFY(!machine.exists(names.front()));
}

void RemoverTest::canBeCancelled()
{
    constexpr int many = 3000;
    const Leftovers leftovers(many);
    auto reports = leftovers.reports();
    Remover remover(leftovers.calls());
    const RemovalOutcome outcome = outcomeOf(remover, [&] {
        remover.remove(std::move(reports), false);
        remover.cancel();
    });
    QCOMPARE(outcome.requested, many);
    QVERIFY2(outcome.done < many, "it ended before it was cancelled");
    QCOMPARE(leftovers.present(), many - outcome.done);
    (void)outcomeOf(remover, [&] { remover.undo(); });
    QCOMPARE(leftovers.present(), many);
}

void RemoverTest::reportsFailures()
{
    const Leftovers leftovers(6);
    const auto reports = leftovers.reports();
    test::FaultPeer peer(leftovers.folderPath());
    QVERIFY(peer.execute("open", leftovers.name(2)) > 0);
    for (const std::size_t gone : {0U, 1U, 4U})
        leftovers.remove(leftovers.name(gone));
    Remover remover(leftovers.calls());
    const RemovalOutcome outcome = outcomeOf(remover, [&] { remover.remove(reports, false); });
    QCOMPARE(outcome.done, 2);
    QCOMPARE(outcome.failures.size(), qsizetype{3}); // the first three
    QVERIFY(outcome.failures.at(0).contains(test::text(leftovers.name(0))));
    QVERIFY(outcome.failures.at(2).contains(QLatin1String("a process may be using it")));
    QCOMPARE(leftovers.present(), 1);
}

void RemoverTest::endsWhenDestroyed()
{
    constexpr int many = 3000;
    const Leftovers leftovers(many);
    auto reports = leftovers.reports();
    {
        Remover remover(leftovers.calls());
        remover.remove(std::move(reports), false);
    }
    QVERIFY(leftovers.present() > 0); // the destructor does not wait for all of them
}

SHMLAB_TEST_MAIN(RemoverTest)
#include "tst_remover.moc"
