// Tells a torn tail from a broken journal, by the rule at the top of journal.hpp.

#include <algorithm>

#include "alpha_engine/journal.hpp"
#include "journal_format.hpp"

namespace alpha_engine {

using namespace journal_format;

namespace {

// So many bytes may be checked for every byte behind the damage. Only bytes that were made to look like records without
// being any need more.
constexpr std::uint64_t effortPerByte = 16;
constexpr std::uint64_t effortAtLeast = std::uint64_t{64} << 20;
// A witness may be this far ahead: whatever was lost before it; bytes that only look like a record seldom pass.
constexpr std::uint64_t sequencesAhead = std::uint64_t{1} << 32;

}  // namespace

struct JournalReader::Witnesses {
    std::uint64_t count = 0;
    std::uint64_t first = 0;          // where the first one is
    std::uint64_t firstSequence = 0;  // and which record
    bool provesCommit = false;        // one of them was not written in the missing record's commit
    bool isUndecided = false;         // there was too much to look at
};

JournalStep JournalReader::judgeTail() noexcept {
    Witnesses found;
    if (!findWitnesses(found)) return JournalStep::unreadable;
    const std::string missing = "record " + std::to_string(expected_);
    if (found.isUndecided) return broken(missing + " is damaged, and what follows is not a journal's");
    if (found.count == 0) {
        Record record;
        const bool isIncomplete = !headAt(offset_, record);
        return torn(missing + (isIncomplete ? " is incomplete" : " is damaged") + " and no record follows");
    }
    const std::string follows =
        "record " + std::to_string(found.firstSequence) + " follows at byte " + std::to_string(found.first);
    if (found.provesCommit) return broken(missing + " is damaged, and it was committed: " + follows);
    const bool isUnwritten = isPartlyUnwritten(offset_, found.first);
    if (error_.isSet()) return JournalStep::unreadable;
    if (!isUnwritten) return broken(missing + " is damaged: " + follows);
    damage_.recordsBehind = found.count;
    return torn(missing + " was not wholly written; its commit never ended, with " + std::to_string(found.count) +
                " later ones");
}

// Looks for witnesses behind the end of the good records, to the end of the file or until one proves a commit.
bool JournalReader::findWitnesses(Witnesses& found) noexcept {
    std::uint64_t effort = std::max(effortAtLeast, (size_ - offset_) * effortPerByte);
    for (std::uint64_t place = offset_ + 1; size_ - place >= recordHeadBytes && place < size_; ++place) {
        Record record;
        const bool isPlausible = headAt(place, record) && record.sequence >= firstSequence_ &&
                                 (record.sequence < expected_ || record.sequence - expected_ < sequencesAhead);
        if (error_.isSet()) return false;
        if (!isPlausible) continue;
        const std::uint64_t bytes = recordHeadBytes + record.length;
        if (effort < bytes) {
            found.isUndecided = true;
            return true;
        }
        effort -= bytes;
        const bool isWitness = isWhole(place, record);
        if (error_.isSet()) return false;
        if (!isWitness) continue;
        if (found.count++ == 0) {
            found.first = place;
            found.firstSequence = record.sequence;
        }
        // Its commit began behind the missing record, or it stood before it and has no place here.
        if (record.sequence < expected_ || record.sequence - record.position >= expected_) {
            found.provesCommit = true;
            return true;
        }
        place += bytes - 1;
    }
    return true;
}

bool JournalReader::isZeroBetween(std::uint64_t from, std::uint64_t to) noexcept {
    while (from < to) {
        const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(to - from, 1 << 16));
        const unsigned char* const bytes = window(from, count);
        if (bytes == nullptr || std::any_of(bytes, bytes + count, [](unsigned char byte) { return byte != 0; }))
            return false;
        from += count;
    }
    return true;
}

// Whether a sector between the two places holds nothing, counting of the first one only what lies behind `from`.
bool JournalReader::isPartlyUnwritten(std::uint64_t from, std::uint64_t to) noexcept {
    while (from < to) {
        const std::uint64_t end = from / sectorBytes * sectorBytes + sectorBytes;
        if (end <= to && end - from >= recordHeadBytes && isZeroBetween(from, end)) return true;
        from = end;
    }
    return false;
}

}  // namespace alpha_engine
