#include <gtest/gtest.h>

#include <cstring>
#include <string>

#include "alpha_engine/alpha_engine.h"
#include "alpha_engine/version.hpp"

namespace alpha_engine::testing {
namespace {

// A venue for the time of a test.
class CApi : public ::testing::Test {
  protected:
    CApi() : venue(alpha_engine_create(nullptr)), symbol(alpha_engine_symbol(venue, "ACME", 4, nullptr)) {}
    ~CApi() override { alpha_engine_destroy(venue); }

    alpha_engine_message order(std::uint64_t id, std::uint8_t side, std::int64_t price, std::int64_t quantity) const {
        alpha_engine_message message = {};
        message.id = id;
        message.side = side;
        message.price = price;
        message.quantity = quantity;
        message.symbol = symbol;
        return message;
    }

    alpha_engine_venue* venue;
    std::uint32_t symbol;
    alpha_engine_output output = {};
};

TEST_F(CApi, constantsAreTheirNames) {
    EXPECT_STREQ(alpha_engine_side_name(ALPHA_ENGINE_SIDE_BUY), "BUY");
    EXPECT_STREQ(alpha_engine_side_name(ALPHA_ENGINE_SIDE_SELL), "SELL");
    EXPECT_STREQ(alpha_engine_side_name(ALPHA_ENGINE_SIDE_NONE), "");
    EXPECT_STREQ(alpha_engine_side_name(200), "");
#define EXPECT_EVENT(name) EXPECT_STREQ(alpha_engine_event_name(ALPHA_ENGINE_EVENT_##name), #name)
    EXPECT_EVENT(ACCEPTED);
    EXPECT_EVENT(REJECTED);
    EXPECT_EVENT(TRADED);
    EXPECT_EVENT(CANCELED);
    EXPECT_EVENT(REPLACED);
    EXPECT_EVENT(TRIGGERED);
#undef EXPECT_EVENT
    EXPECT_STREQ(alpha_engine_event_name(200), "");
#define EXPECT_REASON(name) EXPECT_STREQ(alpha_engine_reason_name(ALPHA_ENGINE_REASON_##name), #name)
    EXPECT_REASON(UNKNOWN_SYMBOL);
    EXPECT_REASON(UNKNOWN_ORDER);
    EXPECT_REASON(INVALID_QTY);
    EXPECT_REASON(QTY_NOT_ON_LOT);
    EXPECT_REASON(INVALID_PRICE);
    EXPECT_REASON(PRICE_NOT_ON_TICK);
    EXPECT_REASON(OVERFLOW);
    EXPECT_REASON(DUPLICATE_ID);
    EXPECT_REASON(IN_AUCTION);
    EXPECT_REASON(KILL_SWITCH);
    EXPECT_REASON(MAX_ORDER_QTY);
    EXPECT_REASON(MAX_ORDER_NOTIONAL);
    EXPECT_REASON(MAX_POSITION);
    EXPECT_REASON(MAX_GROSS_NOTIONAL);
    EXPECT_REASON(PRICE_COLLAR);
    EXPECT_REASON(MAX_OPEN_ORDERS);
    EXPECT_REASON(MAX_MESSAGE_RATE);
    EXPECT_REASON(MAX_DAILY_LOSS);
    EXPECT_REASON(WOULD_CROSS);
    EXPECT_REASON(BY_USER);
    EXPECT_REASON(IOC_REST);
    EXPECT_REASON(FOK_UNFILLED);
    EXPECT_REASON(NO_LIQUIDITY);
    EXPECT_REASON(SELF_TRADE);
    EXPECT_REASON(RISK);
#undef EXPECT_REASON
    EXPECT_STREQ(alpha_engine_reason_name(ALPHA_ENGINE_REASON_NONE), "");
    EXPECT_STREQ(alpha_engine_reason_name(200), "");
    for (std::uint8_t reason = 1; reason < ALPHA_ENGINE_REASON_COUNT; ++reason)
        EXPECT_STRNE(alpha_engine_reason_name(reason), "") << int{reason};
    EXPECT_STREQ(alpha_engine_version(), ALPHA_ENGINE_VERSION);
}

TEST_F(CApi, matchesAndShowsTheBook) {
    const alpha_engine_message orders[] = {
        order(1, ALPHA_ENGINE_SIDE_SELL, 102, 5), order(2, ALPHA_ENGINE_SIDE_SELL, 101, 4),
        order(3, ALPHA_ENGINE_SIDE_SELL, 102, 3), order(4, ALPHA_ENGINE_SIDE_BUY, 101, 1)};
    const std::uint64_t empty = alpha_engine_state_hash(venue);
    ASSERT_TRUE(alpha_engine_submit(venue, orders, 4, &output));
    ASSERT_EQ(output.trade_count, 1U);
    EXPECT_EQ(output.trades[0].trade_id, 1U);
    EXPECT_EQ(output.trades[0].taker_id, 4U);
    EXPECT_EQ(output.trades[0].maker_id, 2U);
    EXPECT_EQ(output.trades[0].price, 101);
    EXPECT_EQ(output.trades[0].quantity, 1);
    EXPECT_EQ(output.trades[0].taker_side, ALPHA_ENGINE_SIDE_BUY);
    ASSERT_EQ(output.event_count, 6U);
    EXPECT_EQ(output.events[5].kind, ALPHA_ENGINE_EVENT_TRADED);
    EXPECT_EQ(output.events[5].id, 2U);
    EXPECT_EQ(output.events[5].open_quantity, 3);

    const alpha_engine_top_of_book top = alpha_engine_top(venue, symbol);
    EXPECT_EQ(top.bid, ALPHA_ENGINE_NO_PRICE);
    EXPECT_EQ(top.ask, 101);
    EXPECT_EQ(top.ask_quantity, 3);
    alpha_engine_level levels[3] = {};
    ASSERT_EQ(alpha_engine_depth(venue, symbol, ALPHA_ENGINE_SIDE_SELL, levels, 3), 2U);
    EXPECT_EQ(levels[1].price, 102);
    EXPECT_EQ(levels[1].quantity, 8);
    EXPECT_EQ(alpha_engine_depth(venue, symbol, ALPHA_ENGINE_SIDE_SELL, levels, 1), 1U);
    EXPECT_EQ(alpha_engine_depth(venue, symbol, ALPHA_ENGINE_SIDE_NONE, levels, 3), 0U);
    EXPECT_EQ(alpha_engine_live_orders(venue), 3U);
    EXPECT_TRUE(alpha_engine_check_invariants(venue));
    EXPECT_NE(alpha_engine_state_hash(venue), empty);
}

TEST_F(CApi, aBatchWithAValueThatIsNoneIsRefusedWhole) {
    alpha_engine_message orders[] = {order(1, ALPHA_ENGINE_SIDE_BUY, 100, 5), order(2, ALPHA_ENGINE_SIDE_BUY, 100, 5)};
    const auto isRefused = [&] {
        const bool refused = !alpha_engine_submit(venue, orders, 2, &output);
        orders[1] = order(2, ALPHA_ENGINE_SIDE_BUY, 100, 5);
        return refused;
    };
    for (std::uint8_t alpha_engine_message::*const field :
         {&alpha_engine_message::action, &alpha_engine_message::side, &alpha_engine_message::type,
          &alpha_engine_message::time_in_force}) {
        orders[1].*field = 200;
        EXPECT_TRUE(isRefused());
    }
    orders[1].side = ALPHA_ENGINE_SIDE_NONE;
    EXPECT_TRUE(isRefused());
    EXPECT_EQ(alpha_engine_live_orders(venue), 0U);
    orders[1].side = ALPHA_ENGINE_SIDE_NONE;
    orders[1].action = ALPHA_ENGINE_ACTION_CANCEL;
    EXPECT_FALSE(isRefused());
    ASSERT_EQ(output.event_count, 2U);
    EXPECT_EQ(output.events[1].reason, ALPHA_ENGINE_REASON_UNKNOWN_ORDER);
}

TEST_F(CApi, stopsIcebergsAndTheKillSwitchArrive) {
    alpha_engine_message orders[] = {order(1, ALPHA_ENGINE_SIDE_SELL, 100, 10),
                                     order(2, ALPHA_ENGINE_SIDE_SELL, 0, 1),
                                     order(3, ALPHA_ENGINE_SIDE_BUY, 100, 4),
                                     order(4, ALPHA_ENGINE_SIDE_BUY, 90, 1),
                                     {}};
    orders[0].display_quantity = 3;
    orders[1].type = ALPHA_ENGINE_TYPE_STOP;
    orders[1].stop_price = 100;
    orders[3].account = 1;
    orders[4].action = ALPHA_ENGINE_ACTION_BLOCK;
    orders[4].account = 1;
    ASSERT_TRUE(alpha_engine_submit(venue, orders, 5, &output));
    bool triggered = false;
    bool risk = false;
    for (std::size_t i = 0; i < output.event_count; ++i) {
        EXPECT_EQ(output.events[i].sequence, i + 1);
        triggered = triggered || output.events[i].kind == ALPHA_ENGINE_EVENT_TRIGGERED;
        risk = risk || output.events[i].reason != ALPHA_ENGINE_REASON_NONE;
    }
    EXPECT_TRUE(triggered);
    EXPECT_TRUE(risk);
    EXPECT_EQ(alpha_engine_top(venue, symbol).ask_quantity, 2);
}

TEST_F(CApi, whatIsNotThereIsEmpty) {
    EXPECT_STREQ(alpha_engine_symbol_text(venue, symbol), "ACME");
    EXPECT_EQ(alpha_engine_symbol(venue, "ACME", 4, nullptr), symbol);
    EXPECT_EQ(alpha_engine_symbol_text(venue, symbol + 1), nullptr);
    EXPECT_EQ(alpha_engine_top(venue, symbol + 1).ask, ALPHA_ENGINE_NO_PRICE);
    EXPECT_EQ(alpha_engine_depth(venue, symbol + 1, ALPHA_ENGINE_SIDE_BUY, nullptr, 0), 0U);
    EXPECT_EQ(alpha_engine_position(venue, 5, symbol + 1), 0);
    EXPECT_EQ(alpha_engine_account(venue, "", 0), 0U);
    alpha_engine_destroy(nullptr);
}

TEST_F(CApi, idsAreTextOrNumbers) {
    const std::string longest(ALPHA_ENGINE_ID_LENGTH_MAX, 'x');
    std::uint64_t id = 0;
    EXPECT_FALSE(alpha_engine_order_id(venue, (longest + "x").data(), longest.size() + 1, &id));
    ASSERT_TRUE(alpha_engine_order_id(venue, longest.data(), longest.size(), &id));
    char text[ALPHA_ENGINE_ID_LENGTH_MAX];
    EXPECT_EQ(std::string(text, alpha_engine_order_id_text(venue, id, text)), longest);
    EXPECT_EQ(std::string(text, alpha_engine_order_id_text(venue, 12345, text)), "12345");
    alpha_engine_recycle(venue);
    const alpha_engine_message one = order(12345, ALPHA_ENGINE_SIDE_BUY, 1, 1);
    ASSERT_TRUE(alpha_engine_submit(venue, &one, 1, &output));
    EXPECT_EQ(output.events[0].id, 12345U);
}

TEST_F(CApi, instrumentsLimitsAndOptionsArrive) {
    alpha_engine_instrument instrument = alpha_engine_default_instrument();
    EXPECT_EQ(instrument.tick_size, 1);
    EXPECT_EQ(instrument.lot_size, 1);
    instrument.tick_size = 5;
    alpha_engine_options options = alpha_engine_default_options();
    options.quantity_units_per_one = 1;
    alpha_engine_venue* const other = alpha_engine_create(&options);
    const std::uint32_t book = alpha_engine_symbol(other, "TICK", 4, &instrument);
    const std::uint32_t desk = alpha_engine_account(other, "desk", 4);
    alpha_engine_limits limits = alpha_engine_no_limits();
    EXPECT_EQ(limits.max_order_quantity, ALPHA_ENGINE_UNLIMITED);
    limits.max_order_notional = 100;
    alpha_engine_set_default_limits(other, &limits);
    limits = alpha_engine_no_limits();
    limits.max_order_quantity = 4;
    alpha_engine_set_limits(other, desk, &limits);

    alpha_engine_message orders[] = {order(1, ALPHA_ENGINE_SIDE_BUY, 11, 1), order(2, ALPHA_ENGINE_SIDE_BUY, 15, 7),
                                     order(3, ALPHA_ENGINE_SIDE_BUY, 15, 5), order(4, ALPHA_ENGINE_SIDE_BUY, 15, 4)};
    orders[2].account = orders[3].account = desk;
    for (alpha_engine_message& message : orders) message.symbol = book;
    ASSERT_TRUE(alpha_engine_submit(other, orders, 4, &output));
    ASSERT_EQ(output.event_count, 4U);
    EXPECT_EQ(output.events[0].reason, ALPHA_ENGINE_REASON_PRICE_NOT_ON_TICK);
    EXPECT_EQ(output.events[1].reason, ALPHA_ENGINE_REASON_MAX_ORDER_NOTIONAL);
    EXPECT_EQ(output.events[2].reason, ALPHA_ENGINE_REASON_MAX_ORDER_QTY);
    EXPECT_EQ(output.events[3].kind, ALPHA_ENGINE_EVENT_ACCEPTED);
    alpha_engine_destroy(other);

    options.self_trade_prevention = 200;
    EXPECT_EQ(alpha_engine_create(&options), nullptr);
}

}  // namespace
}  // namespace alpha_engine::testing
