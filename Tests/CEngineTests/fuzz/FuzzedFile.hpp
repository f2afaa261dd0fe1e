#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace alpha_engine::testing {

/// Puts the fuzzer's bytes into a file of this process, always the same one, and gives its path.
inline const char* fuzzedFile(const std::uint8_t* bytes, std::size_t count) {
    static const std::string path = [] {
        const char* const folder = ::access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
        std::string made = std::string(folder) + "/alpha-engine-fuzz-XXXXXX";
        if (const int file = ::mkstemp(made.data()); file >= 0) ::close(file);
        static std::string name = made;
        std::atexit([] { ::unlink(name.c_str()); });
        return made;
    }();
    const int file = ::open(path.c_str(), O_WRONLY | O_TRUNC | O_CLOEXEC);
    if (file < 0 || ::write(file, bytes, count) != static_cast<ssize_t>(count)) std::abort();
    ::close(file);
    return path.c_str();
}

}  // namespace alpha_engine::testing
