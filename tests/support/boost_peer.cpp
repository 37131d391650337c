// SPDX-License-Identifier: GPL-3.0-or-later

// A party written with Boost.Interprocess, without any code of Shmlab.
//   boost_peer server|client NAME [TURNS [PERIOD_MS]]

#include <boost/interprocess/mapped_region.hpp>
#include <boost/interprocess/permissions.hpp>
#include <boost/interprocess/shared_memory_object.hpp>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <thread>

int main(int argc, char *argv[])
try {
    namespace ipc = boost::interprocess;
    if (argc < 3)
        return EXIT_FAILURE;
    const bool isServer = std::string(argv[1]) == "server";
    const char *const name = argv[2];
    const int turns = argc > 3 ? std::atoi(argv[3]) : 10;
    const std::chrono::milliseconds period(argc > 4 ? std::atoi(argv[4]) : 500);

    ipc::shared_memory_object object = isServer
        ? ipc::shared_memory_object(ipc::create_only, name, ipc::read_write, ipc::permissions(0600))
        : ipc::shared_memory_object(ipc::open_only, name, ipc::read_write);
    if (isServer)
        object.truncate(4096);
    const ipc::mapped_region region(object, ipc::read_write);
    auto *const counters = static_cast<int *>(region.get_address());
    int &own = counters[isServer ? 0 : 1];
    const int &other = counters[isServer ? 1 : 0];
    for (int turn = 0; turn < turns; ++turn) {
        if (own <= other) {
            own = other + 1;
            std::printf("I am taller. %d, %d\n", own, other);
        }
        std::printf("Checking %s %d\n", isServer ? "client" : "server", turn);
        std::fflush(stdout);
        std::this_thread::sleep_for(period);
    }
    std::printf("Quit %s: %d, %d\n", isServer ? "server" : "client", counters[0], counters[1]);
    if (isServer)
        ipc::shared_memory_object::remove(name);
    return EXIT_SUCCESS;
} catch (const boost::interprocess::interprocess_exception &error) {
    std::fprintf(stderr, "boost: %s\n", error.what());
    return EXIT_FAILURE;
}
