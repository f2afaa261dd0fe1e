#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "Random.hpp"
#include "alpha_engine/order_ids.hpp"
#include "alpha_engine/order_record.hpp"

namespace alpha_engine::testing {
namespace {

std::string encoded(const OrderRecord& record) {
    ByteWriter writer;
    encode(record, writer);
    return {reinterpret_cast<const char*>(writer.data()), writer.count()};
}

void expectEqual(const OrderRecord& a, const OrderRecord& b) {
    EXPECT_EQ(a.timestamp, b.timestamp);
    EXPECT_EQ(a.price, b.price);
    EXPECT_EQ(a.quantity, b.quantity);
    EXPECT_EQ(a.displayQuantity, b.displayQuantity);
    EXPECT_EQ(a.stopPrice, b.stopPrice);
    EXPECT_EQ(a.action, b.action);
    EXPECT_EQ(a.side, b.side);
    EXPECT_EQ(a.type, b.type);
    EXPECT_EQ(a.timeInForce, b.timeInForce);
    EXPECT_EQ(a.symbol, b.symbol);
    EXPECT_EQ(a.account, b.account);
    EXPECT_EQ(a.id, b.id);
}

std::int64_t anyNumber(Random& random) {
    return static_cast<std::int64_t>(random.next() >> random.between(0, 63)) * (random.oneIn(2) ? 1 : -1);
}

struct Sample {
    std::string symbol, account, id;
    OrderRecord record;
};

Sample anySample(Random& random) {
    Sample sample;
    const auto text = [&random](std::int64_t longest) {
        std::string made(static_cast<std::size_t>(random.between(0, longest)), ' ');
        for (char& c : made) c = static_cast<char>(random.next());
        return made;
    };
    sample.symbol = text(random.oneIn(10) ? 300 : 6);
    sample.account = text(12);
    sample.id = text(64);
    OrderRecord& record = sample.record;
    record.timestamp = anyNumber(random);
    record.price = anyNumber(random);
    record.quantity = anyNumber(random);
    record.displayQuantity = random.oneIn(2) ? 0 : anyNumber(random);
    record.stopPrice = random.oneIn(2) ? 0 : anyNumber(random);
    record.action = static_cast<Action>(random.between(0, 6));
    record.side = static_cast<Side>(random.between(0, 2));
    record.type = static_cast<OrderType>(random.between(0, 3));
    record.timeInForce = static_cast<TimeInForce>(random.between(0, 3));
    record.symbol = sample.symbol;
    record.account = sample.account;
    record.id = sample.id;
    return sample;
}

TEST(OrderRecord, messagesComeBack) {
    for (std::uint64_t seed = 1; seed <= 3'000; ++seed) {
        SCOPED_TRACE(seed);
        Random random(seed);
        const Sample sample = anySample(random);
        const std::string payload = encoded(sample.record);
        EXPECT_EQ(recordKind(payload.data(), payload.size()), RecordKind::order);
        OrderRecord decoded;
        ASSERT_TRUE(decode(payload.data(), payload.size(), decoded));
        expectEqual(decoded, sample.record);
    }
}

TEST(OrderRecord, extremeNumbersComeBack) {
    OrderRecord record;
    record.timestamp = record.quantity = std::numeric_limits<std::int64_t>::min();
    record.price = record.stopPrice = std::numeric_limits<std::int64_t>::max();
    const std::string payload = encoded(record);
    OrderRecord decoded;
    ASSERT_TRUE(decode(payload.data(), payload.size(), decoded));
    expectEqual(decoded, record);
}

TEST(OrderRecord, bytesAreTheOnesThatTheDocumentationShows) {
    OrderRecord record;
    record.timestamp = 1;
    record.price = 100;
    record.quantity = -1;
    record.side = Side::sell;
    record.timeInForce = TimeInForce::post;
    record.symbol = "AB";
    record.id = "x1";
    const std::string expected(
        "\x01"
        "\x01\0\0\0\0\0\0\0"
        "\x10\x30"
        "\xC8\x01"
        "\x01"
        "\0\0"
        "\x02"
        "AB"
        "\0"
        "\x02"
        "x1",
        23);
    EXPECT_EQ(encoded(record), expected);
}

TEST(OrderRecord, everyTruncationAndEveryLongerPayloadIsRefused) {
    Random random(8);
    for (int i = 0; i < 50; ++i) {
        const Sample sample = anySample(random);
        const std::string payload = encoded(sample.record);
        OrderRecord decoded;
        for (std::size_t count = 0; count < payload.size(); ++count) {
            const std::vector<char> part(payload.begin(), payload.begin() + static_cast<std::ptrdiff_t>(count));
            ASSERT_FALSE(decode(part.data(), part.size(), decoded)) << count;
        }
        ASSERT_FALSE(decode((payload + "x").data(), payload.size() + 1, decoded));
    }
}

TEST(OrderRecord, unknownCodesAreRefused) {
    const std::string payload = encoded(OrderRecord{});
    OrderRecord decoded;
    ASSERT_TRUE(decode(payload.data(), payload.size(), decoded));
    for (const auto& [place, byte] :
         {std::pair<std::size_t, char>{0, 0}, {0, 2}, {0, 77}, {9, 7}, {9, 0x30}, {10, 4}, {10, 0x40}}) {
        std::string changed = payload;
        changed[place] = byte;
        EXPECT_FALSE(decode(changed.data(), changed.size(), decoded)) << place;
    }
}

TEST(OrderRecord, anIdLongerThanAnyOrdersIsRefused) {
    OrderRecord record;
    const std::string id(OrderIds::maximumLength + 1, 'i');
    record.id = id;
    const std::string payload = encoded(record);
    OrderRecord decoded;
    EXPECT_FALSE(decode(payload.data(), payload.size(), decoded));
}

TEST(OrderRecord, randomBytesNeverReadPastTheirEnd) {
    for (std::uint64_t seed = 1; seed <= 20'000; ++seed) {
        Random random(seed);
        std::vector<unsigned char> bytes(static_cast<std::size_t>(random.between(0, 40)));
        for (unsigned char& byte : bytes) byte = static_cast<unsigned char>(random.next());
        if (!bytes.empty()) bytes[0] = static_cast<unsigned char>(random.between(0, 4));
        OrderRecord order;
        CheckpointRecord checkpoint;
        std::string_view text;
        decode(bytes.data(), bytes.size(), order);
        decode(bytes.data(), bytes.size(), checkpoint);
        decodeConfiguration(bytes.data(), bytes.size(), text);
    }
}

TEST(OrderRecord, otherPayloadsComeBack) {
    ByteWriter writer;
    encode(CheckpointRecord{.messages = 12, .stateHash = 34}, writer);
    EXPECT_EQ(recordKind(writer.data(), writer.count()), RecordKind::checkpoint);
    CheckpointRecord checkpoint;
    ASSERT_TRUE(decode(writer.data(), writer.count(), checkpoint));
    EXPECT_EQ(checkpoint.messages, 12U);
    EXPECT_EQ(checkpoint.stateHash, 34U);
    EXPECT_FALSE(decode(writer.data(), writer.count() - 1, checkpoint));
    OrderRecord order;
    EXPECT_FALSE(decode(writer.data(), writer.count(), order));
    writer.clear();
    encodeConfiguration("stp: none", writer);
    EXPECT_EQ(recordKind(writer.data(), writer.count()), RecordKind::configuration);
    std::string_view text;
    ASSERT_TRUE(decodeConfiguration(writer.data(), writer.count(), text));
    EXPECT_EQ(text, "stp: none");
    EXPECT_EQ(recordKind("", 0), RecordKind::unknown);
    EXPECT_EQ(recordKind("\x04", 1), RecordKind::unknown);
}

}  // namespace
}  // namespace alpha_engine::testing
