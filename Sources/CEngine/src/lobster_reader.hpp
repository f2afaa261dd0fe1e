#pragma once

#include <array>
#include <cstdint>

#include "alpha_engine/types.hpp"
#include "feed_table.hpp"

namespace alpha_engine {

/// What a row of a LOBSTER message file tells; the numbers are those of the file.
enum class LobsterType : std::uint8_t {
    add = 1,
    reduce = 2,
    remove = 3,
    execution = 4,
    hiddenExecution = 5,
    cross = 6,
    halt = 7,
};

/// One row of a LOBSTER message file. Prices are the file's: dollars × 10000; sizes are shares.
struct LobsterMessage {
    /// Nanoseconds after midnight.
    TimestampNanoseconds timestamp = 0;
    OrderId id = 0;
    Quantity size = 0;
    Price price = 0;
    std::uint64_t line = 0;
    LobsterType type = LobsterType::add;
    /// The resting order's side; `none` where the row has direction 0.
    Side side = Side::none;
};

/// The price of an empty level on the offers' side of a LOBSTER book file; minus this on the bids'.
inline constexpr Price lobsterEmptyPrice = 9'999'999'999;
/// The largest size that a message may have: in units of 1e-8 it still fits 64 bits.
inline constexpr Quantity lobsterSizeMax = 92'233'720'368;

/// Reads LOBSTER message files: rows `time,type,id,size,price,direction`, with a header row or without.
///
/// Without a header a seventh column is taken and ignored (newer files have the participant's name there). With one,
/// the columns may stand in any order with others among them. Times have any number of decimals and are rounded to the
/// nanosecond; they never go back. A row that cannot be used ends the reading with an `InputError`.
class LobsterReader {
  public:
    enum Column : std::uint8_t { time, type, id, size, price, direction, columnCount };

    /// Reads what the bytes complete, calling `consumer(message) -> bool` for each row. False: see `error()`, or the
    /// consumer stopped.
    template <class Consumer>
    bool feed(const char* bytes, std::size_t count, Consumer&& consumer) noexcept {
        return table_.feed(bytes, count, [&]() noexcept { return row(consumer); });
    }
    /// Reads a last row without a newline.
    template <class Consumer>
    bool finish(Consumer&& consumer) noexcept {
        if (!table_.finish([&]() noexcept { return row(consumer); })) return false;
        return isHeaderRead_ || table_.fail(table_.line(), "time", "is missing: the file is empty", "");
    }

    /// The row in hand cannot be used; always false. For the consumer.
    bool fail(Column column, std::string problem) noexcept { return table_.fail(fieldOf_[column], std::move(problem)); }
    const InputError& error() const noexcept { return table_.error(); }

  private:
    template <class Consumer>
    bool row(Consumer&& consumer) noexcept {
        if (!isHeaderRead_) {
            if (!readHeader()) return false;
            if (isHeader_) return true;
        }
        return readRow() && consumer(static_cast<const LobsterMessage&>(message_));
    }

    bool readHeader() noexcept;
    bool readRow() noexcept;
    bool readTime() noexcept;
    bool readOrder() noexcept;
    bool readDirection() noexcept;

    FeedTable table_;
    std::array<std::size_t, columnCount> fieldOf_{};
    LobsterMessage message_;
    bool isHeaderRead_ = false;
    bool isHeader_ = false;
    bool hasTime_ = false;
};

}  // namespace alpha_engine
