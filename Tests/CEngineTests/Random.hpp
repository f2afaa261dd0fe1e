#pragma once

#include <cstdint>

namespace alpha_engine::testing {

/// splitmix64: the same numbers everywhere for the same seed.
class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }
    /// A number from `low` to `high`, both among them.
    std::int64_t between(std::int64_t low, std::int64_t high) {
        const auto range = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low) + 1;
        return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + (range == 0 ? next() : next() % range));
    }
    /// True once in `n` times.
    bool oneIn(std::int64_t n) { return between(1, n) == 1; }

  private:
    std::uint64_t state_;
};

}  // namespace alpha_engine::testing
