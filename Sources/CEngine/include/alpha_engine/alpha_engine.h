#ifndef ALPHA_ENGINE_C_H
#define ALPHA_ENGINE_C_H

/// The matching engine for C11, and so for any language that calls C: `BatchVenue` of the C++ library under C names.
///
/// A batch of messages goes in, pointers and counts come out; the rules and the order of events are those of
/// docs/engine.md. Nothing here is thread-safe, throws or keeps global state: one venue, one thread at a time. Memory
/// that cannot be had ends the program. Structures are plain data that begins as zeros: `alpha_engine_message m = {0};`
/// is a new limit order to buy, good till canceled.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "alpha_engine/version.h"

#ifdef __cplusplus
#define ALPHA_ENGINE_NOEXCEPT noexcept
extern "C" {
#else
#define ALPHA_ENGINE_NOEXCEPT
#endif

/// Where a price belongs and there is none: a market order's, an empty side's.
#define ALPHA_ENGINE_NO_PRICE INT64_MIN
/// The value of a limit that is not set.
#define ALPHA_ENGINE_UNLIMITED INT64_MAX
/// The longest text of an order's id, in bytes.
#define ALPHA_ENGINE_ID_LENGTH_MAX 64

/// The side of an order; none where there is no side, as on the events of an unknown order.
enum { ALPHA_ENGINE_SIDE_BUY, ALPHA_ENGINE_SIDE_SELL, ALPHA_ENGINE_SIDE_NONE };

/// What a message asks for; the last two throw and lift the kill switch of an account.
enum {
    ALPHA_ENGINE_ACTION_NEW,
    ALPHA_ENGINE_ACTION_CANCEL,
    ALPHA_ENGINE_ACTION_REPLACE,
    ALPHA_ENGINE_ACTION_AUCTION,
    ALPHA_ENGINE_ACTION_UNCROSS,
    ALPHA_ENGINE_ACTION_BLOCK,
    ALPHA_ENGINE_ACTION_UNBLOCK
};

/// How an order meets the book; the stops once a trade has woken them.
enum { ALPHA_ENGINE_TYPE_LIMIT, ALPHA_ENGINE_TYPE_MARKET, ALPHA_ENGINE_TYPE_STOP, ALPHA_ENGINE_TYPE_STOP_LIMIT };

/// How long an order lives: good till canceled, immediate or cancel, fill or kill, post-only.
enum { ALPHA_ENGINE_TIF_GTC, ALPHA_ENGINE_TIF_IOC, ALPHA_ENGINE_TIF_FOK, ALPHA_ENGINE_TIF_POST };

/// What became of an order.
enum {
    ALPHA_ENGINE_EVENT_ACCEPTED,
    ALPHA_ENGINE_EVENT_REJECTED,
    ALPHA_ENGINE_EVENT_TRADED,
    ALPHA_ENGINE_EVENT_CANCELED,
    ALPHA_ENGINE_EVENT_REPLACED,
    ALPHA_ENGINE_EVENT_TRIGGERED
};

/// What happens when an order meets another one of its own account: both trade; the incoming one is canceled, the
/// resting one, or both; or both are reduced by the smaller quantity and the smaller one is canceled.
enum {
    ALPHA_ENGINE_STP_NONE,
    ALPHA_ENGINE_STP_CANCEL_NEWEST,
    ALPHA_ENGINE_STP_CANCEL_OLDEST,
    ALPHA_ENGINE_STP_CANCEL_BOTH,
    ALPHA_ENGINE_STP_DECREMENT
};

/// Why an order was rejected or canceled.
enum {
    ALPHA_ENGINE_REASON_NONE,
    ALPHA_ENGINE_REASON_UNKNOWN_SYMBOL,
    ALPHA_ENGINE_REASON_UNKNOWN_ORDER,
    ALPHA_ENGINE_REASON_INVALID_QTY,
    ALPHA_ENGINE_REASON_QTY_NOT_ON_LOT,
    ALPHA_ENGINE_REASON_INVALID_PRICE,
    ALPHA_ENGINE_REASON_PRICE_NOT_ON_TICK,
    ALPHA_ENGINE_REASON_OVERFLOW,
    ALPHA_ENGINE_REASON_DUPLICATE_ID,
    ALPHA_ENGINE_REASON_IN_AUCTION,
    ALPHA_ENGINE_REASON_KILL_SWITCH,
    ALPHA_ENGINE_REASON_MAX_ORDER_QTY,
    ALPHA_ENGINE_REASON_MAX_ORDER_NOTIONAL,
    ALPHA_ENGINE_REASON_MAX_POSITION,
    ALPHA_ENGINE_REASON_MAX_GROSS_NOTIONAL,
    ALPHA_ENGINE_REASON_PRICE_COLLAR,
    ALPHA_ENGINE_REASON_MAX_OPEN_ORDERS,
    ALPHA_ENGINE_REASON_MAX_MESSAGE_RATE,
    ALPHA_ENGINE_REASON_MAX_DAILY_LOSS,
    ALPHA_ENGINE_REASON_WOULD_CROSS,
    ALPHA_ENGINE_REASON_BY_USER,
    ALPHA_ENGINE_REASON_IOC_REST,
    ALPHA_ENGINE_REASON_FOK_UNFILLED,
    ALPHA_ENGINE_REASON_NO_LIQUIDITY,
    ALPHA_ENGINE_REASON_SELF_TRADE,
    ALPHA_ENGINE_REASON_RISK,
    ALPHA_ENGINE_REASON_COUNT
};

/// What to make room for at once; see `alpha_engine_default_options`.
typedef struct alpha_engine_options {
    uint32_t expected_orders;
    /// How many of them may be icebergs or stop orders.
    uint32_t expected_special_orders;
    /// Price levels of a side of each book; 0 keeps an empty book small.
    uint32_t expected_levels;
    /// How many quantity units make 1: turns price × quantity into the unit of notional limits.
    int64_t quantity_units_per_one;
    uint8_t self_trade_prevention;
} alpha_engine_options;

/// What can be traded in one book; see `alpha_engine_default_instrument`.
typedef struct alpha_engine_instrument {
    int64_t tick_size;
    int64_t lot_size;
    /// What a quantity of 1 at a price of 1 is worth, in 1e-8.
    int64_t multiplier;
    /// Limits that every order in this book must keep.
    int64_t max_order_quantity;
    int64_t max_order_notional;
    int64_t price_collar_basis_points;
} alpha_engine_instrument;

/// The pre-trade limits of an account; see `alpha_engine_no_limits`.
typedef struct alpha_engine_limits {
    int64_t max_order_quantity;
    int64_t max_order_notional;
    int64_t max_position;
    int64_t max_gross_notional;
    int64_t price_collar_basis_points;
    int64_t max_open_orders;
    int64_t max_messages_per_second;
    int64_t max_daily_loss;
} alpha_engine_limits;

/// One message; what an action does not need is ignored.
typedef struct alpha_engine_message {
    int64_t timestamp;
    uint64_t id;
    int64_t price;
    int64_t quantity;
    /// How much of an iceberg is shown at a time; 0: all of it.
    int64_t display_quantity;
    /// The trade price at or beyond which a stop order wakes; in a replace, 0 leaves it as it is.
    int64_t stop_price;
    uint32_t symbol;
    /// 0: no account.
    uint32_t account;
    uint8_t action;
    uint8_t side;
    uint8_t type;
    uint8_t time_in_force;
} alpha_engine_message;

/// One trade, at the resting order's price.
typedef struct alpha_engine_trade {
    int64_t timestamp;
    uint64_t trade_id;
    uint64_t taker_id;
    uint64_t maker_id;
    int64_t price;
    int64_t quantity;
    uint32_t symbol;
    uint8_t taker_side;
} alpha_engine_trade;

/// One state change of an order.
typedef struct alpha_engine_event {
    int64_t timestamp;
    /// Counted from 1 over all symbols, without a gap.
    uint64_t sequence;
    uint64_t id;
    int64_t price;
    int64_t quantity;
    int64_t open_quantity;
    uint32_t symbol;
    uint8_t kind;
    uint8_t side;
    uint8_t reason;
} alpha_engine_event;

/// One price level.
typedef struct alpha_engine_level {
    int64_t price;
    int64_t quantity;
} alpha_engine_level;

/// The best prices of a book and what rests there; `ALPHA_ENGINE_NO_PRICE` and 0 for an empty side.
typedef struct alpha_engine_top_of_book {
    int64_t bid;
    int64_t ask;
    int64_t bid_quantity;
    int64_t ask_quantity;
} alpha_engine_top_of_book;

/// What a batch of messages did, in the order in which it happened.
typedef struct alpha_engine_output {
    const alpha_engine_trade* trades;
    size_t trade_count;
    const alpha_engine_event* events;
    size_t event_count;
} alpha_engine_output;

/// A matching engine with its books, accounts and ids.
typedef struct alpha_engine_venue alpha_engine_venue;

/// The version of the library that the program is linked with; `ALPHA_ENGINE_VERSION` is that of this header.
const char* alpha_engine_version(void) ALPHA_ENGINE_NOEXCEPT;

/// Room for 1024 orders, 64 of them special; a quantity unit of 1e-8; accounts may trade with themselves.
alpha_engine_options alpha_engine_default_options(void) ALPHA_ENGINE_NOEXCEPT;
/// Tick, lot and multiplier 1; no limits.
alpha_engine_instrument alpha_engine_default_instrument(void) ALPHA_ENGINE_NOEXCEPT;
/// Every limit `ALPHA_ENGINE_UNLIMITED`.
alpha_engine_limits alpha_engine_no_limits(void) ALPHA_ENGINE_NOEXCEPT;

/// A new venue; null options are the default ones. Null only for a self-trade prevention that is none of the
/// enumeration. `alpha_engine_destroy` frees it.
alpha_engine_venue* alpha_engine_create(const alpha_engine_options* options) ALPHA_ENGINE_NOEXCEPT;
/// Frees a venue and all that points into it; null does nothing.
void alpha_engine_destroy(alpha_engine_venue* venue) ALPHA_ENGINE_NOEXCEPT;

/// The index of a symbol, counted from 0 in the order of first use; a new one gets a book with the given instrument,
/// null for the default one.
uint32_t alpha_engine_symbol(alpha_engine_venue* venue, const char* text, size_t count,
                             const alpha_engine_instrument* instrument) ALPHA_ENGINE_NOEXCEPT;
/// A symbol's text, NUL-terminated, until the next new symbol; null for an index that no symbol has.
const char* alpha_engine_symbol_text(const alpha_engine_venue* venue, uint32_t symbol) ALPHA_ENGINE_NOEXCEPT;
/// The index of an account, counted from 1; 0 for empty text.
uint32_t alpha_engine_account(alpha_engine_venue* venue, const char* text, size_t count) ALPHA_ENGINE_NOEXCEPT;

/// Turns an order's id into a number; false, and nothing happens, above `ALPHA_ENGINE_ID_LENGTH_MAX` bytes. A program
/// whose ids are numbers below 10^18 needs none of this: each is its own id.
bool alpha_engine_order_id(alpha_engine_venue* venue, const char* text, size_t count,
                           uint64_t* id) ALPHA_ENGINE_NOEXCEPT;
/// Writes an id's text, without a NUL, into `ALPHA_ENGINE_ID_LENGTH_MAX` bytes of room and says how many it has. The id
/// must be one that `alpha_engine_order_id` gave, or a number.
size_t alpha_engine_order_id_text(const alpha_engine_venue* venue, uint64_t id, char* buffer) ALPHA_ENGINE_NOEXCEPT;
/// Forgets the texts of ids longer than 7 bytes that no live order uses. Call it now and then, between a batch's output
/// and the next batch's ids.
void alpha_engine_recycle(alpha_engine_venue* venue) ALPHA_ENGINE_NOEXCEPT;

/// The limits of every account without limits of its own, and of orders without an account.
void alpha_engine_set_default_limits(alpha_engine_venue* venue,
                                     const alpha_engine_limits* limits) ALPHA_ENGINE_NOEXCEPT;
/// An account's own limits.
void alpha_engine_set_limits(alpha_engine_venue* venue, uint32_t account,
                             const alpha_engine_limits* limits) ALPHA_ENGINE_NOEXCEPT;

/// Matches the messages one after the other. The output holds until the next call of this function.
///
/// False, and nothing happens, when a message has a value that its enumeration has not, or a new order no side.
bool alpha_engine_submit(alpha_engine_venue* venue, const alpha_engine_message* messages, size_t count,
                         alpha_engine_output* output) ALPHA_ENGINE_NOEXCEPT;

/// The best prices of a book; empty for a symbol that is none.
alpha_engine_top_of_book alpha_engine_top(const alpha_engine_venue* venue, uint32_t symbol) ALPHA_ENGINE_NOEXCEPT;
/// Fills `levels` with the best levels of a side, best first; how many there were, at most `capacity`.
size_t alpha_engine_depth(const alpha_engine_venue* venue, uint32_t symbol, uint8_t side, alpha_engine_level* levels,
                          size_t capacity) ALPHA_ENGINE_NOEXCEPT;
/// An account's position in a symbol, from the venue's own trades, cut to 64 bits.
int64_t alpha_engine_position(const alpha_engine_venue* venue, uint32_t account, uint32_t symbol) ALPHA_ENGINE_NOEXCEPT;
/// How many orders rest in all books.
uint32_t alpha_engine_live_orders(const alpha_engine_venue* venue) ALPHA_ENGINE_NOEXCEPT;
/// Whether every invariant of the engine's state holds; walks everything.
bool alpha_engine_check_invariants(const alpha_engine_venue* venue) ALPHA_ENGINE_NOEXCEPT;
/// A hash of everything that later messages can see.
uint64_t alpha_engine_state_hash(const alpha_engine_venue* venue) ALPHA_ENGINE_NOEXCEPT;

/// The names that files show: `"BUY"`, `"TRADED"`, `"MAX_POSITION"`; empty for none, and for what is none.
const char* alpha_engine_side_name(uint8_t side) ALPHA_ENGINE_NOEXCEPT;
const char* alpha_engine_event_name(uint8_t kind) ALPHA_ENGINE_NOEXCEPT;
const char* alpha_engine_reason_name(uint8_t reason) ALPHA_ENGINE_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
