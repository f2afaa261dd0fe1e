#include <sys/random.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>

#include "alpha_engine/journal.hpp"
#include "file_access.hpp"
#include "journal_format.hpp"

namespace alpha_engine {

using namespace journal_format;

namespace {

// So much is kept in memory before it is written; a larger commit is written in pieces, and is on the disk at its end.
constexpr std::size_t bufferBytesMax = std::size_t{1} << 20;
constexpr std::size_t bufferBytesAtFirst = std::size_t{1} << 12;

bool drawIdentity(std::uint64_t& identity, StorageError& error) noexcept {
    if (::getentropy(&identity, sizeof identity) == 0) return true;
    error = systemError(StorageFault::inputOutput, "draw", "a random number", errno);
    return false;
}

}  // namespace

bool JournalWriter::create(const char* path, const JournalOptions& options) noexcept {
    if (file_.isOpen() || error_.isSet()) return refuse();
    path_ = path;
    if (options.firstSequence == 0) {
        error_ = storageError(StorageFault::misuse, "cannot create '" + path_ + "': sequences begin at 1");
        return false;
    }
    if (!createFile(path_, file_, error_) || !lockFile(path_, file_, error_)) return false;
    identity_ = options.identity;
    next_ = options.firstSequence;
    if (writeHeader() && syncFolder(path_, error_)) return true;
    ::unlink(path_.c_str());  // it is ours, new and empty
    return false;
}

bool JournalWriter::resume(JournalReader&& reader) noexcept {
    if (file_.isOpen() || error_.isSet()) return refuse();
    path_ = reader.path_;
    if (reader.access_ != JournalAccess::exclusive || reader.last_ != JournalStep::end) {
        error_ = storageError(StorageFault::misuse,
                              "cannot go on with '" + path_ + "': it was not read to its end by its only user");
        return false;
    }
    const bool isWithoutHeader = reader.size_ == 0;  // a torn one was cut
    file_ = std::move(reader.file_);
    if (isWithoutHeader) return writeHeader() && syncFolder(path_, error_);
    identity_ = reader.identity_;
    seed_ = reader.seed_;
    next_ = reader.expected_;
    written_ = reader.offset_;
    // What a killed process wrote may have reached no disk yet, and what follows builds on it.
    if (!syncFile(path_, file_, error_) || !syncFolder(path_, error_)) return false;
    committed_ = next_ - 1;
    return true;
}

bool JournalWriter::writeHeader() noexcept {
    if (identity_ == 0 && !drawIdentity(identity_, error_)) return false;
    unsigned char header[headerBytes];
    std::memcpy(header, magic.data(), magic.size());
    detail::storeLittleEndian(header + versionAt, version);
    detail::storeLittleEndian(header + identityAt, identity_);
    detail::storeLittleEndian(header + firstSequenceAt, next_);
    detail::storeLittleEndian(header + headerCrcAt, crc32c(header, headerCrcAt));
    if (!writeAt(path_, file_, 0, header, sizeof header, error_) || !syncFile(path_, file_, error_)) return false;
    seed_ = seedOf(identity_);
    committed_ = next_ - 1;
    written_ = headerBytes;
    return true;
}

bool JournalWriter::append(const void* payload, std::size_t count) noexcept {
    if (!isUsable()) return refuse();
    if (count > journalPayloadMax) {
        error_ = storageError(StorageFault::misuse, "cannot append to '" + path_ + "': a record of " +
                                                        std::to_string(count) + " bytes is too large");
        return false;
    }
    const std::size_t needed = recordHeadBytes + count;
    if (used_ + needed > bufferBytesMax && !flush()) return false;
    if (next_ - committed_ > std::numeric_limits<std::uint32_t>::max() && !commit()) return false;
    if (buffer_.size() < used_ + needed)
        buffer_.resize(std::max(2 * buffer_.size(), used_ + needed + bufferBytesAtFirst));
    unsigned char* const head = buffer_.data() + used_;
    detail::storeLittleEndian(head + lengthAt, static_cast<std::uint32_t>(count));
    detail::storeLittleEndian(head + sequenceAt, next_);
    detail::storeLittleEndian(head + positionAt, static_cast<std::uint32_t>(next_ - committed_));
    if (count > 0) std::memcpy(head + recordHeadBytes, payload, count);
    detail::storeLittleEndian(head + crcAt, recordCrc(seed_, head, head + recordHeadBytes, count));
    used_ += needed;
    ++next_;
    return true;
}

bool JournalWriter::commit() noexcept {
    if (!isUsable()) return refuse();
    if (committed_ == next_ - 1) return true;
    if (!flush() || !syncFile(path_, file_, error_)) return false;
    if (!hasName(file_)) {
        error_ = storageError(StorageFault::inputOutput, "cannot write '" + path_ + "': it was deleted");
        return false;
    }
    committed_ = next_ - 1;
    return true;
}

bool JournalWriter::flush() noexcept {
    if (!writeAt(path_, file_, written_, buffer_.data(), used_, error_)) return false;
    written_ += used_;
    used_ = 0;
    return true;
}

bool JournalWriter::refuse() noexcept {
    if (!error_.isSet())
        error_ = storageError(StorageFault::misuse, file_.isOpen() ? "'" + path_ + "' is open already"
                                                                   : std::string("the journal is not open"));
    return false;
}

}  // namespace alpha_engine
