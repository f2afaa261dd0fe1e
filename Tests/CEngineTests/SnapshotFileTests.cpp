#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "TemporaryFolder.hpp"
#include "alpha_engine/crc32c.hpp"
#include "alpha_engine/detail/little_endian.hpp"
#include "alpha_engine/snapshot_file.hpp"

namespace alpha_engine::testing {
namespace {

bool write(const std::string& path, std::uint64_t sequence, const Bytes& payload, StorageError& error) {
    const Snapshot snapshot{.identity = 7, .sequence = sequence, .stateHash = 0xFEDCBA9876543210, .payload = {}};
    return writeSnapshot(path, snapshot, payload.data(), payload.size(), error);
}

void expectWritten(const std::string& path, std::uint64_t sequence, const Bytes& payload) {
    StorageError error;
    EXPECT_TRUE(write(path, sequence, payload, error)) << error.text;
}

StorageError readError(const std::string& path) {
    Snapshot snapshot;
    StorageError error;
    EXPECT_FALSE(readSnapshot(path, snapshot, error));
    return error;
}

std::vector<std::string> names(const TemporaryFolder& folder) {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
        found.push_back(entry.path().filename());
    std::sort(found.begin(), found.end());
    return found;
}

TEST(SnapshotFile, itComesBack) {
    const TemporaryFolder folder;
    for (const Bytes& payload : {Bytes(), Bytes("state"), Bytes(3'000'000, '\0')}) {
        expectWritten(folder.file("s"), 123, payload);  // replaces the one before
        Snapshot snapshot;
        StorageError error;
        ASSERT_TRUE(readSnapshot(folder.file("s"), snapshot, error)) << error.text;
        EXPECT_EQ(snapshot.identity, 7U);
        EXPECT_EQ(snapshot.sequence, 123U);
        EXPECT_EQ(snapshot.stateHash, 0xFEDCBA9876543210U);
        EXPECT_TRUE(Bytes(snapshot.payload.begin(), snapshot.payload.end()) == payload);
    }
    EXPECT_EQ(names(folder), std::vector<std::string>{"s"});
}

TEST(SnapshotFile, everyFlippedBitAndEveryOtherLengthIsRefused) {
    const TemporaryFolder folder;
    const std::string path = folder.file("s");
    expectWritten(path, 1, "the state of everything");
    const Bytes whole = readFile(path);
    for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
        Bytes flipped = whole;
        flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ 1 << bit % 8);
        writeFile(path, flipped);
        ASSERT_EQ(readError(path).fault, StorageFault::damaged) << bit;
    }
    for (std::size_t count = 0; count < whole.size(); ++count) {
        writeFile(path, whole.substr(0, count));
        ASSERT_EQ(readError(path).fault, StorageFault::damaged) << count;
    }
    writeFile(path, whole + "x");
    EXPECT_EQ(readError(path).text,
              "the snapshot '" + path + "' cannot be used: its length is not the one that it had");
}

TEST(SnapshotFile, aHostileLengthIsNotBelieved) {
    const TemporaryFolder folder;
    const std::string path = folder.file("s");
    expectWritten(path, 1, "state");
    Bytes bytes = readFile(path);
    auto* const header = reinterpret_cast<unsigned char*>(bytes.data());
    detail::storeLittleEndian(header + 36, std::uint64_t{1} << 60);
    detail::storeLittleEndian(header + 44, crc32c(header, 44));
    writeFile(path, bytes);
    EXPECT_EQ(readError(path).fault, StorageFault::damaged);
}

TEST(SnapshotFile, pathsThatCannotBeUsedSayWhy) {
    const TemporaryFolder folder;
    EXPECT_EQ(readError(folder.file("s")).text, "cannot open '" + folder.file("s") + "': No such file or directory");
    ASSERT_EQ(::symlink("elsewhere", folder.file("link").c_str()), 0);
    EXPECT_EQ(readError(folder.file("link")).fault, StorageFault::cannotOpen);
    StorageError error;
    EXPECT_FALSE(write(folder.file("no/s"), 1, "", error));
    EXPECT_EQ(error.text, "cannot create '" + folder.file("no/s.writing") + "': No such file or directory");
    ASSERT_EQ(::mkdir(folder.file("folder").c_str(), 0700), 0);
    EXPECT_FALSE(write(folder.file("folder"), 1, "", error));
    EXPECT_EQ(error.text, "cannot create '" + folder.file("folder") + "': Is a directory");
    EXPECT_EQ(names(folder), (std::vector<std::string>{"folder", "link"}));
}

TEST(SnapshotFile, aLinkInTheWayIsReplacedAndNotFollowed) {
    const TemporaryFolder folder;
    writeFile(folder.file("precious"), "untouched");
    ASSERT_EQ(::symlink("precious", folder.file("s.writing").c_str()), 0);
    ASSERT_EQ(::symlink("precious", folder.file("s").c_str()), 0);
    expectWritten(folder.file("s"), 1, "state");
    EXPECT_EQ(readFile(folder.file("precious")), "untouched");
    EXPECT_FALSE(std::filesystem::is_symlink(folder.file("s")));
}

TEST(SnapshotFile, theNewestComesFirstAndOldOnesGo) {
    const TemporaryFolder folder;
    const std::string journal = folder.file("j");
    EXPECT_EQ(snapshotPath(journal, 10), journal + ".snapshot-10");
    for (const std::uint64_t sequence : {9U, 100U, 10U, 20U})
        expectWritten(snapshotPath(journal, sequence), sequence, "");
    const std::vector<std::string> others = {"j.snapshot-",     "j.snapshot-007",
                                             "j.snapshot-5x",   "j.snapshot-99999999999999999999",
                                             "j2.snapshot-500", "k.snapshot-1"};
    for (const std::string& name : others) writeFile(folder.file(name), "");
    writeFile(folder.file("j.snapshot-30.writing"), "half");
    std::vector<SnapshotName> found;
    StorageError error;
    ASSERT_TRUE(listSnapshots(journal, found, error)) << error.text;
    ASSERT_EQ(found.size(), 4U);
    EXPECT_EQ(found[0].path, journal + ".snapshot-100");
    EXPECT_EQ(found[1].sequence, 20U);
    EXPECT_EQ(found[3].sequence, 9U);
    ASSERT_TRUE(removeOldSnapshots(journal, 2, error)) << error.text;
    std::vector<std::string> expected = others;
    expected.insert(expected.end(), {"j.snapshot-100", "j.snapshot-20"});
    std::sort(expected.begin(), expected.end());
    EXPECT_EQ(names(folder), expected);
}

TEST(SnapshotFile, namesWithoutAFolderAreInTheWorkingFolder) {
    std::vector<SnapshotName> found;
    StorageError error;
    EXPECT_TRUE(listSnapshots("no-journal-of-this-name", found, error)) << error.text;
    EXPECT_TRUE(found.empty());
    EXPECT_FALSE(listSnapshots("/no/such/folder/j", found, error));
    EXPECT_EQ(error.text, "cannot list '/no/such/folder': No such file or directory");
}

}  // namespace
}  // namespace alpha_engine::testing
