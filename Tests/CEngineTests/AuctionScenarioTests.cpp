#include "Scenario.hpp"

namespace alpha_engine::testing {
namespace {

// Call auctions: who trades with whom, at which price, and what is allowed meanwhile.
const Scenario scenarios[] = {
    {"orders only rest, also crossed ones, until the uncrossing",
     R"(AUCTION
        NEW,BUY,102,5,,,b1
        NEW,SELL,100,3,,,s1
        UNCROSS
        NEW,SELL,102,2,,,s2)",
     R"(b1,ACCEPTED,BUY,102,5,5,
        s1,ACCEPTED,SELL,100,3,3,
        b1,TRADED,BUY,102,3,2,
        s1,TRADED,SELL,102,3,0,
        s2,ACCEPTED,SELL,102,2,2,
        s2,TRADED,SELL,102,2,0,
        b1,TRADED,BUY,102,2,0,)"},
    {"what may not rest may not enter",
     R"(AUCTION
        NEW,BUY,,1,MARKET,,m
        NEW,BUY,100,1,,IOC,i
        NEW,BUY,100,1,,FOK,f
        NEW,BUY,100,1,,POST,p
        UNCROSS
        NEW,BUY,100,1,,POST,p)",
     R"(m,REJECTED,BUY,,1,0,IN_AUCTION
        i,REJECTED,BUY,100,1,0,IN_AUCTION
        f,REJECTED,BUY,100,1,0,IN_AUCTION
        p,REJECTED,BUY,100,1,0,IN_AUCTION
        p,ACCEPTED,BUY,100,1,1,)"},
    {"cancel and replace work, a replaced order only rests",
     R"(NEW,SELL,105,1,,,s1
        NEW,BUY,100,1,,POST,p1
        AUCTION
        REPLACE,,106,2,,,p1
        NEW,BUY,107,1,,,b1
        CANCEL,,,,,,b1
        UNCROSS)",
     R"(s1,ACCEPTED,SELL,105,1,1,
        p1,ACCEPTED,BUY,100,1,1,
        p1,REPLACED,BUY,106,2,2,
        b1,ACCEPTED,BUY,107,1,1,
        b1,CANCELED,BUY,107,1,0,BY_USER
        p1,TRADED,BUY,106,1,1,
        s1,TRADED,SELL,106,1,0,)"},
    {"the greatest volume wins",
     R"(AUCTION
        NEW,BUY,103,10,,,b1
        NEW,BUY,101,20,,,b2
        NEW,SELL,100,25,,,s1
        NEW,SELL,102,10,,,s2
        UNCROSS)",
     R"(b1,ACCEPTED,BUY,103,10,10,
        b2,ACCEPTED,BUY,101,20,20,
        s1,ACCEPTED,SELL,100,25,25,
        s2,ACCEPTED,SELL,102,10,10,
        b1,TRADED,BUY,101,10,0,
        s1,TRADED,SELL,101,10,15,
        b2,TRADED,BUY,101,15,5,
        s1,TRADED,SELL,101,15,0,)"},
    {"of equal volumes the least imbalance wins",
     R"(AUCTION
        NEW,BUY,103,10,,,b1
        NEW,BUY,101,5,,,b2
        NEW,SELL,100,10,,,s1
        UNCROSS)",
     R"(b1,ACCEPTED,BUY,103,10,10,
        b2,ACCEPTED,BUY,101,5,5,
        s1,ACCEPTED,SELL,100,10,10,
        b1,TRADED,BUY,103,10,0,
        s1,TRADED,SELL,103,10,0,)"},
    {"buyers left at every best price: the highest",
     R"(AUCTION
        NEW,BUY,103,10,,,b1
        NEW,SELL,100,4,,,s1
        NEW,SELL,101,2,,,s2
        UNCROSS)",
     R"(b1,ACCEPTED,BUY,103,10,10,
        s1,ACCEPTED,SELL,100,4,4,
        s2,ACCEPTED,SELL,101,2,2,
        b1,TRADED,BUY,103,4,6,
        s1,TRADED,SELL,103,4,0,
        b1,TRADED,BUY,103,2,4,
        s2,TRADED,SELL,103,2,0,)"},
    {"sellers left at every best price: the lowest",
     R"(AUCTION
        NEW,SELL,100,10,,,s1
        NEW,BUY,103,4,,,b1
        NEW,BUY,102,2,,,b2
        UNCROSS)",
     R"(s1,ACCEPTED,SELL,100,10,10,
        b1,ACCEPTED,BUY,103,4,4,
        b2,ACCEPTED,BUY,102,2,2,
        b1,TRADED,BUY,100,4,0,
        s1,TRADED,SELL,100,4,6,
        b2,TRADED,BUY,100,2,0,
        s1,TRADED,SELL,100,2,4,)"},
    {"no one left: the price nearest the last trade",
     R"(NEW,BUY,101,1,,,x
        NEW,SELL,101,1,,,y
        AUCTION
        NEW,BUY,110,10,,,b1
        NEW,SELL,100,10,,,s1
        UNCROSS)",
     R"(x,ACCEPTED,BUY,101,1,1,
        y,ACCEPTED,SELL,101,1,1,
        y,TRADED,SELL,101,1,0,
        x,TRADED,BUY,101,1,0,
        b1,ACCEPTED,BUY,110,10,10,
        s1,ACCEPTED,SELL,100,10,10,
        b1,TRADED,BUY,100,10,0,
        s1,TRADED,SELL,100,10,0,)"},
    {"two prices as near: the higher",
     R"(NEW,BUY,105,1,,,x
        NEW,SELL,105,1,,,y
        AUCTION
        NEW,BUY,110,10,,,b1
        NEW,SELL,100,10,,,s1
        UNCROSS)",
     R"(x,ACCEPTED,BUY,105,1,1,
        y,ACCEPTED,SELL,105,1,1,
        y,TRADED,SELL,105,1,0,
        x,TRADED,BUY,105,1,0,
        b1,ACCEPTED,BUY,110,10,10,
        s1,ACCEPTED,SELL,100,10,10,
        b1,TRADED,BUY,110,10,0,
        s1,TRADED,SELL,110,10,0,)"},
    {"within the volume, price goes before time on both sides",
     R"(AUCTION
        NEW,BUY,101,2,,,b1
        NEW,BUY,102,2,,,b2
        NEW,SELL,100,1,,,s1
        NEW,SELL,99,2,,,s2
        UNCROSS)",
     R"(b1,ACCEPTED,BUY,101,2,2,
        b2,ACCEPTED,BUY,102,2,2,
        s1,ACCEPTED,SELL,100,1,1,
        s2,ACCEPTED,SELL,99,2,2,
        b2,TRADED,BUY,101,2,0,
        s2,TRADED,SELL,101,2,0,
        b1,TRADED,BUY,101,1,1,
        s1,TRADED,SELL,101,1,0,)"},
    {"an auction in which nothing crosses trades nothing",
     R"(UNCROSS
        AUCTION
        NEW,BUY,99,2,,,b1
        AUCTION
        NEW,SELL,100,2,,,s1
        UNCROSS
        UNCROSS)",
     R"(b1,ACCEPTED,BUY,99,2,2,
        s1,ACCEPTED,SELL,100,2,2,)"},
    {"tied prices, one leaves buyers and one sellers: the one nearest the last trade",
     R"(NEW,SELL,90,1,,,x
        NEW,BUY,90,1,,,y
        AUCTION
        NEW,BUY,102,5,,,b1
        NEW,BUY,101,2,,,b2
        NEW,SELL,101,5,,,s1
        NEW,SELL,102,2,,,s2
        UNCROSS)",
     R"(x,ACCEPTED,SELL,90,1,1,
        y,ACCEPTED,BUY,90,1,1,
        y,TRADED,BUY,90,1,0,
        x,TRADED,SELL,90,1,0,
        b1,ACCEPTED,BUY,102,5,5,
        b2,ACCEPTED,BUY,101,2,2,
        s1,ACCEPTED,SELL,101,5,5,
        s2,ACCEPTED,SELL,102,2,2,
        b1,TRADED,BUY,101,5,0,
        s1,TRADED,SELL,101,5,0,)"},
    {"… and the higher one where nothing has traded yet",
     R"(AUCTION
        NEW,BUY,102,5,,,b1
        NEW,BUY,101,2,,,b2
        NEW,SELL,101,5,,,s1
        NEW,SELL,102,2,,,s2
        UNCROSS)",
     R"(b1,ACCEPTED,BUY,102,5,5,
        b2,ACCEPTED,BUY,101,2,2,
        s1,ACCEPTED,SELL,101,5,5,
        s2,ACCEPTED,SELL,102,2,2,
        b1,TRADED,BUY,102,5,0,
        s1,TRADED,SELL,102,5,0,)"},
    {"at the price where the volume ends the older order trades",
     R"(AUCTION
        NEW,BUY,100,3,,,older
        NEW,BUY,100,3,,,newer
        NEW,SELL,99,4,,,s
        UNCROSS)",
     R"(older,ACCEPTED,BUY,100,3,3,
        newer,ACCEPTED,BUY,100,3,3,
        s,ACCEPTED,SELL,99,4,4,
        older,TRADED,BUY,100,3,0,
        s,TRADED,SELL,100,3,1,
        newer,TRADED,BUY,100,1,2,
        s,TRADED,SELL,100,1,0,)"},
    {"an order replaced for more during the auction is the newest there too",
     R"(AUCTION
        NEW,BUY,100,3,,,a
        NEW,BUY,100,3,,,b
        REPLACE,,100,4,,,a
        NEW,SELL,100,3,,,s
        UNCROSS)",
     R"(a,ACCEPTED,BUY,100,3,3,
        b,ACCEPTED,BUY,100,3,3,
        a,REPLACED,BUY,100,4,4,
        s,ACCEPTED,SELL,100,3,3,
        b,TRADED,BUY,100,3,0,
        s,TRADED,SELL,100,3,0,)"},
};

class AuctionScenarios : public ::testing::TestWithParam<Scenario> {};
TEST_P(AuctionScenarios, give) { play(GetParam()); }
INSTANTIATE_TEST_SUITE_P(Auction, AuctionScenarios, ::testing::ValuesIn(scenarios));

TEST(AuctionScenarios, aTradeNamesTheBuyerFirst) {
    const Replay result = replay(
        "timestamp_ns,symbol,action,side,price,qty,id\n"
        "1,A,AUCTION,,,,\n"
        "2,A,NEW,SELL,10,1,s\n"
        "3,A,NEW,BUY,10,1,b\n"
        "4,A,UNCROSS,,,,\n");
    EXPECT_EQ(result.error, "");
    EXPECT_EQ(withoutHeader(result.trades), "4,A,1,b,s,AUCTION,10,1\n");
}

}  // namespace
}  // namespace alpha_engine::testing
