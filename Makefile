# What one types here. `make` alone lists it.
#
# Everything set up has a stamp, so a second run starts at once. Python's stamps live in .venv, so that taking
# .venv away takes them too.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo run check test lint lock handbook evidence evidence-clocks evidence-walks evidence-guards evidence-post evidence-doctor matrix clean

BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
COMPILE := $(BIN)/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 \
	--no-emit-index-url --no-emit-find-links --no-annotate --no-header $(UPGRADE)
# Tests make and drop thousands of small databases: in memory where there is room, else where temporary files belong.
ROOM := $(shell free=$$(df --output=avail -k /dev/shm 2>/dev/null | tail -n 1); \
	if [ "$${free:-0}" -gt 8000000 ]; then echo /dev/shm; else echo "$${TMPDIR:-/tmp}"; fi)
PYTEST := TMPDIR=$(ROOM) $(BIN)/pytest -n 2
READY := build/stamps/system-run .venv/.installed build/assets/caseflow.css

help: ## list what one can ask for
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY) ## make this machine ready: libraries, virtual environment, style sheet

demo: setup ## start a school with invented people and cases, to look round
	@$(BIN)/caseflow demo

run: setup ## serve the school whose settings are in the environment
	@$(BIN)/caseflow serve

check: lint ## the quick gate, for before each commit: linters and fast tests on SQLite
	@CASEFLOW_TEST_ENGINES=sqlite $(PYTEST) -m "not slow and not browser" $(ARGS)

test: build/stamps/system-test lint ## the whole gate: linters and every test, on SQLite and PostgreSQL, in a browser
	@$(PYTEST) $(ARGS)

lint: setup .venv/.developing
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports

lock: .venv/.developing ## write the lock files anew (UPGRADE=--upgrade takes newer versions)
	@$(COMPILE) requirements-build.in -o requirements-build.txt
	@$(COMPILE) requirements-node.in -o requirements-node.txt
	@$(COMPILE) requirements.in -o requirements.txt
	@$(COMPILE) requirements-dev.in -c requirements.txt -o requirements-dev.txt
	@tools/npm install --package-lock-only --loglevel=error

handbook: setup ## write docs/procedure.md from the procedure
	@$(BIN)/caseflow handbook

evidence: evidence-clocks evidence-walks evidence-guards evidence-post evidence-doctor matrix ## write docs/evidence anew: what was compared, and what came out

evidence-clocks: setup .venv/.developing
	@$(BIN)/python tools/evidence/clocks.py

evidence-walks: setup .venv/.developing
	@$(BIN)/python tools/evidence/walks.py

evidence-guards: setup .venv/.developing
	@$(BIN)/python tools/evidence/guards.py

matrix: setup .venv/.developing ## ask as everybody for everything, and take each check out to see that it is missed
	@$(BIN)/python tools/evidence/matrix.py $(SHARE)

evidence-post: setup .venv/.developing
	@$(BIN)/python tools/evidence/post.py

evidence-doctor: setup .venv/.developing
	@$(BIN)/python tools/evidence/doctor.py

clean: ## take away all that can be made again; what people entered (var/) stays
	rm -rf .venv build node_modules *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

build/stamps/system-%: tools/system
	@tools/system $*
	@mkdir -p $(@D) && touch $@

.venv/.libraries: requirements-build.txt requirements.txt | build/stamps/system-run
	@echo "Setting up Python's part"
	@test -x $(BIN)/python || python3 -m venv .venv
	@$(PIP) --require-hashes -r requirements-build.txt
	@$(PIP) --require-hashes -r requirements.txt
	@touch $@

# Compiled now, so that the first page is not the one to wait.
.venv/.installed: pyproject.toml requirements.in .venv/.libraries
	@$(PIP) --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q caseflow $(wildcard *.py)
	@touch $@

.venv/.developing: requirements-dev.txt .venv/.installed
	@echo "Setting up the checks' part"
	@$(PIP) --require-hashes -r requirements-dev.txt
	@touch $@

build/assets/caseflow.css: package-lock.json tools/assets tools/npm $(shell find frontend -name '*.scss') $(wildcard frontend/*.js) frontend/icon.svg | .venv/.libraries
	@echo "Building the style sheet"
	@tools/assets
