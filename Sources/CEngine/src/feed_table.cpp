#include "feed_table.hpp"

namespace alpha_engine {

std::string columnName(std::string_view text) noexcept {
    std::string name;
    for (const char c : text) {
        if (c >= 'A' && c <= 'Z')
            name += static_cast<char>(c - 'A' + 'a');
        else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            name += c;
    }
    return name;
}

bool FeedTable::checkWidth() noexcept {
    const std::size_t count = fieldCount();
    if (count == columns_.size()) return true;
    const std::string has = std::to_string(count) + " fields, where " + std::to_string(columns_.size()) + " belong";
    return fail(line(), columnAt(count), "the row has " + has, field(count - 1));
}

bool FeedTable::readInteger(std::size_t index, std::int64_t low, std::int64_t high, const char* problem,
                            std::int64_t& value) noexcept {
    const std::string_view text = field(index);
    if (parseInteger(text, value)) [[likely]] {
        if (value >= low && value <= high) [[likely]]
            return true;
        return fail(index, value > high ? "is too large" : problem);
    }
    if (text.empty()) return fail(index, "is empty");
    const bool isNumber = text.find_first_not_of("0123456789", text[0] == '-' ? 1 : 0) == text.npos && text != "-";
    return fail(index, isNumber ? "is out of the range of 64 bits" : "is not an integer");
}

bool FeedTable::fail(std::size_t index, std::string problem) noexcept {
    return fail(line(), columnAt(index), std::move(problem), index < fieldCount() ? field(index) : "");
}

bool FeedTable::fail(std::uint64_t line, std::string_view column, std::string problem,
                     std::string_view found) noexcept {
    error_ = InputError{true, line, std::string(column), std::move(problem), printable(found)};
    return false;
}

bool FeedTable::check(bool goesOn) noexcept {
    if (goesOn || records_.fault() == CsvRecords::Fault::none) return goesOn;
    return fail(line(), columnAt(records_.faultField()), records_.faultProblem(), records_.faultText());
}

std::string_view FeedTable::columnAt(std::size_t index) const noexcept {
    if (columns_.empty()) return "";
    return columns_[std::min(index, columns_.size() - 1)];
}

}  // namespace alpha_engine
