#include "alpha_engine/snapshot_file.hpp"

#include <dirent.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string_view>

#include "alpha_engine/crc32c.hpp"
#include "alpha_engine/detail/little_endian.hpp"
#include "file_access.hpp"

namespace alpha_engine {

namespace {

constexpr std::array<unsigned char, 8> magic = {0x89, 'A', 'S', 'N', 0x0D, 0x0A, 0x1A, 0x0A};
constexpr std::uint32_t version = 1;
constexpr std::size_t headerBytes = 48, trailerBytes = 4;
constexpr std::size_t versionAt = 8, identityAt = 12, sequenceAt = 20, hashAt = 28, lengthAt = 36, crcAt = 44;
constexpr std::string_view infix = ".snapshot-";
constexpr std::string_view unfinished = ".writing";

bool refuse(const std::string& path, const char* reason, StorageError& error) noexcept {
    error = storageError(StorageFault::damaged, "the snapshot '" + path + "' cannot be used: " + reason);
    return false;
}

// The number in a snapshot's name, written as `snapshotPath` writes it.
bool parseSequence(std::string_view digits, std::uint64_t& sequence) noexcept {
    if (digits.empty() || (digits[0] == '0' && digits.size() > 1)) return false;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), sequence);
    return problem == std::errc() && end == digits.data() + digits.size();
}

// Calls `visit(suffix, path)` for every file beside the journal whose name goes on with `.snapshot-` and the suffix.
template <class Visit>
bool forEachBeside(const std::string& journal, StorageError& error, Visit&& visit) noexcept {
    const std::string folder = folderOf(journal);
    const std::string prefix = std::string(nameOf(journal)).append(infix);
    struct Closing {
        void operator()(DIR* open) const noexcept { ::closedir(open); }
    };
    const std::unique_ptr<DIR, Closing> entries(::opendir(folder.c_str()));
    if (entries == nullptr) {
        error = systemError(errno == ENOENT ? StorageFault::notFound : StorageFault::cannotOpen, "list", folder, errno);
        return false;
    }
    const std::string beside = journal.substr(0, journal.size() - nameOf(journal).size());
    for (errno = 0; const dirent* entry = ::readdir(entries.get()); errno = 0) {
        const std::string_view name = entry->d_name;
        if (name.substr(0, prefix.size()) == prefix) visit(name.substr(prefix.size()), beside + entry->d_name);
    }
    if (errno == 0) return true;
    error = systemError(StorageFault::inputOutput, "list", folder, errno);
    return false;
}

bool removeFile(const std::string& path, StorageError& error) noexcept {
    if (::unlink(path.c_str()) == 0 || errno == ENOENT) return true;
    error = systemError(StorageFault::inputOutput, "delete", path, errno);
    return false;
}

bool writeUnfinished(const std::string& path, const Snapshot& snapshot, const void* payload, std::size_t count,
                     StorageError& error) noexcept {
    unsigned char header[headerBytes];
    std::memcpy(header, magic.data(), magic.size());
    detail::storeLittleEndian(header + versionAt, version);
    detail::storeLittleEndian(header + identityAt, snapshot.identity);
    detail::storeLittleEndian(header + sequenceAt, snapshot.sequence);
    detail::storeLittleEndian(header + hashAt, snapshot.stateHash);
    detail::storeLittleEndian(header + lengthAt, std::uint64_t{count});
    detail::storeLittleEndian(header + crcAt, crc32c(header, crcAt));
    unsigned char trailer[trailerBytes];
    detail::storeLittleEndian(trailer, crc32c(payload, count));
    detail::FileHandle file;
    return createFile(path, file, error) && writeAt(path, file, 0, header, headerBytes, error) &&
           writeAt(path, file, headerBytes, payload, count, error) &&
           writeAt(path, file, headerBytes + count, trailer, trailerBytes, error) && syncFile(path, file, error);
}

}  // namespace

std::string snapshotPath(const std::string& journal, std::uint64_t sequence) noexcept {
    return std::string(journal).append(infix).append(std::to_string(sequence));
}

bool writeSnapshot(const std::string& path, const Snapshot& snapshot, const void* payload, std::size_t count,
                   StorageError& error) noexcept {
    const std::string beside = std::string(path).append(unfinished);
    if (!removeFile(beside, error)) return false;
    if (!writeUnfinished(beside, snapshot, payload, count, error)) {
        ::unlink(beside.c_str());
        return false;
    }
    if (::rename(beside.c_str(), path.c_str()) == 0) return syncFolder(path, error);
    error = systemError(StorageFault::cannotOpen, "create", path, errno);
    ::unlink(beside.c_str());
    return false;
}

bool readSnapshot(const std::string& path, Snapshot& snapshot, StorageError& error) noexcept {
    detail::FileHandle file;
    std::uint64_t length = 0;
    if (!openFile(path, false, file, error) || !fileLength(path, file, length, error)) return false;
    if (length < headerBytes + trailerBytes) return refuse(path, "it is too short", error);
    unsigned char header[headerBytes];
    if (!readAt(path, file, 0, header, headerBytes, error)) return false;
    if (std::memcmp(header, magic.data(), magic.size()) != 0) return refuse(path, "it is no snapshot", error);
    if (detail::loadLittleEndian<std::uint32_t>(header + crcAt) != crc32c(header, crcAt))
        return refuse(path, "its header's CRC is wrong", error);
    if (detail::loadLittleEndian<std::uint32_t>(header + versionAt) != version)
        return refuse(path, "it has another version than this program knows", error);
    if (detail::loadLittleEndian<std::uint64_t>(header + lengthAt) != length - headerBytes - trailerBytes)
        return refuse(path, "its length is not the one that it had", error);
    snapshot.identity = detail::loadLittleEndian<std::uint64_t>(header + identityAt);
    snapshot.sequence = detail::loadLittleEndian<std::uint64_t>(header + sequenceAt);
    snapshot.stateHash = detail::loadLittleEndian<std::uint64_t>(header + hashAt);
    snapshot.payload.resize(static_cast<std::size_t>(length - headerBytes - trailerBytes));
    unsigned char trailer[trailerBytes];
    if (!readAt(path, file, headerBytes, snapshot.payload.data(), snapshot.payload.size(), error) ||
        !readAt(path, file, length - trailerBytes, trailer, trailerBytes, error))
        return false;
    return detail::loadLittleEndian<std::uint32_t>(trailer) ==
               crc32c(snapshot.payload.data(), snapshot.payload.size()) ||
           refuse(path, "its CRC is wrong", error);
}

bool listSnapshots(const std::string& journal, std::vector<SnapshotName>& names, StorageError& error) noexcept {
    names.clear();
    const bool isListed = forEachBeside(journal, error, [&names](std::string_view suffix, std::string path) noexcept {
        std::uint64_t sequence = 0;
        if (parseSequence(suffix, sequence)) names.push_back({sequence, std::move(path)});
    });
    std::sort(names.begin(), names.end(),
              [](const SnapshotName& a, const SnapshotName& b) noexcept { return a.sequence > b.sequence; });
    return isListed;
}

bool removeOldSnapshots(const std::string& journal, std::size_t kept, StorageError& error) noexcept {
    std::vector<SnapshotName> names;
    if (!listSnapshots(journal, names, error)) return false;
    for (std::size_t i = kept; i < names.size(); ++i)
        if (!removeFile(names[i].path, error)) return false;
    std::vector<std::string> leftovers;
    if (!forEachBeside(journal, error, [&leftovers](std::string_view suffix, std::string path) noexcept {
            std::uint64_t sequence = 0;
            if (suffix.size() > unfinished.size() && suffix.substr(suffix.size() - unfinished.size()) == unfinished &&
                parseSequence(suffix.substr(0, suffix.size() - unfinished.size()), sequence))
                leftovers.push_back(std::move(path));
        }))
        return false;
    for (const std::string& path : leftovers)
        if (!removeFile(path, error)) return false;
    return true;
}

}  // namespace alpha_engine
