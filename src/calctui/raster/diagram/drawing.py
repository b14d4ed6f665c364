"""A Diagram and a size to cells: the largest form that fits, on a layout that is kept between frames."""

import textwrap
from collections.abc import Sequence
from functools import lru_cache
from typing import TypeAlias

from calctui.raster.cells import Cells, blank, paste, write
from calctui.raster.diagram.forms import FORMS, PANNED, Form, Words
from calctui.raster.diagram.layering import Pairs
from calctui.raster.diagram.layout import Layout, Spot, lay_out, least_size
from calctui.raster.diagram.lines import LIGHT, bar, frame, no_arms, owners, stroke
from calctui.raster.diagram.paint import Painter, Plan, spelled
from calctui.raster.lettering import shorten
from calctui.raster.marker import Marker
from calctui.scene import Diagram, Link, Role

Edge: TypeAlias = tuple[int, int, Link]
"""A link between boxes by their places."""


def draw_diagram(diagram: Diagram, width: int, height: int, marker: Marker) -> Cells:
    """A diagram of `width` x `height` cells, framed where there is room."""
    border = int(width >= 14 and height >= 5)
    inside = blank(width - 2 * border, height - 2 * border)
    if not inside.chars.size:
        return blank(width, height)
    note = spelled(diagram.note, marker)
    said = ""
    if diagram.boxes:
        edges = _edges(diagram)
        words = tuple((spelled(box.name, marker), spelled(box.operation, marker)) for box in diagram.boxes)
        plan = _plan(words, tuple((start, stop) for start, stop, _ in edges), inside.width, inside.height)
        corner = _corner(diagram, plan.layout, edges, inside)
        _painted(diagram, plan, edges, words, Painter(plan, inside, *corner, marker))
        said = note if plan.form.spacing.label else _lit_labels(edges, words, marker) or note
    else:
        inside, plan, corner = _noted(inside, note), None, (0, 0)
    cells = paste(blank(width, height), inside, border, border)
    if border:
        cells = _framed(cells, spelled(diagram.title, marker), said, marker)
    return _hinted(cells, plan.layout, corner, inside, marker) if plan else cells


@lru_cache(maxsize=64)
def _plan(words: tuple[Words, ...], pairs: Pairs, width: int, height: int) -> Plan:
    """The largest form of a graph that fits into `width` x `height`, and where all of it stands."""
    operands = [0] * len(words)
    for _, stop in pairs:
        operands[stop] += 1
    for form in FORMS:
        sizes = [form.size(*box) for box in zip(words, operands, strict=True)]
        least = least_size(sizes, pairs, form.spacing)
        if least[0] <= width and least[1] <= height:
            layout = lay_out(sizes, pairs, form.spacing, width, height)
            if layout.width <= width and layout.height <= height:
                return _inked(form, layout, pairs)
    sizes = [PANNED.size(*box) for box in zip(words, operands, strict=True)]
    return _inked(PANNED, lay_out(sizes, pairs, PANNED.spacing, width, height), pairs)


def _inked(form: Form, layout: Layout, pairs: Pairs) -> Plan:
    """The plan with all strokes, none of them lit."""
    arms = no_arms(layout.width, layout.height)
    for route in layout.routes:
        stroke(arms, route.corners, LIGHT)
    for rect in layout.boxes:
        (frame if form.style.framed else bar)(arms, rect, LIGHT)
    return Plan(form, layout, arms, *owners(layout, [start for start, _ in pairs]))


def _edges(diagram: Diagram) -> list[Edge]:
    """The links by the places of their boxes, without those that no box comes after or before."""
    place = {box.key: at for at, box in enumerate(diagram.boxes)}
    found = ((place.get(link.start, -1), place.get(link.stop, -1), link) for link in diagram.links)
    return [(start, stop, link) for start, stop, link in found if 0 <= start < stop]


def _painted(
    diagram: Diagram, plan: Plan, edges: list[Edge], words: tuple[Words, ...], painter: Painter
) -> None:
    """Strokes below, then what is written in boxes, then heads and labels of edges, the lit ones on top."""
    painter.strokes([link for _, _, link in edges], diagram.boxes)
    for box, own, rect in zip(diagram.boxes, words, plan.layout.boxes, strict=True):
        painter.box(box, own, rect)
    drawn = sorted(zip(edges, plan.layout.routes, strict=True), key=lambda pair: pair[0][2].lit)
    for (start, _, link), route in drawn:
        painter.edge(link, route, plan.layout.boxes[start])


def _corner(diagram: Diagram, layout: Layout, edges: list[Edge], inside: Cells) -> Spot:
    """The column and row of the layout that are seen in the upper left."""
    at = next((place for place, box in enumerate(diagram.boxes) if box.key == diagram.focus), None)
    ends = [] if at is None else [(start, stop) for start, stop, _ in edges if at in (start, stop)]
    near = [] if at is None else [at, *(start + stop - at for start, stop in ends)]
    rects = [layout.boxes[place] for place in near]
    left = _origin(layout.width, inside.width, [(rect.x, rect.x + rect.width) for rect in rects])
    top = _origin(layout.height, inside.height, [(rect.y, rect.y + rect.height) for rect in rects])
    return left, top


def _origin(size: int, room: int, near: Sequence[Spot]) -> int:
    """Where to start to see `room` of `size` cells: the first span must be seen, others if they can."""
    if size <= room:
        return -((room - size) // 2)
    if not near:
        return 0
    low, high = min(span[0] for span in near), max(span[1] for span in near)
    if high - low > room:
        low, high = near[0]
    return min(max((low + high - room) // 2, 0), size - room)


def _framed(cells: Cells, title: str, note: str, marker: Marker) -> Cells:
    """Cells with a frame, a title in its upper border and a note in the lower one."""
    corners = "++++" if marker is Marker.ASCII else "┌┐└┘"
    level, upright = "-|" if marker is Marker.ASCII else "─│"
    cells.chars[[0, -1]], cells.chars[:, [0, -1]] = level, upright
    cells.chars[[0, 0, -1, -1], [0, -1, 0, -1]] = list(corners)
    cells.roles[[0, -1]], cells.roles[:, [0, -1]] = Role.FRAME, Role.FRAME
    for text, y, role in ((title, 0, Role.TITLE), (note, cells.height - 1, Role.TEXT)):
        text = shorten(text, cells.width - 6, spelled("…", marker))
        cells = write(cells, f" {text} ", 1, y, role) if text else cells
    return cells


def _noted(cells: Cells, note: str) -> Cells:
    """Cells with a note in their middle."""
    lines = textwrap.wrap(note, max(cells.width - 4, 1))[: cells.height]
    for y, text in enumerate(lines, start=(cells.height - len(lines)) // 2):
        cells = write(cells, text, (cells.width - len(text)) // 2, y, Role.TEXT)
    return cells


def _lit_labels(edges: list[Edge], words: tuple[Words, ...], marker: Marker) -> str:
    """The labels of lit edges in words, for a form without room beside the edges."""
    arrow = spelled("→", marker)
    lit = [(words[a][0], words[b][0], link.label) for a, b, link in edges if link.lit and link.label]
    return ", ".join(f"{start}{arrow}{stop}: {spelled(label, marker)}" for start, stop, label in lit)


def _hinted(cells: Cells, layout: Layout, corner: Spot, inside: Cells, marker: Marker) -> Cells:
    """Cells with arrows at the sides beyond which there is more."""
    (left, top), middle, centre = corner, cells.height // 2, cells.width // 2
    sides = (
        (left > 0, "◂", 0, middle),
        (left + inside.width < layout.width, "▸", cells.width - 1, middle),
        (top > 0, "▲", centre, 0),
        (top + inside.height < layout.height, "▼", centre, cells.height - 1),
    )
    for more, sign, x, y in sides:
        cells = write(cells, spelled(sign, marker), x, y, Role.POINT) if more else cells
    return cells
