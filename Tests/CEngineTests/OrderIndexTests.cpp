#include <gtest/gtest.h>

#include <functional>
#include <map>

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

}  // namespace
}  // namespace alpha_engine::testing
