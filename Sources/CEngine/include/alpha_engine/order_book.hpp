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
    static constexpr PriceLadder::Key keyOf(Side side, Price price) noexcept {
        return side == Side::buy ? price : -price;
    }
    /// The price of a key, and back: its own inverse.
    static constexpr Price priceOf(Side side, PriceLadder::Key key) noexcept { return keyOf(side, key); }

    PriceLadder& ladder(Side side) noexcept { return ladders_[static_cast<std::size_t>(side)]; }
    const PriceLadder& ladder(Side side) const noexcept { return ladders_[static_cast<std::size_t>(side)]; }

    /// Puts the order at the back of the queue at its price; a sleeping one among those with its stop price.
    void link(OrderPool& pool, std::uint32_t index) noexcept {
        RestingOrder& order = pool[index];
        const Side side = order.side();
        PriceLevel* place;
        if (!order.hasExtras()) [[likely]] {
            place = &ladder(side).occupy(keyOf(side, order.price()));
            total(side) += order.open;
        } else {
            place = &linkSpecial(pool, index);
        }
        PriceLevel& level = *place;
        order.previous = level.tail;
        order.next = 0;
        if (level.tail != 0)
            pool[level.tail].next = index;
        else
            level.head = index;
        level.tail = index;
        level.total += order.open;
    }

    /// Takes the order out of its queue; its level is forgotten when it was the last.
    void unlink(OrderPool& pool, std::uint32_t index) noexcept {
        const RestingOrder& order = pool[index];
        const Side side = order.side();
        PriceLadder* home = &ladder(side);
        PriceLadder::Key key = keyOf(side, order.price());
        if (!order.hasExtras()) [[likely]]
            total(side) -= order.open;
        else
            unlinkSpecial(pool, index, home, key);
        PriceLevel& level = *home->find(key);
        level.total -= order.open;
        if (order.previous != 0)
            pool[order.previous].next = order.next;
        else
            level.head = order.next;
        if (order.next != 0)
            pool[order.next].previous = order.previous;
        else
            level.tail = order.previous;
        if (level.head == 0) home->vacate(key);
    }

    /// Lowers the order's open quantity and leaves it in its place; an iceberg's hidden part goes first.
    void reduce(OrderPool& pool, std::uint32_t index, Quantity open) noexcept {
        RestingOrder& order = pool[index];
        const Side side = order.side();
        if (order.hasExtras()) [[unlikely]]
            return reduceSpecial(pool, index, open);
        const Quantity less = order.open - open;
        ladder(side).find(keyOf(side, order.price()))->total -= less;
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

    /// Bytes of memory that the book holds, itself included.
    std::size_t memoryBytes() const noexcept;

    const Instrument& instrument() const noexcept { return instrument_; }
    /// Price of the symbol's last trade; `noPrice` before the first.
    Price lastTradePrice() const noexcept { return lastTradePrice_; }
    void setLastTradePrice(Price price) noexcept { lastTradePrice_ = price; }
    /// Continuous trading, or a call auction.
    TradingPhase phase() const noexcept { return phase_; }
    bool inAuction() const noexcept { return phase_ == TradingPhase::auction; }
    void setPhase(TradingPhase phase) noexcept { phase_ = phase; }

  private:
    // The level that an order with extras belongs to, and the totals that it counts into.
    PriceLevel& linkSpecial(const OrderPool& pool, std::uint32_t index) noexcept;
    void unlinkSpecial(const OrderPool& pool, std::uint32_t index, PriceLadder*& home, PriceLadder::Key& key) noexcept;
    void reduceSpecial(OrderPool& pool, std::uint32_t index, Quantity open) noexcept;
    bool checkSide(const OrderPool& pool, const PriceLadder& levels, Side side, bool isSleeping,
                   Quantity& sum) const noexcept;

    std::array<PriceLadder, 2> ladders_;
    std::array<Quantity, 2> totals_{};
    std::unique_ptr<std::array<PriceLadder, 2>> sleepers_;
    Instrument instrument_;
    Price lastTradePrice_ = noPrice;
    std::uint32_t icebergs_ = 0;  // resting orders with extras
    std::uint32_t expectedLevels_;
    TradingPhase phase_ = TradingPhase::continuous;
};

}  // namespace alpha_engine
