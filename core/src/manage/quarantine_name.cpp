// SPDX-License-Identifier: MIT
#include "manage/quarantine_name.h"

#include <shmlab/inspect/process.h>
#include <shmlab/manage/interrupted_removal.h>

#include <atomic>
#include <charconv>

#include <unistd.h>

namespace shmlab {
namespace {

constexpr std::size_t maxNameBytes = 255; // NAME_MAX of tmpfs
constexpr std::string_view prefix = "shmlab-removal.";

/// Of this machine: the process exists there, whatever machine is inspected.
std::uint64_t ownStartTicks()
{
    const auto self = readProcess(InspectCalls(), ::getpid());
    return self ? self->startTicks : 0;
}

/// Splits off a number and the character after it.
template <typename Integer>
std::optional<Integer> takeNumber(std::string_view &text, std::string_view ends)
{
    Integer value{};
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const auto length = static_cast<std::size_t>(stop - text.data());
    if (error != std::errc{} || length == text.size() || !ends.contains(text[length]))
        return {};
    text.remove_prefix(length + 1);
    return value;
}

} // namespace

std::string nextQuarantineName(std::string_view name)
{
    static std::atomic<std::uint32_t> number = 0;
    const std::string remover = std::string(prefix) + std::to_string(::getpid()) + '.' + std::to_string(ownStartTicks())
        + '.' + std::to_string(++number);
    const std::size_t room = maxNameBytes - remover.size() - 1;
    return remover + (name.size() > room ? '~' : '.') + std::string(name.substr(0, room));
}

std::optional<InterruptedRemoval> interruptedRemovalOf(std::string_view fileName)
{
    if (!fileName.starts_with(prefix))
        return {};
    std::string_view rest = fileName.substr(prefix.size());
    const auto pid = takeNumber<pid_t>(rest, ".");
    if (!pid || *pid <= 0)
        return {};
    const auto startTicks = takeNumber<std::uint64_t>(rest, ".");
    if (!startTicks || !takeNumber<std::uint32_t>(rest, ".~") || rest.empty() || rest == "." || rest == ".."
        || rest.contains('/'))
        return {};
    const bool isCut = fileName[fileName.size() - rest.size() - 1] == '~';
    return InterruptedRemoval{.pid = *pid, .startTicks = *startTicks, .name = std::string(rest), .isNameCut = isCut};
}

std::optional<InterruptedRemoval> interruptedRemovalOf(const ObjectReport &report)
{
    const std::string_view name = report.name;
    const bool isInShm = report.status().identity.domain == Domain::PosixShm;
    return report.hasName && isInShm ? interruptedRemovalOf(name.substr(name.rfind('/') + 1))
                                     : std::nullopt; // npos + 1 is 0
}

bool isRemoverRunning(InspectCalls calls, const InterruptedRemoval &removal)
{
    const auto process = readProcess(calls, removal.pid);
    return process && !process->hasEnded() && (removal.startTicks == 0 || process->startTicks == removal.startTicks);
}

} // namespace shmlab
