#include <algorithm>
#include <cstring>

#include "alpha_engine/journal.hpp"
#include "file_access.hpp"
#include "journal_format.hpp"

namespace alpha_engine {

using namespace journal_format;

namespace {

constexpr std::size_t windowBytes = std::size_t{1} << 20;

}  // namespace

bool JournalReader::open(const char* path, JournalAccess access) noexcept {
    *this = JournalReader();
    path_ = path;
    access_ = access;
    const bool isExclusive = access == JournalAccess::exclusive;
    if (!openFile(path_, isExclusive, file_, error_)) return false;
    if (isExclusive && !lockFile(path_, file_, error_)) return false;
    return fileLength(path_, file_, size_, error_) && readHeader();
}

bool JournalReader::readHeader() noexcept {
    const auto available = static_cast<std::size_t>(std::min<std::uint64_t>(size_, headerBytes));
    const unsigned char* const header = window(0, available);
    if (error_.isSet()) return false;
    if (isHeaderTorn(header)) {
        if (error_.isSet()) return false;
        last_ = torn("the journal's making was interrupted before it had a header");
        return true;
    }
    if (available < headerBytes || std::memcmp(header, magic.data(), magic.size()) != 0)
        return fail(StorageFault::damaged, "'" + path_ + "' is no journal");
    if (detail::loadLittleEndian<std::uint32_t>(header + headerCrcAt) != crc32c(header, headerCrcAt))
        return fail(StorageFault::damaged,
                    "the journal '" + path_ + "' is broken at byte 0: its header's CRC is wrong");
    const auto found = detail::loadLittleEndian<std::uint32_t>(header + versionAt);
    if (found != version)
        return fail(StorageFault::damaged, "the journal '" + path_ + "' has version " + std::to_string(found) +
                                               "; this program knows version " + std::to_string(version));
    identity_ = detail::loadLittleEndian<std::uint64_t>(header + identityAt);
    expected_ = firstSequence_ = detail::loadLittleEndian<std::uint64_t>(header + firstSequenceAt);
    seed_ = seedOf(identity_);
    offset_ = headerBytes;
    return expected_ > 0 ||
           fail(StorageFault::damaged, "the journal '" + path_ + "' is broken at byte 0: its first sequence is 0");
}

// A header that its writer did not get to finish: the beginning of one and no more, or nothing but zeros.
bool JournalReader::isHeaderTorn(const unsigned char* header) noexcept {
    unsigned char start[identityAt];
    std::memcpy(start, magic.data(), magic.size());
    detail::storeLittleEndian(start + versionAt, version);
    if (size_ < headerBytes) {
        const std::size_t count = std::min(sizeof start, static_cast<std::size_t>(size_));
        if (count == 0 || std::memcmp(header, start, count) == 0) return true;
    }
    return isZeroBetween(0, size_);
}

JournalStep JournalReader::next() noexcept {
    if (last_ != JournalStep::record) return last_;
    if (!file_.isOpen() || error_.isSet()) return last_ = JournalStep::unreadable;
    payload_ = nullptr;
    payloadCount_ = 0;
    if (offset_ == size_) return last_ = JournalStep::end;
    Record record;
    if (!headAt(offset_, record) || !isWhole(offset_, record))
        return last_ = error_.isSet() ? JournalStep::unreadable : judgeTail();
    if (record.sequence != expected_)
        return last_ = broken("it holds record " + std::to_string(record.sequence) + " where " +
                              std::to_string(expected_) + " is due");
    if (record.position != 1 && (record.position == 0 || record.position - 1 != position_))
        return last_ = broken("record " + std::to_string(expected_) + " has place " + std::to_string(record.position) +
                              " in its commit after one with place " + std::to_string(position_));
    payload_ = window(offset_, recordHeadBytes + record.length) + recordHeadBytes;
    payloadCount_ = record.length;
    offset_ += recordHeadBytes + record.length;
    position_ = record.position;
    ++expected_;
    return JournalStep::record;
}

bool JournalReader::cutTornTail() noexcept {
    if (access_ != JournalAccess::exclusive || last_ != JournalStep::tornTail)
        return fail(StorageFault::misuse, "'" + path_ + "' has no torn tail that this reader may cut");
    if (!setLength(path_, file_, offset_, error_) || !syncFile(path_, file_, error_)) return false;
    size_ = offset_;
    last_ = JournalStep::end;
    return true;
}

// The bytes of the file from `offset` on, all of which must exist; null when they cannot be read.
const unsigned char* JournalReader::window(std::uint64_t offset, std::size_t count) noexcept {
    if (offset < windowStart_ || offset + count > windowStart_ + windowCount_) {
        const auto wanted =
            static_cast<std::size_t>(std::min<std::uint64_t>(std::max(count, windowBytes), size_ - offset));
        if (window_.size() < wanted) window_.resize(wanted);
        windowCount_ = 0;
        if (!readAt(path_, file_, offset, window_.data(), wanted, error_)) return nullptr;
        windowStart_ = offset;
        windowCount_ = wanted;
    }
    return window_.data() + (offset - windowStart_);
}

// What a record's head at that place says; false when no record fits there.
bool JournalReader::headAt(std::uint64_t offset, Record& record) noexcept {
    if (size_ - offset < recordHeadBytes) return false;
    const unsigned char* const head = window(offset, recordHeadBytes);
    if (head == nullptr) return false;
    record.length = detail::loadLittleEndian<std::uint32_t>(head + lengthAt);
    record.sequence = detail::loadLittleEndian<std::uint64_t>(head + sequenceAt);
    record.position = detail::loadLittleEndian<std::uint32_t>(head + positionAt);
    record.crc = detail::loadLittleEndian<std::uint32_t>(head + crcAt);
    return record.length <= journalPayloadMax && record.length <= size_ - offset - recordHeadBytes;
}

// Whether the record with that head is as it was written.
bool JournalReader::isWhole(std::uint64_t offset, const Record& record) noexcept {
    const unsigned char* const head = window(offset, recordHeadBytes + record.length);
    return head != nullptr && recordCrc(seed_, head, head + recordHeadBytes, record.length) == record.crc;
}

JournalStep JournalReader::torn(std::string reason) noexcept {
    const bool isZero = isZeroBetween(offset_, size_);
    damage_ = {offset_, size_ - offset_, expected_, damage_.recordsBehind, isZero, std::move(reason)};
    return error_.isSet() ? JournalStep::unreadable : JournalStep::tornTail;
}

JournalStep JournalReader::broken(std::string reason) noexcept {
    damage_ = {offset_, size_ - offset_, expected_, 0, false, std::move(reason)};
    fail(StorageFault::damaged,
         "the journal '" + path_ + "' is broken at byte " + std::to_string(offset_) + ": " + damage_.reason);
    return JournalStep::broken;
}

bool JournalReader::fail(StorageFault fault, std::string text) noexcept {
    error_ = storageError(fault, std::move(text));
    return false;
}

}  // namespace alpha_engine
