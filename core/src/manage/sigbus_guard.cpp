// SPDX-License-Identifier: MIT
#include "manage/sigbus_guard.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>

#include <sys/mman.h>
#include <unistd.h>

namespace shmlab::sigbus_guard {
namespace {

// A slot is free while `begin` is 0, claimed while it is 1, and guards once it is an address.
constexpr std::uintptr_t freeSlot = 0;
constexpr std::uintptr_t claimedSlot = 1;

struct Slot {
    std::atomic<std::uintptr_t> begin{freeSlot};
    std::atomic<std::size_t> size{0};
    std::atomic<int> protection{0};
    std::atomic<bool> damaged{false};
};
static_assert(std::atomic<std::uintptr_t>::is_always_lock_free && std::atomic<bool>::is_always_lock_free,
              "the handler may use nothing that takes a lock");

constinit std::array<Slot, 64> slots;
struct sigaction previous{};
std::uintptr_t pageSize = 0;

bool replacePage(const Slot &slot, std::uintptr_t address)
{
    const std::uintptr_t page = address & ~(pageSize - 1);
    void *const mapped = ::mmap(reinterpret_cast<void *>(page), pageSize, slot.protection.load(),
                                MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    return mapped != MAP_FAILED;
}

bool repair(const siginfo_t &info)
{
    if (info.si_code != BUS_ADRERR)
        return false;
    const auto address = reinterpret_cast<std::uintptr_t>(info.si_addr);
    for (Slot &slot : slots) {
        const std::uintptr_t begin = slot.begin.load(std::memory_order_acquire);
        if (begin > claimedSlot && address >= begin && address - begin < slot.size.load()) {
            slot.damaged.store(true, std::memory_order_release);
            return replacePage(slot, address);
        }
    }
    return false;
}

/// Whether an instruction of the interrupted thread faulted. Otherwise a process sent the signal, or the kernel
/// reported a broken page that was not accessed yet.
bool isFault(const siginfo_t &info)
{
    return info.si_code > 0 && info.si_code != BUS_MCEERR_AO;
}

/// Does what would happen without this handler.
void chainToPrevious(int signal, siginfo_t *info, void *context)
{
    if ((previous.sa_flags & SA_SIGINFO) != 0) {
        previous.sa_sigaction(signal, info, context);
    } else if (previous.sa_handler != SIG_DFL && previous.sa_handler != SIG_IGN) {
        previous.sa_handler(signal);
    } else if (previous.sa_handler == SIG_DFL || isFault(*info)) {
        // The process ends: a fault occurs again when this handler returns, another signal is raised again.
        ::sigaction(signal, &previous, nullptr);
        if (!isFault(*info))
            ::raise(signal);
    }
}

void onSigbus(int signal, siginfo_t *info, void *context)
{
    const int before = errno;
    if (!repair(*info))
        chainToPrevious(signal, info, context);
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
    for (Slot &slot : slots) {
        std::uintptr_t expected = freeSlot;
        if (!slot.begin.compare_exchange_strong(expected, claimedSlot))
            continue;
        const std::size_t pages = (size + pageSize - 1) & ~(pageSize - 1);
        slot.size.store(pages);
        slot.protection.store(protection);
        slot.damaged.store(false);
        slot.begin.store(reinterpret_cast<std::uintptr_t>(begin), std::memory_order_release);
        return &slot.damaged;
    }
    return nullptr;
}

void retire(std::atomic<bool> *damaged)
{
    for (Slot &slot : slots) {
        if (&slot.damaged == damaged)
            slot.begin.store(freeSlot, std::memory_order_release);
    }
}

} // namespace shmlab::sigbus_guard
