#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "JournalFile.hpp"
#include "Random.hpp"

namespace alpha_engine::testing {
namespace {

using Payloads = std::vector<std::string>;

TEST(Journal, recordsComeBack) {
    const TemporaryFolder folder;
    const std::string path = folder.file("j");
    writeJournal(path, {{"one", ""}, {}, {std::string(3, '\0')}, {std::string(3'000'000, 'x'), "last"}});
    const JournalContents contents = readJournal(path);
    EXPECT_EQ(contents.end, JournalStep::end);
    EXPECT_EQ(contents.payloads, (Payloads{"one", "", std::string(3, '\0'), std::string(3'000'000, 'x'), "last"}));
}

TEST(Journal, recordsOfAnySizeComeBack) {
    const TemporaryFolder folder;
    Random random(5);
    std::vector<Payloads> commits(40);
    Payloads all;
    for (Payloads& commit : commits)
        for (std::int64_t i = random.between(0, 40); i > 0; --i) {
            const std::int64_t longest = random.oneIn(20) ? 300'000 : 200;
            std::string payload(static_cast<std::size_t>(random.between(0, longest)), ' ');
            for (char& c : payload) c = static_cast<char>(random.next());
            commit.push_back(payload);
            all.push_back(payload);
        }
    writeJournal(folder.file("j"), commits);
    const JournalContents contents = readJournal(folder.file("j"));
    EXPECT_EQ(contents.end, JournalStep::end);
    EXPECT_TRUE(contents.payloads == all);
}

TEST(Journal, bytesAreTheOnesThatTheDocumentationShows) {
    const TemporaryFolder folder;
    writeJournal(folder.file("j"), {{"hello"}}, 0x1122334455667788);
    const Bytes bytes = readFile(folder.file("j"));
    std::string shown;
    for (const char c : bytes) {
        char text[4];
        std::snprintf(text, sizeof text, "%02x ", static_cast<unsigned>(static_cast<unsigned char>(c)));
        shown += text;
    }
    EXPECT_EQ(shown,
              "89 41 4a 4c 0d 0a 1a 0a 01 00 00 00 88 77 66 55 44 33 22 11 01 00 00 00 00 00 00 00 ae 54 44 86 "
              "05 00 00 00 01 00 00 00 00 00 00 00 01 00 00 00 9b 66 26 df 68 65 6c 6c 6f ");
}

TEST(Journal, whatWasNotCommittedIsNotPromised) {
    const TemporaryFolder folder;
    const std::string path = folder.file("j");
    JournalWriter writer;
    ASSERT_TRUE(writer.create(path.c_str()));
    EXPECT_NE(writer.identity(), 0U);
    ASSERT_TRUE(writer.append("a", 1));
    EXPECT_EQ(writer.committedSequence(), 0U);
    EXPECT_EQ(writer.nextSequence(), 2U);
    EXPECT_EQ(readJournal(path).payloads, Payloads{});
    ASSERT_TRUE(writer.commit());
    EXPECT_EQ(writer.committedSequence(), 1U);
    EXPECT_EQ(readJournal(path).payloads, Payloads{"a"});
    EXPECT_EQ(writer.length(), readFile(path).size());
}

TEST(Journal, aWriterGoesOnWhereTheJournalEnds) {
    const TemporaryFolder folder;
    const std::string path = folder.file("j");
    writeJournal(path, {{"a", "b"}, {"c"}});
    for (int i = 0; i < 3; ++i) {
        JournalWriter writer = recoverJournal(path);
        ASSERT_EQ(writer.nextSequence(), 4U + static_cast<unsigned>(i));
        ASSERT_EQ(writer.identity(), 99U);
        ASSERT_TRUE(writer.append("d", 1) && writer.commit());
    }
    EXPECT_EQ(readJournal(path).payloads, (Payloads{"a", "b", "c", "d", "d", "d"}));
}

TEST(Journal, sequencesBeginWhereTheyAreTold) {
    const TemporaryFolder folder;
    JournalWriter writer;
    ASSERT_TRUE(writer.create(folder.file("j").c_str(), {.identity = 1, .firstSequence = 1'000}));
    ASSERT_TRUE(writer.append("a", 1) && writer.commit());
    JournalReader reader;
    ASSERT_TRUE(reader.open(folder.file("j").c_str(), JournalAccess::readOnly));
    EXPECT_EQ(reader.sequence(), 999U);
    ASSERT_EQ(reader.next(), JournalStep::record);
    EXPECT_EQ(reader.sequence(), 1'000U);
    JournalWriter noughth;
    EXPECT_FALSE(noughth.create(folder.file("k").c_str(), {.identity = 1, .firstSequence = 0}));
}

TEST(Journal, twoWritersCannotUseOne) {
    const TemporaryFolder folder;
    const std::string path = folder.file("j");
    JournalWriter first;
    ASSERT_TRUE(first.create(path.c_str()));
    JournalWriter second;
    EXPECT_FALSE(second.create(path.c_str()));
    EXPECT_EQ(second.error().text, "cannot create '" + path + "': File exists");
    EXPECT_EQ(second.error().fault, StorageFault::cannotOpen);
    JournalReader reader;
    EXPECT_FALSE(reader.open(path.c_str(), JournalAccess::exclusive));
    EXPECT_EQ(reader.error().fault, StorageFault::locked);
    EXPECT_EQ(reader.error().text, "cannot lock '" + path + "': another process is writing it");
    EXPECT_TRUE(reader.open(path.c_str(), JournalAccess::readOnly));  // looking is allowed
    first = JournalWriter();
    EXPECT_TRUE(reader.open(path.c_str(), JournalAccess::exclusive)) << reader.error().text;
}

TEST(Journal, aReaderThatOnlyLooksCannotWrite) {
    const TemporaryFolder folder;
    const std::string path = folder.file("j");
    writeJournal(path, {{"a"}});
    JournalReader looking;
    ASSERT_TRUE(looking.open(path.c_str(), JournalAccess::readOnly));
    while (looking.next() == JournalStep::record) {
    }
    EXPECT_FALSE(looking.cutTornTail());
    JournalWriter writer;
    EXPECT_FALSE(writer.resume(std::move(looking)));
    EXPECT_EQ(writer.error().fault, StorageFault::misuse);
    JournalReader halfRead;
    ASSERT_TRUE(halfRead.open(path.c_str(), JournalAccess::exclusive));
    JournalWriter other;
    EXPECT_FALSE(other.resume(std::move(halfRead)));
}

TEST(Journal, pathsThatCannotBeUsedSayWhy) {
    const TemporaryFolder folder;
    const std::string path = folder.file("j");
    const auto openError = [](const std::string& name) {
        JournalReader reader;
        EXPECT_FALSE(reader.open(name.c_str(), JournalAccess::exclusive)) << name;
        EXPECT_EQ(reader.next(), JournalStep::unreadable);
        return reader.error();
    };
    const auto createError = [](const std::string& name) {
        JournalWriter writer;
        EXPECT_FALSE(writer.create(name.c_str())) << name;
        EXPECT_FALSE(writer.append("a", 1));
        EXPECT_FALSE(writer.commit());
        return writer.error();
    };
    EXPECT_EQ(openError(path).text, "cannot open '" + path + "': No such file or directory");
    EXPECT_EQ(openError(path).fault, StorageFault::notFound);
    EXPECT_EQ(createError(folder.file("no/j")).text,
              "cannot create '" + folder.file("no/j") + "': No such file or directory");
    EXPECT_EQ(openError(folder.path()).fault, StorageFault::cannotOpen);  // a folder
    writeJournal(folder.file("real"), {{"a"}});
    ASSERT_EQ(::symlink("real", path.c_str()), 0);
    EXPECT_EQ(openError(path).text,
              "cannot open '" + path + "': it is a symbolic link; name the file that it leads to");
    EXPECT_EQ(createError(path).text, "cannot create '" + path + "': File exists");
    ASSERT_EQ(::symlink("nowhere", folder.file("dangling").c_str()), 0);
    EXPECT_EQ(createError(folder.file("dangling")).text,
              "cannot create '" + folder.file("dangling") + "': File exists");
    ASSERT_EQ(::mkfifo(folder.file("pipe").c_str(), 0600), 0);
    EXPECT_EQ(openError(folder.file("pipe")).text, "cannot open '" + folder.file("pipe") + "': it is no plain file");
    if (::geteuid() != 0) {
        ASSERT_EQ(::chmod(folder.file("real").c_str(), 0), 0);
        EXPECT_EQ(openError(folder.file("real")).text, "cannot open '" + folder.file("real") + "': Permission denied");
    }
    writeFile(folder.file("text"), "timestamp_ns,side,price,qty,order_type,id\n");
    EXPECT_EQ(openError(folder.file("text")).text, "'" + folder.file("text") + "' is no journal");
    EXPECT_EQ(openError(folder.file("text")).fault, StorageFault::damaged);
    writeFile(folder.file("short"), "hello");
    EXPECT_EQ(openError(folder.file("short")).text, "'" + folder.file("short") + "' is no journal");
}

TEST(Journal, aRecordTooLargeIsRefused) {
    const TemporaryFolder folder;
    JournalWriter writer;
    ASSERT_TRUE(writer.create(folder.file("j").c_str()));
    const std::string largest(journalPayloadMax, 'x');
    ASSERT_TRUE(writer.append(largest.data(), largest.size()) && writer.commit());
    EXPECT_FALSE(writer.append((largest + "x").data(), largest.size() + 1));
    EXPECT_EQ(writer.error().fault, StorageFault::misuse);
    EXPECT_EQ(readJournal(folder.file("j")).payloads, Payloads{largest});
}

TEST(Journal, aDeletedJournalAcknowledgesNothing) {
    const TemporaryFolder folder;
    JournalWriter writer;
    ASSERT_TRUE(writer.create(folder.file("j").c_str()));
    ASSERT_EQ(::unlink(folder.file("j").c_str()), 0);
    ASSERT_TRUE(writer.append("a", 1));
    EXPECT_FALSE(writer.commit());
    EXPECT_EQ(writer.error().text, "cannot write '" + folder.file("j") + "': it was deleted");
}

}  // namespace
}  // namespace alpha_engine::testing
