# `make demo` and `make test` need only python3 (3.11 or newer) and make; both build .venv from requirements.lock.
PYTHON ?= python3
BIN := .venv/bin
.DEFAULT_GOAL := help

.PHONY: help demo test check compiled format lint types imports lock clean

help: ## show what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

.venv/ready: requirements.lock requirements.in pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Marsad needs Python 3.11 or newer; this is " + sys.version) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch .venv/ready

demo: .venv/ready ## ingest the samples offline and show the events they report
	@$(BIN)/marsad demo

test: .venv/ready ## run the tests (offline, on loopback)
	$(BIN)/python -m pytest $(TESTS)

format: .venv/ready ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: .venv/ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: .venv/ready
	$(BIN)/mypy

imports: .venv/ready
	$(BIN)/lint-imports --no-cache

check: lint types imports test ## format, lint, types, import rules, tests

compiled: .venv/ready ## read articles with compiled code (needs a C compiler and the headers of Python; two minutes or four)
	$(BIN)/python build_compiled.py

lock: ## write requirements.lock anew (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header requirements-dev.in -o requirements.lock

clean: ## remove what was built (never the lake)
	rm -rf tasks/native .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
