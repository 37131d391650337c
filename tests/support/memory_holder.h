// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "test_support.h"

#include <utility>

#include <unistd.h>

namespace shmlab::test {

/// A child process that does something and then waits, holding what it has opened and mapped, until it is killed.
class MemoryHolder {
public:
    /// Returns once `body` has returned in the child.
    template <typename Body>
    explicit MemoryHolder(Body body)
        : m_ready(makePipe()),
          m_child([&] {
              body();
              (void)!::write(m_ready.second, "r", 1);
              for (;;)
                  ::pause();
          })
    {
        ::close(m_ready.second);
        char byte = 0;
        m_isReady = ::read(m_ready.first, &byte, 1) == 1;
        ::close(m_ready.first);
    }

    [[nodiscard]] bool isReady() const { return m_isReady; }
    [[nodiscard]] pid_t pid() const { return m_child.pid(); }

private:
    [[nodiscard]] static std::pair<int, int> makePipe()
    {
        std::array<int, 2> ends{-1, -1};
        (void)!::pipe2(ends.data(), O_CLOEXEC);
        return {ends[0], ends[1]};
    }

    std::pair<int, int> m_ready;
    Child m_child;
    bool m_isReady = false;
};

} // namespace shmlab::test
