#!/usr/bin/env bash
# How long a file of 1,000,000 minute bars takes to read, ours beside pandas, polars and pyarrow in the same run; in
# processor seconds, the median of so many repeats. What Python does not have is left out, and said.
#
# usage: Benchmarks/bar-reader.sh [repeats] [options of swift build]
#        PYTHON=python3   the Python that is asked for its peers
set -euo pipefail
cd "$(dirname "$0")/.."
repeats=${1:-15}
shift || true
file=$(mktemp --suffix=.csv)
trap 'rm -f "$file"' EXIT
echo "machine: $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores; commit $(git rev-parse --short HEAD)"
swift build -c release --product bar-reader-bench "$@" >/dev/null
program=$(swift build -c release --show-bin-path "$@" 2>/dev/null)/bar-reader-bench
ours=$("$program" 1000000 "$repeats" "$file")
echo "alpha: $ours"
"${PYTHON:-python3}" Tools/bar_reader_peers.py "$file" "$repeats" "$ours"
