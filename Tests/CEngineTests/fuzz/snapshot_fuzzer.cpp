// Any bytes as a snapshot: they are refused, or are exactly what writing their contents gives.

#include <cstdlib>
#include <cstring>

#include "FuzzedFile.hpp"
#include "alpha_engine/byte_archive.hpp"
#include "alpha_engine/crc32c.hpp"
#include "alpha_engine/detail/little_endian.hpp"
#include "alpha_engine/snapshot_file.hpp"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* bytes, std::size_t count, std::size_t longest);

// Changes bytes as always, and then mostly makes length and CRCs right again: without that, nothing would get past
// them.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* bytes, std::size_t count, std::size_t longest,
                                               unsigned seed) {
    using namespace alpha_engine::detail;
    count = LLVMFuzzerMutate(bytes, count, longest);
    if (seed % 8 == 0 || count < 52) return count;
    if (seed % 8 != 1) storeLittleEndian(bytes + 36, std::uint64_t{count - 52});
    storeLittleEndian(bytes + 44, alpha_engine::crc32c(bytes, 44));
    storeLittleEndian(bytes + count - 4, alpha_engine::crc32c(bytes + 48, count - 52));
    return count;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count) {
    using namespace alpha_engine;
    const std::string path = testing::fuzzedFile(bytes, count);
    Snapshot snapshot;
    StorageError error;
    if (!readSnapshot(path, snapshot, error)) {
        if (!error.isSet()) std::abort();
        return 0;
    }
    if (count < 52 || snapshot.payload.size() != count - 52) std::abort();
    if (!snapshot.payload.empty() && std::memcmp(snapshot.payload.data(), bytes + 48, count - 52) != 0) std::abort();
    // Its payload through the archive, in whatever order the bytes themselves ask for.
    ByteReader reader(snapshot.payload.data(), snapshot.payload.size());
    while (reader.isGood() && reader.remaining() > 0) switch (reader.takeU8() % 6) {
            case 0:
                reader.takeText();
                break;
            case 1:
                reader.takeSignedVarint();
                break;
            case 2:
                reader.takeI128();
                break;
            case 3:
                if (reader.takeCount(4) * 4 > reader.remaining()) std::abort();
                break;
            case 4:
                reader.takeBool();
                break;
            case 5:
                reader.takeU32();
                break;
        }
    return 0;
}
