#include "Scenario.hpp"
#include "alpha_engine/matching_engine.hpp"

namespace alpha_engine::testing {
namespace {

// Icebergs: the shown part queues, the next one goes to the back of the level.
const Scenario scenarios[] = {
    {"the next part goes behind the orders that wait at the level",
     R"(NEW,SELL,100,5,,,ice,,2
        NEW,SELL,100,2,,,s2
        NEW,BUY,100,3,,,b1
        NEW,BUY,100,4,,,b2)",
     R"(ice,ACCEPTED,SELL,100,5,5,
        s2,ACCEPTED,SELL,100,2,2,
        b1,ACCEPTED,BUY,100,3,3,
        b1,TRADED,BUY,100,2,1,
        ice,TRADED,SELL,100,2,3,
        b1,TRADED,BUY,100,1,0,
        s2,TRADED,SELL,100,1,1,
        b2,ACCEPTED,BUY,100,4,4,
        b2,TRADED,BUY,100,1,3,
        s2,TRADED,SELL,100,1,0,
        b2,TRADED,BUY,100,2,1,
        ice,TRADED,SELL,100,2,1,
        b2,TRADED,BUY,100,1,0,
        ice,TRADED,SELL,100,1,0,)"},
    {"a refresh happens with the trade that used the part up: before whoever comes next",
     R"(NEW,SELL,100,4,,,ice,,2
        NEW,BUY,100,2,,,b1
        NEW,SELL,100,2,,,s2
        NEW,BUY,100,3,,,b2)",
     R"(ice,ACCEPTED,SELL,100,4,4,
        b1,ACCEPTED,BUY,100,2,2,
        b1,TRADED,BUY,100,2,0,
        ice,TRADED,SELL,100,2,2,
        s2,ACCEPTED,SELL,100,2,2,
        b2,ACCEPTED,BUY,100,3,3,
        b2,TRADED,BUY,100,2,1,
        ice,TRADED,SELL,100,2,0,
        b2,TRADED,BUY,100,1,0,
        s2,TRADED,SELL,100,1,1,)"},
    {"two icebergs at a level take turns",
     R"(NEW,SELL,100,6,,,a,,2
        NEW,SELL,100,6,,,b,,3
        NEW,BUY,100,10,,,t)",
     R"(a,ACCEPTED,SELL,100,6,6,
        b,ACCEPTED,SELL,100,6,6,
        t,ACCEPTED,BUY,100,10,10,
        t,TRADED,BUY,100,2,8,
        a,TRADED,SELL,100,2,4,
        t,TRADED,BUY,100,3,5,
        b,TRADED,SELL,100,3,3,
        t,TRADED,BUY,100,2,3,
        a,TRADED,SELL,100,2,2,
        t,TRADED,BUY,100,3,0,
        b,TRADED,SELL,100,3,0,)"},
    {"an iceberg that takes trades with all it has and hides only what rests",
     R"(NEW,SELL,100,3,,,s1
        NEW,BUY,100,8,,,ice,,2
        NEW,BUY,100,1,,,b
        NEW,SELL,100,3,,,s2)",
     R"(s1,ACCEPTED,SELL,100,3,3,
        ice,ACCEPTED,BUY,100,8,8,
        ice,TRADED,BUY,100,3,5,
        s1,TRADED,SELL,100,3,0,
        b,ACCEPTED,BUY,100,1,1,
        s2,ACCEPTED,SELL,100,3,3,
        s2,TRADED,SELL,100,2,1,
        ice,TRADED,BUY,100,2,3,
        s2,TRADED,SELL,100,1,0,
        b,TRADED,BUY,100,1,0,)"},
    {"less quantity takes from the hidden part first and keeps the place",
     R"(NEW,SELL,100,10,,,ice,,4
        NEW,SELL,100,1,,,s2
        REPLACE,,100,5,,,ice
        NEW,BUY,100,6,,,b)",
     R"(ice,ACCEPTED,SELL,100,10,10,
        s2,ACCEPTED,SELL,100,1,1,
        ice,REPLACED,SELL,100,5,5,
        b,ACCEPTED,BUY,100,6,6,
        b,TRADED,BUY,100,4,2,
        ice,TRADED,SELL,100,4,1,
        b,TRADED,BUY,100,1,1,
        s2,TRADED,SELL,100,1,0,
        b,TRADED,BUY,100,1,0,
        ice,TRADED,SELL,100,1,0,)"},
    {"less than is shown leaves nothing hidden",
     R"(NEW,SELL,100,10,,,ice,,4
        NEW,SELL,100,1,,,s2
        REPLACE,,100,3,,,ice
        NEW,BUY,100,4,,,b)",
     R"(ice,ACCEPTED,SELL,100,10,10,
        s2,ACCEPTED,SELL,100,1,1,
        ice,REPLACED,SELL,100,3,3,
        b,ACCEPTED,BUY,100,4,4,
        b,TRADED,BUY,100,3,1,
        ice,TRADED,SELL,100,3,0,
        b,TRADED,BUY,100,1,0,
        s2,TRADED,SELL,100,1,0,)"},
    {"more quantity loses the place and keeps the size that is shown",
     R"(NEW,SELL,100,4,,,ice,,2
        NEW,SELL,100,1,,,s2
        REPLACE,,100,6,,,ice
        NEW,BUY,100,4,,,b)",
     R"(ice,ACCEPTED,SELL,100,4,4,
        s2,ACCEPTED,SELL,100,1,1,
        ice,REPLACED,SELL,100,6,6,
        b,ACCEPTED,BUY,100,4,4,
        b,TRADED,BUY,100,1,3,
        s2,TRADED,SELL,100,1,0,
        b,TRADED,BUY,100,2,1,
        ice,TRADED,SELL,100,2,4,
        b,TRADED,BUY,100,1,0,
        ice,TRADED,SELL,100,1,3,)"},
    {"what is hidden is liquidity: fill or kill counts it, a market order takes it",
     R"(NEW,SELL,100,3,,,ice,,1
        NEW,BUY,100,4,,FOK,f4
        NEW,BUY,100,2,,FOK,f2
        NEW,BUY,,2,MARKET,,m)",
     R"(ice,ACCEPTED,SELL,100,3,3,
        f4,ACCEPTED,BUY,100,4,4,
        f4,CANCELED,BUY,100,4,0,FOK_UNFILLED
        f2,ACCEPTED,BUY,100,2,2,
        f2,TRADED,BUY,100,1,1,
        ice,TRADED,SELL,100,1,2,
        f2,TRADED,BUY,100,1,0,
        ice,TRADED,SELL,100,1,1,
        m,ACCEPTED,BUY,,2,2,
        m,TRADED,BUY,100,1,1,
        ice,TRADED,SELL,100,1,0,
        m,CANCELED,BUY,,1,0,NO_LIQUIDITY)"},
    {"a cancel takes the hidden part with it",
     R"(NEW,SELL,100,9,,,ice,,2
        NEW,BUY,100,1,,,b
        CANCEL,,,,,,ice
        NEW,BUY,100,1,,POST,p)",
     R"(ice,ACCEPTED,SELL,100,9,9,
        b,ACCEPTED,BUY,100,1,1,
        b,TRADED,BUY,100,1,0,
        ice,TRADED,SELL,100,1,8,
        ice,CANCELED,SELL,100,8,0,BY_USER
        p,ACCEPTED,BUY,100,1,1,)"},
    {"in an auction the whole iceberg counts, and its parts queue as ever",
     R"(AUCTION
        NEW,SELL,100,6,,,ice,,2
        NEW,SELL,100,1,,,s2
        NEW,BUY,100,5,,,b
        UNCROSS)",
     R"(ice,ACCEPTED,SELL,100,6,6,
        s2,ACCEPTED,SELL,100,1,1,
        b,ACCEPTED,BUY,100,5,5,
        b,TRADED,BUY,100,2,3,
        ice,TRADED,SELL,100,2,4,
        b,TRADED,BUY,100,1,2,
        s2,TRADED,SELL,100,1,0,
        b,TRADED,BUY,100,2,0,
        ice,TRADED,SELL,100,2,2,)"},
    {"a size to show that is not less than the quantity hides nothing; a negative one is no quantity",
     R"(NEW,SELL,100,2,,,all,,2
        NEW,SELL,100,2,,,more,,9
        NEW,SELL,100,2,,,negative,,-1
        NEW,BUY,100,3,,,b)",
     R"(all,ACCEPTED,SELL,100,2,2,
        more,ACCEPTED,SELL,100,2,2,
        negative,REJECTED,SELL,100,2,0,INVALID_QTY
        b,ACCEPTED,BUY,100,3,3,
        b,TRADED,BUY,100,2,1,
        all,TRADED,SELL,100,2,0,
        b,TRADED,BUY,100,1,0,
        more,TRADED,SELL,100,1,1,)"},
    {"an iceberg of which so little is left that nothing is hidden hides again when it is replaced to more",
     R"(NEW,BUY,100,5,,,b
        NEW,SELL,100,6,,,ice,,2
        REPLACE,,100,4,,,ice
        NEW,SELL,100,1,,,s2
        NEW,BUY,100,4,,,t)",
     R"(b,ACCEPTED,BUY,100,5,5,
        ice,ACCEPTED,SELL,100,6,6,
        ice,TRADED,SELL,100,5,1,
        b,TRADED,BUY,100,5,0,
        ice,REPLACED,SELL,100,4,4,
        s2,ACCEPTED,SELL,100,1,1,
        t,ACCEPTED,BUY,100,4,4,
        t,TRADED,BUY,100,2,2,
        ice,TRADED,SELL,100,2,2,
        t,TRADED,BUY,100,1,1,
        s2,TRADED,SELL,100,1,0,
        t,TRADED,BUY,100,1,0,
        ice,TRADED,SELL,100,1,1,)"},
};

class IcebergScenarios : public ::testing::TestWithParam<Scenario> {};
TEST_P(IcebergScenarios, give) { play(GetParam()); }
INSTANTIATE_TEST_SUITE_P(Icebergs, IcebergScenarios, ::testing::ValuesIn(scenarios));

TEST(IcebergScenarios, theMarketSeesTheShownPartOnly) {
    MatchingEngine<RecordingSink> engine;
    engine.addSymbol();
    engine.process({.timestamp = 1, .id = 1, .price = 100, .quantity = 10, .displayQuantity = 3, .side = Side::sell});
    engine.process({.timestamp = 2, .id = 2, .price = 100, .quantity = 4, .side = Side::sell});
    engine.process({.timestamp = 3, .id = 3, .price = 100, .quantity = 4, .side = Side::buy});

    // 3 of the iceberg and 1 of the other have traded; the next 3 stand behind what is left of the other.
    OrderView orders[4];
    ASSERT_EQ(engine.orders(0, Side::sell, orders, 4), 2U);
    EXPECT_EQ(orders[0].id, 2U);
    EXPECT_EQ(orders[0].quantity, 3);
    EXPECT_EQ(orders[1].id, 1U);
    EXPECT_EQ(orders[1].quantity, 3);
    DepthLevel level;
    ASSERT_EQ(engine.depth(0, Side::sell, &level, 1), 1U);
    EXPECT_EQ(level.quantity, 6);
    EXPECT_EQ(engine.openQuantity(0, 1), 7);
}

}  // namespace
}  // namespace alpha_engine::testing
