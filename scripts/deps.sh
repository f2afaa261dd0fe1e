#!/usr/bin/env bash
# Installs what the build needs from Debian's packages, and does nothing when it is all there.
# Usage: scripts/deps.sh [further packages…]
set -euo pipefail

# GoogleTest is what the C++ tests run on; all others are what the library and the command link or are built with.
packages=(libblas-dev liblapacke-dev libopenblas0-pthread zlib1g-dev cmake ninja-build pkg-config libgtest-dev "$@")

missing=()
for package in "${packages[@]}"; do
    dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

if ! command -v apt-get >/dev/null; then
    echo "deps: this needs the equivalents of Debian's ${missing[*]}" >&2
    exit 1
fi
run=()
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
        echo "deps: as root, type: apt-get update && apt-get install -y ${missing[*]}" >&2
        exit 1
    fi
    run=(sudo)
fi
echo "deps: installing ${missing[*]}" >&2
"${run[@]}" apt-get update -qq
"${run[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
