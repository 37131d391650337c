// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

namespace shmlab::ui {

/// What the rows of the table of objects are grouped by.
enum class Grouping : std::uint8_t { None, Program, Kind, Owner };
inline constexpr std::array allGroupings{Grouping::None, Grouping::Program, Grouping::Kind, Grouping::Owner};

} // namespace shmlab::ui
