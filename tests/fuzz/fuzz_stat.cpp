// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz_target.h"
#include "inspect/process_parsers.h"

#include <string>

using namespace shmlab;
using fuzz::require;

namespace {

/// As the kernel would write what was understood.
std::string written(const Process &process)
{
    return std::to_string(process.pid) + " (" + process.program + ") " + process.state + " 1 2 3 4 5 "
        + (process.isKernelThread ? "2097152" : "0") + " 7 9 10 11 12 13 14 15 16 17 " + std::to_string(process.threads)
        + " 19 " + std::to_string(process.startTicks) + " 20\n";
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view text = fuzz::textOf(data, size);
    const auto process = parseProcessStat(text);
    if (!process)
        return 0;
    require(process->pid > 0); // kill(2) takes 0 and less for groups of processes
    // Whatever the program calls itself, its name ends at the last parenthesis.
    const auto begin = text.find('(') + 1;
    require(text.substr(begin, text.rfind(')') - begin) == process->program);

    const auto same = parseProcessStat(written(*process));
    require(same && same->isSameProcess(*process) && same->program == process->program);
    require(same->state == process->state && same->threads == process->threads
            && same->isKernelThread == process->isKernelThread);
    return 0;
}
