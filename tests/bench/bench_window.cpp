// SPDX-License-Identifier: GPL-3.0-or-later

// The cost of a window, measured on whole processes on the current display: start-up until the first paint compared
// with an empty QMainWindow, CPU when idle, CPU at a period of 1 ms with all docks open.
//   bench_window [ROUNDS [SECONDS]]      (xvfb-run -a -s -noreset bench_window, or with QT_QPA_PLATFORM=offscreen)

#include "rounds.h"

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

using Clock = std::chrono::steady_clock;

std::string folder()
{
    return std::filesystem::read_symlink("/proc/self/exe").parent_path().string();
}

pid_t start(const std::string &program, const std::vector<std::string> &arguments)
{
    const std::string path = folder() + '/' + program;
    std::vector<char *> argv{const_cast<char *>(path.c_str())};
    for (const std::string &argument : arguments)
        argv.push_back(const_cast<char *>(argument.c_str()));
    argv.push_back(nullptr);
    pid_t pid = 0;
    if (::posix_spawn(&pid, path.c_str(), nullptr, nullptr, argv.data(), environ) != 0)
        std::exit(EXIT_FAILURE);
    return pid;
}

double millisecondsUntilPainted(const std::string &program, const std::vector<std::string> &arguments = {})
{
    const auto begin = Clock::now();
    ::waitpid(start(program, arguments), nullptr, 0);
    return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

/// User and system time so far, in seconds.
double cpuSeconds(pid_t pid)
{
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::stringstream text;
    text << file.rdbuf();
    std::istringstream fields(text.str().substr(text.str().rfind(')') + 2));
    std::string skipped;
    for (int field = 3; field < 14; ++field)
        fields >> skipped;
    double user = 0;
    double system = 0;
    fields >> user >> system;
    return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

/// Share of a core, in percent.
double cpuShare(pid_t pid, std::chrono::seconds time)
{
    const double before = cpuSeconds(pid);
    std::this_thread::sleep_for(time);
    return (cpuSeconds(pid) - before) / static_cast<double>(time.count()) * 100;
}

void end(pid_t pid)
{
    ::kill(pid, SIGTERM);
    ::waitpid(pid, nullptr, 0);
}

} // namespace

int main(int argc, char *argv[])
{
    const int rounds = argc > 1 ? std::atoi(argv[1]) : 5;
    const std::chrono::seconds time(argc > 2 ? std::atoi(argv[2]) : 10);
    constexpr std::chrono::seconds warmUp(3);
    // Settings of its own, so that every dock is open, as for a new user.
    std::string settings = (std::filesystem::temp_directory_path() / "shmlab-bench-XXXXXX").string();
    if (::mkdtemp(settings.data()) == nullptr)
        return EXIT_FAILURE;
    ::setenv("XDG_CONFIG_HOME", settings.c_str(), 1);

    Rounds empty;
    Rounds label;
    Rounds ours;
    Rounds ratio;
    millisecondsUntilPainted("first_paint_empty");
    millisecondsUntilPainted("first_paint_shmlab");
    for (int round = 0; round < 4 * rounds; ++round) {
        const double emptyTime = millisecondsUntilPainted("first_paint_empty");
        const double ownTime = millisecondsUntilPainted("first_paint_shmlab");
        empty.add(emptyTime);
        label.add(millisecondsUntilPainted("first_paint_empty", {"text"}));
        ours.add(ownTime);
        ratio.add(ownTime / emptyTime);
    }
    empty.print("first paint of an empty QMainWindow", "ms");
    label.print("first paint of a QMainWindow with one label", "ms");
    ours.print("first paint of a server's window", "ms");
    ratio.print("ratio (at most 1.5)", "");

    Rounds rest;
    Rounds busy;
    const std::string name = "/shmlab-bench-" + std::to_string(::getpid());
    for (int round = 0; round < rounds; ++round) {
        const pid_t idle = start("shmlab", {"server", name});
        std::this_thread::sleep_for(warmUp);
        rest.add(cpuShare(idle, time));
        end(idle);
        const pid_t server = start("shmlab", {"server", name, "--start", "--period", "1ms"});
        const pid_t client = start(
            "shmlab",
            {"client", name, "--start", "--period", "1ms", "--headless", "--wait", "--json", "--turns", "forever"});
        std::this_thread::sleep_for(warmUp);
        busy.add(cpuShare(server, time));
        end(client);
        end(server);
    }
    rest.print("window at rest (less than 1)", "%");
    busy.print("window at 1 ms, all docks open (less than 25)", "%");
    std::filesystem::remove_all(settings);
    return EXIT_SUCCESS;
}
