// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "test_support.h"

#include <shmlab/base/system_roots.h>
#include <shmlab/inspect/object_status.h>

#include <QTemporaryDir>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

/// A staged machine for SystemRoots: only the test changes it, and any process can appear in it.
namespace shmlab::test {

/// A folder in /dev/shm that is used as /dev/shm; removed with its contents.
class ObjectFolder {
public:
    ObjectFolder() : m_path(objectName().path()) { std::filesystem::create_directory(m_path); }
    ~ObjectFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    ObjectFolder(const ObjectFolder &) = delete;
    ObjectFolder &operator=(const ObjectFolder &) = delete;

    [[nodiscard]] const std::string &path() const { return m_path; }
    [[nodiscard]] std::string pathOf(const std::string &name) const { return m_path + '/' + name; }

    /// A new object of this size that begins with `text`.
    void create(const std::string &name, off_t size = 4096, std::string_view text = {}) const
    {
        createFile(pathOf(name), size, text, 0);
    }
    /// Writes into an existing object.
    void write(const std::string &name, std::string_view text, off_t offset = 0) const
    {
        const int fd = ::open(pathOf(name).c_str(), O_WRONLY | O_CLOEXEC);
        if (fd < 0 || ::pwrite(fd, text.data(), text.size(), offset) != static_cast<ssize_t>(text.size()))
            qFatal("cannot write to %s", name.c_str());
        ::close(fd);
    }
    void remove(const std::string &name) const { ::unlink(pathOf(name).c_str()); }
    [[nodiscard]] struct stat stat(const std::string &name) const
    {
        struct stat status{};
        ::lstat(pathOf(name).c_str(), &status);
        return status;
    }

private:
    std::string m_path;
};

/// A /proc of the initial PID namespace with no process but pid 1.
class FakeProc {
public:
    FakeProc()
    {
        std::filesystem::create_directories(path() + "/self/ns");
        link("pid:[4026531836]", "/self/ns/pid");
        add(1, "init");
    }

    [[nodiscard]] std::string path() const { return m_folder.path().toStdString(); }
    [[nodiscard]] std::string pathOf(pid_t pid) const { return path() + '/' + std::to_string(pid); }

    /// Adds a process that holds nothing yet; replaces one with the same pid.
    void add(pid_t pid, const std::string &program, std::uint64_t start = 777, char state = 'S', int threads = 1) const
    {
        end(pid);
        for (const char *folder : {"/fd", "/fdinfo", "/map_files"})
            std::filesystem::create_directories(pathOf(pid) + folder);
        put(pid, "stat",
            std::to_string(pid) + " (" + program + ") " + state + " 1 2 3 4 5 4194304 7 9 10 11 12 13 14 15 16 17 "
                + std::to_string(threads) + " 19 " + std::to_string(start) + " 20 21\n");
        put(pid, "maps", "00400000-00401000 r-xp 00000000 fe:01 1    /usr/bin/" + program + '\n');
    }
    void end(pid_t pid) const { std::filesystem::remove_all(pathOf(pid)); }
    /// Any file of a process.
    void put(pid_t pid, const std::string &file, const std::string &text) const
    {
        std::ofstream(pathOf(pid) + '/' + file) << text;
    }
    void open(pid_t pid, int fd, const std::string &file, const std::string &info = "flags:\t0100002\n") const
    {
        const std::string number = std::to_string(fd);
        link(file, '/' + std::to_string(pid) + "/fd/" + number);
        put(pid, "fdinfo/" + number, info);
    }
    /// A mapping that the kernel would show with `label`; its entry in map_files leads to `file`.
    void map(pid_t pid, const std::string &file, ObjectId identity, const std::string &label) const
    {
        std::array<char, 100> line{};
        std::snprintf(line.data(), line.size(), "7f0000000000-7f0000001000 rw-s 00000000 %02x:%02x %llu",
                      major(identity.device), minor(identity.device), static_cast<unsigned long long>(identity.inode));
        std::ofstream(pathOf(pid) + "/maps", std::ios::app) << line.data() << "    " << label << '\n';
        link(file, '/' + std::to_string(pid) + "/map_files/7f0000000000-7f0000001000");
    }

private:
    void link(const std::string &target, const std::string &at) const
    {
        if (::symlink(target.c_str(), (path() + at).c_str()) != 0)
            qFatal("cannot make a link");
    }

    QTemporaryDir m_folder;
};

inline constexpr pid_t cat = 42; ///< one of the processes of a FakeProc

/// All of it: `const auto &[folder, proc, roots] = test::FakeMachine();`
struct FakeMachine {
    ObjectFolder folder;
    FakeProc proc;
    SystemRoots roots{.shm = folder.path(), .proc = proc.path(), .domains = {Domain::PosixShm}};
};

[[nodiscard]] inline ObjectId identityOf(const struct stat &status)
{
    return {status.st_dev, status.st_ino};
}

} // namespace shmlab::test
