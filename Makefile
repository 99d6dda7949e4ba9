# Everything a person types. `make demo` and `make test` need only Python 3.11 or newer, make and, for real Kafka, Java and
# Maven: they make .venv themselves and do nothing to it while nothing changed. `make help` lists the targets.

VENV ?= .venv
BIN := $(VENV)/bin

# The interpreter .venv is made with: the first of these that is new enough and can make one. Override: make test PYTHON=…
CAN_MAKE_VENV := import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$p" -c '$(CAN_MAKE_VENV)' 2> /dev/null && echo "$$p" && break; done)

PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet
LINTED := service tests deploy
RUNTIME := $(VENV)/.runtime-installed
DEVELOPMENT := $(VENV)/.development-installed

.PHONY: help demo test check kafka bench curve quality golden format requirements venv clean

help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## */\1\t/' | expand -t 14

demo: $(RUNTIME)  ## the five articles of seeds/ become events, through a broker inside the process
	$(BIN)/sitrep demo

test: lint $(DEVELOPMENT)  ## all that CI runs: format, lint, types, all tests (on real Kafka too, where Java and Maven exist)
	$(BIN)/pytest -rs

check: lint $(DEVELOPMENT)  ## the same without real Kafka and without slow tests, in under a minute
	$(BIN)/pytest -rs -m "not kafka and not slow"

.PHONY: lint
lint: $(DEVELOPMENT)
	$(BIN)/ruff format --check $(LINTED)
	$(BIN)/ruff check $(LINTED)
	$(BIN)/mypy --strict service

format: $(DEVELOPMENT)  ## write the code as the formatter wants it
	$(BIN)/ruff check --fix-only --quiet $(LINTED)
	$(BIN)/ruff format $(LINTED)

kafka: $(RUNTIME)  ## a real Kafka broker on 127.0.0.1:9092 until Ctrl-C (Java and Maven)
	$(BIN)/python deploy/kafka/kafka.py

bench: $(DEVELOPMENT)  ## speed of the pure functions and of the whole path on real Kafka, as a table
	$(BIN)/python tests/bench/bench.py

curve: $(DEVELOPMENT)  ## what telling copies apart costs while 1 thousand to 1 million articles are remembered
	$(BIN)/python tests/bench/copies_curve.py 1000 10000 100000 1000000 --disk

quality: $(DEVELOPMENT)  ## scores beside their floors; DATA=folder of the evaluation sets
	$(BIN)/python tests/quality/quality.py $(DATA) $(if $(SCORERS),--scorers $(SCORERS)) \
		$(if $(ONLY),--only "$(ONLY)") $(if $(RAISE),--raise)

golden: $(DEVELOPMENT)  ## write the golden files anew (CASE=name for one); read the difference before you commit it
	$(BIN)/python tests/golden/regenerate.py $(CASE)

requirements: $(DEVELOPMENT)  ## resolve requirements/*.txt anew from pyproject.toml and requirements/build.in
	$(PIP) install uv
	$(RESOLVE) pyproject.toml --output-file requirements/requirements.txt
	$(RESOLVE) requirements/build.in --output-file requirements/requirements-build.txt
	$(RESOLVE) pyproject.toml requirements/build.in --group dev --output-file requirements/requirements-dev.txt

# One file for every platform and Python from 3.11 on; hashes, but no address of an index.
RESOLVE := $(BIN)/python -m uv pip compile --quiet --universal --python-version 3.11 --upgrade \
	--generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links

venv: $(DEVELOPMENT)  ## .venv with all that development needs

clean:  ## remove .venv, caches and builds; keep the broker's jars
	rm -rf $(VENV) build dist var .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or newer that can make a virtual environment was found" \
		"(on Debian: apt-get install python3-venv). Name one: make … PYTHON=…" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# The package itself is installed without a look at its dependencies: the pinned files name them all, its builder included.
INSTALL_PACKAGE := $(PIP) install --no-deps --no-build-isolation --editable .

$(RUNTIME): requirements/requirements.txt requirements/requirements-build.txt pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes --requirement requirements/requirements.txt
	$(PIP) install --require-hashes --requirement requirements/requirements-build.txt
	$(INSTALL_PACKAGE)
	@touch $@

$(DEVELOPMENT): requirements/requirements-dev.txt pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes --requirement requirements/requirements-dev.txt
	$(INSTALL_PACKAGE)
	@touch $@ $(RUNTIME)
