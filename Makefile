# The set-up lines stand in README.md, and only there.
line = sh -ec "$$(grep -m1 '^python3 -m venv .*$(1)' README.md)"

.PHONY: run test check screenshots bench soak torch-check

run:
	$(call line,calctui secant$$)

test:
	$(call line,pytest$$)

check:
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports

screenshots:
	.venv/bin/python screenshots/make.py

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

# What takes too long for every test run: some half an hour on two cores.
soak:
	.venv/bin/python soak/fuzz.py --cases 1000000 --seed 1 --processes 2
	.venv/bin/python soak/monkey.py
	.venv/bin/python soak/animation.py

# PYTHON is one that has torch: our own has not.
torch-check:
	.venv/bin/python tools/check_programs.py torch $(PYTHON)
