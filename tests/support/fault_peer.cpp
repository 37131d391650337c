// SPDX-License-Identifier: GPL-3.0-or-later

// fault_peer [FOLDER]: a process that executes commands on shared memory, one per line, and answers each with a line:
// "ok", "ok VALUE" or "error ERRNO". It contains no code of Shmlab. Its objects lie in /dev/shm, or in FOLDER instead.
// It waits for the next command forever, so a test can stop it at any step.

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <sstream>
#include <string>
#include <thread>

#include <fcntl.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

std::string folder; // empty: /dev/shm, through the C library
int descriptor = -1;
void *memory = nullptr;
std::size_t mappedBytes = 0;

std::int32_t *slot(long offset)
{
    return reinterpret_cast<std::int32_t *>(static_cast<char *>(memory) + offset);
}

int openObject(const std::string &name, int flags, mode_t mode = 0)
{
    return folder.empty() ? shm_open(name.c_str(), flags, mode)
                          : open((folder + name).c_str(), flags | O_NOFOLLOW | O_CLOEXEC, mode);
}

int lockBytes(long offset, long length)
{
    struct flock lock{};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    lock.l_start = offset;
    lock.l_len = length;
    return fcntl(descriptor, F_OFD_SETLK, &lock);
}

/// The descriptor is in the queue of a socket afterwards, and in no table of descriptors.
int sendToItself()
{
    static int sockets[2];
    if (socketpair(AF_UNIX, SOCK_DGRAM, 0, sockets) != 0)
        return -1;
    char byte = 0;
    iovec data{&byte, 1};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))]{};
    msghdr message{};
    message.msg_iov = &data;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    cmsghdr *const header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(header), &descriptor, sizeof(int));
    return sendmsg(sockets[0], &message, 0) == 1 ? close(descriptor) : -1;
}

long obey(std::istringstream &words)
{
    std::string command;
    std::string name;
    long a = 0;
    long b = 0;
    words >> command;
    if (command == "create" && words >> name)
        return descriptor = openObject(name, O_CREAT | O_EXCL | O_RDWR, 0600);
    if (command == "open" && words >> name)
        return descriptor = openObject(name, O_RDWR);
    if (command == "openread" && words >> name)
        return descriptor = openObject(name, O_RDONLY);
    if (command == "openpath" && words >> name)
        return descriptor = openObject(name, O_PATH);
    if (command == "openneither" && words >> name) // neither to read nor to write: for ioctl(2) only
        return descriptor = openObject(name, O_ACCMODE);
    if (command == "lease") {
        signal(SIGIO, SIG_IGN); // sent when it is broken
        return fcntl(descriptor, F_SETLEASE, F_WRLCK);
    }
    if (command == "leased")
        return fcntl(descriptor, F_GETLEASE);
    if (command == "send")
        return sendToItself();
    if (command == "unlink" && words >> name)
        return folder.empty() ? shm_unlink(name.c_str()) : unlink((folder + name).c_str());
    if (command == "size" && words >> a)
        return ftruncate(descriptor, a);
    if (command == "map" && words >> a) {
        mappedBytes = static_cast<std::size_t>(a);
        memory = mmap(nullptr, mappedBytes, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
        return memory == MAP_FAILED ? -1 : 0;
    }
    if (command == "unmap")
        return munmap(memory, mappedBytes);
    if (command == "close")
        return close(descriptor);
    if (command == "lock" && words >> a >> b)
        return lockBytes(a, b);
    if (command == "put" && words >> a >> b) {
        __atomic_store_n(slot(a), static_cast<std::int32_t>(b), __ATOMIC_SEQ_CST);
        return 0;
    }
    if (command == "get" && words >> a)
        return __atomic_load_n(slot(a), __ATOMIC_SEQ_CST);
    if (command == "poke" && words >> a >> b) { // without a mapping, so also beyond the end
        const auto value = static_cast<std::int32_t>(b);
        return pwrite(descriptor, &value, sizeof value, a);
    }
    if (command == "punch" && words >> a >> b)
        return fallocate(descriptor, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, a, b);
    if (command == "setuid" && words >> a)
        return setresuid(static_cast<uid_t>(a), static_cast<uid_t>(a), static_cast<uid_t>(a));
    if (command == "abort")
        std::abort();
    if (command == "exit")
        std::exit(EXIT_SUCCESS);
    errno = EINVAL;
    return -1;
}

/// Runs on one thread at a time; "thread" continues on a new thread and ends the calling one, not the process.
void serve()
{
    for (std::string line; std::getline(std::cin, line);) {
        if (line == "thread") {
            std::cout << "ok 0" << std::endl;
            std::thread(serve).detach();
            pthread_exit(nullptr);
        }
        std::istringstream words(line);
        errno = 0;
        const long result = obey(words);
        if (result < 0 && errno != 0)
            std::cout << "error " << errno << std::endl;
        else
            std::cout << "ok " << result << std::endl;
    }
    std::exit(EXIT_SUCCESS);
}

} // namespace

int main(int argc, char *argv[])
{
    folder = argc > 1 ? argv[1] : "";
    serve();
}
