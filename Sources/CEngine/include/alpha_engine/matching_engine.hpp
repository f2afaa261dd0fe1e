#pragma once

#include <algorithm>
#include <vector>

#include "alpha_engine/call_auction.hpp"
#include "alpha_engine/event_sink.hpp"
#include "alpha_engine/order_book.hpp"
#include "alpha_engine/order_index.hpp"
#include "alpha_engine/order_pool.hpp"
#include "alpha_engine/risk_checks.hpp"
#include "alpha_engine/types.hpp"

namespace alpha_engine {

class ByteReader;
class ByteWriter;

/// Price-time matching of any number of symbols, one message after the other, on one thread.
///
/// Integers in, integers out; no exception, no clock, no global state: the same messages always give the same trades
/// and events. docs/engine.md states the rules and the exact order of events and checks. Within
/// `EngineOptions::expectedOrders` live orders, `expectedSpecialOrders` and `expectedLevels` nothing is allocated, but
/// for an account's first order in a symbol and a book's first stop order.
template <TradeSink Sink>
class MatchingEngine {
  public:
    explicit MatchingEngine(const EngineOptions& options = {}, Sink sink = {}) noexcept
        : pool_(options.expectedOrders, options.expectedSpecialOrders),
          index_(options.expectedOrders),
          risk_(options.quantityUnitsPerOne),
          selfTradePrevention_(options.selfTradePrevention),
          expectedLevels_(options.expectedLevels),
          sink_(static_cast<Sink&&>(sink)) {
        woken_.reserve(options.expectedSpecialOrders);
        scratch_.reserve(options.expectedSpecialOrders);
    }

    /// Opens a book; symbols are counted from 0.
    SymbolIndex addSymbol(const Instrument& instrument = {}) noexcept {
        books_.emplace_back(instrument, expectedLevels_);
        const auto symbol = static_cast<SymbolIndex>(books_.size() - 1);
        risk_.setLastTradePrice(symbol, noPrice);
        return symbol;
    }
    std::size_t symbolCount() const noexcept { return books_.size(); }

    /// Handles one message to its end, telling the sink what happens as it happens.
    void process(const OrderMessage& message) noexcept { handle(message); }

    /// Handles a batch, asking for the memory of later messages while it works on earlier ones.
    void process(const OrderMessage* messages, std::size_t count) noexcept;

    /// The book of a symbol that exists.
    const OrderBook& book(SymbolIndex symbol) const noexcept { return books_[symbol]; }
    /// Limits and positions.
    RiskChecks& risk() noexcept { return risk_; }
    const RiskChecks& risk() const noexcept { return risk_; }
    Sink& sink() noexcept { return sink_; }
    const Sink& sink() const noexcept { return sink_; }
    /// How many orders are live in all books: they rest, or sleep.
    std::uint32_t liveOrders() const noexcept { return pool_.live(); }
    /// Open quantity of a live order, hidden or not; 0 when no such order is live.
    Quantity openQuantity(SymbolIndex symbol, OrderId id) const noexcept {
        const std::uint32_t order = index_.find(symbol, id);
        return order == 0 ? 0 : pool_.openQuantity(order);
    }
    /// Market by price: fills `levels` with the best levels of a side, best first; how many there were, at most
    /// `capacity`. What icebergs hide and what sleeps is not in it.
    std::size_t depth(SymbolIndex symbol, Side side, DepthLevel* levels, std::size_t capacity) const noexcept {
        return books_[symbol].depth(side, levels, capacity);
    }
    /// Market by order: likewise for single orders, by price, then place in the queue.
    std::size_t orders(SymbolIndex symbol, Side side, OrderView* orders, std::size_t capacity) const noexcept {
        return books_[symbol].orders(pool_, side, orders, capacity);
    }
    /// Events so far: the sequence number of the last one.
    std::uint64_t eventCount() const noexcept { return eventCount_; }
    /// Trades so far.
    std::uint64_t tradeCount() const noexcept { return tradeCount_; }

    /// Bytes of memory that books, orders, ids and accounts hold.
    std::size_t memoryBytes() const noexcept {
        std::size_t bytes = pool_.memoryBytes() + index_.memoryBytes() + risk_.memoryBytes();
        for (const OrderBook& book : books_) bytes += book.memoryBytes();
        return bytes;
    }

    /// Whether every book's invariants hold, every resting order is found by its id exactly once, and open quantities
    /// of accounts equal the sum of their orders. Walks everything.
    bool checkInvariants() const noexcept;
    /// A hash of everything that later messages can see: books in queue order, phases, last trades, positions, trade
    /// count.
    std::uint64_t stateHash() const noexcept {
        return stateHash([](OrderId id) noexcept { return std::uint64_t{id}; });
    }
    /// The same, with `hashOf(id)` in the place of each id: for an owner whose ids stand for texts.
    template <class HashOf>
    std::uint64_t stateHash(HashOf&& hashOf) const noexcept;

    /// Writes the whole state, its configuration (instruments, limits, self-trade prevention) with it. Between two
    /// messages. The sink is its owner's business.
    void save(ByteWriter& writer) const noexcept;
    /// Takes in what `save` wrote, into an engine that has the same options and symbols and has seen no message; limits
    /// are taken in too. The bytes may be anything: false when they are no state, or another configuration's, and then
    /// the engine is of no further use.
    bool load(ByteReader& reader) noexcept;
    /// Calls `visit(symbol, id)` for every live order.
    template <class Visit>
    void forEachLiveOrder(Visit&& visit) const noexcept;

  private:
    static constexpr bool wantsEvents = OrderEventSink<Sink>;
    static constexpr PriceLadder::Key anyKey = PriceLadder::noKey + 1;

    // An order on its way through the book.
    struct Taker {
        TimestampNanoseconds timestamp;
        OrderId id;
        SymbolIndex symbol;
        std::uint32_t owner;  // position index plus 1; 0: no account
        Side side;
        bool isMarket;
        bool isPostOnly;
        TimeInForce timeInForce;
        Price price;
        Quantity display;
        std::uint32_t order;  // its place in the pool, 0: it has none yet

        std::uint64_t flags() const noexcept {
            return (side == Side::sell ? RestingOrder::sellFlag : 0) | (isPostOnly ? RestingOrder::postOnlyFlag : 0) |
                   (owner != 0 ? RestingOrder::accountFlag : 0);
        }
    };

    void handle(const OrderMessage& message) noexcept;
    bool enterPlain(OrderBook& book, const OrderMessage& message) noexcept;
    void enter(OrderBook& book, const OrderMessage& message) noexcept;
    void cancel(OrderBook& book, const OrderMessage& message) noexcept;
    void replace(OrderBook& book, const OrderMessage& message) noexcept;
    void execute(OrderBook& book, const Taker& taker, Quantity quantity) noexcept;
    void rest(OrderBook& book, const Taker& taker, OrderIndex::Place place, Quantity quantity) noexcept;
    void restAgain(OrderBook& book, const Taker& taker, Quantity quantity) noexcept;
    void putIn(OrderBook& book, const Taker& taker, std::uint32_t order, Quantity quantity) noexcept;
    void cancelRest(const Taker& taker, Quantity quantity, Reason reason) noexcept;
    ALPHA_ENGINE_NOINLINE void remove(OrderBook& book, SymbolIndex symbol, OrderIndex::Place place,
                                      TimestampNanoseconds timestamp, Reason reason) noexcept;

    Quantity match(OrderBook& book, const Taker& taker, PriceLadder::Key worstKey, Quantity quantity) noexcept;
    bool isOwn(const Taker& taker, std::uint32_t maker) const noexcept {
        return selfTradePrevention_ != SelfTradePrevention::none && taker.owner != 0 && ownerOf(maker) == taker.owner;
    }
    ALPHA_ENGINE_COLD Quantity preventSelfTrade(OrderBook& book, const Taker& taker, PriceLevel& level,
                                                std::uint32_t& head, Quantity quantity) noexcept;
    ALPHA_ENGINE_COLD bool nextPart(OrderBook& book, PriceLevel& level, std::uint32_t order) noexcept;
    bool canFill(const OrderBook& book, const Taker& taker, PriceLadder::Key worstKey, Quantity quantity) noexcept;
    void finish(SymbolIndex symbol, std::uint32_t order) noexcept {
        finish(OrderIndex::Place{index_.locate(symbol, pool_[order].id).slot, order});
    }
    void finish(OrderIndex::Place place) noexcept;

    void sleep(OrderBook& book, const OrderMessage& message, std::uint32_t owner) noexcept;
    void replaceSleeping(OrderBook& book, const OrderMessage& message, std::uint32_t order) noexcept;
    ALPHA_ENGINE_COLD void wake(OrderBook& book, Price tradePrice) noexcept;
    ALPHA_ENGINE_COLD void settle(OrderBook& book, const OrderMessage& message) noexcept;
    void trigger(OrderBook& book, const OrderMessage& message, std::uint32_t order) noexcept;

    void uncross(OrderBook& book, const OrderMessage& message) noexcept;
    void fillBest(OrderBook& book, Side side, SymbolIndex symbol, Price price, Quantity traded) noexcept;

    ALPHA_ENGINE_COLD void setBlocked(const OrderMessage& message) noexcept;
    void stopLosses(const OrderMessage& message) noexcept;
    void cancelAll(AccountIndex account, TimestampNanoseconds timestamp) noexcept;
    void saveOrder(ByteWriter& writer, std::uint32_t order) const noexcept;
    void loadBook(ByteReader& reader, SymbolIndex symbol) noexcept;
    void loadOrder(ByteReader& reader, SymbolIndex symbol) noexcept;
    template <class Visit>
    void forEachOrder(SymbolIndex symbol, Visit&& visit) const noexcept;

    static bool isPlain(const OrderBook& book, const OrderMessage& message, Side side, Quantity replaced) noexcept;
    Reason checkValues(const OrderBook& book, const OrderMessage& message, Side side, OrderType type,
                       Quantity replaced) const noexcept;
    Reason checkLimits(const OrderBook& book, const OrderMessage& message, Side side, OrderType type,
                       std::uint32_t owner, std::uint32_t replaced) noexcept;
    bool needsLimits(const OrderBook& book) const noexcept { return risk_.anyLimits() || book.hasLimits(); }
    // A broken precondition is the caller's defect: stop here rather than corrupt a book.
    static void require(bool condition) noexcept {
        if (!condition) [[unlikely]]
            __builtin_trap();
    }
    static bool crosses(const OrderBook& book, Side side, Price price) noexcept {
        return book.ladder(opposite(side)).bestKey() >= OrderBook::keyOf(opposite(side), price);
    }

    void changeOpen(std::uint32_t owner, Side side, Quantity by, Price price) noexcept {
        if (owner != 0) risk_.changeOpen(owner - 1, side, by, price);
    }
    void changeNet(std::uint32_t owner, Side side, Quantity quantity, Price price) noexcept {
        if (owner != 0) risk_.changeNet(owner - 1, side, quantity, price);
    }
    // What a live order is valued at: its limit, or its stop price if it sleeps without one.
    Price worthPrice(std::uint32_t order) const noexcept {
        const bool hasLimit = pool_.isSleeping(order) && pool_.extras(order).limit != noPrice;
        return hasLimit ? pool_.extras(order).limit : pool_[order].price();
    }
    std::uint32_t ownerOf(std::uint32_t order) const noexcept {
        return pool_[order].hasAccount() ? pool_.owner(order) + 1 : 0;
    }

    ALPHA_ENGINE_COLD void reject(const OrderMessage& message, Reason reason) noexcept;
    ALPHA_ENGINE_INLINE void emit(const OrderMessage& message, EventKind kind, Side side, Price price,
                                  Quantity quantity, Quantity open, Reason reason = Reason::none) noexcept {
        emit(message.timestamp, message.symbol, message.id, kind, side, price, quantity, open, reason);
    }
    ALPHA_ENGINE_INLINE void emit(TimestampNanoseconds timestamp, SymbolIndex symbol, OrderId id, EventKind kind,
                                  Side side, Price price, Quantity quantity, Quantity open,
                                  Reason reason = Reason::none) noexcept {
        if constexpr (wantsEvents)
            sink_.event(OrderEvent{timestamp, ++eventCount_, id, price, quantity, open, symbol, kind, side, reason});
    }

    std::vector<OrderBook> books_;
    OrderPool pool_;
    OrderIndex index_;
    RiskChecks risk_;
    SelfTradePrevention selfTradePrevention_;
    std::uint32_t expectedLevels_;
    std::uint64_t tradeCount_ = 0;
    std::uint64_t eventCount_ = 0;
    std::uint64_t arrivals_ = 0;          // stop orders so far
    std::vector<std::uint32_t> woken_;    // stop orders on their way into the book, in order
    std::vector<std::uint32_t> scratch_;  // orders about to be canceled
    std::vector<DepthLevel> auctionBids_;
    std::vector<DepthLevel> auctionAsks_;
    Sink sink_;
};

}  // namespace alpha_engine

// Not sorted among the others: these define the members declared above.
#include "alpha_engine/detail/matching_engine_archive.hpp"
#include "alpha_engine/detail/matching_engine_auction.hpp"
#include "alpha_engine/detail/matching_engine_matching.hpp"
#include "alpha_engine/detail/matching_engine_orders.hpp"
#include "alpha_engine/detail/matching_engine_risk.hpp"
#include "alpha_engine/detail/matching_engine_stops.hpp"
#include "alpha_engine/detail/matching_engine_views.hpp"
