#!/usr/bin/env bash
# Builds the C++ library alone with CMake, and runs its tests.
# Usage: scripts/cxx.sh [compiler, such as clang++] [CMake options…]; each compiler has a build folder of its own.
set -euo pipefail
cd "$(dirname "$0")/.."

build=.build-cxx
options=(-D CMAKE_BUILD_TYPE=Release)
if [[ ${1:-} == *++* ]]; then
    compiler=$(command -v "$1") || { echo "cxx: there is no $1" >&2; exit 1; }
    build+=-$(basename "$1")
    options+=(-D CMAKE_CXX_COMPILER="$compiler")
    shift
fi
cmake -S . -B "$build" -G Ninja "${options[@]}" "$@"
cmake --build "$build"
ctest --test-dir "$build" --output-on-failure --parallel "$(nproc)"
