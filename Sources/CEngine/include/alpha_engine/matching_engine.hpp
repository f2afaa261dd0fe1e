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

/// Price-time matching of any number of symbols, one message after the other, on one thread.
///
/// Integers in, integers out; no exception, no clock, no global state: the same messages always give the same trades
/// and events. docs/engine.md states the rules and the exact order of events and checks. Within
/// `EngineOptions::expectedOrders` live orders nothing is allocated but for levels' windows, which grow with the book.
template <TradeSink Sink>
class MatchingEngine {
  public:
    explicit MatchingEngine(const EngineOptions& options = {}, Sink sink = {}) noexcept
        : pool_(options.expectedOrders),
          index_(options.expectedOrders),
          risk_(options.quantityUnitsPerOne),
          sink_(static_cast<Sink&&>(sink)) {}

    /// Opens a book; symbols are counted from 0.
    SymbolIndex addSymbol(const Instrument& instrument = {}) noexcept {
        books_.emplace_back(instrument);
        return static_cast<SymbolIndex>(books_.size() - 1);
    }
    std::size_t symbolCount() const noexcept { return books_.size(); }

    /// Handles one message to its end, telling the sink what happens as it happens.
    void process(const OrderMessage& message) noexcept {
        if (message.symbol >= books_.size()) [[unlikely]]
            return reject(message, Reason::unknownSymbol);
        switch (message.action) {
            case Action::newOrder:
                return enter(books_[message.symbol], message);
            case Action::cancel:
                return cancel(books_[message.symbol], message);
            case Action::replace:
                return replace(books_[message.symbol], message);
            case Action::auction:
                return books_[message.symbol].setInAuction(true);
            case Action::uncross:
                return uncross(books_[message.symbol], message);
        }
    }

    /// Handles a batch, asking for the memory of later messages while it works on earlier ones.
    void process(const OrderMessage* messages, std::size_t count) noexcept {
        for (std::size_t i = 0; i < count; ++i) {
            if (i + prefetchDistance < count) prefetch(messages[i + prefetchDistance]);
            process(messages[i]);
        }
    }

    /// How many messages ahead of its turn `prefetch` should be told of one.
    static constexpr std::size_t prefetchDistance = 8;
    /// Asks for the memory that a message will need; changes nothing.
    void prefetch(const OrderMessage& message) const noexcept { index_.prefetch(message.symbol, message.id); }

    /// The book of a symbol that exists.
    const OrderBook& book(SymbolIndex symbol) const noexcept { return books_[symbol]; }
    /// Limits and positions.
    RiskChecks& risk() noexcept { return risk_; }
    const RiskChecks& risk() const noexcept { return risk_; }
    Sink& sink() noexcept { return sink_; }
    /// How many orders rest in all books.
    std::uint32_t liveOrders() const noexcept { return pool_.live(); }
    /// Open quantity of a live order; 0 when no such order is live.
    Quantity openQuantity(SymbolIndex symbol, OrderId id) const noexcept {
        const std::uint32_t order = index_.find(symbol, id);
        return order == 0 ? 0 : pool_[order].open;
    }
    /// Trades so far.
    std::uint64_t tradeCount() const noexcept { return tradeCount_; }

    /// Whether every book's invariants hold, every resting order is found by its id exactly once, and open quantities
    /// of accounts equal the sum of their orders. Walks everything.
    bool checkInvariants() const noexcept;
    /// A hash of everything that later messages can see: books in queue order, phases, last trades, positions, trade
    /// count.
    std::uint64_t stateHash() const noexcept;

  private:
    static constexpr bool wantsEvents = OrderEventSink<Sink>;
    static constexpr PriceLadder::Key anyKey = PriceLadder::noKey + 1;

    // An incoming order on its way through the book.
    struct Taker {
        TimestampNanoseconds timestamp;
        OrderId id;
        SymbolIndex symbol;
        std::uint32_t owner;  // position index plus 1; 0: no account
        Side side;
    };

    void enter(OrderBook& book, const OrderMessage& message) noexcept;
    void cancel(OrderBook& book, const OrderMessage& message) noexcept;
    void replace(OrderBook& book, const OrderMessage& message) noexcept;
    void uncross(OrderBook& book, const OrderMessage& message) noexcept;
    Quantity match(OrderBook& book, const Taker& taker, PriceLadder::Key worstKey, Quantity quantity) noexcept;
    void fillBest(OrderBook& book, Side side, SymbolIndex symbol, Quantity traded) noexcept;
    template <class Visit>
    void forEachOrder(Visit&& visit) const noexcept;

    Reason checkValues(const OrderBook& book, const OrderMessage& message, Side side, Quantity replaced) const noexcept;
    Reason checkLimits(const OrderBook& book, const OrderMessage& message, Side side, AccountIndex account,
                       std::uint32_t owner, Quantity replaced) noexcept;
    // A broken precondition is the caller's defect: stop here rather than corrupt a book.
    static void require(bool condition) noexcept {
        if (!condition) [[unlikely]]
            __builtin_trap();
    }
    static bool crosses(const OrderBook& book, Side side, Price price) noexcept {
        return book.ladder(opposite(side)).bestKey() >= OrderBook::keyOf(opposite(side), price);
    }

    void changeOpen(std::uint32_t owner, Side side, Quantity by) noexcept {
        if (owner != 0) risk_.position(owner - 1).open(side) += by;
    }
    void changeNet(std::uint32_t owner, Side side, Quantity quantity) noexcept {
        if (owner != 0) risk_.position(owner - 1).net += side == Side::buy ? Wide{quantity} : -Wide{quantity};
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
            sink_.event(OrderEvent{timestamp, id, price, quantity, open, symbol, kind, side, reason});
    }

    std::vector<OrderBook> books_;
    OrderPool pool_;
    OrderIndex index_;
    RiskChecks risk_;
    std::uint64_t tradeCount_ = 0;
    std::vector<DepthLevel> auctionBids_;
    std::vector<DepthLevel> auctionAsks_;
    Sink sink_;
};

}  // namespace alpha_engine

// Not sorted among the others: these define the members declared above.
#include "alpha_engine/detail/matching_engine_auction.hpp"
#include "alpha_engine/detail/matching_engine_orders.hpp"
#include "alpha_engine/detail/matching_engine_views.hpp"
