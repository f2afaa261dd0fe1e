#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "alpha_engine/types.hpp"

namespace alpha_engine {

class ByteReader;
class ByteWriter;

/// Turns text ids of up to 64 bytes into `OrderId`s and back.
///
/// A plain decimal number below 10^18 is its own id, and text of up to 7 bytes is packed into the id: neither needs
/// memory or a look-up. Longer text is kept here for as long as some order uses it (`retain`, `release`), so memory
/// follows the live orders and not the length of the stream. The same text has the same id for as long as it is kept.
class OrderIds {
  public:
    /// The longest id in bytes.
    static constexpr std::size_t maximumLength = 64;

    /// The id of a text of at most `maximumLength` bytes.
    OrderId intern(const char* text, std::size_t count) noexcept;
    /// Writes the id's text and says how many bytes it has; `buffer` must have room for `maximumLength`.
    std::size_t text(OrderId id, char* buffer) const noexcept;

    /// Whether the id's text is kept here, so that `retain` and `release` mean anything.
    static constexpr bool isStored(OrderId id) noexcept { return (id >> 62) == 2; }
    /// An order with the id has come to live.
    void retain(OrderId id) noexcept {
        if (isStored(id)) ++entries_[id & indexMask].uses;
    }
    /// An order with the id has finished.
    void release(OrderId id) noexcept {
        if (isStored(id) && --entries_[id & indexMask].uses == 0) loosen(id & indexMask);
    }
    /// Forgets every text that no live order uses: interned and never retained, or released as often as retained.
    void recycle() noexcept {
        if (!loose_.empty()) recycleLoose();
    }

    /// How many texts are kept.
    std::size_t storedCount() const noexcept { return stored_; }
    /// A number that depends on the id's text alone, and not on where the text is kept.
    std::uint64_t hash(OrderId id) const noexcept { return isStored(id) ? entries_[id & indexMask].hash : id; }

    /// Writes every text that is kept, with its number and how many use it.
    void save(ByteWriter& writer) const noexcept;
    /// Takes the place of what is here by what `save` wrote: every text has its number again. False: it cannot be used,
    /// and nothing is kept.
    bool load(ByteReader& reader) noexcept;
    /// Whether an id is one that `intern` could have given: a stored one must be kept here.
    bool isKnown(OrderId id) const noexcept;
    /// Whether exactly these uses, one for each time that an id is among them, are counted here. For what was loaded.
    bool hasUses(const std::vector<OrderId>& ids) const noexcept;

  private:
    static constexpr std::uint64_t indexMask = 0xFFFFFFFFU;

    struct Entry {
        std::array<char, maximumLength> text;
        std::uint64_t hash;
        std::uint32_t uses;
        std::uint8_t count;
        bool isLoose;
    };

    std::uint32_t& slotFor(std::string_view text, std::uint64_t hash) noexcept;
    void loosen(std::uint64_t index) noexcept;
    void recycleLoose() noexcept;
    void eraseFromTable(std::uint32_t index) noexcept;
    void growTable() noexcept;

    std::vector<Entry> entries_;
    std::vector<std::uint32_t> table_;  // open addressing: index plus 1; 0: free
    std::vector<std::uint32_t> free_;
    std::vector<std::uint32_t> loose_;
    std::size_t stored_ = 0;
};

}  // namespace alpha_engine
