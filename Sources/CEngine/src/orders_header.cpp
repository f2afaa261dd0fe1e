#include <algorithm>
#include <charconv>

#include "orders_reader.hpp"

// How an orders file says what its columns are, and how an unusable row is reported: the rest of OrdersReader.

namespace alpha_engine {

namespace {

std::string lowercaseTrimmed(std::string_view text) noexcept {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    std::string name(text);
    for (char& c : name)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return name;
}

}  // namespace

bool OrdersReader::readHeader() noexcept {
    for (std::size_t i = 0; i < records_.fieldCount(); ++i) header_.push_back(lowercaseTrimmed(records_.fields()[i]));
    fieldOf_.fill(absent);
    isHeaderRead_ = true;
    if (std::find(header_.begin(), header_.end(), columnNames[timestamp]) != header_.end()) {
        isHeader_ = true;
        return readColumns();
    }
    // The headerless form: six fields, the first a number.
    const std::string& first = header_[0];
    std::int64_t time = 0;
    const auto [end, status] = std::from_chars(first.data(), first.data() + first.size(), time);
    const bool isNumber = !first.empty() && status == std::errc() && end == first.data() + first.size();
    if (header_.size() != 6 || !isNumber)
        return fail(records_.line(), columnNames[timestamp], "is missing from the header", records_.fields()[0]);
    header_.clear();
    for (const Column column : {timestamp, side, price, quantity, orderType, id}) {
        fieldOf_[column] = header_.size();
        header_.emplace_back(columnNames[column]);
    }
    return true;
}

bool OrdersReader::readColumns() noexcept {
    for (std::size_t i = 0; i < header_.size(); ++i) {
        const auto known = std::find(columnNames.begin(), columnNames.end(), header_[i]);
        if (known == columnNames.end()) continue;
        std::size_t& place = fieldOf_[static_cast<std::size_t>(known - columnNames.begin())];
        if (place != absent) return fail(records_.line(), header_[i], "is in the header twice", records_.fields()[i]);
        place = i;
    }
    if (fieldOf_[id] == absent) return fail(records_.line(), columnNames[id], "is missing from the header", "");
    return true;
}

bool OrdersReader::missingHeader() noexcept {
    return fail(records_.line(), columnNames[timestamp], "is missing: the file is empty", "");
}

bool OrdersReader::fail(std::uint64_t line, std::string_view column, std::string problem,
                        std::string_view found) noexcept {
    error_ = InputError{true, line, std::string(column), std::move(problem), printable(found)};
    return false;
}

bool OrdersReader::fail(Column column, std::string problem) noexcept {
    return fail(records_.line(), columnNames[column], std::move(problem), field(column));
}

bool OrdersReader::failMissing(Column column, std::string_view neededBy) noexcept {
    const std::string need = " needs it";
    if (fieldOf_[column] != absent) return fail(column, "is empty, " + std::string(neededBy) + need);
    // The fault is the header's; the row only shows it.
    return fail(
        1, columnNames[column],
        "is missing from the header, " + std::string(neededBy) + " on line " + std::to_string(records_.line()) + need,
        "");
}

// Puts a fault of the record reader, where the bytes are no CSV at all, into the same words as a bad field.
bool OrdersReader::check(bool goesOn) noexcept {
    if (goesOn || records_.fault() == CsvRecords::Fault::none) return goesOn;
    return fail(records_.line(), columnAt(records_.faultField()), records_.faultProblem(), records_.faultText());
}

std::string_view OrdersReader::columnAt(std::size_t index) const noexcept {
    if (header_.empty()) return columnNames[timestamp];
    return header_[std::min(index, header_.size() - 1)];
}

}  // namespace alpha_engine
