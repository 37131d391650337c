// SPDX-License-Identifier: GPL-3.0-or-later
#include "removal_victims.h"

#include <cerrno>
#include <cstdlib>
#include <new>
#include <random>

#include <fcntl.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace hammer {
namespace {

constexpr off_t objectBytes = 4096;

/// What the victims know of an object; lies in the object itself.
struct Marks {
    std::atomic<bool> isUnlinkedByVictim;
    std::atomic<bool> isCounted; ///< as a hit
};

class NameLock {
public:
    explicit NameLock(std::atomic<bool> &lock) : m_lock(lock)
    {
        while (m_lock.exchange(true, std::memory_order_acquire))
            ::sched_yield();
    }
    ~NameLock() { m_lock.store(false, std::memory_order_release); }
    NameLock(const NameLock &) = delete;
    NameLock &operator=(const NameLock &) = delete;

private:
    std::atomic<bool> &m_lock;
};

class Victim {
public:
    Victim(const std::vector<std::string> &names, Board &board, unsigned seed)
        : m_names(names),
          m_board(board),
          m_random(seed)
    {
    }

    void run()
    {
        while (!m_board.isOver) {
            const std::size_t index = below(static_cast<unsigned>(m_names.size()));
            const int fd = openOrCreate(index);
            if (fd < 0)
                continue;
            ++m_board.opens;
            if (Marks *marks = map(fd)) {
                use(index, fd, *marks);
                ::munmap(marks, objectBytes);
            }
            ::close(fd);
        }
    }

private:
    unsigned below(unsigned limit) { return std::uniform_int_distribution<unsigned>(0, limit - 1)(m_random); }

    int openOrCreate(std::size_t index)
    {
        const int found = ::shm_open(m_names[index].c_str(), O_RDWR, 0);
        if (found >= 0 || errno != ENOENT)
            return found;
        const NameLock held(m_board.locks[index]);
        const int made = ::shm_open(m_names[index].c_str(), O_RDWR | O_CREAT | O_EXCL, 0600);
        if (made >= 0 && ::ftruncate(made, objectBytes) != 0)
            std::abort();
        return made;
    }

    /// Null for an object that its creator has not sized yet and that is gone.
    static Marks *map(int fd)
    {
        struct stat status{};
        while (::fstat(fd, &status) == 0 && status.st_size == 0) {
            if (status.st_nlink == 0)
                return nullptr;
            ::sched_yield();
        }
        void *const memory = ::mmap(nullptr, objectBytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        return memory == MAP_FAILED ? nullptr : static_cast<Marks *>(memory);
    }

    void use(std::size_t index, int fd, Marks &marks)
    {
        for (unsigned spins = below(4000); spins > 0; --spins)
            std::atomic_signal_fence(std::memory_order_seq_cst);
        if (below(16) == 0)
            ::sched_yield();
        check(index, fd, marks);
        if (below(4) == 0)
            unlink(index, fd, marks);
    }

    void check(std::size_t index, int fd, Marks &marks)
    {
        struct stat status{};
        if (::fstat(fd, &status) != 0)
            std::abort();
        // The mark is set before a victim unlinks: without it, somebody else has.
        if (status.st_nlink == 0 && !marks.isUnlinkedByVictim && !marks.isCounted.exchange(true))
            ++m_board.hits;
        struct stat named{};
        if (status.st_nlink > 0 && ::stat(pathOf(index).c_str(), &named) != 0 && errno == ENOENT
            && ::fstat(fd, &status) == 0 && status.st_nlink > 0)
            ++m_board.namesAway;
    }

    /// Only while the name leads to the own object, which no other victim can change meanwhile.
    void unlink(std::size_t index, int fd, Marks &marks)
    {
        const NameLock held(m_board.locks[index]);
        struct stat own{};
        struct stat named{};
        if (::fstat(fd, &own) != 0 || ::stat(pathOf(index).c_str(), &named) != 0 || own.st_ino != named.st_ino)
            return;
        marks.isUnlinkedByVictim = true;
        if (::shm_unlink(m_names[index].c_str()) != 0)
            marks.isUnlinkedByVictim = false;
    }

    [[nodiscard]] std::string pathOf(std::size_t index) const { return "/dev/shm" + m_names[index]; }

    const std::vector<std::string> &m_names;
    Board &m_board;
    std::mt19937 m_random;
};

} // namespace

Victims::Victims(const std::vector<std::string> &names, int count)
{
    void *const memory = ::mmap(nullptr, sizeof(Board), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        std::abort();
    m_board = new (memory) Board;
    for (int i = 0; i < count; ++i) {
        const pid_t pid = ::fork();
        if (pid == 0) {
            Victim(names, *m_board, static_cast<unsigned>(i) + 1).run();
            ::_exit(0);
        }
        m_pids.push_back(pid);
    }
}

bool Victims::end()
{
    bool isInOrder = true;
    m_board->isOver = true;
    for (const pid_t pid : m_pids) {
        int status = 0;
        isInOrder = ::waitpid(pid, &status, 0) == pid && status == 0 && isInOrder;
    }
    m_pids.clear();
    return isInOrder;
}

Victims::~Victims()
{
    (void)end();
    ::munmap(m_board, sizeof(Board));
}

} // namespace hammer
