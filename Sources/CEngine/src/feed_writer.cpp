#include "feed_writer.hpp"

#include <charconv>

#include "lobster_book_reader.hpp"

namespace alpha_engine {

namespace {

// The longest text of a level's four numbers, with commas; of a row's time, and of a trade's numbers.
constexpr std::size_t levelRoom = 4 * (decimalTextCapacity + 1);
constexpr std::size_t timeRoom = decimalTextCapacity + 2;
constexpr std::size_t tradeRoom = 6 * decimalTextCapacity;

void putId(TextBuffer& buffer, OrderId id) noexcept {
    char text[decimalTextCapacity];
    const auto result = std::to_chars(text, text + sizeof text, id);
    buffer.put(std::string_view(text, static_cast<std::size_t>(result.ptr - text)));
}

}  // namespace

void FeedWriter::begin(bool bookHasHeader, std::size_t levels) noexcept {
    if (writesTrades_) {
        trades_.reserve(CsvWriter::tradesHeader.size());
        trades_.put(CsvWriter::tradesHeader);
    }
    asks_.resize(levels);
    bids_.resize(levels);
    if (!writesBook_ || !bookHasHeader) return;
    std::string header = "timestamp_ns,symbol";
    for (std::size_t i = 0; i < 4 * levels; ++i) {
        header += ',';
        header += LobsterBookReader::columnNameAt(i);
    }
    header += '\n';
    book_.reserve(header.size());
    book_.put(header);
}

void FeedWriter::writeBook(const BookBuilder& books, SymbolIndex symbol, std::size_t levels) noexcept {
    if (!writesBook_) return;
    book_.reserve(levels * levelRoom);
    putLevels(books, symbol, levels);
}

void FeedWriter::writeBook(const BookBuilder& books, SymbolIndex symbol, std::size_t levels,
                           TimestampNanoseconds timestamp, std::string_view name) noexcept {
    if (!writesBook_) return;
    book_.reserve(levels * levelRoom + timeRoom + name.size());
    book_.putInteger(timestamp);
    book_.put(',');
    book_.put(name);
    book_.put(',');
    putLevels(books, symbol, levels);
}

void FeedWriter::writeBook(const std::int64_t* row, std::size_t levels) noexcept {
    if (!writesBook_) return;
    book_.reserve(levels * levelRoom);
    for (std::size_t i = 0; i < 4 * levels; ++i) {
        book_.putInteger(row[i]);
        book_.put(i + 1 < 4 * levels ? ',' : '\n');
    }
}

void FeedWriter::putLevels(const BookBuilder& books, SymbolIndex symbol, std::size_t levels) noexcept {
    const std::size_t asks = books.depth(symbol, Side::sell, asks_.data(), levels);
    const std::size_t bids = books.depth(symbol, Side::buy, bids_.data(), levels);
    for (std::size_t i = 0; i < levels; ++i) {
        if (i < asks) {
            book_.putInteger(asks_[i].price);
            book_.put(',');
            book_.putInteger(asks_[i].quantity);
        } else {
            book_.put("9999999999,0");
        }
        book_.put(',');
        if (i < bids) {
            book_.putInteger(bids_[i].price);
            book_.put(',');
            book_.putInteger(bids_[i].quantity);
        } else {
            book_.put("-9999999999,0");
        }
        book_.put(i + 1 < levels ? ',' : '\n');
    }
}

void FeedWriter::writeTrade(TimestampNanoseconds timestamp, std::string_view name, OrderId makerId,
                            std::string_view takerSide, Price price, Quantity quantity) noexcept {
    ++tradeCount_;
    if (!writesTrades_) return;
    trades_.reserve(tradeRoom + name.size() + takerSide.size());
    trades_.putInteger(timestamp);
    trades_.put(',');
    trades_.put(name);
    trades_.put(',');
    trades_.putInteger(static_cast<std::int64_t>(tradeCount_));
    trades_.put(",,");
    if (makerId != 0) putId(trades_, makerId);
    trades_.put(',');
    trades_.put(takerSide);
    trades_.put(',');
    trades_.putDecimal(price * priceUnits);
    trades_.put(',');
    trades_.putDecimal(quantity * decimalOne);
    trades_.put('\n');
}

}  // namespace alpha_engine
