#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "alpha_engine/annotations.hpp"
#include "alpha_engine/simulator.hpp"
#include "alpha_engine/storage_error.hpp"

namespace alpha_engine {

/// How a replay is kept.
struct DurableReplayOptions {
    /// As for a `Simulator`; `writesTrades` and `writesEvents` say which partial outputs there are. `threads` means
    /// nothing: with a journal one engine matches all symbols.
    SimulatorOptions simulator;
    /// A snapshot after at least so many rows; 0: never.
    std::uint64_t snapshotEvery = 0;
    /// Whether the journal is there already and is gone on with; otherwise it must not be there.
    bool recovers = false;
};

/// What a recovery found.
struct ReplayRecovery {
    /// Whether there was a recovery at all.
    bool hasRun = false;
    /// Whether a snapshot was used, and the last record that it contains.
    bool hasSnapshot = false;
    std::uint64_t snapshotSequence = 0;
    /// Rows that the snapshot stood for, rows that were applied from the journal behind it, and both together.
    std::uint64_t rowsInSnapshot = 0;
    std::uint64_t rowsApplied = 0;
    std::uint64_t rows = 0;
    /// Whether the journal had a torn tail, where it began, and how many bytes were cut.
    bool hasTornTail = false;
    std::uint64_t tornTailOffset = 0;
    std::uint64_t tornTailBytes = 0;
    /// Why newer snapshots than the one used could not be: so many lines, see `DurableReplay::recoveryNote`.
    std::size_t noteCount = 0;
};

/// A `Simulator` whose rows are in a journal before they are handled: what it has written, it writes again after a
/// crash, byte for byte.
///
/// Trades and events go into files beside the journal, `JOURNAL.trades` and `JOURNAL.events`: half-made while the
/// replay runs, whole and on the disk when `finish` has returned true. Nobody is to read them before. The caller then
/// copies them to where they belong, and does so all at once, so that no reader there ever sees half a file. They, the
/// journal and its snapshots stay; all may be deleted together once the copies are made.
///
/// ```
/// DurableReplay replay(path, std::strlen(path), {.snapshotEvery = 1'000'000, .recovers = isRecovering});
/// replay.simulator()->setDefaultLimits(limits);
/// bool goesOn = replay.open();
/// while (goesOn && read(chunk)) goesOn = replay.feed(chunk.data, chunk.count);  // from the first row, always
/// if (!goesOn || !replay.finish()) return replay.hasInputError() ? report(replay.errorLine(), …)
///                                                                : report(replay.errorText());
/// ```
///
/// Each chunk is one commit: its rows are on the disk before anything that came of them is written. After a crash the
/// same input is fed again from its first byte; the rows that the journal has are read over, and must be the same.
class DurableReplay {
  public:
    /// A replay with its journal at a path of `count` bytes; nothing is opened yet.
    DurableReplay(const char* journal, std::size_t count, const DurableReplayOptions& options = {}) noexcept;
    ~DurableReplay() noexcept;
    DurableReplay(DurableReplay&&) noexcept;
    DurableReplay& operator=(DurableReplay&&) noexcept;
    DurableReplay(const DurableReplay&) = delete;
    DurableReplay& operator=(const DurableReplay&) = delete;

    /// Where instruments, limits and latencies are set, before `open`; null afterwards.
    ALPHA_ENGINE_UNSAFE Simulator* simulator() noexcept;

    /// Makes the journal, or recovers: restores the newest snapshot that can be used, cuts the partial outputs to where
    /// they were then, and applies the records behind it. False: see `errorText()`. A journal that is broken, or was
    /// made under another configuration, is refused before anything is changed.
    bool open() noexcept;
    /// Handles the rows that the bytes complete. False: see `hasInputError()`, `errorText()`; nothing more is read.
    bool feed(const char* bytes, std::size_t count) noexcept;
    /// The stream has ended: handles a last row without a newline and what is still on its way, and puts the outputs on
    /// the disk. False as for `feed`.
    bool finish() noexcept;

    /// What kind of thing failed, when it was not a row: `damaged` also stands for orders and configurations that are
    /// not the journal's.
    StorageFault errorFault() const noexcept;
    /// What failed, one line; NUL-terminated, as all texts here. Empty: nothing, or a row could not be used.
    ALPHA_ENGINE_UNSAFE const char* errorText() const noexcept;
    /// Whether a row could not be used; the others as those of `Simulator`.
    bool hasInputError() const noexcept;
    std::uint64_t errorLine() const noexcept;
    ALPHA_ENGINE_UNSAFE const char* errorColumn() const noexcept;
    ALPHA_ENGINE_UNSAFE const char* errorProblem() const noexcept;
    ALPHA_ENGINE_UNSAFE const char* errorFound() const noexcept;

    /// What `open` found.
    ReplayRecovery recovery() const noexcept;
    /// One of the `noteCount` lines on snapshots that could not be used.
    ALPHA_ENGINE_UNSAFE const char* recoveryNote(std::size_t index) const noexcept;

    /// The files beside the journal.
    ALPHA_ENGINE_UNSAFE const char* tradesPath() const noexcept;
    ALPHA_ENGINE_UNSAFE const char* eventsPath() const noexcept;
    /// How many bytes of them are written: these come again after a crash, whatever happens.
    std::uint64_t tradesLength() const noexcept;
    std::uint64_t eventsLength() const noexcept;

    /// What happened so far, before a recovery too.
    ReplayCounts counts() const noexcept;
    /// A hash of everything that later rows can see; the same for the same rows, however they came here.
    std::uint64_t stateHash() const noexcept;
    /// Whether every invariant of the engine's state holds.
    bool checkInvariants() const noexcept;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace alpha_engine
