#include <gtest/gtest.h>

#include <memory>

#include "OrderFlow.hpp"
#include "alpha_engine/byte_archive.hpp"
#include "alpha_engine/matching_engine.hpp"

// An engine as bytes and back, and bytes that are none.
namespace alpha_engine::testing {
namespace {

using Engine = MatchingEngine<RecordingSink>;

class StateArchive : public ::testing::TestWithParam<Flow> {
  protected:
    static std::unique_ptr<Engine> fresh() {
        EngineOptions options;
        options.expectedOrders = 4;
        options.quantityUnitsPerOne = 10;
        options.selfTradePrevention = GetParam().selfTrade;
        auto engine = std::make_unique<Engine>(options);
        const Price notional = GetParam().notionalLimit;
        for (std::uint32_t i = 0; i < GetParam().symbols; ++i) {
            Instrument instrument{1, i == 1 ? 2 : 1};
            if (i == 1 && notional != 0) {
                instrument.multiplier = 250'000'000;
                instrument.maxOrderQuantity = 36;
                instrument.priceCollarBasisPoints = 9'000;
            }
            engine->addSymbol(instrument);
        }
        if (notional == 0) return engine;
        engine->risk().setLimits(1, {.maxOrderQuantity = 30, .maxPosition = 60, .maxGrossNotional = notional * 3});
        engine->risk().setLimits(2, {.priceCollarBasisPoints = 400, .maxOpenOrders = 9, .maxMessagesPerSecond = 5});
        engine->risk().setDefaultLimits(
            {.maxOrderNotional = notional, .maxPosition = 200, .maxDailyLoss = notional / 40});
        return engine;
    }
    static std::vector<unsigned char> saved(const Engine& engine) {
        ByteWriter writer;
        engine.save(writer);
        return {writer.data(), writer.data() + writer.count()};
    }
    static bool load(Engine& engine, const std::vector<unsigned char>& bytes) {
        ByteReader reader(bytes.data(), bytes.size());
        return engine.load(reader) && reader.isAtEnd();
    }
    static bool isSame(const RecordingSink& a, const RecordingSink& b) {
        return std::equal(a.trades.begin(), a.trades.end(), b.trades.begin(), b.trades.end(),
                          [](const Trade& x, const Trade& y) {
                              return x.timestamp == y.timestamp && x.tradeId == y.tradeId && x.takerId == y.takerId &&
                                     x.makerId == y.makerId && x.price == y.price && x.quantity == y.quantity &&
                                     x.symbol == y.symbol && x.takerSide == y.takerSide;
                          }) &&
               std::equal(a.events.begin(), a.events.end(), b.events.begin(), b.events.end(),
                          [](const OrderEvent& x, const OrderEvent& y) {
                              return x.timestamp == y.timestamp && x.sequence == y.sequence && x.id == y.id &&
                                     x.price == y.price && x.quantity == y.quantity &&
                                     x.openQuantity == y.openQuantity && x.symbol == y.symbol && x.kind == y.kind &&
                                     x.side == y.side && x.reason == y.reason;
                          });
    }
};

TEST_P(StateArchive, anEngineGoesOnAsIfNothingHadBeen) {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        auto whole = fresh();
        auto cut = fresh();
        Stream stream(GetParam(), seed);
        Random random(seed);
        for (int i = 0; i < 3'000; ++i) {
            if (random.oneIn(300)) {
                auto next = fresh();
                const auto bytes = saved(*cut);
                ASSERT_TRUE(load(*next, bytes)) << "seed " << seed << ", message " << i;
                ASSERT_EQ(next->stateHash(), cut->stateHash()) << "seed " << seed << ", message " << i;
                ASSERT_EQ(saved(*next), bytes) << "seed " << seed << ", message " << i;
                cut = std::move(next);
            }
            const OrderMessage message = stream.next();
            whole->process(message);
            cut->process(message);
            ASSERT_TRUE(isSame(whole->sink(), cut->sink())) << "seed " << seed << ", message " << i;
            whole->sink().clear();
            cut->sink().clear();
        }
        ASSERT_EQ(whole->stateHash(), cut->stateHash()) << "seed " << seed;
        ASSERT_TRUE(cut->checkInvariants()) << "seed " << seed;
    }
}

// Bytes that are nearly a state: they are refused, or make an engine whose invariants hold and which goes on.
TEST_P(StateArchive, hostileBytesNeverCrash) {
    int refused = 0, taken = 0;
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        auto engine = fresh();
        Stream stream(GetParam(), seed);
        for (int i = 0; i < 400; ++i) engine->process(stream.next());
        const auto bytes = saved(*engine);
        Random random(seed);
        for (int round = 0; round < 400; ++round) {
            auto changed = bytes;
            const auto last = static_cast<std::int64_t>(changed.size()) - 1;
            for (std::int64_t i = random.between(1, 4); i > 0; --i)
                changed[static_cast<std::size_t>(random.between(0, last))] = static_cast<unsigned char>(random.next());
            if (random.oneIn(8)) changed.resize(static_cast<std::size_t>(random.between(0, last)));
            auto next = fresh();
            if (!load(*next, changed)) {
                ++refused;
                continue;
            }
            ++taken;
            ASSERT_TRUE(next->checkInvariants()) << "seed " << seed << ", round " << round;
            Stream more(GetParam(), seed + 50);
            for (int i = 0; i < 100; ++i) next->process(more.next());
        }
    }
    EXPECT_GT(refused, 100);
    EXPECT_GT(taken, 0);  // ids and times may be any
}

TEST_P(StateArchive, anotherConfigurationIsRefused) {
    auto engine = fresh();
    Stream stream(GetParam(), 5);
    for (int i = 0; i < 100; ++i) engine->process(stream.next());
    const auto bytes = saved(*engine);
    EXPECT_FALSE(load(*engine, bytes)) << "not fresh";
    auto more = fresh();
    more->addSymbol();
    EXPECT_FALSE(load(*more, bytes));
    EngineOptions options;
    options.quantityUnitsPerOne = 11;
    options.selfTradePrevention = GetParam().selfTrade;
    Engine other(options);
    for (std::uint32_t i = 0; i < GetParam().symbols; ++i) other.addSymbol(engine->book(i).instrument());
    EXPECT_FALSE(load(other, bytes));
    options.quantityUnitsPerOne = 10;
    Engine coarse(options);
    for (std::uint32_t i = 0; i < GetParam().symbols; ++i) coarse.addSymbol({.tickSize = 7});
    EXPECT_FALSE(load(coarse, bytes));
}

INSTANTIATE_TEST_SUITE_P(Flows, StateArchive, ::testing::ValuesIn(allFlows()));

}  // namespace
}  // namespace alpha_engine::testing
