#!/usr/bin/env bash
# Every number that the README quotes, from one run on this machine.
set -euo pipefail
cd "$(dirname "$0")/.."
echo "machine: $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores; commit $(git rev-parse --short HEAD)"
.build/release/alpha --version
.build/release/alpha model bench
