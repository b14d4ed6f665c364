# The set-up lines stand in README.md, and only there.
line = sh -ec "$$(grep -m1 '^python3 -m venv .*$(1)' README.md)"

.PHONY: run test check screenshots bench torch-check

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

bench:
	.venv/bin/python benchmarks/startup.py
	.venv/bin/python benchmarks/frames.py
	.venv/bin/python benchmarks/autodiff.py
	.venv/bin/python benchmarks/jets.py
	.venv/bin/python benchmarks/montecarlo.py

# PYTHON is one that has torch: our own has not.
torch-check:
	.venv/bin/python tools/check_programs.py torch $(PYTHON)
