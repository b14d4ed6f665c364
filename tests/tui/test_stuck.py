"""The explorer while SymPy is at a question that it never answers, and where there is no SymPy at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from explorer import explorer, press, running, screen_text, setting, shows
from textual.pilot import Pilot

from calctui.maths import symbolic
from calctui.maths.symbolic.engine import Engine


@pytest.fixture
def patient(forkless: bool, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """An engine that waits a minute for an answer, used by the app."""
    with Engine(60, forkless=forkless) as engine:
        monkeypatch.setattr(symbolic, "Engine", lambda: engine)
        yield engine


async def computing(pilot: Pilot[None], engine: Engine, forkless: bool) -> None:
    """Wait until SymPy is at the question."""
    for _ in range(400):
        if engine.pid and (at_work := Path(f"/proc/{engine.pid}/task/{engine.pid}/children")).exists():
            # Without children a thread shows it: the one that would end the worker if nobody else did.
            threads = len(list(Path(f"/proc/{engine.pid}/task").iterdir()))
            if threads > 2 if forkless else at_work.read_text():
                return
        await pilot.pause(0.02)
    raise AssertionError("SymPy was not asked")


async def test_keys_are_answered_while_sympy_is_stuck(patient: Engine, forkless: bool) -> None:
    app = explorer("riemann f='1/(x^5+x+1)' n=4")
    async with app.run_test(size=(80, 24)) as pilot:
        await shows(pilot, "4 strips by trapezoid")
        await computing(pilot, patient, forkless)
        for count in range(5, 10):
            await press(pilot, "right")
            assert f"{count} strips by trapezoid" in screen_text(app)
        for key, shown in (
            ("down", "▸ rule"),
            ("right", "by simpson"),
            ("question_mark", "Keys"),
            ("escape", "by simpson"),
            ("t", "area"),
        ):
            await press(pilot, key)
            await shows(pilot, shown)
        assert setting(app, "n") == 9
        assert not app.settled, "the question is still pending"


@pytest.mark.parametrize(
    ("command", "shown"),
    [
        ("derivative", "     SymPy is unavailable"),
        ("rules", "SymPy's formula: SymPy is unavailable"),
        ("riemann", "by numbers"),
        ("autodiff", "our count"),
    ],
)
async def test_without_sympy_the_screen_says_so_and_shows_the_rest(
    command: str, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(symbolic, "Engine", lambda: Engine(command=("/nowhere/python",)))
    async with running(command) as (app, _):
        assert shown in screen_text(app)
