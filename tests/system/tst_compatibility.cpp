// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include <shmlab/exchange/layout.h>

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>

#include <csignal>
#include <limits>

#include <unistd.h>

using namespace shmlab;

namespace {

QString ours()
{
    return QStringLiteral("shmlab");
}

/// A party of this kind in a process of its own.
std::unique_ptr<test::Peer> start(const QString &kind, const QString &role, const ObjectName &name, int turns,
                                  int milliseconds)
{
    const QString object = test::text(name);
    const QStringList plainOutput{role, object, QString::number(turns), QString::number(milliseconds)};
    if (kind == ours()) {
        return std::make_unique<test::Peer>(
            ours(),
            QStringList{role, object, QStringLiteral("--headless"), QStringLiteral("--turns"), QString::number(turns),
                        QStringLiteral("--period"), QStringLiteral("%1ms").arg(milliseconds)});
    }
    if (kind == QLatin1String("python"))
        return std::make_unique<test::Peer>(QStandardPaths::findExecutable(QStringLiteral("python3")),
                                            QStringList{QStringLiteral(PYTHON_PEER)} + plainOutput);
    return std::make_unique<test::Peer>(kind, plainOutput);
}

QByteArray objectBytes(QFile &object)
{
    return object.seek(0) ? object.readAll() : QByteArray();
}

Counter counterAt(const QByteArray &bytes, Role role)
{
    Counter value = 0;
    std::memcpy(&value, bytes.constData() + counterOffset(role), sizeof(value));
    return value;
}

bool isZero(const QByteArray &bytes, qsizetype from, qsizetype to)
{
    return bytes.mid(from, to - from).count('\0') == to - from;
}

/// What a party printed, line by line.
struct Story {
    int checks = 0;
    Counter last = 0;
    bool followedTheRule =
        true; ///< every "I am taller. OWN, OTHER" has OWN = OTHER + 1 and is larger than the one before
    QByteArray quit;
};

Story readStory(test::Peer &peer)
{
    Story story;
    for (;;) {
        const QByteArray line = peer.readLine();
        if (line.isEmpty())
            return story;
        if (line.startsWith("Checking "))
            ++story.checks;
        if (line.startsWith("Quit "))
            story.quit = line;
        if (line.startsWith("I am taller. ")) {
            const QList<QByteArray> numbers = line.mid(13).split(',');
            const int own = numbers.value(0).toInt();
            story.followedTheRule =
                story.followedTheRule && own == numbers.value(1).trimmed().toInt() + 1 && own > story.last;
            story.last = own;
        }
    }
}

} // namespace

class CompatibilityTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fault19_allPairsOfPrograms_data();
    void fault19_allPairsOfPrograms();
    void fault19_plainPeersAtFullSpeed_data();
    void fault19_plainPeersAtFullSpeed();
    void fault19_plainServerRefusesWhileWeHoldTheName();
    void fault27_peerAcrossTheWrap();
};

void CompatibilityTest::fault19_allPairsOfPrograms_data()
{
    QTest::addColumn<QString>("server");
    QTest::addColumn<QString>("client");
    const auto row = [](const QString &server, const QString &client) {
        QTest::newRow(qPrintable(server + QStringLiteral(" serves ") + client)) << server << client;
    };
    row(ours(), ours());
    for (const char *other : {"plain_peer", "plain_peer_atomic", "boost_peer", "python"}) {
        row(ours(), QString::fromLatin1(other));
        row(QString::fromLatin1(other), ours());
    }
    // Controls: the peers understand each other without us.
    row(QStringLiteral("plain_peer"), QStringLiteral("plain_peer"));
    row(QStringLiteral("boost_peer"), QStringLiteral("plain_peer"));
}

void CompatibilityTest::fault19_allPairsOfPrograms()
{
    QFETCH(QString, server);
    QFETCH(QString, client);
    const test::TemporaryName name;
    // Python takes its time to start; the server has to be there still.
    const int serverTurns = client == QLatin1String("python") ? 400 : 80;
    auto serving = start(server, QStringLiteral("server"), name, serverTurns, 20);
    QVERIFY(serving->waitForLine("Checking client 0"));
    // Opened once: a Python client may remove the name before the last check.
    QFile object(QString::fromStdString(name.path()));
    QVERIFY(object.open(QIODevice::ReadOnly | QIODevice::Unbuffered));
    QCOMPARE(objectBytes(object).size(), 4096);

    auto joining = start(client, QStringLiteral("client"), name, 20, 15);
    QVERIFY(joining->waitForLine("Checking server 10"));
    const QByteArray bytes = objectBytes(object);
    QCOMPARE(bytes.size(), 4096);
    const Counter apart = counterDistance(counterAt(bytes, Role::Server), counterAt(bytes, Role::Client));
    QVERIFY(apart >= -1 && apart <= 1);
    QVERIFY(counterAt(bytes, Role::Client) > 2);
    QVERIFY(isZero(bytes, 8, 64));
    QCOMPARE(!isZero(bytes, 64, 128), server == ours());
    QCOMPARE(!isZero(bytes, 128, 192), client == ours());
    QVERIFY(isZero(bytes, 192, 4096));

    const Story clientStory = readStory(*joining);
    QCOMPARE(joining->waitForEnd(), 0);
    QCOMPARE(clientStory.checks, 9); // the eleven before were read above
    QVERIFY(clientStory.followedTheRule);
    QVERIFY(clientStory.quit.startsWith("Quit client: "));
    const Story serverStory = readStory(*serving);
    QCOMPARE(serving->waitForEnd(), 0);
    QCOMPARE(serverStory.checks, serverTurns - 1);
    QVERIFY(serverStory.followedTheRule || client == QLatin1String("plain_peer")
            || client == QLatin1String("plain_peer_atomic"));
    QVERIFY(serverStory.quit.startsWith("Quit server: "));
    QVERIFY(serverStory.last >= clientStory.last - 1);
    QVERIFY(!test::exists(name));
}

void CompatibilityTest::fault19_plainPeersAtFullSpeed_data()
{
    QTest::addColumn<QString>("plain");
    QTest::addColumn<bool>("isServer");
    QTest::addColumn<QString>("waitMode");
    for (const char *plain : {"plain_peer", "boost_peer", "python"}) {
        for (const bool isServer : {false, true}) {
            for (const char *waitMode : {"adaptive", "sleep"}) {
                QTest::addRow("%s as %s, %s", plain, isServer ? "server" : "client", waitMode)
                    << QString::fromLatin1(plain) << isServer << QString::fromLatin1(waitMode);
            }
        }
    }
}

void CompatibilityTest::fault19_plainPeersAtFullSpeed()
{
    QFETCH(QString, plain);
    QFETCH(bool, isServer);
    QFETCH(QString, waitMode);
    const test::TemporaryName name;
    const QStringList fullSpeed{isServer ? QStringLiteral("client") : QStringLiteral("server"),
                                test::text(name),
                                QStringLiteral("--headless"),
                                QStringLiteral("--pace"),
                                QStringLiteral("full"),
                                QStringLiteral("--wait-by"),
                                waitMode,
                                QStringLiteral("--turns"),
                                QStringLiteral("20")};
    std::unique_ptr<test::Peer> peer;
    if (isServer) {
        peer = start(plain, QStringLiteral("server"), name, 400, 15);
        QVERIFY(peer->waitForLine("Checking client 0"));
    }
    test::Peer shmlab(ours(), fullSpeed);
    if (!isServer) {
        QVERIFY(test::eventually([&] {
            QFile object(QString::fromStdString(name.path()));
            return object.open(QIODevice::ReadOnly) && objectBytes(object).size() == 4096;
        }));
        peer = start(plain, QStringLiteral("client"), name, 400, 15);
    }
    // It answers each number of the peer, at the pace of the peer.
    QVERIFY(shmlab.waitForLine("Hand-overs: 20 in "));
    QCOMPARE(shmlab.waitForEnd(), 0);
}

void CompatibilityTest::fault19_plainServerRefusesWhileWeHoldTheName()
{
    const ObjectName name = test::objectName();
    auto serving = start(ours(), QStringLiteral("server"), name, 50, 20);
    QVERIFY(serving->waitForLine("Checking client 0"));
    test::Peer plain(QStringLiteral("plain_peer"), {QStringLiteral("server"), test::text(name), QStringLiteral("1")});
    QCOMPARE(plain.waitForEnd(), 1);
    QVERIFY(test::exists(name));
    QVERIFY(readStory(*serving).followedTheRule);
    QCOMPARE(serving->waitForEnd(), 0);
}

void CompatibilityTest::fault27_peerAcrossTheWrap()
{
    constexpr Counter largest = std::numeric_limits<Counter>::max();
    constexpr Counter smallest = std::numeric_limits<Counter>::min();
    const test::TemporaryName name;
    test::FaultPeer server;
    QVERIFY(server.create(name));
    QCOMPARE(server.execute("map 4096"), 0);
    const auto put = [&](Counter value) { QCOMPARE(server.execute("put 0 " + QByteArray::number(value)), 0); };
    put(largest - 1);
    test::Peer client(ours(),
                      {QStringLiteral("client"), test::text(name), QStringLiteral("--headless"),
                       QStringLiteral("--turns"), QStringLiteral("forever"), QStringLiteral("--period"),
                       QStringLiteral("2ms")});
    const auto answers = [&](Counter own, Counter other) {
        return client.waitForLine("I am taller. " + QByteArray::number(own) + ", " + QByteArray::number(other));
    };
    QVERIFY(answers(largest, largest - 1));
    put(largest);
    QVERIFY(answers(smallest, largest));
    put(smallest + 1);
    QVERIFY(answers(smallest + 2, smallest + 1));
    client.signal(SIGINT);
    QCOMPARE(client.waitForEnd(), 130);
}

SHMLAB_TEST_MAIN(CompatibilityTest)
#include "tst_compatibility.moc"
