#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace alpha_engine::testing {

using Bytes = std::string;

/// A folder that is there for one test; in memory where the system has such a place, since synchronizing takes long.
class TemporaryFolder {
  public:
    enum class Place { memory, disk };

    explicit TemporaryFolder(Place place = Place::memory) {
        const std::filesystem::path memory = "/dev/shm";
        const bool isInMemory = place == Place::memory && ::access(memory.c_str(), W_OK) == 0;
        std::string pattern =
            ((isInMemory ? memory : std::filesystem::temp_directory_path()) / "alpha-engine-XXXXXX").string();
        if (const char* const made = ::mkdtemp(pattern.data())) path_ = made;
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    /// The path of a file in it.
    std::string file(const std::string& name) const { return (path_ / name).string(); }
    std::string path() const { return path_.string(); }

  private:
    std::filesystem::path path_;
};

inline Bytes readFile(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

inline void writeFile(const std::string& path, const Bytes& bytes) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

}  // namespace alpha_engine::testing
