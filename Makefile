# Each target creates and fills .venv itself when it is missing or the project's requirements changed.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test check bench reference clean

# Reads fourteen reports into a ledger, shows one of the readings, then asks the ledger.
demo: export REPORTEDLY_LEDGER := demo.db
demo: .venv/filled
	@rm -f demo.db demo.db-wal demo.db-shm
	$(BIN)/reportedly add -r examples/reports
	$(BIN)/reportedly read examples/reports/*.txt --html demo.html
	$(BIN)/reportedly read examples/reports/05-*.txt --text
	@printf '\nWho claims which death toll, as of when?\n\n'
	$(BIN)/reportedly figures --kind killed --search Torvek --text
	@printf '\nWhat came to Meridian Press second-hand, and through whom?\n\n'
	$(BIN)/reportedly statements --via "Taveno Courier" --outlet "Meridian Press" --text
	@printf '\nWhat did the envoy of the United Nations say?\n\n'
	$(BIN)/reportedly statements --by Okoro --text

test: .venv/filled
	$(BIN)/pytest

check: .venv/filled
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/filled
	$(BIN)/pip install --quiet --disable-pip-version-check --editable ".[bench]"
	$(BIN)/python benchmarks/gate.py
	$(BIN)/python benchmarks/numbers.py
	$(BIN)/python benchmarks/adversarial.py
	$(BIN)/python benchmarks/figures.py
	$(BIN)/python benchmarks/speed.py
	$(BIN)/python benchmarks/offices.py
	$(BIN)/python benchmarks/chains.py
	$(BIN)/python benchmarks/circumstance.py
	rm -f bench.db bench.db-wal bench.db-shm
	$(BIN)/reportedly add -r examples/reports --ledger bench.db
	$(BIN)/python benchmarks/datasette.py bench.db --with $(BIN)/datasette
	$(BIN)/python benchmarks/ledger.py
	$(BIN)/python benchmarks/crash.py --reports examples/reports --kills 5

reference: .venv/filled
	$(BIN)/python scripts/build_reference.py

clean:
	rm -rf .venv build dist

.venv/filled: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --editable ".[dev]"
	touch $@
