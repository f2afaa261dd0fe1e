#include "Desk.hpp"

namespace alpha_engine::testing {
namespace {

// Accounts 1 and 2; the kill switch is thrown and lifted through the API only.

TEST(KillSwitchScenarios, blockingCancelsEverythingOfTheAccountByBookSideAndPlace) {
    Desk desk;
    desk.sell(1, 110, 1, 1);
    desk.buy(2, 99, 1, 1);
    desk.buy(3, 100, 1, 1);
    desk.buy(4, 100, 1, 2);
    desk.buy(5, 100, 1, 1);
    desk.stop(Side::sell, 6, 50, 2, 1);
    desk.stop(Side::buy, 7, 150, 2, 1);
    desk.sell(8, 200, 3, 1, 1);
    desk.forget();

    desk.block(1);
    desk.expect(R"(3,CANCELED,BUY,100,1,0,RISK
                   5,CANCELED,BUY,100,1,0,RISK
                   2,CANCELED,BUY,99,1,0,RISK
                   1,CANCELED,SELL,110,1,0,RISK
                   7,CANCELED,BUY,,2,0,RISK
                   6,CANCELED,SELL,,2,0,RISK
                   8,CANCELED,SELL,200,3,0,RISK)");
    EXPECT_EQ(desk.engine().liveOrders(), 1U);
}

TEST(KillSwitchScenarios, itIsIdempotentAndLiftedByHandOnly) {
    Desk desk;
    desk.buy(1, 100, 1, 1);
    desk.block(1);
    desk.forget();
    const std::uint64_t blocked = desk.engine().stateHash();
    desk.block(1);
    EXPECT_EQ(desk.engine().stateHash(), blocked);
    desk.expect("");

    desk.buy(2, 100, 1, 1);
    desk.buy(2, 100, 1, 2);
    desk.cancel(1);
    desk.at(10 * 86'400'000'000'000);
    desk.buy(3, 100, 1, 1);
    desk.unblock(1);
    desk.buy(3, 100, 1, 1);
    desk.unblock(1);
    desk.unblock(7);
    desk.expect(R"(2,REJECTED,BUY,100,1,0,KILL_SWITCH
                   2,ACCEPTED,BUY,100,1,1,
                   1,REJECTED,,,0,0,UNKNOWN_ORDER
                   3,REJECTED,BUY,100,1,0,KILL_SWITCH
                   3,ACCEPTED,BUY,100,1,1,)");
}

TEST(KillSwitchScenarios, anAccountThatNeverTradedCanBeBlocked) {
    Desk desk;
    desk.block(9);
    desk.buy(1, 100, 1, 9);
    desk.stop(Side::buy, 2, 100, 1, 9);
    desk.block(0);
    desk.buy(3, 100, 1);
    desk.expect(R"(1,REJECTED,BUY,100,1,0,KILL_SWITCH
                   2,REJECTED,BUY,,1,0,KILL_SWITCH
                   3,ACCEPTED,BUY,100,1,1,)");
}

TEST(KillSwitchScenarios, inAnAuctionTheAccountsOrdersGoAndTheOthersUncross) {
    Desk desk;
    desk.phase(Action::auction);
    desk.buy(1, 102, 5, 1);
    desk.buy(2, 101, 5, 2);
    desk.sell(3, 100, 5);
    desk.block(1);
    desk.phase(Action::uncross);
    desk.expect(R"(1,ACCEPTED,BUY,102,5,5,
                   2,ACCEPTED,BUY,101,5,5,
                   3,ACCEPTED,SELL,100,5,5,
                   1,CANCELED,BUY,102,5,0,RISK
                   2,TRADED,BUY,101,5,0,
                   3,TRADED,SELL,101,5,0,)");
}

TEST(KillSwitchScenarios, aBlockedAccountKeepsItsPosition) {
    Desk desk;
    desk.sell(1, 100, 5, 2);
    desk.buy(2, 100, 5, 1);
    desk.block(1);
    EXPECT_EQ(static_cast<std::int64_t>(desk.risk().find(1, 0).net), 5);
    EXPECT_TRUE(desk.risk().isBlocked(1));
    EXPECT_FALSE(desk.risk().isBlocked(2));
}

// MARK: The daily loss

TEST(LossLimitScenarios, liftedByHandTheAccountWaitsForTheLossOrTheDayToPass) {
    Desk desk;
    desk.risk().setLimits(1, {.maxDailyLoss = 50});
    desk.sell(1, 100, 10);
    desk.buy(2, 100, 10, 1);
    desk.tradeAt(94, 10);
    EXPECT_TRUE(desk.risk().isBlocked(1));
    desk.forget();

    desk.buy(20, 90, 1, 1);
    desk.unblock(1);
    desk.buy(20, 90, 1, 1);
    desk.tradeAt(95, 30);  // 50 lost: the limit is met again, not exceeded
    desk.buy(20, 90, 1, 1);
    desk.expect(R"(20,REJECTED,BUY,90,1,0,KILL_SWITCH
                   20,REJECTED,BUY,90,1,0,MAX_DAILY_LOSS
                   30,ACCEPTED,BUY,95,1,1,
                   31,ACCEPTED,SELL,95,1,1,
                   31,TRADED,SELL,95,1,0,
                   30,TRADED,BUY,95,1,0,
                   20,ACCEPTED,BUY,90,1,1,)");

    // It is crossed once more: blocked once more.
    desk.tradeAt(94, 40);
    desk.unblock(1);
    desk.at(86'400'000'000'000);
    desk.buy(50, 90, 1, 1);
    desk.expect(R"(40,ACCEPTED,BUY,94,1,1,
                   41,ACCEPTED,SELL,94,1,1,
                   41,TRADED,SELL,94,1,0,
                   40,TRADED,BUY,94,1,0,
                   20,CANCELED,BUY,90,1,0,RISK
                   50,ACCEPTED,BUY,90,1,1,)");
}

TEST(LossLimitScenarios, aLossCountsFromTheTimeTheLimitWasSet) {
    for (const Side side : {Side::buy, Side::sell}) {
        Desk desk;
        const Price worse = side == Side::buy ? -1 : 1;
        desk.order(opposite(side), 1, 100, 10);
        desk.order(side, 2, 100, 10, 1);
        desk.tradeAt(100 + worse * 20, 10);  // 200 lost before anybody watched
        desk.risk().setLimits(1, {.maxDailyLoss = 50});
        desk.buy(20, 1, 1, 1);
        EXPECT_FALSE(desk.risk().isBlocked(1)) << sideName(side);
        desk.tradeAt(100 + worse * 25, 30);
        EXPECT_FALSE(desk.risk().isBlocked(1)) << sideName(side);
        desk.tradeAt(100 + worse * 26, 40);
        EXPECT_TRUE(desk.risk().isBlocked(1)) << sideName(side);
    }
}

TEST(LossLimitScenarios, aProfitOfTheDayPaysForALoss) {
    Desk desk;
    desk.risk().setLimits(1, {.maxDailyLoss = 50});
    desk.sell(1, 100, 10);
    desk.buy(2, 100, 10, 1);
    desk.tradeAt(110, 10);  // 100 made
    desk.tradeAt(95, 20);   // 50 lost since the morning
    EXPECT_FALSE(desk.risk().isBlocked(1));
    desk.tradeAt(94, 30);
    EXPECT_TRUE(desk.risk().isBlocked(1));
}

TEST(LossLimitScenarios, onePositionMayMakeUpForAnother) {
    Desk desk;
    desk.risk().setLimits(1, {.maxDailyLoss = 50});
    desk.sell(1, 100, 10);
    desk.buy(2, 100, 10, 1);
    desk.buy(1, 100, 10, 0, 1);
    desk.sell(2, 100, 10, 1, 1);
    desk.tradeAt(92, 10, 1);  // 80 made with the short position
    desk.tradeAt(88, 10, 0);  // 120 lost with the long one: 40 in all
    EXPECT_FALSE(desk.risk().isBlocked(1));
    desk.tradeAt(94, 20, 1);  // 60
    EXPECT_TRUE(desk.risk().isBlocked(1));
}

}  // namespace
}  // namespace alpha_engine::testing
