// SPDX-License-Identifier: GPL-3.0-or-later

// Nobody gets more access to a restored object than to the removed one, neither meanwhile nor afterwards.

#include "restored_object.h"

#include <set>

#include <fcntl.h>
#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace shmlab;

namespace {

constexpr const char *accessAcl = "system.posix_acl_access";
constexpr uid_t owner = 50'001;
constexpr uid_t member = 50'002; ///< of the group
constexpr uid_t named = 50'003; ///< by a list
constexpr uid_t namedMember = 50'004; ///< of the group, and by a list
constexpr uid_t stranger = 50'005;
constexpr uid_t otherMember = 50'006; ///< of a group named by a list
constexpr gid_t ownGroup = 60'001;
constexpr gid_t otherGroup = 60'002;
constexpr gid_t noGroup = 60'003;

struct Subject {
    const char *what;
    uid_t user;
    gid_t group;
};
constexpr std::array subjects{Subject{"the owner", owner, noGroup},
                              Subject{"a member of the group", member, ownGroup},
                              Subject{"a named user", named, noGroup},
                              Subject{"a named member of the group", namedMember, ownGroup},
                              Subject{"a member of a named group", otherMember, otherGroup},
                              Subject{"a stranger", stranger, noGroup}};

/// What the kernel lets each subject do with the file: "the owner reads", ...
std::set<std::string> accessTo(const std::string &path)
{
    std::set<std::string> all;
    for (const Subject &subject : subjects) {
        const int granted = test::inChild([&] {
            if (::setgroups(0, nullptr) != 0 || ::setresgid(subject.group, subject.group, subject.group) != 0
                || ::setresuid(subject.user, subject.user, subject.user) != 0)
                return 8;
            int bits = 0;
            for (const int right : {R_OK, W_OK, X_OK})
                bits |= ::access(path.c_str(), right) == 0 ? right : 0;
            return bits;
        });
        if (granted == 8 || granted < 0)
            qFatal("cannot act as another user");
        for (const auto &[right, words] : {std::pair(R_OK, " reads"), {W_OK, " writes"}, {X_OK, " executes"}}) {
            if ((granted & right) != 0)
                all.insert(subject.what + std::string(words));
        }
    }
    return all;
}

/// Notes after each call who has access that `allowed` does not list.
class Watcher : public CallObserver {
public:
    Watcher(std::string path, std::set<std::string> allowed)
        : m_path(std::move(path)),
          m_allowed(std::move(allowed)) { }
    std::set<std::string> excess;
    std::function<bool(Call, const std::string &)> refuses;

    int injectedError(Call call, const std::string &arguments) override
    {
        return refuses && refuses(call, arguments) ? EPERM : 0;
    }
    void called(const CallRecord &record) override
    {
        for (const std::string &access : accessTo(m_path)) {
            if (!m_allowed.contains(access))
                excess.insert(access + " after " + callName(record.call) + '(' + record.arguments + ')');
        }
    }

private:
    std::string m_path;
    std::set<std::string> m_allowed;
};

using Acl = std::vector<test::AclEntry>;

const std::map<std::string, Acl> &lists()
{
    static const std::map<std::string, Acl> all{
        {"none", {}},
        {"a named user writes, the group reads",
         {{test::aclOwner, 6},
          {test::aclUser, 6, named},
          {test::aclGroup, 4},
          {test::aclMask, 6},
          {test::aclOther, 0}}},
        {"a named user writes, the group nothing",
         {{test::aclOwner, 6},
          {test::aclUser, 6, named},
          {test::aclGroup, 0},
          {test::aclMask, 6},
          {test::aclOther, 0}}},
        {"named ones are denied what others may",
         {{test::aclOwner, 6},
          {test::aclUser, 0, named},
          {test::aclUser, 0, namedMember},
          {test::aclGroup, 6},
          {test::aclNamedGroup, 0, otherGroup},
          {test::aclMask, 6},
          {test::aclOther, 4}}},
        {"the mask denies what others may",
         {{test::aclOwner, 6},
          {test::aclUser, 7, named},
          {test::aclGroup, 7},
          {test::aclMask, 0},
          {test::aclOther, 6}}},
    };
    return all;
}

} // namespace

class RestoredAccessTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void fault58_accessIsNeverWider_data();
    void fault58_accessIsNeverWider();
    void fault58_listOfTheDirectoryGrantsNothing();
    void fault58_ownersOtherProcessesGetNoMore_data();
    void fault58_ownersOtherProcessesGetNoMore();
    void fault58_positiveControl_theMaskBecomesTheRightOfTheGroup();
};

void RestoredAccessTest::initTestCase()
{
    if (::geteuid() != 0)
        QSKIP("only root may act as other users");
}

void RestoredAccessTest::fault58_accessIsNeverWider_data()
{
    QTest::addColumn<int>("mode");
    QTest::addColumn<QString>("list");
    QTest::addColumn<QString>("refused");
    for (const char *refused : {"nothing", "fsetxattr", "fchown", "futimens"}) {
        for (const int mode : {0640, 0400, 0000, 0604, 06755}) {
            QTest::addRow("mode %o, %s refused", static_cast<unsigned>(mode), refused)
                << mode << QStringLiteral("none") << QString::fromLatin1(refused);
        }
        for (const auto &[list, entries] : lists()) {
            if (!entries.empty())
                QTest::addRow("%s, %s refused", list.c_str(), refused)
                    << 0640 << QString::fromStdString(list) << QString::fromLatin1(refused);
        }
    }
}

void RestoredAccessTest::fault58_accessIsNeverWider()
{
    QFETCH(int, mode);
    QFETCH(QString, list);
    QFETCH(QString, refused);
    const test::StagedMachine machine;
    const ObjectName name = machine.leave();
    const std::string path = machine.path(name);
    QCOMPARE(::chown(path.c_str(), owner, ownGroup), 0);
    QCOMPARE(::chmod(path.c_str(), static_cast<mode_t>(mode)), 0);
    const Acl &acl = lists().at(list.toStdString());
    if (!acl.empty())
        QVERIFY(test::setAttribute(path, accessAcl, test::aclValue(acl)));
    const auto before = accessTo(path);
    const auto backup = test::backupOf(machine, name);
    QVERIFY(backup);
    machine.remove(name);
    Watcher watcher(path, before);
    watcher.refuses = [&](Call call, const std::string &) { return refused == QLatin1String(callName(call)); };
    const auto restored = backup->restore(SystemCalls(&watcher, machine.roots()));
    QVERIFY(restored);
    QVERIFY2(watcher.excess.empty(), watcher.excess.empty() ? "" : watcher.excess.begin()->c_str());
    const auto after = accessTo(path);
    const bool isComplete = refused == QLatin1String("nothing") || refused == QLatin1String("futimens")
        || (refused == QLatin1String("fsetxattr") && acl.empty());
    if (isComplete)
        QCOMPARE(after, before);
    QVERIFY(std::ranges::includes(before, after));
    // Whoever has less than before is told.
    const bool isTold = restored->missing.contains(NotRestored::Acl) || restored->missing.contains(NotRestored::Rights)
        || restored->missing.contains(NotRestored::Owner);
    QVERIFY(after == before || isTold);
    if (refused == QLatin1String("fchown")) {
        QVERIFY(restored->missing.contains(NotRestored::Owner));
        QCOMPARE(machine.status(name).mode & 07077, mode_t{0});
    } else {
        QCOMPARE(machine.status(name).mode & 07000, static_cast<mode_t>(mode) & 07000);
    }
}

/// A new file takes over the list of its directory; a mode that was harmless without it would make it effective.
void RestoredAccessTest::fault58_listOfTheDirectoryGrantsNothing()
{
    const test::StagedMachine machine;
    const ObjectName name = machine.leave();
    const std::string path = machine.path(name);
    QCOMPARE(::chmod(path.c_str(), 0660), 0);
    QVERIFY(test::setAttribute(machine.folder().path(), "system.posix_acl_default",
                               test::aclValue({{test::aclOwner, 7},
                                               {test::aclUser, 7, named},
                                               {test::aclGroup, 7},
                                               {test::aclMask, 7},
                                               {test::aclOther, 7}})));
    const auto before = accessTo(path);
    const auto backup = test::backupOf(machine, name);
    QVERIFY(backup);
    machine.remove(name);
    Watcher watcher(path, before);
    QVERIFY(backup->restore(SystemCalls(&watcher, machine.roots())));
    QVERIFY2(watcher.excess.empty(), watcher.excess.empty() ? "" : watcher.excess.begin()->c_str());
    QCOMPARE(accessTo(path), before);
    QVERIFY(!test::attributeOf(path, accessAcl));
    machine.remove(name);
    // Positive control: a program that creates the file and sets its mode does grant it.
    ::close(::open(path.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600));
    QCOMPARE(::chmod(path.c_str(), 0660), 0);
    QVERIFY(!std::ranges::includes(before, accessTo(path)));
}

void RestoredAccessTest::fault58_ownersOtherProcessesGetNoMore_data()
{
    QTest::addColumn<int>("mode");
    for (const int mode : {0400, 0440, 0500, 0600})
        QTest::addRow("%o", static_cast<unsigned>(mode)) << mode;
}

/// An ordinary user restores an object of its own; root, which passes over each mode, would notice nothing.
void RestoredAccessTest::fault58_ownersOtherProcessesGetNoMore()
{
    QFETCH(int, mode);
    const test::StagedMachine machine;
    const ObjectName name = machine.leave();
    const std::string path = machine.path(name);
    QVERIFY(test::setAttribute(path, "user.comment", "kept"));
    QCOMPARE(::chown(machine.folder().path().c_str(), owner, ownGroup), 0);
    QCOMPARE(::chown(path.c_str(), owner, ownGroup), 0);
    QCOMPARE(::chmod(path.c_str(), static_cast<mode_t>(mode)), 0);
    const bool isWritable = (mode & S_IWUSR) != 0;
    enum Outcome { AsBefore, NotStaged, Failed, WiderAccess, UntoldLoss };
    const int outcome = test::inChild([&]() -> int {
        if (::setgroups(0, nullptr) != 0 || ::setresgid(ownGroup, ownGroup, ownGroup) != 0
            || ::setresuid(owner, owner, owner) != 0)
            return NotStaged;
        const ObjectId identity = machine.status(name).identity;
        const auto forecast = forecastBackup(machine.calls(), name, identity);
        const auto backup = test::backupOf(machine, name);
        if (!forecast || !backup || ::unlink(path.c_str()) != 0)
            return NotStaged;
        int opened = 0;
        test::Intercept tries([&](Call, const std::string &) {
            const int fd = ::open(path.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC);
            opened += fd >= 0 ? 1 : 0;
            ::close(fd);
            return 0;
        });
        const auto restored = backup->restore(SystemCalls(&tries, machine.roots()));
        if (!restored || machine.firstBytes(name, 4) != "left")
            return Failed;
        if ((opened > 0) != isWritable)
            return WiderAccess;
        const bool isKept = test::attributeOf(path, "user.comment") == "kept";
        return isKept == !restored->missing.contains(NotRestored::Attributes)
                && isKept == !forecast->missing.contains(NotRestored::Attributes)
            ? AsBefore
            : UntoldLoss;
    });
    QCOMPARE(outcome, int{AsBefore});
    QCOMPARE(machine.status(name).mode & 07777, static_cast<mode_t>(mode));
}

/// What version 0.1 did: content, then the mode.
void RestoredAccessTest::fault58_positiveControl_theMaskBecomesTheRightOfTheGroup()
{
    const test::StagedMachine machine;
    const ObjectName name = machine.leave();
    const std::string path = machine.path(name);
    QCOMPARE(::chown(path.c_str(), owner, ownGroup), 0);
    QVERIFY(test::setAttribute(path, accessAcl, test::aclValue(lists().at("a named user writes, the group nothing"))));
    const mode_t mode = machine.status(name).mode & 07777;
    const auto before = accessTo(path);
    machine.remove(name);
    machine.leave(name);
    QCOMPARE(::chown(path.c_str(), owner, ownGroup), 0);
    QCOMPARE(::chmod(path.c_str(), mode), 0);
    const auto after = accessTo(path);
    QVERIFY(!before.contains("a member of the group writes"));
    QVERIFY(after.contains("a member of the group writes"));
}

SHMLAB_TEST_MAIN(RestoredAccessTest)
#include "tst_restored_access.moc"
