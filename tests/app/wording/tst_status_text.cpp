// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"
#include "wording/departure_text.h"
#include "wording/error_text.h"
#include "wording/evidence_text.h"
#include "wording/format.h"
#include "wording/object_errors.h"
#include "wording/object_text.h"
#include "wording/status_text.h"

#include <QCoreApplication>
#include <QSet>

#include <array>
#include <cerrno>
#include <utility>

#include <sys/sysmacros.h>
#include <unistd.h>

using namespace shmlab;
using namespace shmlab::ui;

namespace {

ExchangeSettings settings(Role role)
{
    return {.role = role, .name = *ObjectName::parse("/thing"), .join = {}};
}

PresenceRecord presence(int pid, Activity activity)
{
    PresenceRecord record{};
    record.pid = pid;
    record.activity = static_cast<std::uint32_t>(activity);
    return record;
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
    void fault53_quarantinedObjectTellsWhy();
    void everyErrnoOfTheLifeCycle_data();
    void everyErrnoOfTheLifeCycle();
    void fault66_field05_withoutInodes();
    void onlyStaleAndUnusedOfferRemoval();
    void staleTextNamesCreatorAndTime();
    void everyStateHasItsOwnLine();
    void fault09_badDirectoriesAreExplained_data();
    void fault09_badDirectoriesAreExplained();
    void fault22_searchedLocationIsNamed();
    void takenRoleNamesItsHolder();
    void nobodyExchangesInAPause();
    void fault14_lostNameHidesNoPeer();
    void departuresAreDistinguished();
    void killedServerOffersWhatHelps();
    void runningProcessesAreNotCalledGone();
    void everyRefusalHasAVerdictAndEvidence();
    void refusedRemovalIsExplained();
    void futexCallsAreExplained();
    void fault15_truncationTellsWhatSigbusDoes();
    void oneSidedFullSpeedIsTold();
    void otherNameIsOfferedWhereAdvised();
    void refusedRemovalsSayWhatToDo_data();
    void refusedRemovalsSayWhatToDo();
    void objectErrorsFitAWindowAndATerminal();
    void rootIsToldWhatIsRefused();
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

void StatusTextTest::refusedRemovalsSayWhatToDo_data()
{
    QTest::addColumn<int>("errorNumber");
    QTest::addColumn<QString>("remedy");
    QTest::newRow("EEXIST") << EEXIST << QStringLiteral("shmlab-removal.… or put them back");
    QTest::newRow("EINVAL") << EINVAL << QStringLiteral("mount a tmpfs");
    QTest::newRow("EROFS") << EROFS << QStringLiteral("Remount");
    QTest::newRow("EMFILE") << EMFILE << QStringLiteral("Close some files");
    QTest::newRow("ENOMEM") << ENOMEM << QStringLiteral("Free some memory");
    QTest::newRow("ENOSPC") << ENOSPC << QStringLiteral("Free some memory");
    QTest::newRow("EPERM") << EPERM << QStringLiteral("as its owner");
}

void StatusTextTest::refusedRemovalsSayWhatToDo()
{
    QFETCH(int, errorNumber);
    QFETCH(QString, remedy);
    const Error error{.call = Call::Renameat2, .errorNumber = errorNumber};
    const QString removal = removalErrorText(QStringLiteral("/x"), error);
    QVERIFY2(removal.startsWith(QLatin1String("/x was not removed: ")) && removal.contains(remedy),
             qPrintable(removal));
    const QString putBack = putBackErrorText(QStringLiteral("/x"), error);
    QVERIFY2(putBack.contains(errorNumber == EEXIST ? QStringLiteral("Remove or rename that one") : remedy),
             qPrintable(putBack));
}

/// "Refresh" is an action of a window.
void StatusTextTest::objectErrorsFitAWindowAndATerminal()
{
    for (const Problem problem : {Problem::InUse, Problem::Replaced, Problem::NotRegular, Problem::Leased}) {
        const Error error{.problem = problem};
        const QString object = QStringLiteral("/x");
        for (const QString &text :
             {readErrorText(object, error), removalErrorText(object, error), putBackErrorText(object, error)})
            QVERIFY2(!text.contains(QLatin1String("refresh"), Qt::CaseInsensitive), qPrintable(text));
    }
}

/// An unused object is removed without a question in a terminal, by root as by others.
void StatusTextTest::rootIsToldWhatIsRefused()
{
    const QStringList warnings = visibilityWarnings(0, true, true);
    QCOMPARE(warnings.size(), 1);
    QVERIFY(!warnings.front().contains(QLatin1String("asks")));
    QVERIFY(warnings.front().contains(QLatin1String("one in use by typing its name")));
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
    for (int problem = static_cast<int>(Problem::SizeInvalid); problem <= static_cast<int>(Problem::Cancelled);
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
    for (int problem = static_cast<int>(Problem::SizeInvalid); problem <= static_cast<int>(Problem::Cancelled);
         ++problem) {
        const Error error{.problem = static_cast<Problem>(problem), .object = "/thing"};
        const QString text = errorText(settings(Role::Client), failed(error));
        QVERIFY2(text.contains(QLatin1String("/thing")), qPrintable(text));
        QVERIFY2(text.endsWith(QLatin1Char('.')), qPrintable(text));
        texts += text;
        QVERIFY(!describe(error).empty());
    }
    QCOMPARE(texts.size(), static_cast<int>(Problem::Cancelled) - static_cast<int>(Problem::SizeInvalid) + 1);
}

void StatusTextTest::fault53_quarantinedObjectTellsWhy()
{
    for (const int errorNumber : {EEXIST, EACCES, EIO, ENOMEM}) {
        const Error error{.problem = Problem::StaysQuarantined,
                          .call = Call::Renameat2,
                          .errorNumber = errorNumber,
                          .object = "/thing",
                          .quarantine = "/moved"};
        const QString cause = QString::fromStdString(errnoName(errorNumber));
        for (const QString &text :
             {removalErrorText(QStringLiteral("/thing"), error), QString::fromStdString(describe(error))}) {
            QVERIFY2(text.contains(QLatin1String("/thing")) && text.contains(QLatin1String("/moved")),
                     qPrintable(text));
            QCOMPARE(text.contains(QLatin1String("meanwhile")), errorNumber == EEXIST);
            QCOMPARE(text.contains(cause), errorNumber != EEXIST);
        }
    }
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

void StatusTextTest::fault66_field05_withoutInodes()
{
    ExchangeStatus full = failed({.call = Call::ShmOpen, .errorNumber = ENOSPC, .object = "/thing"});
    full.shmDirectory = ShmDirectory{
        .exists = true, .isMemory = true, .mode = 01777, .sizeBytes = 64 << 20, .freeBytes = 64 << 20, .inodes = 3};
    const QString text = errorText(settings(Role::Server), full);
    QVERIFY2(text.contains(QLatin1String("No inodes are free")) && !text.contains(QLatin1String("smaller size")),
             qPrintable(text));
    const Error noSpace{.call = Call::ShmOpen, .errorNumber = ENOSPC};
    const QString restored = restoreErrorText(QStringLiteral("/x"), noSpace, full.shmDirectory);
    QVERIFY2(restored.contains(QLatin1String("no inodes are free")) && !restored.contains(QLatin1String("is full")),
             qPrintable(restored));
    QVERIFY(restoreErrorText(QStringLiteral("/x"), noSpace).contains(QLatin1String("/dev/shm is full")));
    QVERIFY(spaceText(*full.shmDirectory).contains(QLatin1String("0 of 3 inodes free")));
    full.shmDirectory->freeInodes = 1;
    QVERIFY(errorText(settings(Role::Server), full).contains(QLatin1String("smaller size")));
}

void StatusTextTest::onlyStaleAndUnusedOfferRemoval()
{
    const Error exists{.call = Call::ShmOpen, .errorNumber = EEXIST, .object = "/thing"};
    for (const Verdict verdict : {Verdict::Live, Verdict::Stalled, Verdict::Stopped, Verdict::Orphaned, Verdict::Stale,
                                  Verdict::Unused, Verdict::NotAnObject, Verdict::Unknown}) {
        const StatusText text = statusText(settings(Role::Server), failed(exists, verdict));
        QCOMPARE(text.remedy == Remedy::RemoveAndStart, verdict == Verdict::Stale || verdict == Verdict::Unused);
        QCOMPARE(text.tone, Tone::Bad);
    }
    QCOMPARE(statusText(settings(Role::Server), failed(exists)).remedy, Remedy::StartAgain);
    ExchangeStatus other = failed(exists, Verdict::Stale);
    for (const auto &[mismatch, word] : {std::pair(OccupantMismatch::OtherType, "another type"),
                                         std::pair(OccupantMismatch::OtherOwner, "another user"),
                                         std::pair(OccupantMismatch::OtherSize, "another size"),
                                         std::pair(OccupantMismatch::WaitsForNextUser, "waits for its next user"),
                                         std::pair(OccupantMismatch::OnKeepList, "keep list")}) {
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
    QVERIFY2(text.contains(QLatin1String("by pid 4711, which no longer takes part")), qPrintable(text));
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

/// "LIVE Paused. Exchanging…" contradicts itself.
void StatusTextTest::nobodyExchangesInAPause()
{
    ExchangeStatus status;
    status.state = RunState::Running;
    status.peer = {.state = Peer::State::Present, .isShmlab = true, .presence = presence(69, Activity::Running)};
    const auto text = [&] { return statusText(settings(Role::Server), status); };
    QVERIFY(text().text.startsWith(QLatin1String("Exchanging over /thing with pid 69")));
    QCOMPARE(text().tone, Tone::Good);
    status.state = RunState::Paused;
    QVERIFY2(text().text.startsWith(QLatin1String("Paused. Connected over /thing with pid 69")),
             qPrintable(text().text));
    QCOMPARE(text().tone, Tone::Quiet);
    status.name = NameState::Gone;
    QVERIFY2(!text().text.contains(QLatin1String("continues")), qPrintable(text().text));
    status.name = NameState::SameObject;
    status.state = RunState::Running;
    status.peer.presence->activity = static_cast<std::uint32_t>(Activity::Paused);
    QVERIFY2(text().text.startsWith(QLatin1String("Connected over /thing with pid 69, paused")),
             qPrintable(text().text));
    status.peer.presence->activity = static_cast<std::uint32_t>(Activity::Running);
    status.peer.condition = Peer::Condition::Stopped;
    QVERIFY(text().text.startsWith(QLatin1String("Connected over /thing")));
    QCOMPARE(text().tone, Tone::Attention);
}

/// Whether a peer is there, how it left and what is paused stay true without the name.
void StatusTextTest::fault14_lostNameHidesNoPeer()
{
    ExchangeStatus status;
    status.state = RunState::Running;
    for (const auto state : {Peer::State::Absent, Peer::State::Present, Peer::State::Left, Peer::State::Died}) {
        status.peer = {.state = state, .isShmlab = true, .presence = presence(69, Activity::Running)};
        status.name = NameState::SameObject;
        const StatusText before = statusText(settings(Role::Server), status);
        for (const NameState name : {NameState::Gone, NameState::OtherObject}) {
            status.name = name;
            const StatusText text = statusText(settings(Role::Server), status);
            QVERIFY2(text.text.startsWith(before.text), qPrintable(text.text));
            QVERIFY2(text.text.contains(QLatin1String("The name /thing was removed: ")), qPrintable(text.text));
            QCOMPARE(text.text.contains(QLatin1String("both sides")), state == Peer::State::Present);
            QCOMPARE(text.evidence, before.evidence);
            QCOMPARE(text.tone, Tone::Attention);
            QVERIFY(!text.verdict.isEmpty());
        }
    }
    status.peer = {.state = Peer::State::Died, .isShmlab = true, .end = ProcessEnd{.status = 9}};
    status.state = RunState::Paused;
    const QString text = statusText(settings(Role::Server), status).text;
    QVERIFY2(text.startsWith(QLatin1String("Paused. The client of /thing was killed by signal 9")), qPrintable(text));
}

void StatusTextTest::departuresAreDistinguished()
{
    const auto textOf = [](const Peer &peer) { return departureText(Role::Server, QStringLiteral("/thing"), peer); };
    const auto evidenceOf = [](const Peer &peer) {
        return departureEvidence(Role::Server, peer).join(QLatin1Char('\n'));
    };
    Peer peer{.state = Peer::State::Left, .isShmlab = true, .presence = presence(69, Activity::Leaving)};
    QCOMPARE(textOf(peer), QStringLiteral("The server has left /thing in order"));
    QVERIFY(evidenceOf(peer).contains(QLatin1String("its presence says that it is leaving")));
    peer.state = Peer::State::Died;
    QCOMPARE(textOf(peer), QStringLiteral("The server of /thing died without leaving"));
    QVERIFY(evidenceOf(peer).contains(QLatin1String("how it ended is not known")));
    peer.processState = Peer::ProcessState::Running;
    QVERIFY(textOf(peer).contains(QLatin1String("its process still runs")));
    peer.processState = Peer::ProcessState::Ended;
    QVERIFY(evidenceOf(peer).contains(QLatin1String("how is not known")));
    peer.end = ProcessEnd{.status = 9, .source = ProcessEnd::Source::Pidfd};
    QCOMPARE(textOf(peer), QStringLiteral("The server of /thing was killed by signal 9 (SIGKILL)"));
    QVERIFY(
        evidenceOf(peer).contains(QLatin1String("pid 69, has ended: killed by signal 9 (SIGKILL), as PIDFD_GET_INFO")));
    peer.end = ProcessEnd{.status = 3 << 8, .source = ProcessEnd::Source::ProcStat};
    QVERIFY(textOf(peer).contains(QLatin1String("exit code 3")));
    QVERIFY(evidenceOf(peer).contains(QLatin1String("as /proc/69/stat")));
    peer = {.state = Peer::State::Left, .process = Process{.pid = 70}, .processState = Peer::ProcessState::Ended};
    QCOMPARE(textOf(peer), QStringLiteral("The plain program that was the server of /thing has ended"));
    peer.end = ProcessEnd{.status = 11};
    QCOMPARE(textOf(peer), QStringLiteral("The server of /thing was killed by signal 11 (SIGSEGV)"));
}

void StatusTextTest::killedServerOffersWhatHelps()
{
    ExchangeStatus status;
    status.state = RunState::Waiting;
    status.end = ExchangeEnd::PeerGone;
    status.peer = {.state = Peer::State::Died,
                   .isShmlab = true,
                   .presence = presence(69, Activity::Running),
                   .processState = Peer::ProcessState::Ended,
                   .end = ProcessEnd{.status = 9}};
    status.leftover.emplace();
    status.leftover->usage.verdict = Verdict::Stale;
    status.leftover->exchange.counters = CounterPair{5, 6};
    StatusText text = statusText(settings(Role::Client), status);
    QCOMPARE(text.text,
             QStringLiteral("The server of /thing was killed by signal 9 (SIGKILL) and left the object behind; "
                            "waiting for a new one."));
    QCOMPARE(text.verdict, QStringLiteral("STALE"));
    QVERIFY(text.evidence.contains(QStringLiteral("Its counters: server 5, client 6.")));
    QCOMPARE(text.furtherRemedies, (QList<Remedy>{Remedy::StartServer, Remedy::RemoveLeftover}));
    status.leftover->usage.verdict = Verdict::Live; // others hold it
    QVERIFY(statusText(settings(Role::Client), status).furtherRemedies.isEmpty());
    status.leftover.reset();
    status.peer = {.state = Peer::State::Left, .isShmlab = true, .presence = presence(69, Activity::Leaving)};
    text = statusText(settings(Role::Client), status);
    QCOMPARE(text.text, QStringLiteral("The server has left /thing in order; waiting for a new one."));
    QCOMPARE(text.furtherRemedies, QList<Remedy>{Remedy::StartServer});
    status.name = NameState::OtherObject; // another server has taken the name
    QVERIFY(statusText(settings(Role::Client), status).furtherRemedies.isEmpty());
    status.name = NameState::Gone;
    status.state = RunState::Idle;
    text = statusText(settings(Role::Client), status);
    QCOMPARE(text.remedy, Remedy::StartAgain);
    QVERIFY(text.text.startsWith(QLatin1String("The server has left /thing in order; ")));
}

/// A client that waits for its next server has left the object, but its process runs.
void StatusTextTest::runningProcessesAreNotCalledGone()
{
    ExchangeState state;
    state.presence[1] = presence(::getpid(), Activity::Leaving);
    for (const Activity activity : {Activity::Leaving, Activity::Running}) {
        state.presence[1]->activity = static_cast<std::uint32_t>(activity);
        const auto facts = evidenceOf(state);
        QCOMPARE(facts.size(), std::size_t{1});
        const QString text = evidenceText(facts.front());
        QVERIFY2(!text.contains(QLatin1String("gone")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("pid %1").arg(::getpid())), qPrintable(text));
    }
}

void StatusTextTest::everyRefusalHasAVerdictAndEvidence()
{
    const std::array refusals{Error{.call = Call::ShmOpen, .errorNumber = EEXIST, .object = "/thing"},
                              Error{.problem = Problem::RoleTaken, .object = "/thing"},
                              Error{.problem = Problem::Unfinished, .object = "/thing"}};
    for (const Error &refusal : refusals) {
        ExchangeStatus status = failed(refusal);
        const auto evidence = [&](const Error &inspection) {
            status.inspectionError = inspection;
            const StatusText text = statusText(settings(Role::Server), status);
            return text.verdict + QLatin1Char(' ') + text.evidence.join(QLatin1Char('\n'));
        };
        const QString gone = QStringLiteral("UNKNOWN It was removed or replaced while it was inspected.");
        QCOMPARE(evidence({.call = Call::Statx, .errorNumber = ENOENT}), gone);
        QCOMPARE(evidence({.problem = Problem::Replaced}), gone);
        const QString failed = evidence({.call = Call::Open, .errorNumber = EMFILE});
        QVERIFY2(
            failed.startsWith(QLatin1String("UNKNOWN It could not be inspected: open failed: Too many open files")),
            qPrintable(failed));
    }
}

/// A holder that the scan does not show, and a kernel that cannot be asked.
void StatusTextTest::refusedRemovalIsExplained()
{
    ExchangeStatus status = failed({.call = Call::ShmOpen, .errorNumber = EEXIST, .object = "/thing"}, Verdict::Stale);
    status.removalError = Error{.problem = Problem::InUse, .call = Call::Fcntl, .errorNumber = EAGAIN};
    StatusText text = statusText(settings(Role::Server), status);
    QCOMPARE(text.text,
             QStringLiteral("Cannot create /thing: it exists and was not removed: the kernel says that it is in use. "
                            "Choose another name."));
    QCOMPARE(text.verdict, QStringLiteral("LIVE"));
    QCOMPARE(text.evidence.last(), QStringLiteral("Its removal was refused: the kernel says that it is in use."));
    QCOMPARE(text.remedy, Remedy::StartAgain);
    status.removalError = Error{.problem = Problem::KernelNotAsked, .call = Call::Fcntl, .errorNumber = EINVAL};
    text = statusText(settings(Role::Server), status);
    QVERIFY2(text.text.contains(QLatin1String("leases are disabled here")), qPrintable(text.text));
    QCOMPARE(text.verdict, QStringLiteral("STALE"));
    status.state = RunState::Waiting;
    status.end = ExchangeEnd::PeerGone;
    status.error.reset();
    status.leftover = std::exchange(status.occupant, std::nullopt);
    text = statusText(settings(Role::Client), status);
    QVERIFY2(text.text.contains(QLatin1String("The object was not removed: the kernel could not be asked")),
             qPrintable(text.text));
}

void StatusTextTest::futexCallsAreExplained()
{
    const CallRecord wake{.call = Call::Futex, .arguments = "0x1, FUTEX_WAKE, 2147483647", .result = 1, .start = {}};
    const CallRecord wait{.call = Call::Futex, .arguments = "0x1, FUTEX_WAIT_BITSET, 1", .result = 0, .start = {}};
    QCOMPARE(format::callDescription(wake), QStringLiteral("wakes the peer, which sleeps until this side writes"));
    QCOMPARE(format::callDescription(wait), QStringLiteral("sleeps until the peer writes"));
}

SHMLAB_TEST_MAIN(StatusTextTest)
#include "tst_status_text.moc"
