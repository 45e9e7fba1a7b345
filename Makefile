# make run: the dashboard on http://127.0.0.1:8501    make test: every test    make check: style and types
PYTHON ?= python3.11
HOST ?= 127.0.0.1
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

.PHONY: run test explore check samples lock clean

run: $(VENV)/.run-ready
	$(BIN)/python -m access.serve --host $(HOST) --port $(PORT)

# Three workers for two cores: servers that are waited for leave a core idle.
test: $(VENV)/.test-ready
	$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder

# Property tests with other examples each time, and many more of them.
explore: $(VENV)/.test-ready
	HYPOTHESIS_PROFILE=explore $(BIN)/python -m pytest -n 2 --dist loadfile

check: $(VENV)/.test-ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

samples: $(VENV)/.run-ready
	$(BIN)/python -m data.samples.make_samples

# Pin what pyproject.toml asks for, with hashes.
lock: $(VENV)/.run-ready
	$(BIN)/python -m pip install --quiet uv
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --quiet -o requirements.txt
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --quiet -o tests/requirements.txt
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --group bench --universal --python-version 3.11 --generate-hashes --quiet -o benchmarks/requirements.txt

clean:
	rm -rf $(VENV)

$(VENV)/bin/python:
	@$(PYTHON) -c "import ensurepip" 2>/dev/null || { echo "Python's own installer is missing: on Debian run 'apt install python3.11-venv', then try again."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run-ready: requirements.txt | $(VENV)/bin/python
	$(PIP_INSTALL) -r requirements.txt
	@touch $@

$(VENV)/.test-ready: tests/requirements.txt $(VENV)/.run-ready
	$(PIP_INSTALL) -r tests/requirements.txt
	@touch $@
