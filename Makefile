# Two commands on a fresh machine with Python 3.11 or newer, git and make: `make site` and `make test`.
# Each does its own set-up; run them again at will.

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin

# Material's notice about MkDocs 2 concerns its authors' plans, not this site.
export NO_MKDOCS_2_WARNING := 1

.PHONY: site serve check test lint html scripts quality rehearse requirements clean

site: .venv/site.done  ## Build both languages into site/.
	$(BIN)/atlas build

serve: .venv/site.done  ## Show the site at http://127.0.0.1:8000/ and rebuild on every save.
	SITE_URL=http://127.0.0.1:$(PORT)/ $(BIN)/mkdocs serve --dev-addr 127.0.0.1:$(PORT)

check: .venv/site.done  ## Check the catalog: every mistake with file, line and remedy.
	$(BIN)/atlas check

test: .venv/test.done  ## Run every test, in a real browser where one is needed.
	CHROMIUM="$$(tools/browser.sh)" && export CHROMIUM && $(BIN)/pytest -n auto --maxprocesses 4 --dist worksteal

lint: .venv/test.done  ## Style and types.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

html: .venv/site.done  ## Check the HTML of the built site with the validator of the W3C (needs Java and npm).
	tools/html.sh

scripts:  ## Check the types of the scripts that run in the browser (needs npm).
	tools/scripts.sh

quality: site .venv/test.done  ## Speed, access, weights and links of the built site against budgets; QUICK=1 for a sample.
	tools/quality.sh $(if $(QUICK),--quick)

rehearse: .venv/test.done  ## Rehearse the workflows against the rehearsal hub, and show their logs.
	$(BIN)/pytest -rP tests/test_workflows.py -k rehearsal

requirements:  ## Bring the pinned requirements up to date, with hashes and without an index.
	tools/setup.sh $(PYTHON) .venv-lock
	.venv-lock/bin/pip install --quiet --disable-pip-version-check "uv>=0.9"
	for name in site test; do .venv-lock/bin/uv pip compile --quiet --upgrade --universal \
		--generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
		requirements/$$name.in --output-file requirements/$$name.txt || exit 1; done
	rm -rf .venv-lock

clean:  ## Remove everything that was built or installed here.
	rm -rf .venv .venv-lock site build schema node_modules .cache .mypy_cache .pytest_cache .ruff_cache

.venv/site.done: requirements/site.txt pyproject.toml tools/setup.sh
	tools/setup.sh $(PYTHON) .venv requirements/site.txt
	$(BIN)/atlas schema
	touch $@

.venv/test.done: requirements/test.txt .venv/site.done
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	touch $@
