// SPDX-License-Identifier: MIT
// The calls of InspectCalls by which the kernel tells what happens to files: inotify(7), fanotify(7).
#include <shmlab/base/inspect_calls.h>

#include "base/call_arguments.h"
#include "base/perform.h"

#include <array>

#include <sys/fanotify.h>
#include <sys/inotify.h>

namespace shmlab {
namespace {

/// All that only tell; FAN_OPEN_PERM and its like would make other processes wait for an answer.
constexpr std::uint64_t tellingEvents = FAN_ACCESS | FAN_MODIFY | FAN_CLOSE | FAN_OPEN | FAN_ATTRIB | FAN_CREATE
    | FAN_DELETE | FAN_MOVE | FAN_ONDIR | FAN_EVENT_ON_CHILD;

} // namespace

Result<int> InspectCalls::openNotifier() const
{
    return resultAs<int>(perform(
        Call::InotifyInit, CallKind::Retryable, [&] { return ::inotify_init1(IN_CLOEXEC | IN_NONBLOCK); },
        [&] { return std::string("IN_CLOEXEC|IN_NONBLOCK"); }));
}

Result<int> InspectCalls::watchDirectory(int notifier, const std::string &path, std::uint32_t events) const
{
    return resultAs<int>(perform(
        Call::InotifyAddWatch, CallKind::Retryable,
        [&] { return ::inotify_add_watch(notifier, path.c_str(), events | IN_ONLYDIR); },
        [&] { return arguments::list(notifier, arguments::quoted(path), arguments::hex(events | IN_ONLYDIR)); }));
}

Result<int> InspectCalls::openFileNotifier() const
{
    return resultAs<int>(perform(
        Call::FanotifyInit, CallKind::Retryable,
        [&] {
            return ::fanotify_init(FAN_CLASS_NOTIF | FAN_CLOEXEC | FAN_NONBLOCK | FAN_REPORT_DFID_NAME,
                                   O_RDONLY | O_CLOEXEC);
        },
        [&] {
            return std::string("FAN_CLASS_NOTIF|FAN_CLOEXEC|FAN_NONBLOCK|FAN_REPORT_DFID_NAME, O_RDONLY|O_CLOEXEC");
        }));
}

Result<void> InspectCalls::watchFileSystem(int notifier, const std::string &path, std::uint64_t events) const
{
    return resultAsVoid(perform(
        Call::FanotifyMark, CallKind::Retryable,
        [&] {
            return ::fanotify_mark(notifier, FAN_MARK_ADD | FAN_MARK_FILESYSTEM, events & tellingEvents, AT_FDCWD,
                                   path.c_str());
        },
        [&] {
            return arguments::list(notifier, std::string("FAN_MARK_ADD|FAN_MARK_FILESYSTEM"),
                                   arguments::hex(events & tellingEvents), std::string("AT_FDCWD"),
                                   arguments::quoted(path));
        }));
}

Result<std::string> InspectCalls::handleOf(const std::string &path) const
{
    alignas(file_handle) std::array<char, sizeof(file_handle) + MAX_HANDLE_SZ> room{};
    auto *const handle = reinterpret_cast<file_handle *>(room.data());
    handle->handle_bytes = MAX_HANDLE_SZ;
    int mount = 0;
    const auto done = perform(
        Call::NameToHandle, CallKind::Retryable,
        [&] { return ::name_to_handle_at(AT_FDCWD, path.c_str(), handle, &mount, 0); },
        [&] { return arguments::list(std::string("AT_FDCWD"), arguments::quoted(path), std::string("…, …, 0")); });
    if (!done)
        return std::unexpected(done.error());
    return std::string(room.data(), sizeof(file_handle) + handle->handle_bytes);
}

Result<int> InspectCalls::openHandle(int mount, std::string handle) const
{
    return resultAs<int>(perform(
        Call::OpenByHandle, CallKind::Retryable,
        [&] { return ::open_by_handle_at(mount, reinterpret_cast<file_handle *>(handle.data()), O_PATH | O_CLOEXEC); },
        [&] { return arguments::list(mount, std::string("…, O_PATH|O_CLOEXEC")); }));
}

} // namespace shmlab
