"""Painting a planned diagram: strokes, heads and labels of edges, and what is written in boxes."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from calctui.raster.cells import Cells, Run
from calctui.raster.diagram.forms import Form, Style, Words, fitted
from calctui.raster.diagram.layout import Layout, Rect, Route
from calctui.raster.diagram.lines import HEAVY, Arms, Mask, bar, frame, signs, stroke
from calctui.raster.lettering import lettered, shorten
from calctui.raster.marker import Marker
from calctui.scene import Box, Link, Role

spelled = lru_cache(maxsize=4096)(lettered)
"""Text as a raster can show it; the same few words come back in every frame."""


@dataclass(frozen=True, eq=False, slots=True)
class Plan:
    """All of a picture that stays the same while values, gradients and lights change."""

    form: Form
    layout: Layout
    arms: Arms
    joints: Mask
    crossings: Mask


class Painter:
    """Cells that show a part of a plan, from column `left` and row `top` of its layout on."""

    def __init__(self, plan: Plan, cells: Cells, left: int, top: int, marker: Marker) -> None:
        self._plan, self._cells, self._left, self._top, self._marker = plan, cells, left, top, marker
        self._dots = spelled("…", marker)

    def strokes(self, links: list[Link], boxes: tuple[Box, ...]) -> None:
        """Draw all lines, heavy where they are lit."""
        plan, layout = self._plan, self._plan.layout
        arms = plan.arms.copy()
        for link, route in zip(links, layout.routes, strict=True):
            if link.lit:
                stroke(arms, route.corners, HEAVY)
        for box, rect in zip(boxes, layout.boxes, strict=True):
            if box.lit:
                (frame if plan.form.style.framed else bar)(arms, rect, HEAVY)
        x, y = max(self._left, 0), max(self._top, 0)
        part = np.s_[y : self._top + self._cells.height, x : self._left + self._cells.width]
        seen = arms[:, *part]
        ascii_only = self._marker is Marker.ASCII
        chars = signs(seen, plan.joints[part], plan.crossings[part], ascii_only=ascii_only)
        roles = np.array([Role.BLANK, Role.FRAME, Role.LIT], dtype=np.uint8)[seen.max(axis=0)]
        here = np.s_[y - self._top :, x - self._left :]
        rows, columns = chars.shape
        self._cells.chars[here][:rows, :columns] = chars
        self._cells.roles[here][:rows, :columns] = roles

    def edge(self, link: Link, route: Route, start: Rect) -> None:
        """Write the head and the label of an edge."""
        role = Role.LIT if link.lit else Role.FRAME
        x, y = route.head
        if link.lit and link.backward:
            _, tail_y = route.corners[0]
            tail = start.x + start.width - (not self._plan.form.style.framed)
            self._put("◂", tail, tail_y, role)
        else:
            self._put("▸", x, y, role)
        room, label = x - route.label_x, spelled(link.label, self._marker)
        # On a line a minus needs a blank before it, or it is taken for a part of the line.
        signed = label.startswith(("-", "−"))
        label = fitted(label, min(room, self._plan.form.spacing.label) - signed, self._dots)
        if label:
            padded = f" {label} " if len(label) + 2 <= room else " " * signed + label
            at = route.label_x + (room - len(padded)) // 2
            self._put(padded, at, y, Role.LIT if link.lit else Role.DERIVATIVE)

    def box(self, box: Box, words: Words, rect: Rect) -> None:
        """Write what a box says."""
        form = self._plan.form
        value, gradient = spelled(box.value, self._marker), spelled(box.gradient, self._marker)
        if form.style is Style.LINE:  # heads of edges hide its bar
            words = ("*" if box.lit else " ") + words[0], words[1]
        lines = form.lines(words, value, gradient, rect.width, self._dots)
        pad = {Style.WIDE: 2, Style.TITLED: 1, Style.COMPACT: 1}.get(form.style, 0)
        if form.style in (Style.TITLED, Style.COMPACT):
            self._put(
                f" {shorten(words[0], rect.width - 4, self._dots)} ", rect.x + 1, rect.y, self._name(box)
            )
        top = rect.y + rect.height // 2 - len(lines) // 2
        for y, line in enumerate(lines, start=top):
            self._line(line, rect.x + pad, y, box, blank_after=not pad)

    def _line(self, line: list[Run], x: int, y: int, box: Box, *, blank_after: bool) -> None:
        """Write runs one after the other; a blank parts them from a line that starts in their row."""
        for text, role in line:
            self._put(text, x, y, self._name(box) if role is Role.TITLE else role)
            x += len(spelled(text, self._marker))
        if blank_after and any(text for text, _ in line):
            self._put(" ", x, y, Role.BLANK)

    def _name(self, box: Box) -> Role:
        return Role.LIT if box.lit else Role.TITLE

    def _put(self, text: str, x: int, y: int, role: Role) -> None:
        """Write text at a place of the layout; what is out of sight is cut off."""
        x, y, text = x - self._left, y - self._top, spelled(text, self._marker)
        if 0 <= y < self._cells.height and x < self._cells.width:
            text, x = text[max(-x, 0) : self._cells.width - x], max(x, 0)
            self._cells.chars[y, x : x + len(text)] = list(text)
            self._cells.roles[y, x : x + len(text)] = role
