// What the figures in docs/recovery.md are measured with: journal_bench FOLDER (on the disk that is meant).

#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "alpha_engine/durable_log.hpp"
#include "alpha_engine/order_record.hpp"

namespace {

using namespace alpha_engine;
using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

// Of the processor, so that what else the machine does counts as little as possible.
double processorSeconds() {
    timespec now{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

[[noreturn]] void fail(const StorageError& error) {
    std::fprintf(stderr, "%s\n", error.text.c_str());
    std::exit(1);
}

// Order number `i` of a stream as an exchange's file has it.
void encodeOrder(std::uint64_t i, ByteWriter& writer) {
    OrderRecord record;
    record.timestamp = 1'700'000'000'000'000'000 + static_cast<std::int64_t>(i) * 1'000;
    record.price = 10'000'000'000 + static_cast<std::int64_t>(i % 1'000) * 1'000'000;
    record.quantity = static_cast<std::int64_t>(i % 100 + 1) * 100'000'000;
    record.side = i % 2 == 0 ? Side::buy : Side::sell;
    record.symbol = "AAPL";
    record.account = "desk-1";
    char id[] = "order-00000000";
    std::uint64_t rest = i;
    for (std::size_t digit = sizeof id - 2; digit > 5; --digit, rest /= 10)
        id[digit] = static_cast<char>('0' + rest % 10);
    record.id = {id, sizeof id - 1};
    encode(record, writer);
}

void measureEncoding() {
    constexpr std::uint64_t records = 10'000'000;
    ByteWriter writer;
    std::uint64_t bytes = 0;
    const double start = processorSeconds();
    for (std::uint64_t i = 0; i < records; ++i) {
        writer.clear();
        encodeOrder(i, writer);
        bytes += writer.count();
    }
    const double seconds = processorSeconds() - start;
    std::printf("encode: %.1f M records/s of processor time, %.1f bytes a record\n", records / seconds / 1e6,
                static_cast<double>(bytes) / records);
}

// Encodes, appends, and commits once at the end.
void measureAppending(const std::string& path) {
    constexpr std::uint64_t records = 5'000'000;
    JournalWriter journal;
    if (!journal.create(path.c_str())) fail(journal.error());
    ByteWriter writer;
    const double start = processorSeconds();
    for (std::uint64_t i = 0; i < records; ++i) {
        writer.clear();
        encodeOrder(i, writer);
        if (!journal.append(writer.data(), writer.count())) fail(journal.error());
    }
    const double appended = processorSeconds() - start;
    if (!journal.commit()) fail(journal.error());
    std::printf("encode and append, written to the system: %.1f M records/s; with one commit of %.0f MB: %.1f M\n",
                records / appended / 1e6, static_cast<double>(journal.length()) / 1e6,
                records / (processorSeconds() - start) / 1e6);
}

void measureReading(const std::string& path) {
    JournalReader reader;
    if (!reader.open(path.c_str(), JournalAccess::readOnly)) fail(reader.error());
    std::uint64_t records = 0;
    const double start = processorSeconds();
    OrderRecord record;
    for (; reader.next() == JournalStep::record; ++records)
        if (!decode(reader.payload(), reader.payloadCount(), record)) std::exit(1);
    const double seconds = processorSeconds() - start;
    std::printf("read, check and decode (from memory): %.1f M records/s, %.2f GB/s\n",
                static_cast<double>(records) / seconds / 1e6, static_cast<double>(reader.offset()) / seconds / 1e9);
}

void measureCommits(const std::string& path, std::uint64_t recordsEach, int commits) {
    JournalWriter journal;
    if (!journal.create(path.c_str())) fail(journal.error());
    ByteWriter writer;
    std::vector<double> latencies;
    std::uint64_t records = 0;
    const auto start = Clock::now();
    for (int i = 0; i < commits; ++i) {
        for (std::uint64_t j = 0; j < recordsEach; ++j) {
            writer.clear();
            encodeOrder(records++, writer);
            if (!journal.append(writer.data(), writer.count())) fail(journal.error());
        }
        const auto before = Clock::now();
        if (!journal.commit()) fail(journal.error());
        latencies.push_back(secondsSince(before) * 1e3);
    }
    const double seconds = secondsSince(start);
    std::sort(latencies.begin(), latencies.end());
    std::printf("| %llu | %.0f | %.2f | %.2f |\n", static_cast<unsigned long long>(recordsEach),
                static_cast<double>(records) / seconds, latencies[latencies.size() / 2],
                latencies[latencies.size() * 99 / 100]);
}

void measureSnapshot(const std::string& journal) {
    const std::vector<unsigned char> payload(64'000'000, 7);
    const std::string path = snapshotPath(journal, 1);
    StorageError error;
    Snapshot snapshot;
    auto start = Clock::now();
    if (!writeSnapshot(path, snapshot, payload.data(), payload.size(), error)) fail(error);
    const double written = secondsSince(start);
    start = Clock::now();
    if (!readSnapshot(path, snapshot, error)) fail(error);
    std::printf("snapshot of 64 MB: written in %.0f ms, read in %.0f ms\n", written * 1e3, secondsSince(start) * 1e3);
    ::unlink(path.c_str());
}

}  // namespace

int main(int count, char** arguments) {
    const std::string path = std::string(count > 1 ? arguments[1] : ".") + "/journal-bench";
    measureEncoding();
    measureAppending(path);
    measureReading(path);
    ::unlink(path.c_str());
    std::printf("| records a commit | records/s | commit p50, ms | p99, ms |\n| --- | --- | --- | --- |\n");
    for (const std::uint64_t recordsEach : {1U, 10U, 100U, 1'000U, 10'000U, 100'000U}) {
        measureCommits(path, recordsEach, recordsEach >= 10'000 ? 30 : 200);
        ::unlink(path.c_str());
    }
    measureSnapshot(path);
    return 0;
}
