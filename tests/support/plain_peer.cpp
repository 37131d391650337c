// SPDX-License-Identifier: GPL-3.0-or-later

// The 2015 program, written from the protocol's description: no header of Shmlab, no lock, no presence, counters that
// are plain ints. Period and turns are arguments, so that tests are fast.
//   plain_peer server|client NAME [TURNS [PERIOD_MS [FIRST_VALUE]]]

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef PLAIN_PEER_ATOMIC
#include <atomic>
using Number = std::atomic<int>;
#else
using Number = int;
#endif

namespace {

constexpr std::size_t pageBytes = 4096;

struct Memory {
    Number server;
    Number client;
};

void takeTurn(Number &own, const Number &other)
{
    if (own <= other) {
        own = other + 1;
        std::printf("I am taller. %d, %d\n", static_cast<int>(own), static_cast<int>(other));
    }
}

int fail(const char *what)
{
    std::perror(what);
    return EXIT_FAILURE;
}

} // namespace

int main(int argc, char *argv[])
{
    if (argc < 3)
        return EXIT_FAILURE;
    const bool isServer = std::strcmp(argv[1], "server") == 0;
    const char *const name = argv[2];
    const int turns = argc > 3 ? std::atoi(argv[3]) : 10;
    const int periodMilliseconds = argc > 4 ? std::atoi(argv[4]) : isServer ? 800 : 500;

    const int fd = isServer ? shm_open(name, O_CREAT | O_EXCL | O_RDWR, S_IRUSR | S_IWUSR) : shm_open(name, O_RDWR, 0);
    if (fd < 0)
        return fail("shm_open");
    if (isServer && ftruncate(fd, pageBytes) != 0)
        return fail("ftruncate");
    void *const address = mmap(nullptr, pageBytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (address == MAP_FAILED)
        return fail("mmap");
    close(fd);

    auto *const memory = static_cast<Memory *>(address);
    memory->server = argc > 5 ? std::atoi(argv[5]) : 0;
    memory->client = argc > 5 ? std::atoi(argv[5]) : 0;
    for (int turn = 0; turn < turns; ++turn) {
        if (isServer)
            takeTurn(memory->server, memory->client);
        else
            takeTurn(memory->client, memory->server);
        std::printf("Checking %s %d\n", isServer ? "client" : "server", turn);
        std::fflush(stdout);
        usleep(static_cast<useconds_t>(periodMilliseconds) * 1000);
    }
    std::printf("Quit %s: %d, %d\n", isServer ? "server" : "client", static_cast<int>(memory->server),
                static_cast<int>(memory->client));

    munmap(address, pageBytes);
    if (isServer && shm_unlink(name) != 0)
        return fail("shm_unlink");
    return EXIT_SUCCESS;
}
