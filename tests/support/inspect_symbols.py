#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Proves by their symbols that the libraries base and inspect have no call that could change an object.

    inspect_symbols.py NM OBJECT-FILE... -- OTHER-OBJECT-FILE...

The object files before the dashes are those of base and inspect, without system_calls.cpp, the part of the seam that changes
objects. Every symbol that they leave undefined must be known as harmless or be defined in one of them. The positive control:
the same check must find the changing calls of system_calls.cpp and of the other files. Symbols do not show which commands fcntl,
ioctl and syscall get: only inspect_calls.cpp may call these, with the commands of COMMANDS, none of which takes a lease.
core.tst_inspect_calls shows that it opens to read only, core.tst_object_follower that it marks for notification only.
"""

import pathlib
import re
import subprocess
import sys

HARMLESS = set("""
    close fanotify_init fanotify_mark fgetxattr flistxattr getdents64 inotify_add_watch inotify_init inotify_init1 lseek
    memfd_create mq_getattr name_to_handle_at open open_by_handle_at openat pread process_vm_readv read readlink statfs statx
    abort clock_gettime geteuid getpid nanosleep clock_nanosleep pthread_mutex_lock pthread_mutex_unlock sched_yield
    sigaction sysconf
    ceil ldexp llround gnu_dev_major gnu_dev_makedev gnu_dev_minor
    bcmp memchr memcmp memcpy memmem memmove memset snprintf strcmp strerrordesc_np strerrorname_np strlen strnlen
""".split())

# Symbols of the compiler's runtime and the C++ library, of sanitizers and of coverage.
RUNTIME = re.compile(r"_GLOBAL_OFFSET_TABLE_|_Unwind_Resume|__assert_fail|__cxa_\w+|__gxx_personality_v0|__errno_location"
                     r"|__libc_single_threaded|__stack_chk_(fail|guard)|__tls_get_addr|__dso_handle|_?_?gcov_\w+"
                     r"|__llvm_profile_\w+|__(asan|ubsan|tsan|sanitizer)_\w+|__odr_asan\w*|__aarch64_\w+"
                     r"|__hwasan_\w+|__popcount[sd]i2|__memcpy_chk|__memmove_chk|__memset_chk")
# Mangled names of the C++ library, except those that open or remove files or start programs.
CXX = re.compile(r"_Z(?!.*(filesystem|basic_[io]?fstream|basic_filebuf|6shmlab))\w+")

# Calls that do many things, and what the seam asks of them: its source names nothing else.
COMMANDS = {"fcntl": {"F_OFD_GETLK"}, "ioctl": {"procmapQuery"}, "syscall": {"SYS_kcmp"}}
SEAM = "inspect_calls.cpp"
SEAM_SOURCE = pathlib.Path(__file__).resolve().parents[2] / "core/src/base" / SEAM

# The positive control must find these, at least.
CHANGING = set("""ftruncate posix_fallocate fallocate mmap madvise pwrite fchmod fchown fsetxattr fremovexattr futimens linkat
    renameat2 unlink unlinkat shm_open shm_unlink syscall""".split())


def undecorated(symbol):
    """The plain name of a call: without its version and the suffixes of fortified and large-file variants."""
    symbol = symbol.split("@")[0]
    if fortified := re.fullmatch(r"__(\w+?)(_2|_chk)", symbol):
        symbol = fortified[1]
    symbol = re.sub(r"^__isoc\d+_", "", symbol)
    return symbol if symbol in HARMLESS else symbol.removesuffix("64")


def symbols(nm, files, which):
    listed = subprocess.run([nm, "--format=posix", which, *files], capture_output=True, text=True, check=True).stdout
    return {row[1] for line in listed.splitlines() if (row := re.match(r"(\S+) ([A-Za-vx-z])\b", line))}


def suspects(nm, files):
    """The undefined symbols of the object files that are not known as harmless."""
    wanted = symbols(nm, files, "--undefined-only") - symbols(nm, files, "--defined-only")
    if not wanted:
        sys.exit(f"{files}: no symbols read")
    return {symbol for symbol in wanted
            if not RUNTIME.fullmatch(symbol) and not CXX.fullmatch(symbol) and undecorated(symbol) not in HARMLESS}


def misused_commands(nm, files):
    """Uses of the calls of COMMANDS outside of the seam, and in it with other commands."""
    for file in files:
        used = {undecorated(symbol) for symbol in symbols(nm, [file], "--undefined-only")} & COMMANDS.keys()
        if SEAM not in file:
            yield from (f"{file}: {call} is for {SEAM} alone" for call in sorted(used))
    for call, arguments in re.findall(r"::(fcntl|ioctl|syscall)\(([^)]*)\)", SEAM_SOURCE.read_text(encoding="utf-8")):
        if not any(re.search(rf"\b{command}\b", arguments) for command in COMMANDS[call]):
            yield f"{SEAM}: {call}({arguments})"


def main(nm, *files):
    inspecting, others = files[:files.index("--")], files[files.index("--") + 1:]
    changing = [file for file in inspecting if "system_calls.cpp" in file]
    inspecting = [file for file in inspecting if file not in changing]
    failures = [f"may not use {symbol}" for symbol in sorted(suspects(nm, inspecting) - COMMANDS.keys())]
    failures += misused_commands(nm, inspecting)
    found = {undecorated(symbol) for symbol in suspects(nm, [*changing, *others])}
    failures += [f"positive control: {symbol} was not found" for symbol in sorted(CHANGING - found)]
    print("\n".join(failures) or f"{len(inspecting)} files only inspect; found in others: {', '.join(sorted(found & CHANGING))}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
