"""The word for how a path goes, read from the path alone: neither method nor surface is asked."""

from enum import StrEnum

import numpy as np

from calctui.maths.descent.run import End, Path
from calctui.maths.descent.walk import Walk


class Verdict(StrEnum):
    """How a path goes. The measures behind these words, and their thresholds, are those of `Walk`."""

    UNDEFINED = "undefined"
    """It came to where the loss has no value or no slope."""
    DIVERGING = "diverging"
    """It ended too large for a float; or its loss rises, stretch after stretch; or it falls without end."""
    STUCK = "stuck"
    """It never left its start, where there is no slope; or the method has no step where it ended."""
    IN_ONE_STEP = "in one step"
    """The first step took the gradient away, and the path stays there."""
    ZIG_ZAGGING = "zig-zagging"
    """It gets there or is on its way, but most turns alternate or are sharp: it overshoots at every step."""
    CREEPING = "creeping"
    """It is on its way, straight on, in steps that hardly shrink, with a good part of the way to go."""
    CONVERGING = "converging"
    """It came to rest, or it descends and neither creeps nor zig-zags."""
    OSCILLATING = "oscillating"
    """It moves on to and fro or around, and neither loss nor steps shrink to nothing."""


def verdict(path: Path) -> Verdict:
    """How the path goes. Fewer than about 20 steps tell little of it.

    Gradient descent on x²: a rate of 1/2 lands in one step, 1 oscillates, more diverges. On x² + 3y²:
    from 1/6 on y overshoots, so that the path zig-zags; 1/3 oscillates, more diverges.
    """
    if path.end is End.UNDEFINED:
        return Verdict.UNDEFINED
    if path.end is End.OVERFLOW or path.finite <= path.last:
        return Verdict.DIVERGING
    if path.end is End.SINGULAR or path.last == 0:
        return Verdict.STUCK
    with np.errstate(all="ignore"):  # lengths near the largest float
        return _of_walk(Walk(path))


def _of_walk(walk: Walk) -> Verdict:
    moves = not walk.is_at_rest
    if walk.is_unmoved:
        return Verdict.STUCK
    if walk.climbs or walk.is_lost:
        return Verdict.DIVERGING
    if walk.lands_at_once:
        return Verdict.IN_ONE_STEP
    if moves and (walk.swings_on or not (walk.descends or walk.is_straight)):
        return Verdict.OSCILLATING
    if walk.zig_zags:
        return Verdict.ZIG_ZAGGING
    return Verdict.CREEPING if moves and walk.is_slow and walk.is_straight else Verdict.CONVERGING
