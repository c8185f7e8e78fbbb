# Each target creates and fills .venv itself when it is missing or the project's requirements changed.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test check bench reference clean

demo: .venv/filled
	$(BIN)/reportedly read examples/reports/*.txt --text --html demo.html

test: .venv/filled
	$(BIN)/pytest

check: .venv/filled
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/filled
	$(BIN)/python benchmarks/speed.py
	$(BIN)/python benchmarks/gate.py

reference: .venv/filled
	$(BIN)/python scripts/build_reference.py

clean:
	rm -rf .venv build dist

.venv/filled: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --editable ".[dev]"
	touch $@
