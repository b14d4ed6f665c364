"""The engine from outside: answers, deadlines, cancelling, and a worker that misbehaves."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from symbolic_support import (
    BUSY,
    HANGING,
    alive,
    at_work,
    derivative,
    logistic,
    noted,
    stand_in,
    unary,
    until,
)

from calctui.maths.parser import parse
from calctui.maths.symbolic import Answer, Engine, Status, service
from calctui.maths.symbolic.engine import LIMIT

EASY = derivative(parse("3x^2 + 2x"))
OTHER = derivative(unary("sin"))
PATIENCE = 15.0


def gone(pid: int) -> bool:
    return not alive(pid)


class Heard:
    """Collects what an engine delivers."""

    def __init__(self) -> None:
        self.answers: list[tuple[str, Answer]] = []
        self.threads: set[str] = set()

    def __call__(self, name: str, answer: Answer) -> None:
        self.threads.add(threading.current_thread().name)
        self.answers.append((name, answer))

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.answers]


@pytest.fixture(scope="module")
def engine(forkless: bool) -> Iterator[Engine]:
    with Engine(limit=0.6, forkless=forkless) as engine:
        yield engine


def test_an_answer_arrives_from_the_engines_thread(engine: Engine) -> None:
    heard = Heard()
    engine.ask({"slope": EASY, "other": OTHER}, heard)
    assert until(lambda: len(heard.answers) == 2)
    assert {name: answer.plain for name, answer in heard.answers} == {"slope": "6*x + 2", "other": "cos(x)"}
    assert heard.threads == {"calctui-symbolic"}


def test_a_new_engine_starts_nothing() -> None:
    before = threading.active_count()
    engine = Engine()
    assert engine.pid is None
    assert threading.active_count() == before
    engine.stop()
    engine.stop()


def test_start_loads_sympy_ahead_of_the_first_question(forkless: bool) -> None:
    with Engine(forkless=forkless) as engine:
        engine.start()
        assert until(lambda: engine.pid)
        worker = engine.pid
        assert engine.answer({"f": EASY}, PATIENCE)["f"].plain == "6*x + 2"
        assert engine.pid == worker


@pytest.mark.parametrize(("forkless", "limit"), [(False, LIMIT), (True, 0.8)])
def test_a_question_that_hangs_ends_at_its_deadline_and_the_next_is_answered(
    forkless: bool, limit: float
) -> None:
    with Engine(limit, forkless=forkless) as engine:
        assert engine.answer({"f": EASY}, PATIENCE)["f"].status is Status.FOUND
        for hanging in (HANGING, derivative(logistic(20))):
            began = time.monotonic()
            answer = engine.answer({"f": hanging}, PATIENCE)["f"]
            assert answer.status is Status.TIMEOUT
            assert answer.reason == f"not found in {limit:g} s"
            assert limit <= time.monotonic() - began
            assert forkless or time.monotonic() - began < limit + 0.7
        assert engine.answer({"f": OTHER}, PATIENCE)["f"].plain == "cos(x)"


def test_a_question_that_hangs_does_not_cost_the_others_in_its_batch(engine: Engine) -> None:
    answers = engine.answer({"a": HANGING, "b": OTHER}, PATIENCE)
    assert answers["a"].status is Status.TIMEOUT
    assert answers["b"].plain == "cos(x)"


def test_waiting_ends_with_the_callers_own_timeout() -> None:
    with Engine() as engine:
        began = time.monotonic()
        answer = engine.answer({"f": HANGING}, 0.2)["f"]
        assert answer.reason == "not found in 0.2 s"
        assert time.monotonic() - began < 0.5


ONE_HANGS = "if question.kind == 'limit':\n  while True: pass\nyield Answer(Status.FOUND, 'x')"
"""The body of a `solve` that answers all but limits."""
LIMITING = replace(OTHER, kind="limit")


def test_the_newest_batch_wins(forkless: bool, tmp_path: Path) -> None:
    older, newer, log = Heard(), Heard(), tmp_path / "log"
    with Engine(60, stand_in(ONE_HANGS, log, forkless), forkless) as engine:
        engine.ask({"old": LIMITING, "older": OTHER}, older)
        stuck = at_work(log)
        engine.ask({"new": EASY}, newer)
        assert until(lambda: newer.names == ["new"])
        assert not alive(stuck)
        assert engine.answer({"f": OTHER}, PATIENCE)["f"].status is Status.FOUND
    assert older.answers == []
    assert len(noted(log)) == 3


def test_of_many_batches_only_the_last_is_delivered(engine: Engine) -> None:
    engine.answer({"f": EASY}, PATIENCE)
    heard = Heard()
    for _ in range(100):
        engine.ask({"hang": HANGING}, heard)
        engine.ask({"hang": derivative(logistic(20))}, heard)
    engine.ask({"last": OTHER}, heard)
    assert until(lambda: "last" in heard.names)
    assert heard.names == ["last"]


def test_asking_nothing_cancels(forkless: bool, tmp_path: Path) -> None:
    heard, log = Heard(), tmp_path / "log"
    with Engine(60, stand_in(BUSY, log, forkless), forkless) as engine:
        engine.ask({"f": EASY}, heard)
        stuck = at_work(log)
        engine.ask({}, heard)
        assert until(partial(gone, stuck), 2)
    assert heard.answers == []


def test_the_same_questions_on_every_frame_carry_on(forkless: bool, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with Engine(0.6, stand_in("time.sleep(60); yield", log, forkless), forkless) as engine:
        heard = Heard()
        while not heard.answers:
            engine.ask({"f": EASY}, heard)
            time.sleep(0.02)
        engine.ask({"f": EASY}, heard)
        assert until(lambda: len(heard.answers) > 1)
        assert {answer.status for _, answer in heard.answers} == {Status.TIMEOUT}
    assert len(noted(log)) == 1


def test_a_kept_answer_is_not_asked_for_again(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with Engine(0.6, stand_in("yield Answer(Status.FOUND, 'x')", log)) as engine:
        assert engine.known({"f": EASY}) == {}
        for name in ("f", "g", "h"):
            assert engine.answer({name: EASY}, PATIENCE)[name].plain == "x"
        assert engine.known({"f": EASY, "g": OTHER})["f"].plain == "x"
        assert engine.answer({"f": OTHER}, PATIENCE)["f"].plain == "x"
    assert len(noted(log)) == 2


def test_no_formula_in_time_is_not_kept(engine: Engine) -> None:
    assert engine.answer({"f": HANGING}, PATIENCE)["f"].status is Status.TIMEOUT
    assert engine.known({"f": HANGING}) == {}


@pytest.mark.parametrize(
    ("solve", "reason"),
    [
        ("bytearray(3_000_000_000); yield", "needs too much memory"),
        ("os.kill(os.getpid(), 9); yield", "needs too much memory"),
        ("raise RecursionError; yield", "no formula found"),
        ("yield Answer(Status.FOUND, 'x' * 100_000)", "too long to show"),
        (
            "answering.wire.LONGEST_ANSWER = 10**9; yield Answer(Status.FOUND, 'x' * 2_000_000)",
            "too long to show",
        ),
        (
            "print('noise', flush=True); os.write(2, b'noise'); yield Answer(Status.FOUND, reason='fine')",
            "fine",
        ),
        ("yield Answer(Status.FOUND, reason='first'); time.sleep(60)", "first"),
        (
            "yield Answer(Status.FOUND, reason='1'); yield Answer(Status.FOUND, reason='2'); 1 / 0",
            "2",
        ),
    ],
)
def test_whatever_a_question_does_is_one_answer(solve: str, reason: str, forkless: bool) -> None:
    with Engine(2.0, stand_in(solve, None, forkless), forkless) as engine:
        assert engine.answer({"f": EASY}, PATIENCE)["f"].reason == reason
        assert engine.answer({"f": OTHER}, PATIENCE)["f"].reason == reason


def test_a_worker_killed_while_idle_is_replaced(engine: Engine) -> None:
    engine.answer({"f": EASY}, PATIENCE)
    assert until(lambda: engine.pid)
    killed = engine.pid
    assert killed
    os.kill(killed, signal.SIGKILL)
    assert engine.answer({"f": derivative(unary("sinh"))}, PATIENCE)["f"].plain == "cosh(x)"
    assert engine.pid != killed


def test_a_worker_killed_while_busy_is_replaced_once(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with Engine(60, stand_in(BUSY, log)) as engine:
        heard = Heard()
        engine.ask({"f": EASY}, heard)
        for count in (1, 2):
            child = at_work(log, count)
            assert engine.pid
            os.kill(engine.pid, signal.SIGKILL)
            assert until(partial(gone, child), 2)
        assert until(lambda: heard.answers)
        assert [answer.reason for _, answer in heard.answers] == ["SymPy is unavailable"]


NEVER_READY = "import time; time.sleep(60)"


@pytest.mark.parametrize(
    "code",
    [
        "",
        "import sys; sys.exit(3)",
        "print('hello', flush=True); input()",
        "print('x' * 1_000_000, flush=True); input()",
        'print(\'{"ready": true}\\n{"batch": 1, "name": [], "answer": 7}\', flush=True); input(); input()',
        "import os, time; os.close(1); time.sleep(60)",
        NEVER_READY,
    ],
)
def test_a_worker_that_never_works_makes_the_engine_unavailable(
    code: str, forkless: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "STARTING", 0.5 if code == NEVER_READY else 2 * PATIENCE)
    log = tmp_path / "log"
    with Engine(0.1, (sys.executable, "-c", logging(log) + code), forkless) as engine:
        answers = engine.answer({"f": EASY, "g": OTHER}, PATIENCE)
        assert {answer.reason for answer in answers.values()} == {"SymPy is unavailable"}
        started = len(noted(log))
        assert started in (2, 3)  # a third where the first was gone before the question came
        assert engine.answer({"f": EASY}, PATIENCE)["f"].status is Status.UNAVAILABLE
        assert len(noted(log)) == started


READY = "import time; print('{\"ready\": true}', flush=True); "


@pytest.mark.parametrize("then", ["time.sleep(60)", "os.close(0); time.sleep(60)"])
def test_a_forking_worker_that_says_nothing_more_is_stuck(then: str, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with Engine(0.1, (sys.executable, "-c", logging(log) + READY + then)) as engine:
        assert engine.answer({"f": EASY}, PATIENCE)["f"].reason == "SymPy is unavailable"
    assert len(noted(log)) in (2, 3)


def test_a_forkless_worker_that_says_nothing_more_is_late(tmp_path: Path) -> None:
    with Engine(0.2, (sys.executable, "-c", READY + "time.sleep(60)"), forkless=True) as engine:
        answers = engine.answer({"f": EASY, "g": OTHER}, PATIENCE)
        assert {answer.reason for answer in answers.values()} == {"not found in 0.2 s"}


ANSWERS_TWICE = """
import json, sys
print('{"ready": true}', flush=True)
for line in sys.stdin:
    batch = json.loads(line)["batch"]
    for number in (batch - 1, batch):
        answer = {"status": "found", "plain": str(number), "pretty": "", "expression": None, "reason": ""}
        print(json.dumps({"batch": number, "name": "f", "answer": answer}), flush=True)
"""


def test_an_answer_to_an_older_batch_is_dropped() -> None:
    with Engine(1, (sys.executable, "-c", ANSWERS_TWICE)) as engine:
        assert engine.answer({"f": EASY}, PATIENCE)["f"].plain == "1"
        assert engine.answer({"f": OTHER}, PATIENCE)["f"].plain == "2"


def test_an_answer_that_comes_late_is_shown_for_no_other_formula(forkless: bool, tmp_path: Path) -> None:
    log = tmp_path / "log"
    slow = "time.sleep(0.2); yield Answer(Status.FOUND, question.kind)"
    with Engine(60, stand_in(slow, log, forkless), forkless) as engine:
        heard = Heard()
        engine.ask({"f": LIMITING}, heard)
        at_work(log)
        engine.ask({"f": OTHER}, heard)
        assert until(lambda: heard.answers)
        assert [answer.plain for _, answer in heard.answers] == ["derivative"]
        assert engine.known({"f": LIMITING}) == {}
    assert not forkless or len(set(noted(log))) == 1  # it was let finish: that costs less than a new worker


def test_a_command_that_cannot_be_started_makes_the_engine_unavailable(forkless: bool) -> None:
    with Engine(command=("/nowhere/python",), forkless=forkless) as engine:
        assert engine.answer({"f": EASY}, PATIENCE)["f"].status is Status.UNAVAILABLE


def test_a_stopped_engine_starts_again_when_asked(engine: Engine) -> None:
    engine.answer({"f": OTHER}, PATIENCE)
    engine.stop()
    assert engine.pid is None
    assert engine.answer({"f": derivative(unary("exp"))}, PATIENCE)["f"].status is Status.FOUND


def logging(log: Path) -> str:
    """Code that notes its process in a log."""
    return f"import os\nopen({str(log)!r}, 'a').write(f'{{os.getpid()}}\\n')\n"


SQUARE = """
from calctui.maths.symbolic import Engine, Question
from calctui.maths.parser import parse
with Engine(forkless=%s) as engine:
    print(engine.answer({"f": Question("derivative", parse("x^2"))}, 9)["f"].plain)
"""


def run(code: str, *, path: Sequence[str] = ()) -> str:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=20, cwd=Path(*path)
    ).stdout


def test_the_main_process_never_imports_sympy(forkless: bool) -> None:
    loaded = "[name for name in sys.modules if name.startswith(('sympy', 'mpmath'))]"
    code = f"{SQUARE % forkless}\nimport sys; print({loaded})"
    assert run(code).split("\n")[:2] == ["2*x", "[]"]


@pytest.mark.parametrize("worker", ["worker", "single"])
def test_the_worker_imports_no_floor_above_maths(worker: str) -> None:
    code = f"import sys, calctui.maths.symbolic.{worker}; print(*sys.modules)"
    loaded = {
        name for name in run(code).split() if name.startswith(("calctui.", "textual", "rich", "plotext"))
    }
    assert loaded
    assert all(name.startswith("calctui.maths") for name in loaded)


def test_a_file_beside_the_user_is_not_imported_by_the_worker(forkless: bool, tmp_path: Path) -> None:
    (tmp_path / "sympy.py").write_text("raise SystemExit")
    assert run(SQUARE % forkless, path=[str(tmp_path)]) == "2*x\n"
