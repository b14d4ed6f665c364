"""Layout of a diagram: a rectangle for each box and a path for each edge, in cells. Knows no text."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from calctui.raster.diagram.layering import Layering, Pairs, layering
from calctui.raster.diagram.rows import Tie, placed_rows, through
from calctui.raster.diagram.tracks import Channel, Net, channel

Spot: TypeAlias = tuple[int, int]
"""A column and a row."""


@dataclass(frozen=True, slots=True)
class Spacing:
    """How the room between boxes is shared out."""

    label: int
    """Columns for the label of an edge."""
    framed: bool = True
    """Whether boxes have frames, in whose border edges begin and beside whose inner rows they end."""
    stub: int = 1
    """Columns before the first track."""
    pitch: int = 1
    """Columns from one track to the next."""
    apart: int = 1
    """Rows between boxes."""


@dataclass(frozen=True, slots=True)
class Rect:
    """Where a box stands."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Route:
    """The corners of an edge, from the border of its box to the cell of its arrow head."""

    corners: tuple[Spot, ...]
    label_x: int
    """The first column of the stretch for its label, which ends before the arrow head."""

    @property
    def head(self) -> Spot:
        """The cell of the arrow head beside the box where it ends."""
        return self.corners[-1]


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole drawing."""

    width: int
    height: int
    boxes: tuple[Rect, ...]
    routes: tuple[Route, ...]


def lay_out(sizes: Sequence[Spot], pairs: Pairs, spacing: Spacing, width: int, height: int) -> Layout:
    """Places for boxes of (width, height) `sizes`; more than `width` x `height` only where it must be."""
    frame = _Frame(sizes, pairs, spacing)
    rows = frame.rows(height)
    return frame.columns(rows, width)


def least_size(sizes: Sequence[Spot], pairs: Pairs, spacing: Spacing) -> Spot:
    """A width and height below which no layout is possible: quick to tell."""
    frame = _Frame(sizes, pairs, spacing)
    between = spacing.label + spacing.stub + 1
    return sum(frame.widths) + between * max(len(frame.widths) - 1, 0), max(frame.extents, default=0)


class _Frame:
    """A layered graph while it is laid out."""

    def __init__(self, sizes: Sequence[Spot], pairs: Pairs, spacing: Spacing) -> None:
        self.sizes, self.pairs, self.spacing = sizes, pairs, spacing
        self.graph: Layering = layering(len(sizes), pairs)
        layers = self.graph.layers
        self.widths = [max((sizes[i][0] for i in layer if i < len(sizes)), default=0) for layer in layers]
        self.offsets: dict[int, int] = {}
        self.extents = [self._stacked(layer) for layer in layers]
        self.ports = self._ports()

    def _stacked(self, layer: tuple[int, ...]) -> int:
        """Note how far down each item stands with nothing but gaps above it; the height of all of them."""
        bottom = 0
        for place, item in enumerate(layer):
            between_lines = place and item >= len(self.sizes) and layer[place - 1] >= len(self.sizes)
            bottom += self.spacing.apart if place and not between_lines else 0
            self.offsets[item] = bottom
            bottom += self._height(item)
        return bottom

    def _height(self, item: int) -> int:
        return self.sizes[item][1] if item < len(self.sizes) else 1

    def _ports(self) -> list[int]:
        """For each edge how far below the top of its box it ends; edges of one box don't cross there."""
        place = {item: at for layer in self.graph.layers for at, item in enumerate(layer)}
        arriving = defaultdict(list)
        for edge, (_, stop) in enumerate(self.pairs):
            arriving[stop].append(edge)
        ports = [0] * len(self.pairs)
        border = int(self.spacing.framed)
        for stop, edges in arriving.items():
            inside = self.sizes[stop][1] - 2 * border
            edges.sort(key=lambda edge: (place[self.graph.routes[edge][-1]], edge))
            for at, edge in enumerate(edges):
                ports[edge] = border + (2 * at + 1) * inside // (2 * len(edges))
        return ports

    def _out(self, item: int) -> int:
        return self._height(item) // 2

    def rows(self, height: int) -> dict[int, int]:
        """The top row of each item, within `height` where that is possible."""
        ties: dict[tuple[int, int, int], Tie] = {}
        for edge, (route, (_, stop)) in enumerate(zip(self.graph.routes, self.pairs, strict=True)):
            for a, b in pairwise(route):
                ties[a, b, -1] = Tie(a, b, self._out(a), self._out(b), through(a, b, len(self.sizes)))
            ties[route[-1], stop, edge] = Tie(route[-1], stop, self._out(route[-1]), self.ports[edge])
        slack = max(height, *self.extents, 0) if self.extents else 0
        rooms = [slack - extent for extent in self.extents]
        return placed_rows(self.graph.layers, self.offsets, list(ties.values()), rooms)

    def columns(self, rows: dict[int, int], width: int) -> Layout:
        """The whole layout, once the rows are known; what room is left makes the gaps wider."""
        nets = self._nets(rows)
        channels = [channel(list(gap.values())) for gap in nets]
        gaps = [self._gap(gap) for gap in channels[:-1]]
        # A box without a frame has a bar on its left, where the heads of edges are.
        lefts = [0 if self.spacing.framed else 1]
        spare = width - 2 - lefts[0] - sum(self.widths) - sum(gaps)
        wider = min(max(spare // max(len(gaps), 1), 0), 2 + self.spacing.label)
        for own, gap in zip(self.widths, gaps, strict=False):
            lefts.append(lefts[-1] + own + gap + wider)
        rects = self._rects(rows, lefts)
        poles = [dict(zip(gap, found.turns, strict=True)) for gap, found in zip(nets, channels, strict=True)]
        routes = tuple(self._route(edge, rows, lefts, poles, channels) for edge in range(len(self.pairs)))
        bottom = max((y for route in routes for _, y in route.corners), default=-1) + 1
        height = max(bottom, max((rect.y + rect.height for rect in rects), default=0))
        return Layout(max((rect.x + rect.width for rect in rects), default=0), height, rects, routes)

    def _nets(self, rows: dict[int, int]) -> list[dict[int, Net]]:
        """For each gap what leaves each item on its left, by item."""
        stops: list[dict[int, set[int]]] = [defaultdict(set) for _ in self.graph.layers]
        layer_of = {item: at for at, layer in enumerate(self.graph.layers) for item in layer}
        for edge, (route, (_, stop)) in enumerate(zip(self.graph.routes, self.pairs, strict=True)):
            for a, b in pairwise(route):
                stops[layer_of[a]][a].add(rows[b] + self._out(b))
            stops[layer_of[route[-1]]][route[-1]].add(rows[stop] + self.ports[edge])
        return [
            {item: Net(rows[item] + self._out(item), tuple(sorted(ends))) for item, ends in gap.items()}
            for gap in stops
        ]

    def _gap(self, tracks: Channel) -> int:
        upright = (tracks.count - 1) * self.spacing.pitch + 1 if tracks.count else 0
        return self.spacing.stub + upright + self.spacing.label + 1

    def _rects(self, rows: dict[int, int], lefts: list[int]) -> tuple[Rect, ...]:
        rects = [Rect(0, 0, 0, 0)] * len(self.sizes)
        for layer, left, width in zip(self.graph.layers, lefts, self.widths, strict=False):
            for item in layer:
                if item < len(self.sizes):
                    rects[item] = Rect(left, rows[item], width, self.sizes[item][1])
        return tuple(rects)

    def _route(
        self,
        edge: int,
        rows: dict[int, int],
        lefts: list[int],
        poles: list[dict[int, tuple[tuple[int, int], ...]]],
        channels: list[Channel],
    ) -> Route:
        """The corners of one edge."""
        route, stop = self.graph.routes[edge], self.pairs[edge][1]
        at = next(place for place, layer in enumerate(self.graph.layers) if route[0] in layer)
        x = lefts[at] + (self.widths[at] - 1 if self.spacing.framed else 0)
        y = rows[route[0]] + self._out(route[0])
        corners = [(x, y)]
        for item, following in zip(route, (*route[1:], stop), strict=True):
            port = self.ports[edge] if following == stop else self._out(following)
            first = lefts[at] + self.widths[at] + self.spacing.stub
            for track, leaves in poles[at][item]:
                x = first + track * self.spacing.pitch
                corners.append((x, y))
                y = rows[following] + port if leaves < 0 else leaves
                corners.append((x, y))
            at += 1
        corners.append((lefts[at] - 1, y))
        upright = self._gap(channels[at - 1]) - self.spacing.label - 1
        return Route(tuple(corners), lefts[at - 1] + self.widths[at - 1] + upright)
