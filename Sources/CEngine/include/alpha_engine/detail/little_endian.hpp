#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace alpha_engine::detail {

/// Writes an unsigned integer, its lowest byte first, whatever the machine's own order is.
template <class Unsigned>
inline void storeLittleEndian(unsigned char* place, Unsigned value) noexcept {
    if constexpr (std::endian::native == std::endian::little) {
        std::memcpy(place, &value, sizeof value);
    } else {
        for (std::size_t i = 0; i < sizeof value; ++i) place[i] = static_cast<unsigned char>(value >> (8 * i));
    }
}

/// Reads what `storeLittleEndian` wrote.
template <class Unsigned>
inline Unsigned loadLittleEndian(const unsigned char* place) noexcept {
    Unsigned value = 0;
    if constexpr (std::endian::native == std::endian::little) {
        std::memcpy(&value, place, sizeof value);
    } else {
        for (std::size_t i = 0; i < sizeof value; ++i) value |= static_cast<Unsigned>(Unsigned{place[i]} << (8 * i));
    }
    return value;
}

}  // namespace alpha_engine::detail
