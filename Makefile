# The targets are what CI runs. `make demo` and `make test` need Python 3.11 or newer and make,
# nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: setup setup-dev docs reference pictures demo run test bench chaos memory recovery lint format lock audit fuzz quality models clean help

help:  ## list the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.installed  ## make .venv with everything that running needs

setup-dev: $(VENV)/.installed-dev  ## the same, with what testing needs

demo: setup  ## the seed articles through every stage to event records
	@$(BIN)/dateline demo

run: setup  ## the same, and stay up; on Apache Kafka, where Java and Maven are: make run KAFKA=apache
	@$(BIN)/dateline demo --stay $(if $(filter apache,$(KAFKA)),--apache)

test: setup-dev  ## all tests
	$(BIN)/python -m pytest

bench: setup-dev  ## compare with spaCy alone and with other stream processors: make bench BENCH="--articles FILE"
	$(BIN)/python -m benchmarks.suite $(BENCH)

chaos: setup-dev  ## workers and brokers killed under load, on Apache Kafka: needs Java and Maven
	$(BIN)/python -m pytest tests/chaos $(CHAOS)

memory: setup-dev  ## memory over 200,000 articles, on Apache Kafka: make memory MEMORY="--articles 50000"
	$(BIN)/python -m tests.chaos.memory $(MEMORY)

recovery: setup-dev  ## recovery of 100,000 events by a worker without local state, on Apache Kafka
	$(BIN)/python -m tests.chaos.recovery $(RECOVERY)

lint: setup-dev  ## ruff, mypy, import-linter
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup-dev  ## let ruff format and fix what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/.installed-docs  ## build the documentation into build/site; a link that leads nowhere fails
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build

reference: setup-dev  ## write the pages of docs/reference, and docs/types.md, from the code
	@$(BIN)/python -m tools.reference

pictures: setup-dev  ## take the pictures in docs/img anew: needs Chromium
	@$(BIN)/python -m tests.web.screenshots docs/img

quality: setup-dev  ## measure against the evaluation data: make quality DATA=path/to/eval
	$(BIN)/python benchmarks/quality.py $(DATA) $(QUALITY)

audit: setup  ## look the locked dependencies up in the databases of known vulnerabilities
	@$(BIN)/python tools/audit.py $(AUDIT) requirements.lock requirements-dev.lock requirements-docs.lock

fuzz: setup-dev  ## feed broken input to the readers, guided by coverage: make fuzz SECONDS=120
	@$(PIP) install --quiet atheris || echo "fuzz: atheris cannot be installed here"
	@$(BIN)/python -m tests.fuzz.run $(SECONDS)

models: setup-dev  ## train the encoder and the small models of extraction: make models DATA=path/to/eval
	@training/train.sh $(DATA)

lock: setup-dev  ## pin pyproject.toml's dependencies with hashes
	$(PIP) install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --extra build --extra otlp -o requirements.lock pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --extra build --extra dev -o requirements-dev.lock pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --extra build --extra docs --constraint requirements-dev.lock -o requirements-docs.lock pyproject.toml

clean:  ## remove the environment and local state
	rm -rf $(VENV) .dateline events.jsonl

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Dateline needs Python 3.11 or newer; this is " + sys.version.split()[0])'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python requirements.lock pyproject.toml
	@echo "Installing Dateline's dependencies into $(VENV) (a minute or two the first time) ..."
	@$(BIN)/python tools/install.py requirements.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@echo "Building the gazetteer (some seconds, once) ..."
	@$(BIN)/python -c "from workers.entities.places.gazetteer import Gazetteer; Gazetteer()"
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	@$(BIN)/python tools/install.py requirements-dev.lock
	@touch $@

$(VENV)/.installed-docs: $(VENV)/.installed requirements-docs.lock
	@$(BIN)/python tools/install.py requirements-docs.lock
	@touch $@
