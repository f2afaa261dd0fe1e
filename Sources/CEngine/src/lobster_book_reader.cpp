#include "lobster_book_reader.hpp"

#include <limits>

namespace alpha_engine {

bool LobsterBookReader::feed(const char* bytes, std::size_t count) noexcept {
    // What was taken makes room for what comes.
    rows_.erase(rows_.begin(), rows_.begin() + static_cast<std::ptrdiff_t>(head_));
    head_ = 0;
    return table_.feed(bytes, count, [this]() noexcept { return readRecord(); });
}

bool LobsterBookReader::finish() noexcept {
    return table_.finish([this]() noexcept { return readRecord(); });
}

std::string LobsterBookReader::columnNameAt(std::size_t index) noexcept {
    constexpr const char* parts[] = {"ask_price_", "ask_size_", "bid_price_", "bid_size_"};
    return parts[index % 4] + std::to_string(index / 4 + 1);
}

bool LobsterBookReader::readHeader(bool& isHeader) noexcept {
    isHeaderRead_ = true;
    const std::size_t count = table_.fieldCount();
    std::vector<std::string> names;
    for (std::size_t i = 0; i < count; ++i) names.push_back(columnNameAt(i));
    table_.setColumns(std::move(names));
    if (count % 4 != 0) {
        const std::string problem = "the row has " + std::to_string(count) + " fields, where a multiple of 4 belongs";
        return table_.fail(count - 1, problem);
    }
    isHeader = columnName(table_.field(0)).find("ask") != std::string::npos;
    for (std::size_t i = 0; isHeader && i < count; ++i)
        if (columnName(table_.field(i)).find(i % 4 < 2 ? "ask" : "bid") == std::string::npos)
            return table_.fail(i, "is not in its place: the columns are ask price, ask size, bid price, bid size");
    return true;
}

bool LobsterBookReader::readRecord() noexcept {
    bool isHeader = false;
    if (!isHeaderRead_ && !readHeader(isHeader)) return false;
    if (isHeader) return true;
    if (!table_.checkWidth()) return false;
    const std::size_t begin = rows_.size();
    rows_.push_back(static_cast<std::int64_t>(table_.line()));
    for (std::size_t i = 0; i < table_.columnCount(); ++i) {
        std::int64_t value = 0;
        if (!table_.readInteger(i, std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max(),
                                "", value)) {
            rows_.resize(begin);
            return false;
        }
        rows_.push_back(value);
    }
    return true;
}

}  // namespace alpha_engine
