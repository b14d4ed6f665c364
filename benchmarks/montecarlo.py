"""What sampling costs beside raw NumPy, and how its error falls: `python benchmarks/montecarlo.py`.

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

MILLION = 10**6
RAW: dict[str, Callable[[Floats], Floats]] = {
    "x^2": lambda x: x**2,
    "x^3 - x": lambda x: x**3 - x,
    "e^(-x^2) sin x": lambda x: np.exp(-(x**2)) * np.sin(x),
    "1/(1 + x^2)": lambda x: 1 / (1 + x**2),
    "sigmoid(3x)": lambda x: 1 / (1 + np.exp(-3 * x)),
    "sqrt(1 - x^2)": lambda x: np.sqrt(1 - x**2),
}


def raw(function: Callable[[Floats], Floats]) -> tuple[float, float]:
    """Mean and standard error, as one would write them down."""
    y = function(np.random.default_rng(0).uniform(0, 1, size=MILLION))
    return float(np.mean(y)), float(np.std(y, ddof=1) / np.sqrt(MILLION))


def costs(*runs: Callable[[], object], rounds: int = 15) -> list[float]:
    """The median time of each, in milliseconds, taken in turns."""
    times = []
    for _ in range(rounds):
        row = []
        for run in runs:
            start = time.perf_counter()
            run()
            row.append(time.perf_counter() - start)
        times.append(row)
    return [float(cost) for cost in 1e3 * np.median(times, axis=0)]


def speed() -> None:
    """A million samples, ours and raw."""
    print("formula           raw ms  function_of  compiled  ratio  ratio  darts ms")
    for text, function in RAW.items():
        plain, ours, fast, darts = costs(
            partial(raw, function),
            partial(mean_value, function_of(parse(text), "x", {}), 0, 1, MILLION, 0),
            partial(mean_value, compiled(text), 0, 1, MILLION, 0),
            partial(hit_or_miss, compiled(text), 0, 1, 0, 1, MILLION, 0),
        )
        print(f"{text:16} {plain:7.2f}  {ours:11.2f}  {fast:8.2f}", end="  ")
        print(f"{ours / plain:5.2f}  {fast / plain:5.2f}  {darts:8.2f}")


def compiled(text: str) -> Callable[[Floats], Floats]:
    """A formula in x as a function, looked up once."""
    program = Compiled(parse(text), ["x"], {})
    return lambda x: program([x])[0]


def steps() -> None:
    """Playing n from 1 to 1e5, then a jump to 1e7."""
    sampler = mean_sampler(function_of(parse("x^2"), "x", {}), 0, 1, 0)
    played = np.unique(np.round(np.logspace(0, 5, 100)).astype(int))
    times = [costs(partial(sampler.run, int(n)), rounds=1)[0] for n in played]
    jump = costs(partial(sampler.run, 10**7), rounds=1)[0]
    print(f"a step up to 1e5: median {np.median(times):.2f} ms, worst {max(times):.2f} ms")
    print(f"a jump to 1e7: {jump:.0f} ms")


def convergence(seeds: int = 200) -> None:
    """The error of x² over [0, 1] against n, and its slope on log-log axes, which theory says is -1/2."""
    counts = 10 ** np.arange(2, 7)
    samplers = [mean_sampler(np.square, 0, 1, seed) for seed in range(seeds)]
    errors = []
    print("      n  error over seeds  sigma/sqrt(n)")
    for n in counts:
        runs = [sampler.run(int(n)) for sampler in samplers]
        errors.append(np.sqrt(np.mean([(run.estimate - 1 / 3) ** 2 for run in runs])))
        print(f"{n:7}  {errors[-1]:16.3e}  {np.sqrt(4 / 45 / n):13.3e}")
    print(f"slope {np.polyfit(np.log10(counts), np.log10(errors), 1)[0]:.3f}")


def main() -> None:
    """Print speed, steps and convergence."""
    speed()
    steps()
    convergence()


if __name__ == "__main__":
    main()
