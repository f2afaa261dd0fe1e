#include "Scenario.hpp"

namespace alpha_engine::testing {
namespace {

constexpr auto newest = SelfTradePrevention::cancelNewest;
constexpr auto oldest = SelfTradePrevention::cancelOldest;
constexpr auto both = SelfTradePrevention::cancelBoth;
constexpr auto decrement = SelfTradePrevention::decrement;

// One sweep, over an own order between two of others, in each mode.
constexpr const char* sweep = R"(NEW,SELL,100,2,,,s1,other
                                 NEW,SELL,100,3,,,own,desk
                                 NEW,SELL,101,4,,,s2,other
                                 NEW,BUY,101,8,,,t,desk)";
const Scenario sweeps[] = {
    {"without prevention an account trades with itself", sweep,
     R"(s1,ACCEPTED,SELL,100,2,2,
        own,ACCEPTED,SELL,100,3,3,
        s2,ACCEPTED,SELL,101,4,4,
        t,ACCEPTED,BUY,101,8,8,
        t,TRADED,BUY,100,2,6,
        s1,TRADED,SELL,100,2,0,
        t,TRADED,BUY,100,3,3,
        own,TRADED,SELL,100,3,0,
        t,TRADED,BUY,101,3,0,
        s2,TRADED,SELL,101,3,1,)"},
    {"cancel newest: what is left of the incoming order goes, and keeps what it has traded", sweep,
     R"(s1,ACCEPTED,SELL,100,2,2,
        own,ACCEPTED,SELL,100,3,3,
        s2,ACCEPTED,SELL,101,4,4,
        t,ACCEPTED,BUY,101,8,8,
        t,TRADED,BUY,100,2,6,
        s1,TRADED,SELL,100,2,0,
        t,CANCELED,BUY,101,6,0,SELF_TRADE)",
     newest},
    {"cancel oldest: the resting order goes, the sweep goes on, the rest rests", sweep,
     R"(s1,ACCEPTED,SELL,100,2,2,
        own,ACCEPTED,SELL,100,3,3,
        s2,ACCEPTED,SELL,101,4,4,
        t,ACCEPTED,BUY,101,8,8,
        t,TRADED,BUY,100,2,6,
        s1,TRADED,SELL,100,2,0,
        own,CANCELED,SELL,100,3,0,SELF_TRADE
        t,TRADED,BUY,101,4,2,
        s2,TRADED,SELL,101,4,0,)",
     oldest},
    {"cancel both: the incoming order first", sweep,
     R"(s1,ACCEPTED,SELL,100,2,2,
        own,ACCEPTED,SELL,100,3,3,
        s2,ACCEPTED,SELL,101,4,4,
        t,ACCEPTED,BUY,101,8,8,
        t,TRADED,BUY,100,2,6,
        s1,TRADED,SELL,100,2,0,
        t,CANCELED,BUY,101,6,0,SELF_TRADE
        own,CANCELED,SELL,100,3,0,SELF_TRADE)",
     both},
    {"decrement: both lose the smaller quantity, and what is left of the incoming order goes on", sweep,
     R"(s1,ACCEPTED,SELL,100,2,2,
        own,ACCEPTED,SELL,100,3,3,
        s2,ACCEPTED,SELL,101,4,4,
        t,ACCEPTED,BUY,101,8,8,
        t,TRADED,BUY,100,2,6,
        s1,TRADED,SELL,100,2,0,
        t,CANCELED,BUY,101,3,3,SELF_TRADE
        own,CANCELED,SELL,100,3,0,SELF_TRADE
        t,TRADED,BUY,101,3,0,
        s2,TRADED,SELL,101,3,1,)",
     decrement},
};

// Fill or kill over three levels, the middle one an own order; then a smaller one that ends before it.
constexpr const char* fillOrKill = R"(NEW,SELL,100,3,,,s1,other
                                      NEW,SELL,101,2,,,own,desk
                                      NEW,SELL,102,2,,,s2,other
                                      NEW,BUY,102,4,,FOK,f,desk
                                      NEW,BUY,102,1,,FOK,g,desk)";
constexpr const char* killed = R"(s1,ACCEPTED,SELL,100,3,3,
                                  own,ACCEPTED,SELL,101,2,2,
                                  s2,ACCEPTED,SELL,102,2,2,
                                  f,ACCEPTED,BUY,102,4,4,
                                  f,CANCELED,BUY,102,4,0,FOK_UNFILLED
                                  g,ACCEPTED,BUY,102,1,1,
                                  g,TRADED,BUY,100,1,0,
                                  s1,TRADED,SELL,100,1,2,)";
const Scenario fillsOrKills[] = {
    {"fill or kill, no prevention: the own order fills it", fillOrKill,
     R"(s1,ACCEPTED,SELL,100,3,3,
        own,ACCEPTED,SELL,101,2,2,
        s2,ACCEPTED,SELL,102,2,2,
        f,ACCEPTED,BUY,102,4,4,
        f,TRADED,BUY,100,3,1,
        s1,TRADED,SELL,100,3,0,
        f,TRADED,BUY,101,1,0,
        own,TRADED,SELL,101,1,1,
        g,ACCEPTED,BUY,102,1,1,
        g,TRADED,BUY,101,1,0,
        own,TRADED,SELL,101,1,0,)"},
    {"fill or kill, cancel newest: the own order would end it, so it is killed and nothing else happens", fillOrKill,
     killed, newest},
    {"fill or kill, cancel oldest: it passes the own order, which is canceled only as it fills", fillOrKill,
     R"(s1,ACCEPTED,SELL,100,3,3,
        own,ACCEPTED,SELL,101,2,2,
        s2,ACCEPTED,SELL,102,2,2,
        f,ACCEPTED,BUY,102,4,4,
        f,TRADED,BUY,100,3,1,
        s1,TRADED,SELL,100,3,0,
        own,CANCELED,SELL,101,2,0,SELF_TRADE
        f,TRADED,BUY,102,1,0,
        s2,TRADED,SELL,102,1,1,
        g,ACCEPTED,BUY,102,1,1,
        g,TRADED,BUY,102,1,0,
        s2,TRADED,SELL,102,1,0,)",
     oldest},
    {"fill or kill, cancel both: killed, and the own order stays", fillOrKill, killed, both},
    {"fill or kill, decrement: quantity taken off is not filled, so it is killed", fillOrKill, killed, decrement},
    {"fill or kill, cancel oldest: what is left without the own order is too little, and the own order stays",
     R"(NEW,SELL,100,1,,,s1,other
        NEW,SELL,100,9,,,own,desk
        NEW,BUY,100,2,,FOK,f,desk
        CANCEL,,,,,,own)",
     R"(s1,ACCEPTED,SELL,100,1,1,
        own,ACCEPTED,SELL,100,9,9,
        f,ACCEPTED,BUY,100,2,2,
        f,CANCELED,BUY,100,2,0,FOK_UNFILLED
        own,CANCELED,SELL,100,9,0,BY_USER)",
     oldest},
};

// An own iceberg in the way.
constexpr const char* iceberg = R"(NEW,SELL,100,6,,,ice,desk,2
                                   NEW,SELL,100,2,,,s1,other
                                   NEW,BUY,100,5,,,t,desk
                                   CANCEL,,,,,,ice)";
const Scenario icebergs[] = {
    {"an own iceberg, cancel newest: it stays as it was", iceberg,
     R"(ice,ACCEPTED,SELL,100,6,6,
        s1,ACCEPTED,SELL,100,2,2,
        t,ACCEPTED,BUY,100,5,5,
        t,CANCELED,BUY,100,5,0,SELF_TRADE
        ice,CANCELED,SELL,100,6,0,BY_USER)",
     newest},
    {"an own iceberg, cancel oldest: it goes with all that it hides", iceberg,
     R"(ice,ACCEPTED,SELL,100,6,6,
        s1,ACCEPTED,SELL,100,2,2,
        t,ACCEPTED,BUY,100,5,5,
        ice,CANCELED,SELL,100,6,0,SELF_TRADE
        t,TRADED,BUY,100,2,3,
        s1,TRADED,SELL,100,2,0,
        ice,REJECTED,,,0,0,UNKNOWN_ORDER)",
     oldest},
    {"an own iceberg, cancel both", iceberg,
     R"(ice,ACCEPTED,SELL,100,6,6,
        s1,ACCEPTED,SELL,100,2,2,
        t,ACCEPTED,BUY,100,5,5,
        t,CANCELED,BUY,100,5,0,SELF_TRADE
        ice,CANCELED,SELL,100,6,0,SELF_TRADE
        ice,REJECTED,,,0,0,UNKNOWN_ORDER)",
     both},
    {"an own iceberg, decrement: only the shown part is met at a time, the next one goes to the back", iceberg,
     R"(ice,ACCEPTED,SELL,100,6,6,
        s1,ACCEPTED,SELL,100,2,2,
        t,ACCEPTED,BUY,100,5,5,
        t,CANCELED,BUY,100,2,3,SELF_TRADE
        ice,CANCELED,SELL,100,2,4,SELF_TRADE
        t,TRADED,BUY,100,2,1,
        s1,TRADED,SELL,100,2,0,
        t,CANCELED,BUY,100,1,0,SELF_TRADE
        ice,CANCELED,SELL,100,1,3,SELF_TRADE
        ice,CANCELED,SELL,100,3,0,BY_USER)",
     decrement},
};

class SelfTradeScenarios : public ::testing::TestWithParam<Scenario> {};
TEST_P(SelfTradeScenarios, give) { play(GetParam()); }
INSTANTIATE_TEST_SUITE_P(Sweep, SelfTradeScenarios, ::testing::ValuesIn(sweeps));
INSTANTIATE_TEST_SUITE_P(FillOrKill, SelfTradeScenarios, ::testing::ValuesIn(fillsOrKills));
INSTANTIATE_TEST_SUITE_P(Iceberg, SelfTradeScenarios, ::testing::ValuesIn(icebergs));

}  // namespace
}  // namespace alpha_engine::testing
