#include "partial_output.hpp"

#include "file_access.hpp"

namespace alpha_engine {

bool PartialOutput::exists() const noexcept {
    detail::FileHandle file;
    StorageError error;
    return openFile(path_, false, file, error) || error.fault != StorageFault::notFound;
}

bool PartialOutput::hasBytes(std::uint64_t count, std::string& problem) const noexcept {
    detail::FileHandle file;
    StorageError error;
    std::uint64_t length = 0;
    if (!openFile(path_, true, file, error) || !fileLength(path_, file, length, error)) {
        problem = error.text;
        return false;
    }
    if (length >= count) return true;
    problem = "'" + path_ + "' has " + std::to_string(length) + " bytes, and had " + std::to_string(count);
    return false;
}

bool PartialOutput::open(std::uint64_t length, StorageError& error) noexcept {
    if (!openFile(path_, true, file_, error)) {
        if (error.fault != StorageFault::notFound || length > 0) return false;
        error = {};
        // Its name must last before a snapshot counts on it.
        if (!createFile(path_, file_, error) || !syncFolder(path_, error)) return false;
    }
    length_ = length;
    return setLength(path_, file_, length, error);
}

bool PartialOutput::write(std::string_view bytes, StorageError& error) noexcept {
    if (bytes.empty()) return true;
    if (!writeAt(path_, file_, length_, bytes.data(), bytes.size(), error)) return false;
    length_ += bytes.size();
    return true;
}

bool PartialOutput::sync(StorageError& error) noexcept { return syncFile(path_, file_, error); }

}  // namespace alpha_engine
