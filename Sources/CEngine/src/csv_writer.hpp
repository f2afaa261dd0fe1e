#pragma once

#include <cstring>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "alpha_engine/decimal.hpp"
#include "alpha_engine/order_ids.hpp"
#include "alpha_engine/types.hpp"

namespace alpha_engine {

/// Text that grows at its end; the room for a row is asked for once, then bytes are put without a check.
class TextBuffer {
  public:
    /// Makes room for that many more bytes.
    void reserve(std::size_t count) noexcept {
        if (bytes_.size() - used_ < count) [[unlikely]]
            bytes_.resize(std::max(bytes_.size() * 2, used_ + count + 65'536));
    }
    void put(char c) noexcept { bytes_[used_++] = c; }
    void put(std::string_view text) noexcept {
        std::memcpy(bytes_.data() + used_, text.data(), text.size());
        used_ += text.size();
    }
    void putDecimal(std::int64_t units) noexcept { used_ += writeDecimal(units, bytes_.data() + used_); }
    void putInteger(std::int64_t value) noexcept { used_ += writeInteger(value, bytes_.data() + used_); }
    void clear() noexcept { used_ = 0; }
    std::string_view view() const noexcept { return {bytes_.data(), used_}; }

  private:
    std::vector<char> bytes_;
    std::size_t used_ = 0;
};

/// The text as a CSV field: in quotes, its own doubled, when it has a comma, a quote or a line's end.
std::string csvField(std::string_view text) noexcept;

/// Writes rows of trades.csv and events.csv (their headers: `tradesHeader`, `eventsHeader`).
class CsvWriter {
  public:
    static constexpr std::string_view tradesHeader =
        "timestamp_ns,symbol,trade_id,taker_id,maker_id,taker_side,price,qty\n";
    static constexpr std::string_view eventsHeader = "timestamp_ns,symbol,id,event,side,price,qty,open_qty,reason\n";

    explicit CsvWriter(const OrderIds& ids) noexcept : ids_(ids) {}

    /// The next symbol's name, its text as `csvField` gives it; symbols are counted from 0.
    void addSymbol(std::string field) noexcept { symbols_.push_back(std::move(field)); }
    std::size_t symbolCount() const noexcept { return symbols_.size(); }
    void write(const Trade& trade) noexcept;
    void write(const OrderEvent& event) noexcept;

    TextBuffer& trades() noexcept { return trades_; }
    TextBuffer& events() noexcept { return events_; }
    const TextBuffer& trades() const noexcept { return trades_; }
    const TextBuffer& events() const noexcept { return events_; }

  private:
    std::string_view prefix(TimestampNanoseconds timestamp, SymbolIndex symbol) noexcept;
    void putId(TextBuffer& buffer, OrderId id) noexcept;

    const OrderIds& ids_;
    TextBuffer trades_;
    TextBuffer events_;
    std::vector<std::string> symbols_;
    TextBuffer prefix_;  // "timestamp,symbol," of the row written last, which most often is the next one's too
    SymbolIndex prefixSymbol_ = std::numeric_limits<SymbolIndex>::max();
    TimestampNanoseconds prefixTimestamp_ = 0;
};

}  // namespace alpha_engine
