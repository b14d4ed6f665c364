# The set-up lines stand in README.md, and only there.
line = sh -ec "$$(grep -m1 '^python3 -m venv .*$(1)' README.md)"

.PHONY: run test check docs screenshots bench soak coverage torch-check dist-check

run:
	$(call line,calctui secant$$)

test:
	$(call line,pytest$$)

check:
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports

docs:
	PYTHONPATH=tools .venv/bin/python -m documents

# termtosvg makes a film for web pages of a recording; nothing of ours needs it, so it has an environment of its own.
.venv-shots/ready:
	python3 -m venv .venv-shots
	.venv-shots/bin/pip install -q termtosvg==1.1.0
	touch $@

screenshots: .venv-shots/ready
	.venv/bin/python screenshots/make.py
	.venv/bin/calctui record secant -o .venv-shots/secant.cast
	.venv-shots/bin/termtosvg render .venv-shots/secant.cast screenshots/secant-playing.svg -m 100 -D 1500

# An environment of its own, with the peers; where one can't be installed, its cells say that it did not run.
.venv-bench/ready: pyproject.toml constraints.txt
	python3 -m venv .venv-bench
	.venv-bench/bin/pip install -q -c constraints.txt -e . pyte
	-.venv-bench/bin/pip install -q -c constraints.txt textual-plotext
	-.venv-bench/bin/pip install -q -c constraints.txt textual-plot
	touch $@

# QUICK=1 prints a rough answer within two minutes and leaves RESULTS.md as it is.
bench: .venv-bench/ready
	.venv-bench/bin/python benchmarks/results.py $(if $(QUICK),--quick)

# What takes too long for every test run: half an hour on two cores.
soak:
	.venv/bin/python soak/fuzz.py --cases 1000000 --seed 1 --processes 2
	.venv/bin/python soak/monkey.py
	.venv/bin/python soak/animation.py
	.venv/bin/python -m pytest -m hypothesis --hypothesis-profile=soak
	.venv/bin/python -m pytest -m soak

# Of the floors that numbers and pictures come from; `docs/coverage.md` says why each line is left that no test meets.
.venv-coverage/ready: pyproject.toml constraints.txt
	python3 -m venv .venv-coverage
	.venv-coverage/bin/pip install -q -c constraints.txt -e '.[dev]' pytest-cov==7.1.0
	touch $@

FLOORS = maths scene explore raster

coverage: .venv-coverage/ready
	.venv-coverage/bin/python -m pytest --cov --cov-report= $(addprefix tests/,$(FLOORS) \
	    explorables descent symbolic hostile chapter export linear tui cli)
	for floor in $(FLOORS); do \
	    .venv-coverage/bin/coverage report --fail-under=95 --include="src/calctui/$$floor/*" || exit 1; done

# PYTHON is one that has torch: our own has not.
torch-check:
	.venv/bin/python tools/check_programs.py torch $(PYTHON)

# Wheel and sdist in a fresh environment of every Python here, or of PYTHONS; nothing is published.
dist-check:
	python3 -m venv .venv-dist
	.venv-dist/bin/pip install -q build
	PYTHONPATH=tests/terminal .venv-dist/bin/python tools/check_dist.py $(PYTHONS)
