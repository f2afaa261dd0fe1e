# Every target is one line or a script in scripts/; `make research` and `make test` are all that a fresh machine needs.
.PHONY: deps build research test lint format bench cxx cxx-coverage cxx-sanitizers cxx-fuzz fuzz coverage docs clean

deps: ; @scripts/deps.sh
build: deps ; swift build -c release --product alpha
research: build ; .build/release/alpha research
test: deps ; swift test
lint: ; scripts/lint.sh
format: ; scripts/format.sh
bench: build ; scripts/bench.sh
cxx: deps ; scripts/cxx.sh
cxx-coverage: deps ; scripts/cxx-coverage.sh
cxx-sanitizers: deps ; scripts/cxx-sanitizers.sh
cxx-fuzz: deps ; scripts/cxx-fuzz.sh
fuzz: deps ; scripts/fuzz.sh
coverage: deps ; scripts/coverage.sh
docs: ; scripts/docs.sh
clean: ; rm -rf .build .build-*
