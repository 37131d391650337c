// SPDX-License-Identifier: MIT
#include <shmlab/inspect/value.h>

#include <algorithm>
#include <cstring>
#include <type_traits>

namespace shmlab {
namespace {

template <typename Bits>
Bits load(std::span<const std::byte> bytes, std::endian order) noexcept
{
    std::array<std::byte, sizeof(Bits)> copy{};
    std::ranges::copy(bytes.first(sizeof(Bits)), copy.begin());
    if (order != std::endian::native)
        std::ranges::reverse(copy);
    return std::bit_cast<Bits>(copy);
}

} // namespace

std::optional<ValueType> valueTypeOf(std::string_view name) noexcept
{
    const auto row = std::ranges::find(valueTypes, name, &ValueTypeRow::name);
    return row == valueTypes.end() ? std::optional<ValueType>() : row->type;
}

std::optional<Number> decode(std::span<const std::byte> bytes, ValueType type, std::endian order) noexcept
{
    if (bytes.size() < rowOf(type).sizeBytes)
        return {};
    switch (type) {
    case ValueType::Int8: return std::int64_t{load<std::int8_t>(bytes, order)};
    case ValueType::UInt8: return std::uint64_t{load<std::uint8_t>(bytes, order)};
    case ValueType::Int16: return std::int64_t{load<std::int16_t>(bytes, order)};
    case ValueType::UInt16: return std::uint64_t{load<std::uint16_t>(bytes, order)};
    case ValueType::Int32: return std::int64_t{load<std::int32_t>(bytes, order)};
    case ValueType::UInt32: return std::uint64_t{load<std::uint32_t>(bytes, order)};
    case ValueType::Int64:
    case ValueType::TimeSeconds:
    case ValueType::TimeNanoseconds: return load<std::int64_t>(bytes, order);
    case ValueType::UInt64: return load<std::uint64_t>(bytes, order);
    case ValueType::Float: return double{load<float>(bytes, order)};
    case ValueType::Double: return load<double>(bytes, order);
    case ValueType::Text: break;
    }
    return {};
}

double asDouble(const Number &number)
{
    return std::visit([](auto value) { return static_cast<double>(value); }, number);
}

} // namespace shmlab
