"""Rows: how far down each item of a layered graph stands, so that edges run as level as they can.

The median method of Gansner, Koutsofios, North and Vo, "A Technique for Drawing Directed Graphs", IEEE
Transactions on Software Engineering 19 (1993), section 4, with an exact step for each layer: given its
neighbours, a layer in a fixed order is best placed by isotonic median regression (pool adjacent violators).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from calctui.raster.diagram.layering import Layer

_ROUNDS = 6
"""Passes right, left and both ways; the last ones hardly move anything."""
_THROUGH = 3
"""How much more a bend counts between two stand-ins: a long edge should be straight in its middle."""


@dataclass(frozen=True, slots=True)
class Tie:
    """An edge between neighbouring layers and how far below the tops of its items it leaves and arrives."""

    start: int
    stop: int
    out: int
    into: int
    weight: int = 1


@dataclass(slots=True)
class _Block:
    """Neighbours in a layer that touch: where each end of an edge would like their common top to be."""

    wishes: list[int]
    members: int = 1
    top: int = field(init=False)

    def __post_init__(self) -> None:
        self.settle()

    def settle(self) -> None:
        """Take the median of the wishes: the top with the least total bend."""
        self.wishes.sort()
        self.top = (self.wishes[(len(self.wishes) - 1) // 2] + self.wishes[len(self.wishes) // 2]) // 2

    def absorb(self, other: "_Block") -> None:
        """Move as one with the block below from now on."""
        self.wishes += other.wishes
        self.members += other.members
        self.settle()


def placed_rows(
    layers: Sequence[Layer], offsets: Mapping[int, int], ties: Sequence[Tie], rooms: Sequence[int]
) -> dict[int, int]:
    """The top row of each item.

    `offsets` says how far below the top of its layer an item would stand if all stood as high as they can;
    `rooms` how many rows each layer may move down as a whole.
    """
    before: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    after: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for tie in ties:
        before[tie.stop] += [(tie.start, tie.out - tie.into)] * tie.weight
        after[tie.start] += [(tie.stop, tie.into - tie.out)] * tie.weight
    both = {item: before[item] + after[item] for layer in layers for item in layer}
    rows = {item: offsets[item] for layer in layers for item in layer}
    best, least = dict(rows), _bend(rows, ties)
    rightward = list(zip(layers, rooms, strict=True))
    leftward = rightward[::-1]
    for _ in range(_ROUNDS):
        for order, beside in ((rightward, before), (leftward, after), (rightward, both), (leftward, both)):
            for layer, room in order:
                _settle(rows, layer, beside, offsets, room)
            bend = _bend(rows, ties)
            if bend < least:
                best, least = dict(rows), bend
    return best


def _settle(
    rows: dict[int, int],
    layer: Layer,
    beside: Mapping[int, list[tuple[int, int]]],
    offsets: Mapping[int, int],
    room: int,
) -> None:
    """Place one layer where its neighbours wish it to be."""
    blocks: list[_Block] = []
    for item in layer:
        wishes = [rows[other] + shift - offsets[item] for other, shift in beside[item]]
        blocks.append(_Block(wishes or [rows[item] - offsets[item]]))
        while len(blocks) > 1 and blocks[-2].top >= blocks[-1].top:
            last = blocks.pop()
            blocks[-1].absorb(last)
    tops = [block.top for block in blocks for _ in range(block.members)]
    for item, top in zip(layer, tops, strict=True):
        rows[item] = offsets[item] + min(max(top, 0), room)


def _bend(rows: Mapping[int, int], ties: Sequence[Tie]) -> int:
    """How far edges run up and down in total, and whether they do."""
    moves = [(abs(rows[tie.stop] + tie.into - rows[tie.start] - tie.out), tie.weight) for tie in ties]
    return sum(weight * (2 * move + 3 * (move > 0)) for move, weight in moves)


def through(start: int, stop: int, count: int) -> int:
    """The weight of a tie between two items, of which those from `count` on are stand-ins."""
    return _THROUGH if start >= count and stop >= count else 1
