#!/usr/bin/env bash
# The API reference of the Swift modules as a static site, with the toolchain's own DocC.
set -euo pipefail
cd "$(dirname "$0")/.."
swift package dump-symbol-graph --minimum-access-level public --skip-synthesized-members >/dev/null
graphs=$(mktemp -d)
trap 'rm -rf "$graphs"' EXIT
find .build/ -path '*symbolgraph*' \( -name 'Alpha*.symbols.json' \) ! -name '*Tests*' -exec cp {} "$graphs" \;
docc convert --fallback-display-name AlphaFactory --fallback-bundle-identifier alphafactory \
    --additional-symbol-graph-dir "$graphs" --output-path .build-docs
echo "open .build-docs/index.html through a web server: docc preview needs none of our files"
