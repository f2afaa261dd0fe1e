#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "alpha_engine/detail/file_handle.hpp"
#include "alpha_engine/storage_error.hpp"

namespace alpha_engine {

/// An output file that grows beside a journal, and can be cut back to where a snapshot was taken.
class PartialOutput {
  public:
    /// Where it is; nothing is opened.
    void setPath(std::string path) noexcept { path_ = std::move(path); }
    const std::string& path() const noexcept { return path_; }

    /// Whether there is a file, or anything else, at the path.
    bool exists() const noexcept;
    /// Whether there is a plain file of at least so many bytes; if not, `problem` says so.
    bool hasBytes(std::uint64_t count, std::string& problem) const noexcept;
    /// Opens the file, makes it if it is not there, and cuts it to so many bytes.
    bool open(std::uint64_t length, StorageError& error) noexcept;
    /// Adds bytes at the end.
    bool write(std::string_view bytes, StorageError& error) noexcept;
    /// Puts what was written on the disk.
    bool sync(StorageError& error) noexcept;
    /// Bytes that were written, those that were there before with them.
    std::uint64_t length() const noexcept { return length_; }

  private:
    std::string path_;
    detail::FileHandle file_;
    std::uint64_t length_ = 0;
};

}  // namespace alpha_engine
