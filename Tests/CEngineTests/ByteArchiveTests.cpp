#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "Random.hpp"
#include "alpha_engine/byte_archive.hpp"

namespace alpha_engine::testing {
namespace {

TEST(ByteArchive, everyKindComesBack) {
    const Wide wide = (Wide{-7} << 90) + 12345;
    ByteWriter writer;
    writer.putU8(200);
    writer.putBool(true);
    writer.putU32(0xDEADBEEF);
    writer.putU64(0x0123456789ABCDEF);
    writer.putI64(std::numeric_limits<std::int64_t>::min());
    writer.putI128(wide);
    writer.putI128(-1);
    writer.putText("Zürich");
    writer.putText("");
    ByteReader reader(writer.data(), writer.count());
    EXPECT_EQ(reader.takeU8(), 200);
    EXPECT_TRUE(reader.takeBool());
    EXPECT_EQ(reader.takeU32(), 0xDEADBEEF);
    EXPECT_EQ(reader.takeU64(), 0x0123456789ABCDEFU);
    EXPECT_EQ(reader.takeI64(), std::numeric_limits<std::int64_t>::min());
    EXPECT_TRUE(reader.takeI128() == wide);
    EXPECT_TRUE(reader.takeI128() == -1);
    EXPECT_EQ(reader.takeText(), "Zürich");
    EXPECT_EQ(reader.takeText(), "");
    EXPECT_TRUE(reader.isAtEnd());
}

TEST(ByteArchive, bytesAreLittleEndian) {
    ByteWriter writer;
    writer.putU32(0x01020304);
    writer.putVarint(300);
    writer.putSignedVarint(-1);
    writer.putText("ab");
    const std::vector<unsigned char> expected = {4, 3, 2, 1, 0xAC, 2, 1, 2, 'a', 'b'};
    EXPECT_EQ(std::vector<unsigned char>(writer.data(), writer.data() + writer.count()), expected);
}

TEST(ByteArchive, varintsOfEveryLength) {
    Random random(3);
    for (unsigned bits = 0; bits <= 64; ++bits)
        for (int i = 0; i < 50; ++i) {
            const std::uint64_t value = bits == 0 ? 0 : random.next() >> (64 - bits);
            ByteWriter writer;
            writer.putVarint(value);
            writer.putSignedVarint(static_cast<std::int64_t>(value));
            ByteReader reader(writer.data(), writer.count());
            ASSERT_EQ(reader.takeVarint(), value);
            ASSERT_EQ(reader.takeSignedVarint(), static_cast<std::int64_t>(value));
            ASSERT_TRUE(reader.isAtEnd());
        }
}

TEST(ByteArchive, varintsThatDoNotFitFail) {
    const std::vector<std::vector<unsigned char>> cases = {
        {0x80},
        std::vector<unsigned char>(11, 0x80),
        {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x02},
        {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x81, 0},
    };
    for (const auto& bytes : cases) {
        ByteReader reader(bytes.data(), bytes.size());
        EXPECT_EQ(reader.takeVarint(), 0U);
        EXPECT_FALSE(reader.isGood());
    }
}

TEST(ByteArchive, failureStays) {
    const unsigned char bytes[] = {1, 2, 3, 4, 5};
    ByteReader reader(bytes, sizeof bytes);
    EXPECT_EQ(reader.takeU8(), 1);
    EXPECT_EQ(reader.takeU64(), 0U);
    EXPECT_EQ(reader.takeU8(), 0);
    EXPECT_EQ(reader.takeText(), "");
    EXPECT_EQ(reader.takeBytes(0), nullptr);
    EXPECT_FALSE(reader.isGood());
    EXPECT_FALSE(reader.isAtEnd());
}

TEST(ByteArchive, hostileLengthsAskForNothing) {
    ByteWriter writer;
    writer.putVarint(std::numeric_limits<std::uint64_t>::max());
    writer.putU64(0);
    ByteReader text(writer.data(), writer.count());
    EXPECT_EQ(text.takeText(), "");
    EXPECT_FALSE(text.isGood());
    ByteReader elements(writer.data(), writer.count());
    EXPECT_EQ(elements.takeCount(8), 0U);
    EXPECT_FALSE(elements.isGood());
    writer.clear();
    writer.putVarint(2);
    writer.putU64(1);
    writer.putU64(2);
    ByteReader fitting(writer.data(), writer.count());
    EXPECT_EQ(fitting.takeCount(8), 2U);
    ByteReader tooMany(writer.data(), writer.count());
    EXPECT_EQ(tooMany.takeCount(9), 0U);
    EXPECT_FALSE(tooMany.isGood());
}

TEST(ByteArchive, textLongerThanAllowedFails) {
    ByteWriter writer;
    writer.putText("12345");
    ByteReader reader(writer.data(), writer.count());
    EXPECT_EQ(reader.takeText(4), "");
    EXPECT_FALSE(reader.isGood());
}

TEST(ByteArchive, aBooleanIsNoughtOrOne) {
    const unsigned char two = 2;
    ByteReader reader(&two, 1);
    EXPECT_FALSE(reader.takeBool());
    EXPECT_FALSE(reader.isGood());
}

TEST(ByteArchive, everyTruncationFails) {
    ByteWriter writer;
    writer.putText("symbol");
    writer.putSignedVarint(-123'456'789);
    writer.putU64(7);
    for (std::size_t count = 0; count <= writer.count(); ++count) {
        const std::vector<unsigned char> part(writer.data(), writer.data() + count);  // so that sanitizers see the end
        ByteReader reader(part.data(), part.size());
        reader.takeText();
        reader.takeSignedVarint();
        reader.takeU64();
        EXPECT_EQ(reader.isAtEnd(), count == writer.count()) << count;
    }
}

}  // namespace
}  // namespace alpha_engine::testing
