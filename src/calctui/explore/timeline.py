"""Time is a setting: a timeline moves one setting, and playback is a pure function of state and time."""

import math
from dataclasses import dataclass, replace

from calctui.explore.controls import Slider

STEPS_A_SECOND = 20
"""Timeline steps in a second of playing at normal speed."""
SPEEDS = (0.125, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
"""What + and - choose from."""


@dataclass(frozen=True, slots=True)
class Sweep:
    """Moves one numeric setting from `start` to `stop` in `steps` steps, spaced as its slider is."""

    setting: str
    start: float
    stop: float
    steps: int

    def value(self, step: int, control: Slider) -> float:
        """The setting's value at a step, from 0 to `steps`."""
        return control.between(self.start, self.stop, min(max(step, 0), self.steps) / self.steps)

    def position(self, value: float, control: Slider) -> float:
        """Where a value stands on the timeline, in steps; between steps for a value that is on none."""
        start, stop = control.share(self.start), control.share(self.stop)
        share = (control.share(value) - start) / (stop - start)
        position = min(max(share, 0.0), 1.0) * self.steps
        nearest = round(position)
        return float(nearest) if self.value(nearest, control) == value else position


@dataclass(frozen=True, slots=True)
class Playback:
    """Whether the timeline runs, how fast, and the part of a step that has passed."""

    playing: bool = False
    speed: float = 1.0
    passed: float = 0.0

    def faster(self, by: int) -> "Playback":
        """The next speed up or down."""
        place = SPEEDS.index(self.speed) + by
        return replace(self, speed=SPEEDS[min(max(place, 0), len(SPEEDS) - 1)])


def stepped(position: float, by: int) -> int:
    """The whole step that stands `by` steps from a position, which may lie between two."""
    return math.floor(position) + by if by > 0 else math.ceil(position) + by


def advance(position: float, steps: int, playback: Playback, seconds: float) -> tuple[int | None, Playback]:
    """Let `seconds` pass: the new step, or None where it stays, and the playback that follows.

    Playing ends at the last step.
    """
    passed = playback.passed + seconds * STEPS_A_SECOND * playback.speed
    whole = math.floor(passed)
    if not playback.playing or not whole:
        return None, replace(playback, passed=passed if playback.playing else 0.0)
    step = min(stepped(position, whole), steps)
    return step, replace(playback, playing=step < steps, passed=passed - whole)
