// The C interface: BatchVenue behind C names. What crosses it is the C++ data itself, under a C name of the same
// layout.

#include <cstddef>
#include <type_traits>

#include "alpha_engine/alpha_engine.h"
#include "alpha_engine/batch_venue.hpp"
#include "alpha_engine/order_ids.hpp"
#include "alpha_engine/version.hpp"

using namespace alpha_engine;

namespace {

// One line a field; a field that only one side has makes the sizes differ, and this file does not compile.
#define SAME_FIELD(CType, cField, CppType, cppField)                        \
    static_assert(offsetof(CType, cField) == offsetof(CppType, cppField) && \
                  sizeof(CType::cField) == sizeof(CppType::cppField))
#define SAME_SIZE(CType, CppType)                                                           \
    static_assert(sizeof(CType) == sizeof(CppType) && alignof(CType) == alignof(CppType) && \
                  std::is_trivially_copyable_v<CppType> && std::is_standard_layout_v<CppType>)

SAME_SIZE(alpha_engine_options, EngineOptions);
SAME_FIELD(alpha_engine_options, expected_orders, EngineOptions, expectedOrders);
SAME_FIELD(alpha_engine_options, expected_special_orders, EngineOptions, expectedSpecialOrders);
SAME_FIELD(alpha_engine_options, expected_levels, EngineOptions, expectedLevels);
SAME_FIELD(alpha_engine_options, quantity_units_per_one, EngineOptions, quantityUnitsPerOne);
SAME_FIELD(alpha_engine_options, self_trade_prevention, EngineOptions, selfTradePrevention);

SAME_SIZE(alpha_engine_instrument, Instrument);
SAME_FIELD(alpha_engine_instrument, tick_size, Instrument, tickSize);
SAME_FIELD(alpha_engine_instrument, lot_size, Instrument, lotSize);
SAME_FIELD(alpha_engine_instrument, multiplier, Instrument, multiplier);
SAME_FIELD(alpha_engine_instrument, max_order_quantity, Instrument, maxOrderQuantity);
SAME_FIELD(alpha_engine_instrument, max_order_notional, Instrument, maxOrderNotional);
SAME_FIELD(alpha_engine_instrument, price_collar_basis_points, Instrument, priceCollarBasisPoints);

SAME_SIZE(alpha_engine_limits, RiskLimits);
SAME_FIELD(alpha_engine_limits, max_order_quantity, RiskLimits, maxOrderQuantity);
SAME_FIELD(alpha_engine_limits, max_order_notional, RiskLimits, maxOrderNotional);
SAME_FIELD(alpha_engine_limits, max_position, RiskLimits, maxPosition);
SAME_FIELD(alpha_engine_limits, max_gross_notional, RiskLimits, maxGrossNotional);
SAME_FIELD(alpha_engine_limits, price_collar_basis_points, RiskLimits, priceCollarBasisPoints);
SAME_FIELD(alpha_engine_limits, max_open_orders, RiskLimits, maxOpenOrders);
SAME_FIELD(alpha_engine_limits, max_messages_per_second, RiskLimits, maxMessagesPerSecond);
SAME_FIELD(alpha_engine_limits, max_daily_loss, RiskLimits, maxDailyLoss);

SAME_SIZE(alpha_engine_message, OrderMessage);
SAME_FIELD(alpha_engine_message, timestamp, OrderMessage, timestamp);
SAME_FIELD(alpha_engine_message, id, OrderMessage, id);
SAME_FIELD(alpha_engine_message, price, OrderMessage, price);
SAME_FIELD(alpha_engine_message, quantity, OrderMessage, quantity);
SAME_FIELD(alpha_engine_message, display_quantity, OrderMessage, displayQuantity);
SAME_FIELD(alpha_engine_message, stop_price, OrderMessage, stopPrice);
SAME_FIELD(alpha_engine_message, symbol, OrderMessage, symbol);
SAME_FIELD(alpha_engine_message, account, OrderMessage, account);
SAME_FIELD(alpha_engine_message, action, OrderMessage, action);
SAME_FIELD(alpha_engine_message, side, OrderMessage, side);
SAME_FIELD(alpha_engine_message, type, OrderMessage, type);
SAME_FIELD(alpha_engine_message, time_in_force, OrderMessage, timeInForce);

SAME_SIZE(alpha_engine_trade, Trade);
SAME_FIELD(alpha_engine_trade, timestamp, Trade, timestamp);
SAME_FIELD(alpha_engine_trade, trade_id, Trade, tradeId);
SAME_FIELD(alpha_engine_trade, taker_id, Trade, takerId);
SAME_FIELD(alpha_engine_trade, maker_id, Trade, makerId);
SAME_FIELD(alpha_engine_trade, price, Trade, price);
SAME_FIELD(alpha_engine_trade, quantity, Trade, quantity);
SAME_FIELD(alpha_engine_trade, symbol, Trade, symbol);
SAME_FIELD(alpha_engine_trade, taker_side, Trade, takerSide);

SAME_SIZE(alpha_engine_event, OrderEvent);
SAME_FIELD(alpha_engine_event, timestamp, OrderEvent, timestamp);
SAME_FIELD(alpha_engine_event, sequence, OrderEvent, sequence);
SAME_FIELD(alpha_engine_event, id, OrderEvent, id);
SAME_FIELD(alpha_engine_event, price, OrderEvent, price);
SAME_FIELD(alpha_engine_event, quantity, OrderEvent, quantity);
SAME_FIELD(alpha_engine_event, open_quantity, OrderEvent, openQuantity);
SAME_FIELD(alpha_engine_event, symbol, OrderEvent, symbol);
SAME_FIELD(alpha_engine_event, kind, OrderEvent, kind);
SAME_FIELD(alpha_engine_event, side, OrderEvent, side);
SAME_FIELD(alpha_engine_event, reason, OrderEvent, reason);

SAME_SIZE(alpha_engine_level, DepthLevel);
SAME_FIELD(alpha_engine_level, price, DepthLevel, price);
SAME_FIELD(alpha_engine_level, quantity, DepthLevel, quantity);

#undef SAME_FIELD
#undef SAME_SIZE

// The last value of each enumeration; its test goes through all names.
constexpr std::uint8_t lastAction = ALPHA_ENGINE_ACTION_UNBLOCK;
constexpr std::uint8_t lastType = ALPHA_ENGINE_TYPE_STOP_LIMIT;
constexpr std::uint8_t lastTimeInForce = ALPHA_ENGINE_TIF_POST;
static_assert(ALPHA_ENGINE_SIDE_NONE == static_cast<int>(Side::none));
static_assert(lastAction == static_cast<int>(Action::unblock));
static_assert(lastType == static_cast<int>(OrderType::stopLimit));
static_assert(lastTimeInForce == static_cast<int>(TimeInForce::post));
static_assert(ALPHA_ENGINE_EVENT_TRIGGERED == static_cast<int>(EventKind::triggered));
static_assert(ALPHA_ENGINE_STP_DECREMENT == static_cast<int>(SelfTradePrevention::decrement));
static_assert(ALPHA_ENGINE_REASON_COUNT == reasonCount);
static_assert(ALPHA_ENGINE_NO_PRICE == noPrice && ALPHA_ENGINE_UNLIMITED == RiskLimits::unlimited);
static_assert(ALPHA_ENGINE_ID_LENGTH_MAX == OrderIds::maximumLength);

// A value of one type seen as the type of the same layout.
template <class To, class From>
To convert(const From& from) noexcept {
    static_assert(sizeof(To) == sizeof(From));
    return __builtin_bit_cast(To, from);
}

bool isValid(const alpha_engine_message& message) noexcept {
    const bool hasSide = message.side < ALPHA_ENGINE_SIDE_NONE ||
                         (message.side == ALPHA_ENGINE_SIDE_NONE && message.action != ALPHA_ENGINE_ACTION_NEW);
    return hasSide && message.action <= lastAction && message.type <= lastType &&
           message.time_in_force <= lastTimeInForce;
}

}  // namespace

struct alpha_engine_venue {
    BatchVenue venue;
    SymbolIndex symbolCount = 0;
};

const char* alpha_engine_version(void) noexcept { return ALPHA_ENGINE_VERSION; }

alpha_engine_options alpha_engine_default_options(void) noexcept {
    return convert<alpha_engine_options>(EngineOptions{});
}
alpha_engine_instrument alpha_engine_default_instrument(void) noexcept {
    return convert<alpha_engine_instrument>(Instrument{});
}
alpha_engine_limits alpha_engine_no_limits(void) noexcept { return convert<alpha_engine_limits>(RiskLimits{}); }

alpha_engine_venue* alpha_engine_create(const alpha_engine_options* options) noexcept {
    const alpha_engine_options given = options == nullptr ? alpha_engine_default_options() : *options;
    if (given.self_trade_prevention > ALPHA_ENGINE_STP_DECREMENT) return nullptr;
    return new alpha_engine_venue{BatchVenue(convert<EngineOptions>(given)), 0};
}
void alpha_engine_destroy(alpha_engine_venue* venue) noexcept { delete venue; }

uint32_t alpha_engine_symbol(alpha_engine_venue* venue, const char* text, size_t count,
                             const alpha_engine_instrument* instrument) noexcept {
    const SymbolIndex symbol =
        venue->venue.symbol(text, count, instrument == nullptr ? Instrument{} : convert<Instrument>(*instrument));
    if (symbol >= venue->symbolCount) venue->symbolCount = symbol + 1;
    return symbol;
}
const char* alpha_engine_symbol_text(const alpha_engine_venue* venue, uint32_t symbol) noexcept {
    return symbol < venue->symbolCount ? venue->venue.symbolText(symbol) : nullptr;
}
uint32_t alpha_engine_account(alpha_engine_venue* venue, const char* text, size_t count) noexcept {
    return venue->venue.account(text, count);
}

bool alpha_engine_order_id(alpha_engine_venue* venue, const char* text, size_t count, uint64_t* id) noexcept {
    if (count > OrderIds::maximumLength) return false;
    *id = venue->venue.orderId(text, count);
    return true;
}
size_t alpha_engine_order_id_text(const alpha_engine_venue* venue, uint64_t id, char* buffer) noexcept {
    return venue->venue.orderIdText(id, buffer);
}
void alpha_engine_recycle(alpha_engine_venue* venue) noexcept { venue->venue.recycle(); }

void alpha_engine_set_default_limits(alpha_engine_venue* venue, const alpha_engine_limits* limits) noexcept {
    venue->venue.setDefaultLimits(convert<RiskLimits>(*limits));
}
void alpha_engine_set_limits(alpha_engine_venue* venue, uint32_t account, const alpha_engine_limits* limits) noexcept {
    venue->venue.setLimits(account, convert<RiskLimits>(*limits));
}

bool alpha_engine_submit(alpha_engine_venue* venue, const alpha_engine_message* messages, size_t count,
                         alpha_engine_output* output) noexcept {
    for (size_t i = 0; i < count; ++i)
        if (!isValid(messages[i])) return false;
    const BatchOutput told = venue->venue.submit(reinterpret_cast<const OrderMessage*>(messages), count);
    *output = {reinterpret_cast<const alpha_engine_trade*>(told.trades), told.tradeCount,
               reinterpret_cast<const alpha_engine_event*>(told.events), told.eventCount};
    return true;
}

alpha_engine_top_of_book alpha_engine_top(const alpha_engine_venue* venue, uint32_t symbol) noexcept {
    const TopOfBook top = symbol < venue->symbolCount ? venue->venue.top(symbol) : TopOfBook{};
    return {top.bid, top.ask, top.bidQuantity, top.askQuantity};
}
size_t alpha_engine_depth(const alpha_engine_venue* venue, uint32_t symbol, uint8_t side, alpha_engine_level* levels,
                          size_t capacity) noexcept {
    if (symbol >= venue->symbolCount || side >= ALPHA_ENGINE_SIDE_NONE) return 0;
    return venue->venue.depth(symbol, static_cast<Side>(side), reinterpret_cast<DepthLevel*>(levels), capacity);
}
int64_t alpha_engine_position(const alpha_engine_venue* venue, uint32_t account, uint32_t symbol) noexcept {
    return venue->venue.position(account, symbol);
}
uint32_t alpha_engine_live_orders(const alpha_engine_venue* venue) noexcept { return venue->venue.liveOrders(); }
bool alpha_engine_check_invariants(const alpha_engine_venue* venue) noexcept { return venue->venue.checkInvariants(); }
uint64_t alpha_engine_state_hash(const alpha_engine_venue* venue) noexcept { return venue->venue.stateHash(); }

const char* alpha_engine_side_name(uint8_t side) noexcept { return sideName(static_cast<Side>(side)); }
const char* alpha_engine_event_name(uint8_t kind) noexcept { return eventName(static_cast<EventKind>(kind)); }
const char* alpha_engine_reason_name(uint8_t reason) noexcept { return reasonName(static_cast<Reason>(reason)); }
