#pragma once

#include <cstdint>

namespace alpha_engine {

/// Mixes a value into a hash; the order of the values matters.
constexpr std::uint64_t mixHash(std::uint64_t hash, std::uint64_t value) noexcept {
    hash = (hash ^ value) * 0x9E3779B97F4A7C15ULL;
    return hash ^ (hash >> 29);
}

}  // namespace alpha_engine
