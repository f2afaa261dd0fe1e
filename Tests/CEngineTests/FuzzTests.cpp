#include <gtest/gtest.h>

#include <string>

#include "Random.hpp"
#include "Replay.hpp"

namespace alpha_engine::testing {
namespace {

using namespace std::string_view_literals;

// A valid orders file of every action, order type and kind of id.
std::string validFile(Random& random) {
    std::string file = "timestamp_ns,symbol,action,side,price,qty,order_type,tif,id,account\n";
    const char* const actions[] = {"", "NEW", "NEW", "NEW", "CANCEL", "REPLACE", "AUCTION", "UNCROSS"};
    const char* const tifs[] = {"", "GTC", "IOC", "FOK", "POST"};
    const char* const ids[] = {"", "B", "order-number-"};
    for (std::int64_t i = 0, rows = random.between(1, 60); i < rows; ++i) {
        const auto pick = [&random](const auto& words) {
            return std::string(words[random.between(0, std::ssize(words) - 1)]);
        };
        const std::string symbol = random.oneIn(3) ? "\"A,\"\"B\"\"\"" : "AAPL";
        file += std::to_string(i) + "," + symbol + "," + pick(actions) + "," + (random.oneIn(2) ? "BUY" : "SELL") +
                "," + std::to_string(random.between(95, 105)) + (random.oneIn(3) ? ".25" : "") + "," +
                std::to_string(random.between(0, 20)) + "," + (random.oneIn(6) ? "MARKET" : "") + "," + pick(tifs) +
                "," + pick(ids) + std::to_string(random.between(1, 20)) + "," + (random.oneIn(2) ? "desk" : "") + "\n";
    }
    return file;
}

// Bytes that mean something to a CSV reader come more often than others.
char anyByte(Random& random) {
    constexpr std::string_view likely = ",,\n\n\"\"\r\0.-+eE0123456789NaNBUYSELL \xEF\xBB\xBF\xFF"sv;
    if (random.oneIn(4)) return static_cast<char>(random.between(0, 255));
    return likely[static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(likely.size()) - 1))];
}

void mutate(std::string& file, Random& random) {
    for (std::int64_t i = 0, changes = random.between(0, 6); i < changes && !file.empty(); ++i) {
        const auto at = static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(file.size()) - 1));
        switch (random.between(1, 5)) {
            case 1:
                file[at] = anyByte(random);
                break;
            case 2:
                file.insert(at, 1, anyByte(random));
                break;
            case 3:
                file.erase(at, static_cast<std::size_t>(random.between(1, 10)));
                break;
            case 4:
                file.insert(at, file.substr(at / 2, static_cast<std::size_t>(random.between(1, 80))));
                break;
            case 5:
                file.resize(at);
                break;
        }
    }
}

// However the bytes are cut, the simulator writes the same, says the same, and stays whole.
void expectTheSameInChunks(const std::string& file, Random& random, std::uint64_t seed) {
    const Replay whole = replay(file);
    ASSERT_TRUE(whole.invariantsHold) << "seed " << seed;
    const std::int64_t largest = random.oneIn(2) ? 3 : 200;
    const Replay parts =
        replayInChunks(smallSimulator(), file, [&] { return static_cast<std::size_t>(random.between(1, largest)); });
    ASSERT_EQ(whole.error, parts.error) << "seed " << seed;
    ASSERT_EQ(whole.trades, parts.trades) << "seed " << seed;
    ASSERT_EQ(whole.events, parts.events) << "seed " << seed;
}

TEST(Fuzz, validFiles) {
    for (std::uint64_t seed = 1; seed <= 500; ++seed) {
        Random random(seed);
        const std::string file = validFile(random);
        ASSERT_EQ(replay(file).error, "") << "seed " << seed;
        ASSERT_NO_FATAL_FAILURE(expectTheSameInChunks(file, random, seed));
    }
}

TEST(Fuzz, mutatedFiles) {
    int refused = 0;
    for (std::uint64_t seed = 1; seed <= 4'000; ++seed) {
        Random random(seed);
        std::string file = validFile(random);
        mutate(file, random);
        ASSERT_NO_FATAL_FAILURE(expectTheSameInChunks(file, random, seed));
        refused += replay(file).error.empty() ? 0 : 1;
    }
    EXPECT_GT(refused, 1'000);
}

TEST(Fuzz, randomBytes) {
    for (std::uint64_t seed = 1; seed <= 4'000; ++seed) {
        Random random(seed);
        std::string file = random.oneIn(2) ? "timestamp_ns,side,price,qty,id\n" : "";
        for (std::int64_t i = random.between(0, 300); i > 0; --i) file += anyByte(random);
        ASSERT_NO_FATAL_FAILURE(expectTheSameInChunks(file, random, seed));
    }
}

TEST(Fuzz, recordsAroundTheLengthLimit) {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        Random random(seed);
        std::string file = "timestamp_ns,side,price,qty,id,note\n1,BUY,1,1,a,";
        std::string note;
        const bool isQuoted = random.oneIn(2);
        for (std::int64_t i = 65'536 - 30 + random.between(-20, 20); i > 0; --i)
            note += isQuoted && random.oneIn(50) ? '\n' : 'x';
        file += isQuoted ? "\"" + note + "\"" : note;
        file += "\n2,BUY,1,1,b,\n";
        const Replay whole = replay(file);
        const Replay parts =
            replayInChunks(smallSimulator(), file, [&] { return static_cast<std::size_t>(random.between(1, 9'000)); });
        ASSERT_TRUE(whole == parts) << "seed " << seed << ": " << whole.error << " / " << parts.error;
    }
}

}  // namespace
}  // namespace alpha_engine::testing
