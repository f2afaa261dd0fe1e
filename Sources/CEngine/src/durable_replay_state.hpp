#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "alpha_engine/byte_archive.hpp"
#include "alpha_engine/durable_log.hpp"
#include "alpha_engine/durable_replay.hpp"
#include "alpha_engine/state_hash.hpp"
#include "partial_output.hpp"
#include "simulator_state.hpp"
#include "text_hash.hpp"

namespace alpha_engine {

/// The hash of rows with one more: what tells the rows of one input from those of another.
inline std::uint64_t rowHash(std::uint64_t hash, const unsigned char* payload, std::size_t count) noexcept {
    return mixHash(hash, textHash(reinterpret_cast<const char*>(payload), count));
}

/// What a durable replay is made of: a simulator, the log of what it was told, and what it has said.
struct DurableReplay::State {
    State(std::string_view journal, const DurableReplayOptions& given) noexcept;

    bool create() noexcept;
    bool recover() noexcept;
    /// A row was read: it is read over, or goes into the journal and then to the engine.
    void take(const OrderMessage& message) noexcept;
    /// What was read so far is matched, put on the disk, and only then written out; with a snapshot if one is due.
    bool endChunk() noexcept;
    bool finish() noexcept;

    /// The simulator as it was configured, without a row.
    void renew() noexcept;
    /// Opens the outputs and cuts them to what they had when the state here was saved.
    bool place() noexcept;
    bool writeOutputs() noexcept;
    bool writeSnapshot() noexcept;
    bool appendConfiguration() noexcept;

    /// Reads the whole journal and changes nothing: it must not be broken, and must be of this configuration.
    bool look() noexcept;
    bool isOfThisConfiguration(const JournalReader& reader) noexcept;
    bool restore(const Snapshot& snapshot) noexcept;
    bool restoreState(const Snapshot& snapshot) noexcept;
    bool apply(std::uint64_t sequence, const unsigned char* payload, std::size_t count) noexcept;
    bool applyRow(const unsigned char* payload, std::size_t count) noexcept;
    bool applyCheckpoint(const unsigned char* payload, std::size_t count) noexcept;
    void report() noexcept;

    Simulator::State& engine() noexcept { return *simulator.state_; }
    /// Puts a message's payload into `row`, with texts in the place of numbers.
    void encodeRow(const OrderMessage& message) noexcept;
    bool isReadingOver() const noexcept { return rowsRead < rowsJournaled; }
    bool fail(StorageError problem) noexcept;

    std::string path;
    DurableReplayOptions options;
    Simulator simulator;
    std::unique_ptr<Simulator::State> configured;
    std::string configuration;
    DurableLog log;
    PartialOutput trades;
    PartialOutput events;
    StorageError error;
    bool hasBegun = false;
    bool hasFinished = false;
    bool isPlaced = false;

    std::uint64_t rows = 0;           // of the journal
    std::uint64_t rowsHash = 0;       // of all of them
    std::uint64_t rowsJournaled = 0;  // those that were there when the recovery ended
    std::uint64_t rowsRead = 0;       // of the input
    std::uint64_t readHash = 0;       // of those that were read over
    std::uint64_t unwritten = 0;      // rows since the outputs were written
    std::uint64_t tradesKept = 0;     // bytes of the outputs when the state here was saved
    std::uint64_t eventsKept = 0;
    ReplayRecovery recovery;
    std::vector<std::string> notes;
    ByteWriter row;
    ByteWriter bytes;

    /// So many rows are matched and written at a time at the most, whatever the size of a chunk.
    static constexpr std::uint64_t rowsAtATime = 65'536;
};

}  // namespace alpha_engine
