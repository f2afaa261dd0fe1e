#pragma once

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "csv_records.hpp"
#include "input_error.hpp"

namespace alpha_engine {

/// Whether the whole text is an integer of 64 bits.
inline bool parseInteger(std::string_view text, std::int64_t& value) noexcept {
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
    return status == std::errc() && end == text.data() + text.size();
}

/// A text as a column's name: only its letters and digits, in lower case (`Order ID` is `orderid`).
std::string columnName(std::string_view text) noexcept;

/// The records of a feed's CSV file, and what is wrong with one: what the readers of LOBSTER's two files share.
class FeedTable {
  public:
    /// Reads what the bytes complete, calling `row() -> bool` for each record. False: see `error()`.
    template <class Row>
    bool feed(const char* bytes, std::size_t count, Row&& row) noexcept {
        return !error_.isSet && check(records_.feed(bytes, count, row));
    }
    /// Reads a last record without a newline.
    template <class Row>
    bool finish(Row&& row) noexcept {
        return !error_.isSet && check(records_.finish(row));
    }

    std::string_view field(std::size_t index) const noexcept { return records_.fields()[index]; }
    std::size_t fieldCount() const noexcept { return records_.fieldCount(); }
    std::uint64_t line() const noexcept { return records_.line(); }
    const InputError& error() const noexcept { return error_; }

    /// The columns' names, in the order in which the file has them.
    void setColumns(std::vector<std::string> names) noexcept { columns_ = std::move(names); }
    std::size_t columnCount() const noexcept { return columns_.size(); }

    /// Whether the record has as many fields as there are columns.
    bool checkWidth() noexcept;
    /// Reads an integer from `low` to `high`; anything else is an error with that problem.
    bool readInteger(std::size_t index, std::int64_t low, std::int64_t high, const char* problem,
                     std::int64_t& value) noexcept;

    /// The record cannot be used; always false. `index` is that of the field at fault.
    bool fail(std::size_t index, std::string problem) noexcept;
    /// The file cannot be used; always false.
    bool fail(std::uint64_t line, std::string_view column, std::string problem, std::string_view found) noexcept;

  private:
    // Puts a fault of the record reader, where the bytes are no CSV at all, into the same words as a bad field.
    bool check(bool goesOn) noexcept;
    std::string_view columnAt(std::size_t index) const noexcept;

    CsvRecords records_;
    InputError error_;
    std::vector<std::string> columns_;
};

}  // namespace alpha_engine
