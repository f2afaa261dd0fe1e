#pragma once

#include <cstdint>
#include <string>

#include "alpha_engine/annotations.hpp"

namespace alpha_engine {

/// What kind of thing went wrong with a file, so that a program can choose its exit status.
enum class ALPHA_ENGINE_CLOSED StorageFault : std::uint8_t {
    none,
    /// There is no such file.
    notFound,
    /// It cannot be made, or opened: it exists already, is no plain file, is not permitted.
    cannotOpen,
    /// Another writer has it.
    locked,
    /// What it holds is not what was written into it, or belongs to something else.
    damaged,
    /// The system failed to read or write it.
    inputOutput,
    /// It was asked for something that cannot be done: too large a record, a writer that has failed before.
    misuse,
};

/// Why a file could not be used, in the words that a user sees.
struct StorageError {
    StorageFault fault = StorageFault::none;
    /// The system's error number; 0 when it was not the system that refused.
    int errorNumber = 0;
    /// One line: what could not be done, with which file, and why.
    std::string text;

    bool isSet() const noexcept { return fault != StorageFault::none; }
};

}  // namespace alpha_engine
