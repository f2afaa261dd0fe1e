// A replay whose process is killed: nothing that it had written is lost or told otherwise.

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <iostream>

#include "DurableReplayCase.hpp"

namespace alpha_engine::testing {
namespace {

struct Acknowledged {
    std::uint64_t trades = 0;
    std::uint64_t events = 0;
};

// Replays, over and over from where the last life ended, and tells the pipe what is written; until it is killed.
[[noreturn]] void replayUntilKilled(const ReplayCase& one, const std::string& journal, std::uint64_t seed, int pipe) {
    Random random(seed);
    const auto every = static_cast<std::uint64_t>(random.oneIn(5) ? 0 : random.between(1, 900));
    const bool isThere = ::access(journal.c_str(), F_OK) == 0;
    DurableReplay replay = one.replay(journal, isThere, every);
    if (!replay.open()) std::_Exit(1);
    const std::int64_t largest = random.oneIn(2) ? 800 : 20'000;
    for (std::size_t place = 0; place < one.orders.size();) {
        const std::size_t count =
            std::min(one.orders.size() - place, static_cast<std::size_t>(random.between(1, largest)));
        if (!replay.feed(one.orders.data() + place, count)) std::_Exit(2);
        place += count;
        const Acknowledged now{replay.tradesLength(), replay.eventsLength()};
        if (::write(pipe, &now, sizeof now) != sizeof now) std::_Exit(3);
    }
    if (!replay.finish()) std::_Exit(4);
    for (;;) ::pause();
}

Acknowledged liveAndDie(const ReplayCase& one, const std::string& journal, std::uint64_t seed, int& status) {
    int pipe[2];
    EXPECT_EQ(::pipe(pipe), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(pipe[0]);
        replayUntilKilled(one, journal, seed, pipe[1]);
    }
    ::close(pipe[1]);
    Random random(seed ^ 0xABCDEF);
    ::usleep(static_cast<useconds_t>(random.between(0, random.oneIn(3) ? 1'000 : 25'000)));
    ::kill(child, SIGKILL);
    ::waitpid(child, &status, 0);
    Acknowledged last;
    for (Acknowledged next; ::read(pipe[0], &next, sizeof next) == sizeof next;) last = next;
    ::close(pipe[0]);
    return last;
}

TEST(DurableReplayCrash, aKilledReplayLosesNothingThatItHadWritten) {
    const char* const given = std::getenv("ALPHA_ENGINE_SEED");
    const std::uint64_t base = given != nullptr ? std::strtoull(given, nullptr, 10) : 20'240'601;
    std::uint64_t killed = 0, bytes = 0, snapshots = 0, torn = 0;
    for (std::uint64_t round = 0; round < 30; ++round) {
        const TemporaryFolder folder;
        const std::string journal = folder.file("j");
        const ReplayCase one(base + round, 4'000);
        const Replay expected = one.expected();
        for (std::uint64_t life = 0; life < 8; ++life) {
            const std::uint64_t seed = base + round * 1'000 + life;
            const std::string trace = "first seed " + std::to_string(base) + ", round " + std::to_string(round) +
                                      ", life " + std::to_string(life);
            int status = 0;
            const Acknowledged written = liveAndDie(one, journal, seed, status);
            ASSERT_TRUE(WIFSIGNALED(status)) << trace << ": it ended by itself, " << WEXITSTATUS(status);
            ++killed;
            bytes += written.trades + written.events;
            const Bytes trades = readFile(journal + ".trades"), events = readFile(journal + ".events");
            ASSERT_GE(trades.size(), written.trades) << trace;
            ASSERT_GE(events.size(), written.events) << trace;
            ASSERT_TRUE(expected.trades.starts_with(std::string_view(trades).substr(0, written.trades))) << trace;
            ASSERT_TRUE(expected.events.starts_with(std::string_view(events).substr(0, written.events))) << trace;
        }
        const bool isThere = ::access(journal.c_str(), F_OK) == 0;
        DurableReplay last = one.replay(journal, isThere, 500);
        ASSERT_TRUE(last.open()) << "first seed " << base << ", round " << round << ": " << last.errorText();
        snapshots += last.recovery().hasSnapshot ? 1 : 0;
        torn += last.recovery().hasTornTail ? 1 : 0;
        ASSERT_TRUE(last.feed(one.orders.data(), one.orders.size()) && last.finish()) << last.errorText();
        ASSERT_TRUE(readFile(last.tradesPath()) == expected.trades) << "first seed " << base << ", round " << round;
        ASSERT_TRUE(readFile(last.eventsPath()) == expected.events) << "first seed " << base << ", round " << round;
    }
    std::cout << "first seed " << base << ", " << killed << " killed replays, " << bytes << " bytes acknowledged, "
              << snapshots << " recoveries from a snapshot, " << torn << " torn tails\n";
    EXPECT_GT(bytes, 0U);
}

}  // namespace
}  // namespace alpha_engine::testing
