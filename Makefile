# Two commands set everything up on a fresh machine: `make run` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WORKED ?= worked-township

.PHONY: run test check bench thorough pictures manual clean

$(VENV)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	$(BIN)/python -m compileall -q xinfang_tui screens store
	touch $@

run: $(VENV)/.installed
	@test -e $(WORKED)/ledger.db || $(BIN)/xinfang demo $(WORKED)
	@$(BIN)/xinfang --data $(WORKED) --today 2026-10-31 report summary --month 2026-10
	@echo "各项文书在：$(WORKED)/文书"
	@if [ -t 0 ] && [ -t 1 ]; then $(BIN)/xinfang --data $(WORKED) --today 2026-10-31; fi

test: $(VENV)/.installed
	$(BIN)/python -m pytest

thorough: $(VENV)/.installed
	$(BIN)/python -m pytest --hypothesis-profile=thorough

check: $(VENV)/.installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) test

bench: $(VENV)/.installed
	$(BIN)/python -m bench

pictures: $(VENV)/.installed
	$(BIN)/python docs/pictures/take.py

manual: $(VENV)/.installed
	$(BIN)/python docs/commands.py

clean:
	rm -rf $(VENV) $(WORKED) build dist *.egg-info
