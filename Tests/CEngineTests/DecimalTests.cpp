#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <limits>
#include <string>

#include "Random.hpp"
#include "alpha_engine/decimal.hpp"

namespace alpha_engine::testing {
namespace {

Decimal parse(const std::string& text) { return parseDecimal(text.data(), text.size()); }

std::string written(std::int64_t units) {
    char buffer[decimalTextCapacity];
    return std::string(buffer, writeDecimal(units, buffer));
}

TEST(Decimal, readsWhatDecimalsLookLike) {
    const std::pair<const char*, std::int64_t> cases[] = {
        {"0", 0},
        {"-0.0", 0},
        {"1", 100'000'000},
        {"+1", 100'000'000},
        {"100.0", 10'000'000'000},
        {"5.49", 549'000'000},
        {".5", 50'000'000},
        {"5.", 500'000'000},
        {"-0.00000001", -1},
        {"0000000000000000000000001.5", 150'000'000},
        {"1.500000000000000000000000000000", 150'000'000},
        {"1e-05", 1'000},
        {"1.5E3", 150'000'000'000},
        {"0e99999999999", 0},
        {"92233720368.54775807", std::numeric_limits<std::int64_t>::max()},
        {"-92233720368.54775807", -std::numeric_limits<std::int64_t>::max()},
        // A float's noise, up to 1e-12 to either side of 8 places.
        {"0.038057569999999985", 3'805'757},
        {"0.30000000000000004", 30'000'000},
        {"0.000000010001", 1},
        {"0.000000009999", 1},
        {"0.00000000000099999", 0},
        {"1e-12", 0},
        {"1e-400", 0},
    };
    for (const auto& [text, units] : cases) {
        EXPECT_EQ(parse(text).status, DecimalStatus::ok) << text;
        EXPECT_EQ(parse(text).units, units) << text;
    }
}

TEST(Decimal, refusesWhatIsNone) {
    for (const char* text : {"", "-", "+", ".", "-.", "NaN", "nan", "inf", "1,5", "1.2.3", " 1", "1 ", "1e", "1e+",
                             "e5", "0x10", "--1", "1_000", "१"})
        EXPECT_EQ(parse(text).status, DecimalStatus::notANumber) << text;
    for (const char* text : {"92233720368.54775808", "99999999999999999999", "1e11", "1e99999999999999999999",
                             "-92233720368.54775808", "92233720368.547758079999"})
        EXPECT_EQ(parse(text).status, DecimalStatus::tooLarge) << text;
    for (const char* text :
         {"0.123456789", "0.0000000100011", "0.000000009998", "1e-9", "1.000000001", "0.00000000000100001"})
        EXPECT_EQ(parse(text).status, DecimalStatus::tooManyPlaces) << text;
}

TEST(Decimal, writesTheShortestText) {
    EXPECT_EQ(written(0), "0");
    EXPECT_EQ(written(10'000'000'000), "100");
    EXPECT_EQ(written(549'000'000), "5.49");
    EXPECT_EQ(written(-1), "-0.00000001");
    EXPECT_EQ(written(std::numeric_limits<std::int64_t>::max()), "92233720368.54775807");
    EXPECT_EQ(written(std::numeric_limits<std::int64_t>::min()), "-92233720368.54775808");
    char buffer[decimalTextCapacity];
    EXPECT_EQ(std::string(buffer, writeInteger(std::numeric_limits<std::int64_t>::min(), buffer)),
              "-9223372036854775808");
}

TEST(Decimal, readsBackWhatItWrites) {
    const std::uint64_t seed = 11;
    Random random(seed);
    for (int i = 0; i < 200'000; ++i) {
        const std::int64_t units = static_cast<std::int64_t>(random.next()) >> random.between(1, 63);
        const std::string text = written(units);
        ASSERT_EQ(parse(text).status, DecimalStatus::ok) << text << ", seed " << seed;
        ASSERT_EQ(parse(text).units, units) << text << ", seed " << seed;
    }
}

TEST(Decimal, takesEveryPrintedDouble) {
    // A double of 8 places, printed with all its 17 digits, is that decimal and noise as long as it is below 1000 or
    // so.
    const std::uint64_t seed = 12;
    Random random(seed);
    for (int i = 0; i < 100'000; ++i) {
        const std::int64_t units = random.between(1, 10'000'000'000);
        char text[64];
        const int count = std::snprintf(text, sizeof text, "%.17g", static_cast<double>(units) / 1e8);
        const Decimal decimal = parseDecimal(text, static_cast<std::size_t>(count));
        ASSERT_EQ(decimal.status, DecimalStatus::ok) << text << ", seed " << seed;
        ASSERT_EQ(decimal.units, units) << text << ", seed " << seed;
    }
}

}  // namespace
}  // namespace alpha_engine::testing
