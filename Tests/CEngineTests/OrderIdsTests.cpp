#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "Random.hpp"
#include "alpha_engine/order_ids.hpp"

namespace alpha_engine::testing {
namespace {

OrderId intern(OrderIds& ids, const std::string& text) { return ids.intern(text.data(), text.size()); }
std::string textOf(const OrderIds& ids, OrderId id) {
    char buffer[OrderIds::maximumLength];
    return std::string(buffer, ids.text(id, buffer));
}

TEST(OrderIds, everyTextComesBackAndDiffersFromTheOthers) {
    OrderIds ids;
    std::vector<std::string> texts = {"0",
                                      "7",
                                      "007",
                                      "999999999999999999",
                                      "1000000000000000000",
                                      "18446744073709551615",
                                      "-1",
                                      "order1",
                                      "B161885",
                                      "B1618855",
                                      "a,b",
                                      std::string("\0x", 2),
                                      "1234567",
                                      "12345678",
                                      "",
                                      std::string(64, 'x'),
                                      std::string(63, 'x'),
                                      "+7"};
    std::map<OrderId, std::string> seen;
    for (const std::string& text : texts) {
        const OrderId id = intern(ids, text);
        EXPECT_TRUE(seen.emplace(id, text).second) << text;
        EXPECT_EQ(intern(ids, text), id);
    }
    for (const auto& [id, text] : seen) EXPECT_EQ(textOf(ids, id), text);
}

TEST(OrderIds, numbersAndShortTextNeedNoMemory) {
    OrderIds ids;
    EXPECT_EQ(intern(ids, "123456789012345678"), 123'456'789'012'345'678U);
    intern(ids, "B161885");
    EXPECT_EQ(ids.storedCount(), 0U);
}

TEST(OrderIds, longTextIsKeptWhileOrdersUseIt) {
    const std::uint64_t seed = 5;
    Random random(seed);
    OrderIds ids;
    std::map<std::string, std::pair<OrderId, int>> live;
    for (int i = 0; i < 50'000; ++i) {
        const std::string text = "order-number-" + std::to_string(random.between(1, 500));
        const OrderId id = intern(ids, text);
        const auto known = live.find(text);
        ASSERT_TRUE(known == live.end() || known->second.first == id) << "seed " << seed;
        if (random.oneIn(3)) {
            ids.retain(id);
            live.try_emplace(text, id, 0).first->second.second += 1;
        } else if (known != live.end()) {
            ids.release(id);
            if (--known->second.second == 0) live.erase(known);
        }
        if (random.oneIn(2)) ids.recycle();
        for (const auto& [name, use] : live)
            ASSERT_TRUE(!random.oneIn(200) || textOf(ids, use.first) == name) << "seed " << seed;
    }
    ids.recycle();
    EXPECT_EQ(ids.storedCount(), live.size());
}

}  // namespace
}  // namespace alpha_engine::testing
