#pragma once

#include <cstdio>
#include <cstdlib>

namespace alpha_engine::testing {

/// Ends the program, as a fuzzer wants it, when something that must hold does not.
inline void require(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "ERROR: %s\n", what);
    std::abort();
}

}  // namespace alpha_engine::testing
