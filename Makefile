# `make` alone lists the targets. Only Python 3.11+ and make are needed; everything else goes into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# A test waits for a third of its time, so that more of them than there are processors go on at once.
WORKERS ?= $(shell $(PYTHON) -c "import os; n = os.cpu_count() or 1; print(n + n // 2)")

# A worker is handed a few tests at a time: the scenes stand first, and all workers begin with some of them.
PYTEST = $(BIN)/python -m pytest -n $(WORKERS) --maxschedchunk 20

# Python keeps what it has compiled, even where the environment forbids it: else each worker, and each bot that
# a test starts as a process, would compile every module again.
export PYTHONDONTWRITEBYTECODE :=

# What everybody in the story and in the rehearsal reads: `make story LANGUAGE=es`. The shell has a LANGUAGE,
# too, which may be a list, and is not meant.
LANGUAGE := en

# The story by another way: `make story DOOR=typed`, behalf or refused.
DOOR :=

.DEFAULT_GOAL := help

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

setup: $(READY) ## install everything into .venv (done by itself when needed)

$(READY): requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Alongside needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12") if sys.version_info < (3, 11) else None'
	@echo "Installing what Alongside needs into $(VENV). This takes about a minute, once."
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

rehearse: $(READY) ## a practice workspace and the bot on this machine; no Slack account needed
	$(BIN)/python -m story.play --language $(LANGUAGE) $(if $(filter yes,$(FILES)),--files)

run: $(READY) ## the bot itself, with the settings in .env
	$(BIN)/python -m bot

story: $(READY) ## the whole reference story: two sessions and four months, checked figure by figure
	$(BIN)/python -m story --language $(LANGUAGE) $(if $(DOOR),--door $(DOOR))

test: $(READY) ## the test suite, without whole sessions
	$(PYTEST) -m "not scene"

scenes: $(READY) ## whole sessions, played by people: in browsers, and as the story
	$(PYTEST) -m scene

test-long: $(READY) ## in full what every check tests with fewer cases: a year, more rooms, more orders of acts
	LONG=1 $(PYTEST) -m long --timeout 600

# Tests and scenes in one run: each worker imports and collects once, and while a browser or a clock is waited for,
# something else goes on. On a fresh clone one process compiles everything before, not each worker for itself.
# The types are checked meanwhile, with what is left of the machine; what is wrong with them
# stands at the end.
check: $(READY) ## what CI runs: format, lint, types, import contracts, tests, scenes
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	@nice $(BIN)/mypy > $(VENV)/types.txt 2>&1 & types=$$!; \
	test -d tests/__pycache__ || $(BIN)/python -m pytest --collect-only -q -n 0 > /dev/null; \
	$(PYTEST); tests=$$?; \
	wait $$types; types=$$?; cat $(VENV)/types.txt; exit $$((tests | types))

bench: $(READY) ## bursts of votes against a bare Bolt app
	$(BIN)/python -m benchmarks.storms

bench-breakouts: $(READY) ## groups beside a genetic search and an exact solver
	$(BIN)/python -m benchmarks.breakouts

bench-go: $(READY) ## 300 people at Slack's own limits: how soon everybody knows their group
	$(BIN)/python -m benchmarks.go

bench-forms: $(READY) ## 300 people open forms at once, at Slack's own limits: everybody gets through
	$(BIN)/python -m benchmarks.arriving

bench-led: $(READY) ## 300 people are led through an agenda, at Slack's own limits: every act acknowledged within a second
	$(BIN)/python -m benchmarks.led

bench-nudges: $(READY) ## claiming 1,000 due among 1,000,000 stored; and 10,000 due at once, sent at Slack's pace
	$(BIN)/python -m benchmarks.claims

bench-themes: $(READY) ## how well ideas are sorted into themes, beside chance and k-means
	$(BIN)/python -m benchmarks.themes

bench-ideas: $(READY) ## from an idea's words to its card, among 10 ideas and among 1,000
	$(BIN)/python -m benchmarks.captures

bench-tencards: $(READY) ## what ten cards find of a room's best ideas, beside a shared list
	$(BIN)/python -m benchmarks.tencards

attack: $(READY) ## an intruder tries to link 20 people each to what they said unnamed, in 200 rooms
	$(BIN)/python -m benchmarks.attack $(if $(RECORD),--record $(RECORD))

chaos: $(READY) ## processes, PostgreSQL and Slack die while nudges are sent; each arrives once: make chaos SEEDS="1 2"
	$(BIN)/python -m benchmarks.chaos $(if $(SEEDS),--seeds $(SEEDS))

crowd: $(READY) ## 300 people act for ten rehearsed minutes; nothing may be lost
	$(BIN)/python -m benchmarks.crowd

pictures: $(READY) ## the pictures of README and docs, taken anew in a real browser
	$(BIN)/python -m tests.page.pictures

judge-live: $(READY) ## what the bot can say, as calls to Slack's own judge (prints them; needs no token)
	@$(BIN)/python -m tests.judges.live

fix: $(READY) ## format, and mend what the linter can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

manifest: $(READY) ## write manifest.json from the table of commands
	$(BIN)/python -m bot.manifest > manifest.new && mv manifest.new manifest.json

words: $(READY) ## bring the catalogues of other languages in line with the code
	$(BIN)/python -m tests.words.catalogue

lock: ## pin the dependencies again (needs uv)
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 requirements/run.in -o requirements/run.txt
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 requirements/dev.in -o requirements/dev.txt
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 requirements/themes.in -o requirements/themes.txt

.PHONY: help setup rehearse run story test scenes test-long check bench bench-breakouts bench-go bench-forms bench-led bench-nudges bench-themes bench-ideas bench-tencards attack chaos crowd pictures judge-live fix manifest words lock
