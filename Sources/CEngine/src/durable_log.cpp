#include "alpha_engine/durable_log.hpp"

#include "file_access.hpp"

namespace alpha_engine {

bool DurableLog::create(const std::string& path, const DurableLogOptions& options) noexcept {
    path_ = path;
    options_ = options;
    if (!listSnapshots(path, snapshots_, error_)) return false;
    if (!snapshots_.empty()) {
        error_ = storageError(StorageFault::cannotOpen, "cannot create '" + path + "': '" + snapshots_[0].path +
                                                            "' is there, the snapshot of an earlier one");
        return false;
    }
    return writer_.create(path.c_str(), {.identity = options.identity});
}

bool DurableLog::beginRecovery(const std::string& path, const DurableLogOptions& options) noexcept {
    path_ = path;
    options_ = options;
    report_ = {};
    nextSnapshot_ = 0;
    if (!reader_.open(path.c_str(), JournalAccess::exclusive)) return abandon(reader_.error());
    StorageError problem;
    return listSnapshots(path, snapshots_, problem) || abandon(std::move(problem));
}

// The newest snapshot that was not looked at, can be read, and is of this journal.
bool DurableLog::nextSnapshot(Snapshot& snapshot) noexcept {
    while (nextSnapshot_ < snapshots_.size()) {
        const SnapshotName& name = snapshots_[nextSnapshot_++];
        StorageError problem;
        const std::string cannot = "the snapshot '" + name.path + "' cannot be used: ";
        if (!readSnapshot(name.path, snapshot, problem))
            report_.refusedSnapshots.push_back(problem.text);
        else if (snapshot.identity != reader_.identity())
            report_.refusedSnapshots.push_back(cannot + "it is of another journal");
        else if (snapshot.sequence != name.sequence)
            report_.refusedSnapshots.push_back(cannot + "it is of record " + std::to_string(snapshot.sequence));
        else
            return true;
    }
    return false;
}

void DurableLog::refuseSnapshot(std::uint64_t sequence) noexcept {
    report_.refusedSnapshots.push_back("the snapshot '" + snapshotPath(path_, sequence) +
                                       "' cannot be used: its state could not be restored");
}

// A recovery has failed: says why, and lets go of the journal.
bool DurableLog::abandon(StorageError error) noexcept {
    error_ = std::move(error);
    reader_ = JournalReader();
    return false;
}

bool DurableLog::refuseRecord() noexcept {
    return abandon(storageError(StorageFault::damaged, "record " + std::to_string(reader_.sequence()) +
                                                           " of the journal '" + path_ + "' cannot be applied"));
}

bool DurableLog::endRecovery() noexcept {
    const JournalStep step = reader_.next();
    if (step == JournalStep::broken || step == JournalStep::unreadable) return abandon(reader_.error());
    report_.lastSequence = reader_.sequence();
    // What a snapshot holds was committed before: a journal that ends earlier has lost acknowledged records, and one
    // without a header has lost all of them.
    const bool isEmptied = reader_.offset() == 0 && !snapshots_.empty();
    if (isEmptied || report_.lastSequence < report_.snapshotSequence) {
        const std::string name = isEmptied ? snapshots_[0].path : snapshotPath(path_, report_.snapshotSequence);
        return abandon(storageError(StorageFault::damaged, "the journal '" + path_ + "' ends with record " +
                                                               std::to_string(report_.lastSequence) +
                                                               ", before its snapshot '" + name + "'"));
    }
    if (step == JournalStep::tornTail) {
        report_.hasTornTail = true;
        report_.tornTail = reader_.damage();
        if (!reader_.cutTornTail()) return abandon(reader_.error());
    }
    snapshotSequence_ = report_.snapshotSequence;
    return writer_.resume(std::move(reader_));
}

bool DurableLog::writeSnapshot(std::uint64_t stateHash, const void* payload, std::size_t count) noexcept {
    if (!commit()) return false;
    const Snapshot snapshot{writer_.identity(), lastSequence(), stateHash, {}};
    if (!alpha_engine::writeSnapshot(snapshotPath(path_, snapshot.sequence), snapshot, payload, count, error_))
        return false;
    snapshotSequence_ = snapshot.sequence;
    return removeOldSnapshots(path_, options_.snapshotsKept, error_);
}

}  // namespace alpha_engine
