#!/usr/bin/env bash
# How fast features and models are on this machine, in one run; quote no figure without the two lines that it begins with.
set -euo pipefail
cd "$(dirname "$0")/.."
echo "machine: $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores; commit $(git rev-parse --short HEAD)"
.build/release/alpha --version
.build/release/alpha features bench
.build/release/alpha model bench
