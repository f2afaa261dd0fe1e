#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <vector>

#include "Random.hpp"
#include "alpha_engine/order_index.hpp"

namespace alpha_engine::testing {
namespace {

void run(std::uint64_t seed, const std::function<OrderId(Random&)>& draw) {
    OrderIndex index(1);
    std::map<std::pair<SymbolIndex, OrderId>, std::uint32_t> map;
    Random random(seed);
    for (std::uint32_t i = 1; i <= 40'000; ++i) {
        const auto symbol = static_cast<SymbolIndex>(random.between(0, 2));
        const OrderId id = draw(random);
        const auto found = map.find({symbol, id});
        ASSERT_EQ(index.find(symbol, id), found == map.end() ? 0 : found->second) << "seed " << seed << ", step " << i;
        if (found != map.end()) {
            index.erase(symbol, id);
            map.erase(found);
        } else {
            index.insert(symbol, id, i);
            map[{symbol, id}] = i;
        }
        ASSERT_EQ(index.count(), map.size());
    }
    for (const auto& [key, order] : map) ASSERT_EQ(index.find(key.first, key.second), order) << "seed " << seed;
}

TEST(OrderIndex, isAMapForDenseIds) {
    for (std::uint64_t seed = 1; seed <= 3; ++seed)
        run(seed, [](Random& random) { return static_cast<OrderId>(random.between(0, 3'000)); });
}

TEST(OrderIndex, isAMapForScatteredIds) {
    for (std::uint64_t seed = 1; seed <= 3; ++seed)
        run(seed,
            [](Random& random) { return static_cast<OrderId>(random.between(0, 3'000)) * 0xD1B54A32D192ED03ULL; });
}

TEST(OrderIndex, isAMapForIdsThatAreFarApart) {
    for (std::uint64_t seed = 1; seed <= 3; ++seed)
        run(seed, [](Random& random) { return static_cast<OrderId>(random.between(0, 2'000)) << 40; });
}

TEST(OrderIndex, isAMapForIdsWithACommonFactor) {
    for (const OrderId factor : {OrderId{4}, OrderId{64}, OrderId{1000}, OrderId{1} << 32})
        run(factor, [factor](Random& random) { return static_cast<OrderId>(random.between(0, 2'000)) * factor; });
}

// Thirty ids that belong into the same one of the four places of a line, in a table of sixteen lines: they go on in the
// next place, round the end. The places are those of `OrderIndex::home` for symbol 0 and 64 slots.
TEST(OrderIndex, isAMapWhereOnePlaceOfTheLinesOverflows) {
    for (std::uint64_t place = 0; place < 4; ++place) {
        std::vector<OrderId> ids;
        for (OrderId id = 1; ids.size() < 30; ++id)
            if (((((id >> 2) * 0x9E3779B97F4A7C15ULL) >> 58 ^ (id & 3)) & 3) == place) ids.push_back(id);
        OrderIndex index(32);
        const std::size_t bytes = index.memoryBytes();
        Random random(place);
        std::map<OrderId, std::uint32_t> map;
        for (std::uint32_t i = 1; i <= 20'000; ++i) {
            const OrderId id = ids[static_cast<std::size_t>(random.between(0, 29))];
            const auto found = map.find(id);
            ASSERT_EQ(index.find(0, id), found == map.end() ? 0 : found->second) << "place " << place << ", step " << i;
            // Three of four are there at a time, so that the place is full and more.
            if (found != map.end() && random.oneIn(3)) {
                index.erase(0, id);
                map.erase(found);
            } else if (found == map.end()) {
                index.insert(0, id, i);
                map[id] = i;
            }
        }
        EXPECT_EQ(index.memoryBytes(), bytes) << "the table must not have grown";
    }
}

}  // namespace
}  // namespace alpha_engine::testing
