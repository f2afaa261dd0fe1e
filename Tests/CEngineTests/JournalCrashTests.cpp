// The journal when its process is killed, and when the disk has no room or fails.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#if defined(__linux__)
#include <sys/mount.h>
#endif

#include <csignal>
#include <cstdlib>
#include <cstring>

#include "JournalFile.hpp"
#include "Random.hpp"

namespace alpha_engine::testing {
namespace {

// The payload of a record is made from its sequence, so that a reader knows what must stand there.
std::string payloadOf(std::uint64_t sequence) {
    Random random(sequence);
    std::string payload(static_cast<std::size_t>(random.between(0, 400)), ' ');
    for (char& c : payload) c = static_cast<char>(random.next());
    return payload;
}

bool appendOne(JournalWriter& writer) {
    const std::string payload = payloadOf(writer.nextSequence());
    return writer.append(payload.data(), payload.size());
}

void expectOwnPayloads(const JournalContents& contents, const std::string& trace) {
    for (std::size_t i = 0; i < contents.payloads.size(); ++i)
        ASSERT_TRUE(contents.payloads[i] == payloadOf(i + 1)) << trace << ", record " << i + 1;
}

// Writes commits of random sizes, and tells the pipe after each what is acknowledged, until it is killed.
[[noreturn]] void writeUntilKilled(const std::string& path, std::uint64_t seed, int acknowledgements) {
    Random random(seed);
    JournalReader reader;
    JournalWriter writer;
    bool isReady = false;
    if (reader.open(path.c_str(), JournalAccess::exclusive)) {
        while (reader.next() == JournalStep::record) {
        }
        isReady = (reader.next() != JournalStep::tornTail || reader.cutTornTail()) && writer.resume(std::move(reader));
    } else if (reader.error().fault == StorageFault::notFound) {
        isReady = writer.create(path.c_str());
    }
    while (isReady) {
        const std::int64_t most = random.oneIn(8) ? 6'000 : 30;  // some commits are larger than what is kept in memory
        for (std::int64_t i = random.between(1, most); i > 0 && isReady; --i) isReady = appendOne(writer);
        const std::uint64_t before = writer.committedSequence();
        isReady = isReady && writer.commit() && writer.committedSequence() > before;
        const std::uint64_t acknowledged = writer.committedSequence();
        isReady = isReady && ::write(acknowledgements, &acknowledged, sizeof acknowledged) == sizeof acknowledged;
    }
    std::_Exit(1);  // it should have been killed
}

// One life of a writer, ended after a random time; what it acknowledged last, 0 for nothing.
std::uint64_t liveAndDie(const std::string& path, std::uint64_t seed, std::int64_t microsecondsMax) {
    int pipe[2];
    EXPECT_EQ(::pipe(pipe), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(pipe[0]);
        writeUntilKilled(path, seed, pipe[1]);
    }
    ::close(pipe[1]);
    Random random(seed ^ 0xABCDEF);
    ::usleep(static_cast<useconds_t>(random.between(0, random.oneIn(3) ? 500 : microsecondsMax)));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status)) << "seed " << seed << ": the writer ended by itself";
    std::uint64_t acknowledged = 0;
    for (std::uint64_t next; ::read(pipe[0], &next, sizeof next) == sizeof next;) acknowledged = next;
    ::close(pipe[0]);
    return acknowledged;
}

void killAndRecover(TemporaryFolder::Place place, std::uint64_t lives, int livesEach) {
    const char* const given = std::getenv("ALPHA_ENGINE_SEED");
    const std::uint64_t base = given != nullptr ? std::strtoull(given, nullptr, 10) : 20'240'601;
    const std::int64_t microsecondsMax = place == TemporaryFolder::Place::disk ? 60'000 : 8'000;
    std::uint64_t torn = 0, total = 0;
    for (std::uint64_t round = 0; round < lives / static_cast<std::uint64_t>(livesEach); ++round) {
        const TemporaryFolder folder(place);
        const std::string path = folder.file("j");
        std::uint64_t acknowledged = 0;
        for (int life = 0; life < livesEach; ++life) {
            const std::uint64_t seed = base + round * 1'000 + static_cast<std::uint64_t>(life);
            const std::string trace = "seed " + std::to_string(seed);
            acknowledged = std::max(acknowledged, liveAndDie(path, seed, microsecondsMax));
            const JournalContents contents = readJournal(path);
            if (contents.error.fault == StorageFault::notFound && acknowledged == 0) continue;
            ASSERT_TRUE(contents.end == JournalStep::end || contents.end == JournalStep::tornTail)
                << trace << ": " << contents.error.text;
            ASSERT_GE(contents.payloads.size(), acknowledged) << trace;
            ASSERT_NO_FATAL_FAILURE(expectOwnPayloads(contents, trace));
            torn += contents.end == JournalStep::tornTail ? 1 : 0;
        }
        total += acknowledged;
    }
    std::cout << "first seed " << base << ", " << lives << " killed writers, " << total << " records acknowledged, "
              << torn << " torn tails\n";
    EXPECT_GT(total, 0U);
}

TEST(JournalCrash, aKilledWriterLosesNothingThatItAcknowledged) {
    killAndRecover(TemporaryFolder::Place::memory, 480, 12);
    killAndRecover(TemporaryFolder::Place::disk, 48, 6);
}

// Fills the place, then sees what is left: every acknowledged record, and an error in the system's words.
void expectFullDiskIsTold(const std::string& path, int errorNumber, std::uint64_t seed) {
    JournalWriter writer;
    ASSERT_TRUE(writer.create(path.c_str())) << writer.error().text;
    Random random(seed);
    bool goesOn = true;
    while (goesOn) {
        for (std::int64_t i = random.between(1, 40); i > 0 && goesOn; --i) goesOn = appendOne(writer);
        goesOn = goesOn && writer.commit();
        ASSERT_LT(writer.length(), 4'000'000U);
    }
    EXPECT_EQ(writer.error().fault, StorageFault::inputOutput);
    EXPECT_EQ(writer.error().errorNumber, errorNumber) << writer.error().text;
    EXPECT_EQ(writer.error().text, "cannot write '" + path + "': " + std::strerror(errorNumber));
    EXPECT_FALSE(writer.isUsable());
    EXPECT_FALSE(writer.append("more", 4));
    EXPECT_FALSE(writer.commit());
    EXPECT_EQ(writer.error().errorNumber, errorNumber);  // the first error stays
    const std::uint64_t acknowledged = writer.committedSequence();
    const JournalContents contents = readJournal(path);
    ASSERT_TRUE(contents.end == JournalStep::end || contents.end == JournalStep::tornTail) << contents.error.text;
    ASSERT_GE(contents.payloads.size(), acknowledged) << "seed " << seed;
    ASSERT_NO_FATAL_FAILURE(expectOwnPayloads(contents, "seed " + std::to_string(seed)));
}

TEST(JournalCrash, aFileThatMayNotGrowIsTold) {
    rlimit before{};
    ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const TemporaryFolder folder;
        rlimit small = before;
        small.rlim_cur = static_cast<rlim_t>(Random(seed).between(32, 60'000));
        ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
        expectFullDiskIsTold(folder.file("j"), EFBIG, seed);
        ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
    }
    // Not even the header: the file that was made is gone again.
    const TemporaryFolder folder;
    rlimit tiny = before;
    tiny.rlim_cur = 10;
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &tiny), 0);
    JournalWriter writer;
    EXPECT_FALSE(writer.create(folder.file("j").c_str()));
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
    EXPECT_FALSE(std::filesystem::exists(folder.file("j")));
    std::signal(SIGXFSZ, handler);
}

#if defined(__linux__)
TEST(JournalCrash, aFullDiskIsTold) {
    struct SmallDisk {
        TemporaryFolder folder;
        bool isMounted = ::mount("none", folder.path().c_str(), "tmpfs", 0, "size=256k") == 0;
        ~SmallDisk() {
            if (isMounted) ::umount2(folder.path().c_str(), MNT_DETACH);
        }
    } disk;
    if (!disk.isMounted) GTEST_SKIP() << "this user may not mount a small file system";
    expectFullDiskIsTold(disk.folder.file("j"), ENOSPC, 4);
}
#endif

// A synchronization that fails once may have lost what it should have written, also if it succeeds when asked again.
TEST(JournalCrash, aFailedSynchronizationEndsTheWriter) {
    const TemporaryFolder folder;
    const std::string path = folder.file("j");
    JournalWriter writer;
    ASSERT_TRUE(writer.create(path.c_str()));
    ASSERT_TRUE(appendOne(writer) && writer.commit());
    // The writer's file gives way to one that can be written and not synchronized.
    int descriptor = -1;
    for (int candidate = 3; candidate < 256 && descriptor < 0; ++candidate) {
        char target[4'096];
        const ssize_t count = ::readlink(("/proc/self/fd/" + std::to_string(candidate)).c_str(), target, sizeof target);
        if (count > 0 && std::string(target, static_cast<std::size_t>(count)) == path) descriptor = candidate;
    }
    if (descriptor < 0) GTEST_SKIP() << "this system does not show a process its files";
    const int kept = ::dup(descriptor);
    const int device = ::open("/dev/null", O_RDWR);
    ASSERT_EQ(::dup2(device, descriptor), descriptor);
    ASSERT_TRUE(appendOne(writer));
    EXPECT_FALSE(writer.commit());
    EXPECT_EQ(writer.error().text, "cannot synchronize '" + path + "': Invalid argument");
    EXPECT_EQ(writer.committedSequence(), 1U);
    ASSERT_EQ(::dup2(kept, descriptor), descriptor);  // it would succeed now, and is not asked again
    EXPECT_FALSE(writer.commit());
    EXPECT_FALSE(appendOne(writer));
    EXPECT_EQ(writer.committedSequence(), 1U);
    ::close(kept);
    ::close(device);
    EXPECT_EQ(readJournal(path).payloads.size(), 1U);
}

}  // namespace
}  // namespace alpha_engine::testing
