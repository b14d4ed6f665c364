"""The ledger of a sweep: every path from an input to the output, its product, and what they add up to."""

from functools import lru_cache

from calctui.explorables.parts.flow import NONE, Flow
from calctui.maths.paths import ChainPaths, chain_paths
from calctui.scene import Table

MOST = 12
"""Paths that anyone reads; of more there is only the count."""


def count_of_paths(flow: Flow) -> int:
    """How many ways lead to the output: from every input, or from the one that a forward sweep starts at."""
    return sum(paths.count for paths in _paths(flow).values())


def ledger(flow: Flow) -> Table | None:
    """One row a path, and one for the sum where an input has several; nothing where they are too many.

    Products are those of the right values, also where one is overwritten.
    """
    if not 0 < count_of_paths(flow) <= MOST:
        return None
    rows: list[tuple[str | float, ...]] = []
    for name, paths in _paths(flow).items():
        rows += [("→".join(flow.names[place] for place in each.nodes), each.product) for each in paths.listed]
        if paths.count > 1:
            rows.append((f"sum d{flow.output}/d{name}", paths.total))
    spoilt = flow.reverse and flow.overwritten != NONE
    return Table(("path", "should be" if spoilt else "product"), tuple(rows))


@lru_cache(maxsize=64)
def _paths(flow: Flow) -> dict[str, ChainPaths]:
    """The paths from every input that the sweep is about."""
    names = flow.expression.inputs if flow.reverse else (flow.wrt,)
    return {name: chain_paths(flow.expression, flow.at, name, MOST) for name in names}
