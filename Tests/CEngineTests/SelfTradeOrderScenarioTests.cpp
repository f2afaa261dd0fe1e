#include "Scenario.hpp"

namespace alpha_engine::testing {
namespace {

constexpr auto newest = SelfTradePrevention::cancelNewest;
constexpr auto oldest = SelfTradePrevention::cancelOldest;
constexpr auto both = SelfTradePrevention::cancelBoth;
constexpr auto decrement = SelfTradePrevention::decrement;

// Self-trade prevention and each other way into the book.
const Scenario scenarios[] = {
    {"orders without an account belong to nobody: two of them trade",
     R"(NEW,SELL,100,1,,,s
        NEW,BUY,100,1,,,b)",
     R"(s,ACCEPTED,SELL,100,1,1,
        b,ACCEPTED,BUY,100,1,1,
        b,TRADED,BUY,100,1,0,
        s,TRADED,SELL,100,1,0,)",
     newest},
    {"decrement: a larger resting order keeps what is left of it, and its place",
     R"(NEW,SELL,100,10,,,own,desk
        NEW,SELL,100,1,,,s,other
        NEW,BUY,100,4,,,t,desk
        NEW,BUY,100,7,,,b,third)",
     R"(own,ACCEPTED,SELL,100,10,10,
        s,ACCEPTED,SELL,100,1,1,
        t,ACCEPTED,BUY,100,4,4,
        t,CANCELED,BUY,100,4,0,SELF_TRADE
        own,CANCELED,SELL,100,4,6,SELF_TRADE
        b,ACCEPTED,BUY,100,7,7,
        b,TRADED,BUY,100,6,1,
        own,TRADED,SELL,100,6,0,
        b,TRADED,BUY,100,1,0,
        s,TRADED,SELL,100,1,0,)",
     decrement},
    {"a market order has no price on its cancel either, and finds no liquidity behind its own",
     R"(NEW,SELL,100,2,,,own,desk
        NEW,BUY,,5,MARKET,,m,desk)",
     R"(own,ACCEPTED,SELL,100,2,2,
        m,ACCEPTED,BUY,,5,5,
        m,CANCELED,BUY,,2,3,SELF_TRADE
        own,CANCELED,SELL,100,2,0,SELF_TRADE
        m,CANCELED,BUY,,3,0,NO_LIQUIDITY)",
     decrement},
    {"immediate or cancel passes own orders and then cancels its rest",
     R"(NEW,SELL,100,2,,,own,desk
        NEW,SELL,101,1,,,s,other
        NEW,BUY,101,5,,IOC,i,desk)",
     R"(own,ACCEPTED,SELL,100,2,2,
        s,ACCEPTED,SELL,101,1,1,
        i,ACCEPTED,BUY,101,5,5,
        own,CANCELED,SELL,100,2,0,SELF_TRADE
        i,TRADED,BUY,101,1,4,
        s,TRADED,SELL,101,1,0,
        i,CANCELED,BUY,101,4,0,IOC_REST)",
     oldest},
    {"post-only never takes, not even to be canceled for it: an own order in the way makes it cross",
     R"(NEW,SELL,100,1,,,own,desk
        NEW,BUY,100,1,,POST,p,desk)",
     R"(own,ACCEPTED,SELL,100,1,1,
        p,REJECTED,BUY,100,1,0,WOULD_CROSS)",
     oldest},
    {"an order replaced into its own account's order is the newest",
     R"(NEW,SELL,101,2,,,own,desk
        NEW,BUY,100,2,,,b,desk
        REPLACE,,101,2,,,b
        CANCEL,,,,,,b)",
     R"(own,ACCEPTED,SELL,101,2,2,
        b,ACCEPTED,BUY,100,2,2,
        b,REPLACED,BUY,101,2,2,
        b,CANCELED,BUY,101,2,0,SELF_TRADE
        b,REJECTED,,,0,0,UNKNOWN_ORDER)",
     newest},
    {"… although it arrived before the other one",
     R"(NEW,BUY,100,2,,,b,desk
        NEW,SELL,101,2,,,own,desk
        REPLACE,,101,2,,,b)",
     R"(b,ACCEPTED,BUY,100,2,2,
        own,ACCEPTED,SELL,101,2,2,
        b,REPLACED,BUY,101,2,2,
        own,CANCELED,SELL,101,2,0,SELF_TRADE)",
     oldest},
    {"a woken stop order passes its account's order",
     R"(NEW,SELL,102,2,,,own,desk
        NEW,SELL,103,2,,,s2,other
        NEW,BUY,,2,STOP,,stop,desk,,101
        NEW,SELL,101,1,,,s1,other
        NEW,BUY,101,1,,,x,third)",
     R"(own,ACCEPTED,SELL,102,2,2,
        s2,ACCEPTED,SELL,103,2,2,
        stop,ACCEPTED,BUY,,2,2,
        s1,ACCEPTED,SELL,101,1,1,
        x,ACCEPTED,BUY,101,1,1,
        x,TRADED,BUY,101,1,0,
        s1,TRADED,SELL,101,1,0,
        stop,TRIGGERED,BUY,,2,2,
        own,CANCELED,SELL,102,2,0,SELF_TRADE
        stop,TRADED,BUY,103,2,0,
        s2,TRADED,SELL,103,2,0,)",
     oldest},
    {"what did not trade wakes no stop order",
     R"(NEW,SELL,100,1,,,own,desk
        NEW,BUY,,1,STOP,,stop,other,,100
        NEW,BUY,100,1,,,t,desk
        NEW,SELL,105,1,,,s,other)",
     R"(own,ACCEPTED,SELL,100,1,1,
        stop,ACCEPTED,BUY,,1,1,
        t,ACCEPTED,BUY,100,1,1,
        t,CANCELED,BUY,100,1,0,SELF_TRADE
        own,CANCELED,SELL,100,1,0,SELF_TRADE
        s,ACCEPTED,SELL,105,1,1,)",
     decrement},
    {"several own orders in the way are met one after the other",
     R"(NEW,SELL,100,1,,,o1,desk
        NEW,SELL,100,2,,,s1,other
        NEW,SELL,100,1,,,o2,desk
        NEW,SELL,101,1,,,o3,desk
        NEW,BUY,101,3,,,t,desk)",
     R"(o1,ACCEPTED,SELL,100,1,1,
        s1,ACCEPTED,SELL,100,2,2,
        o2,ACCEPTED,SELL,100,1,1,
        o3,ACCEPTED,SELL,101,1,1,
        t,ACCEPTED,BUY,101,3,3,
        o1,CANCELED,SELL,100,1,0,SELF_TRADE
        t,TRADED,BUY,100,2,1,
        s1,TRADED,SELL,100,2,0,
        o2,CANCELED,SELL,100,1,0,SELF_TRADE
        o3,CANCELED,SELL,101,1,0,SELF_TRADE)",
     oldest},
    {"cancel both ends with the first own order: a second one stays",
     R"(NEW,SELL,100,1,,,o1,desk
        NEW,SELL,100,1,,,o2,desk
        NEW,BUY,100,3,,,t,desk
        NEW,BUY,100,1,,,b,other)",
     R"(o1,ACCEPTED,SELL,100,1,1,
        o2,ACCEPTED,SELL,100,1,1,
        t,ACCEPTED,BUY,100,3,3,
        t,CANCELED,BUY,100,3,0,SELF_TRADE
        o1,CANCELED,SELL,100,1,0,SELF_TRADE
        b,ACCEPTED,BUY,100,1,1,
        b,TRADED,BUY,100,1,0,
        o2,TRADED,SELL,100,1,0,)",
     both},
    {"in a call auction nobody is newest: an account's orders trade with each other",
     R"(AUCTION
        NEW,BUY,100,1,,,b,desk
        NEW,SELL,100,1,,,s,desk
        UNCROSS)",
     R"(b,ACCEPTED,BUY,100,1,1,
        s,ACCEPTED,SELL,100,1,1,
        b,TRADED,BUY,100,1,0,
        s,TRADED,SELL,100,1,0,)",
     newest},
};

class SelfTradeOrderScenarios : public ::testing::TestWithParam<Scenario> {};
TEST_P(SelfTradeOrderScenarios, give) { play(GetParam()); }
INSTANTIATE_TEST_SUITE_P(SelfTrade, SelfTradeOrderScenarios, ::testing::ValuesIn(scenarios));

}  // namespace
}  // namespace alpha_engine::testing
