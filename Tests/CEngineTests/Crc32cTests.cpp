#include <gtest/gtest.h>

#include <string_view>
#include <vector>

#include "Random.hpp"
#include "alpha_engine/crc32c.hpp"

namespace alpha_engine::testing {
namespace {

using Bytes = std::vector<unsigned char>;

Bytes counting(int first, int step) {
    Bytes bytes;
    for (int i = 0; i < 32; ++i) bytes.push_back(static_cast<unsigned char>(first + step * i));
    return bytes;
}

struct Vector {
    Bytes bytes;
    std::uint32_t crc;
};

// RFC 3720, appendix B.4 (whose bytes stand in the order of transmission), and the check value of the Rocksoft
// catalogue.
std::vector<Vector> publishedVectors() {
    constexpr std::string_view digits = "123456789";
    return {
        {{}, 0},
        {Bytes(32, 0x00), 0x8A9136AA},
        {Bytes(32, 0xFF), 0x62A8AB43},
        {counting(0, 1), 0x46DD794E},
        {counting(31, -1), 0x113FDB5C},
        {{0x01, 0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
          0x14, 0x00, 0x00, 0x00, 0x00, 0x00, 0x04, 0x00, 0x00, 0x00, 0x00, 0x14, 0x00, 0x00, 0x00, 0x18,
          0x28, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00},
         0xD9963A56},
        {Bytes(digits.begin(), digits.end()), 0xE3069283},
    };
}

TEST(Crc32c, publishedVectors) {
    for (const Vector& vector : publishedVectors()) {
        EXPECT_EQ(crc32c(vector.bytes.data(), vector.bytes.size()), vector.crc);
        EXPECT_EQ(detail::crc32cByTable(vector.bytes.data(), vector.bytes.size(), 0), vector.crc);
        if (detail::hasCrc32cInstruction()) {
            EXPECT_EQ(detail::crc32cByInstruction(vector.bytes.data(), vector.bytes.size(), 0), vector.crc);
        }
    }
}

TEST(Crc32c, tableInstructionAndPiecesAgree) {
    for (std::uint64_t seed = 1; seed <= 2'000; ++seed) {
        Random random(seed);
        Bytes bytes(static_cast<std::size_t>(random.between(0, 200)));
        for (unsigned char& byte : bytes) byte = static_cast<unsigned char>(random.next());
        const auto start = static_cast<std::uint32_t>(random.next());
        const std::uint32_t whole = detail::crc32cByTable(bytes.data(), bytes.size(), start);
        if (detail::hasCrc32cInstruction()) {
            ASSERT_EQ(detail::crc32cByInstruction(bytes.data(), bytes.size(), start), whole) << "seed " << seed;
        }
        const auto cut = static_cast<std::size_t>(random.between(0, std::ssize(bytes)));
        const std::uint32_t first = crc32c(bytes.data(), cut, start);
        ASSERT_EQ(crc32c(bytes.data() + cut, bytes.size() - cut, first), whole) << "seed " << seed;
    }
}

}  // namespace
}  // namespace alpha_engine::testing
