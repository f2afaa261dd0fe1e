#include <gtest/gtest.h>

#include <map>
#include <string>

#include "NaiveEngine.hpp"
#include "Random.hpp"
#include "alpha_engine/decimal.hpp"
#include "alpha_engine/matching_engine.hpp"

namespace alpha_engine::testing {
namespace {

/// What prices a random stream draws: each profile leads the price ladder into another of its corners.
enum class Prices { few, ticks, wide, anything, jumping };

struct Flow {
    Prices prices;
    std::uint32_t symbols;
    std::int64_t ids;
    bool hasAuctions;
    Price notionalLimit;  // 0: no limits at all
    const char* name;
};

void PrintTo(const Flow& flow, std::ostream* out) { *out << flow.name; }

class Stream {
  public:
    Stream(const Flow& flow, std::uint64_t seed) : flow_(flow), random_(seed) {}

    OrderMessage next() {
        OrderMessage m;
        m.timestamp = ++time_;
        m.symbol = static_cast<SymbolIndex>(random_.between(0, flow_.symbols - 1));
        if (random_.oneIn(500)) m.symbol = flow_.symbols;  // no such book
        m.id = static_cast<OrderId>(random_.between(1, flow_.ids));
        if (random_.oneIn(10)) m.id *= 0x9E3779B97F4A7C15ULL;
        m.account = static_cast<AccountIndex>(random_.between(0, 3));
        m.side = random_.oneIn(2) ? Side::buy : Side::sell;
        m.price = price();
        m.quantity = quantity();
        const std::int64_t kind = random_.between(1, 100);
        if (kind <= 20) {
            m.action = Action::cancel;
        } else if (kind <= 35) {
            m.action = Action::replace;
        } else if (kind <= 37 && flow_.hasAuctions) {
            m.action = random_.oneIn(3) ? Action::auction : Action::uncross;
        } else {
            if (random_.oneIn(12)) m.type = OrderType::market;
            const std::int64_t tif = random_.between(1, 12);
            m.timeInForce = tif == 1   ? TimeInForce::ioc
                            : tif == 2 ? TimeInForce::fok
                            : tif == 3 ? TimeInForce::post
                                       : TimeInForce::gtc;
        }
        return m;
    }

  private:
    Price price() {
        if (random_.oneIn(200)) return random_.between(-1, 0);
        if (random_.oneIn(200)) return maximumPrice + random_.between(-1, 1);
        switch (flow_.prices) {
            case Prices::few:
                return 100 + random_.between(-3, 3);
            case Prices::ticks:
                return 1'000'000 * (500 + random_.between(-60, 60));
            case Prices::wide:
                return 1'000'000 * (random_.oneIn(10) ? random_.between(1, 100'000) : 5'000 + random_.between(-99, 99));
            case Prices::anything:
                return random_.oneIn(3) ? random_.between(1, maximumPrice)
                                        : 3'000'000'000 + random_.between(-999'999, 999'999);
            case Prices::jumping:
                mid_ = random_.oneIn(150) ? random_.between(1'000, 1'000'000) : mid_;
                return mid_ * 100 + random_.between(-20, 20) * (random_.oneIn(50) ? 1 : 100);
        }
        return 1;
    }
    Quantity quantity() {
        if (random_.oneIn(60)) return random_.between(-2, 0);
        if (random_.oneIn(300)) return std::numeric_limits<Quantity>::max() - random_.between(0, 50);
        return random_.between(1, 40);
    }

    Flow flow_;
    Random random_;
    std::int64_t time_ = 0;
    std::int64_t mid_ = 5'000;
};

std::string shown(const OrderEvent& e) {
    return std::to_string(e.timestamp) + " symbol " + std::to_string(e.symbol) + " id " + std::to_string(e.id) + " " +
           eventName(e.kind) + " " + sideName(e.side) + " " + std::to_string(e.price) + " qty " +
           std::to_string(e.quantity) + " open " + std::to_string(e.openQuantity) + " " + reasonName(e.reason) + "\n";
}
std::string shown(const Trade& t) {
    return std::to_string(t.timestamp) + " symbol " + std::to_string(t.symbol) + " trade " + std::to_string(t.tradeId) +
           " " + std::to_string(t.takerId) + "/" + std::to_string(t.makerId) + " " + sideName(t.takerSide) + " " +
           std::to_string(t.price) + " x " + std::to_string(t.quantity) + "\n";
}
std::string shown(const RecordingSink& sink) {
    std::string text;
    for (const Trade& trade : sink.trades) text += shown(trade);
    for (const OrderEvent& event : sink.events) text += shown(event);
    return text;
}

class Properties : public ::testing::TestWithParam<Flow> {
  protected:
    void setUp(MatchingEngine<RecordingSink>& engine, NaiveEngine& naive) const {
        for (std::uint32_t i = 0; i < GetParam().symbols; ++i) {
            const Instrument instrument{1, i == 1 ? 2 : 1};
            engine.addSymbol(instrument);
            naive.books.push_back({instrument, {}, noPrice, false});
        }
        if (GetParam().notionalLimit == 0) return;
        const RiskLimits own{.maxOrderQuantity = 30, .maxPosition = 60};
        const RiskLimits common{.maxOrderNotional = GetParam().notionalLimit, .maxPosition = 200};
        engine.risk().setLimits(1, own);
        naive.limits[1] = own;
        engine.risk().setDefaultLimits(common);
        naive.defaultLimits = common;
    }
};

constexpr Quantity unitsPerOne = 10;
constexpr std::uint64_t seeds = 12;
constexpr int messages = 4'000;

TEST_P(Properties, everyMessageDoesWhatThePlainTwinDoes) {
    std::map<Reason, int> reasons;
    std::size_t trades = 0;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        MatchingEngine<RecordingSink> engine(EngineOptions{4, unitsPerOne});
        NaiveEngine naive;
        naive.unitsPerOne = unitsPerOne;
        setUp(engine, naive);
        Stream stream(GetParam(), seed);
        for (int i = 0; i < messages; ++i) {
            const OrderMessage m = stream.next();
            engine.process(m);
            naive.process(m);
            ASSERT_EQ(shown(engine.sink()), shown(naive.sink)) << "seed " << seed << ", message " << i;
            for (const OrderEvent& event : naive.sink.events) ++reasons[event.reason];
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
    EXPECT_EQ(reasons[Reason::inAuction] > 0, GetParam().hasAuctions);
    if (GetParam().notionalLimit == 0) return;
    for (const Reason reason :
         {Reason::quantityNotOnLot, Reason::maxOrderQuantity, Reason::maxOrderNotional, Reason::maxPosition})
        EXPECT_GT(reasons[reason], 0) << reasonName(reason);
}

TEST_P(Properties, quantityIsConservedPerOrderAndInSum) {
    for (std::uint64_t seed = 101; seed <= 100 + seeds; ++seed) {
        MatchingEngine<RecordingSink> engine(EngineOptions{4, unitsPerOne});
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
        MatchingEngine<RecordingSink> engine(EngineOptions{4, unitsPerOne});
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
        MatchingEngine<RecordingSink> whole(EngineOptions{4, unitsPerOne});
        MatchingEngine<RecordingSink> parts(EngineOptions{1'000, unitsPerOne});
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

INSTANTIATE_TEST_SUITE_P(Flows, Properties,
                         ::testing::Values(Flow{Prices::few, 1, 60, false, 0, "few prices"},
                                           Flow{Prices::few, 2, 40, true, 200, "few prices, auctions, limits"},
                                           Flow{Prices::ticks, 3, 300, true, 1'600'000'000, "ticks"},
                                           Flow{Prices::wide, 1, 900, false, 0, "wide"},
                                           Flow{Prices::anything, 2, 200, true, 8'000'000'000, "anything"},
                                           Flow{Prices::jumping, 1, 250, true, 0, "jumping"}));

}  // namespace
}  // namespace alpha_engine::testing
