#include "csv_writer.hpp"

namespace alpha_engine {

namespace {

// More than the numbers, names and separators of any row need, its two ids and its prefix apart.
constexpr std::size_t rowRoom = 8 * decimalTextCapacity + 64;
constexpr std::size_t idRoom = 2 * OrderIds::maximumLength + 2;

bool needsQuotes(std::string_view text) noexcept {
    for (const char c : text)
        if (c == ',' || c == '"' || c == '\n' || c == '\r') return true;
    return false;
}

}  // namespace

std::string csvField(std::string_view text) noexcept {
    if (!needsQuotes(text)) return std::string(text);
    std::string field = "\"";
    for (const char c : text) {
        if (c == '"') field += '"';
        field += c;
    }
    return field + '"';
}

std::string_view CsvWriter::prefix(TimestampNanoseconds timestamp, SymbolIndex symbol) noexcept {
    if (symbol != prefixSymbol_ || timestamp != prefixTimestamp_) {
        prefixSymbol_ = symbol;
        prefixTimestamp_ = timestamp;
        prefix_.clear();
        prefix_.reserve(decimalTextCapacity + symbols_[symbol].size() + 2);
        prefix_.putInteger(timestamp);
        prefix_.put(',');
        prefix_.put(symbols_[symbol]);
        prefix_.put(',');
    }
    return prefix_.view();
}

void CsvWriter::putId(TextBuffer& buffer, OrderId id) noexcept {
    char text[OrderIds::maximumLength];
    const std::string_view name(text, ids_.text(id, text));
    if (needsQuotes(name)) [[unlikely]]
        buffer.put(csvField(name));
    else
        buffer.put(name);
}

void CsvWriter::write(const Trade& trade) noexcept {
    const std::string_view start = prefix(trade.timestamp, trade.symbol);
    trades_.reserve(start.size() + rowRoom + 2 * idRoom);
    trades_.put(start);
    trades_.putInteger(static_cast<std::int64_t>(trade.tradeId));
    trades_.put(',');
    putId(trades_, trade.takerId);
    trades_.put(',');
    putId(trades_, trade.makerId);
    trades_.put(trade.takerSide == Side::buy ? ",BUY," : trade.takerSide == Side::sell ? ",SELL," : ",AUCTION,");
    trades_.putDecimal(trade.price);
    trades_.put(',');
    trades_.putDecimal(trade.quantity);
    trades_.put('\n');
}

void CsvWriter::write(const OrderEvent& event) noexcept {
    const std::string_view start = prefix(event.timestamp, event.symbol);
    events_.reserve(start.size() + rowRoom + idRoom);
    events_.put(start);
    putId(events_, event.id);
    events_.put(',');
    events_.put(eventName(event.kind));
    events_.put(',');
    events_.put(sideName(event.side));
    events_.put(',');
    if (event.price != noPrice) events_.putDecimal(event.price);
    events_.put(',');
    events_.putDecimal(event.quantity);
    events_.put(',');
    events_.putDecimal(event.openQuantity);
    events_.put(',');
    events_.put(reasonName(event.reason));
    events_.put('\n');
}

}  // namespace alpha_engine
