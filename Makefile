# Everything starts here. `make demo` and `make test` set up whatever is missing; second runs are quick.
# Stamps remember the checksum of what they were made from, so that only what changed is made again.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMPS := .stamps
# Browsers and servers wait for each other as often as they work: two cores are kept busy by one worker more.
WORKERS ?= 3
# pytest compiles the tests itself, for seconds; kept, it is done once a change and not once a worker and run.
PYTEST = PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n $(WORKERS) --dist load -q $(ARGS)
SOURCES := $(shell find lifeworld -name '*.py')
ISLANDS := $(shell find islands -type f -not -name '*.md' 2>/dev/null) vite.config.ts tsconfig.json package.json

.PHONY: demo run test test-postgres check lint types imports island-types island-tests fuzz faults fix build wheel lock screenshots bench scale analysts clean help

help: ## What there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

demo: build ## Make the fictional study and open it
	$(BIN)/lifeworld demo $(ARGS)

run: build ## Open your own store
	$(BIN)/lifeworld run $(ARGS)

test: check island-tests ## Check everything, then run every test, on the embedded store
	LIFEWORLD_DATABASE= $(PYTEST)

test-postgres: build ## Run every Python test on PostgreSQL, where LIFEWORLD_DATABASE says
	@test -n "$$LIFEWORLD_DATABASE" || { echo "Set LIFEWORLD_DATABASE to postgresql://USER:PASSWORD@HOST:PORT/NAME, \
	whose user may create databases, or borrow one: tools/with-postgres make test-postgres" >&2; exit 2; }
	$(PYTEST)

# One after the other, or beside each other by `make -j2 test`.
check: lint types imports island-types ## Lint, types, import order; changes nothing

lint: build
	$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: build
	$(BIN)/mypy lifeworld tests tools fuzz faults

imports: build
	$(BIN)/lint-imports

island-types: build
	npm run --silent check

island-tests: build
	npm test

fuzz: build $(STAMPS)/fuzz ## Fuzz the ways in: MINUTES=1 each, TARGET=docx for one (Linux only; fuzz/README.md)
	$(BIN)/python -m fuzz.run --minutes $(or $(MINUTES),1) $(addprefix --target ,$(TARGET))

fix: $(STAMPS)/python ## Let the formatter have its way
	$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

build: $(STAMPS)/python $(STAMPS)/compiled $(STAMPS)/assets

wheel: build ## Build the wheel into dist/
	$(BIN)/python -m hatchling build -t wheel

lock: ## Pin again, by hash, naming no host
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --group dev --extra server pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --python-version 3.11 --generate-hashes --no-emit-index-url --group pyproject.toml:fuzz -o requirements-fuzz.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url benchmarks/taguette.in -o benchmarks/taguette.lock
	npm install --package-lock-only

screenshots: build ## Take the pictures that the documents use
	$(BIN)/python -m tools.screenshots

analysts: build ## Let twenty analysts work on PostgreSQL for MINUTES (10)
	$(BIN)/python benchmarks/analysts.py --minutes $(or $(MINUTES),10) $(ARGS)

faults: build ## Kill a server while clients write, KILLS=500 times, and look whether anything was lost
	$(BIN)/python -m faults --kills $(or $(KILLS),500) $(ARGS)

bench: build $(STAMPS)/taguette ## Measure beside Taguette; QUICK=1 for a small run, ARGS="--only save" for some tasks
	$(BIN)/python -m benchmarks.sidebyside $(if $(QUICK),--quick) $(ARGS)

scale: build ## Measure pages and a save from 1 to 1,000 interviews; ARGS="--keep FOLDER"
	$(BIN)/python -m benchmarks.scale $(ARGS)

clean: ## Remove what was built here
	rm -rf $(VENV) node_modules $(STAMPS) lifeworld/static/built dist .fuzz .bench

$(STAMPS)/python: requirements.lock
	@mkdir -p $(STAMPS)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

# Where Python is told not to write what it compiles, every start would compile all of it again, and the first one does.
$(STAMPS)/compiled: $(STAMPS)/python $(SOURCES)
	$(BIN)/python -m compileall -q lifeworld
	@touch $@

$(STAMPS)/fuzz: requirements-fuzz.lock $(STAMPS)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-fuzz.lock
	@touch $@

# What is measured beside, in an environment of its own: none of it is part of the product.
$(STAMPS)/taguette: benchmarks/taguette.lock
	@mkdir -p $(STAMPS)
	$(PYTHON) -m venv .bench/taguette
	.bench/taguette/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(STAMPS)/node: package-lock.json
	@mkdir -p $(STAMPS)
	npm ci --silent --no-audit --no-fund
	@touch $@

$(STAMPS)/assets: $(STAMPS)/node $(ISLANDS)
	npm run --silent build
	@touch $@
