# Two commands for everyone: `make demo` and `make test`. The rest is for those who change Weft.
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000

.PHONY: messages audit demo serve test test-slow test-postgres check bench e2e ui docs lock clean help

help:
	@echo "make demo    install, load the made-up demo network, and serve it"
	@echo "make serve   serve your own networks"
	@echo "make test    run the tests"
	@echo "make test-slow   simulations that take minutes"
	@echo "make test-postgres   the same on PostgreSQL"
	@echo "make check   format, lint, types, contracts, sizes, migrations, TypeScript"
	@echo "make bench   measure against the limit and the peers"
	@echo "make e2e     browser journeys (needs Chromium)"
	@echo "make docs    write the reference of weft.sna from its docstrings"
	@echo "make messages   bring the catalogue for translators up to date (needs GNU gettext)"
	@echo "make ui      build the map and the styles again (needs Node)"

.venv/base: requirements/base.txt
	$(PYTHON) -c 'import sys; sys.exit("Weft needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Say make PYTHON=python3.12 demo, for example.") if sys.version_info < (3, 11) else 0'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: .venv/base requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

demo: export WEFT_DATA_DIR ?= var/demo
demo: export WEFT_DEMO = yes
demo: .venv/base
	$(BIN)/weft demo
	$(BIN)/weft serve --port $(PORT)

serve: .venv/base
	$(BIN)/weft serve --port $(PORT)

test: .venv/dev
	$(BIN)/pytest -n auto

test-slow: .venv/dev
	$(BIN)/pytest -m slow -n auto

# Against a PostgreSQL server of your own: make test-postgres POSTGRES=postgres://…
POSTGRES ?= postgres://postgres@127.0.0.1:5432/postgres
test-postgres: export WEFT_DATABASE_URL = $(POSTGRES)
test-postgres: .venv/dev
	$(BIN)/python -m testkit.postgres_answers && $(BIN)/pytest -n auto

check: .venv/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy .
	$(BIN)/python manage.py makemigrations --check --dry-run
	WEFT_SITE_URL=https://net.example.org $(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/python -m testkit.sizes
	sh map_ui/check.sh

.venv/bench: .venv/dev requirements/bench.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@touch $@

bench: .venv/bench
	$(BIN)/python -m bench

e2e: .venv/dev
	$(BIN)/pytest e2e

ui:
	cd map_ui && npm ci --no-audit --no-fund && npm run build

# Known holes in the libraries, as PyPI and npm know them.
audit: .venv/dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check pip-audit
	$(BIN)/pip-audit --strict -r requirements/base.txt
	cd map_ui && npm audit --omit=dev

docs: .venv/dev
	$(BIN)/python -m testkit.reference

messages: .venv/dev
	$(BIN)/python -m testkit.messages

lock:
	requirements/compile.sh

clean:
	rm -rf .venv var
