#include <gtest/gtest.h>

#include <string>

#include "Random.hpp"
#include "Replay.hpp"

namespace alpha_engine::testing {
namespace {

const std::string plain =
    "timestamp_ns,symbol,action,side,price,qty,order_type,tif,id\n"
    "1,A,NEW,BUY,100,10,LIMIT,GTC,order1\n"
    "2,A,NEW,SELL,101,5,LIMIT,GTC,order2\n"
    "3,A,NEW,BUY,101,5,MARKET,GTC,order3\n";
const std::string plainTrades =
    "timestamp_ns,symbol,trade_id,taker_id,maker_id,taker_side,price,qty\n3,A,1,order3,order2,BUY,101,5\n";

TEST(OrdersFile, theSameOrdersInManyDisguises) {
    EXPECT_EQ(replay(plain).trades, plainTrades);
    EXPECT_EQ(replay("\xEF\xBB\xBF" + plain).trades, plainTrades);
    EXPECT_EQ(replay(plain.substr(0, plain.size() - 1)).trades, plainTrades);
    std::string windows;
    for (const char c : plain) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
    EXPECT_EQ(replay(windows).trades, plainTrades);
    EXPECT_EQ(replay(windows.substr(0, windows.size() - 1)).trades, plainTrades);
    EXPECT_EQ(replay("id,qty,note,price,order_type,side,symbol,TIMESTAMP_NS\n"
                     "order1,10,\"a, \"\"quoted\"\"\nnote\",100.0,LIMIT,BUY,\"A\",1\n"
                     "\n"
                     "\"order2\",5,,1.01e2,,SELL,A,2\n"
                     "order3,5.00000000,,,MARKET,BUY,A,3\n")
                  .trades,
              plainTrades);
}

TEST(OrdersFile, theHeaderlessForm) {
    const Replay result =
        replay("1,BUY,100.0,10,LIMIT,order1\n2,SELL,101.0,5,LIMIT,order2\n3,BUY,101.0,5,MARKET,order3\n");
    EXPECT_EQ(result.error, "");
    EXPECT_EQ(withoutHeader(result.trades), "3,,1,order3,order2,BUY,101,5\n");
}

TEST(OrdersFile, namesThatNeedQuotesGetThem) {
    const Replay result = replay(
        "timestamp_ns,symbol,side,price,qty,id\n"
        "1,\"A,B\",SELL,1,1,\"say \"\"hi\"\"\"\n"
        "2,\"A,B\",BUY,1,1,\"two\nlines and a long name\"\n");
    EXPECT_EQ(result.error, "");
    EXPECT_EQ(withoutHeader(result.trades), "2,\"A,B\",1,\"two\nlines and a long name\",\"say \"\"hi\"\"\",BUY,1,1\n");
}

TEST(OrdersFile, aHeaderAloneIsAnEmptyStream) {
    const Replay result = replay("timestamp_ns,symbol,side,price,qty,id\n");
    EXPECT_EQ(result.error, "");
    EXPECT_EQ(result.counts.messages, 0U);
    EXPECT_EQ(result.trades, "timestamp_ns,symbol,trade_id,taker_id,maker_id,taker_side,price,qty\n");
    EXPECT_EQ(result.events, "timestamp_ns,symbol,id,event,side,price,qty,open_qty,reason\n");
}

TEST(OrdersFile, countsWhatHappened) {
    const ReplayCounts counts = replay(plain +
                                       "4,A,CANCEL,,,,,,order1\n5,A,CANCEL,,,,,,order1\n6,A,NEW,BUY,1,0.5,,,a\n7,A,"
                                       "REPLACE,,1,0.4,,,a\n8,A,NEW,SELL,1,0.3,,,b\n")
                                    .counts;
    EXPECT_EQ(counts.messages, 8U);
    EXPECT_EQ(counts.accepted, 5U);
    EXPECT_EQ(counts.rejected, 1U);
    EXPECT_EQ(counts.rejectedFor(Reason::unknownOrder), 1U);
    EXPECT_EQ(counts.canceled, 1U);
    EXPECT_EQ(counts.replaced, 1U);
    EXPECT_EQ(counts.trades, 2U);
    EXPECT_EQ(counts.tradedWhole, 5);
    EXPECT_EQ(counts.tradedFraction, 30'000'000);
}

// Every way in which a row cannot be used: the file after its header, and what is said about it.
struct Broken {
    const char* rows;
    const char* error;
};

const char* const header =
    "timestamp_ns,symbol,action,side,price,qty,order_type,tif,id,account,display_qty,stop_price\n";

TEST(OrdersFile, saysWhereAndWhatIsWrong) {
    const Broken cases[] = {
        {",A,NEW,BUY,1,1,,,a,,,\n", "2: column 'timestamp_ns': is empty ()"},
        {"1.5,A,NEW,BUY,1,1,,,a,,,\n", "2: column 'timestamp_ns': is not an integer of nanoseconds (1.5)"},
        {"NaN,A,NEW,BUY,1,1,,,a,,,\n", "2: column 'timestamp_ns': is not an integer of nanoseconds (NaN)"},
        {"9223372036854775808,A,NEW,BUY,1,1,,,a,,,\n",
         "2: column 'timestamp_ns': is out of the range of 64 bits (9223372036854775808)"},
        {"5,A,NEW,BUY,1,1,,,a,,,\n4,A,NEW,BUY,1,1,,,b,,,\n",
         "3: column 'timestamp_ns': goes back, the row before has 5 (4)"},
        {"1,A,MODIFY,BUY,1,1,,,a,,,\n", "2: column 'action': is not NEW, CANCEL, REPLACE, AUCTION or UNCROSS (MODIFY)"},
        {"1,A,new,BUY,1,1,,,a,,,\n", "2: column 'action': is not NEW, CANCEL, REPLACE, AUCTION or UNCROSS (new)"},
        {"1,A,NEW,LONG,1,1,,,a,,,\n", "2: column 'side': is not BUY or SELL (LONG)"},
        {"1,A,NEW,,1,1,,,a,,,\n", "2: column 'side': is empty, NEW needs it ()"},
        {"1,A,NEW,BUY,,1,,,a,,,\n", "2: column 'price': is empty, LIMIT needs it ()"},
        {"1,A,NEW,BUY,nan,1,,,a,,,\n", "2: column 'price': is not a decimal number (nan)"},
        {"1,A,NEW,BUY,1e400,1,,,a,,,\n", "2: column 'price': is too large (1e400)"},
        {"1,A,NEW,BUY,1.123456789,1,,,a,,,\n", "2: column 'price': has more than 8 decimal places (1.123456789)"},
        {"1,A,NEW,BUY,1,,,,a,,,\n", "2: column 'qty': is empty, NEW needs it ()"},
        {"1,A,NEW,BUY,1,inf,,,a,,,\n", "2: column 'qty': is not a decimal number (inf)"},
        {"1,A,NEW,BUY,1,92233720369,,,a,,,\n", "2: column 'qty': is too large (92233720369)"},
        {"1,A,REPLACE,,1,,,,a,,,\n", "2: column 'qty': is empty, REPLACE needs it ()"},
        {"1,A,REPLACE,,,1,,,a,,,\n", "2: column 'price': is empty, REPLACE needs it ()"},
        {"1,A,NEW,BUY,1,1,PEGGED,,a,,,\n", "2: column 'order_type': is not LIMIT, MARKET, STOP or STOP_LIMIT (PEGGED)"},
        {"1,A,NEW,BUY,1,1,STOP,,a,,,\n", "2: column 'stop_price': is empty, STOP needs it ()"},
        {"1,A,NEW,BUY,,1,STOP_LIMIT,,a,,,9\n", "2: column 'price': is empty, STOP_LIMIT needs it ()"},
        {"1,A,NEW,BUY,1,1,STOP_LIMIT,,a,,,x\n", "2: column 'stop_price': is not a decimal number (x)"},
        {"1,A,NEW,BUY,1,1,,DAY,a,,,\n", "2: column 'tif': is not GTC, IOC, FOK or POST (DAY)"},
        {"1,A,NEW,BUY,1,1,,,,,,\n", "2: column 'id': is empty ()"},
        {"1,A,CANCEL,,,,,,,,,\n", "2: column 'id': is empty ()"},
        {"1,A,NEW,BUY,1,1,,,01234567890123456789012345678901234567890123456789012345678901234,,,\n",
         "2: column 'id': is longer than 64 bytes (01234567890123456789012345678901234567890123456789012345678901234)"},
        {"1,A,NEW,BUY,1,1,,,\xFF,,,\n", "2: column 'id': is not UTF-8 (\\xff)"},
        {"1,A,NEW,BUY,1,10,,,a,,x,\n", "2: column 'display_qty': is not a decimal number (x)"},
        {"1,A,NEW,BUY,1,10,,,a,,x,\n", "2: column 'display_qty': is not a decimal number (x)"},
        {"1,A,NEW,BUY\n", "2: column 'price': the row has 4 fields, where 12 belong (BUY)"},
        {"1,A,NEW,BUY,1,1,,,a,,,\n2,A,NE", "3: column 'side': the row has 3 fields, where 12 belong (NE)"},
        {"1,A,NEW,BUY,1,1,,,a,,,,\n", "2: column 'stop_price': the row has 13 fields, where 12 belong ()"},
        {"1,A,NEW,BUY,\"1,1,,,a,,,\n2,A\n",
         "2: column 'price': has a quote that is never closed (\"1,1,,,a,,,\\x0a2,A\\x0a)"},
        {"1,A,NEW,B\"UY,1,1,,,a,,,\n", "2: column 'side': has a quote in a place where none may be (B\")"},
        {"1,A,NEW,\"BUY\"x,1,1,,,a,,,\n", "2: column 'side': has a quote in a place where none may be (\"BUY\"x)"},
    };
    for (const Broken& broken : cases) EXPECT_EQ(replay(std::string(header) + broken.rows).error, broken.error);
    EXPECT_EQ(replay(header + std::string("1,A,NEW,B\0Y,1,1,,,a,,,\n", 22)).error,
              "2: column 'side': has a NUL byte (B\\x00)");
    EXPECT_EQ(replay(header + ("1,A,NEW,BUY,1,1,,,a,\"" + std::string(70'000, 'x'))).error.substr(0, 70),
              "2: column 'timestamp_ns': is in a row of more than 65536 bytes: is a q");
}

TEST(OrdersFile, saysWhatIsWrongWithTheHeader) {
    EXPECT_EQ(replay("").error, "1: column 'timestamp_ns': is missing: the file is empty ()");
    EXPECT_EQ(replay("time,side,price,qty,id\n").error, "1: column 'timestamp_ns': is missing from the header (time)");
    EXPECT_EQ(replay("timestamp_ns,side,price,qty\n").error, "1: column 'id': is missing from the header ()");
    EXPECT_EQ(replay("timestamp_ns,side,price,id\n7,BUY,1,a\n").error,
              "1: column 'qty': is missing from the header, NEW on line 2 needs it ()");
    EXPECT_EQ(replay("timestamp_ns,side,qty,id\n7,BUY,1,a\n").error,
              "1: column 'price': is missing from the header, LIMIT on line 2 needs it ()");
    EXPECT_EQ(replay("timestamp_ns,side,price,qty,id,qty\n").error, "1: column 'qty': is in the header twice (qty)");
    EXPECT_EQ(replay("1,BUY,100,10,LIMIT\n").error, "1: column 'timestamp_ns': is missing from the header (1)");
    EXPECT_EQ(replay("1,BUY,100,10,LIMIT,a\n2,BUY,100,LIMIT,a\n").error,
              "2: column 'id': the row has 5 fields, where 6 belong (a)");
}

TEST(OrdersFile, aQuotedNewlineCountsAsALine) {
    EXPECT_EQ(replay(std::string(header) + "1,\"A\n\nB\",NEW,BUY,1,1,,,a,,,\n\n2,A,NEW,BUY,1,x,,,b,,,\n").error,
              "6: column 'qty': is not a decimal number (x)");
}

TEST(OrdersFile, nothingIsReadAfterAnError) {
    Simulator simulator;
    const std::string bad = std::string(header) + "1,A,NEW,BUY,1,x,,,a,,,\n";
    EXPECT_FALSE(simulator.feed(bad.data(), bad.size()));
    const std::string good = "1,A,NEW,BUY,1,1,,,a,,,\n";
    EXPECT_FALSE(simulator.feed(good.data(), good.size()));
    EXPECT_FALSE(simulator.finish());
    EXPECT_EQ(simulator.counts().messages, 0U);
    EXPECT_EQ(simulator.errorLine(), 2U);
}

}  // namespace
}  // namespace alpha_engine::testing
