"""However the program ends, nothing of it goes on computing."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import PIPE

import pytest
from symbolic_support import BUSY, HANGING, alive, at_work, derivative, noted, stand_in, unary, until
from textual.app import App

from calctui.maths.symbolic import Answer, Engine, Status

PARENT = """
import sys, time
from pathlib import Path
sys.path.insert(0, {tests!r})
from symbolic_support import HANGING, at_work, stand_in
from calctui.maths.symbolic import Engine
log = {log!r}
engine = Engine({limit}, stand_in({solve!r}, log, {forkless}), {forkless})
engine.ask({{"f": HANGING}}, print)
child = at_work(Path(log))
print(engine.pid, child, flush=True)
{then}
"""


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log"


@pytest.fixture
def stuck(log: Path, forkless: bool) -> Iterator[Engine]:
    """An engine with a question that never ends, noted in the log."""
    with Engine(60, stand_in(BUSY, log, forkless), forkless) as engine:
        engine.ask({"f": HANGING}, lambda name, answer: None)
        at_work(log)
        yield engine


def test_stop_ends_the_worker_and_its_child_at_once(stuck: Engine, log: Path) -> None:
    assert stuck.pid
    family = {stuck.pid, *noted(log)}
    stuck.stop()
    assert until(lambda: not any(map(alive, family)), 0.5)


def test_stop_while_sympy_is_still_loading(forkless: bool) -> None:
    with Engine(forkless=forkless) as engine:
        engine.start()
        assert until(lambda: engine.pid)
        worker = engine.pid
        assert worker
    assert not alive(worker)


def parent(
    log: Path, forkless: bool, then: str, solve: str = BUSY, limit: float = 60
) -> tuple["subprocess.Popen[str]", set[int]]:
    """A program with a question that never ends; its worker and the worker's child."""
    tests = os.path.dirname(__file__)
    code = PARENT.format(tests=tests, log=str(log), forkless=forkless, then=then, solve=solve, limit=limit)
    program = subprocess.Popen([sys.executable, "-c", code], stdin=PIPE, stdout=PIPE, text=True)
    assert program.stdout
    return program, set(map(int, program.stdout.readline().split()))


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_nothing_is_left_when_the_program_is_killed(end: signal.Signals, forkless: bool, log: Path) -> None:
    program, family = parent(log, forkless, "time.sleep(60)")
    assert family
    program.send_signal(end)
    program.communicate()
    assert until(lambda: not any(map(alive, family)), 2)


def test_nothing_is_left_when_the_program_forgets_to_stop(forkless: bool, log: Path) -> None:
    program, family = parent(log, forkless, "sys.stdin.read()")
    program.communicate()
    assert family
    assert until(lambda: not any(map(alive, family)), 2)


def test_a_worker_ends_where_no_thread_of_its_gets_a_turn(log: Path) -> None:
    """One operation on large numbers keeps the thread waiting that would hear the pipe end."""
    program, family = parent(log, True, "time.sleep(60)", "7 ** int('1' + '0' * 9); yield", 0.2)
    program.kill()
    program.communicate()
    assert family
    assert until(lambda: not any(map(alive, family)), 5)


def test_a_child_dies_with_a_worker_that_is_killed(log: Path) -> None:
    with Engine(60, stand_in(BUSY, log)) as engine:
        engine.ask({"f": HANGING}, lambda name, answer: None)
        child = at_work(log)
        assert engine.pid
        os.kill(engine.pid, signal.SIGKILL)
        assert until(lambda: not alive(child), 2)


def test_an_idle_worker_ends_itself_and_another_takes_over(forkless: bool) -> None:
    command = [*stand_in("yield Answer(Status.FOUND, 'x')", None, forkless)]
    command[-1] = command[-1].replace("main()", "main(idle=0.1)")
    with Engine(command=command, forkless=forkless) as engine:
        assert engine.answer({"f": derivative(unary("sin"))}, 9)["f"].plain == "x"
        assert until(lambda: engine.pid is None, 2)
        assert engine.answer({"f": derivative(unary("cos"))}, 9)["f"].plain == "x"


async def test_the_worker_starts_inside_a_running_textual_app(forkless: bool) -> None:
    app: App[None] = App()
    answers: list[Answer] = []
    with Engine(forkless=forkless) as engine:
        async with app.run_test() as pilot:
            engine.ask({"f": derivative(unary("sin"))}, lambda name, answer: answers.append(answer))
            while not answers:
                await pilot.pause(0.01)
    assert answers[0].status is Status.FOUND
