#!/usr/bin/env bash
# Fails on any deviation from .swift-format and .clang-format; `make format` mends them.
set -euo pipefail
cd "$(dirname "$0")/.."
swift format lint --strict --recursive --parallel Package.swift Sources Tests Benchmarks
if ! command -v clang-format >/dev/null; then
    echo "lint: clang-format is not there: apt-get install clang-format" >&2
    exit 1
fi
git ls-files '*.hpp' '*.cpp' '*.h' '*.c' '*.inc' | xargs --no-run-if-empty clang-format --dry-run -Werror
