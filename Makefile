# make run    set up and open the window          make setup  only set up
# make test   set up and run every test           make lint   style, types, who imports whom
# make bench  benchmarks                          make lock   choose and pin the packages anew
# make words  texts of the sources into the catalogues    make camera  set up with the camera
.PHONY: setup setup-dev camera run test lint format bench backup restore lock words clean
.DEFAULT_GOAL := run

# Compiled files are worth half of a start, whatever the shell says.
unexport PYTHONDONTWRITEBYTECODE
VENV := .venv
PY := $(VENV)/bin/python
# The first Python of at least 3.11; PYTHON=... names another.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 /usr/bin/python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
SETUP = $(if $(PYTHON),$(PYTHON) scripts/setup.py,@echo "Нужен Python 3.11 или новее. Python 3.11 or newer is needed."; exit 1;)
SETUP_FILES := scripts/setup.py scripts/system_needs.py

setup: $(VENV)/run.done
setup-dev: $(VENV)/dev.done

$(VENV)/run.done: requirements.lock $(SETUP_FILES)
	$(SETUP) run

$(VENV)/dev.done: requirements-dev.lock $(SETUP_FILES)
	$(SETUP) dev

camera: $(VENV)/camera.done

$(VENV)/camera.done: requirements-camera.lock $(SETUP_FILES)
	$(SETUP) camera

run: setup
	@test -n "$$DISPLAY$$WAYLAND_DISPLAY$$QT_QPA_PLATFORM" || test "$$(uname)" != Linux || { \
	echo "Нет графического сеанса: откройте терминал на рабочем столе и повторите."; \
	echo "No graphical session: open a terminal on the desktop and try again."; exit 1; }
	$(PY) main.py $(ARGS)

test: setup-dev
	$(PY) -m pytest $(ARGS)

lint: setup-dev
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports

format: setup-dev
	$(PY) -m ruff check --fix-only .
	$(PY) -m ruff format .

bench: setup-dev
	$(PY) main.py bench $(ARGS)

backup restore: setup
	$(PY) main.py $@ $(or $(FILE),$(error FILE=... names the copy))

lock: setup
	$(PY) scripts/lock.py

words: setup-dev
	$(PY) scripts/words.py

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
