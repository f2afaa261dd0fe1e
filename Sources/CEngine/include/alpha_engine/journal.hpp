#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "alpha_engine/annotations.hpp"
#include "alpha_engine/detail/file_handle.hpp"
#include "alpha_engine/storage_error.hpp"

/// A write-ahead journal: records that are on the disk, or are reported missing.
///
/// **Format.** Everything is little-endian. A header of 32 bytes: magic `89 41 4A 4C 0D 0A 1A 0A`, version u32 (1),
/// identity u64, first sequence u64, CRC32C u32 of the 28 bytes before. Then records without a gap, each: length u32
/// (of the payload, at most 2^24), sequence u64, position u32, CRC32C u32, payload. Sequences count up by one. The
/// position counts the records of one commit from 1, so `sequence - position` is the last record that was on the disk
/// before this one was written. The CRC covers identity, length, sequence, position and payload, in this order: no
/// record of another journal passes for one of this.
///
/// **Torn or broken.** Where record `s` is expected, at `o`, and no record with a fitting length and the right CRC
/// stands:
///
/// 1. Every later byte is tried as the start of a *witness*: a record with a fitting length, the right CRC, and a
///    sequence from the journal's first up to `s + 2^32`.
/// 2. No witness: the rest of the file is a **torn tail**. Zeros, as preallocation and crashes leave them, are one too.
/// 3. A witness whose commit began behind `s` (`sequence - position >= s`): `s` was on the disk. Or one with a sequence
///    below `s`, which no writer put there. The journal is **broken**.
/// 4. Witnesses of the same commit only: the system may have written the later pages of a commit and not the earlier
///    ones when power failed, and then nothing of the commit was acknowledged. It is a torn tail if bytes between `o`
///    and the first witness were never written: some 512-byte sector of the file is zero there, or the part of a sector
///    that begins at `o` is and has at least 20 bytes. Otherwise the journal is broken.
///
/// A record with the right CRC and another sequence or position than the one that is due (a gap, a repeat) means that
/// the journal is broken. So does a header that is not whole, unless the file ends in it: then the journal's making was
/// interrupted, nothing was acknowledged, and all of it is a torn tail.
namespace alpha_engine {

/// What a journal is told when it is made.
struct JournalOptions {
    /// Tells this journal's records and snapshots from any other's; 0: a random number.
    std::uint64_t identity = 0;
    /// The sequence of its first record; at least 1.
    std::uint64_t firstSequence = 1;
};

/// The greatest payload of one record, in bytes.
inline constexpr std::size_t journalPayloadMax = std::size_t{1} << 24;

/// What `JournalReader::next` found.
enum class ALPHA_ENGINE_CLOSED JournalStep : std::uint8_t { record, end, tornTail, broken, unreadable };

/// What is wrong at the place where a journal's good records end.
struct JournalDamage {
    /// Where the damage begins: the end of the last good record.
    std::uint64_t offset = 0;
    /// How many bytes there are from there to the end of the file.
    std::uint64_t bytes = 0;
    /// The record that should be there.
    std::uint64_t sequence = 0;
    /// Whole records that a torn tail has behind what is missing; their commit never ended, so they go with it.
    std::uint64_t recordsBehind = 0;
    /// Whether all of those bytes are zero.
    bool isZero = false;
    /// What is wrong, in the words that a user sees.
    std::string reason;
};

/// Whether a reader only looks, or takes the journal over: shuts writers out, may cut and hand it to a writer.
enum class ALPHA_ENGINE_CLOSED JournalAccess : std::uint8_t { readOnly, exclusive };

/// Reads a journal record by record, in memory for one record and a window of a megabyte, whatever the file's size.
///
/// ```
/// JournalReader reader;
/// if (!reader.open(path, JournalAccess::exclusive)) return report(reader.error());
/// JournalStep step;
/// while ((step = reader.next()) == JournalStep::record) handle(reader.payload(), reader.payloadCount());
/// if (step == JournalStep::tornTail) { tell(reader.damage()); if (!reader.cutTornTail()) return
/// report(reader.error()); } else if (step != JournalStep::end) return report(reader.error()); JournalWriter writer;
/// writer.resume(std::move(reader));
/// ```
class JournalReader {
  public:
    JournalReader() noexcept = default;
    JournalReader(JournalReader&&) noexcept = default;
    JournalReader& operator=(JournalReader&&) noexcept = default;
    JournalReader(const JournalReader&) = delete;
    JournalReader& operator=(const JournalReader&) = delete;

    /// Opens a plain file, no symbolic link, and reads its header; false: see `error()`.
    bool open(const char* path, JournalAccess access) noexcept;
    /// The next record, or why there is none; what it said last it says again, unless that was `record`.
    JournalStep next() noexcept;

    /// The record's payload; until the next call of a non-const method.
    ALPHA_ENGINE_UNSAFE const unsigned char* payload() const noexcept { return payload_; }
    std::size_t payloadCount() const noexcept { return payloadCount_; }
    /// The record's sequence; before the first record, the one before the journal's first.
    std::uint64_t sequence() const noexcept { return expected_ - 1; }
    /// The end of the last good record in the file.
    std::uint64_t offset() const noexcept { return offset_; }
    std::uint64_t identity() const noexcept { return identity_; }

    /// After `tornTail` or `broken`: where, and what.
    const JournalDamage& damage() const noexcept { return damage_; }
    /// Cuts a torn tail off, for good: after it, the journal ends. Exclusive access only.
    bool cutTornTail() noexcept;
    /// Why `open`, `cutTornTail` or, after `broken` and `unreadable`, `next` failed.
    const StorageError& error() const noexcept { return error_; }

  private:
    friend class JournalWriter;
    struct Record {
        std::uint64_t sequence = 0;
        std::uint32_t position = 0;
        std::uint32_t length = 0;
        std::uint32_t crc = 0;
    };
    struct Witnesses;

    bool readHeader() noexcept;
    bool isHeaderTorn(const unsigned char* header) noexcept;
    const unsigned char* window(std::uint64_t offset, std::size_t count) noexcept;
    bool headAt(std::uint64_t offset, Record& record) noexcept;
    bool isWhole(std::uint64_t offset, const Record& record) noexcept;
    JournalStep judgeTail() noexcept;
    bool findWitnesses(Witnesses& found) noexcept;
    bool isZeroBetween(std::uint64_t from, std::uint64_t to) noexcept;
    bool isPartlyUnwritten(std::uint64_t from, std::uint64_t to) noexcept;
    JournalStep torn(std::string reason) noexcept;
    JournalStep broken(std::string reason) noexcept;
    bool fail(StorageFault fault, std::string text) noexcept;

    detail::FileHandle file_;
    std::string path_;
    JournalAccess access_ = JournalAccess::readOnly;
    std::uint64_t size_ = 0;
    std::uint64_t offset_ = 0;
    std::uint64_t identity_ = 0;
    std::uint64_t firstSequence_ = 1;
    std::uint64_t expected_ = 1;
    std::uint32_t position_ = 0;  // of the last good record
    std::uint32_t seed_ = 0;      // the CRC of the identity
    std::vector<unsigned char> window_;
    std::uint64_t windowStart_ = 0;
    std::size_t windowCount_ = 0;
    const unsigned char* payload_ = nullptr;
    std::size_t payloadCount_ = 0;
    JournalStep last_ = JournalStep::record;
    JournalDamage damage_;
    StorageError error_;
};

/// Appends records to a journal, one commit after another. One writer has a journal at a time (an advisory lock).
///
/// A record is safe once the `commit` after it has returned true, and not before. The first failure ends the writer:
/// what the disk holds is then unknown, also after a later success, so every later call fails with the same error.
/// A writer that goes without `commit` drops what was appended since the last one, or part of it.
class JournalWriter {
  public:
    JournalWriter() noexcept = default;
    JournalWriter(JournalWriter&&) noexcept = default;
    JournalWriter& operator=(JournalWriter&&) noexcept = default;
    JournalWriter(const JournalWriter&) = delete;
    JournalWriter& operator=(const JournalWriter&) = delete;

    /// Makes a new journal, which must not exist, and makes it last: the file, its header, its name in the folder.
    bool create(const char* path, const JournalOptions& options = {}) noexcept;
    /// Goes on where a reader with exclusive access has come to the end.
    bool resume(JournalReader&& reader) noexcept;
    /// Adds a record with the sequence `nextSequence()`; it is kept in memory, or written when there is much of it.
    bool append(const void* payload, std::size_t count) noexcept;
    /// Puts every appended record on the disk. True: they are there, and survive a crash and a loss of power.
    bool commit() noexcept;

    std::uint64_t identity() const noexcept { return identity_; }
    /// The sequence that the next appended record gets.
    std::uint64_t nextSequence() const noexcept { return next_; }
    /// The last record that a commit has made safe.
    std::uint64_t committedSequence() const noexcept { return committed_; }
    /// The journal's length in bytes with everything that was appended.
    std::uint64_t length() const noexcept { return written_ + used_; }
    /// Whether the writer is open and has not failed.
    bool isUsable() const noexcept { return file_.isOpen() && !error_.isSet(); }
    /// What failed first.
    const StorageError& error() const noexcept { return error_; }

  private:
    bool writeHeader() noexcept;
    bool flush() noexcept;
    bool refuse() noexcept;

    detail::FileHandle file_;
    std::string path_;
    std::uint64_t identity_ = 0;
    std::uint64_t next_ = 1;
    std::uint64_t committed_ = 0;
    std::uint64_t written_ = 0;
    std::uint32_t seed_ = 0;
    std::vector<unsigned char> buffer_;
    std::size_t used_ = 0;
    StorageError error_;
};

}  // namespace alpha_engine
