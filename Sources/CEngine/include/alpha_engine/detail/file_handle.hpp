#pragma once

#include <utility>

namespace alpha_engine::detail {

/// An open file that is closed, and so unlocked, when its owner goes; moves, never copies.
class FileHandle {
  public:
    FileHandle() noexcept = default;
    explicit FileHandle(int descriptor) noexcept : descriptor_(descriptor) {}
    ~FileHandle() noexcept { close(); }
    FileHandle(FileHandle&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    FileHandle& operator=(FileHandle&& other) noexcept {
        std::swap(descriptor_, other.descriptor_);
        return *this;
    }
    FileHandle(const FileHandle&) = delete;
    FileHandle& operator=(const FileHandle&) = delete;

    int descriptor() const noexcept { return descriptor_; }
    bool isOpen() const noexcept { return descriptor_ >= 0; }
    void close() noexcept;

  private:
    int descriptor_ = -1;
};

}  // namespace alpha_engine::detail
