#pragma once

#include <cstddef>
#include <cstdint>

namespace alpha_engine {

/// The CRC32C (Castagnoli, polynomial 0x1EDC6F41, reflected) of bytes, as in RFC 3720: the journal's and the
/// snapshots'.
///
/// With the CRC of the bytes before as `crc`, it is that of both together: `crc32c(b, m, crc32c(a, n))`. Where the
/// processor has the instruction (SSE4.2) it is used, eight bytes in three cycles; elsewhere eight tables.
std::uint32_t crc32c(const void* bytes, std::size_t count, std::uint32_t crc = 0) noexcept;

namespace detail {

/// Whether `crc32cByInstruction` may be called.
bool hasCrc32cInstruction() noexcept;
/// `crc32c` by the processor's own instruction.
std::uint32_t crc32cByInstruction(const void* bytes, std::size_t count, std::uint32_t crc) noexcept;
/// `crc32c` by table, eight bytes at a step; the oracle of the other, and what every machine can do.
std::uint32_t crc32cByTable(const void* bytes, std::size_t count, std::uint32_t crc) noexcept;

}  // namespace detail

}  // namespace alpha_engine
