"""Tracks: where in the gap between two layers each edge runs up or down, so that no two lie on each other.

Channel routing by the left-edge method with constraints (Hashimoto and Stevens, "Wire Routing by Optimizing
Channel Assignment within Large Apertures", Design Automation Workshop 1971; Deutsch's dogleg, 1976), turned
on its side. A pole is the upright part of all edges that leave one item.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Turn: TypeAlias = tuple[int, int]
"""A track, and the row at which the edge leaves it again when that is not its target's."""


@dataclass(frozen=True, slots=True)
class Net:
    """What leaves one item: the row it comes from and the rows it goes to."""

    start: int
    stops: tuple[int, ...]

    @property
    def low(self) -> int:
        """The topmost row."""
        return min(self.start, *self.stops)

    @property
    def high(self) -> int:
        """The lowest row on the screen."""
        return max(self.start, *self.stops)


@dataclass(frozen=True, slots=True)
class Channel:
    """The tracks of one gap."""

    count: int
    """How many tracks there are."""
    turns: tuple[tuple[Turn, ...], ...]
    """For each net its poles from left to right: (track, row where it leaves), the last with row -1.

    A net that goes straight has none.
    """


def channel(nets: Sequence[Net]) -> Channel:
    """Tracks for nets; their starts are different rows, and so are all their stops."""
    poles = [(owner, net) for owner, net in enumerate(nets) if net.low < net.high]
    poles, left_of = _without_rings(poles, nets)
    tracks = _tracks([net for _, net in poles], left_of)
    turns: list[list[Turn]] = [[] for _ in nets]
    for place, (owner, net) in enumerate(poles):
        split = any(a == place and poles[b][0] == owner for a, b in left_of)
        turns[owner].append((tracks[place], net.stops[0] if split else -1))
    return Channel(max(tracks, default=-1) + 1, tuple(tuple(sorted(turn)) for turn in turns))


def _without_rings(
    poles: list[tuple[int, Net]], nets: Sequence[Net]
) -> tuple[list[tuple[int, Net]], set[tuple[int, int]]]:
    """Poles, and pairs of them of which the first must stand left of the second.

    An edge that comes in at the row where another one goes out must turn off before it. Where such demands
    run in a ring, one of the edges gets two poles with a level stretch between them.
    """
    poles = list(poles)
    left_of: set[tuple[int, int]] = set()
    taken = {row for net in nets for row in (net.start, *net.stops)}
    goes_to = {row: place for place, (_, net) in enumerate(poles) for row in net.stops}
    for place, (owner, net) in enumerate(list(poles)):
        other = goes_to.get(net.start, place)
        if other == place:
            continue
        if not _leads_to(other, place, left_of):
            left_of.add((place, other))
            continue
        free = [row for row in range(min(taken) - 1, max(taken) + 2) if row not in taken and row >= 0]
        between = min(free or [net.start], key=lambda row: abs(2 * row - net.start - net.stops[0]))
        taken.add(between)
        poles[place] = owner, Net(net.start, (between,))
        poles.append((owner, Net(between, net.stops)))
        # Those that waited for its stops now wait for the pole that goes there.
        left_of = {(a, len(poles) - 1 if b == place else b) for a, b in left_of}
        left_of |= {(place, other), (place, len(poles) - 1)}
        goes_to |= dict.fromkeys(net.stops, len(poles) - 1)
    return poles, left_of


def _leads_to(start: int, goal: int, left_of: set[tuple[int, int]]) -> bool:
    """Whether `start` must stand left of `goal`."""
    found, fresh = {start}, [start]
    while fresh:
        here = fresh.pop()
        following = {b for a, b in left_of if a == here} - found
        found |= following
        fresh += sorted(following)
    return goal in found


def _tracks(nets: list[Net], left_of: set[tuple[int, int]]) -> list[int]:
    """The track of each pole: as far left as the demands, the crossings and the poles already there allow."""
    tracks = [-1] * len(nets)
    if not nets:
        return tracks
    cost = _costs(nets)
    done: list[int] = []
    for place in _sequence(cost, left_of):
        after = (a for a in done if (a, place) in left_of or cost[a, place] < cost[place, a])
        track = max((tracks[a] for a in after), default=-1) + 1
        net = nets[place]
        near = {tracks[a] for a in done if nets[a].low <= net.high and net.low <= nets[a].high}
        while track in near:
            track += 1
        tracks[place] = track
        done.append(place)
    return tracks


def _sequence(cost: NDArray[np.intp], left_of: set[tuple[int, int]]) -> list[int]:
    """Poles from left to right: of those that may come next, the one that crosses least when it does."""
    gain = (cost - cost.T).sum(axis=1)
    waits = {place: {a for a, b in left_of if b == place} for place in range(len(cost))}
    sequence: list[int] = []
    while waits:
        ready = [place for place, others in waits.items() if not others] or list(waits)
        chosen = min(ready, key=lambda place: (gain[place], place))
        del waits[chosen]
        for others in waits.values():
            others.discard(chosen)
        gain -= cost[:, chosen] - cost[chosen]
        sequence.append(chosen)
    return sequence


def _costs(nets: list[Net]) -> NDArray[np.intp]:
    """How many crossings it takes to have pole a left of pole b, for all a and b (n, n)."""
    low, high, start = (np.array([getattr(net, name) for net in nets]) for name in ("low", "high", "start"))
    cost: NDArray[np.intp] = ((low[:, None] < start) & (start < high[:, None])).astype(np.intp)
    for place, net in enumerate(nets):
        stops = np.array(net.stops)[:, None]
        cost[place] += ((low < stops) & (stops < high)).sum(axis=0)
    np.fill_diagonal(cost, 0)
    return cost
