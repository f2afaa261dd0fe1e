#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "alpha_engine/detail/file_handle.hpp"
#include "alpha_engine/storage_error.hpp"

namespace alpha_engine {

// What the journal and the snapshots ask of the system. Interrupted calls are repeated, but for the synchronizing ones:
// of those every failure is one. A function that fails says so in `error`, with the path in it.

/// Opens an existing plain file; not through a symbolic link, whose folder would not be the file's.
bool openFile(const std::string& path, bool isWritten, detail::FileHandle& file, StorageError& error) noexcept;
/// Makes a file that must not exist.
bool createFile(const std::string& path, detail::FileHandle& file, StorageError& error) noexcept;
/// Takes the file's lock, which goes when the file is closed.
bool lockFile(const std::string& path, const detail::FileHandle& file, StorageError& error) noexcept;
/// The file's length in bytes.
bool fileLength(const std::string& path, const detail::FileHandle& file, std::uint64_t& length,
                StorageError& error) noexcept;
/// Whether the file still has a name.
bool hasName(const detail::FileHandle& file) noexcept;
/// Reads exactly that many bytes from a place in the file.
bool readAt(const std::string& path, const detail::FileHandle& file, std::uint64_t offset, void* bytes,
            std::size_t count, StorageError& error) noexcept;
/// Writes exactly that many bytes to a place in the file.
bool writeAt(const std::string& path, const detail::FileHandle& file, std::uint64_t offset, const void* bytes,
             std::size_t count, StorageError& error) noexcept;
/// Makes the file that long.
bool setLength(const std::string& path, const detail::FileHandle& file, std::uint64_t length,
               StorageError& error) noexcept;
/// Puts the file's bytes, and what is needed to find them, on the disk.
bool syncFile(const std::string& path, const detail::FileHandle& file, StorageError& error) noexcept;
/// Puts the names in the folder of `path` on the disk.
bool syncFolder(const std::string& path, StorageError& error) noexcept;

/// The folder that a path names something in: `"."` for a bare name.
std::string folderOf(std::string_view path) noexcept;
/// What the path names there.
std::string_view nameOf(std::string_view path) noexcept;

/// An error that the system did not make.
StorageError storageError(StorageFault fault, std::string text) noexcept;
/// `cannot VERB 'PATH': ` and the system's words for `errorNumber`.
StorageError systemError(StorageFault fault, std::string_view verb, std::string_view path, int errorNumber) noexcept;

}  // namespace alpha_engine
