#!/usr/bin/env bash
# Fuzzes the C++ engine with libFuzzer and the address and undefined sanitizers: readers of files, sequences of commands.
# Usage: scripts/cxx-fuzz.sh [seconds a fuzzer, 60] [name…, all]; the names are those of Tests/CEngineTests/fuzz/*_fuzzer.cpp.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:-60}
shift || true
build=.build-cxx-fuzz
folder=Tests/CEngineTests/fuzz
names=("$@")
[ ${#names[@]} -gt 0 ] || mapfile -t names < <(cd "$folder" && printf '%s\n' *_fuzzer.cpp | sed 's/_fuzzer\.cpp$//')
command -v clang++ >/dev/null || { echo "cxx-fuzz: this needs clang++" >&2; exit 1; }

cmake -S . -B "$build" -G Ninja -D CMAKE_CXX_COMPILER=clang++ -D CMAKE_BUILD_TYPE=None -D CMAKE_CXX_FLAGS=-O1 \
    -D ALPHA_ENGINE_FUZZ=ON >/dev/null
cmake --build "$build" --target "${names[@]/%/_fuzzer}" >"$build/build.log" 2>&1 || { tail -50 "$build/build.log" >&2; exit 1; }
# A quarantine of every megabyte that an input frees would make it ten times slower.
export ASAN_OPTIONS=detect_leaks=0:quarantine_size_mb=1:malloc_context_size=4

fuzz() {
    local name=$1 found=$build/found/$1 corpus=$build/corpus/$1 program=$build/$folder/$1_fuzzer
    mkdir -p "$found" "$corpus"
    if "$program" "$corpus" "$folder/corpus/$name" -artifact_prefix="$found/" -max_total_time="$seconds" -timeout=20 \
        -max_len=65536 -print_final_stats=1 >"$build/$name.log" 2>&1; then
        echo "$name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$build/$name.log") inputs, none broke it"
    else
        grep -m 5 -E "ERROR|runtime error|SUMMARY" "$build/$name.log" >&2 || tail -5 "$build/$name.log" >&2
        echo "$name: broken by $found/; again: $program $found/*" >&2
        return 1
    fi
}

# As many side by side as there are processors.
failures=0
for ((first = 0; first < ${#names[@]}; first += $(nproc))); do
    jobs=()
    for name in "${names[@]:first:$(nproc)}"; do
        fuzz "$name" &
        jobs+=($!)
    done
    for job in "${jobs[@]}"; do wait "$job" || failures=$((failures + 1)); done
done
[ "$failures" -eq 0 ]
