#!/usr/bin/env bash
# The API reference of AlphaCore and AlphaEngine as a static site in .build-docs/site, with the toolchain's own DocC.
set -euo pipefail
cd "$(dirname "$0")/.."
graphs=$PWD/.build-docs/graphs
rm -rf .build-docs/site "$graphs" .build-docs/package/*/debug/Alpha*
mkdir -p "$graphs"
swift build --target AlphaEngine --scratch-path .build-docs/package \
    -Xswiftc -emit-symbol-graph -Xswiftc -emit-symbol-graph-dir -Xswiftc "$graphs"
find "$graphs" -name '*.json' ! -name 'Alpha*' -delete
docc convert --fallback-display-name AlphaFactory --fallback-bundle-identifier alphafactory \
    --additional-symbol-graph-dir "$graphs" --transform-for-static-hosting --output-path .build-docs/site
echo "to read it: python3 -m http.server --directory .build-docs/site, then /documentation/alphacore"
