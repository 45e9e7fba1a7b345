# make run: the dashboard on http://127.0.0.1:8501    make test: every test    make check: style and types
PYTHON ?= python3.11
HOST ?= 127.0.0.1
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
UV_VERSION := 0.13.9
PIP_AUDIT_VERSION := 2.10.1
CYCLONEDX_VERSION := 7.5.0
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

.PHONY: run test bench scale explore check interface office samples lock audit sbom clean

run: $(VENV)/.run-ready
	$(BIN)/python -m access.serve --host $(HOST) --port $(PORT)

# Some hundred processes of the tests load the same modules: their byte code is kept.
export PYTHONDONTWRITEBYTECODE :=

# Four workers for two cores: servers that are waited for leave a core idle.
test: $(VENV)/.test-ready
	$(BIN)/python -m pytest -n 4 --dist loadfile --no-loadscope-reorder

# Central stores at length, on S3 too, and the store's own tests on each kind; needs PostgreSQL and Chromium.
STORE_TESTS := tests/data/test_store.py tests/data/test_upload_steps.py tests/data/test_admissible_rows.py tests/data/test_second_person.py tests/data/test_erasing.py tests/data/test_typed_texts.py tests/data/database/test_as_of.py
scale: $(VENV)/.test-ready $(VENV)-s3/.ready
	DISTRICT_SCALE=1 $(BIN)/python -m pytest tests/data/database/test_central_store.py tests/data/database/test_central_files.py tests/data/database/test_lake_folder.py tests/access/test_sessions.py tests/browser/test_two_servers.py
	DISTRICT_TEST_STORE=plain $(BIN)/python -m pytest -n 2 $(STORE_TESTS)
	DISTRICT_TEST_STORE=lake $(BIN)/python -m pytest -n 2 $(STORE_TESTS)

$(VENV)-s3/.ready: tests/requirements-s3.txt
	$(PYTHON) -m venv $(VENV)-s3
	$(VENV)-s3/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/requirements-s3.txt
	@touch $@

# Property tests with other examples each time, and many more of them.
explore: $(VENV)/.test-ready
	HYPOTHESIS_PROFILE=explore $(BIN)/python -m pytest -n 2 --dist loadfile

check: $(VENV)/.test-ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The open interface, tried by schemathesis and frictionless from an environment of their own.
interface: $(VENV)/.test-ready $(VENV)-interface/.ready
	$(BIN)/python -m tests.api.tried_by_others $(VENV)-interface/bin

$(VENV)-interface/.ready: tests/api/requirements.txt
	$(PYTHON) -m venv $(VENV)-interface
	$(VENV)-interface/bin/python -m pip install --quiet --require-hashes -r tests/api/requirements.txt
	@touch $@

# Files full of hostile texts, opened by LibreOffice where it is installed.
office: $(VENV)/.test-ready
	$(BIN)/python -m tests.reports.tried_by_libreoffice

samples: $(VENV)/.run-ready
	$(BIN)/python -m data.samples.make_samples

# Each measurement of docs/benchmarks.md, one after another; `make bench BENCH=load-mixed` runs one alone.
BENCHMARKS := start_up reading collection growth load-pages browser load-mixed load-together load-publishing load-sessions load-day memory readers crashes signed_in peers
BENCH ?= $(BENCHMARKS)
bench: $(addprefix bench-,$(BENCH))

bench-growth: $(VENV)/.test-ready
	$(BIN)/python -m benchmarks.growth --scales 1 100 --uploads 20 --figures 100000

# Beside central stores, on one server and on two; needs PostgreSQL.
bench-load-central: $(VENV)/.test-ready
	$(BIN)/python -m benchmarks.load --mode mixed --people 30 --seconds 40 --store file plain lake --servers 1 2

# Publishing on one server while people read on both.
bench-load-publishing-central: $(VENV)/.test-ready
	$(BIN)/python -m benchmarks.load --mode publishing --store plain lake --servers 2

bench-central_growth: $(VENV)/.test-ready
	$(BIN)/python -m benchmarks.central_growth --figures 100000

bench-load-%: $(VENV)/.test-ready
	$(BIN)/python -m benchmarks.load --mode $*

bench-%: $(VENV)/.test-ready
	$(BIN)/python -m benchmarks.$*

# Pin what pyproject.toml asks for, with hashes.
lock: $(VENV)/.run-ready
	$(BIN)/python -m pip install --quiet uv==$(UV_VERSION)
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --quiet -o requirements.txt
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --group reports --universal --python-version 3.11 --generate-hashes --quiet -o requirements-reports.txt
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --group scale --universal --python-version 3.11 --generate-hashes --quiet -o requirements-scale.txt
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --quiet -o tests/requirements.txt
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --group interface --universal --python-version 3.11 --generate-hashes --quiet -o tests/api/requirements.txt
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --group s3 --universal --python-version 3.11 --generate-hashes --quiet -o tests/requirements-s3.txt
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --group bench --universal --python-version 3.11 --generate-hashes --quiet -o benchmarks/requirements.txt

# Known vulnerabilities of what is pinned. It fails where one is known, and where it could not ask.
audit: $(VENV)/.run-ready
	$(BIN)/python -m pip install --quiet pip-audit==$(PIP_AUDIT_VERSION)
	$(BIN)/pip-audit --strict --require-hashes --disable-pip -r requirements.txt

# What the software is made of, with licences: a bill of materials as CycloneDX JSON.
sbom: $(VENV)/.run-ready
	$(BIN)/python -m pip install --quiet cyclonedx-bom==$(CYCLONEDX_VERSION)
	$(BIN)/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible --of JSON -o sbom.json $(BIN)/python

clean:
	rm -rf $(VENV) $(VENV)-interface $(VENV)-s3 $(VENV)-peers

$(VENV)/bin/python:
	@$(PYTHON) -c "import ensurepip" 2>/dev/null || { echo "Python's own installer is missing: on Debian run 'apt install python3.11-venv', then try again."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run-ready: requirements.txt | $(VENV)/bin/python
	$(PIP_INSTALL) -r requirements.txt
	@touch $@

$(VENV)/.test-ready: tests/requirements.txt $(VENV)/.run-ready
	$(PIP_INSTALL) -r tests/requirements.txt
	@touch $@
