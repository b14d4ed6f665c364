"""A few thousand cases of the fuzz that `python soak/fuzz.py` runs a million of; and that it can fail."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

import fuzz
from calctui.maths.autodiff import gradient
from fuzz_checks import KINDS
from fuzz_endings import ACCEPTED, UNDECIDED, Disagreement

CASES = 1500


def test_a_few_thousand_random_cases_end_well() -> None:
    report = fuzz.run(CASES, seed=1, processes=1)
    assert report.failures == 0, "\n".join(report.told)
    assert sum(report.counts.values()) == CASES
    for kind in KINDS:
        taken, undecided = report.counts[kind, ACCEPTED], report.counts[kind, UNDECIDED]
        assert taken > 5, kind
        assert undecided < taken / 2, kind


def test_the_same_seed_makes_the_same_cases() -> None:
    first, second = (fuzz.run(200, seed=7, processes=1) for _ in range(2))
    assert first.counts == second.counts


def ending_of(check: Callable[[Any], str], monkeypatch: pytest.MonkeyPatch) -> fuzz.Report:
    monkeypatch.setattr(fuzz, "KINDS", {"one": (1.0, lambda rng: ("text", None), check)})
    report = fuzz.Report()
    fuzz.examine(report, "one", Random(1))
    return report


def test_whatever_goes_wrong_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz, "LIMIT", 0.05)

    def raises(case: Any) -> str:
        raise ValueError("broken")

    def disagrees(case: Any) -> str:
        raise Disagreement("1 and 2")

    def hangs(case: Any) -> str:
        while True:
            pass

    for check, ending in ((raises, fuzz.RAISED), (disagrees, fuzz.DISAGREED), (hangs, fuzz.LATE)):
        report = ending_of(check, monkeypatch)
        assert report.counts == {("one", ending): 1}
        assert report.failures == 1
        assert "'text'" in report.told[0]
        assert ending in fuzz.table(report)


def test_slopes_that_are_wrong_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(expression: Any, at: Any, wrt: Any) -> dict[str, Any]:
        return {name: 1.1 * slope for name, slope in gradient(expression, at, wrt).items()}

    monkeypatch.setattr("fuzz_slopes.gradient", wrong)
    report, rng = fuzz.Report(), Random(1)
    for _ in range(40):
        fuzz.examine(report, "slopes: forward, reverse, formula, series", rng)
    assert report.failures > 5
