#include <gtest/gtest.h>

#include <map>

#include "EventText.hpp"
#include "NaiveEngine.hpp"
#include "OrderFlow.hpp"
#include "alpha_engine/decimal.hpp"
#include "alpha_engine/matching_engine.hpp"

namespace alpha_engine::testing {
namespace {

class Properties : public ::testing::TestWithParam<Flow> {
  protected:
    static EngineOptions options(std::uint32_t expectedOrders = 4) {
        EngineOptions options;
        options.expectedOrders = expectedOrders;
        options.quantityUnitsPerOne = unitsPerOne;
        options.selfTradePrevention = GetParam().selfTrade;
        return options;
    }
    void setUp(MatchingEngine<RecordingSink>& engine, NaiveEngine& naive) const {
        const Price notional = GetParam().notionalLimit;
        naive.unitsPerOne = unitsPerOne;
        naive.selfTrade = GetParam().selfTrade;
        for (std::uint32_t i = 0; i < GetParam().symbols; ++i) {
            Instrument instrument{1, i == 1 ? 2 : 1};
            if (i == 1 && notional != 0) {
                instrument.multiplier = 250'000'000;
                instrument.maxOrderQuantity = 36;
                instrument.priceCollarBasisPoints = 9'000;
            }
            engine.addSymbol(instrument);
            naive.books.push_back({instrument, {}, noPrice, false, {}});
        }
        if (notional == 0) return;
        const RiskLimits own{.maxOrderQuantity = 30, .maxPosition = 60, .maxGrossNotional = notional * 3};
        const RiskLimits busy{.priceCollarBasisPoints = 400, .maxOpenOrders = 9, .maxMessagesPerSecond = 5};
        const RiskLimits common{.maxOrderNotional = notional, .maxPosition = 200, .maxDailyLoss = notional / 40};
        for (const auto& [account, limits] : {std::pair{1U, own}, std::pair{2U, busy}}) {
            engine.risk().setLimits(account, limits);
            naive.setLimits(account, limits);
        }
        engine.risk().setDefaultLimits(common);
        naive.setDefaultLimits(common);
    }
    // An account's limits, or those of all others, become something else.
    static void changeLimits(Random& random, MatchingEngine<RecordingSink>& engine, NaiveEngine& naive) {
        const Price notional = GetParam().notionalLimit;
        RiskLimits limits;
        if (random.oneIn(2)) limits.maxGrossNotional = random.between(notional / 4, notional * 3);
        if (random.oneIn(2)) limits.maxDailyLoss = random.between(0, notional / 20);
        if (random.oneIn(4)) limits.maxMessagesPerSecond = random.between(2, 50);
        if (const auto account = static_cast<AccountIndex>(random.between(0, 3)); account != 0) {
            engine.risk().setLimits(account, limits);
            naive.setLimits(account, limits);
        } else {
            engine.risk().setDefaultLimits(limits);
            naive.setDefaultLimits(limits);
        }
    }
    static constexpr Quantity unitsPerOne = 10;
};

constexpr std::uint64_t seeds = 12;
constexpr int messages = 4'000;

TEST_P(Properties, everyMessageDoesWhatThePlainTwinDoes) {
    std::map<Reason, int> reasons;
    std::map<EventKind, int> kinds;
    std::size_t trades = 0;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        MatchingEngine<RecordingSink> engine(options());
        NaiveEngine naive;
        setUp(engine, naive);
        Stream stream(GetParam(), seed);
        Random random(seed);
        for (int i = 0; i < messages; ++i) {
            // Half of the seeds keep the limits that they begin with.
            if (seed % 2 == 0 && GetParam().notionalLimit != 0 && random.oneIn(100))
                changeLimits(random, engine, naive);
            const OrderMessage m = stream.next();
            engine.process(m);
            naive.process(m);
            ASSERT_EQ(shown(engine.sink()), shown(naive.sink)) << "seed " << seed << ", message " << i;
            for (const OrderEvent& event : naive.sink.events) {
                ++reasons[event.reason];
                ++kinds[event.kind];
            }
            trades += naive.sink.trades.size();
            engine.sink().clear();
            naive.sink.clear();
            const bool isChecked = i % 100 == 0 || i + 1 == messages;
            ASSERT_TRUE(!isChecked || engine.checkInvariants()) << "seed " << seed << ", message " << i;
        }
        for (AccountIndex account = 1; account <= 3; ++account)
            for (SymbolIndex symbol = 0; symbol < GetParam().symbols; ++symbol)
                ASSERT_TRUE(engine.risk().find(account, symbol).net == naive.position(account, symbol))
                    << "seed " << seed;
    }
    // A stream that never gets somewhere proves nothing about it.
    EXPECT_GT(trades, 1'000U);
    for (const Reason reason :
         {Reason::unknownOrder, Reason::invalidQuantity, Reason::invalidPrice, Reason::overflow, Reason::duplicateId,
          Reason::wouldCross, Reason::byUser, Reason::iocRest, Reason::fokUnfilled, Reason::noLiquidity})
        EXPECT_GT(reasons[reason], 0) << reasonName(reason);
    for (std::uint8_t kind = 0; kind <= static_cast<std::uint8_t>(EventKind::triggered); ++kind)
        EXPECT_GT(kinds[static_cast<EventKind>(kind)], 0) << eventName(static_cast<EventKind>(kind));
    EXPECT_EQ(reasons[Reason::inAuction] > 0, GetParam().hasAuctions);
    EXPECT_EQ(reasons[Reason::selfTrade] > 0, GetParam().selfTrade != SelfTradePrevention::none);
    if (GetParam().notionalLimit == 0) return;
    for (const Reason reason : {Reason::quantityNotOnLot, Reason::killSwitch, Reason::maxOrderQuantity,
                                Reason::maxOrderNotional, Reason::maxPosition, Reason::maxGrossNotional,
                                Reason::priceCollar, Reason::maxOpenOrders, Reason::maxMessageRate, Reason::risk})
        EXPECT_GT(reasons[reason], 0) << reasonName(reason);
    // An account that loses too much, is let off by hand and tries again: where prices are anything that is too rare.
    EXPECT_TRUE(reasons[Reason::maxDailyLoss] > 0 || GetParam().prices == Prices::anything);
}

TEST_P(Properties, quantityIsConservedPerOrderAndInSum) {
    for (std::uint64_t seed = 101; seed <= 100 + seeds; ++seed) {
        MatchingEngine<RecordingSink> engine(options());
        NaiveEngine unused;
        setUp(engine, unused);
        Stream stream(GetParam(), seed);
        struct Account {
            Wide entered = 0;  // accepted, and added or taken off by replacing
            Wide gone = 0;     // traded and canceled
            Quantity open = 0;
        };
        std::map<std::pair<SymbolIndex, OrderId>, Account> orders;
        Wide bought = 0;
        Wide sold = 0;
        for (int i = 0; i < messages; ++i) {
            engine.process(stream.next());
            for (const OrderEvent& e : engine.sink().events) {
                if (e.kind == EventKind::rejected) continue;
                Account& order = orders[{e.symbol, e.id}];
                if (e.kind == EventKind::accepted) order.entered += e.quantity;
                if (e.kind == EventKind::replaced) order.entered += Wide{e.quantity} - order.open;
                if (e.kind == EventKind::traded || e.kind == EventKind::canceled) order.gone += e.quantity;
                if (e.kind == EventKind::traded) (e.side == Side::buy ? bought : sold) += e.quantity;
                order.open = e.openQuantity;
                ASSERT_TRUE(order.entered == order.gone + order.open)
                    << "seed " << seed << ", message " << i << ": " << shown(e);
            }
            engine.sink().clear();
        }
        ASSERT_TRUE(bought == sold) << "seed " << seed;
        for (const auto& [key, order] : orders)
            ASSERT_EQ(engine.openQuantity(key.first, key.second), order.open)
                << "seed " << seed << ", id " << key.second;
    }
}

TEST_P(Properties, aRejectedMessageLeavesTheStateAsItWas) {
    for (std::uint64_t seed = 201; seed <= 203; ++seed) {
        MatchingEngine<RecordingSink> engine(options());
        NaiveEngine unused;
        setUp(engine, unused);
        Stream stream(GetParam(), seed);
        int rejected = 0;
        for (int i = 0; i < 1'500; ++i) {
            const std::uint64_t before = engine.stateHash();
            engine.process(stream.next());
            const auto& events = engine.sink().events;
            if (!events.empty() && events[0].kind == EventKind::rejected) {
                ++rejected;
                ASSERT_EQ(events.size(), 1U);
                ASSERT_EQ(engine.stateHash(), before)
                    << "seed " << seed << ", message " << i << ": " << shown(events[0]);
            } else if (!events.empty() && events[0].kind == EventKind::accepted && engine.sink().trades.empty() &&
                       events.size() == 1) {
                ASSERT_NE(engine.stateHash(), before) << "seed " << seed << ", message " << i;
            }
            engine.sink().clear();
        }
        ASSERT_GT(rejected, 50) << "seed " << seed;
    }
}

TEST_P(Properties, theSameMessagesGiveTheSameInAnyBatches) {
    for (std::uint64_t seed = 301; seed <= 303; ++seed) {
        std::vector<OrderMessage> batch;
        Stream stream(GetParam(), seed);
        for (int i = 0; i < messages; ++i) batch.push_back(stream.next());
        MatchingEngine<RecordingSink> whole(options());
        MatchingEngine<RecordingSink> parts(options(1'000));
        NaiveEngine unused;
        setUp(whole, unused);
        setUp(parts, unused);
        whole.process(batch.data(), batch.size());
        Random random(seed);
        for (std::size_t done = 0; done < batch.size();) {
            const auto count =
                std::min<std::size_t>(static_cast<std::size_t>(random.between(0, 50)), batch.size() - done);
            parts.process(batch.data() + done, count);
            done += count;
        }
        ASSERT_EQ(shown(whole.sink()), shown(parts.sink())) << "seed " << seed;
        ASSERT_EQ(whole.stateHash(), parts.stateHash()) << "seed " << seed;
    }
}

INSTANTIATE_TEST_SUITE_P(Flows, Properties, ::testing::ValuesIn(allFlows()));

}  // namespace
}  // namespace alpha_engine::testing
