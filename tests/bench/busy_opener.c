// SPDX-License-Identifier: GPL-3.0-or-later

// Creates objects and semaphores, opens each again, and removes them, without pause: what a look that holds a lease
// makes fail. Built against musl, whose shm_open and sem_open always set O_NONBLOCK, and against the C library of the
// system.
//   busy_opener COUNT          ends after COUNT opens
//   busy_opener 0 FILE...      opens each file once, without waiting: one on which a lease is held fails with EAGAIN
// Prints "OPENS FAILURES LONGEST-OPEN-IN-MICROSECONDS LAST-ERRNO".

#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static long opens, failures, longest, last_error;

static long microseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* Counts an open that began at `start`. */
static void count(int succeeded, long start)
{
    const int error = errno;
    const long duration = microseconds() - start;
    ++opens;
    if (duration > longest)
        longest = duration;
    if (!succeeded) {
        ++failures;
        last_error = error;
    }
}

static int open_object(const char *name, int flags)
{
    const long start = microseconds();
    const int fd = shm_open(name, flags, 0600);
    count(fd >= 0, start);
    return fd;
}

static sem_t *open_semaphore(const char *name, int flags)
{
    const long start = microseconds();
    sem_t *const semaphore = flags ? sem_open(name, flags, 0600, 1) : sem_open(name, 0);
    count(semaphore != SEM_FAILED, start);
    return semaphore;
}

int main(int argc, char **argv)
{
    const long wanted = argc > 1 ? atol(argv[1]) : 1000;
    char object[64], semaphore[64];
    snprintf(object, sizeof object, "/shmlab-busy-%d", (int)getpid());
    snprintf(semaphore, sizeof semaphore, "/shmlab-busy-sem-%d", (int)getpid());
    for (int i = 2; i < argc; ++i) {
        const long start = microseconds();
        const int fd = open(argv[i], O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        count(fd >= 0, start);
        close(fd);
    }
    while (opens < wanted) {
        const int created = open_object(object, O_CREAT | O_EXCL | O_RDWR);
        if (created >= 0 && ftruncate(created, 4096) != 0)
            return EXIT_FAILURE;
        close(created);
        for (int i = 0; i < 8; ++i)
            close(open_object(object, i % 2 ? O_RDONLY : O_RDWR));
        shm_unlink(object);
        sem_t *const first = open_semaphore(semaphore, O_CREAT | O_EXCL);
        if (first != SEM_FAILED)
            sem_close(first);
        for (int i = 0; i < 4; ++i) {
            sem_t *const again = open_semaphore(semaphore, 0);
            if (again != SEM_FAILED)
                sem_close(again);
        }
        sem_unlink(semaphore);
    }
    printf("%ld %ld %ld %ld\n", opens, failures, longest, last_error);
    return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
