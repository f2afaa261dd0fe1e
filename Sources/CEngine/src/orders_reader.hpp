#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "alpha_engine/name_table.hpp"
#include "alpha_engine/order_ids.hpp"
#include "alpha_engine/types.hpp"
#include "csv_records.hpp"
#include "input_error.hpp"

namespace alpha_engine {

/// Reads order streams in CSV: the headed form with columns in any order, and the headerless one of six fields
/// `timestamp_ns,side,price,qty,order_type,id`.
///
/// Prices and quantities become integers of 1e-8, names numbers. A row that cannot be used ends the reading with an
/// `InputError`. A column that is filled must be well formed even where the row does not need it, but for a market
/// order's price, which is ignored.
class OrdersReader {
  public:
    /// Reads what the bytes complete, calling `consumer(message)` for each row. False: see `error()`.
    template <class Consumer>
    bool feed(const char* bytes, std::size_t count, Consumer&& consumer) noexcept {
        return !error_.isSet && check(records_.feed(bytes, count, [&]() noexcept { return row(consumer); }));
    }
    /// Reads a last row without a newline.
    template <class Consumer>
    bool finish(Consumer&& consumer) noexcept {
        if (error_.isSet || !check(records_.finish([&]() noexcept { return row(consumer); }))) return false;
        return isHeaderRead_ || missingHeader();
    }

    const InputError& error() const noexcept { return error_; }
    const NameTable& symbols() const noexcept { return symbols_; }
    NameTable& symbols() noexcept { return symbols_; }
    /// Account names; the `AccountIndex` is the name's index plus 1.
    NameTable& accounts() noexcept { return accounts_; }
    const NameTable& accounts() const noexcept { return accounts_; }
    OrderIds& ids() noexcept { return ids_; }
    const OrderIds& ids() const noexcept { return ids_; }

  private:
    enum Column : std::uint8_t {
        timestamp,
        symbol,
        action,
        side,
        price,
        quantity,
        orderType,
        timeInForce,
        id,
        account,
        displayQuantity,
        stopPrice,
        columnCount
    };
    static const std::array<std::string_view, columnCount> columnNames;
    static constexpr std::size_t absent = CsvRecords::fieldsMax;

    template <class Consumer>
    bool row(Consumer&& consumer) noexcept {
        if (!isHeaderRead_ && !readHeader()) return false;
        if (isHeader_) {
            isHeader_ = false;
            return true;
        }
        if (!readRow()) return false;
        consumer(static_cast<const OrderMessage&>(message_));
        return true;
    }

    bool readHeader() noexcept;
    bool readColumns() noexcept;
    bool missingHeader() noexcept;
    bool readRow() noexcept;
    bool readTimestamp() noexcept;
    bool readWords() noexcept;
    bool readNumbers() noexcept;
    bool readNames() noexcept;
    bool readDecimal(Column column, bool isRequired, std::int64_t& value) noexcept;
    bool replacesWithoutPrice() noexcept;

    std::string_view field(Column column) const noexcept {
        return fieldOf_[column] == absent ? std::string_view() : records_.fields()[fieldOf_[column]];
    }
    bool fail(std::uint64_t line, std::string_view column, std::string problem, std::string_view found) noexcept;
    bool fail(Column column, std::string problem) noexcept;
    bool failMissing(Column column, std::string_view neededBy) noexcept;
    bool check(bool goesOn) noexcept;
    std::string_view columnAt(std::size_t index) const noexcept;

    CsvRecords records_;
    InputError error_;
    std::array<std::size_t, columnCount> fieldOf_{};
    std::vector<std::string> header_;
    bool isHeaderRead_ = false;
    bool isHeader_ = false;
    bool hasTimestamp_ = false;
    OrderMessage message_;
    NameTable symbols_;
    NameTable accounts_;
    OrderIds ids_;
};

}  // namespace alpha_engine
