#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <map>
#include <utility>

#include "EventText.hpp"
#include "OrderFlow.hpp"
#include "alpha_engine/matching_engine.hpp"

namespace alpha_engine::testing {
namespace {

// What limits promise, checked on random streams from positions and events alone.

using Engine = MatchingEngine<RecordingSink>;
constexpr int messages = 4'000;
constexpr std::uint64_t seeds = 6;
constexpr AccountIndex accounts = 4;
constexpr Flow flow{Prices::few, 2, 60, true, 1, "few prices, limits", SelfTradePrevention::cancelOldest};

Engine market() {
    Engine made({.expectedOrders = 8, .quantityUnitsPerOne = 1, .selfTradePrevention = flow.selfTrade});
    for (std::uint32_t i = 0; i < flow.symbols; ++i) made.addSymbol({.multiplier = i == 0 ? 100'000'000 : 250'000'000});
    return made;
}

// If every order of a side traded, and none of the other, the account would still be within its limit: whatever trades.
TEST(RiskLaws, noAccountIsEverWhereItsOrdersCouldTakeItBeyondItsLimit) {
    constexpr RiskLimits limits{.maxPosition = 70, .maxOpenOrders = 6};
    std::size_t reached = 0;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        Engine engine = market();
        engine.risk().setDefaultLimits(limits);
        Stream stream(flow, seed);
        for (int i = 0; i < messages; ++i) {
            engine.process(stream.next());
            for (const Position& position : engine.risk().positions()) {
                ASSERT_TRUE(position.net + position.open(Side::buy) <= limits.maxPosition)
                    << "seed " << seed << ", " << i;
                ASSERT_TRUE(position.open(Side::sell) - position.net <= limits.maxPosition)
                    << "seed " << seed << ", " << i;
                reached += position.net + position.open(Side::buy) > limits.maxPosition - 5;
            }
            for (const AccountState& account : engine.risk().accounts())
                ASSERT_LE(account.openOrders, limits.maxOpenOrders) << "seed " << seed << ", message " << i;
        }
    }
    EXPECT_GT(reached, 1'000U);
}

// A bucket that holds a second's worth lets at most two seconds' worth through in any second.
TEST(RiskLaws, noSecondSeesMoreThanTwoSecondsWorthOfMessages) {
    constexpr std::int64_t rate = 40;
    constexpr TimestampNanoseconds second = 1'000'000'000;
    std::size_t fullest = 0;
    for (std::uint64_t seed = 101; seed < 101 + seeds; ++seed) {
        Engine engine = market();
        engine.risk().setDefaultLimits({.maxMessagesPerSecond = rate});
        Stream stream(flow, seed);
        std::map<AccountIndex, std::deque<TimestampNanoseconds>> taken;
        for (int i = 0; i < messages; ++i) {
            const OrderMessage m = stream.next();
            engine.sink().clear();
            engine.process(m);
            if (engine.sink().events.empty() || engine.sink().events[0].kind != EventKind::accepted) continue;
            if (m.account == 0) continue;
            auto& times = taken[m.account];
            times.push_back(m.timestamp);
            while (times.front() <= m.timestamp - second) times.pop_front();
            ASSERT_LE(times.size(), 2 * static_cast<std::size_t>(rate)) << "seed " << seed << ", message " << i;
            fullest = std::max(fullest, times.size());
        }
    }
    EXPECT_GT(fullest, static_cast<std::size_t>(rate));
}

// Limits come and go between messages: what is kept about accounts stays what it would be if it were counted anew.
TEST(RiskLaws, limitsMayChangeAtAnyTime) {
    int blocked = 0;
    for (std::uint64_t seed = 201; seed < 201 + seeds; ++seed) {
        Engine engine = market();
        Stream stream(flow, seed);
        Random random(seed);
        for (int i = 0; i < messages; ++i) {
            if (random.oneIn(50)) {
                RiskLimits limits;
                if (random.oneIn(2)) limits.maxGrossNotional = random.between(1'000, 40'000);
                if (random.oneIn(2)) limits.maxDailyLoss = random.between(0, 300);
                if (random.oneIn(4)) limits.maxMessagesPerSecond = random.between(1, 400);
                const auto account = static_cast<AccountIndex>(random.between(0, accounts));
                if (account == 0)
                    engine.risk().setDefaultLimits(limits);
                else
                    engine.risk().setLimits(account, limits);
            }
            engine.sink().clear();
            engine.process(stream.next());
            for (const OrderEvent& e : engine.sink().events) blocked += e.reason == Reason::risk;
            // Accounts are worth what they are worth at the last trades.
            std::map<AccountIndex, Wide> profit;
            std::map<AccountIndex, Wide> gross;
            for (std::size_t p = 0; p < engine.risk().positions().size(); ++p) {
                const Position& position = engine.risk().positions()[p];
                const PositionValue& value = engine.risk().values()[p];
                const Price last = engine.book(position.symbol).lastTradePrice();
                const Wide held = last == noPrice ? Wide{0} : position.net * last;
                profit[position.account] += timesMultiplier(value.cash + held, value.multiplier);
                gross[position.account] +=
                    timesMultiplier((held < 0 ? -held : held) + position.openNotional, value.multiplier);
            }
            for (const auto& [account, made] : profit) {
                ASSERT_TRUE(engine.risk().profit(account) == made) << "seed " << seed << ", message " << i;
                ASSERT_TRUE(engine.risk().grossNotional(account) == gross[account]) << "seed " << seed << ", " << i;
            }
            ASSERT_TRUE(i % 50 != 0 || engine.checkInvariants()) << "seed " << seed << ", message " << i;
        }
    }
    EXPECT_GT(blocked, 100);
}

}  // namespace
}  // namespace alpha_engine::testing
