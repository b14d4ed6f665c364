"""Formulas as a person sees them. The pictures stand in formulas.txt beside this file.

There each formula is followed by its pictures: 70 and 36 columns wide, and in one line, in Unicode and
in ASCII. Where 36 is left out, it is the same as 70.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from calctui.chapter.formula import Letters, fitted, inline
from calctui.raster.lettering import to_ascii


def gallery() -> dict[str, dict[str, str]]:
    """By source and by name: the pictures that are expected."""
    text = Path(__file__).with_name("formulas.txt").read_text("utf-8")
    found = {}
    for part in text.split("$$ ")[1:]:
        source, *pictures = re.split(r"\n% (.*)\n", "\n" + part.rstrip("\n"))
        named = dict(zip(pictures[::2], pictures[1::2], strict=True))
        found[source.strip()] = {"36": named["70"], "ascii 36": named["ascii 70"]} | named
    return found


def page(source: str, width: int, letters: Letters) -> str:
    return "\n".join(line.rstrip() for line in fitted(source, width, letters).lines)


DRAWN: dict[str, Callable[[str], str]] = {
    "70": lambda source: page(source, 70, str),
    "36": lambda source: page(source, 36, str),
    "line": inline,
    "ascii 70": lambda source: page(source, 70, to_ascii),
    "ascii 36": lambda source: page(source, 36, to_ascii),
    "ascii line": lambda source: inline(source, to_ascii),
}
GALLERY = gallery()


@pytest.mark.parametrize("source", GALLERY)
def test_a_formula(source: str) -> None:
    assert {name: draw(source) for name, draw in DRAWN.items()} == GALLERY[source]


def test_no_formula_of_the_chapter_is_cut_at_36_columns() -> None:
    assert len(GALLERY) >= 36
    for source in GALLERY:
        for letters in (str, to_ascii):
            assert fitted(source, 36, letters).width <= 36
