#include "lobster_reader.hpp"

#include <limits>

namespace alpha_engine {

namespace {

constexpr std::int64_t anything = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t nanosecondsPerSecond = 1'000'000'000;
constexpr std::int64_t secondsMax = anything / nanosecondsPerSecond - 1;

constexpr const char* columnNames[LobsterReader::columnCount] = {"time", "type", "id", "size", "price", "direction"};

// Which column a header's name means; `columnCount`: none of ours.
std::size_t columnOf(const std::string& name) noexcept {
    struct Alias {
        const char* name;
        LobsterReader::Column column;
    };
    constexpr Alias aliases[] = {
        {"time", LobsterReader::time},
        {"timestamp", LobsterReader::time},
        {"type", LobsterReader::type},
        {"eventtype", LobsterReader::type},
        {"id", LobsterReader::id},
        {"orderid", LobsterReader::id},
        {"size", LobsterReader::size},
        {"volume", LobsterReader::size},
        {"price", LobsterReader::price},
        {"direction", LobsterReader::direction},
        {"side", LobsterReader::direction},
        {"quantity", LobsterReader::size},
        {"eventid", LobsterReader::id},
        {"event", LobsterReader::type},
        {"seconds", LobsterReader::time},
        {"shares", LobsterReader::size},
        {"buysell", LobsterReader::direction},
    };
    for (const Alias& alias : aliases)
        if (name == alias.name) return alias.column;
    return LobsterReader::columnCount;
}

bool isDigit(char c) noexcept { return c >= '0' && c <= '9'; }

}  // namespace

bool LobsterReader::readHeader() noexcept {
    constexpr std::size_t absent = CsvRecords::fieldsMax;
    isHeaderRead_ = true;
    std::vector<std::string> names;
    std::array<std::size_t, columnCount> places;
    places.fill(absent);
    bool isTwice = false;
    std::size_t twice = 0;
    for (std::size_t i = 0; i < table_.fieldCount(); ++i) {
        names.push_back(columnName(table_.field(i)));
        const std::size_t column = columnOf(names.back());
        if (column == columnCount) continue;
        if (places[column] != absent && !isTwice) {
            isTwice = true;
            twice = i;
        }
        places[column] = i;
    }
    if (places[time] == absent) {
        // No header: six fields, or seven.
        names.assign(std::begin(columnNames), std::end(columnNames));
        if (table_.fieldCount() == columnCount + 1) names.emplace_back("participant");
        for (std::size_t i = 0; i < columnCount; ++i) fieldOf_[i] = i;
        table_.setColumns(std::move(names));
        return true;
    }
    isHeader_ = true;
    table_.setColumns(std::move(names));
    if (isTwice) return table_.fail(twice, "is in the header twice");
    for (std::size_t i = 0; i < columnCount; ++i)
        if (places[i] == absent) return table_.fail(table_.line(), columnNames[i], "is missing from the header", "");
    fieldOf_ = places;
    return true;
}

bool LobsterReader::readRow() noexcept {
    if (!table_.checkWidth() || !readTime()) return false;
    std::int64_t number = 0;
    const std::size_t place = fieldOf_[type];
    if (!table_.readInteger(place, std::numeric_limits<std::int64_t>::min(), anything, "", number)) return false;
    if (number < 1 || number > 7) return table_.fail(place, "is not a type from 1 to 7");
    message_.type = static_cast<LobsterType>(number);
    message_.line = table_.line();
    return readOrder() && readDirection();
}

// Seconds with decimals, to the nanosecond: floating point would lose the last digits.
bool LobsterReader::readTime() noexcept {
    const std::size_t place = fieldOf_[time];
    const std::string_view text = table_.field(place);
    if (text.empty()) return table_.fail(place, "is empty");
    std::size_t i = 0;
    std::int64_t seconds = 0;
    bool isTooLarge = false;
    for (; i < text.size() && isDigit(text[i]); ++i) {
        isTooLarge = isTooLarge || seconds > secondsMax / 10 - 1;
        if (!isTooLarge) seconds = seconds * 10 + (text[i] - '0');
    }
    bool isTime = i > 0;
    std::int64_t fraction = 0;
    if (i < text.size()) {
        isTime = isTime && text[i] == '.' && i + 1 < text.size();
        std::int64_t unit = nanosecondsPerSecond;
        bool roundsUp = false;
        for (++i; i < text.size() && isDigit(text[i]); ++i) {
            if (unit == 1) roundsUp = text[i] >= '5';
            unit /= 10;
            fraction += unit * (text[i] - '0');
        }
        isTime = isTime && i == text.size();
        if (roundsUp) ++fraction;
    }
    if (!isTime) return table_.fail(place, "is not a time in seconds");
    if (isTooLarge) return table_.fail(place, "is too large");
    const TimestampNanoseconds timestamp = seconds * nanosecondsPerSecond + fraction;
    if (hasTime_ && timestamp < message_.timestamp) return table_.fail(place, "goes back");
    hasTime_ = true;
    message_.timestamp = timestamp;
    return true;
}

// The numbers of the order. What moves the book must name an order, a size and a price; halts and crosses need not.
bool LobsterReader::readOrder() noexcept {
    const bool isOrder = message_.type <= LobsterType::execution;
    const bool isTrade = message_.type == LobsterType::hiddenExecution;
    const bool isHalt = message_.type == LobsterType::halt;
    std::int64_t number = 0;
    if (!table_.readInteger(fieldOf_[id], isOrder ? 1 : -1, anything, isOrder ? "is not above 0" : "is below -1",
                            number))
        return false;
    message_.id = number < 0 ? 0 : static_cast<OrderId>(number);
    if (isOrder || isTrade) {
        return table_.readInteger(fieldOf_[size], 1, lobsterSizeMax, "is not above 0", message_.size) &&
               table_.readInteger(fieldOf_[price], 1, lobsterEmptyPrice - 1, "is not above 0", message_.price);
    }
    return table_.readInteger(fieldOf_[size], 0, lobsterSizeMax, "is below 0", message_.size) &&
           table_.readInteger(fieldOf_[price], isHalt ? -1 : 0, isHalt ? 1 : lobsterEmptyPrice - 1,
                              isHalt ? "is not -1, 0 or 1: halt, quoting, trading" : "is below 0", message_.price);
}

bool LobsterReader::readDirection() noexcept {
    const std::string_view text = table_.field(fieldOf_[direction]);
    const bool mayBeNone = message_.type == LobsterType::cross || message_.type == LobsterType::halt;
    if (text == "1") {
        message_.side = Side::buy;
    } else if (text == "-1") {
        message_.side = Side::sell;
    } else if (mayBeNone && text == "0") {
        message_.side = Side::none;
    } else {
        return table_.fail(fieldOf_[direction], text.empty() ? "is empty" : "is not 1 (buy) or -1 (sell)");
    }
    return true;
}

}  // namespace alpha_engine
