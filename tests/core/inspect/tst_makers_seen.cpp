// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor_support.h"

#include <filesystem>
#include <functional>
#include <string>

#include <time.h>
#include <unistd.h>

using namespace shmlab;
using test::cat;
using test::find;
using test::refresh;

namespace {

constexpr pid_t other = 43;

/// The lines of /proc/PID/status that tell as which user a process runs.
std::string runsAs(uid_t real, uid_t effective)
{
    const auto number = [](uid_t id) { return '\t' + std::to_string(id); };
    return "Name:\tx\nUid:" + number(real) + number(effective) + number(effective) + number(effective) + '\n';
}

/// As one that starts an hour from now.
std::uint64_t laterTicks()
{
    timespec sinceBoot{};
    ::clock_gettime(CLOCK_BOOTTIME, &sinceBoot);
    return static_cast<std::uint64_t>(sinceBoot.tv_sec + 3600) * static_cast<std::uint64_t>(::sysconf(_SC_CLK_TCK));
}

/// A machine on which one process of this user holds the only object.
struct Scene {
    test::ObjectFolder folder;
    test::FakeProc proc;
    SystemRoots roots{folder.path(), proc.path()};

    void hold(const std::string &status, const char *flags = "flags:\t0100002\n", std::uint64_t start = 777,
              pid_t pid = cat) const
    {
        proc.add(pid, "cat", start);
        proc.put(pid, "status", status);
        proc.open(pid, 3, folder.pathOf("a"), flags);
    }
    void map() const
    {
        proc.add(cat, "cat");
        proc.put(cat, "status", runsAs(::geteuid(), ::geteuid()));
        proc.map(cat, folder.pathOf("a"), test::identityOf(folder.stat("a")), folder.pathOf("a"));
    }
    void hide(const std::string &status) const
    {
        proc.add(other, "hidden");
        std::filesystem::remove(proc.pathOf(other) + "/maps");
        std::filesystem::create_directory(proc.pathOf(other) + "/maps"); // which cannot be read
        if (!status.empty())
            proc.put(other, "status", status);
    }
    void leaveThePidNamespace() const
    {
        const std::string link = proc.path() + "/self/ns/pid";
        std::filesystem::remove(link);
        std::filesystem::create_symlink("pid:[4026532000]", link);
    }
};

using Stage = std::function<void(const Scene &)>;

} // namespace

/// Whether a process that is seen to hold a new object counts as its maker.
class MakersSeenTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void onlyWhoCanHaveMadeItIsItsMaker_data();
    void onlyWhoCanHaveMadeItIsItsMaker();
};

void MakersSeenTest::onlyWhoCanHaveMadeItIsItsMaker_data()
{
    QTest::addColumn<Stage>("stage");
    QTest::addColumn<bool>("isMaker");
    const auto row = [](const char *what, Stage stage, bool isMaker) { QTest::newRow(what) << stage << isMaker; };
    const uid_t user = ::geteuid();
    const uid_t stranger = user + 12'345;
    const std::string own = runsAs(user, user);
    row("open to write", [=](const Scene &scene) { scene.hold(own); }, true);
    row("mapped to write", [](const Scene &scene) { scene.map(); }, true);
    row("of another user", [=](const Scene &scene) { scene.hold(runsAs(stranger, stranger)); }, false);
    row("open to read", [=](const Scene &scene) { scene.hold(own, "flags:\t0100000\n"); }, false);
    row("started afterwards", [=](const Scene &scene) { scene.hold(own, "flags:\t0100002\n", laterTicks()); }, false);
    row(
        "one of two",
        [=](const Scene &scene) {
            scene.hold(own);
            scene.hold(own, "flags:\t0100000\n", 777, other);
        },
        false);
    const auto besideHidden = [=](std::string status) {
        return [=](const Scene &scene) {
            scene.hold(own);
            scene.hide(status);
        };
    };
    row("beside a hidden process of another user", besideHidden(runsAs(stranger, stranger)), true);
    row("beside a hidden process of the owner", besideHidden(own), false);
    row("beside a hidden process that may act as the owner", besideHidden(runsAs(stranger, user)), false);
    row("beside a hidden process of nobody knows whom", besideHidden({}), false);
    row(
        "where /proc does not list the others",
        [=](const Scene &scene) {
            scene.hold(own);
            scene.proc.end(1);
        },
        false);
    row(
        "in a PID namespace",
        [=](const Scene &scene) {
            scene.hold(own);
            scene.leaveThePidNamespace();
        },
        false);
}

void MakersSeenTest::onlyWhoCanHaveMadeItIsItsMaker()
{
    QFETCH(Stage, stage);
    QFETCH(bool, isMaker);
    const Scene scene;
    ObjectMonitor list{InspectCalls(scene.roots)};
    refresh(list);
    scene.folder.create("a");
    stage(scene);
    refresh(list);
    const auto maker = find(list, "a")->maker;
    QCOMPARE(maker.has_value(), isMaker);
    if (isMaker) {
        QCOMPARE(maker->source, Maker::Source::Timeline);
        QVERIFY(maker->process);
        QCOMPARE(maker->pid, cat);
    }
    scene.proc.end(cat);
    scene.proc.end(other);
    refresh(list);
    QCOMPARE(find(list, "a")->maker.has_value(), isMaker); // also after it has ended
    QCOMPARE(find(list, "a")->verdict(), isMaker ? Verdict::Stale : Verdict::Unused);
    ObjectMonitor later{InspectCalls(scene.roots)};
    refresh(later);
    QCOMPARE(find(later, "a")->verdict(), Verdict::Unused); // for one that did not see it
}

SHMLAB_TEST_MAIN(MakersSeenTest)
#include "tst_makers_seen.moc"
