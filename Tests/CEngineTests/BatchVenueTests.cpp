#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "Random.hpp"
#include "alpha_engine/batch_venue.hpp"

namespace alpha_engine::testing {
namespace {

OrderId idOf(BatchVenue& venue, std::string_view text) { return venue.orderId(text.data(), text.size()); }
std::string textOf(const BatchVenue& venue, OrderId id) {
    char buffer[64];
    return std::string(buffer, venue.orderIdText(id, buffer));
}

TEST(BatchVenue, matchesBatchesAndKeepsItsBooksBetweenThem) {
    BatchVenue venue;
    const SymbolIndex symbol = venue.symbol("AAPL", 4);
    EXPECT_EQ(venue.symbol("AAPL", 4), symbol);
    EXPECT_STREQ(venue.symbolText(symbol), "AAPL");
    const AccountIndex desk = venue.account("desk", 4);
    EXPECT_EQ(venue.account("", 0), 0U);

    const OrderMessage first[] = {{.id = idOf(venue, "a-rather-long-order-id"),
                                   .price = 101,
                                   .quantity = 5,
                                   .symbol = symbol,
                                   .account = desk,
                                   .side = Side::sell}};
    BatchOutput output = venue.submit(first, 1);
    EXPECT_EQ(output.tradeCount, 0U);
    ASSERT_EQ(output.eventCount, 1U);
    EXPECT_EQ(output.events[0].kind, EventKind::accepted);
    venue.recycle();

    const OrderMessage second[] = {{.id = 7, .price = 102, .quantity = 3, .symbol = symbol}};
    output = venue.submit(second, 1);
    ASSERT_EQ(output.tradeCount, 1U);
    EXPECT_EQ(output.trades[0].price, 101);
    EXPECT_EQ(output.trades[0].quantity, 3);
    EXPECT_EQ(textOf(venue, output.trades[0].makerId), "a-rather-long-order-id");
    EXPECT_EQ(output.eventCount, 3U);
    EXPECT_EQ(venue.position(desk, symbol), -3);
    EXPECT_EQ(venue.liveOrders(), 1U);
    EXPECT_TRUE(venue.checkInvariants());

    const TopOfBook top = venue.top(symbol);
    EXPECT_EQ(top.bid, noPrice);
    EXPECT_EQ(top.ask, 101);
    EXPECT_EQ(top.askQuantity, 2);
    EXPECT_EQ(top.twiceMid(), noPrice);
    EXPECT_EQ((TopOfBook{.bid = 100, .ask = 101}.twiceMid()), 201);
}

TEST(BatchVenue, showsDepthBestFirst) {
    BatchVenue venue;
    const SymbolIndex symbol = venue.symbol("X", 1);
    std::vector<OrderMessage> orders;
    for (OrderId id = 1; id <= 6; ++id)
        orders.push_back({.id = id,
                          .price = 90 + static_cast<Price>(id % 3),
                          .quantity = static_cast<Quantity>(id),
                          .symbol = symbol});
    venue.submit(orders.data(), orders.size());
    DepthLevel levels[5];
    ASSERT_EQ(venue.depth(symbol, Side::buy, levels, 5), 3U);
    EXPECT_EQ(levels[0].price, 92);
    EXPECT_EQ(levels[0].quantity, 2 + 5);
    EXPECT_EQ(levels[1].price, 91);
    EXPECT_EQ(levels[1].quantity, 1 + 4);
    EXPECT_EQ(levels[2].price, 90);
    EXPECT_EQ(levels[2].quantity, 3 + 6);
    EXPECT_EQ(venue.depth(symbol, Side::buy, levels, 2), 2U);
    EXPECT_EQ(venue.depth(symbol, Side::sell, levels, 5), 0U);
}

TEST(BatchVenue, longIdsOfFinishedOrdersAreForgotten) {
    BatchVenue venue;
    const SymbolIndex symbol = venue.symbol("", 0);
    for (int i = 0; i < 20'000; ++i) {
        const OrderId id = idOf(venue, "order-number-" + std::to_string(i));
        EXPECT_LT(id & 0xFFFFFFFFU, 4U) << "ids are kept although nothing uses them";
        const OrderMessage orders[] = {
            {.id = id, .price = 5, .quantity = 1, .symbol = symbol, .timeInForce = TimeInForce::ioc}};
        const BatchOutput output = venue.submit(orders, 1);
        ASSERT_EQ(output.eventCount, 2U);
        venue.recycle();
    }
}

TEST(BatchVenue, anUnknownSymbolIsRejected) {
    BatchVenue venue;
    const OrderMessage orders[] = {{.id = 1, .price = 5, .quantity = 1, .symbol = 3},
                                   {.id = 2, .symbol = 9, .action = Action::cancel}};
    const BatchOutput output = venue.submit(orders, 2);
    ASSERT_EQ(output.eventCount, 2U);
    EXPECT_EQ(output.events[0].reason, Reason::unknownSymbol);
    EXPECT_EQ(output.events[1].reason, Reason::unknownSymbol);
    EXPECT_EQ(output.events[1].side, Side::none);
}

}  // namespace
}  // namespace alpha_engine::testing
