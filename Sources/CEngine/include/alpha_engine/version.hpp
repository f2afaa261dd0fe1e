#pragma once

#include "alpha_engine/version.h"

namespace alpha_engine {

/// A version by its three numbers, ordered.
struct Version {
    int major = 0;
    int minor = 0;
    int patch = 0;

    friend constexpr bool operator==(const Version& a, const Version& b) noexcept {
        return a.major == b.major && a.minor == b.minor && a.patch == b.patch;
    }
    friend constexpr bool operator<(const Version& a, const Version& b) noexcept {
        if (a.major != b.major) return a.major < b.major;
        return a.minor != b.minor ? a.minor < b.minor : a.patch < b.patch;
    }
};

/// The version of the headers that a program is compiled with.
inline constexpr Version headerVersion{ALPHA_ENGINE_VERSION_MAJOR, ALPHA_ENGINE_VERSION_MINOR,
                                       ALPHA_ENGINE_VERSION_PATCH};

/// The version of the library that a program is linked with; equal to `headerVersion` unless two installations are
/// mixed.
Version libraryVersion() noexcept;

}  // namespace alpha_engine
