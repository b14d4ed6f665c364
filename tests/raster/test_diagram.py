"""Computation graphs as a person sees them, between bars, and what holds for all of them."""

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calctui.raster import Marker, rows
from calctui.raster.diagram.drawing import draw_diagram
from calctui.raster.diagram.forms import FORMS, fitted
from calctui.raster.diagram.layering import Pairs
from calctui.raster.diagram.layout import Layout, lay_out
from calctui.scene import Box, Diagram, Link, Role


def chain() -> Diagram:
    boxes = (Box(0, "x", "", "2"), Box(1, "u", "x²", "4"), Box(2, "v", "sin u", "−0.757"))
    return Diagram(boxes, (Link(0, 1, "4"), Link(1, 2, "−0.65")), title="v = sin x²")


def square() -> Diagram:
    boxes = (Box(0, "x", "", "3", "6"), Box(1, "y", "x·x", "9", "1", lit=True))
    return Diagram(boxes, (Link(0, 1, "3", lit=True, backward=True), Link(0, 1, "3")))


def shared() -> Diagram:
    boxes = (
        Box(0, "a", "", "2", "2"),
        Box(1, "b", "", "1", "5"),
        Box(2, "c", "a + b", "3", "2", lit=True),
        Box(3, "d", "b + 1", "2", "3"),
        Box(4, "e", "c·d", "6", "1"),
    )
    back = {"lit": True, "backward": True}
    into_c = (Link(0, 2, "1", **back), Link(1, 2, "1", **back))
    return Diagram(boxes, (*into_c, Link(1, 3, "1"), Link(2, 4, "2"), Link(3, 4, "3")), title="(a+b)(b+1)")


def picture(diagram: Diagram, width: int, height: int, marker: Marker) -> str:
    """The rows between bars, one below the other."""
    return "\n" + "".join(f"|{row}|\n" for row in rows(draw_diagram(diagram, width, height, marker)))


def test_a_chain_in_unicode() -> None:
    assert (
        picture(chain(), 56, 7, Marker.BRAILLE)
        == """
|┌ v = sin x² ──────────────────────────────────────────┐|
|│┌──────────┐        ┌──────────┐        ┌───────────┐ │|
|││ x        │        │ u = x²   │        │ v = sin u │ │|
|││ 2        ├── 4 ──▸│ 4        ├─ −0.65▸│ −0.757    │ │|
|││          │        │          │        │           │ │|
|│└──────────┘        └──────────┘        └───────────┘ │|
|└──────────────────────────────────────────────────────┘|
"""
    )


def test_a_chain_in_ascii() -> None:
    assert (
        picture(chain(), 56, 7, Marker.ASCII)
        == """
|+ v = sin x^2 -----------------------------------------+|
||+----------+        +----------+        +-----------+ ||
||| x        |        | u = x^2  |        | v = sin u | ||
||| 2        +-- 4 -->| 4        +- -0.65>| -0.757    | ||
|||          |        |          |        |           | ||
||+----------+        +----------+        +-----------+ ||
|+------------------------------------------------------+|
"""
    )


def test_parallel_edges_in_unicode() -> None:
    assert (
        picture(square(), 34, 7, Marker.BRAILLE)
        == """
|┌────────────────────────────────┐|
|│ ┌ x ────┐            ┏ y ━━━━┓ │|
|│ │3      │ ┏━━━ 3 ━━━━┃x·x    ┃ │|
|│ │∂ 6    ┝◂┩          ┃9      ┃ │|
|│ └───────┘ └─── 3 ───▸┃∂ 1    ┃ │|
|│                      ┗━━━━━━━┛ │|
|└────────────────────────────────┘|
"""
    )


def test_parallel_edges_in_ascii() -> None:
    assert (
        picture(square(), 34, 7, Marker.ASCII)
        == """
|+--------------------------------+|
|| + x ----+            # y ====# ||
|| |3      | #=== 3 ====#x*x    # ||
|| |d 6    #<#          #9      # ||
|| +-------+ +--- 3 --->#d 1    # ||
||                      #=======# ||
|+--------------------------------+|
"""
    )


def test_a_shared_input_in_unicode() -> None:
    assert (
        picture(shared(), 46, 14, Marker.BRAILLE)
        == """
|┌ (a+b)(b+1) ────────────────────────────────┐|
|│ ┌ a ───┐                                   │|
|│ │2     │         ┏ c ━━━┓                  │|
|│ │∂ 2   ┝◂━━ 1 ━━━┃a + b ┃                  │|
|│ └──────┘         ┃3     ┠─┐                │|
|│          ┏━ 1 ━━━┃∂ 2   ┃ │       ┌ e ───┐ │|
|│ ┌ b ───┐ ┃       ┗━━━━━━┛ └─ 2 ──▸│c·d   │ │|
|│ │1     │ ┃                        │6     │ │|
|│ │∂ 5   ┝◂┩       ┌ d ───┐ ┌─ 3 ──▸│∂ 1   │ │|
|│ └──────┘ │       │b + 1 │ │       └──────┘ │|
|│          └─ 1 ──▸│2     ├─┘                │|
|│                  │∂ 3   │                  │|
|│                  └──────┘                  │|
|└────────────────────────────────────────────┘|
"""
    )


def test_a_shared_input_in_ascii() -> None:
    assert (
        picture(shared(), 46, 14, Marker.ASCII)
        == """
|+ (a+b)(b+1) --------------------------------+|
|| + a ---+                                   ||
|| |2     |         # c ===#                  ||
|| |d 2   #<== 1 ===#a + b #                  ||
|| +------+         #3     #-+                ||
||          #= 1 ===#d 2   # |       + e ---+ ||
|| + b ---+ #       #======# +- 2 -->|c*d   | ||
|| |1     | #                        |6     | ||
|| |d 5   #<#       + d ---+ +- 3 -->|d 1   | ||
|| +------+ |       |b + 1 | |       +------+ ||
||          +- 1 -->|2     +-+                ||
||                  |d 3   |                  ||
||                  +------+                  ||
|+--------------------------------------------+|
"""
    )


def test_what_is_lit_shows_without_colour() -> None:
    quiet = replace(shared(), boxes=tuple(replace(box, lit=False) for box in shared().boxes))
    quiet = replace(quiet, links=tuple(replace(link, lit=False) for link in quiet.links))
    for marker in Marker:
        for width in (30, 44, 94):
            lit, plain = (rows(draw_diagram(graph, width, 14, marker)) for graph in (shared(), quiet))
            signs = "#=" if marker is Marker.ASCII else "━┃"
            assert all("".join(lit).count(sign) > "".join(plain).count(sign) for sign in signs)


def test_what_is_lit_has_its_role() -> None:
    cells = draw_diagram(shared(), 44, 14, Marker.BRAILLE)
    assert (cells.roles[cells.chars == "┃"] == Role.LIT).all()
    assert not (cells.roles[cells.chars == "│"] == Role.LIT).any()


def test_a_part_keeps_the_focus_in_sight_and_says_where_more_is() -> None:
    boxes = tuple(Box(key, f"n{key}") for key in range(400))
    long = Diagram(boxes, tuple(Link(key, key + 1) for key in range(399)), focus=200)
    middle = rows(draw_diagram(long, 56, 18, Marker.BRAILLE))
    assert all(name in " ".join(middle) for name in (" n199 ", " n200 ", " n201 "))
    assert (middle[9][0], middle[9][-1]) == ("◂", "▸")
    start = rows(draw_diagram(replace(long, focus=None), 56, 18, Marker.ASCII))
    assert (start[9][0], start[9][-1]) == ("|", ">")


def test_an_empty_graph_says_its_note() -> None:
    assert "no steps yet" in "".join(
        rows(draw_diagram(Diagram((), (), note="no steps yet"), 40, 8, Marker.ASCII))
    )


@pytest.mark.parametrize(
    ("number", "room", "text"),
    [
        ("12", 4, "12"),
        ("0.6652", 5, "0.665"),
        ("−0.6652", 5, "−0.67"),
        ("0.0899", 4, "0.09"),
        ("0.0849", 4, ".085"),
        ("0.00004", 4, "4e-5"),
        ("12345.678", 5, "12346"),
        ("undefined", 5, "unde…"),
        ("−0.00345", 3, "−0…"),
    ],
)
def test_numbers_are_rounded_to_fit_but_never_become_others(number: str, room: int, text: str) -> None:
    assert fitted(number, room, "…") == text


@st.composite
def graphs(draw: st.DrawFn, most: int = 40) -> Diagram:
    count = draw(st.integers(0, most))
    number = st.sampled_from(["", "1", "−0.6652", "undefined", "1e−300", "12345.678"])
    operation = st.sampled_from(["", "a·b", "relu(g)"])
    boxes = tuple(
        Box(7 * key, f"n{key}", draw(operation), draw(number), draw(number), draw(st.booleans()))
        for key in range(count)
    )
    end = st.integers(0, max(count - 1, 0))
    ends = draw(st.lists(st.tuples(end, end), max_size=2 * count))
    links = tuple(Link(7 * a, 7 * b, draw(number), draw(st.booleans()), draw(st.booleans())) for a, b in ends)
    return Diagram(boxes, links, draw(st.none() | end.map(lambda key: 7 * key)), "a graph")


def pairs(diagram: Diagram) -> Pairs:
    return tuple((link.start // 7, link.stop // 7) for link in diagram.links if link.start < link.stop)


def placed(diagram: Diagram) -> Layout:
    sizes = [FORMS[3].size((box.name, box.operation), 0) for box in diagram.boxes]
    operands = [sum(stop == at for _, stop in pairs(diagram)) for at in range(len(sizes))]
    sizes = [(width, max(height, 2 + k)) for (width, height), k in zip(sizes, operands, strict=True)]
    return lay_out(sizes, pairs(diagram), FORMS[3].spacing, 92, 32)


@settings(max_examples=60)
@given(graphs(), st.integers(0, 130), st.integers(0, 45), st.sampled_from(Marker))
def test_any_graph_fills_exactly_its_cells(diagram: Diagram, width: int, height: int, marker: Marker) -> None:
    cells = draw_diagram(diagram, width, height, marker)
    assert (cells.width, cells.height) == (width, height)
    text = "".join(rows(cells))
    assert marker is not Marker.ASCII or (text.isascii() and text.isprintable()) or not text
    assert rows(draw_diagram(diagram, width, height, marker)) == rows(cells)


@settings(max_examples=40)
@given(graphs(most=25))
def test_every_name_is_seen_where_all_fits(diagram: Diagram) -> None:
    text = " ".join(rows(draw_diagram(diagram, 700, 400, Marker.BRAILLE)))
    assert all(f" {box.name} " in text for box in diagram.boxes)


@settings(max_examples=60)
@given(graphs())
def test_nothing_lies_on_anything_else(diagram: Diagram) -> None:
    layout, ends = placed(diagram), pairs(diagram)
    boxes = np.zeros((layout.height, layout.width), dtype=int)
    for rect in layout.boxes:
        boxes[rect.y : rect.y + rect.height, rect.x : rect.x + rect.width] += 1
    assert boxes.max(initial=0) <= 1
    taken: dict[tuple[int, int, bool], int] = {}
    for route, (start, _) in zip(layout.routes, ends, strict=True):
        for (x0, y0), (x1, y1) in zip(route.corners, route.corners[1:], strict=False):
            for x in range(min(x0, x1), max(x0, x1) + 1):
                for y in range(min(y0, y1), max(y0, y1) + 1):
                    assert taken.setdefault((x, y, y0 == y1), start) == start
                    assert not boxes[y, x] or (x, y) == route.corners[0]


@settings(max_examples=40)
@given(graphs(most=25), st.sampled_from([(56, 18), (94, 34), (120, 40)]))
def test_nothing_moves_when_numbers_and_lights_come(diagram: Diagram, size: tuple[int, int]) -> None:
    boxes = tuple(replace(box, value="", gradient="", lit=False) for box in diagram.boxes)
    links = tuple(replace(link, label="", lit=False) for link in diagram.links)
    before = draw_diagram(replace(diagram, boxes=boxes, links=links), *size, Marker.BRAILLE)
    after = draw_diagram(diagram, *size, Marker.BRAILLE)
    # The lower border may tell of what is lit.
    names = [[list(re.finditer(r"n\d+", row)) for row in rows(cells)[:-1]] for cells in (before, after)]
    places = [[[(name.start(), name[0]) for name in row] for row in picture] for picture in names]
    assert places[0] == places[1]
