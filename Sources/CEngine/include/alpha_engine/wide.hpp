#pragma once

#include <cstdint>

#include "alpha_engine/types.hpp"

namespace alpha_engine {

/// A price times a quantity, or a sum of quantities: 128 bits.
__extension__ typedef __int128 Wide;

/// Sums of money stop here, so that they never overflow: 2^125 units.
inline constexpr Wide wideMaximum = Wide{1} << 125;

constexpr Wide clampWide(Wide value, Wide bound = wideMaximum) noexcept {
    return value > bound ? bound : value < -bound ? -bound : value;
}

/// A quantity times a price, cut at ±2^125.
constexpr Wide timesPrice(Wide quantity, Price price) noexcept {
    if (const auto narrow = static_cast<std::int64_t>(quantity); narrow == quantity) return Wide{narrow} * price;
    const Wide bound = price == 0 ? wideMaximum : wideMaximum / (price < 0 ? -Wide{price} : Wide{price});
    return clampWide(quantity, bound) * price;
}

/// A notional times an instrument's multiplier (in 1e-8), rounded towards zero and cut at ±2^125.
constexpr Wide timesMultiplier(Wide notional, std::int64_t multiplier) noexcept {
    constexpr std::int64_t one = 100'000'000;
    if (multiplier == one) return notional;
    const Wide bound = wideMaximum / (multiplier < 1 ? 1 : multiplier);
    return clampWide(clampWide(notional / one, bound) * multiplier + notional % one * multiplier / one);
}

}  // namespace alpha_engine
