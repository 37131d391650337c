// SPDX-License-Identifier: MIT
#include "sigbus_guard.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>

#include <sys/mman.h>
#include <unistd.h>

namespace shmlab::sigbus_guard {
namespace {

// A place is free at 0, claimed at 1, and guards once `begin` is an address.
constexpr std::uintptr_t freePlace = 0;
constexpr std::uintptr_t claimedPlace = 1;

struct Place {
    std::atomic<std::uintptr_t> begin{freePlace};
    std::atomic<std::size_t> size{0};
    std::atomic<int> protection{0};
    std::atomic<bool> damaged{false};
};
static_assert(std::atomic<std::uintptr_t>::is_always_lock_free && std::atomic<bool>::is_always_lock_free,
              "the handler may use nothing that takes a lock");

constinit std::array<Place, 64> places;
struct sigaction previous{};
std::uintptr_t pageSize = 0;

bool replacePage(const Place &place, std::uintptr_t address)
{
    const std::uintptr_t page = address & ~(pageSize - 1);
    void *const mapped = ::mmap(reinterpret_cast<void *>(page), pageSize, place.protection.load(),
                                MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    return mapped != MAP_FAILED;
}

bool repair(const siginfo_t &info)
{
    if (info.si_code != BUS_ADRERR)
        return false;
    const auto address = reinterpret_cast<std::uintptr_t>(info.si_addr);
    for (Place &place : places) {
        const std::uintptr_t begin = place.begin.load(std::memory_order_acquire);
        if (begin > claimedPlace && address >= begin && address - begin < place.size.load()) {
            place.damaged.store(true, std::memory_order_release);
            return replacePage(place, address);
        }
    }
    return false;
}

void passOn(int signal, siginfo_t *info, void *context)
{
    if ((previous.sa_flags & SA_SIGINFO) != 0) {
        previous.sa_sigaction(signal, info, context);
    } else if (previous.sa_handler != SIG_DFL && previous.sa_handler != SIG_IGN) {
        previous.sa_handler(signal);
    } else {
        // Back in the faulting instruction the default action strikes; a signal that somebody sent is raised again.
        ::sigaction(signal, &previous, nullptr);
        if (info->si_code <= 0)
            ::raise(signal);
    }
}

void onSigbus(int signal, siginfo_t *info, void *context)
{
    const int before = errno;
    if (!repair(*info))
        passOn(signal, info, context);
    errno = before;
}

bool install()
{
    pageSize = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
    struct sigaction action{};
    action.sa_sigaction = onSigbus;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
    ::sigemptyset(&action.sa_mask);
    return ::sigaction(SIGBUS, &action, &previous) == 0;
}

} // namespace

std::atomic<bool> *protect(const std::byte *begin, std::size_t size, int protection)
{
    static const bool installed = install();
    (void)installed;
    for (Place &place : places) {
        std::uintptr_t expected = freePlace;
        if (!place.begin.compare_exchange_strong(expected, claimedPlace))
            continue;
        const std::size_t pages = (size + pageSize - 1) & ~(pageSize - 1);
        place.size.store(pages);
        place.protection.store(protection);
        place.damaged.store(false);
        place.begin.store(reinterpret_cast<std::uintptr_t>(begin), std::memory_order_release);
        return &place.damaged;
    }
    return nullptr;
}

void retire(std::atomic<bool> *damaged)
{
    for (Place &place : places) {
        if (&place.damaged == damaged)
            place.begin.store(freePlace, std::memory_order_release);
    }
}

} // namespace shmlab::sigbus_guard
