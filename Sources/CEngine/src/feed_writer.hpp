#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "alpha_engine/book_builder.hpp"
#include "csv_writer.hpp"

namespace alpha_engine {

/// Writes what a market data feed tells: rows of the book in LOBSTER's format, and rows of trades.csv.
///
/// Prices are the feed's, dollars × 10000, and quantities shares; trades.csv shows both as decimals.
class FeedWriter {
  public:
    /// How many units of 1e-8 the feeds' unit of price is.
    static constexpr std::int64_t priceUnits = 10'000;

    FeedWriter(bool writesBook, bool writesTrades) noexcept : writesBook_(writesBook), writesTrades_(writesTrades) {}

    /// Puts trades.csv's header, and the book's: `timestamp_ns,symbol,ask_price_1,…` (LOBSTER's own has none).
    void begin(bool bookHasHeader, std::size_t levels) noexcept;

    /// A row of the book: its best levels.
    void writeBook(const BookBuilder& books, SymbolIndex symbol, std::size_t levels) noexcept;
    /// The same with time and symbol before it.
    void writeBook(const BookBuilder& books, SymbolIndex symbol, std::size_t levels, TimestampNanoseconds timestamp,
                   std::string_view name) noexcept;
    /// A row of the book as the numbers of a LOBSTER row.
    void writeBook(const std::int64_t* row, std::size_t levels) noexcept;
    /// A trade; `makerId` 0: the feed does not name the order.
    void writeTrade(TimestampNanoseconds timestamp, std::string_view name, OrderId makerId, std::string_view takerSide,
                    Price price, Quantity quantity) noexcept;

    std::uint64_t trades() const noexcept { return tradeCount_; }
    std::string_view bookText() const noexcept { return book_.view(); }
    std::string_view tradesText() const noexcept { return trades_.view(); }
    void drain() noexcept {
        book_.clear();
        trades_.clear();
    }

  private:
    void putLevels(const BookBuilder& books, SymbolIndex symbol, std::size_t levels) noexcept;

    TextBuffer book_;
    TextBuffer trades_;
    std::vector<DepthLevel> asks_;
    std::vector<DepthLevel> bids_;
    std::uint64_t tradeCount_ = 0;
    bool writesBook_;
    bool writesTrades_;
};

}  // namespace alpha_engine
