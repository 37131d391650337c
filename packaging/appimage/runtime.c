/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A type-2 AppImage runtime, written from the AppImage specification.
 *
 * This program is the head of an AppImage; the squashfs image of the AppDir is
 * appended to it. It mounts the image through FUSE (squashfuse + libfuse3, both
 * static) or, where FUSE cannot be had, unpacks it into a temporary folder, and
 * then *becomes* AppRun (execv), so that the process id, signals, job control
 * and the exit status are the application's own. A second, detached process
 * (the keeper) serves the mount and takes it down, or deletes the folder, once
 * that process has ended.
 */
#define _GNU_SOURCE
#include <features.h>
#undef _POSIX_C_SOURCE /* squashfuse's config.h defines it again */
#include <squashfuse/ll.h>
#include <squashfuse/squashfuse.h>
#include <squashfuse/traverse.h>
#include <squashfuse/util.h>

#include <dirent.h>
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <ftw.h>
#include <limits.h>
#include <link.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef RUNTIME_VERSION
#define RUNTIME_VERSION "unknown"
#endif
/* What the packed program needs of the system; make-appimage reads it from the symbols of the packed files. */
#ifndef RUNTIME_NEEDS
#define RUNTIME_NEEDS "an unknown glibc"
#endif

/* Sections that AppImage tools look for and fill in (update information,
 * signature, digest). Not const-folded: their bytes change after the link. */
#define SECTION(name) __attribute__((section(name), used, retain, aligned(16)))
static volatile const char upd_info[1024] SECTION(".upd_info") = {0};
static volatile const char sha256_sig[1024] SECTION(".sha256_sig") = {0};
static volatile const char sig_key[8192] SECTION(".sig_key") = {0};
static volatile const char digest_md5[16] SECTION(".digest_md5") = {0};

/* Our images are zstd (or gzip). Stand-ins for the other decompressors keep
 * liblzo2 (GPL), lz4 and xz out of the link; squashfuse then reports an error. */
int lzo1x_decompress_safe(const unsigned char *a, unsigned long b, unsigned char *c, unsigned long *d, void *e);
int lzo1x_decompress_safe(const unsigned char *a, unsigned long b, unsigned char *c, unsigned long *d, void *e)
{
    (void)a;
    (void)b;
    (void)c;
    (void)d;
    (void)e;
    return -1;
}
int LZ4_decompress_safe(const char *a, char *b, int c, int d);
int LZ4_decompress_safe(const char *a, char *b, int c, int d)
{
    (void)a;
    (void)b;
    (void)c;
    (void)d;
    return -1;
}
int lzma_stream_buffer_decode(void);
int lzma_stream_buffer_decode(void)
{
    return 11; /* LZMA_PROG_ERROR */
}
/* squashfuse of Debian 13 also has the older format of lzma. */
int lzma_alone_decoder(void);
int lzma_alone_decoder(void)
{
    return 11;
}
int lzma_code(void);
int lzma_code(void)
{
    return 11;
}
void lzma_end(void);
void lzma_end(void) { }

/* Likewise parts of libfuse3 that squashfuse's other entry points or libfuse3 itself
 * refer to and that are never called here; they would bring in dlopen and iconv. */
void fuse_cmdline_help(void) { }
int fuse_daemonize(int foreground)
{
    (void)foreground;
    return -1;
}
void cuse_lowlevel_init(void);
void cuse_lowlevel_init(void) { }

static bool debug;

static void note(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    fputs("AppImage: ", stderr);
    vfprintf(stderr, fmt, ap);
    fputc('\n', stderr);
    va_end(ap);
}

static void die(const char *what)
{
    note("%s: %s", what, strerror(errno));
    exit(127);
}

static void quiet_log(enum fuse_log_level level, const char *fmt, va_list ap)
{
    (void)level;
    if (debug)
        vfprintf(stderr, fmt, ap);
}

/* Where the ELF image ends, which is where the file system begins. -1 on error. */
static off_t elf_end(int fd)
{
    ElfW(Ehdr) eh;
    if (pread(fd, &eh, sizeof eh, 0) != (ssize_t)sizeof eh || memcmp(eh.e_ident, ELFMAG, SELFMAG) != 0
        || eh.e_ident[EI_CLASS] != (sizeof(void *) == 8 ? ELFCLASS64 : ELFCLASS32)) {
        errno = ENOEXEC;
        return -1;
    }
    off_t end = (off_t)eh.e_shoff + (off_t)eh.e_shnum * eh.e_shentsize;
    for (int i = 0; i < eh.e_shnum; i++) {
        ElfW(Shdr) sh;
        if (pread(fd, &sh, sizeof sh, (off_t)eh.e_shoff + (off_t)i * eh.e_shentsize) != (ssize_t)sizeof sh)
            return -1;
        if (sh.sh_type != SHT_NOBITS && (off_t)(sh.sh_offset + sh.sh_size) > end)
            end = (off_t)(sh.sh_offset + sh.sh_size);
    }
    for (int i = 0; i < eh.e_phnum; i++) {
        ElfW(Phdr) ph;
        if (pread(fd, &ph, sizeof ph, (off_t)eh.e_phoff + (off_t)i * eh.e_phentsize) != (ssize_t)sizeof ph)
            return -1;
        if ((off_t)(ph.p_offset + ph.p_filesz) > end)
            end = (off_t)(ph.p_offset + ph.p_filesz);
    }
    return end;
}

/* ---- unpacking -------------------------------------------------------- */

static int unpack_file(sqfs *fs, sqfs_inode *inode, int root, const char *path)
{
    static char buf[1 << 20];
    int fd = openat(root, path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return -1;
    for (uint64_t pos = 0; pos < inode->xtra.reg.file_size;) {
        sqfs_off_t n = sizeof buf;
        if (sqfs_read_range(fs, inode, (sqfs_off_t)pos, &n, buf) != SQFS_OK || n <= 0) {
            close(fd);
            errno = EIO;
            return -1;
        }
        for (sqfs_off_t done = 0; done < n;) {
            ssize_t w = write(fd, buf + done, (size_t)(n - done));
            if (w < 0) {
                int e = errno;
                close(fd);
                errno = e;
                return -1;
            }
            done += w;
        }
        pos += (uint64_t)n;
    }
    fchmod(fd, inode->base.mode & 0777);
    return close(fd);
}

/* Unpacks what matches the pattern (all where it is NULL) below the folder root. */
static int unpack(const char *image, off_t offset, int root, const char *pattern, const char *print_prefix)
{
    sqfs fs;
    sqfs_traverse trv;
    sqfs_err err = SQFS_OK;
    int rc = 0;
    if (sqfs_open_image(&fs, image, (size_t)offset) != SQFS_OK) {
        errno = EINVAL;
        return -1;
    }
    if (sqfs_traverse_open(&trv, &fs, sqfs_inode_root(&fs)) != SQFS_OK) {
        errno = EIO;
        return -1;
    }
    while (rc == 0 && sqfs_traverse_next(&trv, &err)) {
        sqfs_inode inode;
        if (trv.dir_end)
            continue;
        const char *name = sqfs_dentry_name(&trv.entry);
        if (strchr(name, '/') || !strcmp(name, ".") || !strcmp(name, "..")) {
            errno = EINVAL;
            rc = -1;
            break;
        }
        bool is_dir = sqfs_dentry_is_dir(&trv.entry);
        if (pattern && !is_dir && fnmatch(pattern, trv.path, 0) != 0)
            continue;
        if (sqfs_inode_get(&fs, &inode, sqfs_dentry_inode(&trv.entry)) != SQFS_OK) {
            errno = EIO;
            rc = -1;
            break;
        }
        if (is_dir) {
            if (mkdirat(root, trv.path, (inode.base.mode & 0777) | 0700) != 0 && errno != EEXIST)
                rc = -1;
        } else {
            if (unlinkat(root, trv.path, 0) != 0 && errno != ENOENT) {
                rc = -1;
                break;
            }
            if (S_ISREG(inode.base.mode)) {
                rc = unpack_file(&fs, &inode, root, trv.path);
            } else if (S_ISLNK(inode.base.mode)) {
                char to[PATH_MAX];
                size_t n = sizeof to;
                if (sqfs_readlink(&fs, &inode, to, &n) != SQFS_OK) {
                    errno = EIO;
                    rc = -1;
                } else {
                    rc = symlinkat(to, root, trv.path);
                }
            } /* devices, pipes and sockets have no place in an AppDir */
        }
        if (rc == 0 && print_prefix)
            printf("%s/%s\n", print_prefix, trv.path);
    }
    if (rc == 0 && err != SQFS_OK) {
        errno = EIO;
        rc = -1;
    }
    int e = errno;
    sqfs_traverse_close(&trv);
    sqfs_destroy(&fs);
    sqfs_fd_close(fs.fd);
    errno = e;
    return rc;
}

static int remove_one(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
    (void)st;
    (void)flag;
    (void)ftw;
    remove(path);
    return 0;
}

static void remove_tree(const char *path)
{
    nftw(path, remove_one, 32, FTW_DEPTH | FTW_PHYS);
}

/* A new private folder below $TMPDIR, /tmp, … ; one that may hold programs if asked for. */
static bool make_temp(char *out, size_t size, const char *prefix, const char *name, bool for_programs)
{
    char cache[PATH_MAX];
    const char *home = getenv("HOME");
    snprintf(cache, sizeof cache, "%s/.cache", home ? home : "");
    const char *at[] = {getenv("TMPDIR"), "/tmp", "/var/tmp", getenv("XDG_RUNTIME_DIR"), home ? cache : NULL};
    for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
        struct statvfs vfs;
        if (!at[i] || at[i][0] != '/' || statvfs(at[i], &vfs) != 0 || (for_programs && (vfs.f_flag & ST_NOEXEC)))
            continue;
        if ((size_t)snprintf(out, size, "%s/%s%.8sXXXXXX", at[i], prefix, name) < size && mkdtemp(out))
            return true;
    }
    return false;
}

/* ---- the keeper -------------------------------------------------------- */

static volatile sig_atomic_t told_to_stop;
static void on_stop(int sig)
{
    (void)sig;
    told_to_stop = 1;
}

static void detach_stdio(void)
{
    int null = open("/dev/null", O_RDWR);
    for (int fd = 0; null >= 0 && fd < 3; fd++)
        dup2(null, fd);
    if (null > 2)
        close(null);
}

/* Forks the keeper as a grandchild, so that the application gets no child it did
 * not start. In the keeper: returns 0, with descriptors only for stdio, the
 * report pipe (*report) and the application's process (*app, -1 on old kernels).
 * In the application: returns 1 once the keeper has reported, -1 if it gave up. */
static int start_keeper(int *report, int *app)
{
    int p[2];
    pid_t me = getpid();
    if (pipe2(p, O_CLOEXEC) != 0)
        return -1;
    int pidfd = (int)syscall(SYS_pidfd_open, me, 0);
    pid_t child = fork();
    if (child < 0)
        return -1;
    if (child > 0) {
        char ok = 0;
        close(p[1]);
        if (pidfd >= 0)
            close(pidfd);
        while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
            ;
        ssize_t n;
        while ((n = read(p[0], &ok, 1)) < 0 && errno == EINTR)
            ;
        close(p[0]);
        return n == 1 && ok == 1 ? 1 : -1;
    }
    setsid();
    if (fork() != 0)
        _exit(0);
    if (chdir("/") != 0)
        _exit(1);
    /* keep no descriptor of the caller's open: it may wait for their end */
    int r = fcntl(p[1], F_DUPFD_CLOEXEC, 100), a = pidfd >= 0 ? fcntl(pidfd, F_DUPFD_CLOEXEC, 100) : -1;
    for (int fd = 3; fd < 100; fd++)
        close(fd);
    int top = (a > r ? a : r) + 1, lo = a >= 0 && a < r ? a : r, hi = a > r ? a : r;
    for (int fd = 100; fd < top; fd++)
        if (fd != lo && fd != hi)
            close(fd);
    syscall(SYS_close_range, (unsigned)top, ~0U, 0);
    signal(SIGCHLD, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    struct sigaction sa = {.sa_handler = on_stop};
    sigaction(SIGTERM, &sa, NULL);
    sigaction(SIGINT, &sa, NULL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    *report = r;
    *app = a;
    return 0;
}

static void report_ready(int report)
{
    detach_stdio();
    if (write(report, "\1", 1) != 1)
        told_to_stop = 1;
    close(report);
}

static bool app_ended(int app, pid_t pid)
{
    if (app >= 0) {
        struct pollfd p = {app, POLLIN, 0};
        return poll(&p, 1, 0) > 0;
    }
    return kill(pid, 0) != 0 && errno == ESRCH;
}

/* Unmounts in a process of its own, since the kernel may ask the keeper things meanwhile. */
static void unmount(const char *mnt, bool lazy)
{
    if (fork() != 0)
        return;
    if (umount2(mnt, UMOUNT_NOFOLLOW | (lazy ? MNT_DETACH : 0)) == 0 || errno == EBUSY || errno == EINVAL)
        _exit(0);
    execl("/usr/bin/fusermount3", "fusermount3", "-u", "-q", lazy ? "-z" : "-q", "--", mnt, (char *)NULL);
    execlp("fusermount3", "fusermount3", "-u", "-q", lazy ? "-z" : "-q", "--", mnt, (char *)NULL);
    _exit(1);
}

static void serve_mount(const char *image, off_t offset, const char *name, const char *mnt, int report, int app,
                        pid_t pid)
{
    const struct fuse_lowlevel_ops ops = {
        .getattr = sqfs_ll_op_getattr,
        .opendir = sqfs_ll_op_opendir,
        .releasedir = sqfs_ll_op_releasedir,
        .readdir = sqfs_ll_op_readdir,
        .lookup = sqfs_ll_op_lookup,
        .open = sqfs_ll_op_open,
        .create = sqfs_ll_op_create,
        .release = sqfs_ll_op_release,
        .read = sqfs_ll_op_read,
        .readlink = sqfs_ll_op_readlink,
        .listxattr = sqfs_ll_op_listxattr,
        .getxattr = sqfs_ll_op_getxattr,
        .forget = sqfs_ll_op_forget,
        .statfs = stfs_ll_op_statfs,
    };
    char opts[400];
    char fsname[64];
    size_t n = 0;
    for (; name[n] && n + 1 < sizeof fsname; n++) /* commas and the like would end the option */
        fsname[n] = strchr(",\\ \t\n", name[n]) ? '_' : name[n];
    fsname[n] = 0;
    snprintf(opts, sizeof opts, "-oro,nosuid,nodev,subtype=appimage,fsname=%s", fsname);
    char *argv[] = {(char *)"runtime", opts, NULL};
    struct fuse_args args = FUSE_ARGS_INIT(2, argv);

    if (!debug)
        detach_stdio(); /* fusermount3 complains on stderr; we say it in our own words */
    fuse_set_log_func(quiet_log);
    if (geteuid() != 0 && access("/etc/mtab", R_OK) != 0)
        _exit(1); /* fusermount3 could mount, but then not unmount */
    sqfs_ll *ll = sqfs_ll_open(image, (size_t)offset);
    struct fuse_session *se = ll ? fuse_session_new(&args, &ops, sizeof ops, ll) : NULL;
    if (!se || fuse_session_mount(se, mnt) != 0)
        _exit(1);
    report_ready(report);

    struct fuse_buf buf = {0};
    bool ended = false;
    int wait_ms = app >= 0 ? -1 : 500, stop_tries = 0;
    for (;;) {
        struct pollfd p[2] = {{fuse_session_fd(se), POLLIN, 0}, {ended ? -1 : app, POLLIN, 0}};
        int got = poll(p, 2, wait_ms);
        if (told_to_stop) { /* the system goes down, or someone tidies up: go, used or not */
            if (stop_tries++ == 0)
                unmount(mnt, true);
            else if (stop_tries > 10)
                break;
            wait_ms = 100;
        }
        if (got < 0 && errno != EINTR)
            break;
        if (got > 0 && p[0].revents) {
            int r = fuse_session_receive_buf(se, &buf);
            if (r == -EINTR)
                continue;
            if (r <= 0)
                break; /* unmounted */
            fuse_session_process_buf(se, &buf);
        }
        if (!ended && app_ended(app, pid))
            ended = true, wait_ms = 5;
        if (ended && (got <= 0 || wait_ms == 5)) { /* again later while something still uses the mount */
            unmount(mnt, false);
            wait_ms = wait_ms < 1000 ? wait_ms * 2 : 1000;
        }
    }
    rmdir(mnt);
    _exit(0);
}

static void keep_folder(const char *dir, int report, int app, pid_t pid)
{
    report_ready(report);
    while (!app_ended(app, pid) && !told_to_stop) {
        struct pollfd p = {app, POLLIN, 0};
        poll(&p, 1, app >= 0 ? -1 : 500);
    }
    remove_tree(dir);
    _exit(0);
}

/* ---- main -------------------------------------------------------------- */

static void print_section(volatile const char *data, size_t size)
{
    for (size_t i = 0; i < size && data[i]; i++)
        putchar(data[i]);
    putchar('\n');
}

static const char help[] = "Options of the AppImage itself:\n"
                           "  --appimage-extract [<pattern>]  unpack into ./squashfs-root\n"
                           "  --appimage-extract-and-run      unpack into a temporary folder and run from there\n"
                           "  --appimage-mount                mount, print the mount point and wait to be ended\n"
                           "  --appimage-offset               print where the file system begins\n"
                           "  --appimage-updateinfo           print the embedded update information\n"
                           "  --appimage-signature            print the embedded signature\n"
                           "  --appimage-version              print the version of the runtime\n"
                           "  --appimage-help                 print this\n"
                           "Environment: APPIMAGE_EXTRACT_AND_RUN=1 and NO_CLEANUP=1 as above, APPIMAGE_DEBUG=1,\n"
                           "TARGET_APPIMAGE=<file>: use the file system of that AppImage.\n"
                           "The program needs " RUNTIME_NEEDS ".\n";

int main(int argc, char **argv)
{
    char image[PATH_MAX], dir[PATH_MAX], path[PATH_MAX + 16], cwd[PATH_MAX];
    const char *target = getenv("TARGET_APPIMAGE");
    debug = getenv("APPIMAGE_DEBUG") != NULL;

    if (target && *target) {
        if (!realpath(target, image))
            die(target);
        unsetenv("TARGET_APPIMAGE");
    } else {
        ssize_t n = readlink("/proc/self/exe", image, sizeof image - 1);
        if (n > 0)
            image[n] = 0;
        else if (!realpath(argv[0], image)) /* no /proc */
            die("cannot find the AppImage itself");
    }
    int fd = open(target && *target ? image : "/proc/self/exe", O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        fd = open(image, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        die(image);
    off_t offset = elf_end(fd);
    if (offset < 0)
        die(image);
    close(fd);
    const char *name = strrchr(image, '/') ? strrchr(image, '/') + 1 : image;

    const char *opt = argc > 1 ? argv[1] : "";
    const char *extract_env = getenv("APPIMAGE_EXTRACT_AND_RUN");
    bool extract_and_run = extract_env && *extract_env && strcmp(extract_env, "0") != 0;
    bool mount_only = false;
    if (!strncmp(opt, "--appimage-", 11)) {
        opt += 11;
        if (!strcmp(opt, "offset")) {
            printf("%lld\n", (long long)offset);
            return 0;
        } else if (!strcmp(opt, "help")) {
            fputs(help, stdout);
            return 0;
        } else if (!strcmp(opt, "version")) {
            puts("Shmlab's AppImage runtime " RUNTIME_VERSION);
            return 0;
        } else if (!strcmp(opt, "updateinfo") || !strcmp(opt, "updateinformation")) {
            print_section(upd_info, sizeof upd_info);
            return 0;
        } else if (!strcmp(opt, "signature")) {
            print_section(sha256_sig, sizeof sha256_sig);
            return 0;
        } else if (!strcmp(opt, "extract")) {
            if (mkdir("squashfs-root", 0755) != 0 && errno != EEXIST)
                die("squashfs-root");
            int root = open("squashfs-root", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
            if (root < 0 || unpack(image, offset, root, argc > 2 ? argv[2] : NULL, "squashfs-root") != 0)
                die("cannot unpack");
            return 0;
        } else if (!strcmp(opt, "extract-and-run")) {
            extract_and_run = true;
            for (int i = 1; i < argc; i++) /* the option is not the application's */
                argv[i] = argv[i + 1];
            argc--;
        } else if (!strcmp(opt, "mount")) {
            mount_only = true;
        } else {
            note("unknown option --appimage-%s", opt);
            fputs(help, stderr);
            return 2;
        }
    }

    pid_t pid = getpid();
    int report, app, kept = -1;
    if (!extract_and_run || mount_only) {
        if (!make_temp(dir, sizeof dir, ".mount_", name, false))
            die("cannot make a mount point");
        kept = start_keeper(&report, &app);
        if (kept == 0)
            serve_mount(image, offset, name, dir, report, app, pid);
        if (kept < 0) {
            rmdir(dir);
            if (mount_only) {
                note("cannot mount: FUSE is not available (is fuse3 installed?)");
                return 127;
            }
            note("FUSE is not available (is fuse3 installed?): unpacking into a temporary folder instead");
        }
    }
    if (mount_only) {
        puts(dir);
        fflush(stdout);
        for (;;)
            pause(); /* whatever ends this process, the keeper then unmounts */
    }
    if (kept < 0) {
        if (!make_temp(dir, sizeof dir, "appimage_extracted_", name, true))
            die("cannot make a temporary folder");
        const char *keep = getenv("NO_CLEANUP");
        if (!(keep && *keep && strcmp(keep, "0") != 0)) { /* first, so that it is removed however this ends */
            kept = start_keeper(&report, &app);
            if (kept == 0)
                keep_folder(dir, report, app, pid);
            if (kept < 0)
                note("%s will be left behind", dir);
        }
        int root = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (root < 0 || unpack(image, offset, root, NULL, NULL) != 0)
            die("cannot unpack");
        close(root);
    }

    snprintf(path, sizeof path, "%s/AppRun", dir);
    setenv("APPIMAGE", image, 1);
    setenv("APPDIR", dir, 1);
    setenv("ARGV0", argv[0], 1);
    if (getcwd(cwd, sizeof cwd))
        setenv("OWD", cwd, 1);
    char portable[PATH_MAX + 16];
    struct stat st;
    snprintf(portable, sizeof portable, "%s.home", image);
    if (stat(portable, &st) == 0 && S_ISDIR(st.st_mode))
        setenv("HOME", portable, 1);
    snprintf(portable, sizeof portable, "%s.config", image);
    if (stat(portable, &st) == 0 && S_ISDIR(st.st_mode))
        setenv("XDG_CONFIG_HOME", portable, 1);
    argv[0] = path;
    execv(path, argv);
    die(path);
}
