// SPDX-License-Identifier: GPL-3.0-or-later
#include "staged_object.h"

#include <QApplication>
#include <QSettings>
#include <QStandardPaths>

#include <future>
#include <vector>

using namespace shmlab;
using namespace shmlab::ui;

class AcquisitionTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void worksInTurnOnAThreadOfItsOwn();
    void deletedContextsGetNothing();
    void fault44_endsWithWorkStillQueued();
};

void AcquisitionTest::worksInTurnOnAThreadOfItsOwn()
{
    const test::StagedObject object;
    Acquisition acquisition(object.calls());
    std::vector<int> order;
    std::vector<std::thread::id> threads;
    for (int i = 0; i < 3; ++i) {
        acquisition.run(
            this,
            [i, name = object.name](const InspectCalls &calls) {
                return std::tuple(i, std::this_thread::get_id(), statusOf(calls, name).has_value());
            },
            [&](const std::tuple<int, std::thread::id, bool> &result) {
                order.push_back(std::get<0>(result));
                threads.push_back(std::get<1>(result));
                QVERIFY(std::get<2>(result)); // with the calls that it was given
                QVERIFY(std::this_thread::get_id() != std::get<1>(result));
            });
    }
    QVERIFY(order.empty()); // results are delivered only by the event loop
    QVERIFY(test::eventually([&] { return order.size() == 3; }));
    QCOMPARE(order, (std::vector<int>{0, 1, 2}));
    QVERIFY(threads[0] == threads[1] && threads[1] == threads[2]);
}

void AcquisitionTest::deletedContextsGetNothing()
{
    Acquisition acquisition{InspectCalls()};
    auto context = std::make_unique<QObject>();
    int delivered = 0;
    const auto work = [](const InspectCalls &) { return 1; };
    acquisition.run(context.get(), work, [&](int) { delivered += 100; });
    acquisition.run(this, work, [&](int result) { delivered += result; });
    context.reset();
    QVERIFY(test::eventually([&] { return delivered > 0; }));
    QCOMPARE(delivered, 1);
}

void AcquisitionTest::fault44_endsWithWorkStillQueued()
{
    std::promise<void> begun;
    std::promise<void> end;
    int done = 0;
    std::thread releaser;
    {
        Acquisition acquisition{InspectCalls()};
        acquisition.run(
            this,
            [&](const InspectCalls &) {
                begun.set_value();
                end.get_future().wait();
                return ++done;
            },
            [&](int) { done += 100; });
        for (int i = 0; i < 1000; ++i)
            acquisition.run(this, [&](const InspectCalls &) { return ++done; }, [&](int) { done += 100; });
        begun.get_future().wait();
        releaser = std::thread([&end] { end.set_value(); });
    }
    releaser.join();
    QVERIFY2(done <= 1001, qPrintable(QString::number(done))); // some may have been done, but nothing was delivered
    QCoreApplication::processEvents();
    QVERIFY(done <= 1001);
}

SHMLAB_GUI_TEST_MAIN(AcquisitionTest)
#include "tst_acquisition.moc"
