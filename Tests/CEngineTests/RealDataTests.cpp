#include <gtest/gtest.h>

#include <string>

#include "Replay.hpp"
#include "SharedData.hpp"

namespace alpha_engine::testing {
namespace {

// A trade without the columns that the exchange's file lacks: its time and its symbol.
std::string withoutTimeAndSymbol(const std::string& trades) {
    std::string shown;
    for (std::size_t begin = 0; begin < trades.size();) {
        const std::size_t end = trades.find('\n', begin);
        const std::size_t symbol = trades.find(',', begin) + 1;
        shown += trades.substr(trades.find(',', symbol) + 1, end - trades.find(',', symbol));
        begin = end + 1;
    }
    return shown;
}

struct Day {
    const char* symbol;
    std::size_t trades;
};

void PrintTo(const Day& day, std::ostream* out) { *out << day.symbol; }

class ShanghaiDays : public ::testing::TestWithParam<Day> {};

// Every order of a stock's day, with both call auctions, gives every trade of the exchange, in its sequence.
TEST_P(ShanghaiDays, giveTheExchangesTrades) {
    if (!std::filesystem::exists(shared)) GTEST_SKIP() << "shared/data is absent";
    const auto& [symbol, count] = GetParam();
    const std::string orders = content(shared / "shanghai" / (std::string(symbol) + "_orders.csv.gz"));
    const std::string expected = content(shared / "shanghai" / (std::string(symbol) + "_trades.csv.gz"));
    ASSERT_FALSE(orders.empty() || expected.empty());
    const Replay result = replayInChunks(Simulator(), orders, [] { return 10'007; });
    EXPECT_EQ(result.error, "");
    EXPECT_EQ(result.counts.trades, count);
    EXPECT_EQ(result.counts.rejected, 0U);
    EXPECT_TRUE(result.invariantsHold);
    EXPECT_TRUE(withoutTimeAndSymbol(result.trades) == expected);
}

INSTANTIATE_TEST_SUITE_P(RealData, ShanghaiDays, ::testing::Values(Day{"601825", 5'370}, Day{"605580", 16'996}));

TEST(RealData, theOriginsOrdersGiveOneTrade) {
    if (!std::filesystem::exists(shared)) GTEST_SKIP() << "shared/data is absent";
    const Replay result = replay(content(shared / "origin" / "orders.csv"));
    EXPECT_EQ(result.error, "");
    EXPECT_EQ(withoutHeader(result.trades), "3,,1,order3,order2,BUY,101,5\n");
}

}  // namespace
}  // namespace alpha_engine::testing
