#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace alpha_engine {

/// The sizes of the messages of NASDAQ TotalView-ITCH 5.0 by their type letter, without the length before them; 0 for a
/// letter that is no type.
inline constexpr auto itchSizes = [] {
    std::array<std::uint8_t, 256> sizes{};
    sizes['S'] = 12;  // system event
    sizes['R'] = 39;  // stock directory
    sizes['H'] = 25;  // stock trading action
    sizes['Y'] = 20;  // Reg SHO short sale price test restriction
    sizes['L'] = 26;  // market participant position
    sizes['V'] = 35;  // market-wide circuit breaker decline levels
    sizes['W'] = 12;  // market-wide circuit breaker status
    sizes['K'] = 28;  // IPO quoting period update
    sizes['J'] = 35;  // limit up, limit down auction collar
    sizes['h'] = 21;  // operational halt
    sizes['A'] = 36;  // add order, no participant
    sizes['F'] = 40;  // add order, with participant
    sizes['E'] = 31;  // order executed
    sizes['C'] = 36;  // order executed with price
    sizes['X'] = 23;  // order cancel
    sizes['D'] = 19;  // order delete
    sizes['U'] = 35;  // order replace
    sizes['P'] = 44;  // trade, not cross
    sizes['Q'] = 40;  // cross trade
    sizes['B'] = 19;  // broken trade
    sizes['I'] = 50;  // net order imbalance indicator
    sizes['N'] = 20;  // retail price improvement indicator
    sizes['O'] = 48;  // direct listing with capital raise price discovery
    return sizes;
}();

/// A message of ITCH: its bytes from the type letter on, and the numbers in them, big-endian.
struct ItchMessage {
    const std::uint8_t* bytes = nullptr;
    std::size_t size = 0;

    std::uint8_t type() const noexcept { return bytes[0]; }
    std::uint64_t number(std::size_t offset, std::size_t width) const noexcept {
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < width; ++i) value = value << 8 | bytes[offset + i];
        return value;
    }
    std::uint16_t locate() const noexcept { return static_cast<std::uint16_t>(number(1, 2)); }
    std::int64_t timestamp() const noexcept { return static_cast<std::int64_t>(number(5, 6)); }
    std::string_view text(std::size_t offset, std::size_t width) const noexcept {
        return {reinterpret_cast<const char*>(bytes) + offset, width};
    }
};

}  // namespace alpha_engine
