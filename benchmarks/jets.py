"""What Taylor coefficients cost beside SymPy's, and how the cost grows with the order.

The coefficients of e^sin x around 0, beside sympy.series up to order 30: where SymPy's time is up, the ratio
is a lower bound. Then the time at each doubling of the order, which theory says at most quadruples.
"""

import signal
import time
from functools import partial
from itertools import pairwise

import sympy

from calctui.maths.jets import taylor
from calctui.maths.parser import parse
from report import Report, Table, costs, main

FORMULA = parse("e^(sin x)")
PATIENCE, QUICK_PATIENCE = 30, 5
"""Seconds that SymPy gets; order 30 was not found within ten minutes."""


def symbolic(order: int, patience: int) -> tuple[float, bool]:
    """The time of one run of SymPy from an empty cache, in milliseconds, and whether it came to an end."""
    sympy.core.cache.clear_cache()
    x = sympy.Symbol("x")
    start = time.perf_counter()
    signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(patience)
    try:
        sympy.series(sympy.exp(sympy.sin(x)), x, 0, order + 1)
    except TimeoutError:
        return (time.perf_counter() - start) * 1e3, False
    finally:
        signal.alarm(0)
    return (time.perf_counter() - start) * 1e3, True


def _too_long(*_: object) -> None:
    raise TimeoutError


def ours(order: int, rounds: int) -> float:
    """The median time of our coefficients, in milliseconds."""
    return costs(partial(taylor, FORMULA, "x", {"x": 0.0}, order), rounds=rounds)[0]


def beside_sympy(patience: int) -> Table:
    """A row for each order."""
    rows = []
    for order in (5, 10, 30):
        own = ours(order, 50)
        theirs, ended = symbolic(order, patience)
        sign = "" if ended else "> "
        rows.append([order, own, f"{sign}{theirs:.0f}", f"{sign}{theirs / own:.0f}"])
    note = f"Taylor coefficients of e^sin x beside sympy.series, which gets {patience} seconds."
    return Table(("order", "ours ms", "SymPy ms", "SymPy / ours"), rows, note)


def growth() -> Table:
    """A row for each doubling of the order."""
    orders = (10, 20, 40, 80, 160, 320, 640)
    times = [ours(order, 20) for order in orders]
    to_last = ["", *(now / last for last, now in pairwise(times))]
    return Table(("order", "ms", "× the last"), [*zip(orders, times, to_last, strict=True)])


def measure(quick: bool) -> Report:
    """First beside SymPy and then alone."""
    return Report(tables=[beside_sympy(QUICK_PATIENCE if quick else PATIENCE), growth()])


if __name__ == "__main__":
    main(measure)
