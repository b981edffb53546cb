# Two commands do everything on a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
VENV   ?= .venv
BIN     = $(VENV)/bin
PIP     = $(BIN)/python -m pip --disable-pip-version-check -q

.PHONY: bench-claims bench-movements peers-claims help demo test spark install lint types layers tests crash bench wheels fuzz fuzz-gate bench-gate bench-names bench-verdict bench-evasion bench-backtest peers clean

help:
	@echo "make demo    install into $(VENV), then run see -> find -> alerts on invented data"
	@echo "make test    install, lint, check types and import layers, run every test"
	@echo "make crash   kill -9 two hundred times at random moments; nothing acknowledged is lost"
	@echo "make spark   every movement detector on Spark too, findings byte by byte (needs Java 17)"
	@echo "make bench   the benchmarks, as one table with the machine (make bench-gate: the gate)"
	@echo "make wheels  prove that nothing has to compile: install from wheels alone, run the demo"
	@echo "make peers   the libraries that tests and benchmarks measure us by (needs ICU)"
	@echo "make fuzz    a million strange inputs for each list reader"

demo: install
	$(BIN)/vedette demo

test: lint types layers tests

install: $(VENV)/.installed

$(VENV)/.installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("Vedette needs Python 3.11 or newer; set PYTHON=python3.x") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(PIP) install -c constraints.txt -e '.[dev,reports,postgres]'
	@touch $@

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: install
	$(BIN)/mypy

layers: install
	$(BIN)/lint-imports

tests: install
	$(BIN)/python -m pytest -n 2 --dist worksteal --cov --cov-report=term

fuzz: install
	VEDETTE_FUZZ=1000000 VEDETTE_FUZZ_SEED=$$$$ $(BIN)/python -m pytest -n 2 tests/see/lists/test_fuzz.py

fuzz-gate: install
	VEDETTE_FUZZ=1000 $(BIN)/python -m pytest tests/interdict/gate/test_openapi.py

# The real lists and names lie beside the repository (VEDETTE_SHARED), or say LISTS= and NAMES=.
SHARED ?= $(or $(VEDETTE_SHARED),../shared/data)
LISTS  ?= $(SHARED)/lists/un_consolidated_2026-02-27.xml $(SHARED)/lists/ofac_sdn_2023-01
NAMES  ?= $(SHARED)/names/queries_us_negative_20k.csv

bench-verdict: install
	$(BIN)/python -m benchmarks.verdict.run --write

bench-evasion: install
	$(BIN)/python -m benchmarks.evasion.run --write

bench-backtest: install
	$(BIN)/python -m benchmarks.backtest.run --write

peers:
	@pkg-config --exists icu-i18n || { echo "make peers: nomenklatura compiles against ICU, whose headers are not here; install them first (Debian, Ubuntu: apt-get install libicu-dev pkg-config g++)"; exit 1; }
	$(PYTHON) -m venv .venv-peers
	.venv-peers/bin/python -m pip --disable-pip-version-check -q install -r benchmarks/peers/requirements.txt || { rm -rf .venv-peers; exit 1; }

bench-names: install
	$(BIN)/python benchmarks/names/bench.py --shared $(SHARED)

bench-gate: install
	$(BIN)/python benchmarks/gate/load.py $(LISTS) --queries $(NAMES)

# Invented positions; they are written to SEA and stay there.
SEA ?= benchmarks/out/sea

bench-movements: install
	$(BIN)/python -m benchmarks.movements.generate --positions 10000000 --out $(SEA)
	$(BIN)/python -m benchmarks.movements.measure $(SEA) truth --write docs/benchmarks/movements.md
	$(BIN)/python -m benchmarks.movements.measure $(SEA) rates --write docs/benchmarks/movements.md

spark: install
	$(PIP) install -c constraints.txt -e '.[spark]'
	VEDETTE_SPARK=all $(BIN)/python -m pytest tests/find/movements/test_engines.py

crash: install
	$(BIN)/python tests/crash.py --kills 200

bench: install
	$(BIN)/python benchmarks/run.py

wheels:
	rm -rf $(VENV)-wheels
	$(PYTHON) -m venv $(VENV)-wheels
	PIP_ONLY_BINARY=:all: $(VENV)-wheels/bin/python -m pip install -q --disable-pip-version-check hatchling -c constraints.txt
	PIP_ONLY_BINARY=:all: $(VENV)-wheels/bin/python -m pip install -q --disable-pip-version-check --no-build-isolation -c constraints.txt .
	$(VENV)-wheels/bin/vedette demo $(VENV)-wheels/demo

# PolNeAR (networkdynamics/PolNeAR on GitHub), fetched by you; textacy is shown beside us when
# `make peers-claims` has installed it, in an environment of its own.
POLNEAR ?= ../polnear
BESIDE   = $(or $(wildcard .venv-claims/bin/python),$(BIN)/python)

peers-claims:
	$(PYTHON) -m venv .venv-claims
	.venv-claims/bin/python -m pip --disable-pip-version-check -q install -c constraints.txt -e '.[reports]' textacy==0.13.0

bench-claims: install
	$(BIN)/python benchmarks/claims/gold.py
	$(BIN)/python benchmarks/claims/origins.py
	$(BIN)/python benchmarks/claims/speed.py
	$(BIN)/python benchmarks/claims/mentions.py
	$(BESIDE) benchmarks/claims/quotations.py --polnear $(POLNEAR)

clean:
	rm -rf $(VENV) $(VENV)-wheels .mypy_cache .ruff_cache .pytest_cache
