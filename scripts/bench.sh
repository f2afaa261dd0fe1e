#!/usr/bin/env bash
# How fast features, models, the engine and the bar reader are on this machine, in one run; quote no figure without the two lines that it begins with.
set -euo pipefail
cd "$(dirname "$0")/.."
echo "machine: $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores; commit $(git rev-parse --short HEAD)"
.build/release/alpha --version
.build/release/alpha features bench
.build/release/alpha model bench
for stream in "--live 50000" "--live 10000" "--symbols 1000 --live 100000" "--live 1000000"; do
    echo "engine bench $stream"
    # shellcheck disable=SC2086  # a stream is several words
    .build/release/alpha engine bench $stream
done
Benchmarks/bar-reader.sh
