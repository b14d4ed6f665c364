"""Paths of one method or of all, from one start: what the pictures of descent are drawn from, and told."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from calctui.explore.controls import Numbers
from calctui.maths.descent import METHODS, Objective, Path, Verdict, path, steps_to_tolerance, verdict
from calctui.maths.descent.walk import length
from calctui.maths.evaluate import Floats
from calctui.maths.expression import Expression
from calctui.scene import Glyph, Role
from calctui.scene.numbers import number

STEPS = 200
"""Steps that are worked out, and from which verdicts are read."""
SHOWN = (20, 100)
"""Fewest and most steps that playing shows."""
FAR = 10.0
"""A path has run away when it is so many times as far out as it began."""
TOLERANCE = 1e-3
"""A path has arrived when its gradient is this share of the start's."""
ALL = "all"
"""In place of a method: the race."""
LOOKS = dict(
    zip(
        METHODS,
        zip(
            (Role.FIRST, Role.SECOND, Role.THIRD, Role.FOURTH, Role.FIFTH, Role.SIXTH),
            (Glyph.DOT, Glyph.CROSS, Glyph.PLUS, Glyph.STAR, Glyph.RING, Glyph.SQUARE),
            strict=True,
        ),
        strict=True,
    )
)
"""The role and the sign of each method's trail."""


FATES = {
    Verdict.CREEPING: "it creeps",
    Verdict.CONVERGING: "it converges",
    Verdict.ZIG_ZAGGING: "it zig-zags",
    Verdict.IN_ONE_STEP: "it lands in one step",
    Verdict.OSCILLATING: "it goes to and fro for ever",
    Verdict.DIVERGING: "it diverges",
    Verdict.STUCK: "it gets no further",
    Verdict.UNDEFINED: "it leaves the domain",
}


@dataclass(frozen=True, eq=False, slots=True)
class Runner:
    """One method's way."""

    method: str
    way: Path
    word: Verdict
    arrival: int | None
    """The step at which it has arrived, if it does."""

    @property
    def worth_showing(self) -> int:
        """Steps until it has arrived or run away; the most where it does neither."""
        few, many = SHOWN
        away = np.flatnonzero(~(length(self.way.x) < FAR * (1 + length(self.way.x[0]))))
        ends = [self.arrival] if self.arrival is not None else away[:1].tolist()
        return min(ends[0] + few // 2 if ends else many, many)

    def place(self, step: int) -> tuple[float, float]:
        """Where it is after some steps."""
        x, y = self.way.x[step]
        return float(x), float(y)

    def loss(self, step: int) -> float:
        """Its loss after some steps."""
        return float(self.way.loss[step])

    def steepness(self, step: int) -> float:
        """The size of its gradient after some steps."""
        return float(self.way.gradient_norm[step])

    @property
    def uphill(self) -> bool:
        """Whether it ends higher than it began, as Newton's method does that goes to a peak."""
        return bool(self.way.loss[-1] > self.way.loss[0])

    def been(self, step: int) -> Floats:
        """Where it has been after some steps, shape (step + 1, 2)."""
        return self.way.x[: step + 1]

    def trail(self, step: int) -> tuple[Floats, Floats, Floats]:
        """x, y and loss from the start to a step."""
        x, y = self.way.x[: step + 1].T
        return x, y, self.way.loss[: step + 1]


@lru_cache(maxsize=64)
def runner(
    f: Expression, letters: Numbers, start: tuple[float, ...], method: str, rate: float, momentum: float
) -> Runner:
    """Run one method."""
    way = path(Objective(f, ("x", "y"), letters), start, method, rate, momentum, STEPS)
    steepness = float(way.gradient_norm[0])
    arrival = steps_to_tolerance(way, TOLERANCE * steepness) if np.isfinite(steepness) else None
    return Runner(method, way, verdict(way), arrival)


def race(
    f: Expression, letters: Numbers, start: tuple[float, ...], method: str, rate: float, momentum: float
) -> tuple[Runner, ...]:
    """Run one method, or all of them; in a race Newton's method takes the full steps it is known for."""
    methods = METHODS if method == ALL else (method,)
    return tuple(
        runner(f, letters, start, each, newton_rate(method, each, rate), momentum) for each in methods
    )


def newton_rate(method: str, each: str, rate: float) -> float:
    """The rate of one method: in a race Newton's takes full steps, alone the share that was asked for."""
    return 1.0 if method == ALL and each == "newton" else rate


def leader(runners: tuple[Runner, ...], step: int) -> Runner:
    """Whoever is lowest after some steps; the first of them where they tie."""
    losses = [each.loss(step) for each in runners]
    return runners[int(np.argmin([loss if np.isfinite(loss) else np.inf for loss in losses]))]


def shown_steps(runners: tuple[Runner, ...]) -> int:
    """Steps that are worth playing: until the last has arrived or run away, or the most."""
    return max(SHOWN[0], *(each.worth_showing for each in runners))


def told(runners: tuple[Runner, ...], first: Runner, step: int) -> str:
    """One sentence on how it stands and how it ends."""
    steps = f"After {step} step{'s' * (step != 1)}"
    if len(runners) > 1:
        return f"{steps} {_standing(first, step)}; {_winner(runners)}."
    if first.word is Verdict.UNDEFINED and first.way.last == 0:
        place = _place(first, 0)
        return f"At {place} f has no value or no slope: there is nothing to step against."
    return f"{steps} of {first.method} {_loss(first, step)}; at this rate {_fate(first)}."


def _fate(each: Runner) -> str:
    """How it ends, and when."""
    fate = FATES[each.word]
    if each.word is Verdict.UNDEFINED:
        return f"{fate} in step {each.way.last}"
    if each.arrival is None or each.word not in (Verdict.CONVERGING, Verdict.ZIG_ZAGGING):
        return fate
    how = ", but uphill" if each.uphill else ""
    return f"{fate}{how}, in {each.arrival} step{'s' * (each.arrival != 1)}"


def _loss(each: Runner, step: int) -> str:
    loss = each.loss(step)
    if not np.isfinite(each.place(step)).all():
        return "the point is too far out for a float"
    if np.isnan(loss):
        return f"f has no value, at {_place(each, step)}"
    size = number(loss, 4) if np.isfinite(loss) else "too large for a float"
    return f"the loss is {size}, at {_place(each, step)}"


def _standing(first: Runner, step: int) -> str:
    if not np.isfinite(first.loss(step)):
        return "no method has a loss that a float can hold"
    lowest = f"{first.method} is lowest: a loss of {number(first.loss(step), 4)}"
    far = not np.isfinite(first.place(step)).all()
    return f"{lowest}, too far out for a float" if far else f"{lowest} at {_place(first, step)}"


def _winner(runners: tuple[Runner, ...]) -> str:
    """Who is down first; a peak or a saddle higher than the start is no arrival."""
    down = [(each.arrival, each.method) for each in runners if each.arrival is not None and not each.uphill]
    if not down:
        return f"nobody arrives in {STEPS} steps"
    steps, method = min(down, key=lambda each: each[0])
    return f"{method} arrives first, in {steps} step{'s' * (steps != 1)}"


def _place(each: Runner, step: int) -> str:
    return f"({', '.join(number(coordinate, 4) for coordinate in each.place(step))})"
