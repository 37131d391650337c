// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor_support.h"

#include <shmlab/inspect/evidence.h>
#include <shmlab/inspect/object_reader.h>
#include <shmlab/inspect/object_scan.h>
#include <shmlab/manage/removal.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <map>
#include <memory>
#include <set>

#include <sys/socket.h>
#include <sys/un.h>

using namespace shmlab;
using test::cat;
using test::find;
using test::namesIn;
using test::openedObjects;
using test::refresh;

namespace {

constexpr off_t pageBytes = 4096;

} // namespace

/// Files of other kinds, hostile names and labels, and files that are swapped during a scan.
class ObjectMonitorFilesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void field04_objectsInDirectoriesAreListed_data();
    void field04_objectsInDirectoriesAreListed();
    void field04_directoriesAreFollowed();
    void field04_contentThatIsNotSeenIsTold();
    void directoryThatBecomesReadableIsLookedInto();
    void unlinkedObjectsBehindALinkAreListed();
    void lastCloseIsNoTransientName();
    void field04_linksAreNotFollowed();
    void field06_hardLinksCountOnce();
    void otherFilesOfTheDeviceAreLeftOut();
    void fault33_otherFileTypesAreListedAndNeverOpened();
    void fault34_swappedDuringAScan_data();
    void fault34_swappedDuringAScan();
    void fault34_procPathsToOtherObjectsAreRefused();
    void fault38_namesOfAnyBytesLeadToTheirFiles();
    void fault39_oddLabels_data();
    void fault39_oddLabels();
    void fault39_oddLinesAreSkipped();
};

void ObjectMonitorFilesTest::field04_objectsInDirectoriesAreListed_data()
{
    QTest::addColumn<bool>("canBeOpened");
    QTest::newRow("for root") << true;
    QTest::newRow("for others, who may not open what is merely mapped") << false;
}

void ObjectMonitorFilesTest::field04_objectsInDirectoriesAreListed()
{
    QFETCH(bool, canBeOpened);
    const auto &[folder, proc, roots] = test::FakeMachine();
    QVERIFY(std::filesystem::create_directory(folder.pathOf("inner")));
    folder.create("inner/opened");
    folder.create("inner/mapped");
    proc.add(cat, "cat");
    proc.open(cat, 3, folder.pathOf("inner/opened"));
    proc.map(cat, folder.pathOf("inner/mapped"), test::identityOf(folder.stat("inner/mapped")),
             folder.pathOf("inner/mapped"));
    auto refusal = test::refuse(Call::Statx, canBeOpened ? "nothing" : "/map_files/", EPERM);
    ObjectMonitor list{InspectCalls(&refusal, roots)};
    refresh(list);
    QCOMPARE(namesIn(list), (std::set<std::string>{"inner", "inner/mapped", "inner/opened"}));
    for (const char *name : {"inner/mapped", "inner/opened"}) {
        QCOMPARE(find(list, name)->verdict(), Verdict::Live);
        QCOMPARE(find(list, name)->status().sizeBytes, off_t{4096});
    }
    QCOMPARE(find(list, "inner")->kind, Kind::Directory);
}

/// The monitor is told what happens in directories, too, those that are created later included.
void ObjectMonitorFilesTest::field04_directoriesAreFollowed()
{
    const auto &[folder, proc, roots] = test::FakeMachine();
    QVERIFY(std::filesystem::create_directory(folder.pathOf("old")));
    ObjectMonitor list{InspectCalls(roots)};
    refresh(list);
    folder.create("old/a");
    QVERIFY(std::filesystem::create_directories(folder.pathOf("new/deep")));
    folder.create("new/deep/b");
    refresh(list);
    QCOMPARE(namesIn(list), (std::set<std::string>{"old", "old/a", "new", "new/deep", "new/deep/b"}));
    folder.create("new/deep/c");
    folder.remove("old/a");
    refresh(list);
    QCOMPARE(namesIn(list), (std::set<std::string>{"old", "new", "new/deep", "new/deep/b", "new/deep/c"}));
    std::filesystem::rename(folder.pathOf("new"), folder.pathOf("moved"));
    refresh(list);
    QCOMPARE(namesIn(list), (std::set<std::string>{"old", "moved", "moved/deep", "moved/deep/b", "moved/deep/c"}));
    folder.create("moved/deep/d");
    refresh(list);
    QVERIFY(find(list, "moved/deep/d"));
}

void ObjectMonitorFilesTest::field04_contentThatIsNotSeenIsTold()
{
    const auto &[folder, proc, roots] = test::FakeMachine();
    std::string deepest = "1"; // that is looked into
    for (int depth = 2; depth <= 16; ++depth)
        deepest += '/' + std::to_string(depth);
    QVERIFY(std::filesystem::create_directories(folder.pathOf(deepest + "/17")));
    QVERIFY(std::filesystem::create_directory(folder.pathOf("locked")));
    folder.create("locked/f");
    folder.create(deepest + "/17/f");
    auto refusal = test::refuse(Call::Open, "\"locked\"", EACCES);
    ObjectMonitor list{InspectCalls(&refusal, roots)};
    refresh(list);
    QVERIFY(!find(list, "locked/f") && !find(list, deepest + "/17/f"));
    QCOMPARE(find(list, "locked")->unseenContent, UnseenContent::Unreadable);
    QCOMPARE(find(list, deepest + "/17")->unseenContent, UnseenContent::TooDeep);
    QCOMPARE(find(list, deepest)->unseenContent, UnseenContent::None);
    const auto isTold = [&](const std::string &name) {
        return std::ranges::any_of(evidenceOf(*find(list, name)), [](const EvidenceFact &fact) {
            return std::holds_alternative<evidence::ContentUnseen>(fact);
        });
    };
    QVERIFY(isTold("locked") && isTold(deepest + "/17") && !isTold(deepest));
}

void ObjectMonitorFilesTest::directoryThatBecomesReadableIsLookedInto()
{
    const auto &[folder, proc, roots] = test::FakeMachine();
    QVERIFY(std::filesystem::create_directory(folder.pathOf("locked")));
    folder.create("locked/f");
    bool isLocked = true;
    test::Intercept refusal([&](Call call, const std::string &arguments) {
        return isLocked && call == Call::Open && arguments.contains("\"locked\"") ? EACCES : 0;
    });
    ObjectMonitor list{InspectCalls(&refusal, roots)};
    refresh(list);
    QVERIFY(!find(list, "locked/f"));
    isLocked = false;
    std::filesystem::permissions(folder.pathOf("locked"), std::filesystem::perms::owner_all);
    refresh(list);
    QVERIFY(find(list, "locked/f"));
    QCOMPARE(find(list, "locked")->unseenContent, UnseenContent::None);
}

/// The kernel shows their paths with what the link leads to.
void ObjectMonitorFilesTest::unlinkedObjectsBehindALinkAreListed()
{
    const auto &[folder, proc, direct] = test::FakeMachine();
    const QTemporaryDir place;
    const SystemRoots roots{.shm = place.path().toStdString() + "/shm", .proc = proc.path()};
    QCOMPARE(::symlink(folder.path().c_str(), roots.shm.c_str()), 0);
    folder.create("f");
    const int fd = ::open(folder.pathOf("f").c_str(), O_RDWR | O_CLOEXEC);
    proc.add(cat, "cat");
    proc.map(cat, "/proc/self/fd/" + std::to_string(fd), test::identityOf(folder.stat("f")),
             folder.pathOf("f") + " (deleted)");
    folder.remove("f");
    ObjectMonitor list{InspectCalls(roots)};
    refresh(list);
    ::close(fd);
    QVERIFY(find(list, "f", false));
}

void ObjectMonitorFilesTest::lastCloseIsNoTransientName()
{
    const auto &[folder, proc, roots] = test::FakeMachine();
    folder.create("a");
    ObjectMonitor list{InspectCalls(roots)};
    refresh(list);
    const int fd = ::open(folder.pathOf("a").c_str(), O_RDWR | O_CLOEXEC);
    folder.remove("a");
    refresh(list);
    QVERIFY(list.transientNames().empty());
    ::close(fd); // inotify tells this with the former name
    refresh(list);
    QVERIFY(list.transientNames().empty());
    folder.create("b"); // the positive control
    folder.remove("b");
    refresh(list);
    QCOMPARE(list.transientNames(), std::vector<std::string>{"b"});
}

/// A link in place of a directory leads nowhere.
void ObjectMonitorFilesTest::field04_linksAreNotFollowed()
{
    const auto &[folder, proc, roots] = test::FakeMachine();
    QVERIFY(std::filesystem::create_directory(folder.pathOf("real")));
    folder.create("real/f");
    QCOMPARE(::symlink("real", folder.pathOf("link").c_str()), 0);
    QVERIFY(ObjectReader::open(InspectCalls(roots), *ObjectName::parsePath("real/f")));
    QVERIFY(!ObjectReader::open(InspectCalls(roots), *ObjectName::parsePath("link/f")));
    QVERIFY(!statusOf(InspectCalls(roots), *ObjectName::parsePath("link/f")));
    ObjectMonitor list{InspectCalls(roots)};
    refresh(list);
    QCOMPARE(namesIn(list), (std::set<std::string>{"link", "real", "real/f"}));
}

void ObjectMonitorFilesTest::field06_hardLinksCountOnce()
{
    const auto &[folder, proc, roots] = test::FakeMachine();
    folder.create("b", 4096, "x");
    std::filesystem::create_hard_link(folder.pathOf("b"), folder.pathOf("c"));
    ObjectMonitor list{InspectCalls(roots)};
    refresh(list);
    QVERIFY(!find(list, "b")->isSecondName && find(list, "c")->isSecondName);
    std::filesystem::create_hard_link(folder.pathOf("b"), folder.pathOf("a"));
    refresh(list);
    QVERIFY(!find(list, "a")->isSecondName && find(list, "b")->isSecondName && find(list, "c")->isSecondName);
    folder.remove("a");
    folder.remove("c");
    for (int scans = 0; scans < 2; ++scans)
        refresh(list);
    QVERIFY(!find(list, "b")->isSecondName);
    const auto scan = scanObjects(InspectCalls(roots));
    QVERIFY(scan && !scan->reports.front()->isSecondName);
}

/// Files of the same device that lie elsewhere are no objects.
void ObjectMonitorFilesTest::otherFilesOfTheDeviceAreLeftOut()
{
    const auto &[folder, proc, roots] = test::FakeMachine();
    const test::ObjectFolder elsewhere; // on the same file system
    for (const test::ObjectFolder *place : {&folder, &elsewhere}) {
        place->create("f");
        const int fd = ::open(place->pathOf("f").c_str(), O_RDWR | O_CLOEXEC);
        proc.add(cat + fd, "cat");
        proc.map(cat + fd, "/proc/self/fd/" + std::to_string(fd), test::identityOf(place->stat("f")),
                 place->pathOf("f") + " (deleted)");
        place->remove("f");
    }
    ObjectMonitor list{InspectCalls(roots)};
    refresh(list);
    QCOMPARE(list.reports().size(), std::size_t{1});
    QCOMPARE(list.reports().front()->name, std::string("f"));
    std::filesystem::create_directories(proc.path() + "/self");
    std::ofstream(proc.path() + "/self/mountinfo") << "36 35 0:26 / " << folder.path() << " rw - tmpfs t rw\n";
    ObjectMonitor whole{InspectCalls(roots)}; // the file system is all theirs
    refresh(whole);
    QCOMPARE(whole.reports().size(), std::size_t{2});
}

void ObjectMonitorFilesTest::fault33_otherFileTypesAreListedAndNeverOpened()
{
    const auto &[folder, proc, roots] = test::FakeMachine();
    folder.create("regular");
    QCOMPARE(::mkfifo(folder.pathOf("x-fifo").c_str(), 0600), 0);
    QCOMPARE(::mkdir(folder.pathOf("x-directory").c_str(), 0700), 0);
    QCOMPARE(::symlink(folder.pathOf("regular").c_str(), folder.pathOf("x-link").c_str()), 0);
    QCOMPARE(::symlink("/nowhere/at/all", folder.pathOf("x-dangling").c_str()), 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    folder.pathOf("x-socket").copy(address.sun_path, sizeof address.sun_path - 1);
    const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    QCOMPARE(::bind(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
    ::close(socket);
    std::map<std::string, Kind> wanted{{"x-fifo", Kind::Fifo},
                                       {"x-directory", Kind::Directory},
                                       {"x-link", Kind::Link},
                                       {"x-dangling", Kind::Link},
                                       {"x-socket", Kind::Socket}};
    if (::mknod(folder.pathOf("x-device").c_str(), S_IFCHR | 0600, makedev(1, 3)) == 0)
        wanted.emplace("x-device", Kind::Device);
    else
        qWarning("no device node: %s", strerror(errno));

    test::ScriptedCalls script;
    ObjectMonitor list(script.calls(roots));
    QCOMPARE(refresh(list).size(), wanted.size() + 1); // and it does not block
    folder.create("x-swapped");
    refresh(list);
    const auto opened = [&] {
        return std::ranges::count_if(openedObjects(script),
                                     [](const std::string &arguments) { return arguments.contains("x-"); });
    };
    QCOMPARE(opened(), 1); // the positive control: while it is a regular file, it is opened
    QCOMPARE(::mkfifo(folder.pathOf("other").c_str(), 0600), 0);
    QCOMPARE(::rename(folder.pathOf("other").c_str(), folder.pathOf("x-swapped").c_str()), 0);
    wanted.emplace("x-swapped", Kind::Fifo);
    for (const auto &[name, kind] : wanted)
        QCOMPARE(::fchmodat(AT_FDCWD, folder.pathOf(name).c_str(), 0700, kind == Kind::Link ? AT_SYMLINK_NOFOLLOW : 0)
                         == 0
                     || kind == Kind::Link,
                 true); // touched, so that they are looked at again
    refresh(list);
    refresh(list);
    for (const auto &[name, kind] : wanted) {
        const ObjectReportPtr report = find(list, name);
        QVERIFY2(report, name.c_str());
        QCOMPARE(report->kind, kind);
        QCOMPARE(report->verdict(), Verdict::NotAnObject);
        const auto refused = ObjectReader::open(script.calls(roots), *ObjectName::parse(name));
        QCOMPARE(refused.error().problem, Problem::NotRegular);
    }
    QCOMPARE(opened(), 1);
    for (const CallRecord &record : script.records())
        QVERIFY2(record.call != Call::Open || !record.arguments.contains("x-") || record.result >= 0,
                 record.arguments.c_str());
}

void ObjectMonitorFilesTest::fault34_swappedDuringAScan_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::newRow("another object") << Kind::Unknown;
    QTest::newRow("a link") << Kind::Link;
    QTest::newRow("a FIFO") << Kind::Fifo;
    QTest::newRow("a directory") << Kind::Directory;
}

void ObjectMonitorFilesTest::fault34_swappedDuringAScan()
{
    QFETCH(Kind, kind);
    const auto &[folder, proc, roots] = test::FakeMachine();
    folder.create("a", pageBytes, "old");
    folder.create("secret", pageBytes, "secret");
    const ino_t old = folder.stat("a").st_ino;
    auto swaps = test::before(Call::Open, "\"a\"", [&] { // after its name was read as one of a regular file
        folder.remove("a");
        if (kind == Kind::Unknown)
            folder.create("a", 2 * pageBytes, "new");
        if (kind == Kind::Link)
            QCOMPARE(::symlink(folder.pathOf("secret").c_str(), folder.pathOf("a").c_str()), 0);
        if (kind == Kind::Fifo)
            QCOMPARE(::mkfifo(folder.pathOf("a").c_str(), 0600), 0);
        if (kind == Kind::Directory)
            QCOMPARE(::mkdir(folder.pathOf("a").c_str(), 0700), 0);
    });
    const auto heldResources = test::heldResources();
    {
        ObjectMonitor list{InspectCalls(&swaps, roots)};
        refresh(list); // all of it is about one of them
        const ObjectReportPtr report = find(list, "a");
        QVERIFY(report);
        QCOMPARE(report->kind, kind);
        QVERIFY(report->status().identity.inode != old);
        QCOMPARE(report->status().identity.inode, folder.stat("a").st_ino);
        QCOMPARE(report->status().sizeBytes, folder.stat("a").st_size);
    }
    QCOMPARE(test::heldResources(), heldResources);
}

void ObjectMonitorFilesTest::fault34_procPathsToOtherObjectsAreRefused()
{
    const auto &[folder, proc, roots] = test::FakeMachine();
    folder.create("a", pageBytes, "first");
    folder.create("b", pageBytes, "second");
    proc.add(cat, "cat");
    proc.open(cat, 3, folder.pathOf("a"));
    const std::string procPath = proc.pathOf(cat) + "/fd/3";
    const ObjectId first = test::identityOf(folder.stat("a"));
    QVERIFY(ObjectReader::openByProcPath(InspectCalls(), procPath, first));
    proc.add(cat, "cat");
    proc.open(cat, 3, folder.pathOf("b")); // the number means another file by now
    QCOMPARE(ObjectReader::openByProcPath(InspectCalls(), procPath, first).error().problem, Problem::Replaced);
    QVERIFY(ObjectReader::openByProcPath(InspectCalls(), procPath, test::identityOf(folder.stat("b"))));
    // The same between the look and the opening.
    auto swaps = test::before(Call::Open, procPath, [&] {
        proc.add(cat, "cat");
        proc.open(cat, 3, folder.pathOf("a"));
    });
    const auto heldResources = test::heldResources();
    const auto refused =
        ObjectReader::openByProcPath(InspectCalls(&swaps), procPath, test::identityOf(folder.stat("b")));
    QCOMPARE(refused.error().problem, Problem::Replaced);
    QCOMPARE(test::heldResources(), heldResources);
    // And what is no object is not opened.
    QCOMPARE(::mkfifo(folder.pathOf("fifo").c_str(), 0600), 0);
    test::ScriptedCalls script;
    const auto fifo =
        ObjectReader::openByProcPath(script.calls(), folder.pathOf("fifo"), test::identityOf(folder.stat("fifo")));
    QCOMPARE(fifo.error().problem, Problem::NotRegular);
    QCOMPARE(script.count(Call::Open), 0);
}

void ObjectMonitorFilesTest::fault38_namesOfAnyBytesLeadToTheirFiles()
{
    const std::string prefix = test::objectName().bytes();
    std::set<std::string> endings{"\n\x1b[31m",
                                  " (deleted)",
                                  "\\012",
                                  "\\x0a",
                                  "<b>x",
                                  "\xff\xfe\xc3\x28",
                                  "\xe2\x80\xae"
                                  "gpj.exe",
                                  " ",
                                  "..",
                                  std::string(256 - prefix.size(), 'l')};
    for (int byte = 1; byte < 256; ++byte) {
        if (byte != '/')
            endings.insert("-" + std::string(1, static_cast<char>(byte)) + "-");
    }
    std::vector<std::unique_ptr<test::NameGuard>> guards;
    for (const std::string &ending : endings) {
        const ObjectName name = *ObjectName::parse(prefix + ending);
        guards.push_back(std::make_unique<test::NameGuard>(name));
        test::leave(name, 0, {});
    }
    ObjectMonitor list;
    refresh(list);
    std::set<std::string> left;
    for (const ObjectReportPtr &report : list.reports()) {
        if (report->hasName && report->name.starts_with(prefix.substr(1)))
            left.insert(report->name.substr(prefix.size() - 1));
    }
    QVERIFY(left == endings);
    const auto present = [&] {
        std::size_t count = 0;
        for (const auto &entry : std::filesystem::directory_iterator("/dev/shm"))
            count += entry.path().filename().string().starts_with(prefix.substr(1)) ? 1U : 0U;
        return count;
    };
    while (!left.empty()) {
        const ObjectReportPtr report = find(list, prefix.substr(1) + *left.begin());
        const ObjectName name = *ObjectName::parse(unescape(escape(report->name))); // as it goes through a terminal
        QVERIFY(removeAnyway(SystemCalls(), name, report->status().identity));
        QVERIFY(!test::exists(*ObjectName::parse(prefix + *left.begin())));
        left.erase(left.begin());
        QCOMPARE(present(), left.size()); // no other one
    }
}

void ObjectMonitorFilesTest::fault39_oddLabels_data()
{
    QTest::addColumn<std::string>("label"); // behind the folder
    QTest::addColumn<std::string>("name");
    const auto row = [](const char *what, std::string label, std::string name) {
        QTest::newRow(what) << std::move(label) << std::move(name);
    };
    row("plain", "a (deleted)", "a");
    row("named like a deleted one", "a (deleted) (deleted)", "a (deleted)");
    row("spaces", "a  b (deleted)", "a  b");
    row("newline", "a\\012b (deleted)", "a\nb");
    row("not deleted", "a", "a");
    row("only that", " (deleted)", "");
    row("not UTF-8", "\xff\xfe (deleted)", "\xff\xfe");
}

void ObjectMonitorFilesTest::fault39_oddLabels()
{
    QFETCH(std::string, label);
    QFETCH(std::string, name);
    const auto &[folder, proc, roots] = test::FakeMachine();
    folder.create("held");
    const int held = ::open(folder.pathOf("held").c_str(), O_RDWR | O_CLOEXEC);
    const ObjectId identity = test::identityOf(folder.stat("held"));
    folder.remove("held");
    if (!name.empty())
        folder.create(name);
    proc.add(cat, "cat");
    proc.map(cat, "/proc/self/fd/" + std::to_string(held), identity, folder.pathOf(label));
    ObjectMonitor list{InspectCalls(roots)};
    refresh(list);
    const auto reports = list.reports();
    ::close(held);
    const auto orphan = std::ranges::find(reports, false, &ObjectReport::hasName);
    QVERIFY(orphan != reports.end());
    QVERIFY((*orphan)->status().identity == identity);
    QCOMPARE((*orphan)->name, name);
    QCOMPARE((*orphan)->hasNamesake, !name.empty());
}

void ObjectMonitorFilesTest::fault39_oddLinesAreSkipped()
{
    const auto &[folder, proc, roots] = test::FakeMachine();
    folder.create("a");
    const ObjectId identity = test::identityOf(folder.stat("a"));
    std::array<char, 64> place{};
    std::snprintf(place.data(), place.size(), " %02x:%02x %llu", major(identity.device), minor(identity.device),
                  static_cast<unsigned long long>(identity.inode));
    const std::string where = place.data();
    proc.add(cat, ") S 1 (cat) Z");
    proc.put(cat, "maps",
             "nonsense\n\n" + where + "\n7f00-7f10 rw-s" + where + "\n7f00 rw-s 0" + where + "\n7f10-7f00 rw-s 0"
                 + where + "\nzz-7f rw-s 0" + where + "\n7f00-7f10 rw 0" + where + "\n7f00-7f10 rw-s 0 zz:zz 1 " + where
                 + "\n7f00-7f10 rw-s 0" + where.substr(0, where.rfind(' ')) + " 99999999999999999999999\n"
                 + "7f00-7f10 rw-s 0" + where); // cut short
    proc.put(cat, "fd/nonsense", "");
    proc.put(cat, "fdinfo/3", "");
    proc.add(43, "gone");
    proc.put(43, "stat", "");
    ObjectMonitor list{InspectCalls(roots)};
    refresh(list);
    const auto &holders = find(list, "a")->usage.processScan.holders;
    QCOMPARE(holders.size(), std::size_t{1}); // by the one line that is right
    QVERIFY(holders.front().maps && holders.front().mapsWritable);
    QCOMPARE(holders.front().process.program, std::string(") S 1 (cat) Z"));
    QCOMPARE(list.hiddenProcesses(), 0);
}

SHMLAB_TEST_MAIN(ObjectMonitorFilesTest)
#include "tst_object_monitor_files.moc"
