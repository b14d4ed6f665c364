"""Blocks: pieces of a picture, which are joined along their baselines."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of equal width, one of them the baseline on which neighbours stand."""

    lines: tuple[str, ...]
    base: int
    """The place of the baseline in `lines`."""

    @property
    def width(self) -> int:
        """In cells."""
        return len(self.lines[0])

    @property
    def height(self) -> int:
        """In lines."""
        return len(self.lines)

    @property
    def depth(self) -> int:
        """How many lines are below the baseline."""
        return self.height - self.base - 1

    def padded(self, width: int, centred: bool = True) -> "Block":
        """As wide as that, in the middle or at the left; between two cells the left one is the middle."""
        before = (width - self.width) // 2 if centred else 0
        after = width - self.width - before
        return Block(tuple(" " * before + line + " " * after for line in self.lines), self.base)


def text(line: str) -> Block:
    """A single line."""
    return Block((line,), 0)


def beside(*blocks: Block) -> Block:
    """Blocks from left to right, on one baseline."""
    base = max(block.base for block in blocks)
    depth = max(block.depth for block in blocks)
    columns = [_extended(block, base - block.base, depth - block.depth) for block in blocks]
    return Block(tuple("".join(parts) for parts in zip(*columns, strict=True)), base)


def above(*blocks: Block, on: Block) -> Block:
    """Blocks from top to bottom, each in the middle, on the baseline of one; empty ones take no line."""
    blocks = tuple(block for block in blocks if block.width or block is on)
    width = max(block.width for block in blocks)
    place = next(place for place, block in enumerate(blocks) if block is on)
    base = sum(block.height for block in blocks[:place]) + on.base
    return Block(tuple(line for block in blocks for line in block.padded(width).lines), base)


def flush(lines: Iterable[str], base: int) -> Block:
    """Lines that start at the left."""
    lines = list(lines)
    width = max(map(len, lines))
    return Block(tuple(line.ljust(width) for line in lines), base)


def raised(over: Block, under: Block, up: int, down: int) -> Block:
    """Two scripts in one column: one ends `up` lines above the baseline, the other begins `down` lines below.

    At most one of them stands on it.
    """
    *high, last = [*over.lines, *[""] * up]
    first, *low = [*[""] * down, *under.lines]
    return flush([*high, last or first, *low], len(high))


def _extended(block: Block, over: int, under: int) -> list[str]:
    blank = " " * block.width
    return [blank] * over + list(block.lines) + [blank] * under
