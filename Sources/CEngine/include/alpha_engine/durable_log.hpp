#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "alpha_engine/journal.hpp"
#include "alpha_engine/snapshot_file.hpp"

namespace alpha_engine {

/// How a log is kept.
struct DurableLogOptions {
    /// The journal's own number; 0: a random one. A recovered journal keeps its own.
    std::uint64_t identity = 0;
    /// `isSnapshotDue()` after so many records since the last snapshot; 0: never.
    std::uint64_t snapshotEvery = 0;
    /// How many snapshots stay; the older ones are for when the newest is damaged.
    std::size_t snapshotsKept = 2;
};

/// What a recovery found, and did.
struct RecoveryReport {
    /// The snapshot that the state was restored from; 0: none, the records tell everything.
    std::uint64_t snapshotSequence = 0;
    /// Records that were applied after it.
    std::uint64_t recordsApplied = 0;
    /// The last record of the journal.
    std::uint64_t lastSequence = 0;
    /// Whether the journal had a torn tail, and was cut.
    bool hasTornTail = false;
    /// The torn tail, when it had one.
    JournalDamage tornTail;
    /// Why newer snapshots than the one used could not be: a line for each.
    std::vector<std::string> refusedSnapshots;
};

/// A journal and its snapshots as one thing: what goes in is there again after a crash.
///
/// ```
/// DurableLog log;
/// const bool isOpen = isRecovering ? log.recover(path, options, restore, apply) : log.create(path, options);
/// …
/// log.append(payload, count);         // before the message is acted on
/// if (!log.commit()) return refuse(log.error());
/// …                                   // only now is what came of the messages shown to anyone
/// if (log.isSnapshotDue()) log.writeSnapshot(stateHash, state, stateCount);
/// ```
class DurableLog {
  public:
    /// Begins a new log; refuses a path where there is a journal, or are snapshots, already.
    bool create(const std::string& path, const DurableLogOptions& options = {}) noexcept;

    /// Restores what a log holds, and goes on writing it.
    ///
    /// `restore(snapshot)` is called with the newest snapshot that can be read, and returns whether its owner could use
    /// it; if not, with the next older one. `apply(sequence, payload, count)` is called for each record behind it, or
    /// for all records when there is none, and returns whether it could be applied; a record that cannot ends the
    /// recovery. A torn tail is cut. A broken journal is refused, and so is one that ends before a snapshot that was
    /// taken of it.
    template <class Restore, class Apply>
    bool recover(const std::string& path, const DurableLogOptions& options, Restore&& restore, Apply&& apply) noexcept {
        if (!beginRecovery(path, options)) return false;
        Snapshot snapshot;
        while (nextSnapshot(snapshot)) {
            if (restore(static_cast<const Snapshot&>(snapshot))) {
                report_.snapshotSequence = snapshot.sequence;
                break;
            }
            refuseSnapshot(snapshot.sequence);
        }
        while (reader_.next() == JournalStep::record) {
            if (reader_.sequence() <= report_.snapshotSequence) continue;
            if (!apply(reader_.sequence(), reader_.payload(), reader_.payloadCount())) return refuseRecord();
            ++report_.recordsApplied;
        }
        return endRecovery();
    }

    /// Adds a record; see `JournalWriter::append`.
    bool append(const void* payload, std::size_t count) noexcept { return writer_.append(payload, count); }
    /// Makes every appended record safe; see `JournalWriter::commit`.
    bool commit() noexcept { return writer_.commit(); }

    /// Whether enough records were appended since the last snapshot.
    bool isSnapshotDue() const noexcept {
        return options_.snapshotEvery > 0 && lastSequence() - snapshotSequence_ >= options_.snapshotEvery;
    }
    /// Commits, then keeps the state after the last appended record, and deletes what is older than the snapshots kept.
    /// False: see `error()`; unless it was the commit that failed, the log can be used further.
    bool writeSnapshot(std::uint64_t stateHash, const void* payload, std::size_t count) noexcept;

    /// The last appended record.
    std::uint64_t lastSequence() const noexcept { return writer_.nextSequence() - 1; }
    /// The last record that is safe.
    std::uint64_t committedSequence() const noexcept { return writer_.committedSequence(); }
    const RecoveryReport& report() const noexcept { return report_; }
    /// Whether records can be appended.
    bool isUsable() const noexcept { return writer_.isUsable(); }
    /// Why the last call that failed did.
    const StorageError& error() const noexcept { return writer_.error().isSet() ? writer_.error() : error_; }

  private:
    bool beginRecovery(const std::string& path, const DurableLogOptions& options) noexcept;
    bool nextSnapshot(Snapshot& snapshot) noexcept;
    void refuseSnapshot(std::uint64_t sequence) noexcept;
    bool abandon(StorageError error) noexcept;
    bool refuseRecord() noexcept;
    bool endRecovery() noexcept;

    std::string path_;
    DurableLogOptions options_;
    JournalReader reader_;
    JournalWriter writer_;
    std::vector<SnapshotName> snapshots_;
    std::size_t nextSnapshot_ = 0;
    std::uint64_t snapshotSequence_ = 0;
    RecoveryReport report_;
    StorageError error_;
};

}  // namespace alpha_engine
