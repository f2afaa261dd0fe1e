#include <gtest/gtest.h>

#include <iterator>
#include <map>
#include <string>
#include <string_view>

#include "FeedReplay.hpp"
#include "ItchEncoder.hpp"
#include "Random.hpp"
#include "itch_messages.hpp"

namespace alpha_engine::testing {
namespace {

constexpr std::string_view allTypes = "SRHYLVWKJhAFECXDUPQBINO";

// A message of every type, the book-building ones on the book of AAPL.
std::string everyType(bool writesLengths = true) {
    Encoder day(writesLengths);
    for (const char type : allTypes)
        if (std::string_view("RAFECXDUPQ").find(type) == std::string_view::npos) day.other(type);
    day.directory(1, "AAPL").directory(2, "A,B");
    day.add(11, 'B', 100, "AAPL", 1'000'000).addAttributed(12, 'S', 50, "AAPL", 1'010'000);
    day.execute(11, 30).executeAt(12, 10, 'Y', 1'005'000).executeAt(12, 5, 'N', 1'005'000);
    day.cancel(11, 20).replace(12, 13, 40, 1'020'000).remove(11);
    day.trade('B', 7, "AAPL", 1'007'500).cross(1'000, "AAPL", 1'002'500);
    day.add(21, 'S', 5, "A,B", 20'000, 2);
    return day.bytes();
}

const std::string everyBook =
    "timestamp_ns,symbol,ask_price_1,ask_size_1,bid_price_1,bid_size_1\n"
    "34200000000000,AAPL,9999999999,0,1000000,100\n"
    "34200000000000,AAPL,1010000,50,1000000,100\n"
    "34200000000000,AAPL,1010000,50,1000000,70\n"
    "34200000000000,AAPL,1010000,40,1000000,70\n"
    "34200000000000,AAPL,1010000,35,1000000,70\n"
    "34200000000000,AAPL,1010000,35,1000000,50\n"
    "34200000000000,AAPL,1020000,40,1000000,50\n"
    "34200000000000,AAPL,1020000,40,-9999999999,0\n"
    "34200000000000,\"A,B\",20000,5,-9999999999,0\n";

const std::string everyTrade =
    "timestamp_ns,symbol,trade_id,taker_id,maker_id,taker_side,price,qty\n"
    "34200000000000,AAPL,1,,11,SELL,100,30\n"
    "34200000000000,AAPL,2,,12,BUY,100.5,10\n"
    "34200000000000,AAPL,3,,,,100.75,7\n"
    "34200000000000,AAPL,4,,,AUCTION,100.25,1000\n";

const MarketDataOptions oneLevel = {.format = FeedFormat::itch, .levels = 1, .expectedOrders = 4};

TEST(Itch, everyTypeOfMessage) {
    MarketDataReplay replay(oneLevel);
    const FeedReplay result = replayFeed(replay, everyType(), "", [] { return 1; });
    EXPECT_EQ(result.error, "");
    EXPECT_EQ(result.book, everyBook);
    EXPECT_EQ(result.trades, everyTrade);
    EXPECT_TRUE(result.invariantsHold);
    for (const char type : allTypes)
        EXPECT_EQ(replay.messageCount(static_cast<std::uint8_t>(type)),
                  type == 'R' || type == 'A' || type == 'C' ? 2U : 1U)
            << type;
    EXPECT_EQ(result.counts.messages, 26U);
    EXPECT_EQ(result.counts.bookChanges, 9U);
    EXPECT_EQ(result.counts.buyOrders, 1U);
    EXPECT_EQ(result.counts.sellOrders, 2U);
    EXPECT_EQ(result.counts.tradedShares, 1'047U);
    EXPECT_EQ(result.counts.liveOrders, 2U);
    EXPECT_EQ(replay.symbolCount(), 2U);
    EXPECT_EQ(text(replay.symbolName(1)), "A,B");
    EXPECT_EQ(replay.ordersOf(0), 2U);
    EXPECT_EQ(replay.top(0).ask, 102 * 100'000'000LL);
    EXPECT_EQ(replay.top(0).bid, noPrice);
    EXPECT_FALSE(replay.wantsBook());
}

TEST(Itch, theSizesAreThoseOfTheSpecification) {
    const std::map<char, int> sizes = {{'S', 12}, {'R', 39}, {'H', 25}, {'Y', 20}, {'L', 26}, {'V', 35},
                                       {'W', 12}, {'K', 28}, {'J', 35}, {'h', 21}, {'A', 36}, {'F', 40},
                                       {'E', 31}, {'C', 36}, {'X', 23}, {'D', 19}, {'U', 35}, {'P', 44},
                                       {'Q', 40}, {'B', 19}, {'I', 50}, {'N', 20}, {'O', 48}};
    for (int type = 0; type < 256; ++type) {
        const auto known = sizes.find(static_cast<char>(type));
        EXPECT_EQ(itchSizes[static_cast<std::size_t>(type)], known == sizes.end() ? 0 : known->second) << type;
    }
}

TEST(Itch, lengthsOf0AndTheEndMark) {
    EXPECT_EQ(replayFeed(oneLevel, everyType(false)).book, everyBook);
    EXPECT_EQ(replayFeed(oneLevel, everyType() + std::string(2, '\0')).error, "");
    EXPECT_EQ(replayFeed(oneLevel, everyType() + everyType(false).substr(0, 30)).error.empty(), false);
}

TEST(Itch, anyCutGivesTheSame) {
    const std::string day = everyType() + std::string("\0\x05zabcd", 7);
    const FeedReplay whole = replayFeed(oneLevel, day);
    EXPECT_EQ(whole.error, "");
    EXPECT_EQ(whole.counts.unknownTypes, 1U);
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        Random random(seed);
        MarketDataReplay replay(oneLevel);
        ASSERT_TRUE(whole ==
                    replayFeed(replay, day, "", [&] { return static_cast<std::size_t>(random.between(1, 90)); }))
            << "seed " << seed;
    }
}

TEST(Itch, ordersFromBeforeTheFileAreCounted) {
    Encoder day;
    day.execute(1, 5).cancel(2, 5).remove(3).replace(4, 5, 6, 7).executeAt(6, 1, 'Y', 1);
    day.add(11, 'B', 100, "AAPL", 1'000'000).execute(12, 1).remove(11, 9).remove(11);
    const FeedReplay result = replayFeed(oneLevel, day.bytes());
    EXPECT_EQ(result.error, "");
    EXPECT_EQ(result.counts.unknownOrders, 7U);
    EXPECT_EQ(result.counts.bookChanges, 2U);
    EXPECT_EQ(result.counts.trades, 0U);
}

struct Broken {
    std::string bytes;
    const char* error;
};

TEST(Itch, saysWhereAndWhatIsWrong) {
    const auto added = [] { return Encoder().add(7, 'B', 100, "AAPL", 10'000); };
    const std::string one = added().bytes();
    const Broken cases[] = {
        {"", "1: column 'length': is missing: the file is empty (message at byte 0) ()"},
        {std::string(2, '\0'), "1: column 'length': is cut off: the file ends within it (message at byte 0) (2)"},
        {one + '\0', "2: column 'length': is cut off: the file ends within it (message at byte 38) (1)"},
        {one + one.substr(0, 20),
         "2: column 'type': is that of a message of 38 bytes, of which the file ends after 20 "
         "(message at byte 38) (A)"},
        {one + std::string("\0\x23"
                           "A",
                           3),
         "2: column 'length': is not 36, the size of type A (message at byte 38) (35)"},
        {one + std::string("\0\0z", 3),
         "2: column 'type': is unknown, and the length 0 does not say where the message "
         "ends (message at byte 38) (z)"},
        {added().execute(7, 101).bytes(),
         "2: column 'executed_shares': is more than order 7 has left, 100 (message at byte 38) (101)"},
        {added().executeAt(7, 101, 'N', 1).bytes(),
         "2: column 'executed_shares': is more than order 7 has left, 100 (message at byte 38) (101)"},
        {added().cancel(7, 101).bytes(),
         "2: column 'canceled_shares': is more than order 7 has left, 100 (message at byte 38) (101)"},
        {added().cancel(7, 0).bytes(), "2: column 'canceled_shares': is not above 0 (message at byte 38) (0)"},
        {added().executeAt(7, 1, 'y', 1).bytes(), "2: column 'printable': is not Y or N (message at byte 38) (y)"},
        {added().add(7, 'S', 1, "AAPL", 1).bytes(),
         "2: column 'order_reference': is that of an order that is live already (message at byte 38) (7)"},
        {added().add(8, 'S', 1, "AAPL", 1).replace(7, 8, 1, 1).bytes(),
         "3: column 'order_reference': is that of an order that is live already (message at byte 76) (8)"},
        {added().replace(7, 8, 0, 1).bytes(), "2: column 'shares': is not above 0 (message at byte 38) (0)"},
        {Encoder().add(7, 'B', 0, "AAPL", 1).bytes(), "1: column 'shares': is not above 0 (message at byte 0) (0)"},
        {Encoder().add(7, 'b', 1, "AAPL", 1).bytes(),
         "1: column 'buy_sell_indicator': is not B or S (message at byte 0) (b)"},
        {Encoder().add(7, 'B', 1, "", 1).bytes(), "1: column 'stock': is empty (message at byte 0) ()"},
        {Encoder().add(7, 'B', 1, "AA\xFFL", 1).bytes(),
         "1: column 'stock': is not printable ASCII (message at byte 0) (AA\\xffL    )"},
        {added().add(8, 'B', 1, "MSFT", 1).bytes(),
         "2: column 'stock': is not AAPL, as the locate code 1 said before (message at byte 38) (MSFT)"},
        {Encoder().cross(92'233'720'369, "AAPL", 1).bytes(),
         "1: column 'shares': is too large (message at byte 0) (92233720369)"},
    };
    for (const Broken& broken : cases) {
        EXPECT_EQ(replayFeed(oneLevel, broken.bytes).error, broken.error);
        MarketDataReplay replay(oneLevel);
        EXPECT_EQ(replayFeed(replay, broken.bytes, "", [] { return 1; }).error, broken.error);
    }
    MarketDataReplay replay(oneLevel);
    EXPECT_FALSE(replay.feed(cases[6].bytes.data(), cases[6].bytes.size()));
    EXPECT_EQ(replay.errorOffset(), 38U);
    EXPECT_FALSE(replay.feed(one.data(), one.size()));
    EXPECT_EQ(replay.counts().messages, 1U);
}

// Whatever is done to a day's bytes, it is read or refused the same way however it is cut, and the books stay whole.
TEST(Itch, mutatedDays) {
    for (std::uint64_t seed = 1; seed <= 3'000; ++seed) {
        Random random(seed);
        std::string day = everyType(random.oneIn(2));
        for (std::int64_t changes = random.between(1, 4); changes > 0; --changes) {
            const auto at = static_cast<std::size_t>(random.between(0, std::ssize(day) - 1));
            if (random.oneIn(4))
                day.erase(at, static_cast<std::size_t>(random.between(1, 5)));
            else
                day[at] = static_cast<char>(random.between(0, 255));
        }
        const FeedReplay whole = replayFeed(oneLevel, day);
        ASSERT_TRUE(whole.invariantsHold) << "seed " << seed;
        MarketDataReplay replay(oneLevel);
        ASSERT_TRUE(whole ==
                    replayFeed(replay, day, "", [&] { return static_cast<std::size_t>(random.between(1, 60)); }))
            << "seed " << seed;
    }
}

// Random streams of orders against levels summed from a map.
TEST(Itch, theBooksOfRandomDays) {
    struct Order {
        char side;
        std::uint64_t price;
        std::uint64_t open;
    };
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        Random random(seed);
        std::map<std::uint64_t, Order> orders;
        Encoder day(random.oneIn(2));
        std::uint64_t nextId = 1;
        for (int step = 0; step < 800; ++step) {
            const auto shares = static_cast<std::uint64_t>(random.between(1, 100));
            const auto price = static_cast<std::uint64_t>(random.between(990, 1'010)) * 100;
            if (orders.empty() || random.oneIn(2)) {
                const char side = random.oneIn(2) ? 'B' : 'S';
                orders[nextId] = {side, price, shares};
                day.add(nextId++, side, shares, "X", price);
                continue;
            }
            auto which = orders.begin();
            std::advance(which, random.between(0, std::ssize(orders) - 1));
            const std::uint64_t id = which->first;
            Order& order = which->second;
            const std::uint64_t part =
                static_cast<std::uint64_t>(random.between(1, static_cast<std::int64_t>(order.open)));
            const std::int64_t kind = random.between(1, 5);
            if (kind == 4) {
                day.replace(id, nextId, shares, price);
                orders[nextId++] = {order.side, price, shares};
                orders.erase(id);
                continue;
            }
            if (kind == 1) day.execute(id, part);
            if (kind == 2) day.executeAt(id, part, 'Y', price);
            if (kind == 3) day.cancel(id, part);
            if (kind == 5) day.remove(id);
            order.open -= kind == 5 ? order.open : part;
            if (order.open == 0) orders.erase(id);
        }
        std::map<std::uint64_t, std::uint64_t> asks;
        std::map<std::uint64_t, std::uint64_t> bids;
        for (const auto& [id, order] : orders) (order.side == 'S' ? asks : bids)[order.price] += order.open;
        MarketDataReplay replay({.format = FeedFormat::itch, .levels = 50, .expectedOrders = 4});
        const FeedReplay result = replayFeed(replay, day.bytes(), "", [] { return 997; });
        ASSERT_EQ(result.error, "") << "seed " << seed;
        ASSERT_TRUE(result.invariantsHold) << "seed " << seed;
        std::string expected = "34200000000000,X";
        auto ask = asks.begin();
        auto bid = bids.rbegin();
        for (int level = 0; level < 50; ++level) {
            expected += ask == asks.end() ? ",9999999999,0"
                                          : "," + std::to_string(ask->first) + "," + std::to_string(ask->second);
            expected += bid == bids.rend() ? ",-9999999999,0"
                                           : "," + std::to_string(bid->first) + "," + std::to_string(bid->second);
            if (ask != asks.end()) ++ask;
            if (bid != bids.rend()) ++bid;
        }
        const std::string rows = result.book.substr(0, result.book.size() - 1);
        ASSERT_EQ(rows.substr(rows.rfind('\n') + 1), expected) << "seed " << seed;
        ASSERT_EQ(result.counts.liveOrders, orders.size()) << "seed " << seed;
    }
}

}  // namespace
}  // namespace alpha_engine::testing
