# Two commands do everything: `make site` and `make test`.

PYTHON ?= python3
BIN := .venv/bin
RUN := $(BIN)/niemyet

.PHONY: site serve test check bench bench-mirror search-report slow-phone lighthouse import clean

site: .venv/site-ready
	$(RUN) build
	@echo "Mở xem: make serve, hoặc mở tệp site/index.html."

serve: .venv/site-ready
	$(RUN) serve

test: .venv/test-ready
	$(BIN)/python -m pytest -n 2 --dist loadgroup

check: .venv/test-ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv/test-ready
	$(BIN)/python -m tests.bench

bench-mirror: .venv/test-ready
	$(BIN)/python -m tests.bench.mirror

search-report: .venv/test-ready
	$(BIN)/python -m tests.search.report

slow-phone: .venv/test-ready
	$(BIN)/python -m tests.search.slow_phone

lighthouse: .venv/test-ready
	$(BIN)/python -m tests.browser.lighthouse

clean:
	rm -rf site .site.* .niemyet

.venv/pip-ready: requirements.lock
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.lock
	@touch $@

.venv/site-ready: .venv/pip-ready pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --config-settings editable_mode=compat -e .
	@touch $@

.venv/test-ready: .venv/site-ready requirements-test.lock tests/node/package-lock.json
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-test.lock
	tests/install-tools
	@touch $@
