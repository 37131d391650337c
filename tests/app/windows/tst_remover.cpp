// SPDX-License-Identifier: GPL-3.0-or-later
#include "staged_machine.h"
#include "windows/removal/remover.h"

#include <shmlab/inspect/object_location.h>
#include <shmlab/inspect/shm_directory.h>

#include <QTemporaryDir>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

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

/// A removal of these objects that keeps a copy of each in memory.
RemovalPlan planOf(const std::vector<ObjectReportPtr> &reports)
{
    RemovalPlan plan;
    for (const ObjectReportPtr &report : reports)
        plan.items.push_back({.report = report, .place = BackupPlace::Memory, .isReadable = true});
    return plan;
}

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
    void fault58_failedOnesStayForAnotherUndo();
    void fault58_namesOfOneObjectAreCopiedOnce();
    void fault58_fileKeepsWhatMemoryCannot();
    void fault58_progressCountsBytes();
    void fault58_nothingStoredMeanwhileIsLost_data();
    void fault58_nothingStoredMeanwhileIsLost();
    void fault52_withoutAScanNothingIsRemoved();
};

void RemoverTest::objectsRemovedTogetherAreRestoredTogether()
{
    const Leftovers leftovers(5);
    const auto reports = leftovers.reports();
    Remover remover(leftovers.calls());
    RemovalOutcome outcome = outcomeOf(remover, [&] { remover.remove(planOf({reports.at(0)})); });
    QCOMPARE(outcome.doneCount(), 1);
    outcome = outcomeOf(remover, [&] {
        remover.remove(planOf({reports.begin() + 1, reports.end()}));
        remover.undo(); // one at a time: this does nothing
    });
    QCOMPARE(outcome.doneCount(), 4);
    QCOMPARE(outcome.requested, 4);
    QVERIFY(outcome.failures.isEmpty());
    QCOMPARE(leftovers.present(), 0);
    QCOMPARE(remover.history().undoableCount(), std::size_t{4});
    outcome = outcomeOf(remover, [&] { remover.undo(); });
    QCOMPARE(outcome.doneCount(), 4);
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
        const auto plan = history.plan({machine.report(names.back(), Verdict::Stale)}, [] { return true; });
        QCOMPARE(plan.shareOf(BackupPlace::Memory).bytes, static_cast<qint64>((large + 4095) / 4096 * 4096));
        QCOMPARE(plan.dropped.objects, i == 2 ? 1 : 0);
        QVERIFY(history.remove(plan.items.front(), false));
        QCOMPARE(history.droppedCount(), plan.dropped.objects);
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
        remover.remove(planOf(reports));
        remover.cancel();
    });
    QCOMPARE(outcome.requested, many);
    QVERIFY2(outcome.doneCount() < many, "it ended before it was cancelled");
    QCOMPARE(leftovers.present(), many - outcome.doneCount());
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
    const RemovalOutcome outcome = outcomeOf(remover, [&] { remover.remove(planOf(reports)); });
    QCOMPARE(outcome.doneCount(), 2);
    QCOMPARE(outcome.failures.size(), qsizetype{3}); // the first three
    QVERIFY(outcome.failures.at(0).contains(test::text(leftovers.name(0))));
    QVERIFY(outcome.failures.at(2).contains(QLatin1String("it is in use")));
    QCOMPARE(leftovers.present(), 1);
}

void RemoverTest::endsWhenDestroyed()
{
    constexpr int many = 3000;
    const Leftovers leftovers(many);
    auto reports = leftovers.reports();
    {
        Remover remover(leftovers.calls());
        remover.remove(planOf(reports));
    }
    QVERIFY(leftovers.present() > 0); // the destructor does not wait for all of them
}

void RemoverTest::fault58_failedOnesStayForAnotherUndo()
{
    const Leftovers leftovers(13);
    Remover remover(leftovers.calls());
    RemovalOutcome outcome = outcomeOf(remover, [&] { remover.remove(planOf(leftovers.reports())); });
    QCOMPARE(outcome.doneCount(), 13);
    for (const std::size_t taken : {3U, 7U})
        leftovers.leave(leftovers.name(taken), 4096, "another");
    outcome = outcomeOf(remover, [&] { remover.undo(); });
    QCOMPARE(outcome.doneCount(), 11);
    QCOMPARE(outcome.errors.size(), std::size_t{2});
    QVERIFY(outcome.failures.at(0).contains(test::text(leftovers.name(7)))); // the latest first
    QVERIFY(outcome.failures.at(1).contains(QLatin1String("in use again")));
    QCOMPARE(remover.history().undoableCount(), std::size_t{2});
    QCOMPARE(leftovers.firstBytes(leftovers.name(3), 7), std::string("another"));
    for (const std::size_t taken : {3U, 7U})
        leftovers.remove(leftovers.name(taken));
    outcome = outcomeOf(remover, [&] { remover.undo(); });
    QCOMPARE(outcome.doneCount(), 2);
    for (std::size_t i = 0; i < 13; ++i)
        QCOMPARE(leftovers.firstBytes(leftovers.name(i), 1), std::to_string(i).substr(0, 1));
}

void RemoverTest::fault58_namesOfOneObjectAreCopiedOnce()
{
    const test::StagedMachine machine;
    const std::array names{test::objectName(), test::objectName(), test::objectName()};
    machine.leave(names[0], 4096, "shared");
    for (std::size_t i = 1; i < names.size(); ++i)
        std::filesystem::create_hard_link(machine.path(names[0]), machine.path(names.at(i)));
    std::vector<ObjectReportPtr> reports;
    for (const ObjectName &name : names)
        reports.push_back(machine.report(name, Verdict::Stale));
    RemovalPlan plan;
    Remover remover(machine.calls());
    QObject::connect(&remover, &Remover::examined, &remover, [&](const RemovalPlan &found) { plan = found; });
    (void)outcomeOf(remover, [&] { remover.examine(reports); });
    QCOMPARE(plan.shareOf(BackupPlace::Memory).objects, 3);
    QCOMPARE(plan.shareOf(BackupPlace::Memory).bytes, qint64{4096});
    for (int round = 0; round < 2; ++round) { // the second time the objects are those that an undo created
        QCOMPARE(outcomeOf(remover, [&] { remover.remove(plan); }).doneCount(), 3);
        QVERIFY(machine.isEmpty());
        const RemovalOutcome undone = outcomeOf(remover, [&] { remover.undo(); });
        QCOMPARE(undone.doneCount(), 3);
        QVERIFY2(undone.incomplete.isEmpty(), qPrintable(undone.incomplete.join(QLatin1Char(' '))));
        for (const ObjectName &name : names) {
            QCOMPARE(machine.status(name).links, nlink_t{3});
            QCOMPARE(machine.firstBytes(name, 6), std::string("shared"));
        }
        for (RemovalPlan::Item &item : plan.items)
            item.report = machine.report(*nameOf(*item.report), Verdict::Stale);
    }
    // One of them alone is the same object again, not a copy.
    plan.items.resize(1);
    const ObjectId identity = machine.status(names[1]).identity;
    QCOMPARE(outcomeOf(remover, [&] { remover.remove(plan); }).doneCount(), 1);
    QCOMPARE(outcomeOf(remover, [&] { remover.undo(); }).doneCount(), 1);
    QCOMPARE(machine.status(*nameOf(*plan.items.front().report)).identity, identity);
}

void RemoverTest::fault58_fileKeepsWhatMemoryCannot()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("below/copies"));
    const Leftovers leftovers(3);
    RemovalPlan plan = planOf(leftovers.reports());
    for (RemovalPlan::Item &item : plan.items)
        item.place = BackupPlace::File;
    Remover remover(leftovers.calls());
    for (int round = 0; round < 2; ++round) {
        RemovalOutcome outcome = outcomeOf(remover, [&] { remover.remove(plan, path); });
        QCOMPARE(outcome.doneCount(), 3);
        QCOMPARE(leftovers.present(), 0);
        QVERIFY(!QFile::exists(path)); // nothing is left of it, however the program ends
        outcome = outcomeOf(remover, [&] { remover.undo(); });
        QCOMPARE(outcome.doneCount(), 3);
        for (std::size_t i = 0; i < 3; ++i)
            QCOMPARE(leftovers.firstBytes(leftovers.name(i), 1), std::to_string(i));
        for (RemovalPlan::Item &item : plan.items)
            item.report = leftovers.report(*nameOf(*item.report), Verdict::Stale);
    }
    // Without the file nothing is removed.
    QFile existing(path);
    QVERIFY(existing.open(QIODevice::WriteOnly));
    existing.write("mine");
    existing.close();
    RemovalOutcome outcome = outcomeOf(remover, [&] { remover.remove(plan, path); });
    QCOMPARE(outcome.doneCount(), 0);
    QVERIFY2(outcome.failures.at(0).contains(QLatin1String("Nothing was removed")), qPrintable(outcome.failures.at(0)));
    outcome = outcomeOf(remover, [&] { remover.remove(plan, QStringLiteral("/proc/none/copies")); });
    QVERIFY(outcome.failures.at(0).contains(QLatin1String("Choose another place")));
    QCOMPARE(leftovers.present(), 3);
    QVERIFY(existing.open(QIODevice::ReadOnly));
    QCOMPARE(existing.readAll(), QByteArray("mine"));
}

/// A single object can be large.
void RemoverTest::fault58_progressCountsBytes()
{
    constexpr std::size_t large = std::size_t{40} << 20U;
    const test::StagedMachine machine;
    const ObjectName name = machine.leave(off_t{large}, std::string(large, 'x'));
    double halfway = 0;
    int copies = 0;
    Remover *watched = nullptr;
    test::Intercept watches([&](Call call, const std::string &) {
        if (call == Call::Pread && ++copies == 20)
            halfway = watched->progress();
        return 0;
    });
    Remover remover(SystemCalls(&watches, machine.roots()));
    watched = &remover;
    RemovalPlan plan = planOf({machine.report(name, Verdict::Stale)});
    plan.items.front().bytes = qint64{large};
    QCOMPARE(outcomeOf(remover, [&] { remover.remove(plan); }).doneCount(), 1);
    QVERIFY2(halfway > 0.2 && halfway < 0.9, qPrintable(QString::number(halfway)));
    QCOMPARE(remover.progress(), 1.0);
}

void RemoverTest::fault58_nothingStoredMeanwhileIsLost_data()
{
    QTest::addColumn<int>("call");
    for (const Call call :
         {Call::Statx, Call::Open, Call::Close, Call::Lseek, Call::Pread, Call::Fcntl, Call::Renameat2})
        QTest::newRow(callName(call)) << int(call);
}

/// Before the nth call of a kind, or before each of them, a program stores something through a mapping, which leaves
/// times and size as they are, and closes the object.
void RemoverTest::fault58_nothingStoredMeanwhileIsLost()
{
    QFETCH(int, call);
    test::StagedMachine machine;
    const test::FakeProc proc; // of one process, so that a scan makes few calls
    machine.setProcesses(proc);
    const std::string content(std::size_t{3} << 20U, 'x');
    int removed = 0;
    for (int occurrence = 0, seen = 1; occurrence <= seen; ++occurrence) { // 0: before each
        const ObjectName name = machine.leave(static_cast<off_t>(content.size()), content);
        const std::string path = machine.path(name);
        seen = 0;
        char stored = 'x';
        bool isRemoving = true;
        test::Intercept stores([&](Call made, const std::string &) {
            if (!isRemoving || made != static_cast<Call>(call) || (++seen != occurrence && occurrence != 0))
                return 0;
            const int fd = ::open(path.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
            if (fd < 0) // it would have to wait
                return 0;
            void *bytes = ::mmap(nullptr, 1, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
            *static_cast<volatile char *>(bytes) = stored = stored == 'z' ? 'a' : static_cast<char>(stored + 1);
            ::munmap(bytes, 1);
            ::close(fd);
            return 0;
        });
        RemovalHistory history(SystemCalls(&stores, machine.roots()));
        const auto plan = planOf({machine.report(name, Verdict::Stale)});
        history.beginBatch();
        const auto done = history.remove(plan.items.front(), false);
        isRemoving = false;
        QCOMPARE(machine.exists(name), !done.has_value());
        if (!done)
            QCOMPARE(done.error().problem, Problem::InUse);
        if (done)
            QVERIFY(history.undo());
        removed += done ? 1 : 0;
        QCOMPARE(machine.firstBytes(name, 2), std::string{stored} + 'x');
        machine.remove(name);
    }
    QVERIFY(removed > 0);
}

/// What the listing showed is too old to remove anything by.
void RemoverTest::fault52_withoutAScanNothingIsRemoved()
{
    const Leftovers leftovers(2);
    auto fails = test::refuse(Call::Open, leftovers.roots().proc + '"', EMFILE);
    Remover remover(SystemCalls(&fails, leftovers.roots()));
    RemovalPlan plan = planOf(leftovers.reports());
    plan.items.back().place = BackupPlace::Nowhere;
    const RemovalOutcome outcome = outcomeOf(remover, [&] { remover.remove(plan); });
    QCOMPARE(outcome.doneCount(), 0);
    QCOMPARE(leftovers.present(), 2);
    for (const QString &failure : outcome.failures)
        QVERIFY2(failure.contains(QLatin1String("EMFILE"))
                     && failure.contains(QLatin1String("the processes could not be searched for those that use it")),
                 qPrintable(failure));
    Remover another(leftovers.calls());
    QCOMPARE(outcomeOf(another, [&] { another.remove(plan); }).doneCount(), 2); // positive control
}

SHMLAB_TEST_MAIN(RemoverTest)
#include "tst_remover.moc"
