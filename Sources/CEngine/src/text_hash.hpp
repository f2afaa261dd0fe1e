#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace alpha_engine {

/// A hash of a short text, eight bytes at a step; good enough for a table, not against an adversary.
inline std::uint64_t textHash(const char* text, std::size_t count) noexcept {
    std::uint64_t hash = 0x9E3779B97F4A7C15ULL ^ count;
    const auto mix = [&hash](std::uint64_t word) noexcept {
        hash = (hash ^ word) * 0xD6E8FEB86659FD93ULL;
        hash ^= hash >> 32;
    };
    for (; count >= 8; text += 8, count -= 8) {
        std::uint64_t word;
        std::memcpy(&word, text, 8);
        mix(word);
    }
    std::uint64_t rest = 0;
    if (count > 0) std::memcpy(&rest, text, count);
    mix(rest);
    return hash;
}

}  // namespace alpha_engine
