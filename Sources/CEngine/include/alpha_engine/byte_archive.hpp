#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "alpha_engine/annotations.hpp"
#include "alpha_engine/detail/little_endian.hpp"
#include "alpha_engine/wide.hpp"

namespace alpha_engine {

/// Appends integers and text to bytes that grow: what `ByteReader` reads back, the same on every machine.
///
/// Integers are little-endian and of fixed width; a varint has seven bits a byte, the lowest first, and the highest bit
/// of a byte says that another follows (1 to 10 bytes); text is its length as a varint, then its bytes.
/// Cleared and used again, a writer allocates nothing.
class ByteWriter {
  public:
    /// Makes room for that many more bytes, so that they are put without an allocation.
    void reserve(std::size_t count) noexcept {
        if (bytes_.size() - used_ < count) [[unlikely]]
            grow(count);
    }

    void putU8(std::uint8_t value) noexcept { *extend(1) = value; }
    void putBool(bool value) noexcept { putU8(value ? 1 : 0); }
    void putU32(std::uint32_t value) noexcept { detail::storeLittleEndian(extend(sizeof value), value); }
    void putU64(std::uint64_t value) noexcept { detail::storeLittleEndian(extend(sizeof value), value); }
    void putI64(std::int64_t value) noexcept { putU64(static_cast<std::uint64_t>(value)); }
    /// The lower 64 bits, then the upper.
    void putI128(Wide value) noexcept {
        putU64(static_cast<std::uint64_t>(value));
        putI64(static_cast<std::int64_t>(value >> 64));
    }
    void putVarint(std::uint64_t value) noexcept {
        reserve(10);
        // A pointer of our own: to the compiler, a byte that is stored may be part of this object.
        unsigned char* place = bytes_.data() + used_;
        for (; value >= 0x80; value >>= 7) *place++ = static_cast<unsigned char>(value | 0x80);
        *place++ = static_cast<unsigned char>(value);
        used_ = static_cast<std::size_t>(place - bytes_.data());
    }
    /// A signed integer as a varint, small magnitudes short: 0, -1, 1, -2 become 0, 1, 2, 3.
    void putSignedVarint(std::int64_t value) noexcept {
        putVarint(static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63));
    }
    void putText(std::string_view text) noexcept {
        putVarint(text.size());
        putBytes(text.data(), text.size());
    }
    /// The bytes alone: the reader must know how many there are.
    void putBytes(const void* bytes, std::size_t count) noexcept {
        unsigned char* const place = extend(count);
        if (count > 0) std::memcpy(place, bytes, count);
    }

    /// Forgets what was put, and keeps the room.
    void clear() noexcept { used_ = 0; }
    /// What was put; until the next call of a non-const method.
    ALPHA_ENGINE_UNSAFE const unsigned char* data() const noexcept { return bytes_.data(); }
    std::size_t count() const noexcept { return used_; }

  private:
    unsigned char* extend(std::size_t count) noexcept {
        reserve(count);
        used_ += count;
        return bytes_.data() + used_ - count;
    }
    ALPHA_ENGINE_COLD void grow(std::size_t count) noexcept {
        bytes_.resize(std::max(bytes_.size() * 2, used_ + count + 256));
    }

    std::vector<unsigned char> bytes_;
    std::size_t used_ = 0;
};

/// Reads what a `ByteWriter` wrote, from bytes that nobody vouches for.
///
/// A read past the end, a number that does not fit and a `fail()` set a flag that stays: every later read gives 0,
/// empty text, false. So a whole record is read first, and `isGood()` or `isAtEnd()` is asked once. Nothing is
/// allocated.
class ByteReader {
  public:
    ByteReader(const void* bytes, std::size_t count) noexcept
        : next_(static_cast<const unsigned char*>(bytes)), remaining_(count) {}

    std::uint8_t takeU8() noexcept {
        const unsigned char* const place = advance(1);
        return place == nullptr ? std::uint8_t{0} : *place;
    }
    /// A byte that is 0 or 1; any other fails.
    bool takeBool() noexcept {
        const std::uint8_t value = takeU8();
        if (value > 1) fail();
        return value == 1;
    }
    /// A byte that is at most `greatest`, as the code of an enumeration; any other fails.
    std::uint8_t takeU8(std::uint8_t greatest) noexcept {
        const std::uint8_t value = takeU8();
        if (value <= greatest) return value;
        fail();
        return 0;
    }
    std::uint32_t takeU32() noexcept { return take<std::uint32_t>(); }
    std::uint64_t takeU64() noexcept { return take<std::uint64_t>(); }
    std::int64_t takeI64() noexcept { return static_cast<std::int64_t>(take<std::uint64_t>()); }
    Wide takeI128() noexcept {
        const std::uint64_t lower = takeU64();
        const std::int64_t upper = takeI64();
        return Wide{upper} * (Wide{1} << 64) + Wide{lower};
    }
    /// Fails on what does not fit into 64 bits.
    std::uint64_t takeVarint() noexcept {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const std::uint8_t byte = takeU8();
            if (shift == 63 && byte > 1) break;
            value |= std::uint64_t{byte & 0x7FU} << shift;
            if (byte < 0x80) return hasFailed_ ? 0 : value;
        }
        fail();
        return 0;
    }
    /// Fails on more than `greatest`.
    std::uint64_t takeVarint(std::uint64_t greatest) noexcept {
        const std::uint64_t value = takeVarint();
        if (value <= greatest) return value;
        fail();
        return 0;
    }
    std::int64_t takeSignedVarint() noexcept {
        const std::uint64_t value = takeVarint();
        return static_cast<std::int64_t>(value >> 1 ^ (0 - (value & 1)));
    }
    /// Text of at most `longest` bytes; the view is into the bytes that are read.
    std::string_view takeText(std::size_t longest = SIZE_MAX) noexcept {
        const std::uint64_t count = takeVarint();
        if (count > longest || count > remaining_) {
            fail();
            return {};
        }
        const unsigned char* const place = advance(static_cast<std::size_t>(count));
        return place == nullptr
                   ? std::string_view()
                   : std::string_view(reinterpret_cast<const char*>(place), static_cast<std::size_t>(count));
    }
    /// That many bytes as they are; null when there are fewer.
    ALPHA_ENGINE_UNSAFE const unsigned char* takeBytes(std::size_t count) noexcept { return advance(count); }
    /// How many elements follow, of at least `bytesEach` (1 or more) bytes each, a varint; fails on more than the bytes
    /// that are left can hold, so that no count makes its reader ask for more memory than the file has bytes.
    std::size_t takeCount(std::size_t bytesEach) noexcept {
        const std::uint64_t count = takeVarint();
        if (count <= remaining_ / bytesEach) return static_cast<std::size_t>(count);
        fail();
        return 0;
    }

    /// What was read makes no sense: nothing more is read.
    void fail() noexcept {
        hasFailed_ = true;
        remaining_ = 0;
    }
    bool isGood() const noexcept { return !hasFailed_; }
    /// Whether every byte was read and all of them made sense.
    bool isAtEnd() const noexcept { return !hasFailed_ && remaining_ == 0; }
    std::size_t remaining() const noexcept { return remaining_; }

  private:
    const unsigned char* advance(std::size_t count) noexcept {
        if (count > remaining_ || hasFailed_) [[unlikely]] {
            fail();
            return nullptr;
        }
        const unsigned char* const place = next_;
        next_ += count;
        remaining_ -= count;
        return place;
    }
    template <class Unsigned>
    Unsigned take() noexcept {
        const unsigned char* const place = advance(sizeof(Unsigned));
        return place == nullptr ? Unsigned{0} : detail::loadLittleEndian<Unsigned>(place);
    }

    const unsigned char* next_;
    std::size_t remaining_;
    bool hasFailed_ = false;
};

}  // namespace alpha_engine
