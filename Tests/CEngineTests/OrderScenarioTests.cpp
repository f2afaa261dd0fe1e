#include "Scenario.hpp"

namespace alpha_engine::testing {
namespace {

// Continuous trading: what each kind of order does on arrival.
const Scenario scenarios[] = {
    {"a limit order rests when nothing crosses",
     R"(NEW,BUY,100,10,,,b1
        NEW,SELL,101,5,,,s1)",
     R"(b1,ACCEPTED,BUY,100,10,10,
        s1,ACCEPTED,SELL,101,5,5,)"},
    {"a trade happens at the resting price, and what is left of the taker rests",
     R"(NEW,SELL,101,5,,,s1
        NEW,BUY,103,8,,,b1
        NEW,SELL,103,1,,,s2)",
     R"(s1,ACCEPTED,SELL,101,5,5,
        b1,ACCEPTED,BUY,103,8,8,
        b1,TRADED,BUY,101,5,3,
        s1,TRADED,SELL,101,5,0,
        s2,ACCEPTED,SELL,103,1,1,
        s2,TRADED,SELL,103,1,0,
        b1,TRADED,BUY,103,1,2,)"},
    {"better prices trade first, then older orders at a price",
     R"(NEW,SELL,102,1,,,worse
        NEW,SELL,101,1,,,older
        NEW,SELL,101,1,,,newer
        NEW,BUY,102,3,,,b1)",
     R"(worse,ACCEPTED,SELL,102,1,1,
        older,ACCEPTED,SELL,101,1,1,
        newer,ACCEPTED,SELL,101,1,1,
        b1,ACCEPTED,BUY,102,3,3,
        b1,TRADED,BUY,101,1,2,
        older,TRADED,SELL,101,1,0,
        b1,TRADED,BUY,101,1,1,
        newer,TRADED,SELL,101,1,0,
        b1,TRADED,BUY,102,1,0,
        worse,TRADED,SELL,102,1,0,)"},
    {"a partly filled order keeps the front of its queue",
     R"(NEW,BUY,100,10,,,front
        NEW,BUY,100,10,,,back
        NEW,SELL,100,4,,,s1
        NEW,SELL,100,7,,,s2)",
     R"(front,ACCEPTED,BUY,100,10,10,
        back,ACCEPTED,BUY,100,10,10,
        s1,ACCEPTED,SELL,100,4,4,
        s1,TRADED,SELL,100,4,0,
        front,TRADED,BUY,100,4,6,
        s2,ACCEPTED,SELL,100,7,7,
        s2,TRADED,SELL,100,6,1,
        front,TRADED,BUY,100,6,0,
        s2,TRADED,SELL,100,1,0,
        back,TRADED,BUY,100,1,9,)"},
    {"a market order sweeps levels; what finds no counterparty is canceled",
     R"(NEW,BUY,100,3,,,b1
        NEW,BUY,1,3,,,b2
        NEW,SELL,,10,MARKET,,m1)",
     R"(b1,ACCEPTED,BUY,100,3,3,
        b2,ACCEPTED,BUY,1,3,3,
        m1,ACCEPTED,SELL,,10,10,
        m1,TRADED,SELL,100,3,7,
        b1,TRADED,BUY,100,3,0,
        m1,TRADED,SELL,1,3,4,
        b2,TRADED,BUY,1,3,0,
        m1,CANCELED,SELL,,4,0,NO_LIQUIDITY)"},
    {"a market order's price is ignored, whatever stands there", R"(NEW,BUY,not a price,1,MARKET,,m1)",
     R"(m1,ACCEPTED,BUY,,1,1,
        m1,CANCELED,BUY,,1,0,NO_LIQUIDITY)"},
    {"a market fill-or-kill takes all it wants at any price",
     R"(NEW,SELL,101,2,,,s1
        NEW,SELL,150,2,,,s2
        NEW,BUY,,5,MARKET,FOK,m1
        NEW,BUY,,4,MARKET,FOK,m2)",
     R"(s1,ACCEPTED,SELL,101,2,2,
        s2,ACCEPTED,SELL,150,2,2,
        m1,ACCEPTED,BUY,,5,5,
        m1,CANCELED,BUY,,5,0,FOK_UNFILLED
        m2,ACCEPTED,BUY,,4,4,
        m2,TRADED,BUY,101,2,2,
        s1,TRADED,SELL,101,2,0,
        m2,TRADED,BUY,150,2,0,
        s2,TRADED,SELL,150,2,0,)"},
    {"immediate or cancel trades what it can and never rests",
     R"(NEW,SELL,101,2,,,s1
        NEW,BUY,101,5,,IOC,i1
        NEW,SELL,101,1,,IOC,i2)",
     R"(s1,ACCEPTED,SELL,101,2,2,
        i1,ACCEPTED,BUY,101,5,5,
        i1,TRADED,BUY,101,2,3,
        s1,TRADED,SELL,101,2,0,
        i1,CANCELED,BUY,101,3,0,IOC_REST
        i2,ACCEPTED,SELL,101,1,1,
        i2,CANCELED,SELL,101,1,0,IOC_REST)"},
    {"fill or kill counts only levels within its limit",
     R"(NEW,SELL,101,2,,,s1
        NEW,SELL,102,2,,,s2
        NEW,SELL,103,2,,,s3
        NEW,BUY,102,5,,FOK,f1
        NEW,BUY,103,5,,FOK,f2)",
     R"(s1,ACCEPTED,SELL,101,2,2,
        s2,ACCEPTED,SELL,102,2,2,
        s3,ACCEPTED,SELL,103,2,2,
        f1,ACCEPTED,BUY,102,5,5,
        f1,CANCELED,BUY,102,5,0,FOK_UNFILLED
        f2,ACCEPTED,BUY,103,5,5,
        f2,TRADED,BUY,101,2,3,
        s1,TRADED,SELL,101,2,0,
        f2,TRADED,BUY,102,2,1,
        s2,TRADED,SELL,102,2,0,
        f2,TRADED,BUY,103,1,0,
        s3,TRADED,SELL,103,1,1,)"},
    {"post-only rests, or is rejected if it would trade at all",
     R"(NEW,SELL,101,1,,,s1
        NEW,BUY,101,1,,POST,p1
        NEW,BUY,100.99999999,1,,POST,p2
        NEW,BUY,,1,MARKET,POST,p3)",
     R"(s1,ACCEPTED,SELL,101,1,1,
        p1,REJECTED,BUY,101,1,0,WOULD_CROSS
        p2,ACCEPTED,BUY,100.99999999,1,1,
        p3,REJECTED,BUY,,1,0,WOULD_CROSS)"},
    {"cancel removes what is left, once",
     R"(NEW,BUY,100,10,,,b1
        NEW,SELL,100,4,,,s1
        CANCEL,,,,,,b1
        CANCEL,,,,,,b1
        CANCEL,,,,,,never
        NEW,SELL,100,1,,,s2)",
     R"(b1,ACCEPTED,BUY,100,10,10,
        s1,ACCEPTED,SELL,100,4,4,
        s1,TRADED,SELL,100,4,0,
        b1,TRADED,BUY,100,4,6,
        b1,CANCELED,BUY,100,6,0,BY_USER
        b1,REJECTED,,,0,0,UNKNOWN_ORDER
        never,REJECTED,,,0,0,UNKNOWN_ORDER
        s2,ACCEPTED,SELL,100,1,1,)"},
    {"an id is taken while its order lives, and free again afterwards",
     R"(NEW,BUY,100,1,,,x
        NEW,SELL,105,1,,,x
        CANCEL,,,,,,x
        NEW,SELL,105,1,,,x)",
     R"(x,ACCEPTED,BUY,100,1,1,
        x,REJECTED,SELL,105,1,0,DUPLICATE_ID
        x,CANCELED,BUY,100,1,0,BY_USER
        x,ACCEPTED,SELL,105,1,1,)"},
    {"quantities and prices that make no sense are rejected, the quantity first",
     R"(NEW,BUY,100,0,,,q0
        NEW,BUY,-1,-3,,,q1
        NEW,BUY,0,1,,,p0
        NEW,SELL,-2.5,1,,,p1
        NEW,BUY,11529215046.06846975,1,,,highest
        NEW,BUY,11529215046.06846976,1,,,higher)",
     R"(q0,REJECTED,BUY,100,0,0,INVALID_QTY
        q1,REJECTED,BUY,-1,-3,0,INVALID_QTY
        p0,REJECTED,BUY,0,1,0,INVALID_PRICE
        p1,REJECTED,SELL,-2.5,1,0,INVALID_PRICE
        highest,ACCEPTED,BUY,11529215046.06846975,1,1,
        higher,REJECTED,BUY,11529215046.06846976,1,0,OVERFLOW)"},
    {"a side of the book never holds more than can be counted",
     R"(NEW,BUY,100,92233720368.54775807,,,all
        NEW,BUY,99,0.00000001,,,more
        NEW,SELL,101,92233720368.54775807,,,other
        CANCEL,,,,,,all
        NEW,BUY,99,0.00000001,,,more)",
     R"(all,ACCEPTED,BUY,100,92233720368.54775807,92233720368.54775807,
        more,REJECTED,BUY,99,0.00000001,0,OVERFLOW
        other,ACCEPTED,SELL,101,92233720368.54775807,92233720368.54775807,
        all,CANCELED,BUY,100,92233720368.54775807,0,BY_USER
        more,ACCEPTED,BUY,99,0.00000001,0.00000001,)"},
    {"an order far from the market is kept, found and traded",
     R"(NEW,BUY,0.00000001,1,,,far
        NEW,BUY,5000.37,1,,,near
        NEW,BUY,9999999999,1,,,high
        CANCEL,,,,,,high
        NEW,SELL,,2,MARKET,,m)",
     R"(far,ACCEPTED,BUY,0.00000001,1,1,
        near,ACCEPTED,BUY,5000.37,1,1,
        high,ACCEPTED,BUY,9999999999,1,1,
        high,CANCELED,BUY,9999999999,1,0,BY_USER
        m,ACCEPTED,SELL,,2,2,
        m,TRADED,SELL,5000.37,1,1,
        near,TRADED,BUY,5000.37,1,0,
        m,TRADED,SELL,0.00000001,1,0,
        far,TRADED,BUY,0.00000001,1,0,)"},
};

class OrderScenarios : public ::testing::TestWithParam<Scenario> {};
TEST_P(OrderScenarios, give) { play(GetParam()); }
INSTANTIATE_TEST_SUITE_P(Continuous, OrderScenarios, ::testing::ValuesIn(scenarios));

TEST(OrderScenarios, symbolsAreSeparateBooksAndTradeIdsCountOverAll) {
    const Replay result = replay(
        "timestamp_ns,symbol,side,price,qty,id\n"
        "1,A,SELL,10,1,x\n"
        "1,B,SELL,10,1,x\n"
        "2,B,BUY,10,1,y\n"
        "2,A,BUY,10,1,y\n");
    EXPECT_EQ(withoutHeader(result.trades), "2,B,1,y,x,BUY,10,1\n2,A,2,y,x,BUY,10,1\n");
}

}  // namespace
}  // namespace alpha_engine::testing
