#!/usr/bin/env bash
# Fuzzes every reader of files with libFuzzer and AddressSanitizer; a reader may refuse its input, never crash or hang.
# Usage: scripts/fuzz.sh [seconds a reader, 60] [reader…, all]
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:-60}
shift || true
build=.build-fuzz
readers=("$@")
[ ${#readers[@]} -gt 0 ] || mapfile -t readers < <(ls Tests/Fuzz/Seeds)

# Some readers are no part of the public interface. --sanitize fuzzer by itself links libFuzzer and leaves the Swift code
# without the counters that guide it: it would try bytes blindly.
ALPHA_FUZZ=1 swift build -c release --scratch-path "$build" --product alpha-fuzz --sanitize address --sanitize fuzzer \
    -Xswiftc -enable-testing -Xswiftc -sanitize=address,fuzzer
# A quarantine of every megabyte that a reader frees would make it ten times slower.
export ASAN_OPTIONS=detect_leaks=0:quarantine_size_mb=1:malloc_context_size=4
program=$PWD/$build/release/alpha-fuzz

fuzz() {
    local reader=$1 found=$build/found/$1 corpus=$build/corpus/$1
    mkdir -p "$found" "$corpus"
    if ALPHA_FUZZ_READER=$reader "$program" "$corpus" "Tests/Fuzz/Seeds/$reader" \
        -artifact_prefix="$found/" -max_total_time="$seconds" -timeout=20 -max_len=65536 -print_final_stats=1 \
        >"$build/$reader.log" 2>&1; then
        echo "$reader: $(sed -n 's/^stat::number_of_executed_units: *//p' "$build/$reader.log") inputs, none broke it"
    else
        grep -m 5 -E "ERROR|Fatal error|Precondition|SUMMARY" "$build/$reader.log" >&2 || tail -5 "$build/$reader.log" >&2
        echo "$reader: broken by $found/; again: ALPHA_FUZZ_READER=$reader $program $found/*" >&2
        return 1
    fi
}

# As many side by side as there are processors.
failures=0
for ((first = 0; first < ${#readers[@]}; first += $(nproc))); do
    jobs=()
    for reader in "${readers[@]:first:$(nproc)}"; do
        fuzz "$reader" &
        jobs+=($!)
    done
    for job in "${jobs[@]}"; do wait "$job" || failures=$((failures + 1)); done
done
[ "$failures" -eq 0 ]
