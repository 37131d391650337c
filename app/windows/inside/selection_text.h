// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstddef>
#include <cstdint>
#include <span>

namespace shmlab::ui {

enum class CopyForm : std::uint8_t { Hex, CArray, Text };

/// Bytes as text for the clipboard; empty if there are none. Text is escaped, so that a terminal into which it is
/// pasted does not interpret it.
[[nodiscard]] QString selectionText(std::span<const std::byte> bytes, CopyForm form);

} // namespace shmlab::ui
