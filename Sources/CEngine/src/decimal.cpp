#include "alpha_engine/decimal.hpp"

#include <array>
#include <cstring>
#include <limits>

namespace alpha_engine {

namespace {

constexpr int places = 8;
constexpr std::uint64_t largest = std::numeric_limits<std::int64_t>::max();

constexpr std::array<std::uint64_t, places + 1> powerOfTen = {1,       10,        100,        1'000,      10'000,
                                                              100'000, 1'000'000, 10'000'000, 100'000'000};

constexpr auto digitPairs = [] {
    std::array<char, 200> pairs{};
    for (std::size_t i = 0; i < 100; ++i) {
        pairs[2 * i] = static_cast<char>('0' + i / 10);
        pairs[2 * i + 1] = static_cast<char>('0' + i % 10);
    }
    return pairs;
}();

bool isDigit(char c) noexcept { return static_cast<unsigned char>(c - '0') < 10; }

Decimal signedDecimal(std::uint64_t magnitude, bool isNegative) noexcept {
    if (magnitude > largest) return {0, DecimalStatus::tooLarge};
    const std::int64_t units = static_cast<std::int64_t>(magnitude);
    return {isNegative ? -units : units, DecimalStatus::ok};
}

// A decimal's text taken apart: digits with at most one point among them, and a power of ten.
struct Parts {
    const char* first;
    const char* last;
    std::int64_t digitsBeforePoint;
    std::int64_t exponent;
};

bool takeApart(const char* text, const char* end, Parts& parts) noexcept {
    parts = {text, text, 0, 0};
    bool hasPoint = false;
    std::size_t digits = 0;
    for (; text < end && (isDigit(*text) || (*text == '.' && !hasPoint)); ++text) {
        if (*text == '.') {
            hasPoint = true;
        } else {
            ++digits;
            if (!hasPoint) ++parts.digitsBeforePoint;
        }
    }
    parts.last = text;
    if (digits == 0) return false;
    if (text == end) return true;
    if (*text != 'e' && *text != 'E') return false;
    ++text;
    const bool isNegative = text < end && *text == '-';
    if (text < end && (*text == '-' || *text == '+')) ++text;
    if (text == end) return false;
    for (; text < end; ++text) {
        if (!isDigit(*text)) return false;
        if (parts.exponent < 100'000) parts.exponent = parts.exponent * 10 + (*text - '0');
    }
    if (isNegative) parts.exponent = -parts.exponent;
    return true;
}

// The general case: any number of digits, an exponent, a float's noise.
Decimal parseSlowly(const char* text, const char* end, bool isNegative) noexcept {
    Parts parts;
    if (!takeApart(text, end, parts)) return {0, DecimalStatus::notANumber};
    const std::int64_t kept = parts.digitsBeforePoint + parts.exponent + places;  // digits that make whole units
    std::uint64_t units = 0;
    std::uint64_t noise = 0;  // the next four digits: a unit times 1e-4
    bool hasMore = false;     // and whether anything follows these
    std::int64_t position = 0;
    for (const char* p = parts.first; p < parts.last; ++p) {
        if (*p == '.') continue;
        const std::uint64_t digit = static_cast<std::uint64_t>(*p - '0');
        if (position < kept) {
            if (units > (largest - digit) / 10) return {0, DecimalStatus::tooLarge};
            units = units * 10 + digit;
        } else if (position < kept + 4) {
            noise += digit * powerOfTen[static_cast<std::size_t>(kept + 3 - position)];
        } else {
            hasMore = hasMore || digit != 0;
        }
        ++position;
    }
    for (; position < kept && units != 0; ++position) {
        if (units > largest / 10) return {0, DecimalStatus::tooLarge};
        units *= 10;
    }
    if (noise == 0 || (noise == 1 && !hasMore)) return signedDecimal(units, isNegative);
    if (noise == 9'999) return signedDecimal(units + 1, isNegative);
    return {0, DecimalStatus::tooManyPlaces};
}

std::size_t writeUnsigned(std::uint64_t value, char* buffer) noexcept {
    char digits[20];
    std::size_t first = sizeof digits;
    while (value >= 100) {
        first -= 2;
        std::memcpy(digits + first, digitPairs.data() + value % 100 * 2, 2);
        value /= 100;
    }
    if (value >= 10) {
        first -= 2;
        std::memcpy(digits + first, digitPairs.data() + value * 2, 2);
    } else {
        digits[--first] = static_cast<char>('0' + value);
    }
    std::memcpy(buffer, digits + first, sizeof digits - first);
    return sizeof digits - first;
}

std::uint64_t magnitudeOf(std::int64_t value) noexcept {
    return value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
}

}  // namespace

Decimal parseDecimal(const char* text, std::size_t count) noexcept {
    const char* const end = text + count;
    const bool isNegative = count > 0 && *text == '-';
    if (count > 0 && (*text == '-' || *text == '+')) ++text;
    // The common case, at most 18 digits and 8 places, cannot overflow 64 bits before it is scaled.
    if (end - text > 19) return parseSlowly(text, end, isNegative);
    const char* p = text;
    std::uint64_t mantissa = 0;
    while (p < end && isDigit(*p)) mantissa = mantissa * 10 + static_cast<std::uint64_t>(*p++ - '0');
    std::size_t decimals = 0;
    if (p < end && *p == '.') {
        const char* const point = p++;
        while (p < end && isDigit(*p)) mantissa = mantissa * 10 + static_cast<std::uint64_t>(*p++ - '0');
        decimals = static_cast<std::size_t>(p - point) - 1;
    }
    if (p != end || decimals > places || p - text > 18 || p == text || (decimals == 0 && p - text == 1 && *text == '.'))
        return parseSlowly(text, end, isNegative);
    std::uint64_t units;
    if (__builtin_mul_overflow(mantissa, powerOfTen[places - decimals], &units)) return {0, DecimalStatus::tooLarge};
    return signedDecimal(units, isNegative);
}

std::size_t writeInteger(std::int64_t value, char* buffer) noexcept {
    if (value >= 0) return writeUnsigned(static_cast<std::uint64_t>(value), buffer);
    *buffer = '-';
    return 1 + writeUnsigned(magnitudeOf(value), buffer + 1);
}

std::size_t writeDecimal(std::int64_t units, char* buffer) noexcept {
    char* p = buffer;
    if (units < 0) *p++ = '-';
    const std::uint64_t magnitude = magnitudeOf(units);
    p += writeUnsigned(magnitude / decimalOne, p);
    std::uint64_t fraction = magnitude % decimalOne;
    if (fraction != 0) {
        *p++ = '.';
        for (std::size_t pair = places; pair > 0; pair -= 2) {
            std::memcpy(p + pair - 2, digitPairs.data() + fraction % 100 * 2, 2);
            fraction /= 100;
        }
        p += places;
        while (p[-1] == '0') --p;
    }
    return static_cast<std::size_t>(p - buffer);
}

}  // namespace alpha_engine
