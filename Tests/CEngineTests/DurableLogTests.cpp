#include <gtest/gtest.h>
#include <unistd.h>

#include "Random.hpp"
#include "TemporaryFolder.hpp"
#include "alpha_engine/byte_archive.hpp"
#include "alpha_engine/durable_log.hpp"

namespace alpha_engine::testing {
namespace {

// A state that depends on every message and on their order, as an engine's does.
struct Tally {
    std::uint64_t count = 0;
    std::uint64_t hash = 1;

    void take(std::uint64_t message) {
        ++count;
        hash = (hash ^ message) * 0x9E3779B97F4A7C15ULL + count;
    }
    friend bool operator==(const Tally& a, const Tally& b) { return a.count == b.count && a.hash == b.hash; }
};

std::uint64_t messageOf(std::uint64_t sequence) { return Random(sequence).next(); }

Tally tallyOf(std::uint64_t messages) {
    Tally tally;
    for (std::uint64_t i = 1; i <= messages; ++i) tally.take(messageOf(i));
    return tally;
}

// What owns a tally and keeps it in a log.
struct Keeper {
    DurableLog log;
    Tally tally;
    std::uint64_t sequenceRefused = 0;  // as if the snapshot of that record were of another program's making

    bool recover(const std::string& path, const DurableLogOptions& options) {
        return log.recover(
            path, options,
            [this](const Snapshot& snapshot) noexcept {
                if (snapshot.sequence == sequenceRefused) return false;
                ByteReader reader(snapshot.payload.data(), snapshot.payload.size());
                tally = {reader.takeU64(), reader.takeU64()};
                return reader.isAtEnd() && tally.hash == snapshot.stateHash;
            },
            [this](std::uint64_t sequence, const unsigned char* payload, std::size_t count) noexcept {
                ByteReader reader(payload, count);
                tally.take(reader.takeU64());
                return reader.isAtEnd() && tally.count == sequence;
            });
    }
    bool take() {
        ByteWriter writer;
        writer.putU64(messageOf(tally.count + 1));
        if (!log.append(writer.data(), writer.count())) return false;
        tally.take(messageOf(tally.count + 1));
        return true;
    }
    bool save() {
        ByteWriter writer;
        writer.putU64(tally.count);
        writer.putU64(tally.hash);
        return log.writeSnapshot(tally.hash, writer.data(), writer.count());
    }
    // Takes messages, one commit each, with snapshots when they are due.
    void run(int messages) {
        for (int i = 0; i < messages; ++i) {
            ASSERT_TRUE(take() && log.commit()) << log.error().text;
            if (log.isSnapshotDue()) {
                ASSERT_TRUE(save()) << log.error().text;
            }
        }
    }
};

// A log of 100 messages with the snapshots 100 and 90.
std::string makeLog(const TemporaryFolder& folder) {
    const std::string path = folder.file("j");
    Keeper keeper;
    EXPECT_TRUE(keeper.log.create(path, {.identity = 5, .snapshotEvery = 10})) << keeper.log.error().text;
    keeper.run(100);
    return path;
}

void corrupt(const std::string& path, std::size_t place) {
    Bytes bytes = readFile(path);
    bytes[place] ^= 1;
    writeFile(path, bytes);
}

TEST(DurableLog, snapshotAndRecordsGiveTheStateAgain) {
    const TemporaryFolder folder;
    const std::string path = makeLog(folder);
    for (int i = 0; i < 5; ++i) {
        Keeper keeper;
        ASSERT_TRUE(keeper.recover(path, {.snapshotEvery = 10})) << keeper.log.error().text;
        const auto before = static_cast<std::uint64_t>(100 + 7 * i);
        EXPECT_TRUE(keeper.tally == tallyOf(before));
        EXPECT_EQ(keeper.log.report().snapshotSequence, before - before % 10);
        EXPECT_EQ(keeper.log.report().recordsApplied, before % 10);
        EXPECT_EQ(keeper.log.report().lastSequence, before);
        EXPECT_FALSE(keeper.log.report().hasTornTail);
        EXPECT_TRUE(keeper.log.report().refusedSnapshots.empty());
        keeper.run(7);
    }
}

TEST(DurableLog, aDamagedSnapshotGivesWayToAnOlderOne) {
    const TemporaryFolder folder;
    const std::string path = makeLog(folder);
    corrupt(path + ".snapshot-100", 50);
    {
        Keeper keeper;
        ASSERT_TRUE(keeper.recover(path, {}));
        EXPECT_TRUE(keeper.tally == tallyOf(100));
        EXPECT_EQ(keeper.log.report().snapshotSequence, 90U);
        EXPECT_EQ(keeper.log.report().recordsApplied, 10U);
        EXPECT_EQ(
            keeper.log.report().refusedSnapshots,
            std::vector<std::string>{"the snapshot '" + path + ".snapshot-100' cannot be used: its CRC is wrong"});
    }
    Keeper keeper;
    keeper.sequenceRefused = 90;
    ASSERT_TRUE(keeper.recover(path, {}));
    EXPECT_TRUE(keeper.tally == tallyOf(100));
    EXPECT_EQ(keeper.log.report().snapshotSequence, 0U);
    EXPECT_EQ(keeper.log.report().recordsApplied, 100U);
    EXPECT_EQ(keeper.log.report().refusedSnapshots.size(), 2U);
}

TEST(DurableLog, aTornTailIsCutAndToldOnce) {
    const TemporaryFolder folder;
    const std::string path = makeLog(folder);
    writeFile(path, readFile(path) + "half a record");
    {
        Keeper keeper;
        ASSERT_TRUE(keeper.recover(path, {}));
        EXPECT_TRUE(keeper.log.report().hasTornTail);
        EXPECT_EQ(keeper.log.report().tornTail.bytes, 13U);
        EXPECT_TRUE(keeper.tally == tallyOf(100));
    }
    Keeper keeper;
    ASSERT_TRUE(keeper.recover(path, {}));
    EXPECT_FALSE(keeper.log.report().hasTornTail);
}

TEST(DurableLog, lostRecordsAreNotMadeUpFor) {
    const TemporaryFolder folder;
    const std::string path = makeLog(folder);
    const Bytes whole = readFile(path);
    // Also the part of the journal that a snapshot stands for must be whole.
    corrupt(path, 32 + 25);
    Keeper broken;
    EXPECT_FALSE(broken.recover(path, {}));
    EXPECT_EQ(broken.log.error().fault, StorageFault::damaged);
    EXPECT_FALSE(broken.log.isUsable());
    // A journal that ends before its snapshot.
    writeFile(path, whole.substr(0, whole.size() - 1));
    Keeper shortened;
    EXPECT_FALSE(shortened.recover(path, {}));
    EXPECT_EQ(shortened.log.error().text,
              "the journal '" + path + "' ends with record 99, before its snapshot '" + path + ".snapshot-100'");
    EXPECT_EQ(readFile(path).size(), whole.size() - 1);  // nothing was cut
    writeFile(path, "");
    Keeper emptied;
    EXPECT_FALSE(emptied.recover(path, {}));
    EXPECT_EQ(emptied.log.error().fault, StorageFault::damaged);
}

TEST(DurableLog, anotherJournalsSnapshotIsNotUsed) {
    const TemporaryFolder folder;
    const std::string path = makeLog(folder);
    std::filesystem::remove(path);
    Keeper again;
    EXPECT_FALSE(again.log.create(path, {}));
    EXPECT_EQ(again.log.error().text,
              "cannot create '" + path + "': '" + path + ".snapshot-100' is there, the snapshot of an earlier one");
    {
        Keeper other;
        ASSERT_TRUE(other.log.create(folder.file("k"), {.identity = 6}));
        other.run(120);
    }
    std::filesystem::rename(folder.file("k"), path);
    Keeper keeper;
    ASSERT_TRUE(keeper.recover(path, {}));
    EXPECT_TRUE(keeper.tally == tallyOf(120));
    EXPECT_EQ(keeper.log.report().snapshotSequence, 0U);
    EXPECT_EQ(keeper.log.report().refusedSnapshots.size(), 2U);
}

TEST(DurableLog, aSnapshotUnderAnotherNameIsNotUsed) {
    const TemporaryFolder folder;
    const std::string path = makeLog(folder);
    std::filesystem::rename(path + ".snapshot-90", path + ".snapshot-95");
    std::filesystem::remove(path + ".snapshot-100");
    Keeper keeper;
    ASSERT_TRUE(keeper.recover(path, {}));
    EXPECT_TRUE(keeper.tally == tallyOf(100));
    EXPECT_EQ(keeper.log.report().refusedSnapshots,
              std::vector<std::string>{"the snapshot '" + path + ".snapshot-95' cannot be used: it is of record 90"});
}

TEST(DurableLog, aRecordThatCannotBeAppliedEndsTheRecovery) {
    const TemporaryFolder folder;
    const std::string path = makeLog(folder);
    DurableLog log;
    EXPECT_FALSE(log.recover(
        path, {}, [](const Snapshot&) noexcept { return false; },
        [](std::uint64_t sequence, const unsigned char*, std::size_t) noexcept { return sequence < 42; }));
    EXPECT_EQ(log.error().text, "record 42 of the journal '" + path + "' cannot be applied");
}

TEST(DurableLog, aSnapshotThatCannotBeWrittenLeavesTheLogUsable) {
    const TemporaryFolder folder;
    const std::string path = makeLog(folder);
    Keeper keeper;
    ASSERT_TRUE(keeper.recover(path, {}));
    ASSERT_TRUE(keeper.take());
    std::filesystem::create_directory(path + ".snapshot-101");  // in the way
    EXPECT_FALSE(keeper.save());
    EXPECT_EQ(keeper.log.error().fault, StorageFault::cannotOpen);
    EXPECT_TRUE(keeper.log.isUsable());
    ASSERT_TRUE(keeper.take() && keeper.log.commit());
    EXPECT_TRUE(keeper.save()) << keeper.log.error().text;
}

// Cuts, damaged snapshots and new starts in a random order: the state is always that of the messages acknowledged.
TEST(DurableLog, anyHistoryOfCrashesGivesTheStateOfOneRun) {
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        Random random(seed);
        const TemporaryFolder folder;
        const std::string path = folder.file("j");
        const DurableLogOptions options{.snapshotEvery = static_cast<std::uint64_t>(random.between(1, 30))};
        std::uint64_t acknowledged = 0;
        for (int life = 0; life < 8; ++life) {
            Keeper keeper;
            ASSERT_TRUE(life == 0 ? keeper.log.create(path, options) : keeper.recover(path, options))
                << "seed " << seed << ": " << keeper.log.error().text;
            ASSERT_TRUE(keeper.tally == tallyOf(acknowledged)) << "seed " << seed;
            keeper.run(static_cast<int>(random.between(0, 60)));
            acknowledged = keeper.tally.count;
            for (std::int64_t i = random.between(0, 5); i > 0; --i) ASSERT_TRUE(keeper.take());  // and never commits
            keeper.log = DurableLog();
            std::vector<SnapshotName> names;
            StorageError error;
            ASSERT_TRUE(listSnapshots(path, names, error));
            ASSERT_LE(names.size(), 2U) << "seed " << seed;
            if (!names.empty() && random.oneIn(3))
                corrupt(names[0].path, static_cast<std::size_t>(random.between(0, 67)));
            if (random.oneIn(3))
                writeFile(path, readFile(path) + Bytes(static_cast<std::size_t>(random.between(1, 99)), '\1'));
        }
    }
}

}  // namespace
}  // namespace alpha_engine::testing
