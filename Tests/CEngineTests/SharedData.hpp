#pragma once

#include <cstdio>
#include <filesystem>
#include <string>

namespace alpha_engine::testing {

/// Where the real data lie, beside the checkout; tests that need them skip when it is not there.
inline const std::filesystem::path shared = SHARED_DATA;

/// What a file holds; a gzipped one is unpacked by gzip.
inline std::string content(const std::filesystem::path& path) {
    const std::string command = "gzip -dcf '" + path.string() + "'";
    std::string bytes;
    FILE* const pipe = popen(command.c_str(), "r");
    if (pipe == nullptr) return bytes;
    char buffer[65'536];
    while (const std::size_t count = fread(buffer, 1, sizeof buffer, pipe)) bytes.append(buffer, count);
    return pclose(pipe) == 0 ? bytes : std::string();
}

}  // namespace alpha_engine::testing
