# Two commands matter: `make run` serves the house, `make test` tests it. Both set up what they need.
# All paths are relative, for the checkout's own path may hold spaces.
MAKEFLAGS += --no-builtin-rules --no-print-directory
.SUFFIXES:
.NOTPARALLEL:
.DEFAULT_GOAL := help
PY := .venv/bin/python

.PHONY: help
help: ## Say what there is
	@sed -n 's/^\([a-z-]*\):[^#]*## /\1\t/p' Makefile | expand -t 12

.PHONY: setup setup-dev
setup: ## Make the environment: uv, the locked packages, the catalogues
	@scripts/bootstrap
setup-dev:
	@scripts/bootstrap dev

.PHONY: run serve migrate seed
run: setup ## Serve the house with a sample centre on http://localhost:8000 (PORT=9000 make run)
	@exec $(PY) -m majlis.config.running
serve: setup ## Serve in production mode; secrets come from the environment
	@MAJLIS_MODE=production exec $(PY) -m majlis.config.running
migrate: setup ## Bring the tables up to date, as their owner
	@exec $(PY) manage.py migrate
seed: setup ## Fill the sample centre (make seed N=100000 for load)
	@exec $(PY) manage.py seed $(N)

.PHONY: test check coverage browser scanner
browser:
	@scripts/browser
scanner:
	@scripts/scanner
test: setup-dev browser scanner ## Run all tests, in a real browser too (make test T=majlis/core for some)
	@exec $(PY) -m pytest -n auto $(T)
check: lint types contract migrations words-check sizes test ## Everything that CI runs
coverage: setup-dev browser scanner ## Run all tests and tell which lines they miss
	@$(PY) -m coverage erase
	@$(PY) -m coverage run -m pytest -n auto $(T)
	@$(PY) -m coverage combine --quiet
	@exec $(PY) -m coverage report

.PHONY: lint types contract migrations sizes format
lint: setup-dev ## Look at form and habits: ruff, djangofmt
	@.venv/bin/ruff format --check --quiet
	@.venv/bin/ruff check --quiet
	@.venv/bin/djangofmt --check --quiet majlis
	@.venv/bin/djangofmt check --quiet majlis
types: setup-dev ## Check the types
	@exec $(PY) -m mypy
contract: setup-dev ## Check who imports whom
	@exec $(PY) -c 'from importlinter.cli import lint_imports_command as lint; lint()' --no-logo
migrations: setup-dev ## Check that no migration is missing
	@exec $(PY) manage.py makemigrations --check --dry-run
sizes: setup-dev ## List the files and functions that are larger than comfortable
	@exec $(PY) -m tests.house.test_sizes
format: setup-dev ## Put code and templates into their form
	@.venv/bin/ruff check --quiet --fix-only
	@.venv/bin/ruff format --quiet
	@.venv/bin/djangofmt --quiet majlis

.PHONY: words words-check
words: setup-dev ## Compile the catalogues of words
	@exec $(PY) -m majlis.config.words compile
words-check: setup-dev
	@exec $(PY) -m majlis.config.words check

.PHONY: bench screens
bench: setup-dev ## Print figures as JSON lines (make -s bench NAME=intake)
	@exec $(PY) -m bench $(NAME)
screens: setup-dev browser ## Write pictures of every page into screens/
	@PORT=0 DJANGO_SETTINGS_MODULE=majlis.config.settings exec $(PY) -m majlis.config.running $(PY) -m tests.pages.screens '{address}'
