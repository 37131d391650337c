// SPDX-License-Identifier: GPL-3.0-or-later

// Both windows of an exchange draw what was in memory: a third party maps the object and records each change.

#include "test_support.h"
#include "windows/exchange/exchange_plot.h"
#include "windows/exchange/exchange_window.h"
#include "windows/exchange/full_speed_panel.h"

#include <shmlab/exchange/layout.h>
#include <shmlab/manage/mapping.h>

#include <QLabel>
#include <QStandardPaths>
#include <QTableView>

#include <qcustomplot.h>

#include <memory>
#include <thread>

using namespace shmlab;
using namespace shmlab::ui;
using namespace std::chrono_literals;

namespace {

using Seconds = std::chrono::duration<double>;
constexpr Seconds tolerance = 10ms;

/// A value of a counter and when it was first seen, by the steady clock.
struct Change {
    Counter value = 0;
    Seconds time{};
    Seconds notBefore{}; ///< it was not there yet
};
using Series = std::vector<Change>;

/// Maps the object and records each value of both counters.
class Truth {
public:
    explicit Truth(const ObjectName &name)
        : m_object(SharedObject::open(SystemCalls(), name)),
          m_mapping(ReadOnlyMapping::map(*m_object, countersSizeBytes)),
          m_thread([this](const std::stop_token &stop) { run(stop); })
    {
    }
    void stop()
    {
        m_thread.request_stop();
        m_thread.join();
    }
    [[nodiscard]] const Series &of(Role role) const { return role == Role::Server ? m_server : m_client; }

private:
    void run(const std::stop_token &stop)
    {
        Seconds before{};
        while (!stop.stop_requested()) {
            const CounterPair pair = loadPair(m_mapping->bytes().data());
            const Seconds now = Party::Clock::now().time_since_epoch();
            for (auto [series, value] : {std::pair(&m_server, pair.server), std::pair(&m_client, pair.client)}) {
                if (series->empty() || series->back().value != value)
                    series->push_back({value, now, before});
            }
            before = now;
            std::this_thread::sleep_for(100us); // between two observations, not for an event
        }
    }

    Result<SharedObject> m_object;
    Result<ReadOnlyMapping> m_mapping;
    Series m_server;
    Series m_client;
    std::jthread m_thread;
};

/// Null before the first paint of the window.
QCustomPlot *plotOf(const ExchangeWindow &window)
{
    const auto *plot = window.findChild<ExchangePlot *>();
    return plot != nullptr ? plot->findChild<QCustomPlot *>() : nullptr;
}

/// The steps of a plotted line, with the times of the steady clock.
Series plotted(ExchangeWindow &window, Role role)
{
    const Seconds start = window.controller().status().runStart.time_since_epoch();
    const QCustomPlot *plot = plotOf(window);
    Series series;
    for (const QCPGraphData &point : *plot->graph(role == Role::Server ? 0 : 1)->data()) {
        const auto value = static_cast<Counter>(point.value);
        if (series.empty() || series.back().value != value)
            series.push_back({value, start + Seconds(point.key), {}});
    }
    return series;
}

/// Python's struct.pack_into() fills the bytes with zeros before it writes the number: for some nanoseconds the counter
/// is 0, which one observer sees and the other does not.
Series withoutGlimpsesOfZero(Series series)
{
    const auto rest = std::ranges::remove(series.begin() + (series.empty() ? 0 : 1), series.end(), 0, &Change::value);
    series.erase(rest.begin(), rest.end());
    return series;
}

QString listOf(const Series &series)
{
    QStringList values;
    for (const Change &change : series)
        values += QString::number(change.value);
    return values.join(QLatin1Char(' '));
}

/// How `shown` differs from the truth; empty where it does not. A window joins later than the truth begins. Where the
/// machine lets a window wait, one time in ten may be late.
QString difference(const Series &truth, const Series &shown)
{
    if (shown.size() < 5)
        return QStringLiteral("only %1 values are plotted").arg(shown.size());
    auto real = std::ranges::find(truth, shown[1].value, &Change::value);
    std::size_t late = 0;
    for (std::size_t i = 1; i < shown.size(); ++i, ++real) {
        if (real == truth.end() || real->value != shown[i].value)
            return QStringLiteral("value %1 is plotted, where memory had %2").arg(shown[i].value).arg(listOf(truth));
        if (shown[i].time < real->notBefore - tolerance || shown[i].time > real->time + tolerance)
            ++late;
    }
    if (late * 10 > shown.size())
        return QStringLiteral("%1 of %2 values are more than 10 ms off their times").arg(late).arg(shown.size());
    return {};
}

/// How two windows of one run differ in what both show; empty where they do not. They join and stop one after the
/// other.
QString differenceBetween(const Series &one, const Series &other)
{
    if (one.size() < 5 || other.size() < 5)
        return QStringLiteral("only %1 and %2 values are plotted").arg(one.size()).arg(other.size());
    auto left = one.begin() + 1;
    auto right = std::ranges::find(other, left->value, &Change::value);
    if (right == other.end()) {
        right = other.begin() + 1;
        left = std::ranges::find(one, right->value, &Change::value);
    }
    std::size_t common = 0;
    std::size_t late = 0;
    for (; left != one.end() && right != other.end(); ++left, ++right, ++common) {
        if (left->value != right->value)
            return QStringLiteral("one shows %1, the other one %2").arg(listOf(one), listOf(other));
        if (left->time > right->time + tolerance || right->time > left->time + tolerance)
            ++late;
    }
    if (common < 10)
        return QStringLiteral("only %1 values are in both").arg(common);
    if (late * 10 > common)
        return QStringLiteral("%1 of %2 values are more than 10 ms apart").arg(late).arg(common);
    return {};
}

ExchangeSettings settings(Role role, const ObjectName &name, std::chrono::milliseconds period)
{
    return {.role = role, .name = name, .join = {}, .period = period, .turns = {}};
}

} // namespace

class SamePictureTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void plotsShowWhatWasInMemory_data();
    void plotsShowWhatWasInMemory();
    void pausedWindowStillFollowsThePeer();
    void rateIsPlottedAllAlong();
};

void SamePictureTest::plotsShowWhatWasInMemory_data()
{
    QTest::addColumn<QString>("server");
    QTest::addColumn<QString>("client");
    for (const char *kinds :
         {"shmlab shmlab", "shmlab plain_peer", "plain_peer shmlab", "shmlab python", "python shmlab"}) {
        const QStringList pair = QLatin1String(kinds).toString().split(QLatin1Char(' '));
        QTest::newRow(kinds) << pair[0] << pair[1];
    }
}

void SamePictureTest::plotsShowWhatWasInMemory()
{
    QFETCH(QString, server);
    QFETCH(QString, client);
    const QString python = QStandardPaths::findExecutable(QStringLiteral("python3"));
    const test::TemporaryName name;
    std::vector<std::unique_ptr<ExchangeWindow>> windows;
    std::vector<std::unique_ptr<test::Peer>> peers;
    const auto start = [&](const QString &kind, Role role) {
        const auto period = role == Role::Server ? 80ms : 50ms;
        if (kind == QLatin1String("shmlab")) {
            windows.push_back(std::make_unique<ExchangeWindow>(settings(role, name, period), SystemCalls()));
            windows.back()->show();
            windows.back()->controller().start();
            return;
        }
        const QStringList arguments{role == Role::Server ? QStringLiteral("server") : QStringLiteral("client"),
                                    test::text(name), QStringLiteral("1000"), QString::number(period.count())};
        peers.push_back(kind == QLatin1String("python")
                            ? std::make_unique<test::Peer>(python, QStringList{QStringLiteral(PYTHON_PEER)} + arguments)
                            : std::make_unique<test::Peer>(kind, arguments));
    };
    start(server, Role::Server);
    QVERIFY(
        test::eventually([&] { return statusOf(InspectCalls(), name).value_or(ObjectStatus()).sizeBytes >= 4096; }));
    Truth truth(name);
    start(client, Role::Client);
    QVERIFY(test::eventually([&] {
        return std::ranges::all_of(windows, [](const auto &window) {
            return plotOf(*window) != nullptr && plotted(*window, Role::Server).size() > 20;
        });
    }));
    peers.clear();
    for (const auto &window : windows)
        window->controller().stop();
    QVERIFY(test::eventually([&] {
        return std::ranges::all_of(
            windows, [](const auto &window) { return window->controller().status().state == RunState::Idle; });
    }));
    truth.stop();
    for (const auto &window : windows) {
        for (const Role role : {Role::Server, Role::Client}) {
            QTRY_COMPARE(plotted(*window, role).back().value, window->controller().status().counters.of(role));
            QCOMPARE(difference(withoutGlimpsesOfZero(truth.of(role)), withoutGlimpsesOfZero(plotted(*window, role))),
                     QString());
        }
    }
    if (windows.size() == 2) {
        for (const Role role : {Role::Server, Role::Client})
            QCOMPARE(differenceBetween(plotted(*windows[0], role), plotted(*windows[1], role)), QString());
    }
}

/// In a pause the peer may still write once; plot, log and card show it.
void SamePictureTest::pausedWindowStillFollowsThePeer()
{
    const test::TemporaryName name;
    ExchangeWindow window(settings(Role::Server, name, 10ms), SystemCalls());
    window.show();
    QTRY_VERIFY(plotOf(window) != nullptr); // made after the first paint
    window.controller().step();
    QTRY_COMPARE(window.controller().status().state, RunState::Paused);
    auto client = Party::join(SystemCalls(), Role::Client, name);
    QVERIFY(client);
    client->setActivity(Activity::Running);
    QVERIFY(client->step(Party::Clock::now()).wrote);
    QTRY_VERIFY(!plotted(window, Role::Client).empty() && plotted(window, Role::Client).back().value == 2);
    const auto *log = window.findChild<QTableView *>(QStringLiteral("turnLog"))->model();
    QCOMPARE(log->index(log->rowCount() - 1, log->columnCount() - 1).data().toString(),
             QStringLiteral("the peer wrote its counter"));
    const auto labels = window.findChild<QWidget *>(QStringLiteral("peerCard"))->findChildren<QLabel *>();
    QVERIFY(std::ranges::any_of(labels, [](const QLabel *label) { return label->text() == QLatin1String("2"); }));
}

/// Four points a second, from the beginning.
void SamePictureTest::rateIsPlottedAllAlong()
{
    const test::TemporaryName name;
    ExchangeSettings fast = settings(Role::Server, name, 10ms);
    fast.pace = Pace::FullSpeed;
    ExchangeWindow window(fast, SystemCalls());
    window.show();
    window.controller().start();
    QTRY_VERIFY(window.findChild<FullSpeedPanel *>() != nullptr);
    const QCPGraph *rates = window.findChild<FullSpeedPanel *>()->findChild<QCustomPlot *>()->graph(0);
    QTRY_VERIFY(rates->dataCount() > 0);
    const double first = rates->data()->at(0)->key;
    QVERIFY2(first < 2, qPrintable(QString::number(first)));
    QTRY_VERIFY(rates->dataCount() > 8);
    QVERIFY2(rates->data()->at(8)->key < first + 4, qPrintable(QString::number(rates->data()->at(8)->key)));
}

SHMLAB_GUI_TEST_MAIN(SamePictureTest)
#include "tst_same_picture.moc"
