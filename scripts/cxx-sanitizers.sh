#!/usr/bin/env bash
# Builds engine_hash unoptimised, optimised and with sanitizers, by g++ and by clang++ where there is one, and fails unless
# every build prints the same hash of the same trades and events.
set -euo pipefail
cd "$(dirname "$0")/.."

root=$PWD/.build-hash
# Compiler, flags, sanitizers.
variants=()
command -v g++ >/dev/null && variants+=("g++|-O0|" "g++|-O3 -DNDEBUG|" "g++|-O1|address" "g++|-O1|undefined")
command -v clang++ >/dev/null && variants+=("clang++|-O3 -DNDEBUG|" "clang++|-O1|address;undefined")
[ ${#variants[@]} -ge 6 ] || echo "cxx-sanitizers: without both g++ and clang++ this shows less" >&2

run() {
    local compiler flags sanitizers
    IFS='|' read -r compiler flags sanitizers <<<"$1"
    local name="$compiler ${flags%% *} $sanitizers"
    local build=$root/${name//[ ;]/_}
    mkdir -p "$build"
    cmake -S . -B "$build" -G Ninja -D CMAKE_CXX_COMPILER="$compiler" -D CMAKE_BUILD_TYPE=None \
        -D CMAKE_CXX_FLAGS="$flags" -D ALPHA_ENGINE_SANITIZE="$sanitizers" >"$build/log" 2>&1 &&
        cmake --build "$build" --target engine_hash --parallel 1 >>"$build/log" 2>&1 &&
        "$build/Tests/CEngineTests/hash/engine_hash" >"$build/hash" 2>>"$build/log" ||
        { tail -30 "$build/log" >&2; echo "cxx-sanitizers: $name failed" >&2; return 1; }
    echo "$(cat "$build/hash")  $name"
}

# As many side by side as there are processors; each build is sequential.
results=$root/results
mkdir -p "$root"
: >"$results"
failures=0
for ((first = 0; first < ${#variants[@]}; first += $(nproc))); do
    jobs=()
    for variant in "${variants[@]:first:$(nproc)}"; do
        run "$variant" >>"$results" &
        jobs+=($!)
    done
    for job in "${jobs[@]}"; do wait "$job" || failures=$((failures + 1)); done
done
cat "$results"
[ "$failures" -eq 0 ] || exit 1
if [ "$(cut -d ' ' -f 1-5 "$results" | sort -u | wc -l)" -ne 1 ]; then
    echo "cxx-sanitizers: the builds do not agree" >&2
    exit 1
fi
echo "${#variants[@]} builds, one hash"
