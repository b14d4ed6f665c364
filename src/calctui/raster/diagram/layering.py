"""Layers of a graph: which column each box stands in and in which order, so that few edges cross.

The method of Sugiyama, Tagawa and Toda, "Methods for Visual Understanding of Hierarchical System Structures",
IEEE Transactions on Systems, Man, and Cybernetics 11 (1981): layers by the longest path, a stand-in in each
layer that a long edge passes, and sweeps that order each layer by the mean place of its neighbours.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

import numpy as np

Pairs: TypeAlias = tuple[tuple[int, int], ...]
"""Edges as numbers of nodes, (from, to), where from < to."""
Layer: TypeAlias = tuple[int, ...]

_SWEEPS = 16
"""Even sweeps go right, odd ones left; small graphs stop changing after about six."""


@dataclass(frozen=True, slots=True)
class Layering:
    """Items in layers from left to right. Items below the number of nodes are nodes, others are stand-ins."""

    layers: tuple[Layer, ...]
    """The items of each layer from top to bottom."""
    routes: tuple[Layer, ...]
    """For each edge the items it passes, one a layer, its first node included and its last one not.

    Edges that start at one node share their stand-ins, so that a shared input leaves as one line.
    """

    def hops(self, pairs: Pairs) -> tuple[Pairs, ...]:
        """The joints between each layer and the next, (item, item), without repeats but parallel edges."""
        layer_of = {item: place for place, layer in enumerate(self.layers) for item in layer}
        found: list[list[tuple[int, int]]] = [[] for _ in self.layers]
        seen: set[tuple[int, int]] = set()
        for route, (_, stop) in zip(self.routes, pairs, strict=True):
            for hop in pairwise(route):
                if hop not in seen:
                    seen.add(hop)
                    found[layer_of[hop[0]]].append(hop)
            found[layer_of[route[-1]]].append((route[-1], stop))
        return tuple(tuple(hops) for hops in found)


@lru_cache(maxsize=128)
def layering(count: int, pairs: Pairs) -> Layering:
    """The layers of a graph with `count` nodes."""
    ranks = _ranks(count, pairs)
    layers, routes = _with_stand_ins(ranks, pairs)
    start = Layering(layers, routes)
    hops = start.hops(pairs)
    return Layering(_ordered(layers, hops), routes)


def crossings(layers: tuple[Layer, ...], hops: tuple[Pairs, ...]) -> int:
    """How many pairs of hops cross in this order."""
    place = {item: at for layer in layers for at, item in enumerate(layer)}
    total = 0
    for gap in hops:
        starts, stops = (np.array([place[hop[end]] for hop in gap]) for end in (0, 1))
        total += int(((starts[:, None] < starts) & (stops[:, None] > stops)).sum())
    return total


def _ranks(count: int, pairs: Pairs) -> list[int]:
    """The layer of each node: the longest path to it, but an input stands right before its first use."""
    ranks, uses = [0] * count, defaultdict(list)
    for start, stop in sorted(pairs, key=lambda pair: pair[1]):
        ranks[stop] = max(ranks[stop], ranks[start] + 1)
        uses[start].append(stop)
    for node in set(uses) - {stop for _, stop in pairs}:
        ranks[node] = min(ranks[stop] for stop in uses[node]) - 1
    return ranks


def _with_stand_ins(ranks: list[int], pairs: Pairs) -> tuple[tuple[Layer, ...], tuple[Layer, ...]]:
    """The layers in the order of the nodes, each with stand-ins for edges that pass it; and the routes."""
    carrier = {(node, rank): node for node, rank in enumerate(ranks)}
    layers: list[list[int]] = [[] for _ in range(max(ranks, default=-1) + 1)]
    for node, rank in enumerate(ranks):
        layers[rank].append(node)
    for start, stop in sorted(pairs):
        for rank in range(ranks[start] + 1, ranks[stop]):
            if (start, rank) not in carrier:
                carrier[start, rank] = len(carrier)
                layers[rank].append(carrier[start, rank])
    routes = [tuple(carrier[a, rank] for rank in range(ranks[a], ranks[b])) for a, b in pairs]
    return tuple(map(tuple, layers)), tuple(routes)


def _ordered(layers: tuple[Layer, ...], hops: tuple[Pairs, ...]) -> tuple[Layer, ...]:
    """The best order that the sweeps meet."""
    before, after = defaultdict(list), defaultdict(list)
    for gap in hops:
        for start, stop in gap:
            before[stop].append(start)
            after[start].append(stop)
    best, fewest = layers, crossings(layers, hops)
    current = list(layers)
    for sweep in range(_SWEEPS):
        if not fewest:
            break
        _sweep(current, before if sweep % 2 == 0 else after, rightward=sweep % 2 == 0)
        met = crossings(tuple(current), hops)
        if met < fewest:
            best, fewest = tuple(current), met
    return best


def _sweep(layers: list[Layer], beside: dict[int, list[int]], rightward: bool) -> None:
    """Order each layer by the mean place of the neighbours in the layer just swept."""
    place: dict[int, float] = {}
    for at in range(len(layers)) if rightward else reversed(range(len(layers))):
        here = {item: (spot + 0.5) / len(layers[at]) for spot, item in enumerate(layers[at])}
        key = {
            item: sum(place[other] for other in beside[item]) / len(beside[item]) if item in beside else spot
            for item, spot in here.items()
        }
        layers[at] = tuple(sorted(layers[at], key=key.__getitem__))
        place |= {item: (spot + 0.5) / len(layers[at]) for spot, item in enumerate(layers[at])}
