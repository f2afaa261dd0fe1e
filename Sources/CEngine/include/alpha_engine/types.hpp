#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>

#include "alpha_engine/annotations.hpp"
#include "alpha_engine/reasons.hpp"

namespace alpha_engine {

/// A price, an integer in the unit that the caller chose: 1e-8 in the simulator, a tick where ticks come in.
using Price = std::int64_t;
/// A quantity, an integer in the caller's unit: 1e-8 in the simulator, a lot where lots come in.
using Quantity = std::int64_t;
/// An order's id. Any value; `OrderIds` turns text into one and back.
using OrderId = std::uint64_t;
/// A book, counted from 0 in the order in which `addSymbol` made them.
using SymbolIndex = std::uint32_t;
/// An account, counted from 1; 0 is no account: no position is kept for it.
using AccountIndex = std::uint32_t;
/// Event time in nanoseconds; the engine copies it, nothing depends on it.
using TimestampNanoseconds = std::int64_t;

/// Where a price belongs and there is none: a market order's, an empty side's.
inline constexpr Price noPrice = std::numeric_limits<Price>::min();
/// The highest price that an order may have; a higher one is rejected with `Reason::overflow`.
inline constexpr Price maximumPrice = (Price{1} << 60) - 1;

/// The side of an order; `none` where there is no side, as on the events of an unknown order.
enum class ALPHA_ENGINE_CLOSED Side : std::uint8_t { buy, sell, none };

/// What a message asks for. `block` and `unblock` throw and lift the kill switch of an account, over all symbols.
enum class ALPHA_ENGINE_CLOSED Action : std::uint8_t { newOrder, cancel, replace, auction, uncross, block, unblock };

/// How an order meets the book: at its limit or better, or at any price; the stops only once a trade has woken them.
enum class ALPHA_ENGINE_CLOSED OrderType : std::uint8_t { limit, market, stop, stopLimit };

/// How long an order lives: good till canceled, immediate or cancel, fill or kill, post-only.
enum class ALPHA_ENGINE_CLOSED TimeInForce : std::uint8_t { gtc, ioc, fok, post };

/// What became of an order.
enum class ALPHA_ENGINE_CLOSED EventKind : std::uint8_t { accepted, rejected, traded, canceled, replaced, triggered };

/// What happens when an order meets another one of its own account: both trade; the incoming one is canceled, the
/// resting one, or both; or both are reduced by the smaller quantity and the smaller one is canceled.
enum class ALPHA_ENGINE_CLOSED SelfTradePrevention : std::uint8_t {
    none,
    cancelNewest,
    cancelOldest,
    cancelBoth,
    decrement
};

/// What a book does with orders: trade them on arrival, or collect them for a call auction.
enum class ALPHA_ENGINE_CLOSED TradingPhase : std::uint8_t { continuous, auction };

/// The other side; `none` stays `none`.
constexpr Side opposite(Side side) noexcept {
    // No branch: which side it is cannot be foreseen.
    const auto number = static_cast<unsigned>(side);
    return static_cast<Side>(number ^ (1U >> (number >> 1)));
}

/// The value for a buyer, minus it for a seller. No branch: which side it is cannot be foreseen.
template <class Number>
constexpr Number signedBy(Side side, Number value) noexcept {
    const auto mask = static_cast<Number>(-static_cast<Number>(side == Side::sell));
    return (value ^ mask) - mask;
}

/// The names that files show: `"BUY"`, `"SELL"`, `""`.
ALPHA_ENGINE_UNSAFE const char* sideName(Side side) noexcept;
/// The names that files show: `"ACCEPTED"`, `"TRADED"`, …
ALPHA_ENGINE_UNSAFE const char* eventName(EventKind kind) noexcept;

/// One row of an order stream, plain data, 64 bytes.
///
/// What an action does not need is ignored: `cancel` reads `symbol` and `id`; `replace` also `price`, `quantity` (the
/// new open quantity) and, of a sleeping stop order, `stopPrice`; `auction` and `uncross` only `symbol`; `block` and
/// `unblock` only `account`. The `price` of a market or stop order is ignored.
struct OrderMessage {
    TimestampNanoseconds timestamp = 0;
    OrderId id = 0;
    Price price = 0;
    Quantity quantity = 0;
    /// How much of an iceberg is shown at a time; 0, or no less than what is open: all of it.
    Quantity displayQuantity = 0;
    /// The trade price at or beyond which a stop order wakes; in a `replace`, 0 leaves it as it is.
    Price stopPrice = 0;
    SymbolIndex symbol = 0;
    AccountIndex account = 0;
    Action action = Action::newOrder;
    Side side = Side::buy;
    OrderType type = OrderType::limit;
    TimeInForce timeInForce = TimeInForce::gtc;
};

/// One trade, plain data.
///
/// `price` is the resting order's. In a call auction it is the auction's, `takerSide` is `none`, `takerId` the buy
/// order and `makerId` the sell order.
struct Trade {
    TimestampNanoseconds timestamp = 0;
    /// Counted from 1 over all symbols.
    std::uint64_t tradeId = 0;
    OrderId takerId = 0;
    OrderId makerId = 0;
    Price price = 0;
    Quantity quantity = 0;
    SymbolIndex symbol = 0;
    Side takerSide = Side::none;
};

/// One state change of an order, plain data. docs/engine.md says which events a message gives, and in which order.
struct OrderEvent {
    TimestampNanoseconds timestamp = 0;
    /// Counted from 1 over all symbols, without a gap.
    std::uint64_t sequence = 0;
    OrderId id = 0;
    /// The order's price; a trade's for `traded`; `noPrice` for a market or stop order and a cancel of an unknown
    /// order.
    Price price = noPrice;
    /// What the event is about: the quantity entered, traded, canceled, or newly open.
    Quantity quantity = 0;
    /// What is left open of the order after the event.
    Quantity openQuantity = 0;
    SymbolIndex symbol = 0;
    EventKind kind = EventKind::accepted;
    Side side = Side::none;
    Reason reason = Reason::none;
};

/// The value of a limit that is not set: nothing is checked.
inline constexpr std::int64_t unlimited = std::numeric_limits<std::int64_t>::max();

/// What can be traded in one book. Prices are multiples of `tickSize`, quantities of `lotSize`; both at least 1.
struct Instrument {
    Price tickSize = 1;
    Quantity lotSize = 1;
    /// What a quantity of 1 at a price of 1 is worth, in 1e-8: 5'000'000'000 for a future of 50 a point.
    std::int64_t multiplier = 100'000'000;
    /// Limits that every order in this book must keep, as those of the same names in `RiskLimits`.
    Quantity maxOrderQuantity = unlimited;
    std::int64_t maxOrderNotional = unlimited;
    std::int64_t priceCollarBasisPoints = unlimited;

    /// Whether any limit is set.
    constexpr bool hasLimits() const noexcept {
        return maxOrderQuantity != unlimited || maxOrderNotional != unlimited || priceCollarBasisPoints != unlimited;
    }
};

/// One price level of a book: the price, and the sum of the open quantities there.
struct DepthLevel {
    Price price = noPrice;
    Quantity quantity = 0;
};

/// One order of a book as the market sees it: an iceberg's shown part only.
struct OrderView {
    OrderId id = 0;
    Price price = noPrice;
    Quantity quantity = 0;
};

/// The best prices of a book and what rests there; `noPrice` and 0 for an empty side.
struct TopOfBook {
    Price bid = noPrice;
    Price ask = noPrice;
    Quantity bidQuantity = 0;
    Quantity askQuantity = 0;

    /// Twice the mid price, so that half a unit is not lost; `noPrice` when a side is empty.
    constexpr Price twiceMid() const noexcept { return bid == noPrice || ask == noPrice ? noPrice : bid + ask; }
};

/// What the engine should make room for at once; more grows when it must.
struct EngineOptions {
    /// Live orders that fit without any allocation after construction.
    std::uint32_t expectedOrders = 1024;
    /// How many of them may be icebergs or stop orders.
    std::uint32_t expectedSpecialOrders = 64;
    /// Price levels of a side of each book that fit likewise, sleeping stop orders' apart; 0 keeps an empty book small.
    std::uint32_t expectedLevels = 0;
    /// How many quantity units make 1: turns price × quantity into the unit of `RiskLimits::maxOrderNotional`.
    Quantity quantityUnitsPerOne = 100'000'000;
    /// What happens when an account would trade with itself, in continuous trading.
    SelfTradePrevention selfTradePrevention = SelfTradePrevention::none;
};

}  // namespace alpha_engine
