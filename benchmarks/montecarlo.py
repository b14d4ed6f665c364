"""What sampling costs beside raw NumPy, and how its error falls.

The raw computation draws a million places, evaluates the formula and takes mean and standard error. Both are
timed in turns, so that a busy machine slows both. The error is the root of its mean square over seeds.
"""

import time
from collections.abc import Callable
from functools import partial

import numpy as np

from calctui.maths.descent.compiled import Compiled
from calctui.maths.evaluate import Floats, function_of
from calctui.maths.parser import parse
from calctui.maths.sampling import hit_or_miss, mean_sampler, mean_value
from report import Report, Table, costs, main

MILLION = 10**6
RAW: dict[str, Callable[[Floats], Floats]] = {
    "x^2": lambda x: x**2,
    "x^3 - x": lambda x: x**3 - x,
    "e^(-x^2) sin x": lambda x: np.exp(-(x**2)) * np.sin(x),
    "1/(1 + x^2)": lambda x: 1 / (1 + x**2),
    "sigmoid(3x)": lambda x: 1 / (1 + np.exp(-3 * x)),
    "sqrt(1 - x^2)": lambda x: np.sqrt(1 - x**2),
}


def raw(function: Callable[[Floats], Floats], count: int) -> tuple[float, float]:
    """Mean and standard error, as one would write them down."""
    y = function(np.random.default_rng(0).uniform(0, 1, size=count))
    return float(np.mean(y)), float(np.std(y, ddof=1) / np.sqrt(count))


def speed(count: int, rounds: int) -> Table:
    """So many samples, raw, ours, compiled as in the explorer, and darts."""
    rows = []
    for text, function in RAW.items():
        plain, ours, fast, darts = costs(
            partial(raw, function, count),
            partial(mean_value, function_of(parse(text), "x", {}), 0, 1, count, 0),
            partial(mean_value, compiled(text), 0, 1, count, 0),
            partial(hit_or_miss, compiled(text), 0, 1, 0, 1, count, 0),
            rounds=rounds,
        )
        rows.append([text, plain, ours, fast, ours / plain, fast / plain, darts])
    header = ("formula", "raw ms", "ours ms", "compiled ms", "ours / raw", "compiled / raw", "darts ms")
    note = f"{count:,} samples, beside raw NumPy; ours through `function_of`, and compiled."
    return Table(header, rows, note)


def growth(rounds: int) -> Table:
    """x² by ever more samples, raw and compiled."""
    rows = []
    for count in (10**3, 10**4, 10**5, 10**6, 10**7):
        plain, fast = costs(
            partial(raw, RAW["x^2"], count),
            partial(mean_value, compiled("x^2"), 0, 1, count, 0),
            rounds=max(3, rounds * 10**5 // count),
        )
        rows.append([f"{count:,}", plain, fast, fast / plain])
    return Table(("samples", "raw ms", "compiled ms", "ratio"), rows, "x^2 by ever more samples.")


def compiled(text: str) -> Callable[[Floats], Floats]:
    """A formula in x as a function, looked up once."""
    program = Compiled(parse(text), ["x"], {})
    return lambda x: program([x])[0]


def steps() -> Table:
    """Playing n from 1 to 1e5, then a jump to 1e7; each once, since the samples before it are kept."""
    sampler = mean_sampler(function_of(parse("x^2"), "x", {}), 0, 1, 0)
    played = np.unique(np.round(np.logspace(0, 5, 100)).astype(int))
    times = [_once(partial(sampler.run, int(n))) for n in played]
    jump = _once(partial(sampler.run, 10**7))
    row = [float(np.median(times)), max(times), jump]
    return Table(("a step up to 1e5, median ms", "worst ms", "a jump to 1e7 ms"), [row])


def _once(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return 1e3 * (time.perf_counter() - start)


def convergence(seeds: int, most: int) -> Table:
    """The error of x² over [0, 1] against n, and its slope on log-log axes, which theory says is -1/2."""
    counts = 10 ** np.arange(2, most + 1)
    samplers = [mean_sampler(np.square, 0, 1, seed) for seed in range(seeds)]
    rows = []
    for n in counts:
        runs = [sampler.run(int(n)) for sampler in samplers]
        error = float(np.sqrt(np.mean([(run.estimate - 1 / 3) ** 2 for run in runs])))
        rows.append([int(n), error, float(np.sqrt(4 / 45 / n))])
    slope = np.polyfit(np.log10(counts), np.log10([row[1] for row in rows]), 1)[0]
    note = f"The error over {seeds} seeds; its slope on log-log axes is {slope:.3f}."
    return Table(("n", "error", "σ/√n"), rows, note)


def measure(quick: bool) -> Report:
    """Speed, growth, steps and convergence."""
    if quick:
        return Report(tables=[speed(MILLION // 10, 5), steps(), convergence(50, 5)])
    return Report(tables=[speed(MILLION, 9), growth(9), steps(), convergence(200, 6)])


if __name__ == "__main__":
    main(measure)
