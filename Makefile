# One door to every check. `make check` does what CI does; `make test` runs the Python tests.
# Everything is installed into VENV (a folder of this checkout unless you say otherwise).

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PYTEST := $(BIN)/python -m pytest
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help venv format lint types imports unit model test package docs extension extension-unit editors check \
	bench accuracy pages clean

help: ## say what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:[^#]*##/\t/' | expand -t 16

venv: $(STAMP) ## make the environment: this checkout, editable, with the tools of development

$(STAMP): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10) and "Python 3.10 or newer is needed")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --upgrade 'pip>=25.1'
	$(PIP) install --editable . --group dev
	touch $@

format: $(STAMP) ## put the code in order
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: $(STAMP) ## formatting and lint rules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(STAMP) ## mypy, strict
	$(BIN)/mypy

imports: $(STAMP) ## which part may import which
	PYTHONPATH=lsp_server $(BIN)/lint-imports

unit: $(STAMP) ## tests that load no model
	$(PYTEST) -q -m "not model and not slow and not editor"

model: $(STAMP) ## tests that load the English model
	$(PYTEST) -q -m "model and not slow and not editor"

test: unit model ## all Python tests but the slow ones

package: $(STAMP) ## build the wheel, install it into a fresh environment, use it there
	$(PYTEST) -q -m "slow and not editor"

pages: $(STAMP) ## write what is generated: the pages of rules and of the command line, the schemas
	$(BIN)/python docs/generate_rules.py
	$(BIN)/python docs/generate_cli.py
	$(BIN)/python docs/generate_schemas.py

docs: $(STAMP) ## our own linter on our own pages
	$(BIN)/inclusive-lint check --fail-on warning README.md CONTRIBUTING.md CHANGELOG.md ARCHITECTURE.md docs

editors: $(STAMP) ## the language server in Neovim, Emacs and Vim
	$(PYTEST) -q -m editor

extension: $(STAMP) ## the VS Code extension: lint, types, package, unit tests, tests in VS Code itself
	PYTHON=$(abspath $(BIN))/python .ci/vscode all

extension-unit: $(STAMP) ## the same without the tests in VS Code
	PYTHON=$(abspath $(BIN))/python .ci/vscode unit

check: ## everything, in the order of CI
	.ci/run

bench: $(STAMP) ## speed beside other linters
	$(BIN)/python benchmarks/run.py

accuracy: $(STAMP) ## precision and recall on labelled sentences
	$(BIN)/python benchmarks/accuracy.py --floor

clean: ## take away what can be made again
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
