#!/usr/bin/env bash
# Builds the C++ library by clang, without a warning, and runs its tests; then shows which of CEngine's lines they ran, a
# row a file, and fails under 95 %.
# Usage: scripts/cxx-coverage.sh [per cent, 95]
# Clang counts by source region and puts the instances of a template together, so a line of a header is covered when any
# instance of it ran.
set -euo pipefail
cd "$(dirname "$0")/.."

least=${1:-95}
build=.build-cxx-coverage
command -v clang++ >/dev/null || { echo "cxx-coverage: this needs clang++" >&2; exit 1; }
tools=$(dirname "$(readlink -f "$(command -v clang++)")")
cmake -S . -B "$build" -G Ninja -D CMAKE_CXX_COMPILER=clang++ -D CMAKE_BUILD_TYPE=Debug -D CMAKE_CXX_FLAGS_DEBUG=-O1 \
    -D ALPHA_ENGINE_COVERAGE=ON -D ALPHA_ENGINE_WARNINGS_AS_ERRORS=ON >/dev/null
cmake --build "$build" >"$build/build.log" 2>&1 || { tail -50 "$build/build.log" >&2; exit 1; }

rm -rf "$build/profiles"
LLVM_PROFILE_FILE=$PWD/$build/profiles/%p.profraw ctest --test-dir "$build" --output-on-failure --parallel "$(nproc)" \
    >"$build/ctest.log" || { tail -50 "$build/ctest.log" >&2; exit 1; }
"$tools/llvm-profdata" merge -sparse "$build"/profiles/*.profraw -o "$build/all.profdata"
mapfile -t programs < <(find "$build/Tests" -type f -perm -u+x ! -name '*.so' ! -name '*.o' ! -name '*.txt')
report=("$tools/llvm-cov" report "${programs[0]}")
for program in "${programs[@]:1}"; do report+=(-object "$program"); done
"${report[@]}" -instr-profile "$build/all.profdata" -show-region-summary=false -show-branch-summary=false \
    -show-functions=false Sources/CEngine | tee "$build/report.txt"
awk -v least="$least" '/^TOTAL/ { covered = $NF; sub("%", "", covered) }
    END { if (covered + 0 < least) { print "cxx-coverage: " covered " % of lines, under " least > "/dev/stderr"; exit 1 } }' \
    "$build/report.txt"
