// SPDX-License-Identifier: GPL-3.0-or-later
#include "fake_roots.h"

#include <shmlab/inspect/kernel_users.h>

#include <cerrno>
#include <csignal>

#include <linux/loop.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>

using namespace shmlab;

namespace {

constexpr int cannotStage = 99;

ObjectId identityOf(const ObjectName &name)
{
    return test::currentStatus(name).identity;
}

/// A machine with these files of the kernel and the real /dev/shm.
class KernelFiles {
public:
    void put(const std::string &file, const std::string &text) const
    {
        const std::string path = m_folder.path().toStdString() + '/' + file;
        std::filesystem::create_directories(std::filesystem::path(path).parent_path());
        std::ofstream(path) << text;
    }
    [[nodiscard]] InspectCalls calls() const { return InspectCalls(m_roots); }

private:
    QTemporaryDir m_folder;
    SystemRoots m_roots{.proc = m_folder.path().toStdString() + "/proc", .sys = m_folder.path().toStdString() + "/sys"};
};

/// A line of mountinfo that mounts this part of the file system with this device.
std::string mountLine(dev_t device, const std::string &root, const std::string &point)
{
    return "36 35 " + std::to_string(major(device)) + ':' + std::to_string(minor(device)) + ' ' + root + ' ' + point
        + " rw,noatime shared:1 - tmpfs tmpfs rw\n";
}

} // namespace

class KernelUsersTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nobody();
    void loopDevices();
    void swapFiles();
    void mounts();
    void unreadableMountsAreAnError();
    void fault54_realLoopDevice();
    void fault54_realMount();
};

void KernelUsersTest::nobody()
{
    const test::LeftObject name;
    const KernelFiles none;
    QVERIFY(kernelUsersOf(none.calls(), identityOf(name)).empty()); // no such files at all
    QVERIFY(kernelUsersOf(InspectCalls(), identityOf(name)).empty()); // this machine
}

void KernelUsersTest::loopDevices()
{
    const test::LeftObject name;
    const test::LeftObject other;
    const KernelFiles files;
    files.put("sys/block/loop0/loop/backing_file", other.path() + '\n');
    files.put("sys/block/loop1/size", "0\n"); // backs nothing
    files.put("sys/block/loop7/loop/backing_file", name.path() + '\n');
    files.put("sys/block/sda/loop/backing_file", name.path() + '\n');
    const std::vector<KernelUser> expected{{.use = KernelUser::Use::LoopDevice, .place = "/dev/loop7"}};
    QVERIFY(kernelUsersOf(files.calls(), identityOf(name)) == expected);
    const ObjectId formerly = identityOf(name);
    QCOMPARE(::rename(other.path().c_str(), name.path().c_str()), 0);
    QVERIFY(kernelUsersOf(files.calls(), formerly).empty()); // the path leads to another object now
}

void KernelUsersTest::swapFiles()
{
    const ObjectName name = *ObjectName::parse(test::objectName().bytes() + " b");
    const test::NameGuard guard(name);
    test::leave(name);
    const KernelFiles files;
    std::string escaped = name.path();
    escaped.replace(escaped.find(' '), 1, "\\040");
    files.put("proc/swaps",
              "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n/dev/vda2 partition\t1\t0\t-2\n" + escaped
                  + " file\t4096\t0\t-3\n");
    const std::vector<KernelUser> expected{{.use = KernelUser::Use::SwapFile, .place = name.path()}};
    QVERIFY(kernelUsersOf(files.calls(), identityOf(name)) == expected);
}

void KernelUsersTest::mounts()
{
    const test::LeftObject name;
    const test::LeftObject other;
    const dev_t device = identityOf(name).device;
    const KernelFiles files;
    // What is "mounted" at a path is what that path leads to.
    files.put("proc/self/mountinfo",
              mountLine(device, "/", "/dev/shm") + mountLine(device, other.bytes(), other.path())
                  + mountLine(device + 1, name.bytes(), name.path()) + "garbage\n\n"
                  + mountLine(device, name.bytes(), name.path()) + mountLine(device, name.bytes(), "/no/such/place"));
    const std::vector<KernelUser> expected{{.use = KernelUser::Use::Mount, .place = name.path()}};
    QVERIFY(mountsOf(files.calls(), identityOf(name)).value() == expected);
    QVERIFY(kernelUsersOf(files.calls(), identityOf(name)) == expected);
}

void KernelUsersTest::unreadableMountsAreAnError()
{
    const test::LeftObject name;
    auto fails = test::refuse(Call::Open, "mountinfo", EMFILE);
    QVERIFY(mountsOf(InspectCalls(&fails), identityOf(name)).error().isCallFailure(EMFILE));
    QVERIFY(kernelUsersOf(InspectCalls(&fails), identityOf(name)).empty());
}

void KernelUsersTest::fault54_realLoopDevice()
{
    const test::LeftObject name(1 << 20);
    const int control = ::open("/dev/loop-control", O_RDWR | O_CLOEXEC);
    const int number = control >= 0 ? ::ioctl(control, LOOP_CTL_GET_FREE) : -1;
    ::close(control);
    const std::string path = "/dev/loop" + std::to_string(number);
    const int device = number >= 0 ? ::open(path.c_str(), O_RDWR | O_CLOEXEC) : -1;
    const int file = ::open(name.path().c_str(), O_RDWR | O_CLOEXEC);
    const bool isSet = device >= 0 && ::ioctl(device, LOOP_SET_FD, file) == 0;
    ::close(file);
    if (!isSet) {
        ::close(device);
        QSKIP("no loop devices here; loopDevices covers the files of the kernel");
    }
    const auto users = kernelUsersOf(InspectCalls(), identityOf(name));
    ::ioctl(device, LOOP_CLR_FD, 0);
    ::close(device);
    const std::vector<KernelUser> expected{{.use = KernelUser::Use::LoopDevice, .place = path}};
    QVERIFY(users == expected);
}

/// A mount is no opener: the kernel grants a lease.
void KernelUsersTest::fault54_realMount()
{
    const test::LeftObject name;
    const test::LeftObject over;
    const int ended = test::inChild([&] {
        if (::unshare(CLONE_NEWNS) != 0 || ::mount("none", "/", "none", MS_REC | MS_PRIVATE, nullptr) != 0
            || ::mount(name.path().c_str(), over.path().c_str(), "none", MS_BIND, nullptr) != 0)
            return cannotStage;
        const int fd = ::open(name.path().c_str(), O_RDONLY | O_CLOEXEC);
        if (::fcntl(fd, F_SETSIG, SIGURG) != 0 || ::fcntl(fd, F_SETLEASE, F_WRLCK) != 0)
            return 1;
        ::close(fd);
        const std::vector<KernelUser> expected{{.use = KernelUser::Use::Mount, .place = over.path()}};
        return kernelUsersOf(InspectCalls(), identityOf(name)) == expected ? 0 : 2;
    });
    if (ended == cannotStage)
        QSKIP("no mount namespaces here; mounts covers the file of the kernel");
    QCOMPARE(ended, 0);
}

SHMLAB_TEST_MAIN(KernelUsersTest)
#include "tst_kernel_users.moc"
