# Every target sets up what it needs and is quick the second time.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
ASSETS := frontend/dist/manifest.json
FRONTEND := $(shell find frontend/src -type f) frontend/build.mjs frontend/build-parts.mjs frontend/package.json

.PHONY: help demo test check browser cloud conformance bench simulation screenshots words clean

help: ## What there is to make
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "%-14s%s\n", $$1, $$2 }' Makefile

demo: .venv/ready $(ASSETS) ## Start everything on this machine and print where it is
	@exec $(BIN)/python -m infra.local

test: .venv/ready $(ASSETS) ## Unit, contract and template tests
	$(BIN)/pytest -q -n auto --dist worksteal
	npm --prefix frontend test --silent

check: .venv/ready frontend/node_modules/ready ## Lint, types, import rules
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	npm --prefix frontend run check --silent

browser: .venv/ready $(ASSETS) ## Drive the served page in Chromium
	@infra/local/need-chromium
	$(BIN)/pytest -q -n 3 --dist loadfile -m browser  # they wait a good deal

cloud: .venv/ready $(ASSETS) ## Fault the embedded cloud
	$(BIN)/pytest -q -n 2 --dist loadfile -m "cloud and not browser"  # they wait even more

conformance: .venv/ready ## Put the contract to a real InvenioRDM (RDM_URL, RDM_TOKEN, ...)
	@: $${RDM_URL:?is not set: see "Conformance" in the README}
	$(BIN)/pytest -q -m conformance

bench: .venv/ready $(ASSETS) ## Measure against this machine's own limits
	$(BIN)/python -m infra.local.bench

simulation: .venv/ready ## Simulate a rush of depositors; write its page and plot anew
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r infra/simulation/requirements.lock
	$(BIN)/python -m infra.simulation

screenshots: .venv/ready $(ASSETS) ## Draw the README's pictures anew
	@infra/local/need-chromium
	$(BIN)/python -m infra.local.screenshots

words: .venv/ready ## Bring each language up to what is said; LANGUAGE=fr begins one
	$(BIN)/python -m infra.local.words $(LANGUAGE)

.PHONY: ready
ready: .venv/ready $(ASSETS)

.PHONY: tools
tools:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; say which: make PYTHON=python3.12"; exit 1; }
	@node -e 'const [major, minor] = process.versions.node.split("."); process.exit(major * 100 + +minor < 2019 ? 1 : 0)' \
	  || { echo "Node.js 20.19 or newer is needed: see nodejs.org/download"; exit 1; }

.venv/ready: requirements.lock pyproject.toml | tools
	@echo "Setting up Python's libraries (a few minutes the first time) ..."
	@$(PYTHON) -m venv .venv \
	  || { echo "Python's venv is needed: apt-get install python3-venv"; exit 1; }
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

frontend/node_modules/ready: frontend/package-lock.json | tools
	@echo "Setting up what builds the page (a minute the first time) ..."
	@npm --prefix frontend ci --silent --no-fund --no-audit
	@touch $@

$(ASSETS): frontend/node_modules/ready $(FRONTEND)
	@echo "Building the page ..."
	@npm --prefix frontend run build --silent > /dev/null

clean: ## Forget everything that was set up
	rm -rf .venv .cloud-venv .build frontend/node_modules frontend/dist
