"""What Taylor coefficients cost beside SymPy's, and how the cost grows: `python benchmarks/jets.py`.

Prints the median time of the coefficients of e^sin x around 0, that of sympy.series, and their ratio, up to
order 30, for which SymPy gets a minute: where that is not enough, the ratio is a lower bound. Then the time
at each doubling of the order, which theory says at most quadruples.
"""

import signal
import statistics
import time
from collections.abc import Callable

import sympy

from calctui.maths.jets import taylor
from calctui.maths.parser import parse

FORMULA = parse("e^(sin x)")
PATIENCE = 60
"""Seconds that SymPy gets; order 30 was not found within ten minutes."""


def cost(run: Callable[[], object], repeats: int) -> float:
    """The median time of one run, in milliseconds."""
    run()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1e3


def symbolic(order: int) -> tuple[float, bool]:
    """The time of one run of SymPy from an empty cache, in milliseconds, and whether it came to an end."""
    sympy.core.cache.clear_cache()
    x = sympy.Symbol("x")
    start = time.perf_counter()
    signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(PATIENCE)
    try:
        sympy.series(sympy.exp(sympy.sin(x)), x, 0, order + 1)
    except TimeoutError:
        return (time.perf_counter() - start) * 1e3, False
    finally:
        signal.alarm(0)
    return (time.perf_counter() - start) * 1e3, True


def _too_long(*_: object) -> None:
    raise TimeoutError


def main() -> None:
    """Print a row for each order, first beside SymPy and then alone."""
    print("order  ours ms    SymPy ms      ratio")
    for order in (5, 10, 30):
        ours = cost(lambda n=order: taylor(FORMULA, "x", {"x": 0.0}, n), 50)  # type: ignore[misc]
        theirs, ended = symbolic(order)
        sign = " " if ended else ">"
        print(f"{order:5}  {ours:7.2f}  {sign}{theirs:9.0f}  {sign}{theirs / ours:8.0f}")
    print("order       ms  to the last  ms / order²")
    last = 0.0
    for order in (10, 20, 40, 80, 160, 320, 640):
        now = cost(lambda n=order: taylor(FORMULA, "x", {"x": 0.0}, n), 20)  # type: ignore[misc]
        growth = f"{now / last:11.1f}" if last else " " * 11
        print(f"{order:5}  {now:7.2f}  {growth}  {now / order**2:11.6f}")
        last = now


if __name__ == "__main__":
    main()
