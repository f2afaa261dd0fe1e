// Any bytes as a journal: they are read, refused or cut, and what was cut can be gone on with.

#include <cstdlib>

#include "FuzzedFile.hpp"
#include "alpha_engine/crc32c.hpp"
#include "alpha_engine/detail/little_endian.hpp"
#include "alpha_engine/journal.hpp"
#include "alpha_engine/order_record.hpp"

namespace {

using namespace alpha_engine;

// The journal's records, checked one by one; how many there are.
std::uint64_t countRecords(JournalReader& reader) {
    std::uint64_t records = 0;
    while (reader.next() == JournalStep::record) {
        OrderRecord record;
        if (decode(reader.payload(), reader.payloadCount(), record)) {
            ByteWriter writer;
            encode(record, writer);
            OrderRecord again;
            if (!decode(writer.data(), writer.count(), again) || again.id != record.id) std::abort();
        }
        ++records;
    }
    return records;
}

}  // namespace

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* bytes, std::size_t count, std::size_t longest);

// Changes bytes as always, and then makes most CRCs right again: without that, next to nothing would get past them.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* bytes, std::size_t count, std::size_t longest,
                                               unsigned seed) {
    using namespace alpha_engine::detail;
    count = LLVMFuzzerMutate(bytes, count, longest);
    if (seed % 8 == 0 || count < 32) return count;
    storeLittleEndian(bytes + 28, alpha_engine::crc32c(bytes, 28));
    const std::uint32_t start = alpha_engine::crc32c(bytes + 12, 8);
    for (std::size_t place = 32; count - place >= 20;) {
        const std::size_t length = loadLittleEndian<std::uint32_t>(bytes + place);
        if (length > count - place - 20) break;
        const std::uint32_t head = alpha_engine::crc32c(bytes + place, 16, start);
        seed = seed * 1'103'515'245 + 12'345;
        if ((seed >> 16) % 8 != 0)
            storeLittleEndian(bytes + place + 16, alpha_engine::crc32c(bytes + place + 20, length, head));
        place += 20 + length;
    }
    return count;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count) {
    const char* const path = testing::fuzzedFile(bytes, count);
    JournalReader reader;
    if (!reader.open(path, JournalAccess::exclusive)) {
        if (!reader.error().isSet()) std::abort();
        return 0;
    }
    const std::uint64_t records = countRecords(reader);
    const JournalStep end = reader.next();
    if (end == JournalStep::broken) {
        if (reader.damage().offset + reader.damage().bytes != count || reader.damage().reason.empty()) std::abort();
        return 0;
    }
    if (end == JournalStep::unreadable) std::abort();
    if (end == JournalStep::tornTail && !reader.cutTornTail()) std::abort();
    JournalWriter writer;
    if (!writer.resume(std::move(reader)) || !writer.append("next", 4) || !writer.commit()) std::abort();
    writer = JournalWriter();
    if (!reader.open(path, JournalAccess::readOnly) || countRecords(reader) != records + 1) std::abort();
    if (reader.next() != JournalStep::end) std::abort();
    return 0;
}
