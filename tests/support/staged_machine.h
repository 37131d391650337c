// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fake_roots.h"

#include <shmlab/base/system_calls.h>
#include <shmlab/inspect/object_report.h>

#include <memory>

namespace shmlab::test {

/// A machine whose objects lie in a folder of the test's own. Its processes are the real ones, so that children and
/// peers of the test can hold the objects, or those of a FakeProc. Nothing here reads or changes the real /dev/shm.
class StagedMachine {
public:
    [[nodiscard]] const ObjectFolder &folder() const { return m_folder; }
    /// The argument with which a FaultPeer acts on these objects.
    [[nodiscard]] QString folderPath() const { return QString::fromStdString(m_folder.path()); }
    /// Replaces the processes of the machine from now on.
    void setProcesses(const FakeProc &proc) { m_roots.proc = proc.path(); }
    /// Valid for the life of this object.
    [[nodiscard]] const SystemRoots &roots() const { return m_roots; }
    /// Valid for the life of this object.
    [[nodiscard]] SystemCalls calls() const { return SystemCalls(m_roots); }
    [[nodiscard]] SystemCalls calls(ScriptedCalls &script) const { return script.calls(m_roots); }

    /// A new object that no process holds, with `text` at `at`.
    void leave(const ObjectName &name, off_t size = 4096, std::string_view text = "left", off_t at = 0) const
    {
        createFile(path(name), size, text, at);
    }
    /// The same under a name of a kind that does not outlive its makers: stale.
    [[nodiscard]] ObjectName leave(off_t size = 4096, std::string_view text = "left", off_t at = 0) const
    {
        const ObjectName name = *ObjectName::parse("psm_" + objectName().bytes().substr(1));
        leave(name, size, text, at);
        return name;
    }
    /// A descriptor to read and write, which the caller closes; -1 on failure.
    [[nodiscard]] int open(const ObjectName &name) const { return ::open(path(name).c_str(), O_RDWR | O_CLOEXEC); }
    void write(const ObjectName &name, std::string_view text, off_t at = 0) const
    {
        m_folder.write(name.bytes().substr(1), text, at);
    }
    void remove(const ObjectName &name) const { m_folder.remove(name.bytes().substr(1)); }
    void rename(const ObjectName &from, const ObjectName &to) const { std::filesystem::rename(path(from), path(to)); }

    [[nodiscard]] std::string path(const ObjectName &name) const { return m_roots.shm + name.bytes(); }
    [[nodiscard]] bool exists(const ObjectName &name) const
    {
        struct stat status{};
        return ::lstat(path(name).c_str(), &status) == 0;
    }
    [[nodiscard]] bool isEmpty() const { return std::filesystem::is_empty(m_folder.path()); }
    /// Empty when there is no such object.
    [[nodiscard]] ObjectStatus status(const ObjectName &name) const { return currentStatus(name, calls()); }
    /// Fewer bytes where the object ends.
    [[nodiscard]] std::string firstBytes(const ObjectName &name, std::size_t count) const
    {
        return test::firstBytes(name, count, calls());
    }

    /// As a monitor would report it that knows nothing but its status and this verdict.
    [[nodiscard]] ObjectReportPtr report(const ObjectName &name, Verdict verdict = Verdict::Unknown) const
    {
        auto report = std::make_shared<ObjectReport>();
        report->name = name.bytes().substr(1);
        report->usage.status = status(name);
        report->usage.verdict = verdict;
        return report;
    }

private:
    ObjectFolder m_folder;
    SystemRoots m_roots{.shm = m_folder.path(), .proc = "/proc", .domains = {Domain::PosixShm}};
};

} // namespace shmlab::test
