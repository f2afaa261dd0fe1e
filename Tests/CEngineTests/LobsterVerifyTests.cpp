#include <gtest/gtest.h>

#include <array>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "FeedReplay.hpp"
#include "LobsterMarket.hpp"
#include "Random.hpp"

namespace alpha_engine::testing {
namespace {

TEST(LobsterVerify, everyRowOfRandomMarkets) {
    std::uint64_t revealed = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        Random random(seed);
        const std::size_t levels = std::array<std::size_t, 4>{1, 2, 5, 10}[seed % 4];
        const Market market = makeMarket(random, levels, random.between(3, 80), 400);
        MarketDataReplay replay({.levels = 200, .verifiesBook = true, .expectedOrders = 4});
        const FeedReplay result = replayFeed(replay, market.messageFile(), market.bookFile(), [&] {
            return static_cast<std::size_t>(random.between(1, random.oneIn(2) ? 20 : 3'000));
        });
        ASSERT_EQ(result.error, "") << "seed " << seed;
        ASSERT_EQ(result.mismatch, "") << "seed " << seed << "\n" << result.expected << "\n" << result.found;
        ASSERT_EQ(result.counts.rows, 399U) << "seed " << seed;
        ASSERT_EQ(result.counts.equal, 399U) << "seed " << seed;
        ASSERT_EQ(result.counts.revealed, market.revealed) << "seed " << seed;
        ASSERT_TRUE(result.book == market.bookFile()) << "seed " << seed;
        ASSERT_TRUE(result.invariantsHold) << "seed " << seed;
        revealed += result.counts.revealed;
    }
    EXPECT_GT(revealed, 1'000U);
}

// A number that is changed in a row is found, wherever it is, but for a level that only that row can know.
TEST(LobsterVerify, everyChangedNumberIsFound) {
    int open = 0;
    for (std::uint64_t seed = 1; seed <= 1'200; ++seed) {
        Random random(seed);
        const std::size_t levels = std::array<std::size_t, 3>{1, 2, 5}[seed % 3];
        Market market = makeMarket(random, levels, random.between(3, 40), 40);
        const auto row = static_cast<std::size_t>(random.between(1, std::ssize(market.rows) - 1));
        const auto field = static_cast<std::size_t>(random.between(0, std::ssize(market.rows[row]) - 1));
        const bool isOpen = market.isRevealed[row][field];
        market.rows[row][field] += random.oneIn(2) ? 1 : random.between(-30, -1);
        const FeedReplay result =
            replayFeed({.verifiesBook = true, .expectedOrders = 4}, market.messageFile(), market.bookFile());
        ASSERT_EQ(result.error, "") << "seed " << seed;
        ASSERT_TRUE(result.invariantsHold) << "seed " << seed;
        open += isOpen ? 1 : 0;
        if (!isOpen) {
            const std::string line = std::to_string(row + 1);
            ASSERT_EQ(result.mismatch, line + "/" + line + ": the row differs") << "seed " << seed;
            ASSERT_EQ(result.found + "\n", Market::rowText(market.rows[row])) << "seed " << seed;
        }
    }
    EXPECT_LT(open, 200);
}

// A message that is left out, doubled or changed is found by the rows that follow.
TEST(LobsterVerify, everyChangedMessageIsFound) {
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
        Random random(seed);
        Market market = makeMarket(random, 5, 20, 60);
        std::size_t row = 0;
        std::vector<std::string> fields;
        do {
            row = static_cast<std::size_t>(random.between(1, std::ssize(market.messages) - 1));
            fields.clear();
            std::string field;
            for (const char c : market.messages[row])
                if (c == ',' || c == '\n')
                    fields.push_back(std::exchange(field, ""));
                else
                    field += c;
        } while (fields[1] > "4" || fields[1] == "2");
        const std::int64_t what = random.between(3, 5);
        if (what == 3) fields[3] = std::to_string(std::stoll(fields[3]) + 1);
        if (what == 4) fields[4] = std::to_string(std::stoll(fields[4]) + (fields[5] == "1" ? 1 : -1));
        if (what == 5) fields[5] = fields[5] == "1" ? "-1" : "1";
        std::string& message = market.messages[row];
        message.clear();
        for (const std::string& field : fields) {
            if (!message.empty()) message += ',';
            message += field;
        }
        message += '\n';
        const FeedReplay result =
            replayFeed({.verifiesBook = true, .expectedOrders = 4}, market.messageFile(), market.bookFile());
        ASSERT_EQ(result.error, "") << "seed " << seed;
        ASSERT_LT(result.counts.equal, result.counts.rows) << "seed " << seed << ": " << message;
        ASSERT_EQ(result.mismatch.substr(0, result.mismatch.find('/')), std::to_string(row + 1)) << "seed " << seed;
    }
}

const std::string seedRow = "101,10,99,10,102,20,98,20\n";

struct Case {
    const char* what;
    const char* message;
    const char* row;
    const char* mismatch;  // empty: the row is equal
    std::uint64_t revealed;
};

TEST(LobsterVerify, whatARowMayShow) {
    const Case cases[] = {
        {"a hidden execution moves nothing", "2,5,0,10,100,1", "101,10,99,10,102,20,98,20", "", 0},
        {"a cross moves nothing", "2,6,-1,10,100,-1", "101,10,99,10,102,20,98,20", "", 0},
        {"a halt moves nothing", "2,7,0,0,-1,-1", "101,10,99,10,102,20,98,20", "", 0},
        {"a halt that moves something", "2,7,0,0,-1,-1", "101,10,99,11,102,20,98,20", "the row differs", 0},
        {"an order before the file shrinks", "2,4,7,4,99,1", "101,10,99,6,102,20,98,20", "", 0},
        {"the window moves up", "2,1,7,4,100,1", "101,10,100,4,102,20,99,10", "", 0},
        {"an order below the window", "2,1,7,4,50,1", "101,10,99,10,102,20,98,20", "", 0},
        {"an end of one below the window", "2,3,7,4,50,1", "101,10,99,10,102,20,98,20", "", 0},
        {"the window moves down", "2,3,7,10,99,1", "101,10,98,20,102,20,97,5", "", 1},
        {"and nothing is there", "2,3,7,10,99,1", "101,10,98,20,102,20,-9999999999,0", "", 0},
        {"but nothing has a size", "2,3,7,10,99,1", "101,10,98,20,102,20,-9999999999,1", "the row differs", 0},
        {"and a level has one", "2,3,7,10,99,1", "101,10,98,20,102,20,97,0", "the row differs", 0},
        {"it cannot show what was above", "2,3,7,10,99,1", "101,10,98,20,102,20,99,5", "the row differs", 0},
        {"nor the level itself", "2,3,7,10,99,1", "101,10,98,20,102,20,98,5", "the row differs", 0},
        {"the last level goes, it cannot stay", "2,3,7,20,98,1", "101,10,99,10,102,20,98,20", "the row differs", 0},
        {"one below it comes", "2,3,7,20,98,1", "101,10,99,10,102,20,97,1", "", 1},
        {"the other side cannot move", "2,3,7,10,99,1", "101,10,98,20,103,20,97,5", "the row differs", 0},
        {"more than the level has", "2,3,7,11,99,1", "101,10,98,20,102,20,97,5",
         "the message takes more from unnamed orders than the level has", 0},
        {"nothing rests between the levels", "2,3,7,10,100,1", "101,10,99,10,102,20,98,20",
         "the message takes from a price at which nothing rests", 0},
    };
    for (const Case& test : cases) {
        const std::string messages = std::string("1,7,0,0,1,-1\n") + test.message + "\n";
        const FeedReplay result =
            replayFeed({.verifiesBook = true, .expectedOrders = 4}, messages, seedRow + test.row + "\n");
        EXPECT_EQ(result.error, "") << test.what;
        EXPECT_EQ(result.mismatch, *test.mismatch == 0 ? "" : "2/2: " + std::string(test.mismatch)) << test.what;
        EXPECT_EQ(result.counts.revealed, test.revealed) << test.what;
        EXPECT_EQ(result.counts.rows, 1U);
        EXPECT_EQ(result.counts.equal, *test.mismatch == 0 ? 1U : 0U) << test.what;
    }
}

TEST(LobsterVerify, namedOrdersAreHeldToTheirNames) {
    const std::string begin = "1,7,0,0,1,-1\n1,1,7,5,99,1\n";
    const std::string rows = seedRow + "101,10,99,15,102,20,98,20\n";
    const auto mismatch = [&](const std::string& message, const std::string& row) {
        return replayFeed({.verifiesBook = true, .expectedOrders = 4}, begin + message + "\n", rows + row + "\n")
            .mismatch;
    };
    EXPECT_EQ(mismatch("2,3,7,5,99,1", "101,10,99,10,102,20,98,20"), "");
    EXPECT_EQ(mismatch("2,3,7,4,99,1", "101,10,99,11,102,20,98,20"),
              "3/3: the message removes less than the order has left");
    EXPECT_EQ(mismatch("2,4,7,6,99,1", "101,10,99,9,102,20,98,20"),
              "3/3: the message takes more than the order has left");
    EXPECT_EQ(mismatch("2,4,7,5,98,1", "101,10,99,15,102,20,98,15"),
              "3/3: the message takes from an order at another price");
    EXPECT_EQ(mismatch("2,4,7,5,101,-1", "101,5,99,15,102,20,98,20"),
              "3/3: the message takes from an order of the other side");
    EXPECT_EQ(mismatch("2,1,7,5,99,1", "101,10,99,20,102,20,98,20"),
              "3/3: the message adds an order that is live already");
    EXPECT_EQ(mismatch("2,4,8,12,99,1", "101,10,99,3,102,20,98,20"),
              "3/3: the message takes more from unnamed orders than the level has");
}

TEST(LobsterVerify, aSideThatShowsItsEndHidesNothing) {
    const std::string rows = "101,10,99,10,9999999999,0,98,20\n9999999999,0,99,10,9999999999,0,98,20\n";
    EXPECT_EQ(replayFeed({.verifiesBook = true, .expectedOrders = 4}, "1,7,0,0,1,-1\n2,3,7,10,101,-1\n", rows).mismatch,
              "");
    const std::string shows = "101,10,99,10,9999999999,0,98,20\n102,7,99,10,9999999999,0,98,20\n";
    const FeedReplay result =
        replayFeed({.verifiesBook = true, .expectedOrders = 4}, "1,7,0,0,1,-1\n2,3,7,10,101,-1\n", shows);
    EXPECT_EQ(result.mismatch, "2/2: the row differs");
    EXPECT_EQ(result.expected, "9999999999,0,99,10,9999999999,0,98,20");
    EXPECT_EQ(result.found, "102,7,99,10,9999999999,0,98,20");
}

TEST(LobsterVerify, saysWhatIsWrongWithTheFiles) {
    const auto error = [](const std::string& messages, const std::string& book) {
        MarketDataReplay replay({.verifiesBook = true, .expectedOrders = 4});
        const FeedReplay whole = replayFeed({.verifiesBook = true, .expectedOrders = 4}, messages, book);
        EXPECT_TRUE(whole == replayFeed(replay, messages, book, [] { return 1; }));
        return whole.error;
    };
    const std::string halt = "1,7,0,0,1,-1\n";
    EXPECT_EQ(error(halt, seedRow), "");
    EXPECT_EQ(error(halt, "AskPrice,AskSize,BidPrice,BidSize,Ask2,AskSize2,Bid2,BidSize2\n" + seedRow), "");
    EXPECT_EQ(error(halt, "BidPrice,BidSize,AskPrice,AskSize\n" + seedRow),
              "book 1: column 'ask_price_1': is not an integer (BidPrice)");
    EXPECT_EQ(error(halt, "AskPrice,BidPrice,AskSize,BidSize\n" + seedRow),
              "book 1: column 'ask_size_1': is not in its place: the columns are ask price, ask size, bid price, bid "
              "size (BidPrice)");
    EXPECT_EQ(error(halt, ""),
              "book 1: column 'ask_price_1': is missing: the message file has more rows than the book "
              "file ()");
    EXPECT_EQ(error(halt + halt, seedRow),
              "book 2: column 'ask_price_1': is missing: the message file has more rows than the book file ()");
    EXPECT_EQ(error(halt, seedRow + seedRow),
              "book 2: column 'ask_price_1': is of a row more than the message file has (101)");
    EXPECT_EQ(error("", seedRow), "1: column 'time': is missing: the file is empty ()");
    EXPECT_EQ(error(halt + "x\n", seedRow + "y\n"), "2: column 'type': the row has 1 fields, where 6 belong (x)");
    EXPECT_EQ(error(halt + halt + "x\n", seedRow + "y\n" + seedRow),
              "book 2: column 'ask_size_1': the row has 1 fields, where 8 belong (y)");
    EXPECT_EQ(error(halt, "1,2,3\n"),
              "book 1: column 'bid_price_1': the row has 3 fields, where a multiple of 4 "
              "belongs (3)");
    EXPECT_EQ(error(halt, "101,10,99,x\n"), "book 1: column 'bid_size_1': is not an integer (x)");
    EXPECT_EQ(error(halt, "101,10,99,\n"), "book 1: column 'bid_size_1': is empty ()");
    for (const char* const row : {"101,10,99,10,101,20,98,20", "100,10,99,10,101,20,99,20", "101,0,99,10,102,20,98,20",
                                  "101,10,99,10,102,20,98,-1", "9999999999,0,99,10,102,20,98,20",
                                  "9999999999,5,99,10,9999999999,0,98,20", "101,10,0,10,102,20,-3,20"})
        EXPECT_NE(error(halt, row + std::string("\n")).find("is not in order: levels go from best"), std::string::npos)
            << row;
}

TEST(LobsterVerify, aRowThatIsNoBookIsADifferenceAndTheBookGoesOn) {
    const FeedReplay result =
        replayFeed({.verifiesBook = true, .expectedOrders = 4}, "1,7,0,0,1,-1\n1,7,0,0,1,-1\n1,7,0,0,1,-1\n",
                   seedRow + "102,20,99,10,101,10,98,20\n" + seedRow);
    EXPECT_EQ(result.error, "");
    EXPECT_EQ(result.mismatch, "2/2: the row differs");
    EXPECT_EQ(result.counts.rows, 2U);
    EXPECT_EQ(result.counts.equal, 1U);
}

}  // namespace
}  // namespace alpha_engine::testing
