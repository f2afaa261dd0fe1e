#include <gtest/gtest.h>

#include <functional>
#include <map>

#include "Random.hpp"
#include "alpha_engine/price_ladder.hpp"

namespace alpha_engine::testing {
namespace {

using Key = PriceLadder::Key;

/// A ladder beside a sorted map of the same levels.
class Pair {
  public:
    void occupy(Key key) {
        PriceLevel& level = ladder.occupy(key);
        EXPECT_EQ(level.head != 0, map.contains(key));
        level.head = level.tail = ++map[key];
        level.total = 1;
    }
    void vacate(Key key) {
        *ladder.find(key) = {};
        ladder.vacate(key);
        map.erase(key);
    }
    void check() const {
        ASSERT_TRUE(ladder.checkInvariants());
        ASSERT_EQ(ladder.count(), map.size());
        ASSERT_EQ(ladder.bestKey(), map.empty() ? PriceLadder::noKey : map.begin()->first);
        auto expected = map.begin();
        ladder.forEach([&](Key key, const PriceLevel& level) {
            EXPECT_EQ(key, expected->first);
            EXPECT_EQ(level.head, expected->second);
            ++expected;
            return true;
        });
        ASSERT_EQ(expected, map.end());
    }

    mutable PriceLadder ladder;
    std::map<Key, std::uint32_t, std::greater<>> map;
};

void run(std::uint64_t seed, int steps, std::size_t levels, const std::function<Key(Random&)>& draw) {
    Pair pair;
    Random random(seed);
    for (int i = 0; i < steps; ++i) {
        const bool isFull = pair.map.size() >= levels;
        if (!pair.map.empty() && (isFull || random.oneIn(3))) {
            auto victim = pair.map.begin();  // often the best: the window must move
            if (random.oneIn(2))
                std::advance(victim, random.between(0, static_cast<std::int64_t>(pair.map.size()) - 1));
            pair.vacate(victim->first);
        } else {
            pair.occupy(draw(random));
        }
        if (i % 16 == 0) {
            ASSERT_NO_FATAL_FAILURE(pair.check()) << "seed " << seed << ", step " << i;
        }
        const Key absent = draw(random);
        ASSERT_EQ(pair.ladder.find(absent) != nullptr, pair.map.contains(absent)) << "seed " << seed << ", step " << i;
    }
    ASSERT_NO_FATAL_FAILURE(pair.check()) << "seed " << seed;
}

TEST(PriceLadder, isASortedMapOnTicks) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed)
        run(seed, 4'000, 300, [](Random& random) { return 1'000'000 * random.between(4'000, 4'500); });
}

TEST(PriceLadder, isASortedMapOfOffers) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed)
        run(seed, 4'000, 300, [](Random& random) { return -250 * random.between(4'000, 4'500); });
}

TEST(PriceLadder, isASortedMapWithoutACommonTick) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed)
        run(seed, 4'000, 200, [](Random& random) { return random.between(1, maximumPrice); });
}

TEST(PriceLadder, isASortedMapWithFarAndOffTickPrices) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed)
        run(seed, 6'000, 400, [](Random& random) {
            if (random.oneIn(20)) return random.between(1, maximumPrice);
            if (random.oneIn(20)) return 500'000'000 + random.between(-40, 40);
            return 100'000 * (5'000 + random.between(-300, 300));
        });
}

TEST(PriceLadder, isASortedMapWhenPricesDrift) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        Key middle = 1'000'000;
        run(seed, 20'000, 100, [&middle](Random& random) {
            middle += random.between(-3, 4);
            return 5 * (middle + random.between(-50, 50));
        });
    }
}

TEST(PriceLadder, holdsTheExtremes) {
    Pair pair;
    for (const Key key : {maximumPrice, Key{1}, -maximumPrice, Key{-1}, maximumPrice - 1, -maximumPrice + 1}) {
        pair.occupy(key);
        ASSERT_NO_FATAL_FAILURE(pair.check());
    }
    while (!pair.map.empty()) {
        pair.vacate(pair.map.begin()->first);
        ASSERT_NO_FATAL_FAILURE(pair.check());
    }
}

TEST(PriceLadder, memoryFollowsTheLevelsAndNotThePrices) {
    PriceLadder empty;
    EXPECT_LT(2 * sizeof(empty) + 2 * empty.memoryBytes(), 4'096U);
    Pair sparse;
    for (Key key = 1; key <= 1'000; ++key) sparse.occupy(key * 1'000'003);
    EXPECT_LT(sparse.ladder.memoryBytes(), 200U * 1'000);
}

}  // namespace
}  // namespace alpha_engine::testing
