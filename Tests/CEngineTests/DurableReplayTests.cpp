#include <gtest/gtest.h>

#include <filesystem>

#include "DurableReplayCase.hpp"
#include "alpha_engine/durable_log.hpp"

// A replay that is interrupted and goes on, and everything that may keep it from going on.
namespace alpha_engine::testing {
namespace {

void expectOutputs(const DurableReplay& replay, const Replay& expected, const std::string& trace) {
    ASSERT_TRUE(readFile(replay.tradesPath()) == expected.trades) << trace;
    ASSERT_TRUE(readFile(replay.eventsPath()) == expected.events) << trace;
    ASSERT_EQ(replay.counts().messages, expected.counts.messages) << trace;
    ASSERT_EQ(replay.counts().tradedWhole, expected.counts.tradedWhole) << trace;
    ASSERT_TRUE(replay.checkInvariants()) << trace;
}

TEST(DurableReplay, interruptedAnywhereItWritesWhatOneRunWrites) {
    std::uint64_t snapshots = 0, applied = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        const std::string trace = "seed " + std::to_string(seed);
        const TemporaryFolder folder;
        const ReplayCase one(seed, 1'500);
        const Replay expected = one.expected();
        DurableReplay whole = one.replay(folder.file("whole"), false, 0);
        ASSERT_TRUE(whole.open() && whole.feed(one.orders.data(), one.orders.size()) && whole.finish())
            << trace << whole.errorText() << expected.error;
        ASSERT_NO_FATAL_FAILURE(expectOutputs(whole, expected, trace));

        Random random(seed * 77);
        const std::uint64_t every = random.oneIn(4) ? 0 : static_cast<std::uint64_t>(random.between(1, 400));
        const std::int64_t largest = random.oneIn(3) ? 200 : 30'000;
        for (int life = 0;; ++life) {
            DurableReplay replay = one.replay(folder.file("j"), life > 0, every);
            ASSERT_TRUE(replay.open()) << trace << ", life " << life << ": " << replay.errorText();
            snapshots += replay.recovery().hasSnapshot ? 1 : 0;
            applied += replay.recovery().rowsApplied;
            ASSERT_EQ(replay.recovery().noteCount, 0U) << trace << ": " << replay.recoveryNote(0);
            if (life < 4) {
                const auto end = random.between(0, static_cast<std::int64_t>(one.orders.size()));
                ASSERT_TRUE(feedUpTo(replay, one.orders, static_cast<std::size_t>(end), random, largest))
                    << trace << ", life " << life << ": " << replay.errorText();
                // Here it goes. What was written after the last snapshot may be anything.
                if (random.oneIn(2)) writeFile(replay.eventsPath(), readFile(replay.eventsPath()) + "rubbish");
                continue;
            }
            ASSERT_TRUE(feedUpTo(replay, one.orders, one.orders.size(), random, largest)) << replay.errorText();
            ASSERT_TRUE(replay.finish()) << trace << ": " << replay.errorText();
            if (!one.options.writesEvents) writeFile(replay.eventsPath(), "");
            ASSERT_NO_FATAL_FAILURE(expectOutputs(replay, expected, trace));
            ASSERT_EQ(replay.stateHash(), whole.stateHash()) << trace;
            break;
        }
    }
    EXPECT_GT(snapshots, 50U);
    EXPECT_GT(applied, 1'000U);
}

class DurableReplayRefusal : public ::testing::Test {
  protected:
    // A journal of all orders but the last few, with two snapshots.
    void SetUp() override {
        DurableReplay replay = one.replay(journal, false, 300);
        ASSERT_TRUE(replay.open()) << replay.errorText();
        ASSERT_TRUE(feedUpTo(replay, one.orders, one.orders.size() * 9 / 10, random, 9'000)) << replay.errorText();
        std::vector<SnapshotName> names;
        StorageError error;
        ASSERT_TRUE(listSnapshots(journal, names, error));
        ASSERT_EQ(names.size(), 2U);
        newest = names[0];
        older = names[1];
    }
    // The recovery has gone on with the log: begin anew.
    void SetUpAgain() {
        for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
            std::filesystem::remove(entry.path());
        SetUp();
    }
    static void flip(const std::string& path, std::size_t place) {
        Bytes bytes = readFile(path);
        ASSERT_LT(place, bytes.size());
        bytes[place] ^= 4;
        writeFile(path, bytes);
    }
    std::string refusal(const ReplayCase& other, const std::string& orders) {
        DurableReplay replay = other.replay(journal, true, 300);
        if (replay.open() && replay.feed(orders.data(), orders.size()) && replay.finish()) return "";
        EXPECT_EQ(replay.errorFault(), StorageFault::damaged);
        return replay.errorText();
    }
    void expectRecovery(std::uint64_t sequence, std::size_t notes) {
        DurableReplay replay = one.replay(journal, true, 300);
        ASSERT_TRUE(replay.open()) << replay.errorText();
        EXPECT_EQ(replay.recovery().snapshotSequence, sequence);
        EXPECT_EQ(replay.recovery().noteCount, notes) << replay.recoveryNote(0);
        ASSERT_TRUE(feedUpTo(replay, one.orders, one.orders.size(), random, 50'000)) << replay.errorText();
        ASSERT_TRUE(replay.finish()) << replay.errorText();
        expectOutputs(replay, one.expected(), "");
    }

    static ReplayCase full() {
        ReplayCase made(3, 1'500);
        made.options.writesTrades = made.options.writesEvents = made.hasLimits = true;
        return made;
    }
    const TemporaryFolder folder;
    const std::string journal = folder.file("j");
    const ReplayCase one = full();
    Random random{9};
    SnapshotName newest, older;
};

TEST_F(DurableReplayRefusal, theNewestSnapshotIsUsed) { expectRecovery(newest.sequence, 0); }

TEST_F(DurableReplayRefusal, aDamagedSnapshotGivesWayToAnOlderOneAndThatToTheJournal) {
    const std::size_t size = readFile(newest.path).size();
    flip(newest.path, static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(size) - 1)));
    expectRecovery(older.sequence, 1);
    ASSERT_NO_FATAL_FAILURE(SetUpAgain());
    flip(newest.path, 60);
    flip(older.path, 60);
    expectRecovery(0, 2);
}

TEST_F(DurableReplayRefusal, anOutputThatIsMissingOrShortGivesWayToTheJournal) {
    std::filesystem::resize_file(journal + ".trades", 20);
    expectRecovery(0, 4);
    ASSERT_NO_FATAL_FAILURE(SetUpAgain());
    std::filesystem::remove(journal + ".events");
    expectRecovery(0, 4);
}

TEST_F(DurableReplayRefusal, aTornTailIsCutAndTold) {
    const std::size_t size = readFile(journal).size();
    writeFile(journal, readFile(journal) + "half a record");
    DurableReplay replay = one.replay(journal, true, 300);
    ASSERT_TRUE(replay.open()) << replay.errorText();
    EXPECT_TRUE(replay.recovery().hasTornTail);
    EXPECT_EQ(replay.recovery().tornTailOffset, size);
    EXPECT_EQ(replay.recovery().tornTailBytes, 13U);
    EXPECT_EQ(readFile(journal).size(), size);
}

TEST_F(DurableReplayRefusal, aBrokenRecordIsRefusedAndNothingIsTouched) {
    flip(journal, 5'000);
    const Bytes trades = readFile(journal + ".trades") + "rest";
    writeFile(journal + ".trades", trades);
    const std::string text = refusal(one, one.orders);
    EXPECT_NE(text.find("broken"), text.npos) << text;
    EXPECT_NE(text.find_first_of("0123456789"), text.npos) << text;
    EXPECT_TRUE(readFile(journal + ".trades") == trades);
}

TEST_F(DurableReplayRefusal, otherOrdersAreRefused) {
    std::string changed = one.orders;
    const std::size_t place = changed.find(",BUY,");
    changed.replace(place, 5, ",SELL,");
    EXPECT_NE(refusal(one, changed).find("the orders are not those of the journal"), std::string::npos);
    const std::string shorter = one.orders.substr(0, one.orders.find('\n', one.orders.size() / 2) + 1);
    EXPECT_NE(refusal(one, shorter).find("rows, they are"), std::string::npos);
    EXPECT_EQ(refusal(one, one.orders), "");  // and nothing was spoilt by them
}

TEST_F(DurableReplayRefusal, otherConfigurationsAreRefused) {
    ReplayCase other = one;
    other.hasLimits = false;
    EXPECT_NE(refusal(other, one.orders).find("was made under another configuration"), std::string::npos);
    other = one;
    other.options.selfTradePrevention =
        static_cast<SelfTradePrevention>((static_cast<int>(one.options.selfTradePrevention) + 1) % 5);
    EXPECT_NE(refusal(other, one.orders).find("self-trade prevention: it has '"), std::string::npos);
    other = one;
    other.options.latencyNanoseconds += 5;
    EXPECT_NE(refusal(other, one.orders).find("latency: it has '"), std::string::npos);
    other = one;
    other.options.writesTrades = false;
    EXPECT_NE(refusal(other, one.orders).find("trades: it has 'written', now 'not written'"), std::string::npos);
}

TEST_F(DurableReplayRefusal, whatIsThereIsNotMadeAnewAndWhatIsNotIsMissed) {
    DurableReplay again = one.replay(journal, false, 0);
    EXPECT_FALSE(again.open());
    EXPECT_EQ(again.errorFault(), StorageFault::cannotOpen) << again.errorText();
    DurableReplay missing = one.replay(folder.file("none"), true, 0);
    EXPECT_FALSE(missing.open());
    EXPECT_EQ(missing.errorFault(), StorageFault::notFound) << missing.errorText();
    EXPECT_FALSE(missing.feed("x", 1));
    writeFile(folder.file("new.trades"), "someone's");
    DurableReplay taken = one.replay(folder.file("new"), false, 0);
    EXPECT_FALSE(taken.open());
    EXPECT_EQ(taken.errorFault(), StorageFault::cannotOpen) << taken.errorText();
    EXPECT_FALSE(std::filesystem::exists(folder.file("new")));
}

// Payloads that are nearly those of a snapshot, with all their CRCs right.
TEST_F(DurableReplayRefusal, hostileSnapshotsNeverCrash) {
    Snapshot good;
    StorageError error;
    ASSERT_TRUE(readSnapshot(newest.path, good, error)) << error.text;
    const Replay expected = one.expected();
    int refused = 0;
    for (int round = 0; round < 250; ++round) {
        std::vector<unsigned char> payload = good.payload;
        const auto last = static_cast<std::int64_t>(payload.size()) - 1;
        for (std::int64_t i = random.between(1, 3); i > 0; --i)
            payload[static_cast<std::size_t>(random.between(0, last))] = static_cast<unsigned char>(random.next());
        if (random.oneIn(10)) payload.resize(static_cast<std::size_t>(random.between(0, last)));
        ASSERT_TRUE(writeSnapshot(newest.path, good, payload.data(), payload.size(), error));
        DurableReplay replay = one.replay(journal, true, 0);
        // Another hash of the rows is a right snapshot of other orders; everything else is told by the state's hash.
        if (!replay.open()) continue;
        refused += replay.recovery().noteCount > 0 ? 1 : 0;
        replay.feed(one.orders.data(), one.orders.size());
        replay.finish();
    }
    EXPECT_GT(refused, 200);
    ASSERT_TRUE(writeSnapshot(newest.path, good, good.payload.data(), good.payload.size(), error));
    expectRecovery(newest.sequence, 0);
}

TEST(DurableReplay, aRowThatCannotBeUsedIsToldAndWhatCameBeforeStays) {
    const TemporaryFolder folder;
    const ReplayCase one(3, 0);
    const std::string good = "timestamp_ns,side,price,qty,id\n1,BUY,1,1,a\n2,SELL,1,1,b\n";
    const std::string bad = good + "3,BUY,x,1,c\n";
    {
        DurableReplay replay = one.replay(folder.file("j"), false, 1);
        ASSERT_TRUE(replay.open());
        EXPECT_FALSE(replay.feed(bad.data(), bad.size()));
        EXPECT_TRUE(replay.hasInputError());
        EXPECT_EQ(replay.errorLine(), 4U);
        EXPECT_STREQ(replay.errorText(), "");
    }
    DurableReplay replay = one.replay(folder.file("j"), true, 1);
    ASSERT_TRUE(replay.open());
    EXPECT_EQ(replay.recovery().rows, 2U);
    const std::string mended = good + "3,BUY,1,1,c\n";
    EXPECT_TRUE(replay.feed(mended.data(), mended.size()) && replay.finish()) << replay.errorText();
    EXPECT_EQ(replay.counts().messages, 3U);
}

}  // namespace
}  // namespace alpha_engine::testing
