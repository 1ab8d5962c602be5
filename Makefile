# make demo   set-up, then the whole circle on the invented samples; results in demo/
# make test   set-up, then all tests
# make lint   style, types and import contracts
# make forms  rebuild the official forms from their source, and the sample plans from them
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin

.PHONY: demo test lint forms clean

demo: $(VENV)/installed
	$(RUN)/integplan demo -o demo

test: $(VENV)/installed-test
	$(RUN)/python -m pytest -n auto --maxprocesses 4

lint: $(VENV)/installed-test
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy
	$(RUN)/lint-imports

forms: $(VENV)/installed-test
	for form in forms/*/form.toml; do $(RUN)/integplan form build $$(dirname $$form) || exit 1; done
	$(RUN)/integplan fill samples/deltakere.xlsx -o samples/planer --on 01.03.2026 --overwrite
	-$(RUN)/integplan fill samples/feil.json -o samples/planer --on 01.03.2026 --overwrite --draft

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed." if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: $(VENV)/bin/python pyproject.toml constraints.txt
	$(RUN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

$(VENV)/installed-test: $(VENV)/bin/python pyproject.toml constraints.txt
	$(RUN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]'
	touch $@ $(VENV)/installed

clean:
	rm -rf $(VENV) demo
