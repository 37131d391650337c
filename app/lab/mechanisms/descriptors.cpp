// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/mechanisms/sides.h"

#include <array>
#include <cstdlib>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace shmlab::ui::mechanisms {
namespace {

/// Owns a descriptor. Move-only.
class Descriptor {
public:
    explicit Descriptor(int fd) : m_fd(fd) { }
    ~Descriptor()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    Descriptor(Descriptor &&other) noexcept : m_fd(std::exchange(other.m_fd, -1)) { }
    Descriptor &operator=(Descriptor &&) = delete;
    [[nodiscard]] int number() const { return m_fd; }

private:
    int m_fd;
};

/// Pipes, sockets, event descriptors: each side writes to one descriptor and reads from another or the same one.
class DescriptorChannel {
public:
    struct Ends {
        int read; ///< index into the descriptors
        int write;
    };

    /// Hands over `unitBytes` bytes at a time.
    DescriptorChannel(std::vector<Descriptor> descriptors, std::array<Ends, sides> ends, std::size_t unitBytes)
        : m_descriptors(std::move(descriptors)),
          m_ends(ends),
          m_unitBytes(unitBytes)
    {
    }
    void send(Side side)
    {
        m_value = 1;
        if (::write(descriptor(m_ends.at(indexOf(side)).write), &m_value, m_unitBytes) != expected())
            ::_exit(EXIT_FAILURE);
    }
    void receive(Side side)
    {
        if (::read(descriptor(m_ends.at(indexOf(side)).read), &m_value, m_unitBytes) != expected())
            ::_exit(EXIT_FAILURE);
    }

private:
    [[nodiscard]] int descriptor(int index) const { return m_descriptors[static_cast<std::size_t>(index)].number(); }
    [[nodiscard]] ssize_t expected() const { return static_cast<ssize_t>(m_unitBytes); }

    std::vector<Descriptor> m_descriptors;
    std::array<Ends, sides> m_ends; ///< by side
    std::size_t m_unitBytes;
    std::uint64_t m_value = 0;
};

Prepared prepare(std::vector<Descriptor> descriptors, std::array<DescriptorChannel::Ends, sides> ends,
                 std::size_t unitBytes)
{
    return std::make_unique<ChannelRun<DescriptorChannel>>(DescriptorChannel(std::move(descriptors), ends, unitBytes));
}

} // namespace

Prepared pipes()
{
    std::vector<Descriptor> descriptors;
    for (std::size_t pipe = 0; pipe < sides; ++pipe) {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0)
            return failed("pipe2");
        descriptors.emplace_back(ends[0]);
        descriptors.emplace_back(ends[1]);
    }
    return prepare(std::move(descriptors), {{{.read = 2, .write = 1}, {.read = 0, .write = 3}}}, 1);
}

Prepared socketPair()
{
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return failed("socketpair");
    std::vector<Descriptor> descriptors;
    descriptors.emplace_back(ends[0]);
    descriptors.emplace_back(ends[1]);
    return prepare(std::move(descriptors), {{{.read = 0, .write = 0}, {.read = 1, .write = 1}}}, 1);
}

Prepared eventDescriptors()
{
    std::vector<Descriptor> descriptors;
    for (std::size_t side = 0; side < sides; ++side) {
        descriptors.emplace_back(::eventfd(0, EFD_CLOEXEC));
        if (descriptors.back().number() < 0)
            return failed("eventfd");
    }
    return prepare(std::move(descriptors), {{{.read = 1, .write = 0}, {.read = 0, .write = 1}}}, sizeof(std::uint64_t));
}

} // namespace shmlab::ui::mechanisms
