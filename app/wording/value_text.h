// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shmlab/inspect/value.h>

#include <QString>

#include <cstddef>
#include <span>

/// Texts of values read from an object.
namespace shmlab::ui {

/// A number formatted by its type: times as dates in UTC, floats with all their digits; hexadecimal on request.
[[nodiscard]] QString numberText(const Number &number, ValueType type, bool isHex = false);
/// Printable ASCII up to a NUL, all else escaped.
[[nodiscard]] QString bytesAsText(std::span<const std::byte> bytes);

} // namespace shmlab::ui
