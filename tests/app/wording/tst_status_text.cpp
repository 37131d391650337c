// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"
#include "wording/error_text.h"
#include "wording/status_text.h"

#include <QCoreApplication>
#include <QSet>

#include <cerrno>

#include <sys/sysmacros.h>
#include <unistd.h>

using namespace shmlab;
using namespace shmlab::ui;

namespace {

ExchangeSettings settings(Role role)
{
    return {.role = role, .name = *ObjectName::parse("/thing"), .join = {}};
}

ExchangeStatus failed(Error error, std::optional<Verdict> verdict = {})
{
    ExchangeStatus status;
    status.end = ExchangeEnd::Failed;
    status.error = std::move(error);
    if (verdict) {
        status.occupant.emplace();
        status.occupant->usage.verdict = *verdict;
        status.occupant->usage.status.createdSeconds = 1'700'000'000;
    }
    return status;
}

} // namespace

class StatusTextTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyProblemNamesTheObjectAndWhatToDo();
    void everyErrnoOfTheLifeCycle_data();
    void everyErrnoOfTheLifeCycle();
    void onlyStaleOffersRemoval();
    void staleTextNamesCreatorAndTime();
    void everyStateHasItsOwnLine();
    void fault09_badDirectoriesAreExplained_data();
    void fault09_badDirectoriesAreExplained();
    void fault22_searchedLocationIsNamed();
    void takenRoleNamesItsHolder();
    void fault15_truncationTellsWhatSigbusDoes();
    void oneSidedFullSpeedIsTold();
    void otherNameIsOfferedWhereAdvised();
};

void StatusTextTest::fault15_truncationTellsWhatSigbusDoes()
{
    ExchangeStatus status;
    status.end = ExchangeEnd::Truncated;
    const QString all = statusText(settings(Role::Server), status).text;
    QVERIFY2(all.contains(QLatin1String("would have raised SIGBUS and killed this program")), qPrintable(all));
    status.remainingBytes = 4; // within the page there is no SIGBUS
    const QString part = statusText(settings(Role::Server), status).text;
    QVERIFY2(part.contains(QLatin1String("truncated to 4 bytes")) && !part.contains(QLatin1String("killed")),
             qPrintable(part));
}

void StatusTextTest::oneSidedFullSpeedIsTold()
{
    ExchangeSettings own = settings(Role::Server);
    ExchangeStatus status;
    status.state = RunState::Running;
    status.peer = {.state = Peer::State::Present, .isShmlab = true};
    own.pace = Pace::FullSpeed;
    QCOMPARE(statusText(own, status).remedy, Remedy::None); // not known yet
    status.peerPace = Pace::Timer;
    QVERIFY(statusText(own, status).text.contains(QLatin1String("The client is still on its timer")));
    QCOMPARE(statusText(own, status).remedy, Remedy::TakeTimer);
    own.pace = Pace::Timer;
    QCOMPARE(statusText(own, status).remedy, Remedy::None);
    status.peerPace = Pace::FullSpeed;
    QVERIFY(statusText(own, status).text.contains(QLatin1String("this side is still on its timer")));
    QCOMPARE(statusText(own, status).remedy, Remedy::TakeFullSpeed);
    status.peer.condition = Peer::Condition::Stopped; // then that is what matters
    QCOMPARE(statusText(own, status).remedy, Remedy::None);
}

void StatusTextTest::otherNameIsOfferedWhereAdvised()
{
    const auto check = [](const ExchangeStatus &status) {
        for (const Role role : {Role::Server, Role::Client}) {
            const StatusText text = statusText(settings(role), status);
            const bool isAdvised = text.text.contains(QLatin1String("another name"));
            QVERIFY2(text.advisesOtherName || !isAdvised, qPrintable(text.text));
        }
    };
    for (int problem = static_cast<int>(Problem::SizeInvalid); problem <= static_cast<int>(Problem::TooLarge);
         ++problem)
        check(failed({.problem = static_cast<Problem>(problem), .object = "/thing"}));
    for (const int number : {EEXIST, EACCES, EPERM, ENOENT, ENOSPC, EMFILE}) {
        const Error error{.call = Call::ShmOpen, .errorNumber = number, .object = "/thing"};
        check(failed(error));
        for (const Verdict verdict : {Verdict::Live, Verdict::Stale, Verdict::Stalled, Verdict::Stopped,
                                      Verdict::Unknown, Verdict::NotAnObject})
            check(failed(error, verdict));
    }
    const Error full{.call = Call::PosixFallocate, .errorNumber = ENOSPC, .object = "/thing"};
    QVERIFY(!statusText(settings(Role::Server), failed(full)).advisesOtherName);
}

void StatusTextTest::everyProblemNamesTheObjectAndWhatToDo()
{
    QSet<QString> texts;
    for (int problem = static_cast<int>(Problem::SizeInvalid); problem <= static_cast<int>(Problem::TooLarge);
         ++problem) {
        const Error error{.problem = static_cast<Problem>(problem), .object = "/thing"};
        const QString text = errorText(settings(Role::Client), failed(error));
        QVERIFY2(text.contains(QLatin1String("/thing")), qPrintable(text));
        QVERIFY2(text.endsWith(QLatin1Char('.')), qPrintable(text));
        texts += text;
        QVERIFY(!describe(error).empty());
    }
    QCOMPARE(texts.size(), static_cast<int>(Problem::TooLarge) - static_cast<int>(Problem::SizeInvalid) + 1);
}

void StatusTextTest::everyErrnoOfTheLifeCycle_data()
{
    QTest::addColumn<int>("errorNumber");
    for (const int number :
         {ENOENT, EACCES, EPERM, ENOSPC, EMFILE, ENFILE, ENOMEM, EFBIG, EROFS, EIO, EINVAL, ENAMETOOLONG})
        QTest::newRow(errnoName(number).c_str()) << number;
}

void StatusTextTest::everyErrnoOfTheLifeCycle()
{
    QFETCH(int, errorNumber);
    const Error error{.call = Call::PosixFallocate, .errorNumber = errorNumber, .object = "/thing"};
    const QString text = errorText(settings(Role::Server), failed(error));
    QVERIFY2(text.contains(QLatin1String("/thing")), qPrintable(text));
    QVERIFY2(text.contains(QLatin1String("posix_fallocate")), qPrintable(text));
    QVERIFY2(text.contains(QString::fromStdString(errnoName(errorNumber))), qPrintable(text));
}

void StatusTextTest::onlyStaleOffersRemoval()
{
    const Error exists{.call = Call::ShmOpen, .errorNumber = EEXIST, .object = "/thing"};
    for (const Verdict verdict : {Verdict::Live, Verdict::Stale, Verdict::NotAnObject, Verdict::Unknown}) {
        const StatusText text = statusText(settings(Role::Server), failed(exists, verdict));
        QCOMPARE(text.remedy == Remedy::RemoveAndStart, verdict == Verdict::Stale);
        QCOMPARE(text.tone, Tone::Bad);
    }
    QCOMPARE(statusText(settings(Role::Server), failed(exists)).remedy, Remedy::StartAgain);
    ExchangeStatus other = failed(exists, Verdict::Stale);
    for (const auto &[mismatch, word] : {std::pair(OccupantMismatch::OtherType, "another type"),
                                         std::pair(OccupantMismatch::OtherOwner, "another user"),
                                         std::pair(OccupantMismatch::OtherSize, "another size")}) {
        other.occupant->mismatch = mismatch;
        const StatusText text = statusText(settings(Role::Server), other);
        QCOMPARE(text.remedy, Remedy::StartAgain);
        QVERIFY2(text.text.contains(QLatin1String(word)), qPrintable(text.text));
    }
}

void StatusTextTest::staleTextNamesCreatorAndTime()
{
    const Error exists{.call = Call::ShmOpen, .errorNumber = EEXIST, .object = "/thing"};
    ExchangeStatus status = failed(exists, Verdict::Stale);
    PresenceRecord server{};
    server.pid = 4711;
    status.occupant->exchange.presence[0] = server;
    const QString text = statusText(settings(Role::Server), status).text;
    QVERIFY2(text.contains(QLatin1String("by pid 4711, gone")), qPrintable(text));
    QVERIFY2(text.contains(QLatin1String("2023-11-1")), qPrintable(text));
    QVERIFY2(text.contains(QLatin1String("Remove it and start")), qPrintable(text));
}

void StatusTextTest::everyStateHasItsOwnLine()
{
    QSet<QString> texts;
    for (const Role role : {Role::Server, Role::Client}) {
        ExchangeStatus status;
        texts += statusText(settings(role), status).text;
        status.state = RunState::Waiting;
        texts += statusText(settings(role), status).text;
        status.state = RunState::Running;
        for (const auto state : {Peer::State::Absent, Peer::State::Present, Peer::State::Left, Peer::State::Died}) {
            status.peer.state = state;
            texts += statusText(settings(role), status).text;
        }
        status.state = RunState::Paused;
        texts += statusText(settings(role), status).text;
        status.anomaly = CounterAnomaly::Reset;
        texts += statusText(settings(role), status).text;
        status.anomaly = CounterAnomaly::Overwritten;
        texts += statusText(settings(role), status).text;
        status.anomaly = CounterAnomaly::Cleared;
        texts += statusText(settings(role), status).text;
        status = {};
        for (const auto end :
             {ExchangeEnd::Done, ExchangeEnd::Stopped, ExchangeEnd::PeerGone, ExchangeEnd::Truncated}) {
            status.end = end;
            texts += statusText(settings(role), status).text;
        }
    }
    QVERIFY(!texts.contains(QString()));
    QVERIFY2(texts.size() >= 18, qPrintable(QString::number(texts.size())));
}

void StatusTextTest::fault09_badDirectoriesAreExplained_data()
{
    QTest::addColumn<int>("errorNumber");
    QTest::addColumn<ShmDirectory>("directory");
    QTest::addColumn<QString>("remedy");
    const ShmDirectory right{.exists = true, .isMemory = true, .mode = 01777};
    ShmDirectory wrong = right;
    QTest::newRow("missing") << ENOENT << ShmDirectory{} << QStringLiteral("mount -t tmpfs");
    wrong.isReadOnly = true;
    QTest::newRow("read-only") << EROFS << wrong << QStringLiteral("remount,rw");
    wrong = right;
    wrong.mode = 0755;
    QTest::newRow("shut") << EACCES << wrong
                          << QStringLiteral("has mode 0755, which denies access to users; fix it: chmod 1777");
    wrong = right;
    wrong.isMemory = false;
    QTest::newRow("disk") << EACCES << wrong << QStringLiteral("not in memory (tmpfs)");
    QTest::newRow("nothing wrong") << EACCES << right << QStringLiteral("belongs to another user");
}

void StatusTextTest::fault09_badDirectoriesAreExplained()
{
    QFETCH(int, errorNumber);
    QFETCH(ShmDirectory, directory);
    QFETCH(QString, remedy);
    ExchangeStatus status = failed({.call = Call::ShmOpen, .errorNumber = errorNumber, .object = "/thing"});
    status.shmDirectory = directory;
    for (const Role role : {Role::Server, Role::Client}) {
        const QString text = errorText(settings(role), status);
        QVERIFY2(text.contains(remedy), qPrintable(text));
    }
    // While a client waits, the status line reports at once that waiting will not help.
    ExchangeStatus waiting;
    waiting.state = RunState::Waiting;
    waiting.shmDirectory = directory;
    const QString text = statusText(settings(Role::Client), waiting).text;
    QVERIFY2(text.contains(remedy) == (QTest::currentDataTag() != QByteArray("nothing wrong")), qPrintable(text));
}

void StatusTextTest::fault22_searchedLocationIsNamed()
{
    ExchangeStatus status = failed({.call = Call::ShmOpen, .errorNumber = ENOENT, .object = "/thing"});
    status.shmDirectory = ShmDirectory{
        .exists = true, .isMemory = true, .mode = 01777, .device = makedev(0, 26), .mountNamespace = 4026531841};
    const StatusText text = statusText(settings(Role::Client), status);
    QCOMPARE(text.evidence.size(), 1);
    QVERIFY2(text.evidence.first().contains(QLatin1String("device 0:26, mount namespace 4026531841")),
             qPrintable(text.evidence.first()));
}

void StatusTextTest::takenRoleNamesItsHolder()
{
    const Error taken{.problem = Problem::RoleTaken, .object = "/thing", .holder = ::getpid()};
    ExchangeStatus status = failed(taken, Verdict::Live);
    status.occupant->usage.processScan.holders = {{.process = {.pid = 1, .program = "reader"}},
                                                  {.process = {.pid = ::getpid(), .program = "writer"}}};
    const QString text = errorText(settings(Role::Client), status);
    QVERIFY2(text.contains(QStringLiteral("writer (pid %1)").arg(::getpid())), qPrintable(text));
    const QString unseen = errorText(settings(Role::Client), failed(taken));
    QVERIFY2(unseen.contains(QStringLiteral("pid %1").arg(::getpid())), qPrintable(unseen));
}

SHMLAB_TEST_MAIN(StatusTextTest)
#include "tst_status_text.moc"
