#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "alpha_engine/types.hpp"

namespace alpha_engine {

class ByteReader;
class ByteWriter;

/// Numbers names: the same text always has the same index, counted from 0 in the order of first use.
///
/// For names that are few and stay, symbols and accounts. The name asked for last is found without hashing.
class NameTable {
  public:
    static constexpr std::uint32_t missing = 0xFFFFFFFFU;

    /// The name's index, given to it now if it is new.
    std::uint32_t intern(std::string_view name) noexcept;
    /// The name's index, `missing` if it was never interned.
    std::uint32_t find(std::string_view name) const noexcept;
    /// The name with that index; the view holds until the next `intern`.
    std::string_view name(std::uint32_t index) const noexcept { return names_[index]; }
    std::uint32_t count() const noexcept { return static_cast<std::uint32_t>(names_.size()); }

    /// Writes every name, in the order of their numbers.
    void save(ByteWriter& writer) const noexcept;
    /// Takes in what `save` wrote; the names that are here already must be its first. False: it cannot be used, and the
    /// table neither.
    bool load(ByteReader& reader) noexcept;

  private:
    std::size_t slotOf(std::string_view name) const noexcept;
    void grow() noexcept;

    std::vector<std::string> names_;
    std::vector<std::uint32_t> table_;  // open addressing: index plus 1; 0: free
    std::uint32_t last_ = missing;
};

}  // namespace alpha_engine
