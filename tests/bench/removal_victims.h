// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include <sys/types.h>

/// Programs that create, open, map and unlink the same few names, and prove when an object is removed while they have
/// it: it then has no link, though none of them has unlinked it.
namespace hammer {

/// Shared by all victims; lies in memory that they inherit.
struct Board {
    static constexpr std::size_t maxNames = 64;

    std::atomic<bool> isOver = false;
    std::atomic<std::uint64_t> opens = 0;
    std::atomic<std::uint64_t> hits = 0; ///< objects removed while a victim had them open
    std::atomic<std::uint64_t> namesAway = 0; ///< an object that has a link but, for a moment, not its name
    /// Held while a victim creates or unlinks a name, so that no victim unlinks the object of another one.
    std::array<std::atomic<bool>, maxNames> locks{};
};

/// The victims run until `board.isOver`; destroying this ends and awaits them.
class Victims {
public:
    Victims(const std::vector<std::string> &names, int count);
    ~Victims();
    Victims(const Victims &) = delete;
    Victims &operator=(const Victims &) = delete;

    [[nodiscard]] const Board &board() const { return *m_board; }
    /// Ends all; false if one has not ended in order.
    [[nodiscard]] bool end();

private:
    Board *m_board;
    std::vector<pid_t> m_pids;
};

} // namespace hammer
