#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "alpha_engine/storage_error.hpp"

/// Snapshots: a state, kept beside the journal that led to it, so that recovery need not begin at the first record.
///
/// **Format.** Little-endian: magic `89 41 53 4E 0D 0A 1A 0A`, version u32 (1), identity of the journal u64, sequence
/// u64, state hash u64, payload length u64, CRC32C u32 of the 44 bytes before; the payload; CRC32C u32 of the payload.
/// Nothing follows. The file is `JOURNAL.snapshot-SEQUENCE`, in decimal without leading zeros.
namespace alpha_engine {

/// A state after the record `sequence` of a journal.
struct Snapshot {
    /// The journal's own number: a snapshot of another journal is none of this one.
    std::uint64_t identity = 0;
    /// The last record that the state contains.
    std::uint64_t sequence = 0;
    /// The hash of the state: what is restored must have it again.
    std::uint64_t stateHash = 0;
    /// The state, as its owner writes it.
    std::vector<unsigned char> payload;
};

/// One of the snapshots beside a journal, known by its name alone.
struct SnapshotName {
    std::uint64_t sequence = 0;
    std::string path;
};

/// `JOURNAL.snapshot-SEQUENCE`.
std::string snapshotPath(const std::string& journal, std::uint64_t sequence) noexcept;

/// Writes a snapshot whole or not at all: beside its place (`….writing`), onto the disk, then renamed into it.
/// True: it is there and survives a loss of power. The snapshot's own `payload` is not looked at.
bool writeSnapshot(const std::string& path, const Snapshot& snapshot, const void* payload, std::size_t count,
                   StorageError& error) noexcept;

/// Reads a snapshot; false unless every byte is as it was written. Asks for no more memory than the file has bytes.
bool readSnapshot(const std::string& path, Snapshot& snapshot, StorageError& error) noexcept;

/// The snapshots beside a journal, the newest first.
bool listSnapshots(const std::string& journal, std::vector<SnapshotName>& names, StorageError& error) noexcept;

/// Deletes all but the newest `kept` snapshots of a journal, and what an interrupted `writeSnapshot` left behind.
bool removeOldSnapshots(const std::string& journal, std::size_t kept, StorageError& error) noexcept;

}  // namespace alpha_engine
