# Two commands are the whole set-up: `make run` serves the product with demo data, `make test` passes everything.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
export DJANGO_SETTINGS_MODULE := dondoc.settings

.PHONY: run test lint messages wheel lock clean

run: $(VENV)/.installed messages
	DONDOC_DEMO=1 $(BIN)/dondoc demo
	DONDOC_DEMO=1 $(BIN)/dondoc serve --port $(PORT)

test: $(VENV)/.installed messages
	$(BIN)/python -m tests

lint: $(VENV)/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	DONDOC_DEBUG=1 $(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint dondoc --quiet

messages: $(VENV)/.installed
	@$(BIN)/pybabel --quiet compile --directory locale --domain django

$(VENV)/.installed: requirements-dev.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --require-hashes -r requirements-dev.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

wheel: $(VENV)/.installed
	$(BIN)/pip wheel --quiet --no-deps --no-build-isolation --no-index --wheel-dir dist .

lock:
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements.lock
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --extra s3 pyproject.toml -o requirements-s3.lock
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --extra dev pyproject.toml -o requirements-dev.lock

clean:
	rm -rf $(VENV) build dist var *.egg-info
