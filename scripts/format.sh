#!/usr/bin/env bash
# Puts every source file into the form that `make lint` asks for.
set -euo pipefail
cd "$(dirname "$0")/.."
swift format --in-place --recursive --parallel Package.swift Sources Tests Benchmarks
git ls-files '*.hpp' '*.cpp' '*.h' '*.c' '*.inc' | xargs --no-run-if-empty clang-format -i
