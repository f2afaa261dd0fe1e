#include "alpha_engine/crc32c.hpp"

#include <array>

#include "alpha_engine/detail/little_endian.hpp"

#if defined(__x86_64__)
#include <nmmintrin.h>
#endif

namespace alpha_engine {

namespace {

constexpr std::uint32_t reflectedPolynomial = 0x82F63B78;

// tables[k][b]: what the byte b does to the CRC when k more bytes follow it.
constexpr auto tables = [] {
    std::array<std::array<std::uint32_t, 256>, 8> made{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        std::uint32_t crc = byte;
        for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? reflectedPolynomial : 0);
        made[0][byte] = crc;
    }
    for (std::size_t k = 1; k < 8; ++k)
        for (std::size_t byte = 0; byte < 256; ++byte)
            made[k][byte] = (made[k - 1][byte] >> 8) ^ made[0][made[k - 1][byte] & 0xFF];
    return made;
}();

}  // namespace

namespace detail {

std::uint32_t crc32cByTable(const void* bytes, std::size_t count, std::uint32_t crc) noexcept {
    const auto* next = static_cast<const unsigned char*>(bytes);
    crc = ~crc;
    for (; count >= 8; next += 8, count -= 8) {
        const std::uint64_t word = loadLittleEndian<std::uint64_t>(next) ^ crc;
        crc = 0;
        for (std::size_t k = 0; k < 8; ++k) crc ^= tables[7 - k][word >> (8 * k) & 0xFF];
    }
    for (; count > 0; ++next, --count) crc = (crc >> 8) ^ tables[0][(crc ^ *next) & 0xFF];
    return ~crc;
}

#if defined(__x86_64__)

bool hasCrc32cInstruction() noexcept { return __builtin_cpu_supports("sse4.2") != 0; }

__attribute__((target("sse4.2"))) std::uint32_t crc32cByInstruction(const void* bytes, std::size_t count,
                                                                    std::uint32_t crc) noexcept {
    const auto* next = static_cast<const unsigned char*>(bytes);
    std::uint64_t wide = ~crc;
    for (; count >= 8; next += 8, count -= 8) wide = _mm_crc32_u64(wide, loadLittleEndian<std::uint64_t>(next));
    auto narrow = static_cast<std::uint32_t>(wide);
    if (count >= 4) {
        narrow = _mm_crc32_u32(narrow, loadLittleEndian<std::uint32_t>(next));
        next += 4;
        count -= 4;
    }
    for (; count > 0; ++next, --count) narrow = _mm_crc32_u8(narrow, *next);
    return ~narrow;
}

#else

bool hasCrc32cInstruction() noexcept { return false; }

std::uint32_t crc32cByInstruction(const void* bytes, std::size_t count, std::uint32_t crc) noexcept {
    return crc32cByTable(bytes, count, crc);
}

#endif

}  // namespace detail

std::uint32_t crc32c(const void* bytes, std::size_t count, std::uint32_t crc) noexcept {
    return detail::hasCrc32cInstruction() ? detail::crc32cByInstruction(bytes, count, crc)
                                          : detail::crc32cByTable(bytes, count, crc);
}

}  // namespace alpha_engine
