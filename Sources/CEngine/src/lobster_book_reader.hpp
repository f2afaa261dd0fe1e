#pragma once

#include <cstdint>
#include <vector>

#include "feed_table.hpp"

namespace alpha_engine {

/// Reads LOBSTER book files: rows `ask_price_1,ask_size_1,bid_price_1,bid_size_1,ask_price_2,…`, with a header row
/// whose names say ask and bid in that order, or without.
///
/// Rows are kept, as numbers, until they are taken with `pop`: there are as many as were fed beyond what was taken. It
/// reads integers; whether they make a book is `LobsterVerifier`'s business.
class LobsterBookReader {
  public:
    /// Reads what the bytes complete. False: see `error()`; the rows before the unusable one are there.
    bool feed(const char* bytes, std::size_t count) noexcept;
    /// Reads a last row without a newline.
    bool finish() noexcept;

    /// How many levels a row has; 0 before the first.
    std::size_t levels() const noexcept { return table_.columnCount() / 4; }
    /// Whether a row is there to be taken.
    bool hasRow() const noexcept { return head_ < rows_.size(); }
    /// The oldest row that was not taken: 4 × `levels()` numbers, until the next `feed`.
    const std::int64_t* row() const noexcept { return rows_.data() + head_ + 1; }
    /// The line on which it stands.
    std::uint64_t rowLine() const noexcept { return static_cast<std::uint64_t>(rows_[head_]); }
    /// Takes it.
    void pop() noexcept { head_ += stride(); }

    /// The line that is being read, and the name of a column.
    std::uint64_t line() const noexcept { return table_.line(); }
    static std::string columnNameAt(std::size_t index) noexcept;
    const InputError& error() const noexcept { return table_.error(); }

  private:
    std::size_t stride() const noexcept { return table_.columnCount() + 1; }
    bool readRecord() noexcept;
    bool readHeader(bool& isHeader) noexcept;

    FeedTable table_;
    std::vector<std::int64_t> rows_;  // each: its line, then its numbers
    std::size_t head_ = 0;
    bool isHeaderRead_ = false;
};

}  // namespace alpha_engine
