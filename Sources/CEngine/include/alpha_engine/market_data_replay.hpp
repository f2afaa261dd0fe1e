#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "alpha_engine/annotations.hpp"
#include "alpha_engine/simulator.hpp"
#include "alpha_engine/types.hpp"

namespace alpha_engine {

/// What a market data file is written in.
enum class ALPHA_ENGINE_CLOSED FeedFormat : std::uint8_t {
    /// LOBSTER's message file.
    lobster,
    /// NASDAQ TotalView-ITCH 5.0, each message with its length before it.
    itch,
};

/// How many levels a row of the book has at most.
inline constexpr std::uint32_t feedLevelsMax = 200;

/// What a replay of market data reads, and what it writes.
struct MarketDataOptions {
    FeedFormat format = FeedFormat::lobster;
    /// Levels of a row of the book, 1 to `feedLevelsMax`; with `verifiesBook` no more than the book file's rows have.
    std::uint32_t levels = 10;
    bool writesBook = true;
    bool writesTrades = true;
    /// Whether LOBSTER's book file is fed beside the messages and compared; no other format has one.
    bool verifiesBook = false;
    std::uint32_t expectedOrders = 65'536;
};

/// What happened so far.
struct MarketDataCounts {
    /// Messages handled, of types that are not known too.
    std::uint64_t messages = 0;
    /// Messages of types that the format does not have, passed by their length.
    std::uint64_t unknownTypes = 0;
    /// Messages that changed a book.
    std::uint64_t bookChanges = 0;
    /// Orders added, by side. What ITCH's replacements bring in place of an order is not counted.
    std::uint64_t buyOrders = 0;
    std::uint64_t sellOrders = 0;
    /// Messages about orders that the file never added; they changed nothing. Not counted while a book is verified,
    /// where such orders are part of the first row.
    std::uint64_t unknownOrders = 0;
    /// Trades told, and their shares.
    std::uint64_t trades = 0;
    std::uint64_t tradedShares = 0;
    /// Orders that are live now.
    std::uint64_t liveOrders = 0;
    /// Rows of the book file compared, those that were equal, and levels that only the file could know.
    std::uint64_t rows = 0;
    std::uint64_t equal = 0;
    std::uint64_t revealed = 0;
};

/// Rebuilds books from a market data feed and writes them, and the trades that the feed tells; nothing is matched.
///
/// It touches no file: bytes are fed in chunks of any size, output is drained as pointer and count, and is the same
/// however the input is cut. Memory follows the live orders and the chunks, not the length of the feed.
/// docs/market-data.md says what is written and what the counts mean.
///
/// ```
/// MarketDataReplay replay({.verifiesBook = true});
/// const auto verify = [&] {
///     while (replay.wantsBook())
///         if (readBook(chunk)) replay.feedBook(chunk.data, chunk.count); else replay.finishBook();
/// };
/// while (read(chunk) && replay.feed(chunk.data, chunk.count)) {
///     verify(); write(replay.book()); write(replay.trades()); replay.drain();
/// }
/// replay.finish(); verify(); write(replay.book()); …
/// if (replay.hasError()) report(replay.errorIsInBook(), replay.errorLine(), …);
/// ```
class MarketDataReplay {
  public:
    explicit MarketDataReplay(const MarketDataOptions& options = {}) noexcept;
    ~MarketDataReplay() noexcept;
    MarketDataReplay(MarketDataReplay&&) noexcept;
    MarketDataReplay& operator=(MarketDataReplay&&) noexcept;
    MarketDataReplay(const MarketDataReplay&) = delete;
    MarketDataReplay& operator=(const MarketDataReplay&) = delete;

    /// Handles the messages that the bytes complete; false: the input cannot be used, see `errorLine()`, and nothing
    /// more is read. While a book is verified messages wait for its rows: feed these as long as `wantsBook()`.
    bool feed(const char* bytes, std::size_t count) noexcept;
    /// The feed has ended. False as for `feed`. When a book is verified its rest is still to be fed.
    bool finish() noexcept;

    /// Whether messages wait for rows of the book file, or for its end.
    bool wantsBook() const noexcept;
    /// Handles the rows of the book file that the bytes complete. False as for `feed`.
    bool feedBook(const char* bytes, std::size_t count) noexcept;
    /// The book file has ended. False as for `feed`.
    bool finishBook() noexcept;

    /// The unread part of the book's rows; until the next call of a non-const method.
    ALPHA_ENGINE_UNSAFE TextSpan book() const noexcept;
    /// The unread part of trades.csv, header first, likewise.
    ALPHA_ENGINE_UNSAFE TextSpan trades() const noexcept;
    /// Both were taken: forgets them.
    void drain() noexcept;

    /// What happened so far.
    MarketDataCounts counts() const noexcept;
    /// How many messages of a type there were: ITCH's letter, or LOBSTER's digit as a character.
    std::uint64_t messageCount(std::uint8_t type) const noexcept;

    /// Whether the input could not be used.
    bool hasError() const noexcept;
    /// Whether it was the book file's fault.
    bool errorIsInBook() const noexcept;
    /// The line of the row that cannot be used, counted from 1; in ITCH the message, counted from 1.
    std::uint64_t errorLine() const noexcept;
    /// In ITCH the byte at which that message begins, counted from 0 (the text says it too); otherwise 0.
    std::uint64_t errorOffset() const noexcept;
    /// The column's or field's name; NUL-terminated, as the next two, until the replay goes.
    ALPHA_ENGINE_UNSAFE const char* errorColumn() const noexcept;
    /// What is wrong.
    ALPHA_ENGINE_UNSAFE const char* errorProblem() const noexcept;
    /// The text found, its control characters escaped, cut at 80 bytes.
    ALPHA_ENGINE_UNSAFE const char* errorFound() const noexcept;

    /// Whether a row of the book file differed from what the messages give. The next five are about the first such row.
    bool hasMismatch() const noexcept;
    /// The line of the message, and of the row of the book file.
    std::uint64_t mismatchLine() const noexcept;
    std::uint64_t mismatchBookLine() const noexcept;
    /// What is wrong: that the rows differ, or why the message cannot be true.
    ALPHA_ENGINE_UNSAFE const char* mismatchProblem() const noexcept;
    /// The row that the messages give, `?` where they leave it open, and the row of the file.
    ALPHA_ENGINE_UNSAFE const char* mismatchExpected() const noexcept;
    ALPHA_ENGINE_UNSAFE const char* mismatchFound() const noexcept;

    /// How many symbols were seen; LOBSTER's one has no name.
    std::uint32_t symbolCount() const noexcept;
    ALPHA_ENGINE_UNSAFE TextSpan symbolName(SymbolIndex symbol) const noexcept;
    /// How many orders were added in a symbol.
    std::uint64_t ordersOf(SymbolIndex symbol) const noexcept;
    /// A book's best prices in 1e-8, and their quantities in 1e-8, at most what 64 bits hold.
    TopOfBook top(SymbolIndex symbol) const noexcept;
    /// Whether every invariant of the books holds.
    bool checkInvariants() const noexcept;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace alpha_engine
