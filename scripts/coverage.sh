#!/usr/bin/env bash
# Line coverage of the Swift targets by the Swift tests, a row a file.
set -euo pipefail
cd "$(dirname "$0")/.."
swift test --enable-code-coverage
profile=$(dirname "$(swift test --show-codecov-path)")/default.profdata
tests=$(swift build --show-bin-path)/AlphaFactoryPackageTests.xctest
llvm_cov=$(dirname "$(readlink -f "$(command -v swift)")")/llvm-cov
"$llvm_cov" report "$tests" -instr-profile "$profile" -ignore-filename-regex '\.build|Tests/'
