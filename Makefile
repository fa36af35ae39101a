# What can be done here. `make demo` shows the product; `make test` is the quick proof; `make check` is what CI begins with.
# Needs GNU make 4 and Python 3.11 or later. Everything is installed into .venv; nothing outside this folder changes.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
NODE_DIR := tests/programs/node
PYTEST := $(BIN)/python -m pytest
WORKERS ?= auto

.DEFAULT_GOAL := help
.PHONY: help demo setup programs test test-clients bench format lint types check docs pictures examples clean

help:  ## show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

demo: $(VENV)/.installed  ## the whole year on the example plans; the last line says where the city workbook is
	$(BIN)/xlplan demo demo/ --force

setup: $(VENV)/.installed-dev  ## the project, its tests' libraries and its tools in .venv

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "xlplan needs Python 3.11 or later")'
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	@echo 'Installing xlplan into $(VENV), which takes about a minute the first time'
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/.installed-dev: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $(VENV)/.installed $@

programs: $(NODE_DIR)/node_modules/.installed  ## SheetJS, ExcelJS and the Open XML SDK validator, if node is here

$(NODE_DIR)/node_modules/.installed: $(NODE_DIR)/package.json $(NODE_DIR)/package-lock.json
	@if command -v npm >/dev/null; then cd $(NODE_DIR) && npm ci && touch node_modules/.installed; \
	else echo 'npm is not installed: the tests with SheetJS, ExcelJS and the validator will be skipped'; fi

test: setup  ## all quick tests; what needs a program that is not here is skipped with a reason
	$(PYTEST) -n $(WORKERS) -m 'not client and not slow'

test-clients: setup programs  ## the tests that drive LibreOffice, gnumeric and Node, and the long ones
	$(PYTEST) -n $(WORKERS) -m 'client or slow'

bench: setup $(VENV)/.installed-bench  ## xlplan beside its peers, the table in docs/performance.md; BENCH='--sizes 11,100' for less
	$(BIN)/python -m benchmarks --write $(BENCH)

$(VENV)/.installed-bench: pyproject.toml | $(VENV)/.installed-dev
	$(BIN)/python -m pip install --quiet --editable '.[dev,bench]'
	touch $@

format: setup  ## put the code in order
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

lint: setup  ## ruff: errors, style, order
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup  ## mypy, strict on src
	$(BIN)/mypy

check: lint types test  ## all of it; the checks of the docs are among the quick tests

docs: setup  ## the pages that come out of the code: docs/findings.md, docs/cli.md
	$(BIN)/python docs/make_pages.py

pictures: setup  ## docs/pictures: what LibreOffice prints of our workbooks (needs LibreOffice)
	$(BIN)/python docs/make_pictures.py

examples: setup  ## make the hand-made example workbooks anew (needs LibreOffice)
	$(BIN)/python examples/make_examples.py

clean:  ## remove everything that was made here
	rm -rf $(VENV) demo build dist $(NODE_DIR)/node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
