"""What the tests of the symbolic engine share: graphs, an evaluator of their own, workers that misbehave."""

import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import mpmath

from calctui.maths.expression import INPUT, NUMBER, Builder, Expression
from calctui.maths.symbolic import Question


def _real(function: Callable[..., Any]) -> Callable[..., Any]:
    """Outside its real domain a function has no value."""

    def real(*args: Any) -> Any:
        try:
            value = function(*args)
        except (ValueError, ZeroDivisionError):
            return mpmath.nan
        return value if isinstance(value, mpmath.mpf) else mpmath.nan

    return real


def _sigmoid(u: Any) -> Any:
    return 1 / (1 + mpmath.exp(-u))


def _softplus(u: Any) -> Any:
    return mpmath.log(1 + mpmath.exp(u))


def _elu(u: Any, alpha: str = "1", scale: str = "1") -> Any:
    return mpmath.mpf(scale) * (u if u > 0 else mpmath.mpf(alpha) * (mpmath.exp(u) - 1))


MEANINGS: dict[str, Callable[..., Any]] = {
    "identity": lambda u: u,
    "add": lambda u, v: u + v,
    "sub": lambda u, v: u - v,
    "mul": lambda u, v: u * v,
    "div": lambda u, v: u / v,
    "pow": lambda u, v: u**v,
    "neg": lambda u: -u,
    "abs": abs,
    "sqrt": mpmath.sqrt,
    "cbrt": lambda u: mpmath.sign(u) * mpmath.cbrt(abs(u)),
    "exp": mpmath.exp,
    "ln": mpmath.log,
    "log2": lambda u: mpmath.log(u, 2),
    "log10": lambda u: mpmath.log(u, 10),
    "sin": mpmath.sin,
    "cos": mpmath.cos,
    "tan": mpmath.tan,
    "asin": mpmath.asin,
    "acos": mpmath.acos,
    "atan": mpmath.atan,
    "sinh": mpmath.sinh,
    "cosh": mpmath.cosh,
    "tanh": mpmath.tanh,
    "sign": mpmath.sign,
    "floor": mpmath.floor,
    "ceil": mpmath.ceil,
    "step": lambda u: mpmath.mpf(u > 0),
    "min": min,
    "max": max,
    "relu": lambda u: max(u, mpmath.mpf(0)),
    "leaky_relu": lambda u, v: u if u > 0 else v * u,
    "sigmoid": _sigmoid,
    "softplus": _softplus,
    "erf": mpmath.erf,
    "gelu": lambda u: u * (1 + mpmath.erf(u / mpmath.sqrt(2))) / 2,
    "silu": lambda u: u * _sigmoid(u),
    "elu": _elu,
    "selu": lambda u: _elu(u, "1.6732632423543772", "1.0507009873554805"),
    "mish": lambda u: u * mpmath.tanh(_softplus(u)),
    "softsign": lambda u: u / (1 + abs(u)),
    "hardtanh": lambda u: max(min(u, mpmath.mpf(1)), mpmath.mpf(-1)),
    "relu6": lambda u: max(min(u, mpmath.mpf(6)), mpmath.mpf(0)),
}
"""What each primitive means, written a second time, to 40 digits, without SymPy and NumPy."""

CONSTANTS = {"pi": mpmath.pi, "e": mpmath.e, "tau": 2 * mpmath.pi}


def value(expression: Expression, x: str) -> Any:
    """The last output where every input is `x`; NaN where it has none."""
    with mpmath.workdps(40):
        done: list[Any] = []
        for node in expression.nodes:
            if node.op == INPUT:
                done.append(mpmath.mpf(x))
            elif node.op == NUMBER:
                done.append(+CONSTANTS[node.name] if node.name in CONSTANTS else mpmath.mpf(repr(node.value)))
            else:
                args = [done[arg] for arg in node.args]
                known = not any(mpmath.isnan(arg) for arg in args)
                done.append(_real(MEANINGS[node.op])(*args) if known else mpmath.nan)
        return done[expression.output]


def unary(op: str) -> Expression:
    """`op` of x."""
    build = Builder()
    return build.expression([build.apply(op, build.input("x"))])


def derivative(expression: Expression, order: int = 1) -> Question:
    return Question("derivative", expression, "x", order)


def logistic(steps: int) -> Expression:
    """The logistic map x -> 3.7 x (1 - x), `steps` times over: small as a graph, vast as a tree."""
    build = Builder()
    x, one, rate = build.input("x"), build.number(1.0), build.number(3.7)
    for _ in range(steps):
        x = build.apply("mul", build.apply("mul", rate, x), build.apply("sub", one, x))
    return build.expression([x])


HANGING = derivative(unary("tan"), 16)
"""SymPy works at it for minutes."""


def stand_in(solve: str, log: Path | None = None, forkless: bool = False) -> Sequence[str]:
    """The command of a worker that answers by this body of `solve(question)`, each call noted in `log`."""
    worker = "single" if forkless else "worker"
    note = f"open({str(log)!r}, 'a').write(f'{{os.getpid()}}\\n')" if log else "pass"
    body = "\n    ".join([note, *solve.splitlines()])
    return (
        sys.executable,
        "-c",
        "import os, sys, time, types\n"
        "from calctui.maths.symbolic.question import Answer, Status\n"
        f"def solve(question):\n    {body}\n"
        "name = 'calctui.maths.symbolic.solve'\n"
        "sys.modules[name] = types.ModuleType(name)\n"  # SymPy takes half a second to load
        "sys.modules[name].solve = solve\n"
        f"from calctui.maths.symbolic import answering, {worker} as worker\n"
        "worker.warm_up = int\n"  # does nothing, at once
        "worker.main()",
    )


BUSY = "while True: pass\nyield"
"""The body of a `solve` that never ends."""


def noted(log: Path) -> list[int]:
    """The processes that questions of a `stand_in` were at work in, in turn."""
    return [int(line) for line in log.read_text().splitlines()] if log.exists() else []


def at_work(log: Path, count: int = 1) -> int:
    """Wait for the `count`th question of a `stand_in` to be at work; its process."""
    assert until(lambda: len(noted(log)) >= count)
    return noted(log)[count - 1]


def until(condition: Callable[[], object], seconds: float = 5.0) -> bool:
    """Whether the condition comes true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.005)
    return True


def alive(pid: int) -> bool:
    """Whether a process runs; one that only waits to be collected does not."""
    try:
        return _stat(pid)[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def children(pid: int) -> list[int]:
    """The running processes that `pid` started."""
    found = []
    for entry in os.listdir("/proc"):
        if entry.isdigit() and alive(int(entry)):
            try:
                if int(_stat(int(entry))[1]) == pid:
                    found.append(int(entry))
            except (FileNotFoundError, ProcessLookupError):
                continue
    return found


def _stat(pid: int) -> list[str]:
    """State, parent and so on of a process; its name, which may hold spaces, left out."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
