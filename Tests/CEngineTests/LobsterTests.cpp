#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <utility>

#include "FeedReplay.hpp"

namespace alpha_engine::testing {
namespace {

const std::string day =
    "34200.5,1,11,100,1000000,1\n"
    "34200.5,1,12,50,1010000,-1\n"
    "34201.000000001,1,13,20,990000,1\n"
    "34202,4,11,30,1000000,1\n"
    "34203,5,0,7,1005000,-1\n"
    "34204,2,11,10,1000000,1\n"
    "34205,6,-1,500,1002500,-1\n"
    "34206,7,0,0,-1,-1\n"
    "34207,3,11,60,1000000,1\n"
    "34208,3,99,60,1000000,1\n";

const std::string dayBook =
    "9999999999,0,1000000,100,9999999999,0,-9999999999,0\n"
    "1010000,50,1000000,100,9999999999,0,-9999999999,0\n"
    "1010000,50,1000000,100,9999999999,0,990000,20\n"
    "1010000,50,1000000,70,9999999999,0,990000,20\n"
    "1010000,50,1000000,70,9999999999,0,990000,20\n"
    "1010000,50,1000000,60,9999999999,0,990000,20\n"
    "1010000,50,1000000,60,9999999999,0,990000,20\n"
    "1010000,50,1000000,60,9999999999,0,990000,20\n"
    "1010000,50,990000,20,9999999999,0,-9999999999,0\n"
    "1010000,50,990000,20,9999999999,0,-9999999999,0\n";

const std::string dayTrades =
    "timestamp_ns,symbol,trade_id,taker_id,maker_id,taker_side,price,qty\n"
    "34202000000000,,1,,11,SELL,100,30\n"
    "34203000000000,,2,,,BUY,100.5,7\n"
    "34205000000000,,3,,,AUCTION,100.25,500\n";

TEST(Lobster, theMessagesGiveBookAndTrades) {
    const FeedReplay result = replayFeed({.levels = 2}, day);
    EXPECT_EQ(result.error, "");
    EXPECT_EQ(result.book, dayBook);
    EXPECT_EQ(result.trades, dayTrades);
    EXPECT_EQ(result.counts.messages, 10U);
    EXPECT_EQ(result.counts.bookChanges, 6U);
    EXPECT_EQ(result.counts.buyOrders, 2U);
    EXPECT_EQ(result.counts.sellOrders, 1U);
    EXPECT_EQ(result.counts.unknownOrders, 1U);
    EXPECT_EQ(result.counts.trades, 3U);
    EXPECT_EQ(result.counts.tradedShares, 537U);
    EXPECT_EQ(result.counts.liveOrders, 2U);
}

TEST(Lobster, frontSaysTypesTopAndNames) {
    MarketDataReplay replay({.writesBook = false, .writesTrades = false});
    EXPECT_EQ(replayFeed(replay, day, "", [] { return 3; }).book, "");
    EXPECT_EQ(replay.messageCount('1'), 3U);
    EXPECT_EQ(replay.messageCount('3'), 2U);
    EXPECT_EQ(replay.messageCount('9'), 0U);
    EXPECT_EQ(replay.messageCount('A'), 0U);
    EXPECT_EQ(replay.symbolCount(), 1U);
    EXPECT_EQ(text(replay.symbolName(0)), "");
    EXPECT_EQ(replay.ordersOf(0), 3U);
    EXPECT_EQ(replay.top(0).bid, 99 * 100'000'000LL);
    EXPECT_EQ(replay.top(0).ask, 101 * 100'000'000LL);
    EXPECT_EQ(replay.top(0).askQuantity, 50 * 100'000'000LL);
    const MarketDataReplay moved = std::move(replay);
    EXPECT_EQ(moved.counts().messages, 10U);
}

TEST(Lobster, theSameMessagesInManyDisguises) {
    const MarketDataOptions options = {.levels = 2};
    EXPECT_EQ(replayFeed(options, "\xEF\xBB\xBF" + day).book, dayBook);
    EXPECT_EQ(replayFeed(options, day.substr(0, day.size() - 1)).book, dayBook);
    EXPECT_EQ(replayFeed(options, "Time,Type,OrderId,Size,Price,Direction\n" + day).book, dayBook);
    EXPECT_EQ(replayFeed(options, "time,Event Type,Order ID,Size,Price,Direction\n" + day).book, dayBook);
    std::string windows;
    std::string seven;
    for (const char c : day) {
        windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
        seven += c == '\n' ? std::string(",NSDQ\n") : std::string(1, c);
    }
    EXPECT_EQ(replayFeed(options, windows).book, dayBook);
    EXPECT_EQ(replayFeed(options, seven).book, dayBook);
    const FeedReplay mixed = replayFeed(options,
                                        "price,time,note,size,direction,id,type\n"
                                        "1000000,34200.5,\"a, b\",100,1,11,1\n");
    EXPECT_EQ(mixed.error, "");
    EXPECT_EQ(mixed.book, "9999999999,0,1000000,100,9999999999,0,-9999999999,0\n");
    EXPECT_EQ(replayFeed(options, "time,type,id,size,price,direction\n").error, "");
}

TEST(Lobster, timesAreExactToTheNanosecond) {
    const auto time = [](const std::string& seconds) {
        const FeedReplay result = replayFeed({}, seconds + ",5,0,1,100,1\n");
        const std::string row = withoutHeader(result.trades);
        return result.error.empty() ? row.substr(0, row.find(',')) : result.error;
    };
    EXPECT_EQ(time("34200"), "34200000000000");
    EXPECT_EQ(time("34200.017459617"), "34200017459617");
    EXPECT_EQ(time("34200.0174596174"), "34200017459617");
    EXPECT_EQ(time("34200.01745961750001"), "34200017459618");
    EXPECT_EQ(time("34200.9999999999"), "34201000000000");
    EXPECT_EQ(time("0.1"), "100000000");
}

struct Broken {
    const char* rows;
    const char* error;
};

TEST(Lobster, saysWhereAndWhatIsWrong) {
    const Broken cases[] = {
        {"", "1: column 'time': is missing: the file is empty ()"},
        {"x,1,1,1,1,1\n", "1: column 'time': is not a time in seconds (x)"},
        {",1,1,1,1,1\n", "1: column 'time': is empty ()"},
        {"-1,1,1,1,1,1\n", "1: column 'time': is not a time in seconds (-1)"},
        {"1.,1,1,1,1,1\n", "1: column 'time': is not a time in seconds (1.)"},
        {"1e3,1,1,1,1,1\n", "1: column 'time': is not a time in seconds (1e3)"},
        {"99999999999,1,1,1,1,1\n", "1: column 'time': is too large (99999999999)"},
        {"2,7,0,0,0,-1\n1.999999999,7,0,0,0,-1\n", "2: column 'time': goes back (1.999999999)"},
        {"1,0,1,1,1,1\n", "1: column 'type': is not a type from 1 to 7 (0)"},
        {"1,8,1,1,1,1\n", "1: column 'type': is not a type from 1 to 7 (8)"},
        {"1,a,1,1,1,1\n", "1: column 'type': is not an integer (a)"},
        {"1,1,0,1,1,1\n", "1: column 'id': is not above 0 (0)"},
        {"1,1,,1,1,1\n", "1: column 'id': is empty ()"},
        {"1,1,9223372036854775808,1,1,1\n", "1: column 'id': is out of the range of 64 bits (9223372036854775808)"},
        {"1,5,-2,1,1,1\n", "1: column 'id': is below -1 (-2)"},
        {"1,1,1,0,1,1\n", "1: column 'size': is not above 0 (0)"},
        {"1,1,1,1.5,1,1\n", "1: column 'size': is not an integer (1.5)"},
        {"1,1,1,92233720369,1,1\n", "1: column 'size': is too large (92233720369)"},
        {"1,6,1,-1,1,1\n", "1: column 'size': is below 0 (-1)"},
        {"1,1,1,1,0,1\n", "1: column 'price': is not above 0 (0)"},
        {"1,1,1,1,9999999999,1\n", "1: column 'price': is too large (9999999999)"},
        {"1,7,0,0,-2,-1\n", "1: column 'price': is not -1, 0 or 1: halt, quoting, trading (-2)"},
        {"1,1,1,1,1,0\n", "1: column 'direction': is not 1 (buy) or -1 (sell) (0)"},
        {"1,1,1,1,1,\n", "1: column 'direction': is empty ()"},
        {"1,1,1,1,1\n", "1: column 'direction': the row has 5 fields, where 6 belong (1)"},
        {"1,1,1,1,1,1\n2,1,2,1,1,1,X\n", "2: column 'direction': the row has 7 fields, where 6 belong (X)"},
        {"1,1,1,1,1,1,,\n", "1: column 'direction': the row has 8 fields, where 6 belong ()"},
        {"1,1,5,1,1,1\n2,1,5,1,1,1\n", "2: column 'id': is that of an order that is live already (5)"},
        {"1,1,5,9,100,1\n2,4,5,10,100,1\n", "2: column 'size': is more than order 5 has left, 9 (10)"},
        {"1,1,5,9,100,1\n2,4,5,1,101,1\n", "2: column 'price': is not that of order 5, 100 (101)"},
        {"1,1,5,9,100,1\n2,4,5,1,100,-1\n", "2: column 'direction': is not that of order 5 (-1)"},
        {"time,type,id,size,price\n", "1: column 'direction': is missing from the header ()"},
        {"time,type,id,size,price,direction,Order ID\n", "1: column 'orderid': is in the header twice (Order ID)"},
        {"1,1,5,1,1,1\n1,1,\"5,1,1,1\n", "2: column 'id': has a quote that is never closed (\"5,1,1,1\\x0a)"},
    };
    for (const Broken& broken : cases) {
        EXPECT_EQ(replayFeed({}, broken.rows).error, broken.error);
        MarketDataReplay replay;
        EXPECT_EQ(replayFeed(replay, broken.rows, "", [] { return 1; }).error, broken.error);
    }
}

TEST(Lobster, aTopThatLeaves64BitsIsCut) {
    MarketDataReplay replay;
    const std::string rows = "1,1,1,92233720368,1,1\n1,1,2,92233720368,1,1\n";
    EXPECT_EQ(replayFeed(replay, rows, "", [] { return 7; }).error, "");
    EXPECT_EQ(replay.top(0).bidQuantity, std::numeric_limits<Quantity>::max());
}

}  // namespace
}  // namespace alpha_engine::testing
