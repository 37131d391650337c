// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace shmlab::ui {

/// What the library of the windows is called for: shows what the command line asks for, which must ask for a window,
/// and returns the exit code.
extern "C" int shmlabRunWindows(int argc, char *argv[]);
using RunWindows = int(int argc, char *argv[]);

} // namespace shmlab::ui
