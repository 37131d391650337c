# SPDX-License-Identifier: GPL-3.0-or-later
# Minimal Debian trees, and commands that run in them. To be sourced after setup.sh; needs root.
#
# Base trees and downloaded packages stay in build/systems, so that the next tree of a suite is made within seconds.

systems=$project/build/systems

# Prepares the functions below. All trees lie in a folder that remove_trees deletes.
begin_trees() {
    [ "$(id -u)" -eq 0 ] || stop 'trees of other systems need root'
    unshare --mount --pid --ipc true 2>/dev/null || stop 'trees of other systems need namespaces, which are not available here'
    install_packages debootstrap
    mkdir -p "$systems"
    trees=$(mktemp -d "$systems/trees.XXXXXX")
    chmod 755 "$trees"
    process_in_tree=
}

# Ends all processes in the trees and deletes the trees; for the trap on EXIT.
remove_trees() {
    if [ -n "${process_in_tree:-}" ]; then
        kill -KILL "$process_in_tree" 2>/dev/null || true # what it started in the tree ends with it
        wait "$process_in_tree" 2>/dev/null || true
    fi
    [ -z "${trees:-}" ] || rm -rf --one-file-system "$trees"
}

# The mirror from which this system's apt downloads Debian. Empty if apt has none: debootstrap has a default.
debian_mirror() {
    # shellcheck disable=SC2016
    apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Label: Debian' 2>/dev/null | sed -n 1p
}

# Debian's debootstrap knows Ubuntu's suites as well; it verifies them with a keyring that Debian 12 does not package.
is_ubuntu() { grep -q ubuntu-archive-keyring "/usr/share/debootstrap/scripts/$1"; }
can_make_tree() { ! is_ubuntu "$1" || [ -e /usr/share/keyrings/ubuntu-archive-keyring.gpg ]; }

# The minimal tree that is copied for each use: `make_base_tree SUITE`.
make_base_tree() {
    local suite=$1 base=$systems/$1 mirror
    [ ! -d "$base" ] || return 0
    say "Making a minimal tree of $suite"
    mirror=
    is_ubuntu "$suite" || mirror=$(debian_mirror)
    rm -rf --one-file-system "$base.part"
    debootstrap --variant=minbase "$suite" "$base.part" ${mirror:+"$mirror"} >"$base.log" 2>&1 \
        || stop "debootstrap failed: $(tail -n 1 "$base.log")"
    # The apt settings of this system, such as proxies.
    apt-config dump | grep -E '^Acquire::(https?|Retries|ForceIPv)' >"$base.part/etc/apt/apt.conf.d/90host" || true
    # A tree need not survive a crash of the machine, so dpkg does not wait for the disk.
    echo force-unsafe-io >"$base.part/etc/dpkg/dpkg.cfg.d/90unsafe-io"
    mkdir -p "$base-packages"
    find "$base.part/var/cache/apt/archives" -name '*.deb' -delete
    mv "$base.part" "$base"
}

# A fresh minimal tree, $trees/NAME: `make_tree SUITE NAME [PACKAGE...]`.
make_tree() {
    local suite=$1 tree=$trees/$2
    shift 2
    make_base_tree "$suite"
    cp -a --reflink=auto "$systems/$suite" "$tree"
    cp -L /etc/resolv.conf "$tree/etc/resolv.conf"
    echo "$suite" >"$tree/etc/shmlab-suite"
    [ $# -eq 0 ] && return
    # shellcheck disable=SC2016
    run_in_tree "$tree" sh -ec 'apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"' sh "$@" >"$tree.log" 2>&1 \
        || stop "$suite: $* cannot be installed: $(tail -n 1 "$tree.log")"
}

# Runs a command in a tree as root: `run_in_tree TREE COMMAND...`. It has processes, mounts and a /dev/shm of its own, and
# when it ends, everything that it started ends as well.
run_in_tree() {
    local tree=$1 status=0 kept=()
    shift
    local variable
    for variable in http_proxy https_proxy no_proxy CMAKE_BUILD_PARALLEL_LEVEL; do
        [ -z "${!variable:-}" ] || kept+=("$variable=${!variable}")
    done
    # The shell stays as the first process of the namespace and reaps orphaned processes.
    # shellcheck disable=SC2016
    env --default-signal=INT,QUIT unshare --mount --propagation private --pid --ipc --fork --kill-child sh -ec '
        tree=$1 packages=$2
        shift 2
        mount --bind "$tree" "$tree"
        mount -t proc proc "$tree/proc"
        mount -t sysfs -o ro sysfs "$tree/sys"
        mount -t devpts -o newinstance,ptmxmode=0666,mode=0620 devpts "$tree/dev/pts"
        mount -t tmpfs -o mode=1777 tmpfs "$tree/dev/shm"
        mount --bind "$packages" "$tree/var/cache/apt/archives"
        mkdir -p "$tree/var/cache/apt/archives/partial"
        cd "$tree"
        pivot_root . . # unlike after chroot, the tests may make namespaces of their own
        umount -l .
        cd /
        env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 "$@"
        exit $?' sh "$tree" "$systems/$(cat "$tree/etc/shmlab-suite")-packages" "${kept[@]}" "$@" &
    process_in_tree=$!
    wait "$process_in_tree" || status=$?
    process_in_tree=
    return "$status"
}
