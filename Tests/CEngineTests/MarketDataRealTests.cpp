#include <gtest/gtest.h>

#include <map>
#include <string>

#include "FeedReplay.hpp"
#include "Random.hpp"
#include "SharedData.hpp"

namespace alpha_engine::testing {
namespace {

struct Day {
    const char* messages;
    const char* book;
    std::uint32_t levels;
    std::uint64_t rows;
    std::uint64_t revealed;
    bool hasHeader;
};

void PrintTo(const Day& day, std::ostream* out) { *out << day.messages; }

class LobsterDays : public ::testing::TestWithParam<Day> {};

// Every row of LOBSTER's own book is what the messages make of the row before, and is written back byte for byte.
TEST_P(LobsterDays, giveLobstersBook) {
    if (!std::filesystem::exists(shared)) GTEST_SKIP() << "shared/data is absent";
    const Day& day = GetParam();
    const std::string messages = content(shared / "lobster" / day.messages);
    std::string book = content(shared / "lobster" / day.book);
    ASSERT_FALSE(messages.empty() || book.empty());
    MarketDataReplay replay({.levels = day.levels, .verifiesBook = true});
    const FeedReplay result = replayFeed(replay, messages, book, [] { return 10'007; });
    EXPECT_EQ(result.error, "");
    EXPECT_EQ(result.mismatch, "");
    EXPECT_EQ(result.counts.messages, day.rows + 1);
    EXPECT_EQ(result.counts.rows, day.rows);
    EXPECT_EQ(result.counts.equal, day.rows);
    EXPECT_EQ(result.counts.revealed, day.revealed);
    EXPECT_TRUE(result.invariantsHold);
    if (day.hasHeader) book = withoutHeader(book);
    std::erase(book, '\r');
    if (book.back() != '\n') book += '\n';
    EXPECT_TRUE(result.book == book);
}

INSTANTIATE_TEST_SUITE_P(
    RealData, LobsterDays,
    ::testing::Values(Day{"AMZN_message_20k.csv.gz", "AMZN_orderbook_20k.csv.gz", 10, 19'999, 6'564, false},
                      Day{"AMZN_messy_message_1.csv.gz", "AMZN_messy_orderbook_1.csv.gz", 1, 57'514, 13'953, true}));

TEST(MarketDataReal, anyChangedNumberOfARowIsFound) {
    if (!std::filesystem::exists(shared)) GTEST_SKIP() << "shared/data is absent";
    const std::string messages = content(shared / "lobster" / "AMZN_message_20k.csv.gz");
    const std::string book = content(shared / "lobster" / "AMZN_orderbook_20k.csv.gz");
    const std::string fewMessages = messages.substr(0, messages.find('\n', 40'000) + 1);
    const auto rows = static_cast<std::int64_t>(std::count(fewMessages.begin(), fewMessages.end(), '\n'));
    std::size_t end = 0;
    for (std::int64_t i = 0; i < rows; ++i) end = book.find('\n', end) + 1;
    const std::string fewRows = book.substr(0, end);
    const std::uint64_t seed = 3;
    Random random(seed);
    for (int i = 0; i < 200; ++i) {
        // Any digit of a price or size of the first nine levels: the tenth may be one that only the file knows.
        const auto line = static_cast<std::size_t>(random.between(2, rows));
        std::size_t begin = 0;
        for (std::size_t at = 1; at < line; ++at) begin = fewRows.find('\n', begin) + 1;
        std::string row = fewRows.substr(begin, fewRows.find('\n', begin) + 1 - begin);
        std::size_t field = 0;
        for (std::int64_t commas = random.between(0, 35); commas > 0; --commas) field = row.find(',', field) + 1;
        row[field] = row[field] == '9' ? '1' : static_cast<char>(row[field] + 1);
        const FeedReplay result =
            replayFeed({.verifiesBook = true, .expectedOrders = 512}, fewMessages, withLine(fewRows, line, row));
        ASSERT_EQ(result.error, "") << "seed " << seed;
        ASSERT_LT(result.counts.equal, result.counts.rows) << "seed " << seed << " line " << line << ": " << row;
        ASSERT_EQ(result.mismatch, std::to_string(line) + "/" + std::to_string(line) + ": the row differs");
        ASSERT_GE(result.counts.equal + 2, result.counts.rows) << "seed " << seed << " line " << line;
    }
}

TEST(MarketDataReal, theMessagesAloneGiveABookWithoutErrors) {
    if (!std::filesystem::exists(shared)) GTEST_SKIP() << "shared/data is absent";
    const FeedReplay result = replayFeed({}, content(shared / "lobster" / "AMZN_message_20k.csv.gz"));
    EXPECT_EQ(result.error, "");
    EXPECT_EQ(result.counts.messages, 20'000U);
    EXPECT_EQ(result.counts.buyOrders + result.counts.sellOrders, 9'772U);
    EXPECT_EQ(result.counts.trades, 750U + 327U);
    EXPECT_EQ(result.counts.unknownOrders, 220U + 19U);
    EXPECT_EQ(std::count(result.book.begin(), result.book.end(), '\n'), 20'000);
    EXPECT_TRUE(result.invariantsHold);
}

TEST(MarketDataReal, theFirstMessagesOfANasdaqDay) {
    if (!std::filesystem::exists(shared)) GTEST_SKIP() << "shared/data is absent";
    MarketDataReplay replay({.format = FeedFormat::itch});
    const FeedReplay result =
        replayFeed(replay, content(shared / "itch" / "nasdaq_2019_first_1000.itch"), "", [] { return 101; });
    EXPECT_EQ(result.error, "");
    EXPECT_EQ(result.counts.messages, 1'000U);
    const std::map<char, std::uint64_t> expected = {{'S', 1}, {'R', 993}, {'H', 3}, {'Y', 3}};
    for (int type = 0; type < 256; ++type) {
        const auto known = expected.find(static_cast<char>(type));
        EXPECT_EQ(replay.messageCount(static_cast<std::uint8_t>(type)), known == expected.end() ? 0 : known->second);
    }
    EXPECT_EQ(replay.symbolCount(), 993U);
    EXPECT_EQ(result.counts.unknownTypes, 0U);
    EXPECT_EQ(std::count(result.book.begin(), result.book.end(), '\n'), 1);
}

TEST(MarketDataReal, aSimulatedItchDay) {
    if (!std::filesystem::exists(shared)) GTEST_SKIP() << "shared/data is absent";
    MarketDataReplay replay({.format = FeedFormat::itch, .expectedOrders = 4});
    const FeedReplay result =
        replayFeed(replay, content(shared / "itch" / "ritch_simulated.itch"), "", [] { return 1'001; });
    EXPECT_EQ(result.error, "");
    EXPECT_TRUE(result.invariantsHold);
    const std::map<char, std::uint64_t> expected = {{'S', 6},   {'R', 3},  {'H', 3},     {'A', 4'997}, {'F', 3},
                                                    {'E', 198}, {'X', 45}, {'D', 1'745}, {'U', 12},    {'P', 5'000}};
    for (const auto& [type, count] : expected)
        EXPECT_EQ(replay.messageCount(static_cast<std::uint8_t>(type)), count) << type;
    EXPECT_EQ(result.counts.messages, 12'012U);
    EXPECT_EQ(result.counts.buyOrders, 2'432U);
    EXPECT_EQ(result.counts.sellOrders, 2'568U);
    const std::map<std::string, std::uint64_t> orders = {{"ALC", 950}, {"BOB", 2'482}, {"CHAR", 1'568}};
    ASSERT_EQ(replay.symbolCount(), 3U);
    for (SymbolIndex symbol = 0; symbol < 3; ++symbol)
        EXPECT_EQ(replay.ordersOf(symbol), orders.at(text(replay.symbolName(symbol))));
    // Orders that the file never added: D 94, E 18, X 3, U 2.
    EXPECT_EQ(result.counts.unknownOrders, 117U);
    EXPECT_EQ(result.counts.bookChanges, 4'997U + 3 + 198 + 45 + 1'745 + 12 - 117);
    EXPECT_EQ(std::count(result.book.begin(), result.book.end(), '\n'),
              static_cast<std::ptrdiff_t>(result.counts.bookChanges) + 1);
    EXPECT_EQ(result.counts.trades, 5'000U + 198 - 18);
}

}  // namespace
}  // namespace alpha_engine::testing
