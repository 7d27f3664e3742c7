# One command each for people and for CI. `make demo` and `make test` set themselves up.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
SEED ?= 1
N ?= 200
JOBS ?= 2
CHANGES ?= 1000
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help setup demo check unit test test-foreign faults chaos lock property conservation bench fonts clean

help: ## what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

setup: $(READY) ## .venv with everything, from the hashed lock file

# pip installs the installer (hash-checked), the installer installs the rest, with bytecode:
# the large packages start several times faster with it
$(READY): requirements/dev.lock requirements/installer.lock pyproject.toml
	@echo "Setting up $(VENV) (once, about a minute)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; set PYTHON=..." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/installer.lock
	$(BIN)/uv pip sync --quiet --compile-bytecode --require-hashes --python $(BIN)/python requirements/dev.lock
	$(BIN)/uv pip install --quiet --no-deps --no-build-isolation --python $(BIN)/python --editable .
	@touch $@

demo: $(READY) ## sample province: pull, build, and the bulletin of June 2020 (SEED=n for another)
	$(BIN)/shanhuo demo --seed $(SEED)

check: $(READY) ## lint, types, layering, SQL, spelling, dependencies
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/sqlfluff lint --processes 1 --disable-progress-bar dbt_project/models
	$(BIN)/deptry .
	$(BIN)/typos
	$(BIN)/python -m tests.lock_is_current

# every process reads every test file: compiled once and kept, that takes half the time
unit test: export PYTHONDONTWRITEBYTECODE :=

unit: $(READY) ## the unit tests alone, seconds (EXAMPLES=n for every property)
	SHANHUO_EXAMPLES=$(or $(EXAMPLES),25) $(BIN)/python -m tests.unit_in_processes --jobs $(JOBS)

# a file's tests share what they set up, so a file stays in one process
test: $(READY) ## unit, contract, fault, golden, dbt and integration tests (JOBS=n processes)
	SHANHUO_EXAMPLES=$(or $(EXAMPLES),100) \
	  $(BIN)/python -m pytest --numprocesses $(JOBS) --dist loadfile tests --ignore tests/foreign

test-foreign: $(READY) ## other people's SDKs and validators, in environments of their own (npm, Java)
	bash tests/foreign/run

faults: $(READY) ## the sixty faults against every platform and kind (minutes); docs/faults.md
	$(BIN)/python -m tests.faults matrix --seed $(SEED)

chaos: $(READY) ## random pairs of faults (SEED=n for others, N=how many)
	$(BIN)/python -m tests.faults chaos --seed $(SEED) --count $(N)

property: $(READY) ## a thousand random changes by dbt's recorded SQL in memory (SEED=n, CHANGES=n)
	SHANHUO_CHANGES=$(CHANGES) SHANHUO_SEED=$(SEED) $(BIN)/python -m pytest -q -s tests/dbt/property

conservation: $(READY) ## thirty random batches through the whole build, six of them killed (SEED=n)
	$(BIN)/python -m tests.conservation --seed $(SEED)

bench: $(READY) ## ratios against a floor, dlt and singer-sdk, in one interleaved run
	bash tests/bench/foreign/setup
	$(BIN)/python -m tests.bench

lock: ## resolve the dependencies anew
	$(BIN)/uv pip compile --quiet --no-header --generate-hashes --no-emit-index-url --no-emit-find-links --group dev pyproject.toml -o requirements/dev.lock
	$(BIN)/uv pip compile --quiet --no-header --generate-hashes --no-emit-index-url --no-emit-find-links pyproject.toml -o requirements/run.lock
	echo uv | $(BIN)/uv pip compile --quiet --no-header --generate-hashes --no-emit-index-url --no-emit-find-links --constraints requirements/dev.lock - -o requirements/installer.lock

clean: ## remove the environment and the demo's home
	rm -rf $(VENV) shanhuo_home
