#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "alpha_engine/annotations.hpp"
#include "alpha_engine/order_book.hpp"
#include "alpha_engine/order_index.hpp"
#include "alpha_engine/order_pool.hpp"
#include "alpha_engine/types.hpp"

namespace alpha_engine {

/// What came of a change to a book; all but `done` left it as it was.
enum class ALPHA_ENGINE_CLOSED BookChange : std::uint8_t {
    done,
    unknownSymbol,
    /// No order with that id is live, or no unnamed quantity rests at that price.
    unknownOrder,
    /// An order with that id is live already.
    duplicateId,
    /// The price is below 0 or above `maximumPrice`.
    invalidPrice,
    /// The quantity is not above 0.
    invalidQuantity,
    /// More would be taken away than is there.
    tooLarge,
    /// The open quantity of the side would leave 64 bits.
    overflow,
};

/// A live order as a book shows it; `open` is 0 when there is no such order.
struct BookOrder {
    OrderId id = 0;
    Price price = noPrice;
    Quantity open = 0;
    Side side = Side::none;
};

/// Builds the books of many symbols from what a market data feed tells: orders that come, shrink, go and are replaced.
///
/// Nothing is matched and nothing is refused for crossing: the feed is the truth. Beside the named orders a level may
/// hold *unnamed* quantity, what rests there and whose orders the feed cannot name because they came before it began.
/// Prices and quantities are integers in the caller's unit. Nothing is allocated once the books are warm.
class BookBuilder {
  public:
    explicit BookBuilder(std::uint32_t expectedOrders = 1024) noexcept;
    BookBuilder(BookBuilder&&) noexcept = default;
    BookBuilder& operator=(BookBuilder&&) noexcept = default;
    BookBuilder(const BookBuilder&) = delete;
    BookBuilder& operator=(const BookBuilder&) = delete;
    ~BookBuilder() noexcept = default;

    /// Opens an empty book; symbols are counted from 0 and at most 2^30.
    SymbolIndex addSymbol() noexcept;
    std::uint32_t symbolCount() const noexcept { return static_cast<std::uint32_t>(books_.size()); }

    /// An order comes to the back of the queue at its price. `side` is `buy` or `sell`.
    BookChange add(SymbolIndex symbol, OrderId id, Side side, Price price, Quantity quantity) noexcept;
    /// The order loses that much, by a trade or a cancel, and goes when nothing is left.
    BookChange reduce(SymbolIndex symbol, OrderId id, Quantity quantity) noexcept;
    /// The order goes.
    BookChange remove(SymbolIndex symbol, OrderId id) noexcept;
    /// The order goes and another one of its side comes, to the back of its queue. `newId` may be `id`.
    BookChange replace(SymbolIndex symbol, OrderId id, OrderId newId, Price price, Quantity quantity) noexcept;

    /// Adds unnamed quantity to a level.
    BookChange seed(SymbolIndex symbol, Side side, Price price, Quantity quantity) noexcept;
    /// Takes unnamed quantity from a level.
    BookChange reduceUnnamed(SymbolIndex symbol, Side side, Price price, Quantity quantity) noexcept;
    /// Forgets everything that rests at a price, named or not.
    void removeLevel(SymbolIndex symbol, Side side, Price price) noexcept;

    /// The live order with that id; `open` 0 when there is none.
    BookOrder find(SymbolIndex symbol, OrderId id) const noexcept;
    /// The unnamed quantity at a price.
    Quantity unnamed(SymbolIndex symbol, Side side, Price price) const noexcept;
    /// All quantity at a price, 0 when there is no such level.
    Quantity levelQuantity(SymbolIndex symbol, Side side, Price price) noexcept;
    /// The best prices and what rests there.
    TopOfBook top(SymbolIndex symbol) const noexcept { return books_[symbol].top(); }
    /// Fills `levels` with the best levels of a side, best first; how many there were, at most `capacity`.
    std::size_t depth(SymbolIndex symbol, Side side, DepthLevel* levels, std::size_t capacity) const noexcept {
        return books_[symbol].depth(side, levels, capacity);
    }
    /// How many price levels a side has.
    std::size_t levelCount(SymbolIndex symbol, Side side) const noexcept { return books_[symbol].levelCount(side); }
    /// How many orders are live over all books, the unnamed quantity of a level counted as one.
    std::uint32_t liveOrders() const noexcept { return pool_.live(); }

    /// Whether level totals equal the sum of their orders, no level is empty, no order has quantity 0, every order is
    /// found under its id exactly once, and the ladders' invariants hold. Walks every order.
    bool checkInvariants() const noexcept;

  private:
    // Unnamed quantity is one order a level, found under its price in a symbol of its own for each side of a book.
    static SymbolIndex unnamedSymbol(SymbolIndex symbol, Side side) noexcept {
        return 0x8000'0000U | symbol << 1 | static_cast<SymbolIndex>(side);
    }
    BookChange check(SymbolIndex symbol, Side side, Price price, Quantity quantity, Quantity leaving) const noexcept;
    void enter(SymbolIndex symbol, SymbolIndex key, OrderId id, Side side, Price price, Quantity quantity) noexcept;
    BookChange take(SymbolIndex symbol, SymbolIndex key, OrderId id, Quantity quantity) noexcept;
    void drop(SymbolIndex symbol, SymbolIndex key, std::uint32_t index) noexcept;
    bool checkSide(SymbolIndex symbol, Side side, std::size_t& orders) const noexcept;

    OrderPool pool_;
    OrderIndex index_;
    std::vector<OrderBook> books_;
};

}  // namespace alpha_engine
