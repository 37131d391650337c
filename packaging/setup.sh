# SPDX-License-Identifier: GPL-3.0-or-later
# Shared by demo and the checks: packages, building, counting. Source it from bash with `set -Eeuo pipefail`.

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# Packages that build the program; those that also take its pictures; those that the tests also need.
build_packages=(g++ cmake ninja-build qt6-base-dev qt6-tools-dev qt6-l10n-tools qt6-translations-l10n libqcustomplot-dev)
picture_packages=(xvfb xdotool imagemagick fonts-dejavu-core fonts-noto-cjk)
# Packages that make the AppImage, Qt's plugins among them. `A|B`: B if the release has no A.
appimage_packages=(pkgconf 'qt6-svg-plugins|libqt6svg6' qt6-wayland qt6-xdgdesktopportal-platformtheme libsquashfuse-dev libfuse3-dev
    libzstd-dev zlib1g-dev squashfs-tools patchelf)
test_packages=(libboost-dev pkgconf python3 zsh fish)

say() { printf '\n== %s\n' "$*"; }

stop() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

export CCACHE_SLOPPINESS=pch_defines,time_macros # else ccache leaves out sources with precompiled headers

trap 'printf "error: %s: line %s: %s failed\n" "$(basename "$0")" "$LINENO" "$BASH_COMMAND" >&2' ERR

is_installed() {
    dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed
}

# The name that this release has: `known_package PACKAGE` or `known_package A|B`.
known_package() {
    if [[ $1 == *'|'* ]] && ! apt-cache show "${1%%|*}" >/dev/null 2>&1; then
        echo "${1#*|}"
    else
        echo "${1%%|*}"
    fi
}

# Installs the missing ones of the given packages.
install_packages() {
    local missing=() package
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        [ -n "${SHMLAB_SKIP_INSTALL:-}" ] && return
        printf 'This system has no apt. Install what corresponds to these Debian packages,\n' >&2
        printf 'then run again with SHMLAB_SKIP_INSTALL=1:\n  %s\n' "$*" >&2
        exit 1
    fi
    for package in "$@"; do
        is_installed "$(known_package "$package")" || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return
    say "Installing ${missing[*]}"
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || stop "not root and no sudo; install: ${missing[*]}"
        as_root=(sudo)
    fi
    "${as_root[@]}" apt-get update -qq
    for package in "${!missing[@]}"; do # apt may only now know which there are
        missing[package]=$(known_package "${missing[package]}")
    done
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# Configures a preset: `configure_preset PRESET [CMAKE-OPTION...]`.
configure_preset() {
    local preset=$1 launcher=()
    shift
    command -v ccache >/dev/null && launcher=(-D CMAKE_CXX_COMPILER_LAUNCHER=ccache)
    say "Configuring the preset $preset"
    (cd "$project" && cmake --preset "$preset" "${launcher[@]}" --log-level=WARNING "$@" >/dev/null)
}

# Builds a preset: `build_preset PRESET [BUILD-OPTION...]`.
build_preset() {
    local preset=$1
    shift
    say "Building the preset $preset"
    cmake --build "$project/build/$preset" "$@"
}

# The highest version of a library's symbols that the program files below a folder refer to: `newest_symbol FOLDER PREFIX`.
newest_symbol() {
    { find "$1" -type f \( -name '*.so*' -o -name shmlab \) -exec objdump -T {} + 2>/dev/null || true; } \
        | { grep -oE "\\b$2_[0-9]+(\.[0-9]+)+" || true; } | sort -Vu | tail -n 1
}

# A text that lists what the program in an AppDir requires of the system: `needs_of FOLDER`.
needs_of() {
    local glibc
    glibc=$(newest_symbol "$1/usr" GLIBC)
    printf 'glibc %s or later and a libstdc++ with %s and %s\n' "${glibc#GLIBC_}" "$(newest_symbol "$1/usr" GLIBCXX)" \
        "$(newest_symbol "$1/usr" CXXABI)"
}

# Counters of a script of several checks.
passed=0 failed=0 skipped=0

# `expect WHAT COMMAND...`: counts whether the command succeeds.
expect() {
    local what=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAILED: %s\n' "$what" >&2
    fi
}

# `skip WHAT`: counts a check that cannot run here.
skip() {
    skipped=$((skipped + 1))
    printf 'SKIPPED: %s\n' "$*"
}

is() { [ "$1" = "$2" ] || { printf '  %s is not %s\n' "$1" "$2" >&2; false; }; }

# Prints the totals; fails if a check failed.
report_counts() {
    printf '%s passed, %s failed, %s skipped\n' "$passed" "$failed" "$skipped"
    [ "$failed" -eq 0 ]
}
