// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_support.h"

#include <shmlab/inspect/value.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>

using namespace shmlab;

namespace {

/// The bytes of `value` in memory in this order.
template <typename Value>
std::vector<std::byte> bytesOf(Value value, std::endian order)
{
    std::vector<std::byte> bytes(sizeof value);
    std::memcpy(bytes.data(), &value, sizeof value);
    if (order != std::endian::native)
        std::ranges::reverse(bytes);
    return bytes;
}

} // namespace

Q_DECLARE_METATYPE(shmlab::Number)
Q_DECLARE_METATYPE(std::vector<std::byte>)

class ValueTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyTypeHasAName_data();
    void everyTypeHasAName();
    void decodes_data();
    void decodes();
    void bytesAfterTheValueAreNotRead();
    void textIsNotANumber();
    void doublesAreTheNearest();
};

void ValueTest::everyTypeHasAName_data()
{
    QTest::addColumn<ValueType>("type");
    for (const ValueTypeRow &row : valueTypes)
        QTest::newRow(std::string(row.name).c_str()) << row.type;
}

void ValueTest::everyTypeHasAName()
{
    QFETCH(ValueType, type);
    QCOMPARE(rowOf(type).type, type); // the table is in the order of the enumerators
    QCOMPARE(valueTypeOf(rowOf(type).name), std::optional(type));
    QVERIFY(!valueTypeOf(std::string(rowOf(type).name) + ' '));
    QVERIFY(!valueTypeOf(""));
}

void ValueTest::decodes_data()
{
    QTest::addColumn<std::vector<std::byte>>("bytes");
    QTest::addColumn<ValueType>("type");
    QTest::addColumn<std::endian>("order");
    QTest::addColumn<Number>("number");
    for (const std::endian order : {std::endian::little, std::endian::big}) {
        const auto row = [&]<typename Value>(ValueType type, Value value, auto number) {
            const std::string_view end = order == std::endian::little ? "little" : "big";
            QTest::addRow("%s %s %g", rowOf(type).name.data(), end.data(), static_cast<double>(value))
                << bytesOf(value, order) << type << order << Number(number);
        };
        const auto whole = [&]<typename Value>(ValueType type, Value) {
            using Wide = std::conditional_t<std::is_signed_v<Value>, std::int64_t, std::uint64_t>;
            for (const Value value :
                 {std::numeric_limits<Value>::min(), std::numeric_limits<Value>::max(), Value{1}, Value{0x5a}})
                row(type, value, Wide{value});
        };
        whole(ValueType::Int8, std::int8_t{});
        whole(ValueType::UInt8, std::uint8_t{});
        whole(ValueType::Int16, std::int16_t{});
        whole(ValueType::UInt16, std::uint16_t{});
        whole(ValueType::Int32, std::int32_t{});
        whole(ValueType::UInt32, std::uint32_t{});
        whole(ValueType::Int64, std::int64_t{});
        whole(ValueType::UInt64, std::uint64_t{});
        whole(ValueType::TimeSeconds, std::int64_t{});
        whole(ValueType::TimeNanoseconds, std::int64_t{});
        row(ValueType::Float, -1.5F, -1.5);
        row(ValueType::Float, std::numeric_limits<float>::infinity(), std::numeric_limits<double>::infinity());
        row(ValueType::Double, 0.1, 0.1);
        row(ValueType::Double, std::numeric_limits<double>::denorm_min(), std::numeric_limits<double>::denorm_min());
    }
}

void ValueTest::decodes()
{
    QFETCH(std::vector<std::byte>, bytes);
    QFETCH(ValueType, type);
    QFETCH(std::endian, order);
    QFETCH(Number, number);
    QCOMPARE(bytes.size(), rowOf(type).sizeBytes);
    QVERIFY(decode(bytes, type, order) == number);
    for (std::size_t tooFew = 0; tooFew < bytes.size(); ++tooFew)
        QVERIFY(!decode(std::span(bytes).first(tooFew), type, order));
}

void ValueTest::bytesAfterTheValueAreNotRead()
{
    const std::array bytes{std::byte{1}, std::byte{2}, std::byte{3}};
    QVERIFY(decode(bytes, ValueType::UInt16, std::endian::little) == Number(std::uint64_t{0x0201}));
    QVERIFY(decode(bytes, ValueType::UInt16, std::endian::big) == Number(std::uint64_t{0x0102}));
}

void ValueTest::textIsNotANumber()
{
    QVERIFY(!decode(std::array{std::byte{'1'}, std::byte{0}}, ValueType::Text, std::endian::native));
}

void ValueTest::doublesAreTheNearest()
{
    QCOMPARE(asDouble(std::int64_t{-3}), -3.0);
    QCOMPARE(asDouble(std::numeric_limits<std::uint64_t>::max()), 18446744073709551616.0);
    QCOMPARE(asDouble(2.5), 2.5);
}

SHMLAB_TEST_MAIN(ValueTest)
#include "tst_value.moc"
