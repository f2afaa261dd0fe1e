#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace alpha_engine {

/// Why a row of a file cannot be used, in the words that a user sees.
struct InputError {
    bool isSet = false;
    /// The line on which the row begins, counted from 1.
    std::uint64_t line = 0;
    std::string column;
    std::string problem;
    /// The text found, control characters escaped, cut at 80 bytes.
    std::string found;
};

/// Text as it can be shown on one line: control characters and bytes that are no UTF-8 as \xNN, cut at 80 bytes.
std::string printable(std::string_view text) noexcept;

/// Whether the bytes are well-formed UTF-8 (no overlong form, no surrogate, nothing above U+10FFFF).
bool isUTF8(std::string_view text) noexcept;

}  // namespace alpha_engine
