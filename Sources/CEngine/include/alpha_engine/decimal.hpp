#pragma once

#include <cstddef>
#include <cstdint>

#include "alpha_engine/annotations.hpp"

namespace alpha_engine {

/// How many units of 1e-8 make 1.
inline constexpr std::int64_t decimalOne = 100'000'000;

/// What came of reading a decimal.
enum class ALPHA_ENGINE_CLOSED DecimalStatus : std::uint8_t { ok, notANumber, tooLarge, tooManyPlaces };

/// A decimal as an integer count of 1e-8, or why the text is none.
struct Decimal {
    std::int64_t units = 0;
    DecimalStatus status = DecimalStatus::ok;
};

/// Reads a decimal: an optional sign, digits with an optional point, an optional exponent; nothing around them.
///
/// More than 8 places are taken when they are only a float's noise, within 1e-12 of an 8-place decimal, and are
/// `tooManyPlaces` otherwise. Exact: no floating point is involved. `NaN` and `inf` are `notANumber`.
Decimal parseDecimal(const char* text, std::size_t count) noexcept;

/// Room that `writeDecimal` and `writeInteger` need.
inline constexpr std::size_t decimalTextCapacity = 24;

/// Writes the shortest decimal text of `units` × 1e-8 and says how many bytes it has: `5.49`, `100`, `-0.00000001`.
std::size_t writeDecimal(std::int64_t units, char* buffer) noexcept;
/// Writes an integer and says how many bytes it has.
std::size_t writeInteger(std::int64_t value, char* buffer) noexcept;

}  // namespace alpha_engine
