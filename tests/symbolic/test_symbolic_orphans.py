"""However the program ends, nothing of it goes on computing."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from subprocess import PIPE

import pytest
from symbolic_support import HANGING, alive, children, derivative, stand_in, unary, until
from textual.app import App

from calctui.maths.symbolic import Answer, Engine, Status

PARENT = """
import sys, time
sys.path.insert(0, {tests!r})
from symbolic_support import HANGING
from calctui.maths.symbolic import Engine
engine = Engine(limit=60)
engine.ask({{"f": HANGING}}, print)
while engine.pid is None:
    time.sleep(0.01)
print(engine.pid, flush=True)
{then}
"""


@pytest.fixture
def stopped() -> Iterator[Engine]:
    engine = Engine(limit=60)
    yield engine
    engine.stop()


def test_stop_ends_the_worker_and_its_child_at_once(stopped: Engine) -> None:
    stopped.ask({"f": HANGING}, lambda name, answer: None)
    assert until(lambda: stopped.pid and children(stopped.pid))
    worker = stopped.pid
    assert worker
    family = [worker, *children(worker)]
    stopped.stop()
    assert until(lambda: not any(map(alive, family)), 0.5)


def test_stop_while_sympy_is_still_loading(stopped: Engine) -> None:
    stopped.start()
    assert until(lambda: stopped.pid)
    worker = stopped.pid
    assert worker
    stopped.stop()
    assert not alive(worker)


def parent(then: str) -> tuple["subprocess.Popen[str]", list[int]]:
    """A program with a hanging question; its worker and the worker's child."""
    code = PARENT.format(tests=os.path.dirname(__file__), then=then)
    program = subprocess.Popen([sys.executable, "-c", code], stdin=PIPE, stdout=PIPE, text=True)
    assert program.stdout
    worker = int(program.stdout.readline())
    assert until(lambda: children(worker))
    return program, [worker, *children(worker)]


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_nothing_is_left_when_the_program_is_killed(end: signal.Signals) -> None:
    program, family = parent("time.sleep(60)")
    program.send_signal(end)
    program.communicate()
    assert until(lambda: not any(map(alive, family)), 2)


def test_nothing_is_left_when_the_program_forgets_to_stop() -> None:
    program, family = parent("sys.stdin.read()")
    program.communicate()
    assert until(lambda: not any(map(alive, family)), 2)


def test_a_child_dies_with_a_worker_that_is_killed(stopped: Engine) -> None:
    stopped.ask({"f": HANGING}, lambda name, answer: None)
    assert until(lambda: stopped.pid and children(stopped.pid))
    assert stopped.pid
    child = children(stopped.pid)
    os.kill(stopped.pid, signal.SIGKILL)
    assert until(lambda: not any(map(alive, child)), 2)


def test_an_idle_worker_ends_itself_and_another_takes_over() -> None:
    command = [*stand_in("yield Answer(Status.FOUND, 'x')")]
    command[-1] = command[-1].replace("main()", "main(idle=0.1)")
    with Engine(command=command) as engine:
        assert engine.answer({"f": derivative(unary("sin"))}, 9)["f"].plain == "x"
        assert until(lambda: engine.pid is None, 2)
        assert engine.answer({"f": derivative(unary("cos"))}, 9)["f"].plain == "x"


async def test_the_worker_starts_inside_a_running_textual_app() -> None:
    app: App[None] = App()
    answers: list[Answer] = []
    with Engine() as engine:
        async with app.run_test() as pilot:
            engine.ask({"f": derivative(unary("sin"))}, lambda name, answer: answers.append(answer))
            while not answers:
                await pilot.pause(0.01)
    assert answers[0].status is Status.FOUND
