#include <gtest/gtest.h>

#include <cstring>

#include "JournalFile.hpp"
#include "Random.hpp"
#include "alpha_engine/crc32c.hpp"
#include "alpha_engine/detail/little_endian.hpp"

namespace alpha_engine::testing {
namespace {

using Payloads = std::vector<std::string>;

constexpr std::size_t headerBytes = 32, headBytes = 20;

Payloads flat(const std::vector<Payloads>& commits) {
    Payloads all;
    for (const Payloads& commit : commits) all.insert(all.end(), commit.begin(), commit.end());
    return all;
}

Payloads first(const Payloads& payloads, std::size_t count) {
    return {payloads.begin(), payloads.begin() + static_cast<std::ptrdiff_t>(count)};
}

// A payload that no run of zeros is in.
std::string filled(std::size_t count, char with) { return std::string(count, with); }

TEST(JournalDamage, everyTruncationLeavesTheWholeRecords) {
    const TemporaryFolder folder;
    const std::vector<Payloads> commits = {{"first", "", "third record"}, {filled(300, 'a')}, {"x", filled(700, 'b')}};
    const std::vector<std::size_t> ends = writeJournal(folder.file("whole"), commits);
    const Bytes whole = readFile(folder.file("whole"));
    ASSERT_EQ(whole.size(), ends.back());
    const std::string path = folder.file("j");
    for (std::size_t count = 0; count <= whole.size(); ++count) {
        writeFile(path, whole.substr(0, count));
        std::size_t records = 0;
        while (records < ends.size() && ends[records] <= count) ++records;
        const std::size_t good = count < headerBytes ? 0 : records == 0 ? headerBytes : ends[records - 1];
        const JournalContents contents = readJournal(path);
        ASSERT_EQ(contents.payloads, first(flat(commits), records)) << count;
        ASSERT_EQ(contents.end, good == count && count > 0 ? JournalStep::end : JournalStep::tornTail) << count;
        if (contents.end == JournalStep::tornTail) {
            ASSERT_EQ(contents.damage.offset, good) << count;
            ASSERT_EQ(contents.damage.bytes, count - good) << count;
            ASSERT_EQ(contents.damage.sequence, records + 1) << count;
            ASSERT_FALSE(contents.damage.reason.empty());
        }
        JournalWriter writer = recoverJournal(path);
        ASSERT_TRUE(writer.append("new", 3) && writer.commit()) << writer.error().text;
        Payloads expected = first(flat(commits), records);
        expected.push_back("new");
        ASSERT_EQ(readJournal(path).payloads, expected) << count;
        ASSERT_EQ(readJournal(path).end, JournalStep::end) << count;
    }
}

TEST(JournalDamage, everyBitCounts) {
    const TemporaryFolder folder;
    for (const std::vector<Payloads>& commits : {std::vector<Payloads>{{"first", "", "third"}, {"4"}, {"fifth", "6"}},
                                                 std::vector<Payloads>{{"all", "in", "", "one", "commit"}}}) {
        const std::string path = folder.file("j");
        const std::vector<std::size_t> ends = writeJournal(path, commits);
        const Bytes whole = readFile(path);
        const Payloads payloads = flat(commits);
        const std::size_t last = ends[ends.size() - 2];
        for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
            Bytes flipped = whole;
            flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ 1 << bit % 8);
            writeFile(path, flipped);
            const JournalContents contents = readJournal(path);
            if (bit / 8 >= last) {
                ASSERT_EQ(contents.end, JournalStep::tornTail) << bit;
                ASSERT_EQ(contents.damage.offset, last);
                ASSERT_EQ(contents.payloads, first(payloads, payloads.size() - 1)) << bit;
            } else if (bit / 8 < headerBytes) {
                ASSERT_EQ(contents.end, JournalStep::unreadable) << bit;
                ASSERT_EQ(contents.error.fault, StorageFault::damaged) << bit;
            } else {
                std::size_t record = 0;
                while (ends[record] <= bit / 8) ++record;
                ASSERT_EQ(contents.end, JournalStep::broken) << bit;
                ASSERT_EQ(contents.damage.offset, record == 0 ? headerBytes : ends[record - 1]) << bit;
                ASSERT_EQ(contents.damage.sequence, record + 1) << bit;
                ASSERT_EQ(contents.error.fault, StorageFault::damaged);
                ASSERT_EQ(contents.payloads, first(payloads, record)) << bit;
            }
        }
        std::filesystem::remove(path);
    }
}

TEST(JournalDamage, aBrokenJournalSaysWhereAndWhy) {
    const TemporaryFolder folder;
    const std::string path = folder.file("j");
    writeJournal(path, {{"first"}, {"second"}, {"third"}});
    Bytes bytes = readFile(path);
    bytes[headerBytes + headBytes] ^= 1;
    writeFile(path, bytes);
    EXPECT_EQ(readJournal(path).error.text,
              "the journal '" + path +
                  "' is broken at byte 32: record 1 is damaged, and it was committed: record 2 follows at byte 57");
    JournalReader reader;
    ASSERT_TRUE(reader.open(path.c_str(), JournalAccess::exclusive));
    EXPECT_EQ(reader.next(), JournalStep::broken);
    EXPECT_FALSE(reader.cutTornTail());
    EXPECT_EQ(readFile(path), bytes);
}

TEST(JournalDamage, lostRepeatedAndForeignRecordsAreNotAccepted) {
    const TemporaryFolder folder;
    const std::string path = folder.file("j");
    const std::vector<std::size_t> ends = writeJournal(path, {{"aa"}, {"bb"}, {"cc"}, {"dd"}});
    const Bytes whole = readFile(path);
    writeJournal(folder.file("other"), {{"ee"}, {"ff"}, {"gg"}, {"hh"}}, 100);
    const Bytes other = readFile(folder.file("other"));
    const auto readBytes = [&](const Bytes& bytes) {
        writeFile(path, bytes);
        return readJournal(path);
    };
    const JournalContents gap = readBytes(whole.substr(0, ends[0]) + whole.substr(ends[1]));
    EXPECT_EQ(gap.end, JournalStep::broken);
    EXPECT_EQ(gap.damage.reason, "it holds record 3 where 2 is due");
    const JournalContents repeat = readBytes(whole.substr(0, ends[1]) + whole.substr(ends[0]));
    EXPECT_EQ(repeat.end, JournalStep::broken);
    EXPECT_EQ(repeat.damage.reason, "it holds record 2 where 3 is due");
    // Bytes of a record are gone: the next one stands where no record can begin by counting.
    EXPECT_EQ(readBytes(whole.substr(0, ends[0] + 3) + whole.substr(ends[2] - 1)).end, JournalStep::broken);
    // Noise, then records that were there before.
    EXPECT_EQ(readBytes(whole + "noise" + whole.substr(headerBytes)).end, JournalStep::broken);
    // A record of another journal is noise: in the middle it breaks the journal, at the end it is a torn tail.
    EXPECT_EQ(
        readBytes(whole.substr(0, ends[0]) + other.substr(ends[0], ends[1] - ends[0]) + whole.substr(ends[1])).end,
        JournalStep::broken);
    const JournalContents foreign = readBytes(whole + other.substr(ends[3] - headBytes - 2));
    EXPECT_EQ(foreign.end, JournalStep::tornTail);
    EXPECT_EQ(foreign.payloads.size(), 4U);
}

TEST(JournalDamage, zerosAtTheEndAreATornTail) {
    const TemporaryFolder folder;
    const std::string path = folder.file("j");
    writeJournal(path, {{"a"}, {"b"}});
    const Bytes whole = readFile(path);
    for (const std::size_t zeros : {1U, 19U, 20U, 21U, 4'096U, 3'000'000U}) {
        writeFile(path, whole + Bytes(zeros, '\0'));
        const JournalContents contents = readJournal(path);
        ASSERT_EQ(contents.end, JournalStep::tornTail);
        ASSERT_EQ(contents.damage.bytes, zeros);
        ASSERT_TRUE(contents.damage.isZero);
        ASSERT_EQ(contents.payloads.size(), 2U);
    }
    writeFile(path, Bytes(5'000, '\0'));  // not even the header came to the disk
    EXPECT_EQ(readJournal(path).end, JournalStep::tornTail);
    EXPECT_EQ(readJournal(path).damage.offset, 0U);
}

TEST(JournalDamage, noiseAtTheEndIsATornTail) {
    const TemporaryFolder folder;
    const std::string path = folder.file("j");
    writeJournal(path, {{"a"}, {"b"}});
    const Bytes whole = readFile(path);
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        Random random(seed);
        Bytes noise(static_cast<std::size_t>(random.between(1, 200'000)), ' ');
        const bool isSmall = random.oneIn(2);  // many fitting lengths
        for (char& c : noise) c = isSmall ? static_cast<char>(random.between(0, 3)) : static_cast<char>(random.next());
        writeFile(path, whole + noise);
        const JournalContents contents = readJournal(path);
        ASSERT_EQ(contents.end, JournalStep::tornTail) << "seed " << seed << ": " << contents.error.text;
        ASSERT_EQ(contents.damage.bytes, noise.size());
        ASSERT_FALSE(contents.damage.isZero);
    }
}

// When power fails in the middle of a commit, any of its pages may be missing, and read as zeros.
TEST(JournalDamage, pagesMissingFromTheLastCommitAreATornTail) {
    const TemporaryFolder folder;
    const std::string path = folder.file("j");
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        Random random(seed);
        const auto payload = [&] { return filled(static_cast<std::size_t>(random.between(10, 900)), 'p'); };
        std::vector<Payloads> commits(3);
        for (std::int64_t i = 0; i < 30; ++i) commits[static_cast<std::size_t>(i / 10)].push_back(payload());
        const std::vector<std::size_t> ends = writeJournal(path, commits);
        const Bytes whole = readFile(path);
        const std::size_t committed = ends[19];
        const auto lose = [&](std::size_t from, std::size_t count) {
            Bytes bytes = whole;
            const std::size_t stop = std::min(bytes.size(), from + count);
            for (std::size_t i = from; i < stop; ++i) bytes[i] = 0;
            writeFile(path, bytes);
            return readJournal(path);
        };
        // A sector of the last commit: whole if it began in it, its rest if it was begun by the commit before.
        const std::size_t sectors = (whole.size() - committed) / 512;
        const std::size_t start = (committed / 512 + static_cast<std::size_t>(random.between(0, std::ssize(ends) - 1)) %
                                                         std::max<std::size_t>(1, sectors)) *
                                  512;
        const std::size_t from = std::max(start, committed);
        if (const std::size_t count = start + 512 - from; count >= headBytes) {
            const JournalContents contents = lose(from, count);
            ASSERT_EQ(contents.end, JournalStep::tornTail) << "seed " << seed << ": " << contents.error.text;
            ASSERT_GE(contents.payloads.size(), 20U) << "seed " << seed;
            ASSERT_LE(contents.damage.offset, from) << "seed " << seed;
        }
        // The same hole in what was committed breaks the journal.
        const auto early = static_cast<std::size_t>(random.between(1, static_cast<std::int64_t>(committed / 512) - 2));
        ASSERT_EQ(lose(early * 512, 512).end, JournalStep::broken) << "seed " << seed;
        std::filesystem::remove(path);
    }
}

TEST(JournalDamage, damageThatIsNoMissingSectorBreaksAlsoTheLastCommit) {
    const TemporaryFolder folder;
    const std::string path = folder.file("j");
    const std::vector<std::size_t> ends =
        writeJournal(path, {{"a"}, {filled(2'000, 'b'), filled(2'000, 'c'), filled(2'000, 'd')}});
    Bytes bytes = readFile(path);
    bytes[ends[1] - 700] ^= 4;
    writeFile(path, bytes);
    EXPECT_EQ(readJournal(path).end, JournalStep::broken);
    EXPECT_EQ(readJournal(path).damage.reason,
              "record 2 is damaged: record 3 follows at byte " + std::to_string(ends[1]));
}

TEST(JournalDamage, hostileLengthsAreNotBelieved) {
    const TemporaryFolder folder;
    const std::string path = folder.file("j");
    writeJournal(path, {{"a"}, {"b"}});
    const Bytes whole = readFile(path);
    for (const std::uint32_t length : {2U, 0xFFFFU, 0x1000000U, 0x1000001U, 0x7FFFFFFFU, 0xFFFFFFFFU}) {
        Bytes bytes = whole;
        std::memcpy(bytes.data() + headerBytes, &length, 4);
        writeFile(path, bytes);
        EXPECT_EQ(readJournal(path).end, JournalStep::broken);  // record 2 is still there
        bytes = whole;
        std::memcpy(bytes.data() + whole.size() - headBytes - 1, &length, 4);
        writeFile(path, bytes);
        EXPECT_EQ(readJournal(path).end, JournalStep::tornTail);
    }
}

// Bytes made so that every place looks like the beginning of a large record must not take for ever.
TEST(JournalDamage, bytesThatOnlyLookLikeRecordsAreGivenUp) {
    const TemporaryFolder folder;
    const std::string path = folder.file("j");
    writeJournal(path, {{"a"}});
    Bytes bytes = readFile(path) + "damage";
    Bytes head(headBytes, '\0');
    head[1] = '\x40';
    head[2] = '\x10';  // a length of 1 MiB and more
    head[4] = 2;
    for (int i = 0; i < 200'000; ++i) bytes += head;
    writeFile(path, bytes);
    const JournalContents contents = readJournal(path);
    EXPECT_EQ(contents.end, JournalStep::broken);
    EXPECT_EQ(contents.damage.reason, "record 2 is damaged, and what follows is not a journal's");
}

TEST(JournalDamage, aHeaderOfAnotherVersionIsRefused) {
    const TemporaryFolder folder;
    const std::string path = folder.file("j");
    writeJournal(path, {{"a"}});
    Bytes bytes = readFile(path);
    bytes[8] = 2;
    const std::uint32_t crc = crc32c(bytes.data(), 28);
    detail::storeLittleEndian(reinterpret_cast<unsigned char*>(bytes.data()) + 28, crc);
    writeFile(path, bytes);
    EXPECT_EQ(readJournal(path).error.text, "the journal '" + path + "' has version 2; this program knows version 1");
}

}  // namespace
}  // namespace alpha_engine::testing
