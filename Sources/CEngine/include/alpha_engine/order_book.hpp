#pragma once

#include <array>

#include "alpha_engine/order_pool.hpp"
#include "alpha_engine/price_ladder.hpp"
#include "alpha_engine/types.hpp"

namespace alpha_engine {

/// The book of one symbol: two ladders of price levels, each level a queue of orders in the engine's pool.
///
/// It keeps orders in their places; who may trade with whom is `MatchingEngine`'s business.
class OrderBook {
  public:
    explicit OrderBook(const Instrument& instrument) noexcept : instrument_(instrument) {}

    /// The key of a price on a side's ladder: higher is better.
    static constexpr PriceLadder::Key keyOf(Side side, Price price) noexcept {
        return side == Side::buy ? price : -price;
    }
    /// The price of a key, and back: its own inverse.
    static constexpr Price priceOf(Side side, PriceLadder::Key key) noexcept { return keyOf(side, key); }

    PriceLadder& ladder(Side side) noexcept { return ladders_[static_cast<std::size_t>(side)]; }
    const PriceLadder& ladder(Side side) const noexcept { return ladders_[static_cast<std::size_t>(side)]; }

    /// Puts the order at the back of the queue at its price.
    void link(OrderPool& pool, std::uint32_t index) noexcept {
        RestingOrder& order = pool[index];
        const Side side = order.side();
        PriceLevel& level = ladder(side).occupy(keyOf(side, order.price()));
        order.previous = level.tail;
        order.next = 0;
        if (level.tail != 0)
            pool[level.tail].next = index;
        else
            level.head = index;
        level.tail = index;
        level.total += order.open;
        total(side) += order.open;
    }

    /// Takes the order out of its queue; its level is forgotten when it was the last.
    void unlink(OrderPool& pool, std::uint32_t index) noexcept {
        const RestingOrder& order = pool[index];
        const Side side = order.side();
        const PriceLadder::Key key = keyOf(side, order.price());
        PriceLevel& level = *ladder(side).find(key);
        level.total -= order.open;
        total(side) -= order.open;
        if (order.previous != 0)
            pool[order.previous].next = order.next;
        else
            level.head = order.next;
        if (order.next != 0)
            pool[order.next].previous = order.previous;
        else
            level.tail = order.previous;
        if (level.head == 0) ladder(side).vacate(key);
    }

    /// Lowers the order's open quantity and leaves it in its place.
    void reduce(OrderPool& pool, std::uint32_t index, Quantity open) noexcept {
        RestingOrder& order = pool[index];
        const Side side = order.side();
        const Quantity less = order.open - open;
        ladder(side).find(keyOf(side, order.price()))->total -= less;
        total(side) -= less;
        order.open = open;
    }

    /// All open quantity of a side.
    Quantity& total(Side side) noexcept { return totals_[static_cast<std::size_t>(side)]; }
    Quantity total(Side side) const noexcept { return totals_[static_cast<std::size_t>(side)]; }

    /// The best prices and what rests there.
    TopOfBook top() const noexcept;
    /// Fills `levels` with the best levels of a side, best first; how many there were, at most `capacity`.
    std::size_t depth(Side side, DepthLevel* levels, std::size_t capacity) const noexcept;
    /// How many price levels a side has.
    std::size_t levelCount(Side side) const noexcept { return ladder(side).count(); }
    /// The open quantity that an order with this limit on the other side could trade, counted no further than `enough`.
    Quantity available(Side side, PriceLadder::Key worstKey, Quantity enough) const noexcept;
    /// The worst price that a market order of this quantity would reach on a side; `noPrice` when the side is empty.
    Price worstPrice(Side side, Quantity quantity) const noexcept;

    /// Whether the ladders' invariants hold, level totals equal the sum of their orders, no level is empty, no order
    /// has quantity 0, links agree, and the book is not crossed outside a call auction. Walks every order.
    bool checkInvariants(const OrderPool& pool) const noexcept;

    const Instrument& instrument() const noexcept { return instrument_; }
    /// Price of the symbol's last trade; `noPrice` before the first.
    Price lastTradePrice() const noexcept { return lastTradePrice_; }
    void setLastTradePrice(Price price) noexcept { lastTradePrice_ = price; }
    /// Whether a call auction is on.
    bool inAuction() const noexcept { return inAuction_; }
    void setInAuction(bool on) noexcept { inAuction_ = on; }

  private:
    std::array<PriceLadder, 2> ladders_;
    std::array<Quantity, 2> totals_{};
    Instrument instrument_;
    Price lastTradePrice_ = noPrice;
    bool inAuction_ = false;
};

}  // namespace alpha_engine
