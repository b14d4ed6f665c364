"""Layers, rows and tracks of computation graphs, in numbers."""

import pytest

from calctui.raster.diagram.forms import FORMS
from calctui.raster.diagram.layering import crossings, layering
from calctui.raster.diagram.layout import lay_out
from calctui.raster.diagram.tracks import Net, channel

PLANAR = {
    "chain": (4, ((0, 1), (1, 2), (2, 3))),
    "tree": (7, ((0, 4), (1, 4), (2, 5), (3, 5), (4, 6), (5, 6))),
    "tree, mixed up": (7, ((0, 4), (2, 4), (1, 5), (3, 5), (4, 6), (5, 6))),
    "diamond": (4, ((0, 1), (0, 2), (1, 3), (2, 3))),
    "shared input": (5, ((0, 2), (1, 2), (1, 3), (2, 4), (3, 4))),
    "past a layer": (4, ((0, 1), (1, 2), (2, 3), (0, 3))),
    "parallel edges": (2, ((0, 1), (0, 1))),
}


@pytest.mark.parametrize("name", PLANAR)
def test_a_planar_graph_has_no_crossings(name: str) -> None:
    count, ends = PLANAR[name]
    found = layering(count, ends)
    assert crossings(found.layers, found.hops(ends)) == 0


def test_a_chain_is_a_straight_line() -> None:
    layout = lay_out([(8, 5), (6, 4), (9, 5)], ((0, 1), (1, 2)), FORMS[3].spacing, 60, 20)
    assert len({y for route in layout.routes for _, y in route.corners}) == 1


def test_an_input_stands_beside_its_first_use() -> None:
    assert layering(5, ((0, 1), (1, 3), (2, 3), (3, 4))).layers == ((0,), (1, 2), (3,), (4,))


def test_edges_that_swap_rows_turn_off_before_they_meet() -> None:
    found = channel([Net(2, (8,)), Net(8, (2,))])
    assert sorted(map(len, found.turns)) == [1, 2]
    assert found.count == 3
