# Every door of the project. `make demo` and `make test` need Rust, Python 3.10 or later and a C compiler, and do all the
# rest themselves, in .venv and target.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# One profile for everything that demo, test and check build, so that nothing is built twice.
CARGO ?= cargo
export CARGO_TERM_COLOR ?= auto
# The crates that PyO3 builds ask for the interpreter by this name; always the same one, so that they stay built.
export PYO3_PYTHON := $(CURDIR)/$(BIN)/python
export PYO3_BUILD_EXTENSION_MODULE := 1
# Maturin installs into the environment that is active, and that is to be this one.
export VIRTUAL_ENV := $(CURDIR)/$(VENV)
unexport CONDA_PREFIX
# The crate with every feature, together with the wheel: Cargo gives what both depend on the features that either asks
# for, and so the two share what is built.
CRATE := --package rawabit --package rawabit-py --all-features
SHARED := ../shared
# A package of its own, so that nothing else waits for oxigraph.
W3C := --manifest-path tests/w3c/Cargo.toml --target-dir target

.PHONY: help demo test test-rust test-python w3c fuzz interop check check-rust check-python bench doc clean

help: ## this list
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

demo: $(VENV)/wheel ## the main job: a real Arabic article as a graph, from Rust and from Python
	$(CARGO) build --quiet $(CRATE) --example summit
	$${CARGO_TARGET_DIR:-target}/debug/examples/summit
	@echo
	$(BIN)/python examples/summit.py

test: test-rust test-python ## every test

test-rust: $(VENV)/python-found
	$(CARGO) test $(CRATE)

test-python: $(VENV)/wheel
	$(BIN)/python -m pytest -q

w3c: ## the test suites of the W3C, beside oxigraph's crates; ONLY=text for those whose IRI holds it
	@if test -d $(SHARED)/data/w3c; then \
		$(CARGO) test --quiet $(W3C) && $(CARGO) run --quiet $(W3C) -- "$(ONLY)"; \
	else \
		echo "skipped: the suites of the W3C are not in $(SHARED)/data/w3c"; \
	fi

fuzz: ## every reader on texts that nobody wrote, FUZZ_SECONDS (60) each; needs a nightly toolchain
	@fuzz/run

interop: $(VENV)/wheel ## Apache Jena reads what we write; needs Java, fetches Jena from Maven Central
	@tests/interop/run

check: check-rust check-python ## formatting, lints, types, docs

check-rust: $(VENV)/python-found
	$(CARGO) fmt --all --check
	$(CARGO) fmt --manifest-path tests/w3c/Cargo.toml --check
	$(CARGO) fmt --manifest-path fuzz/Cargo.toml --check
	$(CARGO) clippy --workspace --all-targets --all-features -- -D warnings
	$(CARGO) clippy --package rawabit --no-default-features --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --package rawabit --all-features --no-deps
	$(CARGO) package --package rawabit --list --allow-dirty | grep -q LICENSE-MIT

check-python: $(VENV)/wheel
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/python -m mypy.stubtest rawabit
	$(BIN)/pyright

bench: ## rawabit beside oxigraph's in-memory store, at 100k and 1M triples
	cd bench && $(CARGO) run --release

doc: ## the crate's documentation, in target/doc
	$(CARGO) doc --package rawabit --all-features --no-deps

# The interpreter, or a word on what is missing.
$(VENV)/python-found:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.10 or later is needed: install it, or say PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || { \
		echo "Python 3.10 or later is needed, and $(PYTHON) is $$($(PYTHON) -V 2>&1): say PYTHON=/path/to/python3"; exit 1; }
	@command -v $(CARGO) >/dev/null || { echo "Rust is needed: see https://rustup.rs"; exit 1; }
	@command -v cc >/dev/null || { echo "a C compiler is needed, as cc"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/tools: $(VENV)/python-found crates/py/pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group crates/py/pyproject.toml:dev
	@touch $@

SOURCES := $(shell find crates -name '*.rs' -o -name '*.toml' -o -name '*.ttl' -o -name '*.tsv' -o -name '*.py' -o -name '*.pyi') Cargo.toml

$(VENV)/wheel: $(VENV)/tools $(SOURCES)
	$(BIN)/maturin develop --quiet --manifest-path crates/py/Cargo.toml
	@touch $@

clean: ## everything that was built
	rm -rf target bench/target fuzz/target $(VENV) summit.ttl
