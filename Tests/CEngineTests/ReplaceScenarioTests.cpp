#include "Scenario.hpp"

namespace alpha_engine::testing {
namespace {

// REPLACE sets the price and the open quantity.
const Scenario scenarios[] = {
    {"less at the same price keeps the place in the queue",
     R"(NEW,BUY,100,10,,,first
        NEW,BUY,100,10,,,second
        REPLACE,,100,4,,,first
        NEW,SELL,100,5,,,s1)",
     R"(first,ACCEPTED,BUY,100,10,10,
        second,ACCEPTED,BUY,100,10,10,
        first,REPLACED,BUY,100,4,4,
        s1,ACCEPTED,SELL,100,5,5,
        s1,TRADED,SELL,100,4,1,
        first,TRADED,BUY,100,4,0,
        s1,TRADED,SELL,100,1,0,
        second,TRADED,BUY,100,1,9,)"},
    {"the same again keeps the place",
     R"(NEW,BUY,100,1,,,first
        NEW,BUY,100,1,,,second
        REPLACE,,100,1,,,first
        NEW,SELL,100,1,,,s1)",
     R"(first,ACCEPTED,BUY,100,1,1,
        second,ACCEPTED,BUY,100,1,1,
        first,REPLACED,BUY,100,1,1,
        s1,ACCEPTED,SELL,100,1,1,
        s1,TRADED,SELL,100,1,0,
        first,TRADED,BUY,100,1,0,)"},
    {"more at the same price goes to the back",
     R"(NEW,BUY,100,1,,,first
        NEW,BUY,100,1,,,second
        REPLACE,,100,2,,,first
        NEW,SELL,100,2,,,s1)",
     R"(first,ACCEPTED,BUY,100,1,1,
        second,ACCEPTED,BUY,100,1,1,
        first,REPLACED,BUY,100,2,2,
        s1,ACCEPTED,SELL,100,2,2,
        s1,TRADED,SELL,100,1,1,
        second,TRADED,BUY,100,1,0,
        s1,TRADED,SELL,100,1,0,
        first,TRADED,BUY,100,1,1,)"},
    {"what counts is the open quantity, not what was entered",
     R"(NEW,BUY,100,10,,,first
        NEW,BUY,100,10,,,second
        NEW,SELL,100,8,,,s1
        REPLACE,,100,3,,,first
        NEW,SELL,100,1,,,s2)",
     R"(first,ACCEPTED,BUY,100,10,10,
        second,ACCEPTED,BUY,100,10,10,
        s1,ACCEPTED,SELL,100,8,8,
        s1,TRADED,SELL,100,8,0,
        first,TRADED,BUY,100,8,2,
        first,REPLACED,BUY,100,3,3,
        s2,ACCEPTED,SELL,100,1,1,
        s2,TRADED,SELL,100,1,0,
        second,TRADED,BUY,100,1,9,)"},
    {"another price and back again loses the place",
     R"(NEW,SELL,100,1,,,first
        NEW,SELL,100,1,,,second
        REPLACE,,101,1,,,first
        REPLACE,,100,1,,,first
        NEW,BUY,100,1,,,b1)",
     R"(first,ACCEPTED,SELL,100,1,1,
        second,ACCEPTED,SELL,100,1,1,
        first,REPLACED,SELL,101,1,1,
        first,REPLACED,SELL,100,1,1,
        b1,ACCEPTED,BUY,100,1,1,
        b1,TRADED,BUY,100,1,0,
        second,TRADED,SELL,100,1,0,)"},
    {"a replaced order that crosses trades as taker and rests with what is left",
     R"(NEW,SELL,101,2,,,s1
        NEW,BUY,100,5,,,b1
        REPLACE,,101,6,,,b1
        CANCEL,,,,,,b1)",
     R"(s1,ACCEPTED,SELL,101,2,2,
        b1,ACCEPTED,BUY,100,5,5,
        b1,REPLACED,BUY,101,6,6,
        b1,TRADED,BUY,101,2,4,
        s1,TRADED,SELL,101,2,0,
        b1,CANCELED,BUY,101,4,0,BY_USER)"},
    {"a replaced order that trades away is gone",
     R"(NEW,SELL,101,9,,,s1
        NEW,BUY,100,5,,,b1
        REPLACE,,102,5,,,b1
        CANCEL,,,,,,b1
        NEW,BUY,90,1,,,b1)",
     R"(s1,ACCEPTED,SELL,101,9,9,
        b1,ACCEPTED,BUY,100,5,5,
        b1,REPLACED,BUY,102,5,5,
        b1,TRADED,BUY,101,5,0,
        s1,TRADED,SELL,101,5,4,
        b1,REJECTED,,,0,0,UNKNOWN_ORDER
        b1,ACCEPTED,BUY,90,1,1,)"},
    {"quantity 0 cancels, whatever the price",
     R"(NEW,BUY,100,5,,,b1
        REPLACE,,-7,0,,,b1
        REPLACE,,100,0,,,b1)",
     R"(b1,ACCEPTED,BUY,100,5,5,
        b1,CANCELED,BUY,100,5,0,BY_USER
        b1,REJECTED,,100,0,0,UNKNOWN_ORDER)"},
    {"a refused replace leaves the order as it was",
     R"(NEW,BUY,100,5,,,b1
        REPLACE,,0,5,,,b1
        REPLACE,,100,-1,,,b1
        REPLACE,,11529215046.06846976,5,,,b1
        REPLACE,,100,5,,,other
        CANCEL,,,,,,b1)",
     R"(b1,ACCEPTED,BUY,100,5,5,
        b1,REJECTED,BUY,0,5,5,INVALID_PRICE
        b1,REJECTED,BUY,100,-1,5,INVALID_QTY
        b1,REJECTED,BUY,11529215046.06846976,5,5,OVERFLOW
        other,REJECTED,,100,5,0,UNKNOWN_ORDER
        b1,CANCELED,BUY,100,5,0,BY_USER)"},
    {"a post-only order replaced to cross is rejected and stays in its place",
     R"(NEW,SELL,101,1,,,s1
        NEW,BUY,100,1,,POST,p1
        NEW,BUY,100,1,,,b2
        REPLACE,,101,1,,,p1
        REPLACE,,100.5,1,,,b2
        NEW,SELL,100,2,,,s2)",
     R"(s1,ACCEPTED,SELL,101,1,1,
        p1,ACCEPTED,BUY,100,1,1,
        b2,ACCEPTED,BUY,100,1,1,
        p1,REJECTED,BUY,101,1,1,WOULD_CROSS
        b2,REPLACED,BUY,100.5,1,1,
        s2,ACCEPTED,SELL,100,2,2,
        s2,TRADED,SELL,100.5,1,1,
        b2,TRADED,BUY,100.5,1,0,
        s2,TRADED,SELL,100,1,0,
        p1,TRADED,BUY,100,1,0,)"},
    {"replacing the front, the middle and the back of a queue keeps it whole",
     R"(NEW,BUY,100,1,,,a
        NEW,BUY,100,1,,,b
        NEW,BUY,100,1,,,c
        REPLACE,,100,2,,,a
        REPLACE,,100,2,,,c
        REPLACE,,100,2,,,c
        NEW,SELL,,5,MARKET,,m)",
     R"(a,ACCEPTED,BUY,100,1,1,
        b,ACCEPTED,BUY,100,1,1,
        c,ACCEPTED,BUY,100,1,1,
        a,REPLACED,BUY,100,2,2,
        c,REPLACED,BUY,100,2,2,
        c,REPLACED,BUY,100,2,2,
        m,ACCEPTED,SELL,,5,5,
        m,TRADED,SELL,100,1,4,
        b,TRADED,BUY,100,1,0,
        m,TRADED,SELL,100,2,2,
        a,TRADED,BUY,100,2,0,
        m,TRADED,SELL,100,2,0,
        c,TRADED,BUY,100,2,0,)"},
};

class ReplaceScenarios : public ::testing::TestWithParam<Scenario> {};
TEST_P(ReplaceScenarios, give) { play(GetParam()); }
INSTANTIATE_TEST_SUITE_P(Replace, ReplaceScenarios, ::testing::ValuesIn(scenarios));

}  // namespace
}  // namespace alpha_engine::testing
