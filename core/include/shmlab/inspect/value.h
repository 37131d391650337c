// SPDX-License-Identifier: MIT
#pragma once

#include <shmlab/base/export.h>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <variant>

namespace shmlab {

/// The types as which bytes of an object can be read.
enum class ValueType : std::uint8_t {
    Int8,
    UInt8,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Int64,
    UInt64,
    Float,
    Double,
    TimeSeconds, ///< time_t: 64 bits, seconds since 1970
    TimeNanoseconds, ///< 64 bits, nanoseconds since 1970
    Text, ///< bytes of text, ended by a NUL
};

struct ValueTypeRow {
    ValueType type;
    std::string_view name; ///< as in files and in C, "int32"
    std::size_t sizeBytes;
};
inline constexpr std::array valueTypes{
    ValueTypeRow{ValueType::Int8, "int8", 1},          ValueTypeRow{ValueType::UInt8, "uint8", 1},
    ValueTypeRow{ValueType::Int16, "int16", 2},        ValueTypeRow{ValueType::UInt16, "uint16", 2},
    ValueTypeRow{ValueType::Int32, "int32", 4},        ValueTypeRow{ValueType::UInt32, "uint32", 4},
    ValueTypeRow{ValueType::Int64, "int64", 8},        ValueTypeRow{ValueType::UInt64, "uint64", 8},
    ValueTypeRow{ValueType::Float, "float", 4},        ValueTypeRow{ValueType::Double, "double", 8},
    ValueTypeRow{ValueType::TimeSeconds, "time_s", 8}, ValueTypeRow{ValueType::TimeNanoseconds, "time_ns", 8},
    ValueTypeRow{ValueType::Text, "text", 1},
};

[[nodiscard]] constexpr const ValueTypeRow &rowOf(ValueType type) noexcept
{
    return valueTypes.at(static_cast<std::size_t>(type));
}
[[nodiscard]] SHMLAB_EXPORT std::optional<ValueType> valueTypeOf(std::string_view name) noexcept;

/// A number as it was read; times are integers, text is not a number.
using Number = std::variant<std::int64_t, std::uint64_t, double>;

/// Nothing when there are fewer bytes than the type has, or for text.
[[nodiscard]] SHMLAB_EXPORT std::optional<Number> decode(std::span<const std::byte> bytes, ValueType type,
                                                         std::endian order) noexcept;

/// The nearest double; for plots, rates, minimum and maximum.
[[nodiscard]] SHMLAB_EXPORT double asDouble(const Number &number);

} // namespace shmlab
