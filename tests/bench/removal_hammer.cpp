// SPDX-License-Identifier: GPL-3.0-or-later

// Removes objects while other programs create, open, map and unlink them, and counts the removals that hit an object in
// use. The orders that Shmlab does not use any more are the positive control: they do hit.
//   removal_hammer [--order kept-lease|old|rename-first] [--removals NUMBER] [--seconds NUMBER] [--victims NUMBER]
//                  [--names NUMBER] [--until-hit]
// Ends with 1 if an object in use was hit, or the number was not reached in time. By hand: --removals 100000.

#include "removal_victims.h"

#include <shmlab/manage/removal.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <optional>

#include <csignal>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace shmlab;
using hammer::Victims;

namespace {

enum class Outcome : std::uint8_t { Removed, InUse, PutBack, Gone, Quarantined };

struct Options {
    std::string order = "kept-lease";
    std::uint64_t removals = 2000;
    int seconds = 600;
    int victims = 4;
    int names = 8;
    bool endsAtHit = false;
};

class Descriptor {
public:
    explicit Descriptor(int fd) : m_fd(fd) { }
    ~Descriptor()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    [[nodiscard]] int get() const { return m_fd; }

private:
    int m_fd;
};

bool isLeaseGranted(int fd)
{
    return ::fcntl(fd, F_SETSIG, SIGURG) == 0 && ::fcntl(fd, F_SETLEASE, F_WRLCK) == 0;
}

/// Shmlab 0.1: the lease is released before the object is unlinked.
Outcome removeByOldOrder(const ObjectName &name)
{
    const Descriptor object(::shm_open(name.c_str(), O_RDWR | O_NONBLOCK, 0));
    struct stat own{};
    struct stat named{};
    if (object.get() < 0 || ::fstat(object.get(), &own) != 0)
        return Outcome::Gone;
    if (!isLeaseGranted(object.get()))
        return Outcome::InUse;
    ::fcntl(object.get(), F_SETLEASE, F_UNLCK);
    if (::stat(name.path().c_str(), &named) != 0 || named.st_ino != own.st_ino)
        return Outcome::Gone;
    return ::shm_unlink(name.c_str()) == 0 ? Outcome::Removed : Outcome::Gone;
}

/// Takes every name away before it asks.
Outcome removeByRenamingFirst(const ObjectName &name)
{
    const std::string aside = name.path() + ".aside";
    (void)::renameat2(AT_FDCWD, aside.c_str(), AT_FDCWD, name.path().c_str(), RENAME_NOREPLACE); // one that was left
    if (::renameat2(AT_FDCWD, name.path().c_str(), AT_FDCWD, aside.c_str(), RENAME_NOREPLACE) != 0)
        return Outcome::Gone;
    const Descriptor object(::open(aside.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    if (object.get() >= 0 && isLeaseGranted(object.get())) {
        ::unlink(aside.c_str());
        return Outcome::Removed;
    }
    if (::renameat2(AT_FDCWD, aside.c_str(), AT_FDCWD, name.path().c_str(), RENAME_NOREPLACE) == 0)
        return Outcome::PutBack;
    return Outcome::Quarantined;
}

class Remover {
public:
    explicit Remover(std::string order) : m_order(std::move(order)) { }

    Outcome remove(const ObjectName &name)
    {
        const Outcome outcome = m_order == "old" ? removeByOldOrder(name)
            : m_order == "rename-first"          ? removeByRenamingFirst(name)
                                                 : removeByKeptLease(name);
        ++m_outcomes[outcome];
        return outcome;
    }
    [[nodiscard]] std::uint64_t count(Outcome outcome) const
    {
        const auto found = m_outcomes.find(outcome);
        return found == m_outcomes.end() ? 0 : found->second;
    }

private:
    /// The process scan that precedes a removal is left out: it is milliseconds older, and this is about microseconds.
    Outcome removeByKeptLease(const ObjectName &name)
    {
        if (const auto &quarantined = m_quarantined[name.bytes()]; quarantined && !putBack(SystemCalls(), *quarantined))
            return Outcome::Gone; // its name is still taken
        m_quarantined[name.bytes()].reset();
        const auto status = statusOf(InspectCalls(), name);
        if (!status)
            return Outcome::Gone;
        const auto removed = removeUnused(SystemCalls(), name, status->identity, {});
        if (removed)
            return Outcome::Removed;
        const Error &error = removed.error();
        if (error.problem == Problem::StaysQuarantined) {
            m_quarantined[name.bytes()] = *ObjectName::parse(error.quarantine);
            return Outcome::Quarantined;
        }
        if (error.problem == Problem::InUse) // an errno: it was not even moved
            return error.errorNumber != 0 ? Outcome::InUse : Outcome::PutBack;
        if (error.problem == Problem::Replaced || error.isCallFailure(ENOENT))
            return Outcome::Gone;
        std::fprintf(stderr, "%s\n", describe(error).c_str());
        std::abort();
    }

    std::string m_order;
    std::map<Outcome, std::uint64_t> m_outcomes;
    std::map<std::string, std::optional<ObjectName>> m_quarantined;
};

std::optional<Options> parse(int argc, char *argv[])
{
    Options options;
    for (int i = 1; i < argc; ++i) {
        const std::string option = argv[i];
        if (option == "--until-hit") {
            options.endsAtHit = true;
            continue;
        }
        if (++i == argc)
            return {};
        if (option == "--order")
            options.order = argv[i];
        else if (option == "--removals")
            options.removals = std::strtoull(argv[i], nullptr, 10);
        else if (option == "--seconds")
            options.seconds = std::atoi(argv[i]);
        else if (option == "--victims")
            options.victims = std::atoi(argv[i]);
        else if (option == "--names")
            options.names = std::atoi(argv[i]);
        else
            return {};
    }
    const bool isOrder = options.order == "kept-lease" || options.order == "old" || options.order == "rename-first";
    const bool isValid = isOrder && options.victims > 0 && options.names > 0
        && options.names <= static_cast<int>(hammer::Board::maxNames);
    return isValid ? std::optional(options) : std::nullopt;
}

/// No process uses them any more.
void removeRemainder(const std::string &prefix)
{
    const std::string command = "rm -f /dev/shm/*" + prefix.substr(1) + '*';
    (void)!std::system(command.c_str());
}

} // namespace

int main(int argc, char *argv[])
{
    const auto options = parse(argc, argv);
    if (!options) {
        std::fprintf(stderr, "see the head of removal_hammer.cpp\n");
        return 2;
    }
    const std::string prefix = "/shmlab-hammer-" + std::to_string(::getpid()) + '-';
    std::vector<std::string> names;
    for (int i = 0; i < options->names; ++i)
        names.push_back(prefix + std::to_string(i));
    const auto begin = std::chrono::steady_clock::now();
    const auto end = begin + std::chrono::seconds(options->seconds);
    Victims victims(names, options->victims);
    Remover remover(options->order);
    for (std::size_t at = 0; remover.count(Outcome::Removed) < options->removals; ++at) {
        (void)remover.remove(*ObjectName::parse(names[at % names.size()]));
        const bool isHit = options->endsAtHit && victims.board().hits > 0;
        if (isHit || (at % 64 == 0 && std::chrono::steady_clock::now() >= end))
            break;
    }
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    const bool isInOrder = victims.end();
    removeRemainder(prefix);
    const hammer::Board &board = victims.board();
    std::printf(
        "order %s: %llu removals in %.1f s, %llu hit an object in use; %llu refused, %llu put back, %llu left in "
        "quarantine; %llu opens, %llu names seen away\n",
        options->order.c_str(), static_cast<unsigned long long>(remover.count(Outcome::Removed)), seconds,
        static_cast<unsigned long long>(board.hits.load()),
        static_cast<unsigned long long>(remover.count(Outcome::InUse)),
        static_cast<unsigned long long>(remover.count(Outcome::PutBack)),
        static_cast<unsigned long long>(remover.count(Outcome::Quarantined)),
        static_cast<unsigned long long>(board.opens.load()), static_cast<unsigned long long>(board.namesAway.load()));
    const bool isDone = remover.count(Outcome::Removed) >= options->removals;
    if (!isDone)
        std::fprintf(stderr, "ended before %llu removals\n", static_cast<unsigned long long>(options->removals));
    return isInOrder && isDone && board.hits == 0 ? 0 : 1;
}
