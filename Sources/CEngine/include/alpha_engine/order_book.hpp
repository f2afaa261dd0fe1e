#pragma once

#include <algorithm>
#include <array>
#include <memory>

#include "alpha_engine/order_pool.hpp"
#include "alpha_engine/price_ladder.hpp"
#include "alpha_engine/types.hpp"

namespace alpha_engine {

/// The book of one symbol: two ladders of price levels, each level a queue of orders in the engine's pool, and, once
/// there are any, two more for the stop orders that sleep.
///
/// It keeps orders in their places; who may trade with whom is `MatchingEngine`'s business. A level's total is what the
/// market sees of it: the hidden parts of icebergs are in the orders' extras and in the side's total.
class OrderBook {
  public:
    /// An empty book with room for so many levels a side.
    explicit OrderBook(const Instrument& instrument, std::uint32_t expectedLevels = 0) noexcept;

    /// The key of a price on a side's ladder: higher is better.
    static constexpr PriceLadder::Key keyOf(Side side, Price price) noexcept { return signedBy(side, price); }
    /// The price of a key, and back: its own inverse.
    static constexpr Price priceOf(Side side, PriceLadder::Key key) noexcept { return keyOf(side, key); }

    PriceLadder& ladder(Side side) noexcept { return ladders_[static_cast<std::size_t>(side)]; }
    const PriceLadder& ladder(Side side) const noexcept { return ladders_[static_cast<std::size_t>(side)]; }

    /// Puts the order at the back of the queue at its price; a sleeping one among those with its stop price.
    ALPHA_ENGINE_INLINE void link(OrderPool& pool, std::uint32_t index) noexcept {
        const RestingOrder& order = pool[index];
        if (order.hasExtras()) [[unlikely]]
            return linkSpecial(pool, index);
        const Side side = order.side();
        total(side) += order.open;
        append(pool, ladder(side).occupy(keyOf(side, order.price())), index);
    }

    /// Takes the order out of its queue; its level is forgotten when it was the last.
    ALPHA_ENGINE_INLINE void unlink(OrderPool& pool, std::uint32_t index) noexcept {
        const RestingOrder& order = pool[index];
        if (order.hasExtras()) [[unlikely]]
            return unlinkSpecial(pool, index);
        const Side side = order.side();
        total(side) -= order.open;
        takeOut(pool, ladder(side), keyOf(side, order.price()), index);
    }

    /// Lowers the order's open quantity and leaves it in its place; an iceberg's hidden part goes first.
    void reduce(OrderPool& pool, std::uint32_t index, Quantity open) noexcept {
        RestingOrder& order = pool[index];
        const Side side = order.side();
        if (order.hasExtras()) [[unlikely]]
            return reduceSpecial(pool, index, open);
        const Quantity less = order.open - open;
        ladder(side).at(keyOf(side, order.price())).total -= less;
        total(side) -= less;
        order.open = open;
    }

    /// All open quantity of a side, that of icebergs' hidden parts and of sleeping stop orders too.
    Quantity& total(Side side) noexcept { return totals_[static_cast<std::size_t>(side)]; }
    Quantity total(Side side) const noexcept { return totals_[static_cast<std::size_t>(side)]; }

    /// An order's shown part has been used up: shows the next one. False when nothing is hidden. The caller moves the
    /// order to the back of its level and adds what is shown to the level's total.
    static bool refill(OrderPool& pool, std::uint32_t index) noexcept {
        OrderExtras& extras = pool.extras(index);
        if (extras.hidden == 0) return false;
        const Quantity shown = std::min(extras.display, extras.hidden);
        pool[index].open = shown;
        extras.hidden -= shown;
        return true;
    }

    /// A resting order with extras left its queue without `unlink`.
    void forgetIceberg() noexcept { --icebergs_; }

    /// The stop orders of a side that sleep, by stop price, those that wake first best; null before the first one.
    PriceLadder* sleeping(Side side) noexcept {
        return sleepers_ == nullptr ? nullptr : &(*sleepers_)[static_cast<std::size_t>(side)];
    }
    const PriceLadder* sleeping(Side side) const noexcept {
        return sleepers_ == nullptr ? nullptr : &(*sleepers_)[static_cast<std::size_t>(side)];
    }
    /// The key of a stop price on `sleeping(side)`: a buyer's lowest stop wakes first, a seller's highest.
    static constexpr PriceLadder::Key sleepingKeyOf(Side side, Price stop) noexcept {
        return keyOf(opposite(side), stop);
    }
    /// Whether the book has ever had a stop order.
    bool hasSleepers() const noexcept { return sleepers_ != nullptr; }
    /// Makes room for stop orders, as the first one does.
    void makeSleepers() noexcept;

    /// The best prices and what rests there.
    TopOfBook top() const noexcept;
    /// Fills `levels` with the best levels of a side, best first; how many there were, at most `capacity`.
    std::size_t depth(Side side, DepthLevel* levels, std::size_t capacity) const noexcept;
    /// How many price levels a side has.
    std::size_t levelCount(Side side) const noexcept { return ladder(side).count(); }
    /// Fills `orders` with the first orders of a side as the market sees them, by price, then place in the queue; how
    /// many there were, at most `capacity`.
    std::size_t orders(const OrderPool& pool, Side side, OrderView* orders, std::size_t capacity) const noexcept;
    /// The open quantity that an order with this limit on the other side could trade, counted no further than `enough`.
    Quantity available(const OrderPool& pool, Side side, PriceLadder::Key worstKey, Quantity enough) const noexcept;
    /// The worst price that a market order of this quantity would reach on a side; `noPrice` when the side is empty.
    Price worstPrice(const OrderPool& pool, Side side, Quantity quantity) const noexcept;
    /// Everything open at a level, hidden parts too.
    Quantity openAt(const OrderPool& pool, const PriceLevel& level) const noexcept;

    /// Whether the ladders' invariants hold, level totals equal the sum of their orders, no level is empty, no order
    /// has quantity 0, links agree, and the book is not crossed outside a call auction. Walks every order.
    bool checkInvariants(const OrderPool& pool) const noexcept;

    /// Asks for the memory that nearly every message to the book needs.
    void prefetch() const noexcept {
        ALPHA_ENGINE_PREFETCH(this);
        ALPHA_ENGINE_PREFETCH(&ladders_[0]);
        ALPHA_ENGINE_PREFETCH(&ladders_[1]);
    }

    /// Bytes of memory that the book holds, itself included.
    std::size_t memoryBytes() const noexcept;

    const Instrument& instrument() const noexcept { return instrument_; }
    /// Whether any price is on the tick and any quantity on the lot.
    bool takesAnyStep() const noexcept { return takesAnyStep_; }
    /// Whether its instrument has limits.
    bool hasLimits() const noexcept { return hasLimits_; }
    /// Price of the symbol's last trade; `noPrice` before the first.
    Price lastTradePrice() const noexcept { return lastTradePrice_; }
    void setLastTradePrice(Price price) noexcept { lastTradePrice_ = price; }
    /// Continuous trading, or a call auction.
    TradingPhase phase() const noexcept { return phase_; }
    bool inAuction() const noexcept { return phase_ == TradingPhase::auction; }
    void setPhase(TradingPhase phase) noexcept { phase_ = phase; }

  private:
    // Whether a queue is empty, or an order its first or last, cannot be foreseen: no branch is taken for it. Place 0
    // of the pool is no order and takes what nobody reads.
    static void append(OrderPool& pool, PriceLevel& level, std::uint32_t index) noexcept {
        RestingOrder& order = pool[index];
        const std::uint32_t tail = level.tail;
        order.previous = tail;
        order.next = 0;
        pool[tail].next = index;
        level.head = select(tail != 0, level.head, index);
        level.tail = index;
        level.total += order.open;
    }
    static void takeOut(OrderPool& pool, PriceLadder& home, PriceLadder::Key key, std::uint32_t index) noexcept {
        const RestingOrder& order = pool[index];
        PriceLevel& level = home.at(key);
        const std::uint32_t previous = order.previous;
        const std::uint32_t next = order.next;
        level.total -= order.open;
        pool[previous].next = next;
        pool[next].previous = previous;
        level.head = select(previous != 0, level.head, next);
        level.tail = select(next != 0, level.tail, previous);
        if ((previous | next) == 0) home.vacate(key);
    }
    // A conditional expression that compilers do not turn into a branch.
    static std::uint32_t select(bool condition, std::uint32_t yes, std::uint32_t no) noexcept {
        return no ^ ((yes ^ no) & -static_cast<std::uint32_t>(condition));
    }

    // What `link`, `unlink` and `reduce` do for orders with extras.
    void linkSpecial(OrderPool& pool, std::uint32_t index) noexcept;
    void unlinkSpecial(OrderPool& pool, std::uint32_t index) noexcept;
    void reduceSpecial(OrderPool& pool, std::uint32_t index, Quantity open) noexcept;
    bool checkSide(const OrderPool& pool, const PriceLadder& levels, Side side, bool isSleeping,
                   Quantity& sum) const noexcept;

    // What nearly every message needs is in the first cache line, and in the first one of each ladder.
    std::array<Quantity, 2> totals_{};
    std::unique_ptr<std::array<PriceLadder, 2>> sleepers_;
    Price lastTradePrice_ = noPrice;
    std::uint32_t icebergs_ = 0;  // resting orders with extras
    TradingPhase phase_ = TradingPhase::continuous;
    bool takesAnyStep_;
    bool hasLimits_;
    std::array<PriceLadder, 2> ladders_;
    Instrument instrument_;
    std::uint32_t expectedLevels_;
};

}  // namespace alpha_engine
