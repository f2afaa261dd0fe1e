#!/usr/bin/env bash
# Builds the C++ library alone with CMake, and runs its tests.
set -euo pipefail
cd "$(dirname "$0")/.."
cmake -S . -B .build-cxx -G Ninja -DCMAKE_BUILD_TYPE=Release
cmake --build .build-cxx
ctest --test-dir .build-cxx --output-on-failure
