"""The engine from outside: answers, deadlines, cancelling, and a worker that misbehaves."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from symbolic_support import HANGING, alive, children, derivative, logistic, stand_in, unary, until

from calctui.maths.parser import parse
from calctui.maths.symbolic import Answer, Engine, Status
from calctui.maths.symbolic.engine import LIMIT

EASY = derivative(parse("3x^2 + 2x"))
OTHER = derivative(unary("sin"))
PATIENCE = 15.0


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
def engine() -> Iterator[Engine]:
    with Engine(limit=0.6) as engine:
        yield engine


def busy(engine: Engine) -> list[int]:
    """Wait until the worker has a child, and return it."""
    assert until(lambda: engine.pid and children(engine.pid))
    assert engine.pid
    return children(engine.pid)


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


def test_start_loads_sympy_ahead_of_the_first_question() -> None:
    with Engine() as engine:
        engine.start()
        assert until(lambda: engine.pid)
        worker = engine.pid
        assert engine.answer({"f": EASY}, PATIENCE)["f"].plain == "6*x + 2"
        assert engine.pid == worker


def test_a_question_that_hangs_ends_at_its_deadline_and_the_next_is_answered() -> None:
    with Engine() as engine:
        assert engine.answer({"f": EASY}, PATIENCE)["f"].status is Status.FOUND
        for hanging in (HANGING, derivative(logistic(20))):
            began = time.monotonic()
            answer = engine.answer({"f": hanging}, PATIENCE)["f"]
            assert answer.status is Status.TIMEOUT
            assert answer.reason == "not found in 2 s"
            assert LIMIT <= time.monotonic() - began < LIMIT + 0.7
        assert engine.answer({"f": OTHER}, PATIENCE)["f"].plain == "cos(x)"


def test_a_question_that_hangs_does_not_cost_the_others_in_its_batch(engine: Engine) -> None:
    answers = engine.answer({"a": HANGING, "b": OTHER}, PATIENCE)
    assert answers["a"].status is Status.TIMEOUT
    assert answers["b"].plain == "cos(x)"


def test_the_questions_of_a_batch_share_its_time(engine: Engine) -> None:
    answers = engine.answer({"a": HANGING, "b": derivative(logistic(20)), "c": OTHER}, PATIENCE)
    for name in "ab":
        assert answers[name].reason.startswith("not found in 0.")
        assert float(answers[name].reason.split()[3]) <= 0.3
    assert answers["c"].plain == "cos(x)"


def test_waiting_ends_with_the_callers_own_timeout() -> None:
    with Engine() as engine:
        began = time.monotonic()
        answer = engine.answer({"f": HANGING}, 0.2)["f"]
        assert answer.reason == "not found in 0.2 s"
        assert time.monotonic() - began < 0.5


def test_the_newest_batch_wins(engine: Engine) -> None:
    older, newer = Heard(), Heard()
    engine.ask({"old": HANGING, "older": derivative(unary("tanh"))}, older)
    child = busy(engine)
    engine.ask({"new": derivative(unary("cos"))}, newer)
    assert until(lambda: newer.names == ["new"])
    assert not any(alive(pid) for pid in child)
    assert engine.answer({"f": derivative(unary("atan"))}, PATIENCE)["f"].status is Status.FOUND
    assert older.answers == []


def test_of_many_batches_only_the_last_is_delivered(engine: Engine) -> None:
    engine.answer({"f": EASY}, PATIENCE)
    heard = Heard()
    for _ in range(100):
        engine.ask({"hang": HANGING}, heard)
        engine.ask({"hang": derivative(logistic(20))}, heard)
    engine.ask({"last": OTHER}, heard)
    assert until(lambda: "last" in heard.names)
    assert heard.names == ["last"]


def test_asking_nothing_cancels(engine: Engine) -> None:
    heard = Heard()
    engine.ask({"f": HANGING}, heard)
    child = busy(engine)
    engine.ask({}, heard)
    assert until(lambda: not any(alive(pid) for pid in child), 0.4)
    assert heard.answers == []


def test_the_same_questions_on_every_frame_carry_on(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with Engine(0.6, stand_in("time.sleep(60); yield", log)) as engine:
        heard = Heard()
        while not heard.answers:
            engine.ask({"f": EASY}, heard)
            time.sleep(0.02)
        engine.ask({"f": EASY}, heard)
        assert until(lambda: len(heard.answers) > 1)
        assert {answer.status for _, answer in heard.answers} == {Status.TIMEOUT}
    assert len(log.read_text().split()) == 1


def test_a_kept_answer_is_not_asked_for_again(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with Engine(0.6, stand_in("yield Answer(Status.FOUND, 'x')", log)) as engine:
        assert engine.known({"f": EASY}) == {}
        for name in ("f", "g", "h"):
            assert engine.answer({name: EASY}, PATIENCE)[name].plain == "x"
        assert engine.known({"f": EASY, "g": OTHER})["f"].plain == "x"
        assert engine.answer({"f": OTHER}, PATIENCE)["f"].plain == "x"
    assert len(log.read_text().split()) == 2


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
def test_whatever_a_child_does_is_one_answer(solve: str, reason: str) -> None:
    with Engine(2.0, stand_in(solve)) as engine:
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


def test_a_worker_killed_while_busy_is_replaced_once() -> None:
    with Engine() as engine:
        heard = Heard()
        engine.ask({"f": HANGING}, heard)
        for _ in range(2):
            child = busy(engine)
            assert engine.pid
            os.kill(engine.pid, signal.SIGKILL)
            assert until(lambda pids=child: not any(alive(pid) for pid in pids), 2)  # type: ignore[misc]
        assert until(lambda: heard.answers)
        assert [answer.reason for _, answer in heard.answers] == ["symbolic engine unavailable"]


@pytest.mark.parametrize(
    "code",
    [
        "",
        "import sys; sys.exit(3)",
        "print('hello', flush=True); input()",
        "print('x' * 1_000_000, flush=True); input()",
        'print(\'{"ready": true}\\n{"batch": 1, "name": [], "answer": 7}\', flush=True); input(); input()',
        "import time; print('{\"ready\": true}', flush=True); time.sleep(60)",
    ],
)
def test_a_worker_that_never_works_makes_the_engine_unavailable(code: str, tmp_path: Path) -> None:
    log = tmp_path / "log"
    noted = f"open({str(log)!r}, 'a').write('started\\n')\n{code}"
    with Engine(0.1, (sys.executable, "-c", noted)) as engine:
        answers = engine.answer({"f": EASY, "g": OTHER}, PATIENCE)
        assert {answer.reason for answer in answers.values()} == {"symbolic engine unavailable"}
        started = len(log.read_text().split())
        assert started in (2, 3)  # a third where the first was gone before the question came
        assert engine.answer({"f": EASY}, PATIENCE)["f"].status is Status.UNAVAILABLE
        assert len(log.read_text().split()) == started


def test_a_command_that_cannot_be_started_makes_the_engine_unavailable() -> None:
    with Engine(command=("/nowhere/python",)) as engine:
        assert engine.answer({"f": EASY}, PATIENCE)["f"].status is Status.UNAVAILABLE


def test_a_stopped_engine_starts_again_when_asked(engine: Engine) -> None:
    engine.answer({"f": OTHER}, PATIENCE)
    engine.stop()
    assert engine.pid is None
    assert engine.answer({"f": derivative(unary("exp"))}, PATIENCE)["f"].status is Status.FOUND


SQUARE = """
from calctui.maths.symbolic import Engine, Question
from calctui.maths.parser import parse
with Engine() as engine:
    print(engine.answer({"f": Question("derivative", parse("x^2"))}, 9)["f"].plain)
"""


def run(code: str, *, path: Sequence[str] = ()) -> str:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=20, cwd=Path(*path)
    ).stdout


def test_the_main_process_never_imports_sympy() -> None:
    code = (
        f"{SQUARE}\nimport sys; print([name for name in sys.modules if name.startswith(('sympy', 'mpmath'))])"
    )
    assert run(code).split("\n")[:2] == ["2*x", "[]"]


def test_the_worker_imports_no_floor_above_maths() -> None:
    code = "import sys, calctui.maths.symbolic.worker; print(*sys.modules)"
    loaded = {
        name for name in run(code).split() if name.startswith(("calctui.", "textual", "rich", "plotext"))
    }
    assert loaded
    assert all(name.startswith("calctui.maths") for name in loaded)


def test_a_file_beside_the_user_is_not_imported_by_the_worker(tmp_path: Path) -> None:
    (tmp_path / "sympy.py").write_text("raise SystemExit")
    assert run(SQUARE, path=[str(tmp_path)]) == "2*x\n"
