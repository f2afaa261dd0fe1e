#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "alpha_engine/crc32c.hpp"
#include "alpha_engine/detail/little_endian.hpp"

namespace alpha_engine::journal_format {

// The numbers of the format that journal.hpp describes.

inline constexpr std::array<unsigned char, 8> magic = {0x89, 'A', 'J', 'L', 0x0D, 0x0A, 0x1A, 0x0A};
inline constexpr std::uint32_t version = 1;
inline constexpr std::size_t headerBytes = 32;
inline constexpr std::size_t recordHeadBytes = 20;
/// A disk writes a sector as a whole or not at all.
inline constexpr std::uint64_t sectorBytes = 512;

/// Where things stand in the header, and in the head of a record.
inline constexpr std::size_t versionAt = 8, identityAt = 12, firstSequenceAt = 20, headerCrcAt = 28;
inline constexpr std::size_t lengthAt = 0, sequenceAt = 4, positionAt = 12, crcAt = 16;

/// What the CRC of every record of the journal begins with.
inline std::uint32_t seedOf(std::uint64_t identity) noexcept {
    unsigned char bytes[8];
    detail::storeLittleEndian(bytes, identity);
    return crc32c(bytes, sizeof bytes);
}

/// The CRC of a record, given its head and its payload.
inline std::uint32_t recordCrc(std::uint32_t seed, const unsigned char* head, const void* payload,
                               std::size_t count) noexcept {
    return crc32c(payload, count, crc32c(head, crcAt, seed));
}

}  // namespace alpha_engine::journal_format
