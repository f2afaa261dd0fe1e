#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "alpha_engine/book_builder.hpp"
#include "alpha_engine/name_table.hpp"
#include "itch_framer.hpp"

namespace alpha_engine {

/// Applies the messages of ITCH 5.0 that build books to a `BookBuilder`, one book a stock, and tells the trades.
///
/// Prices are the feed's (dollars × 10000), quantities shares. A message that names an order which the file never added
/// is counted and changes nothing: files may begin in the middle of a day.
class ItchBooks {
  public:
    /// A trade as the feed tells it.
    struct Execution {
        SymbolIndex symbol = 0;
        /// The order that rested; 0: the feed does not name one.
        OrderId makerId = 0;
        Price price = 0;
        Quantity quantity = 0;
        /// The other side than the resting order's; `none`: the feed does not tell.
        Side takerSide = Side::none;
        bool isCross = false;
    };
    static constexpr SymbolIndex noSymbol = NameTable::missing;

    explicit ItchBooks(BookBuilder& books) noexcept : books_(books), symbolOf_(65'536, noSymbol) {}

    /// Applies a message; false: it cannot be, and `framer` has been told why. Then `changed()` and `execution()` say
    /// what it did.
    bool apply(const ItchMessage& message, ItchFramer& framer) noexcept;

    /// The symbol whose book the last message changed, `noSymbol` when it changed none.
    SymbolIndex changed() const noexcept { return changed_; }
    /// The trade that it told; quantity 0: none.
    const Execution& execution() const noexcept { return execution_; }

    const NameTable& symbols() const noexcept { return symbols_; }
    /// How many orders were added (A and F) in a symbol.
    std::uint64_t ordersOf(SymbolIndex symbol) const noexcept { return orders_[symbol]; }
    std::uint64_t buyOrders() const noexcept { return buyOrders_; }
    std::uint64_t sellOrders() const noexcept { return sellOrders_; }
    std::uint64_t unknownOrders() const noexcept { return unknownOrders_; }

  private:
    bool add(const ItchMessage& message, ItchFramer& framer) noexcept;
    bool execute(const ItchMessage& message, ItchFramer& framer) noexcept;
    bool cancel(const ItchMessage& message, ItchFramer& framer) noexcept;
    bool remove(const ItchMessage& message) noexcept;
    bool replace(const ItchMessage& message, ItchFramer& framer) noexcept;
    bool trade(const ItchMessage& message, ItchFramer& framer) noexcept;
    bool cross(const ItchMessage& message, ItchFramer& framer) noexcept;

    // Finds or opens the book of the stock that a message names and ties it to the message's locate code.
    bool readStock(const ItchMessage& message, std::size_t offset, ItchFramer& framer, SymbolIndex& symbol) noexcept;
    bool readSide(const ItchMessage& message, ItchFramer& framer, Side& side) noexcept;
    bool reduce(const ItchMessage& message, const char* field, ItchFramer& framer, BookOrder& order,
                Quantity& quantity) noexcept;
    bool fail(ItchFramer& framer, BookChange change, OrderId id, Quantity quantity) noexcept;

    BookBuilder& books_;
    NameTable symbols_;
    std::vector<SymbolIndex> symbolOf_;  // by locate code
    std::vector<std::uint64_t> orders_;  // by symbol
    SymbolIndex changed_ = noSymbol;
    Execution execution_;
    std::uint64_t buyOrders_ = 0;
    std::uint64_t sellOrders_ = 0;
    std::uint64_t unknownOrders_ = 0;
};

}  // namespace alpha_engine
